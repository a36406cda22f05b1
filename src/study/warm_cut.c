// SPDX-License-Identifier: MIT

#include "study/warm_cut.h"

#include "study/values.h"
#include "study/warm_up.h"

#include <math.h>

// Standard deviation of the count of a slice in a mean over a batch of five: whole parts at both
// ends, each evenly 0 .. 1: sqrt(2 / 12) / 5.
#define COUNT_NOISE 0.082

// Per slice, the mean over replications of the parts in the plant and of the pace: departures per
// second, or in runs by a count, whose slices have equal counts, the seconds of a slice.
static void average_slices(const gm_replications *set, int32_t n, double *wip, double *pace)
{
    const gm_schedule *s = &set->twin->schedule;
    bool by_count = isinf(s->points[s->n - 1].time_s);
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        double level = 0.0;
        for (int32_t k = 0; k < n && r->is_done && !r->error; k++) {
            double dt = r->sample_s[k] - (k > 0 ? r->sample_s[k - 1] : 0.0);
            double area = r->wip[k] - (k > 0 ? r->wip[k - 1] : 0.0);
            double out = r->out[k] - (k > 0 ? r->out[k - 1] : 0.0);
            level = dt > 0.0 ? area / dt : level;
            wip[k] += level;
            pace[k] += by_count ? dt : out / dt;
        }
    }
}

// The end of the warm-up, rounded up to a point of the schedule.
static bool find_cut(gm_replications *set)
{
    const gm_schedule *s = &set->twin->schedule;
    gm_slices slices = gm_slices_of(s);
    gm_mark mark = gm_arena_mark(&set->arena);
    double *wip = GM_NEW(&set->arena, double, slices.n);
    double *pace = GM_NEW(&set->arena, double, slices.n);
    bool *working = GM_NEW(&set->arena, bool, slices.n);
    average_slices(set, slices.n, wip, pace);
    bool by_count = isinf(s->points[s->n - 1].time_s);
    double noise = by_count ? 0.0 : gm_replications_good(set) * COUNT_NOISE / slices.length;
    double share = 0.0;
    bool found = gm_warm_up_find(slices, wip, pace, noise, working, &share);
    gm_arena_rewind(&set->arena, mark);
    int32_t i = 0;
    while (i < s->n_cuts && s->cuts[i].share < share - 1e-12) { // less is rounding
        i++;
    }
    found = found && i < s->n_cuts;
    set->from = found ? s->cuts[i].point : 0;
    set->cut = found ? s->cuts[i].share : 0.0;
    return found;
}

static void fill_all(gm_replications *set)
{
    for (int32_t k = 0; k < set->n; k++) {
        gm_replication *r = &set->items[k];
        if (r->is_done && !r->error) {
            gm_values_fill(set, r, r->kept);
        }
    }
}

void gm_replications_cut(gm_replications *set)
{
    set->has_no_cut = !find_cut(set);
    fill_all(set);
}

// Cuts so much of the run, rounded up to a point of the schedule.
static void cut_share(gm_replications *set, double share)
{
    const gm_schedule *s = &set->twin->schedule;
    int32_t i = 0;
    while (i + 1 < s->n_cuts && s->cuts[i].share < share) {
        i++;
    }
    if (s->cuts[i].point != set->from) {
        set->from = s->cuts[i].point;
        set->cut = s->cuts[i].share;
        fill_all(set);
    }
}

static bool has_found_cut(const gm_replications *set)
{
    return set->twin->schedule.n_cuts > 0 && !set->has_no_cut && gm_replications_good(set) > 0;
}

void gm_replications_align(gm_replications *a, gm_replications *b)
{
    if (has_found_cut(a) && has_found_cut(b)) {
        double share = a->cut > b->cut ? a->cut : b->cut;
        cut_share(a, share);
        cut_share(b, share);
    }
}
