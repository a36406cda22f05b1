// SPDX-License-Identifier: MIT
//
// Moments as logs write them.

#ifndef GM_TABLES_FLOOR_TIME_H
#define GM_TABLES_FLOOR_TIME_H

#include "core/records.h"

// Seconds of a cell: `2027-08-02 06:00:12`, with `T`, parts of a second, without seconds, since
// 1970-01-01; or a time as gm_cell_time() reads it. NULL, or what is wrong, in the arena.
const char *gm_floor_moment(const gm_records *records, const gm_cell *cell, double unit_si,
                            gm_arena *arena, double *seconds);

#endif
