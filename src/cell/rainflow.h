// SPDX-License-Identifier: MIT
//
// Rainflow counting: the cycles in a history of one quantity, as of a state of charge.
//
// ASTM E1049-85, section 5.4.4: a range is counted when the next one is at least as large, as a full
// cycle, or as a half one while it contains the start; what is left at the end counts half. Twice the sum
// of counts times ranges is the way that the quantity went, up and down.

#ifndef GM_CELL_RAINFLOW_H
#define GM_CELL_RAINFLOW_H

#include "core/arena.h"

#include <stdint.h>

typedef struct gm_rain_cycle {
    double range; // > 0, in the unit of the history
    double mean;  // of its two ends
    double count; // 1 or 0.5
    int32_t from; // sample of the turning point that begins it
    int32_t to;   // and of the one at its other end
    int32_t
        until; // of the one by which it is seen to be closed: on the way there the history is back at
               // x[from]. Of what is left at the end: to
} gm_rain_cycle;

typedef struct gm_rain {
    gm_rain_cycle *cycles; // in the order in which they are counted
    int32_t n;
} gm_rain;

// The cycles of n >= 0 samples, none of them NaN. Samples that only pass by, or stay, are no turning
// points; of equal ones the first is. Memory is the arena's.
gm_rain gm_rainflow(const double *x, int32_t n, gm_arena *arena);

// The same of a history that repeats for ever, its last sample followed by its first: section 5.4.5. It is
// read from its highest sample on, so that every cycle is a full one. `to` is before `from` where a cycle
// goes over the end.
gm_rain gm_rainflow_repeating(const double *x, int32_t n, gm_arena *arena);

#endif
