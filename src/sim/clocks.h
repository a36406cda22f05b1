// SPDX-License-Identifier: MIT
//
// The pending events of a run: one clock per thing that can have an event, and the earliest.
//
// A winner tree over fixed slots. A thing sets, moves or stops its own clock in log2(slots)
// steps without a branch, so there is nothing to cancel and no stale event. Equal times ring in
// order of their class, then of their slot: the order of science ("repairs first") and of the
// model file.

#ifndef GM_SIM_CLOCKS_H
#define GM_SIM_CLOCKS_H

#include "core/assert.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// What happens first at one instant. Moves come between GM_CLASS_DONE and GM_CLASS_FAIL, starts
// after all of them; neither needs a clock.
typedef enum gm_event_class {
    GM_CLASS_REPAIR, // repairs and calendar changes
    GM_CLASS_DONE,   // completions, arrivals, ends of transfer
    GM_CLASS_FAIL,
} gm_event_class;

// One node: a time as the bits of a non-negative double, and class and slot. Both order as
// unsigned integers.
typedef struct gm_clock {
    uint64_t time_bits;
    uint64_t rank; // class << 32 | slot
} gm_clock;

// Plain data but for the borrowed array: node[1] is the winner, node[n_leaves + i] is slot i.
typedef struct gm_clocks {
    gm_clock *node;
    uint32_t n_leaves; // a power of two, >= 2
} gm_clocks;

// Nodes needed for n_slots clocks; n_slots >= 1.
size_t gm_clocks_size(uint32_t n_slots);

// All clocks stopped. `node` has gm_clocks_size(n_slots) elements and is borrowed.
void gm_clocks_init(gm_clocks *clocks, gm_clock *node, uint32_t n_slots);

static inline double gm_clock_time(gm_clock clock)
{
    double t;
    memcpy(&t, &clock.time_bits, sizeof t);
    return t;
}

static inline gm_event_class gm_clock_class(gm_clock clock)
{
    return (gm_event_class)(clock.rank >> 32);
}

static inline uint32_t gm_clock_slot(gm_clock clock)
{
    return (uint32_t)clock.rank;
}

// The earliest clock; its time is INFINITY when all are stopped.
static inline gm_clock gm_clocks_top(const gm_clocks *clocks)
{
    return clocks->node[1];
}

// Does a ring before b? Time first, then rank, as one number of 128 bits where the compiler has
// them: a compare and a borrow instead of two jumps.
static inline bool gm_clock_is_before(gm_clock a, gm_clock b)
{
#ifdef __SIZEOF_INT128__
    __extension__ typedef unsigned __int128 wide;
    return ((wide)a.time_bits << 64 | a.rank) < ((wide)b.time_bits << 64 | b.rank);
#else
    return (a.time_bits < b.time_bits) | ((a.time_bits == b.time_bits) & (a.rank < b.rank));
#endif
}

// Sets the clock of a slot to ring at t >= 0; INFINITY stops it.
static inline void gm_clocks_set(gm_clocks *clocks, uint32_t slot, double t_s, gm_event_class c)
{
    GM_ASSERT(slot < clocks->n_leaves && t_s >= 0.0);
    gm_clock *node = clocks->node;
    size_t i = (size_t)clocks->n_leaves + slot;
    gm_clock first;
    t_s += 0.0; // -0.0 would order last
    memcpy(&first.time_bits, &t_s, sizeof first.time_bits);
    first.rank = (uint64_t)c << 32 | slot;
    node[i] = first;
    do {
        // Siblings on the way up are known beforehand: only the comparison waits for the last.
        gm_clock other = node[i ^ 1];
        bool other_is_first = gm_clock_is_before(other, first);
        first.time_bits = other_is_first ? other.time_bits : first.time_bits;
        first.rank = other_is_first ? other.rank : first.rank;
        i >>= 1;
        node[i] = first;
    } while (i > 1);
}

// When the earliest of all other clocks rings.
static inline double gm_clocks_others_at(const gm_clocks *clocks, uint32_t slot)
{
    const gm_clock *node = clocks->node;
    uint64_t least = UINT64_MAX;
    for (size_t i = (size_t)clocks->n_leaves + slot; i > 1; i >>= 1) {
        uint64_t bits = node[i ^ 1].time_bits;
        least = bits < least ? bits : least;
    }
    return gm_clock_time((gm_clock){least, 0});
}

static inline void gm_clocks_stop(gm_clocks *clocks, uint32_t slot)
{
    gm_clocks_set(clocks, slot, (double)INFINITY, GM_CLASS_FAIL);
}

// When the clock of a slot rings; INFINITY when it is stopped.
static inline double gm_clocks_at(const gm_clocks *clocks, uint32_t slot)
{
    return gm_clock_time(clocks->node[clocks->n_leaves + slot]);
}

#endif
