// SPDX-License-Identifier: MIT
//
// What holds for every plant, over some hundred random small models at fixed numbers.

#include "audit.h"
#include "build_speed.h"
#include "check_main.h"
#include "model_plant.h"
#include "random_plant.h"

#include "plant/stuck.h"

#include <limits.h>

// Of each mixture; GM_MODELS=300 looks further. With sanitizers half of the time goes into the
// search for leaks at the end of each test, which grows with what was ever allocated.
#if BUILD_IS_SLOW
#define MODELS 3
#else
#define MODELS 20
#endif
#define RUN_S  5000.0 // long enough for some hundred parts
#define SLICES 40     // looked at so often

static const int mixtures[] = {
    RANDOM_PLAIN,
    RANDOM_QUEUES,
    RANDOM_STOPS,
    RANDOM_QUEUES | RANDOM_STOPS,
    RANDOM_PEOPLE,
    RANDOM_PEOPLE | RANDOM_STOPS,
    RANDOM_KINDS,
    RANDOM_LIMITS,
    RANDOM_BLOCKING,
    RANDOM_DWELL | RANDOM_QUEUES,
    RANDOM_FORKS,
    RANDOM_FORKS | RANDOM_DWELL,
    RANDOM_BLOCKING | RANDOM_KINDS,
    RANDOM_BLOCKING | RANDOM_FORKS | RANDOM_QUEUES,
    RANDOM_BLOCKING | RANDOM_FORKS | RANDOM_STOPS | RANDOM_PEOPLE | RANDOM_LIMITS,
    RANDOM_QUEUES | RANDOM_STOPS | RANDOM_PEOPLE | RANDOM_KINDS,
    RANDOM_QUEUES | RANDOM_STOPS | RANDOM_PEOPLE | RANDOM_BLOCKING | RANDOM_DWELL,
    RANDOM_QUEUES | RANDOM_STOPS | RANDOM_LIMITS | RANDOM_DWELL | RANDOM_KINDS,
    RANDOM_QUEUES | RANDOM_STOPS | RANDOM_PEOPLE | RANDOM_KINDS | RANDOM_LIMITS | RANDOM_DWELL |
        RANDOM_FORKS,
};

#define MIXTURES ((int)(sizeof mixtures / sizeof mixtures[0]))

static model_plant plant;
static random_plant model;

// GM_MODEL=7 GM_MIXTURE=11 runs this model only and prints it; GM_MODEL=-1 prints them all.
static int asked(const char *name)
{
    const char *only = getenv(name);    // NOLINT(concurrency-mt-unsafe)
    return only ? atoi(only) : INT_MIN; // NOLINT(cert-err34-c)
}

static int n_models(void)
{
    int n = asked("GM_MODELS");
    return n > 0 ? n : MODELS;
}

static void load(int model_i, int flags, int n_extra)
{
    random_plant_make(&model, model_i, flags, n_extra);
    if (asked("GM_MODEL") != INT_MIN) {
        fprintf(stderr, "# model %d\n%s", model_i, model.text);
    }
    model_wire(&plant, model.text);
    plant.run = gm_run_create(plant.plan);
}

static bool is_skipped(int model_i, int mixture_i)
{
    int model_only = asked("GM_MODEL");
    int mixture_only = asked("GM_MIXTURE");
    return (model_only >= 0 && model_only != model_i) ||
           (mixture_only >= 0 && mixture_only != mixture_i);
}

static gm_run_error run_to(double time_s)
{
    return gm_run_advance(plant.run, (gm_run_end){.time_s = time_s, .counter = GM_NONE});
}

START_TEST(nothing_is_lost_and_nothing_exceeds_its_bound)
{
    for (int i = 0; i < n_models(); i++) {
        if (is_skipped(i, _i)) {
            continue;
        }
        load(i, mixtures[_i], 0);
        gm_run_begin(plant.run, 1, (uint32_t)i);
        for (int k = 1; k <= SLICES; k++) {
            gm_run_error error = run_to(RUN_S * k / SLICES);
            ck_assert_msg(error == GM_RUN_OK, "model %d ends with error %d", i, error);
            audit_run(plant.run);
            gm_stuck stuck = gm_run_stuck(plant.run, &plant.arena);
            ck_assert_msg(stuck.n == 0, "model %d: %d wait for ever", i, stuck.n);
        }
        model_end(&plant);
    }
}
END_TEST

// None of these plants can jam: at the end some clock runs, or all is done.
START_TEST(no_plant_jams)
{
    for (int i = 0; i < n_models(); i++) {
        if (is_skipped(i, _i)) {
            continue;
        }
        load(i, mixtures[_i], 0);
        gm_run_begin(plant.run, 2, (uint32_t)i);
        run_to(RUN_S);
        double next_s = gm_clocks_top(&plant.run->clocks).time_s;
        bool is_done = plant.run->wip == 0 && plant.run->sources[0].n_made >= 300.0;
        ck_assert_msg(isfinite(next_s) || is_done, "model %d stands still at %d parts", i,
                      plant.run->wip);
        gm_run_totals totals = gm_run_totals_now(plant.run);
        ck_assert_msg(totals.n_out > 10.0, "model %d: only %g parts left", i, totals.n_out);
        model_end(&plant);
    }
}
END_TEST

START_TEST(same_seed_and_replication_give_the_same_hash_after_other_replications)
{
    for (int i = 0; i < n_models(); i++) {
        if (is_skipped(i, _i)) {
            continue;
        }
        load(i, mixtures[_i], 0);
        uint64_t hash[2];
        for (int k = 0; k < 2; k++) {
            gm_run_begin(plant.run, 5, 3);
            run_to(RUN_S);
            hash[k] = gm_run_hash(plant.run);
            gm_run_begin(plant.run, 6, 7 + (uint32_t)k);
            run_to(RUN_S / 3.0);
        }
        ck_assert_msg(hash[0] == hash[1], "model %d", i);
        model_end(&plant);
    }
}
END_TEST

// ---- the short way

static double *take_snapshot(gm_snapshot *snapshot)
{
    *snapshot = gm_snapshot_create(&plant.twin->layout, &plant.arena, true);
    gm_snapshot_take(&plant.twin->layout, plant.run, snapshot);
    return snapshot->sum;
}

static void go_the_general_way(void)
{
    for (int32_t i = 0; i < plant.plan->n_machines; i++) {
        ((gm_swift_way *)plant.plan->ways)[i].is_on = false;
    }
    for (int32_t i = 0; i < plant.plan->n_sources; i++) {
        ((gm_source_plan *)plant.plan->sources)[i].way.is_on = false;
    }
}

// Machines on a short way, without and with people.
static void count_swift(int n[2])
{
    for (int32_t i = 0; i < plant.plan->n_machines; i++) {
        const gm_swift_way *way = &plant.plan->ways[i];
        n[way->crew_i != GM_NONE] += way->is_on ? 1 : 0;
    }
}

static uint64_t hash_departures(void)
{
    uint64_t hash = 0;
    for (int32_t i = 0; i < plant.n_departures && i < MODEL_DEPARTURES; i++) {
        uint64_t bits;
        memcpy(&bits, &plant.departures[i].time_s, sizeof bits);
        hash = (hash ^ bits ^ plant.departures[i].identity) * UINT64_C(0x100000001b3);
        hash = (hash ^ (uint64_t)plant.departures[i].step_i) * UINT64_C(0x100000001b3);
    }
    return hash;
}

static int32_t first_difference(const double *a, const double *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (a[i] != b[i]) {
            return (int32_t)i;
        }
    }
    return -1;
}

START_TEST(short_way_gives_the_same_bits_as_the_general_way)
{
    int n_swift[2] = {0};
    for (int i = 0; i < 2 * n_models(); i++) {
        if (is_skipped(i, _i)) {
            continue;
        }
        load(i, mixtures[_i], 0);
        count_swift(n_swift);
        uint64_t hash[2];
        gm_snapshot end[2];
        gm_snapshot mid[2];
        for (int k = 0; k < 2; k++) {
            gm_run_begin(plant.run, 9, (uint32_t)i);
            run_to(RUN_S / 2.0);
            take_snapshot(&mid[k]);
            run_to(RUN_S);
            hash[k] = gm_run_hash(plant.run);
            take_snapshot(&end[k]);
            go_the_general_way();
        }
        ck_assert_msg(hash[0] == hash[1], "model %d: departures differ", i);
        int32_t at = first_difference(mid[0].sum, mid[1].sum, plant.twin->layout.n);
        ck_assert_msg(at < 0, "model %d: sum %d half-way: %.17g %.17g", i, at,
                      mid[0].sum[at < 0 ? 0 : at], mid[1].sum[at < 0 ? 0 : at]);
        at = first_difference(end[0].sum, end[1].sum, plant.twin->layout.n);
        ck_assert_msg(at < 0, "model %d: sum %d of [%u %u %u %u..]: %.17g %.17g", i, at,
                      plant.twin->layout.stations, plant.twin->layout.stores,
                      plant.twin->layout.sources, plant.twin->layout.sinks,
                      end[0].sum[at < 0 ? 0 : at], end[1].sum[at < 0 ? 0 : at]);
        at = first_difference(end[0].max, end[1].max, plant.twin->layout.n_max);
        ck_assert_msg(at < 0, "model %d: maximum %d", i, at);
        model_end(&plant);
    }
    ck_assert_msg(mixtures[_i] != RANDOM_PLAIN || n_swift[0] > n_models(), "%d swift",
                  n_swift[0]);
    ck_assert_msg(mixtures[_i] != RANDOM_PEOPLE || n_swift[1] > n_models() / 2,
                  "%d swift with people", n_swift[1]);
}
END_TEST

START_TEST(watched_run_has_the_same_departures_in_order_on_both_ways)
{
    for (int i = 0; i < n_models(); i++) {
        if (is_skipped(i, _i)) {
            continue;
        }
        load(i, mixtures[_i], 0);
        uint64_t hash[3];
        uint64_t list[2];
        for (int k = 0; k < 2; k++) {
            model_begin(&plant, 4);
            run_to(RUN_S);
            hash[k] = gm_run_hash(plant.run);
            list[k] = hash_departures();
            go_the_general_way();
        }
        gm_run_observe(plant.run, NULL, NULL);
        gm_run_begin(plant.run, 4, 0);
        run_to(RUN_S);
        hash[2] = gm_run_hash(plant.run);
        ck_assert_msg(hash[0] == hash[1] && hash[1] == hash[2], "model %d", i);
        ck_assert_msg(list[0] == list[1], "model %d: lists differ", i);
        model_end(&plant);
    }
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("random models");
    tcase_set_timeout(c, 120.0);
    tcase_add_loop_test(c, nothing_is_lost_and_nothing_exceeds_its_bound, 0, MIXTURES);
    tcase_add_loop_test(c, no_plant_jams, 0, MIXTURES);
    tcase_add_loop_test(
        c, same_seed_and_replication_give_the_same_hash_after_other_replications, 0, MIXTURES);
    tcase_add_loop_test(c, short_way_gives_the_same_bits_as_the_general_way, 0, MIXTURES);
    tcase_add_loop_test(c, watched_run_has_the_same_departures_in_order_on_both_ways, 0,
                        MIXTURES);
    return gm_check_main("plant/random models", c);
}
