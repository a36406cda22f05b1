// SPDX-License-Identifier: MIT
//
// Periods by hand, after Roser, Nakano and Tanaka 2002: the momentary bottleneck is the machine
// with the longest uninterrupted active period; where it overlaps with that of its successor,
// both are shifting bottlenecks, elsewhere it is the sole one.

#include "check_main.h"
#include "model_set.h"

#include "study/shifting.h"

#include <math.h>

#define TOLERANCE 1e-12

static double sole[3];
static double shifting[3];

static void find(gm_period *periods, int32_t n, double to_s)
{
    gm_shifting_of(periods, n, (double[]){0.0, to_s}, 3, sole, shifting);
}

static void expect(int i, double sole_share, double shifting_share)
{
    ck_assert_double_eq_tol(sole[i], sole_share, TOLERANCE);
    ck_assert_double_eq_tol(shifting[i], shifting_share, TOLERANCE);
}

// 0: ========            0 .. 10
// 1:       =======       8 .. 15
// 2:           ========= 12 .. 30
// Sole: 0 in 0 .. 8, 1 in 10 .. 12, 2 in 15 .. 30. Shifting: 0 and 1 in 8 .. 10, 1 and 2 in
// 12 .. 15.
START_TEST(neighbours_share_what_overlaps)
{
    gm_period p[] = {{12, 30, 2}, {0, 10, 0}, {8, 15, 1}};
    find(p, 3, 30.0);
    expect(0, 8 / 30.0, 2 / 30.0);
    expect(1, 2 / 30.0, 5 / 30.0);
    expect(2, 15 / 30.0, 3 / 30.0);
}
END_TEST

// When 0 ends at 10 both others run: 1 for 7, 2 for 31. The longer takes over; 1 never is.
START_TEST(the_longest_of_those_that_run_takes_over)
{
    gm_period p[] = {{0, 10, 0}, {5, 12, 1}, {9, 40, 2}};
    find(p, 3, 40.0);
    expect(0, 9 / 40.0, 1 / 40.0);
    expect(1, 0, 0);
    expect(2, 30 / 40.0, 1 / 40.0);
}
END_TEST

START_TEST(a_period_within_a_longer_one_is_never_the_bottleneck)
{
    gm_period p[] = {{0, 100, 0}, {10, 20, 1}, {30, 99, 2}};
    find(p, 3, 100.0);
    expect(0, 1, 0);
    expect(1, 0, 0);
    expect(2, 0, 0);
}
END_TEST

// 1 overlaps 0 from 1 on; 2 began at 5, but shares with 1 only since 1 took over at 10.
START_TEST(an_overlap_counts_from_where_the_bottleneck_took_over)
{
    gm_period p[] = {{0, 10, 0}, {1, 20, 1}, {5, 22, 2}};
    find(p, 3, 22.0);
    expect(0, 1 / 22.0, 9 / 22.0);
    expect(1, 0, 19 / 22.0);
    expect(2, 2 / 22.0, 10 / 22.0);
}
END_TEST

START_TEST(there_is_no_bottleneck_while_all_wait)
{
    gm_period p[] = {{0, 5, 0}, {8, 10, 1}};
    find(p, 2, 10.0);
    expect(0, 0.5, 0);
    expect(1, 0.2, 0);
}
END_TEST

START_TEST(a_machine_may_be_the_bottleneck_again)
{
    // 0 in 0 .. 10, 1 in 9 .. 20, 0 again in 18 .. 30.
    gm_period p[] = {{0, 10, 0}, {9, 20, 1}, {18, 30, 0}};
    find(p, 3, 30.0);
    expect(0, 19 / 30.0, 3 / 30.0);
    expect(1, 8 / 30.0, 3 / 30.0);
}
END_TEST

START_TEST(periods_beyond_the_window_are_clipped_but_keep_their_length)
{
    // 1 is longer than 0 as a whole, although less of it lies in the window.
    gm_period p[] = {{0, 6, 0}, {-50, 4, 1}, {2, 100, 2}};
    find(p, 3, 10.0);
    expect(0, 0, 0);
    expect(1, 2 / 10.0, 2 / 10.0);
    expect(2, 6 / 10.0, 2 / 10.0);
}
END_TEST

START_TEST(without_periods_there_is_none)
{
    find(NULL, 0, 10.0);
    expect(0, 0, 0);
}
END_TEST

// 60 s before 30 s: the first works without a break, the second half of the time.
START_TEST(a_station_that_never_waits_is_the_sole_bottleneck_of_a_run)
{
    model_set m;
    model_set_open(&m, "gemba: 1\n"
                       "clock: {run: 10 h, warm-up: none}\n"
                       "plant:\n"
                       "  line:\n"
                       "    - source: blanks\n"
                       "    - {station: slow, time: 60 s}\n"
                       "    - {station: fast, time: 30 s}\n"
                       "    - sink: out\n");
    gm_shifting s = gm_shifting_watch(m.twin, 1, 0, &m.arena);
    ck_assert_double_eq_tol(s.sole[0], 1.0, TOLERANCE);
    ck_assert_double_eq_tol(s.sole[1] + s.shifting[1], 0.0, TOLERANCE);
    ck_assert(!s.is_cut);
    model_set_close(&m);
}
END_TEST

// Ten parts of 60 s, then the line is empty: a works until 600 and waits to the end; the last
// part is on b in 600 .. 630. Of 3,600 s.
START_TEST(a_station_that_waits_at_the_end_keeps_its_last_active_period)
{
    model_set m;
    model_set_open(&m, "gemba: 1\n"
                       "clock: {run: 1 h, warm-up: none, horizon: terminating}\n"
                       "plant:\n"
                       "  line:\n"
                       "    - {source: blanks, limit: 10}\n"
                       "    - {station: a, time: 60 s}\n"
                       "    - {station: b, time: 30 s}\n"
                       "    - sink: out\n");
    gm_shifting s = gm_shifting_watch(m.twin, 1, 0, &m.arena);
    ck_assert_double_eq_tol(s.sole[0], 600.0 / 3600.0, TOLERANCE);
    ck_assert_double_eq_tol(s.sole[1], 30.0 / 3600.0, TOLERANCE);
    ck_assert_double_eq_tol(s.shifting[0] + s.shifting[1], 0.0, TOLERANCE);
    model_set_close(&m);
}
END_TEST

// Neither the two presses nor the oven of any size is watched; a waits for nothing all along.
START_TEST(stations_that_are_not_watched_take_nothing_from_the_others)
{
    model_set m;
    model_set_open(&m, "gemba: 1\n"
                       "clock: {run: 1 h, warm-up: none, horizon: terminating}\n"
                       "plant:\n"
                       "  line:\n"
                       "    - source: blanks\n"
                       "    - {station: a, time: 60 s}\n"
                       "    - {station: oven, machines: unlimited, time: 10 min}\n"
                       "    - {station: presses, machines: 2, time: 110 s}\n"
                       "    - sink: out\n");
    gm_shifting s = gm_shifting_watch(m.twin, 1, 0, &m.arena);
    ck_assert_double_eq_tol(s.sole[0], 1.0, TOLERANCE);
    ck_assert(isnan(s.sole[1]) && isnan(s.shifting[1]));
    ck_assert(isnan(s.sole[2]) && isnan(s.shifting[2]));
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("shifting");
    tcase_add_test(c, neighbours_share_what_overlaps);
    tcase_add_test(c, the_longest_of_those_that_run_takes_over);
    tcase_add_test(c, a_period_within_a_longer_one_is_never_the_bottleneck);
    tcase_add_test(c, an_overlap_counts_from_where_the_bottleneck_took_over);
    tcase_add_test(c, there_is_no_bottleneck_while_all_wait);
    tcase_add_test(c, a_machine_may_be_the_bottleneck_again);
    tcase_add_test(c, periods_beyond_the_window_are_clipped_but_keep_their_length);
    tcase_add_test(c, without_periods_there_is_none);
    tcase_add_test(c, a_station_that_never_waits_is_the_sole_bottleneck_of_a_run);
    tcase_add_test(c, a_station_that_waits_at_the_end_keeps_its_last_active_period);
    tcase_add_test(c, stations_that_are_not_watched_take_nothing_from_the_others);
    return gm_check_main("study/shifting", c);
}
