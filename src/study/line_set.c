// SPDX-License-Identifier: MIT

#include "study/line_set.h"

#include "study/warm_up.h"

#include <math.h>

struct gm_line_set {
    const gm_twin *twin;
    gm_lines *lines;
    gm_line_point *points;
    int32_t *point_of; // of the schedule, GM_NONE: a sample
    gm_arena arena;
};

// A figure with an argument, as `level.above(5)`, is only asked for by claims.
static bool asks_for_levels(const gm_twin *twin)
{
    for (int32_t i = 0; i < twin->n_claims; i++) {
        const gm_claim_plan *claim = &twin->claims[i];
        if (claim->by == GM_ANSWER_RUN && twin->figures.items[claim->figure_i].has_argument) {
            return true;
        }
    }
    return false;
}

static gm_line_point sample_at(const gm_slices *slices, bool by_count, int32_t i)
{
    double end = slices->length * (i + 1.0);
    return (gm_line_point){.time_s = by_count ? (double)INFINITY : end,
                           .count = by_count ? floor(end + 0.5) : 0.0,
                           .is_thin = true};
}

// Points of the schedule, and the samples before each of them.
static int32_t list_points(gm_line_set *set, bool has_samples)
{
    const gm_schedule *s = &set->twin->schedule;
    gm_slices slices = gm_slices_of(s);
    bool by_count = isinf(s->points[s->n - 1].time_s);
    int32_t n = 0;
    int32_t sample = 0;
    for (int32_t i = 1; i < s->n; i++) {
        const gm_point *to = &s->points[i];
        for (; sample < slices.n && has_samples; sample++) {
            gm_line_point at = sample_at(&slices, by_count, sample);
            if (by_count ? at.count > to->count : at.time_s > to->time_s) {
                break;
            }
            set->point_of[n] = GM_NONE;
            set->points[n++] = at;
        }
        set->point_of[n] = i;
        set->points[n++] =
            (gm_line_point){.time_s = to->time_s, .count = to->count, .is_full = to->is_full};
    }
    return n;
}

gm_line_set *gm_line_set_create(const gm_twin *twin, int32_t n, bool has_samples,
                                bool has_levels)
{
    gm_line_set *set = gm_hook_alloc(sizeof *set);
    *set = (gm_line_set){.twin = twin};
    gm_arena_init(&set->arena, 0);
    int32_t most = twin->schedule.n + gm_slices_of(&twin->schedule).n;
    set->points = GM_NEW(&set->arena, gm_line_point, most);
    set->point_of = GM_NEW(&set->arena, int32_t, most);
    gm_line_ask ask = {.n_points = list_points(set, has_samples),
                       .points = set->points,
                       .has_bins = has_levels || asks_for_levels(twin),
                       .lanes = n == 1 ? "scalar" : NULL};
    set->lines = gm_lines_create(twin->line, &ask);
    return set;
}

void gm_line_set_destroy(gm_line_set *set)
{
    if (set) {
        gm_lines_destroy(set->lines);
        gm_arena_fini(&set->arena);
        gm_hook_free(set);
    }
}

int32_t gm_line_set_width(const gm_line_set *set)
{
    return gm_lines_width(set->lines);
}

bool gm_line_set_run(gm_line_set *set, uint32_t seed, int32_t first, int32_t n,
                     const gm_line_watch *watch)
{
    return gm_lines_run(set->lines, seed, (uint32_t)first, n, watch);
}

void gm_line_set_take(gm_line_set *set, int32_t lane, gm_snapshot *series, gm_replication *r)
{
    int32_t sample = 0;
    int32_t n = gm_lines_n_points(set->lines);
    for (int32_t i = 0; i < n; i++) {
        gm_run *run = gm_lines_run_at(set->lines, lane, i);
        if (set->point_of[i] != GM_NONE) {
            gm_snapshot_take(&set->twin->layout, run, &series[set->point_of[i]]);
            continue;
        }
        gm_run_totals totals = gm_run_totals_now(run);
        r->wip[sample] = totals.wip_area_part_s;
        r->out[sample] = totals.n_out;
        r->sample_s[sample] = gm_run_now(run);
        sample += 1;
    }
    const gm_run *end = gm_lines_run_at(set->lines, lane, n - 1);
    r->audit = gm_lines_audit(set->lines, lane);
    r->hash = gm_run_hash(end);
    r->end_s = gm_run_now(end);
}
