// SPDX-License-Identifier: MIT
//
// What is uncertain about the cell of a model: which input moves its charges most, how they go over its
// futures, and the claims about it.

#ifndef GM_STUDY_CELL_STUDY_H
#define GM_STUDY_CELL_STUDY_H

#include "study/answer.h"
#include "study/cell_effects.h"
#include "study/cell_spread.h"

typedef struct gm_cell_study {
    const gm_twin *twin; // borrowed
    const gm_cell_effects
        *effects;            // by charge; NULL: no input has a range, or it was interrupted
    gm_cell_futures futures; // n 0: none were asked for
    const gm_charge_spread *spreads; // by charge; NULL: no futures, or they are all one
    int32_t n_claims;                // about the cell
    const gm_claim_answer *claims;   // NULL: no futures
    bool is_interrupted;
} gm_cell_study;

// n_futures 0: none, and no claims are answered. Fini it in any case. GM_OK, or GM_ERR_INTERRUPTED: what
// was done stands. Lives in the arena, but for the futures.
GM_MUST_USE gm_status gm_cell_study_run(const gm_twin *twin, int32_t n_futures,
                                        const gm_cell_run_options *options, gm_arena *arena,
                                        gm_cell_study *out);
void gm_cell_study_fini(gm_cell_study *study);

#endif
