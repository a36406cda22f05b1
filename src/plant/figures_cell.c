// SPDX-License-Identifier: MIT
//
// The figures of cell making: webs, materials, and what scrap costs.

#include "plant/figures_parts.h"
#include "plant/web.h"

// ---- webs: rows begin at i

static double lost_m(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return gm_row_sum(w, i + GM_STAT_WEB_IN_M, 0, a) -
           gm_row_sum(w, i + GM_STAT_WEB_GOOD_M, 0, a);
}

void gm_figure_list_web(gm_figure_lister *at, const gm_station_plan *plan)
{
    static const struct {
        const char *figure;
        gm_web_stat stat;
        gm_figure_unit unit;
    } rows[] = {
        {"metres", GM_STAT_WEB_IN_M, GM_UNIT_LENGTH},
        {"metres-good", GM_STAT_WEB_GOOD_M, GM_UNIT_LENGTH},
        {"metres-wound", GM_STAT_WEB_WOUND_M, GM_UNIT_LENGTH},
        {"lost-at-start", GM_STAT_WEB_START_M, GM_UNIT_LENGTH},
        {"lost-at-splices", GM_STAT_WEB_SPLICE_M, GM_UNIT_LENGTH},
        {"lost-to-defects", GM_STAT_WEB_DEFECT_M, GM_UNIT_LENGTH},
        {"lost-rests", GM_STAT_WEB_END_M, GM_UNIT_LENGTH},
        {"coated", GM_STAT_WEB_COATED_M2, GM_UNIT_AREA},
        {"trim", GM_STAT_WEB_TRIM_M2, GM_UNIT_AREA},
        {"rolls", GM_STAT_WEB_ROLLS, GM_UNIT_NUMBER},
        {"starts", GM_STAT_WEB_STARTS, GM_UNIT_NUMBER},
        {"splices", GM_STAT_WEB_SPLICES, GM_UNIT_NUMBER},
        {"defects", GM_STAT_WEB_DEFECTS, GM_UNIT_NUMBER},
    };
    uint32_t first = at->l.webs + (uint32_t)plan->web_i * GM_N_WEB_STATS;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        gm_figure_add_row(at, rows[r].figure, NULL, rows[r].unit, gm_row_sum,
                          first + rows[r].stat);
    }
    at->i = (int32_t)first;
    gm_figure_add_flow(at, "metres-lost", GM_UNIT_LENGTH, lost_m, 0);
    at->i = (int32_t)(first + GM_STAT_WEB_GOOD_M);
    gm_figure_add_k(at, "web-yield", NULL, GM_UNIT_SHARE, gm_row_ratio,
                    (int32_t)(first + GM_STAT_WEB_IN_M));
}

double gm_figure_web_yield(const gm_stats_window *w, int32_t station_i)
{
    const gm_station_plan *plan = &w->layout->plan->stations[station_i];
    if (plan->web_i == GM_NONE) {
        return 1.0;
    }
    uint32_t first = w->layout->webs + (uint32_t)plan->web_i * GM_N_WEB_STATS;
    return gm_row_ratio(w, (int32_t)(first + GM_STAT_WEB_GOOD_M),
                        (int32_t)(first + GM_STAT_WEB_IN_M), 0.0);
}

// ---- materials: rows begin at i

// kg that are in the plant at the end: what came in less what has gone.
static double inside_kg(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    const double *row = &w->series[w->to].sum[i];
    return row[GM_STAT_MATTER_IN] - row[GM_STAT_MATTER_OUT] - row[GM_STAT_MATTER_SCRAP] -
           row[GM_STAT_MATTER_LOST];
}

// Of what has gone, the share that went out in good parts.
static double use_of(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double out_kg = gm_row_sum(w, i + GM_STAT_MATTER_OUT, 0, a);
    double gone_kg = out_kg + gm_row_sum(w, i + GM_STAT_MATTER_SCRAP, 0, a) +
                     gm_row_sum(w, i + GM_STAT_MATTER_LOST, 0, a);
    return gm_figure_ratio(out_kg, gone_kg);
}

void gm_figure_list_materials(gm_figure_lister *at)
{
    for (int32_t i = 0; i < at->plan->def->n_materials; i++) {
        uint32_t row = at->l.materials + (uint32_t)i * GM_N_MATTER_STATS;
        at->path = at->plan->def->materials[i].name;
        gm_figure_add_row(at, "in", NULL, GM_UNIT_MASS, gm_row_sum, row + GM_STAT_MATTER_IN);
        gm_figure_add_row(at, "out", NULL, GM_UNIT_MASS, gm_row_sum, row + GM_STAT_MATTER_OUT);
        gm_figure_add_row(at, "scrap", NULL, GM_UNIT_MASS, gm_row_sum,
                          row + GM_STAT_MATTER_SCRAP);
        gm_figure_add_row(at, "lost", NULL, GM_UNIT_MASS, gm_row_sum,
                          row + GM_STAT_MATTER_LOST);
        at->i = (int32_t)row;
        gm_figure_add(at, "inside", "end", GM_UNIT_MASS, inside_kg);
        gm_figure_add(at, "use", NULL, GM_UNIT_SHARE, use_of);
    }
}

// ---- what scrap costs

// Row k of the scrap of all steps together.
static double scrap_sum(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)i;
    double sum = 0.0;
    for (int32_t s = 0; s < w->layout->plan->n_steps; s++) {
        sum += gm_row_sum(w, (int32_t)w->layout->scraps + s * GM_N_SCRAP_STATS + k, 0, a);
    }
    return sum;
}

void gm_figure_add_scrap(gm_figure_lister *at, int32_t step_i)
{
    if (at->plan->def->n_materials == 0) {
        return;
    }
    uint32_t row = at->l.scraps + (uint32_t)step_i * GM_N_SCRAP_STATS;
    gm_figure_add_row(at, "scrap-mass", NULL, GM_UNIT_MASS, gm_row_sum, row + GM_STAT_SCRAP_KG);
    gm_figure_add_row(at, "scrap-cost", NULL, GM_UNIT_MONEY, gm_row_sum,
                      row + GM_STAT_SCRAP_CNY);
    gm_figure_add_row(at, "scrap-recycled", NULL, GM_UNIT_MONEY, gm_row_sum,
                      row + GM_STAT_SCRAP_RECYCLED_CNY);
}

void gm_figure_add_scrap_of_all(gm_figure_lister *at)
{
    if (at->plan->def->n_materials > 0) {
        gm_figure_add_flow(at, "scrap-mass", GM_UNIT_MASS, scrap_sum, GM_STAT_SCRAP_KG);
        gm_figure_add_flow(at, "scrap-cost", GM_UNIT_MONEY, scrap_sum, GM_STAT_SCRAP_CNY);
        gm_figure_add_flow(at, "scrap-recycled", GM_UNIT_MONEY, scrap_sum,
                           GM_STAT_SCRAP_RECYCLED_CNY);
    }
}
