// SPDX-License-Identifier: MIT
//
// How many parts are somewhere, from when they come and go. Private to line/.

#ifndef GM_LINE_LEVEL_H
#define GM_LINE_LEVEL_H

#include "line/line.h"

// Levels of a place over time.
typedef struct gm_line_level {
    double since_s;
    uint64_t n_out; // takes that it knows of
    int32_t level;
    int32_t max;     // since the last point
    double came_s;   // when the last part came
    uint64_t n_came; // those before it that came at that moment too
    double *bins;
} gm_line_level;

// A level of its own: parts come in at at_s and go out as the ring `outs` says, of
// length *mask + 1, by lane of `width`. is_after: what goes at that very moment has not gone yet.
typedef struct gm_line_outs {
    double **ring; // grows, where places are without end
    uint64_t *mask;
    uint64_t width;
    uint64_t lane;
    int32_t places;   // GM_UNLIMITED: without an end
    int32_t together; // see gm_line_together(); not below 0
    uint64_t n;       // the part that comes
    int32_t batch;    // so many go at once; 0: one by one
} gm_line_outs;
void gm_line_level_come(gm_lines *lines, gm_line_level *level, const gm_line_outs *outs,
                        double at_s, bool is_after);
// Returns the maximum up to a point, and begins a new one from what is there then.
int32_t gm_line_level_close(gm_line_level *level, const gm_line_outs *outs, double at_s);

#endif
