// SPDX-License-Identifier: MIT
//
// The orders of a source: drawn for a day or so, laid out, and then released one by one.

#ifndef GM_PLANT_RELEASE_H
#define GM_PLANT_RELEASE_H

#include "plant/run.h"

// Memory of the orders of a source that lays them out; nothing for others.
void gm_release_create(gm_run *run, int32_t source_i);

// No orders, at time 0.
void gm_release_begin(gm_run *run, int32_t source_i);

// The variant of the next part of a source, of all variants of the plant.
int32_t gm_release_next(gm_run *run, int32_t source_i);

#endif
