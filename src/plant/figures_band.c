// SPDX-License-Identifier: MIT
//
// The figures of a conveyor or a moving line, whose rows begin at i.

#include "plant/figures_parts.h"

static double band_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(gm_row_sum(w, i + k, 0, a), gm_window_length_s(w));
}

static double band_active(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double on_s = gm_window_length_s(w) - gm_row_sum(w, i + GM_STATE_OFF, 0, a);
    double waits_s =
        gm_row_sum(w, i + GM_STATE_BLOCKED, 0, a) + gm_row_sum(w, i + GM_STATE_STARVED, 0, a);
    return gm_figure_ratio(on_s - waits_s, on_s);
}

double gm_figure_conveyor_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return gm_figure_power(w, (uint32_t)i, &w->layout->plan->conveyors[k].def->power);
}

double gm_figure_moving_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return gm_figure_power(w, (uint32_t)i, &w->layout->plan->movings[k].def->power);
}

// ---- the list

static void list_band(gm_figure_lister *at, uint32_t row, uint32_t max_row)
{
    gm_figure_add_row(at, "count", NULL, GM_UNIT_PARTS, gm_row_sum, row + GM_STAT_BAND_COUNT);
    at->i = (int32_t)row;
    gm_figure_add_states(at, band_share);
    gm_figure_add(at, "active-share", NULL, GM_UNIT_SHARE, band_active);
    gm_figure_add_row(at, "content", "mean", GM_UNIT_PARTS, gm_row_mean,
                      row + GM_STAT_BAND_AREA);
    gm_figure_add_row(at, "content", "max", GM_UNIT_PARTS, gm_row_max, max_row);
}

static void list_failures(gm_figure_lister *at, uint32_t row)
{
    gm_figure_add_row(at, "failures", NULL, GM_UNIT_NUMBER, gm_row_sum,
                      row + GM_STAT_BAND_FAILURES);
}

void gm_figure_list_conveyor(gm_figure_lister *at, int32_t step_i)
{
    int32_t i = at->plan->steps[step_i].own_i;
    uint32_t row = at->l.conveyors + (uint32_t)i * GM_N_BAND_STATS;
    list_band(at, row, at->l.max_conveyors + (uint32_t)i);
    gm_figure_add_flow(at, "energy", GM_UNIT_ENERGY, gm_figure_conveyor_energy, i);
    list_failures(at, row);
}

void gm_figure_list_moving(gm_figure_lister *at, int32_t step_i)
{
    int32_t i = at->plan->steps[step_i].own_i;
    uint32_t row = at->l.movings + (uint32_t)i * GM_N_BAND_STATS;
    list_band(at, row, at->l.max_movings + (uint32_t)i);
    gm_figure_add_flow(at, "energy", GM_UNIT_ENERGY, gm_figure_moving_energy, i);
    list_failures(at, row);
    gm_figure_add_row(at, "visits", NULL, GM_UNIT_PARTS, gm_row_sum, row + GM_STAT_BAND_VISITS);
    gm_figure_add_row(at, "stops", NULL, GM_UNIT_NUMBER, gm_row_sum, row + GM_STAT_BAND_STOPS);
    gm_figure_add_k(at, "stop-share", NULL, GM_UNIT_SHARE, band_share, GM_STAT_BAND_STOP_S);
    gm_figure_add_row(at, "towed", NULL, GM_UNIT_PARTS, gm_row_sum, row + GM_STAT_BAND_TOWED);
    gm_figure_add_row(at, "gaps", NULL, GM_UNIT_NUMBER, gm_row_sum, row + GM_STAT_BAND_GAPS);
}
