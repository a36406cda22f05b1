// SPDX-License-Identifier: MIT
//
// Machines that go out of control, samples, quarantine, and inspections that judge some parts or
// reject a part so often at most: traces by hand.

#include "check_main.h"
#include "model_plant.h"

#include "plant/drift.h"
#include "plant/suspects.h"

#define HEAD "gemba: 1\nclock: {run: 10 d, horizon: terminating}\n"

static model_plant plant;

static const gm_station *station(const char *name)
{
    int32_t step_i = gm_plan_find(plant.plan, name);
    ck_assert_int_ge(step_i, 0);
    return &plant.run->stations[plant.plan->steps[step_i].own_i];
}

static double scrapped(void)
{
    return plant.run->sinks[gm_sink_scrap(plant.plan)].n;
}

// ---- drift

// The first ten parts are good, all others bad until the reset. One of four is measured: the
// sample at 720 s, part 12, is the first bad one, and its result comes at 810 s. Part 14 is in
// work and ends at 840 s; the reset lasts to 1140 s. So 14 parts in 1140 s, four of them bad, and
// suspect are 9 .. 14, made since the sample that said nothing.
#define PRESS                                                                                  \
    "{station: press, time: 60 s, drifts: {after: 10 parts, by: parts, defects: 100 %, "       \
    "sampled: 4 parts, delay: 90 s, reset: 5 min, quarantine: sorting}}"

#define SORTING                                                                                \
    "{station: sorting, queue: {holds: unlimited}, time: 1 s, inspects: {to: scrap}, to: "     \
    "rack}"

static const char with_rack[] =
    HEAD "plant: {line: [{source: in}, " PRESS
         ", {buffer: rack, holds: 100, least: 1 h}, {sink: out}, " SORTING "]}";

START_TEST(suspects_are_those_made_since_the_last_sample_that_said_nothing)
{
    model_start(&plant, with_rack);
    model_run_to(&plant, 809.0);
    const gm_drift *d = station("press")->drifts;
    ck_assert_double_eq(d->n_alarms, 0.0);
    ck_assert_double_eq(d->n_cleared, 8.0);
    // 13 parts are made by 810 s: 9 .. 13 go from the rack, the other eight stay.
    model_run_to(&plant, 810.5);
    ck_assert_double_eq(d->n_alarms, 1.0);
    ck_assert_double_eq(d->n_held, 5.0);
    ck_assert_int_eq(
        plant.run->stores[plant.plan->steps[gm_plan_find(plant.plan, "rack")].own_i].level, 8);
    // Part 14 goes straight to sorting. Of the six 9 and 10 were good.
    model_run_to(&plant, 1139.0);
    ck_assert_double_eq(d->n_held, 6.0);
    ck_assert_double_eq(d->n_missed, 0.0);
    ck_assert_double_eq(d->n_made, 14.0);
    ck_assert_double_eq(d->n_out, 4.0);
    ck_assert_double_eq(scrapped(), 4.0);
    ck_assert_double_eq(station("sorting")->n_good, 2.0);
    // The same again and again: 10 rounds.
    model_run_to(&plant, 11400.0 - 1.0);
    ck_assert_double_eq(d->n_made, 140.0);
    ck_assert_double_eq(d->n_shifts, 10.0);
    ck_assert_double_eq(d->n_samples, 30.0);
    ck_assert_double_eq(scrapped(), 40.0);
    model_end(&plant);
}
END_TEST

START_TEST(what_has_left_the_plant_is_missed)
{
    model_start(&plant, HEAD "plant: {line: [{source: in}, " PRESS ", {sink: out}, "
                             "{station: sorting, queue: {holds: unlimited}, time: 1 s, "
                             "inspects: {to: scrap}}]}");
    model_run_to(&plant, 1139.0);
    const gm_drift *d = station("press")->drifts;
    ck_assert_double_eq(d->n_missed, 5.0);
    ck_assert_double_eq(d->n_held, 1.0);
    ck_assert_double_eq(scrapped(), 1.0);
    model_end(&plant);
}
END_TEST

// What is on the belt when the alarm comes is held at the next queue: with 60 s a part and 150 s
// on the belt, 12 and 13 of the five suspects are on it at 810 s.
START_TEST(suspects_on_a_belt_go_at_the_next_place)
{
    model_start(&plant,
                HEAD "plant: {line: [{source: in}, " PRESS ", {conveyor: belt, length: 15 m, "
                     "speed: 0.1 m/s, pitch: 1 m}, {buffer: rack, holds: 100, least: 1 h}, "
                     "{sink: out}, " SORTING "]}");
    model_run_to(&plant, 810.5);
    const gm_drift *d = station("press")->drifts;
    ck_assert_double_eq(d->n_held, 5.0);
    ck_assert_double_eq(scrapped() + station("sorting")->n_good, 0.0);
    model_run_to(&plant, 1139.0);
    ck_assert_double_eq(d->n_held, 6.0);
    ck_assert_double_eq(scrapped(), 4.0);
    ck_assert_double_eq(station("sorting")->n_good, 2.0);
    model_end(&plant);
}
END_TEST

// By work of 600 s, and back after 300 s of it: of 15 parts of 60 s the tenth ends as it goes
// out, the fifteenth as it is back. Starved half of the time, the clock of work stands.
START_TEST(machine_comes_back_by_itself)
{
    model_start(&plant,
                HEAD "plant: {line: [{source: in, every: 120 s, first: 0 s}, {station: press, "
                     "time: 60 s, drifts: {after: 600 s, lasts: 300 s, scrap: 100 %}}, "
                     "{sink: out}]}");
    model_run_to(&plant, 120.0 * 15.0 - 1.0);
    const gm_drift *d = station("press")->drifts;
    ck_assert_double_eq(d->n_judged, 15.0);
    ck_assert_double_eq(scrapped(), 5.0);
    model_run_to(&plant, 120.0 * 45.0 - 1.0);
    ck_assert_double_eq(d->n_shifts, 3.0);
    ck_assert_double_eq(scrapped(), 15.0);
    model_end(&plant);
}
END_TEST

// A press that could only be wrong by false alarms: every sample, of every fifth part, alarms.
// Rounds of 5 parts and 1 min; nothing is ever bad.
START_TEST(false_alarms_stop_a_machine_in_control)
{
    model_start(&plant, HEAD
                "plant: {line: [{source: in}, {station: press, time: 60 s, drifts: {after: "
                "1000000 parts, by: parts, defects: 100 %, sampled: 5 parts, false-alarm: "
                "100 %, reset: 1 min}}, {sink: out}]}");
    model_run_to(&plant, 3600.0 - 1.0);
    const gm_drift *d = station("press")->drifts;
    ck_assert_double_eq(d->n_false_alarms, 10.0);
    ck_assert_double_eq(d->n_made, 50.0);
    ck_assert_double_eq(d->n_out, 0.0);
    model_end(&plant);
}
END_TEST

// A planned maintenance that renews sets it right: every 8 parts, before it goes out at 10.
START_TEST(maintenance_that_renews_sets_it_right)
{
    const char text[] = HEAD
        "plant: {line: [{source: in}, {station: press, time: 60 s, maintain: {every: 8 parts, "
        "by: parts, takes: 1 min, renews: %s}, drifts: {after: 10 parts, by: parts, "
        "scrap: 100 %%, lasts: 1000 parts}}, {sink: out}]}";
    char model[1024];
    (void)snprintf(model, sizeof model, text, "yes");
    model_start(&plant, model);
    model_run_to(&plant, 36000.0);
    ck_assert_double_eq(scrapped(), 0.0);
    model_end(&plant);
    (void)snprintf(model, sizeof model, text, "no");
    model_start(&plant, model);
    model_run_to(&plant, 36000.0);
    ck_assert_double_gt(scrapped(), 500.0);
    model_end(&plant);
}
END_TEST

// Everything at once: parts are neither lost nor doubled, held ones come out of the store.
START_TEST(parts_are_conserved_under_alarms)
{
    model_start(&plant, HEAD
                "plant: {line: [{source: in, every: exponential(40 s)}, {station: press, "
                "machines: 3, time: exponential(90 s), drifts: {after: exponential(1 h), "
                "defects: 50 %, scrap: 5 %, sampled: 7 parts, finds: 70 %, false-alarm: 5 %, "
                "delay: exponential(10 min), reset: exponential(5 min), quarantine: sorting}}, "
                "{buffer: rack, holds: 10}, {station: pack, time: exponential(35 s)}, "
                "{sink: out}, {station: sorting, queue: {holds: unlimited}, "
                "time: exponential(20 s), inspects: {finds: 80 %, to: scrap}, to: rack}]}");
    for (uint32_t seed = 1; seed <= 5; seed++) {
        model_begin(&plant, seed);
        model_run_to(&plant, 10.0 * 86400.0);
        double n_in = plant.run->sources[0].n_made;
        double n_out = 0.0;
        for (int32_t i = 0; i < plant.plan->n_sinks + 2; i++) {
            n_out += plant.run->sinks[i].n;
        }
        ck_assert_double_eq(n_in, n_out + plant.run->wip);
        double n_held = 0.0;
        for (int k = 0; k < 3; k++) {
            n_held += station("press")->drifts[k].n_held;
        }
        ck_assert_double_gt(n_held, 500.0);
    }
    model_end(&plant);
}
END_TEST

// ---- inspections

// Every part is defective; one of three is judged: 3, 6, 9 ..
START_TEST(one_of_three_parts_is_judged)
{
    model_start(&plant, HEAD "plant: {line: [{source: in}, {station: a, time: 60 s, "
                             "defects: 100 %, inspects: {every: 3 parts, to: scrap}}, "
                             "{sink: out}]}");
    model_run_to(&plant, 1801.0);
    ck_assert_double_eq(scrapped(), 10.0);
    ck_assert_double_eq(station("a")->n_good, 20.0);
    model_end(&plant);
}
END_TEST

// A repair that never mends: a part is rejected, repaired, rejected, repaired, rejected and is
// scrapped: three visits to the inspection of 10 s and two to the repair for each part. They come
// every 100 s, so that none meets another.
START_TEST(part_is_rejected_so_often_at_most)
{
    model_start(
        &plant,
        HEAD "plant: {line: [{source: in, every: 100 s, first: 0 s}, {station: check, queue: "
             "{holds: unlimited}, time: 10 s, defects: 100 %, inspects: {to: repair, most: "
             "2}}, {sink: out}, {station: repair, time: 10 s, to: check}]}");
    model_run_to(&plant, 999.0);
    ck_assert_double_eq(station("check")->n_rejected, 30.0);
    ck_assert_double_eq(station("repair")->n_good, 20.0);
    ck_assert_double_eq(scrapped(), 10.0);
    model_end(&plant);
}
END_TEST

// Four parts at once; the check takes 10 s, the repair 5 s and mends. Part 1 is rejected at 10 s
// and back at 15 s, when 2 is in work and 3 and 4 wait: it goes before them, or after them.
START_TEST(rework_goes_before_what_waits)
{
    static const char text[] =
        HEAD "plant: {line: [{source: in, every: 1000 s, batch: 4 parts, first: 0 s}, "
             "{station: check, queue: {holds: unlimited, order: %s}, time: 10 s, "
             "inspects: {to: repair, false-alarm: 100 %%, most: 1, beyond: out}}, {sink: out}, "
             "{station: repair, time: 5 s, to: check}]}";
    static const struct {
        const char *order;
        double first_s; // part 1 is done for good
    } cases[] = {{"rework", 30.0}, {"fifo", 50.0}};
    for (int i = 0; i < 2; i++) {
        char model[1024];
        (void)snprintf(model, sizeof model, text, cases[i].order);
        model_start(&plant, model);
        model_run_to(&plant, cases[i].first_s - 0.5);
        ck_assert_double_eq(plant.run->sinks[0].n, 0.0);
        model_run_to(&plant, cases[i].first_s + 0.5);
        ck_assert_double_eq(plant.run->sinks[0].n, 1.0);
        model_end(&plant);
    }
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("drift");
    tcase_add_test(c, suspects_are_those_made_since_the_last_sample_that_said_nothing);
    tcase_add_test(c, what_has_left_the_plant_is_missed);
    tcase_add_test(c, suspects_on_a_belt_go_at_the_next_place);
    tcase_add_test(c, machine_comes_back_by_itself);
    tcase_add_test(c, false_alarms_stop_a_machine_in_control);
    tcase_add_test(c, maintenance_that_renews_sets_it_right);
    tcase_add_test(c, parts_are_conserved_under_alarms);
    tcase_add_test(c, one_of_three_parts_is_judged);
    tcase_add_test(c, part_is_rejected_so_often_at_most);
    tcase_add_test(c, rework_goes_before_what_waits);
    return gm_check_main("plant/drift", c);
}
