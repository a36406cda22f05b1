// SPDX-License-Identifier: MIT

#include "battery/curve_def.h"

#include <math.h>

#define LATER      1e-2 // of a span
#define CROSSING_V 1e-3 // that measured branches may be on the wrong side of each other

typedef struct at_formula {
    const gm_formula *formula;
    double x_si;
    double y_si;
} at_formula;

static bool formula_at(void *user, double x, double *y, double *slope)
{
    const at_formula *f = user;
    if (!gm_formula_at(f->formula, x / f->x_si, y, slope)) {
        return false;
    }
    *y *= f->y_si;
    *slope *= f->y_si / f->x_si;
    return true;
}

static bool of_formula(const gm_curve_def *def, const gm_curve_use *use, gm_curve *out)
{
    at_formula f = {&def->formula, def->x_si, def->y_si};
    gm_curve_span span = use->span;
    double failed_at;
    if (gm_curve_of_function(use->arena, formula_at, &f, span, out, &failed_at)) {
        return true;
    }
    if (failed_at == span.from && use->may_begin_later) {
        span.from += LATER * (span.to - span.from);
        if (gm_curve_of_function(use->arena, formula_at, &f, span, out, &failed_at)) {
            return true;
        }
    }
    char x[GM_NUMBER_BYTES];
    gm_diag_error(use->diag, def->src, "%s: the formula has no finite value at %s = %s",
                  use->what, use->of, gm_text_of_rounded(failed_at, 4, x));
    gm_diag_hint(use->diag,
                 "it must have one from %g to %g; a table goes on straight beyond its ends",
                 use->span.from, use->span.to);
    return false;
}

static bool of_text(const gm_curve_def *def, const gm_curve_use *use, gm_curve *out)
{
    if (def->form == GM_CURVE_FORMULA) {
        return of_formula(def, use, out);
    }
    gm_curve_of_points(use->arena, def->x, def->y, def->n, use->span.n, out);
    return true;
}

bool gm_curve_of_def(const gm_curve_def *def, const gm_curve_use *use, gm_curve *out)
{
    if (def->form == GM_CURVE_NONE || def->form == GM_CURVE_NUMBER) {
        gm_curve_of_value(use->arena, def->value, out);
        return true;
    }
    const gm_curve *kept = gm_curve_store_find(use->store, def, use->span);
    if (kept) {
        *out = *kept;
        return true;
    }
    if (!gm_curve_store_wants(use->store, def)) {
        return of_text(def, use, out);
    }
    gm_curve_use to_keep = *use;
    to_keep.arena = use->store->arena;
    if (!of_text(def, &to_keep, out)) {
        return false;
    }
    gm_curve_store_add(use->store, def, use->span, out);
    return true;
}

// ---- branches

typedef struct branches {
    gm_curve up; // while lithium leaves
    gm_curve down;
    double sign; // of down: 1 gives the mean, -1 half of the difference
    double worst_v;
    double worst_at;
} branches;

static bool branches_at(void *user, double x, double *y, double *slope)
{
    branches *b = user;
    double up_slope;
    double down_slope;
    double up = gm_curve_at(&b->up, x, &up_slope);
    double down = gm_curve_at(&b->down, x, &down_slope);
    *y = 0.5 * (up + b->sign * down);
    *slope = 0.5 * (up_slope + b->sign * down_slope);
    if (b->sign < 0.0 && *y < 0.0) {
        if (up - down < b->worst_v) {
            b->worst_v = up - down;
            b->worst_at = x;
        }
        *y = 0.0;
        *slope = 0.0;
    }
    return true;
}

static bool make_branches(const gm_potential_def *def, const gm_curve_use *use, branches *b)
{
    gm_curve_use of = *use;
    of.what = gm_arena_printf(use->arena, "%s: delithiation", use->what);
    bool has_up = gm_curve_of_def(&def->delithiation, &of, &b->up);
    of.what = gm_arena_printf(use->arena, "%s: lithiation", use->what);
    return gm_curve_of_def(&def->lithiation, &of, &b->down) && has_up;
}

bool gm_curve_of_potential(const gm_potential_def *def, const gm_curve_use *use, gm_curve *mean,
                           gm_curve *half)
{
    if (!def->has_branches) {
        gm_curve_of_value(use->arena, 0.0, half);
        return gm_curve_of_def(&def->mean, use, mean);
    }
    branches b = {.sign = 1.0};
    double failed_at;
    if (!make_branches(def, use, &b) ||
        !gm_curve_of_function(use->arena, branches_at, &b, use->span, mean, &failed_at)) {
        return false;
    }
    b.sign = -1.0;
    if (!gm_curve_of_function(use->arena, branches_at, &b, use->span, half, &failed_at)) {
        return false;
    }
    if (b.worst_v < -CROSSING_V) {
        gm_diag_error(use->diag, def->src,
                      "%s: the branch of lithiation is %.3g mV above that of delithiation at "
                      "x = %.4g",
                      use->what, -1e3 * b.worst_v, b.worst_at);
        gm_diag_hint(use->diag, "the potential is higher while lithium leaves");
        return false;
    }
    return true;
}
