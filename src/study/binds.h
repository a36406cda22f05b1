// SPDX-License-Identifier: MIT
//
// What binds a claim that asks for more parts than were made.
//
// It is the step that is needed most of those that lead to what the claim counts, with its largest
// loss. Where that step waits for parts, and the plant takes all that its sources give, it is the
// sources.

#ifndef GM_STUDY_BINDS_H
#define GM_STUDY_BINDS_H

#include "study/answer.h"
#include "study/replicate.h"

// In a few words, for the window of a claim. NULL: nothing to name. In the arena.
const char *gm_binds_words(const gm_replications *set, int32_t claim_i, gm_arena *arena);

// The answers with what binds written into those that ask for more parts and do not hold.
const gm_claim_answer *gm_binds_explain(const gm_replications *set,
                                        const gm_claim_answer *answers, gm_arena *arena);

#endif
