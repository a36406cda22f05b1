// SPDX-License-Identifier: MIT
//
// What holds for the snapshots of any plant: rows are filled, sums add up, looking changes nothing.

#include "build_speed.h"
#include "check_main.h"
#include "model_plant.h"
#include "random_plant.h"

#include <stdlib.h>

#if BUILD_IS_SLOW
#define MODELS 3 // of each mixture
#else
#define MODELS 12
#endif
#define RUN_S  3000.0
#define SLICES 10

static const int mixtures[] = {
    RANDOM_PLAIN,
    RANDOM_QUEUES | RANDOM_STOPS | RANDOM_PEOPLE,
    RANDOM_KINDS | RANDOM_LIMITS | RANDOM_FORKS,
    RANDOM_QUEUES | RANDOM_STOPS | RANDOM_DWELL | RANDOM_BLOCKING,
};

#define MIXTURES ((int)(sizeof mixtures / sizeof mixtures[0]))

static model_plant plant;
static random_plant model;
static gm_snapshot snapshot;

static void load(const char *text)
{
    model_wire(&plant, text);
    plant.run = gm_run_create(plant.plan);
    gm_run_begin(plant.run, 1, 0);
    snapshot = gm_snapshot_create(&plant.twin->layout, &plant.arena, true);
}

static void load_random(int i, int mixture)
{
    random_plant_make(&model, i, mixture, 0);
    load(model.text);
}

static void take_at(double time_s)
{
    model_run_to(&plant, time_s);
    gm_snapshot_take(&plant.twin->layout, plant.run, &snapshot);
}

// ---- rows

#define EVERYTHING                                                                             \
    "gemba: 1\nclock: {run: 1 d, horizon: terminating}\n"                                      \
    "parts: {part: {variants: {a: 50 %, b: 50 %}}}\n"                                          \
    "crews: {fitters: 1}\n"                                                                    \
    "plant: {line: [{source: in, every: 60 s}, {station: s, machines: 2, time: 50 s, fails: "  \
    "{after: 500 s, repair: 50 s, crew: {fitters: 1}}}, {buffer: r, holds: 4, counts: made}, " \
    "{conveyor: c, length: 9 m, speed: 1 m/s, pitch: 1 m}, {moving-line: m, pitch: 6 m, "      \
    "takt: "                                                                                   \
    "60 s, stations: 3, work: 50 s}, {sink: out}]}\n"                                          \
    "limits: [{name: cards, over: [s, r], at-most: 5}]"

START_TEST(snapshot_fills_every_row)
{
    load(EVERYTHING);
    const gm_stats_layout *l = &plant.twin->layout;
    for (uint32_t i = 0; i < l->n; i++) {
        snapshot.sum[i] = (double)NAN;
    }
    for (uint32_t i = 0; i < l->n_max; i++) {
        snapshot.max[i] = (double)NAN;
    }
    take_at(1000.0);
    for (uint32_t i = 0; i < l->n; i++) {
        ck_assert_msg(!isnan(snapshot.sum[i]), "sum %u of %u is not taken", i, l->n);
    }
    for (uint32_t i = 0; i < l->n_max; i++) {
        ck_assert_msg(!isnan(snapshot.max[i]), "maximum %u of %u is not taken", i, l->n_max);
    }
    model_end(&plant);
}
END_TEST

// Two in the plant; one counter `made` and the sink's; the rest by the number of things: 2 of
// the plant, 2 counters, 1 station, 3 places, 1 source, 3 sinks with two variants, 1 line, 1
// crew, 1 limit, 1 belt, 1 moving line. The places: r, and what stands before s, c, m.
START_TEST(rows_are_as_many_as_the_things_of_the_plant)
{
    load(EVERYTHING);
    const gm_stats_layout *l = &plant.twin->layout;
    uint32_t n_stores = (uint32_t)plant.plan->n_stores;
    uint32_t sums = 2 + 2 + GM_N_STATION_STATS + n_stores * GM_N_STORE_STATS +
                    GM_N_SOURCE_STATS + 3 * (GM_N_SINK_STATS + 4) + GM_N_LINE_STATS +
                    GM_N_CREW_STATS + 1 + 2 * GM_N_BAND_STATS;
    ck_assert_uint_eq(l->n_sums, sums);
    ck_assert_uint_eq(l->n_max, 1 + 2 * n_stores + 1 + 3 + 1 + 1 + 1);
    ck_assert_uint_eq(l->max_movings, l->n_max - 1);
    model_end(&plant);
}
END_TEST

// ---- sums

static bool is_row(uint32_t row, uint32_t first, uint32_t end, uint32_t each, uint32_t level)
{
    return row >= first && row < end && (row - first) % each == level;
}

// Levels now are no sums.
static bool is_level(const gm_stats_layout *l, uint32_t row)
{
    return row == l->plant + 1 ||
           is_row(row, l->stations, l->stores, GM_N_STATION_STATS, GM_STAT_ACTIVE) ||
           is_row(row, l->stores, l->sources, GM_N_STORE_STATS, GM_STAT_LEVEL) ||
           is_row(row, l->sources, l->sinks, GM_N_SOURCE_STATS, GM_STAT_OUTSIDE) ||
           is_row(row, l->conveyors, l->n_sums, GM_N_BAND_STATS, GM_STAT_BAND_ACTIVE);
}

START_TEST(sums_never_fall)
{
    for (int i = 0; i < MODELS; i++) {
        load_random(i, mixtures[_i]);
        const gm_stats_layout *l = &plant.twin->layout;
        double *before = GM_NEW(&plant.arena, double, l->n);
        for (int k = 1; k <= SLICES; k++) {
            take_at(RUN_S * k / SLICES);
            for (uint32_t row = 0; row < l->n; row++) {
                ck_assert_msg(snapshot.sum[row] >= before[row] - 1e-9 || is_level(l, row),
                              "model %d: row %u falls from %.12g to %.12g", i, row, before[row],
                              snapshot.sum[row]);
                before[row] = snapshot.sum[row];
            }
        }
        model_end(&plant);
    }
}
END_TEST

static double sum_of(uint32_t first, int32_t n)
{
    double sum = 0.0;
    for (int32_t i = 0; i < n; i++) {
        sum += snapshot.sum[first + (uint32_t)i];
    }
    return sum;
}

static void check_close(double got, double expected, const char *what, int model_i)
{
    ck_assert_msg(fabs(got - expected) <= 1e-9 * (1.0 + fabs(expected)),
                  "model %d: %s is %.12g, not %.12g", model_i, what, got, expected);
}

START_TEST(states_of_every_station_add_up_to_its_machine_time)
{
    for (int i = 0; i < MODELS; i++) {
        load_random(i, mixtures[_i]);
        take_at(RUN_S);
        for (int32_t s = 0; s < plant.plan->n_stations; s++) {
            uint32_t row = plant.twin->layout.stations + (uint32_t)s * GM_N_STATION_STATS;
            check_close(sum_of(row, GM_N_STATES), RUN_S * plant.plan->stations[s].n_machines,
                        "machine time", i);
        }
        model_end(&plant);
    }
}
END_TEST

// Time by level and the area under the level are formed apart: area = sum of level x time.
START_TEST(time_by_level_gives_the_area_under_the_level)
{
    for (int i = 0; i < MODELS; i++) {
        load_random(i, mixtures[_i]);
        take_at(RUN_S);
        const gm_stats_layout *l = &plant.twin->layout;
        for (int32_t s = 0; s < plant.plan->n_stores; s++) {
            int32_t n = plant.plan->stores[s].n_bins;
            const double *bins = &snapshot.sum[l->bins_of[s]];
            double area = 0.0;
            for (int32_t b = 0; b < n; b++) {
                area += b * bins[b];
            }
            check_close(sum_of(l->bins_of[s], n), RUN_S, "time", i);
            check_close(snapshot.sum[l->stores + (uint32_t)s * GM_N_STORE_STATS + GM_STAT_AREA],
                        area, "area", i);
        }
        double area = 0.0;
        for (int32_t b = 0; b < GM_WIP_BINS; b++) {
            area += b * snapshot.sum[l->wip_bins + (uint32_t)b];
        }
        check_close(snapshot.sum[l->plant], area, "area of the plant", i);
        model_end(&plant);
    }
}
END_TEST

// What is in the plant waits in a place or is on a machine, but for one that a source with
// arrivals may hold at its door.
START_TEST(parts_in_places_and_in_work_are_those_in_the_plant)
{
    for (int i = 0; i < MODELS; i++) {
        load_random(i, mixtures[_i]);
        const gm_stats_layout *l = &plant.twin->layout;
        for (int k = 1; k <= SLICES; k++) {
            take_at(RUN_S * k / SLICES);
            double area = 0.0;
            for (int32_t s = 0; s < plant.plan->n_stores; s++) {
                area += snapshot.sum[l->stores + (uint32_t)s * GM_N_STORE_STATS + GM_STAT_AREA];
            }
            for (int32_t s = 0; s < plant.plan->n_stations; s++) {
                area +=
                    snapshot
                        .sum[l->stations + (uint32_t)s * GM_N_STATION_STATS + GM_STAT_IN_WORK];
            }
            double at_door = snapshot.sum[l->plant] - area;
            bool may_hold = plant.plan->sources[0].def->has_every;
            ck_assert_msg(at_door >= -1e-6 && at_door <= (may_hold ? RUN_S : 1e-6),
                          "model %d: %.12g part seconds are nowhere", i, at_door);
        }
        model_end(&plant);
    }
}
END_TEST

START_TEST(first_passes_are_no_more_than_first_visits_and_these_no_more_than_visits)
{
    for (int i = 0; i < MODELS; i++) {
        load_random(i, mixtures[_i]);
        take_at(RUN_S);
        for (int32_t s = 0; s < plant.plan->n_stations; s++) {
            const double *row =
                &snapshot.sum[plant.twin->layout.stations + (uint32_t)s * GM_N_STATION_STATS];
            ck_assert_double_ge(row[GM_STAT_FIRST_PASS], 0.0);
            ck_assert_double_le(row[GM_STAT_FIRST_PASS], row[GM_STAT_FIRST]);
            ck_assert_double_le(row[GM_STAT_FIRST],
                                row[GM_STAT_GOOD] + row[GM_STAT_REJECTED] + row[GM_STAT_SCRAP]);
        }
        model_end(&plant);
    }
}
END_TEST

// In - out = level, and the maximum is no less than the mean and than the level.
START_TEST(places_balance)
{
    for (int i = 0; i < MODELS; i++) {
        load_random(i, RANDOM_QUEUES | RANDOM_FORKS);
        take_at(RUN_S);
        const gm_stats_layout *l = &plant.twin->layout;
        for (int32_t s = 0; s < plant.plan->n_stores; s++) {
            const double *row = &snapshot.sum[l->stores + (uint32_t)s * GM_N_STORE_STATS];
            double max = snapshot.max[l->max_stores + 2 * (uint32_t)s];
            if (plant.plan->stores[s].capacity > 0) {
                check_close(row[GM_STAT_IN] - row[GM_STAT_OUT], row[GM_STAT_LEVEL], "level", i);
            }
            ck_assert_double_ge(max, row[GM_STAT_LEVEL]);
            ck_assert_double_ge(max, row[GM_STAT_AREA] / RUN_S);
            ck_assert_double_le(row[GM_STAT_WAITED], row[GM_STAT_OUT]);
        }
        model_end(&plant);
    }
}
END_TEST

// ---- looking

START_TEST(looking_often_changes_nothing)
{
    for (int i = 0; i < MODELS; i++) {
        load_random(i, mixtures[_i]);
        const gm_stats_layout *l = &plant.twin->layout;
        take_at(RUN_S);
        uint64_t hash = gm_run_hash(plant.run);
        double *once = GM_NEW(&plant.arena, double, l->n);
        memcpy(once, snapshot.sum, l->n * sizeof *once);
        gm_run_begin(plant.run, 1, 0);
        for (int k = 1; k <= SLICES; k++) {
            take_at(RUN_S * k / SLICES);
        }
        ck_assert_uint_eq(gm_run_hash(plant.run), hash);
        for (uint32_t row = 0; row < l->n; row++) {
            check_close(snapshot.sum[row], once[row], "a sum", i);
        }
        model_end(&plant);
    }
}
END_TEST

// Level 2 in 3-5 and 1 in 5-9 (see figures): 2 by 4, 2 by 6, 1 by 8, 1 by 10.
START_TEST(maximum_of_a_window_is_the_largest_of_its_stretches)
{
    static const double times_s[] = {0, 4, 6, 8, 10};
    static gm_snapshot series[5];
    load("gemba: 1\nclock: {run: 1 d, horizon: terminating}\n"
         "plant: {line: [{source: in, every: 1 s, limit: 3}, {buffer: r, holds: 5}, {station: "
         "s, "
         "time: 4 s}, {sink: out}]}");
    for (int i = 0; i < 5; i++) {
        series[i] = gm_snapshot_create(&plant.twin->layout, &plant.arena, false);
        model_run_to(&plant, times_s[i]);
        gm_snapshot_take(&plant.twin->layout, plant.run, &series[i]);
    }
    uint32_t row = plant.twin->layout.max_stores +
                   2 * (uint32_t)plant.plan->steps[model_step(&plant, "r")].own_i;
    gm_stats_window w = {&plant.twin->layout, series, 0, 4};
    ck_assert_double_eq(gm_window_max(&w, row), 2.0);
    w.from = 2;
    ck_assert_double_eq(gm_window_max(&w, row), 1.0);
    w.from = 3;
    ck_assert_double_eq(gm_window_max(&w, row), 1.0);
    ck_assert_double_eq(gm_window_length_s(&w), 2.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("stats of a plant");
    tcase_add_test(c, snapshot_fills_every_row);
    tcase_add_test(c, rows_are_as_many_as_the_things_of_the_plant);
    tcase_add_loop_test(c, sums_never_fall, 0, MIXTURES);
    tcase_add_loop_test(c, states_of_every_station_add_up_to_its_machine_time, 0, MIXTURES);
    tcase_add_loop_test(c, time_by_level_gives_the_area_under_the_level, 0, MIXTURES);
    tcase_add_loop_test(c, parts_in_places_and_in_work_are_those_in_the_plant, 0, MIXTURES);
    tcase_add_loop_test(
        c, first_passes_are_no_more_than_first_visits_and_these_no_more_than_visits, 0,
        MIXTURES);
    tcase_add_test(c, places_balance);
    tcase_add_loop_test(c, looking_often_changes_nothing, 0, MIXTURES);
    tcase_add_test(c, maximum_of_a_window_is_the_largest_of_its_stretches);
    return gm_check_main("plant/stats", c);
}
