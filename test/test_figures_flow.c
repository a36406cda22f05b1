// SPDX-License-Identifier: MIT
//
// Figures of places, sinks and the plant against sums by hand.

#include "check_main.h"
#include "figure_window.h"

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

// ---- sources

// Parts at 0, 10, 20 and 30; work of 25 s and no place before it: 0-25, then 25-50 (came at 10 and
// stood at the door), 50-75 and 75-100. Behind the one at the door: the third in 20-25, the
// fourth in 30-50.
START_TEST(source_counts_what_waits_outside)
{
    run(HEAD "plant: {line: [{source: in, every: 10 s, first: 0 s, limit: 4}, {station: s, "
             "time: 25 s, queue: {holds: 0}}, {sink: out}]}",
        (const double[]){0, 32, 60, 100}, 4);
    check("in", "outside", "mean", 25.0 / 100.0);
    check("in", "outside", "max", 1.0);
    check("in", "outside", "end", 0.0);
    window.from = 1;
    window.to = 2;
    check("in", "outside", "mean", 18.0 / 28.0);
    check("in", "outside", "max", 1.0);
    window.from = 2;
    window.to = 3;
    check("in", "outside", "max", 0.0);
    model_end(&plant);
}
END_TEST

// One card: of the three that come at 5 s one is in the plant until 9, the next until 13.
START_TEST(source_counts_what_waits_outside_for_a_card)
{
    run(HEAD
        "plant: {line: [{source: in, every: 1 h, first: 5 s, batch: 3}, {station: s, time: "
        "4 s}, {sink: out}]}\n"
        "limits: [{name: cards, over: [in, s], at-most: 1}]",
        (const double[]){0, 10}, 2);
    check("in", "outside", "mean", (2.0 * 4.0 + 1.0) / 10.0);
    check("in", "outside", "max", 2.0);
    check("in", "outside", "end", 1.0);
    model_end(&plant);
}
END_TEST

// Whoever gives a card back has gone when the next part gets it: never four with three cards.
START_TEST(cards_bound_the_most_parts_in_the_plant)
{
    run(HEAD "plant: {line: [{source: in}, {buffer: r, holds: 9}, {station: s, time: 4 s}, "
             "{sink: out}]}\nlimits: [{name: cards, over: [in, out], at-most: 3}]",
        (const double[]){0, 40}, 2);
    check("plant", "wip", "max", 3.0);
    check("line", "wip", "max", 3.0);
    check("r", "level", "max", 3.0); // at time 0, before the first is taken
    check("cards", "in-use", "mean", 3.0);
    model_end(&plant);
}
END_TEST

START_TEST(source_that_never_runs_dry_has_nothing_outside)
{
    run(HEAD "plant: {line: [{source: in}, {station: s, time: 4 s}, {sink: out}]}",
        (const double[]){0, 10}, 2);
    ck_assert_int_eq(gm_figures_find(&plant.twin->figures, "in", "outside", NULL), GM_NONE);
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

int main(void)
{
    TCase *c = tcase_create("figures_flow");
    tcase_add_test(c, queue_counts_what_it_loses);
    tcase_add_test(c, place_counts_what_grows_too_old_in_it);
    tcase_add_test(c, station_without_a_place_counts_what_it_loses);
    tcase_add_test(c, source_counts_what_waits_outside);
    tcase_add_test(c, source_counts_what_waits_outside_for_a_card);
    tcase_add_test(c, cards_bound_the_most_parts_in_the_plant);
    tcase_add_test(c, source_that_never_runs_dry_has_nothing_outside);
    tcase_add_test(c, sink_tells_the_variants_apart);
    tcase_add_test(c, percentiles_are_those_of_the_window);
    tcase_add_test(c, where_nothing_came_there_is_no_time);
    tcase_add_test(c, lines_counters_and_cards_have_figures_of_their_own);
    tcase_add_test(c, parts_in_the_plant_are_above_a_number_for_a_share_of_time);
    tcase_add_test(c, share_of_time_above_a_number_beyond_the_bins_is_not_known);
    tcase_add_test(c, small_snapshots_know_no_percentiles_and_no_shares_above);
    return gm_check_main("plant/figures_flow", c);
}
