// SPDX-License-Identifier: MIT
//
// Grow-only typed arrays for loading time. Inside a run arrays are fixed.

#ifndef GM_CORE_ARRAY_H
#define GM_CORE_ARRAY_H

#include "core/arena.h"

// An array type; zero is an empty array. Items move when the array grows.
#define GM_ARRAY(type)                                                                         \
    struct {                                                                                   \
        type *items;                                                                           \
        int n;                                                                                 \
        int cap;                                                                               \
    }

// Appends a value. In an arena the outgrown items stay behind until the arena is freed; with
// arena NULL they come from the allocator hook and GM_ARRAY_FREE() gives them back.
#define GM_ARRAY_PUSH(arena, array, value)                                                     \
    ((array)->items = gm_array_room((arena), (array)->items, (array)->n, &(array)->cap,        \
                                    sizeof(__typeof__(*(array)->items))),                      \
     (void)((array)->items[(array)->n++] = (value)))

// Only for arrays that were grown with arena NULL.
#define GM_ARRAY_FREE(array)                                                                   \
    (gm_hook_free((array)->items), (array)->items = NULL, (array)->n = (array)->cap = 0)

// Items with room for one more: the same memory, or twice the room with the n items copied.
void *gm_array_room(gm_arena *arena, void *items, int n, int *cap, size_t item_bytes);

#endif
