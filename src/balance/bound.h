// SPDX-License-Identifier: MIT
//
// How many stations a set of tasks needs at least.
//
// Dual feasible functions (Fekete and Schepers 2001): a weight f(x) of a task that fills the share
// x of a station, such that tasks which fit into one station never weigh more than 1. Then the
// weights of all tasks, rounded up, are a bound. f(x) = x gives the bound of the plain sum; others
// count tasks that do not fit together. Weights add up over sets, so a search carries sums.

#ifndef GM_BALANCE_BOUND_H
#define GM_BALANCE_BOUND_H

#include "balance/precedence.h"

typedef struct gm_bound {
    int32_t n;             // functions
    const int64_t *weight; // task x function
    const int64_t *one;    // by function: the weight of a full station
    const int32_t *needs;  // by task: stations for it and what comes after it, at least
} gm_bound;

gm_bound gm_bound_of(const gm_precedence *net, gm_arena *arena);

// Stations for tasks of which the weights add up to these sums.
int32_t gm_bound_stations(const gm_bound *bound, const int64_t *sums);

#endif
