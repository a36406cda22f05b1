// SPDX-License-Identifier: MIT
//
// The questions of a run, on two shifts of 8 h with half an hour of break each, Monday to
// Friday: early 06:00 to 14:00 (break 10:00), late 14:00 to 22:00 (break 18:00).

#include "check_main.h"

#include "sim/calendar.h"

#include <math.h>
#include <signal.h>

#define H     3600
#define DAY_S 86400.0

static const gm_break_def early_rest = {.at_s = 10 * H, .for_s = 1800};
static const gm_break_def late_rest = {.at_s = 18 * H, .for_s = 1800};
static const gm_shift_def two_shifts[] = {
    {.name = "early", .from_s = 6 * H, .to_s = 14 * H, .breaks = &early_rest, .n_breaks = 1},
    {.name = "late", .from_s = 14 * H, .to_s = 22 * H, .breaks = &late_rest, .n_breaks = 1}};
static const gm_phase_def two_shift_phase = {
    .days = GM_DAYS_MON_FRI, .shifts = two_shifts, .n_shifts = 2};

static gm_calendar compile(const gm_calendar_def *def, gm_civil civil, double horizon_s)
{
    ck_assert_int_eq(gm_calendar_def_check(def, NULL, NULL), 0);
    uint32_t n = gm_calendar_span_count(def, civil, horizon_s);
    gm_span *spans = calloc(n + 1, sizeof *spans);
    gm_calendar cal;
    gm_calendar_init(&cal, def, civil, horizon_s, spans);
    return cal;
}

// From Monday 2024-01-01 00:00.
static gm_calendar two_shift_calendar(double horizon_s)
{
    gm_calendar_def def = {.phases = &two_shift_phase, .n_phases = 1};
    return compile(&def, gm_civil_default(), horizon_s);
}

static void drop(gm_calendar *cal)
{
    free((void *)cal->spans);
    cal->spans = NULL;
}

START_TEST(a_calendar_without_shifts_is_always_on)
{
    gm_calendar_def def = gm_calendar_def_default();
    gm_calendar cal = compile(&def, gm_civil_default(), (double)INFINITY);
    ck_assert_uint_eq(cal.n_spans, 0);
    ck_assert(gm_calendar_is_on(&cal, 1e9, NULL));
    ck_assert_double_eq(gm_calendar_next_change(&cal, 0.0, NULL), (double)INFINITY);
    ck_assert_double_eq(gm_calendar_next_shift_change(&cal, 0.0, NULL), (double)INFINITY);
    ck_assert_int_eq(gm_calendar_shift_at(&cal, 0.0, NULL), GM_SHIFT_ALL_DAY);
    ck_assert_double_eq(gm_calendar_work_between(&cal, 10.0, 25.5, NULL), 15.5);
    ck_assert_double_eq(gm_calendar_add_work(&cal, 10.0, 15.5, NULL), 25.5);
    ck_assert_int_eq(gm_calendar_year_work_days(&cal, 0), 366);
    ck_assert_double_eq(gm_calendar_month_work_s(&cal, 1), 29 * DAY_S);
    drop(&cal);
}
END_TEST

// 2 x (8 h - 30 min) = 15 h = 54000 s; a line of 60 s makes 900 parts of that.
START_TEST(two_shifts_with_a_break_each_work_15_hours_a_day)
{
    gm_calendar cal = two_shift_calendar(7 * DAY_S);
    ck_assert_double_eq(gm_calendar_work_between(&cal, 0.0, DAY_S, NULL), 54000.0);
    ck_assert_double_eq(gm_calendar_work_between(&cal, 0.0, 7 * DAY_S, NULL), 5 * 54000.0);
    ck_assert_double_eq(gm_calendar_work_between(&cal, 5 * DAY_S, 7 * DAY_S, NULL), 0.0);
    ck_assert_double_eq(gm_calendar_work_between(&cal, 9.0 * H, 11.0 * H, NULL), 5400.0);
    ck_assert_double_eq(gm_calendar_add_work(&cal, 0.0, 900 * 60.0, NULL), 22.0 * H);
    drop(&cal);
}
END_TEST

START_TEST(a_span_is_on_at_its_start_and_off_at_its_end)
{
    gm_calendar cal = two_shift_calendar(7 * DAY_S);
    ck_assert(!gm_calendar_is_on(&cal, 6.0 * H - 1e-6, NULL));
    ck_assert(gm_calendar_is_on(&cal, 6.0 * H, NULL));
    ck_assert(gm_calendar_is_on(&cal, 10.0 * H - 1e-6, NULL));
    ck_assert(!gm_calendar_is_on(&cal, 10.0 * H, NULL));
    ck_assert_int_eq(gm_calendar_shift_at(&cal, 10.0 * H, NULL), GM_SHIFT_OFF);
    ck_assert_double_eq(gm_calendar_next_change(&cal, 6.0 * H, NULL), 10.0 * H);
    ck_assert_double_eq(gm_calendar_next_change(&cal, 10.0 * H, NULL), 10.5 * H);
    ck_assert_double_eq(gm_calendar_next_change(&cal, 0.0, NULL), 6.0 * H);
    drop(&cal);
}
END_TEST

START_TEST(shifts_that_touch_change_the_shift_but_not_the_work)
{
    gm_calendar cal = two_shift_calendar(7 * DAY_S);
    ck_assert_double_eq(gm_calendar_next_change(&cal, 11.0 * H, NULL), 18.0 * H);
    ck_assert_double_eq(gm_calendar_next_shift_change(&cal, 11.0 * H, NULL), 14.0 * H);
    ck_assert_double_eq(gm_calendar_next_shift_change(&cal, 14.0 * H, NULL), 18.0 * H);
    ck_assert_int_eq(gm_calendar_shift_at(&cal, 14.0 * H - 1e-6, NULL), 0);
    ck_assert_int_eq(gm_calendar_shift_at(&cal, 14.0 * H, NULL), 1);
    drop(&cal);
}
END_TEST

// An hour from Friday 21:30: half on Friday, the other on Monday 06:00 to 06:30. Two hours from
// 09:00 stand still from 10:00 to 10:30.
START_TEST(work_pauses_in_breaks_at_night_and_over_the_weekend)
{
    gm_calendar cal = two_shift_calendar(14 * DAY_S);
    double friday_s = 4 * DAY_S + 21.5 * H;
    ck_assert_double_eq(gm_calendar_add_work(&cal, friday_s, H, NULL), 7 * DAY_S + 6.5 * H);
    ck_assert_double_eq(gm_calendar_add_work(&cal, 9.0 * H, 2.0 * H, NULL), 11.5 * H);
    ck_assert_double_eq(gm_calendar_add_work(&cal, 2.0 * H, 42.0, NULL), 6.0 * H + 42.0);
    ck_assert_double_eq(gm_calendar_add_work(&cal, 10.25 * H, 42.0, NULL), 10.5 * H + 42.0);
    // A week of work less a minute.
    ck_assert_double_eq(gm_calendar_add_work(&cal, 7.0 * H, 5 * 54000.0 - 60.0, NULL),
                        7 * DAY_S + 7.0 * H - 60.0);
    drop(&cal);
}
END_TEST

START_TEST(work_that_ends_with_its_span_does_not_wait_for_the_next)
{
    gm_calendar cal = two_shift_calendar(7 * DAY_S);
    ck_assert_double_eq(gm_calendar_add_work(&cal, 21.0 * H, H, NULL), 22.0 * H);
    ck_assert_double_eq(gm_calendar_add_work(&cal, 9.0 * H, H, NULL), 10.0 * H);
    ck_assert_double_eq(gm_calendar_add_work(&cal, 3.0 * H, 0.0, NULL), 3.0 * H);
    drop(&cal);
}
END_TEST

// The calendar of 7 days knows the Monday after as well: 6 days of 15 h.
START_TEST(work_that_the_calendar_cannot_hold_is_never_done)
{
    gm_calendar cal = two_shift_calendar(6.5 * DAY_S);
    ck_assert_double_eq(gm_calendar_add_work(&cal, 0.0, 6 * 54000.0, NULL),
                        7 * DAY_S + 22.0 * H);
    ck_assert_double_eq(gm_calendar_add_work(&cal, 0.0, 6 * 54000.0 + 1.0, NULL),
                        (double)INFINITY);
    ck_assert_double_eq(gm_calendar_next_change(&cal, 8 * DAY_S, NULL), (double)INFINITY);
    drop(&cal);
}
END_TEST

// From a time that is no round number the sum of work is rounded, up or down. The work up to
// the end of a shift must end there, not a rounding error of work later on the next day.
START_TEST(work_up_to_the_end_of_any_span_ends_there_in_spite_of_rounding)
{
    gm_calendar cal = two_shift_calendar(1100 * DAY_S);
    uint64_t state = 3;
    for (int i = 0; i < 3000; i += 1) {
        state = state * 6364136223846793005u + 1442695040888963407u; // Knuth, MMIX
        double t_s = (double)(state >> 11) * 0x1p-53 * 7 * DAY_S;
        uint32_t first = 0;
        while (cal.spans[first].end_s <= t_s) {
            first += 1;
        }
        uint32_t last = first + (uint32_t)i;
        double work_s = gm_calendar_work_between(&cal, t_s, cal.spans[last].end_s, NULL);
        double done_s = gm_calendar_add_work(&cal, t_s, work_s, NULL);
        if (fabs(done_s - cal.spans[last].end_s) > 1e-7) {
            ck_abort_msg("from %.17g: %.17g", t_s, done_s - cal.spans[last].end_s);
        }
    }
    drop(&cal);
}
END_TEST

START_TEST(a_stale_hint_changes_no_answer)
{
    gm_calendar cal = two_shift_calendar(30 * DAY_S);
    uint32_t hint = 0;
    for (uint32_t i = 0; i < 2000; i += 1) {
        double t_s = i * 7919 % 2000 * 1296.0;
        if (i % 100 == 0) {
            hint = i * 31 % (cal.n_spans + 5);
        }
        ck_assert_int_eq(gm_calendar_is_on(&cal, t_s, &hint),
                         gm_calendar_is_on(&cal, t_s, NULL));
        ck_assert_double_eq(gm_calendar_next_change(&cal, t_s, &hint),
                            gm_calendar_next_change(&cal, t_s, NULL));
        ck_assert_uint_le(hint, cal.n_spans);
    }
    drop(&cal);
}
END_TEST

// 2027 begins on a Friday: 52 weeks of 5 and that Friday make 261 weekdays. These holidays take
// 11 of them: Fri 1 January, Fri 26 and Mon 29 March, Thu 6 May, Mon 17 May, a week from Mon 2
// August, Fri 24 December; Sat 1 May is free anyway.
static const gm_date_range holidays_2027[] = {
    {.from = {2027, 1, 1}},  {.from = {2027, 3, 26}, .to = {2027, 3, 29}},
    {.from = {2027, 5, 1}},  {.from = {2027, 5, 6}},
    {.from = {2027, 5, 17}}, {.from = {2027, 8, 2}, .to = {2027, 8, 6}},
    {.from = {2027, 12, 24}}};

static gm_calendar_def def_2027(const gm_phase_def *phase)
{
    return (gm_calendar_def){
        .phases = phase, .n_phases = 1, .holidays = holidays_2027, .n_holidays = 7};
}

// 250 days of 15 h are 13.5 million seconds; at 85 % of them for 500,000 cars, 22.95 s a car.
START_TEST(a_year_less_weekends_and_holidays_has_250_working_days)
{
    gm_calendar_def def = def_2027(&two_shift_phase);
    gm_civil civil = gm_civil_at((gm_date){2027, 1, 1}, 0);
    gm_calendar cal = compile(&def, civil, 365 * DAY_S);
    ck_assert_int_eq(gm_calendar_year_work_days(&cal, 0), 250);
    ck_assert_double_eq(gm_calendar_year_work_s(&cal, 0), 250 * 54000.0);
    ck_assert_double_eq_tol(gm_calendar_year_work_s(&cal, 0) * 0.85 / 500000, 22.95, 1e-12);

    // August: 22 weekdays less the 5 of the holiday. Beyond the horizon nothing is planned.
    ck_assert_double_eq(gm_calendar_month_work_s(&cal, 7), 17 * 54000.0);
    ck_assert_double_eq(gm_calendar_year_work_s(&cal, 1), 0.0);
    ck_assert_int_eq(gm_calendar_year_work_days(&cal, 1), 0);
    drop(&cal);
}
END_TEST

// The night shift of a Friday works on Saturday, which is no working day for that.
START_TEST(a_night_shift_counts_for_the_day_on_which_it_began)
{
    static const gm_shift_def shifts[] = {{.from_s = 6 * H, .to_s = 14 * H},
                                          {.from_s = 14 * H, .to_s = 22 * H},
                                          {.from_s = 22 * H, .to_s = 6 * H}};
    static const gm_phase_def phase = {
        .days = GM_DAYS_MON_FRI, .shifts = shifts, .n_shifts = 3};
    gm_calendar_def def = def_2027(&phase);
    gm_civil civil = gm_civil_at((gm_date){2027, 1, 1}, 0);
    gm_calendar cal = compile(&def, civil, 365 * DAY_S);
    ck_assert_int_eq(gm_calendar_year_work_days(&cal, 0), 250);
    drop(&cal);
}
END_TEST

// From Wednesday 2027-06-30 12:00 for two days: 12:00 to 22:00 less the late break is 9.5 h in
// June; July has Thursday's 15 h and Friday 06:00 to 12:00 less the early break, 5.5 h.
START_TEST(planned_time_counts_within_the_run_only)
{
    gm_calendar_def def = {.phases = &two_shift_phase, .n_phases = 1};
    gm_civil civil = gm_civil_at((gm_date){2027, 6, 30}, 12 * H);
    gm_calendar cal = compile(&def, civil, 2 * DAY_S);
    ck_assert_double_eq(gm_calendar_month_work_s(&cal, 0), 9.5 * H);
    ck_assert_double_eq(gm_calendar_month_work_s(&cal, 1), 20.5 * H);
    ck_assert_double_eq(gm_calendar_year_work_s(&cal, 0), 30.0 * H);
    ck_assert_int_eq(gm_calendar_year_work_days(&cal, 0), 3);
    drop(&cal);
}
END_TEST

START_TEST(a_question_before_the_start_stops_the_program)
{
    gm_calendar cal = two_shift_calendar(DAY_S);
    gm_calendar_is_on(&cal, -1.0, NULL);
}
END_TEST

START_TEST(work_between_times_in_reverse_stops_the_program)
{
    gm_calendar cal = two_shift_calendar(DAY_S);
    gm_calendar_work_between(&cal, 2.0, 1.0, NULL);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("calendar");
    tcase_add_test(cases, a_calendar_without_shifts_is_always_on);
    tcase_add_test(cases, two_shifts_with_a_break_each_work_15_hours_a_day);
    tcase_add_test(cases, a_span_is_on_at_its_start_and_off_at_its_end);
    tcase_add_test(cases, shifts_that_touch_change_the_shift_but_not_the_work);
    tcase_add_test(cases, work_pauses_in_breaks_at_night_and_over_the_weekend);
    tcase_add_test(cases, work_that_ends_with_its_span_does_not_wait_for_the_next);
    tcase_add_test(cases, work_that_the_calendar_cannot_hold_is_never_done);
    tcase_add_test(cases, work_up_to_the_end_of_any_span_ends_there_in_spite_of_rounding);
    tcase_add_test(cases, a_stale_hint_changes_no_answer);
    tcase_add_test(cases, a_year_less_weekends_and_holidays_has_250_working_days);
    tcase_add_test(cases, a_night_shift_counts_for_the_day_on_which_it_began);
    tcase_add_test(cases, planned_time_counts_within_the_run_only);
    tcase_add_test_raise_signal(cases, a_question_before_the_start_stops_the_program, SIGABRT);
    tcase_add_test_raise_signal(cases, work_between_times_in_reverse_stops_the_program,
                                SIGABRT);
    return gm_check_main("sim/calendar", cases);
}
