// SPDX-License-Identifier: MIT
//
// How many things were somewhere at one time, from when each came and went.

#ifndef GM_TABLES_FLOOR_LEVEL_H
#define GM_TABLES_FLOOR_LEVEL_H

#include <stdint.h>

// One that comes (+1) or goes (-1).
typedef struct gm_floor_edge {
    double at_s;
    int by;
} gm_floor_edge;

// The most that were there at one time; who goes at an instant makes room for who comes. Sorts the
// edges by time.
int32_t gm_floor_most_at_once(gm_floor_edge *edges, int32_t n);

#endif
