// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/tally.h"

#include <math.h>

#define TOLERANCE 1e-9

static model_set m;

// 60 s of work for each part that comes, one in 80 s in January, one in 120 s in February.
static void open_two_months(void)
{
    model_set_open(&m, "gemba: 1\n"
                       "clock: {start: 2027-01-01, until: 2027-02-28, horizon: terminating}\n"
                       "plant:\n"
                       "  line:\n"
                       "    - {source: blanks, plan: [{from: 2027-01-01, rate: 45 /h},\n"
                       "        {from: 2027-02-01, rate: 30 /h}]}\n"
                       "    - {station: press, time: 60 s}\n"
                       "    - sink: out\n"
                       "claims:\n"
                       "  - {says: a, measure: out.count, in: 2027-01, at least: 1}\n"
                       "  - {says: b, measure: out.count, in: 2027-02, at least: 1}\n"
                       "  - {says: c, measure: out per d, in: 2027-02, at least: 1}\n"
                       "  - {says: d, measure: press.scrap, in: 2027-02, at most: 1}\n"
                       "  - {says: e, measure: out.count, in: any month, at least: 1}\n"
                       "  - {says: f, measure: out.count, at least: 1}\n");
    ck_assert_int_eq(model_set_run(&m, 1, 1), GM_OK);
}

static double working_share(int32_t tally_i)
{
    const gm_tally *tally = &m.set.items[0].tallies[tally_i];
    int32_t press = gm_plan_find(m.twin->plan, "press");
    return gm_tally_row(m.twin, tally, press, GM_STATE_WORKING) /
           gm_tally_time_s(m.twin, tally, press);
}

// 60 / 80, 60 / 120, and (31 x 0.75 + 28 x 0.5) / 59 over both.
START_TEST(a_tally_is_of_its_own_window)
{
    open_two_months();
    ck_assert_double_eq_tol(working_share(m.set.tally_of[0]), 0.75, 1e-4);
    ck_assert_double_eq_tol(working_share(m.set.tally_of[1]), 0.5, 1e-4);
    ck_assert_double_eq_tol(working_share(0), 37.25 / 59.0, 1e-4);
    ck_assert_double_eq(m.set.items[0].tallies[m.set.tally_of[1]].length_s, 28.0 * 86400.0);
    model_set_close(&m);
}
END_TEST

START_TEST(claims_of_one_window_share_a_tally_and_the_best_of_several_has_its_own)
{
    open_two_months();
    ck_assert_int_eq(m.set.tally_of[1], m.set.tally_of[2]);
    ck_assert_int_ne(m.set.tally_of[0], m.set.tally_of[1]);
    ck_assert_int_eq(m.set.tally_of[3], 0);                                // asks for no parts
    ck_assert_double_eq_tol(working_share(m.set.tally_of[4]), 0.75, 1e-4); // January
    ck_assert_int_eq(m.set.tally_of[5], 0);                                // the main window
    ck_assert_int_eq(m.set.n_tallies, 4);
    model_set_close(&m);
}
END_TEST

// Half of the hours off; 30 s of each 60 s starved for the rest.
START_TEST(the_active_share_is_of_the_time_on_shift)
{
    model_set_open(&m,
                   "gemba: 1\n"
                   "clock: {run: 10 d, warm-up: none, horizon: terminating}\n"
                   "calendars: {half: {shifts: {d: {from: 06:00, to: 18:00}}, days: mon-sun}}\n"
                   "plant:\n"
                   "  line:\n"
                   "    - {source: blanks, every: 60 s, calendar: half}\n"
                   "    - {station: press, time: 30 s, calendar: half}\n"
                   "    - sink: out\n");
    ck_assert_int_eq(model_set_run(&m, 1, 1), GM_OK);
    int32_t press = gm_plan_find(m.twin->plan, "press");
    double share = gm_tally_active_share(m.twin, &m.set.items[0].tallies[0], press, 0);
    ck_assert_double_eq_tol(share, 0.5, 1e-3);
    model_set_close(&m);
}
END_TEST

START_TEST(a_tally_that_was_never_taken_has_no_length)
{
    open_two_months();
    gm_tally tally = gm_tally_create(m.twin, &m.arena);
    ck_assert(isnan(tally.length_s));
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("tally");
    tcase_add_test(c, a_tally_is_of_its_own_window);
    tcase_add_test(c, claims_of_one_window_share_a_tally_and_the_best_of_several_has_its_own);
    tcase_add_test(c, the_active_share_is_of_the_time_on_shift);
    tcase_add_test(c, a_tally_that_was_never_taken_has_no_length);
    return gm_check_main("study/tally", c);
}
