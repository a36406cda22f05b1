// SPDX-License-Identifier: MIT
//
// The slots of an automated rack: which are free, and how far they are.

#ifndef GM_PLANT_RACK_SLOTS_H
#define GM_PLANT_RACK_SLOTS_H

#include "plant/rack.h"

// A free slot for a part: of its class, else of any. There is one.
int32_t gm_rack_choose_slot(gm_run *run, int32_t rack_i, uint32_t part);

void gm_rack_set_free(gm_rack *r, int32_t slot, bool is_free);

// Seconds of the crane from the entrance to a slot, and between two.
double gm_rack_from_entrance_s(const gm_rack_plan *plan, int32_t slot);
double gm_rack_between_s(const gm_rack_plan *plan, int32_t a, int32_t b);

#endif
