// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "report/waterfall.h"

#include <math.h>

// 1,000 parts at the ideal rate; 30.04 % off, 9.99 % down, 0.001 % starved, and 59.969 % good.
static gm_losses by_hand(void)
{
    gm_losses l = {.n = 3, .ideal_parts = 1000.0, .net_share = 0.59969, .net_parts = 599.69};
    static const char *const words[] = {"off shift", "breakdowns", "starved"};
    static const double shares[] = {0.3004, 0.0999, 0.00001};
    for (int k = 0; k < 3; k++) {
        l.items[k].word = words[k];
        l.items[k].share = (gm_interval){.mean = shares[k], .half_width = 0.001, .n = 10};
        l.items[k].parts = 1000.0 * shares[k];
    }
    return l;
}

// Whole parts: 1,000 to 699.6 (700) to 599.7 (600): -300, -100, 600 good. What is too little to be
// seen is no bar of its own.
START_TEST(whole_parts_of_the_bars_add_up)
{
    gm_losses l = by_hand();
    gm_waterfall w = gm_waterfall_of(&l);
    ck_assert_int_eq(w.n, 4);
    ck_assert_double_eq(w.bars[0].parts, 1000.0);
    ck_assert_double_eq(w.bars[1].parts, 300.0);
    ck_assert_double_eq(w.bars[2].parts, 100.0);
    ck_assert_double_eq(w.bars[3].parts, 600.0);
    ck_assert_str_eq(w.bars[2].word, "breakdowns");
}
END_TEST

START_TEST(each_bar_begins_where_the_one_before_ended)
{
    gm_losses l = by_hand();
    gm_waterfall w = gm_waterfall_of(&l);
    ck_assert_double_eq(w.bars[0].from, 0.0);
    for (int i = 1; i < w.n; i++) {
        ck_assert_double_eq_tol(w.bars[i].from, w.bars[i - 1].to, 1e-9);
    }
    ck_assert_double_eq(w.bars[w.n - 1].to, 0.0);
}
END_TEST

START_TEST(without_an_ideal_rate_there_is_none)
{
    gm_losses l = {.n = 3, .ideal_parts = (double)NAN};
    ck_assert_int_eq(gm_waterfall_of(&l).n, 0);
}
END_TEST

// Works 40 s, waits 20 s for the 60 s behind it, as long as the run: a third is blocked. At its
// ideal rate it would make 90 an hour, and makes 60.
START_TEST(a_run_adds_up_too)
{
    model_set m;
    model_set_open(&m, "gemba: 1\n"
                       "clock: {run: 100 h, warm-up: 1 h}\n"
                       "plant:\n"
                       "  line:\n"
                       "    - source: blanks\n"
                       "    - {station: a, time: 40 s}\n"
                       "    - {station: b, time: 60 s}\n"
                       "    - sink: out\n");
    ck_assert_int_eq(model_set_run(&m, 2, 1), GM_OK);
    gm_losses l = gm_losses_of(&m.set, 0, gm_plan_find(m.twin->plan, "a"), &m.arena);
    gm_waterfall w = gm_waterfall_of(&l);
    ck_assert_int_eq(w.n, 3);
    ck_assert_double_eq_tol(w.bars[0].parts, 8910.0, 1.0);
    ck_assert_str_eq(w.bars[1].word, "blocked");
    ck_assert_double_eq_tol(w.bars[1].parts, 2970.0, 1.0);
    ck_assert_double_eq(w.bars[0].parts - w.bars[1].parts, w.bars[2].parts);
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("waterfall");
    tcase_add_test(tc, whole_parts_of_the_bars_add_up);
    tcase_add_test(tc, each_bar_begins_where_the_one_before_ended);
    tcase_add_test(tc, without_an_ideal_rate_there_is_none);
    tcase_add_test(tc, a_run_adds_up_too);
    return gm_check_main("waterfall", tc);
}
