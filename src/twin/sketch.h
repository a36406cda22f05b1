// SPDX-License-Identifier: MIT
//
// What can be asked of a model that cannot be run: its claims are looked at beside a sketch of
// its plant, so that a fault in a station does not hide one in a claim.

#ifndef GM_TWIN_SKETCH_H
#define GM_TWIN_SKETCH_H

#include "twin/model.h"

// Reports measures that cannot exist and bounds of the wrong dimension, of the claims that were
// read without a fault. Says nothing that the faults of the plant may be to blame for.
void gm_sketch_check_claims(const gm_model *model, gm_arena *arena, gm_diag *diag);

#endif
