// SPDX-License-Identifier: MIT
//
// Which part a belt takes next, by hand. The belt is 10 m at 1 m/s with a pitch of 2 m: 10 s on
// the way, one part every 2 s.

#include "check_main.h"
#include "model_plant.h"

#include "plant/intake.h"

#define HEAD "gemba: 1\nclock: {run: 3 d, horizon: terminating}\n"
#define BELT "{conveyor: belt, length: 10 m, speed: 1 m/s, pitch: 2 m"

static model_plant plant;

static int32_t belt(void)
{
    return model_step(&plant, "belt");
}

// Three arrive at 0 and wait in front of it.
START_TEST(parts_that_came_together_go_on_one_pitch_apart)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 h, first: 0 s, batch: 3}, " BELT
                   "}, {sink: out}]}",
              100.0);
    EXPECT(&plant, "belt", 10, 12, 14);
    model_end(&plant);
}
END_TEST

// b's part comes at 1, a's at 2 and at 3; the belt is free at 0, 2, 4 .. and a part of c at 0 is
// first on it. At 2 that of b has waited longest, at 4 the first of a, at 6 its second.
START_TEST(part_that_has_waited_longest_goes_first)
{
    model_run(&plant,
              HEAD "plant: {\n"
                   "  as: [{source: a, every: 1 s, first: 2 s, limit: 2, to: ra}, {buffer: ra, "
                   "holds: 9, to: belt}],\n"
                   "  bs: [{source: b, every: 1 h, first: 1 s, limit: 1, to: rb}, {buffer: rb, "
                   "holds: 9, to: belt}],\n"
                   "  cs: [{source: c, every: 1 h, first: 0 s, limit: 1, to: rc}, {buffer: rc, "
                   "holds: 9, to: belt}],\n"
                   "  line: [" BELT "}, {sink: out}]}",
              100.0);
    EXPECT(&plant, "rc", 0);
    EXPECT(&plant, "rb", 2);
    EXPECT(&plant, "ra", 4, 6);
    EXPECT_ORDER(&plant, "belt", 1, 2, 3, 4);
    model_end(&plant);
}
END_TEST

// The station's part is done at 3 and waits there for the belt, which is free at 4 (parts of r
// went at 0 and 2); that of r came at 3.5 and goes at 6.
START_TEST(part_in_a_station_waits_since_it_was_offered)
{
    model_run(&plant,
              HEAD
              "plant: {\n"
              "  ones: [{source: a, every: 1 h, first: 0 s, limit: 1}, {station: s, time: 3 s, "
              "to: belt}],\n"
              "  twos: [{source: b, every: 3.5 s, first: 0 s, limit: 3, batch: 2}, {buffer: "
              "r, holds: 9, to: belt}],\n"
              "  line: [" BELT "}, {sink: out}]}",
              100.0);
    EXPECT(&plant, "s", 4);
    EXPECT(&plant, "r", 0, 2, 6);
    model_end(&plant);
}
END_TEST

// Two of r are there at 0; a source that never runs dry makes parts when there is nothing else.
START_TEST(source_that_never_runs_dry_comes_last)
{
    model_run(&plant,
              HEAD
              "plant: {\n"
              "  ones: [{source: a, every: 3 s, first: 5 s, limit: 2}, {buffer: r, holds: 9, "
              "starts-with: 2, to: belt}],\n"
              "  line: [{source: b}, " BELT "}, {sink: out}]}",
              13.0);
    // r: 0, 2, then what came at 5 at 6 and at 8 at 8.
    EXPECT(&plant, "r", 0, 2, 6, 8);
    EXPECT(&plant, "b", 4, 10, 12);
    model_end(&plant);
}
END_TEST

// Two cards: on at 0 and 2, and again when a part is off the belt: 10, 12, 20.
START_TEST(belt_takes_no_part_without_a_card)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in}, " BELT "}, {sink: out}]}\n"
                   "limits: [{name: cards, over: [belt, belt], at-most: 2}]",
              21.0);
    EXPECT(&plant, "in", 0, 2, 10, 12, 20);
    ck_assert(!gm_intake_waits(plant.run, belt()));
    ck_assert_uint_eq(gm_intake_take(plant.run, belt()), 0);
    model_run_to(&plant, 22.0); // the card of the second is back, and is taken at once
    EXPECT(&plant, "in", 0, 2, 10, 12, 20, 22);
    model_end(&plant);
}
END_TEST

// Open until 60 s: parts go on at 0, 7 .. 56; those of 63 and later wait outside.
START_TEST(belt_at_the_entrance_of_a_closed_shop_takes_nothing)
{
    model_run(&plant,
              HEAD
              "calendars: {day: {days: mon-sun, shifts: {x: {from: 00:00, to: 00:01}}}}\n"
              "plant: {outside: [{source: in, every: 7 s, first: 0 s, calendar: always}, "
              "{buffer: r, holds: unlimited, to: belt}], shop: {calendar: day, runs-empty: "
              "yes, steps: [" BELT "}, {sink: out}]}}",
              200.0);
    EXPECT(&plant, "r", 0, 7, 14, 21, 28, 35, 42, 49, 56);
    EXPECT(&plant, "belt", 10, 17, 24, 31, 38, 45, 52, 59, 66);
    ck_assert_int_eq(model_buffer(&plant, "r")->level, 20); // 63, 70 .. 196
    ck_assert(!gm_intake_waits(plant.run, belt()));
    model_run_to(&plant, 86400.0);
    ck_assert_double_eq(model_departure_of(&plant, "r", 9).time_s, 86400.0);
    model_end(&plant);
}
END_TEST

// The same from a buffer, which is outside of the stretch.
START_TEST(part_waits_in_its_buffer_for_a_card_of_the_belt)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, every: 1 s, limit: 4}, {buffer: r, holds: 9}, " BELT
              "}, {sink: out}]}\n"
              "limits: [{name: cards, over: [belt, belt], at-most: 2}]",
              40.0);
    EXPECT(&plant, "r", 1, 3, 11, 13);
    EXPECT(&plant, "belt", 11, 13, 21, 23);
    model_end(&plant);
}
END_TEST

// The part stays 4 s in a buffer of the first line and is on the belt of the second from 4 on.
START_TEST(part_that_is_taken_is_in_the_line_of_the_belt)
{
    model_run(&plant,
              HEAD
              "plant: {before: [{source: in, every: 1 h, first: 0 s, limit: 1}, {buffer: r, "
              "holds: 1, transfer: 4 s, to: belt}], after: [" BELT "}, {sink: out}]}",
              9.0);
    ck_assert_int_eq(plant.run->lines[0].wip, 0);
    ck_assert_int_eq(plant.run->lines[1].wip, 1);
    ck_assert_double_eq(plant.run->lines[0].area_part_s, 4.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("intake");
    tcase_add_test(c, parts_that_came_together_go_on_one_pitch_apart);
    tcase_add_test(c, part_that_has_waited_longest_goes_first);
    tcase_add_test(c, part_in_a_station_waits_since_it_was_offered);
    tcase_add_test(c, source_that_never_runs_dry_comes_last);
    tcase_add_test(c, belt_takes_no_part_without_a_card);
    tcase_add_test(c, belt_at_the_entrance_of_a_closed_shop_takes_nothing);
    tcase_add_test(c, part_waits_in_its_buffer_for_a_card_of_the_belt);
    tcase_add_test(c, part_that_is_taken_is_in_the_line_of_the_belt);
    return gm_check_main("plant/intake", c);
}
