// SPDX-License-Identifier: MIT
//
// Where the warm-up of a set of replications ends, and what they count from there on.

#ifndef GM_STUDY_WARM_CUT_H
#define GM_STUDY_WARM_CUT_H

#include "study/replicate.h"

// Finds the end of the warm-up from the samples of all replications, which are kept, and fills in
// their values. A set that finds none counts from time 0 and says so (has_no_cut).
void gm_replications_cut(gm_replications *set);

#endif
