// SPDX-License-Identifier: MIT
//
// How each claim is answered: its measure among the figures, its bound of the right dimension.

#ifndef GM_TWIN_CLAIM_PLAN_H
#define GM_TWIN_CLAIM_PLAN_H

#include "twin/twin.h"

// Fills a plan whose `def` is set, of a twin that has plan, figures and schedule. Faults go to
// the diag.
void gm_claim_plan_make(const gm_twin *twin, gm_claim_plan *plan, gm_arena *arena,
                        gm_diag *diag);

#endif
