// SPDX-License-Identifier: MIT
//
// Urgent parts against traces by hand: `l` of 10 s or more is at the machine from 0, `h` comes
// while its work rests. Interruption of running work is in test_station_load.c.

#include "check_main.h"
#include "model_plant.h"

#define HEAD                                                                                   \
    "gemba: 1\nclock: {run: 200 s, horizon: terminating}\n"                                    \
    "parts: {lo: {variants: {l: {priority: 2}}}, hi: {variants: {h: {priority: 1}}}}\n"
#define BEFORE(at_h)                                                                           \
    "  x: [{source: sl, part: lo, every: 1000 s, first: 0 s, to: a}]\n"                        \
    "  y: [{source: sh, part: hi, every: 1000 s, first: " at_h ", to: a}]\n"

static model_plant plant;

// l works 0-5 and the machine is down until 13; h comes at 7, works 13-17; l has 5 s left, but a
// second of work before the next failure: 17-18, down to 26, and 4 s more.
START_TEST(urgent_part_goes_first_after_a_repair)
{
    model_run(&plant,
              HEAD "plant:\n" BEFORE("7 s") "  line: [{station: a, time: {l: 10 s, h: 4 s}, "
                                            "queue: {order: priority, preempt: resume}, fails: "
                                            "{after: 5 s, repair: 8 s}}, {sink: out}]\n",
              40.0);
    EXPECT(&plant, "a", 17, 30);
    model_end(&plant);
}
END_TEST

// The shift ends at 60 and begins at 120. l of 80 s has 20 s left; h of 10 s comes at 100.
START_TEST(urgent_part_goes_first_after_a_break)
{
    model_run(&plant,
              HEAD "calendars: {h: {days: mon-sun, shifts: {a: {from: 00:00, to: 00:01}, b: "
                   "{from: 00:02, to: 01:00}}}}\nplant:\n" BEFORE(
                       "100 s") "  line: [{station: a, calendar: h, time: {l: 80 s, h: 10 s}, "
                                "queue: {order: "
                                "priority, preempt: resume}}, {sink: out}]\n",
              200.0);
    EXPECT(&plant, "a", 130, 150);
    model_end(&plant);
}
END_TEST

// l is loaded 0-3; h comes at 1, is loaded 3-6 and works to 10; l is loaded again, 10-13, to 23.
START_TEST(urgent_part_goes_first_after_loading)
{
    model_run(&plant,
              HEAD
              "plant:\n" BEFORE("1 s") "  line: [{station: a, load: {time: 3 s}, time: {l: "
                                       "10 s, h: 4 s}, queue: {order: priority, preempt: "
                                       "resume}}, {sink: out}]\n",
              40.0);
    EXPECT(&plant, "a", 10, 23);
    model_end(&plant);
}
END_TEST

// The one man is at z until 30; l has waited for him since 0, h since 5.
START_TEST(urgent_part_goes_first_where_people_are_waited_for)
{
    model_run(
        &plant,
        HEAD "crews: {man: {people: 1}}\nplant:\n"
             "  first: [{source: sz, part: z, every: 1000 s, first: 0 s}, {station: z, "
             "time: 30 s, crew: {man: 1}, to: out}]\n" BEFORE(
                 "5 s") "  line: [{station: a, time: {l: 10 s, h: 4 s}, crew: {man: 1}, queue: "
                        "{order: priority, preempt: resume}}, {sink: out}]\n",
        60.0);
    EXPECT(&plant, "a", 34, 44);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("preempt");
    tcase_add_test(c, urgent_part_goes_first_after_a_repair);
    tcase_add_test(c, urgent_part_goes_first_after_a_break);
    tcase_add_test(c, urgent_part_goes_first_after_loading);
    tcase_add_test(c, urgent_part_goes_first_where_people_are_waited_for);
    return gm_check_main("plant/preempt", c);
}
