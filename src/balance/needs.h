// SPDX-License-Identifier: MIT
//
// How many people a set of tasks takes at one station: from at least to enough, remembered.

#ifndef GM_BALANCE_NEEDS_H
#define GM_BALANCE_NEEDS_H

#include "balance/bound.h"
#include "balance/roster.h"

// People: fewer than `least` cannot do it, `enough` can. One more than may be at a station: so
// many cannot, or were not found to.
typedef struct gm_need {
    int32_t least;
    int32_t enough;
} gm_need;

typedef struct gm_needs gm_needs;

// In the arena; borrows the net and the bound.
gm_needs *gm_needs_create(const gm_small_net *small, const gm_bound *bound, int64_t most_trials,
                          gm_arena *arena);

// Of a set that is not empty, in which no task waits for one outside that waits for one inside.
// `at_least`: what a part of it needs. Spends trials while there are any.
gm_need gm_needs_of(gm_needs *needs, uint64_t load, int32_t at_least);

// Trials that are left: 0 when they or the memory are spent.
int64_t gm_needs_left(const gm_needs *needs);

// One trial of the caller's own.
void gm_needs_spend(gm_needs *needs);

// How `people`, who are enough, do a load: post and begin (task x dim) of its tasks.
void gm_needs_read(gm_needs *needs, uint64_t load, int32_t people, int32_t *post,
                   int64_t *begin);

#endif
