// SPDX-License-Identifier: MIT
//
// The parameters of greatest likelihood, law by law.

#include "num/dist_curve.h"
#include "num/elementary.h"
#include "num/fit.h"
#include "num/gamma.h"
#include "num/simplex.h"

#include <math.h>

#define PHASES_MAX 1000.0
#define CUT_MOST   5e-3 // of a normal law below 0

// Sums that the formulas need, of values x or of their logarithms.
typedef struct sums {
    double n;
    double mean;
    double variance; // with n
} sums;

static sums sums_of(const gm_sample *s, bool of_logs)
{
    sums out = {.n = s->n};
    for (int32_t i = 0; i < s->n; i++) {
        out.mean += (of_logs ? gm_log(s->x[i]) : s->x[i]) / s->n;
    }
    for (int32_t i = 0; i < s->n; i++) {
        double d = (of_logs ? gm_log(s->x[i]) : s->x[i]) - out.mean;
        out.variance += d * d / s->n;
    }
    return out;
}

static bool is_open(const gm_sample *s, int32_t i)
{
    return s->is_open && s->is_open[i];
}

// ---- the search for laws without a formula

typedef struct search {
    const gm_sample *sample;
    gm_dist_kind kind;
    double fixed; // phases
} search;

static gm_dist law_of(const search *s, const double *v)
{
    switch ((int)s->kind) {
    case GM_DIST_NORMAL:
        return gm_dist_normal(v[0], gm_exp(v[1]));
    case GM_DIST_LOGNORMAL:
        return gm_dist_lognormal(gm_exp(v[0]), gm_exp(v[1]));
    case GM_DIST_GAMMA:
        return gm_dist_gamma(gm_exp(v[0]), gm_exp(v[1]));
    case GM_DIST_ERLANG:
        return gm_dist_erlang(s->fixed, gm_exp(v[0]));
    case GM_DIST_WEIBULL:
        return gm_dist_weibull(gm_exp(v[1]), gm_exp(v[0]));
    default:
        return gm_dist_hyperexponential(gm_exp(v[0]), 1.0 + gm_exp(v[1]));
    }
}

static double minus_log_likelihood(const double *v, void *user)
{
    const search *s = user;
    for (int i = 0; i < 2; i++) {
        if (s->kind != GM_DIST_NORMAL && !(fabs(v[i]) < 100.0)) {
            return GM_INFINITY; // beyond any time that is measured
        }
    }
    gm_dist law = law_of(s, v);
    double l = gm_fit_log_likelihood(&law, s->sample);
    return isnan(l) ? GM_INFINITY : -l;
}

static gm_dist find_law(gm_dist_kind kind, const gm_sample *sample, double v0, double v1,
                        double fixed)
{
    search s = {sample, kind, fixed};
    double v[2] = {v0, v1};
    double step = kind == GM_DIST_NORMAL ? gm_exp(v1) : 0.3;
    gm_simplex_least(minus_log_likelihood, &s, kind == GM_DIST_ERLANG ? 1 : 2, v, step);
    return law_of(&s, v);
}

// ---- law by law

static gm_dist fit_exponential(const gm_sample *s)
{
    return gm_dist_exponential(gm_sample_mean(s) * s->n / (s->n - s->n_open));
}

static bool fit_normal(const gm_sample *s, gm_dist *law, const char **why_not)
{
    sums m = sums_of(s, false);
    *law = gm_dist_normal(m.mean, sqrt(m.variance));
    if (s->n_open > 0) {
        *law = find_law(GM_DIST_NORMAL, s, m.mean, 0.5 * gm_log(m.variance), 0.0);
    }
    if (gm_normal_cdf(-law->a / law->b) > CUT_MOST) {
        *why_not = "it would be cut off at 0";
        return false;
    }
    return true;
}

static gm_dist fit_lognormal(const gm_sample *s)
{
    sums m = sums_of(s, true);
    double mean = gm_exp(m.mean + 0.5 * m.variance);
    double cv = sqrt(gm_exp(m.variance) - 1.0);
    if (s->n_open > 0) {
        return find_law(GM_DIST_LOGNORMAL, s, gm_log(mean), gm_log(cv), 0.0);
    }
    return gm_dist_lognormal(mean, cv);
}

// ln a - psi(a) = ln(mean) - mean(ln): Newton in 1/a, Minka 2002, "Estimating a Gamma
// distribution", eq. 10.
static double gamma_shape(const gm_sample *s)
{
    double gap = gm_log(gm_sample_mean(s)) - sums_of(s, true).mean;
    double a = (3.0 - gap + sqrt((gap - 3.0) * (gap - 3.0) + 24.0 * gap)) / (12.0 * gap);
    for (int i = 0; i < 100; i++) {
        double f = gm_log(a) - gm_digamma(a) - gap;
        double inverse = 1.0 / a + f / (a * a * (1.0 / a - gm_trigamma(a)));
        double next = inverse > 0.0 ? 1.0 / inverse : 0.5 * a;
        bool is_done = fabs(next - a) < 1e-13 * a;
        a = next;
        if (is_done) {
            break;
        }
    }
    return a;
}

static gm_dist fit_gamma(const gm_sample *s)
{
    double mean = gm_sample_mean(s);
    double shape = gamma_shape(s);
    if (s->n_open > 0) {
        return find_law(GM_DIST_GAMMA, s, gm_log(mean), -0.5 * gm_log(shape), 0.0);
    }
    return gm_dist_gamma(mean, 1.0 / sqrt(shape));
}

static gm_dist with_phases(const gm_sample *s, double phases)
{
    double mean = gm_sample_mean(s);
    return s->n_open > 0 ? find_law(GM_DIST_ERLANG, s, gm_log(mean), 0.0, phases)
                         : gm_dist_erlang(phases, mean);
}

// The likelihood has one top in the phases, beside the shape of the gamma law.
static bool fit_erlang(const gm_sample *s, gm_dist *law, const char **why_not)
{
    gm_dist gamma = fit_gamma(s);
    double shape = 1.0 / (gamma.b * gamma.b);
    if (shape > PHASES_MAX) {
        *why_not = "it would take more than 1,000 phases";
        return false;
    }
    double low = fmax(1.0, floor(shape));
    gm_dist few = with_phases(s, low);
    gm_dist more = with_phases(s, low + 1.0);
    bool is_more = gm_fit_log_likelihood(&more, s) > gm_fit_log_likelihood(&few, s);
    *law = is_more ? more : few;
    return true;
}

// The equation of the shape k, Cohen 1965: sum x^k ln x / sum x^k - 1/k = mean of ln x of those
// that ended; the sums go over all. Newton from above its root, where it is concave.
static gm_dist fit_weibull(const gm_sample *s)
{
    double top = gm_log(s->x[s->n - 1]);
    double n_ended = s->n - s->n_open;
    double mean_log = 0.0;
    for (int32_t i = 0; i < s->n; i++) {
        mean_log += is_open(s, i) ? 0.0 : (gm_log(s->x[i]) - top) / n_ended;
    }
    double sd_log = sqrt(sums_of(s, true).variance);
    double k = 1.2825498301618641 / sd_log; // pi / sqrt(6): the method of moments of ln x
    double sum0 = 0.0;
    for (int round = 0; round < 200; round++) {
        double sum1 = 0.0;
        double sum2 = 0.0;
        sum0 = 0.0;
        for (int32_t i = 0; i < s->n; i++) {
            double t = gm_log(s->x[i]) - top; // of the greatest, so that nothing overflows
            double p = gm_exp(k * t);
            sum0 += p;
            sum1 += p * t;
            sum2 += p * t * t;
        }
        double f = sum1 / sum0 - 1.0 / k - mean_log;
        double slope = sum2 / sum0 - (sum1 / sum0) * (sum1 / sum0) + 1.0 / (k * k);
        double next = k - f / slope;
        next = next > 0.1 * k ? next : 0.1 * k;
        bool is_done = fabs(next - k) < 1e-13 * k;
        k = next;
        if (is_done) {
            break;
        }
    }
    return gm_dist_weibull(k, gm_exp(top + gm_log(sum0 / n_ended) / k));
}

static bool fit_hyperexponential(const gm_sample *s, gm_dist *law, const char **why_not)
{
    if (s->x[0] <= 0.0) {
        *why_not = "a value is 0"; // one of its laws would shrink to nothing
        return false;
    }
    sums m = sums_of(s, false);
    double scv = m.variance / (m.mean * m.mean);
    if (s->n_open == 0 && scv < 1.1) {
        *why_not = "the values scatter too little";
        return false;
    }
    *law = find_law(GM_DIST_HYPEREXPONENTIAL, s, gm_log(m.mean), gm_log(fmax(scv - 1.0, 0.1)),
                    0.0);
    if (law->b < 1.001) {
        *why_not = "it would be the exponential law";
        return false;
    }
    return true;
}

// ---- triangles

typedef struct triangle {
    const gm_sample *sample;
    double mode;
} triangle;

// With given ends the best mode is one of the values (Kotz and van Dorp 2004, "Beyond Beta",
// section 1.4): at the r-th it is r that makes the product greatest.
static gm_dist triangle_of(const double *v, triangle *t)
{
    const gm_sample *s = t->sample;
    double lo = fmax(0.0, s->x[0] - gm_exp(v[0]));
    double hi = s->x[s->n - 1] + gm_exp(v[1]);
    double best = -GM_INFINITY;
    double below = 0.0; // sum of ln (x - lo) of those before r
    double above = 0.0; // sum of ln (hi - x) of those behind r
    for (int32_t i = 1; i < s->n; i++) {
        above += gm_log(hi - s->x[i]);
    }
    for (int32_t r = 0; r < s->n; r++) {
        double x = s->x[r];
        double l = below + above - (r > 0 ? r * gm_log(x - lo) : 0.0) -
                   (r < s->n - 1 ? (s->n - 1 - r) * gm_log(hi - x) : 0.0);
        if (l > best) {
            best = l;
            t->mode = x;
        }
        below += gm_log(x - lo);
        above -= r + 1 < s->n ? gm_log(hi - s->x[r + 1]) : 0.0;
    }
    return gm_dist_triangular(lo, t->mode, hi);
}

static double minus_triangle(const double *v, void *user)
{
    if (!(fabs(v[0]) < 50.0 && fabs(v[1]) < 50.0)) {
        return GM_INFINITY;
    }
    gm_dist law = triangle_of(v, user);
    double l = gm_fit_log_likelihood(&law, ((triangle *)user)->sample);
    return isnan(l) ? GM_INFINITY : -l;
}

static gm_dist fit_triangular(const gm_sample *s)
{
    triangle t = {.sample = s};
    double width = s->x[s->n - 1] - s->x[0];
    double v[2] = {gm_log(width / 10.0), gm_log(width / 10.0)};
    gm_simplex_least(minus_triangle, &t, 2, v, 0.5);
    return triangle_of(v, &t);
}

// ---- the door

static const char *why_none(gm_dist_kind kind, const gm_sample *s)
{
    bool is_cyclic = kind == GM_DIST_UNIFORM || kind == GM_DIST_TRIANGULAR;
    bool needs_logs = kind != GM_DIST_EXPONENTIAL && kind != GM_DIST_NORMAL && !is_cyclic &&
                      kind != GM_DIST_HYPEREXPONENTIAL;
    if (s->n - s->n_open < 2) {
        return "fewer than two values";
    }
    if (gm_sample_is_even(s) && kind != GM_DIST_EXPONENTIAL && kind != GM_DIST_GEOMETRIC) {
        return "all values are the same, to 1 in 10,000";
    }
    if (needs_logs && s->x[0] <= 0.0) {
        return "some values are 0";
    }
    if (s->n_open > 0 && is_cyclic) {
        return "some had not ended";
    }
    return NULL;
}

bool gm_fit_parameters(gm_dist_kind kind, const gm_sample *s, gm_dist *law,
                       const char **why_not)
{
    *why_not = why_none(kind, s);
    if (*why_not) {
        return false;
    }
    switch ((int)kind) {
    case GM_DIST_EXPONENTIAL:
        *law = fit_exponential(s);
        if (law->a > 0.0) {
            return true;
        }
        *why_not = "all values are 0";
        return false;
    case GM_DIST_NORMAL:
        return fit_normal(s, law, why_not);
    case GM_DIST_LOGNORMAL:
        *law = fit_lognormal(s);
        return true;
    case GM_DIST_GAMMA:
        *law = fit_gamma(s);
        return true;
    case GM_DIST_ERLANG:
        return fit_erlang(s, law, why_not);
    case GM_DIST_WEIBULL:
        *law = fit_weibull(s);
        return true;
    case GM_DIST_HYPEREXPONENTIAL:
        return fit_hyperexponential(s, law, why_not);
    case GM_DIST_UNIFORM:
        *law = gm_dist_uniform(s->x[0], s->x[s->n - 1]);
        return true;
    case GM_DIST_TRIANGULAR:
        *law = fit_triangular(s);
        return true;
    case GM_DIST_GEOMETRIC:
        if (gm_sample_mean(s) < 1.0) {
            *why_not = "counts begin at 1";
            return false;
        }
        *law = gm_dist_geometric((s->n - s->n_open) / (gm_sample_mean(s) * s->n));
        return true;
    default:
        *why_not = "it cannot be fitted";
        return false;
    }
}
