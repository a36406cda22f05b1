// SPDX-License-Identifier: MIT
//
// People against traces by hand: who is served first, breaks, shifts, handing over, reliefs.

#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 3000 s, horizon: terminating}\n"

static model_plant plant;

static const gm_crew *crew_of(const char *name)
{
    for (int32_t i = 0; i < plant.plan->n_crews; i++) {
        if (strcmp(plant.plan->def->crews[i].name, name) == 0) {
            gm_crew_settle(plant.run, i);
            return &plant.run->crews[i];
        }
    }
    ck_abort_msg("there is no crew %s", name);
    return NULL;
}

// ---- one crew, several machines

// Two machines, one man for the whole of the work: one after the other.
START_TEST(work_that_needs_the_only_man_is_done_one_after_the_other)
{
    model_run(&plant,
              HEAD
              "crews: {op: {people: 1}}\n"
              "plant: {line: [{source: in}, {station: s, machines: 2, time: 10 s, crew: {op: "
              "1}}, {sink: out}]}",
              35.0);
    EXPECT(&plant, "s", 10, 20, 30);
    model_expect_state(&plant, "s", GM_STATE_WORKING, 35.0);
    model_expect_state(&plant, "s", GM_STATE_UNMANNED, 35.0);
    ck_assert_double_eq(crew_of("op")->busy_s, 35.0);
    model_end(&plant);
}
END_TEST

// Loading 2 s by hand, work 10 s alone: loads at 0-2 and 2-4, 12-14 and 14-16, 24-26 ..
START_TEST(one_man_loads_two_machines_that_work_alone)
{
    model_run(&plant,
              HEAD
              "crews: {op: {people: 1}}\n"
              "plant: {line: [{source: in}, {station: s, machines: 2, time: 10 s, load: {time: "
              "2 s, crew: {op: 1}}}, {sink: out}]}",
              36.5);
    EXPECT(&plant, "s", 12, 14, 24, 26, 36);
    ck_assert_double_eq(crew_of("op")->busy_s, 12.5);
    model_end(&plant);
}
END_TEST

// Both ask at 0: the first in the file is served, the other waits. At 4 the man goes to b, who
// waits since 0, not back to a; from then on they take turns.
START_TEST(people_go_to_whoever_has_waited_longest)
{
    model_run(&plant,
              HEAD
              "crews: {op: {people: 1}}\n"
              "plant: {one: [{source: i1}, {station: a, time: 4 s, crew: {op: 1}}, {sink: "
              "o1}], two: [{source: i2}, {station: b, time: 3 s, crew: {op: 1}}, {sink: o2}]}",
              20.0);
    EXPECT(&plant, "a", 4, 11, 18);
    EXPECT(&plant, "b", 7, 14);
    model_end(&plant);
}
END_TEST

// a needs both men, b and c one each. At 0: a. At 4 a waits again behind b and c: they start.
// b done at 7, c at 9; a needs two: 9-13. b asks at 7 after a, and there is a free man whom a
// cannot use: it starts at once, 7-10.
START_TEST(work_that_the_free_people_can_do_does_not_wait_for_work_that_needs_more)
{
    model_run(&plant,
              HEAD
              "crews: {op: {people: 2}}\n"
              "plant: {one: [{source: i1}, {station: a, time: 4 s, crew: {op: 2}}, {sink: "
              "o1}], two: [{source: i2, limit: 2}, {station: b, time: 3 s, crew: {op: 1}}, "
              "{sink: o2}], three: [{source: i3, limit: 1}, {station: c, time: 5 s, crew: {op: "
              "1}}, {sink: o3}]}",
              15.0);
    EXPECT(&plant, "b", 7, 10);
    EXPECT(&plant, "c", 9);
    EXPECT(&plant, "a", 4, 14);
    model_end(&plant);
}
END_TEST

// Two crews can weld: both machines weld at once. The saw, which only bob can work, waits for
// him from 0 on and gets him at 10; at 14 he goes to the machine that waits since then.
START_TEST(skill_is_served_by_any_crew_that_has_it)
{
    model_run(&plant,
              HEAD
              "crews: {ann: {people: 1, skills: [weld]}, bob: {people: 1, skills: [weld, "
              "cut]}}\n"
              "plant: {line: [{source: in}, {station: s, machines: 2, time: 10 s, crew: {weld: "
              "1}}, {sink: out}], cutting: [{source: i2}, {station: c, time: 4 s, crew: {cut: "
              "1}}, {sink: o2}]}",
              21.0);
    EXPECT(&plant, "s", 10, 10, 20);
    EXPECT(&plant, "c", 14);
    model_end(&plant);
}
END_TEST

// ---- hours

#define BREAK                                                                                  \
    "calendars: {day: {days: mon-sun, shifts: {x: {from: 00:00, to: 00:05, breaks: [{at: "     \
    "00:01, for: 1 min}]}}}, all: {always: on}}\n"

// Work of 50 s in 0-60 and 120-300: 0-50, 50-60 and 120-160, 160-210, 210-260, 40 s of the next.
START_TEST(manned_work_pauses_in_the_break_and_resumes_exactly)
{
    model_run(&plant,
              HEAD BREAK
              "crews: {op: {people: 1, calendar: day}}\n"
              "plant: {line: [{source: in}, {station: s, time: 50 s, crew: {op: 1}}, "
              "{sink: out}]}",
              400.0);
    EXPECT(&plant, "s", 50, 160, 210, 260);
    model_expect_state(&plant, "s", GM_STATE_OFF, 160.0);
    model_expect_state(&plant, "s", GM_STATE_WORKING, 240.0);
    ck_assert_double_eq(crew_of("op")->present_s, 240.0);
    model_end(&plant);
}
END_TEST

START_TEST(station_with_hours_of_its_own_is_unmanned_in_the_break_of_its_crew)
{
    model_run(&plant,
              HEAD BREAK "crews: {op: {people: 1, calendar: day}}\n"
                         "plant: {line: [{source: in}, {station: s, time: 50 s, calendar: all, "
                         "crew: {op: 1}}, {sink: out}]}",
              280.0);
    EXPECT(&plant, "s", 50, 160, 210, 260);
    model_expect_state(&plant, "s", GM_STATE_UNMANNED, 60.0);
    model_expect_state(&plant, "s", GM_STATE_OFF, 0.0);
    model_end(&plant);
}
END_TEST

// Work ends just as the break begins, at 60: the part leaves, the next starts at 120.
START_TEST(work_that_ends_as_the_break_begins_is_done)
{
    static const char *const hours[] = {"", "calendar: all, "};
    char text[1000];
    snprintf(text, sizeof text,
             HEAD BREAK
             "crews: {op: {people: 1, calendar: day}}\n"
             "plant: {line: [{source: in}, {station: s, time: 30 s, %screw: {op: 1}}, "
             "{sink: out}]}",
             hours[_i]);
    model_run(&plant, text, 200.0);
    EXPECT(&plant, "s", 30, 60, 150, 180);
    model_end(&plant);
}
END_TEST

// An oven without people works through the break, but is loaded by hand: 10 s. 0-10, 10-50;
// loading 50-60, work 60-100; loading 120-130 ..
START_TEST(work_without_people_goes_on_in_the_break)
{
    model_run(&plant,
              HEAD BREAK
              "crews: {op: {people: 1, calendar: day}}\n"
              "plant: {line: [{source: in}, {station: s, time: 40 s, load: {time: 10 "
              "s, crew: {op: 1}}}, {sink: out}]}",
              175.0);
    EXPECT(&plant, "s", 50, 100, 170);
    model_end(&plant);
}
END_TEST

#define HAND_OVER                                                                              \
    "calendars: {day: {days: mon-sun, shifts: {early: {from: 00:00, to: 00:01}, late: {from: " \
    "00:01, to: 00:10}}}}\n"

// Two early, one late. Both machines work from 0; at 60 one man comes for two: the first in the
// file keeps its work, done at 100. Then the other goes on for the 40 s that it has left.
START_TEST(next_shift_goes_on_with_the_work_as_far_as_it_has_people)
{
    model_run(&plant,
              HEAD HAND_OVER
              "crews: {op: {people: {early: 2, late: 1}, calendar: day}}\n"
              "plant: {line: [{source: in}, {station: s, machines: 2, time: 100 s, "
              "crew: {op: 1}}, {sink: out}]}",
              250.0);
    EXPECT(&plant, "s", 100, 140, 240);
    model_expect_state(&plant, "s", GM_STATE_UNMANNED, 250.0 - 60.0);
    ck_assert_double_eq(crew_of("op")->present_s, 2 * 60.0 + 190.0);
    model_end(&plant);
}
END_TEST

// Work that is over as the shift changes does not count against the next shift.
START_TEST(work_that_ends_as_the_shift_changes_gives_its_people_back)
{
    model_run(
        &plant,
        HEAD HAND_OVER
        "crews: {op: {people: {early: 2, late: 1}, calendar: day}}\n"
        "plant: {one: [{source: i1, limit: 1}, {station: a, time: 100 s, crew: {op: 1}}, "
        "{sink: o1}], two: [{source: i2, limit: 2}, {station: b, time: 60 s, crew: {op: 1}}, "
        "{sink: o2}]}",
        250.0);
    EXPECT(&plant, "a", 100);
    EXPECT(&plant, "b", 60, 160);
    model_end(&plant);
}
END_TEST

// ---- absence

START_TEST(reliefs_stand_in_for_the_absent)
{
    model_run(&plant,
              HEAD BREAK
              "crews: {op: {people: 3, reliefs: 2, absence: 99.9999999 %, calendar: day}, or: "
              "{people: 3, reliefs: 2, calendar: day}}\n"
              "plant: {line: [{source: in}, {station: s, time: 50 s, crew: {or: 1}}, "
              "{sink: out}]}",
              50.0);
    ck_assert_int_eq(crew_of("op")->present, 0);
    ck_assert_double_eq(crew_of("op")->missing_s, 150.0);
    ck_assert_int_eq(crew_of("or")->present, 3); // reliefs are not more people
    model_end(&plant);
}
END_TEST

// 200 people of whom one in four does not come, drawn once a shift and kept over the break:
// 150 +- 4 sd of sqrt(200 x 3/16) = 6.1.
START_TEST(absence_is_drawn_once_a_shift)
{
    model_start(&plant, HEAD BREAK
                "crews: {op: {people: 200, absence: 25 %, calendar: day}}\n"
                "plant: {line: [{source: in}, {station: s, time: 50 s}, {sink: out}]}");
    model_run_to(&plant, 30.0);
    int32_t before = crew_of("op")->present;
    model_run_to(&plant, 150.0);
    ck_assert_int_eq(crew_of("op")->present, before);
    ck_assert_int_ge(before, 126);
    ck_assert_int_le(before, 174);
    model_end(&plant);
}
END_TEST

START_TEST(shift_over_midnight_is_one_shift_for_absence)
{
    model_start(
        &plant,
        "gemba: 1\nclock: {run: 3 d, horizon: terminating}\n"
        "calendars: {night: {days: mon-sun, shifts: {n: {from: 22:00, to: 06:00, breaks: [{at: "
        "02:00, for: 30 min}]}}}}\n"
        "crews: {op: {people: 200, absence: 50 %, calendar: night}}\n"
        "plant: {line: [{source: in}, {station: s, time: 1 h}, {sink: out}]}");
    model_run_to(&plant, 23.0 * 3600.0);
    int32_t before = crew_of("op")->present;
    model_run_to(&plant, 27.0 * 3600.0); // after the break at 02:00
    ck_assert_int_eq(crew_of("op")->present, before);
    model_run_to(&plant, 47.0 * 3600.0);
    ck_assert_int_ne(crew_of("op")->present, before); // with this seed
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("crew");
    tcase_add_test(c, work_that_needs_the_only_man_is_done_one_after_the_other);
    tcase_add_test(c, one_man_loads_two_machines_that_work_alone);
    tcase_add_test(c, people_go_to_whoever_has_waited_longest);
    tcase_add_test(c, work_that_the_free_people_can_do_does_not_wait_for_work_that_needs_more);
    tcase_add_test(c, skill_is_served_by_any_crew_that_has_it);
    tcase_add_test(c, manned_work_pauses_in_the_break_and_resumes_exactly);
    tcase_add_test(c, station_with_hours_of_its_own_is_unmanned_in_the_break_of_its_crew);
    tcase_add_loop_test(c, work_that_ends_as_the_break_begins_is_done, 0, 2);
    tcase_add_test(c, work_without_people_goes_on_in_the_break);
    tcase_add_test(c, next_shift_goes_on_with_the_work_as_far_as_it_has_people);
    tcase_add_test(c, work_that_ends_as_the_shift_changes_gives_its_people_back);
    tcase_add_test(c, reliefs_stand_in_for_the_absent);
    tcase_add_test(c, absence_is_drawn_once_a_shift);
    tcase_add_test(c, shift_over_midnight_is_one_shift_for_absence);
    return gm_check_main("plant/crew", c);
}
