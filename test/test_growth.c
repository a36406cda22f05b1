// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/answer.h"
#include "study/growth.h"

static model_set m;

static void run(const char *text, int32_t n)
{
    model_set_open(&m, text);
    gm_status status = model_set_run(&m, n, 2);
    ck_assert(status == GM_OK || status == GM_ERR_RUN);
}

// One in 40 s comes, one in 50 s goes: 86,400 / 40 - 86,400 / 50 = 432 a day more.
START_TEST(a_queue_that_gets_more_than_its_station_takes_is_named_with_its_growth)
{
    run("gemba: 1\n"
        "clock: {run: 20 d}\n"
        "plant:\n"
        "  line:\n"
        "    - {source: in, every: 40 s}\n"
        "    - {station: w, time: 50 s, queue: unlimited}\n"
        "    - sink: out\n"
        "claims: [{says: it, measure: out.count, at least: 1}]\n",
        3);
    ck_assert(m.set.has_no_cut);
    ck_assert_double_eq_tol(gm_growth_find(&m.set).per_day, 432.0, 0.5);
    ck_assert_str_eq(gm_growth_words(&m.set, &m.arena),
                     "the queue of w grows by 432 parts a day: w cannot keep up with in");
    gm_claim_answer a = gm_answer_claims(&m.set, &m.arena)[0];
    ck_assert_int_eq(a.verdict, GM_VERDICT_CANNOT);
    ck_assert_ptr_nonnull(strstr(a.why, "432 parts a day"));
    model_set_close(&m);
}
END_TEST

START_TEST(of_two_places_the_one_that_grows_is_named)
{
    run("gemba: 1\n"
        "clock: {run: 20 d}\n"
        "plant:\n"
        "  line:\n"
        "    - {source: in, every: exponential(40 s)}\n"
        "    - {buffer: yard, holds: unlimited}\n"
        "    - {station: a, time: 30 s}\n"
        "    - {buffer: store, holds: unlimited}\n"
        "    - {station: b, time: exponential(60 s)}\n"
        "    - sink: out\n",
        5);
    ck_assert(m.set.has_no_cut);
    const char *words = gm_growth_words(&m.set, &m.arena);
    ck_assert_ptr_nonnull(strstr(words, "store grows by "));
    ck_assert_ptr_nonnull(strstr(words, "b cannot keep up with a"));
    model_set_close(&m);
}
END_TEST

START_TEST(in_a_plant_that_keeps_up_nothing_grows)
{
    run("gemba: 1\n"
        "clock: {run: 20 d}\n"
        "plant:\n"
        "  line:\n"
        "    - {source: in, every: exponential(60 s)}\n"
        "    - {station: w, time: 30 s, queue: unlimited}\n"
        "    - sink: out\n",
        5);
    ck_assert_int_eq(gm_growth_find(&m.set).store_i, GM_NONE);
    ck_assert_ptr_null(gm_growth_words(&m.set, &m.arena));
    model_set_close(&m);
}
END_TEST

// One in 100 s comes into a line of 40 buffers of 50 places; its last station takes one in 400 s:
// 2,000 places fill up in 3 d, and nothing but the line does.
START_TEST(a_line_that_fills_up_is_not_said_to_grow)
{
    gm_arena arena = {0};
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, "gemba: 1\nclock: {run: 3 d}\nplant:\n  line:\n"
                       "    - {source: in}\n    - {station: first, time: 100 s}\n");
    for (int i = 0; i < 40; i++) {
        gm_text_addf(&text, "    - {buffer: b%d, holds: 50}\n", i);
        gm_text_addf(&text, "    - {station: m%d, time: 50 s}\n", i);
    }
    gm_text_add(&text, "    - {station: last, time: 400 s}\n    - sink: out\n");
    run(text.at, 2);
    ck_assert(m.set.has_no_cut);
    ck_assert_int_eq(gm_growth_find(&m.set).store_i, GM_NONE);
    const char *words = gm_growth_words(&m.set, &m.arena);
    ck_assert_ptr_nonnull(strstr(words, "the plant still fills up, by 648 parts a day"));
    model_set_close(&m);
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(too_many_parts_are_said_to_be_where_most_of_them_are)
{
    run("gemba: 1\n"
        "guards: {parts: 100}\n"
        "clock: {run: 20 d, warm-up: none}\n"
        "plant:\n"
        "  line:\n"
        "    - {source: in, every: 40 s}\n"
        "    - {station: w, time: 50 s, queue: unlimited}\n"
        "    - sink: out\n",
        1);
    ck_assert_int_eq(m.set.items[0].error, GM_RUN_TOO_MANY_PARTS);
    const char *words = gm_replication_error_words(&m.set, 0, &m.arena);
    ck_assert_ptr_nonnull(strstr(words, " of them are in the queue of w"));
    ck_assert_double_ge(m.set.items[0].fullest_level, 98.0);
    model_set_close(&m);
}
END_TEST

// One in 40 s comes, one in 50 s goes, 432 a day fewer; the queue of 3 is steady at once.
START_TEST(what_gathers_outside_of_a_plant_that_is_steady_is_said)
{
    run("gemba: 1\n"
        "clock: {run: 20 d}\n"
        "plant:\n"
        "  line:\n"
        "    - {source: in, every: 40 s}\n"
        "    - {station: w, time: 50 s, queue: 3}\n"
        "    - sink: out\n",
        2);
    ck_assert(!m.set.has_no_cut);
    gm_growth g = gm_growth_outside(&m.set);
    ck_assert_double_eq_tol(g.per_day, 432.0, 0.5);
    ck_assert_int_eq(g.source_i, 0);
    ck_assert_str_eq(
        gm_growth_outside_words(&m.set, &m.arena),
        "what waits outside of in grows by 432 parts a day: the plant cannot keep up "
        "with what arrives");
    model_set_close(&m);
}
END_TEST

// At 80 % of what the station takes many wait outside of its queue of 1, but no more and more.
START_TEST(what_waits_outside_now_and_then_does_not_grow)
{
    run("gemba: 1\n"
        "clock: {run: 20 d}\n"
        "plant:\n"
        "  line:\n"
        "    - {source: in, every: exponential(50 s)}\n"
        "    - {station: w, time: exponential(40 s), queue: 1}\n"
        "    - sink: out\n",
        5);
    ck_assert(!m.set.has_no_cut);
    ck_assert_int_eq(gm_growth_outside(&m.set).source_i, GM_NONE);
    ck_assert_ptr_null(gm_growth_outside_words(&m.set, &m.arena));
    model_set_close(&m);
}
END_TEST

// ---- with a warm-up that is given

static const char *warning_of(const char *clock, const char *every, const char *rest, int32_t n)
{
    static char text[1024];
    snprintf(text, sizeof text,
             "gemba: 1\n"
             "clock: {%s}\n"
             "plant:\n"
             "  line:\n"
             "    - {source: in, every: %s}\n"
             "    - {station: w, %s}\n"
             "    - sink: out\n"
             "claims: [{says: it, measure: out.count, at least: 1}]\n",
             clock, every, rest);
    run(text, n);
    return gm_growth_warning(&m.set, &m.arena);
}

#define GROWS                                                                                  \
    "never steady: the queue of w grows by 432 parts a day: w cannot keep up with in; "        \
    "figures and verdicts are of what the given warm-up leaves"

START_TEST(a_queue_that_grows_after_a_given_warm_up_is_warned_of_and_claims_are_judged)
{
    const char *rest = "time: 50 s, queue: unlimited";
    ck_assert_str_eq(warning_of("run: 20 d, warm-up: 1 d", "40 s", rest, 2), GROWS);
    ck_assert(!m.set.has_no_cut);
    ck_assert_int_eq(gm_answer_claims(&m.set, &m.arena)[0].verdict, GM_VERDICT_HOLDS);
    model_set_close(&m);
    ck_assert_str_eq(warning_of("run: 20 d, warm-up: 1 d", "40 s", rest, 1), GROWS);
    model_set_close(&m);
}
END_TEST

// The parts of a third are 9,600 each: 50 s apart as they leave.
START_TEST(what_grows_in_a_run_of_so_many_parts_is_warned_of)
{
    const char *rest = "time: 50 s, queue: unlimited";
    static const char *const clocks[] = {"run: 30000 parts, warm-up: 1200 parts",
                                         "run: 30000 parts, warm-up: 1 d"};
    for (int i = 0; i < 2; i++) {
        ck_assert_str_eq(warning_of(clocks[i], "40 s", rest, 2), GROWS);
        model_set_close(&m);
    }
}
END_TEST

START_TEST(without_a_warm_up_nothing_is_looked_for)
{
    const char *rest = "time: 50 s, queue: unlimited";
    ck_assert_ptr_null(warning_of("run: 20 d, warm-up: none", "40 s", rest, 2));
    model_set_close(&m);
    ck_assert_ptr_null(
        warning_of("start: 2027-01-04, run: 21 d, warm-up: 1 d", "40 s", rest, 2));
    model_set_close(&m);
}
END_TEST

// At 94 % of what it takes a queue of exponential times has 15 parts in the mean and moves by as many
// within a day, in some replications by a hundred.
START_TEST(a_long_queue_that_comes_and_goes_does_not_grow)
{
    const char *rest = "time: exponential(60 s), queue: unlimited";
    static const int32_t n[] = {1, 2, 5, 20};
    for (int i = 0; i < 4; i++) {
        ck_assert_ptr_null(
            warning_of("run: 20 d, warm-up: 1 d", "exponential(64 s)", rest, n[i]));
        model_set_close(&m);
    }
}
END_TEST

START_TEST(what_gathers_outside_is_warned_of_after_a_given_warm_up_too)
{
    const char *words =
        warning_of("run: 20 d, warm-up: 1 d", "40 s", "time: 50 s, queue: 3", 2);
    ck_assert_str_eq(words,
                     "what waits outside of in grows by 432 parts a day: the plant cannot keep "
                     "up with what arrives");
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("growth");
    tcase_add_test(c, a_queue_that_gets_more_than_its_station_takes_is_named_with_its_growth);
    tcase_add_test(c, of_two_places_the_one_that_grows_is_named);
    tcase_add_test(c, in_a_plant_that_keeps_up_nothing_grows);
    tcase_add_test(c, a_line_that_fills_up_is_not_said_to_grow);
    tcase_add_test(c, too_many_parts_are_said_to_be_where_most_of_them_are);
    tcase_add_test(c, what_gathers_outside_of_a_plant_that_is_steady_is_said);
    tcase_add_test(c, what_waits_outside_now_and_then_does_not_grow);
    tcase_add_test(c,
                   a_queue_that_grows_after_a_given_warm_up_is_warned_of_and_claims_are_judged);
    tcase_add_test(c, what_grows_in_a_run_of_so_many_parts_is_warned_of);
    tcase_add_test(c, without_a_warm_up_nothing_is_looked_for);
    tcase_add_test(c, a_long_queue_that_comes_and_goes_does_not_grow);
    tcase_add_test(c, what_gathers_outside_is_warned_of_after_a_given_warm_up_too);
    return gm_check_main("study/growth", c);
}
