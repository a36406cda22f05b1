// SPDX-License-Identifier: MIT
//
// Failures of moving lines and of their cars, against closed forms and traces by hand.

#include "check_main.h"
#include "moving_plant.h"

// Fails after every 100 s of motion, 30 s each: at 100 (up 130), 230 (260), 360 .. The car of 0
// needs 120 s of motion: 150; the next one 180 s: 210; then 240: 300, 300: 390 (360 to 390 down,
// completions before failures at the same time: its 300 s are over at 360).
START_TEST(conveyor_failure_stops_all_cars)
{
    static const gm_failure_def failure = {
        .name = "drive", .after = {.a = 100.0}, .by = GM_BY_WORK, .repair = {.a = 30.0}};
    line_of(2, gm_dist_constant(0.0));
    def.drive = GM_DRIVE_CONVEYOR;
    def.n_failures = 1;
    def.failures = &failure;
    start_endless();
    small_run_to(&plant, 399.0);
    const double exits_s[] = {150, 210, 300, 360};
    small_check_departures(&plant, LINE, exits_s, 4);
    ck_assert_double_eq(line()->n_failures, 3.0);
    check_state(GM_STATE_DOWN, 2.0 * 90.0);
    check_lost(GM_LOST_BREAKDOWN, 2.0 * 90.0);
    ck_assert_double_eq(line()->n_micro_stops, 3.0);
    ck_assert_double_eq_tol(line()->micro_stop_s, 2.0 * 90.0, 1e-9);
    check_states_add_up();
    small_end(&plant);
}
END_TEST

// Three stations. One car moves for 60 s, then two: 150 car-seconds are over at 105, one failure
// and no more, of one of two cars. If it is the second, the first drives on and leaves at 180;
// the second is repaired at 135, comes to the end of its station at 150 and leaves at 270. If it
// is the first, both stand from 105 to 135: 210 and 270. The third enters at 150 either way.
// If it is the second, its station is down for 30 s, and those ahead lack a car from 120, when the
// first goes on, to 150 and from 180, when it is out, to 210. If it is the first, two stations
// are down and there is no gap.
START_TEST(dead_car_stops_those_behind_it_only)
{
    static gm_failure_def failure;
    static const double entries_s[] = {0, 60, 150, 210};
    static const double exits_s[2][3] = {{180, 270, 330}, {210, 270, 330}};
    int n_of[2] = {0};
    line_of(3, gm_dist_constant(0.0));
    self_propelled(&failure);
    start_endless();
    for (uint32_t seed = 1; seed <= 32; seed++) {
        small_begin(&plant, seed);
        small_run_to(&plant, 340.0);
        int which = small_departure_s(&plant, LINE, 0) > 200.0 ? 1 : 0;
        n_of[which]++;
        small_check_departures(&plant, LINE, exits_s[which], 3);
        small_check_departures(&plant, IN, entries_s, 4);
        check_state(GM_STATE_DOWN, which == 1 ? 60.0 : 30.0);
        check_lost(GM_LOST_DEAD_CAR, which == 1 ? 60.0 : 30.0);
        check_lost(GM_LOST_GAP, which == 1 ? 0.0 : 60.0);
        check_states_add_up();
    }
    // Binomial, 32 tosses: fewer than 4 of one kind has a chance of 1e-6.
    ck_assert_int_ge(n_of[0], 4);
    ck_assert_int_ge(n_of[1], 4);
    small_end(&plant);
}
END_TEST

// Ten stations full of cars, repairs of an hour, in which all cars ahead leave the line: whatever
// is empty is empty because of a failure, but for the 45 takts until the first car has come to
// all stations.
START_TEST(gaps_that_failures_left_are_no_missing_cars)
{
    static gm_failure_def failure;
    line_of(10, gm_dist_constant(50.0));
    self_propelled(&failure);
    failure.after = gm_dist_exponential(360000.0);
    failure.repair = gm_dist_constant(3600.0);
    start_endless();
    small_run_to(&plant, 3.6e6);
    check_states_add_up();
    ck_assert_double_gt(line()->n_failures, 50.0);
    check_lost(GM_LOST_MISSING, 45.0 * 60.0);
    ck_assert_double_gt(line()->lost_s[GM_LOST_GAP], 1e5);
    small_end(&plant);
}
END_TEST

// The failure of the last test but one with a tow: the dead car leaves at 135. If it was the first, the second goes
// on and leaves at 270; if the second, the first has left at 180 and the line, which has the
// third car from the next step of the first on (180), gives it back at 360.
// If it was the first, it was towed after 105 s, and its place is at station 1 until 150 and at
// station 2 until 210: 75 s. If the second, after 45 s; its place at station 0 is empty from 135
// to 180, and that ahead of it from 120 on.
START_TEST(towed_car_leaves_a_gap)
{
    static gm_failure_def failure;
    static const gm_route_row_def row = {.word = GM_ROUTE_SCRAP, .share = 1.0};
    static const double exits_s[2][2] = {{180, 360}, {270, 330}};
    int n_of[2] = {0};
    line_of(3, gm_dist_constant(0.0));
    self_propelled(&failure);
    def.towed = (gm_route_def){.is_given = true, .n = 1, .rows = &row};
    start_endless();
    for (uint32_t seed = 1; seed <= 32; seed++) {
        small_begin(&plant, seed);
        small_run_to(&plant, 370.0);
        int which = small_departure_s(&plant, LINE, 0) > 200.0 ? 1 : 0;
        n_of[which]++;
        small_check_departures(&plant, LINE, exits_s[which], 2);
        ck_assert_double_eq(line()->n_towed, 1.0);
        ck_assert_double_eq(plant.run->sinks[2].n, 1.0); // scrap is the last of the sinks
        check_lost(GM_LOST_TOWED, which == 1 ? 105.0 : 45.0);
        check_lost(GM_LOST_GAP, which == 1 ? 75.0 : 105.0);
        check_states_add_up();
    }
    ck_assert_int_ge(n_of[0], 4);
    ck_assert_int_ge(n_of[1], 4);
    small_end(&plant);
}
END_TEST

// A line of ten cars, mean 10,000 car-seconds of motion to a failure: one in 1000 s of moving
// while all move. Counted over car-seconds, which the times of the cars on the line bound.
START_TEST(failures_come_by_car_seconds_of_motion)
{
    static gm_failure_def failure;
    line_of(10, gm_dist_constant(0.0));
    self_propelled(&failure);
    failure.after = gm_dist_exponential(10000.0);
    failure.repair = gm_dist_constant(0.001); // hardly any: all ten move all the time
    start_endless();
    small_run_to(&plant, 4e6);
    const gm_moving *m = line();
    double expected = m->area_car_s / 10000.0;
    ck_assert_double_eq_tol(m->area_car_s, 4e7, 1e5);
    ck_assert_double_eq_tol(m->n_failures, expected, 4.0 * sqrt(expected));
    small_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("moving_failures");
    tcase_add_test(cases, conveyor_failure_stops_all_cars);
    tcase_add_test(cases, dead_car_stops_those_behind_it_only);
    tcase_add_test(cases, gaps_that_failures_left_are_no_missing_cars);
    tcase_add_test(cases, towed_car_leaves_a_gap);
    tcase_add_test(cases, failures_come_by_car_seconds_of_motion);
    tcase_set_timeout(cases, 60);
    return gm_check_main("plant/moving_failures", cases);
}
