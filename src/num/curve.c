// SPDX-License-Identifier: MIT

#include "num/curve.h"

#include "core/assert.h"

#include <math.h>

// The cubic between two ends with slopes per piece.
static gm_cubic cubic(double y0, double d0, double y1, double d1)
{
    return (gm_cubic){{y0, d0, 3.0 * (y1 - y0) - 2.0 * d0 - d1, 2.0 * (y0 - y1) + d0 + d1}};
}

#define FEWEST 128 // pieces that are tried first

// What a function is at n + 1 knots, as far as it was asked: every stride-th.
typedef struct knots {
    gm_curve_fn f;
    void *user;
    gm_curve_span span;
    double *y;
    double *d;   // slope by x
    double most; // greatest |y|
    double failed_at;
} knots;

static bool ask(knots *k, int32_t i)
{
    double step = (k->span.to - k->span.from) / k->span.n;
    double x = i < k->span.n ? k->span.from + i * step : k->span.to;
    k->failed_at = x;
    bool ok = k->f(k->user, x, &k->y[i], &k->d[i]) && isfinite(k->y[i]) && isfinite(k->d[i]);
    k->most = ok ? fmax(k->most, fabs(k->y[i])) : k->most;
    return ok;
}

// Asks at the middles between knots; *error: by how much the cubics miss there, at most.
static bool ask_middles(knots *k, int32_t stride, double *error)
{
    double step = (k->span.to - k->span.from) / k->span.n * stride;
    *error = 0.0;
    for (int32_t i = 0; i < k->span.n; i += stride) {
        int32_t j = i + stride;
        int32_t m = i + stride / 2;
        if (!ask(k, m)) {
            return false;
        }
        double y = 0.5 * (k->y[i] + k->y[j]) + 0.125 * step * (k->d[i] - k->d[j]);
        *error = fmax(*error, fabs(k->y[m] - y));
    }
    return true;
}

// The stride with which the curve goes on, or 0: it failed.
static int32_t choose_stride(knots *k)
{
    int32_t stride = 1;
    while (k->span.share > 0.0 && k->span.n % (2 * stride) == 0 &&
           k->span.n / (2 * stride) >= FEWEST) {
        stride *= 2;
    }
    for (int32_t i = 0; i <= k->span.n; i += stride) {
        if (!ask(k, i)) {
            return 0;
        }
    }
    for (; stride > 1; stride /= 2) {
        double error;
        if (!ask_middles(k, stride, &error)) {
            return 0;
        }
        if (error <= k->span.share * k->most) {
            return stride;
        }
    }
    return stride;
}

bool gm_curve_of_function(gm_arena *arena, gm_curve_fn f, void *user, gm_curve_span span,
                          gm_curve *out, double *failed_at)
{
    GM_REQUIRE(span.from < span.to && span.n >= 1);
    gm_arena scratch = {0};
    knots k = {.f = f,
               .user = user,
               .span = span,
               .y = GM_NEW(&scratch, double, span.n + 1),
               .d = GM_NEW(&scratch, double, span.n + 1)};
    int32_t stride = choose_stride(&k);
    *failed_at = k.failed_at;
    if (stride > 0) {
        int32_t n = span.n / stride;
        double step = (span.to - span.from) / n;
        gm_cubic *pieces = GM_NEW(arena, gm_cubic, n);
        for (int32_t i = 0; i < n; i++) {
            int32_t a = i * stride;
            int32_t b = a + stride;
            pieces[i] = cubic(k.y[a], k.d[a] * step, k.y[b], k.d[b] * step);
        }
        *out = (gm_curve){span.from, span.to, n / (span.to - span.from), n, pieces};
    }
    gm_arena_fini(&scratch);
    return stride > 0;
}

// ---- points

typedef struct points {
    const double *x;
    const double *y;
    const double *slope;
    int32_t n;
    int32_t i; // of the piece last looked at
} points;

// At an end: that of the parabola through three points, no steeper than keeps the shape.
static double slope_at_end(double h0, double h1, double s0, double s1)
{
    double d = ((2.0 * h0 + h1) * s0 - h0 * s1) / (h0 + h1);
    if (d * s0 <= 0.0) {
        return 0.0;
    }
    return s0 * s1 < 0.0 && fabs(d) > 3.0 * fabs(s0) ? 3.0 * s0 : d;
}

static double slope_inside(double h0, double h1, double s0, double s1)
{
    if (s0 * s1 <= 0.0) {
        return 0.0;
    }
    double w0 = 2.0 * h1 + h0;
    double w1 = h1 + 2.0 * h0;
    return (w0 + w1) / (w0 / s0 + w1 / s1);
}

static void find_slopes(const double *x, const double *y, int32_t n, double *slope)
{
    for (int32_t i = 0; i < n; i++) {
        int32_t a = i > 0 ? i - 1 : 0;
        int32_t b = i < n - 1 ? i : n - 2;
        double h0 = x[a + 1] - x[a];
        double h1 = x[b + 1] - x[b];
        double s0 = (y[a + 1] - y[a]) / h0;
        double s1 = (y[b + 1] - y[b]) / h1;
        if (n == 2) {
            slope[i] = s0;
        } else if (i == 0) {
            slope[i] = slope_at_end(h0, x[2] - x[1], s0, (y[2] - y[1]) / (x[2] - x[1]));
        } else if (i == n - 1) {
            double h = x[n - 2] - x[n - 3];
            slope[i] = slope_at_end(h1, h, s1, (y[n - 2] - y[n - 3]) / h);
        } else {
            slope[i] = slope_inside(h0, h1, s0, s1);
        }
    }
}

static bool at_points(void *user, double x, double *y, double *slope)
{
    points *p = user;
    while (p->i < p->n - 2 && x > p->x[p->i + 1]) {
        p->i += 1;
    }
    const double *xs = &p->x[p->i];
    const double *ys = &p->y[p->i];
    double h = xs[1] - xs[0];
    double t = (x - xs[0]) / h;
    const gm_cubic piece = cubic(ys[0], p->slope[p->i] * h, ys[1], p->slope[p->i + 1] * h);
    const double *k = piece.p;
    *y = k[0] + t * (k[1] + t * (k[2] + t * k[3]));
    *slope = (k[1] + t * (2.0 * k[2] + t * 3.0 * k[3])) / h;
    return true;
}

void gm_curve_of_points(gm_arena *arena, const double *x, const double *y, int32_t n,
                        int32_t n_pieces, gm_curve *out)
{
    GM_REQUIRE(n >= 1);
    if (n == 1) {
        gm_curve_of_value(arena, y[0], out);
        return;
    }
    double *slope = GM_NEW(arena, double, n);
    find_slopes(x, y, n, slope);
    points p = {x, y, slope, n, 0};
    double failed_at;
    bool is_ok = gm_curve_of_function(
        arena, at_points, &p, (gm_curve_span){x[0], x[n - 1], n_pieces, 0.0}, out, &failed_at);
    GM_REQUIRE(is_ok);
}

void gm_curve_of_value(gm_arena *arena, double y, gm_curve *out)
{
    gm_cubic *piece = GM_NEW(arena, gm_cubic, 1);
    *piece = cubic(y, 0.0, y, 0.0);
    *out = (gm_curve){0.0, 1.0, 1.0, 1, piece};
}
