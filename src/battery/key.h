// SPDX-License-Identifier: MIT
//
// What messages of the readers of this layer call the key that is being read.

#ifndef GM_BATTERY_KEY_H
#define GM_BATTERY_KEY_H

#include "core/schema.h"

#include <string.h>

// The last step of the reader's path, a copy.
static inline const char *gm_cell_key(const gm_reader *reader)
{
    const char *dot = strrchr(reader->path.at, '.');
    return gm_arena_strdup(reader->arena, dot ? dot + 1 : reader->path.at);
}

#endif
