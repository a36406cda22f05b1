// SPDX-License-Identifier: MIT
//
// A good balance soon: station by station the best of many full loads.

#ifndef GM_BALANCE_HOFFMANN_H
#define GM_BALANCE_HOFFMANN_H

#include "balance/load.h"

// Station of each task, 0 first in the direction of the net; n_stations of them.
typedef struct gm_plain_balance {
    int32_t *station;
    int32_t n_stations;
} gm_plain_balance;

// Improves `best` until it has no more than `least` stations or the trials are spent; returns
// how many it took. best->n_stations is what it must beat.
int64_t gm_hoffmann_improve(const gm_precedence *net, int32_t least, int64_t most_trials,
                            gm_plain_balance *best);

#endif
