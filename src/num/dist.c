// SPDX-License-Identifier: MIT

#include "num/dist.h"

#include "core/assert.h"
#include "num/elementary.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

static const char *const words[] = {
#define GM_DIST_ROW(name, word, parameters) [name] = (word),
    GM_DIST_LIST(GM_DIST_ROW)
#undef GM_DIST_ROW
};

gm_dist gm_dist_constant(double value)
{
    return (gm_dist){.kind = GM_DIST_CONSTANT, .a = value};
}

gm_dist gm_dist_uniform(double low, double high)
{
    return (gm_dist){.kind = GM_DIST_UNIFORM, .a = low, .b = high};
}

gm_dist gm_dist_triangular(double low, double mode, double high)
{
    return (gm_dist){.kind = GM_DIST_TRIANGULAR, .a = low, .b = mode, .c = high};
}

gm_dist gm_dist_exponential(double mean)
{
    return (gm_dist){.kind = GM_DIST_EXPONENTIAL, .a = mean};
}

gm_dist gm_dist_normal(double mean, double sd)
{
    return (gm_dist){.kind = GM_DIST_NORMAL, .a = mean, .b = sd};
}

gm_dist gm_dist_lognormal(double mean, double cv)
{
    return (gm_dist){.kind = GM_DIST_LOGNORMAL, .a = mean, .b = cv};
}

gm_dist gm_dist_gamma(double mean, double cv)
{
    return (gm_dist){.kind = GM_DIST_GAMMA, .a = mean, .b = cv};
}

gm_dist gm_dist_erlang(double phases, double mean)
{
    return (gm_dist){.kind = GM_DIST_ERLANG, .a = phases, .b = mean};
}

gm_dist gm_dist_weibull(double shape, double scale)
{
    return (gm_dist){.kind = GM_DIST_WEIBULL, .a = shape, .b = scale};
}

gm_dist gm_dist_geometric(double p)
{
    return (gm_dist){.kind = GM_DIST_GEOMETRIC, .a = p};
}

gm_dist gm_dist_hyperexponential(double mean, double scv)
{
    return (gm_dist){.kind = GM_DIST_HYPEREXPONENTIAL, .a = mean, .b = scv};
}

gm_dist gm_dist_pert(double low, double mode, double high)
{
    return (gm_dist){.kind = GM_DIST_PERT, .a = low, .b = mode, .c = high};
}

gm_dist gm_dist_empirical(const double *values, const double *cumulative, uint32_t n)
{
    return (gm_dist){
        .kind = GM_DIST_EMPIRICAL, .values = values, .cumulative = cumulative, .n = n};
}

gm_dist gm_dist_replay(const double *values, uint32_t n, bool once)
{
    return (gm_dist){.kind = GM_DIST_REPLAY, .values = values, .n = n, .once = once};
}

gm_dist gm_dist_mixture(const gm_dist *parts, const double *cumulative, uint32_t n)
{
    return (gm_dist){.kind = GM_DIST_MIXTURE, .parts = parts, .cumulative = cumulative, .n = n};
}

void gm_dist_cumulate(double *weights, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        weights[i] += weights[i - 1];
    }
}

const char *gm_dist_word(gm_dist_kind kind)
{
    GM_REQUIRE(kind < GM_DIST_N_KINDS);
    return words[kind];
}

// Where a check writes what is wrong. The first fault is the one told.
typedef struct complaint {
    gm_dist_kind kind;
    char *why;
    size_t size;
    bool ok;
} complaint;

__attribute__((format(printf, 2, 3))) static void complain(complaint *c, const char *fmt, ...)
{
    if (c->ok && c->size > 0) {
        int n = snprintf(c->why, c->size, "%s: ", gm_dist_word(c->kind));
        size_t used = (size_t)n < c->size ? (size_t)n : c->size - 1;
        va_list args;
        va_start(args, fmt);
        vsnprintf(c->why + used, c->size - used, fmt, args);
        va_end(args);
    }
    c->ok = false;
}

static void need_from_zero(complaint *c, const char *name, double x)
{
    if (!(x >= 0.0 && x < GM_INFINITY)) {
        complain(c, "%s must be >= 0 and finite, got %g", name, x);
    }
}

static void need_above_zero(complaint *c, const char *name, double x)
{
    if (!(x > 0.0 && x < GM_INFINITY)) {
        complain(c, "%s must be > 0 and finite, got %g", name, x);
    }
}

static void need_order(complaint *c, const char *names, double x, double y)
{
    if (!(x <= y)) {
        complain(c, "%s, got %g and %g", names, x, y);
    }
}

static void check_ends(complaint *c, const gm_dist *dist, bool has_mode)
{
    need_from_zero(c, "low", dist->a);
    if (has_mode) {
        need_order(c, "low must be <= mode", dist->a, dist->b);
        need_order(c, "mode must be <= high", dist->b, dist->c);
        need_from_zero(c, "high", dist->c);
    } else {
        need_order(c, "low must be <= high", dist->a, dist->b);
        need_from_zero(c, "high", dist->b);
    }
}

static void check_table(complaint *c, const gm_dist *dist)
{
    if (dist->n == 0) {
        complain(c, "must have at least one entry, got none");
        return;
    }
    GM_REQUIRE(dist->kind == GM_DIST_MIXTURE ? dist->parts != NULL : dist->values != NULL);
    for (uint32_t i = 0; dist->values && i < dist->n; i++) {
        need_from_zero(c, "every value", dist->values[i]);
    }
    for (uint32_t i = 0; dist->cumulative && i < dist->n; i++) {
        need_from_zero(c, "every weight",
                       dist->cumulative[i] - (i > 0 ? dist->cumulative[i - 1] : 0.0));
    }
    if (dist->cumulative) {
        need_above_zero(c, "the sum of the weights", dist->cumulative[dist->n - 1]);
    }
}

static void check_parts(complaint *c, const gm_dist *dist)
{
    check_table(c, dist);
    for (uint32_t i = 0; i < dist->n; i++) {
        gm_dist_kind kind = dist->parts[i].kind;
        if (kind == GM_DIST_MIXTURE || kind == GM_DIST_REPLAY) {
            complain(c, "a component must not be a %s", gm_dist_word(kind));
            continue;
        }
        char why[160];
        if (!gm_dist_check(&dist->parts[i], why, sizeof why)) {
            complain(c, "component %u: %s", (unsigned)(i + 1), why);
        }
    }
}

// The kinds whose parameters are a mean or two and a spread.
static void check_moments(complaint *c, const gm_dist *dist)
{
    need_from_zero(c, "mean", dist->a);
    if (dist->kind == GM_DIST_HYPEREXPONENTIAL) {
        if (!(dist->b >= 1.0 && dist->b < GM_INFINITY)) {
            complain(c, "squared cv must be >= 1 and finite, got %g", dist->b);
        }
    } else if (dist->kind != GM_DIST_EXPONENTIAL) {
        need_from_zero(c, dist->kind == GM_DIST_NORMAL ? "sd" : "cv", dist->b);
    }
}

bool gm_dist_check(const gm_dist *dist, char *why, size_t why_size)
{
    GM_REQUIRE(dist->kind < GM_DIST_N_KINDS);
    complaint c = {dist->kind, why, why_size, true};
    switch (dist->kind) {
    case GM_DIST_CONSTANT:
        need_from_zero(&c, "value", dist->a);
        break;
    case GM_DIST_UNIFORM:
        check_ends(&c, dist, false);
        break;
    case GM_DIST_TRIANGULAR:
    case GM_DIST_PERT:
        check_ends(&c, dist, true);
        break;
    case GM_DIST_EXPONENTIAL:
    case GM_DIST_NORMAL:
    case GM_DIST_LOGNORMAL:
    case GM_DIST_GAMMA:
    case GM_DIST_HYPEREXPONENTIAL:
        check_moments(&c, dist);
        break;
    case GM_DIST_ERLANG:
        if (!(dist->a >= 1.0 && dist->a <= 1e6 && floor(dist->a) == dist->a)) {
            complain(&c, "phases must be a whole number of 1 .. 1000000, got %g", dist->a);
        }
        need_from_zero(&c, "mean", dist->b);
        break;
    case GM_DIST_WEIBULL:
        need_above_zero(&c, "shape", dist->a);
        need_from_zero(&c, "scale", dist->b);
        break;
    case GM_DIST_GEOMETRIC:
        if (!(dist->a > 0.0 && dist->a <= 1.0)) {
            complain(&c, "probability must be > 0 and <= 1, got %g", dist->a);
        }
        break;
    case GM_DIST_EMPIRICAL:
    case GM_DIST_REPLAY:
        check_table(&c, dist);
        break;
    case GM_DIST_MIXTURE:
        check_parts(&c, dist);
        break;
    case GM_DIST_N_KINDS:
        break;
    }
    return c.ok;
}
