// SPDX-License-Identifier: MIT
//
// How many people, and how many stations of several, a set of tasks takes at least.

#ifndef GM_BALANCE_MANNED_BOUND_H
#define GM_BALANCE_MANNED_BOUND_H

#include "balance/bound.h"

// Fewest people, and fewest stations, that no balance can beat.
typedef struct gm_manned_least {
    int32_t posts;
    int32_t stations;
} gm_manned_least;

typedef struct gm_manned_bound {
    const gm_precedence *net;
    const gm_bound *bound;
    int32_t largest_team;
    int64_t *chains; // task x function: the heaviest chain that begins with it
    int64_t *sums;   // people x function: scratch
} gm_manned_bound;

// In the arena; borrows net and bound.
gm_manned_bound gm_manned_bound_of(const gm_precedence *net, const gm_bound *bound,
                                   gm_arena *arena);

// Of all tasks but those done, with which all that come before them are done too; NULL: none is.
gm_manned_least gm_manned_least_of(const gm_manned_bound *manned, const uint64_t *done);

#endif
