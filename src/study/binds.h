// SPDX-License-Identifier: MIT
//
// What binds a claim that asks for more parts than were made.
//
// It is the step that is needed most of those that lead to what the claim counts, with its largest
// loss. Where that step waits for parts, it is a limit that is all in use, or the sources when the
// plant takes all that they give; where it waits for a fleet, a grid or a rack that is needed more
// than itself, it is that (binds_shared.h).

#ifndef GM_STUDY_BINDS_H
#define GM_STUDY_BINDS_H

#include "study/answer.h"
#include "study/replicate.h"

// In a few words, for the window of a claim. NULL: nothing to name. In the arena.
const char *gm_binds_words(const gm_replications *set, int32_t claim_i, gm_arena *arena);

// The fleet, grid, channels or rack that binds the whole plant in the main window, in a few words.
// NULL: none of them does. In the arena.
const char *gm_binds_shared_words(const gm_replications *set, gm_arena *arena);

// The rows of the roster with most heads, for a claim that there are fewer. NULL: none.
const char *gm_binds_heads(const gm_twin *twin, const gm_claim_plan *plan, gm_arena *arena);

// The answers with what binds written into those that ask for more parts, or fewer people, and do
// not hold.
const gm_claim_answer *gm_binds_explain(const gm_replications *set,
                                        const gm_claim_answer *answers, gm_arena *arena);

#endif
