// SPDX-License-Identifier: MIT
//
// Slots: three unused ones, the root, then groups of four. The children of slot s are the four
// slots from 4 * (s - 2), the parent of s is s / 4 + 2. Every slot behind the last entry holds
// the sentinel, which leaves after any entry, so that the least of four children is found
// without a look at the length.

#include "sim/heap.h"

#include "core/assert.h"

#include <math.h>
#include <string.h>

#define ROOT GM_HEAP_ROOT

static const gm_heap_entry sentinel = {.key = (double)INFINITY, .rank = UINT64_MAX};

// The bits of a double that is not negative, as an integer, are in the order of the doubles
// (IEEE 754). Integers and no jump, since which of two comes first cannot be predicted: 34 ->
// 23 ns for a replace_top at 20 pending, 87 -> 48 at 1,000.
static inline uint64_t key_bits(double key)
{
    uint64_t bits;
    memcpy(&bits, &key, sizeof bits);
    return bits;
}

static inline bool is_before(gm_heap_entry a, gm_heap_entry b)
{
    uint64_t a_bits = key_bits(a.key);
    uint64_t b_bits = key_bits(b.key);
    return (a_bits < b_bits) | ((a_bits == b_bits) & (a.rank < b.rank));
}

static inline uint32_t first_child(uint32_t slot)
{
    return 4 * (slot - 2);
}

static inline uint32_t parent(uint32_t slot)
{
    return slot / 4 + 2;
}

// The first slot behind the entries.
static inline uint32_t end_slot(const gm_heap *h)
{
    return ROOT + h->n;
}

// Slots in memory: whole groups, so that the last has all its sentinels.
static size_t slot_count(uint32_t capacity)
{
    return ((size_t)ROOT + capacity + 3) / 4 * 4;
}

size_t gm_heap_size(uint32_t capacity)
{
    return slot_count(capacity) * sizeof(gm_heap_entry);
}

static void fill_sentinels(gm_heap *h, size_t from, size_t to)
{
    for (size_t i = from; i < to; i += 1) {
        h->slots[i] = sentinel;
    }
}

void gm_heap_init(gm_heap *h, void *memory, uint32_t capacity)
{
    GM_REQUIRE(memory && (uintptr_t)memory % GM_HEAP_ALIGN == 0);
    // Child slots are four times their parent's; they stay within 32 bits.
    GM_REQUIRE(capacity <= UINT32_MAX / 8);
    *h = (gm_heap){.slots = memory, .capacity = capacity};
    fill_sentinels(h, 0, slot_count(capacity));
}

void gm_heap_index(gm_heap *h, uint32_t *pos, uint32_t n_items)
{
    GM_REQUIRE(gm_heap_is_empty(h));
    h->pos = pos;
    h->n_items = n_items;
    for (uint32_t i = 0; i < n_items; i += 1) {
        pos[i] = GM_HEAP_NONE;
    }
}

void gm_heap_grow(gm_heap *h, void *memory, uint32_t capacity)
{
    GM_REQUIRE(memory && (uintptr_t)memory % GM_HEAP_ALIGN == 0);
    GM_REQUIRE(h->capacity <= capacity && capacity <= UINT32_MAX / 8);
    size_t kept = slot_count(h->capacity);
    memcpy(memory, h->slots, kept * sizeof(gm_heap_entry));
    h->slots = memory;
    h->capacity = capacity;
    fill_sentinels(h, kept, slot_count(capacity));
}

void gm_heap_clear(gm_heap *h)
{
    for (uint32_t s = ROOT; h->pos && s < end_slot(h); s += 1) {
        h->pos[gm_heap_entry_item(&h->slots[s])] = GM_HEAP_NONE;
    }
    fill_sentinels(h, ROOT, end_slot(h));
    h->n = 0;
}

static inline void put(gm_heap *h, uint32_t slot, gm_heap_entry e)
{
    h->slots[slot] = e;
    if (h->pos) {
        h->pos[gm_heap_entry_item(&e)] = slot;
    }
}

// Puts e at a hole or above it. The hole's children leave after e.
static void sift_up(gm_heap *h, uint32_t hole, gm_heap_entry e)
{
    while (hole > ROOT && is_before(e, h->slots[parent(hole)])) {
        put(h, hole, h->slots[parent(hole)]);
        hole = parent(hole);
    }
    put(h, hole, e);
}

// The slot of the first of four siblings: two pairs, then the two winners.
static inline uint32_t first_of_four(const gm_heap_entry *slots, uint32_t s)
{
    uint32_t a = s + is_before(slots[s + 1], slots[s]);
    uint32_t b = s + 2 + is_before(slots[s + 3], slots[s + 2]);
    uint32_t take_b = -(uint32_t)is_before(slots[b], slots[a]);
    return a ^ ((a ^ b) & take_b);
}

// Puts e at a hole or below it. The hole's parent leaves before e.
static void sift_down(gm_heap *h, uint32_t hole, gm_heap_entry e)
{
    uint32_t end = end_slot(h);
    for (uint32_t s = first_child(hole); s < end; s = first_child(hole)) {
        uint32_t first = first_of_four(h->slots, s);
        if (!is_before(h->slots[first], e)) {
            break;
        }
        put(h, hole, h->slots[first]);
        hole = first;
    }
    put(h, hole, e);
}

static gm_heap_entry entry_of(const gm_heap *h, double key, uint32_t order, uint32_t item)
{
    GM_REQUIRE(key >= 0.0);
    GM_ASSERT(!h->pos || item < h->n_items);
    (void)h;
    // Adding zero turns -0.0 into 0.0.
    gm_heap_entry e = {.key = key + 0.0, .rank = (uint64_t)order << 32 | item};
    GM_ASSERT(e.rank != sentinel.rank);
    return e;
}

void gm_heap_push(gm_heap *h, double key, uint32_t order, uint32_t item)
{
    GM_REQUIRE(!gm_heap_is_full(h));
    GM_ASSERT(!h->pos || h->pos[item] == GM_HEAP_NONE);
    uint32_t hole = end_slot(h);
    h->n += 1;
    sift_up(h, hole, entry_of(h, key, order, item));
}

// Takes the last entry off and leaves a sentinel.
static gm_heap_entry drop_last(gm_heap *h)
{
    h->n -= 1;
    gm_heap_entry last = h->slots[end_slot(h)];
    h->slots[end_slot(h)] = sentinel;
    return last;
}

gm_heap_entry gm_heap_pop(gm_heap *h)
{
    GM_REQUIRE(!gm_heap_is_empty(h));
    gm_heap_entry top = h->slots[ROOT];
    gm_heap_entry last = drop_last(h);
    if (h->n > 0) {
        sift_down(h, ROOT, last);
    }
    GM_ASSERT(!is_before(h->slots[ROOT], top));
    if (h->pos) {
        h->pos[gm_heap_entry_item(&top)] = GM_HEAP_NONE;
    }
    return top;
}

void gm_heap_replace_top(gm_heap *h, double key, uint32_t order, uint32_t item)
{
    GM_REQUIRE(!gm_heap_is_empty(h));
    gm_heap_entry e = entry_of(h, key, order, item);
    if (h->pos) {
        h->pos[gm_heap_entry_item(&h->slots[ROOT])] = GM_HEAP_NONE;
    }
    GM_ASSERT(!h->pos || h->pos[item] == GM_HEAP_NONE);
    sift_down(h, ROOT, e);
}

bool gm_heap_has(const gm_heap *h, uint32_t item)
{
    GM_REQUIRE(h->pos && item < h->n_items);
    return h->pos[item] != GM_HEAP_NONE;
}

bool gm_heap_remove(gm_heap *h, uint32_t item)
{
    if (!gm_heap_has(h, item)) {
        return false;
    }
    uint32_t hole = h->pos[item];
    h->pos[item] = GM_HEAP_NONE;
    gm_heap_entry last = drop_last(h);
    if (hole == end_slot(h)) {
        return true;
    }

    // The last entry fills the hole; it may belong above it or below.
    if (hole > ROOT && is_before(last, h->slots[parent(hole)])) {
        sift_up(h, hole, last);
    } else {
        sift_down(h, hole, last);
    }
    return true;
}

bool gm_heap_is_sound(const gm_heap *h)
{
    for (uint32_t s = ROOT; s < end_slot(h); s += 1) {
        gm_heap_entry e = h->slots[s];
        if (s > ROOT && is_before(e, h->slots[parent(s)])) {
            return false;
        }
        if (h->pos && h->pos[gm_heap_entry_item(&e)] != s) {
            return false;
        }
    }
    for (size_t s = end_slot(h); s < slot_count(h->capacity); s += 1) {
        if (h->slots[s].key != sentinel.key || h->slots[s].rank != sentinel.rank) {
            return false;
        }
    }
    return true;
}
