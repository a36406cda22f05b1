// SPDX-License-Identifier: MIT
//
// A queue of pending things by time: an implicit 4-ary min-heap in the caller's memory.
//
// Equal keys leave in order of `order`, then of `item`, so that what comes out never depends on
// how the heap was filled. The four children of an entry lie in one cache line of 64 bytes.

#ifndef GM_SIM_HEAP_H
#define GM_SIM_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GM_HEAP_ALIGN 64         // of the memory, bytes
#define GM_HEAP_NONE  UINT32_MAX // in `pos`: the item is not in the heap
#define GM_HEAP_ROOT  3          // slot of the root, so that children start a cache line

typedef struct gm_heap_entry {
    double key;    // time, s; >= 0, may be INFINITY
    uint64_t rank; // order in the upper half, item in the lower
} gm_heap_entry;

// Plain data; both arrays are borrowed as long as the heap.
typedef struct gm_heap {
    gm_heap_entry *slots; // the root is slots[GM_HEAP_ROOT]
    uint32_t *pos;        // item -> its slot, or NULL: no removal by item
    uint32_t n;
    uint32_t capacity;
    uint32_t n_items; // length of pos
} gm_heap;

// Bytes of memory for a heap of this capacity.
size_t gm_heap_size(uint32_t capacity);

// Makes an empty heap in `memory` of gm_heap_size(capacity) bytes, aligned to GM_HEAP_ALIGN.
void gm_heap_init(gm_heap *h, void *memory, uint32_t capacity);

// Lets items 0 .. n_items - 1, each at most once in the heap, be found. The heap is empty.
void gm_heap_index(gm_heap *h, uint32_t *pos, uint32_t n_items);

// Moves a heap into a larger block, as for gm_heap_init(). The old block is then free.
void gm_heap_grow(gm_heap *h, void *memory, uint32_t capacity);

// Takes everything out.
void gm_heap_clear(gm_heap *h);

static inline bool gm_heap_is_empty(const gm_heap *h)
{
    return h->n == 0;
}

static inline bool gm_heap_is_full(const gm_heap *h)
{
    return h->n == h->capacity;
}

// The first entry; valid until the heap changes. Not empty.
static inline const gm_heap_entry *gm_heap_top(const gm_heap *h)
{
    return &h->slots[GM_HEAP_ROOT];
}

static inline uint32_t gm_heap_entry_item(const gm_heap_entry *e)
{
    return (uint32_t)e->rank;
}

static inline uint32_t gm_heap_entry_order(const gm_heap_entry *e)
{
    return (uint32_t)(e->rank >> 32);
}

// Not full; the key is >= 0. Item UINT32_MAX with order UINT32_MAX is reserved.
void gm_heap_push(gm_heap *h, double key, uint32_t order, uint32_t item);

// Takes the first entry out. Not empty.
gm_heap_entry gm_heap_pop(gm_heap *h);

// The same as a pop and a push, in one pass. Not empty.
void gm_heap_replace_top(gm_heap *h, double key, uint32_t order, uint32_t item);

// True if the item is in the heap. Needs gm_heap_index().
bool gm_heap_has(const gm_heap *h, uint32_t item);

// Takes an item out; false if it was not in. Needs gm_heap_index().
bool gm_heap_remove(gm_heap *h, uint32_t item);

// True if no entry leaves before its parent and pos is right; costs a pass over the heap.
bool gm_heap_is_sound(const gm_heap *h);

#endif
