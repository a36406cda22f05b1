// SPDX-License-Identifier: MIT
//
// What a cell does in a charging session of which some points were seen.

#ifndef GM_BATTERY_FIT_SESSION_H
#define GM_BATTERY_FIT_SESSION_H

#include "battery/fit_curve.h"

#include "core/diag.h"

// The charge that a session names, of all that a model has; NULL: none.
const gm_charge_def *gm_fit_session_charge(const gm_fit_session_def *def,
                                           const gm_charge_def *charges, int32_t n);

// Power, time or energy of the charger at each point. Where the charge ends before a point no power flows,
// and the rest of the way takes as long as at 1C. False: there is no such charge of this cell. The trace
// that is left in charge is in the arena.
bool gm_fit_session_run(const gm_fit_cell *cell, const gm_fit_session_def *def, gm_arena *arena,
                        double *values, gm_charge *charge, gm_charge_result *result);

// The measured value of a point, W, s or J; and by which share of it a model may be off for the difference to be
// one tolerance.
double gm_fit_point_value(const gm_fit_point_def *point);
double gm_fit_point_tolerance(const gm_fit_point_def *point);

// How far a value is from a point, in tolerances: 0 where it only has to be at least or at most so much, and
// is.
double gm_fit_point_miss(const gm_fit_point_def *point, double value);

// Power of the charger and state of charge of the pack at a point of a trace; area_m2: of the cell.
double gm_fit_session_power(double area_m2, const gm_charge *charge,
                            const gm_march_point *point);
double gm_fit_session_soc(const gm_charge *charge, const gm_march_point *point);

#endif
