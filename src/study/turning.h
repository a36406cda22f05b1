// SPDX-License-Identifier: MIT
//
// The turning point of a plant: where blocking turns into starving.
//
// Li, Blumenfeld and Marin 2007: a station before which stations are more blocked than starved
// and behind which they are more starved than blocked, and which itself waits less than they do.
// With branches the neighbours on all ways count. A plant may have several; the strongest is the
// one that waits least.

#ifndef GM_STUDY_TURNING_H
#define GM_STUDY_TURNING_H

#include "study/net.h"

// By step of the plan; a step that never works has no part in it.
typedef struct gm_turning_state {
    bool works;
    double blocked; // shares of its time
    double starved;
} gm_turning_state;

// The step, or GM_NONE with the reason in *why.
int32_t gm_turning_point(const gm_net *net, const gm_turning_state *states, gm_arena *scratch,
                         const char **why);

#endif
