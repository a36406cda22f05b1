// SPDX-License-Identifier: MIT

#include "study/selection.h"

#include "core/assert.h"
#include "num/stats.h"

#include <math.h>

static double quantile(int32_t k, int32_t n, double alpha)
{
    return gm_student_quantile(1.0 - alpha / (k - 1), n - 1);
}

static gm_interval difference(const double *const *x, int32_t i, int32_t l, int32_t n)
{
    return gm_paired_interval(x[i], x[l], (size_t)n, GM_CONFIDENCE);
}

int32_t gm_selection_screen(int32_t k, int32_t n, const double *const *x, double alpha,
                            bool *keeps)
{
    GM_REQUIRE(k >= 1 && n >= 2);
    int32_t n_kept = 0;
    double t = k > 1 ? quantile(k, n, alpha) : 0.0;
    for (int32_t i = 0; i < k; i++) {
        keeps[i] = true;
        for (int32_t l = 0; l < k && keeps[i]; l++) {
            gm_interval d = difference(x, i, l, n);
            keeps[i] = l == i || d.mean >= -t * d.sd / sqrt(n);
        }
        n_kept += keeps[i] ? 1 : 0;
    }
    return n_kept;
}

static double largest_sd(int32_t k, int32_t n, const double *const *x)
{
    double sd = 0.0;
    for (int32_t i = 0; i < k; i++) {
        for (int32_t l = i + 1; l < k; l++) {
            sd = fmax(sd, difference(x, i, l, n).sd);
        }
    }
    return sd;
}

int64_t gm_selection_size(int32_t k, int32_t n, const double *const *x, double alpha,
                          double delta)
{
    GM_REQUIRE(k >= 2 && n >= 2 && delta > 0.0);
    double root = quantile(k, n, alpha) * largest_sd(k, n, x) / delta;
    double size = fmin(ceil(root * root), 1e15);
    return size > n ? (int64_t)size : n;
}

double gm_selection_width(int32_t k, int32_t n, const double *const *x, double alpha,
                          int32_t n_done)
{
    GM_REQUIRE(k >= 2 && n >= 2 && n_done >= 1);
    return quantile(k, n, alpha) * largest_sd(k, n, x) / sqrt(n_done);
}

int32_t gm_selection_best(int32_t k, int32_t n, const double *const *x)
{
    int32_t best = 0;
    for (int32_t i = 1; i < k; i++) {
        best = difference(x, i, best, n).mean > 0.0 ? i : best;
    }
    return best;
}

gm_reaching gm_selection_reaches(int32_t n, const double *x, double target, double alpha)
{
    GM_REQUIRE(n >= 2);
    gm_interval m = gm_mean_interval(x, (size_t)n, GM_CONFIDENCE);
    double half = gm_student_quantile(1.0 - alpha, n - 1) * m.sd / sqrt(n);
    return m.mean - half >= target  ? GM_REACH_YES
           : m.mean + half < target ? GM_REACH_NO
                                    : GM_REACH_OPEN;
}
