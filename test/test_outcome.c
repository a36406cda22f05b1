// SPDX-License-Identifier: MIT
//
// What comes of work, by hand: scrap, hidden defects, inspection, rework, splits, routes.

#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 20000 s, horizon: terminating}\n"

static model_plant plant;

START_TEST(everything_is_scrapped_at_a_share_of_one)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in}, {station: s, time: 5 s, scrap: 100 %}, "
                   "{sink: out}]}",
              22.0);
    ck_assert_double_eq(model_station(&plant, "s")->n_scrap, 4.0);
    ck_assert_double_eq(model_station(&plant, "s")->n_good, 0.0);
    ck_assert_double_eq(model_sink(&plant, "out")->n, 0.0);
    ck_assert_double_eq(plant.run->sinks[gm_sink_scrap(plant.plan)].n, 4.0);
    model_end(&plant);
}
END_TEST

// 2000 parts at 10 %: 200 +- 4 sd of sqrt(2000 .1 .9) = 13.4.
START_TEST(share_of_scrap_is_kept)
{
    model_run(
        &plant,
        HEAD
        "plant: {line: [{source: in}, {station: s, time: 10 s, scrap: 10 %}, {sink: out}]}",
        20000.0);
    ck_assert_double_eq_tol(model_station(&plant, "s")->n_scrap, 200.0, 54.0);
    model_end(&plant);
}
END_TEST

#define REWORK(finds)                                                                          \
    HEAD                                                                                       \
        "plant: {line: [{source: in, limit: 2}, {station: s, time: 5 s, defects: 100 %}, "     \
        "{station: check, time: 1 s, queue: 9, inspects: {finds: " finds ", to: rework}, to: " \
        "out}, {station: rework, time: 3 s, queue: 9, mends: 100 %, to: check}, {sink: out}]}"

// s 0-5, check 5-6: found; rework 6-9, check 9-10: good. The second s 5-10, check 10-11 (the
// first leaves at 10), rework 11-14, check 14-15.
START_TEST(found_defect_is_mended_and_passes_the_second_time)
{
    model_run(&plant, REWORK("100 %"), 50.0);
    EXPECT(&plant, "check", 6, 10, 11, 15);
    EXPECT(&plant, "rework", 9, 14);
    EXPECT(&plant, "out", 10, 15);
    const gm_station *check = model_station(&plant, "check");
    ck_assert_double_eq(check->n_done, 4.0);
    ck_assert_double_eq(check->n_rejected, 2.0);
    ck_assert_double_eq(check->n_good, 2.0);
    ck_assert_double_eq(check->n_first_pass, 0.0);
    ck_assert_double_eq(model_sink(&plant, "out")->n_reworked, 2.0);
    ck_assert_double_eq(model_sink(&plant, "out")->n_defective, 0.0);
    model_end(&plant);
}
END_TEST

START_TEST(defect_that_is_not_found_gets_out)
{
    model_run(&plant, REWORK("0 %"), 50.0);
    EXPECT(&plant, "out", 6, 11);
    ck_assert_double_eq(model_sink(&plant, "out")->n_defective, 2.0);
    ck_assert_double_eq(model_station(&plant, "check")->n_first_pass, 2.0);
    model_end(&plant);
}
END_TEST

START_TEST(false_alarm_rejects_a_good_part)
{
    model_run(
        &plant,
        HEAD "plant: {line: [{source: in, limit: 3}, {station: s, time: 5 s, inspects: {finds: "
             "0 %, false-alarm: 100 %, to: scrap}}, {sink: out}]}",
        50.0);
    ck_assert_double_eq(model_station(&plant, "s")->n_rejected, 3.0);
    ck_assert_double_eq(plant.run->sinks[gm_sink_scrap(plant.plan)].n, 3.0);
    model_end(&plant);
}
END_TEST

// What an assembly makes and rejects is a car: the yard has a time for cars only.
START_TEST(rejected_assembly_goes_as_what_it_was_made)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, part: body, limit: 2, every: 1 s}, {source: in2, "
              "part: pack, limit: 2, every: 1 s}, {station: s, time: 5 s, needs: {body: 1, "
              "pack: 1}, makes: car, inspects: {finds: 0 %, false-alarm: 100 %, to: yard}}, "
              "{sink: out}, {station: yard, queue: 9, time: {car: 2 s}, to: out}]}",
              50.0);
    EXPECT(&plant, "out", 8, 13);
    model_end(&plant);
}
END_TEST

// One coil at 4: three sheets and two ends; sheets take 2 s each, ends leave.
START_TEST(split_makes_children_of_each_kind)
{
    model_run(
        &plant,
        HEAD "plant: {line: [{source: in, part: coil, limit: 1}, {station: cut, time: 4 s, "
             "splits: {sheet: 3, end: 2}, to: {by: kind, sheet: press, end: scrap}}, {station: "
             "press, time: 2 s, queue: 9}, {sink: out}]}",
        50.0);
    EXPECT(&plant, "press", 6, 8, 10);
    ck_assert_double_eq(plant.run->sinks[gm_sink_scrap(plant.plan)].n, 2.0);
    // The children are as old as the coil, which was there at 0.
    ck_assert_double_eq(model_sink(&plant, "out")->time_s, 24.0);
    ck_assert_int_eq(plant.run->wip, 0);
    for (int i = 0; i < 3; i++) {
        ck_assert_uint_eq(model_departure_of(&plant, "press", i).identity,
                          model_departure_of(&plant, "in", 0).identity);
    }
    model_end(&plant);
}
END_TEST

// ---- routes

// 4000 parts at 30 %: 1200 +- 4 sd of 29.
START_TEST(shares_of_a_route_are_kept)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {station: s, time: 5 s, to: {a: 30 %, b: rest}}, "
              "{sink: a}, {sink: b}]}",
              20000.0);
    ck_assert_double_eq_tol(model_sink(&plant, "a")->n, 1200.0, 116.0);
    ck_assert_double_eq(model_sink(&plant, "a")->n + model_sink(&plant, "b")->n, 4000.0);
    model_end(&plant);
}
END_TEST

START_TEST(route_by_variant_sends_each_its_way)
{
    model_run(
        &plant,
        HEAD
        "parts: {part: {variants: {x: 40 %, y: 40 %, z: 20 %}}}\n"
        "plant: {line: [{source: in, mix-rule: levelled, every: 1 s}, {buffer: r, holds: 9, "
        "to: {by: variant, x: a, other: b}}, {sink: a}, {sink: b}]}",
        100.0);
    ck_assert_double_eq(model_sink(&plant, "a")->n_of[0], 40.0);
    ck_assert_double_eq(model_sink(&plant, "a")->n, 40.0);
    ck_assert_double_eq(model_sink(&plant, "b")->n, 60.0);
    model_end(&plant);
}
END_TEST

// Job shop of two machines: a goes turn 3, mill 2, turn 3; b goes mill 4, turn 1. Both at 1.
// turn: a 1-4, then b (mill 1-5) 5-6; mill: a 5-7; turn: a 7-10.
START_TEST(job_visits_the_steps_of_its_route_in_turn)
{
    model_run(
        &plant,
        HEAD "parts: {job: {variants: {a: {share: 50 %, route: [turn, mill, turn]}, b: {share: "
             "50 %, route: [mill, turn]}}}}\n"
             "plant: {line: [{source: ia, part: job, mix: {a: 100 %}, every: 1 s, limit: 1}, "
             "{source: ib, part: job, mix: {b: 100 %}, every: 1 s, limit: 1}, {station: turn, "
             "queue: 9, time: {a: 3 s, b: 1 s}}, {station: mill, queue: 9, time: {a: 2 s, b: 4 "
             "s}}]}",
        50.0);
    EXPECT(&plant, "turn", 4, 6, 10);
    EXPECT(&plant, "mill", 5, 7);
    ck_assert_double_eq(plant.run->sinks[gm_sink_out(plant.plan)].n, 2.0);
    model_end(&plant);
}
END_TEST

// Blocking before service looks at the next step of the route, more than once, and takes it once.
START_TEST(job_that_waits_for_a_place_keeps_its_route)
{
    model_run(&plant,
              HEAD
              "parts: {job: {variants: {a: {share: 100 %, route: [turn, mill, grind]}}}}\n"
              "defaults: {station: {blocking: before}}\n"
              "plant: {line: [{source: ia, part: job, every: 1 s, limit: 3}, {station: turn, "
              "time: 1 s}, {station: mill, time: 5 s}, {station: grind, time: 1 s}]}",
              50.0);
    // turn 1-2; mill 2-7, grind 7-8. The second starts at turn when mill is free, at 7.
    EXPECT(&plant, "grind", 8, 14, 20);
    model_end(&plant);
}
END_TEST

// ---- counters

START_TEST(counter_of_a_step_counts_what_leaves_it)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, counts: made}, {station: s, time: 5 s, counts: "
              "worked}, {buffer: r, holds: 3, counts: stored}, {station: t, time: 7 s}, {sink: "
              "out, counts: gate}]}",
              40.0);
    // s: 5, 10, 15, 20 (blocked from 25 on one place ..); t: 12, 19, 26, 33, 40.
    for (int32_t i = 0; i < plant.plan->n_counters; i++) {
        const char *name = plant.plan->counters[i];
        double n = strcmp(name, "made") == 0     ? model_count(&plant, "in")
                   : strcmp(name, "worked") == 0 ? model_count(&plant, "s")
                   : strcmp(name, "stored") == 0 ? model_count(&plant, "r")
                                                 : 5.0;
        ck_assert_msg(plant.run->counters[i] == n, "%s: %g, not %g", name,
                      plant.run->counters[i], n);
    }
    EXPECT(&plant, "out", 12, 19, 26, 33, 40);
    model_end(&plant);
}
END_TEST

// The same without anybody watching: the short way counts too.
START_TEST(counter_counts_on_the_short_way)
{
    model_wire(&plant, HEAD
               "plant: {line: [{source: in}, {station: s, time: 5 s, counts: worked}, {buffer: "
               "r, holds: 30}, {station: t, time: 7 s, counts: worked-too}, {sink: out}]}");
    plant.run = gm_run_create(plant.plan);
    gm_run_begin(plant.run, 1, 0);
    model_run_to(&plant, 71.0);
    for (int32_t i = 0; i < plant.plan->n_counters; i++) {
        bool first = strcmp(plant.plan->counters[i], "worked") == 0;
        ck_assert_double_eq(plant.run->counters[i], first ? 14.0 : 9.0);
    }
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("outcome");
    tcase_add_test(c, everything_is_scrapped_at_a_share_of_one);
    tcase_add_test(c, share_of_scrap_is_kept);
    tcase_add_test(c, found_defect_is_mended_and_passes_the_second_time);
    tcase_add_test(c, defect_that_is_not_found_gets_out);
    tcase_add_test(c, false_alarm_rejects_a_good_part);
    tcase_add_test(c, rejected_assembly_goes_as_what_it_was_made);
    tcase_add_test(c, split_makes_children_of_each_kind);
    tcase_add_test(c, shares_of_a_route_are_kept);
    tcase_add_test(c, route_by_variant_sends_each_its_way);
    tcase_add_test(c, job_visits_the_steps_of_its_route_in_turn);
    tcase_add_test(c, job_that_waits_for_a_place_keeps_its_route);
    tcase_add_test(c, counter_of_a_step_counts_what_leaves_it);
    tcase_add_test(c, counter_counts_on_the_short_way);
    return gm_check_main("plant/outcome", c);
}
