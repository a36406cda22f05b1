// SPDX-License-Identifier: MIT
//
// Moving lines against closed forms and traces by hand. Unless said otherwise the takt is 60 s
// (pitch 6 m, 0.1 m/s) and the supply of cars is unlimited. States are in station seconds.

#include "build_speed.h"
#include "check_main.h"
#include "moving_plant.h"

// ---- the line without trouble

// 40 stations, pitch 6 m, takt 60 s: 6 m/min, 40 cars on the line, 40 min through it.
START_TEST(forty_stations_hold_forty_cars_and_take_forty_takts)
{
    line_of(40, gm_dist_constant(50.0));
    start_endless();
    small_run_to(&plant, 3600.0 * 10.0);
    for (int i = 0; i < 500; i++) {
        ck_assert_double_eq_tol(small_departure_s(&plant, LINE, i), 2400.0 + 60.0 * i, 1e-9);
    }
    const gm_moving *m = line();
    ck_assert_int_eq(m->n_cars, 40);
    ck_assert_int_eq(m->n_max, 40);
    ck_assert_double_eq(m->n_out, 561.0);
    ck_assert_double_eq(m->zones[0].n_visits, 40.0 * 561.0 + 39.0 * 40.0 / 2.0 + 40.0);
    // Until the first car comes to them stations 1 .. 39 lack one for 60, 120 .. s: 46,800.
    check_state(GM_STATE_STARVED, 46800.0);
    check_state(GM_STATE_WORKING, 40.0 * 36000.0 - 46800.0);
    check_states_add_up();
    ck_assert_double_eq(m->n_andons, 0.0);
    small_end(&plant);
}
END_TEST

// Cars at 0, 90, 180 ..; steps begin every 60 s as long as there is a car. Those of 0, 90 and
// 180 come in at 0, 120 and 180, and leave three steps later.
START_TEST(missing_cars_leave_gaps)
{
    line_of(3, gm_dist_constant(60.0));
    gm_source_def source = small_every(90.0);
    begin();
    start(&source, NULL);
    small_run_to(&plant, 400.0);
    const double exits_s[] = {180, 300, 360};
    small_check_departures(&plant, LINE, exits_s, 3);
    // Pitches that went by the entrance: of 0 .. 300, with a car at 0, 120, 180 and 300.
    ck_assert_double_eq(line()->n_steps, 6.0);
    ck_assert_double_eq(line()->n_gaps, 2.0);
    // Cars are on it for 180, 180, 180, 100 and 40 s, the rest of 3 x 400 lacks one.
    check_state(GM_STATE_WORKING, 680.0);
    check_state(GM_STATE_STARVED, 520.0);
    check_lost(GM_LOST_MISSING, 520.0);
    ck_assert_double_eq(line()->n_waits, 2.0);
    check_states_add_up();
    small_end(&plant);
}
END_TEST

// A car every 150 s, one fits in every 100 s: a third of the stations is empty.
START_TEST(line_with_a_third_of_its_cars_missing_is_starved_for_a_third)
{
    line_of(10, gm_dist_constant(90.0));
    def.speed_m_s = 0.06;
    gm_source_def source = small_every(150.0);
    begin();
    start(&source, NULL);
    small_run_to(&plant, 3.6e6);
    check_states_add_up();
    // The first car takes 100, 200 .. 900 s to come to the stations behind the first: 4,500.
    ck_assert_double_eq_tol(line()->state_s[GM_STATE_STARVED], 3.6e7 / 3.0, 4500.0);
    ck_assert_double_eq_tol(line()->state_s[GM_STATE_WORKING], 3.6e7 * 2.0 / 3.0, 4500.0);
    ck_assert_double_eq(line()->lost_s[GM_LOST_GAP], 0.0);
    small_end(&plant);
}
END_TEST

// One car in 500 s: the line starts with it, also when a step would not begin then.
START_TEST(empty_line_starts_with_the_next_car)
{
    line_of(3, gm_dist_constant(60.0));
    gm_source_def source = small_every(500.0);
    source.first_s = 7.0;
    begin();
    start(&source, NULL);
    small_run_to(&plant, 1000.0);
    const double exits_s[] = {187, 687};
    small_check_departures(&plant, LINE, exits_s, 2);
    check_state(GM_STATE_STARVED, 3.0 * 1000.0 - 360.0);
    check_state(GM_STATE_WORKING, 360.0);
    ck_assert_double_eq_tol(line()->area_car_s, 360.0, 1e-9);
    small_end(&plant);
}
END_TEST

// The station behind takes 100 s: the line stands 40 s at the end of each step.
START_TEST(line_stands_while_the_first_car_cannot_leave)
{
    line_of(2, gm_dist_constant(60.0));
    gm_source_def source = small_endless();
    gm_station_def station = small_station(gm_dist_constant(100.0));
    begin();
    start(&source, &station);
    small_run_to(&plant, 1000.0);
    const double exits_s[] = {120, 220, 320, 420};
    const double entries_s[] = {0, 60, 120, 220, 320};
    small_check_departures(&plant, LINE, exits_s, 4);
    small_check_departures(&plant, IN, entries_s, 5);
    // Blocked from 180 to 220 and so on, until 980 to 1000.
    check_state(GM_STATE_BLOCKED, 2.0 * (8 * 40.0 + 20.0));
    ck_assert_double_eq(line()->n_waits, 9.0);
    check_states_add_up();
    small_end(&plant);
}
END_TEST

// ---- work that overruns

// Five stations that move on together when the slowest is done, exponential work of mean 1 s:
// the mean step is the harmonic number 1 + 1/2 + .. + 1/5 = 2.28333, with variance 1 + 1/4 + ..
// + 1/25 = 1.4636. Five standard errors.
START_TEST(indexed_line_waits_for_the_slowest_of_five)
{
    line_of(5, gm_dist_exponential(1.0));
    def.speed_m_s = 6e5; // takt 10 microseconds
    start_endless();
    double time_s = 200000.0;
    small_run_to(&plant, time_s);
    double n = line()->n_steps;
    ck_assert_double_eq_tol(time_s / n, 2.283333333, 5.0 * sqrt(1.4636 / n));
    check_states_add_up();
    small_end(&plant);
}
END_TEST

// Work of 70 s in a takt of 60 s: every step stands 10 s and starts again after 10 s more.
START_TEST(overrun_stops_the_line_until_the_work_is_done)
{
    line_of(3, gm_dist_constant(70.0));
    def.restart_s = 10.0;
    start_endless();
    small_run_to(&plant, 8000.0);
    const double exits_s[] = {240, 320, 400, 480};
    small_check_departures(&plant, LINE, exits_s, 4);
    const gm_moving *m = line();
    ck_assert_double_eq(m->n_andons, 100.0);
    check_state(GM_STATE_DOWN, 3.0 * 2000.0);
    check_lost(GM_LOST_STOP, 3.0 * 2000.0);
    check_lost(GM_LOST_RESTART, 3.0 * 1000.0);
    check_lost(GM_LOST_SHORT, 0.0);
    ck_assert_double_eq(m->n_micro_stops, 100.0); // 20 s each, the last one over at 8000
    ck_assert_double_eq_tol(m->micro_stop_s, 6000.0, 1e-6);
    check_states_add_up();
    ck_assert_double_eq_tol(m->zones[0].overrun_s / m->zones[0].n_overruns, 10.0, 1e-6);
    small_end(&plant);
}
END_TEST

// One station, work 70, 70, 45 s, drift at most 1.5 m = 15 s. The first is done at 70, 10 s
// after its car went on; the second at 140, 20 s after: the line stands from 135 (15 s beyond)
// to 140 and starts at 145; 45 s of the step are left. The third is done at 185, in time at 190.
START_TEST(worker_drifts_with_the_car_until_the_fixed_position)
{
    static const double work_s[] = {70, 70, 45};
    line_of(1, gm_dist_replay(work_s, 3, false));
    def.overrun = GM_OVERRUN_DRIFT;
    def.drift_m = 1.5;
    def.restart_s = 5.0;
    start_endless();
    small_run_to(&plant, 195.0);
    const double exits_s[] = {60, 120, 190};
    small_check_departures(&plant, LINE, exits_s, 3);
    const gm_moving *m = line();
    ck_assert_double_eq(m->n_andons, 1.0);
    check_lost(GM_LOST_STOP, 10.0);
    check_lost(GM_LOST_RESTART, 5.0);
    check_states_add_up();
    ck_assert_double_eq(m->zones[0].n_overruns, 2.0);
    ck_assert_double_eq_tol(m->zones[0].overrun_s, 30.0, 1e-6);
    small_end(&plant);
}
END_TEST

// With a drift that never ends the carry c = max(0, c + w - takt) is the wait in D/M/1. With
// mean work 48 s and takt 60 s: s = exp(-(60 / 48) (1 - s)), P(c > 0) = s, E(c) = 48 s / (1 - s)
// (Kendall 1953). s = 0.6286: E(c) = 81.24 s. Waits of successive cars are correlated for
// about 2 / (1 - 0.8)^2 = 50 of them, so 200,000 carry like 4,000: 5 % are four errors of
// E(c), as sd(c) is about 1.5 of it.
START_TEST(drift_without_end_is_the_wait_of_a_queue)
{
    line_of(1, gm_dist_exponential(48.0));
    def.overrun = GM_OVERRUN_DRIFT;
    def.drift_m = 1e9;
    start_endless();
    double s = 0.5;
    for (int i = 0; i < 200; i++) {
        s = exp(-60.0 / 48.0 * (1.0 - s));
    }
    small_run_to(&plant, 60.0 * 200000.0);
    const gm_zone *zone = &line()->zones[0];
    ck_assert_double_eq(line()->n_out, 200000.0);
    ck_assert_double_eq_tol(zone->n_overruns / 200000.0, s, 0.02);
    ck_assert_double_eq_tol(zone->overrun_s / 200000.0, 48.0 * s / (1.0 - s),
                            0.05 * 48.0 * s / (1.0 - s));
    ck_assert_double_eq_tol(gm_moving_utilisation(plant.run, 0, 0), 0.8, 0.01);
    small_end(&plant);
}
END_TEST

// ---- what always holds

static void check_line(const gm_moving *m, int32_t n_stations)
{
    int32_t n_cars = 0;
    int32_t n_dead = 0;
    int32_t n_lost = 0;
    int32_t at = n_stations - 1;
    for (int32_t k = 0; k < n_stations; k++) {
        n_lost += m->is_lost[k] ? 1 : 0;
        ck_assert(!m->is_lost[k] || !m->cars[k]);
    }
    ck_assert_int_eq(n_lost, m->n_lost);
    ck_assert_double_eq(m->n_in, m->n_out + m->n_towed + m->n_cars);
    for (int32_t s = 0; s < m->n_sections; s++) {
        int32_t low = s + 1 < m->n_sections ? m->sections[s + 1].head + 1 : 0;
        ck_assert_int_le(m->sections[s].head, at);
        int32_t n = 0;
        for (int32_t k = low; k <= m->sections[s].head; k++) {
            n += m->cars[k] ? 1 : 0;
        }
        ck_assert_int_eq(n, m->sections[s].n_cars);
        ck_assert_int_gt(n, 0);
        ck_assert(!m->sections[s].is_dead || m->cars[m->sections[s].head]);
        n_dead += m->sections[s].is_dead ? 1 : 0;
        n_cars += n;
        at = low - 1;
    }
    ck_assert_int_eq(n_cars, m->n_cars);
    ck_assert_int_eq(n_dead, m->n_dead);
}

// Everything at once: failures by work and by calendar, tows, overruns, a slow exit, a supply
// with holes. Cars are neither lost nor overtaken, and the state times add up.
START_TEST(cars_are_neither_lost_nor_overtaken)
{
    static gm_failure_def failures[2];
    static const gm_route_row_def row = {.word = GM_ROUTE_OUT, .share = 1.0};
    line_of(12, gm_dist_lognormal(50.0, 0.3));
    def.overrun = _i & 1 ? GM_OVERRUN_DRIFT : GM_OVERRUN_STOP;
    def.drift_m = 1.0;
    def.restart_s = 3.0;
    self_propelled(&failures[0]);
    failures[0].after = gm_dist_exponential(4000.0);
    failures[0].repair = gm_dist_exponential(100.0);
    failures[1] = failures[0];
    failures[1].name = "power";
    failures[1].by = GM_BY_CALENDAR;
    def.n_failures = 2;
    def.failures = failures;
    def.drive = _i & 4 ? GM_DRIVE_CONVEYOR : GM_DRIVE_SELF_PROPELLED;
    def.towed = (gm_route_def){.is_given = (_i & 2) != 0, .n = 1, .rows = &row};
    gm_source_def source = small_every(1.0);
    source.every = gm_dist_exponential(70.0);
    gm_station_def station = small_station(gm_dist_exponential(55.0));
    begin();
    start(&source, &station);
    const uint32_t n_seeds = BUILD_IS_SLOW ? 2 : 10;
    for (uint32_t seed = 1; seed <= n_seeds; seed++) {
        small_begin(&plant, seed);
        for (int i = 1; i <= 2000; i++) {
            small_run_to(&plant, 60.0 * i);
            check_line(&plant.run->movings[0], 12);
        }
        check_states_add_up();
        ck_assert_double_gt(line()->n_out, 500.0);
        uint32_t last = 0;
        for (int k = 0; k < plant.n_departures; k++) {
            if (plant.departures[k].step_i == LINE) {
                ck_assert_uint_gt(plant.departures[k].identity, last);
                last = plant.departures[k].identity;
            }
        }
    }
    small_end(&plant);
}
END_TEST

// ---- hours

// Off from 90.5 to 1000.5: the step that began at 60 has 29.5 s left and ends at 1030, and the
// work that was begun goes on too.
START_TEST(line_pauses_where_it_is_off_shift)
{
    line_of(2, gm_dist_constant(60.0));
    start_endless();
    small_run_to(&plant, 90.5);
    gm_moving_on(plant.run, 0, false);
    small_run_to(&plant, 1000.5);
    gm_moving_on(plant.run, 0, true);
    small_run_to(&plant, 1200.0);
    const double exits_s[] = {1030, 1090, 1150};
    small_check_departures(&plant, LINE, exits_s, 3);
    ck_assert_double_eq(line()->n_andons, 0.0);
    check_state(GM_STATE_OFF, 2.0 * 910.0);
    check_states_add_up();
    small_end(&plant);
}
END_TEST

// ---- quality, learning, the run

// Each of two zones gives 20 % of the cars a defect: 36 % leave with one. Four deviations.
START_TEST(defects_come_zone_by_zone)
{
    line_of(2, gm_dist_constant(0.0));
    zones[0].defects = 0.2;
    zones[1] = zones[0];
    zones[1].name = "chassis";
    def.n_zones = 2;
    start_endless();
    small_run_to(&plant, 60.0 * 20003.0);
    const gm_sink *out = &plant.run->sinks[0];
    ck_assert_double_eq(out->n, 20000.0);
    ck_assert_double_eq_tol(out->n_defective, 7200.0, 4.0 * sqrt(20000.0 * 0.36 * 0.64));
    ck_assert_double_eq_tol(line()->zones[1].n_defects, 4000.0, 4.0 * sqrt(20000.0 * 0.16));
    small_end(&plant);
}
END_TEST

// Work 60 s times a factor that starts at 2, from the first car on with ratio 50 %: each
// doubling halves it, so that after n >= 2 cars it is max(1, 2 / n) = 1.
START_TEST(learning_shortens_the_work)
{
    line_of(1, gm_dist_constant(60.0));
    const gm_learning_def curve = {
        .is_given = true, .start = 2.0, .from = 1.0, .ratio = 0.5, .floor = 1.0, .time = true};
    def.learns = &curve;
    def.n_learns = 1;
    start_endless();
    small_run_to(&plant, 500.0);
    // The factor is 2 until two cars are made.
    const double exits_s[] = {120, 240, 300, 360};
    small_check_departures(&plant, LINE, exits_s, 4);
    small_end(&plant);
}
END_TEST

static uint64_t hash_of(uint32_t seed, bool looks)
{
    small_begin(&plant, seed);
    for (int i = 1; i <= 100; i++) {
        small_run_to(&plant, 977.3 * i);
        if (looks) {
            gm_moving_settle(plant.run, 0);
        }
    }
    return gm_run_hash(plant.run);
}

START_TEST(same_seed_gives_the_same_departures_looked_at_or_not)
{
    static gm_failure_def failure;
    line_of(8, gm_dist_lognormal(55.0, 0.2));
    self_propelled(&failure);
    failure.after = gm_dist_exponential(5000.0);
    start_endless();
    uint64_t first = hash_of(1, false);
    ck_assert_uint_eq(hash_of(1, true), first);
    ck_assert_uint_ne(hash_of(2, false), first);
    small_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("moving");
    tcase_add_test(cases, forty_stations_hold_forty_cars_and_take_forty_takts);
    tcase_add_test(cases, missing_cars_leave_gaps);
    tcase_add_test(cases, line_with_a_third_of_its_cars_missing_is_starved_for_a_third);
    tcase_add_test(cases, empty_line_starts_with_the_next_car);
    tcase_add_test(cases, line_stands_while_the_first_car_cannot_leave);
    tcase_add_test(cases, indexed_line_waits_for_the_slowest_of_five);
    tcase_add_test(cases, overrun_stops_the_line_until_the_work_is_done);
    tcase_add_test(cases, worker_drifts_with_the_car_until_the_fixed_position);
    tcase_add_test(cases, drift_without_end_is_the_wait_of_a_queue);
    tcase_add_loop_test(cases, cars_are_neither_lost_nor_overtaken, 0, 8);
    tcase_add_test(cases, line_pauses_where_it_is_off_shift);
    tcase_add_test(cases, defects_come_zone_by_zone);
    tcase_add_test(cases, learning_shortens_the_work);
    tcase_add_test(cases, same_seed_gives_the_same_departures_looked_at_or_not);
    tcase_set_timeout(cases, 60);
    return gm_check_main("plant/moving", cases);
}
