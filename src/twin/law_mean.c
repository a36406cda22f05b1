// SPDX-License-Identifier: MIT

#include "twin/law_mean.h"

#include "core/assert.h"

const char *gm_law_mean_fault(const gm_dist *dist, double mean)
{
    if (!(mean >= 0.0)) {
        return "must not be negative";
    }
    if (dist->kind == GM_DIST_GEOMETRIC && mean < 1.0) {
        return "the mean of a geometric law is at least 1";
    }
    if (dist->kind != GM_DIST_CONSTANT && mean > 0.0 && gm_dist_mean(dist) == 0.0) {
        return "a law of mean 0 has no range";
    }
    double factor = dist->kind == GM_DIST_MIXTURE ? mean / gm_dist_mean(dist) : 1.0;
    for (uint32_t i = 0; dist->kind == GM_DIST_MIXTURE && i < dist->n; i++) {
        const char *fault =
            gm_law_mean_fault(&dist->parts[i], factor * gm_dist_mean(&dist->parts[i]));
        if (fault) {
            return fault;
        }
    }
    return NULL;
}

static void scale(gm_dist *dist, double factor, gm_arena *arena);

static const double *scaled_values(const gm_dist *dist, double factor, gm_arena *arena)
{
    double *values = GM_NEW(arena, double, dist->n);
    for (uint32_t i = 0; i < dist->n; i++) {
        values[i] = dist->values[i] * factor;
    }
    return values;
}

static void scale_parts(gm_dist *dist, double factor, gm_arena *arena)
{
    gm_dist *parts = GM_NEW(arena, gm_dist, dist->n);
    for (uint32_t i = 0; i < dist->n; i++) {
        parts[i] = dist->parts[i];
        scale(&parts[i], factor, arena);
    }
    dist->parts = parts;
}

static void scale(gm_dist *dist, double factor, gm_arena *arena)
{
    switch (dist->kind) {
    case GM_DIST_CONSTANT:
    case GM_DIST_EXPONENTIAL:
    case GM_DIST_LOGNORMAL:
    case GM_DIST_GAMMA:
    case GM_DIST_HYPEREXPONENTIAL:
        dist->a *= factor;
        break;
    case GM_DIST_ERLANG:
    case GM_DIST_WEIBULL:
        dist->b *= factor;
        break;
    case GM_DIST_UNIFORM:
    case GM_DIST_TRIANGULAR:
    case GM_DIST_NORMAL:
    case GM_DIST_PERT:
        dist->a *= factor;
        dist->b *= factor;
        dist->c *= factor;
        break;
    case GM_DIST_GEOMETRIC:
        // Mean 1 / p. Rounding must not take p above 1.
        dist->a = dist->a / factor < 1.0 ? dist->a / factor : 1.0;
        break;
    case GM_DIST_EMPIRICAL:
    case GM_DIST_REPLAY:
        dist->values = scaled_values(dist, factor, arena);
        break;
    case GM_DIST_MIXTURE:
        scale_parts(dist, factor, arena);
        break;
    case GM_DIST_N_KINDS:
        GM_REQUIRE(false);
    }
}

void gm_law_set_mean(gm_dist *dist, double mean, gm_arena *arena)
{
    GM_REQUIRE(!gm_law_mean_fault(dist, mean));
    double now = gm_dist_mean(dist);
    if (dist->kind == GM_DIST_CONSTANT) {
        dist->a = mean;
    } else if (mean != now) {
        scale(dist, mean / now, arena);
    }
}
