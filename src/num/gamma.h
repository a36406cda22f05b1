// SPDX-License-Identifier: MIT
//
// The incomplete gamma function and the first two derivatives of ln Gamma.

#ifndef GM_NUM_GAMMA_H
#define GM_NUM_GAMMA_H

// P(a, x), the regularised lower incomplete gamma function, a > 0, x >= 0; and 1 - P without
// loss in the tail. Relative error < 1e-12 where the result is >= 1e-290 and a < 1e6.
double gm_gamma_lower(double a, double x);
double gm_gamma_upper(double a, double x);

// d/dx ln Gamma(x) and d2/dx2 ln Gamma(x), x > 0. Relative error < 1e-11 away from the zero of
// the first at 1.46, absolute error < 1e-12 there.
double gm_digamma(double x);
double gm_trigamma(double x);

// Probability that chi squared with df > 0 degrees of freedom is above x >= 0.
double gm_chi_squared_above(double x, double df);

#endif
