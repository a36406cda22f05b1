// SPDX-License-Identifier: MIT
//
// Goodness of fit: the distances of Kolmogorov and Smirnov and of Anderson and Darling, with the
// probability of a greater one when the law is true.
//
// As the parameters come from the same values, textbook tables do not hold (Lilliefors 1967).
// The probability is that of the parametric bootstrap (Stute, Gonzalez Manteiga and Presedo
// Quindimil 1993): samples of the fitted law, each fitted again.

#ifndef GM_NUM_FIT_TEST_H
#define GM_NUM_FIT_TEST_H

#include "num/fit.h"

// A larger sample is thinned to so many values, evenly in their order, before it is tested.
#define GM_FIT_TEST_MOST 2000

// Greatest distance between the steps of the sample and the law; NaN where some are open.
double gm_fit_ks(const gm_dist *law, const gm_sample *sample);

// Anderson and Darling 1954, A squared; NaN where some are open or a value has probability 0.
double gm_fit_ad(const gm_dist *law, const gm_sample *sample);

// Sets ks and ad alone.
void gm_fit_measure(gm_fit *fit, const gm_sample *sample);

// Sets ks, ad and their probabilities, (1 + samples at least as far) / (1 + samples), from so many
// bootstrap samples. Same seed, same answer. Nothing is set where some values are open.
void gm_fit_test(gm_fit *fit, const gm_sample *sample, int32_t n_boot, uint32_t seed);

// So many samples as take about a tenth of a second: 199 to 999.
int32_t gm_fit_test_boots(int32_t n);

#endif
