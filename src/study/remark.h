// SPDX-License-Identifier: MIT
//
// What a reader must know beside the figures of a set of replications: that they ended in a
// deadlock, or are of no steady state.

#ifndef GM_STUDY_REMARK_H
#define GM_STUDY_REMARK_H

#include "study/replicate.h"

// In words, as `gemba run` warns; NULL when there is nothing to say. In the arena. Costs no run.
const char *gm_remark_words(const gm_replications *set, gm_arena *arena);

#endif
