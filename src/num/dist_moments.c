// SPDX-License-Identifier: MIT
//
// Mean and variance of every law in closed form.

#include "core/assert.h"
#include "num/dist.h"
#include "num/elementary.h"

#include <math.h>

typedef struct moments {
    double mean;
    double variance;
} moments;

static moments moments_of(const gm_dist *dist);

// Normal cut off below 0 (Johnson, Kotz and Balakrishnan 1994, section 13.10.1):
// alpha = -mean / sd, lambda = phi(alpha) / Phi(-alpha).
static moments of_truncated_normal(double mean, double sd)
{
    if (sd == 0.0) {
        return (moments){mean, 0.0};
    }
    double alpha = -mean / sd;
    double lambda = gm_normal_pdf(alpha) / gm_normal_cdf(-alpha);
    return (moments){mean + sd * lambda, sd * sd * (1.0 + alpha * lambda - lambda * lambda)};
}

// Gamma(1 + 1/k) and Gamma(1 + 2/k), k the shape.
static moments of_weibull(double shape, double scale)
{
    double g1 = gm_exp(gm_log_gamma(1.0 + 1.0 / shape));
    double g2 = gm_exp(gm_log_gamma(1.0 + 2.0 / shape));
    return (moments){scale * g1, scale * scale * (g2 - g1 * g1)};
}

// Beta with 1 + 4 (mode - low) / (high - low) and 1 + 4 (high - mode) / (high - low), which add
// up to 6 (Malcolm, Roseboom, Clark and Fazar 1959).
static moments of_pert(double low, double mode, double high)
{
    double mean = (low + 4.0 * mode + high) / 6.0;
    return (moments){mean, (mean - low) * (high - mean) / 7.0};
}

static moments of_triangular(double a, double b, double c)
{
    double square = a * (a - b) + b * (b - c) + c * (c - a);
    return (moments){(a + b + c) / 3.0, square / 18.0};
}

static double weight_of(const gm_dist *dist, uint32_t i)
{
    if (!dist->cumulative) {
        return 1.0 / dist->n;
    }
    double below = i > 0 ? dist->cumulative[i - 1] : 0.0;
    return (dist->cumulative[i] - below) / dist->cumulative[dist->n - 1];
}

// A table or a mixture: the law of total variance.
static moments of_entries(const gm_dist *dist)
{
    double mean = 0.0;
    for (uint32_t i = 0; i < dist->n; i++) {
        double x = dist->parts ? moments_of(&dist->parts[i]).mean : dist->values[i];
        mean += weight_of(dist, i) * x;
    }
    double variance = 0.0;
    for (uint32_t i = 0; i < dist->n; i++) {
        moments m = dist->parts ? moments_of(&dist->parts[i]) : (moments){dist->values[i], 0.0};
        variance += weight_of(dist, i) * (m.variance + (m.mean - mean) * (m.mean - mean));
    }
    return (moments){mean, variance};
}

static moments moments_of(const gm_dist *dist)
{
    double a = dist->a;
    double b = dist->b;
    switch (dist->kind) {
    case GM_DIST_CONSTANT:
        return (moments){a, 0.0};
    case GM_DIST_UNIFORM:
        return (moments){0.5 * (a + b), (b - a) * (b - a) / 12.0};
    case GM_DIST_TRIANGULAR:
        return of_triangular(a, b, dist->c);
    case GM_DIST_EXPONENTIAL:
        return (moments){a, a * a};
    case GM_DIST_NORMAL:
        return of_truncated_normal(a, b);
    case GM_DIST_LOGNORMAL:
    case GM_DIST_GAMMA:
        return (moments){a, a * b * (a * b)};
    case GM_DIST_ERLANG:
        return (moments){b, b * b / a};
    case GM_DIST_WEIBULL:
        return of_weibull(a, b);
    case GM_DIST_GEOMETRIC:
        return (moments){1.0 / a, (1.0 - a) / (a * a)};
    case GM_DIST_HYPEREXPONENTIAL:
        return (moments){a, b * a * a};
    case GM_DIST_PERT:
        return of_pert(a, b, dist->c);
    case GM_DIST_EMPIRICAL:
    case GM_DIST_REPLAY:
    case GM_DIST_MIXTURE:
        return of_entries(dist);
    case GM_DIST_N_KINDS:
        break;
    }
    GM_REQUIRE(dist->kind < GM_DIST_N_KINDS);
    return (moments){0.0, 0.0};
}

double gm_dist_mean(const gm_dist *dist)
{
    return moments_of(dist).mean;
}

double gm_dist_variance(const gm_dist *dist)
{
    return moments_of(dist).variance;
}

double gm_dist_scv(const gm_dist *dist)
{
    moments m = moments_of(dist);
    return m.variance == 0.0 ? 0.0 : m.variance / (m.mean * m.mean);
}

// A table or mixture whose entries of any weight are all the same constant.
static bool entries_are_one_constant(const gm_dist *dist)
{
    double first = GM_NAN;
    for (uint32_t i = 0; i < dist->n; i++) {
        if (weight_of(dist, i) == 0.0) {
            continue;
        }
        if (dist->parts && !gm_dist_is_constant(&dist->parts[i])) {
            return false;
        }
        double x = dist->parts ? gm_dist_mean(&dist->parts[i]) : dist->values[i];
        first = isnan(first) ? x : first;
        if (x != first) {
            return false;
        }
    }
    return true;
}

bool gm_dist_is_whole_normal(const gm_dist *dist)
{
    return gm_dist_is_constant(dist) ||
           (dist->kind == GM_DIST_NORMAL && gm_normal_cdf(dist->a / dist->b) == 1.0);
}

bool gm_dist_is_same(const gm_dist *a, const gm_dist *b)
{
    return a->kind == b->kind && a->a == b->a && a->b == b->b && a->c == b->c &&
           a->values == b->values && a->cumulative == b->cumulative && a->parts == b->parts &&
           a->n == b->n && a->once == b->once;
}

bool gm_dist_is_constant(const gm_dist *dist)
{
    switch (dist->kind) {
    case GM_DIST_CONSTANT:
        return true;
    case GM_DIST_UNIFORM:
        return dist->a == dist->b;
    case GM_DIST_TRIANGULAR:
    case GM_DIST_PERT:
        return dist->a == dist->c;
    case GM_DIST_EXPONENTIAL:
    case GM_DIST_HYPEREXPONENTIAL:
        return dist->a == 0.0;
    case GM_DIST_NORMAL:
        return dist->b == 0.0;
    case GM_DIST_LOGNORMAL:
    case GM_DIST_GAMMA:
        return dist->a == 0.0 || dist->b == 0.0;
    case GM_DIST_ERLANG:
    case GM_DIST_WEIBULL:
        return dist->b == 0.0;
    case GM_DIST_GEOMETRIC:
        return dist->a == 1.0;
    case GM_DIST_EMPIRICAL:
    case GM_DIST_MIXTURE:
        return entries_are_one_constant(dist);
    case GM_DIST_REPLAY:
        return !dist->once && entries_are_one_constant(dist);
    case GM_DIST_N_KINDS:
        break;
    }
    return false;
}
