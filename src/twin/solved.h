// SPDX-License-Identifier: MIT
//
// Zones that were balanced already, so that models that differ little need not search again.

#ifndef GM_TWIN_SOLVED_H
#define GM_TWIN_SOLVED_H

#include "balance/balance.h"

typedef struct gm_solved_zone gm_solved_zone;

// A zeroed one is empty. All of it lives in the arenas of the calls, which must live as long.
typedef struct gm_solved {
    gm_solved_zone *last;
} gm_solved;

// The balance of a sound problem, spread evenly or not: that of an equal one before, or a new
// one. solved may be NULL; else it borrows the problem.
gm_balance gm_solved_balance(gm_solved *solved, const gm_balance_problem *problem, bool is_even,
                             gm_arena *arena);

#endif
