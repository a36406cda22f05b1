// SPDX-License-Identifier: MIT

#include "num/obm.h"

#include "core/assert.h"
#include "num/elementary.h"

#include <math.h>

size_t gm_obm_batch(size_t n)
{
    return n < 40 ? 1 : n / 20;
}

// Sum over all n - batch + 1 batches of (batch mean - mean)^2.
static double sum_of_squares(const double *x, size_t n, size_t batch, double mean)
{
    // The sliding sum runs over deviations, which keeps its rounding small.
    double sum = 0.0;
    for (size_t i = 0; i < batch; i++) {
        sum += x[i] - mean;
    }
    double b = (double)batch;
    double squares = sum / b * (sum / b);
    for (size_t i = batch; i < n; i++) {
        sum += x[i] - x[i - batch];
        squares += sum / b * (sum / b);
    }
    return squares;
}

gm_interval gm_obm_interval(const double *x, size_t n, size_t batch, double confidence)
{
    GM_REQUIRE(n >= 1);
    GM_REQUIRE(batch >= 1);
    GM_REQUIRE(0.0 < confidence && confidence < 1.0);
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
    }
    gm_interval result = {sum / (double)n, GM_NAN, GM_NAN, n};
    if (n < 2 * batch) {
        return result;
    }

    // Meketon and Schmeiser 1984: n Var(mean) estimated by n b / ((n - b + 1)(n - b)) times the
    // sum, with 1.5 times the degrees of freedom of n / b separate batches.
    double length = (double)n;
    double b = (double)batch;
    double squares = sum_of_squares(x, n, batch, result.mean);
    double n_variance = length * b / ((length - b + 1.0) * (length - b)) * squares;
    double df = 1.5 * (length / b - 1.0);
    result.sd = sqrt(n_variance);
    result.half_width =
        gm_student_quantile(0.5 + 0.5 * confidence, df) * sqrt(n_variance / length);
    return result;
}
