// SPDX-License-Identifier: MIT
//
// Stations of several people: a heuristic of many starts.

#ifndef GM_BALANCE_MANNED_H
#define GM_BALANCE_MANNED_H

#include "balance/bound.h"

// Fewest people and then fewest stations that no balance can beat.
typedef struct gm_manned_least {
    int32_t posts;
    int32_t stations;
} gm_manned_least;

gm_manned_least gm_manned_least_of(const gm_precedence *net, const gm_bound *bound);

// The best of many starts: fills all of the balance but its bounds; stops when they are met.
void gm_manned_solve(const gm_precedence *net, gm_manned_least least, int64_t most_trials,
                     gm_balance *balance);

#endif
