// SPDX-License-Identifier: MIT
//
// When parts come, against traces by hand.

#include "check_main.h"
#include "model_plant.h"

#include <stdio.h>

#define HEAD "gemba: 1\nclock: {run: 2000 s, horizon: terminating}\n"

static model_plant plant;

START_TEST(first_part_comes_one_interval_after_time_zero)
{
    model_run(
        &plant,
        HEAD "plant: {line: [{source: in, every: 10 s}, {station: s, time: 4 s}, {sink: out}]}",
        40.0);
    EXPECT(&plant, "in", 10, 20, 30, 40);
    EXPECT(&plant, "s", 14, 24, 34);
    model_end(&plant);
}
END_TEST

START_TEST(first_says_when_the_first_part_comes)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 10 s, first: 3 s}, {sink: out}]}", 30.0);
    EXPECT(&plant, "in", 3, 13, 23);
    model_end(&plant);
}
END_TEST

// 3 parts at 10 s and at 20 s, worked one after the other for 4 s; only 5 in all.
START_TEST(parts_of_a_batch_come_together_up_to_the_limit)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 10 s, batch: 3, limit: 5}, "
                   "{station: s, time: 4 s}, {sink: out}]}",
              100.0);
    EXPECT(&plant, "s", 14, 18, 22, 26, 30);
    EXPECT(&plant, "in", 10, 10, 10, 20, 20);
    ck_assert_int_eq(model_queue(&plant, "s")->level_max, 3);
    model_end(&plant);
}
END_TEST

// Parts at 2, 4, 6 ..; work of 5 s, one place: 2 is worked on 2-7, 4 waits, 6 is lost; 4 on
// 7-12, 8 waits, 10 is lost; 8 on 12-17, and 12 takes its place at that very instant; 14 and 16
// are lost.
#define LOSE_EXPECT EXPECT(&plant, "s", 7, 12, 17)

START_TEST(source_that_loses_drops_what_finds_no_place)
{
    model_run(
        &plant,
        HEAD "plant: {line: [{source: in, every: 2 s, when-full: lose}, {buffer: b, holds: 1}, "
             "{station: s, time: 5 s}, {sink: out}]}",
        17.5);
    LOSE_EXPECT;
    ck_assert_double_eq(model_buffer(&plant, "b")->n_lost, 4.0);
    ck_assert_int_eq(plant.run->wip, 1);
    model_end(&plant);
}
END_TEST

START_TEST(queue_that_loses_drops_the_same_parts)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, every: 2 s}, {station: s, time: 5 s, queue: {holds: "
              "1, when-full: lose}}, {sink: out}]}",
              17.5);
    LOSE_EXPECT;
    ck_assert_double_eq(model_queue(&plant, "s")->n_lost, 4.0);
    model_end(&plant);
}
END_TEST

// Before two buffers of one place, whoever has room first, both before one machine of 5 s: 2 goes
// to the machine, 4 and 6 fill the places; the machine takes one at 7, 12, 17, 22, whose places 8,
// 12, 18 and 22 take. Lost: 10, 14, 16, 20.
START_TEST(source_loses_before_several_places_only_when_all_are_full)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 2 s, when-full: lose, to: [a, b]}, "
                   "{buffer: a, holds: 1, to: s}, {buffer: b, holds: 1, to: s}, {station: s, "
                   "time: 5 s}, {sink: out}]}",
              11.0);
    EXPECT(&plant, "s", 7);
    ck_assert_double_eq(plant.run->sources[0].n_made, 5.0);
    ck_assert_double_eq(plant.run->sources[0].n_lost, 1.0);
    model_run_to(&plant, 22.5);
    EXPECT(&plant, "s", 7, 12, 17, 22);
    ck_assert_double_eq(plant.run->sources[0].n_made, 11.0);
    ck_assert_double_eq(plant.run->sources[0].n_lost, 4.0);
    model_end(&plant);
}
END_TEST

// The same plant, pausing: parts at 2, 4, 6; then 2 s after every start of the machine at 7, 12,
// 17 ..: 9, 14, 19.
START_TEST(source_pauses_before_several_places_while_all_are_full)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 2 s, when-full: pause, to: [a, b]}, "
                   "{buffer: a, holds: 1, to: s}, {buffer: b, holds: 1, to: s}, {station: s, "
                   "time: 5 s}, {sink: out}]}",
              22.5);
    EXPECT(&plant, "s", 7, 12, 17, 22);
    ck_assert_double_eq(plant.run->sources[0].n_made, 6.0);
    model_run_to(&plant, 23.9);
    ck_assert_double_eq(plant.run->sources[0].n_made, 6.0);
    model_run_to(&plant, 24.0);
    ck_assert_double_eq(plant.run->sources[0].n_made, 7.0);
    model_end(&plant);
}
END_TEST

// What never runs dry fills an unlimited place as far as its cards or its own limit go.
START_TEST(unlimited_place_is_filled_up_to_what_bounds_it)
{
    static const char *const bounds[] = {
        "{buffer: r, holds: unlimited}, {station: s, time: 5 s}, {sink: out}]}\n"
        "limits: [{over: [r, s], at-most: 3}]",
        "{station: s, time: 5 s, queue: {holds: unlimited}}, {sink: out}]}\n"
        "limits: [{over: [s, s], at-most: 3}]",
        "{buffer: r, holds: unlimited}, {station: s, time: 5 s}, {sink: out}]}",
    };
    char text[500];
    snprintf(text, sizeof text, HEAD "plant: {line: [{source: in%s}, %s",
             _i == 2 ? ", limit: 3" : "", bounds[_i]);
    model_run(&plant, text, 1.0);
    ck_assert_int_eq(plant.run->wip, 3);
    model_run_to(&plant, 11.0);
    EXPECT(&plant, "s", 5, 10);
    ck_assert_int_eq(plant.run->wip, _i == 2 ? 1 : 3);
    model_end(&plant);
}
END_TEST

// Erlang's loss system with two machines: of parts at 2, 4, 6, 8 .. with 5 s of work the third
// is lost, as machine 1 is free at 7 only; 8 on machine 1, 10 on machine 2 (free at 9), 12 lost.
START_TEST(station_without_places_loses_what_finds_no_machine)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, every: 2 s}, {station: s, machines: 2, time: 5 s, "
              "queue: {holds: 0, when-full: lose}}, {sink: out}]}",
              16.0);
    EXPECT(&plant, "s", 7, 9, 13, 15);
    ck_assert_double_eq(model_queue(&plant, "s")->n_lost, 2.0);
    model_end(&plant);
}
END_TEST

// A part at 2; the machine takes it, so the next place is full and the clock stands with 2 s to
// go. Free at 7: the next comes at 9. Free at 14, the next at 16.
START_TEST(source_that_pauses_before_a_machine_waits_for_it_and_then_its_interval)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 2 s, when-full: pause}, "
                   "{station: s, time: 5 s}, {sink: out}]}",
              30.0);
    EXPECT(&plant, "in", 2, 9, 16, 23, 30);
    EXPECT(&plant, "s", 7, 14, 21, 28);
    model_end(&plant);
}
END_TEST

// 2 goes to the machine, 4 fills the place: pause with 2 s to go. At 7 the place is free: 9
// comes and fills it; at 12 free, 14; at 17 free, 19.
START_TEST(source_that_pauses_before_a_buffer_stands_still_while_it_is_full)
{
    model_run(
        &plant,
        HEAD
        "plant: {line: [{source: in, every: 2 s, when-full: pause}, {buffer: b, holds: 1}, "
        "{station: s, time: 5 s}, {sink: out}]}",
        23.0);
    EXPECT(&plant, "in", 2, 4, 9, 14, 19);
    EXPECT(&plant, "s", 7, 12, 17, 22);
    model_end(&plant);
}
END_TEST

// A part that arrived waits outside, the next queue behind it, and none is lost: parts at 2, 4,
// 6 .. 20, served every 5 s from 2 on.
START_TEST(source_that_blocks_keeps_all_that_arrived_outside)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 2 s, limit: 10}, {buffer: b, holds: 1}, "
                   "{station: s, time: 5 s}, {sink: out}]}",
              100.0);
    EXPECT(&plant, "s", 7, 12, 17, 22, 27, 32, 37, 42, 47, 52);
    ck_assert_int_eq(model_buffer(&plant, "b")->level_max, 1);
    model_end(&plant);
}
END_TEST

// 360 an hour is one in 10 s, from 35 s on 720: one in 5 s. 10, 20, 30; then 40, 45, 50.
START_TEST(plan_releases_evenly_and_each_row_starts_anew)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, plan: [{from: 0 s, rate: 360 cars/h}, {from: 35 s, "
              "rate: 720 cars/h}]}, {sink: out}]}",
              51.0);
    EXPECT(&plant, "in", 10, 20, 30, 40, 45, 50);
    model_end(&plant);
}
END_TEST

#define HOURS                                                                                  \
    "calendars: {hours: {days: mon-sun, shifts: {a: {from: 00:00, to: 00:01}, b: {from: "      \
    "00:02, to: 00:03}}}}\n"

// Working time is 0-60 and 120-180. The sixth release falls on the end of a span: it is in it.
START_TEST(plan_goes_over_working_time)
{
    model_run(&plant,
              HEAD HOURS "plant: {line: [{source: in, plan: [{from: 0 s, rate: 360 cars/h}], "
                         "calendar: hours}, {sink: out}]}",
              150.0);
    EXPECT(&plant, "in", 10, 20, 30, 40, 50, 60, 130, 140, 150);
    model_end(&plant);
}
END_TEST

START_TEST(source_keeps_the_hours_of_its_line)
{
    model_run(&plant,
              HEAD HOURS
              "plant: {line: {calendar: hours, steps: [{source: in, every: 25 s}, {sink: "
              "out}]}}",
              170.0);
    EXPECT(&plant, "in", 25, 50, 135, 160);
    model_end(&plant);
}
END_TEST

// ---- pausing: the clock to the next arrival stands still while the next place is full

// One in 10 s. 10 goes to the machine, 25 s: 10 s are left to the next, which comes at 35 + 10.
START_TEST(paused_plan_goes_on_where_it_was)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, plan: [{from: 0 s, rate: 360 cars/h}], "
                   "when-full: pause}, {station: s, time: 25 s}, {sink: out}]}",
              150.0);
    EXPECT(&plant, "in", 10, 45, 80, 115, 150);
    model_end(&plant);
}
END_TEST

// The machine is free at 35; 10 s later, at 45, the row from 38 on holds: 38 + 5 = 43. Then one
// every 5 s after each 25 s of work.
START_TEST(row_of_a_plan_begins_on_its_date_after_a_pause)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, plan: [{from: 0 s, rate: 360 cars/h}, {from: "
                   "38 s, rate: 720 cars/h}], when-full: pause}, {station: s, time: 25 s}, "
                   "{sink: out}]}",
              110.0);
    EXPECT(&plant, "in", 10, 43, 73, 103);
    model_end(&plant);
}
END_TEST

// The machine is free at 70: the row from 40 on has stood still since its date.
START_TEST(row_of_a_plan_whose_date_falls_in_a_pause_begins_at_its_end)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, plan: [{from: 0 s, rate: 360 cars/h}, {from: "
                   "40 s, rate: 720 cars/h}], when-full: pause}, {station: s, time: 60 s}, "
                   "{sink: out}]}",
              140.0);
    EXPECT(&plant, "in", 10, 75, 140);
    model_end(&plant);
}
END_TEST

// Working time is 0-60 and 120-180. Free at 55 with 10 s left: 5 s until 60, 5 s from 120 on;
// free at 170: 180 is the end of the span and in it.
START_TEST(paused_plan_counts_working_time_only)
{
    model_run(&plant,
              HEAD HOURS "plant: {line: [{source: in, plan: [{from: 0 s, rate: 360 cars/h}], "
                         "calendar: hours, when-full: pause}, {station: s, time: 45 s}, {sink: "
                         "out}]}",
              250.0);
    EXPECT(&plant, "in", 10, 125, 180);
    model_end(&plant);
}
END_TEST

// The first at 40; the next would come at 140, after 40 s of working time. Free at 70 these 40 s
// are still to come: 160.
START_TEST(paused_source_counts_working_time_only)
{
    model_run(&plant,
              HEAD HOURS
              "plant: {line: [{source: in, every: 40 s, calendar: hours, when-full: pause}, "
              "{station: s, time: 30 s}, {sink: out}]}",
              165.0);
    EXPECT(&plant, "in", 40, 160);
    model_end(&plant);
}
END_TEST

// Parts at 2 (to the machine until 7) and 3 (into the place): both pause, a with 1 s left, b with
// 3 s. The place is free at 7: 8 fills it again.
START_TEST(two_sources_pause_before_one_place)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: a, every: 2 s, when-full: pause, to: r}, {source: b, "
              "every: 3 s, when-full: pause, to: r}, {buffer: r, holds: 1}, {station: s, "
              "time: 5 s}, {sink: out}]}",
              13.0);
    EXPECT(&plant, "a", 2, 8);
    EXPECT(&plant, "b", 3);
    model_end(&plant);
}
END_TEST

// 60 : 40, whoever lags most: a b a b a, again and again.
START_TEST(levelled_mix_is_exact_in_every_five_parts)
{
    model_start(&plant, HEAD "parts: {part: {variants: {a: 60 %, b: 40 %}}}\n"
                             "plant: {line: [{source: in, every: 1 s, mix-rule: levelled}, "
                             "{sink: out}]}");
    for (int k = 1; k <= 200; k++) {
        model_run_to(&plant, 5.0 * k);
        ck_assert_double_eq(model_sink(&plant, "out")->n_of[0], 3.0 * k);
        ck_assert_double_eq(model_sink(&plant, "out")->n_of[1], 2.0 * k);
    }
    model_end(&plant);
}
END_TEST

// 2000 parts at 30 %: 600 +- 4 sd of sqrt(2000 .3 .7) = 20.5.
START_TEST(random_mix_keeps_its_shares)
{
    model_run(&plant,
              HEAD "parts: {part: {variants: {a: 70 %, b: 30 %}}}\n"
                   "plant: {line: [{source: in, every: 1 s}, {sink: out}]}",
              2000.0);
    ck_assert_double_eq_tol(model_sink(&plant, "out")->n_of[1], 600.0, 82.0);
    model_end(&plant);
}
END_TEST

START_TEST(mix_of_a_source_goes_before_the_shares_of_the_kind)
{
    model_run(&plant,
              HEAD "parts: {part: {variants: {a: 70 %, b: 30 %}}}\n"
                   "plant: {line: [{source: in, every: 1 s, mix: {b: 100 %}}, {sink: out}]}",
              50.0);
    ck_assert_double_eq(model_sink(&plant, "out")->n_of[1], 50.0);
    model_end(&plant);
}
END_TEST

// An assembly takes two at once, but the source has five: two kits.
START_TEST(limit_of_a_source_that_never_runs_dry_holds_for_kits)
{
    model_run(
        &plant,
        HEAD
        "plant: {line: [{source: in, limit: 5}, {station: s, time: 1 s, needs: {part: 2}}, "
        "{sink: out}]}",
        50.0);
    EXPECT(&plant, "s", 1, 2);
    ck_assert_double_eq(plant.run->sources[0].n_made, 5.0);
    model_end(&plant);
}
END_TEST

// Five at a time: three machines and two places take them all, one machine and one place two.
START_TEST(what_machines_take_at_once_is_not_lost)
{
    static const struct {
        const char *machines;
        const char *holds;
        double n_lost;
    } rows[] = {{"3", "2", 0.0},
                {"unlimited", "0", 0.0},
                {"1", "1", 3.0},
                {"1", "0", 4.0},
                {"2", "2", 1.0}};
    char text[512];
    for (int by = 0; by < 3; by++) {
        snprintf(text, sizeof text,
                 HEAD "plant: {line: [{source: in, every: 60 s, batch: %s%s}, %s{station: a, "
                      "time: 10 s, machines: %s, queue: {holds: %s%s}}, {sink: out}]}",
                 by == 2 ? "1" : "5", by == 1 ? ", when-full: lose" : "",
                 by == 2 ? "{station: cut, time: 1 s, splits: {part: 5}}, " : "",
                 rows[_i].machines, rows[_i].holds, by == 1 ? "" : ", when-full: lose");
        model_run(&plant, text, 119.0);
        ck_assert_msg(model_queue(&plant, "a")->n_lost == rows[_i].n_lost, "%s: %g lost", text,
                      model_queue(&plant, "a")->n_lost);
        ck_assert_double_eq(plant.run->sources[0].n_lost, by == 1 ? rows[_i].n_lost : 0.0);
        model_end(&plant);
    }
}
END_TEST

// A yard that empties at once into a queue of one place that loses: of three parts one is worked
// on, one waits, one is lost.
START_TEST(buffer_gives_to_a_queue_that_loses)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 60 s, batch: 3}, {buffer: yard, holds: "
                   "9}, {station: a, time: 10 s, queue: {holds: 1, when-full: lose}}, {sink: "
                   "out}]}",
              119.0);
    ck_assert_double_eq(model_queue(&plant, "a")->n_lost, 1.0);
    EXPECT(&plant, "a", 70, 80);
    model_end(&plant);
}
END_TEST

// Two of 100 s are ordered for 0 s, three of 50 s for 600 s, the last of them beside the first of
// 100 s: they come in the order of the rows.
START_TEST(orders_come_at_their_moments_in_the_order_of_their_rows)
{
    model_run(&plant,
              HEAD
              "parts: {car: {variants: {short: 50 %, long: 50 %}}}\n"
              "plant: {line: [{source: in, part: car, plan: [{from: 0 s, count: 2, variant: "
              "long}, {from: 600 s, count: 3, variant: short}, {from: 600 s, count: 1, "
              "variant: long}]}, {station: s, time: {short: 50 s, long: 100 s}}, "
              "{sink: out}]}",
              1900.0);
    EXPECT(&plant, "s", 100, 200, 650, 700, 750, 850);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("source");
    tcase_add_test(c, first_part_comes_one_interval_after_time_zero);
    tcase_add_test(c, first_says_when_the_first_part_comes);
    tcase_add_test(c, parts_of_a_batch_come_together_up_to_the_limit);
    tcase_add_test(c, source_that_loses_drops_what_finds_no_place);
    tcase_add_test(c, queue_that_loses_drops_the_same_parts);
    tcase_add_loop_test(c, unlimited_place_is_filled_up_to_what_bounds_it, 0, 3);
    tcase_add_test(c, source_loses_before_several_places_only_when_all_are_full);
    tcase_add_test(c, source_pauses_before_several_places_while_all_are_full);
    tcase_add_test(c, station_without_places_loses_what_finds_no_machine);
    tcase_add_test(c, source_that_pauses_before_a_machine_waits_for_it_and_then_its_interval);
    tcase_add_test(c, source_that_pauses_before_a_buffer_stands_still_while_it_is_full);
    tcase_add_test(c, source_that_blocks_keeps_all_that_arrived_outside);
    tcase_add_test(c, plan_releases_evenly_and_each_row_starts_anew);
    tcase_add_test(c, plan_goes_over_working_time);
    tcase_add_test(c, source_keeps_the_hours_of_its_line);
    tcase_add_test(c, paused_plan_goes_on_where_it_was);
    tcase_add_test(c, row_of_a_plan_begins_on_its_date_after_a_pause);
    tcase_add_test(c, row_of_a_plan_whose_date_falls_in_a_pause_begins_at_its_end);
    tcase_add_test(c, paused_plan_counts_working_time_only);
    tcase_add_test(c, paused_source_counts_working_time_only);
    tcase_add_test(c, two_sources_pause_before_one_place);
    tcase_add_test(c, levelled_mix_is_exact_in_every_five_parts);
    tcase_add_test(c, random_mix_keeps_its_shares);
    tcase_add_test(c, mix_of_a_source_goes_before_the_shares_of_the_kind);
    tcase_add_test(c, limit_of_a_source_that_never_runs_dry_holds_for_kits);
    tcase_add_loop_test(c, what_machines_take_at_once_is_not_lost, 0, 5);
    tcase_add_test(c, buffer_gives_to_a_queue_that_loses);
    tcase_add_test(c, orders_come_at_their_moments_in_the_order_of_their_rows);
    return gm_check_main("plant/source", c);
}
