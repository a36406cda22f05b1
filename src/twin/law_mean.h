// SPDX-License-Identifier: MIT
//
// The same law with another mean: what the range of a law is drawn for.

#ifndef GM_TWIN_LAW_MEAN_H
#define GM_TWIN_LAW_MEAN_H

#include "core/arena.h"
#include "num/dist.h"

// Why the law cannot have this mean, or NULL when it can.
const char *gm_law_mean_fault(const gm_dist *dist, double mean);

// Gives the law a mean that it can have. All of its values are multiplied by one factor, so that
// its cv and shape stay; a geometric law, which counts tries, gets another chance of success.
// New tables live in the arena.
void gm_law_set_mean(gm_dist *dist, double mean, gm_arena *arena);

#endif
