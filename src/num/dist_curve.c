// SPDX-License-Identifier: MIT

#include "num/dist_curve.h"

#include "core/assert.h"
#include "num/elementary.h"
#include "num/gamma.h"

#define LN_SQRT_TWO_PI 0.91893853320467274178 // ln(2 pi) / 2
#define CUT_MATTERS    5e-3

// ---- parameters as the formulas have them

typedef struct log_normal {
    double mu;
    double sigma;
} log_normal;

static log_normal log_normal_of(const gm_dist *d)
{
    double s2 = gm_log1p(d->b * d->b);
    return (log_normal){gm_log(d->a) - 0.5 * s2, sqrt(s2)};
}

typedef struct gamma_law {
    double shape;
    double scale;
} gamma_law;

static gamma_law gamma_of(const gm_dist *d)
{
    if (d->kind == GM_DIST_ERLANG) {
        return (gamma_law){d->a, d->b / d->a};
    }
    return (gamma_law){1.0 / (d->b * d->b), d->a * d->b * d->b};
}

// Balanced means (Whitt 1982): p / rate1 = (1 - p) / rate2.
typedef struct two_rates {
    double p;
    double rate1;
    double rate2;
} two_rates;

static two_rates rates_of(const gm_dist *d)
{
    double p = 0.5 * (1.0 + sqrt((d->b - 1.0) / (d->b + 1.0)));
    return (two_rates){p, 2.0 * p / d->a, 2.0 * (1.0 - p) / d->a};
}

// What is left of a normal law after the cut at 0.
static double kept_of(const gm_dist *d)
{
    double cut = gm_normal_cdf(-d->a / d->b);
    return cut > CUT_MATTERS ? 1.0 - cut : 1.0;
}

static double share_of(const gm_dist *d, uint32_t i)
{
    if (!d->cumulative) {
        return 1.0 / d->n;
    }
    double before = i > 0 ? d->cumulative[i - 1] : 0.0;
    return (d->cumulative[i] - before) / d->cumulative[d->n - 1];
}

// ---- densities

static double triangle_density(const gm_dist *d, double x)
{
    if (x < d->a || x > d->c) {
        return 0.0;
    }
    double width = d->c - d->a;
    if (x < d->b) {
        return 2.0 * (x - d->a) / (width * (d->b - d->a));
    }
    return x > d->b ? 2.0 * (d->c - x) / (width * (d->c - d->b)) : 2.0 / width;
}

static double mixture_density(const gm_dist *d, double x)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < d->n; i++) {
        sum += share_of(d, i) * gm_exp(gm_dist_log_density(&d->parts[i], x));
    }
    return sum;
}

static double log_normal_log_density(const gm_dist *d, double x)
{
    log_normal l = log_normal_of(d);
    double z = (gm_log(x) - l.mu) / l.sigma;
    return -0.5 * z * z - LN_SQRT_TWO_PI - gm_log(l.sigma) - gm_log(x);
}

static double weibull_log_density(const gm_dist *d, double x)
{
    double t = gm_log(x / d->b);
    return gm_log(d->a / d->b) + (d->a - 1.0) * t - gm_exp(d->a * t);
}

static double gamma_log_density(const gm_dist *d, double x)
{
    gamma_law g = gamma_of(d);
    return (g.shape - 1.0) * gm_log(x / g.scale) - x / g.scale - gm_log(g.scale) -
           gm_log_gamma(g.shape);
}

double gm_dist_log_density(const gm_dist *d, double x)
{
    bool is_positive = x > 0.0;
    switch (d->kind) {
    case GM_DIST_UNIFORM:
        return x >= d->a && x <= d->b ? -gm_log(d->b - d->a) : -GM_INFINITY;
    case GM_DIST_TRIANGULAR:
        return gm_log(triangle_density(d, x));
    case GM_DIST_EXPONENTIAL:
        return x >= 0.0 ? -gm_log(d->a) - x / d->a : -GM_INFINITY;
    case GM_DIST_NORMAL: {
        double z = (x - d->a) / d->b;
        return -0.5 * z * z - LN_SQRT_TWO_PI - gm_log(d->b) - gm_log(kept_of(d));
    }
    case GM_DIST_LOGNORMAL:
        return is_positive ? log_normal_log_density(d, x) : -GM_INFINITY;
    case GM_DIST_WEIBULL:
        return is_positive ? weibull_log_density(d, x) : -GM_INFINITY;
    case GM_DIST_GAMMA:
    case GM_DIST_ERLANG:
        return is_positive ? gamma_log_density(d, x) : -GM_INFINITY;
    case GM_DIST_HYPEREXPONENTIAL: {
        two_rates r = rates_of(d);
        return x >= 0.0 ? gm_log(r.p * r.rate1 * gm_exp(-r.rate1 * x) +
                                 (1.0 - r.p) * r.rate2 * gm_exp(-r.rate2 * x))
                        : -GM_INFINITY;
    }
    case GM_DIST_GEOMETRIC:
        return x >= 1.0 && floor(x) == x ? gm_log(d->a) + (x - 1.0) * gm_log1p(-d->a)
                                         : -GM_INFINITY;
    case GM_DIST_MIXTURE:
        return gm_log(mixture_density(d, x));
    case GM_DIST_CONSTANT:
    case GM_DIST_PERT:
    case GM_DIST_EMPIRICAL:
    case GM_DIST_REPLAY:
    case GM_DIST_N_KINDS:
        break;
    }
    GM_REQUIRE(false); // it has no density here
    return GM_NAN;
}

// ---- tails

// The probability of more than x (is_above) or of at most x.
static double tail(const gm_dist *d, double x, bool is_above);

static double triangle_below(const gm_dist *d, double x)
{
    double width = d->c - d->a;
    if (x <= d->b) {
        return d->b > d->a ? (x - d->a) * (x - d->a) / (width * (d->b - d->a)) : 0.0;
    }
    return 1.0 - (d->c - x) * (d->c - x) / (width * (d->c - d->b));
}

static double entries_tail(const gm_dist *d, double x, bool is_above)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < d->n; i++) {
        double part = d->parts ? tail(&d->parts[i], x, is_above)
                               : (double)((d->values[i] > x) == is_above);
        sum += share_of(d, i) * part;
    }
    return sum;
}

static double normal_tail(const gm_dist *d, double x, bool is_above)
{
    double z = (x - d->a) / d->b;
    double kept = kept_of(d);
    if (is_above) {
        return x > 0.0 || kept == 1.0 ? gm_normal_cdf(-z) / kept : 1.0;
    }
    if (kept == 1.0) {
        return gm_normal_cdf(z);
    }
    return x > 0.0 ? (gm_normal_cdf(z) - gm_normal_cdf(-d->a / d->b)) / kept : 0.0;
}

// 1 - exp(-t) without loss near 0.
static double one_minus_exp(double t)
{
    return t < 1e-5 ? t - 0.5 * t * t : 1.0 - gm_exp(-t);
}

static double of_exponent(double t, bool is_above)
{
    return is_above ? gm_exp(-t) : one_minus_exp(t);
}

static double positive_tail(const gm_dist *d, double x, bool is_above)
{
    switch ((int)d->kind) {
    case GM_DIST_EXPONENTIAL:
        return of_exponent(x / d->a, is_above);
    case GM_DIST_LOGNORMAL: {
        log_normal l = log_normal_of(d);
        double z = (gm_log(x) - l.mu) / l.sigma;
        return gm_normal_cdf(is_above ? -z : z);
    }
    case GM_DIST_WEIBULL:
        return of_exponent(gm_exp(d->a * gm_log(x / d->b)), is_above);
    case GM_DIST_HYPEREXPONENTIAL: {
        two_rates r = rates_of(d);
        return r.p * of_exponent(r.rate1 * x, is_above) +
               (1.0 - r.p) * of_exponent(r.rate2 * x, is_above);
    }
    case GM_DIST_GEOMETRIC:
        return of_exponent(-floor(x) * gm_log1p(-d->a), is_above);
    default: {
        gamma_law g = gamma_of(d);
        return is_above ? gm_gamma_upper(g.shape, x / g.scale)
                        : gm_gamma_lower(g.shape, x / g.scale);
    }
    }
}

static double tail(const gm_dist *d, double x, bool is_above)
{
    switch (d->kind) {
    case GM_DIST_CONSTANT:
        return (double)((d->a > x) == is_above);
    case GM_DIST_UNIFORM:
    case GM_DIST_TRIANGULAR: {
        double hi = d->kind == GM_DIST_UNIFORM ? d->b : d->c;
        if (x <= d->a || x >= hi) {
            return (double)((x <= d->a) == is_above);
        }
        double below =
            d->kind == GM_DIST_UNIFORM ? (x - d->a) / (hi - d->a) : triangle_below(d, x);
        return is_above ? 1.0 - below : below;
    }
    case GM_DIST_NORMAL:
        return normal_tail(d, x, is_above);
    case GM_DIST_EXPONENTIAL:
    case GM_DIST_LOGNORMAL:
    case GM_DIST_GAMMA:
    case GM_DIST_ERLANG:
    case GM_DIST_WEIBULL:
    case GM_DIST_GEOMETRIC:
    case GM_DIST_HYPEREXPONENTIAL:
        return x > 0.0 ? positive_tail(d, x, is_above) : (double)is_above;
    case GM_DIST_EMPIRICAL:
    case GM_DIST_REPLAY:
    case GM_DIST_MIXTURE:
        return entries_tail(d, x, is_above);
    case GM_DIST_PERT:
    case GM_DIST_N_KINDS:
        break;
    }
    GM_REQUIRE(false); // its probabilities are not known here
    return GM_NAN;
}

double gm_dist_below(const gm_dist *dist, double x)
{
    return tail(dist, x, false);
}

double gm_dist_above(const gm_dist *dist, double x)
{
    return tail(dist, x, true);
}

double gm_dist_quantile(const gm_dist *dist, double p)
{
    GM_ASSERT(p > 0.0 && p < 1.0);
    double lo = 0.0;
    double hi = gm_dist_mean(dist);
    hi = hi > 0.0 ? hi : 1.0;
    for (int i = 0; i < 1000 && tail(dist, hi, false) < p; i++) {
        lo = hi;
        hi *= 2.0;
    }
    for (int i = 0; i < 200 && hi - lo > 1e-12 * hi; i++) {
        double mid = 0.5 * (lo + hi);
        if (tail(dist, mid, false) < p) {
            lo = mid;
        } else {
            hi = mid;
        }
    }
    return 0.5 * (lo + hi);
}
