// SPDX-License-Identifier: MIT
//
// What the sources of the figures share: figures.c and figures_*.c, by kind of object.
//
// Every value has the same form, gm_figure_fn: i is an object or a row of the snapshots, k a
// detail. The list is made twice by the same functions: counted, then filled.

#ifndef GM_PLANT_FIGURES_PARTS_H
#define GM_PLANT_FIGURES_PARTS_H

#include "plant/figures.h"

#include <math.h>

typedef struct gm_figure_lister {
    const gm_plan *plan;
    gm_arena *arena; // of names that are made
    gm_stats_layout l;
    gm_figure *items;  // NULL: counting
    gm_figure nowhere; // takes what is added while counting
    int32_t n;
    const char *path; // of what is added from now on
    int32_t i;
} gm_figure_lister;

// ---- figures.c

// Adds a figure of `path` and `i`. It may be changed until the next one is added.
gm_figure *gm_figure_add(gm_figure_lister *at, const char *figure, const char *stat,
                         gm_figure_unit unit, gm_figure_fn *value);

// One with a detail.
void gm_figure_add_k(gm_figure_lister *at, const char *figure, const char *stat,
                     gm_figure_unit unit, gm_figure_fn *value, int32_t k);

// One that adds up over time, without a stat.
void gm_figure_add_flow(gm_figure_lister *at, const char *figure, gm_figure_unit unit,
                        gm_figure_fn *value, int32_t k);

// The shares of all states: k is the state.
void gm_figure_add_states(gm_figure_lister *at, gm_figure_fn *share);

// One of a single row of the snapshots, with one of the values below.
void gm_figure_add_row(gm_figure_lister *at, const char *figure, const char *stat,
                       gm_figure_unit unit, gm_figure_fn *value, uint32_t row);

// i is a row: its sum over the window, its sum by second, its value at the end. max: i is a row
// of the maxima.
double gm_row_sum(const gm_stats_window *w, int32_t i, int32_t k, double a);
double gm_row_ratio(const gm_stats_window *w, int32_t i, int32_t k, double a); // i over k
double gm_row_mean(const gm_stats_window *w, int32_t i, int32_t k, double a);
double gm_row_end(const gm_stats_window *w, int32_t i, int32_t k, double a);
double gm_row_max(const gm_stats_window *w, int32_t i, int32_t k, double a);

// ---- figures_station.c

void gm_figure_list_station(gm_figure_lister *at, int32_t step_i);

// Row k of a station.
double gm_figure_station_sum(const gm_stats_window *w, int32_t i, int32_t k, double a);

// Good at once, of the parts that came for the first time.
double gm_figure_first_time(const gm_stats_window *w, int32_t i, int32_t k, double a);

// Parts whose work ended here in whatever way, not the scrap of changeovers.
double gm_figure_station_visits(const gm_stats_window *w, int32_t i, int32_t k, double a);

// Energy of a station, J.
double gm_figure_station_energy(const gm_stats_window *w, int32_t i, int32_t k, double a);

// Energy of something whose states begin at a row, J. heat_s: of the time off shift, that in which
// it heats up and draws what it does when idle.
double gm_figure_power(const gm_stats_window *w, uint32_t row, const gm_power_def *p,
                       double heat_s);

// Time that a step heats up with its shop, s: 0 when it has hours of its own.
double gm_figure_heat_s(const gm_stats_window *w, int32_t step_i, int32_t calendar_i);

// ---- figures_store.c

void gm_figure_list_buffer(gm_figure_lister *at, int32_t step_i);

// Shares of time above some numbers: 0, 1, 2, 5, 10 .. below most, and most itself.
void gm_figure_add_above(gm_figure_lister *at, const char *level, gm_figure_fn *above,
                         int32_t most);

// The figures of a place where parts wait; `level` names the parts in it.
void gm_figure_add_store(gm_figure_lister *at, int32_t store_i, const char *level);

// Share of time with more than `most` parts, from bins of time by number. NaN: the snapshots are
// without bins, or the last bin, which is "so many and more", has time and cannot tell.
double gm_figure_above(const gm_stats_window *w, uint32_t first, int32_t n_bins, double most);

// ---- figures_band.c

void gm_figure_list_conveyor(gm_figure_lister *at, int32_t step_i);
void gm_figure_list_moving(gm_figure_lister *at, int32_t step_i);

// Energy of a conveyor or moving line k whose rows begin at i, J.
double gm_figure_conveyor_energy(const gm_stats_window *w, int32_t i, int32_t k, double a);
double gm_figure_moving_energy(const gm_stats_window *w, int32_t i, int32_t k, double a);

// ---- figures_quality.c

// Rolled throughput yield of a line up to a step; the line has stations that judge parts.
void gm_figure_list_rolled(gm_figure_lister *at, int32_t line_i, int32_t step_i);

// The same over the whole plant, of what comes to a sink.
void gm_figure_list_rolled_to(gm_figure_lister *at, int32_t sink_i);
bool gm_figure_line_rolls(const gm_plan *plan, int32_t line_i);

// The figures of a station that goes out of control.
void gm_figure_list_drift(gm_figure_lister *at, const gm_station_plan *plan);

// ---- figures_cell.c

void gm_figure_list_web(gm_figure_lister *at, const gm_station_plan *plan);
void gm_figure_list_materials(gm_figure_lister *at);

// Good metres of those run; 1 of a station without a web, NaN when none ran.
double gm_figure_web_yield(const gm_stats_window *w, int32_t station_i);

// Recipes of stations and racks, GM_NONE: nothing. Their energy, J: what is drawn less what is fed
// back; that of a station's own work is among its states.
void gm_figure_list_recipe(gm_figure_lister *at, int32_t recipe_i);
double gm_figure_recipe_energy(const gm_stats_window *w, int32_t recipe_i);
void gm_figure_list_grids(gm_figure_lister *at);

void gm_figure_list_withins(gm_figure_lister *at);
void gm_figure_list_grades(gm_figure_lister *at, const gm_station_plan *plan);
void gm_figure_list_dry_rooms(gm_figure_lister *at);

// Energy of dry room i, J; of the plant, and what its products store of energy.
double gm_figure_dry_room_energy(const gm_stats_window *w, int32_t i, int32_t k, double a);
double gm_figure_plant_energy(const gm_stats_window *w, int32_t i, int32_t k, double a);
void gm_figure_list_energy_made(gm_figure_lister *at);

// Kilograms and money of the scrap of a step, and of all; nothing without materials.
void gm_figure_add_scrap(gm_figure_lister *at, int32_t step_i);
void gm_figure_add_scrap_of_all(gm_figure_lister *at);

// ---- figures_fleet.c

void gm_figure_list_fleet(gm_figure_lister *at, int32_t fleet_i);
void gm_figure_list_transport(gm_figure_lister *at, int32_t step_i);
void gm_figure_list_rack(gm_figure_lister *at, int32_t step_i);

// Energy of rack k whose rows begin at i, J.
double gm_figure_rack_energy(const gm_stats_window *w, int32_t i, int32_t k, double a);
// ---- figures_sequence.c

// What changeovers take, of a station that has some.
void gm_figure_add_changes(gm_figure_lister *at, int32_t station_i);

// The points of a step where the sequence is watched.
void gm_figure_add_points(gm_figure_lister *at, int32_t step_i);

// ---- figures_flow.c

void gm_figure_list_sink(gm_figure_lister *at, int32_t step_i);

// The plant itself comes first in the list, what is no step last: counters, lines, crews,
// limits.
void gm_figure_list_plant(gm_figure_lister *at);
void gm_figure_list_rest(gm_figure_lister *at);

// ---- inline

// a / b; NaN when there is nothing to divide by.
static inline double gm_figure_ratio(double a, double b)
{
    return b > 0.0 ? a / b : (double)NAN;
}

#endif
