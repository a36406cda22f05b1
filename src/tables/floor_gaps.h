// SPDX-License-Identifier: MIT
//
// Time off of a log: stretches in which nothing happens, or in which some are off and nobody works.

#ifndef GM_TABLES_FLOOR_GAPS_H
#define GM_TABLES_FLOOR_GAPS_H

#include "tables/floor.h"

// Takes time off out of the moments of rows, in any order, which count from the first of them then.
// Sets gaps and span of the log, and the end of rows that are open. What the gaps need lives in
// the arena.
void gm_floor_cut_gaps(gm_floor *floor, gm_floor_row *rows, gm_arena *arena);

#endif
