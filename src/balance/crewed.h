// SPDX-License-Identifier: MIT
//
// The exact search for short lines with several people at a station.

#ifndef GM_BALANCE_CREWED_H
#define GM_BALANCE_CREWED_H

#include "balance/manned.h"

// Whether a line has no more tasks than the exact search takes.
bool gm_crewed_may(const gm_precedence *net);

// Improves a balance, and its least, until it is proven to be the best or the trials are spent:
// then the least is as far as was proven. True: proven.
bool gm_crewed_improve(const gm_manned_bound *bound, int64_t most_trials,
                       gm_manned_least *least, gm_balance *balance);

#endif
