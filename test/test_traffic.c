// SPDX-License-Identifier: MIT
//
// Vehicles on segments that hold few: traces by hand, and random networks in which nobody ever
// waits for ever.

#include "audit.h"
#include "check_main.h"
#include "model_plant.h"
#include "random_plant.h"

#define HEAD "gemba: 1\nclock: {run: 10 d, horizon: terminating}\n"

static model_plant plant;

static double congested_s(int32_t vehicle_i)
{
    gm_vehicle_settle(plant.run, vehicle_i);
    return plant.run->vehicles[vehicle_i].state_s[GM_VEHICLE_CONGESTED];
}

// Both at a with a part each, 10 s of way for one at a time: 0 to 10 and 10 to 20. The third part
// comes at 12: the first, at b, goes back when the way is free, 20 to 30, and again 30 to 40.
START_TEST(two_vehicles_share_a_segment)
{
    model_run(&plant,
              HEAD
              "paths:\n  hall:\n    segments:\n"
              "      - {from: a, to: b, length: 10 m, vehicles: 1}\n"
              "fleets: {agv: {vehicles: 2, paths: hall, speed: 1 m/s}}\n"
              "plant:\n  one:\n    - {source: s1, every: 1 d, first: 0 s, batch: 2}\n"
              "    - {buffer: q1, holds: unlimited, to: carry}\n"
              "    - {source: s2, every: 1 d, first: 12 s, to: q1}\n"
              "    - {transport: carry, fleet: agv, pick-up: a, drop: b}\n    - sink: out\n",
              100.0);
    EXPECT(&plant, "carry", 10.0, 20.0, 40.0);
    ck_assert_double_eq(congested_s(0), 8.0);
    ck_assert_double_eq(congested_s(1), 10.0);
    audit_run(plant.run);
    model_end(&plant);
}
END_TEST

// Room for two, one way at a time: both go on together.
START_TEST(two_may_follow_each_other)
{
    model_run(&plant,
              HEAD
              "paths:\n  hall:\n    segments:\n"
              "      - {from: a, to: b, length: 10 m, vehicles: 2}\n"
              "fleets: {agv: {vehicles: 2, paths: hall, speed: 1 m/s}}\n"
              "plant:\n  one:\n    - {source: s1, every: 1 d, first: 0 s, batch: 2}\n"
              "    - {buffer: q1, holds: unlimited}\n"
              "    - {transport: carry, fleet: agv, pick-up: a, drop: b}\n    - sink: out\n",
              100.0);
    EXPECT(&plant, "carry", 10.0, 10.0);
    model_end(&plant);
}
END_TEST

// Two vehicles want to pass each other on a line of two single segments; each would hold one and
// wait for the other's. The second is not let in before the first has come through.
START_TEST(nobody_enters_where_all_would_be_stuck)
{
    model_run(&plant,
              HEAD "paths:\n  hall:\n    segments:\n"
                   "      - {from: a, to: b, length: 10 m, vehicles: 1}\n"
                   "      - {from: b, to: c, length: 10 m, vehicles: 1}\n"
                   "fleets:\n  east: {paths: hall, speed: 1 m/s}\n"
                   "  west: {paths: hall, speed: 1 m/s}\n"
                   "plant:\n  one:\n    - {source: s1, every: 1 d, first: 0 s}\n"
                   "    - {transport: t1, fleet: east, pick-up: a, drop: c}\n    - sink: o1\n"
                   "  two:\n    - {source: s2, every: 1 d, first: 0 s}\n"
                   "    - {transport: t2, fleet: west, pick-up: c, drop: a}\n    - sink: o2\n",
              100.0);
    EXPECT(&plant, "t1", 20.0);
    EXPECT(&plant, "t2", 40.0); // in at 20, when the other has come off
    model_end(&plant);
}
END_TEST

// Around a ring of four single segments, three vehicles follow each other and each goes half
// around: the rule must not keep more of them out than that.
START_TEST(ring_takes_as_many_as_leave_a_gap)
{
    model_run(&plant,
              HEAD "paths:\n  ring:\n    segments:\n"
                   "      - {from: a, to: b, length: 10 m, vehicles: 1, one-way: yes}\n"
                   "      - {from: b, to: c, length: 10 m, vehicles: 1, one-way: yes}\n"
                   "      - {from: c, to: d, length: 10 m, vehicles: 1, one-way: yes}\n"
                   "      - {from: d, to: a, length: 10 m, vehicles: 1, one-way: yes}\n"
                   "fleets:\n  one: {paths: ring, speed: 1 m/s}\n"
                   "  two: {paths: ring, speed: 1 m/s}\n  three: {paths: ring, speed: 1 m/s}\n"
                   "plant:\n  x:\n    - {source: s1, every: 1 d, first: 0 s}\n"
                   "    - {transport: t1, fleet: one, pick-up: a, drop: d}\n    - sink: o1\n"
                   "  y:\n    - {source: s2, every: 1 d, first: 0 s}\n"
                   "    - {transport: t2, fleet: two, pick-up: b, drop: a}\n    - sink: o2\n"
                   "  z:\n    - {source: s3, every: 1 d, first: 0 s}\n"
                   "    - {transport: t3, fleet: three, pick-up: c, drop: b}\n    - sink: o3\n",
              100.0);
    // All three enter at 0 and are never in each other's way: three segments each.
    EXPECT(&plant, "t1", 30.0);
    EXPECT(&plant, "t2", 30.0);
    EXPECT(&plant, "t3", 30.0);
    model_end(&plant);
}
END_TEST

// ---- random networks

#ifdef RANDOM_PLANT_SLOW
#define NETWORKS 40
#else
#define NETWORKS 400
#endif
#define PARTS_OF_EACH 12

// GM_NETWORKS=5000 looks further; GM_NETWORK=7 runs this one only and prints it.
static int asked(const char *name, int otherwise)
{
    const char *only = getenv(name);      // NOLINT(concurrency-mt-unsafe)
    return only ? atoi(only) : otherwise; // NOLINT(cert-err34-c)
}

static random_plant model;

static void say_segments(random_plant *r, int n_points)
{
    random_say(r, "paths:\n  hall:\n    segments:\n");
    bool is_ring = random_chance(r, 40);
    int n_more = random_below(r, 4);
    for (int i = 0; i < n_points - (is_ring ? 0 : 1) + n_more; i++) {
        int from = i < n_points ? i : random_below(r, n_points);
        int to = (from + 1 + (i < n_points ? 0 : random_below(r, n_points - 1))) % n_points;
        // A chain goes both ways, so that every point is reached; a ring may go one way.
        bool one_way = (is_ring || i >= n_points - 1) && random_chance(r, 60);
        random_say(r, "      - {from: p%d, to: p%d, length: %d m", from, to,
                   2 + random_below(r, 20));
        random_say(r, one_way ? ", one-way: yes" : "");
        if (random_chance(r, 80)) {
            random_say(r, ", vehicles: %d", 1 + random_below(r, 2));
        }
        if (random_chance(r, 20)) {
            random_say(r, ", speed: 0.7 m/s");
        }
        random_say(r, "}\n");
    }
}

static void say_fleets(random_plant *r, int n_fleets)
{
    random_say(r, "fleets:\n");
    for (int f = 0; f < n_fleets; f++) {
        random_say(r, "  f%d: {vehicles: %d, paths: hall, speed: %d m/s", f,
                   1 + random_below(r, 6), 1 + random_below(r, 2));
        if (random_chance(r, 40)) {
            random_say(r, ", acceleration: 0.5 m/s2");
        }
        if (random_chance(r, 50)) {
            random_say(r, ", load: 3 s, loaded-speed: 0.8 m/s");
        }
        if (random_chance(r, 40)) {
            random_say(r, ", when-idle: park, home: p0");
        }
        if (random_chance(r, 30)) {
            random_say(r, ", fails: {after: exponential(200 s), repair: 15 s}");
        }
        if (random_chance(r, 30)) {
            random_say(r,
                       ", battery: {runs: 3000 s, charges: 300 s, below: 50 %%, at: p1, "
                       "chargers: 1%s}",
                       random_chance(r, 50) ? ", opportunity: yes" : "");
        }
        random_say(r, ", carries: %d, serves: %s}\n", 1 + random_below(r, 2),
                   random_chance(r, 50) ? "oldest" : "nearest");
    }
}

static int make_network(random_plant *r, int number)
{
    *r = (random_plant){.state = (uint64_t)number * 7919 + 17};
    int n_points = 3 + random_below(r, 6);
    int n_fleets = 1 + random_below(r, 2);
    int n_transports = n_fleets + random_below(r, 4);
    random_say(r, HEAD);
    say_segments(r, n_points);
    say_fleets(r, n_fleets);
    random_say(r, "plant:\n");
    for (int t = 0; t < n_transports; t++) {
        int from = random_below(r, n_points);
        int to = (from + 1 + random_below(r, n_points - 1)) % n_points;
        random_say(r,
                   "  l%d:\n    - {source: s%d, every: exponential(%d s), limit: %d}\n"
                   "    - {buffer: b%d, holds: unlimited}\n"
                   "    - {transport: t%d, fleet: f%d, pick-up: p%d, drop: p%d}\n"
                   "    - sink: o%d\n",
                   t, t, 5 + random_below(r, 60), PARTS_OF_EACH, t, t, t % n_fleets, from, to,
                   t);
    }
    return n_transports * PARTS_OF_EACH;
}

// Every part of every source comes to its sink; tracks and vehicles are in order all the way.
START_TEST(all_parts_arrive_on_random_networks)
{
    int only = asked("GM_NETWORK", -1);
    int n_networks = asked("GM_NETWORKS", NETWORKS);
    for (int i = only < 0 ? 0 : only; i < (only < 0 ? n_networks : only + 1); i++) {
        int n_parts = make_network(&model, i);
        if (only >= 0) {
            fprintf(stderr, "%s", model.text);
        }
        model_start(&plant, model.text);
        for (int k = 1; k <= 20; k++) {
            model_run_to(&plant, 100.0 * k);
            audit_run(plant.run);
        }
        model_run_to(&plant, 40000.0);
        audit_run(plant.run);
        double n_out = gm_run_totals_now(plant.run).n_out;
        ck_assert_msg(n_out == n_parts, "network %d: %g of %d parts have arrived", i, n_out,
                      n_parts);
        model_end(&plant);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("traffic");
    tcase_add_test(cases, two_vehicles_share_a_segment);
    tcase_add_test(cases, two_may_follow_each_other);
    tcase_add_test(cases, nobody_enters_where_all_would_be_stuck);
    tcase_add_test(cases, ring_takes_as_many_as_leave_a_gap);
    tcase_add_test(cases, all_parts_arrive_on_random_networks);
    tcase_set_timeout(cases, 250);
    return gm_check_main("plant/traffic", cases);
}
