// SPDX-License-Identifier: MIT
//
// One thing of a plant changed a little, everything else and all streams as they are: what a
// difference under common random numbers is made of.

#ifndef GM_TWIN_CHANGE_H
#define GM_TWIN_CHANGE_H

#include "twin/model.h"

typedef enum gm_change_of {
    GM_CHANGE_WORK,   // times of a station, pace and work of a moving line, pace of a conveyor
    GM_CHANGE_UP,     // times to all its failures
    GM_CHANGE_REPAIR, // all its repairs
    GM_CHANGE_ARRIVALS, // times between arrivals of a source
    GM_CHANGE_PLACES,   // of a buffer, or of the queue of a station
    GM_N_CHANGES
} gm_change_of;

typedef struct gm_change {
    gm_change_of of;
    int32_t step_i; // among the steps of the definition
    double factor;  // on times, > 0; for PLACES so many more or, negative, fewer
} gm_change;

// Has the step that to be changed?
bool gm_change_is_of(const gm_plant_def *plant, gm_change_of of, int32_t step_i);

// Places of a buffer or queue with an end, else 0.
int32_t gm_change_places(const gm_plant_def *plant, int32_t step_i);

// The model with the change; what is not changed is borrowed from the base. NULL: a law cannot be
// scaled (geometric: its values are whole numbers). In the arena.
gm_model *gm_model_changed(const gm_model *base, const gm_change *change, gm_arena *arena);

// The law of `factor` times a draw: the same streams give scaled draws, one by one. False for a
// geometric law.
bool gm_dist_scale(gm_dist *law, double factor, gm_arena *arena);

#endif
