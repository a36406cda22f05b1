// SPDX-License-Identifier: MIT
//
// The figures of cell making: webs, recipes and grids, materials, and what scrap costs.

#include "plant/figures_parts.h"
#include "plant/recipe.h"
#include "plant/web.h"
#include "plant/within.h"

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

// ---- recipes and grids: rows begin at i

double gm_figure_recipe_energy(const gm_stats_window *w, int32_t recipe_i)
{
    if (recipe_i == GM_NONE || w->layout->plan->recipes[recipe_i].def->is_work) {
        return 0.0;
    }
    int32_t row = (int32_t)w->layout->recipes + recipe_i * GM_N_RECIPE_STATS;
    return gm_row_sum(w, row + GM_STAT_RECIPE_DRAWN_J, 0, 0.0) -
           gm_row_sum(w, row + GM_STAT_RECIPE_GIVEN_J, 0, 0.0);
}

// Of the time of its machines or slots, k of them.
static double client_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(gm_row_mean(w, i, 0, a), k);
}

void gm_figure_list_recipe(gm_figure_lister *at, int32_t recipe_i)
{
    if (recipe_i == GM_NONE) {
        return;
    }
    const gm_recipe_plan *plan = &at->plan->recipes[recipe_i];
    uint32_t row = at->l.recipes + (uint32_t)recipe_i * GM_N_RECIPE_STATS;
    at->i = (int32_t)(row + GM_STAT_RECIPE_POWER_WAIT_S);
    gm_figure_add_k(at, "waits-for-power", NULL, GM_UNIT_SHARE, client_share, plan->n);
    at->i = (int32_t)(row + GM_STAT_RECIPE_CHANNEL_WAIT_S);
    gm_figure_add_k(at, "waits-for-channels", NULL, GM_UNIT_SHARE, client_share, plan->n);
    gm_figure_add_row(at, "drawn", NULL, GM_UNIT_ENERGY, gm_row_sum,
                      row + GM_STAT_RECIPE_DRAWN_J);
    gm_figure_add_row(at, "fed-back", NULL, GM_UNIT_ENERGY, gm_row_sum,
                      row + GM_STAT_RECIPE_GIVEN_J);
    gm_figure_add_row(at, "phases", NULL, GM_UNIT_NUMBER, gm_row_sum,
                      row + GM_STAT_RECIPE_PHASES);
    gm_figure_add_row(at, "channels", "mean", GM_UNIT_NUMBER, gm_row_mean,
                      row + GM_STAT_RECIPE_CHANNEL_S);
    if (plan->def->channels < GM_UNLIMITED) {
        at->i = (int32_t)(row + GM_STAT_RECIPE_CHANNEL_S);
        gm_figure_add_k(at, "channels-in-use", NULL, GM_UNIT_SHARE, client_share,
                        plan->def->channels);
    }
}

// Mean power drawn, of the limit of grid k.
static double grid_load(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(gm_row_mean(w, i, 0, a), w->layout->plan->def->grids[k].most_w);
}

void gm_figure_list_grids(gm_figure_lister *at)
{
    for (int32_t i = 0; i < at->plan->def->n_grids; i++) {
        uint32_t row = at->l.grids + (uint32_t)i * GM_N_GRID_STATS;
        at->path = at->plan->def->grids[i].name;
        gm_figure_add_row(at, "drawn", NULL, GM_UNIT_ENERGY, gm_row_sum,
                          row + GM_STAT_GRID_DRAWN_J);
        gm_figure_add_row(at, "fed-back", NULL, GM_UNIT_ENERGY, gm_row_sum,
                          row + GM_STAT_GRID_GIVEN_J);
        gm_figure_add_row(at, "power", "mean", GM_UNIT_POWER, gm_row_mean,
                          row + GM_STAT_GRID_DRAWN_J);
        gm_figure_add_row(at, "power", "max", GM_UNIT_POWER, gm_row_max,
                          at->l.max_grids + (uint32_t)i);
        at->i = (int32_t)(row + GM_STAT_GRID_DRAWN_J);
        gm_figure_add_k(at, "load", NULL, GM_UNIT_SHARE, grid_load, i);
        gm_figure_add_row(at, "limited", NULL, GM_UNIT_SHARE, gm_row_mean,
                          row + GM_STAT_GRID_LIMITED_S);
        gm_figure_add_row(at, "waiting", "mean", GM_UNIT_NUMBER, gm_row_mean,
                          row + GM_STAT_GRID_WAIT_S);
    }
}

// ---- longest times and grades

void gm_figure_list_withins(gm_figure_lister *at)
{
    for (int32_t i = 0; i < at->plan->n_withins; i++) {
        uint32_t row = at->l.withins + (uint32_t)i * GM_N_WITHIN_STATS;
        at->path = at->plan->withins[i].def->name;
        gm_figure_add_row(at, "checked", NULL, GM_UNIT_PARTS, gm_row_sum,
                          row + GM_STAT_WITHIN_CHECKED);
        gm_figure_add_row(at, "overdue", NULL, GM_UNIT_PARTS, gm_row_sum,
                          row + GM_STAT_WITHIN_OVERDUE);
        at->i = (int32_t)(row + GM_STAT_WITHIN_OVERDUE);
        gm_figure_add_k(at, "overdue-share", NULL, GM_UNIT_SHARE, gm_row_ratio,
                        (int32_t)(row + GM_STAT_WITHIN_CHECKED));
        at->i = (int32_t)(row + GM_STAT_WITHIN_TIME_S);
        gm_figure_add_k(at, "elapsed", "mean", GM_UNIT_TIME, gm_row_ratio,
                        (int32_t)(row + GM_STAT_WITHIN_CHECKED));
        gm_figure_add_row(at, "elapsed", "max", GM_UNIT_TIME, gm_row_max,
                          at->l.max_withins + (uint32_t)i);
    }
}

void gm_figure_list_grades(gm_figure_lister *at, const gm_station_plan *plan)
{
    uint32_t n_grades = (uint32_t)at->plan->n_grades;
    uint32_t row = at->l.grades + (uint32_t)plan->grader_i * (n_grades + 1);
    for (int32_t k = 0; k < plan->def->grades.n_bins; k++) {
        gm_figure_add_row(at, "grade", plan->def->grades.bins[k].name, GM_UNIT_PARTS,
                          gm_row_sum, row + plan->grade_of[k] - 1u);
    }
    gm_figure_add_row(at, "grade", "below", GM_UNIT_PARTS, gm_row_sum, row + n_grades);
}

// ---- dry rooms: i is the room

static double people_s(const gm_stats_window *w, int32_t i)
{
    const gm_dry_room_def *def = &w->layout->plan->def->dry_rooms[i];
    double s = 0.0;
    for (int32_t k = 0; k < def->n_crews; k++) {
        int32_t row = (int32_t)w->layout->crews + def->crews[k].i * GM_N_CREW_STATS;
        s += gm_row_sum(w, row + GM_STAT_PRESENT_S, 0, 0.0);
    }
    return s;
}

static double people_inside(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return gm_figure_ratio(people_s(w, i), gm_window_length_s(w));
}

// Water that people give off, kg.
static double water(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return people_s(w, i) * w->layout->plan->def->dry_rooms[i].moisture_kg_s;
}

double gm_figure_dry_room_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    const gm_dry_room_def *def = &w->layout->plan->def->dry_rooms[i];
    return def->base_w * gm_window_length_s(w) + def->drying_j_kg * water(w, i, k, a);
}

static double dry_room_power(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(gm_figure_dry_room_energy(w, i, k, a), gm_window_length_s(w));
}

void gm_figure_list_dry_rooms(gm_figure_lister *at)
{
    for (int32_t i = 0; i < at->plan->def->n_dry_rooms; i++) {
        at->path = at->plan->def->dry_rooms[i].name;
        at->i = i;
        gm_figure_add_flow(at, "energy", GM_UNIT_ENERGY, gm_figure_dry_room_energy, 0);
        gm_figure_add(at, "power", "mean", GM_UNIT_POWER, dry_room_power);
        gm_figure_add(at, "people", "mean", GM_UNIT_PEOPLE, people_inside)->is_series = true;
        gm_figure_add_flow(at, "water", GM_UNIT_MASS, water, 0);
    }
}

// ---- energy of what was made

// Stored in the parts that went out in good order, J.
static double energy_made(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)i;
    (void)k;
    const gm_stats_layout *l = w->layout;
    double j = 0.0;
    for (int32_t s = 0; s <= l->plan->n_sinks; s++) {
        int32_t row = (int32_t)(l->sinks + (uint32_t)s * l->sink_rows) + GM_N_SINK_STATS;
        for (int32_t v = 0; v < l->plan->n_variants; v++) {
            double each_j = l->plan->def->kinds[l->plan->variants[v].kind_i].energy_j;
            j += each_j > 0.0 ? each_j * gm_row_sum(w, row + v, 0, a) : 0.0;
        }
    }
    return j;
}

static double energy_per_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(gm_figure_plant_energy(w, i, k, a), energy_made(w, i, k, a));
}

void gm_figure_list_energy_made(gm_figure_lister *at)
{
    bool any = false;
    for (int32_t i = 0; i < at->plan->n_kinds; i++) {
        any |= at->plan->def->kinds[i].energy_j > 0.0;
    }
    if (any) {
        gm_figure_add_flow(at, "energy-made", GM_UNIT_ENERGY, energy_made, 0);
        gm_figure_add(at, "energy-per-energy-made", NULL, GM_UNIT_NUMBER, energy_per_energy);
    }
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
