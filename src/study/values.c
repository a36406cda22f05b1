// SPDX-License-Identifier: MIT

#include "study/values.h"

#include "study/bound.h"

#include <math.h>

// A run that ends by a count may have reached it before a warm-up by time was over.
static bool has_window(const gm_replications *set, const gm_snapshot *series)
{
    const gm_schedule *s = &set->twin->schedule;
    if (s->counter == GM_NONE || set->from == 0) {
        return true;
    }
    const double *counters = &series[set->from].sum[set->twin->layout.counters];
    return counters[s->counter] < s->points[s->n - 1].count;
}

static void evaluate_claims(const gm_replications *set, gm_replication *r, gm_stats_window w)
{
    const gm_twin *twin = set->twin;
    for (int32_t c = 0; c < twin->n_claims; c++) {
        const gm_claim_plan *claim = &twin->claims[c];
        for (int32_t k = 0; k < claim->n_windows; k++) {
            bool is_main = claim->windows[k].from < 0;
            w.from = is_main ? set->from : claim->windows[k].from;
            w.to = claim->windows[k].to;
            r->claims[set->claim_at[c] + k] =
                isnan(r->window_s) ? (double)NAN : gm_claim_value(twin, claim, &w);
        }
    }
}

// The main window and those of the claims, of several the best.
static void count_windows(const gm_replications *set, gm_replication *r, gm_stats_window w)
{
    const gm_twin *twin = set->twin;
    if (isnan(r->window_s)) {
        return;
    }
    gm_tally_take(&w, &r->tallies[0]);
    for (int32_t c = 0; c < twin->n_claims; c++) {
        if (set->tally_of[c] > 0) {
            const gm_claim_plan *claim = &twin->claims[c];
            const double *values = &r->claims[set->claim_at[c]];
            int32_t k = gm_bound_best(claim->def, values, claim->n_windows);
            w.from = claim->windows[k].from;
            w.to = claim->windows[k].to;
            gm_tally_take(&w, &r->tallies[set->tally_of[c]]);
        }
    }
}

static void count_thirds(gm_replication *r, gm_stats_window w, const gm_schedule *s)
{
    for (int k = 0; r->thirds && k < GM_N_THIRDS; k++) {
        w.from = s->thirds[k];
        w.to = s->thirds[k + 1];
        gm_tally_take(&w, &r->thirds[k]);
    }
}

void gm_values_fill(const gm_replications *set, gm_replication *r, const gm_snapshot *series)
{
    const gm_twin *twin = set->twin;
    gm_stats_window w = {.layout = &twin->layout, .series = series};
    w.from = set->from;
    w.to = twin->schedule.main.to;
    r->window_s = has_window(set, series) ? gm_window_length_s(&w) : (double)NAN;
    for (int32_t i = 0; i < twin->figures.n; i++) {
        r->figures[i] = isnan(r->window_s) ? (double)NAN
                                           : gm_figure_value(&twin->figures.items[i], &w, 0.0);
    }
    evaluate_claims(set, r, w);
    count_windows(set, r, w);
    count_thirds(r, w, &twin->schedule);
    for (int32_t i = 0; i < twin->schedule.n_intervals; i++) {
        w.from = twin->schedule.intervals[i].from;
        w.to = twin->schedule.intervals[i].to;
        for (int32_t k = 0; k < set->n_series; k++) {
            r->series[i * set->n_series + k] =
                gm_figure_value(&twin->figures.items[set->series_of[k]], &w, 0.0);
        }
    }
}

void gm_values_create(const gm_replications *set, gm_replication *r)
{
    const gm_twin *twin = set->twin;
    r->figures = GM_NEW(&r->arena, double, twin->figures.n);
    r->series = GM_NEW(&r->arena, double, twin->schedule.n_intervals * set->n_series);
    r->claims = GM_NEW(&r->arena, double, set->n_claim_values);
    r->tallies = GM_NEW(&r->arena, gm_tally, set->n_tallies);
    for (int32_t i = 0; i < set->n_tallies; i++) {
        r->tallies[i] = gm_tally_create(twin, &r->arena);
    }
    r->thirds = twin->schedule.has_thirds ? GM_NEW(&r->arena, gm_tally, GM_N_THIRDS) : NULL;
    for (int k = 0; k < GM_N_THIRDS && r->thirds; k++) {
        r->thirds[k] = gm_tally_create(twin, &r->arena);
    }
}
