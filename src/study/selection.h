// SPDX-License-Identifier: MIT
//
// Which of several systems is best, with a stated probability: paired comparisons under common
// random numbers.
//
// x[i][r] is the answer of system i in replication r, more is better; replication r of all systems
// draws from the same streams. Replications are independent, and their differences are taken to
// be normal with any variances and correlations. All bounds on several pairs are by Bonferroni.

#ifndef GM_STUDY_SELECTION_H
#define GM_STUDY_SELECTION_H

#include <stdbool.h>
#include <stdint.h>

// Drops what is clearly worse than another: keeps i when for every l the mean of x[i] - x[l] is
// above -t S(i,l) / sqrt(n), t Student's quantile at 1 - alpha / (k - 1), n - 1 degrees of freedom.
// The best stays with probability >= 1 - alpha, whatever the differences (the screening of Nelson,
// Swann, Goldsman and Song 2001 with paired variances). n >= 2. Returns how many are kept.
int32_t gm_selection_screen(int32_t k, int32_t n, const double *const *x, double alpha,
                            bool *keeps);

// Replications that settle which of k >= 2 is best up to delta > 0, from a first n >= 2 of them:
// the largest (t S(i,l) / delta)^2 over the pairs, at least n (Clark and Yang 1986). The best of
// the means over so many is within delta of the best system with probability >= 1 - alpha.
int64_t gm_selection_size(int32_t k, int32_t n, const double *const *x, double alpha,
                          double delta);

// The delta that n_done replications settle, from the variances of the first n.
double gm_selection_width(int32_t k, int32_t n, const double *const *x, double alpha,
                          int32_t n_done);

// The system of the largest mean over n replications, the first of equals.
int32_t gm_selection_best(int32_t k, int32_t n, const double *const *x);

typedef enum gm_reaching { GM_REACH_OPEN, GM_REACH_YES, GM_REACH_NO } gm_reaching;

// Whether the mean of a system is at least a target, wrong with probability <= alpha.
gm_reaching gm_selection_reaches(int32_t n, const double *x, double target, double alpha);

#endif
