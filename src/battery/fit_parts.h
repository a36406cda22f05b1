// SPDX-License-Identifier: MIT
//
// What the sources of a fit share. Private to battery/.

#ifndef GM_BATTERY_FIT_PARTS_H
#define GM_BATTERY_FIT_PARTS_H

#include "battery/fit.h"

#define GM_FIT_WORST 50.0 // tolerances: no difference counts for more

// The differences of a fit as a function of shares of its ranges.
typedef struct gm_fit_problem {
    const gm_fit_ask *ask;
    gm_arena *arena;
    gm_arena scratch; // of one cell
    int32_t n;        // parameters
    int32_t n_data;
    int32_t n_rows;   // of all data
    int32_t *first;   // n_data + 1: where the rows of each begin
    double *misses;   // n_rows, in tolerances, of the cell that was tried last
    double *modelled; // n_rows, in units of what was measured
    int32_t n_runs;
    int32_t n_expected;
    gm_fit_datum *data;
} gm_fit_problem;

// The share of a range at which a value lies; NaN: it is not known, or has no logarithm.
double gm_fit_share_of(const gm_fit_parameter_def *def, double value);

// Runs the cell with these shares of the ranges; NULL: as it is written. Returns the root of the mean of the
// mean squares of all data.
double gm_fit_try(gm_fit_problem *problem, const double *shares);

// The derivatives of all misses by the shares, n_rows x n, by central differences inside of the box.
void gm_fit_derivatives(gm_fit_problem *problem, const double *shares, double *out);

// A = J' W J and b = J' W r, W the weights of the data: 1 / (n_data rows).
void gm_fit_normal(const gm_fit_problem *problem, const double *derivatives,
                   const double *misses, double *a, double *b);

// What the derivatives and the differences at the best say of the parameters.
void gm_fit_know(const gm_fit_problem *problem, const double *shares, const double *derivatives,
                 const double *misses, gm_fit_result *out);

#endif
