// SPDX-License-Identifier: MIT
//
// Rules in a plant: orders, ways and releases, with traces by hand; and that a release rule is
// looked at whenever what it reads has changed.

#include "build_speed.h"
#include "check_main.h"
#include "model_plant.h"

#include "plant/rules.h"

#include <stdio.h>

#define HEAD "gemba: 1\nclock: {run: 10 d, horizon: terminating}\n"

static model_plant plant;

static int32_t step_of(const char *name)
{
    int32_t step_i = gm_plan_find(plant.plan, name);
    ck_assert_int_ge(step_i, 0);
    return step_i;
}

// The identities of the first parts that left a step, as digits.
static const char *order_at(const char *name, char *text)
{
    int32_t step_i = step_of(name);
    int n = 0;
    for (int32_t i = 0; i < plant.n_departures && n < 9; i++) {
        if (plant.departures[i].step_i == step_i) {
            text[n++] = (char)('0' + plant.departures[i].identity);
        }
    }
    text[n] = '\0';
    return text;
}

// ---- orders

// Five parts come at 0 s, all due after `due`; the machine takes the first at once, which is that
// for which the rule is least among those there: all five, as a batch comes at one instant.
static const struct {
    const char *order;
    const char *leave;
} orders[] = {
    {"part.due", "34251"},       // due after 50, 30, 10, 20, 40 s
    {"-part.due", "15243"},      // and backwards
    {"part.due - now", "34251"}, // looked at anew each time: the same order
    {"part.born", "12345"},      // all equal: first in, first out
    {"if part.due < 25 s then 0 else 1", "34125"},
    {"abs(part.due - 30 s)", "24513"}, // 20, 0, 20, 10, 10 s away: equals in order
};

START_TEST(the_part_for_which_the_rule_is_least_goes_first)
{
    char text[600];
    char leave[10];
    (void)snprintf(text, sizeof text,
                   HEAD "plant: {line: [{source: in, every: 1000 s, first: 0 s, batch: 5, due: "
                        "'list(50 s, 30 s, 10 s, 20 s, 40 s)'}, {station: m, time: 5 s, "
                        "queue: {holds: unlimited, order: '%s'}}, {sink: out}]}",
                   orders[_i].order);
    model_start(&plant, text);
    model_run_to(&plant, 100.0);
    const char *got = order_at("m", leave);
    ck_assert_msg(strcmp(got, orders[_i].leave) == 0, "%s: %s, not %s", orders[_i].order, got,
                  orders[_i].leave);
    model_end(&plant);
}
END_TEST

// The buffer gives by the slack at that moment, 10 s before the part of 20 s.
START_TEST(a_buffer_goes_by_its_rule)
{
    char leave[10];
    model_start(&plant,
                HEAD "plant: {line: [{source: in, every: 1000 s, first: 0 s, batch: 4, due: "
                     "'list(50 s, 30 s, 10 s, 20 s)'}, {buffer: rack, holds: 10, order: "
                     "'part.due - now'}, {station: m, time: 5 s}, {sink: out}]}");
    model_run_to(&plant, 100.0);
    ck_assert_str_eq(order_at("m", leave), "3421");
    model_end(&plant);
}
END_TEST

// Work 8, 2, 5 s: least work first is `shortest`, part by part and bit by bit.
START_TEST(least_work_first_is_shortest)
{
    static const char *const names[] = {"shortest", "part.work", "part.work + 0 * now"};
    uint64_t hash[3];
    for (int i = 0; i < 3; i++) {
        char text[500];
        (void)snprintf(text, sizeof text,
                       HEAD "plant: {line: [{source: in, every: exponential(10 s)}, {station: "
                            "m, time: exponential(9 s), queue: {order: '%s'}}, {sink: out}]}",
                       names[i]);
        model_start(&plant, text);
        model_run_to(&plant, 200000.0);
        hash[i] = gm_run_hash(plant.run);
        model_end(&plant);
    }
    ck_assert_uint_eq(hash[0], hash[1]);
    ck_assert_uint_eq(hash[0], hash[2]);
}
END_TEST

// ---- ways

// A part comes every 10 s, a takes 25 s and b 100 s. To the least: a (0, 0); b (1, 0) at 10 s; at
// 20 s both hold one, a is named first: it waits there until 25 s; at 30 s a holds one, b one: a
// again. Then a holds 2 until 50 s: at 40 s b, with one.
START_TEST(parts_go_where_the_rule_is_least)
{
    char leave[10];
    model_start(&plant,
                HEAD "plant: {line: [{source: in, every: 10 s, first: 0 s, limit: 5, to: "
                     "{choose: parts, of: [a, b]}}, {station: a, time: 25 s, queue: {}, to: "
                     "out}, {station: b, time: 100 s, queue: {}, to: out}, {sink: out}]}");
    model_run_to(&plant, 500.0);
    ck_assert_str_eq(order_at("a", leave), "134");
    ck_assert_str_eq(order_at("b", leave), "25");
    model_end(&plant);
}
END_TEST

START_TEST(parts_go_where_the_rule_says)
{
    char leave[10];
    model_start(&plant,
                HEAD "parts: {part: {variants: {x: {share: 50 %}, y: {share: 50 %}}}}\n"
                     "plant: {line: [{source: in, every: 10 s, first: 0 s, limit: 4, mix-rule: "
                     "levelled, to: {choose: 'if part.variant is y then b else argmin(parts of "
                     "a, c)', of: [a, b, c]}}, {station: a, time: 25 s, queue: {}, to: out}, "
                     "{station: b, time: 100 s, queue: {}, to: out}, {station: c, time: 5 s, "
                     "queue: {}, to: out}, {sink: out}]}");
    model_run_to(&plant, 500.0);
    ck_assert_str_eq(order_at("a", leave), "1");
    ck_assert_str_eq(order_at("b", leave), "24"); // x y x y
    ck_assert_str_eq(order_at("c", leave), "3");  // at 20 s a still works
    model_end(&plant);
}
END_TEST

// ---- releases

static uint64_t hash_of(const char *text)
{
    model_start(&plant, text);
    model_run_to(&plant, 400000.0);
    uint64_t hash = gm_run_hash(plant.run);
    ck_assert_int_gt(plant.n_departures, 1000);
    model_end(&plant);
    return hash;
}

#define LOOP                                                                                   \
    "{station: a, time: exponential(50 s)}, {buffer: x, holds: unlimited}, {station: b, "      \
    "time: exponential(40 s)}, {sink: out}]}"

// The same parts at the same times as with a limit of the language.
START_TEST(at_most_so_many_by_a_rule_is_a_limit)
{
    uint64_t by_limit = hash_of(
        HEAD "limits: [{over: [a, b], at-most: 5}]\nplant: {line: [{source: in}, " LOOP);
    ck_assert_uint_eq(
        by_limit, hash_of(HEAD "plant: {line: [{source: in, release: line.parts < 5}, " LOOP));
    ck_assert_uint_eq(
        by_limit, hash_of(HEAD "plant: {line: [{source: in, release: plant.parts < 5}, " LOOP));
    ck_assert_uint_eq(
        by_limit,
        hash_of(
            HEAD
            "plant: {line: [{source: in, release: a.parts + x.parts + b.parts < 5}, " LOOP));
    ck_assert_uint_eq(
        by_limit,
        hash_of(HEAD "plant: {line: [{source: in, release: in.made - out.made < 5}, " LOOP));
}
END_TEST

static const char *const releases[] = {
    "x.parts < 3",
    "x.free > 4",
    "a.queue = 0",
    "a.in-work = 0",
    "b.state is not down",
    "b.down = 0 and a.starved > 0",
    "not b.state is working",
    "p.working < 2",
    "hands.free > 0",
    "hands.busy < 1",
    "hands.present > 0",
    "belt.parts < 3",
    "wip.parts < 6",
    "in.made - out.made < 7 and line.parts < 7",
    "store.parts < 4",
    "cart.parts = 0",
};

// A source offers everything that its rule lets in: whenever an instant is over, no part waits
// outside while the rule is true. Everything in the plant changes: breakdowns, people, shifts.
START_TEST(a_release_rule_is_looked_at_when_what_it_reads_has_changed)
{
    char text[3000];
    (void)snprintf(
        text, sizeof text,
        "gemba: 1\nclock: {run: 20 d, horizon: terminating, start: 2027-01-04}\n"
        "crews: {hands: {people: 2, calendar: day}}\n"
        "calendars: {day: {days: mon-sun, shifts: {d: {from: 06:00, to: 22:00}}}}\n"
        "limits: [{name: wip, over: [a, b], at-most: 50}]\n"
        "plant: {line: [{source: in, every: exponential(60 s), release: '%s'}, "
        "{buffer: front, holds: unlimited}, "
        "{station: a, queue: {holds: 2}, time: exponential(50 s)}, {buffer: x, holds: 8}, "
        "{station: b, time: exponential(45 s), crew: hands, fails: {after: exponential(20 "
        "min), "
        "repair: exponential(5 min), crew: hands}}, "
        "{conveyor: belt, length: 20 m, speed: 0.5 m/s, pitch: 2 m}, "
        "{station: p, machines: 3, time: exponential(100 s)}, "
        "{sink: out}]}",
        releases[_i]);
    // Racks and vehicles of their own in a plant where they are read.
    bool is_store = strstr(releases[_i], "store") || strstr(releases[_i], "cart");
    if (is_store) {
        (void)snprintf(
            text, sizeof text,
            "gemba: 1\nclock: {run: 20 d, horizon: terminating}\n"
            "fleets: {carts: {vehicles: 1, travel: 20 s}}\n"
            "plant: {line: [{source: in, every: exponential(60 s), release: '%s'}, {buffer: "
            "front, holds: unlimited}, {rack: store, bays: 10, levels: 2, bay: 1 m, level: 1 "
            "m, "
            "speed: 1 m/s, lift-speed: 0.5 m/s}, {buffer: y, holds: 3}, {transport: cart, "
            "fleet: "
            "carts}, {buffer: z, holds: 3}, {station: b, time: exponential(50 s)}, {sink: "
            "out}]}",
            releases[_i]);
    }
    model_start(&plant, text);
    const gm_source *src = &plant.run->sources[0];
    const gm_source_plan *plan = &plant.plan->sources[0];
    int n_held = 0;
    int n_free = 0;
    for (int32_t at_s = 10; at_s < (BUILD_IS_SLOW ? 2 : 10) * 86400; at_s += 17) {
        model_run_to(&plant, at_s);
        bool is_true = gm_rules_value(plant.run, plan->release_i, 0) != 0.0;
        n_held += src->due > 0.0 ? 1 : 0;
        n_free += src->due > 0.0 ? 0 : 1;
        ck_assert_msg(!(is_true && src->due > 0.0), "%s: %g wait at %d s", releases[_i],
                      src->due, at_s);
    }
    ck_assert_int_gt(n_held, 10);
    ck_assert_int_gt(n_free, 10);
    model_end(&plant);
}
END_TEST

// ---- what has no value

START_TEST(a_rule_that_divides_by_zero_ends_the_run)
{
    model_start(&plant,
                HEAD "plant: {line: [{source: in, every: 10 s}, {station: m, time: 25 s, "
                     "queue: {order: part.age / (m.queue - 2)}}, {sink: out}]}");
    gm_run_end end = {.time_s = 1000.0, .counter = GM_NONE};
    ck_assert_int_eq(gm_run_advance(plant.run, end), GM_RUN_RULE);
    // Parts come at 10, 20, 30 .. s, m takes one at 10, 35 s ..: two wait at 30 s, when it looks
    // at 35 s.
    gm_run_fault fault = gm_run_fault_of(plant.run);
    ck_assert_double_eq(fault.time_s, 35.0);
    ck_assert_int_eq(fault.fault.kind, GM_RULE_BY_ZERO);
    ck_assert_double_eq(fault.fault.a, 15.0);
    model_end(&plant);
}
END_TEST

// ---- due dates: 4 parts come at 0 s and leave at 10, 20, 30, 40 s; due at 25 s: two are late, by
// 5 and 15 s; the others are 15 and 5 s early
START_TEST(lateness_is_counted_where_parts_leave)
{
    model_start(&plant,
                HEAD "plant: {line: [{source: in, every: 1000 s, first: 0 s, batch: 4, due: "
                     "25 s}, {station: m, time: 10 s, queue: {}}, {sink: out}]}");
    model_run_to(&plant, 100.0);
    const gm_sink *out = &plant.run->sinks[0];
    ck_assert_double_eq(out->n_due, 4.0);
    ck_assert_double_eq(out->n_late, 2.0);
    ck_assert_double_eq(out->late_s, 0.0);
    ck_assert_double_eq(out->tardy_s, 20.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("rules");
    tcase_add_loop_test(cases, the_part_for_which_the_rule_is_least_goes_first, 0,
                        (int)(sizeof orders / sizeof orders[0]));
    tcase_add_test(cases, a_buffer_goes_by_its_rule);
    tcase_add_test(cases, least_work_first_is_shortest);
    tcase_add_test(cases, parts_go_where_the_rule_is_least);
    tcase_add_test(cases, parts_go_where_the_rule_says);
    tcase_add_test(cases, at_most_so_many_by_a_rule_is_a_limit);
    tcase_add_loop_test(cases, a_release_rule_is_looked_at_when_what_it_reads_has_changed, 0,
                        (int)(sizeof releases / sizeof releases[0]));
    tcase_add_test(cases, a_rule_that_divides_by_zero_ends_the_run);
    tcase_add_test(cases, lateness_is_counted_where_parts_leave);
    return gm_check_main("rules", cases);
}
