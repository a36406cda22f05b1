// SPDX-License-Identifier: MIT
//
// Claims about the cell of a model: what `charges.dc-500.time` measures.

#ifndef GM_TWIN_CLAIM_CELL_H
#define GM_TWIN_CLAIM_CELL_H

#include "twin/twin.h"

// Is a measure one of a cell, by its first word: `cell`, `charges`, `experiments`?
bool gm_claim_is_of_cell(const gm_measure *measure);

// Which figure it is. False after a fault, which is in the diag; of a sketch also without one, where names may
// be lost.
bool gm_cell_metric_find(const gm_twin *twin, const gm_measure *measure, gm_metric *out,
                         gm_arena *arena, gm_diag *diag);

// Fills a plan of such a claim. *dim is what is measured. False after a fault, which is in the diag, and
// where nothing can be said, which the plan tells; a sketch has no faults where names may be lost.
bool gm_claim_cell_make(const gm_twin *twin, gm_claim_plan *plan, gm_dim *dim, gm_arena *arena,
                        gm_diag *diag);

#endif
