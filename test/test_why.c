// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/why.h"

#include <math.h>

#define TOLERANCE 1e-9

static model_set m;

static gm_why why_of(const char *text, int32_t n)
{
    model_set_open(&m, text);
    ck_assert_int_eq(model_set_run(&m, n, 2), GM_OK);
    return gm_why_create(&m.set, true, &m.arena);
}

static const char *name(const gm_why *why, int32_t row_i)
{
    ck_assert_int_ne(row_i, GM_NONE);
    return m.twin->plan->steps[why->rows[row_i].step_i].name;
}

// 40 s, 60 s, 30 s in a row: the second never waits, so all detectors name it.
START_TEST(the_slowest_of_three_stations_is_found_by_every_detector)
{
    gm_why why = why_of("gemba: 1\n"
                        "clock: {run: 100 h, warm-up: 1 h}\n"
                        "plant:\n"
                        "  line:\n"
                        "    - source: blanks\n"
                        "    - {station: a, time: 40 s}\n"
                        "    - {station: b, time: 60 s}\n"
                        "    - {station: c, time: 30 s}\n"
                        "    - sink: out\n",
                        2);
    ck_assert_str_eq(name(&why, why.bottleneck), "b");
    ck_assert_str_eq(name(&why, why.by_shifting), "b");
    ck_assert(why.rows[1].is_turning_point);
    ck_assert(!why.rows[0].is_turning_point && !why.rows[2].is_turning_point);
    ck_assert_double_eq_tol(why.rows[1].sole, 1.0, TOLERANCE);
    // a works 40 s of each 60 s and is blocked for the rest; c works 30 s and starves.
    ck_assert_double_eq_tol(why.rows[0].state[GM_STATE_BLOCKED], 20.0 / 60.0, 1e-6);
    ck_assert_double_eq_tol(why.rows[2].state[GM_STATE_STARVED], 30.0 / 60.0, 1e-6);
    // 99 h after the warm-up at 60 an hour.
    ck_assert_double_eq_tol(why.ideal_parts, 5940.0, 1e-6);
    ck_assert_double_eq_tol(why.net_parts, 5940.0, 1.0);
    model_set_close(&m);
}
END_TEST

static double sum_of_losses(const gm_why *why)
{
    double sum = why->net_parts / why->ideal_parts;
    for (int32_t i = 0; i < why->n_losses; i++) {
        sum += why->losses[i].share;
    }
    return sum;
}

static double loss(const gm_why *why, const char *word)
{
    for (int32_t i = 0; i < why->n_losses; i++) {
        if (strcmp(why->losses[i].word, word) == 0) {
            return why->losses[i].share;
        }
    }
    ck_abort_msg("no loss is called %s", word);
    return 0.0;
}

// With shifts, failures, changeovers, scrap, a given warm-up: the ideal rate less all losses is
// the net rate.
START_TEST(the_waterfall_leaves_out_no_hour)
{
    static const char *const clocks[] = {"run: 28 d, warm-up: 7 d", "run: 28 d, warm-up: none",
                                         "run: 28 d", "run: 20000 parts, warm-up: 2000 parts"};
    for (int i = 0; i < 4; i++) {
        char text[2048];
        snprintf(text, sizeof text,
                 "gemba: 1\n"
                 "clock: {%s}\n"
                 "calendars: {days: {shifts: {d: {from: 06:00, to: 22:00}}, days: mon-fri}}\n"
                 "parts: {part: {variants: {x: 50 %%, y: 50 %%}}}\n"
                 "plant:\n"
                 "  line:\n"
                 "    - source: blanks\n"
                 "    - station: press\n"
                 "      time: exponential(60 s)\n"
                 "      calendar: days\n"
                 "      fails: {after: exponential(2 h), repair: exponential(10 min)}\n"
                 "      changeover: {every: 100 parts, takes: 20 min}\n"
                 "      scrap: 3 %%\n"
                 "    - {buffer: rack, holds: 3}\n"
                 "    - {station: pack, time: exponential(50 s), calendar: days}\n"
                 "    - sink: out\n",
                 clocks[i]);
        gm_why why = why_of(text, 3);
        ck_assert_str_eq(name(&why, why.bottleneck), "press");
        ck_assert_double_eq_tol(sum_of_losses(&why), 1.0, 1e-6);
        ck_assert_double_gt(loss(&why, "breakdowns") + loss(&why, "micro-stops"), 0.01);
        ck_assert_double_gt(loss(&why, "changeovers"), 0.01);
        ck_assert_double_gt(loss(&why, "scrap and rejects"), 0.001);
        model_set_close(&m);
    }
}
END_TEST

// 16 h on 5 of 7 days: off for 1 - 80/168 of the time.
START_TEST(off_shift_is_what_the_calendar_says)
{
    gm_why why = why_of("gemba: 1\n"
                        "clock: {run: 28 d, warm-up: none}\n"
                        "calendars: {days: {shifts: {d: {from: 06:00, to: 22:00}}, days: "
                        "mon-fri}}\n"
                        "plant:\n"
                        "  line:\n"
                        "    - source: blanks\n"
                        "    - {station: press, time: 60 s, calendar: days}\n"
                        "    - sink: out\n",
                        1);
    ck_assert_double_eq_tol(loss(&why, "off shift"), 1.0 - 80.0 / 168.0, TOLERANCE);
    const char *words = gm_why_words(&m.set, &why, &m.arena);
    ck_assert_ptr_nonnull(strstr(words, "press, active 100 %"));
    model_set_close(&m);
}
END_TEST

START_TEST(a_station_that_never_works_is_no_turning_point)
{
    gm_why why = why_of("gemba: 1\n"
                        "clock: {run: 10 h, warm-up: none}\n"
                        "plant:\n"
                        "  line:\n"
                        "    - {source: blanks, limit: 0}\n"
                        "    - {station: press, time: 60 s}\n"
                        "    - sink: out\n",
                        1);
    ck_assert(!why.rows[0].is_turning_point);
    model_set_close(&m);
}
END_TEST

START_TEST(what_binds_is_said_of_claims_that_count_parts_only)
{
    model_set_open(&m, "gemba: 1\n"
                       "clock: {run: 10 h, warm-up: none}\n"
                       "plant:\n"
                       "  line:\n"
                       "    - source: blanks\n"
                       "    - {station: press, time: 60 s}\n"
                       "    - sink: out\n"
                       "claims:\n"
                       "  - {says: a, measure: out.count, at least: 1000}\n"
                       "  - {says: b, measure: press.working, at least: 10 %}\n"
                       "  - {says: c, measure: car.range, at least: 1 km}\n");
    ck_assert_int_eq(model_set_run(&m, 2, 1), GM_OK);
    const gm_claim_answer *answers = gm_answer_claims(&m.set, &m.arena);
    answers = gm_why_explain(&m.set, answers, &m.arena);
    ck_assert_ptr_nonnull(strstr(answers[0].binds, "press"));
    ck_assert_ptr_null(answers[1].binds);
    ck_assert_ptr_null(answers[2].binds);
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("why");
    tcase_set_timeout(c, 60);
    tcase_add_test(c, the_slowest_of_three_stations_is_found_by_every_detector);
    tcase_add_test(c, the_waterfall_leaves_out_no_hour);
    tcase_add_test(c, off_shift_is_what_the_calendar_says);
    tcase_add_test(c, a_station_that_never_works_is_no_turning_point);
    tcase_add_test(c, what_binds_is_said_of_claims_that_count_parts_only);
    return gm_check_main("study/why", c);
}
