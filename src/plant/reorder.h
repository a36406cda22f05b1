// SPDX-License-Identifier: MIT
//
// Buffers that give parts in another order than they came: lanes, by family, by sequence.
//
// Their parts that are ready stand in lists: one for each lane; or one for each family; or a single
// one in the order in which the parts were made. Only the first of a lane can be reached.

#ifndef GM_PLANT_REORDER_H
#define GM_PLANT_REORDER_H

#include "plant/run.h"

// A part is ready in a store that reorders.
void gm_reorder_add(gm_run *run, int32_t store_i, uint32_t part);

// The part that leaves next, whatever it waits for; 0: none is ready.
uint32_t gm_reorder_first(const gm_run *run, int32_t store_i);

// Takes a part out of its list.
void gm_reorder_remove(gm_run *run, int32_t store_i, uint32_t part);

// The part that has been in the store longest, of those that are ready; 0: none.
uint32_t gm_reorder_oldest(const gm_run *run, int32_t store_i);

// It holds back what is there for the part whose turn it is.
bool gm_reorder_is_held(const gm_run *run, int32_t store_i);

// When that ends at the latest, s; INFINITY: it does not hold back.
double gm_reorder_held_until(const gm_run *run, int32_t store_i);

// The list to take from next, of those by family or of lanes, when `n` parts of a family have left
// (family GM_NONE: none yet); GM_NONE when all are empty.
int32_t gm_reorder_choose(const gm_run *run, int32_t store_i, int32_t family, int32_t n);

#endif
