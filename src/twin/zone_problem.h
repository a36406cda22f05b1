// SPDX-License-Identifier: MIT
//
// The tasks of one zone of a line as a problem of line balancing, with every fault of the model.

#ifndef GM_TWIN_ZONE_PROBLEM_H
#define GM_TWIN_ZONE_PROBLEM_H

#include "balance/balance.h"

#include "twin/line_balance.h"

#define GM_TICKS_OF_S 1e6 // microseconds

// A task, or one of several alike, or several with the same person: what the search places.
typedef struct gm_item {
    int32_t task; // the first of those in it
    int32_t copy;
} gm_item;

// The problem of one zone.
typedef struct gm_zone_work {
    const gm_line_balance *of;
    const gm_zone_def *zone;
    int32_t zone_i;
    int32_t n_dims;
    bool is_even; // the load is to be spread
    int32_t n_items;
    gm_item *items;
    int32_t *item_of; // task -> its first item, -1: of another zone
    gm_balance_problem problem;
    gm_solved *solved; // may be NULL
    gm_arena *arena;
    gm_diag *diag;
} gm_zone_work;

// Fills in items and problem. False after faults: it is too large, tasks name each other in ways
// that cannot be, or no balance is possible.
bool gm_zone_problem_set(gm_zone_work *work);

#endif
