// SPDX-License-Identifier: MIT

#include "sim/clock_tree.h"

// Where the levels begin. The number of all nodes.
static uint32_t lay_out(gm_clock_tree *tree, uint32_t n_slots)
{
    GM_REQUIRE(n_slots >= 1 && n_slots <= UINT32_MAX / 4);
    *tree = (gm_clock_tree){.n_slots = n_slots};
    uint32_t at = 0;
    uint32_t n = n_slots;
    do {
        n = (n + GM_CLOCK_TREE_GROUP - 1) / GM_CLOCK_TREE_GROUP;
        at += n * GM_CLOCK_TREE_GROUP;
        tree->n_levels += 1;
        tree->level[tree->n_levels] = at;
    } while (n > 1);
    return at + 1;
}

size_t gm_clock_tree_size(uint32_t n_slots)
{
    gm_clock_tree tree;
    size_t n = lay_out(&tree, n_slots);
    return n * (sizeof *tree.bits + sizeof *tree.slot) + n_slots;
}

void gm_clock_tree_init(gm_clock_tree *tree, void *memory, uint32_t n_slots)
{
    const double never_s = (double)INFINITY;
    uint32_t n = lay_out(tree, n_slots);
    tree->bits = memory;
    tree->slot = (uint32_t *)(tree->bits + n);
    tree->class_of = (uint8_t *)(tree->slot + n);
    for (uint32_t i = 0; i < n; i++) {
        memcpy(&tree->bits[i], &never_s, sizeof never_s);
        tree->slot[i] = 0;
    }
    memset(tree->class_of, GM_CLASS_FAIL, n_slots);
}

// Which of a group ring at this time, as bits.
static inline uint32_t ring_at(const uint64_t *group, uint64_t bits)
{
    uint32_t which = 0;
    for (uint32_t k = 0; k < GM_CLOCK_TREE_GROUP; k++) {
        which |= (uint32_t)(group[k] == bits) << k;
    }
    return which;
}

// The lowest class, then the lowest slot, of all below a node that ring at its time.
static uint64_t first_rank(const gm_clock_tree *tree, uint32_t i, uint32_t l, uint64_t bits)
{
    for (; l > 0; l--) {
        uint32_t first = i * GM_CLOCK_TREE_GROUP;
        uint32_t which = ring_at(&tree->bits[tree->level[l - 1] + first], bits);
        if (__builtin_expect((which & (which - 1)) != 0, 0)) {
            uint64_t least = UINT64_MAX;
            for (; which; which &= which - 1) {
                uint32_t child = first + (uint32_t)__builtin_ctz(which);
                uint64_t rank = first_rank(tree, child, l - 1, bits);
                least = rank < least ? rank : least;
            }
            return least;
        }
        i = first + (uint32_t)__builtin_ctz(which);
    }
    return (uint64_t)tree->class_of[i] << 32 | i;
}

gm_clock gm_clock_tree_top(const gm_clock_tree *tree)
{
    gm_clock top = gm_clock_tree_any_first(tree);
    if (top.time_s < (double)INFINITY) {
        uint64_t bits = tree->bits[gm_clock_tree_root(tree)];
        uint64_t rank = first_rank(tree, 0, tree->n_levels, bits);
        top.slot = (uint32_t)rank;
        top.class = (gm_event_class)(rank >> 32);
    }
    return top;
}
