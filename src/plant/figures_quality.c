// SPDX-License-Identifier: MIT
//
// The figures of quality: yields that roll up along a line, and machines that drift.

#include "plant/figures_parts.h"

#include <string.h>

// ---- rolled throughput yield

// Multiplies in the first-time-through of a step, when it is a station on the ways of parts that
// nothing has rejected. One to which nothing came says nothing. False when it said nothing.
static bool roll(const gm_stats_window *w, int32_t step_i, double *product)
{
    const gm_plan *plan = w->layout->plan;
    const gm_step *step = &plan->steps[step_i];
    if (step->kind != GM_STEP_STATION || !plan->stations[step->own_i].is_on_way) {
        return false;
    }
    double share = gm_figure_first_time(w, step->own_i, 0, 0.0);
    double metres = gm_figure_web_yield(w, step->own_i);
    *product *= isnan(share) ? 1.0 : share;
    *product *= isnan(metres) ? 1.0 : metres;
    return !isnan(share);
}

// Product over the stations of a line, in the order of the file, up to step k.
static double rolled(const gm_stats_window *w, int32_t line_i, int32_t k, double a)
{
    (void)a;
    double product = 1.0;
    bool any = false;
    for (int32_t i = 0; i <= k; i++) {
        any |= w->layout->plan->steps[i].line_i == line_i && roll(w, i, &product);
    }
    return any ? product : (double)NAN;
}

// Whether somebody who leads on takes from a store.
static bool is_taken_on(const gm_plan *plan, int32_t store_i, const bool *leads)
{
    const gm_store_plan *store = &plan->stores[store_i];
    bool any = false;
    for (int32_t k = 0; k < store->n_consumers; k++) {
        any |= leads[store->consumers[k]];
    }
    return any;
}

// Whether parts go from a step to one that leads on.
static bool goes_on(const gm_plan *plan, int32_t step_i, const bool *leads)
{
    const gm_step *step = &plan->steps[step_i];
    bool any = step->kind == GM_STEP_BUFFER && is_taken_on(plan, step->own_i, leads);
    for (int32_t i = 0; i < step->to.n; i++) {
        gm_target target = step->to.targets[i];
        any |= target.kind == GM_TO_STEP && leads[target.i];
        any |= target.kind == GM_TO_STORE && is_taken_on(plan, target.i, leads);
    }
    return any;
}

// Marks the steps whose parts come to a step, alone or joined to others.
static void mark_ways(const gm_plan *plan, int32_t to, bool *leads)
{
    memset(leads, 0, (size_t)plan->n_steps * sizeof *leads);
    leads[to] = true;
    for (bool is_new = true; is_new;) {
        is_new = false;
        for (int32_t i = plan->n_steps - 1; i >= 0; i--) {
            if (!leads[i] && goes_on(plan, i, leads)) {
                leads[i] = is_new = true;
            }
        }
    }
}

// Product over all stations whose parts come to a sink.
static double rolled_to(const gm_stats_window *w, int32_t sink_i, int32_t k, double a)
{
    (void)k;
    (void)a;
    const gm_plan *plan = w->layout->plan;
    bool *leads = gm_hook_alloc((size_t)plan->n_steps * sizeof *leads);
    mark_ways(plan, plan->sink_steps[sink_i], leads);
    double product = 1.0;
    bool any = false;
    for (int32_t i = 0; i < plan->n_steps; i++) {
        any |= leads[i] && roll(w, i, &product);
    }
    gm_hook_free(leads);
    return any ? product : (double)NAN;
}

void gm_figure_list_rolled_to(gm_figure_lister *at, int32_t sink_i)
{
    bool any = false;
    for (int32_t i = 0; i < at->plan->n_stations; i++) {
        any |= at->plan->stations[i].is_on_way && at->plan->stations[i].has_outcome;
    }
    if (any) {
        at->i = sink_i;
        gm_figure_add(at, "rolled-yield", NULL, GM_UNIT_SHARE, rolled_to);
    }
}

bool gm_figure_line_rolls(const gm_plan *plan, int32_t line_i)
{
    bool any = false;
    for (int32_t i = 0; i < plan->n_stations; i++) {
        const gm_station_plan *station = &plan->stations[i];
        any |= plan->steps[station->step_i].line_i == line_i && station->is_on_way &&
               station->has_outcome;
    }
    return any;
}

void gm_figure_list_rolled(gm_figure_lister *at, int32_t line_i, int32_t step_i)
{
    at->i = line_i;
    gm_figure_add_k(at, "rolled-yield", NULL, GM_UNIT_SHARE, rolled, step_i);
}

// ---- drift

void gm_figure_list_drift(gm_figure_lister *at, const gm_station_plan *plan)
{
    uint32_t row = at->l.drifts + (uint32_t)plan->drift_i * GM_N_DRIFT_STATS;
    at->i = (int32_t)(row + GM_STAT_DRIFT_OUT);
    gm_figure_add_k(at, "out-of-control", NULL, GM_UNIT_SHARE, gm_row_ratio,
                    (int32_t)(row + GM_STAT_DRIFT_JUDGED));
    gm_figure_add_row(at, "shifts", NULL, GM_UNIT_NUMBER, gm_row_sum,
                      row + GM_STAT_DRIFT_SHIFTS);
    gm_figure_add_row(at, "samples", NULL, GM_UNIT_NUMBER, gm_row_sum,
                      row + GM_STAT_DRIFT_SAMPLES);
    gm_figure_add_row(at, "alarms", NULL, GM_UNIT_NUMBER, gm_row_sum,
                      row + GM_STAT_DRIFT_ALARMS);
    gm_figure_add_row(at, "false-alarms", NULL, GM_UNIT_NUMBER, gm_row_sum,
                      row + GM_STAT_DRIFT_FALSE_ALARMS);
    if (plan->quarantine_i != GM_NONE) {
        gm_figure_add_row(at, "held", NULL, GM_UNIT_PARTS, gm_row_sum,
                          row + GM_STAT_DRIFT_HELD);
        gm_figure_add_row(at, "missed", NULL, GM_UNIT_PARTS, gm_row_sum,
                          row + GM_STAT_DRIFT_MISSED);
    }
}
