// SPDX-License-Identifier: MIT
//
// The figures of a plant: what can be asked of each of its objects, by name.
//
// A figure is `path.figure.stat`, e.g. `weld.blocked`, `rack.level.mean`, `out.time-in-system.p95`.
// Its value over a window comes from two snapshots of a run. Values are in SI units.

#ifndef GM_PLANT_FIGURES_H
#define GM_PLANT_FIGURES_H

#include "plant/stats.h"

// What a value is, and so how it is written.
typedef enum gm_figure_unit {
    GM_UNIT_PARTS,  // a number of parts (counted, or a mean level)
    GM_UNIT_NUMBER, // a count of something else, or a pure number
    GM_UNIT_SHARE,  // 0 .. 1
    GM_UNIT_TIME,   // s
    GM_UNIT_ENERGY, // J
    GM_UNIT_PEOPLE,
    GM_UNIT_LENGTH, // m
    GM_UNIT_MONEY,  // CNY
    GM_UNIT_VOLUME, // m3
    GM_UNIT_AREA,   // m2
    GM_UNIT_MASS,   // kg
    GM_UNIT_POWER,  // W
} gm_figure_unit;

typedef double gm_figure_fn(const gm_stats_window *w, int32_t i, int32_t k, double argument);

typedef struct gm_figure {
    const char *path;
    const char *figure;
    const char *stat; // NULL: none
    gm_figure_unit unit;
    bool is_flow;      // adds up over time: may be asked `per h`
    bool has_argument; // `above(5)`
    bool is_series;    // stands in the series of the results
    int32_t i;         // object among its kind
    int32_t k;         // detail: a state, a variant, a percentile
    gm_figure_fn *value;
} gm_figure;

typedef struct gm_figure_list {
    int32_t n;
    const gm_figure *items;          // objects in the order of the file
    const gm_figure *const *by_path; // the same in order of their paths, to be found
} gm_figure_list;

// All figures of a plan, in the arena. Names are borrowed from the plan.
gm_figure_list gm_figures_create(const gm_plan *plan, gm_arena *arena);

// Index of a figure, or GM_NONE. figure NULL: the first of the path. stat NULL: the one without
// a stat, else `mean`, else the first.
int32_t gm_figures_find(const gm_figure_list *list, const char *path, const char *figure,
                        const char *stat);

// Value over a window; NaN when there is none (no part came).
static inline double gm_figure_value(const gm_figure *f, const gm_stats_window *w,
                                     double argument)
{
    return f->value(w, f->i, f->k, argument);
}

const char *gm_figure_unit_text(gm_figure_unit unit);

#endif
