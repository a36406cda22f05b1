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

// All ones when (a_bits, a_rank) rings before (b_bits, b_rank), else 0. As one number of 128 bits
// where the compiler has them: a compare and a borrow, no jump that would be guessed wrong.
static inline uint64_t gm_clock_before(uint64_t a_bits, uint64_t a_rank, uint64_t b_bits,
                                       uint64_t b_rank)
{
#ifdef __SIZEOF_INT128__
    __extension__ typedef unsigned __int128 wide;
    wide difference = ((wide)a_bits << 64 | a_rank) - ((wide)b_bits << 64 | b_rank);
    // Both are below 2^127, so the difference is negative exactly when a is before b.
    return (uint64_t)0 - (uint64_t)(difference >> 127);
#else
    bool before = (a_bits < b_bits) | ((a_bits == b_bits) & (a_rank < b_rank));
    return (uint64_t)0 - (uint64_t)before;
#endif
}

// Sets the clock of a slot to ring at t >= 0; INFINITY stops it.
static inline void gm_clocks_set(gm_clocks *clocks, uint32_t slot, double t_s, gm_event_class c)
{
    GM_ASSERT(slot < clocks->n_leaves && t_s >= 0.0);
    gm_clock *node = clocks->node;
    size_t i = (size_t)clocks->n_leaves + slot;
    uint64_t bits;
    uint64_t rank = (uint64_t)c << 32 | slot;
    t_s += 0.0; // -0.0 would order last
    memcpy(&bits, &t_s, sizeof bits);
    node[i].time_bits = bits;
    node[i].rank = rank;
    do {
        // Siblings on the way up are known beforehand: only the comparison waits for the last.
        uint64_t other_bits = node[i ^ 1].time_bits;
        uint64_t other_rank = node[i ^ 1].rank;
        uint64_t other = gm_clock_before(other_bits, other_rank, bits, rank);
        bits ^= (bits ^ other_bits) & other;
        rank ^= (rank ^ other_rank) & other;
        i >>= 1;
        node[i].time_bits = bits;
        node[i].rank = rank;
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
