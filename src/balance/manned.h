// SPDX-License-Identifier: MIT
//
// Stations of several people: a heuristic of many starts.

#ifndef GM_BALANCE_MANNED_H
#define GM_BALANCE_MANNED_H

#include "balance/manned_bound.h"

// The best of many starts: fills all of the balance but its bounds, or improves one that is there
// (n_posts > 0); stops when the bounds are met.
void gm_manned_solve(const gm_precedence *net, gm_manned_least least, int64_t most_trials,
                     gm_balance *balance);

#endif
