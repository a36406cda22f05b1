// SPDX-License-Identifier: MIT
//
// The cycle of a machine against traces by hand: blocking, changeovers, learning, states.

#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 2000 s, horizon: terminating}\n"

static model_plant plant;

// ---- blocking. S1 = 3 1 4 1 5, S2 = 2 7 1 8 2, S3 = 8 2 8 1 8, all parts there at 0; the
// departures by D(i,j) = max(max(D(i-1,j), D(i,j-1)) + S, D(i+1,j-B-1)), and for blocking before
// service with the last term taken before S is added.

static void run_three(const char *blocking, int places)
{
    char buffers[2][60] = {"", ""};
    for (int i = 0; i < 2 && places > 0; i++) {
        snprintf(buffers[i], sizeof buffers[i], "{buffer: b%d, holds: %d}, ", i + 1, places);
    }
    char text[1500];
    snprintf(text, sizeof text,
             HEAD
             "defaults: {station: {blocking: %s}}\n"
             "plant: {line: [{source: in, limit: 5}, {station: s1, time: \"list(3 s, 1 s, 4 s, "
             "1 s, 5 s)\"}, %s{station: s2, time: \"list(2 s, 7 s, 1 s, 8 s, 2 s)\"}, "
             "%s{station: s3, time: \"list(8 s, 2 s, 8 s, 1 s, 8 s)\"}, {sink: out}]}",
             blocking, buffers[0], buffers[1]);
    model_run(&plant, text, 100.0);
}

START_TEST(three_stations_with_one_place_between_leave_as_the_recursion_says)
{
    run_three("after", 1);
    EXPECT(&plant, "s1", 3, 4, 8, 12, 17);
    EXPECT(&plant, "s2", 5, 12, 13, 21, 23);
    EXPECT(&plant, "s3", 13, 15, 23, 24, 32);
    model_end(&plant);
}
END_TEST

START_TEST(three_stations_with_five_places_between_leave_as_the_recursion_says)
{
    run_three("after", 5);
    EXPECT(&plant, "s1", 3, 4, 8, 9, 14);
    EXPECT(&plant, "s2", 5, 12, 13, 21, 23);
    EXPECT(&plant, "s3", 13, 15, 23, 24, 32);
    model_end(&plant);
}
END_TEST

START_TEST(three_stations_with_no_place_between_leave_as_the_recursion_says)
{
    static const double s[3][5] = {{3, 1, 4, 1, 5}, {2, 7, 1, 8, 2}, {8, 2, 8, 1, 8}};
    double d[5][6] = {{0}};
    for (int j = 1; j <= 5; j++) {
        for (int i = 1; i <= 3; i++) {
            double end = fmax(d[i - 1][j], d[i][j - 1]) + s[i - 1][j - 1];
            d[i][j] = i < 3 ? fmax(end, d[i + 1][j - 1]) : end;
        }
    }
    run_three("after", 0);
    model_expect(&plant, "s1", &d[1][1], 5);
    model_expect(&plant, "s2", &d[2][1], 5);
    model_expect(&plant, "s3", &d[3][1], 5);
    model_end(&plant);
}
END_TEST

START_TEST(blocking_before_service_starts_when_there_is_a_place)
{
    run_three("before", 1);
    EXPECT(&plant, "s3", 13, 15, 23, 24, 33);
    model_end(&plant);
}
END_TEST

// s1 draws its way once and waits for that place: the part for the slow machine is not sent to
// the other one. Shares of 50 %: every part goes one way or the other, and none is lost.
START_TEST(blocking_before_service_keeps_the_way_it_has_drawn)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {station: s1, time: 1 s, blocking: before, to: {x: "
              "50 %, y: 50 %}}, {buffer: x, holds: 1, to: sx}, {buffer: y, holds: 1, to: sy}, "
              "{station: sx, time: 5 s, to: out}, {station: sy, time: 9 s, to: out}, {sink: "
              "out}]}",
              2000.0);
    model_expect_state(&plant, "s1", GM_STATE_STARVED, 0.0);
    double blocked_s = model_state_s(&plant, "s1", GM_STATE_BLOCKED);
    ck_assert_double_eq_tol(blocked_s + model_station(&plant, "s1")->n_done, 2000.0, 1.0);
    // It never holds a finished part: all that is done has left.
    ck_assert_double_eq(model_station(&plant, "s1")->n_done, model_count(&plant, "s1"));
    ck_assert_int_gt(model_count(&plant, "sx"), 100);
    ck_assert_int_gt(model_count(&plant, "sy"), 100);
    model_end(&plant);
}
END_TEST

// A place that becomes free without a machine behind it: a belt, two takers, a part too old.
START_TEST(blocking_before_service_sees_every_place_that_becomes_free)
{
    static const char *const behind[] = {
        "{conveyor: c, length: 8 m, speed: 1 m/s, pitch: 4 m}, {sink: out}]}",
        "{station: x, time: 4 s, queue: 1}, {sink: out}]}",
        "{sink: out}]}",
    };
    char text[1000];
    snprintf(text, sizeof text,
             HEAD
             "plant: {line: [{source: in}, {station: s, time: 1 s, blocking: before}, {buffer: "
             "r, holds: 2, transfer: 4 s, longest: 50 s}, %s",
             behind[_i]);
    model_run(&plant, text, 400.0);
    // Nothing behind is faster than one in 4 s, and nothing stops for ever.
    ck_assert_int_ge(model_count(&plant, "out"), 95);
    ck_assert_int_eq(plant.run->stores[0].claimed >= 0, 1);
    model_end(&plant);
}
END_TEST

// Work of 10 s, a belt of 8 s with 4 s between entries: the belt is free at 0, and again 4 s
// after each entry.
START_TEST(blocking_before_service_waits_for_the_entrance_of_a_belt)
{
    static const char *const kinds[] = {"yes", "no"};
    char text[800];
    snprintf(text, sizeof text,
             HEAD "plant: {line: [{source: in}, {station: s, time: 10 s, blocking: before}, "
                  "{conveyor: c, length: 8 m, speed: 1 m/s, pitch: 4 m, accumulating: %s}, "
                  "{sink: out}]}",
             kinds[_i]);
    model_run(&plant, text, 53.0);
    EXPECT(&plant, "s", 10, 24, 38, 52);
    EXPECT(&plant, "c", 18, 32, 46);
    model_expect_state(&plant, "s", GM_STATE_BLOCKED, 3 * 4.0 + 1.0);
    model_end(&plant);
}
END_TEST

// The belt of two places stands while its exit is blocked; s never holds a finished part.
START_TEST(blocking_before_service_waits_for_a_belt_that_stands)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in}, {station: s, time: 10 s, blocking: before}, "
                   "{conveyor: c, length: 8 m, speed: 1 m/s, pitch: 4 m, accumulating: no}, "
                   "{station: m, time: 50 s}, {sink: out}]}",
              2000.0);
    ck_assert_int_ge(model_count(&plant, "m"), 39);
    ck_assert_double_eq(model_station(&plant, "s")->n_done, model_count(&plant, "s"));
    model_end(&plant);
}
END_TEST

// Takt 10 s, work 4 s: 0-4, onto the empty line; the first station is free when its car moves on
// at 14; 14-18, and in with the next step at 24.
START_TEST(blocking_before_service_waits_for_the_first_station_of_a_moving_line)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {station: s, time: 4 s, blocking: before}, "
              "{moving-line: m, stations: 3, pitch: 10 m, speed: 1 m/s, work: 5 s}, {sink: "
              "out}]}",
              70.0);
    EXPECT(&plant, "s", 4, 24, 44, 64);
    EXPECT(&plant, "m", 34, 54);
    model_end(&plant);
}
END_TEST

// Two machines behind a place of no places: both free at 0, then at 6 and 7, at 12 and 13.
START_TEST(blocking_before_service_counts_all_machines_that_take_first)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in}, {station: s, time: 1 s, blocking: before, to: "
                   "[x, y]}, {station: x, time: 5 s, to: out}, {station: y, time: 5 s, to: "
                   "out}, {sink: out}]}",
              14.5);
    EXPECT(&plant, "s", 1, 2, 7, 8, 13, 14);
    model_end(&plant);
}
END_TEST

// Four places: two in the buffers, two machines. x works 1-6-11, y 3-8-13; a place is free when
// one of them takes from its buffer.
START_TEST(blocking_before_service_sees_the_places_behind_a_fork)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in}, {station: s, time: 1 s, blocking: before, to: "
                   "[bx, by]}, {buffer: bx, holds: 1, to: x}, {buffer: by, holds: 1, to: y}, "
                   "{station: x, time: 5 s, to: out}, {station: y, time: 5 s, to: out}, {sink: "
                   "out}]}",
              13.5);
    EXPECT(&plant, "s", 1, 2, 3, 4, 7, 9, 12);
    EXPECT(&plant, "x", 6, 11);
    EXPECT(&plant, "y", 8, 13);
    model_end(&plant);
}
END_TEST

// Three places before the oven and three parts in it; the fourth place is its own, while empty.
START_TEST(blocking_before_service_fills_a_batch)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in}, {station: s, time: 1 s, blocking: before}, "
                   "{station: oven, time: 10 s, batch: 3}, {sink: out}]}",
              24.0);
    EXPECT(&plant, "s", 1, 2, 3, 4, 5, 6, 14, 15, 16, 24);
    model_end(&plant);
}
END_TEST

// a every 1 s, b every 4 s, joined in 2 s: each begins when the machine behind it is empty.
// 0-4: b; 4-6: the join; from 6 on again.
START_TEST(blocking_before_service_fills_a_kit)
{
    model_run(&plant,
              HEAD "parts: {a: {}, b: {}}\n"
                   "plant: {one: [{source: ia, part: a}, {station: a1, time: 1 s, blocking: "
                   "before, to: j}], two: [{source: ib, part: b}, {station: b1, time: 4 s, "
                   "blocking: before, to: j}], last: [{station: j, time: 2 s, needs: {a: 1, b: "
                   "1}}, {sink: out}]}",
              19.0);
    EXPECT(&plant, "b1", 4, 10, 16);
    EXPECT(&plant, "j", 6, 12, 18);
    model_end(&plant);
}
END_TEST

// What is cut goes to one join or to two buffers: the place is that of the first kind made.
START_TEST(blocking_before_service_knows_where_the_pieces_go)
{
    static const char *const ways[] = {
        "to: j}, {station: j,",
        "to: {by: variant, half: h, rib: r}}, {buffer: h, holds: 2, to: j}, {buffer: r, holds: "
        "1, to: j}, {station: j,",
    };
    char text[1000];
    snprintf(text, sizeof text,
             HEAD "plant: {line: [{source: in}, {station: cut, time: 2 s, blocking: before, "
                  "splits: {half: 2, rib: 1}, %s time: 5 s, needs: {half: 2, rib: 1}}, {sink: "
                  "out}]}",
             ways[_i]);
    model_run(&plant, text, 100.0);
    ck_assert_int_ge(model_count(&plant, "j"), 12);
    model_end(&plant);
}
END_TEST

// An oven of up to three, 10 s, behind it four places and a station of 4 s with one part more: five
// in all. The first three go in at 0 and come out at 10: one is worked on, two wait; of the five
// places three are taken. At 14 one leaves and three are free: the second batch 14 - 24.
START_TEST(batch_begins_when_there_are_places_for_all_of_it)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {buffer: a, holds: 9}, {station: oven, time: 10 "
              "s, batch: {most: 3}, blocking: before}, {buffer: b, holds: 4}, {station: s, "
              "time: 4 s}, {sink: out}]}",
              47.5);
    EXPECT(&plant, "s", 14, 18, 22, 28, 32, 36, 42, 46);
    const gm_machine *oven =
        &plant.run->machines[model_station(&plant, "oven") - plant.run->stations];
    ck_assert_double_eq(oven->state_s[GM_STATE_BLOCKED], 4.0 + 4.0 + 4.0);
    model_end(&plant);
}
END_TEST

START_TEST(blocking_before_service_does_not_wait_before_a_sink)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in}, {station: s, time: 3 s, blocking: before}, "
                   "{sink: out}]}",
              10.0);
    EXPECT(&plant, "s", 3, 6, 9);
    model_end(&plant);
}
END_TEST

// m works on the part that was there until 20. s begins at 0 with the one place promised; what t
// has finished at 3 waits for it in vain.
START_TEST(promised_place_is_kept)
{
    model_run(&plant,
              HEAD "plant: {one: [{source: i1}, {station: s, time: 5 s, blocking: before, to: "
                   "b}], two: [{source: i2}, {station: t, time: 3 s, to: b}], last: [{buffer: "
                   "b, holds: 1, starts-with: 1, starts-part: part}, {station: m, time: 20 s}, "
                   "{sink: out}]}",
              19.0);
    EXPECT(&plant, "s", 5);
    ck_assert_int_eq(model_count(&plant, "t"), 0);
    model_run_to(&plant, 21.0);
    EXPECT(&plant, "t", 20);
    model_end(&plant);
}
END_TEST

// ---- ties

// Two machines end at 5; both give to one place, taken first by the one that stands first.
START_TEST(of_equals_the_first_in_the_file_goes_first)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: i1, limit: 1, to: a}, {source: i2, limit: 1, to: b}, "
              "{station: a, time: 5 s, to: c}, {station: b, time: 5 s, to: c}, {station: c, "
              "time: 2 s}, {sink: out}]}",
              30.0);
    EXPECT(&plant, "a", 5);
    EXPECT(&plant, "b", 7);
    model_end(&plant);
}
END_TEST

// ---- changeovers

// Variants x x y x of 3 s, changeover 2 s between unlike ones.
START_TEST(changeover_comes_between_unlike_parts)
{
    static const char *const on[] = {"variant", "family"};
    char text[1500];
    snprintf(
        text, sizeof text,
        HEAD
        "parts: {part: {variants: {x: {share: 50 %%, family: f}, y: {share: 25 %%, family: "
        "g}, z: {share: 25 %%, family: f}}}}\n"
        "plant: {line: [{source: a, mix: {x: 100 %%}, every: \"list(1 s, 1 s, 2 s, "
        "once)\", to: s}, {source: b, mix: {y: 100 %%}, every: \"list(3 s, once)\", to: "
        "s}, {source: c, mix: {z: 100 %%}, every: \"list(5 s, once)\", to: s}, {station: "
        "s, time: 3 s, changeover: {on: %s, takes: 2 s}}, {sink: out}]}",
        on[_i]);
    model_run(&plant, text, 50.0);
    // x 1-4, x 4-7, y 7-9-12, x 12-14-17, z 17-(19)-20 or 22.
    EXPECT(&plant, "s", 4, 7, 12, 17, _i == 0 ? 22 : 20);
    model_expect_state(&plant, "s", GM_STATE_SETUP, _i == 0 ? 6.0 : 4.0);
    model_end(&plant);
}
END_TEST

// Every 3 parts 7 s with 2 warm-up parts: 1, 2, 3, then 3-10, 11, 12, 13, then 13-20.
// They count as scrap of the station and of the plant, and take no part of the line.
START_TEST(changeover_by_count_scraps_its_warm_up_parts)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in}, {station: s, time: 1 s, changeover: {every: 3 "
                   "parts, takes: 7 s, warm-up: 2 parts}}, {sink: out}]}",
              21.5);
    EXPECT(&plant, "s", 1, 2, 3, 11, 12, 13, 21);
    ck_assert_double_eq(model_station(&plant, "s")->n_scrap, 4.0);
    ck_assert_double_eq(plant.run->sinks[gm_sink_scrap(plant.plan)].n, 4.0);
    ck_assert_double_eq(model_station(&plant, "s")->n_changes, 2.0);
    model_end(&plant);
}
END_TEST

// y is set up at 4-6 and scrapped at 7 (age 4 of work): the next y needs no setup.
START_TEST(machine_stays_set_up_when_the_part_is_scrapped)
{
    model_run(&plant,
              HEAD
              "parts: {part: {variants: {x: 50 %, y: 50 %}}}\n"
              "plant: {line: [{source: a, mix: {x: 100 %}, every: \"list(1 s, once)\", to: s}, "
              "{source: b, mix: {y: 100 %}, every: \"list(2 s, 1 s, once)\", to: s}, {station: "
              "s, time: 3 s, changeover: {on: variant, takes: 2 s}, fails: {after: 4 s, "
              "repair: 5 s, part: scrap}}, {sink: out}]}",
              50.0);
    EXPECT(&plant, "s", 4, 15); // 12-15
    ck_assert_double_eq(model_station(&plant, "s")->n_changes, 1.0);
    model_end(&plant);
}
END_TEST

// ---- times

START_TEST(time_goes_by_variant_and_other_serves_the_rest)
{
    model_run(&plant,
              HEAD
              "parts: {part: {variants: {x: 40 %, y: 40 %, z: 20 %}}}\n"
              "plant: {line: [{source: in, mix-rule: levelled}, {station: s, time: {other: 3 "
              "s, y: 7 s}}, {sink: out}]}",
              24.0);
    // Levelled 40 : 40 : 20: x y z x y.
    EXPECT(&plant, "s", 3, 10, 13, 16, 23);
    model_end(&plant);
}
END_TEST

// Factor 2 (n / 1)^-1 with floor 1: 20 s, 20 s (n = 1), 10 s from then on.
START_TEST(work_gets_faster_with_the_parts_made_down_to_the_floor)
{
    model_run(
        &plant,
        HEAD "plant: {line: [{source: in}, {station: s, time: 10 s, learns: {start: 2, from: 1 "
             "parts, ratio: 50 %, floor: 1}}, {sink: out}]}",
        75.0);
    EXPECT(&plant, "s", 20, 40, 50, 60, 70);
    model_end(&plant);
}
END_TEST

// Failures come at a rate that starts twice as high: after 10 s of 20 s of work.
START_TEST(failures_get_rarer_with_the_parts_made)
{
    model_run(
        &plant,
        HEAD
        "plant: {line: [{source: in}, {station: s, time: 4 s, fails: {after: 20 s, repair: "
        "1 s}, learns: {start: 2, from: 1 parts, ratio: 50 %, floor: 1, what: "
        "failures}}, {sink: out}]}",
        34.0);
    // Age 10 at 10 in the third part; at the repair n = 2, factor 1: 20 s more of work, at 31.
    EXPECT(&plant, "s", 4, 8, 13, 17, 21, 25, 29, 34);
    model_end(&plant);
}
END_TEST

// ---- states

// a gives every 10 s, b works 4 s: starved 10 s, then 6 s between.
START_TEST(machine_is_starved_between_parts)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {station: a, time: 10 s}, {station: b, time: 4 s}, "
              "{sink: out}]}",
              50.0);
    model_expect_state(&plant, "b", GM_STATE_STARVED, 10.0 + 4 * 6.0);
    model_expect_state(&plant, "b", GM_STATE_WORKING, 16.0);
    model_expect_state(&plant, "a", GM_STATE_BLOCKED, 0.0);
    const gm_machine *m = &plant.run->machines[1];
    ck_assert_double_eq(m->n_waits, 5.0);
    model_end(&plant);
}
END_TEST

// a works 4 s, b 10 s: a is blocked from 8 to 14, from 18 to 24 ..: one wait each,
// and one that is over at time 0.
START_TEST(machine_is_blocked_until_the_next_takes_its_part)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {station: a, time: 4 s}, {station: b, time: 10 s}, "
              "{sink: out}]}",
              34.0);
    EXPECT(&plant, "a", 4, 14, 24, 34);
    model_expect_state(&plant, "a", GM_STATE_BLOCKED, 6.0 + 6.0 + 6.0);
    ck_assert_double_eq(plant.run->machines[0].n_waits, 4.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("machine");
    tcase_add_test(c, three_stations_with_one_place_between_leave_as_the_recursion_says);
    tcase_add_test(c, three_stations_with_five_places_between_leave_as_the_recursion_says);
    tcase_add_test(c, three_stations_with_no_place_between_leave_as_the_recursion_says);
    tcase_add_test(c, blocking_before_service_starts_when_there_is_a_place);
    tcase_add_test(c, blocking_before_service_keeps_the_way_it_has_drawn);
    tcase_add_loop_test(c, blocking_before_service_sees_every_place_that_becomes_free, 0, 3);
    tcase_add_loop_test(c, blocking_before_service_waits_for_the_entrance_of_a_belt, 0, 2);
    tcase_add_test(c, blocking_before_service_waits_for_a_belt_that_stands);
    tcase_add_test(c, blocking_before_service_waits_for_the_first_station_of_a_moving_line);
    tcase_add_test(c, blocking_before_service_counts_all_machines_that_take_first);
    tcase_add_test(c, blocking_before_service_sees_the_places_behind_a_fork);
    tcase_add_test(c, blocking_before_service_fills_a_batch);
    tcase_add_test(c, blocking_before_service_fills_a_kit);
    tcase_add_loop_test(c, blocking_before_service_knows_where_the_pieces_go, 0, 2);
    tcase_add_test(c, batch_begins_when_there_are_places_for_all_of_it);
    tcase_add_test(c, blocking_before_service_does_not_wait_before_a_sink);
    tcase_add_test(c, promised_place_is_kept);
    tcase_add_test(c, of_equals_the_first_in_the_file_goes_first);
    tcase_add_loop_test(c, changeover_comes_between_unlike_parts, 0, 2);
    tcase_add_test(c, changeover_by_count_scraps_its_warm_up_parts);
    tcase_add_test(c, machine_stays_set_up_when_the_part_is_scrapped);
    tcase_add_test(c, time_goes_by_variant_and_other_serves_the_rest);
    tcase_add_test(c, work_gets_faster_with_the_parts_made_down_to_the_floor);
    tcase_add_test(c, failures_get_rarer_with_the_parts_made);
    tcase_add_test(c, machine_is_starved_between_parts);
    tcase_add_test(c, machine_is_blocked_until_the_next_takes_its_part);
    return gm_check_main("plant/machine", c);
}
