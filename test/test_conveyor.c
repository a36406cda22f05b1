// SPDX-License-Identifier: MIT
//
// Belts against traces by hand. Unless said otherwise: length 10 m, speed 1 m/s, pitch 2 m, so
// 10 s on the way, entries 2 s apart, 5 parts at rest.

#include "check_main.h"
#include "small_plant.h"

#include "plant/conveyor.h"

#define IN   0 // indices of the steps
#define BELT 1

static const gm_sink_def sink = {.name = "out"};

static gm_conveyor_def belt_def(double length_m, double speed_m_s, bool accumulating)
{
    return (gm_conveyor_def){.name = "belt",
                             .length_m = length_m,
                             .speed_m_s = speed_m_s,
                             .pitch_m = 2.0,
                             .accumulating = accumulating,
                             .calendar = small_none};
}

static small_plant plant;

static void start(const gm_source_def *source, const gm_conveyor_def *belt,
                  const gm_station_def *station)
{
    plant = (small_plant){0};
    small_add_source(&plant, source);
    small_add_conveyor(&plant, belt);
    if (station) {
        small_add_station(&plant, station);
    }
    small_add_sink(&plant, &sink);
    small_start(&plant);
}

static void check_states_add_up(void)
{
    gm_conveyor_settle(plant.run, 0);
    ck_assert_double_eq_tol(small_sum(plant.run->conveyors[0].state_s, GM_N_STATES),
                            gm_run_now(plant.run), 1e-6);
}

// ---- free flow

// 20 m at 0.5 m/s with pitch 2 m: 40 s, then one every 4 s; 10 on the belt at any time.
START_TEST(parts_travel_length_over_speed_and_follow_one_pitch_apart)
{
    gm_source_def source = small_endless();
    gm_conveyor_def belt = belt_def(20.0, 0.5, true);
    start(&source, &belt, NULL);
    small_run_to(&plant, 399.0);
    const double entries_s[] = {0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44};
    const double exits_s[] = {40, 44, 48, 52, 56, 60, 64};
    small_check_departures(&plant, IN, entries_s, 12);
    small_check_departures(&plant, BELT, exits_s, 7);
    ck_assert_int_eq(plant.run->conveyors[0].n, 10);
    ck_assert_int_eq(plant.run->conveyors[0].n_max, 10);
    check_states_add_up();
    // One part after the other comes on: the belt takes all it can.
    ck_assert_double_eq_tol(plant.run->conveyors[0].state_s[GM_STATE_WORKING], 399.0, 1e-9);
    ck_assert_double_eq(plant.run->conveyors[0].n_waits, 0.0);
    small_end(&plant);
}
END_TEST

// 5 m, pitch 2 m: two parts at rest, but a running belt still takes one every 2 s.
START_TEST(running_belt_passes_speed_over_pitch_whatever_its_length)
{
    gm_source_def source = small_endless();
    gm_conveyor_def belt = belt_def(5.0, 1.0, _i == 1);
    start(&source, &belt, NULL);
    small_run_to(&plant, 21.0);
    const double exits_s[] = {5, 7, 9, 11, 13, 15, 17, 19, 21};
    small_check_departures(&plant, BELT, exits_s, 9);
    small_end(&plant);
}
END_TEST

// Parts at 0, 15, 30 alone on the belt: in at once, out 10 s later; content 10 / 15. The entrance
// is taken for 2 s of 15.
START_TEST(lone_parts_enter_at_once_and_the_belt_rests_between_them)
{
    gm_source_def source = small_every(15.0);
    gm_conveyor_def belt = belt_def(10.0, 1.0, true);
    start(&source, &belt, NULL);
    small_run_to(&plant, 150.0);
    const double exits_s[] = {10, 25, 40};
    small_check_departures(&plant, BELT, exits_s, 3);
    gm_conveyor_settle(plant.run, 0);
    const gm_conveyor *c = &plant.run->conveyors[0];
    ck_assert_double_eq_tol(c->area_part_s, 100.0, 1e-9);
    ck_assert_double_eq_tol(c->state_s[GM_STATE_WORKING], 20.0, 1e-9);
    ck_assert_double_eq_tol(c->state_s[GM_STATE_STARVED], 130.0, 1e-9);
    ck_assert_double_eq_tol(c->run_s, 100.0, 1e-9);
    ck_assert_double_eq(c->n_waits, 10.0);
    small_end(&plant);
}
END_TEST

// A part every 4 s. At 1 m/s the belt could take one every 2 s, at 2 m/s every second; at 0.5 m/s
// one every 4 s, which is all it can do. There are 2.5, 1.25 and 5 parts on it.
START_TEST(belt_that_carries_half_of_what_it_could_is_starved_for_half)
{
    static const double speed_m_s[] = {1.0, 2.0, 0.5};
    static const double share[] = {0.5, 0.25, 1.0};
    gm_source_def source = small_every(4.0);
    gm_conveyor_def belt = belt_def(10.0, speed_m_s[_i], _i == 0);
    start(&source, &belt, NULL);
    small_run_to(&plant, 4000.0 - 1e-3);
    check_states_add_up();
    const gm_conveyor *c = &plant.run->conveyors[0];
    ck_assert_double_eq_tol(c->state_s[GM_STATE_WORKING], 4000.0 * share[_i], 2e-3);
    ck_assert_double_eq(c->n_waits, share[_i] < 1.0 ? 1000.0 : 0.0);
    small_end(&plant);
}
END_TEST

// Parts at 0, 2, 20, 40, 60 and 80; the station takes 20 s for each, from 10, 30, 50 .. on. The
// second is at the exit at 12, each later one 2 s after the one ahead has left: all wait for 18 s.
// There is room at the entrance all the time, and yet nobody waits for the belt: it is blocked.
START_TEST(belt_whose_first_part_waits_is_blocked_though_it_has_room)
{
    static const double times_s[] = {2, 18, 20, 20, 20, 20};
    gm_source_def source = small_every(1.0);
    source.every = gm_dist_replay(times_s, 6, false);
    source.limit = 6;
    gm_conveyor_def belt = belt_def(10.0, 1.0, true);
    gm_station_def station = small_station(gm_dist_constant(20.0));
    start(&source, &belt, &station);
    small_run_to(&plant, 110.0);
    const double exits_s[] = {10, 30, 50, 70, 90, 110};
    small_check_departures(&plant, BELT, exits_s, 6);
    check_states_add_up();
    const gm_conveyor *c = &plant.run->conveyors[0];
    ck_assert_double_eq_tol(c->state_s[GM_STATE_BLOCKED], 5.0 * 18.0, 1e-9);
    small_end(&plant);
}
END_TEST

// ---- a blocked exit

START_TEST(standing_belt_holds_floor_of_length_over_pitch)
{
    gm_source_def source = small_endless();
    gm_conveyor_def belt = belt_def(10.0, 1.0, _i == 1);
    gm_station_def station = small_station(gm_dist_constant(1000.0));
    start(&source, &belt, &station);
    small_run_to(&plant, 500.0);
    const gm_conveyor *c = &plant.run->conveyors[0];
    ck_assert_int_eq(plant.plan->conveyors[0].capacity, 5);
    ck_assert_int_eq(c->n, 5);
    ck_assert_double_eq(c->n_in, 6.0); // one of them is in the station
    ck_assert(c->is_blocked);
    small_end(&plant);
}
END_TEST

// 11 m: places of rest at 11, 9, 7, 5, 3, and 1, where a part is only half on the belt. The
// station takes the first at 11; the belt runs and one comes in at 12, two seconds after the
// last; at 13 the exit is blocked and nothing comes in any more.
START_TEST(one_part_more_may_be_caught_while_it_comes_onto_the_belt)
{
    gm_source_def source = small_endless();
    gm_conveyor_def belt = belt_def(11.0, 1.0, true);
    gm_station_def station = small_station(gm_dist_constant(1000.0));
    start(&source, &belt, &station);
    small_run_to(&plant, 500.0);
    const double entries_s[] = {0, 2, 4, 6, 8, 10, 12};
    small_check_departures(&plant, IN, entries_s, 7);
    ck_assert(isnan(small_departure_s(&plant, IN, 7)));
    ck_assert_int_eq(plant.run->conveyors[0].n, 6);
    small_end(&plant);
}
END_TEST

// The station takes the first part at 10 and holds it 20 s. Parts of 2, 4, 6, 8 and 10 close up.
// At 30 the next leaves and all start together: the third is at the exit at 32, and so on. Room
// at the entrance comes with each that leaves: entries at 30, 32 ..; the part of 30 needs its
// 10 s and comes right behind the others, at 40.
START_TEST(accumulated_parts_start_together_when_the_exit_is_free)
{
    static const double times_s[] = {20, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    gm_source_def source = small_endless();
    gm_conveyor_def belt = belt_def(10.0, 1.0, true);
    gm_station_def station = small_station(gm_dist_replay(times_s, 12, false));
    start(&source, &belt, &station);
    small_run_to(&plant, 45.0);
    const double entries_s[] = {0, 2, 4, 6, 8, 10, 30, 32, 34, 36};
    const double exits_s[] = {10, 30, 32, 34, 36, 38, 40, 42, 44};
    small_check_departures(&plant, IN, entries_s, 10);
    small_check_departures(&plant, BELT, exits_s, 9);
    gm_conveyor_settle(plant.run, 0);
    ck_assert_double_eq_tol(plant.run->conveyors[0].state_s[GM_STATE_BLOCKED], 18.0, 1e-9);
    check_states_add_up();
    small_end(&plant);
}
END_TEST

// Parts at 0, 3, 6, 9; the station holds the first from 10 to 40, then takes 1 s each.
// Accumulating: the second waits at the exit from 13, third and fourth close up behind it and
// follow 2 s apart. Otherwise the belt stands from 13 to 40 and they keep their 3 s.
START_TEST(only_an_accumulating_belt_closes_gaps)
{
    static const double times_s[] = {30, 1, 1, 1};
    static const double exits_s[2][4] = {{10, 40, 43, 46}, {10, 40, 42, 44}};
    gm_source_def source = small_every(3.0);
    source.limit = 4;
    gm_conveyor_def belt = belt_def(10.0, 1.0, _i == 1);
    gm_station_def station = small_station(gm_dist_replay(times_s, 4, false));
    start(&source, &belt, &station);
    small_run_to(&plant, 100.0);
    small_check_departures(&plant, BELT, exits_s[_i], 4);
    small_end(&plant);
}
END_TEST

// ---- failures and hours

// Fails after every 5 s of running, 7 s each. 10 s on the way: a failure at 5, and the part is
// at the exit at 17, when the second is due too: completions come first. The next part comes at
// 100, with no running left on that failure: it stands at once. 107 + 5, down 7, 5 more: 124.
START_TEST(failure_by_work_ages_only_while_the_belt_runs)
{
    static const gm_failure_def failure = {
        .name = "jam", .after = {.a = 5.0}, .by = GM_BY_WORK, .repair = {.a = 7.0}};
    gm_source_def source = small_every(100.0);
    gm_conveyor_def belt = belt_def(10.0, 1.0, true);
    belt.n_failures = 1;
    belt.failures = &failure;
    start(&source, &belt, NULL);
    small_run_to(&plant, 150.0);
    const double exits_s[] = {17, 124};
    small_check_departures(&plant, BELT, exits_s, 2);
    ck_assert_double_eq(plant.run->conveyors[0].n_failures, 3.0);
    small_end(&plant);
}
END_TEST

// By calendar, up 50, down 10: down at 50 and 110. A part of 100 stands from 110 to 120 at the
// exit's edge: completions come first, so it leaves at 110; one of 45 needs 5 + 10 + 5 s.
START_TEST(failure_by_calendar_ages_while_the_belt_rests)
{
    static const gm_failure_def failure = {
        .name = "power", .after = {.a = 50.0}, .by = GM_BY_CALENDAR, .repair = {.a = 10.0}};
    gm_source_def source = small_every(55.0);
    source.first_s = 45.0;
    source.limit = 2;
    gm_conveyor_def belt = belt_def(10.0, 1.0, true);
    belt.n_failures = 1;
    belt.failures = &failure;
    start(&source, &belt, NULL);
    small_run_to(&plant, 170.0);
    const double exits_s[] = {65, 110};
    small_check_departures(&plant, BELT, exits_s, 2);
    gm_conveyor_settle(plant.run, 0);
    ck_assert_double_eq_tol(plant.run->conveyors[0].state_s[GM_STATE_DOWN], 20.0, 1e-9);
    ck_assert_double_eq(plant.run->conveyors[0].n_micro_stops, 2.0);
    ck_assert_double_eq_tol(plant.run->conveyors[0].micro_stop_s, 20.0, 1e-9);
    small_end(&plant);
}
END_TEST

// Off from 4 to 24: the part of 0 is out at 30, and nothing enters meanwhile.
START_TEST(belt_stands_off_shift_and_goes_on_where_it_was)
{
    gm_source_def source = small_endless();
    gm_conveyor_def belt = belt_def(10.0, 1.0, true);
    start(&source, &belt, NULL);
    small_run_to(&plant, 4.5);
    gm_conveyor_on(plant.run, 0, false);
    small_run_to(&plant, 24.5);
    gm_conveyor_on(plant.run, 0, true);
    small_run_to(&plant, 40.0);
    const double entries_s[] = {0, 2, 4, 26, 28};
    const double exits_s[] = {30, 32, 34, 36};
    small_check_departures(&plant, IN, entries_s, 5);
    small_check_departures(&plant, BELT, exits_s, 4);
    gm_conveyor_settle(plant.run, 0);
    ck_assert_double_eq_tol(plant.run->conveyors[0].state_s[GM_STATE_OFF], 20.0, 1e-9);
    check_states_add_up();
    small_end(&plant);
}
END_TEST

// Mean 1000 s of running to a failure, 100 s of repair, exponential: the number of failures over
// the time it ran is Poisson; four standard deviations.
START_TEST(failure_rate_is_one_over_its_mean)
{
    gm_failure_def failure = {.name = "jam",
                              .after = gm_dist_exponential(1000.0),
                              .by = GM_BY_WORK,
                              .repair = gm_dist_exponential(100.0)};
    gm_source_def source = small_endless();
    gm_conveyor_def belt = belt_def(10.0, 1.0, true);
    belt.n_failures = 1;
    belt.failures = &failure;
    start(&source, &belt, NULL);
    small_run_to(&plant, 1e6);
    gm_conveyor_settle(plant.run, 0);
    const gm_conveyor *c = &plant.run->conveyors[0];
    double expected = c->state_s[GM_STATE_WORKING] / 1000.0;
    ck_assert_double_eq_tol(c->n_failures, expected, 4.0 * sqrt(expected));
    ck_assert_double_eq_tol(c->state_s[GM_STATE_DOWN] / c->n_failures, 100.0,
                            400.0 / sqrt(expected));
    // One part every 2 s of running.
    ck_assert_double_eq_tol(c->n_out, c->state_s[GM_STATE_WORKING] / 2.0, 10.0);
    check_states_add_up();
    small_end(&plant);
}
END_TEST

// ---- the run

static uint64_t hash_of(uint32_t seed, bool looks)
{
    small_begin(&plant, seed);
    for (int i = 1; i <= 50; i++) {
        small_run_to(&plant, 97.3 * i);
        if (looks) {
            gm_conveyor_settle(plant.run, 0);
        }
    }
    return gm_run_hash(plant.run);
}

START_TEST(same_seed_gives_the_same_departures_looked_at_or_not)
{
    gm_failure_def failure = {.name = "jam",
                              .after = gm_dist_exponential(100.0),
                              .by = GM_BY_WORK,
                              .repair = gm_dist_exponential(10.0)};
    gm_source_def source = small_endless();
    gm_conveyor_def belt = belt_def(10.0, 1.0, true);
    belt.n_failures = 1;
    belt.failures = &failure;
    gm_station_def station = small_station(gm_dist_exponential(2.5));
    start(&source, &belt, &station);
    uint64_t first = hash_of(1, false);
    ck_assert_uint_eq(hash_of(1, true), first);
    ck_assert_uint_ne(hash_of(2, false), first);
    small_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("conveyor");
    tcase_add_test(cases, parts_travel_length_over_speed_and_follow_one_pitch_apart);
    tcase_add_loop_test(cases, running_belt_passes_speed_over_pitch_whatever_its_length, 0, 2);
    tcase_add_test(cases, lone_parts_enter_at_once_and_the_belt_rests_between_them);
    tcase_add_loop_test(cases, belt_that_carries_half_of_what_it_could_is_starved_for_half, 0,
                        3);
    tcase_add_test(cases, belt_whose_first_part_waits_is_blocked_though_it_has_room);
    tcase_add_loop_test(cases, standing_belt_holds_floor_of_length_over_pitch, 0, 2);
    tcase_add_test(cases, one_part_more_may_be_caught_while_it_comes_onto_the_belt);
    tcase_add_test(cases, accumulated_parts_start_together_when_the_exit_is_free);
    tcase_add_loop_test(cases, only_an_accumulating_belt_closes_gaps, 0, 2);
    tcase_add_test(cases, failure_by_work_ages_only_while_the_belt_runs);
    tcase_add_test(cases, failure_by_calendar_ages_while_the_belt_rests);
    tcase_add_test(cases, belt_stands_off_shift_and_goes_on_where_it_was);
    tcase_add_test(cases, failure_rate_is_one_over_its_mean);
    tcase_add_test(cases, same_seed_gives_the_same_departures_looked_at_or_not);
    tcase_set_timeout(cases, 60);
    return gm_check_main("plant/conveyor", cases);
}
