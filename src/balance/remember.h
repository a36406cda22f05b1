// SPDX-License-Identifier: MIT
//
// The exact search for lines with one person at each station.

#ifndef GM_BALANCE_REMEMBER_H
#define GM_BALANCE_REMEMBER_H

#include "balance/bound.h"
#include "balance/hoffmann.h"

// Searches for fewer stations than `best` has. True: it is proven that `best`, improved or not,
// has the fewest; false: most_trials are spent. *trials grows by what was tried.
bool gm_remember_improve(const gm_precedence *net, const gm_bound *bound, int32_t least,
                         int64_t most_trials, gm_plain_balance *best, int64_t *trials);

#endif
