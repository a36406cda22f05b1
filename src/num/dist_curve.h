// SPDX-License-Identifier: MIT
//
// Density, cumulative probability and quantiles of the laws.
//
// Not for the inner loop of a run. NORMAL is taken without its truncation at 0 where that cuts
// off less than 5e-3, else with it. Of GEOMETRIC the density is the probability of the value.

#ifndef GM_NUM_DIST_CURVE_H
#define GM_NUM_DIST_CURVE_H

#include "num/dist.h"

// ln of the density at x, -inf where there is none. Not for CONSTANT, EMPIRICAL, REPLAY, PERT.
double gm_dist_log_density(const gm_dist *dist, double x);

// The probability of at most x, and of more than x without loss in the tail. Not for PERT.
double gm_dist_below(const gm_dist *dist, double x);
double gm_dist_above(const gm_dist *dist, double x);

// The x with gm_dist_below() = p, 0 < p < 1, by bisection; relative error < 1e-10.
double gm_dist_quantile(const gm_dist *dist, double p);

#endif
