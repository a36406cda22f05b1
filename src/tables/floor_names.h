// SPDX-License-Identifier: MIT
//
// Names as numbers, in the order in which they come first.

#ifndef GM_TABLES_FLOOR_NAMES_H
#define GM_TABLES_FLOOR_NAMES_H

#include "core/arena.h"
#include "core/array.h"

#include <stdint.h>

typedef struct gm_floor_names {
    gm_arena *arena; // borrowed
    GM_ARRAY(const char *) list;
    int32_t *slots; // index + 1; 0: free
    int32_t room;   // power of two, at least twice the names
} gm_floor_names;

// The number of a name, which is borrowed; a new one where it is new.
int32_t gm_floor_name(gm_floor_names *names, const char *name);

#endif
