// SPDX-License-Identifier: MIT

#include "battery/trace.h"

#include <string.h>

#define FIRST_ROOM 256

gm_trace gm_trace_init(gm_arena *arena)
{
    return (gm_trace){.arena = arena};
}

void gm_trace_add(void *user, const gm_march_point *point)
{
    gm_trace *trace = user;
    if (trace->n == trace->room) {
        int32_t room = trace->room > 0 ? 2 * trace->room : FIRST_ROOM;
        gm_march_point *points = GM_NEW(trace->arena, gm_march_point, room);
        if (trace->n > 0) {
            memcpy(points, trace->points, (size_t)trace->n * sizeof *points);
        }
        trace->points = points;
        trace->room = room;
    }
    trace->points[trace->n++] = *point;
}
