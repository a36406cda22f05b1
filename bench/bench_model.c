// SPDX-License-Identifier: MIT
//
// Times replications of a model on one thread, statistics on, and counts what they did.
//
// bench_model MODEL [--set PATH=VALUE] .. [--repeat N] [--from DATE --to DATE]
// Prints for each replication: seconds of processor time, station visits, parts that left.
// With dates only the span between them is timed. Reading and wiring the model is not.

#include "bench.h"

#include "sim/civil.h"
#include "twin/twin.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SETS 32

typedef struct request {
    const char *model;
    const char *sets[MOST_SETS];
    int n_sets;
    int repeat;
    gm_date from;
    gm_date to;
} request;

static bool read_request(int argc, char **argv, request *r)
{
    *r = (request){.repeat = 1};
    for (int i = 1; i < argc; i++) {
        bool has_value = i + 1 < argc;
        if (strcmp(argv[i], "--set") == 0 && has_value && r->n_sets < MOST_SETS) {
            r->sets[r->n_sets++] = argv[++i];
        } else if (strcmp(argv[i], "--repeat") == 0 && has_value) {
            r->repeat = (int)strtol(argv[++i], NULL, 10);
        } else if (strcmp(argv[i], "--from") == 0 && has_value) {
            if (!gm_date_parse(argv[++i], &r->from)) {
                return false;
            }
        } else if (strcmp(argv[i], "--to") == 0 && has_value) {
            if (!gm_date_parse(argv[++i], &r->to)) {
                return false;
            }
        } else if (!r->model) {
            r->model = argv[i];
        } else {
            return false;
        }
    }
    return r->model && r->repeat > 0 && gm_date_is_none(r->from) == gm_date_is_none(r->to);
}

// ---- one replication

typedef struct bench {
    const gm_twin *twin;
    gm_run *run;
    gm_run_end from; // the span that is timed
    gm_run_end to;
    gm_snapshot series[2];
} bench;

static gm_run_end end_of_model(const gm_twin *twin)
{
    const gm_schedule *s = &twin->schedule;
    const gm_point *end = &s->points[s->n - 1];
    gm_run_end out = {.time_s = end->time_s, .counter = GM_NONE};
    if (isinf(end->time_s)) {
        out.counter = s->counter;
        out.count = end->count;
    }
    return out;
}

static gm_run_end end_at(const gm_twin *twin, gm_date date)
{
    gm_civil civil = twin->model->clock.civil;
    int32_t day = gm_date_to_day(date);
    return (gm_run_end){.time_s = gm_civil_day_start_s(civil, day), .counter = GM_NONE};
}

// Sum over all objects of a figure of this name.
static double sum_of(const bench *b, const char *figure)
{
    gm_stats_window w = {.layout = &b->twin->layout, .series = b->series, .from = 0, .to = 1};
    double sum = 0.0;
    for (int32_t i = 0; i < b->twin->figures.n; i++) {
        const gm_figure *f = &b->twin->figures.items[i];
        if (!f->stat && strcmp(f->figure, figure) == 0) {
            sum += gm_figure_value(f, &w, 0.0);
        }
    }
    return sum;
}

static bool time_one(bench *b, uint32_t seed, uint32_t replication)
{
    gm_run_begin(b->run, seed, replication);
    if (b->from.time_s > 0.0 && gm_run_advance(b->run, b->from) != GM_RUN_OK) {
        return false;
    }
    gm_snapshot_take(&b->twin->layout, b->run, &b->series[0]);
    double began_s = bench_cpu_s();
    gm_run_error error = gm_run_advance(b->run, b->to);
    double spent_s = bench_cpu_s() - began_s;
    gm_snapshot_take(&b->twin->layout, b->run, &b->series[1]);
    printf("%.9f %.0f %.0f\n", spent_s, sum_of(b, "visits"), sum_of(b, "out"));
    return error == GM_RUN_OK;
}

static int run(const void *asked, const gm_twin *twin, gm_arena *arena)
{
    const request *r = asked;
    bench b = {.twin = twin, .run = gm_run_create(twin->plan), .to = end_of_model(twin)};
    if (!gm_date_is_none(r->from)) {
        b.from = end_at(twin, r->from);
        b.to = end_at(twin, r->to);
    }
    for (int i = 0; i < 2; i++) {
        b.series[i] = gm_snapshot_create(&twin->layout, arena, true);
    }
    bool is_good = true;
    for (int i = 0; i < r->repeat && is_good; i++) {
        is_good = time_one(&b, (uint32_t)twin->model->clock.seed, (uint32_t)i);
    }
    gm_run_destroy(b.run);
    return is_good ? 0 : 3;
}

int main(int argc, char **argv)
{
    request r;
    if (!read_request(argc, argv, &r)) {
        fputs("usage: bench_model MODEL [--set PATH=VALUE] .. [--repeat N] "
              "[--from DATE --to DATE]\n",
              stderr);
        return 2;
    }
    gm_model_options options = {.sets = r.sets, .n_sets = r.n_sets};
    return bench_with_model(r.model, &options, run, &r);
}
