// SPDX-License-Identifier: MIT
//
// Figures over a window of a run against sums by hand.

#include "check_main.h"
#include "model_plant.h"

#include <stdio.h>

#define HEAD      "gemba: 1\nclock: {run: 3 d, horizon: terminating}\n"
#define SNAPSHOTS 4

static model_plant plant;
static gm_snapshot series[SNAPSHOTS];
static gm_stats_window window;

// Runs a model and takes a snapshot at each of these times, at 0 before anything has happened;
// the window is from the first to the last.
static void run(const char *text, const double *times_s, int32_t n)
{
    model_start(&plant, text);
    for (int32_t i = 0; i < n; i++) {
        if (times_s[i] > 0.0) {
            model_run_to(&plant, times_s[i]);
        }
        series[i] = gm_snapshot_create(&plant.twin->layout, &plant.arena, true);
        gm_snapshot_take(&plant.twin->layout, plant.run, &series[i]);
    }
    window = (gm_stats_window){&plant.twin->layout, series, 0, n - 1};
}

static double value(const char *path, const char *figure, const char *stat, double argument)
{
    int32_t i = gm_figures_find(&plant.twin->figures, path, figure, stat);
    ck_assert_msg(i != GM_NONE, "there is no %s.%s", path, figure);
    return gm_figure_value(&plant.twin->figures.items[i], &window, argument);
}

static void check(const char *path, const char *figure, const char *stat, double expected)
{
    double got = value(path, figure, stat, 0.0);
    ck_assert_msg(fabs(got - expected) <= 1e-12 * (1.0 + fabs(expected)),
                  "%s.%s%s%s is %.15g, not %.15g", path, figure, stat ? "." : "",
                  stat ? stat : "", got, expected);
}

// a works 6 s and fails after every 10 s of work for 4 s; b takes 2 s. Over 0-40 a works
// 0-10, 14-24, 28-38 and is down 10-14, 24-28, 38-40: parts at 6, 16, 22, 32, 38 (age 10 at 38,
// so that the failure comes at the next start). b: 6-8, 16-18, 22-24, 32-34, 38-40.
#define TWO                                                                                    \
    HEAD                                                                                       \
        "plant: {line: [{source: in}, {station: a, time: 6 s, fails: {after: 10 s, repair: 4 " \
        "s}, energy: {working: 1 kW, idle: 100 W, down: 10 W}}, {station: b, time: 2 s, "      \
        "energy: {working: 2 kW, idle: 200 W}}, {sink: out}]}"

START_TEST(shares_of_a_station_are_those_of_its_states)
{
    run(TWO, (const double[]){0, 40}, 2);
    check("a", "count", NULL, 5.0);
    check("a", "working", NULL, 30.0 / 40.0);
    check("a", "down", NULL, 10.0 / 40.0);
    check("a", "failures", NULL, 3.0);
    check("a", "micro-stops", NULL, 2.0); // those that are over
    check("b", "starved", NULL, 30.0 / 40.0);
    check("a", "availability", NULL, 30.0 / 40.0);
    check("a", "oee", NULL, 6.0 * 5.0 / 40.0);
    check("b", "oee", NULL, 2.0 * 5.0 / 40.0);
    check("a", "energy", NULL, 1000.0 * 30.0 + 10.0 * 10.0);
    check("b", "energy", NULL, 2000.0 * 10.0 + 200.0 * 30.0);
    check("plant", "energy", NULL, 30100.0 + 26000.0);
    check("out", "count", NULL, 5.0);
    model_end(&plant);
}
END_TEST

// The same from 10 s on: a has 20 s of work and 10 s of stops; parts at 16, 22, 32, 38.
START_TEST(window_leaves_out_what_was_before_it)
{
    run(TWO, (const double[]){10, 20, 40}, 3);
    check("a", "count", NULL, 4.0);
    check("a", "working", NULL, 20.0 / 30.0);
    check("a", "down", NULL, 10.0 / 30.0);
    check("a", "failures", NULL, 2.0); // at 24 and 38
    check("out", "count", NULL, 4.0);
    model_end(&plant);
}
END_TEST

// Parts at 1, 2, 3 and 4 s of work.
#define THREE                                                                                  \
    HEAD                                                                                       \
        "plant: {line: [{source: in, every: 1 s, limit: 3}, {buffer: r, holds: 5}, {station: " \
        "s, time: 4 s}, {sink: out}]}"

// Out at 5, 9, 13; waits 0, 3, 6; times in system 4, 7, 10.
START_TEST(buffers_and_sinks_over_the_whole_run)
{
    run(THREE, (const double[]){0, 20}, 2);
    check("r", "count", NULL, 3.0);
    check("r", "level", "mean", 9.0 / 20.0);
    check("r", "level", "max", 2.0);
    check("r", "level", "end", 0.0);
    check("r", "waiting", "mean", 3.0);
    check("r", "waiting", "max", 6.0);
    check("r", "waiting", "share", 2.0 / 3.0);
    check("out", "time-in-system", "mean", 7.0);
    check("out", "time-in-system", "sd", 3.0);
    check("out", "time-in-system", "max", 10.0);
    check("plant", "wip", "mean", 21.0 / 20.0);
    check("plant", "wip", "max", 3.0);
    check("line", "wip", "mean", 21.0 / 20.0);
    ck_assert_double_eq_tol(value("r", "level", "above", 0.0), 7.0 / 20.0, 1e-15);
    ck_assert_double_eq_tol(value("r", "level", "above", 1.0), 2.0 / 20.0, 1e-15);
    ck_assert_double_eq(value("r", "level", "above", 2.0), 0.0);
    ck_assert_double_eq(value("r", "level", "above", 7.0), 0.0); // it holds no more than 5
    check("r", "level", "above(0)", 7.0 / 20.0);                 // the same without asking
    check("r", "level", "above(1)", 2.0 / 20.0);
    check("r", "level", "above(4)", 0.0); // full
    ck_assert_int_eq(gm_figures_find(&plant.twin->figures, "r", "level", "above(5)"), GM_NONE);
    check("plant", "wip", "above(0)", 12.0 / 20.0);
    check("plant", "wip", "above(2)", 2.0 / 20.0);
    model_end(&plant);
}
END_TEST

// Maxima belong to their stretch: the level is 2 in 3-5 only, 1 after 5, 0 after 9.
START_TEST(maximum_is_that_of_the_window)
{
    run(THREE, (const double[]){6, 20}, 2);
    check("r", "level", "max", 1.0);
    check("r", "level", "mean", 3.0 / 14.0);
    check("r", "waiting", "max", 6.0);
    model_end(&plant);
}
END_TEST

// One of two welders from 0 to 60 and from 120 on; 30 s works of one man each.
START_TEST(people_are_counted_while_they_are_there)
{
    run(HEAD
        "calendars: {h: {days: mon-sun, shifts: {a: {from: 00:00, to: 00:01}, b: {from: 00:02, "
        "to: 00:10}}}}\ncrews: {welders: {people: 2, calendar: h}}\n"
        "plant: {line: [{source: in}, {station: s, time: 30 s, crew: {welders: 1}}, {sink: "
        "out}]}",
        (const double[]){0, 200}, 2);
    check("welders", "people", "mean", 2.0 * 140.0 / 200.0);
    check("welders", "busy", "mean", 140.0 / 200.0);
    check("welders", "busy-share", NULL, 0.5);
    check("s", "off-shift", NULL, 60.0 / 200.0);
    check("s", "availability", NULL, 1.0);
    model_end(&plant);
}
END_TEST

START_TEST(states_of_every_station_add_up)
{
    run(TWO, (const double[]){3, 7, 40}, 3);
    for (int i = 0; i < 2; i++) {
        double sum = 0.0;
        for (int s = 0; s < GM_N_STATES; s++) {
            sum += value(i == 0 ? "a" : "b", gm_state_word((gm_state)s), NULL, 0.0);
        }
        ck_assert_double_eq_tol(sum, 1.0, 1e-9);
    }
    model_end(&plant);
}
END_TEST

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

// ---- places that lose

// Parts at 0.5, 1.5 .. 9.5, 4.2 s of work, one place. In work: 0.5-4.7, 4.7-8.9 (came at 1.5),
// 8.9-13.1 (at 5.5), 13.1-17.3 (at 9.5); the other six find the place taken.
START_TEST(queue_counts_what_it_loses)
{
    run(HEAD "plant: {line: [{source: in, every: 1 s, first: 0.5 s, limit: 10}, {station: s, "
             "time: 4.2 s, queue: {holds: 1, when-full: lose}}, {sink: out}]}",
        (const double[]){0, 20}, 2);
    check("s", "lost", NULL, 6.0);
    check("s", "lost-share", NULL, 0.6);
    check("s", "queue", "mean", (3.2 + 3.4 + 3.6) / 20.0);
    check("s", "waiting", "mean", (3.2 + 3.4 + 3.6) / 4.0);
    check("s", "waiting", "max", 3.6);
    check("s", "waiting", "share", 0.75);
    model_end(&plant);
}
END_TEST

// Parts at 0, 4 .. 16, 8 s of work from 0, 8 (came at 4), 16 (at 8) and 24 (at 16): the one that
// came at 12 is scrapped at 22.
START_TEST(place_counts_what_grows_too_old_in_it)
{
    run(HEAD
        "plant: {line: [{source: in, every: 4 s, first: 0 s, limit: 5}, {buffer: r, holds: "
        "9, longest: 10 s, then: scrap}, {station: s, time: 8 s}, {sink: out}]}",
        (const double[]){0, 40}, 2);
    check("r", "count", NULL, 5.0);
    check("r", "expired", NULL, 1.0);
    check("out", "count", NULL, 4.0);
    check("plant", "scrap", NULL, 1.0);
    model_end(&plant);
}
END_TEST

// No place at all, 2.2 s of work: 0.5, 3.5, 6.5 and 9.5 find the machine free.
START_TEST(station_without_a_place_counts_what_it_loses)
{
    run(HEAD "plant: {line: [{source: in, every: 1 s, first: 0.5 s, limit: 10}, {station: s, "
             "time: 2.2 s, queue: {holds: 0, when-full: lose}}, {sink: out}]}",
        (const double[]){0, 20}, 2);
    check("s", "count", NULL, 4.0);
    check("s", "lost", NULL, 6.0);
    check("s", "lost-share", NULL, 0.6);
    model_end(&plant);
}
END_TEST

// ---- belts and moving lines

// 10 s on the belt; parts on it at 0-10, 6-16, 12-22. It moves while there are any; its entrance
// is taken for 2 s by each.
START_TEST(belt_counts_what_is_on_it)
{
    run(HEAD "plant: {line: [{source: in, every: 6 s, first: 0 s, limit: 3}, {conveyor: belt, "
             "length: 10 m, speed: 1 m/s, pitch: 2 m, energy: {working: 100 W, idle: 10 W}}, "
             "{sink: out}]}",
        (const double[]){0, 40}, 2);
    check("belt", "count", NULL, 3.0);
    check("belt", "content", "mean", 30.0 / 40.0);
    check("belt", "content", "max", 2.0);
    check("belt", "working", NULL, 6.0 / 40.0);
    check("belt", "starved", NULL, 34.0 / 40.0);
    check("belt", "active-share", NULL, 6.0 / 40.0);
    check("belt", "active-period", "mean", 6.0 / 4.0); // three waits
    check("belt", "energy", NULL, 22.0 * 100.0 + 18.0 * 10.0);
    check("plant", "energy", NULL, 22.0 * 100.0 + 18.0 * 10.0);
    check("belt", "failures", NULL, 0.0);
    check("belt", "availability", NULL, 1.0);
    check("belt", "planned-cycle", NULL, 2.0);
    check("belt", "oee", NULL, 3.0 * 2.0 / 40.0);
    model_end(&plant);
}
END_TEST

// Takt 60 s, three stations, cars at 0, 90, 180, 270: they come in at 0, 120, 180 and 300, with
// gaps at 60 and 240, and leave 180 s later. Until 350 they are on the line for 180, 180, 170
// and 50 s and have come into 3, 3, 3 and 1 stations. Each station draws a third of the power
// while it has a car.
START_TEST(moving_line_counts_cars_visits_and_gaps)
{
    run(HEAD
        "plant: {line: [{source: in, every: 90 s, first: 0 s}, {moving-line: final, pitch: "
        "6 m, takt: 60 s, stations: 3, work: 50 s, energy: {working: 1 kW}}, {sink: out}]}",
        (const double[]){0, 350}, 2);
    check("final", "count", NULL, 2.0);
    check("final", "visits", NULL, 10.0);
    check("final", "gaps", NULL, 2.0);
    check("final", "content", "mean", 580.0 / 350.0);
    check("final", "content", "max", 2.0);
    check("final", "stops", NULL, 0.0);
    check("final", "towed", NULL, 0.0);
    check("final", "working", NULL, 580.0 / (3.0 * 350.0));
    check("final", "missing-car-share", NULL, 470.0 / (3.0 * 350.0));
    check("final", "failure-gap-share", NULL, 0.0);
    check("final", "active-share", NULL, 580.0 / (3.0 * 350.0));
    check("final", "active-period", "mean", 580.0 / 3.0 / 3.0); // before, between, after gaps
    check("final", "energy", NULL, 580e3 / 3.0);
    check("plant", "energy", NULL, 580e3 / 3.0);
    model_end(&plant);
}
END_TEST

// 70 s of work and 10 s to start again: 20 s of each step of 80 s.
START_TEST(late_work_stops_the_moving_line)
{
    run(HEAD "plant: {line: [{source: in}, {moving-line: final, pitch: 6 m, takt: 60 s, "
             "stations: 3, work: 70 s, restart: 10 s}, {sink: out}]}",
        (const double[]){0, 400}, 2);
    check("final", "stops", NULL, 5.0);
    check("final", "stop-share", NULL, 100.0 / 400.0);
    check("final", "down", NULL, 100.0 / 400.0);
    check("final", "working", NULL, 4.0 * 60.0 / 400.0); // one of three, two, then three
    check("final", "starved", NULL, 60.0 / 400.0);
    check("final", "restart-share", NULL, 50.0 / 400.0);
    check("final", "short-handed-share", NULL, 0.0);
    check("final", "micro-stops", NULL, 5.0);
    check("final", "micro-stop-share", NULL, 100.0 / 400.0);
    check("final", "availability", NULL, 1.0); // nothing has failed
    check("final", "planned-cycle", NULL, 60.0);
    check("final", "count", NULL, 3.0); // at 240, 320 and 400
    check("final", "oee", NULL, 3.0 * 60.0 / 400.0);
    check("final", "first-time-through", NULL, 1.0);
    model_end(&plant);
}
END_TEST

// Takt 60 s, four stations, conveyor drive: a failure after 90 s of work, 30 s of repair, again
// and again. Cars in at 0, 60 and, after 90-120, at 150; out at 240 + 2 x 30 = 300 (210-240).
START_TEST(moving_line_is_available_while_it_has_not_failed)
{
    run(HEAD "plant: {line: [{source: in}, {moving-line: final, pitch: 6 m, takt: 60 s, "
             "stations: 4, work: 50 s, drive: conveyor, fails: {after: 90 s, repair: 30 s}}, "
             "{sink: out}]}",
        (const double[]){0, 300}, 2);
    check("final", "down", NULL, 60.0 / 300.0);
    check("final", "availability", NULL, 240.0 / 300.0);
    check("final", "breakdown-share", NULL, 60.0 / 300.0);
    check("final", "dead-car-share", NULL, 0.0);
    check("final", "micro-stop-share", NULL, 60.0 / 300.0);
    check("final", "count", NULL, 1.0);
    check("final", "oee", NULL, 60.0 / 300.0);
    model_end(&plant);
}
END_TEST

// Each car dies after 90 car-seconds of the line and is towed out of the plant.
START_TEST(towed_car_has_not_gone_through)
{
    run(HEAD
        "plant: {line: [{source: in, limit: 1}, {moving-line: final, pitch: 6 m, takt: 60 "
        "s, stations: 4, work: 50 s, drive: self-propelled, fails: {after: 90 s, repair: 30 "
        "s}, towed: out}, {sink: out}]}",
        (const double[]){0, 300}, 2);
    check("final", "towed", NULL, 1.0);
    check("final", "towed-share", NULL, 90.0 / (4.0 * 300.0));
    check("final", "dead-car-share", NULL, 2.0 * 30.0 / (4.0 * 300.0)); // in the second station
    check("final", "breakdown-share", NULL, 0.0);
    check("final", "first-time-through", NULL, 0.0);
    model_end(&plant);
}
END_TEST

// ---- sinks and the plant

// Levelled: a, b, a, b, born when they are taken; 2 and 4 s. The variance is 4 x 1 / 3.
START_TEST(sink_tells_the_variants_apart)
{
    run(HEAD "parts: {part: {variants: {a: 50 %, b: 50 %}}}\n"
             "plant: {line: [{source: in, limit: 4, mix-rule: levelled}, {station: s, time: "
             "{a: 2 s, b: 4 s}}, {sink: out}]}",
        (const double[]){0, 20}, 2);
    check("out", "count", "a", 2.0);
    check("out", "count", "b", 2.0);
    check("out", "count", NULL, 4.0);
    check("out", "time-in-system", "a", 2.0);
    check("out", "time-in-system", "b", 4.0);
    check("out", "time-in-system", "sd", sqrt(4.0 / 3.0));
    ck_assert_double_eq_tol(value("out", "time-in-system", "a-p50", 0.0), 2.0, 2.0 / 16.0);
    ck_assert_double_eq_tol(value("out", "time-in-system", "b-p5", 0.0), 4.0, 4.0 / 16.0);
    ck_assert_double_eq_tol(value("out", "time-in-system", "b-p99", 0.0), 4.0, 4.0 / 16.0);
    model_end(&plant);
}
END_TEST

// Work of 1, 2 .. 100 s, one part every 200 s: its percentiles are within 1/64, see histogram.h.
START_TEST(percentiles_are_those_of_the_window)
{
    char text[1200];
    int n = snprintf(text, sizeof text, "%s",
                     HEAD "plant: {line: [{source: in, every: 200 s, first: 0 s}, {station: s, "
                          "time: \"list(");
    for (int i = 1; i <= 100; i++) {
        n += snprintf(text + n, sizeof text - (size_t)n, "%s%d s", i > 1 ? ", " : "", i);
    }
    snprintf(text + n, sizeof text - (size_t)n, ")\"}, {sink: out}]}");
    run(text, (const double[]){0, 50.0 * 200.0, 100.0 * 200.0 - 1.0}, 3);
    window.to = 1; // 1 .. 50
    ck_assert_double_eq_tol(value("out", "time-in-system", "p90", 0.0), 45.0, 45.0 / 64.0);
    check("out", "time-in-system", "max", 50.0);
    window = (gm_stats_window){&plant.twin->layout, series, 1, 2}; // 51 .. 100
    ck_assert_double_eq_tol(value("out", "time-in-system", "p5", 0.0), 53.0, 53.0 / 64.0);
    ck_assert_double_eq_tol(value("out", "time-in-system", "p50", 0.0), 75.0, 75.0 / 64.0);
    ck_assert_double_eq_tol(value("out", "time-in-system", "p99", 0.0), 100.0, 100.0 / 64.0);
    check("out", "time-in-system", "mean", 75.5);
    model_end(&plant);
}
END_TEST

START_TEST(where_nothing_came_there_is_no_time)
{
    run(HEAD "plant: {line: [{source: in, every: 1 h}, {station: s, time: 4 s}, {buffer: r, "
             "holds: 1}, {sink: out}]}",
        (const double[]){0, 20}, 2);
    check("out", "count", NULL, 0.0);
    check("s", "starved", NULL, 1.0);
    ck_assert_double_nan(value("out", "time-in-system", "mean", 0.0));
    ck_assert_double_nan(value("out", "time-in-system", "sd", 0.0));
    ck_assert_double_nan(value("out", "time-in-system", "p50", 0.0));
    ck_assert_double_nan(value("out", "reworked-share", NULL, 0.0));
    ck_assert_double_nan(value("s", "first-time-through", NULL, 0.0));
    ck_assert_double_nan(value("r", "waiting", "mean", 0.0));
    model_end(&plant);
}
END_TEST

// One part: 2 s in the first line, then 5 s in the second. A card from 0 to 7.
START_TEST(lines_counters_and_cards_have_figures_of_their_own)
{
    run(HEAD
        "plant: {first: [{source: in, limit: 1}, {station: s1, time: 2 s, counts: made, to: "
        "s2}], second: [{station: s2, time: 5 s}, {sink: out}]}\n"
        "limits: [{name: cards, over: [s1, s2], at-most: 3}]",
        (const double[]){0, 10}, 2);
    check("first", "wip", "mean", 0.2);
    check("second", "wip", "mean", 0.5);
    check("first", "wip", "max", 1.0);
    check("plant", "wip", "mean", 0.7);
    check("plant", "wip", "end", 0.0);
    check("made", "count", NULL, 1.0);
    check("in", "count", NULL, 1.0);
    check("cards", "in-use", "mean", 0.7);
    model_end(&plant);
}
END_TEST

// 1 part in 1-2, 2 in 2-3, 3 in 3-5, 2 in 5-9, 1 in 9-13.
START_TEST(parts_in_the_plant_are_above_a_number_for_a_share_of_time)
{
    run(THREE, (const double[]){0, 20}, 2);
    ck_assert_double_eq_tol(value("plant", "wip", "above", 0.0), 12.0 / 20.0, 1e-12);
    ck_assert_double_eq_tol(value("plant", "wip", "above", 1.0), 7.0 / 20.0, 1e-12);
    ck_assert_double_eq_tol(value("plant", "wip", "above", 2.5), 2.0 / 20.0, 1e-12);
    ck_assert_double_eq_tol(value("plant", "wip", "above", -1.0), 1.0, 1e-12);
    ck_assert_double_eq(value("plant", "wip", "above", 1e9), 0.0);
    model_end(&plant);
}
END_TEST

// Without room there is an unlimited store with more parts than bins: nobody can say by how much.
START_TEST(share_of_time_above_a_number_beyond_the_bins_is_not_known)
{
    run(HEAD "plant: {line: [{source: in, every: 1 h, first: 5 s, batch: 3000}, {buffer: r, "
             "holds: unlimited}, {station: s, time: 1 h}, {sink: out}]}",
        (const double[]){0, 20}, 2);
    ck_assert_double_eq_tol(value("r", "level", "above", 1000.0), 15.0 / 20.0, 1e-12);
    ck_assert_double_nan(value("r", "level", "above", 2000.0));
    model_end(&plant);
}
END_TEST

START_TEST(small_snapshots_know_no_percentiles_and_no_shares_above)
{
    run(THREE, (const double[]){0, 20}, 2);
    series[1].has_bins = false;
    series[1].hist = NULL;
    ck_assert_double_nan(value("r", "level", "above", 0.0));
    ck_assert_double_nan(value("out", "time-in-system", "p50", 0.0));
    check("out", "time-in-system", "mean", 7.0);
    model_end(&plant);
}
END_TEST

// ---- the list

static const gm_figure *find(const char *path, const char *figure, const char *stat)
{
    int32_t i = gm_figures_find(&plant.twin->figures, path, figure, stat);
    return i == GM_NONE ? NULL : &plant.twin->figures.items[i];
}

START_TEST(figure_is_found_by_its_stat_or_else_by_its_mean)
{
    run(THREE, (const double[]){0, 20}, 2);
    ck_assert_str_eq(find("r", "level", NULL)->stat, "mean");
    ck_assert_str_eq(find("r", "level", "max")->stat, "max");
    ck_assert_ptr_null(find("s", "working", NULL)->stat);
    ck_assert_ptr_null(find("s", "count", NULL)->stat);
    ck_assert_str_eq(find("r", NULL, NULL)->figure, "count");
    ck_assert_ptr_null(find("r", "level", "p99"));
    ck_assert_ptr_null(find("r", "pressure", NULL));
    ck_assert_ptr_null(find("nobody", "count", NULL));
    model_end(&plant);
}
END_TEST

START_TEST(no_two_figures_have_the_same_name)
{
    run(HEAD
        "crews: {fitters: 1}\nparts: {part: {variants: {a: 50 %, b: 50 %}}}\n"
        "plant: {line: [{source: in, every: 1 h}, {station: s, time: 1 s, queue: 3}, {buffer: "
        "r, holds: 2, counts: made}, {conveyor: c, length: 9 m, speed: 1 m/s, pitch: 1 m}, "
        "{moving-line: m, pitch: 6 m, takt: 60 s, stations: 3, work: 50 s}, {sink: out}]}\n"
        "limits: [{name: cards, over: [s, r], at-most: 3}]",
        (const double[]){0, 20}, 2);
    const gm_figure_list *all = &plant.twin->figures;
    for (int32_t i = 0; i < all->n; i++) {
        const gm_figure *f = &all->items[i];
        int32_t found = gm_figures_find(all, f->path, f->figure, f->stat);
        ck_assert_msg(found == i, "%s.%s.%s is number %d and %d", f->path, f->figure,
                      f->stat ? f->stat : "", i, found);
    }
    ck_assert_int_gt(all->n, 100);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("figures");
    tcase_add_test(c, shares_of_a_station_are_those_of_its_states);
    tcase_add_test(c, window_leaves_out_what_was_before_it);
    tcase_add_test(c, buffers_and_sinks_over_the_whole_run);
    tcase_add_test(c, maximum_is_that_of_the_window);
    tcase_add_test(c, people_are_counted_while_they_are_there);
    tcase_add_test(c, states_of_every_station_add_up);
    tcase_add_test(c, second_machine_waits_for_the_only_fitter);
    tcase_add_test(c, active_period_is_no_longer_than_the_window);
    tcase_add_test(c, active_period_is_the_time_between_two_waits);
    tcase_add_test(c, every_part_of_a_batch_is_a_visit);
    tcase_add_test(c, part_that_a_failure_scraps_has_not_passed);
    tcase_add_test(c, scrap_of_a_changeover_is_no_visit);
    tcase_add_test(c, reworked_part_visits_the_check_twice_and_passes_none_the_first_time);
    tcase_add_test(c, station_without_a_limit_counts_the_parts_on_it);
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
    tcase_add_test(c, queue_counts_what_it_loses);
    tcase_add_test(c, place_counts_what_grows_too_old_in_it);
    tcase_add_test(c, station_without_a_place_counts_what_it_loses);
    tcase_add_test(c, belt_counts_what_is_on_it);
    tcase_add_test(c, moving_line_counts_cars_visits_and_gaps);
    tcase_add_test(c, late_work_stops_the_moving_line);
    tcase_add_test(c, moving_line_is_available_while_it_has_not_failed);
    tcase_add_test(c, towed_car_has_not_gone_through);
    tcase_add_test(c, sink_tells_the_variants_apart);
    tcase_add_test(c, percentiles_are_those_of_the_window);
    tcase_add_test(c, where_nothing_came_there_is_no_time);
    tcase_add_test(c, lines_counters_and_cards_have_figures_of_their_own);
    tcase_add_test(c, parts_in_the_plant_are_above_a_number_for_a_share_of_time);
    tcase_add_test(c, share_of_time_above_a_number_beyond_the_bins_is_not_known);
    tcase_add_test(c, small_snapshots_know_no_percentiles_and_no_shares_above);
    tcase_add_test(c, figure_is_found_by_its_stat_or_else_by_its_mean);
    tcase_add_test(c, no_two_figures_have_the_same_name);
    return gm_check_main("plant/figures", c);
}
