// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "twin/schedule.h"

#include <math.h>

#define DAY_S 86400.0

static model_set m;

// A press without failures under a clock and claims; shifts: the press works Monday to Friday.
static const gm_schedule *schedule(const char *clock, const char *claims, bool shifts)
{
    static char text[2048];
    snprintf(text, sizeof text,
             "gemba: 1\n"
             "clock: {%s}\n"
             "plant:\n"
             "  line:\n"
             "    - source: blanks\n"
             "    - {station: press, time: 60 s%s}\n"
             "    - sink: out\n"
             "%s%s",
             clock, shifts ? ", calendar: days" : "",
             shifts
                 ? "calendars: {days: {shifts: {d: {from: 06:00, to: 14:00}}, days: mon-fri}}\n"
                 : "",
             claims);
    model_set_load(&m, text);
    return m.twin ? &m.twin->schedule : NULL;
}

static double at_s(const gm_schedule *s, int32_t point)
{
    return s->points[point].time_s;
}

static const gm_claim_plan *claim(int i)
{
    return &m.twin->claims[i];
}

START_TEST(a_year_by_months_is_seen_at_each_month_and_at_its_end)
{
    const gm_schedule *s = schedule("start: 2027-01-01, until: 2027-12-31", "", false);
    ck_assert_ptr_nonnull(s);
    ck_assert_int_eq(s->n, 13);
    ck_assert_int_eq(s->n_intervals, 12);
    ck_assert_double_eq(at_s(s, 1), 31 * DAY_S);
    ck_assert_double_eq(at_s(s, 2), 59 * DAY_S);
    ck_assert_double_eq(at_s(s, 12), 365 * DAY_S);
    ck_assert_str_eq(s->intervals[11].label, "2027-12");
    ck_assert_int_eq(s->main.from, 0);
    ck_assert_int_eq(s->main.to, 12);
    model_set_close(&m);
}
END_TEST

// From August 2027 to December 2030: 2028, 2029 and 2030 are whole. August to December have
// 31 + 30 + 31 + 30 + 31 = 153 days; 2028 has 366.
START_TEST(any_year_means_every_whole_year_of_the_run)
{
    const gm_schedule *s =
        schedule("start: 2027-08-01, until: 2030-12-31",
                 "claims: [{says: a, measure: out.count, at least: 1, in: any year}]\n", false);
    ck_assert_ptr_nonnull(s);
    ck_assert_int_eq(claim(0)->n_windows, 3);
    const gm_window_points *w = claim(0)->windows;
    ck_assert_double_eq(at_s(s, w[0].from), 153 * DAY_S);
    ck_assert_double_eq(at_s(s, w[0].to), 519 * DAY_S);
    ck_assert_int_eq(w[0].to, w[1].from);
    ck_assert_int_eq(w[2].to, s->n - 1);
    ck_assert_str_eq(w[2].label, "2030");
    for (int i = 0; i < 3; i++) { // percentiles and levels need it
        ck_assert(s->points[w[i].from].is_full && s->points[w[i].to].is_full);
    }
    model_set_close(&m);
}
END_TEST

START_TEST(any_month_leaves_out_the_month_in_which_the_run_begins)
{
    const gm_schedule *s = schedule(
        "start: 2027-01-15, until: 2027-03-31",
        "claims: [{says: a, measure: out.count, at least: 1, in: any month}]\n", false);
    ck_assert_ptr_nonnull(s);
    ck_assert_int_eq(claim(0)->n_windows, 2);
    ck_assert_str_eq(claim(0)->windows[0].label, "2027-02");
    ck_assert_double_eq(at_s(s, claim(0)->windows[0].from), 17 * DAY_S);
    ck_assert_str_eq(claim(0)->windows[1].label, "2027-03");
    model_set_close(&m);
}
END_TEST

// Both months to their last day: 31 + 28 days after 2027-01-01 to the end of April, 120.
START_TEST(a_window_of_dates_holds_its_last_day)
{
    const gm_schedule *s = schedule(
        "start: 2027-01-01, until: 2027-12-31, series: none",
        "claims: [{says: a, measure: out.count, at least: 1, in: 2027-03..2027-04}]\n", false);
    ck_assert_ptr_nonnull(s);
    ck_assert_int_eq(s->n, 4);
    ck_assert_double_eq(at_s(s, claim(0)->windows[0].from), 59 * DAY_S);
    ck_assert_double_eq(at_s(s, claim(0)->windows[0].to), 120 * DAY_S);
    model_set_close(&m);
}
END_TEST

static void expect_fault(const char *clock, const char *claims, bool shifts, const char *words)
{
    ck_assert_ptr_null(schedule(clock, claims, shifts));
    ck_assert_int_eq(m.diag.count, 1);
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&m.diag, 0), words));
    model_set_close(&m);
}

// A run from 2027-08-01 to 2028-06-30: 153 days of 2027, 182 of the leap year 2028.
START_TEST(a_window_counts_as_far_as_it_is_in_the_run)
{
    static const struct {
        const char *in;
        double from_d;
        double to_d;
        const char *text;
    } cases[] = {
        {"2027", 0, 153, "2027 from 08-01"},
        {"2028", 153, 335, "2028 to 06-30"},
        {"2027-06..2027-09", 0, 61, "2027-06..2027-09 from 08-01"},
        {"2026-12..2027-09", 0, 61, "2026-12..2027-09 from 2027-08-01"},
        {"2027..2028", 0, 335, "2027..2028 from 08-01 to 06-30"},
        {"2028-02..2029", 184, 335, "2028-02..2029 to 2028-06-30"},
        {"2027-08..2028-06", 0, 335, "2027-08..2028-06"},
    };
    char claims[200];
    snprintf(claims, sizeof claims,
             "claims: [{says: a, measure: out.count, at least: 1, in: %s}]\n", cases[_i].in);
    const gm_schedule *s = schedule("start: 2027-08-01, until: 2028-06-30", claims, false);
    ck_assert_ptr_nonnull(s);
    ck_assert_int_eq(claim(0)->n_windows, 1);
    ck_assert_double_eq(at_s(s, claim(0)->windows[0].from), cases[_i].from_d * DAY_S);
    ck_assert_double_eq(at_s(s, claim(0)->windows[0].to), cases[_i].to_d * DAY_S);
    ck_assert_str_eq(claim(0)->def->in.text, cases[_i].text);
    ck_assert_ptr_null(claim(0)->def->when);
    model_set_close(&m);
}
END_TEST

// 10.5 d from the 1st: the 11th until noon.
START_TEST(a_window_ends_with_the_run_inside_of_a_day)
{
    const gm_schedule *s = schedule("start: 2027-08-01, run: 252 h",
                                    "claims: [{says: a, measure: out.count, at least: 1, in: "
                                    "2027-08, when: at start-up}]\n",
                                    false);
    ck_assert_ptr_nonnull(s);
    ck_assert_double_eq(at_s(s, claim(0)->windows[0].to), 10.5 * DAY_S);
    ck_assert_str_eq(claim(0)->def->when, "at start-up, to 08-11");
    model_set_close(&m);
}
END_TEST

START_TEST(a_run_without_a_whole_year_has_no_year_to_claim_for)
{
    expect_fault("start: 2027-01-15, until: 2027-12-31",
                 "claims: [{says: a, measure: out.count, at least: 1, in: any year}]\n", false,
                 "no whole year");
}
END_TEST

START_TEST(a_warm_up_of_parts_in_a_run_of_time_is_a_fault)
{
    expect_fault("run: 10 d, warm-up: 100 parts", "", false, "needs a run of so many parts");
}
END_TEST

START_TEST(a_warm_up_to_be_found_may_end_at_eleven_shares_of_the_run)
{
    const gm_schedule *s = schedule("run: 1000 h", "", false);
    ck_assert_ptr_nonnull(s);
    ck_assert(!s->by_weeks);
    ck_assert_int_eq(s->main.from, -1);
    ck_assert_int_eq(s->n_cuts, 11);
    ck_assert_double_eq_tol(at_s(s, s->cuts[10].point), 500 * 3600.0, 1e-6);
    ck_assert_double_eq_tol(s->cuts[1].share, 0.01, 1e-12);
    model_set_close(&m);
}
END_TEST

START_TEST(a_run_of_parts_is_cut_at_counts)
{
    const gm_schedule *s = schedule("run: 1000 parts", "", false);
    ck_assert_ptr_nonnull(s);
    ck_assert_int_ne(s->counter, GM_NONE);
    ck_assert_int_eq(s->n_cuts, 11);
    ck_assert_double_eq(s->points[s->cuts[4].point].count, 100.0);
    ck_assert_double_eq(s->points[s->n - 1].count, 1000.0);
    ck_assert(isinf(at_s(s, s->n - 1)));
    model_set_close(&m);
}
END_TEST

// Three weeks: 0; then 1 % .. 30 %, all within the first week; then 40 and 50 %, in the second.
START_TEST(a_steady_run_with_shifts_is_cut_by_whole_weeks)
{
    const gm_schedule *s = schedule("run: 21 d", "", true);
    ck_assert_ptr_nonnull(s);
    ck_assert(s->by_weeks);
    ck_assert_int_eq(s->n_cuts, 3);
    ck_assert_double_eq(at_s(s, s->cuts[0].point), 0.0);
    ck_assert_double_eq(at_s(s, s->cuts[1].point), 7 * DAY_S);
    ck_assert_double_eq(at_s(s, s->cuts[2].point), 14 * DAY_S);
    ck_assert_int_eq(m.diag.warnings, 0);
    model_set_close(&m);
}
END_TEST

// Of 30 days after one of warm-up four whole weeks are left, the last 28 days.
START_TEST(a_warm_up_is_rounded_up_so_that_whole_weeks_are_left)
{
    const gm_schedule *s = schedule("run: 30 d, warm-up: 1 d", "", true);
    ck_assert_ptr_nonnull(s);
    ck_assert_double_eq(at_s(s, s->main.from), 2 * DAY_S);
    ck_assert_double_eq_tol(s->main_share, 2.0 / 30.0, 1e-12);
    model_set_close(&m);
    s = schedule("run: 29 d, warm-up: 1 d", "", true);
    ck_assert_double_eq(at_s(s, s->main.from), 1 * DAY_S);
    model_set_close(&m);
    expect_fault("run: 8 d, warm-up: 2 d", "", true, "no whole week is left");
}
END_TEST

START_TEST(a_steady_run_with_shifts_that_cannot_be_whole_weeks_is_warned_of)
{
    static const char *const clocks[] = {"run: 30 d, warm-up: none", "run: 3 d",
                                         "run: 1000 parts"};
    for (int i = 0; i < 3; i++) {
        ck_assert_ptr_nonnull(schedule(clocks[i], "", true));
        ck_assert_int_eq(m.diag.warnings, 1);
        model_set_close(&m);
        ck_assert_ptr_nonnull(schedule(clocks[i], "", false));
        ck_assert_int_eq(m.diag.warnings, 0);
        model_set_close(&m);
    }
    ck_assert_ptr_nonnull(schedule("run: 28 d, warm-up: none", "", true));
    ck_assert_int_eq(m.diag.warnings, 0);
    model_set_close(&m);
}
END_TEST

// Of 52 weeks after one of warm-up 51 are left, 17 for a third; of 53, 52: one stands before them.
START_TEST(what_is_counted_after_a_given_warm_up_has_thirds_of_whole_weeks)
{
    static const char *const clocks[] = {"run: 52 wk, warm-up: 1 wk",
                                         "run: 53 wk, warm-up: 1 wk"};
    for (int i = 0; i < 2; i++) {
        const gm_schedule *s = schedule(clocks[i], "", true);
        ck_assert_ptr_nonnull(s);
        ck_assert(s->has_thirds);
        for (int k = 0; k <= 3; k++) {
            ck_assert_double_eq(at_s(s, s->thirds[k]), (1 + i + 17 * k) * 7 * DAY_S);
        }
        model_set_close(&m);
    }
    ck_assert(!schedule("run: 3 wk, warm-up: 1 wk", "", true)->has_thirds);
    model_set_close(&m);
    const gm_schedule *s = schedule("run: 10 d, warm-up: 1 d", "", false);
    ck_assert_double_eq(at_s(s, s->thirds[0]), DAY_S);
    ck_assert_double_eq(at_s(s, s->thirds[1]), 4 * DAY_S);
    model_set_close(&m);
    ck_assert(!schedule("run: 10 d", "", false)->has_thirds);
    model_set_close(&m);
}
END_TEST

START_TEST(a_series_by_time_ends_with_the_run)
{
    const gm_schedule *s = schedule("run: 25 h, warm-up: none, series: 10 h", "", false);
    ck_assert_ptr_nonnull(s);
    ck_assert_int_eq(s->n_intervals, 3);
    ck_assert_double_eq(at_s(s, s->intervals[2].from), 20 * 3600.0);
    ck_assert_double_eq(at_s(s, s->intervals[2].to), 25 * 3600.0);
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("schedule");
    tcase_add_test(c, a_year_by_months_is_seen_at_each_month_and_at_its_end);
    tcase_add_test(c, any_year_means_every_whole_year_of_the_run);
    tcase_add_test(c, any_month_leaves_out_the_month_in_which_the_run_begins);
    tcase_add_test(c, a_window_of_dates_holds_its_last_day);
    tcase_add_loop_test(c, a_window_counts_as_far_as_it_is_in_the_run, 0, 7);
    tcase_add_test(c, a_window_ends_with_the_run_inside_of_a_day);
    tcase_add_test(c, a_run_without_a_whole_year_has_no_year_to_claim_for);
    tcase_add_test(c, a_warm_up_of_parts_in_a_run_of_time_is_a_fault);
    tcase_add_test(c, a_warm_up_to_be_found_may_end_at_eleven_shares_of_the_run);
    tcase_add_test(c, a_run_of_parts_is_cut_at_counts);
    tcase_add_test(c, a_steady_run_with_shifts_is_cut_by_whole_weeks);
    tcase_add_test(c, a_warm_up_is_rounded_up_so_that_whole_weeks_are_left);
    tcase_add_test(c, a_steady_run_with_shifts_that_cannot_be_whole_weeks_is_warned_of);
    tcase_add_test(c, what_is_counted_after_a_given_warm_up_has_thirds_of_whole_weeks);
    tcase_add_test(c, a_series_by_time_ends_with_the_run);
    return gm_check_main("twin/schedule", c);
}
