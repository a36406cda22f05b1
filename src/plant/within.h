// SPDX-License-Identifier: MIT
//
// Longest times between two steps: a clock that begins as a part leaves the first of them and is
// looked at as the last takes it. What is overdue by then goes aside, or goes on and is counted.
//
// Pieces of a part go on with its clock; a joined part with the one of its parts that has run
// longest. A part that passes the first step again begins anew.

#ifndef GM_PLANT_WITHIN_H
#define GM_PLANT_WITHIN_H

#include "plant/run.h"

typedef enum gm_within_stat {
    GM_STAT_WITHIN_CHECKED,
    GM_STAT_WITHIN_OVERDUE,
    GM_STAT_WITHIN_TIME_S,
    GM_N_WITHIN_STATS,
} gm_within_stat;

typedef struct gm_within {
    double sum[GM_N_WITHIN_STATS];
    double time_max_s; // since the last snapshot
} gm_within;

void gm_withins_create(gm_run *run);
void gm_withins_begin(gm_run *run);
void gm_withins_fini(gm_run *run);

// Clocks of parts: room for n; none runs for a new one; those of a piece, and of a joined part.
void gm_withins_reserve(gm_run *run, uint32_t n);
void gm_withins_clear(gm_run *run, uint32_t part);
void gm_withins_copy(gm_run *run, uint32_t from, uint32_t to);
void gm_withins_join(gm_run *run, uint32_t first, uint32_t part);

// The part leaves a step where clocks begin.
void gm_within_start(gm_run *run, uint32_t part, int32_t step_i);

// A step where clocks end has taken the part. True when it is overdue and was sent aside.
bool gm_within_ends(gm_run *run, uint32_t part, int32_t step_i);

#endif
