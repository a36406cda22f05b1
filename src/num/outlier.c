// SPDX-License-Identifier: MIT

#include "num/outlier.h"

#include "num/dist_curve.h"
#include "num/elementary.h"
#include "num/stats.h"

#define SCORE_MOST  3.5
#define LEAST_N     10
#define FITTED_MOST 5000 // of more others so many, evenly in their order, give their law

gm_sample gm_outliers_without(const gm_sample *s, gm_outliers o)
{
    gm_sample rest = *s;
    rest.n = s->n - o.n_low - o.n_high;
    rest.x = s->x + o.n_low;
    rest.is_open = s->is_open ? s->is_open + o.n_low : NULL;
    rest.n_open = 0;
    for (int32_t i = 0; i < rest.n; i++) {
        rest.n_open += rest.is_open && rest.is_open[i] ? 1 : 0;
    }
    return rest;
}

bool gm_outliers_have(const gm_sample *s, gm_outliers o, double x)
{
    return (o.n_low > 0 && x <= s->x[o.n_low - 1]) ||
           (o.n_high > 0 && x >= s->x[s->n - o.n_high]);
}

// By the first rule. y: the logarithms, in order; d: room.
static gm_outliers suspects(const double *y, double *d, int32_t n)
{
    double median = gm_median(y, (size_t)n);
    for (int32_t i = 0; i < n; i++) {
        d[i] = fabs(y[i] - median);
    }
    gm_sort(d, (size_t)n);
    double mad = gm_median(d, (size_t)n);
    gm_outliers o = {0};
    double reach = mad * SCORE_MOST / 0.6745;
    while (mad > 0.0 && o.n_low < n / 20 && y[o.n_low] < median - reach) {
        o.n_low += 1;
    }
    while (mad > 0.0 && o.n_high < n / 20 && y[n - 1 - o.n_high] > median + reach) {
        o.n_high += 1;
    }
    return o;
}

static bool fit_evenly(const gm_sample *s, gm_fit *best)
{
    if (s->n <= FITTED_MOST || s->n_open > 0) {
        return gm_fit_best(s, best);
    }
    double *x = gm_hook_alloc(FITTED_MOST * sizeof *x);
    for (int32_t i = 0; i < FITTED_MOST; i++) {
        x[i] = s->x[((int64_t)2 * i + 1) * s->n / ((int64_t)2 * FITTED_MOST)];
    }
    gm_sample some = {.n = FITTED_MOST, .x = x};
    bool ok = gm_fit_best(&some, best);
    gm_hook_free(x);
    return ok;
}

// Keeps those that the law of the others does not expect either.
static gm_outliers confirmed(const gm_sample *s, gm_outliers o)
{
    gm_sample rest = gm_outliers_without(s, o);
    gm_fit best;
    if (!fit_evenly(&rest, &best)) {
        return o;
    }
    const gm_dist *law = &best.law;
    while (o.n_low > 0 && gm_dist_below(law, s->x[o.n_low - 1]) * s->n >= GM_OUTLIER_EXPECTED) {
        o.n_low -= 1;
    }
    while (o.n_high > 0 &&
           gm_dist_above(law, s->x[s->n - o.n_high]) * s->n >= GM_OUTLIER_EXPECTED) {
        o.n_high -= 1;
    }
    return o;
}

gm_outliers gm_outliers_find(const gm_sample *s)
{
    gm_outliers o = {0};
    int32_t n_zeros = 0;
    while (n_zeros < s->n && s->x[n_zeros] <= 0.0) {
        n_zeros += 1;
    }
    int32_t n = s->n - n_zeros;
    if (n < LEAST_N || n_zeros > s->n / 20) {
        return o;
    }
    double *y = gm_hook_alloc(2 * (size_t)n * sizeof *y);
    for (int32_t i = 0; i < n; i++) {
        y[i] = gm_log(s->x[n_zeros + i]);
    }
    o = suspects(y, y + n, n);
    gm_hook_free(y);
    o.n_low += n_zeros;
    return o.n_low + o.n_high > 0 ? confirmed(s, o) : o;
}
