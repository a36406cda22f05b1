// SPDX-License-Identifier: MIT
//
// Deadlocks, made by hand, and waits that are none.

#include "check_main.h"
#include "model_plant.h"

#include "plant/stuck.h"

#define HEAD "gemba: 1\nclock: {run: 3 d, horizon: terminating}\n"

static model_plant plant;

static gm_stuck stuck(void)
{
    return gm_run_stuck(plant.run, &plant.arena);
}

static void expect_wait(const gm_stuck *s, int32_t i, const char *who, const char *whom,
                        double since_s)
{
    ck_assert_int_lt(i, s->n_waits);
    ck_assert_str_eq(plant.plan->steps[s->waits[i].step_i].name, who);
    ck_assert_str_eq(plant.plan->stores[s->waits[i].store_i].name, whom);
    ck_assert_double_eq(s->waits[i].since_s, since_s);
}

// Every part is rejected. At 3 both m and fix are done and want to t, which takes that of m; at 4
// t is done, the yard still holds the part of 3, as fix still holds that of 2.
#define LOOP(more)                                                                             \
    "{station: m, time: 1 s" more "}, {station: t, time: 1 s, inspects: {false-alarm: 100 %, " \
    "to: yard}}, {sink: out}, {buffer: yard, holds: 1}, {station: fix, time: 1 s, to: t}]"

START_TEST(full_rework_loop_is_named)
{
    model_run(&plant, HEAD "plant: {line: [{source: in}, " LOOP("") "}", 3.5);
    ck_assert_int_eq(stuck().n, 0);
    model_run_to(&plant, 100.0);
    gm_stuck s = stuck();
    ck_assert_int_eq(s.n, 3);
    ck_assert(s.all);
    ck_assert_double_eq(s.since_s, 4.0);
    expect_wait(&s, 0, "m", "t", 4.0);
    expect_wait(&s, 1, "t", "yard", 4.0);
    expect_wait(&s, 2, "fix", "t", 3.0);
    model_end(&plant);
}
END_TEST

// Arrivals go on into the queue of m, which also fails and is repaired again and again.
START_TEST(full_rework_loop_is_named_though_clocks_ring)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, first: 0 s}, " LOOP(
                  ", fails: {by: calendar, after: 1000 s, repair: 1 s}") "}",
              10000.5);
    gm_stuck s = stuck();
    ck_assert_int_eq(s.n, 3);
    ck_assert(s.all);
    model_end(&plant);
}
END_TEST

START_TEST(jam_of_one_line_leaves_the_others)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, " LOOP("") ", other: [{source: in2}, {station: "
                                                       "o, time: 7 s}, {sink: out2}]}",
              1000.0);
    gm_stuck s = stuck();
    ck_assert_int_eq(s.n, 3);
    ck_assert(!s.all);
    model_end(&plant);
}
END_TEST

// The a's of three coils fill two places; all b's are scrapped.
START_TEST(orphans_that_fill_a_buffer_are_named)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, part: coil}, {station: cut, time: 10 s, splits: "
              "{b: 1, a: 1}, to: {by: kind, a: ra, b: sb}}, {buffer: ra, holds: 2, to: j}, "
              "{station: sb, time: 5 s, scrap: 100 %, to: j}, {station: j, time: 1 s, "
              "needs: {a: 1, b: 1}, same: parent}, {sink: out}]}",
              100.0);
    gm_stuck s = stuck();
    ck_assert_int_eq(s.n, 1);
    ck_assert(s.all);
    expect_wait(&s, 0, "cut", "ra", 30.0);
    model_end(&plant);
}
END_TEST

// b may not begin: its part is to come back to r, which is full until b takes from it.
START_TEST(work_that_waits_to_begin_is_named)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {station: a, time: 1 s, blocking: before}, "
              "{buffer: r, holds: 1}, {station: b, time: 1 s, blocking: before, to: {r: 100 "
              "%, out: 0 %}}, {sink: out}]}",
              50.0);
    gm_stuck s = stuck();
    ck_assert_int_eq(s.n, 2);
    ck_assert_str_eq(plant.plan->steps[s.waits[0].step_i].name, "a");
    ck_assert_str_eq(plant.plan->steps[s.waits[1].step_i].name, "b");
    ck_assert_str_eq(plant.plan->stores[s.waits[1].store_i].name, "r");
    model_end(&plant);
}
END_TEST

// ---- waits that end

// 1: the next is off shift. 2: down. 3: without its people. 4: starved by a source that waits for
// the day. 5: a kit that is not complete yet. 6: a part that may stay 1 h only. 7: cards that
// come back.
START_TEST(wait_that_ends_is_none)
{
    static const char *const lines[] = {
        "[{source: in}, {station: a, time: 1 s}, {station: b, time: 1 s, calendar: day}, "
        "{sink: "
        "out}]",
        "[{source: in}, {station: a, time: 1 s}, {station: b, time: 1 s, fails: {after: 20 s, "
        "repair: 1 d}}, {sink: out}]",
        "[{source: in}, {station: a, time: 1 s}, {station: b, time: 1 s, crew: {c: 1}}, {sink: "
        "out}]",
        "[{source: in, every: 1 h, calendar: day}, {station: a, time: 1 s}, {sink: out}]",
        "[{source: in, every: 1 s, to: x}, {source: in2, every: 1 d, part: q, to: y}, {buffer: "
        "x, holds: 2, to: k}, {buffer: y, holds: 2, to: k}, {station: k, time: 1 s, needs: "
        "{part: 1, q: 1}}, {sink: out}]",
        "[{source: in, part: coil}, {station: cut, time: 10 s, splits: {b: 1, a: 1}, to: {by: "
        "kind, a: ra, b: sb}}, {buffer: ra, holds: 2, longest: 1 h, to: j}, {station: sb, "
        "time: "
        "5 s, scrap: 100 %, to: j}, {station: j, time: 1 s, needs: {a: 1, b: 1}, same: "
        "parent}, "
        "{sink: out}]",
        "[{source: in}, {station: a, time: 1 s}, {station: b, time: 1 s}, {sink: out}]",
        "[{source: in}, {station: a, time: 1 s}, {conveyor: v, length: 2 m, speed: 0.001 m/s, "
        "pitch: 1 m}, {sink: out}]",
        "[{source: in}, {station: a, time: 1 s, blocking: before}, {moving-line: v, stations: "
        "2, "
        "pitch: 1 m, speed: 0.001 m/s, work: 1 s}, {sink: out}]",
    };
    char text[1500];
    snprintf(text, sizeof text,
             HEAD "calendars: {day: {days: mon-sun, shifts: {x: {from: 00:00, to: 00:01}}}}\n"
                  "crews: {c: {people: 1, calendar: day}}\n"
                  "%splant: {line: %s}",
             _i == 6 ? "limits: [{name: cards, over: [b, b], at-most: 1, returns: 1 h}]\n" : "",
             lines[_i]);
    model_run(&plant, text, 1000.0);
    ck_assert_int_eq(stuck().n, 0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("stuck");
    tcase_add_test(c, full_rework_loop_is_named);
    tcase_add_test(c, full_rework_loop_is_named_though_clocks_ring);
    tcase_add_test(c, jam_of_one_line_leaves_the_others);
    tcase_add_test(c, orphans_that_fill_a_buffer_are_named);
    tcase_add_test(c, work_that_waits_to_begin_is_named);
    tcase_add_loop_test(c, wait_that_ends_is_none, 0, 9);
    return gm_check_main("plant/stuck", c);
}
