// SPDX-License-Identifier: MIT
//
// Figures over a window of a run against sums by hand, and the list of them.

#include "check_main.h"
#include "figure_window.h"

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
    tcase_add_test(c, figure_is_found_by_its_stat_or_else_by_its_mean);
    tcase_add_test(c, no_two_figures_have_the_same_name);
    return gm_check_main("plant/figures", c);
}
