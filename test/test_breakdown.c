// SPDX-License-Identifier: MIT
//
// Breakdowns and maintenance against traces by hand. Unless said otherwise: work of 6 s, repair
// of 4 s, parts without end.

#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 2000 s, horizon: terminating}\n"
#define LINE(station)                                                                          \
    HEAD "plant: {line: [{source: in}, {station: s, time: 6 s, " station "}, {sink: out}]}"

static model_plant plant;

// ---- by work

// Work 0-6, 6-10 and there the age is 10: repair to 14, then the 2 s that are left. Age 2 at
// 16, 8 at 22, 10 at 24: repair to 28, on to 32.
START_TEST(part_resumes_where_it_was_when_the_machine_failed)
{
    model_run(&plant, LINE("fails: {after: 10 s, repair: 4 s}"), 35.0);
    EXPECT(&plant, "s", 6, 16, 22, 32);
    model_expect_state(&plant, "s", GM_STATE_DOWN, 8.0);
    model_expect_state(&plant, "s", GM_STATE_WORKING, 27.0);
    ck_assert_double_eq(model_station(&plant, "s")->n_failures, 2.0);
    model_end(&plant);
}
END_TEST

// The second part is begun anew at 14: done at 20 with age 6; the third fails at 24 and is begun
// anew at 28, done at 34.
START_TEST(part_is_begun_anew_after_the_repair)
{
    model_run(&plant, LINE("fails: {after: 10 s, repair: 4 s, part: restart}"), 35.0);
    EXPECT(&plant, "s", 6, 20, 34);
    model_end(&plant);
}
END_TEST

// The second part is scrapped at 10; the third is worked on 14-20, the fourth scrapped at 24.
START_TEST(part_in_work_is_scrapped_when_the_machine_fails)
{
    model_run(&plant, LINE("fails: {after: 10 s, repair: 4 s, part: scrap}"), 35.0);
    EXPECT(&plant, "s", 6, 20, 34);
    ck_assert_double_eq(model_station(&plant, "s")->n_scrap, 2.0);
    ck_assert_double_eq(plant.run->sinks[gm_sink_scrap(plant.plan)].n, 2.0);
    model_end(&plant);
}
END_TEST

// Age 12 at 12, just when the second part is done: it leaves; the third fails at its start.
START_TEST(failure_at_the_end_of_work_strikes_at_the_next_start)
{
    model_run(&plant, LINE("fails: {after: 12 s, repair: 4 s}"), 45.0);
    EXPECT(&plant, "s", 6, 12, 22, 28, 38, 44);
    model_end(&plant);
}
END_TEST

// Parts at 5, 25, 45: the age runs only while it works: 4 s on the first and none in between.
// Age 10 comes 4 s into the second part, at 29.
START_TEST(age_by_work_stands_still_while_the_machine_is_idle)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, every: 20 s, first: 5 s}, {station: s, time: 6 s, "
              "fails: {after: 10 s, repair: 4 s}}, {sink: out}]}",
              60.0);
    EXPECT(&plant, "s", 11, 35, 51);
    model_end(&plant);
}
END_TEST

// ---- by calendar

// Parts at 5, 25, 45. Failure at 10 in work: up at 14, part done at 15. Failure at 24, idle: up
// at 28; the part of 25 is loaded and starts then, done at 34. Failure at 38 idle, up at 42. The
// third part 45-51; failure at 52.
START_TEST(age_by_calendar_runs_while_idle_and_stands_while_down)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, every: 20 s, first: 5 s}, {station: s, time: 6 s, "
              "fails: {after: 10 s, repair: 4 s, by: calendar}}, {sink: out}]}",
              53.0);
    EXPECT(&plant, "s", 15, 34, 51);
    ck_assert_double_eq(model_station(&plant, "s")->n_failures, 4.0);
    model_end(&plant);
}
END_TEST

// The first machine works 2 s, the second 6 s, no place between. The second part waits from 4 on
// at the first machine, which fails at 5 for 10 s. At 8 the part leaves the machine that is
// down, and the machine loads the next; it begins at 15.
START_TEST(blocked_part_leaves_a_machine_that_is_down_and_the_next_is_loaded)
{
    model_run(
        &plant,
        HEAD "plant: {line: [{source: in}, {station: a, time: 2 s, fails: {after: 5 s, repair: "
             "10 s, by: calendar}}, {station: b, time: 6 s}, {sink: out}]}",
        19.5);
    EXPECT(&plant, "in", 0, 2, 8, 17);
    EXPECT(&plant, "a", 2, 8, 17);
    EXPECT(&plant, "b", 8, 14);
    model_expect_state(&plant, "a", GM_STATE_DOWN, 10.0);
    model_expect_state(&plant, "a", GM_STATE_BLOCKED, 1.0 + 0.5);
    model_end(&plant);
}
END_TEST

// Two machines of 4 s, parts every 6 s; both fail at 12, one mender: down 12-17 and 17-22. The part
// of 12 is on the first: 17-21. That of 18 waits for it, though the second is empty: 21-25.
START_TEST(one_of_several_machines_that_is_down_leaves_parts_to_the_others)
{
    model_run(&plant,
              HEAD
              "crews: {mender: {people: 1}}\n"
              "plant: {line: [{source: in, every: 6 s}, {station: s, machines: 2, time: 4 s, "
              "queue: 5, fails: {after: \"list(12 s, 1000 s)\", repair: 5 s, by: calendar, "
              "crew: {mender: 1}}}, {sink: out}]}",
              35.0);
    EXPECT(&plant, "s", 10, 21, 25, 28, 34);
    model_end(&plant);
}
END_TEST

// The shift is 0-60 s of each hour; the age runs on. Failure at 100 for 4 s while off shift.
START_TEST(age_by_calendar_runs_off_shift)
{
    model_run(&plant,
              HEAD
              "calendars: {h: {days: mon-sun, shifts: {a: {from: 00:00, to: 00:01}, b: {from: "
              "00:02, to: 00:03}}}}\n"
              "plant: {line: [{source: in}, {station: s, time: 25 s, calendar: h, fails: "
              "{after: 100 s, repair: 30 s, by: calendar}}, {sink: out}]}",
              180.0);
    // 0-25-50, 10 s of the third until 60; down 100-130, 15 s left: 145, then 170.
    EXPECT(&plant, "s", 25, 50, 145, 170);
    model_expect_state(&plant, "s", GM_STATE_OFF, 60.0);
    model_expect_state(&plant, "s", GM_STATE_DOWN, 10.0);
    model_end(&plant);
}
END_TEST

// ---- by parts, and several

START_TEST(failure_by_parts_comes_before_the_next_start)
{
    model_run(&plant, LINE("fails: {after: 3, repair: 4 s, by: parts}"), 51.0);
    EXPECT(&plant, "s", 6, 12, 18, 28, 34, 40, 50);
    model_end(&plant);
}
END_TEST

// By work every 10 s (repair 4 s) and every second part (1 s): fails 4 s into the second part,
// 10-14; 14-16; second part done, 16-17; 17-23, age 8; fails at 25, 29-33; 33-34.
START_TEST(several_failures_of_a_machine_have_clocks_of_their_own)
{
    model_run(
        &plant,
        LINE("fails: [{name: a, after: 10 s, repair: 4 s}, {name: b, after: 2, by: parts, "
             "repair: 1 s}]"),
        39.5);
    EXPECT(&plant, "s", 6, 16, 23, 33);
    ck_assert_double_eq(model_station(&plant, "s")->n_failures, 4.0);
    model_end(&plant);
}
END_TEST

// Two failures by calendar at 10: the first in the file is repaired 10-14, the other, whose
// clock stood, follows at once 14-17. Work 6-10 and 17-19.
START_TEST(second_failure_of_an_instant_follows_the_repair_of_the_first)
{
    model_run(
        &plant,
        LINE("fails: [{name: a, after: 10 s, by: calendar, repair: 4 s}, {name: b, after: 10 "
             "s, by: calendar, repair: 3 s}]"),
        20.0);
    EXPECT(&plant, "s", 6, 19);
    model_expect_state(&plant, "s", GM_STATE_DOWN, 7.0);
    model_end(&plant);
}
END_TEST

// Repairs under 5 min are micro-stops.
START_TEST(short_stops_are_counted_apart)
{
    model_run(
        &plant,
        LINE("fails: [{name: a, after: 10 s, repair: 299 s}, {name: b, after: 6 s, repair: "
             "300 s}]"),
        700.0);
    // b at 6 (at its next start) 6-306; a at 310 (age 10) 310-609; b at 611 (age 6).
    ck_assert_double_eq(model_station(&plant, "s")->n_micro_stops, 1.0);
    ck_assert_double_eq(model_station(&plant, "s")->micro_stop_s, 299.0);
    ck_assert_double_eq(model_station(&plant, "s")->n_failures, 3.0);
    model_end(&plant);
}
END_TEST

// ---- who repairs

// Both fail at 10 for 5 s; one man: 10-15 and 15-20, in the order of the file.
START_TEST(second_machine_waits_for_the_repair_crew)
{
    model_run(&plant,
              HEAD
              "crews: {maint: {people: 1}}\n"
              "plant: {one: [{source: i1}, {station: a, time: 6 s, fails: {after: 10 s, "
              "repair: 5 s, crew: {maint: 1}, by: calendar}}, {sink: o1}], two: [{source: i2}, "
              "{station: b, time: 6 s, fails: {after: 10 s, repair: 5 s, crew: {maint: 1}, by: "
              "calendar}}, {sink: o2}]}",
              24.0);
    EXPECT(&plant, "a", 6, 17, 23);
    EXPECT(&plant, "b", 6, 22);
    model_expect_state(&plant, "a", GM_STATE_REPAIR_WAIT, 0.0);
    model_expect_state(&plant, "b", GM_STATE_REPAIR_WAIT, 5.0);
    model_expect_state(&plant, "b", GM_STATE_DOWN, 5.0);
    model_end(&plant);
}
END_TEST

// b fails at 12 and waits; a, repaired 10-15 at first, fails again at 15 (its clock of 0 s after
// a repair of the first kind): b, who waits longer, goes first.
START_TEST(machine_that_waits_goes_before_one_that_fails_at_that_instant)
{
    model_run(&plant,
              HEAD
              "crews: {maint: {people: 1}}\n"
              "plant: {one: [{source: i1}, {station: a, time: 60 s, fails: [{name: x, after: "
              "10 s, repair: 5 s, crew: {maint: 1}, by: calendar}, {name: y, after: 10 s, "
              "repair: 5 s, crew: {maint: 1}, by: calendar}]}, {sink: o1}], two: [{source: "
              "i2}, {station: b, time: 60 s, fails: {after: 12 s, repair: 5 s, crew: {maint: "
              "1}, by: calendar}}, {sink: o2}]}",
              26.0);
    model_expect_state(&plant, "b", GM_STATE_REPAIR_WAIT, 3.0);
    model_expect_state(&plant, "b", GM_STATE_DOWN, 5.0);
    model_expect_state(&plant, "a", GM_STATE_REPAIR_WAIT, 5.0);
    model_expect_state(&plant, "a", GM_STATE_DOWN, 10.0);
    model_end(&plant);
}
END_TEST

// Failure at 50 for 20 s; the crew is there 0-60 and 120-180: 10 s, and 10 s from 120 on.
START_TEST(repair_pauses_while_its_crew_is_off_shift)
{
    model_run(&plant,
              HEAD
              "calendars: {h: {days: mon-sun, shifts: {a: {from: 00:00, to: 00:01}, b: {from: "
              "00:02, to: 00:03}}}}\n"
              "crews: {maint: {people: 1, calendar: h}}\n"
              "plant: {line: [{source: in}, {station: s, time: 40 s, fails: {after: 50 s, "
              "repair: 20 s, crew: {maint: 1}}}, {sink: out}]}",
              165.0);
    EXPECT(&plant, "s", 40, 160);
    model_expect_state(&plant, "s", GM_STATE_DOWN, 20.0);
    model_expect_state(&plant, "s", GM_STATE_REPAIR_WAIT, 60.0);
    model_end(&plant);
}
END_TEST

// The last second of the repair is the last of the shift: work goes on at once, 60 to 100.
START_TEST(repair_that_ends_as_its_crew_goes_off_shift_is_done)
{
    model_run(&plant,
              HEAD
              "calendars: {h: {days: mon-sun, shifts: {a: {from: 00:00, to: 00:01}, b: {from: "
              "00:02, to: 00:03}}}}\n"
              "crews: {maint: {people: 1, calendar: h}}\n"
              "plant: {line: [{source: in}, {station: s, time: 45 s, fails: {after: 50 s, "
              "repair: 10 s, crew: {maint: 1}}}, {sink: out}]}",
              105.0);
    EXPECT(&plant, "s", 45, 100);
    model_expect_state(&plant, "s", GM_STATE_DOWN, 10.0);
    model_expect_state(&plant, "s", GM_STATE_REPAIR_WAIT, 0.0);
    ck_assert_int_eq(plant.run->crews[0].busy, 0);
    model_end(&plant);
}
END_TEST

// Two early, one late: the repair of b that is over as the shift changes does not count against
// the next one, and a, down until 100, keeps its man.
START_TEST(repair_that_ends_as_the_shift_changes_gives_its_people_back)
{
    model_run(&plant,
              HEAD
              "calendars: {h: {days: mon-sun, shifts: {a: {from: 00:00, to: 00:01}, b: {from: "
              "00:01, to: 00:05}}}}\n"
              "crews: {maint: {people: {a: 2, b: 1}, calendar: h}}\n"
              "plant: {one: [{source: i1}, {station: a, time: 45 s, fails: {after: 50 s, "
              "repair: 50 s, crew: {maint: 1}}}, {sink: o1}], two: [{source: i2}, {station: b, "
              "time: 45 s, fails: {after: 50 s, repair: 10 s, crew: {maint: 1}}}, {sink: o2}]}",
              109.0);
    model_expect_state(&plant, "a", GM_STATE_DOWN, 50.0);
    model_expect_state(&plant, "a", GM_STATE_REPAIR_WAIT, 0.0);
    model_expect_state(&plant, "b", GM_STATE_DOWN, 10.0);
    model_expect_state(&plant, "b", GM_STATE_REPAIR_WAIT, 0.0);
    model_end(&plant);
}
END_TEST

// The only man works at the machine and repairs it: as if there were no people at all.
START_TEST(operator_repairs_his_own_machine)
{
    model_run(&plant,
              HEAD "crews: {op: {people: 1}}\n"
                   "plant: {line: [{source: in}, {station: s, time: 6 s, crew: {op: 1}, fails: "
                   "{after: 10 s, repair: 4 s, crew: {op: 1}}}, {sink: out}]}",
              35.0);
    EXPECT(&plant, "s", 6, 16, 22, 32);
    model_end(&plant);
}
END_TEST

// The part is scrapped at 70 while the people of its work are off shift (60-120). They are not
// missed: when they are back the next part is worked on, 120-145.
START_TEST(scrap_off_shift_leaves_nobody_waiting)
{
    model_run(&plant,
              HEAD
              "calendars: {h: {days: mon-sun, shifts: {a: {from: 00:00, to: 00:01}, b: {from: "
              "00:02, to: 00:10}}}, all: {always: on}}\n"
              "crews: {op: {people: 1, calendar: h}}\n"
              "plant: {line: [{source: in}, {station: s, time: 25 s, crew: {op: 1}, calendar: "
              "all, fails: {after: list(70 s, 1 h), repair: 5 s, by: calendar, part: scrap}}, "
              "{sink: out}]}",
              180.0);
    EXPECT(&plant, "s", 25, 50, 145, 170);
    ck_assert_double_eq(model_station(&plant, "s")->n_scrap, 1.0);
    model_end(&plant);
}
END_TEST

// ---- maintenance

// Work 12 s >= 10 s at 12: 12-15; again 12 s of work at 27: 27-30.
START_TEST(maintenance_comes_between_two_parts)
{
    static const char *const texts[] = {
        LINE("maintain: {every: 10 s, takes: 3 s, by: work}"),
        LINE("maintain: {every: 2, takes: 3 s, by: parts}"),
        LINE("maintain: {every: 10 s, takes: 3 s, by: calendar}"),
    };
    model_run(&plant, texts[_i], 40.0);
    EXPECT(&plant, "s", 6, 12, 21, 27, 36);
    model_expect_state(&plant, "s", GM_STATE_MAINTENANCE, 6.0);
    ck_assert_double_eq(model_station(&plant, "s")->n_maintained, 2.0);
    model_end(&plant);
}
END_TEST

// Due at 12 s, as the second part is finished: 6, 12, then 12-15; 21, 27, due at 27: 27-30.
START_TEST(maintenance_that_is_due_as_work_ends_comes_before_the_next_part)
{
    model_run(&plant, LINE("maintain: {every: 12 s, takes: 3 s, by: calendar}"), 40.0);
    EXPECT(&plant, "s", 6, 12, 21, 27, 36);
    ck_assert_double_eq(model_station(&plant, "s")->n_maintained, 2.0);
    model_end(&plant);
}
END_TEST

// Due at 10 with nothing to do: 10-13, then 23-26. The part of 24 waits until 26.
START_TEST(idle_machine_is_maintained_when_it_is_due)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, every: 24 s}, {station: s, time: 6 s, maintain: "
              "{every: 10 s, takes: 3 s, by: calendar}}, {sink: out}]}",
              40.0);
    EXPECT(&plant, "s", 32);
    ck_assert_double_eq(model_station(&plant, "s")->n_maintained, 3.0);
    model_end(&plant);
}
END_TEST

// The failure would come after 13 s of work; maintenance after 12 s makes the machine as new. It
// never fails; without renewal it does at 16, 1 s into the third part.
START_TEST(maintenance_renews_the_age_of_failures)
{
    model_run(&plant,
              LINE("fails: {after: 13 s, repair: 4 s}, maintain: {every: 10 s, takes: 3 s}"),
              40.0);
    EXPECT(&plant, "s", 6, 12, 21, 27, 36);
    model_end(&plant);
    model_run(&plant,
              LINE("fails: {after: 13 s, repair: 4 s}, maintain: {every: 10 s, takes: 3 s, "
                   "renews: no}"),
              26.0);
    EXPECT(&plant, "s", 6, 12, 25);
    model_end(&plant);
}
END_TEST

// Failures at work 8, 16, ..: with replacement by age each repair starts the clock of 10 s anew
// and nothing is ever due; else 12 s of work at 16 are more than 10: 16-19.
START_TEST(repair_starts_the_clock_of_a_replacement_by_age_anew)
{
    model_run(&plant,
              LINE("fails: {after: 8 s, repair: 4 s}, maintain: {every: 10 s, takes: 3 s, "
                   "counts-from: repair}"),
              200.0);
    ck_assert_double_eq(model_station(&plant, "s")->n_maintained, 0.0);
    model_end(&plant);
    model_run(&plant,
              LINE("fails: {after: 8 s, repair: 4 s}, maintain: {every: 10 s, takes: 3 s}"),
              25.5);
    EXPECT(&plant, "s", 6, 16, 25);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("breakdown");
    tcase_add_test(c, part_resumes_where_it_was_when_the_machine_failed);
    tcase_add_test(c, part_is_begun_anew_after_the_repair);
    tcase_add_test(c, part_in_work_is_scrapped_when_the_machine_fails);
    tcase_add_test(c, failure_at_the_end_of_work_strikes_at_the_next_start);
    tcase_add_test(c, age_by_work_stands_still_while_the_machine_is_idle);
    tcase_add_test(c, age_by_calendar_runs_while_idle_and_stands_while_down);
    tcase_add_test(c, blocked_part_leaves_a_machine_that_is_down_and_the_next_is_loaded);
    tcase_add_test(c, one_of_several_machines_that_is_down_leaves_parts_to_the_others);
    tcase_add_test(c, age_by_calendar_runs_off_shift);
    tcase_add_test(c, failure_by_parts_comes_before_the_next_start);
    tcase_add_test(c, several_failures_of_a_machine_have_clocks_of_their_own);
    tcase_add_test(c, second_failure_of_an_instant_follows_the_repair_of_the_first);
    tcase_add_test(c, short_stops_are_counted_apart);
    tcase_add_test(c, second_machine_waits_for_the_repair_crew);
    tcase_add_test(c, machine_that_waits_goes_before_one_that_fails_at_that_instant);
    tcase_add_test(c, repair_pauses_while_its_crew_is_off_shift);
    tcase_add_test(c, repair_that_ends_as_its_crew_goes_off_shift_is_done);
    tcase_add_test(c, repair_that_ends_as_the_shift_changes_gives_its_people_back);
    tcase_add_test(c, operator_repairs_his_own_machine);
    tcase_add_test(c, scrap_off_shift_leaves_nobody_waiting);
    tcase_add_loop_test(c, maintenance_comes_between_two_parts, 0, 3);
    tcase_add_test(c, maintenance_that_is_due_as_work_ends_comes_before_the_next_part);
    tcase_add_test(c, idle_machine_is_maintained_when_it_is_due);
    tcase_add_test(c, maintenance_renews_the_age_of_failures);
    tcase_add_test(c, repair_starts_the_clock_of_a_replacement_by_age_anew);
    return gm_check_main("plant/breakdown", c);
}
