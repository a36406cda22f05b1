// SPDX-License-Identifier: MIT
//
// Figures of stations against sums by hand.

#include "check_main.h"
#include "figure_window.h"

// ---- stations

// Two machines with 10 s of work; each fails at its first start after 20 s of work, and one
// fitter needs 5 s. Both are due at 20: one is repaired 20-25, the other waits until 25 and is
// repaired 25-30. Parts at 10, 10, 20, 20, then 35 and 40. Nobody waits for parts.
#define PAIR                                                                                   \
    HEAD "crews: {fitters: 1}\nplant: {line: [{source: in}, {station: s, machines: 2, time: "  \
         "10 s, fails: {after: 20 s, repair: 5 s, crew: {fitters: 1}}}, {sink: out}]}"

START_TEST(second_machine_waits_for_the_only_fitter)
{
    run(PAIR, (const double[]){0, 44}, 2);
    check("s", "count", NULL, 6.0);
    check("s", "failures", NULL, 2.0);
    check("s", "down", NULL, 10.0 / 88.0);
    check("s", "waiting-for-repair", NULL, 5.0 / 88.0);
    check("s", "machines-waiting-for-repair", "mean", 5.0 / 44.0);
    check("s", "machines-up", "mean", 73.0 / 44.0);
    check("s", "in-work", "mean", 2.0); // a part stays on its machine while that is down
    check("s", "availability", NULL, 73.0 / 88.0);
    check("s", "oee", NULL, 60.0 / 88.0);
    check("fitters", "busy", "mean", 10.0 / 44.0);
    check("fitters", "busy-share", NULL, 10.0 / 44.0);
    model_end(&plant);
}
END_TEST

// Neither machine ever waits for a part: each is active for all of the window, and no longer.
START_TEST(active_period_is_no_longer_than_the_window)
{
    run(PAIR, (const double[]){0, 44}, 2);
    check("s", "active-share", NULL, 1.0);
    check("s", "active-period", "mean", 44.0);
    model_end(&plant);
}
END_TEST

// A part every 10 s from 0 on, 4 s of work: ten periods of 4 s until 99.
START_TEST(active_period_is_the_time_between_two_waits)
{
    run(HEAD "plant: {line: [{source: in, every: 10 s, first: 0 s}, {station: s, time: 4 s}, "
             "{sink: out}]}",
        (const double[]){0, 99}, 2);
    check("s", "active-share", NULL, 40.0 / 99.0);
    check("s", "active-period", "mean", 4.0);
    model_end(&plant);
}
END_TEST

// Four parts at 5, 15, 25 and 35, 4 s of work each: four periods, of windows as well that begin
// in a wait (10) or in work (7, with 2 s of it left).
START_TEST(active_period_begins_after_a_wait)
{
    run(HEAD
        "plant: {line: [{source: in, every: 10 s, first: 5 s, limit: 4}, {station: s, time: "
        "4 s}, {sink: out}]}",
        (const double[]){0, 7, 10, 100}, 4);
    check("s", "active-period", "mean", 4.0);
    window.from = 1;
    check("s", "active-period", "mean", 14.0 / 4.0);
    window.from = 2;
    check("s", "active-period", "mean", 4.0);
    window.to = 2;
    window.from = 1;
    check("s", "active-period", "mean", 2.0);
    model_end(&plant);
}
END_TEST

// Ten batches of four in 100 s.
START_TEST(every_part_of_a_batch_is_a_visit)
{
    run(HEAD
        "plant: {line: [{source: in}, {station: oven, time: 10 s, batch: 4}, {sink: out}]}",
        (const double[]){0, 100}, 2);
    check("oven", "count", NULL, 40.0);
    check("oven", "visits", NULL, 40.0);
    check("oven", "first-time-through", NULL, 1.0);
    check("oven", "oee", NULL, 1.0);
    model_end(&plant);
}
END_TEST

// 10 s of work, scrapped after 25 s of it; 5 s down. Parts at 10, 20; scrap at 25; up at 30;
// parts at 40, 50; scrap at 55; up at 60.
START_TEST(part_that_a_failure_scraps_has_not_passed)
{
    run(HEAD
        "plant: {line: [{source: in}, {station: s, time: 10 s, fails: {after: 25 s, repair: "
        "5 s, part: scrap}}, {sink: out}]}",
        (const double[]){0, 59}, 2);
    check("s", "count", NULL, 4.0);
    check("s", "scrap", NULL, 2.0);
    check("s", "visits", NULL, 6.0);
    check("s", "first-time-through", NULL, 4.0 / 6.0);
    check("s", "oee", NULL, 40.0 / 59.0);
    check("plant", "scrap", NULL, 2.0);
    check("plant", "out", NULL, 4.0);
    model_end(&plant);
}
END_TEST

// Parts at 10, 20, then 5 s of changeover with three parts of scrap, which are none of the
// line's: 35, 45, again, 60.
START_TEST(scrap_of_a_changeover_is_no_visit)
{
    run(HEAD
        "plant: {line: [{source: in}, {station: s, time: 10 s, changeover: {every: 2 parts, "
        "takes: 5 s, warm-up: 3 parts}}, {sink: out}]}",
        (const double[]){0, 60}, 2);
    check("s", "count", NULL, 5.0);
    check("s", "scrap", NULL, 6.0);
    check("s", "changeovers", NULL, 2.0);
    check("s", "setup", NULL, 10.0 / 60.0);
    check("s", "visits", NULL, 5.0);
    check("s", "first-time-through", NULL, 1.0);
    model_end(&plant);
}
END_TEST

// A part every 10 s: made with a defect (1 s), found (1 s), mended (1 s), passed (1 s).
START_TEST(reworked_part_visits_the_check_twice_and_passes_none_the_first_time)
{
    run(HEAD "plant: {line: [{source: in, every: 10 s, limit: 4}, {station: a, time: 1 s, "
             "defects: 100 %}, {station: check, time: 1 s, inspects: {to: fix}}, {sink: out}, "
             "{station: fix, time: 1 s, mends: 100 %, to: check}]}",
        (const double[]){0, 60}, 2);
    check("a", "first-time-through", NULL, 1.0);
    check("check", "visits", NULL, 8.0);
    check("check", "rejected", NULL, 4.0);
    check("check", "count", NULL, 4.0);
    check("check", "first-time-through", NULL, 0.0);
    check("fix", "first-time-through", NULL, 1.0);
    check("out", "reworked-share", NULL, 1.0);
    check("out", "defective-share", NULL, 0.0);
    check("out", "time-in-system", "mean", 4.0);
    model_end(&plant);
}
END_TEST

// Everybody is worked on at once, 7 s each, a part every 2 s from 0 on: from 7 on there are 3
// or 4, alternately for a second. Until 8: 2 x (1 + 2 + 3) + 1 x 4 + 1 x 3 part seconds.
START_TEST(station_without_a_limit_counts_the_parts_on_it)
{
    run(HEAD "plant: {line: [{source: in, every: 2 s, first: 0 s}, {station: s, machines: "
             "unlimited, time: 7 s}, {sink: out}]}",
        (const double[]){0, 8}, 2);
    check("s", "in-work", "mean", 19.0 / 8.0);
    check("s", "count", NULL, 1.0);
    check("s", "visits", NULL, 1.0);
    model_end(&plant);
}
END_TEST

// Hours 0-600 s of each day, works to the end of them; on the second day 60 s of heating, then
// 240 s of work.
START_TEST(station_draws_idle_power_while_its_shop_heats_up)
{
    run("gemba: 1\nclock: {run: 3 d, horizon: terminating}\n"
        "calendars: {day: {days: mon-sun, shifts: {x: {from: 00:00, to: 00:10}}}}\n"
        "plant: {paint: {calendar: day, runs-empty: yes, heat-up: 1 min, steps: [{source: in}, "
        "{station: s, machines: 2, time: 100 s, energy: {working: 1 kW, idle: 100 W, off: 10 "
        "W}}, "
        "{sink: out}]}}",
        (const double[]){0, 86430, 86700}, 3);
    check("s", "energy", NULL, 2.0 * (1000.0 * 840.0 + 100.0 * 60.0 + 10.0 * 85800.0));
    window.to = 1;
    check("s", "energy", NULL, 2.0 * (1000.0 * 600.0 + 100.0 * 30.0 + 10.0 * 85800.0));
    model_end(&plant);
}
END_TEST

// ---- effectiveness: planned cycles

// Levelled 9 : 1, of ten parts nine take 60 s and one 120 s: 660 s. It always works.
START_TEST(planned_cycle_is_that_of_the_variants_that_were_made)
{
    static const char *const kinds_of_way[] = {"", ", crew: {welders: 1}"}; // short and general
    for (int i = 0; i < 2; i++) {
        char text[600];
        snprintf(text, sizeof text,
                 HEAD "parts: {part: {variants: {a: 90 %%, b: 10 %%}}}\ncrews: {welders: 1}\n"
                      "plant: {line: [{source: in, mix-rule: levelled}, {station: s, time: {a: "
                      "60 s, b: 120 s}%s}, {sink: out}]}",
                 kinds_of_way[i]);
        run(text, (const double[]){0, 660, 6600}, 3);
        check("s", "count", NULL, 100.0);
        check("s", "planned-cycle", NULL, 66.0);
        check("s", "oee", NULL, 1.0);
        window.from = 1;
        check("s", "oee", NULL, 1.0);
        model_end(&plant);
    }
}
END_TEST

// 10 s of loading and 50 s of work, never waiting.
START_TEST(loading_is_part_of_the_planned_cycle)
{
    run(HEAD "plant: {line: [{source: in}, {station: s, load: {time: 10 s}, time: 50 s}, "
             "{sink: out}]}",
        (const double[]){0, 600}, 2);
    check("s", "count", NULL, 10.0);
    check("s", "planned-cycle", NULL, 60.0);
    check("s", "oee", NULL, 1.0);
    model_end(&plant);
}
END_TEST

// Every cycle takes 60 s; 30 s is what it could learn to be.
START_TEST(planned_cycle_is_what_learning_comes_to_in_the_end)
{
    run(HEAD "plant: {line: [{source: in}, {station: s, time: 60 s, learns: {start: 1, floor: "
             "0.5, from: 1 parts, ratio: 100 %}}, {sink: out}]}",
        (const double[]){0, 600}, 2);
    check("s", "count", NULL, 10.0);
    check("s", "planned-cycle", NULL, 30.0);
    check("s", "oee", NULL, 0.5);
    model_end(&plant);
}
END_TEST

// a, b, a, b: the first of each batch of two is an a, which speaks for both.
START_TEST(planned_cycle_of_a_batch_is_that_of_its_first_part)
{
    run(HEAD "parts: {part: {variants: {a: 50 %, b: 50 %}}}\n"
             "plant: {line: [{source: in, mix-rule: levelled}, {station: oven, time: {a: 60 s, "
             "b: 120 s}, batch: 2}, {sink: out}]}",
        (const double[]){0, 600}, 2);
    check("oven", "count", NULL, 20.0);
    check("oven", "planned-cycle", NULL, 30.0);
    check("oven", "oee", NULL, 1.0);
    model_end(&plant);
}
END_TEST

// One part in each cycle of 10 s that could take four.
START_TEST(batch_that_is_not_full_is_a_loss)
{
    run(HEAD "plant: {line: [{source: in, every: 10 s, first: 0 s}, {station: oven, time: 10 "
             "s, batch: {least: 1, most: 4}}, {sink: out}]}",
        (const double[]){0, 100}, 2);
    check("oven", "working", NULL, 1.0);
    check("oven", "oee", NULL, 0.25);
    model_end(&plant);
}
END_TEST

// ---- first-time-through

// Each of 1,000 parts leaves w at once, or is rejected and mended until it passes: those that
// were rejected are those that leave reworked. 80 % within four standard deviations.
START_TEST(part_that_comes_back_from_rework_comes_no_first_time)
{
    run(HEAD "plant: {line: [{source: in, limit: 1000}, {station: w, time: 10 s, queue: 9, "
             "defects: 20 %, inspects: {to: rw}, to: d}, {station: rw, time: 5 s, queue: 9, "
             "mends: 100 %, to: w}, {station: d, time: 1 s}, {sink: out}]}",
        (const double[]){0, 40000}, 2);
    check("out", "count", NULL, 1000.0);
    double reworked = value("out", "reworked-share", NULL, 0.0);
    check("w", "first-time-through", NULL, 1.0 - reworked);
    ck_assert_double_eq_tol(reworked, 0.2, 4.0 * sqrt(0.2 * 0.8 / 1000.0));
    ck_assert_double_gt(value("w", "visits", NULL, 0.0), 1000.0 * (1.0 + reworked) - 0.5);
    check("rw", "first-time-through", NULL, 1.0);
    check("d", "first-time-through", NULL, 1.0); // whatever was found before it
    model_end(&plant);
}
END_TEST

// Work of 10 s, a failure after 25 s of it scraps what is in work: parts at 10, 20, scrap at 25,
// 5 s down; nothing is rejected, but parts could come back.
START_TEST(scrap_by_failure_is_no_first_pass_where_parts_come_back)
{
    run(HEAD
        "plant: {line: [{source: in}, {station: s, time: 10 s, fails: {after: 25 s, "
        "repair: 5 s, part: scrap}, inspects: {to: rw}, to: out}, {station: rw, time: 1 s, "
        "to: s}, {sink: out}]}",
        (const double[]){0, 59}, 2);
    check("s", "first-time-through", NULL, 4.0 / 6.0);
    ck_assert_double_nan(value("rw", "first-time-through", NULL, 0.0));
    model_end(&plant);
}
END_TEST

// Batches of two, every good part rejected the first time: false alarm 100 %, by hand at rw
// (1 s), which sends it on.
START_TEST(rejected_batch_passes_none_the_first_time)
{
    run(HEAD "plant: {line: [{source: in, limit: 6}, {station: s, time: 10 s, batch: 2, "
             "inspects: {false-alarm: 100 %, to: rw}, to: out}, {station: rw, time: 1 s, "
             "queue: 9}, {sink: out}]}",
        (const double[]){0, 60}, 2);
    check("s", "rejected", NULL, 6.0);
    check("s", "first-time-through", NULL, 0.0);
    check("rw", "first-time-through", NULL, 1.0);
    model_end(&plant);
}
END_TEST

// ---- parts in work

// Nothing but ten batches of four.
START_TEST(oven_holds_all_parts_of_its_batch)
{
    run(HEAD
        "plant: {line: [{source: in}, {station: oven, time: 10 s, batch: 4}, {sink: out}]}",
        (const double[]){0, 100}, 2);
    check("oven", "in-work", "mean", 4.0);
    model_end(&plant);
}
END_TEST

// Two in the oven for 10 s; one goes on at 10, the other waits in it until s is free at 14.
START_TEST(parts_of_a_batch_leave_one_by_one)
{
    run(HEAD "plant: {line: [{source: in, limit: 2}, {station: oven, time: 10 s, batch: 2}, "
             "{station: s, time: 4 s}, {sink: out}]}",
        (const double[]){0, 20}, 2);
    check("oven", "in-work", "mean", (2.0 * 10.0 + 1.0 * 4.0) / 20.0);
    check("s", "in-work", "mean", 8.0 / 20.0);
    check("plant", "wip", "mean", 32.0 / 20.0);
    model_end(&plant);
}
END_TEST

// A coil for 5 s, then three sheets that leave at 5, 7 and 9.
START_TEST(children_of_a_split_are_in_work_until_they_leave)
{
    run(HEAD "parts: {coil: {}, sheet: {}}\n"
             "plant: {line: [{source: in, part: coil, limit: 1}, {station: cut, time: 5 s, "
             "splits: {sheet: 3}}, {station: s, time: 2 s}, {sink: out}]}",
        (const double[]){0, 20}, 2);
    check("cut", "in-work", "mean", (5.0 + 2.0 * 2.0 + 1.0 * 2.0) / 20.0);
    check("s", "in-work", "mean", 6.0 / 20.0);
    check("plant", "wip", "mean", 17.0 / 20.0);
    model_end(&plant);
}
END_TEST

// A part every 20 s, 5 s of work; 4 s of maintenance after every part, without one.
START_TEST(machine_without_a_part_has_none_in_work)
{
    run(HEAD "plant: {line: [{source: in, every: 20 s, first: 0 s}, {station: s, time: 5 s, "
             "maintain: {by: parts, every: 1, takes: 4 s}}, {sink: out}]}",
        (const double[]){0, 100}, 2);
    check("s", "maintenance", NULL, 20.0 / 100.0);
    check("s", "in-work", "mean", 25.0 / 100.0);
    model_end(&plant);
}
END_TEST

// One welder from 0 to 60 and from 120 on: the part that was begun at 40 stays until 130.
START_TEST(part_stays_in_work_over_the_hours_without_a_shift)
{
    run(HEAD
        "calendars: {h: {days: mon-sun, shifts: {a: {from: 00:00, to: 00:01}, b: {from: 00:02, "
        "to: 00:10}}}}\ncrews: {welders: {people: 1, calendar: h}}\n"
        "plant: {line: [{source: in, every: 40 s, first: 40 s, limit: 1}, {station: s, time: "
        "30 "
        "s, crew: {welders: 1}}, {sink: out}]}",
        (const double[]){0, 200}, 2);
    check("s", "in-work", "mean", 90.0 / 200.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("figures_station");
    tcase_add_test(c, second_machine_waits_for_the_only_fitter);
    tcase_add_test(c, active_period_is_no_longer_than_the_window);
    tcase_add_test(c, active_period_is_the_time_between_two_waits);
    tcase_add_test(c, active_period_begins_after_a_wait);
    tcase_add_test(c, every_part_of_a_batch_is_a_visit);
    tcase_add_test(c, part_that_a_failure_scraps_has_not_passed);
    tcase_add_test(c, scrap_of_a_changeover_is_no_visit);
    tcase_add_test(c, reworked_part_visits_the_check_twice_and_passes_none_the_first_time);
    tcase_add_test(c, station_without_a_limit_counts_the_parts_on_it);
    tcase_add_test(c, station_draws_idle_power_while_its_shop_heats_up);
    tcase_add_test(c, planned_cycle_is_that_of_the_variants_that_were_made);
    tcase_add_test(c, loading_is_part_of_the_planned_cycle);
    tcase_add_test(c, planned_cycle_is_what_learning_comes_to_in_the_end);
    tcase_add_test(c, planned_cycle_of_a_batch_is_that_of_its_first_part);
    tcase_add_test(c, batch_that_is_not_full_is_a_loss);
    tcase_add_test(c, part_that_comes_back_from_rework_comes_no_first_time);
    tcase_add_test(c, scrap_by_failure_is_no_first_pass_where_parts_come_back);
    tcase_add_test(c, rejected_batch_passes_none_the_first_time);
    tcase_add_test(c, oven_holds_all_parts_of_its_batch);
    tcase_add_test(c, parts_of_a_batch_leave_one_by_one);
    tcase_add_test(c, children_of_a_split_are_in_work_until_they_leave);
    tcase_add_test(c, machine_without_a_part_has_none_in_work);
    tcase_add_test(c, part_stays_in_work_over_the_hours_without_a_shift);
    return gm_check_main("plant/figures_station", c);
}
