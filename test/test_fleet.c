// SPDX-License-Identifier: MIT
//
// Rounds of vehicles against traces by hand.

#include "audit.h"
#include "check_main.h"
#include "model_plant.h"

#include "plant/stats.h"
#include "plant/stuck.h"

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

// Loads 0 to 5, drives to 15, unloads to 18. The second part comes at 100, when it stands at b:
// 110 back, 115, 125, 128.
START_TEST(round_by_hand)
{
    model_run(&plant,
              HEAD PATHS "fleets: {agv: {paths: hall, speed: 1 m/s, load: 5 s, unload: 3 s}}\n"
                         "plant:\n  line:\n"
                         "    - {source: in, every: 100 s, first: 0 s, limit: 2}\n"
                         "    - {buffer: rack, holds: unlimited}\n"
                         "    - {transport: carry, fleet: agv, pick-up: a, drop: b}\n"
                         "    - sink: out\n",
              1000.0);
    EXPECT(&plant, "carry", 18.0, 128.0);
    NEAR(state_s(0, GM_VEHICLE_LOADING), 10.0);
    NEAR(state_s(0, GM_VEHICLE_UNLOADING), 6.0);
    NEAR(state_s(0, GM_VEHICLE_LOADED), 20.0);
    NEAR(state_s(0, GM_VEHICLE_EMPTY), 10.0);
    NEAR(state_s(0, GM_VEHICLE_IDLE), 1000.0 - 46.0);
    NEAR(plant.run->transports[0].wait_s, 10.0);
    NEAR(plant.run->vehicles[0].loaded_m, 20.0);
    audit_run(plant.run);
    model_end(&plant);
}
END_TEST

// 20 m without a stop at the point between: 2 s and 2 m on each ramp, 16 m at 2 m/s.
START_TEST(does_not_brake_at_points_on_the_way)
{
    model_run(&plant,
              HEAD
              "paths:\n  hall:\n    segments:\n"
              "      - {from: a, to: b, length: 13 m, vehicles: 1}\n"
              "      - {from: b, to: c, length: 7 m, vehicles: 1}\n"
              "fleets: {agv: {paths: hall, speed: 2 m/s, acceleration: 1 m/s2}}\n"
              "plant:\n  line:\n    - {source: in, every: 100 s, first: 0 s, limit: 1}\n"
              "    - {transport: carry, fleet: agv, pick-up: a, drop: c}\n    - sink: out\n",
              1000.0);
    EXPECT(&plant, "carry", 12.0);
    model_end(&plant);
}
END_TEST

// A limit of 1 m/s from b on: it brakes before. 13 m from rest to 1 m/s at most 2: up 2 s 2 m,
// down 1 s 1.5 m, 9.5 m at 2 m/s; then 7 m from 1 m/s to rest: 6.5 m at 1 m/s, 1 s 0.5 m.
START_TEST(brakes_before_a_slower_segment)
{
    model_run(&plant,
              HEAD
              "paths:\n  hall:\n    segments:\n"
              "      - {from: a, to: b, length: 13 m}\n"
              "      - {from: b, to: c, length: 7 m, speed: 1 m/s}\n"
              "fleets: {agv: {paths: hall, speed: 2 m/s, acceleration: 1 m/s2}}\n"
              "plant:\n  line:\n    - {source: in, every: 100 s, first: 0 s, limit: 1}\n"
              "    - {transport: carry, fleet: agv, pick-up: a, drop: c}\n    - sink: out\n",
              1000.0);
    EXPECT(&plant, "carry", 2.0 + 1.0 + 4.75 + 6.5 + 1.0);
    model_end(&plant);
}
END_TEST

// Two are sent for when two wait, at 10; 1 s for each to load and to unload.
START_TEST(waits_for_a_full_load)
{
    model_run(&plant,
              HEAD PATHS "fleets: {agv: {paths: hall, speed: 1 m/s, carries: 2, each: 1 s}}\n"
                         "plant:\n  line:\n"
                         "    - {source: in, every: 10 s, first: 0 s, limit: 3}\n"
                         "    - {buffer: rack, holds: unlimited}\n"
                         "    - {transport: carry, fleet: agv, pick-up: a, drop: b, least: 2}\n"
                         "    - sink: out\n",
              1000.0);
    EXPECT(&plant, "carry", 24.0, 24.0);
    model_end(&plant);
}
END_TEST

#define SLOW                                                                                   \
    "    - {buffer: rack, holds: 1}\n    - {station: slow, time: 100 s}\n    - sink: out\n"

// The third part comes at 50 and finds the place taken until 110.
START_TEST(waits_with_its_part_at_a_full_place)
{
    model_run(&plant,
              HEAD PATHS "fleets: {agv: {paths: hall, speed: 1 m/s}}\nplant:\n  line:\n"
                         "    - source: in\n"
                         "    - {transport: carry, fleet: agv, pick-up: a, drop: b}\n" SLOW,
              200.0);
    EXPECT(&plant, "carry", 10.0, 30.0, 110.0);
    NEAR(state_s(0, GM_VEHICLE_BLOCKED), 60.0 + 70.0);
    audit_run(plant.run);
    model_end(&plant);
}
END_TEST

// It starts for the third only when the place is free, at 110.
START_TEST(reserves_a_place_before_it_goes)
{
    model_run(&plant,
              HEAD PATHS "fleets: {agv: {paths: hall, speed: 1 m/s}}\nplant:\n  line:\n"
                         "    - source: in\n"
                         "    - {transport: carry, fleet: agv, pick-up: a, drop: b, reserves: "
                         "yes}\n" SLOW,
              200.0);
    EXPECT(&plant, "carry", 10.0, 30.0, 130.0);
    NEAR(state_s(0, GM_VEHICLE_BLOCKED), 0.0);
    audit_run(plant.run);
    model_end(&plant);
}
END_TEST

// Of two places behind one is taken until 110: then two are sent for, though ten have waited.
START_TEST(waits_for_places_for_a_full_load)
{
    model_run(&plant,
              HEAD PATHS
              "fleets: {agv: {paths: hall, speed: 1 m/s, carries: 2}}\nplant:\n  line:\n"
              "    - source: in\n    - {buffer: ready, holds: 10}\n"
              "    - {transport: carry, fleet: agv, pick-up: a, drop: b, least: 2, reserves: "
              "yes}\n"
              "    - {buffer: rack, holds: 2}\n    - {station: slow, time: 100 s}\n"
              "    - sink: out\n",
              200.0);
    EXPECT(&plant, "carry", 10.0, 10.0, 130.0, 130.0);
    audit_run(plant.run);
    model_end(&plant);
}
END_TEST

// In use 10 + 20 (k - 1) s after k jobs: 170 s after nine, 15 % left, 10 % at the charger; 45 s
// to full. So nine parts in each 225 s, of which it runs 180.
START_TEST(charging_takes_its_share_of_time)
{
    model_run(&plant,
              HEAD PATHS "fleets: {agv: {paths: hall, speed: 1 m/s, battery: {runs: 200 s, "
                         "charges: 50 s, below: 20 %, at: a, chargers: 1}}}\nplant:\n  line:\n"
                         "    - source: in\n"
                         "    - {transport: carry, fleet: agv, pick-up: a, drop: b}\n"
                         "    - sink: out\n",
              450.0);
    EXPECT(&plant, "carry", 10.0, 30.0, 50.0, 70.0, 90.0, 110.0, 130.0, 150.0, 170.0, 235.0,
           255.0, 275.0, 295.0, 315.0, 335.0, 355.0, 375.0, 395.0);
    NEAR(state_s(0, GM_VEHICLE_CHARGING), 90.0);
    model_end(&plant);
}
END_TEST

// One charger for two: both come to it at 180; the second waits 45 s.
START_TEST(waits_for_a_charger)
{
    model_run(&plant,
              HEAD PATHS
              "fleets: {agv: {vehicles: 2, paths: hall, speed: 1 m/s, battery: {runs: "
              "200 s, charges: 50 s, below: 20 %, at: a, chargers: 1}}}\n"
              "plant:\n  line:\n    - source: in\n"
              "    - {transport: carry, fleet: agv, pick-up: a, drop: b}\n"
              "    - sink: out\n",
              270.0);
    NEAR(state_s(0, GM_VEHICLE_CHARGER_WAIT) + state_s(1, GM_VEHICLE_CHARGER_WAIT), 45.0);
    NEAR(state_s(0, GM_VEHICLE_CHARGING) + state_s(1, GM_VEHICLE_CHARGING), 90.0);
    model_end(&plant);
}
END_TEST

// Fails after 15 s of driving, half-way back to a; 30 s of repair; at 50 it is there.
START_TEST(breaks_down_on_the_way)
{
    model_run(&plant,
              HEAD PATHS
              "fleets: {agv: {paths: hall, speed: 1 m/s, fails: {after: 15 s, repair: "
              "30 s}}}\nplant:\n  line:\n    - source: in\n"
              "    - {transport: carry, fleet: agv, pick-up: a, drop: b}\n"
              "    - sink: out\n",
              61.0);
    EXPECT(&plant, "carry", 10.0, 60.0);
    NEAR(state_s(0, GM_VEHICLE_DOWN), 31.0);
    model_end(&plant);
}
END_TEST

// One driver for two vehicles: the second goes when the first is free.
START_TEST(waits_for_its_driver)
{
    model_run(&plant,
              HEAD PATHS
              "crews: {drivers: 1}\n"
              "fleets: {agv: {vehicles: 2, paths: hall, speed: 1 m/s, crew: drivers}}\n"
              "plant:\n  line:\n"
              "    - {source: in, every: 1 d, first: 0 s, batch: 2}\n"
              "    - {buffer: rack, holds: unlimited}\n"
              "    - {transport: carry, fleet: agv, pick-up: a, drop: b}\n"
              "    - sink: out\n",
              100.0);
    EXPECT(&plant, "carry", 10.0, 20.0);
    NEAR(state_s(1, GM_VEHICLE_UNMANNED), 10.0);
    audit_run(plant.run);
    model_end(&plant);
}
END_TEST

// 5 s of the way before the break of 10 min, 5 s behind it.
START_TEST(stands_off_shift)
{
    model_run(&plant,
              HEAD PATHS
              "calendars: {day: {days: mon-sun, shifts: {x: {from: 00:00, to: 12:00, "
              "breaks: [{at: 00:10, for: 10 min}]}}}}\n"
              "fleets: {agv: {paths: hall, speed: 1 m/s, calendar: day}}\n"
              "plant:\n  line:\n"
              "    - {source: in, every: 1 d, first: 595 s, calendar: always}\n"
              "    - {buffer: rack, holds: unlimited}\n"
              "    - {transport: carry, fleet: agv, pick-up: a, drop: b}\n"
              "    - sink: out\n",
              2000.0);
    EXPECT(&plant, "carry", 1205.0);
    NEAR(state_s(0, GM_VEHICLE_OFF), 600.0);
    model_end(&plant);
}
END_TEST

// 10 m at 1 m/s and 4 m at 0.5 m/s at the same time: 10 s; back 10 s; 2 m and 4 m: 8 s.
START_TEST(crane_moves_both_axes_at_the_same_time)
{
    model_run(&plant,
              HEAD
              "paths: {bay: {points: {a: {x: 0 m, y: 0 m}, b: {x: 10 m, y: 4 m}, c: {x: 2 "
              "m, y: 4 m}}}}\n"
              "fleets: {crane: {kind: crane, paths: bay, speed: 1 m/s, second-speed: 0.5 "
              "m/s}}\n"
              "plant:\n  one:\n    - {source: in, every: 1 d, first: 0 s}\n"
              "    - {buffer: rack, holds: unlimited}\n"
              "    - {transport: far, fleet: crane, pick-up: a, drop: b}\n    - sink: out\n"
              "  two:\n    - {source: in2, every: 1 d, first: 100 s}\n"
              "    - {buffer: rack2, holds: unlimited}\n"
              "    - {transport: near, fleet: crane, pick-up: a, drop: c}\n"
              "    - sink: out2\n",
              1000.0);
    EXPECT(&plant, "far", 10.0);
    EXPECT(&plant, "near", 118.0);
    model_end(&plant);
}
END_TEST

// Two skids, joined with a body, parted from it and brought back by the same vehicle.
#define SKIDS(place, returns)                                                                  \
    HEAD PATHS                                                                                 \
        "parts: {body: {}, skid: {}, unit: {}}\n"                                              \
        "fleets: {agv: {paths: hall, speed: 1 m/s}}\nplant:\n  line:\n"                        \
        "    - {source: bodies, part: body, to: join}\n"                                       \
        "    - {buffer: skids, holds: 2, starts-with: 2, starts-part: skid, to: join}\n"       \
        "    - {station: join, time: 1 s, needs: {body: 1, skid: 1}, makes: unit}\n"           \
        "    - {transport: carry, fleet: agv, pick-up: a, drop: b}\n"                          \
        "    - {station: part, time: 1 s, splits: {body: 1, skid: 1}, to: {by: variant, "      \
        "body: out, skid: " place "}}\n"                                                       \
        "    - {sink: out}\n  empties:\n" returns                                              \
        "    - {transport: back, fleet: agv, pick-up: b, drop: a, to: skids}\n"

// The oldest request goes first: out with one, back, out with the other, back with an empty, out
// for the other empty and back with it: 60 s for two units.
START_TEST(empty_skids_come_back_by_vehicle_and_are_never_lost)
{
    model_run(&plant, SKIDS("place", "    - {buffer: place, holds: 2}\n"), 1001.0);
    ck_assert_int_ge(model_count(&plant, "part"), 64); // pieces, two of each unit
    ck_assert_int_le(model_count(&plant, "part"), 68);
    // What is no body is one of the two skids, empty or in a unit.
    int32_t n = 0;
    for (uint32_t p = 1; p < plant.run->n_parts; p++) {
        const gm_part *part = &plant.run->parts[p];
        const char *kind =
            plant.plan->def->kinds[plant.plan->variants[part->variant].kind_i].name;
        n += part->identity && strcmp(kind, "body") != 0 ? 1 : 0;
    }
    ck_assert_int_eq(n, 2);
    audit_run(plant.run);
    ck_assert_int_eq(gm_run_stuck(plant.run, &plant.arena).n, 0);
    model_end(&plant);
}
END_TEST

// Without a place for empties: the empty waits on the station for the vehicle, which waits with a
// unit for the station.
START_TEST(vehicle_that_waits_for_what_waits_for_it_is_told)
{
    model_run(&plant, SKIDS("back", ""), 100.0);
    gm_stuck stuck = gm_run_stuck(plant.run, &plant.arena);
    ck_assert_int_gt(stuck.n, 0);
    bool is_told = false;
    for (int32_t i = 0; i < stuck.n_waits; i++) {
        is_told |= stuck.waits[i].step_i == model_step(&plant, "carry");
    }
    ck_assert(is_told);
    model_end(&plant);
}
END_TEST

// The same model, looked at every 7 s or not, gives the same departures.
START_TEST(snapshots_change_nothing)
{
    static const char text[] =
        HEAD PATHS "fleets: {agv: {vehicles: 3, paths: hall, speed: 1 m/s, load: exponential(4 "
                   "s), battery: {runs: 500 s, charges: 90 s, at: b, chargers: 1, opportunity: "
                   "yes, idle: 10 %}, fails: {after: exponential(300 s), repair: 20 s}}}\n"
                   "plant:\n  line:\n    - {source: in, every: exponential(12 s)}\n"
                   "    - {buffer: rack, holds: 5}\n"
                   "    - {transport: carry, fleet: agv, pick-up: a, drop: b}\n"
                   "    - sink: out\n";
    model_start(&plant, text);
    gm_stats_layout layout = gm_stats_layout_of(plant.plan, &plant.arena);
    gm_snapshot snapshot = gm_snapshot_create(&layout, &plant.arena, true);
    model_run_to(&plant, 20000.0);
    uint64_t hash = gm_run_hash(plant.run);
    ck_assert_int_gt(plant.n_departures, 1000);
    model_begin(&plant, 1);
    for (int k = 1; k <= 2857; k++) {
        model_run_to(&plant, 7.0 * k);
        gm_snapshot_take(&layout, plant.run, &snapshot);
        audit_run(plant.run);
    }
    model_run_to(&plant, 20000.0);
    ck_assert_uint_eq(gm_run_hash(plant.run), hash);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("fleet");
    tcase_add_test(cases, round_by_hand);
    tcase_add_test(cases, does_not_brake_at_points_on_the_way);
    tcase_add_test(cases, brakes_before_a_slower_segment);
    tcase_add_test(cases, waits_for_a_full_load);
    tcase_add_test(cases, waits_with_its_part_at_a_full_place);
    tcase_add_test(cases, reserves_a_place_before_it_goes);
    tcase_add_test(cases, waits_for_places_for_a_full_load);
    tcase_add_test(cases, charging_takes_its_share_of_time);
    tcase_add_test(cases, waits_for_a_charger);
    tcase_add_test(cases, breaks_down_on_the_way);
    tcase_add_test(cases, waits_for_its_driver);
    tcase_add_test(cases, stands_off_shift);
    tcase_add_test(cases, crane_moves_both_axes_at_the_same_time);
    tcase_add_test(cases, empty_skids_come_back_by_vehicle_and_are_never_lost);
    tcase_add_test(cases, vehicle_that_waits_for_what_waits_for_it_is_told);
    tcase_add_test(cases, snapshots_change_nothing);
    tcase_set_timeout(cases, 120);
    return gm_check_main("plant/fleet", cases);
}
