// SPDX-License-Identifier: MIT
//
// The pending events of a run: one clock per thing that can have an event, and the earliest.
//
// Slots are fixed: a thing sets, moves or stops its own clock, so there is nothing to cancel and
// no stale event. Equal times ring in order of their class, then of their slot: the order of
// science ("repairs first") and of the model file. Few clocks stand in a row, more in a tree.

#ifndef GM_SIM_CLOCKS_H
#define GM_SIM_CLOCKS_H

#include "sim/clock_row.h"
#include "sim/clock_tree.h"

// Plain data but for the borrowed memory.
typedef struct gm_clocks {
    bool is_row;
    gm_clock_row row;
    gm_clock_tree tree;
} gm_clocks;

// Bytes of memory for n_slots clocks; n_slots >= 1.
size_t gm_clocks_size(uint32_t n_slots);

// All clocks stopped. `memory` has gm_clocks_size(n_slots) bytes at a multiple of 64 and is
// borrowed.
void gm_clocks_init(gm_clocks *clocks, void *memory, uint32_t n_slots);

// The earliest clock; its time is INFINITY when all are stopped.
gm_clock gm_clocks_top(gm_clocks *clocks);

// One of the earliest clocks, whichever of those at the same time; INFINITY as above.
static inline gm_clock gm_clocks_any_first(gm_clocks *clocks)
{
    return clocks->is_row ? gm_clock_row_any_first(&clocks->row)
                          : gm_clock_tree_any_first(&clocks->tree);
}

// Sets the clock of a slot to ring at t >= 0; INFINITY stops it.
static inline void gm_clocks_set(gm_clocks *clocks, uint32_t slot, double t_s, gm_event_class c)
{
    GM_ASSERT(t_s >= 0.0);
    if (clocks->is_row) {
        gm_clock_row_set(&clocks->row, slot, t_s, c);
    } else {
        gm_clock_tree_set(&clocks->tree, slot, t_s, c);
    }
}

static inline void gm_clocks_stop(gm_clocks *clocks, uint32_t slot)
{
    gm_clocks_set(clocks, slot, (double)INFINITY, GM_CLASS_FAIL);
}

// When the clock of a slot rings; INFINITY when it is stopped.
static inline double gm_clocks_at(const gm_clocks *clocks, uint32_t slot)
{
    return clocks->is_row ? gm_clock_row_at(&clocks->row, slot)
                          : gm_clock_tree_at(&clocks->tree, slot);
}

// Stops a first clock when no other one rings at its instant; false, and nothing done, when one
// does.
static inline bool gm_clocks_ring_alone(gm_clocks *clocks, gm_clock first)
{
    return clocks->is_row ? gm_clock_row_ring_alone(&clocks->row, first)
                          : gm_clock_tree_ring_alone(&clocks->tree, first);
}

#endif
