// SPDX-License-Identifier: MIT
//
// Laws fitted to measured times by maximum likelihood, with errors and figures to choose by.
//
// Parameters are those of num/dist.h. A value may be the length of something that had not ended
// (right-censored): the likelihood then has the probability of more than it. Figures: AICc
// (Hurvich and Tsai 1989), BIC (Schwarz 1978). Errors come from the observed information.

#ifndef GM_NUM_FIT_H
#define GM_NUM_FIT_H

#include "core/arena.h"
#include "num/dist.h"

// Values >= 0, finite, ascending. is_open[i]: value i had not ended; NULL: all had.
typedef struct gm_sample {
    int32_t n;
    int32_t n_open;
    const double *x;
    const bool *is_open;
} gm_sample;

typedef struct gm_fit {
    gm_dist law;
    const char *why_not; // NULL: it was fitted; else why it cannot be, a few words
    int n_parameters;
    double log_likelihood;
    double aicc;
    double bic;
    double error[2]; // standard errors of law.a and law.b; NaN: the theory has none
    double mean;     // of the law
    double mean_low; // 95 % interval of the mean, Wald's of its logarithm; NaN: none
    double mean_high;
    // How far the values lie from the law, see fit_test.h; NaN: not asked or not possible.
    double ks;
    double ks_p;
    double ad;
    double ad_p;
} gm_fit;

// Those that are tried, in this order.
#define GM_FIT_KINDS 9
extern const gm_dist_kind gm_fit_kinds[GM_FIT_KINDS];

// A copy of n values in order; opens may be NULL. In the arena.
gm_sample gm_sample_of(const double *x, const bool *opens, int32_t n, gm_arena *arena);

// All values are the same to 1 in 10,000: a measurement of one time, of which no law can be told.
bool gm_sample_is_even(const gm_sample *sample);

double gm_sample_mean(const gm_sample *sample);
double gm_sample_sd(const gm_sample *sample); // n - 1; NaN of fewer than two

// Fits one law. False, and why_not, when the values do not allow it.
bool gm_fit_law(gm_dist_kind kind, const gm_sample *sample, gm_fit *fit);

// The parameters alone, without errors and figures.
bool gm_fit_parameters(gm_dist_kind kind, const gm_sample *sample, gm_dist *law,
                       const char **why_not);

// Fits all kinds. Returns the index of the best by AICc, -1 when none could be fitted. Laws whose
// ends are the least and the greatest value (uniform, triangular) are not chosen, as their
// likelihood is not regular.
int gm_fit_all(const gm_sample *sample, gm_fit fits[GM_FIT_KINDS]);

// The best of them alone, as gm_fit_all() chooses it. False when none could be fitted.
bool gm_fit_best(const gm_sample *sample, gm_fit *fit);

double gm_fit_log_likelihood(const gm_dist *law, const gm_sample *sample);

#endif
