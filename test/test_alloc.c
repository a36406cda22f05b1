// SPDX-License-Identifier: MIT
//
// A run asks for no memory between its first and its last event, from the second replication on.

#include "check_main.h"
#include "model_plant.h"
#include "random_plant.h"

#define HEAD "gemba: 1\nclock: {run: 1 d, horizon: terminating}\n"

static model_plant plant;
static int n_calls;

static void *count_alloc(size_t size, void *user)
{
    (void)user;
    n_calls += 1;
    return malloc(size);
}

static void count_free(void *ptr, void *user)
{
    (void)user;
    n_calls += ptr ? 1 : 0;
    free(ptr);
}

// The same replication twice: what it needs it has from the first time on.
static int calls_of_the_second_time(const char *text)
{
    const gm_allocator counting = {.alloc = count_alloc, .free = count_free};
    gm_allocator_set(&counting);
    model_wire(&plant, text);
    plant.run = gm_run_create(plant.plan);
    int calls = 0;
    for (int k = 0; k < 2; k++) {
        n_calls = 0;
        gm_run_begin(plant.run, 1, 0);
        model_run_to(&plant, 20000.0);
        calls = n_calls;
    }
    model_end(&plant);
    gm_allocator_set(NULL);
    return calls;
}

START_TEST(second_replication_asks_for_no_memory)
{
    static random_plant model;
    for (int i = 0; i < 30; i++) {
        random_plant_make(&model, i,
                          RANDOM_QUEUES | RANDOM_STOPS | RANDOM_PEOPLE | RANDOM_KINDS |
                              RANDOM_LIMITS | RANDOM_DWELL | RANDOM_FORKS,
                          0);
        ck_assert_msg(calls_of_the_second_time(model.text) == 0, "model %d", i);
    }
}
END_TEST

// Bounded places: not even the first one does, once the run is made.
START_TEST(bounded_plant_asks_for_no_memory_at_all)
{
    const gm_allocator counting = {.alloc = count_alloc, .free = count_free};
    gm_allocator_set(&counting);
    model_wire(&plant,
               HEAD "plant: {line: [{source: in}, {station: a, time: exponential(5 s), fails: "
                    "{after: exponential(100 s), repair: 9 s}}, {buffer: x, holds: 200}, "
                    "{station: b, time: exponential(5 s)}, {sink: out}]}");
    plant.run = gm_run_create(plant.plan);
    n_calls = 0;
    gm_run_begin(plant.run, 1, 0);
    model_run_to(&plant, 20000.0);
    ck_assert_int_eq(n_calls, 0);
    model_end(&plant);
    gm_allocator_set(NULL);
}
END_TEST

// A queue without bound grows in the first replication and is kept for the second.
START_TEST(queue_without_bound_keeps_what_it_has_grown_to)
{
    int calls = calls_of_the_second_time(HEAD "plant: {line: [{source: in, every: 1 s}, "
                                              "{station: s, time: 3 s}, {sink: out}], other: "
                                              "[{source: i2, every: 1 s}, {station: u, "
                                              "machines: unlimited, time: 2 h}, {sink: o2}]}");
    ck_assert_int_eq(calls, 0);
}
END_TEST

START_TEST(conveyor_and_moving_line_ask_for_no_memory)
{
    int calls = calls_of_the_second_time(
        HEAD
        "plant: {line: [{source: in}, {station: s, time: 30 s}, {conveyor: c, length: 20 m, "
        "speed: 0.5 m/s, pitch: 2 m, fails: {after: exponential(1 h), repair: 60 s}}, "
        "{moving-line: m, pitch: 6 m, takt: 60 s, stations: 10, work: normal(55 s, 5 s), "
        "fails: {after: exponential(4 h), repair: 10 min}}, {sink: out}]}");
    ck_assert_int_eq(calls, 0);
}
END_TEST

// Vehicles with tracks, chargers and breakdowns, and a rack.
START_TEST(vehicles_and_racks_take_nothing)
{
    int n = calls_of_the_second_time(
        HEAD
        "paths: {hall: {segments: [{from: a, to: b, length: 20 m, vehicles: 1}, {from: b, "
        "to: c, length: 9 m, vehicles: 2}]}}\n"
        "fleets: {agv: {vehicles: 4, paths: hall, speed: 1 m/s, acceleration: 0.5 m/s2, "
        "load: exponential(4 s), battery: {runs: 900 s, charges: 90 s, below: 40 %, at: c, "
        "chargers: 1}, fails: {after: exponential(400 s), repair: 20 s}}}\n"
        "plant:\n  line:\n    - {source: in, every: exponential(40 s)}\n"
        "    - {rack: store, bays: 9, levels: 3, bay: 1 m, level: 1 m, speed: 2 m/s, "
        "lift-speed: 1 m/s, slots: random}\n"
        "    - {buffer: q, holds: 8}\n"
        "    - {transport: t, fleet: agv, pick-up: a, drop: c}\n    - sink: out\n");
    ck_assert_int_eq(n, 0);
}
END_TEST

// Orders laid out, points where parts are expected, lanes and a store that waits.
START_TEST(sequence_asks_for_no_memory)
{
    int calls = calls_of_the_second_time(
        HEAD
        "parts: {body: {options: {roof: 30 %, colour: {values: {white: 60 %, red: 40 %}, "
        "family: "
        "yes}}}}\n"
        "plant: {line: [{source: in, part: body, every: 9 s, sequence: {over: 50, by: "
        "[spacing, "
        "options], spacing: {of: roof, at-most: 1, in: 3}, watch: [booth, out]}}, {buffer: "
        "sorter, "
        "holds: 12, lanes: 3, order: family, block: 4}, {station: booth, time: 7 s, "
        "changeover: "
        "{on: family, takes: 4 s}}, {buffer: way, holds: unlimited, transfer: exponential(60 "
        "s)}, "
        "{buffer: store, holds: 40, order: sequence, waits: 90 s}, {station: s, time: 8 s}, "
        "{sink: out}]}");
    ck_assert_int_eq(calls, 0);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("alloc");
    tcase_set_timeout(c, 60.0);
    tcase_add_test(c, vehicles_and_racks_take_nothing);
    tcase_add_test(c, second_replication_asks_for_no_memory);
    tcase_add_test(c, bounded_plant_asks_for_no_memory_at_all);
    tcase_add_test(c, queue_without_bound_keeps_what_it_has_grown_to);
    tcase_add_test(c, conveyor_and_moving_line_ask_for_no_memory);
    tcase_add_test(c, sequence_asks_for_no_memory);
    return gm_check_main("plant/alloc", c);
}
