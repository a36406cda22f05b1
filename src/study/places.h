// SPDX-License-Identifier: MIT
//
// How few places a store of a plant may have.

#ifndef GM_STUDY_PLACES_H
#define GM_STUDY_PLACES_H

#include "twin/twin.h"

// The places that the stores of a step of the file need, so that what takes from them can always
// have what it takes at once: a batch, the parts of a kit, a load of a vehicle; what comes in one
// go finds room; and what is there at time 0 does. At least 1 for a buffer; 0 for a queue that may
// do without.
int32_t gm_places_least(const gm_plan *plan, int32_t file_i);

#endif
