// SPDX-License-Identifier: MIT

#include "num/mser.h"

#include "core/assert.h"
#include "num/elementary.h"

#include <math.h>

#define N_LEAST      50 // observations: ten batches
#define N_KEPT_LEAST 5  // batches; fewer make the statistic small by chance

static double batch_mean(const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < GM_MSER_BATCH; i++) {
        sum += x[i];
    }
    return sum / GM_MSER_BATCH;
}

bool gm_mser5(const double *x, size_t n, size_t *cut)
{
    GM_REQUIRE(x || n == 0);
    if (n < N_LEAST) {
        return false;
    }

    // From the last batch backwards the sums of all shorter rests come for free (Welford 1962).
    size_t n_batches = n / GM_MSER_BATCH;
    size_t best = n_batches;
    double least = GM_INFINITY;
    double mean = 0.0;
    double squares = 0.0;
    for (size_t kept = 1; kept <= n_batches; kept++) {
        size_t batch = n_batches - kept;
        double y = batch_mean(x + batch * GM_MSER_BATCH);
        double d = y - mean;
        mean += d / (double)kept;
        squares += d * (y - mean);
        double mser = squares / ((double)kept * (double)kept);

        // Among equals the smallest cut: it keeps most.
        if (kept >= N_KEPT_LEAST && mser <= least) {
            least = mser;
            best = batch;
        }
    }
    if (2 * best > n_batches) {
        return false;
    }
    *cut = best * GM_MSER_BATCH;
    return true;
}
