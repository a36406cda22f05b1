// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "sim/calendar.h"

#include <stdio.h>
#include <string.h>

#define H 3600

// All texts, one per line, and the last fault.
typedef struct heard {
    char text[2048];
    gm_calendar_fault last;
} heard;

static void hear(void *user, const gm_calendar_fault *fault)
{
    heard *h = user;
    size_t used = strlen(h->text);
    snprintf(h->text + used, sizeof h->text - used, "%s\n", fault->text);
    h->last = *fault;
}

static int check_shifts(const gm_shift_def *shifts, int32_t n, heard *h)
{
    gm_phase_def phase = gm_phase_def_default();
    phase.shifts = shifts;
    phase.n_shifts = n;
    gm_calendar_def def = gm_calendar_def_default();
    def.phases = &phase;
    def.n_phases = 1;
    *h = (heard){0};
    return gm_calendar_def_check(&def, hear, h);
}

START_TEST(a_sound_definition_has_no_fault)
{
    static const gm_break_def rest[] = {{.at_s = 2 * H, .for_s = 1800}};
    static const gm_shift_def shifts[] = {
        {.name = "early", .from_s = 6 * H, .to_s = 14 * H},
        {.name = "late", .from_s = 14 * H, .to_s = 22 * H},
        {.name = "night", .from_s = 22 * H, .to_s = 6 * H, .breaks = rest, .n_breaks = 1},
    };
    heard h;
    ck_assert_int_eq(check_shifts(shifts, 3, &h), 0);
    gm_calendar_def def = gm_calendar_def_default();
    ck_assert_int_eq(gm_calendar_def_check(&def, NULL, NULL), 0);
}
END_TEST

START_TEST(overlapping_shifts_are_named_with_their_times_and_a_day)
{
    static const gm_shift_def shifts[] = {
        {.name = "early", .from_s = 6 * H, .to_s = 15 * H},
        {.name = "late", .from_s = 14 * H, .to_s = 22 * H},
    };
    heard h;
    ck_assert_int_eq(check_shifts(shifts, 2, &h), 1);
    ck_assert_str_eq(h.text, "shift 'late' (14:00 to 22:00) overlaps shift 'early' (06:00 to "
                             "15:00) on Monday\n");
    ck_assert_int_eq(h.last.item, GM_CALENDAR_SHIFT);
    ck_assert_int_eq(h.last.phase_i, 0);
    ck_assert_int_eq(h.last.shift_i, 1);
}
END_TEST

// The night shift of Sunday runs into Monday, across the end of the week.
START_TEST(a_night_shift_overlaps_the_morning_after_even_over_a_weekend)
{
    gm_shift_def shifts[] = {
        {.from_s = 22 * H, .to_s = 7 * H, .days = 1u << GM_WEEKDAY_SUNDAY},
        {.from_s = 6 * H, .to_s = 14 * H, .days = 1u << GM_WEEKDAY_MONDAY},
    };
    heard h;
    ck_assert_int_eq(check_shifts(shifts, 2, &h), 1);
    shifts[1].days = 1u << GM_WEEKDAY_SUNDAY;
    ck_assert_int_eq(check_shifts(shifts, 2, &h), 0);
}
END_TEST

START_TEST(a_break_outside_its_shift_is_a_fault_of_the_break)
{
    static const int place = 0;
    static const gm_break_def rests[] = {
        {.at_s = 10 * H, .for_s = 1800},
        {.at_s = 13 * H + 1800, .for_s = H, .src = &place},
    };
    static const gm_shift_def shift = {
        .name = "early", .from_s = 6 * H, .to_s = 14 * H, .breaks = rests, .n_breaks = 2};
    heard h;
    ck_assert_int_eq(check_shifts(&shift, 1, &h), 1);
    ck_assert_str_eq(h.text, "shift 'early': the break at 13:30 for 3600 s is not within "
                             "06:00 to 14:00\n");
    ck_assert_int_eq(h.last.item, GM_CALENDAR_BREAK);
    ck_assert_int_eq(h.last.i, 1);
    ck_assert_ptr_eq(h.last.src, &place);
}
END_TEST

START_TEST(breaks_that_overlap_or_fill_the_shift_are_faults)
{
    static const gm_break_def rests[] = {
        {.at_s = 10 * H, .for_s = 1800},
        {.at_s = 10 * H + 900, .for_s = 1800},
        {.at_s = 12 * H, .for_s = 0},
    };
    static const gm_break_def all[] = {{.at_s = 6 * H, .for_s = 8 * H}};
    static const gm_shift_def shifts[] = {
        {.from_s = 6 * H, .to_s = 14 * H, .breaks = rests, .n_breaks = 3},
        {.from_s = 14 * H, .to_s = 22 * H, .breaks = all, .n_breaks = 1},
    };
    heard h;
    ck_assert_int_eq(check_shifts(shifts, 1, &h), 2);
    ck_assert_str_eq(h.text, "shift 1: the break at 10:15 overlaps another one\n"
                             "shift 1: a break needs a time of day and a length, got 43200 s "
                             "and 0 s\n");
    ck_assert_int_eq(check_shifts(shifts + 1, 1, &h), 1); // at 06:00 of a shift from 14:00
    gm_break_def filling = {.at_s = 14 * H, .for_s = 8 * H};
    gm_shift_def filled = shifts[1];
    filled.breaks = &filling;
    ck_assert_int_eq(check_shifts(&filled, 1, &h), 1);
    ck_assert_str_eq(h.text, "shift 1: the break at 14:00 leaves no working time\n");
}
END_TEST

START_TEST(a_shift_without_length_or_outside_the_day_is_a_fault)
{
    static const gm_shift_def shifts[] = {
        {.name = "a", .from_s = 6 * H, .to_s = 6 * H},
        {.name = "b", .from_s = -1, .to_s = 6 * H},
        {.name = "c", .from_s = 6 * H, .to_s = 25 * H},
        {.name = "d", .from_s = 6 * H, .to_s = 7 * H, .days = 0x80},
    };
    heard h;
    ck_assert_int_eq(check_shifts(shifts, 4, &h), 4);
    ck_assert_ptr_nonnull(strstr(h.text, "shift 'a': begins and ends at 06:00; a whole day "
                                         "is 00:00 to 24:00\n"));
    ck_assert_ptr_nonnull(strstr(h.text, "shift 'd': a week has seven days\n"));
}
END_TEST

START_TEST(phases_need_days_and_rising_dates)
{
    static const gm_phase_def phases[] = {
        {.from = {2027, 8, 1}, .days = GM_DAYS_ALL},
        {.from = {2027, 8, 1}, .days = 0},
        {.days = GM_DAYS_ALL},
        {.from = {2028, 2, 30}, .days = GM_DAYS_ALL},
    };
    gm_calendar_def def = {.phases = phases, .n_phases = 4};
    heard h = {0};
    ck_assert_int_eq(gm_calendar_def_check(&def, hear, &h), 4);
    ck_assert_str_eq(h.text, "phase 2: from 2027-08-01 is not after the phase before it\n"
                             "phase 2: needs at least one weekday\n"
                             "phase 3: needs the date from which it holds\n"
                             "phase: there is no 2028-02-30\n");
}
END_TEST

// A fault of an item without a place carries that of the calendar.
START_TEST(dates_that_do_not_exist_or_end_early_are_faults_of_their_range)
{
    static const int place = 0;
    static const gm_date_range holidays[] = {{.from = {2027, 2, 30}},
                                             {.from = {2027, 5, 3}, .to = {2027, 5, 1}}};
    static const gm_date_range stops[] = {{.from = {2027, 8, 2}, .to = {2027, 13, 1}}};
    static const gm_date_range extras[] = {{.src = NULL}};
    gm_calendar_def def = {
        .src = &place, .holidays = holidays, .n_holidays = 2, .stops = stops, .n_stops = 1};
    heard h = {0};
    ck_assert_int_eq(gm_calendar_def_check(&def, hear, &h), 3);
    ck_assert_str_eq(h.text, "holiday: there is no 2027-02-30\n"
                             "holiday: ends on 2027-05-01, before it begins on 2027-05-03\n"
                             "stop: there is no 2027-13-01\n");
    ck_assert_int_eq(h.last.item, GM_CALENDAR_STOP);
    ck_assert_ptr_eq(h.last.src, &place);

    def = (gm_calendar_def){.extras = extras, .n_extras = 1};
    ck_assert_int_eq(gm_calendar_def_check(&def, hear, &h), 1);
}
END_TEST

START_TEST(a_flat_index_finds_the_shift_of_any_phase)
{
    static const gm_shift_def one[] = {{.name = "day"}};
    static const gm_shift_def two[] = {{.name = "early"}, {.name = "late"}};
    static const gm_phase_def phases[] = {{.shifts = one, .n_shifts = 1},
                                          {.shifts = two, .n_shifts = 2}};
    gm_calendar_def def = {.phases = phases, .n_phases = 2};
    ck_assert_str_eq(gm_calendar_def_shift(&def, 0)->name, "day");
    ck_assert_str_eq(gm_calendar_def_shift(&def, 2)->name, "late");
    ck_assert_ptr_null(gm_calendar_def_shift(&def, 3));
    ck_assert_ptr_null(gm_calendar_def_shift(&def, GM_SHIFT_OFF));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("calendar_def");
    tcase_add_test(cases, a_sound_definition_has_no_fault);
    tcase_add_test(cases, overlapping_shifts_are_named_with_their_times_and_a_day);
    tcase_add_test(cases, a_night_shift_overlaps_the_morning_after_even_over_a_weekend);
    tcase_add_test(cases, a_break_outside_its_shift_is_a_fault_of_the_break);
    tcase_add_test(cases, breaks_that_overlap_or_fill_the_shift_are_faults);
    tcase_add_test(cases, a_shift_without_length_or_outside_the_day_is_a_fault);
    tcase_add_test(cases, phases_need_days_and_rising_dates);
    tcase_add_test(cases, dates_that_do_not_exist_or_end_early_are_faults_of_their_range);
    tcase_add_test(cases, a_flat_index_finds_the_shift_of_any_phase);
    return gm_check_main("sim/calendar_def", cases);
}
