// SPDX-License-Identifier: MIT
//
// How a conveyor or a moving line takes parts: one at a time, from the stores before it.

#ifndef GM_PLANT_INTAKE_H
#define GM_PLANT_INTAKE_H

#include "plant/run.h"

// A part could be taken now. False while the step is the entrance of a closed shop.
bool gm_intake_waits(const gm_run *run, int32_t step_i);

// Takes the part that has waited longest, with its cards, into the step. 0: there is none.
uint32_t gm_intake_take(gm_run *run, int32_t step_i);

#endif
