// SPDX-License-Identifier: MIT

#include "num/gamma.h"

#include "core/assert.h"
#include "num/elementary.h"

#define TERMS_MAX 100000
#define EPSILON   1e-16
#define TINY      1e-300
#define LARGE     1e4
#define PI        3.14159265358979323846

// x^a e^-x / Gamma(a).
static double front(double a, double x)
{
    return gm_exp(a * gm_log(x) - x - gm_log_gamma(a));
}

// Abramowitz and Stegun 6.5.29: P = front / a * sum of x^n / ((a + 1) .. (a + n)).
static double by_series(double a, double x)
{
    double term = 1.0 / a;
    double sum = term;
    for (int n = 1; n < TERMS_MAX && term > EPSILON * sum; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return sum * front(a, x);
}

// Abramowitz and Stegun 6.5.31, the continued fraction of Q by Lentz's method (Thompson and
// Barnett 1986).
static double by_fraction(double a, double x)
{
    double b = x + 1.0 - a;
    double c = 1.0 / TINY;
    double d = 1.0 / b;
    double h = d;
    for (int n = 1; n < TERMS_MAX; n++) {
        double an = -n * (n - a);
        b += 2.0;
        d = an * d + b;
        d = fabs(d) < TINY ? TINY : d;
        c = b + an / c;
        c = fabs(c) < TINY ? TINY : c;
        d = 1.0 / d;
        h *= d * c;
        if (fabs(d * c - 1.0) < EPSILON) {
            break;
        }
    }
    return h * front(a, x);
}

// sum of c_k of eta^k, the first n.
static double polynomial(const double *c, int n, double eta)
{
    double sum = 0.0;
    for (int k = n - 1; k >= 0; k--) {
        sum = sum * eta + c[k];
    }
    return sum;
}

// mu - ln(1 + mu), for small mu by its series.
static double above_log(double mu)
{
    if (fabs(mu) > 0.05) {
        return mu - gm_log(1.0 + mu);
    }
    double sum = 0.0;
    double power = mu;
    for (int n = 2; n < 16; n++) {
        power *= -mu;
        sum -= power / n;
    }
    return sum;
}

// Q for a large shape, where the sums above take sqrt(a) terms and lose their digits: the uniform
// expansion of Temme (DLMF 8.12.4 and 8.12.7, its coefficients 8.12(ii)) to its second term. Where
// |eta| > 0.1 what is left out counts for nothing.
static double upper_of_large(double a, double x)
{
    static const double c0[] = {-1.0 / 3.0,         1.0 / 12.0,          -2.0 / 135.0,
                                1.0 / 864.0,        3.52733686067019e-4, -1.78755144032922e-4,
                                3.91926317852244e-5};
    static const double c1[] = {-1.0 / 540.0, -1.0 / 288.0, 2.64550264550265e-3,
                                -9.90226337448560e-4};
    double mu = (x - a) / a;
    double half_square = above_log(mu);
    double eta = (mu < 0.0 ? -1.0 : 1.0) * sqrt(2.0 * half_square);
    double near = fabs(eta) < 0.1 ? eta : 0.0;
    double rest = gm_exp(-a * half_square) / sqrt(2.0 * PI * a) *
                  (polynomial(c0, 7, near) + polynomial(c1, 4, near) / a);
    double q = gm_normal_cdf(-eta * sqrt(a)) + rest;
    return q < 0.0 ? 0.0 : q > 1.0 ? 1.0 : q;
}

double gm_gamma_lower(double a, double x)
{
    GM_ASSERT(a > 0.0 && x >= 0.0);
    if (x == 0.0) {
        return 0.0;
    }
    if (a > LARGE) {
        return 1.0 - upper_of_large(a, x);
    }
    return x < a + 1.0 ? by_series(a, x) : 1.0 - by_fraction(a, x);
}

double gm_gamma_upper(double a, double x)
{
    GM_ASSERT(a > 0.0 && x >= 0.0);
    if (x == 0.0) {
        return 1.0;
    }
    if (x == GM_INFINITY) {
        return 0.0;
    }
    if (a > LARGE) {
        return upper_of_large(a, x);
    }
    return x < a + 1.0 ? 1.0 - by_series(a, x) : by_fraction(a, x);
}

// Both: the recurrence up to 10, then the asymptotic series (Abramowitz and Stegun 6.3.18 and
// 6.4.12).
double gm_digamma(double x)
{
    GM_ASSERT(x > 0.0);
    double below = 0.0;
    while (x < 10.0) {
        below += 1.0 / x;
        x += 1.0;
    }
    double q = 1.0 / (x * x);
    double series =
        q * (1.0 / 12 -
             q * (1.0 / 120 -
                  q * (1.0 / 252 - q * (1.0 / 240 - q * (1.0 / 132 - q * 691.0 / 32760)))));
    return gm_log(x) - 0.5 / x - series - below;
}

double gm_trigamma(double x)
{
    GM_ASSERT(x > 0.0);
    double below = 0.0;
    while (x < 10.0) {
        below += 1.0 / (x * x);
        x += 1.0;
    }
    double q = 1.0 / (x * x);
    double series =
        q * (1.0 / 6 - q * (1.0 / 30 - q * (1.0 / 42 - q * (1.0 / 30 - q * 5.0 / 66))));
    return 1.0 / x + 0.5 * q + series / x + below;
}

double gm_chi_squared_above(double x, double df)
{
    return gm_gamma_upper(0.5 * df, 0.5 * x);
}
