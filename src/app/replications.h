// SPDX-License-Identifier: MIT
//
// Replications as the verbs run them: threads, progress, Ctrl-C, more until a verdict is clear.

#ifndef GM_APP_REPLICATIONS_H
#define GM_APP_REPLICATIONS_H

#include "app/verbs.h"
#include "study/answer.h"
#include "study/gradient.h"

// Runs what the model asks for, then more until every verdict is clear or the model's `most` is
// reached. Errors of runs are told on stderr. answers lives in the arena.
gm_status gm_run_replications(gm_replications *set, const gm_options *options, const char *what,
                              gm_arena *arena, const gm_claim_answer **answers);

// The same with somebody who looks over the shoulder of the first replication; may be NULL.
gm_status gm_run_overseen(gm_replications *set, const gm_options *options,
                          const gm_overseer *overseer, gm_arena *arena,
                          const gm_claim_answer **answers);

// The same for n replications, whatever their answers.
gm_status gm_run_exactly(gm_replications *set, int32_t n, const gm_options *options,
                         const char *what);

// What one percent gives, from replications that are done: differences where the line engine makes
// them fast, or --gradients asks for them.
gm_status gm_run_gradients(const gm_replications *set, const gm_options *options,
                           gm_arena *arena, gm_gradients *out);

#endif
