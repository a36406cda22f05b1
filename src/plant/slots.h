// SPDX-License-Identifier: MIT
//
// Bernoulli machines: the model of Li and Meerkov (2009, Production Systems Engineering, ch. 4).
//
// Time runs in slots of the station's work. In each slot a machine is up with a probability,
// whatever it was before. It takes a part at the beginning of a slot in which it is up, when there
// is one and a place for it behind (blocking before service), and gives it at the end: so a full
// buffer may be filled in the slot in which it is emptied, and what comes into an empty one is
// taken a slot later. A machine has no place of its own.
//
// At the beginning of a slot machines learn first whether they are up, then what was worked on in
// the last slot goes on, then parts are taken, downstream first.

#ifndef GM_PLANT_SLOTS_H
#define GM_PLANT_SLOTS_H

#include "plant/engine.h"

// At time 0: the first slot begins. Nothing for machines without slots.
void gm_slots_begin(gm_run *run, int32_t machine_i);

// A slot begins: draws one number whether or not there is a part, so that runs with another
// probability differ in as few slots as can be.
void gm_slots_ring(gm_run *run, int32_t machine_i);

// May the machine take a part at this instant? Sets the state of the slot where it may not.
bool gm_slots_may_take(gm_run *run, int32_t machine_i);

// It has taken one: promises it its place.
void gm_slots_taken(gm_run *run, int32_t machine_i);

#endif
