// SPDX-License-Identifier: MIT
//
// How a conveyor or a moving line takes parts: one at a time, from the stores before it.

#ifndef GM_PLANT_INTAKE_H
#define GM_PLANT_INTAKE_H

#include "plant/run.h"

// Something can be taken from the inlet now, its cards included.
bool gm_intake_can_take(const gm_run *run, const gm_inlet *inlet);

// The inlet for a need whose first part has waited longest, in the store or with whoever offers
// it; parts that a source would make come last. NULL when there is none.
const gm_inlet *gm_intake_choose(const gm_run *run, const gm_step *step, int32_t need_i);

// A part that was taken comes into the step: its cards, its line, its shop.
void gm_intake_arrive(gm_run *run, uint32_t part, int32_t step_i, uint32_t limits);

// A part could be taken now, or work that is to bring one asks for free room at the entrance.
// False while the step is the entrance of a closed shop.
bool gm_intake_waits(const gm_run *run, int32_t step_i);

// Parts that could be taken now, all inlets together. 0 while the step is the entrance of a
// closed shop.
int64_t gm_intake_count(const gm_run *run, int32_t step_i);

// Since when the part behind the first `skip` of them could be taken, as far as the places tell
// (first in, first out); a part that a source would make counts from now.
double gm_intake_since_s(const gm_run *run, int32_t step_i, int32_t skip);

// Takes the part that has waited longest, with its cards, into the step. 0: there is none.
uint32_t gm_intake_take(gm_run *run, int32_t step_i);

#endif
