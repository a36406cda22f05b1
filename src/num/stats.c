// SPDX-License-Identifier: MIT

#include "num/stats.h"

#include "core/assert.h"
#include "num/elementary.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

// The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method;
// converges quickly for x < (a + 1) / (a + b + 2).
static double beta_fraction(double a, double b, double x)
{
    const double tiny = 1e-300;
    double c = 1.0;
    double d = 1.0 - (a + b) * x / (a + 1.0);
    d = 1.0 / (fabs(d) < tiny ? tiny : d);
    double h = d;
    for (int m = 1; m < 100000; m++) {
        double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 + even * d;
        c = 1.0 + even / c;
        d = 1.0 / (fabs(d) < tiny ? tiny : d);
        c = fabs(c) < tiny ? tiny : c;
        h *= d * c;
        d = 1.0 + odd * d;
        c = 1.0 + odd / c;
        d = 1.0 / (fabs(d) < tiny ? tiny : d);
        c = fabs(c) < tiny ? tiny : c;
        h *= d * c;
        if (fabs(d * c - 1.0) < DBL_EPSILON) {
            break;
        }
    }
    return h;
}

// ln B(a, b). Where one argument is large its log-gammas would cancel; the difference is then
// taken from Stirling's series: ln Gamma(a + b) - ln Gamma(a) for large a.
static double log_beta(double a, double b)
{
    double large = fmax(a, b);
    double small = fmin(a, b);
    if (large < 100.0) {
        return gm_log_gamma(a) + gm_log_gamma(b) - gm_log_gamma(a + b);
    }

    // DLMF 5.11.1 subtracted term by term; the terms of 1 / x^5 differ by less than 1e-16.
    double sum = large + small;
    double difference = small * gm_log(sum) + (large - 0.5) * gm_log1p(small / large) - small +
                        (1.0 / 12.0) * (1.0 / sum - 1.0 / large) -
                        (1.0 / 360.0) * (pow(sum, -3.0) - pow(large, -3.0)) +
                        (1.0 / 1260.0) * (pow(sum, -5.0) - pow(large, -5.0));
    return gm_log_gamma(small) - difference;
}

// I_x(a, b) with y = 1 - x given apart, so that neither loses digits.
static double incomplete_beta(double a, double b, double x, double y)
{
    if (x <= 0.0 || y <= 0.0) {
        return x <= 0.0 ? 0.0 : 1.0;
    }
    double log_x = x < 0.5 ? gm_log(x) : gm_log1p(-y);
    double log_y = y < 0.5 ? gm_log(y) : gm_log1p(-x);
    double front = gm_exp(a * log_x + b * log_y - log_beta(a, b));
    if (x < (a + 1.0) / (a + b + 2.0)) {
        return front * beta_fraction(a, b, x) / a;
    }
    return 1.0 - front * beta_fraction(b, a, y) / b;
}

double gm_incomplete_beta(double a, double b, double x)
{
    GM_REQUIRE(a > 0.0 && b > 0.0);
    GM_REQUIRE(0.0 <= x && x <= 1.0);
    return incomplete_beta(a, b, x, 1.0 - x);
}

// Beyond this many degrees of freedom the fraction loses digits and the normalising
// transformation has them all.
#define DF_LARGE 1000.0

// The normal quantile of the same probability as t >= 0 (Hill 1970, algorithm 395); the terms
// left out are of the order 1 / (48 df^2)^3.
static double normal_of_student(double t, double df)
{
    double a = df - 0.5;
    double b = 48.0 * a * a;
    double y = a * gm_log1p(t / df * t);
    double c = (((-0.4 * y - 3.3) * y - 24.0) * y - 85.5) / (0.8 * y * y + 100.0 + b);
    return ((c + y + 3.0) / b + 1.0) * sqrt(y);
}

// Probability above t >= 0 (DLMF 8.17 with x = df / (df + t^2)).
static double student_tail(double t, double df)
{
    if (!isfinite(df)) {
        return gm_normal_cdf(-t);
    }
    if (df > DF_LARGE) {
        return gm_normal_cdf(-normal_of_student(t, df));
    }
    double t2 = t * t;
    return 0.5 * incomplete_beta(0.5 * df, 0.5, df / (df + t2), t2 / (df + t2));
}

double gm_student_cdf(double t, double df)
{
    GM_REQUIRE(df > 0.0);
    return t < 0.0 ? student_tail(-t, df) : 1.0 - student_tail(t, df);
}

// ln of the density of Student's law.
static double log_density(double t, double df)
{
    const double log_sqrt_pi = 0.57236494292470008707;
    double log_front = log_sqrt_pi - log_beta(0.5 * df, 0.5) - 0.5 * gm_log(df) - log_sqrt_pi;
    return log_front - 0.5 * (df + 1.0) * gm_log1p(t / df * t);
}

// The t > 0 with probability `tail` < 1/2 above it: bisection in ln t to get near, then Newton
// on ln tail, kept inside the bracket.
static double student_upper(double tail, double df)
{
    double low = 1e-18;
    double high = 1e18;
    while (high < 1e300 && student_tail(high, df) > tail) {
        high *= 1e18;
    }
    double t = fmin(fmax(-gm_normal_quantile(tail), 2.0 * low), 0.5 * high);
    for (int i = 0; i < 200; i++) {
        double p = student_tail(t, df);
        if (p > tail) {
            low = t;
        } else {
            high = t;
        }
        double step = p > 0.0 ? (gm_log(p) - gm_log(tail)) * p / gm_exp(log_density(t, df))
                              : -GM_INFINITY;
        double next = t + step;
        if (!(next > low && next < high)) {
            next = sqrt(low) * sqrt(high);
        }
        if (fabs(next - t) <= 4.0 * DBL_EPSILON * t) {
            return next;
        }
        t = next;
    }
    return t;
}

double gm_student_quantile(double p, double df)
{
    GM_REQUIRE(df > 0.0);
    GM_REQUIRE(0.0 < p && p < 1.0);
    if (p == 0.5) {
        return 0.0;
    }
    if (!isfinite(df)) {
        return gm_normal_quantile(p);
    }
    return p < 0.5 ? -student_upper(p, df) : student_upper(1.0 - p, df);
}

// The interval from n values x[i] - y[i]; y NULL: x[i].
static gm_interval interval_of(const double *x, const double *y, size_t n, double confidence)
{
    GM_REQUIRE(n >= 1);
    GM_REQUIRE(0.0 < confidence && confidence < 1.0);

    // Two passes: the second sum loses nothing to the size of the mean.
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i] - (y ? y[i] : 0.0);
    }
    gm_interval result = {sum / (double)n, GM_NAN, GM_NAN, n};
    if (n < 2) {
        return result;
    }
    double squares = 0.0;
    for (size_t i = 0; i < n; i++) {
        double d = x[i] - (y ? y[i] : 0.0) - result.mean;
        squares += d * d;
    }
    double df = (double)(n - 1);
    result.sd = sqrt(squares / df);
    result.half_width =
        gm_student_quantile(0.5 + 0.5 * confidence, df) * result.sd / sqrt((double)n);
    return result;
}

gm_interval gm_mean_interval(const double *x, size_t n, double confidence)
{
    return interval_of(x, NULL, n, confidence);
}

gm_interval gm_paired_interval(const double *x, const double *y, size_t n, double confidence)
{
    return interval_of(x, y, n, confidence);
}

gm_proportion gm_wilson(uint64_t successes, uint64_t trials, double confidence)
{
    GM_REQUIRE(trials >= 1);
    GM_REQUIRE(successes <= trials);
    GM_REQUIRE(0.0 < confidence && confidence < 1.0);
    double n = (double)trials;
    double p = (double)successes / n;
    double z = gm_normal_quantile(0.5 + 0.5 * confidence);
    double shrink = 1.0 / (1.0 + z * z / n);
    double center = shrink * (p + 0.5 * z * z / n);
    double half = shrink * z * sqrt((p * (1.0 - p) + 0.25 * z * z / n) / n);

    // At the ends the bound is exactly the end; rounding would pass it by an ulp.
    double low = successes == 0 ? 0.0 : center - half;
    double high = successes == trials ? 1.0 : center + half;
    return (gm_proportion){p, low, high};
}

double gm_percentile(const double *sorted, size_t n, double p)
{
    GM_REQUIRE(n >= 1);
    GM_REQUIRE(0.0 <= p && p <= 1.0);
    double h = (double)(n - 1) * p;
    size_t i = (size_t)h;
    if (i + 1 >= n) {
        return sorted[n - 1];
    }
    GM_ASSERT(sorted[i] <= sorted[i + 1]);
    return sorted[i] + (h - (double)i) * (sorted[i + 1] - sorted[i]);
}

double gm_median(const double *sorted, size_t n)
{
    return gm_percentile(sorted, n, 0.5);
}

// Lets x[root] sink in the heap x[0 .. n).
static void sift_down(double *x, size_t root, size_t n)
{
    double value = x[root];
    for (size_t child = 2 * root + 1; child < n; child = 2 * root + 1) {
        if (child + 1 < n && x[child] < x[child + 1]) {
            child += 1;
        }
        if (x[child] <= value) {
            break;
        }
        x[root] = x[child];
        root = child;
    }
    x[root] = value;
}

void gm_sort(double *x, size_t n)
{
    // Heapsort: no memory, no bad case.
    for (size_t i = n / 2; i > 0; i--) {
        sift_down(x, i - 1, n);
    }
    for (size_t last = n; last > 1; last--) {
        double largest = x[0];
        x[0] = x[last - 1];
        x[last - 1] = largest;
        sift_down(x, 0, last - 1);
    }
}
