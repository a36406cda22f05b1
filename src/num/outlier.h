// SPDX-License-Identifier: MIT
//
// Values that do not belong to the others.
//
// Two rules must agree. First the modified z score of Iglewicz and Hoaglin 1993 on the
// logarithms, 0.6745 (y - median) / MAD, is beyond 3.5; then, under the best law fitted to the
// others, fewer than GM_OUTLIER_EXPECTED such values are expected in a sample of this size: a
// law with a long tail has great values of its own.

#ifndef GM_NUM_OUTLIER_H
#define GM_NUM_OUTLIER_H

#include "num/fit.h"

#define GM_OUTLIER_EXPECTED 0.02

// How many at the lower and the upper end of a sample are outliers; zeros of a sample that is
// otherwise above 0 are at the lower end. At most a tenth of the values is.
typedef struct gm_outliers {
    int32_t n_low;
    int32_t n_high;
} gm_outliers;

gm_outliers gm_outliers_find(const gm_sample *sample);

// Whether a value of the sample is one of them.
bool gm_outliers_have(const gm_sample *sample, gm_outliers outliers, double x);

// The sample without them; shares its arrays.
gm_sample gm_outliers_without(const gm_sample *sample, gm_outliers outliers);

#endif
