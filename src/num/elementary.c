// SPDX-License-Identifier: MIT

#include "num/elementary.h"

#include "core/assert.h"
#include "num/elementary_kernels.h"
#include "num/elementary_variants.h"

#include <stdatomic.h>

#define ONE_BY_SQRT_2_PI 0.39894228040143267794

double gm_log(double x)
{
    return gm_k_log(x);
}

double gm_exp(double x)
{
    return gm_k_exp(x);
}

double gm_pow(double x, double y)
{
    return gm_k_pow(x, y);
}

double gm_log1p(double x)
{
    // ln(1 + x) = ln w + ln((1 + x) / w) with w the rounded sum; the second part is one term.
    double w = 1.0 + x;
    if (w == 0.0 || w > DBL_MAX) {
        return gm_k_log(w);
    }
    double lost = x > 1.0 ? 1.0 - (w - x) : x - (w - 1.0);
    return gm_k_log(w) + lost / w;
}

double gm_normal_pdf(double x)
{
    // x^2 = high^2 + (x - high)(x + high), high of 26 bits: its square is exact.
    double high = gm_double_of(gm_bits_of(x) & ~UINT64_C(0x7ffffff));
    double low = (x - high) * (x + high);
    return ONE_BY_SQRT_2_PI * gm_k_exp(-0.5 * high * high) * gm_k_exp(-0.5 * low);
}

// Phi(-x) / phi(x) for x >= 1.5 by Laplace's continued fraction (DLMF 7.9.2), from its 300th
// level: the error falls as exp(-2 x sqrt n), below 1e-20 here.
static double mills_ratio(double x)
{
    double t = x;
    for (int i = 300; i > 0; i--) {
        t = x + i / t;
    }
    return 1.0 / t;
}

double gm_normal_cdf(double x)
{
    double z = fabs(x);
    if (z > 40.0) {
        return x > 0.0 ? 1.0 : 0.0;
    }
    if (z >= 1.5) {
        double tail = gm_normal_pdf(z) * mills_ratio(z);
        return x > 0.0 ? 1.0 - tail : tail;
    }

    // Phi(x) - 1/2 = phi(x) (x + x^3 / 3 + x^5 / (3 5) + ..), Marsaglia 2004.
    double term = x;
    double sum = x;
    for (int i = 3; fabs(term) > 1e-18 * fabs(sum); i += 2) {
        term *= x * x / i;
        sum += term;
    }
    return 0.5 + gm_normal_pdf(x) * sum;
}

double gm_normal_quantile(double p)
{
    if (!(p >= 0.0 && p <= 1.0)) {
        return GM_NAN;
    }
    double nearer = p < 0.5 ? p : 1.0 - p;
    if (nearer > GM_QUANTILE_FAR) {
        return gm_k_quantile_near(p);
    }
    double z = nearer == 0.0 ? GM_INFINITY : gm_k_quantile_far(sqrt(-gm_k_log(nearer)) - 5.0);
    return p < 0.5 ? -z : z;
}

double gm_log_gamma(double x)
{
    GM_REQUIRE(x > 0.0);

    // Gamma(x) = Gamma(x + n) / (x (x + 1) ..) up to where Stirling's series has converged.
    double product = 1.0;
    while (x < 16.0) {
        product *= x;
        x += 1.0;
    }

    // sum B_2k / (2k (2k - 1) x^(2k - 1)), DLMF 5.11.1; the next term is below 1e-17.
    double y = 1.0 / (x * x);
    double series = -3617.0 / 122400.0;
    series = series * y + 1.0 / 156.0;
    series = series * y - 691.0 / 360360.0;
    series = series * y + 1.0 / 1188.0;
    series = series * y - 1.0 / 1680.0;
    series = series * y + 1.0 / 1260.0;
    series = series * y - 1.0 / 360.0;
    series = series * y + 1.0 / 12.0;
    const double half_log_2_pi = 0.91893853320467274178;
    return (x - 0.5) * gm_k_log(x) - x + half_log_2_pi + series / x - gm_k_log(product);
}

const gm_lanes *gm_lanes_variant(size_t i)
{
    const gm_lanes *found[3] = {&gm_lanes_scalar};
#ifdef GM_HAVE_X86_LANES
    size_t n = 1;
    if (__builtin_cpu_supports("avx2")) {
        found[n++] = &gm_lanes_avx2;
    }
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
        found[n++] = &gm_lanes_avx512;
    }
#endif
#ifdef GM_HAVE_ARM_LANES
    found[1] = &gm_lanes_neon; // every such machine has them
#endif
    return i < sizeof found / sizeof found[0] ? found[i] : NULL;
}

const gm_lanes *gm_lanes_best(void)
{
    // Whoever comes first writes it; everybody would write the same.
    static _Atomic(const gm_lanes *) best;
    const gm_lanes *lanes = atomic_load_explicit(&best, memory_order_relaxed);
    if (!lanes) {
        for (size_t i = 0; gm_lanes_variant(i); i++) {
            lanes = gm_lanes_variant(i);
        }
        atomic_store_explicit(&best, lanes, memory_order_relaxed);
    }
    return lanes;
}

void gm_log_block(double *x, size_t n)
{
    gm_lanes_best()->log(x, n);
}

void gm_exp_block(double *x, size_t n)
{
    gm_lanes_best()->exp(x, n);
}

void gm_pow_block(double *x, size_t n, double y)
{
    gm_lanes_best()->pow(x, n, y);
}

void gm_normal_quantile_block(double *p, size_t n)
{
    gm_lanes_best()->normal_quantile(p, n);
}
