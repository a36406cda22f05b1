// SPDX-License-Identifier: MIT
//
// Who is sent where, by hand.

#include "audit.h"
#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 1 d, horizon: terminating}\n"

// Two points 10 m apart, 1 m/s: 10 s either way.
#define PATHS "paths:\n  hall:\n    segments:\n      - {from: a, to: b, length: 10 m}\n"

static model_plant plant;

static double state_s(int32_t vehicle_i, gm_vehicle_state state)
{
    gm_vehicle_settle(plant.run, vehicle_i);
    return plant.run->vehicles[vehicle_i].state_s[state];
}

#define NEAR(got, want) ck_assert_double_eq_tol(got, want, 1e-9)

#define HALL                                                                                   \
    "paths:\n  hall:\n    segments:\n      - {from: a, to: b, length: 10 m}\n"                 \
    "      - {from: b, to: c, length: 10 m}\n"

// Parts at a and c at 0 and, later, at b.
#define LINES                                                                                  \
    "plant:\n  one:\n    - {source: s1, every: 1 d, first: 0 s}\n"                             \
    "    - {buffer: q1, holds: unlimited}\n"                                                   \
    "    - {transport: t1, fleet: agv, pick-up: a, drop: b%s}\n    - sink: o1\n"               \
    "  two:\n    - {source: s2, every: 1 d, first: 0 s}\n"                                     \
    "    - {buffer: q2, holds: unlimited}\n"                                                   \
    "    - {transport: t2, fleet: agv, pick-up: c, drop: b%s}\n    - sink: o2\n"

// Both stand at a. The first request, of equal age, is that of the file: t1 by the first vehicle
// at once; t2 by the second, 20 s away.
START_TEST(equals_go_in_the_order_of_the_file)
{
    char text[2000];
    snprintf(text, sizeof text,
             HEAD HALL "fleets: {agv: {vehicles: 2, paths: hall, speed: 1 m/s}}\n" LINES, "",
             "");
    model_run(&plant, text, 100.0);
    EXPECT(&plant, "t1", 10.0);
    EXPECT(&plant, "t2", 30.0);
    ck_assert_double_eq(plant.run->vehicles[0].n_jobs, 1.0);
    model_end(&plant);
}
END_TEST

// Two pick-ups that never run dry are always of equal age: they take turns. a to b 10 s, on to c and
// back to b 20 s: t1 at 10, t2 at 30, t1 at 50 ..: 25 of each in 1,000 s.
START_TEST(pick_ups_that_never_run_dry_take_turns)
{
    model_run(&plant,
              HEAD HALL "fleets: {agv: {paths: hall, speed: 1 m/s}}\n"
                        "plant:\n  one:\n    - source: s1\n"
                        "    - {transport: t1, fleet: agv, pick-up: a, drop: b}\n"
                        "    - sink: o1\n  two:\n    - source: s2\n"
                        "    - {transport: t2, fleet: agv, pick-up: c, drop: b}\n"
                        "    - sink: o2\n",
              1000.0);
    ck_assert_double_eq(plant.run->transports[0].n_out, 25.0);
    ck_assert_double_eq(plant.run->transports[1].n_out, 25.0);
    model_end(&plant);
}
END_TEST

// One vehicle and t2 before t1: c at 20, b at 30; back to a at 40, b at 50.
START_TEST(priority_goes_before_age_and_order)
{
    char text[2000];
    snprintf(text, sizeof text, HEAD HALL "fleets: {agv: {paths: hall, speed: 1 m/s}}\n" LINES,
             ", priority: 2", "");
    model_run(&plant, text, 100.0);
    EXPECT(&plant, "t2", 30.0);
    EXPECT(&plant, "t1", 50.0);
    model_end(&plant);
}
END_TEST

// At 10 a vehicle is free at b and one at a. A part comes at b at 20, to go to c: the one at b
// takes it when the nearest goes; when the longest idle, that at a, which has never moved.
START_TEST(nearest_or_longest_idle)
{
    static const char *const words[] = {"nearest", "longest-idle", "first"};
    const double out_s[] = {30.0, 40.0, 30.0};
    for (int i = 0; i < 3; i++) {
        char text[2000];
        snprintf(text, sizeof text,
                 HEAD HALL
                 "fleets: {agv: {vehicles: 2, paths: hall, speed: 1 m/s, sends: %s}}\n"
                 "plant:\n  one:\n    - {source: s1, every: 1 d, first: 0 s}\n"
                 "    - {buffer: q1, holds: unlimited}\n"
                 "    - {transport: t1, fleet: agv, pick-up: a, drop: b}\n    - sink: o1\n"
                 "  two:\n    - {source: s2, every: 1 d, first: 20 s}\n"
                 "    - {buffer: q2, holds: unlimited}\n"
                 "    - {transport: t2, fleet: agv, pick-up: b, drop: c}\n    - sink: o2\n",
                 words[i]);
        model_run(&plant, text, 100.0);
        EXPECT(&plant, "t2", out_s[i]);
        model_end(&plant);
    }
}
END_TEST

// Free at b at 10 with requests at c since 1 and at b since 5: the oldest is served first, or the
// nearest.
START_TEST(oldest_or_nearest_request)
{
    static const char *const words[] = {"oldest", "nearest"};
    for (int i = 0; i < 2; i++) {
        char text[2000];
        snprintf(text, sizeof text,
                 HEAD HALL
                 "fleets: {agv: {paths: hall, speed: 1 m/s, serves: %s}}\n"
                 "plant:\n  one:\n    - {source: s1, every: 1 d, first: 0 s}\n"
                 "    - {buffer: q1, holds: unlimited}\n"
                 "    - {transport: t1, fleet: agv, pick-up: a, drop: b}\n    - sink: o1\n"
                 "  two:\n    - {source: s2, every: 1 d, first: 1 s}\n"
                 "    - {buffer: q2, holds: unlimited}\n"
                 "    - {transport: t2, fleet: agv, pick-up: c, drop: b}\n    - sink: o2\n"
                 "  three:\n    - {source: s3, every: 1 d, first: 5 s}\n"
                 "    - {buffer: q3, holds: unlimited}\n"
                 "    - {transport: t3, fleet: agv, pick-up: b, drop: c}\n    - sink: o3\n",
                 words[i]);
        model_run(&plant, text, 100.0);
        // Oldest: b 10, c 20, b 30 (t2), c 40 (t3). Nearest: b 10, c 20 (t3), b 30 (t2).
        EXPECT(&plant, "t2", 30.0);
        EXPECT(&plant, "t3", i == 0 ? 40.0 : 20.0);
        model_end(&plant);
    }
}
END_TEST

// Free at c at 20 it drives home to a; at 26 a part calls it from c. It is between c and b, turns
// at b (30), is at c at 40 and at b at 50.
START_TEST(is_called_back_on_its_way_home)
{
    model_run(&plant,
              HEAD HALL
              "fleets: {agv: {paths: hall, speed: 1 m/s, home: a, when-idle: park}}\n"
              "plant:\n  one:\n    - {source: s1, every: 1 d, first: 0 s}\n"
              "    - {buffer: q1, holds: unlimited}\n"
              "    - {transport: t1, fleet: agv, pick-up: a, drop: c}\n    - sink: o1\n"
              "  two:\n    - {source: s2, every: 1 d, first: 26 s}\n"
              "    - {buffer: q2, holds: unlimited}\n"
              "    - {transport: t2, fleet: agv, pick-up: c, drop: b}\n    - sink: o2\n",
              100.0);
    EXPECT(&plant, "t1", 20.0);
    EXPECT(&plant, "t2", 50.0);
    ck_assert_int_eq(plant.run->vehicles[0].point, plant.plan->fleets[0].home);
    model_end(&plant);
}
END_TEST

// An idle vehicle charges, at b from 10 on, and is called away at 12.
START_TEST(opportunity_charge_ends_when_it_is_called)
{
    model_run(&plant,
              HEAD HALL
              "fleets: {agv: {paths: hall, speed: 1 m/s, battery: {runs: 100 s, charges: 50 s, "
              "below: 50 %, opportunity: yes, at: b, chargers: 1}}}\n"
              "plant:\n  one:\n"
              "    - {source: s1, every: 12 s, first: 0 s, limit: 2}\n"
              "    - {buffer: q1, holds: unlimited}\n"
              "    - {transport: t1, fleet: agv, pick-up: a, drop: b}\n    - sink: o1\n",
              100.0);
    EXPECT(&plant, "t1", 10.0, 32.0);
    // 0.1 used by 10, 0.04 charged by 12, 0.2 used by 32: 0.74, full after 13 s.
    NEAR(state_s(0, GM_VEHICLE_CHARGING), 2.0 + 13.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("dispatch");
    tcase_add_test(cases, equals_go_in_the_order_of_the_file);
    tcase_add_test(cases, pick_ups_that_never_run_dry_take_turns);
    tcase_add_test(cases, priority_goes_before_age_and_order);
    tcase_add_test(cases, nearest_or_longest_idle);
    tcase_add_test(cases, oldest_or_nearest_request);
    tcase_add_test(cases, is_called_back_on_its_way_home);
    tcase_add_test(cases, opportunity_charge_ends_when_it_is_called);
    tcase_set_timeout(cases, 120);
    return gm_check_main("plant/dispatch", cases);
}
