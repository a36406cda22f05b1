// SPDX-License-Identifier: MIT
//
// The least value of a function of few variables without derivatives: the simplex method of
// Nelder and Mead 1965.

#ifndef GM_NUM_SIMPLEX_H
#define GM_NUM_SIMPLEX_H

#define GM_SIMPLEX_MOST 4 // variables

typedef double gm_objective(const double *x, void *user); // may be inf, not NaN

// Starts at x (n variables) with steps of the given size and leaves the best point in x. Returns
// its value. Ends when the values of the simplex differ by less than 1e-12 of themselves.
double gm_simplex_least(gm_objective *f, void *user, int n, double *x, double step);

#endif
