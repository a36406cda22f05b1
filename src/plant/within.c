// SPDX-License-Identifier: MIT

#include "plant/within.h"

#include "plant/flow.h"
#include "plant/offer.h"
#include "plant/store.h"

#include <math.h>
#include <string.h>

#define NOT_RUNNING ((double)INFINITY)
#define ROUNDING    1e-9 // of a limit: so near to it is in time

static size_t n_clocks(const gm_run *run)
{
    return (size_t)run->plan->n_withins;
}

static double *row_of(const gm_run *run, uint32_t part)
{
    return &run->since_s[part * n_clocks(run)];
}

// ---- memory, time 0, rows of parts

void gm_withins_create(gm_run *run)
{
    run->withins = GM_NEW(&run->arena, gm_within, run->plan->n_withins);
}

void gm_withins_begin(gm_run *run)
{
    for (int32_t i = 0; i < run->plan->n_withins; i++) {
        run->withins[i] = (gm_within){0};
    }
}

void gm_withins_fini(gm_run *run)
{
    gm_hook_free(run->since_s);
}

void gm_withins_reserve(gm_run *run, uint32_t n)
{
    if (n_clocks(run) == 0) {
        return;
    }
    size_t bytes = n_clocks(run) * sizeof *run->since_s;
    double *since_s = gm_hook_alloc(n * bytes);
    if (run->n_parts > 0) {
        memcpy(since_s, run->since_s, run->n_parts * bytes);
    }
    gm_hook_free(run->since_s);
    run->since_s = since_s;
}

void gm_withins_clear(gm_run *run, uint32_t part)
{
    for (size_t i = 0; i < n_clocks(run); i++) {
        row_of(run, part)[i] = NOT_RUNNING;
    }
}

void gm_withins_copy(gm_run *run, uint32_t from, uint32_t to)
{
    if (n_clocks(run) > 0) {
        memcpy(row_of(run, to), row_of(run, from), n_clocks(run) * sizeof *run->since_s);
    }
}

void gm_withins_join(gm_run *run, uint32_t first, uint32_t part)
{
    for (size_t i = 0; i < n_clocks(run); i++) {
        double *since_s = &row_of(run, first)[i];
        double other_s = row_of(run, part)[i];
        *since_s = other_s < *since_s ? other_s : *since_s;
    }
}

// ---- clocks

void gm_within_start(gm_run *run, uint32_t part, int32_t step_i)
{
    for (uint32_t bits = run->plan->steps[step_i].within_from; bits; bits &= bits - 1) {
        row_of(run, part)[__builtin_ctz(bits)] = run->now_s;
    }
}

// Out of the hands of a step that will not work on it, to a place that always has room.
static void send_aside(gm_run *run, uint32_t part, int32_t step_i, gm_target target)
{
    int32_t store_i = gm_target_store(run, target, part);
    run->parts[part].target = 0;
    if (store_i != GM_NONE) {
        gm_store_put(run, store_i, part);
        return;
    }
    if (target.kind == GM_TO_SCRAP) {
        gm_run_tell(run, GM_PART_SCRAPPED, part, step_i);
    }
    gm_part_leave_plant(run, part, target, step_i);
}

// The clock is looked at, and stops. True when the part is overdue.
static bool look(gm_run *run, uint32_t part, int32_t i)
{
    gm_within *within = &run->withins[i];
    double *since_s = &row_of(run, part)[i];
    if (isinf(*since_s)) {
        return false; // it came another way
    }
    double time_s = run->now_s - *since_s;
    double most_s = run->plan->withins[i].def->most_s;
    bool is_overdue = time_s > most_s * (1.0 + ROUNDING);
    *since_s = NOT_RUNNING;
    within->sum[GM_STAT_WITHIN_CHECKED] += 1.0;
    within->sum[GM_STAT_WITHIN_OVERDUE] += is_overdue ? 1.0 : 0.0;
    within->sum[GM_STAT_WITHIN_TIME_S] += time_s;
    within->time_max_s = time_s > within->time_max_s ? time_s : within->time_max_s;
    return is_overdue;
}

bool gm_within_ends(gm_run *run, uint32_t part, int32_t step_i)
{
    const gm_within_plan *aside = NULL;
    for (uint32_t bits = run->plan->steps[step_i].within_to; bits; bits &= bits - 1) {
        int32_t i = __builtin_ctz(bits);
        bool goes_aside = look(run, part, i) && !run->plan->withins[i].goes_on;
        aside = goes_aside && !aside ? &run->plan->withins[i] : aside;
    }
    if (aside) {
        send_aside(run, part, step_i, aside->then.targets[0]);
    }
    return aside != NULL;
}
