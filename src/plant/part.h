// SPDX-License-Identifier: MIT
//
// The parts of a run: a pool that grows by whole blocks, and the lists that parts stand in.

#ifndef GM_PLANT_PART_H
#define GM_PLANT_PART_H

#include "plant/run.h"

// A new part of a variant, born now. 0 when the pool has reached the plan's most_parts: the run
// then carries GM_RUN_TOO_MANY_PARTS and ends. May move the pool: hold indices, not pointers.
uint32_t gm_part_new(gm_run *run, int32_t variant_i);

// Gives a part back. It must not be in a list.
void gm_part_free(gm_run *run, uint32_t part);

// Enlarges the pool to at least this many parts.
void gm_parts_reserve(gm_run *run, uint32_t n);

// All parts of the pool are free again.
void gm_parts_clear(gm_run *run);

static inline void gm_list_push(gm_run *run, gm_list *list, uint32_t part)
{
    run->parts[part].next = 0;
    if (list->head) {
        run->parts[list->tail].next = part;
    } else {
        list->head = part;
    }
    list->tail = part;
}

static inline int32_t gm_list_count(const gm_run *run, uint32_t head)
{
    int32_t n = 0;
    for (uint32_t at = head; at; at = run->parts[at].next) {
        n++;
    }
    return n;
}

static inline void gm_list_push_front(gm_run *run, gm_list *list, uint32_t part)
{
    run->parts[part].next = list->head;
    if (!list->head) {
        list->tail = part;
    }
    list->head = part;
}

static inline uint32_t gm_list_pop(gm_run *run, gm_list *list)
{
    uint32_t part = list->head;
    if (part) {
        list->head = run->parts[part].next;
        run->parts[part].next = 0;
    }
    return part;
}

// Takes a part out of the middle. False when it is not in the list.
bool gm_list_remove(gm_run *run, gm_list *list, uint32_t part);

// Sorted parts: a pairing heap by key_s through `next` and `child` (Fredman, Sedgewick, Sleator
// and Tarjan 1986); equal keys leave in order of since_s, then of identity. 0 is empty.
uint32_t gm_sorted_push(gm_run *run, uint32_t root, uint32_t part);

// The root without its first part, which is the root itself.
uint32_t gm_sorted_pop(gm_run *run, uint32_t root);

#endif
