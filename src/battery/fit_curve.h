// SPDX-License-Identifier: MIT
//
// What a cell does with the current of a measured curve.

#ifndef GM_BATTERY_FIT_CURVE_H
#define GM_BATTERY_FIT_CURVE_H

#include "battery/fit_series.h"

// A cell that may have done what was measured.
typedef struct gm_fit_cell {
    gm_cell cell;
    gm_cell_balance balance;
    const gm_fit_def *fit; // as the model says it with the values of this cell
    int32_t n_charges;
    const gm_charge_def *charges;
} gm_fit_cell;

typedef struct gm_fit_curve_run {
    bool is_whole; // else it ended before the curve did
    gm_march_end end;
    double start; // state of charge
    double until_s;
} gm_fit_curve_run;

// The voltage of the cell at each row of a series. Beyond its end it goes on downwards (or upwards, after a
// charge), so that a cell that ends earlier is worse. The cell is borrowed; memory is the arena's.
void gm_fit_curve_follow(const gm_fit_cell *cell, const gm_fit_curve_def *def,
                         const gm_fit_series *series, gm_arena *arena, double *voltage_v,
                         gm_fit_curve_run *run);

// The voltage of a trace at times that never fall, smooth within each stretch between jumps. At a jump the first of
// several times of one moment is before it, the others are behind.
void gm_fit_trace_at(const gm_trace *trace, const double *time_s, int32_t n, double *voltage_v);

#endif
