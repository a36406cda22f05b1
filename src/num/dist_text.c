// SPDX-License-Identifier: MIT
//
// A law in words.

#include "core/assert.h"
#include "num/dist.h"

#include <stdarg.h>
#include <stdio.h>

// A line being written; length counts what did not fit, too.
typedef struct line {
    char *text;
    size_t size;
    int length;
    const char *unit; // with its leading space, or ""
} line;

__attribute__((format(printf, 2, 3))) static void put(line *out, const char *fmt, ...)
{
    size_t used = (size_t)out->length < out->size ? (size_t)out->length : out->size;
    va_list args;
    va_start(args, fmt);
    out->length +=
        vsnprintf(out->size > used ? out->text + used : NULL, out->size - used, fmt, args);
    va_end(args);
}

static void put_quantities(line *out, const double *x, int n)
{
    for (int i = 0; i < n; i++) {
        put(out, "%s%.6g%s", i > 0 ? ", " : "", x[i], out->unit);
    }
}

static void put_parameters(line *out, const gm_dist *dist)
{
    const double abc[3] = {dist->a, dist->b, dist->c};
    switch (dist->kind) {
    case GM_DIST_CONSTANT:
    case GM_DIST_EXPONENTIAL:
        put_quantities(out, abc, 1);
        break;
    case GM_DIST_UNIFORM:
        put_quantities(out, abc, 2);
        break;
    case GM_DIST_TRIANGULAR:
    case GM_DIST_PERT:
        put_quantities(out, abc, 3);
        break;
    case GM_DIST_NORMAL:
        put(out, "%.6g%s, sd %.6g%s", abc[0], out->unit, abc[1], out->unit);
        break;
    case GM_DIST_LOGNORMAL:
    case GM_DIST_GAMMA:
        put(out, "%.6g%s, cv %.6g", abc[0], out->unit, abc[1]);
        break;
    case GM_DIST_ERLANG:
        put(out, "%.6g phases, %.6g%s", abc[0], abc[1], out->unit);
        break;
    case GM_DIST_WEIBULL:
        put(out, "shape %.6g, scale %.6g%s", abc[0], abc[1], out->unit);
        break;
    case GM_DIST_GEOMETRIC:
        put(out, "%.6g", abc[0]);
        break;
    case GM_DIST_HYPEREXPONENTIAL:
        put(out, "%.6g%s, scv %.6g", abc[0], out->unit, abc[1]);
        break;
    case GM_DIST_EMPIRICAL:
    case GM_DIST_REPLAY:
        put(out, "%u values, mean %.6g%s%s", (unsigned)dist->n, gm_dist_mean(dist), out->unit,
            dist->once ? ", once" : "");
        break;
    case GM_DIST_MIXTURE:
        put(out, "%u laws, mean %.6g%s, cv^2 %.6g", (unsigned)dist->n, gm_dist_mean(dist),
            out->unit, gm_dist_scv(dist));
        break;
    case GM_DIST_N_KINDS:
        break;
    }
}

int gm_dist_text(const gm_dist *dist, const char *unit, char *text, size_t size)
{
    GM_REQUIRE(dist->kind < GM_DIST_N_KINDS);
    char spaced[32] = "";
    if (unit && unit[0] != '\0') {
        snprintf(spaced, sizeof spaced, " %s", unit);
    }
    line out = {text, size, 0, spaced};
    if (dist->kind == GM_DIST_CONSTANT) {
        put_parameters(&out, dist);
        return out.length;
    }
    put(&out, "%s(", gm_dist_word(dist->kind));
    put_parameters(&out, dist);
    put(&out, ")");
    return out.length;
}
