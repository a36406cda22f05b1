// SPDX-License-Identifier: MIT
//
// Hours of lines, and shops that run empty before they stop; by hand.

#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 3 d, horizon: terminating}\n"
#define HOURS                                                                                  \
    "calendars: {day: {days: mon-sun, shifts: {x: {from: 00:00, to: 00:10}}}, late: {days: "   \
    "mon-sun, shifts: {x: {from: 00:05, to: 00:10}}}}\n"

static model_plant plant;

// Two stations of 100 s, hours 0-600 s. The sixth part ends at s1 at 600, as the entrance closes;
// it goes on to s2 until 700; then all is off until the next day.
START_TEST(shop_finishes_what_is_inside_and_takes_nothing_more)
{
    model_run(&plant,
              HEAD HOURS
              "plant: {paint: {calendar: day, runs-empty: yes, steps: [{source: in}, "
              "{station: s1, time: 100 s}, {station: s2, time: 100 s}, {sink: out}]}}",
              86399.0);
    EXPECT(&plant, "s1", 100, 200, 300, 400, 500, 600);
    EXPECT(&plant, "s2", 200, 300, 400, 500, 600, 700);
    model_expect_state(&plant, "s1", GM_STATE_OFF, 86399.0 - 700.0);
    model_expect_state(&plant, "s1", GM_STATE_STARVED, 100.0);
    model_end(&plant);
}
END_TEST

// 60 s of heating on the second day; none on the first.
START_TEST(shop_heats_up_after_a_stop)
{
    model_run(&plant,
              HEAD HOURS
              "plant: {paint: {calendar: day, runs-empty: yes, heat-up: 1 min, steps: "
              "[{source: in}, {station: s1, time: 100 s}, {sink: out}]}}",
              86400.0 + 300.0);
    EXPECT(&plant, "s1", 100, 200, 300, 400, 500, 600, 86560, 86660);
    model_expect_state(&plant, "s1", GM_STATE_OFF, 86400.0 + 60.0 - 600.0);
    model_end(&plant);
}
END_TEST

// It opens at 300 s; before that it is off, and as it was off it heats up: 60 s.
START_TEST(shop_that_is_closed_at_time_zero_heats_up_first)
{
    model_run(&plant,
              HEAD HOURS
              "plant: {paint: {calendar: late, runs-empty: yes, heat-up: 1 min, steps: "
              "[{source: in}, {station: s1, time: 100 s}, {sink: out}]}}",
              1000.0);
    EXPECT(&plant, "s1", 460, 560, 660);
    model_expect_state(&plant, "s1", GM_STATE_OFF, 360.0 + 340.0);
    model_end(&plant);
}
END_TEST

// Work of 1 h that the end of the shift finds inside goes on into the next day's hours.
START_TEST(shop_that_is_not_empty_yet_opens_at_once)
{
    model_run(
        &plant,
        HEAD "calendars: {two: {days: mon-sun, shifts: {a: {from: 00:00, to: 00:01}, b: {from: "
             "00:02, to: 00:10}}}}\n"
             "plant: {paint: {calendar: two, runs-empty: yes, heat-up: 5 min, steps: [{source: "
             "in}, {station: s1, time: 50 s}, {station: s2, time: 90 s}, {sink: out}]}}",
        290.0);
    // s1 50; its next (50-100) is inside at 60 and done, blocked until 140, when s2 is free.
    // Open again at 120: s1 takes the third at 140.
    EXPECT(&plant, "s1", 50, 140, 230);
    EXPECT(&plant, "s2", 140, 230);
    model_end(&plant);
}
END_TEST

// Shifts 0-600 s with breaks 120-180 and 300-420, and 660-1200 s.
#define BREAKS                                                                                 \
    "calendars: {day: {days: mon-sun, shifts: {a: {from: 00:00, to: 00:10, breaks: [{at: "     \
    "00:02, for: 1 min}, {at: 00:05, for: 2 min}]}, b: {from: 00:11, to: 00:20}}}}\n"

// The part that is inside when a break begins (120, 300) is done at 150 and 330; then the shop is
// empty and off until the break ends, and opens warm. 600: the shift ends, the part is done at
// 630; 660 + 60 s of heating.
START_TEST(shop_that_runs_empty_in_a_break_stays_warm)
{
    model_run(&plant,
              HEAD BREAKS "plant: {paint: {calendar: day, runs-empty: yes, heat-up: 1 min, "
                          "steps: [{source: in}, {station: s1, time: 50 s}, {sink: out}]}}",
              800.0);
    EXPECT(&plant, "s1", 50, 100, 150, 230, 280, 330, 470, 520, 570, 620, 770);
    model_expect_state(&plant, "s1", GM_STATE_OFF, 30.0 + 90.0 + 100.0);
    model_end(&plant);
}
END_TEST

// It opens at 60 s and takes 150 s to heat up: until 210, the break 120-180 between.
START_TEST(shop_heats_on_in_a_break)
{
    model_run(
        &plant,
        HEAD
        "calendars: {day: {days: mon-sun, shifts: {a: {from: 00:01, to: 00:10, breaks: "
        "[{at: 00:02, for: 1 min}]}}}, long: {days: mon-sun, shifts: {a: {from: 00:01, to: "
        "00:10, breaks: [{at: 00:02, for: 3 min}]}}}}\n"
        "plant: {paint: {calendar: day, runs-empty: yes, heat-up: 150 s, steps: [{source: "
        "in}, {station: s1, time: 50 s}, {sink: out}]}, other: {calendar: long, "
        "runs-empty: yes, heat-up: 150 s, steps: [{source: in2}, {station: s2, time: 50 "
        "s}, {sink: out2}]}}",
        420.0);
    EXPECT(&plant, "s1", 260, 310, 360, 410);
    EXPECT(&plant, "s2", 350, 400); // warm at 210, in the break that ends at 300
    model_end(&plant);
}
END_TEST

// The children of a coil that was inside are inside: the press works on after the coil is gone.
START_TEST(split_parts_stay_inside_the_shop)
{
    model_run(&plant,
              HEAD HOURS
              "plant: {press: {calendar: day, runs-empty: yes, steps: [{source: in, part: "
              "coil, limit: 1, every: 590 s}, {station: cut, time: 20 s, splits: {sheet: "
              "3}}, {station: p, time: 100 s, queue: 9}, {sink: out}]}}",
              2000.0);
    EXPECT(&plant, "p", 710, 810, 910);
    model_end(&plant);
}
END_TEST

// A line with hours that does not run empty stops where it is.
START_TEST(line_stops_where_it_is_at_the_end_of_its_hours)
{
    model_run(&plant,
              HEAD HOURS
              "plant: {line: {calendar: day, steps: [{source: in}, {station: s1, time: "
              "250 s}, {sink: out}]}}",
              86400.0 + 200.0);
    EXPECT(&plant, "s1", 250, 500, 86550);
    model_end(&plant);
}
END_TEST

START_TEST(station_keeps_hours_of_its_own)
{
    model_run(&plant,
              HEAD HOURS "plant: {line: {calendar: day, steps: [{source: in}, {station: s1, "
                         "calendar: late, time: 250 s}, {sink: out}]}}",
              1000.0);
    EXPECT(&plant, "s1", 550);
    model_expect_state(&plant, "s1", GM_STATE_OFF, 700.0);
    model_end(&plant);
}
END_TEST

// Blocked and off at once is off.
START_TEST(off_shift_goes_before_every_other_state)
{
    model_run(&plant,
              HEAD HOURS
              "plant: {line: {calendar: day, steps: [{source: in}, {station: s1, time: "
              "10 s}, {station: s2, time: 1 h}, {sink: out}]}}",
              1000.0);
    model_expect_state(&plant, "s1", GM_STATE_BLOCKED, 580.0);
    model_expect_state(&plant, "s1", GM_STATE_OFF, 400.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("shop");
    tcase_add_test(c, shop_finishes_what_is_inside_and_takes_nothing_more);
    tcase_add_test(c, shop_heats_up_after_a_stop);
    tcase_add_test(c, shop_that_is_closed_at_time_zero_heats_up_first);
    tcase_add_test(c, shop_that_is_not_empty_yet_opens_at_once);
    tcase_add_test(c, shop_that_runs_empty_in_a_break_stays_warm);
    tcase_add_test(c, shop_heats_on_in_a_break);
    tcase_add_test(c, split_parts_stay_inside_the_shop);
    tcase_add_test(c, line_stops_where_it_is_at_the_end_of_its_hours);
    tcase_add_test(c, station_keeps_hours_of_its_own);
    tcase_add_test(c, off_shift_goes_before_every_other_state);
    return gm_check_main("plant/shop", c);
}
