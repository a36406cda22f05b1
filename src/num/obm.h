// SPDX-License-Identifier: MIT
//
// Overlapping batch means: the interval of the mean of one long correlated series.
// Meketon and Schmeiser 1984.

#ifndef GM_NUM_OBM_H
#define GM_NUM_OBM_H

#include "num/stats.h"

// Batch length for a series of n: a twentieth of it, Schmeiser 1982 (10 to 30 batches are
// enough for an interval); at least 1.
size_t gm_obm_batch(size_t n);

// Mean of n observations with the interval from overlapping batches of `batch`. The result's sd
// is sqrt(n) standard errors: what one independent observation would have. Half-width NaN
// (unknown) when n < 2 * batch.
gm_interval gm_obm_interval(const double *x, size_t n, size_t batch, double confidence);

#endif
