// SPDX-License-Identifier: MIT

#include "num/fit.h"

#include "num/dist_curve.h"
#include "num/elementary.h"
#include "num/stats.h"

#include <stdlib.h>
#include <string.h>

#define NORMAL_95 1.959963984540054 // quantile of 0.975

const gm_dist_kind gm_fit_kinds[GM_FIT_KINDS] = {
    GM_DIST_EXPONENTIAL, GM_DIST_NORMAL,  GM_DIST_LOGNORMAL,        GM_DIST_GAMMA,
    GM_DIST_ERLANG,      GM_DIST_WEIBULL, GM_DIST_HYPEREXPONENTIAL, GM_DIST_UNIFORM,
    GM_DIST_TRIANGULAR,
};

// ---- samples

typedef struct pair {
    double x;
    bool is_open;
} pair;

// Of equal values those that ended come first.
static int compare_pairs(const void *pa, const void *pb)
{
    const pair *a = pa;
    const pair *b = pb;
    int by_x = (a->x > b->x) - (a->x < b->x);
    return by_x != 0 ? by_x : (int)a->is_open - (int)b->is_open;
}

gm_sample gm_sample_of(const double *x, const bool *opens, int32_t n, gm_arena *arena)
{
    pair *pairs = gm_hook_alloc((size_t)(n + 1) * sizeof *pairs);
    double *sorted = GM_NEW(arena, double, n + 1);
    bool *is_open = GM_NEW(arena, bool, n + 1);
    gm_sample sample = {.n = n, .x = sorted};
    for (int32_t i = 0; i < n; i++) {
        pairs[i] = (pair){x[i], opens && opens[i]};
        sample.n_open += pairs[i].is_open ? 1 : 0;
    }
    qsort(pairs, (size_t)n, sizeof *pairs, compare_pairs);
    for (int32_t i = 0; i < n; i++) {
        sorted[i] = pairs[i].x;
        is_open[i] = pairs[i].is_open;
    }
    gm_hook_free(pairs);
    sample.is_open = sample.n_open > 0 ? is_open : NULL;
    return sample;
}

bool gm_sample_is_even(const gm_sample *sample)
{
    double least = sample->x[0];
    double most = sample->x[sample->n - 1];
    return most - least <= 1e-4 * most;
}

double gm_sample_mean(const gm_sample *sample)
{
    double sum = 0.0;
    for (int32_t i = 0; i < sample->n; i++) {
        sum += sample->x[i];
    }
    return sum / sample->n;
}

double gm_sample_sd(const gm_sample *sample)
{
    double mean = gm_sample_mean(sample);
    double sum = 0.0;
    for (int32_t i = 0; i < sample->n; i++) {
        sum += (sample->x[i] - mean) * (sample->x[i] - mean);
    }
    return sample->n > 1 ? sqrt(sum / (sample->n - 1)) : GM_NAN;
}

double gm_fit_log_likelihood(const gm_dist *law, const gm_sample *sample)
{
    double sum = 0.0;
    for (int32_t i = 0; i < sample->n; i++) {
        sum += sample->is_open && sample->is_open[i] ? gm_log(gm_dist_above(law, sample->x[i]))
                                                     : gm_dist_log_density(law, sample->x[i]);
    }
    return sum;
}

// ---- errors

static double *parameter(gm_dist *law, int i)
{
    return i == 0 ? &law->a : &law->b;
}

// The law with its i-th and k-th parameter moved by so much of themselves.
static gm_dist moved(const gm_dist *law, int i, double by_i, int k, double by_k)
{
    gm_dist m = *law;
    *parameter(&m, i) *= 1.0 + by_i;
    *parameter(&m, k) *= 1.0 + by_k;
    return m;
}

// Second derivative of -ln L by the relative change of two parameters, central differences.
static double curvature(const gm_dist *law, const gm_sample *sample, int i, int k)
{
    const double h = 2e-4;
    double sum = 0.0;
    for (int s = 0; s < 4; s++) {
        double by_i = s & 1 ? -h : h;
        double by_k = s & 2 ? -h : h;
        gm_dist m = moved(law, i, by_i, k, by_k);
        double l = gm_fit_log_likelihood(&m, sample);
        sum += (s == 0 || s == 3 ? -1.0 : 1.0) * l;
    }
    return sum / (4.0 * h * h);
}

// Derivative of ln mean by the relative change of a parameter.
static double slope_of_mean(const gm_dist *law, int i)
{
    const double h = 1e-5;
    gm_dist up = moved(law, i, h, i, 0.0);
    gm_dist down = moved(law, i, -h, i, 0.0);
    return (gm_dist_mean(&up) - gm_dist_mean(&down)) / (2.0 * h * gm_dist_mean(law));
}

// Which parameters are free; the phases of an Erlang law are whole and were chosen.
static int free_parameters(gm_dist_kind kind, int which[2])
{
    switch ((int)kind) {
    case GM_DIST_EXPONENTIAL:
    case GM_DIST_GEOMETRIC:
        which[0] = 0;
        return 1;
    case GM_DIST_ERLANG:
        which[0] = 1;
        return 1;
    case GM_DIST_UNIFORM:
    case GM_DIST_TRIANGULAR:
        return 0;
    default:
        which[0] = 0;
        which[1] = 1;
        return 2;
    }
}

static void set_mean_interval(gm_fit *fit, double variance)
{
    if (variance >= 0.0 && variance < 4.0) {
        double factor = gm_exp(NORMAL_95 * sqrt(variance));
        fit->mean_low = fit->mean / factor;
        fit->mean_high = fit->mean * factor;
    }
}

static void set_errors(gm_fit *fit, const gm_sample *sample)
{
    int which[2];
    int n = free_parameters(fit->law.kind, which);
    if (n == 1) {
        double variance = 1.0 / curvature(&fit->law, sample, which[0], which[0]);
        double slope = slope_of_mean(&fit->law, which[0]);
        fit->error[which[0]] = sqrt(variance) * *parameter(&fit->law, which[0]);
        set_mean_interval(fit, slope * slope * variance);
    }
    if (n == 2) {
        double aa = curvature(&fit->law, sample, 0, 0);
        double ab = curvature(&fit->law, sample, 0, 1);
        double bb = curvature(&fit->law, sample, 1, 1);
        double det = aa * bb - ab * ab;
        double a = slope_of_mean(&fit->law, 0);
        double b = slope_of_mean(&fit->law, 1);
        if (det > 0.0 && aa > 0.0) {
            fit->error[0] = sqrt(bb / det) * fit->law.a;
            fit->error[1] = sqrt(aa / det) * fit->law.b;
            set_mean_interval(fit, (a * a * bb - 2.0 * a * b * ab + b * b * aa) / det);
        }
    }
}

// ---- one law, all laws

static int n_parameters_of(gm_dist_kind kind)
{
    return kind == GM_DIST_EXPONENTIAL || kind == GM_DIST_GEOMETRIC ? 1
           : kind == GM_DIST_TRIANGULAR                             ? 3
                                                                    : 2;
}

static void set_figures(gm_fit *fit, const gm_sample *sample)
{
    fit->mean = gm_dist_mean(&fit->law);
    fit->log_likelihood = gm_fit_log_likelihood(&fit->law, sample);
    double k = fit->n_parameters;
    double n = sample->n;
    fit->aicc = 2.0 * k - 2.0 * fit->log_likelihood +
                (n > k + 1.0 ? 2.0 * k * (k + 1.0) / (n - k - 1.0) : GM_INFINITY);
    fit->bic = k * gm_log(n) - 2.0 * fit->log_likelihood;
}

// All but the errors of the parameters.
static bool fit_without_errors(gm_dist_kind kind, const gm_sample *sample, gm_fit *fit)
{
    double nan = GM_NAN;
    *fit = (gm_fit){.law.kind = kind,
                    .n_parameters = n_parameters_of(kind),
                    .log_likelihood = nan,
                    .aicc = nan,
                    .bic = nan,
                    .error = {nan, nan},
                    .mean = nan,
                    .mean_low = nan,
                    .mean_high = nan,
                    .ks = nan,
                    .ks_p = nan,
                    .ad = nan,
                    .ad_p = nan};
    if (!gm_fit_parameters(kind, sample, &fit->law, &fit->why_not)) {
        return false;
    }
    set_figures(fit, sample);
    return true;
}

bool gm_fit_law(gm_dist_kind kind, const gm_sample *sample, gm_fit *fit)
{
    bool ok = fit_without_errors(kind, sample, fit);
    if (ok) {
        set_errors(fit, sample);
    }
    return ok;
}

static bool is_regular(gm_dist_kind kind)
{
    return kind != GM_DIST_UNIFORM && kind != GM_DIST_TRIANGULAR;
}

int gm_fit_all(const gm_sample *sample, gm_fit fits[GM_FIT_KINDS])
{
    int best = -1;
    for (int i = 0; i < GM_FIT_KINDS; i++) {
        bool ok = gm_fit_law(gm_fit_kinds[i], sample, &fits[i]);
        if (ok && is_regular(gm_fit_kinds[i]) && (best < 0 || fits[i].aicc < fits[best].aicc)) {
            best = i;
        }
    }
    return best;
}

bool gm_fit_best(const gm_sample *sample, gm_fit *best)
{
    bool has_one = false;
    for (int i = 0; i < GM_FIT_KINDS; i++) {
        gm_fit fit;
        if (is_regular(gm_fit_kinds[i]) && fit_without_errors(gm_fit_kinds[i], sample, &fit) &&
            (!has_one || fit.aicc < best->aicc)) {
            *best = fit;
            has_one = true;
        }
    }
    if (has_one) {
        set_errors(best, sample);
    }
    return has_one;
}
