// SPDX-License-Identifier: MIT
//
// A plant that never gets steady: where its parts pile up.
//
// A queue grows when its level at the end is above that at half of the run in so many
// replications that the 95 % interval of the mean lies above 0. What waits outside of a source
// must gain 2 % of what enters there besides: it may do so for ever in a plant that is steady.

#ifndef GM_STUDY_GROWTH_H
#define GM_STUDY_GROWTH_H

#include "study/replicate.h"

typedef struct gm_growth {
    int32_t store_i;  // that grows fastest, GM_NONE: none does
    int32_t source_i; // outside of which more gather, GM_NONE: of none. Not both.
    double per_day;   // parts, mean over the replications
} gm_growth;

// From replications of steady runs whose warm-up was to be found, or is given: then see
// study/trend.h. Of other runs nothing is said.
gm_growth gm_growth_find(const gm_replications *set);

// The same of the sources alone.
gm_growth gm_growth_outside(const gm_replications *set);

// In a few words, with what cannot keep up, or with the source whose release rule let nothing in;
// NULL when nothing grows. In the arena.
const char *gm_growth_words(const gm_replications *set, gm_arena *arena);
const char *gm_growth_outside_words(const gm_replications *set, gm_arena *arena);

// What a report has to warn of though it has found or was given a warm-up: what grows outside of a
// plant, and with a warm-up that is given what grows inside. NULL: nothing. In the arena.
const char *gm_growth_warning(const gm_replications *set, gm_arena *arena);

// "the queue of press", or the name of a buffer. In the arena.
const char *gm_growth_name(const gm_plan *plan, int32_t store_i, gm_arena *arena);

#endif
