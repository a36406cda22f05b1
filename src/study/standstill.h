// SPDX-License-Identifier: MIT
//
// Deadlocks that the replications ended in: how many did, and who waits for what.

#ifndef GM_STUDY_STANDSTILL_H
#define GM_STUDY_STANDSTILL_H

#include "study/replicate.h"

typedef struct gm_standstill {
    int32_t n;             // replications in which somebody waits for ever
    const gm_stuck *first; // of the first of them; NULL: none
} gm_standstill;

gm_standstill gm_standstill_find(const gm_replications *set);

// In words; NULL when nobody waits for ever. In the arena.
const char *gm_standstill_words(const gm_replications *set, gm_arena *arena);

#endif
