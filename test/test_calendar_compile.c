// SPDX-License-Identifier: MIT
//
// The spans of hand-made calendars, and those of random ones against a look at every minute.

#include "check_main.h"

#include "sim/calendar.h"

#include <math.h>

#define H     3600
#define DAY_S 86400.0

static gm_calendar compile(const gm_calendar_def *def, gm_civil civil, double horizon_s)
{
    ck_assert_int_eq(gm_calendar_def_check(def, NULL, NULL), 0);
    uint32_t n = gm_calendar_span_count(def, civil, horizon_s);
    gm_span *spans = calloc(n + 1, sizeof *spans);
    gm_calendar cal;
    gm_calendar_init(&cal, def, civil, horizon_s, spans);
    ck_assert_uint_eq(cal.n_spans, n);
    return cal;
}

static void drop(gm_calendar *cal)
{
    free((void *)cal->spans);
    cal->spans = NULL;
}

static void span_is(const gm_calendar *cal, uint32_t i, double from_h, double to_h)
{
    ck_assert_uint_lt(i, cal->n_spans);
    ck_assert_double_eq(cal->spans[i].start_s, from_h * H);
    ck_assert_double_eq(cal->spans[i].end_s, to_h * H);
}

// One night shift, Monday to Friday 22:00 to 06:00 with half an hour from 23:45 and an hour
// from 02:00.
static const gm_break_def night_rests[] = {{.at_s = 2 * H, .for_s = H},
                                           {.at_s = 23 * H + 2700, .for_s = 1800}};
static const gm_shift_def night[] = {
    {.name = "night", .from_s = 22 * H, .to_s = 6 * H, .breaks = night_rests, .n_breaks = 2}};
static const gm_phase_def night_phase[] = {
    {.days = GM_DAYS_MON_FRI, .shifts = night, .n_shifts = 1}};

START_TEST(breaks_cut_a_night_shift_in_order_of_time)
{
    gm_calendar_def def = {.phases = night_phase, .n_phases = 1};
    gm_calendar cal = compile(&def, gm_civil_default(), 7 * DAY_S);
    span_is(&cal, 0, 22, 23.75);
    span_is(&cal, 1, 24.25, 26);
    span_is(&cal, 2, 27, 30);
    span_is(&cal, 3, 46, 47.75);
    // Friday's runs into Saturday; the next is Monday's.
    span_is(&cal, 14, 4 * 24 + 27, 4 * 24 + 30);
    span_is(&cal, 15, 7 * 24 + 22, 7 * 24 + 23.75);
    drop(&cal);
}
END_TEST

// Start on Saturday 2024-01-06 at 03:30: Friday's night shift has 2.5 h to go.
START_TEST(a_shift_that_runs_at_the_start_is_cut_at_zero)
{
    gm_calendar_def def = {.phases = night_phase, .n_phases = 1};
    gm_civil civil = gm_civil_at((gm_date){2024, 1, 6}, 3 * H + 1800);
    gm_calendar cal = compile(&def, civil, 1 * DAY_S);
    span_is(&cal, 0, 0, 2.5);
    ck_assert_int_eq(cal.spans[0].day, civil.start_day - 1);
    span_is(&cal, 1, 2 * 24 + 18.5, 2 * 24 + 20.25);
    drop(&cal);
}
END_TEST

// A holiday on Tuesday: Monday's night shift runs on to Tuesday 06:00, none begins on Tuesday.
// A stop on Thursday ends Wednesday's at midnight, in its break (23:45 to 00:15), and none
// begins on Thursday.
START_TEST(a_holiday_lets_the_shift_of_its_eve_end_and_a_stop_does_not)
{
    static const gm_date_range holidays[] = {{.from = {2024, 1, 2}}};
    static const gm_date_range stops[] = {{.from = {2024, 1, 4}, .to = {2024, 1, 4}}};
    gm_calendar_def def = {.phases = night_phase,
                           .n_phases = 1,
                           .holidays = holidays,
                           .n_holidays = 1,
                           .stops = stops,
                           .n_stops = 1};
    gm_calendar cal = compile(&def, gm_civil_default(), 4 * DAY_S);
    span_is(&cal, 2, 27, 30);
    span_is(&cal, 3, 2 * 24 + 22, 2 * 24 + 23.75);
    span_is(&cal, 4, 4 * 24 + 22, 4 * 24 + 23.75);
    drop(&cal);
}
END_TEST

// Saturday 2024-01-06 works as a Monday; the holiday of Tuesday 2024-01-02 is worked, too, as a
// Tuesday. The shift of Mondays only begins on the Saturday.
START_TEST(an_extra_day_works_as_itself_or_as_the_first_weekday_of_the_phase)
{
    static const gm_shift_def shifts[] = {
        {.from_s = 6 * H, .to_s = 14 * H},
        {.from_s = 14 * H, .to_s = 16 * H, .days = 1u << GM_WEEKDAY_MONDAY}};
    static const gm_phase_def phase = {
        .days = GM_DAYS_MON_FRI, .shifts = shifts, .n_shifts = 2};
    static const gm_date_range holidays[] = {{.from = {2024, 1, 1}, .to = {2024, 1, 5}}};
    static const gm_date_range extras[] = {{.from = {2024, 1, 6}}, {.from = {2024, 1, 2}}};
    gm_calendar_def def = {.phases = &phase,
                           .n_phases = 1,
                           .holidays = holidays,
                           .n_holidays = 1,
                           .extras = extras,
                           .n_extras = 2};
    gm_calendar cal = compile(&def, gm_civil_default(), 5.5 * DAY_S);
    ck_assert_uint_eq(cal.n_spans, 3);
    span_is(&cal, 0, 24 + 6, 24 + 14);
    span_is(&cal, 1, 5 * 24 + 6, 5 * 24 + 14);
    span_is(&cal, 2, 5 * 24 + 14, 5 * 24 + 16);
    ck_assert(cal.spans[0].is_extra && cal.spans[2].is_extra);
    drop(&cal);
}
END_TEST

// From 2027-08-02 one shift, from 2028-06-01 two. Shifts count over both phases.
START_TEST(phases_change_the_shifts_and_before_the_first_it_is_off)
{
    static const gm_shift_def one[] = {{.from_s = 8 * H, .to_s = 16 * H}};
    static const gm_shift_def two[] = {{.from_s = 14 * H, .to_s = 22 * H},
                                       {.from_s = 6 * H, .to_s = 14 * H}};
    static const gm_phase_def phases[] = {
        {.from = {2027, 8, 2}, .days = GM_DAYS_ALL, .shifts = one, .n_shifts = 1},
        {.from = {2028, 6, 1}, .days = GM_DAYS_ALL, .shifts = two, .n_shifts = 2}};
    gm_calendar_def def = {.phases = phases, .n_phases = 2};
    gm_civil civil = gm_civil_at((gm_date){2027, 8, 1}, 0);
    gm_calendar cal = compile(&def, civil, 400 * DAY_S);
    span_is(&cal, 0, 24 + 8, 24 + 16);

    // 304 days from 2027-08-02 to 2028-05-31 (30 + 30 + 31 + 30 + 31 + 31 + 29 + 31 + 30 + 31).
    ck_assert_int_eq(cal.spans[303].shift_i, 0);
    ck_assert_int_eq(cal.spans[304].shift_i, 2);
    ck_assert_int_eq(cal.spans[305].shift_i, 1);
    span_is(&cal, 304, 305 * 24 + 6, 305 * 24 + 14);
    drop(&cal);
}
END_TEST

START_TEST(days_without_shifts_are_on_from_midnight_to_midnight)
{
    static const gm_phase_def phase = {.days = GM_DAYS_MON_FRI};
    gm_calendar_def def = {.phases = &phase, .n_phases = 1};
    gm_calendar cal = compile(&def, gm_civil_default(), 4.5 * DAY_S);
    ck_assert_uint_eq(cal.n_spans, 5);
    span_is(&cal, 4, 96, 120);
    ck_assert_uint_eq(cal.spans[0].on_end_i, 4);
    ck_assert_uint_eq(cal.spans[0].shift_end_i, 4);
    drop(&cal);
}
END_TEST

// ---- random calendars

enum { DAYS = 17, MINUTES = DAYS * 1440 };

static uint32_t draw(uint64_t *state, uint32_t n)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u; // Knuth, MMIX
    return (uint32_t)(*state >> 33) % n;
}

typedef struct random_def {
    gm_break_def breaks[2][3][2];
    gm_shift_def shifts[2][3];
    gm_phase_def phases[2];
    gm_date_range ranges[3][2];
    gm_calendar_def def;
} random_def;

// Up to three shifts one after the other from a random hour, within 24 h, each with up to two
// breaks, one in either half and neither at an edge.
static void draw_phase(random_def *r, int p, uint64_t *state)
{
    int32_t n = (int32_t)draw(state, 4);
    int32_t at_min = (int32_t)draw(state, 24) * 60;
    for (int32_t i = 0; i < n; i += 1) {
        gm_shift_def *s = &r->shifts[p][i];
        at_min += (int32_t)draw(state, 2) * 30;
        int32_t length_min = 120 + (int32_t)draw(state, 300);
        s->from_s = at_min % 1440 * 60;
        s->to_s = (at_min + length_min) % 1440 * 60;
        s->to_s += s->to_s == 0 ? GM_DAY_S : 0;
        s->days = draw(state, 3) == 0 ? 1 + draw(state, 127) : 0;
        s->breaks = r->breaks[p][i];
        s->n_breaks = (int32_t)draw(state, 3);
        for (int32_t k = 0; k < s->n_breaks; k += 1) {
            int32_t offset_min = 5 + (1 - k) * length_min / 2 + (int32_t)draw(state, 20);
            r->breaks[p][i][k].at_s = (at_min + offset_min) % 1440 * 60;
            r->breaks[p][i][k].for_s = 60 * (1 + (int32_t)draw(state, 30));
        }
        at_min += length_min;
    }
    r->phases[p] =
        (gm_phase_def){.days = 1 + draw(state, 127), .shifts = r->shifts[p], .n_shifts = n};
}

static void draw_ranges(random_def *r, int kind, gm_date_range **ranges, int32_t *n,
                        uint64_t *state)
{
    *ranges = r->ranges[kind];
    *n = (int32_t)draw(state, 3);
    for (int32_t i = 0; i < *n; i += 1) {
        int32_t day = gm_date_to_day((gm_date){2024, 2, 20}) + (int32_t)draw(state, DAYS);
        (*ranges)[i].from = gm_date_from_day(day);
        (*ranges)[i].to = gm_date_from_day(day + (int32_t)draw(state, 3));
    }
}

static void draw_def(random_def *r, uint64_t *state)
{
    *r = (random_def){0};
    draw_phase(r, 0, state);
    draw_phase(r, 1, state);
    r->phases[1].from = (gm_date){2024, 2, 28};
    r->def.phases = r->phases;
    r->def.n_phases = 1 + (int32_t)draw(state, 2);
    gm_date_range *ranges[3];
    draw_ranges(r, 0, &ranges[0], &r->def.n_holidays, state);
    draw_ranges(r, 1, &ranges[1], &r->def.n_stops, state);
    draw_ranges(r, 2, &ranges[2], &r->def.n_extras, state);
    r->def.holidays = ranges[0];
    r->def.stops = ranges[1];
    r->def.extras = ranges[2];
}

static bool is_listed(int32_t day, const gm_date_range *ranges, int32_t n)
{
    for (int32_t i = 0; i < n; i += 1) {
        if (gm_date_to_day(ranges[i].from) <= day && day <= gm_date_to_day(ranges[i].to)) {
            return true;
        }
    }
    return false;
}

static int32_t phase_of(const gm_calendar_def *def, int32_t day)
{
    return def->n_phases == 2 && day >= gm_date_to_day(def->phases[1].from) ? 1 : 0;
}

// Does this shift (NULL: the whole day) of the phase begin on this day?
static bool begins(const gm_calendar_def *def, const gm_shift_def *s, int32_t day)
{
    const gm_phase_def *phase = &def->phases[phase_of(def, day)];
    uint32_t any = 0;
    for (int32_t i = 0; i < phase->n_shifts; i += 1) {
        any |= phase->shifts[i].days ? phase->shifts[i].days : phase->days;
    }
    any = phase->n_shifts ? any : phase->days;
    int32_t weekday = gm_day_weekday(day);
    if (is_listed(day, def->stops, def->n_stops)) {
        return false;
    }
    if (is_listed(day, def->extras, def->n_extras)) {
        for (int32_t w = 0; !(any >> weekday & 1) && w < 7; w += 1) {
            weekday = any >> w & 1 ? w : weekday;
        }
    } else if (is_listed(day, def->holidays, def->n_holidays)) {
        return false;
    }
    return (s && s->days ? s->days : phase->days) >> weekday & 1;
}

// Who holds a minute: a flat shift index, all day, or nobody (off). A pause counts as held.
typedef struct minute {
    int32_t holder; // of the time, breaks included
    bool works;
} minute;

// The minute as seen from the shifts that begin on one day.
static minute look_from(const gm_calendar_def *def, int32_t day, int32_t minute_of_day)
{
    int32_t p = phase_of(def, day);
    const gm_phase_def *phase = &def->phases[p];
    if (phase->n_shifts == 0 && minute_of_day < 1440 && begins(def, NULL, day)) {
        return (minute){GM_SHIFT_ALL_DAY, true};
    }
    minute found = {GM_SHIFT_OFF, false};
    int32_t found_from_s = -1;
    for (int32_t i = 0; i < phase->n_shifts; i += 1) {
        const gm_shift_def *s = &phase->shifts[i];
        int32_t at_s = minute_of_day * 60;
        int32_t end_s = s->to_s < s->from_s ? s->to_s + GM_DAY_S : s->to_s;
        bool is_first = found_from_s < 0 || s->from_s < found_from_s;
        if (!begins(def, s, day) || at_s < s->from_s || at_s >= end_s || !is_first) {
            continue;
        }
        found = (minute){i + (p == 1 ? def->phases[0].n_shifts : 0), true};
        found_from_s = s->from_s;
        for (int32_t k = 0; k < s->n_breaks; k += 1) {
            int32_t b_s = s->breaks[k].at_s;
            b_s += b_s < s->from_s ? GM_DAY_S : 0;
            found.works = found.works && !(b_s <= at_s && at_s < b_s + s->breaks[k].for_s);
        }
    }
    return found;
}

// The shift that works in a minute; the shift that began the day before comes first.
static int32_t look(const gm_calendar_def *def, int32_t day, int32_t minute_of_day)
{
    if (is_listed(day, def->stops, def->n_stops)) {
        return GM_SHIFT_OFF;
    }
    minute m = look_from(def, day - 1, minute_of_day + 1440);
    if (m.holder == GM_SHIFT_OFF) {
        m = look_from(def, day, minute_of_day);
    }
    return m.works ? m.holder : GM_SHIFT_OFF;
}

// What is known of each minute, by brute force. The changes are those after the minute,
// INFINITY if the table ends before.
typedef struct table {
    int32_t shift[MINUTES];
    double change_s[MINUTES];
    double shift_change_s[MINUTES];
} table;

static void fill(table *tab, const gm_calendar_def *def, gm_civil civil)
{
    double change_s = (double)INFINITY;
    double shift_change_s = (double)INFINITY;
    for (int32_t m = MINUTES - 1; m >= 0; m -= 1) {
        int32_t since_midnight = m + civil.start_s / 60;
        int32_t now = look(def, civil.start_day + since_midnight / 1440, since_midnight % 1440);
        int32_t after = m + 1 < MINUTES ? tab->shift[m + 1] : now;
        if ((now == GM_SHIFT_OFF) != (after == GM_SHIFT_OFF)) {
            change_s = 60.0 * (m + 1);
        }
        if (now != after) {
            shift_change_s = 60.0 * (m + 1);
        }
        tab->shift[m] = now;
        tab->change_s[m] = change_s;
        tab->shift_change_s[m] = shift_change_s;
    }
}

// A change behind the table is not known to it.
static bool is_same_time(double got_s, double want_s)
{
    return got_s == want_s || (isinf(want_s) && got_s >= 60.0 * MINUTES);
}

static void compare_minutes(const gm_calendar *cal, const table *tab)
{
    uint32_t hint = 0;
    for (int32_t m = 0; m < MINUTES; m += 1) {
        double t_s = 60.0 * m + m % 3 * 29.5;
        double change_s = gm_calendar_next_change(cal, t_s, NULL);
        double shift_change_s = gm_calendar_next_shift_change(cal, t_s, &hint);
        if (gm_calendar_shift_at(cal, t_s, &hint) != tab->shift[m] ||
            gm_calendar_is_on(cal, t_s, NULL) != (tab->shift[m] != GM_SHIFT_OFF) ||
            !is_same_time(change_s, tab->change_s[m]) ||
            !is_same_time(shift_change_s, tab->shift_change_s[m])) {
            ck_abort_msg("minute %d", m);
        }
    }
}

// Work between two random times by adding up minutes, and back by add_work.
static void compare_work(const gm_calendar *cal, const table *tab, uint64_t *state)
{
    uint32_t hint = 0;
    for (int i = 0; i < 100; i += 1) {
        double a_s = draw(state, MINUTES * 60) + draw(state, 64) / 64.0;
        double b_s = draw(state, MINUTES * 60) + draw(state, 64) / 64.0;
        double t0_s = fmin(a_s, b_s);
        double t1_s = fmax(a_s, b_s);
        double want_s = 0.0;
        for (int32_t m = (int32_t)(t0_s / 60.0); 60.0 * m < t1_s; m += 1) {
            if (m < MINUTES && tab->shift[m] != GM_SHIFT_OFF) {
                want_s += fmin(t1_s, 60.0 * (m + 1)) - fmax(t0_s, 60.0 * m);
            }
        }
        // All times are multiples of 1/64 s, so sums are exact.
        double work_s = gm_calendar_work_between(cal, t0_s, t1_s, &hint);
        ck_assert_double_eq(work_s, want_s);

        double done_s = gm_calendar_add_work(cal, t0_s, work_s, &hint);
        if (gm_calendar_is_on(cal, t1_s, NULL) && work_s > 0.0 &&
            gm_calendar_is_on(cal, t1_s - 1.0 / 64, NULL)) {
            ck_assert_double_eq(done_s, t1_s);
        }
        ck_assert_double_le(done_s, t1_s);
        ck_assert_double_eq(gm_calendar_work_between(cal, t0_s, done_s, NULL), work_s);
    }
}

START_TEST(random_calendars_agree_with_a_look_at_every_minute)
{
    static table tab;
    uint64_t state = 7;
    int sound = 0;
    for (int n = 0; n < 60; n += 1) {
        random_def r;
        draw_def(&r, &state);
        gm_civil civil = gm_civil_at((gm_date){2024, 2, 20}, (int32_t)draw(&state, 1440) * 60);
        if (gm_calendar_def_check(&r.def, NULL, NULL) != 0) {
            continue;
        }
        sound += 1;
        fill(&tab, &r.def, civil);
        gm_calendar cal = compile(&r.def, civil, DAYS * DAY_S);
        compare_minutes(&cal, &tab);
        compare_work(&cal, &tab, &state);
        drop(&cal);
    }
    ck_assert_int_gt(sound, 20);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("calendar_compile");
    tcase_add_test(cases, breaks_cut_a_night_shift_in_order_of_time);
    tcase_add_test(cases, a_shift_that_runs_at_the_start_is_cut_at_zero);
    tcase_add_test(cases, a_holiday_lets_the_shift_of_its_eve_end_and_a_stop_does_not);
    tcase_add_test(cases, an_extra_day_works_as_itself_or_as_the_first_weekday_of_the_phase);
    tcase_add_test(cases, phases_change_the_shifts_and_before_the_first_it_is_off);
    tcase_add_test(cases, days_without_shifts_are_on_from_midnight_to_midnight);
    tcase_add_test(cases, random_calendars_agree_with_a_look_at_every_minute);
    return gm_check_main("sim/calendar_compile", cases);
}
