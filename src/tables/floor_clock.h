// SPDX-License-Identifier: MIT
//
// A clock of a log that is set back, as at the end of summer time.

#ifndef GM_TABLES_FLOOR_CLOCK_H
#define GM_TABLES_FLOOR_CLOCK_H

#include "tables/floor.h"

#include "core/diag.h"

// Warns where the moments of rows, which stand as they were written, go back at a station and stay
// behind. Says nothing of logs that are in no order of time.
void gm_floor_warn_set_back(const gm_records *records, const gm_floor_row *rows, int32_t n,
                            int32_t n_stations, gm_diag *diag);

#endif
