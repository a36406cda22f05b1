// SPDX-License-Identifier: MIT
//
// A smooth function of one variable: cubic pieces of equal length whose slopes meet, so that value
// and slope cost a dozen operations and no branch.
//
// Of a function that is known with its slope the error is below h^4/384 times its fourth derivative, h
// the length of a piece (cubic Hermite interpolation). Beyond its ends it goes on straight.

#ifndef GM_NUM_CURVE_H
#define GM_NUM_CURVE_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

// y = p0 + t (p1 + t (p2 + t p3)), t from 0 to 1.
typedef struct gm_cubic {
    double p[4];
} gm_cubic;

typedef struct gm_curve {
    double from;
    double to;
    double per_x; // pieces in one unit of x
    int32_t n;
    const gm_cubic *pieces; // n
} gm_curve;

// y at x, and its slope dy/dx.
static inline double gm_curve_at(const gm_curve *c, double x, double *slope)
{
    double inside = x > c->from ? x < c->to ? x : c->to : c->from; // no number: the first piece
    double at = (inside - c->from) * c->per_x;
    int32_t i = (int32_t)at;
    i = i < c->n ? i : c->n - 1;
    double t = at - i;
    const double *p = c->pieces[i].p;
    *slope = (p[1] + t * (2.0 * p[2] + t * 3.0 * p[3])) * c->per_x;
    return p[0] + t * (p[1] + t * (p[2] + t * p[3])) + (x - inside) * *slope;
}

// y alone.
static inline double gm_curve_value(const gm_curve *c, double x)
{
    double at = (x - c->from) * c->per_x;
    if (!(at >= 0.0 && at < c->n)) {
        double slope;
        return gm_curve_at(c, x, &slope);
    }
    int32_t i = (int32_t)at;
    double t = at - i;
    const double *p = c->pieces[i].p;
    return p[0] + t * (p[1] + t * (p[2] + t * p[3]));
}

// A function with its slope; false: it has no finite value there.
typedef bool (*gm_curve_fn)(void *user, double x, double *y, double *slope);

// share 0: n pieces. Else as few, halved from n, as keep the error in their middles below that share of the
// greatest value.
typedef struct gm_curve_span {
    double from;
    double to; // > from
    int32_t n; // pieces, >= 1
    double share;
} gm_curve_span;

// False when the function failed at some x, which is then told.
bool gm_curve_of_function(gm_arena *arena, gm_curve_fn f, void *user, gm_curve_span span,
                          gm_curve *out, double *failed_at);

// Through n >= 1 points with x rising strictly, on pieces of equal length: rises and falls only where
// they do (Fritsch and Butland 1984, eq. 5 for unequal steps). One point: a constant.
void gm_curve_of_points(gm_arena *arena, const double *x, const double *y, int32_t n,
                        int32_t n_pieces, gm_curve *out);

// The same value everywhere.
void gm_curve_of_value(gm_arena *arena, double y, gm_curve *out);

#endif
