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

// The same of a name that is known, else -1.
int32_t gm_floor_name_find(const gm_floor_names *names, const char *name);

// A name as a model may write it: letters, digits, `-` and `_`, at most 50 of them, and a letter
// first; before is that letter where the name has none. In the arena.
const char *gm_floor_clean_name(const char *name, char before, gm_arena *arena);

// A text as a comment of a model may hold it: at most 60 bytes in one line, `?` for what is no
// letter that can be seen. In the arena.
const char *gm_floor_plain_text(const char *text, gm_arena *arena);

#endif
