// SPDX-License-Identifier: MIT
//
// The bound of a claim: what meets it, and which of several values comes nearest to it.

#ifndef GM_STUDY_BOUND_H
#define GM_STUDY_BOUND_H

#include "twin/twin.h"

// Whether a value of the measure meets the claim. Rounding of units is forgiven in `exactly`.
bool gm_bound_is_met(const gm_claim_def *def, double value);

// Index of the best of n >= 1 values, the first of equals. NaN is worse than any number.
int32_t gm_bound_best(const gm_claim_def *def, const double *values, int32_t n);

// What a value lacks, in the unit of the measure, > 0; NaN when it meets the claim or is NaN.
double gm_bound_short_by(const gm_claim_def *def, double value);

// Whether the claim asks for so many parts in a window of a run: then what holds up the plant
// explains why it fails.
bool gm_bound_asks_for_parts(const gm_twin *twin, const gm_claim_plan *claim);

#endif
