// SPDX-License-Identifier: MIT

#include "num/gamma.h"

#include "core/assert.h"
#include "num/elementary.h"

#define TERMS_MAX 100000
#define EPSILON   1e-16
#define TINY      1e-300

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

double gm_gamma_lower(double a, double x)
{
    GM_ASSERT(a > 0.0 && x >= 0.0);
    if (x == 0.0) {
        return 0.0;
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
