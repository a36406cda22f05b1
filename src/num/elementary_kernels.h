// SPDX-License-Identifier: MIT
//
// The one source of the elementary functions, without branches, for scalar and block code.
//
// Each instruction set compiles these functions into its own loops. They use only + - * / sqrt,
// integer operations and selects, all of which IEEE 754 rounds in one way; no FMA. Polynomial
// coefficients named below were fitted by Chebyshev interpolation in 50-digit arithmetic over
// the stated interval; the absolute error of the fit stands beside them.

#ifndef GM_NUM_ELEMENTARY_KERNELS_H
#define GM_NUM_ELEMENTARY_KERNELS_H

#include "num/elementary.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 1
#error "doubles must be evaluated as doubles for the same bits on every machine"
#endif

// ln 2 in two parts; the first has 42 bits, so its product with an exponent is exact.
#define GM_LN2_HIGH 0x1.62e42fefa3800p-1
#define GM_LN2_LOW  0x1.ef35793c76730p-45
#define GM_LOG2_E   0x1.71547652b82fep+0

// Adding 1.5 * 2^52 rounds to an integer and leaves it in the low bits of the sum.
#define GM_ROUNDER 0x1.8p52

static inline uint64_t gm_bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double gm_double_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

// The uniform number of 64 bits, as gm_u01_of_bits() but by bit patterns: k 2^-52 + 1 less
// 1 - 2^-53, exact.
static inline double gm_k_u01(uint64_t bits)
{
    return gm_double_of((bits >> 12) | UINT64_C(0x3ff0000000000000)) - (1.0 - 0x1p-53);
}

// 1 less that: the uniform number of the bits turned over, exact too.
static inline double gm_k_rest_of_u01(uint64_t bits)
{
    return gm_double_of((bits >> 12) ^ UINT64_C(0x3fffffffffffffff)) - (1.0 - 0x1p-53);
}

// x = 2^k (1 + f) with 1 + f in [sqrt 1/2, sqrt 2); x normal and positive.
static inline double gm_k_exponent(double x, double *f)
{
    const uint64_t sqrt_half = UINT64_C(0x3fe6a09e667f3bcd);
    uint64_t ix = gm_bits_of(x) + (UINT64_C(0x3ff0000000000000) - sqrt_half);
    *f = gm_double_of((ix & UINT64_C(0x000fffffffffffff)) + sqrt_half) - 1.0;
    return gm_double_of((ix >> 52) | UINT64_C(0x4330000000000000)) - (0x1p52 + 1023.0);
}

// z L(z) with z = s^2, s = f / (2 + f): (ln(1 + f) - 2 s) / s. Fit over 0 <= s <= 3 - 2 sqrt 2,
// error of s z L below 1.1e-20.
static inline double gm_k_log_series(double z)
{
    double l = 0x1.0c04595972ab8p-3;
    l = l * z + 0x1.0fbe83c2cbcf3p-3;
    l = l * z + 0x1.3b1c360763b8ap-3;
    l = l * z + 0x1.745cf901605f7p-3;
    l = l * z + 0x1.c71c720160b47p-3;
    l = l * z + 0x1.2492492476c87p-2;
    l = l * z + 0x1.9999999999a38p-2;
    l = l * z + 0x1.5555555555555p-1;
    return z * l;
}

// ln x for normal positive x. The largest terms are exact or added last.
static inline double gm_k_log_normal(double x)
{
    double f;
    double k = gm_k_exponent(x, &f);
    double s = f / (2.0 + f);
    double half_f2 = 0.5 * f * f;
    double r = gm_k_log_series(s * s);
    double low = s * (half_f2 + r) + k * GM_LN2_LOW;
    return k * GM_LN2_HIGH - ((half_f2 - low) - f);
}

// ln x for every x.
static inline double gm_k_log(double x)
{
    double is_small = x < DBL_MIN ? 1.0 : 0.0;
    double scaled = x < DBL_MIN ? x * 0x1p54 : x;
    double y = gm_k_log_normal(scaled) - is_small * (54.0 * GM_LN2_HIGH);
    y = y - is_small * (54.0 * GM_LN2_LOW);
    y = x == 0.0 ? -GM_INFINITY : y;
    y = x > DBL_MAX ? GM_INFINITY : y;
    return x >= 0.0 ? y : GM_NAN;
}

// 2^k for an integer k in the range of normal exponents.
static inline double gm_k_power_of_two(double k)
{
    return gm_double_of((gm_bits_of(k + GM_ROUNDER) + 1023) << 52);
}

// exp(x + low), |low| at most a few ulp of x; x clamped to where the result is 0 or inf.
static inline double gm_k_exp_of_sum(double x, double low)
{
    x = x > 720.0 ? 720.0 : x;
    x = x < -760.0 ? -760.0 : x;
    double k = (x * GM_LOG2_E + GM_ROUNDER) - GM_ROUNDER;
    double r_high = x - k * GM_LN2_HIGH;
    double r_low = low - k * GM_LN2_LOW;
    double r = r_high + r_low;
    double c = (r_high - r) + r_low;

    // (exp(r) - 1 - r) / r^2 over |r| <= ln(2) / 2, error of r^2 P below 1.3e-17.
    double p = 0x1.af390ba7e6f47p-26;
    p = p * r + 0x1.2891d4ffbb0f9p-22;
    p = p * r + 0x1.71de0d85293b8p-19;
    p = p * r + 0x1.a019b8ca26fcfp-16;
    p = p * r + 0x1.a01a01a7cebcdp-13;
    p = p * r + 0x1.6c16c1789d1d7p-10;
    p = p * r + 0x1.11111111109a6p-7;
    p = p * r + 0x1.5555555553d37p-5;
    p = p * r + 0x1.5555555555556p-3;
    p = p * r + 0x1.0000000000001p-1;
    double y = 1.0 + (r + (c + r * r * p));

    // Two steps, so that results near both ends of the range are rounded once.
    double k_half = (0.5 * k + GM_ROUNDER) - GM_ROUNDER;
    return y * gm_k_power_of_two(k_half) * gm_k_power_of_two(k - k_half);
}

static inline double gm_k_exp(double x)
{
    // A NaN passes both clamps and comes out of the polynomial as NaN.
    return gm_k_exp_of_sum(x, 0.0);
}

// a * b = *high + *low exactly, without FMA (Dekker 1971), for |a|, |b| < 2^996.
static inline double gm_k_product(double a, double b, double *low)
{
    const double split = 0x1p27 + 1.0;
    double ta = split * a;
    double tb = split * b;
    double a1 = ta - (ta - a);
    double b1 = tb - (tb - b);
    double a2 = a - a1;
    double b2 = b - b1;
    double p = a * b;
    *low = ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2;
    return p;
}

// ln x to about 60 bits as high + low; x normal and positive.
static inline double gm_k_log_pair(double x, double *low)
{
    double f;
    double k = gm_k_exponent(x, &f);
    double d = 2.0 + f;
    double d_low = f - (d - 2.0);
    double s = f / d;
    double sd_low;
    double sd = gm_k_product(s, d, &sd_low);
    double s_low = (((f - sd) - sd_low) - s * d_low) / d;
    double rest = 2.0 * s_low + s * gm_k_log_series(s * s) + k * GM_LN2_LOW;

    // k ln 2 is either zero or larger than |2 s|, so the fast sum is exact.
    double a = k * GM_LN2_HIGH;
    double b = 2.0 * s;
    double sum = a + b;
    double sum_low = (b - (sum - a)) + rest;
    double high = sum + sum_low;
    *low = sum_low - (high - sum);
    return high;
}

// x^y for x >= 0 and finite y; negative x gives NaN.
static inline double gm_k_pow(double x, double y)
{
    // Any larger exponent gives 0, 1 or inf as well.
    double e = y > 0x1p64 ? 0x1p64 : y;
    e = e < -0x1p64 ? -0x1p64 : e;

    double is_small = x < DBL_MIN ? 54.0 : 0.0;
    double scaled = x < DBL_MIN ? x * 0x1p54 : x;
    double log_low;
    double log_high = gm_k_log_pair(scaled, &log_low);
    double shifted = log_high - is_small * GM_LN2_HIGH;
    log_low = log_low + ((log_high - shifted) - is_small * GM_LN2_HIGH);
    log_low = log_low - is_small * GM_LN2_LOW;

    double low;
    double high = gm_k_product(e, shifted, &low);

    // Out of range the low part may be anything; the high part alone decides.
    low = fabs(high) < 1000.0 ? low + e * log_low : 0.0;
    double result = gm_k_exp_of_sum(high, low);
    double at_zero = e > 0.0 ? 0.0 : GM_INFINITY;
    double at_inf = e > 0.0 ? GM_INFINITY : 0.0;
    result = x == 0.0 ? at_zero : result;
    result = x > DBL_MAX ? at_inf : result;
    result = x >= 0.0 ? result : GM_NAN;
    return e == 0.0 ? 1.0 : result;
}

// Wichura 1988, AS 241, PPND16: the coefficients a, b (near 1/2), c, d (r <= 5), e, f (beyond).
static inline double gm_k_quantile_center(double r, double *denominator)
{
    double n = 2.5090809287301226727e+3;
    n = n * r + 3.3430575583588128105e+4;
    n = n * r + 6.7265770927008700853e+4;
    n = n * r + 4.5921953931549871457e+4;
    n = n * r + 1.3731693765509461125e+4;
    n = n * r + 1.9715909503065514427e+3;
    n = n * r + 1.3314166789178437745e+2;
    n = n * r + 3.3871328727963666080e+0;
    double d = 5.2264952788528545610e+3;
    d = d * r + 2.8729085735721942674e+4;
    d = d * r + 3.9307895800092710610e+4;
    d = d * r + 2.1213794301586595867e+4;
    d = d * r + 5.3941960214247511077e+3;
    d = d * r + 6.8718700749205790830e+2;
    d = d * r + 4.2313330701600911252e+1;
    *denominator = d * r + 1.0;
    return n;
}

static inline double gm_k_quantile_tail(double r, double *denominator)
{
    double n = 7.74545014278341407640e-4;
    n = n * r + 2.27238449892691845833e-2;
    n = n * r + 2.41780725177450611770e-1;
    n = n * r + 1.27045825245236838258e+0;
    n = n * r + 3.64784832476320460504e+0;
    n = n * r + 5.76949722146069140550e+0;
    n = n * r + 4.63033784615654529590e+0;
    n = n * r + 1.42343711074968357734e+0;
    double d = 1.05075007164441684324e-9;
    d = d * r + 5.47593808499534494600e-4;
    d = d * r + 1.51986665636164571966e-2;
    d = d * r + 1.48103976427480074590e-1;
    d = d * r + 6.89767334985100004550e-1;
    d = d * r + 1.67638483018380384940e+0;
    d = d * r + 2.05319162663775882187e+0;
    *denominator = d * r + 1.0;
    return n;
}

// The far tail, r = sqrt(-ln p) > 5.
static inline double gm_k_quantile_far(double r)
{
    double n = 2.01033439929228813265e-7;
    n = n * r + 2.71155556874348757815e-5;
    n = n * r + 1.24266094738807843860e-3;
    n = n * r + 2.65321895265761230930e-2;
    n = n * r + 2.96560571828504891230e-1;
    n = n * r + 1.78482653991729133580e+0;
    n = n * r + 5.46378491116411436990e+0;
    n = n * r + 6.65790464350110377720e+0;
    double d = 2.04426310338993978564e-15;
    d = d * r + 1.42151175831644588870e-7;
    d = d * r + 1.84631831751005468180e-5;
    d = d * r + 7.86869131145613259100e-4;
    d = d * r + 1.48753612908506148525e-2;
    d = d * r + 1.36929880922735805310e-1;
    d = d * r + 5.99832206555887937690e-1;
    return n / (d * r + 1.0);
}

// Below this probability of the nearer tail (exp(-25)) the far-tail fit takes over.
#define GM_QUANTILE_FAR 1.3887943864964021e-11

// The quantile where the nearer tail has at least GM_QUANTILE_FAR; some number elsewhere.
static inline double gm_k_quantile_near(double p)
{
    double q = p - 0.5;
    double center_d;
    double center_n = gm_k_quantile_center(0.180625 - q * q, &center_d);

    // Clamped, so that no special value reaches the logarithm.
    double nearer = q < 0.0 ? p : 1.0 - p;
    nearer = nearer > GM_QUANTILE_FAR ? nearer : GM_QUANTILE_FAR;
    double tail_d;
    double tail_n = gm_k_quantile_tail(sqrt(-gm_k_log_normal(nearer)) - 1.6, &tail_d);

    double sign = q < 0.0 ? -1.0 : 1.0;
    int is_center = fabs(q) <= 0.425;
    double numerator = is_center ? center_n * q : tail_n * sign;
    return numerator / (is_center ? center_d : tail_d);
}

#endif
