// SPDX-License-Identifier: MIT
//
// Piecewise-linear interpolation on a table sorted by x.

#ifndef GM_NUM_INTERP_H
#define GM_NUM_INTERP_H

#include <stdbool.h>
#include <stddef.h>

// Borrowed arrays of n >= 1 points, x strictly increasing.
typedef struct gm_table {
    const double *x;
    const double *y;
    size_t n;
} gm_table;

// True when there is a point, all numbers are finite and x rises strictly.
bool gm_table_check(const gm_table *table);

// y at x; beyond the ends the value of the end.
double gm_table_at(const gm_table *table, double x);

// The integral of y over from .. to (from <= to), ends continued by their values.
double gm_table_integral(const gm_table *table, double from, double to);

#endif
