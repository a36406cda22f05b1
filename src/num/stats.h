// SPDX-License-Identifier: MIT
//
// Statistics of results: means with intervals, quantiles, proportions. For reports, not for the
// inner loop of a run.

#ifndef GM_NUM_STATS_H
#define GM_NUM_STATS_H

#include <stddef.h>
#include <stdint.h>

#define GM_CONFIDENCE 0.95 // default probability of an interval, two-sided

typedef struct gm_interval {
    double mean;
    double sd;         // of one observation; NaN when n < 2
    double half_width; // of the two-sided interval of the mean; NaN (unknown) when n < 2
    size_t n;
} gm_interval;

typedef struct gm_proportion {
    double estimate; // successes / trials
    double low;
    double high;
} gm_proportion;

// The regularised incomplete beta function I_x(a, b), a, b > 0, 0 <= x <= 1.
double gm_incomplete_beta(double a, double b, double x);

// Probability that Student's t with df > 0 (any real; inf: the normal law) is below t.
double gm_student_cdf(double t, double df);

// The t below which Student's law has probability p, 0 < p < 1. Relative error < 1e-10.
double gm_student_quantile(double p, double df);

// Mean of n >= 1 independent observations with Student's interval.
gm_interval gm_mean_interval(const double *x, size_t n, double confidence);

// Interval of the mean of x[i] - y[i]: two designs under common random numbers.
gm_interval gm_paired_interval(const double *x, const double *y, size_t n, double confidence);

// Wilson 1927: the interval of a probability after `successes` of `trials` >= 1.
gm_proportion gm_wilson(uint64_t successes, uint64_t trials, double confidence);

// Percentile of a sorted sample of n >= 1, 0 <= p <= 1, linear between order statistics
// (Hyndman and Fan 1996, definition 7).
double gm_percentile(const double *sorted, size_t n, double p);

// The median of a sorted sample.
double gm_median(const double *sorted, size_t n);

// Sorts a sample in place, ascending. No NaN.
void gm_sort(double *x, size_t n);

#endif
