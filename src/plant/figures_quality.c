// SPDX-License-Identifier: MIT
//
// The figures of quality: yields that roll up along a line, and machines that drift.

#include "plant/figures_parts.h"

// ---- rolled throughput yield

// Product of the first-time-through of the stations of a line, in the order of the file, that lie
// on the ways of parts that nothing has rejected; up to step k. A station to which nothing came
// says nothing.
static double rolled(const gm_stats_window *w, int32_t line_i, int32_t k, double a)
{
    const gm_plan *plan = w->layout->plan;
    double product = 1.0;
    bool any = false;
    for (int32_t i = 0; i <= k; i++) {
        const gm_step *step = &plan->steps[i];
        if (step->kind != GM_STEP_STATION || step->line_i != line_i ||
            !plan->stations[step->own_i].is_on_way) {
            continue;
        }
        double share = gm_figure_first_time(w, step->own_i, 0, a);
        double metres = gm_figure_web_yield(w, step->own_i);
        product *= isnan(share) ? 1.0 : share;
        product *= isnan(metres) ? 1.0 : metres;
        any |= !isnan(share);
    }
    return any ? product : (double)NAN;
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
