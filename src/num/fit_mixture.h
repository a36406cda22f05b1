// SPDX-License-Identifier: MIT
//
// Whether values look like those of two causes: a mixture of two lognormal laws by the
// EM algorithm (Dempster, Laird and Rubin 1977), against the best single law by BIC.

#ifndef GM_NUM_FIT_MIXTURE_H
#define GM_NUM_FIT_MIXTURE_H

#include "num/fit.h"

// "Very strong" evidence of Kass and Raftery 1995: two ln of the Bayes factor above 10.
#define GM_MIXTURE_EVIDENCE 10.0

typedef struct gm_fit_mixture {
    gm_dist law;       // a mixture of two lognormal laws, the one of the shorter mean first
    gm_dist parts[2];  // of law
    double shares[2];  // running sums, of law
    double share;      // of the first
    double bic;        // five parameters
    double bic_single; // of the best single law
    bool is_found;     // it could be fitted and each part has at least 5 % and 5 values
    bool is_better;    // and its BIC is less by more than the evidence asked for
} gm_fit_mixture;

// bic_single: of the law to beat. Values must be above 0 and have ended. The law points into
// *mixture, which must not move.
void gm_fit_mixture_find(const gm_sample *sample, double bic_single, gm_fit_mixture *mixture);

#endif
