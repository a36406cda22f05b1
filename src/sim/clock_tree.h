// SPDX-License-Identifier: MIT
//
// Many clocks: a winner tree, eight to a group. Private to sim/clocks.
//
// It compares times alone, which costs three instructions without a jump; who comes first among
// equal times is asked only of the earliest. Setting a clock that is not the first of its group
// costs one comparison.

#ifndef GM_SIM_CLOCK_TREE_H
#define GM_SIM_CLOCK_TREE_H

#include "sim/clock.h"

#define GM_CLOCK_TREE_GROUP  8
#define GM_CLOCK_TREE_LEVELS 10 // 8^10 slots

// Plain data but for the borrowed memory. Level 0 holds the slots, each further one the firsts of
// the groups below; the last has one node, the earliest of all.
typedef struct gm_clock_tree {
    uint64_t *bits;    // by node: its time; non-negative doubles order as their bits
    uint32_t *slot;    // by node above level 0: whose time
    uint8_t *class_of; // by slot
    uint32_t n_slots;
    uint32_t n_levels;                        // above level 0
    uint32_t level[GM_CLOCK_TREE_LEVELS + 1]; // first node of each
} gm_clock_tree;

// Bytes of memory for n_slots clocks; n_slots >= 1.
size_t gm_clock_tree_size(uint32_t n_slots);

// All clocks stopped. `memory` has gm_clock_tree_size(n_slots) bytes at a multiple of 64 and is
// borrowed.
void gm_clock_tree_init(gm_clock_tree *tree, void *memory, uint32_t n_slots);

// The earliest clock; its time is INFINITY when all are stopped.
gm_clock gm_clock_tree_top(const gm_clock_tree *tree);

static inline uint32_t gm_clock_tree_root(const gm_clock_tree *tree)
{
    return tree->level[tree->n_levels];
}

// One of the earliest tree, whichever of those at the same time; INFINITY as above.
static inline gm_clock gm_clock_tree_any_first(const gm_clock_tree *tree)
{
    uint32_t root = gm_clock_tree_root(tree);
    gm_clock first = {.slot = tree->slot[root]};
    first.class = (gm_event_class)tree->class_of[first.slot];
    memcpy(&first.time_s, &tree->bits[root], sizeof first.time_s);
    return first;
}

// The least time of a group and its place there.
static inline uint32_t gm_clock_tree_least(const uint64_t *group, uint64_t *bits)
{
    uint64_t even = group[0];
    uint64_t odd = group[1];
    uint32_t even_i = 0;
    uint32_t odd_i = 1;
    for (uint32_t i = 2; i < GM_CLOCK_TREE_GROUP; i += 2) {
        even_i = group[i] < even ? i : even_i;
        even = group[i] < even ? group[i] : even;
        odd_i = group[i + 1] < odd ? i + 1 : odd_i;
        odd = group[i + 1] < odd ? group[i + 1] : odd;
    }
    *bits = odd < even ? odd : even;
    return odd < even ? odd_i : even_i;
}

// The group of a node of level l - 1 tells its node of level l who is first. That node.
static inline uint32_t gm_clock_tree_settle(gm_clock_tree *tree, uint32_t i, uint32_t l)
{
    uint32_t below = tree->level[l - 1] + (i & ~(uint32_t)(GM_CLOCK_TREE_GROUP - 1));
    uint32_t at = tree->level[l] + i / GM_CLOCK_TREE_GROUP;
    uint32_t first = below + gm_clock_tree_least(&tree->bits[below], &tree->bits[at]);
    tree->slot[at] = l == 1 ? first : tree->slot[first];
    return at;
}

// Sets the clock of a slot to ring at t >= 0; INFINITY stops it.
static inline void gm_clock_tree_set(gm_clock_tree *tree, uint32_t slot, double t_s,
                                     gm_event_class c)
{
    GM_ASSERT(slot < tree->n_slots && t_s >= 0.0);
    uint64_t bits;
    t_s += 0.0; // -0.0 would order last
    memcpy(&bits, &t_s, sizeof bits);
    tree->bits[slot] = bits;
    tree->class_of[slot] = (uint8_t)c;
    uint32_t i = slot;
    uint32_t who = slot;
    for (uint32_t l = 1; l <= tree->n_levels; l++) {
        uint32_t at = tree->level[l] + i / GM_CLOCK_TREE_GROUP;
        if (tree->slot[at] == slot) {
            gm_clock_tree_settle(tree, i, l); // it was the first and may be no more
            bits = tree->bits[at];
            who = tree->slot[at];
        } else if (bits < tree->bits[at]) {
            tree->bits[at] = bits;
            tree->slot[at] = who;
        } else {
            return;
        }
        i /= GM_CLOCK_TREE_GROUP;
    }
}

static inline void gm_clock_tree_stop(gm_clock_tree *tree, uint32_t slot)
{
    gm_clock_tree_set(tree, slot, (double)INFINITY, GM_CLASS_FAIL);
}

// When the clock of a slot rings; INFINITY when it is stopped.
static inline double gm_clock_tree_at(const gm_clock_tree *tree, uint32_t slot)
{
    double t_s;
    memcpy(&t_s, &tree->bits[slot], sizeof t_s);
    return t_s;
}

// Stops a first clock when no other one rings at its instant; false, and nothing done, when one
// does.
static inline bool gm_clock_tree_ring_alone(gm_clock_tree *tree, gm_clock first)
{
    const double never_s = (double)INFINITY;
    memcpy(&tree->bits[first.slot], &never_s, sizeof never_s);
    uint32_t i = first.slot;
    for (uint32_t l = 1; l <= tree->n_levels; l++) {
        gm_clock_tree_settle(tree, i, l);
        i /= GM_CLOCK_TREE_GROUP;
    }
    double next_s;
    memcpy(&next_s, &tree->bits[gm_clock_tree_root(tree)], sizeof next_s);
    if (next_s > first.time_s) {
        return true;
    }
    gm_clock_tree_set(tree, first.slot, first.time_s, first.class);
    return false;
}

#endif
