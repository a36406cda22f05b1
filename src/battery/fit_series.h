// SPDX-License-Identifier: MIT
//
// A measured curve, read: voltages over time, and the current that flowed.

#ifndef GM_BATTERY_FIT_SERIES_H
#define GM_BATTERY_FIT_SERIES_H

#include "battery/fit_def.h"

typedef struct gm_fit_series {
    int32_t n;            // rows, >= 2
    const double *time_s; // >= 0, never falling; two of one moment are a jump
    const double *voltage_v;
    double constant_a;       // of a cell, discharge > 0, where no profile says it
    int32_t n_profile;       // 0: constant
    const double *profile_s; // straight between its points; two of one moment are a jump
    const double *profile_a;
} gm_fit_series;

// Reads the table of a curve. The cell is that as written, which says what a rate is. False after faults;
// what looks wrong but can be is a warning. In the arena.
bool gm_fit_series_read(const gm_fit_curve_def *def, const gm_cell *cell,
                        const gm_cell_balance *balance, gm_arena *arena, gm_diag *diag,
                        gm_fit_series *out);

// Rows of currents to straight pieces, which move as much charge as they do (to 0.03 % of the greatest current)
// and are nowhere further off than 0.1 % of the greatest. A current that is 5 % of the greatest away from that of the row before, or that
// begins or ends a rest, has flowed since that row.
// Sets the profile of a series whose times are set.
void gm_fit_series_profile(const double *current_a, gm_arena *arena, gm_fit_series *series);

#endif
