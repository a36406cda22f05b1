// SPDX-License-Identifier: MIT

#include "num/beta.h"

#include "core/assert.h"
#include "num/elementary.h"
#include "num/stats.h"

#include <float.h>
#include <math.h>

#define TRIALS_MAX 200
#define NO_STEP    (4.0 * DBL_EPSILON) // of x

static double log_beta(double a, double b)
{
    return gm_log_gamma(a) + gm_log_gamma(b) - gm_log_gamma(a + b);
}

// Newton on I_x(a, b) = p, of which the slope is the density x^(a-1) (1-x)^(b-1) / B(a, b); bisection
// where a step would leave the bracket.
double gm_beta_quantile(double p, double a, double b)
{
    GM_REQUIRE(a > 0.0 && b > 0.0 && 0.0 <= p && p <= 1.0);
    if (p == 0.0 || p == 1.0) {
        return p;
    }
    double low = 0.0;
    double high = 1.0;
    double front = log_beta(a, b);
    double x = a / (a + b);
    for (int i = 0; i < TRIALS_MAX; i++) {
        double miss = gm_incomplete_beta(a, b, x) - p;
        if (miss < 0.0) {
            low = x;
        } else {
            high = x;
        }
        double density = gm_exp((a - 1.0) * gm_log(x) + (b - 1.0) * gm_log1p(-x) - front);
        double next = x - miss / density;
        if (fabs(next - x) <= NO_STEP * x || high - low <= NO_STEP * x) {
            return x;
        }
        x = next > low && next < high ? next : 0.5 * (low + high);
    }
    return x;
}
