// SPDX-License-Identifier: MIT
//
// Times the line engine on a model, one thread, statistics on.
//
// bench_line MODEL [--set PATH=VALUE] .. [--repeat N] [--lanes best|scalar|avx2|avx512] [--levels]
// Prints for each set of replications: seconds of processor time, station visits, parts that left,
// replications. --levels: follows how long places have held how many parts, too.

#include "bench.h"
#include "line/line.h"

#include "twin/twin.h"

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
    const char *lanes;
    bool has_levels;
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
        } else if (strcmp(argv[i], "--lanes") == 0 && has_value) {
            r->lanes = strcmp(argv[++i], "best") == 0 ? NULL : argv[i];
        } else if (strcmp(argv[i], "--levels") == 0) {
            r->has_levels = true;
        } else if (!r->model) {
            r->model = argv[i];
        } else {
            return false;
        }
    }
    return r->model && r->repeat > 0;
}

static void time_one(gm_lines *lines, const gm_twin *twin, uint32_t seed, int i,
                     gm_snapshot *end)
{
    int32_t n = gm_lines_width(lines);
    double began_s = bench_cpu_s();
    (void)gm_lines_run(lines, seed, (uint32_t)(i * n), n, NULL);
    double spent_s = bench_cpu_s() - began_s;
    double visits = 0.0;
    double out = 0.0;
    for (int32_t lane = 0; lane < n; lane++) {
        gm_snapshot_take(&twin->layout, gm_lines_run_at(lines, lane, 0), end);
        for (int32_t k = 0; k < twin->plan->n_stations; k++) {
            visits += end->sum[twin->layout.stations + (uint32_t)k * GM_N_STATION_STATS +
                               GM_STAT_CYCLES];
        }
        for (int32_t k = 0; k <= twin->plan->n_sinks; k++) {
            out += end->sum[twin->layout.sinks + (uint32_t)k * twin->layout.sink_rows];
        }
    }
    printf("%.9f %.0f %.0f %d\n", spent_s, visits, out, (int)n);
}

static int run(const void *asked, const gm_twin *twin, gm_arena *arena)
{
    const request *r = asked;
    gm_line_refusal why = {0};
    const gm_line_program *program = gm_line_program_create(twin->plan, arena, &why);
    if (!program) {
        fprintf(stderr, "bench_line: %s\n", why.text);
        return 2;
    }
    const gm_point *last = &twin->schedule.points[twin->schedule.n - 1];
    gm_line_point end = {.time_s = last->time_s, .count = last->count, .is_full = true};
    gm_line_ask ask = {
        .n_points = 1, .points = &end, .has_bins = r->has_levels, .lanes = r->lanes};
    gm_lines *lines = gm_lines_create(program, &ask);
    gm_snapshot snapshot = gm_snapshot_create(&twin->layout, arena, true);
    for (int i = 0; i < r->repeat; i++) {
        time_one(lines, twin, (uint32_t)twin->model->clock.seed, i, &snapshot);
    }
    gm_lines_destroy(lines);
    return 0;
}

int main(int argc, char **argv)
{
    request r;
    if (!read_request(argc, argv, &r)) {
        fputs("usage: bench_line MODEL [--set PATH=VALUE] .. [--repeat N] [--lanes WORD] "
              "[--levels]\n",
              stderr);
        return 2;
    }
    gm_model_options options = {.sets = r.sets, .n_sets = r.n_sets};
    return bench_with_model(r.model, &options, run, &r);
}
