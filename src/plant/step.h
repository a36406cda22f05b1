// SPDX-License-Identifier: MIT
//
// What every kind of step answers to, and the small kinds: passes and sources.

#ifndef GM_PLANT_STEP_H
#define GM_PLANT_STEP_H

#include "plant/part.h"

// Takes and gives what it can at this instant.
void gm_step_move(gm_run *run, int32_t step_i);

// Starts the work of what was loaded at this instant.
void gm_step_start(gm_run *run, int32_t step_i);

// Something that may have kept parts out of the step has changed: it looks again.
void gm_step_wake(gm_run *run, int32_t step_i);

// A pass takes the head of its buffer for the store that has room for it.
uint32_t gm_pass_take(gm_run *run, int32_t step_i);

// ---- source.c

// At time 0: nothing is made yet, and the next draws are the first.
void gm_source_reset(gm_run *run, int32_t source_i);
void gm_source_begin(gm_run *run, int32_t source_i);
void gm_source_ring(gm_run *run, int32_t source_i);

// Parts come at now: how many that are due from now on, and when the next come (INFINITY: none).
double gm_source_rung(gm_run *run, int32_t source_i, double *next_s);
void gm_source_move(gm_run *run, int32_t source_i);
void gm_source_gone(gm_run *run, int32_t source_i);

// The part that it offered is lost.
void gm_source_lost(gm_run *run, int32_t source_i);

// Parts that a source may make now: its limit and its cards. Takes the step.
int64_t gm_source_left(const gm_run *run, int32_t step_i);

static inline bool gm_source_has_more(const gm_run *run, int32_t step_i)
{
    return gm_source_left(run, step_i) > 0;
}

// Transfer time and least dwell of the next part into a store, seconds.
double gm_store_draw_delay(gm_run *run, int32_t store_i);

#endif
