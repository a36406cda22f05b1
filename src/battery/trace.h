// SPDX-License-Identifier: MIT
//
// What a march told, kept: a point for each step and each jump.

#ifndef GM_BATTERY_TRACE_H
#define GM_BATTERY_TRACE_H

#include "cell/march.h"
#include "core/arena.h"

typedef struct gm_trace {
    gm_arena *arena; // borrowed: the points are in it
    int32_t n;
    int32_t room;
    gm_march_point *points; // in time
} gm_trace;

gm_trace gm_trace_init(gm_arena *arena);

// A gm_march_watch whose user is a gm_trace.
void gm_trace_add(void *user, const gm_march_point *point);

#endif
