// SPDX-License-Identifier: MIT
//
// Stations of several machines in both engines.

#include "build_speed.h"
#include "check_main.h"
#include "engine_pair.h"

#include <stdlib.h>

#if BUILD_IS_SLOW
#define MODELS 60
#else
#define MODELS 2000
#endif

static pair the;

static int asked(const char *name, int otherwise)
{
    const char *only = getenv(name); // NOLINT(concurrency-mt-unsafe)
    return only ? (int)strtol(only, NULL, 10) : otherwise;
}

// ---- random nets

static const int mixtures[] = {
    RANDOM_LINE_PLAIN,
    RANDOM_LINE_FAILURES,
    RANDOM_LINE_FAILURES | RANDOM_LINE_CARE | RANDOM_LINE_HOURS,
    RANDOM_LINE_WHOLE_SECONDS,
    RANDOM_LINE_FAILURES | RANDOM_LINE_CARE | RANDOM_LINE_HOURS | RANDOM_LINE_WHOLE_SECONDS,
};
#define MIXTURES ((int)(sizeof mixtures / sizeof *mixtures))

// Of these shapes all run in the line engine; in others parts may wait for ever, or either of two
// could come first.
static bool is_sure(random_net_shape shape)
{
    return shape == RANDOM_NET_SCRAP || shape == RANDOM_NET_DOORS ||
           shape == RANDOM_NET_PARTING;
}

START_TEST(both_engines_agree_on_random_nets)
{
    random_net_shape shape = (random_net_shape)(_i / MIXTURES);
    int only = asked("GM_MODEL", -1);
    int n = asked("GM_MODELS", MODELS) / (MIXTURES * RANDOM_NET_SHAPES) + 1;
    int n_run = 0;
    for (int i = 0; i < n; i++) {
        if (only >= 0 && only != i) {
            continue;
        }
        load_net(&the, i, mixtures[_i % MIXTURES] | RANDOM_LINE_BANKS, shape);
        run_events(&the, (uint32_t)i);
        if (run_lines(&the, (uint32_t)i, NULL, true)) {
            compare_traces(&the, i);
            compare_snapshots(&the, i);
            n_run += 1;
        }
        unload(&the);
    }
    int least = is_sure(shape) ? n : n / 4;
    ck_assert_int_ge(n_run, only >= 0 ? 0 : least);
}
END_TEST

// ---- by hand

#define HEAD "gemba: 1\nclock: {run: 30000 s, warm-up: none}\nplant:\n  line:\n"

static void open_hand(const char *text)
{
    load_text(&the, text);
    snprintf(the.text.text, sizeof the.text.text, "%s", text);
    the.text.run_s = 30000.0;
    the.is_net = the.of_events.is_by_order = the.of_lines.is_by_order = true;
    for (int i = 0; i < POINTS; i++) {
        the.points[i].time_s = the.text.run_s * (i + 1) / POINTS;
    }
}

static void begin_trace(trace *t)
{
    memset(t->n, 0, sizeof t->n);
    memset(t->at_s, 0, sizeof t->at_s);
}

static void expect_same(const char *text)
{
    open_hand(text);
    for (uint32_t replication = 0; replication < 5; replication++) {
        begin_trace(&the.of_events);
        begin_trace(&the.of_lines);
        run_events(&the, replication);
        ck_assert(run_lines(&the, replication, NULL, true));
        compare_traces(&the, (int)replication);
        compare_snapshots(&the, (int)replication);
    }
    unload(&the);
}

START_TEST(a_queue_of_three_servers_agrees)
{
    expect_same(HEAD "    - {source: in, every: exponential(4 s)}\n"
                     "    - {station: serve, machines: 3, time: exponential(10 s), "
                     "queue: {holds: unlimited}}\n"
                     "    - sink: out\n");
}
END_TEST

// Parts 1 to 3 are done at 10, and leave as b has room for them: at 10, 15 and 20. Part 4, taken at 10 in
// place of the first and done at 20, leaves behind the third, at 25.
START_TEST(parts_done_at_one_moment_leave_by_machine)
{
    open_hand(HEAD "    - source: in\n    - {station: a, machines: 3, time: 10 s}\n"
                   "    - {station: b, time: 5 s}\n    - sink: out\n");
    run_events(&the, 0);
    ck_assert(run_lines(&the, 0, NULL, true));
    for (int i = 0; i < 1000; i++) {
        ck_assert_double_eq(the.of_lines.at_s[0][i], 10.0 + 5.0 * i);
    }
    compare_traces(&the, 0);
    compare_snapshots(&the, 0);
    unload(&the);
}
END_TEST

// Three in work, of 30 s and 10 s by turns: the second taken is done first.
START_TEST(parts_overtake_each_other)
{
    open_hand(HEAD "    - {source: in, every: 4 s, first: 4 s}\n"
                   "    - {station: a, machines: 2, time: \"list(30 s, 10 s)\", "
                   "queue: {holds: unlimited}}\n    - sink: out\n");
    run_events(&the, 0);
    ck_assert(run_lines(&the, 0, NULL, true));
    ck_assert_double_eq(the.of_lines.at_s[0][0], 18.0); // taken at 8
    ck_assert_double_eq(the.of_lines.at_s[0][1], 34.0); // taken at 4
    ck_assert_double_eq(the.of_lines.at_s[0][2],
                        44.0); // taken at 34, as the machine of the first
    compare_traces(&the, 0);
    compare_snapshots(&the, 0);
    unload(&the);
}
END_TEST

START_TEST(constant_times_agree)
{
    expect_same(HEAD
                "    - source: in\n    - {station: a, machines: 3, time: 12 s}\n"
                "    - {buffer: ab, holds: 2}\n    - {station: b, machines: 2, time: 9 s}\n"
                "    - {station: c, machines: 4, time: 21 s}\n"
                "    - {station: d, time: 6 s}\n    - sink: out\n");
}
END_TEST

START_TEST(banks_that_scrap_and_fail_agree)
{
    expect_same(
        HEAD "    - {source: in, every: exponential(5 s)}\n    - {buffer: first, holds: 4}\n"
             "    - {station: a, machines: 3, time: exponential(9 s), scrap: 10 %, fails: "
             "{after: exponential(90 s), by: work, repair: exponential(30 s), part: restart}}\n"
             "    - {station: b, machines: 2, time: 6 s, scrap: 5 %, fails: {after: 200 s, by: "
             "work, repair: 60 s}}\n    - sink: out\n");
}
END_TEST

// One that waits for the one place does not hold up those for the other.
START_TEST(parts_of_a_bank_go_several_ways)
{
    expect_same(
        HEAD
        "    - {source: in, every: exponential(5 s)}\n    - {buffer: first, holds: unlimited}\n"
        "    - {station: a, machines: 4, time: lognormal(12 s, cv 0.5), to: {b: 40 %, "
        "c: 30 %, out: 30 %}}\n"
        "    - {station: b, time: 14 s, queue: {holds: 1}, to: out}\n"
        "    - {station: c, machines: 2, time: exponential(20 s), to: out}\n"
        "    - sink: out\n");
}
END_TEST

START_TEST(variants_in_a_bank_agree)
{
    expect_same("gemba: 1\nclock: {run: 30000 s, warm-up: none}\n"
                "parts: {body: {variants: {x: {share: 60 %}, y: {share: 40 %}}}}\n"
                "plant:\n  line:\n    - {source: in, part: body, every: exponential(6 s)}\n"
                "    - {buffer: first, holds: 3}\n"
                "    - {station: a, machines: 3, time: {x: lognormal(12 s, cv 0.5), y: "
                "uniform(7 s, 11 s)}, "
                "scrap: 4 %}\n    - {station: b, machines: 2, time: {x: 7 s, y: 11 s}}\n"
                "    - sink: out\n");
}
END_TEST

// What is taken and done at one moment could come before or after anything else of that moment.
START_TEST(work_of_no_time_is_left_to_the_event_engine)
{
    open_hand(HEAD "    - {source: in, every: 5 s}\n    - {buffer: first, holds: 9}\n"
                   "    - {station: a, machines: 2, time: \"list(0 s, 4 s)\"}\n"
                   "    - sink: out\n");
    ck_assert(!run_lines(&the, 0, NULL, true));
    unload(&the);
}
END_TEST

// ---- out of reach

static void expect_refused(const char *rest, const char *what)
{
    char text[1000];
    snprintf(text, sizeof text,
             "gemba: 1\nclock: {run: 1 d}\ncalendars: {day: {shifts: {a: {from: \"06:00\", to: "
             "\"14:00\"}}}}\nplant:\n  line:\n    - source: in\n    - {buffer: b, holds: 4}\n"
             "    - {station: a, time: 5 s, machines: %s}\n    - sink: out\n",
             rest);
    load_text(&the, text);
    ck_assert_ptr_null(the.twin->line);
    ck_assert_str_eq(gm_line_refusal_words(&the.twin->line_why, &the.arena), what);
    unload(&the);
}

START_TEST(what_banks_cannot_is_told)
{
#define AT_A "test.yaml:8:7: station 'a' has several machines "
    expect_refused("2, fails: {after: 9 s, by: calendar, repair: 9 s}",
                   AT_A "that fail by calendar or by parts");
    expect_refused("2, fails: {after: 9, by: parts, repair: 9 s}",
                   AT_A "that fail by calendar or by parts");
    expect_refused("2, batch: 2", AT_A "that take batches");
    expect_refused("2, maintain: {every: 9 s, by: work, takes: 5 s}",
                   AT_A "that are maintained");
    expect_refused("2, changeover: [{name: die, every: 9 parts, takes: 5 s}]",
                   AT_A "that change over");
    expect_refused("2, learns: {start: 1.5, from: 3 parts, ratio: 80 %}", AT_A "that learn");
    expect_refused("2, calendar: day", AT_A "with hours");
    expect_refused("65", "test.yaml:8:7: station 'a' has more machines than are followed");
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("line-bank");
    tcase_add_loop_test(tc, both_engines_agree_on_random_nets, 0, MIXTURES * RANDOM_NET_SHAPES);
    tcase_add_test(tc, a_queue_of_three_servers_agrees);
    tcase_add_test(tc, parts_done_at_one_moment_leave_by_machine);
    tcase_add_test(tc, parts_overtake_each_other);
    tcase_add_test(tc, constant_times_agree);
    tcase_add_test(tc, banks_that_scrap_and_fail_agree);
    tcase_add_test(tc, parts_of_a_bank_go_several_ways);
    tcase_add_test(tc, variants_in_a_bank_agree);
    tcase_add_test(tc, work_of_no_time_is_left_to_the_event_engine);
    tcase_add_test(tc, what_banks_cannot_is_told);
    return gm_check_main("line-bank", tc);
}
