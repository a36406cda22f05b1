// SPDX-License-Identifier: MIT
//
// The answer to a claim about the cell: from its futures, what binds in them, and at which temperature it
// would hold.
//
// A charge that ends before it is done fails the claim. Values that contradict each other are no future.

#ifndef GM_STUDY_ANSWER_CELL_H
#define GM_STUDY_ANSWER_CELL_H

#include "study/answer.h"
#include "study/cell_spread.h"
#include "study/cell_warmth.h"

// What of the futures is looked at for a claim.
typedef struct gm_cell_claim {
    const gm_claim_plan *plan; // by GM_ANSWER_CELL
    const gm_cell_futures *set;
    const gm_warmth *warmth; // or NULL
} gm_cell_claim;

// Fills an answer whose numbers are NaN. In the arena.
void gm_answer_by_cell(const gm_cell_claim *c, gm_claim_answer *a, gm_arena *arena);

#endif
