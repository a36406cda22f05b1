// SPDX-License-Identifier: MIT
//
// What the figures know beforehand, by hand.

#include "check_main.h"
#include "model_plant.h"

#include <stdio.h>

#define HEAD "gemba: 1\nclock: {run: 3 d, horizon: terminating}\n"

static model_plant plant;

static const gm_station_plan *station(const char *name)
{
    return &plant.plan->stations[plant.plan->steps[model_step(&plant, name)].own_i];
}

static void end(void)
{
    gm_diag_fini(&plant.diag);
    gm_arena_fini(&plant.arena);
}

// ---- planned cycles

START_TEST(planned_cycle_adds_load_and_work_by_variant)
{
    model_wire(
        &plant, HEAD
        "parts: {part: {variants: {a: 50 %, b: 50 %}}}\n"
        "plant: {line: [{source: in}, {station: s, time: {a: 20 s, b: exponential(30 s)}, "
        "load: {time: {a: 4 s, b: 6 s}}}, {station: t, time: uniform(2 s, 4 s)}, {station: "
        "u, time: 5 s, load: {time: {a: 1 s, b: 2 s}}}, {sink: out}]}");
    ck_assert_double_eq(station("s")->cycle_of[0], 24.0);
    ck_assert_double_eq(station("s")->cycle_of[1], 36.0);
    ck_assert_ptr_null(station("t")->cycle_of);
    ck_assert_double_eq(station("t")->cycle_s, 3.0);
    ck_assert_double_eq(station("u")->cycle_of[1], 7.0);
    end();
}
END_TEST

// ---- parts that come back

static bool sees_parts_again(const char *name)
{
    return station(name)->return_i != GM_NONE;
}

// in - a - b - check - out, with check - fix - b.
START_TEST(stations_of_a_rework_loop_see_parts_again)
{
    model_wire(&plant, HEAD
               "plant: {line: [{source: in}, {station: a, time: 1 s, scrap: 1 %}, {station: b, "
               "time: 1 s, scrap: 1 %}, {station: check, time: 1 s, inspects: {to: fix}, to: "
               "last}, {station: fix, time: 1 s, mends: 1, to: b}, {station: last, time: 1 s, "
               "scrap: 1 %}, {sink: out}]}");
    ck_assert(!sees_parts_again("a"));
    ck_assert(sees_parts_again("b"));
    ck_assert(sees_parts_again("check"));
    ck_assert(sees_parts_again("fix"));
    end();
}
END_TEST

START_TEST(stations_where_every_part_passes_count_nothing)
{
    model_wire(&plant,
               HEAD "plant: {line: [{source: in}, {station: a, time: 1 s, to: {b: 50 %, "
                    "out: rest}}, {station: b, time: 1 s, to: a}, {sink: out}]}");
    ck_assert_int_eq(plant.plan->n_returns, 0);
    end();
}
END_TEST

START_TEST(ways_of_old_and_of_towed_parts_may_lead_back)
{
    model_wire(
        &plant, HEAD
        "plant: {line: [{source: in}, {station: a, time: 1 s, queue: unlimited, scrap: 1 %}, "
        "{buffer: r, "
        "holds: 3, longest: 9 s, then: a}, {station: b, time: 1 s, scrap: 1 %}, "
        "{moving-line: m, pitch: 6 m, takt: 60 s, stations: 3, work: 50 s, drive: "
        "self-propelled, fails: {after: 1 h, repair: 1 min}, towed: b}, {station: c, time: "
        "1 s, scrap: 1 %}, {sink: out}]}");
    ck_assert(sees_parts_again("a"));
    ck_assert(sees_parts_again("b"));
    ck_assert(!sees_parts_again("c"));
    end();
}
END_TEST

START_TEST(route_of_a_variant_may_come_by_twice)
{
    model_wire(&plant,
               HEAD "parts: {part: {variants: {a: {share: 100 %, route: [s, t, s, out]}}}}\n"
                    "plant: {line: [{source: in, every: 9 s}, {station: s, time: 1 s, scrap: 1 "
                    "%, queue: 9}, "
                    "{station: t, time: 1 s, scrap: 1 %, queue: 9}, {sink: out}]}");
    ck_assert(sees_parts_again("s"));
    end();
}
END_TEST

// 70 stations, more than a word of bits, and 3,000 parts, more than the pool has at first. Parts
// with a defect go round until it is mended: 3,000 come for the first time, and those that leave
// reworked are the ones that did not pass then.
START_TEST(many_parts_come_to_many_stations_for_the_first_time_once)
{
    static char text[20000];
    int n = snprintf(text, sizeof text,
                     HEAD "plant: {line: [{source: in, limit: 1}, {buffer: r, holds: 4000, "
                          "starts-with: 2999}");
    for (int i = 0; i < 70; i++) {
        n += snprintf(text + n, sizeof text - (size_t)n,
                      ", {station: s%d, time: 1 s, defects: %d %%%s}", i, i == 0 ? 30 : 0,
                      i == 69 ? ", queue: unlimited, inspects: {to: fix}, to: out"
                              : ", mends: 0.01");
    }
    snprintf(text + n, sizeof text - (size_t)n,
             ", {station: fix, time: 0.1 s, queue: unlimited, mends: 100 %%, to: s1}, {sink: "
             "out}]}");
    model_run(&plant, text, 100000.0);
    ck_assert_double_eq(model_sink(&plant, "out")->n, 3000.0);
    const gm_station *last = model_station(&plant, "s69");
    ck_assert_double_eq(last->n_first, 3000.0);
    ck_assert_double_eq(last->n_first_pass, 3000.0 - model_sink(&plant, "out")->n_reworked);
    ck_assert_double_eq(model_station(&plant, "s1")->n_first, 3000.0);
    ck_assert_double_gt(model_station(&plant, "s1")->n_done, 3200.0);
    model_end(&plant);
}
END_TEST

// ---- times by variant

START_TEST(times_are_kept_for_named_variants_where_they_leave)
{
    model_wire(
        &plant,
        HEAD "parts: {car: {variants: {a: 50 %, b: 50 %}}, box: {}}\n"
             "plant: {one: [{source: cars, part: car}, {station: s, time: 1 s}, {sink: gate}], "
             "two: [{source: boxes, part: box}, {station: t, time: 1 s}, {sink: door}]}");
    ck_assert_int_eq(plant.plan->n_variant_times, 2);
    int32_t gate = plant.plan->steps[model_step(&plant, "gate")].own_i;
    int32_t door = plant.plan->steps[model_step(&plant, "door")].own_i;
    for (int32_t v = 0; v < plant.plan->n_variants; v++) {
        bool is_car = plant.plan->variants[v].name[0] != '\0';
        const int32_t *of = plant.plan->variant_times;
        ck_assert_int_eq(of[gate * plant.plan->n_variants + v] != GM_NONE, is_car);
        ck_assert_int_eq(of[door * plant.plan->n_variants + v], GM_NONE);
    }
    end();
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("measures");
    tcase_add_test(c, planned_cycle_adds_load_and_work_by_variant);
    tcase_add_test(c, stations_of_a_rework_loop_see_parts_again);
    tcase_add_test(c, stations_where_every_part_passes_count_nothing);
    tcase_add_test(c, ways_of_old_and_of_towed_parts_may_lead_back);
    tcase_add_test(c, route_of_a_variant_may_come_by_twice);
    tcase_add_test(c, many_parts_come_to_many_stations_for_the_first_time_once);
    tcase_add_test(c, times_are_kept_for_named_variants_where_they_leave);
    return gm_check_main("plant/wire_measure", c);
}
