// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "plant/engine.h"
#include "study/answer.h"
#include "study/replicate.h"

#include <math.h>

#define LINE(clock, source)                                                                    \
    "gemba: 1\n"                                                                               \
    "clock: {" clock "}\n"                                                                     \
    "plant:\n"                                                                                 \
    "  line:\n"                                                                                \
    "    - {source: blanks" source "}\n"                                                       \
    "    - {station: a, time: exponential(50 s), fails: {after: exponential(1 h), repair: "    \
    "exponential(5 min)}}\n"                                                                   \
    "    - {buffer: rack, holds: 3}\n"                                                         \
    "    - {station: b, time: exponential(50 s)}\n"                                            \
    "    - sink: out\n"

// Same replications, same bits.
static void expect_same(const gm_replications *x, const gm_replications *y)
{
    ck_assert_int_eq(x->n, y->n);
    ck_assert_int_eq(x->from, y->from);
    size_t bytes = (size_t)x->twin->figures.n * sizeof(double);
    for (int32_t i = 0; i < x->n; i++) {
        ck_assert_uint_eq(x->items[i].hash, y->items[i].hash);
        ck_assert_int_eq(memcmp(x->items[i].figures, y->items[i].figures, bytes), 0);
    }
}

START_TEST(a_set_that_grows_is_the_same_as_one_that_runs_at_once)
{
    static const char *const texts[] = {LINE("run: 100 h", ""), LINE("run: 2000 parts", ""),
                                        LINE("run: 100 h, warm-up: 10 h, series: 25 h", "")};
    for (int i = 0; i < 3; i++) {
        model_set grown;
        model_set at_once;
        model_set_open(&grown, texts[i]);
        model_set_open(&at_once, texts[i]);
        ck_assert_int_eq(model_set_run(&grown, 3, 1), GM_OK);
        ck_assert_int_eq(model_set_run(&grown, 4, 2), GM_OK);
        ck_assert_int_eq(model_set_run(&grown, 12, 2), GM_OK);
        ck_assert_int_eq(model_set_run(&at_once, 12, 1), GM_OK);
        expect_same(&grown.set, &at_once.set);
        ck_assert_uint_eq(gm_answer_hash(&grown.set), gm_answer_hash(&at_once.set));
        model_set_close(&grown);
        model_set_close(&at_once);
    }
}
END_TEST

// A run is cut into slices to be watched; an engine that runs through gives the same departures.
START_TEST(slices_do_not_change_what_happens)
{
    static const char *const texts[] = {LINE("run: 100 h, warm-up: none", ""),
                                        LINE("run: 2000 parts, warm-up: none", "")};
    for (int i = 0; i < 2; i++) {
        model_set m;
        model_set_open(&m, texts[i]);
        ck_assert_int_eq(model_set_run(&m, 2, 1), GM_OK);
        const gm_schedule *s = &m.twin->schedule;
        gm_run *run = gm_run_create(m.twin->plan);
        gm_run_begin(run, 1, 1);
        gm_run_end end = {.time_s = s->points[s->n - 1].time_s,
                          .counter = s->counter,
                          .count = s->points[s->n - 1].count};
        ck_assert_int_eq(gm_run_advance(run, end), GM_RUN_OK);
        ck_assert_uint_eq(gm_run_hash(run), m.set.items[1].hash);
        ck_assert_double_eq(gm_run_now(run), m.set.items[1].end_s);
        gm_run_destroy(run);
        model_set_close(&m);
    }
}
END_TEST

START_TEST(a_stop_keeps_what_was_finished)
{
    model_set m;
    model_set_open(&m, LINE("run: 10 h", ""));
    ck_assert_int_eq(model_set_run(&m, 3, 1), GM_OK);
    uint64_t hash = gm_answer_hash(&m.set);
    volatile sig_atomic_t stop = 1;
    gm_replicate_options options = {.n_threads = 2, .stop = &stop};
    ck_assert_int_eq(gm_replicate(&m.set, 10, &options), GM_ERR_INTERRUPTED);
    ck_assert_int_eq(gm_replications_good(&m.set), 3);
    ck_assert_uint_eq(gm_answer_hash(&m.set), hash);
    stop = 0;
    ck_assert_int_eq(gm_replicate(&m.set, 10, &options), GM_OK);
    ck_assert_int_eq(gm_replications_good(&m.set), 10);
    model_set_close(&m);
}
END_TEST

static void stop_at_once(void *user, double share)
{
    ck_assert(share >= 0.0 && share <= 1.0);
    *(volatile sig_atomic_t *)user = 1;
}

// Some 200 million parts would take minutes.
START_TEST(a_stop_does_not_wait_for_the_end_of_a_long_replication)
{
    model_set m;
    model_set_open(&m, LINE("run: 300 yr, warm-up: none", ""));
    sig_atomic_t stop = 0;
    gm_replicate_options options = {
        .n_threads = 2, .stop = &stop, .progress = stop_at_once, .user = &stop};
    ck_assert_int_eq(gm_replicate(&m.set, 2, &options), GM_ERR_INTERRUPTED);
    ck_assert_int_eq(gm_replications_good(&m.set), 0);
    model_set_close(&m);
}
END_TEST

// Nothing leaves before 9.5 % of the run; from then on a part every second.
START_TEST(the_end_of_the_warm_up_is_found)
{
    model_set m;
    model_set_open(&m, "gemba: 1\n"
                       "clock: {run: 10000 s, replications: 2}\n"
                       "plant:\n"
                       "  line:\n"
                       "    - {source: blanks, every: 1 s, first: 950 s}\n"
                       "    - {station: a, time: 0.5 s}\n"
                       "    - sink: out\n");
    ck_assert_int_eq(model_set_run(&m, 2, 1), GM_OK);
    ck_assert(!m.set.has_no_cut);
    ck_assert_double_eq_tol(m.set.cut, 0.10, 1e-12);
    ck_assert_double_eq_tol(m.set.items[0].window_s, 9000.0, 1e-6);
    int32_t n;
    int32_t count = gm_figures_find(&m.twin->figures, "out", "count", NULL);
    ck_assert_double_eq_tol(gm_answer_figure(&m.set, count, &n, &m.arena).mean, 9000.0, 1.0);
    model_set_close(&m);
}
END_TEST

START_TEST(a_warm_up_of_more_than_half_of_the_run_is_refused)
{
    model_set m;
    model_set_open(&m, "gemba: 1\n"
                       "clock: {run: 10000 s, replications: 2}\n"
                       "plant:\n"
                       "  line:\n"
                       "    - {source: blanks, every: 1 s, first: 6000 s}\n"
                       "    - {station: a, time: 0.5 s}\n"
                       "    - sink: out\n"
                       "claims: [{says: a, measure: out.count, at least: 1}]\n");
    ck_assert_int_eq(model_set_run(&m, 2, 1), GM_OK);
    ck_assert(m.set.has_no_cut);
    gm_claim_answer a = gm_answer_claims(&m.set, &m.arena)[0];
    ck_assert_int_eq(a.verdict, GM_VERDICT_CANNOT);
    ck_assert_ptr_nonnull(strstr(a.why, "warm-up"));
    model_set_close(&m);
}
END_TEST

// A press of 8 h on 5 days makes 40 h x 60 parts in a week, whatever the length of the run.
START_TEST(steady_means_with_shifts_are_over_whole_weeks)
{
    static const char *const lengths[] = {"28 d", "30 d", "33 d"};
    for (int i = 0; i < 3; i++) {
        char text[1024];
        snprintf(text, sizeof text,
                 "gemba: 1\n"
                 "clock: {run: %s, replications: 2}\n"
                 "calendars: {days: {shifts: {d: {from: 06:00, to: 14:00}}, days: mon-fri}}\n"
                 "plant:\n"
                 "  line:\n"
                 "    - source: blanks\n"
                 "    - {station: press, time: 1 min, calendar: days}\n"
                 "    - sink: out\n"
                 "claims: [{says: a, measure: out per wk, at least: 1}]\n",
                 lengths[i]);
        model_set m;
        model_set_open(&m, text);
        ck_assert_int_eq(model_set_run(&m, 2, 1), GM_OK);
        ck_assert(!m.set.has_no_cut);
        double per_week = gm_answer_claims(&m.set, &m.arena)[0].median;
        ck_assert_double_eq_tol(per_week, 2400.0, 1.0);
        model_set_close(&m);
    }
}
END_TEST

// Counts of a slice go between whole numbers; a rest of equal ones is not a warm-up of the rest.
START_TEST(a_plant_without_chance_has_no_warm_up)
{
    static const char *const times[] = {"60 s", "58.41 s", "61.7 s", "997 s", "333.3 s"};
    for (int i = 0; i < 5; i++) {
        char text[1024];
        snprintf(text, sizeof text,
                 "gemba: 1\n"
                 "clock: {run: 30 d, replications: 2}\n"
                 "plant:\n"
                 "  line:\n"
                 "    - source: blanks\n"
                 "    - {station: a, time: %s}\n"
                 "    - {station: b, time: 40 s}\n"
                 "    - sink: out\n",
                 times[i]);
        model_set m;
        model_set_open(&m, text);
        ck_assert_int_eq(model_set_run(&m, 2, 1), GM_OK);
        ck_assert(!m.set.has_no_cut);
        ck_assert_double_le(m.set.cut, 0.02);
        model_set_close(&m);
    }
}
END_TEST

START_TEST(a_run_that_ends_within_its_warm_up_gives_no_value)
{
    model_set m;
    model_set_open(&m, LINE("run: 10 parts, warm-up: 100 h", ""));
    ck_assert_int_eq(model_set_run(&m, 2, 1), GM_OK);
    ck_assert(isnan(m.set.items[0].window_s));
    int32_t n;
    int32_t count = gm_figures_find(&m.twin->figures, "out", "count", NULL);
    gm_answer_figure(&m.set, count, &n, &m.arena);
    ck_assert_int_eq(n, 0);
    model_set_close(&m);
}
END_TEST

// At a load of 0.9 one in some runs of 10 h has more than 40 parts in it at once.
START_TEST(a_replication_that_fills_up_is_the_last_whatever_the_number_of_threads)
{
    int32_t n = 0;
    for (int threads = 1; threads <= 4; threads++) {
        model_set m;
        model_set_open(&m, "gemba: 1\n"
                           "guards: {parts: 40}\n"
                           "clock: {run: 10 h, warm-up: none}\n"
                           "plant:\n"
                           "  line:\n"
                           "    - {source: blanks, every: exponential(60 s)}\n"
                           "    - {station: press, time: exponential(54 s)}\n"
                           "    - sink: out\n");
        ck_assert_int_eq(model_set_run(&m, 200, threads), GM_ERR_RUN);
        n = threads == 1 ? m.set.n : n;
        ck_assert_int_eq(m.set.n, n);
        ck_assert_int_eq(gm_replications_good(&m.set), n - 1);
        ck_assert_int_eq(m.set.items[n - 1].error, GM_RUN_TOO_MANY_PARTS);
        model_set_close(&m);
    }
    ck_assert_int_gt(n, 2);
    ck_assert_int_lt(n, 100);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("replicate");
    tcase_set_timeout(c, 60);
    tcase_add_test(c, a_set_that_grows_is_the_same_as_one_that_runs_at_once);
    tcase_add_test(c, slices_do_not_change_what_happens);
    tcase_add_test(c, a_stop_keeps_what_was_finished);
    tcase_add_test(c, a_stop_does_not_wait_for_the_end_of_a_long_replication);
    tcase_add_test(c, the_end_of_the_warm_up_is_found);
    tcase_add_test(c, a_warm_up_of_more_than_half_of_the_run_is_refused);
    tcase_add_test(c, steady_means_with_shifts_are_over_whole_weeks);
    tcase_add_test(c, a_plant_without_chance_has_no_warm_up);
    tcase_add_test(c, a_run_that_ends_within_its_warm_up_gives_no_value);
    tcase_add_test(c, a_replication_that_fills_up_is_the_last_whatever_the_number_of_threads);
    return gm_check_main("study/replicate", c);
}
