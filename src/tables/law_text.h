// SPDX-License-Identifier: MIT
//
// Laws as a model file writes them: `lognormal(61.3 s, cv 0.301)`.

#ifndef GM_TABLES_LAW_TEXT_H
#define GM_TABLES_LAW_TEXT_H

#include "core/arena.h"
#include "num/dist.h"

// Parameters to six figures, in a unit whose SI value is unit_si. In the arena.
const char *gm_law_text(const gm_dist *law, const char *unit, double unit_si, gm_arena *arena);

// The same to fewer, for people.
const char *gm_law_short_text(const gm_dist *law, const char *unit, double unit_si,
                              gm_arena *arena);

// One value to six figures with its unit.
const char *gm_law_value_text(double value, const char *unit, double unit_si, gm_arena *arena);

// `table(..)` of n values in order, each of the same weight; more than 2,000 different ones become
// 1,000 quantiles. `list(..)` of n values as they stand.
const char *gm_law_table_text(const double *sorted, int32_t n, const char *unit, double unit_si,
                              gm_arena *arena);

typedef struct gm_law_unit {
    const char *word;
    double si;
} gm_law_unit;

// Values in order that stand apart from the others: each of them is one of so many in all.
typedef struct gm_law_apart {
    const double *x;
    int32_t n;
    int32_t of; // 0 where there are none
} gm_law_apart;

// `table(..)` of the means of so many groups of n values in order, as even as can be, and of those
// apart, in no more groups of their own: it has the mean of all. Of each different value one where
// there are no more than groups.
const char *gm_law_groups_text(const double *sorted, int32_t n, int32_t n_groups,
                               gm_law_apart apart, gm_law_unit unit, gm_arena *arena);
const char *gm_law_list_text(const double *x, int32_t n, const char *unit, double unit_si,
                             gm_arena *arena);

#endif
