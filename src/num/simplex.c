// SPDX-License-Identifier: MIT

#include "num/simplex.h"

#include "core/assert.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define ROUNDS_MAX 2000
#define TOLERANCE  1e-12

typedef struct corner {
    double x[GM_SIMPLEX_MOST];
    double value;
} corner;

typedef struct simplex {
    gm_objective *f;
    void *user;
    int n;
    corner corners[GM_SIMPLEX_MOST + 1]; // the best first
} simplex;

static void sort(simplex *s)
{
    for (int i = 1; i <= s->n; i++) {
        corner c = s->corners[i];
        int at = i;
        for (; at > 0 && s->corners[at - 1].value > c.value; at--) {
            s->corners[at] = s->corners[at - 1];
        }
        s->corners[at] = c;
    }
}

// The point at `by` of the way from the worst corner through the middle of the others.
static corner along(const simplex *s, double by)
{
    corner c = {0};
    for (int k = 0; k < s->n; k++) {
        double middle = 0.0;
        for (int i = 0; i < s->n; i++) {
            middle += s->corners[i].x[k] / s->n;
        }
        c.x[k] = middle + by * (middle - s->corners[s->n].x[k]);
    }
    c.value = s->f(c.x, s->user);
    return c;
}

static void shrink(simplex *s)
{
    for (int i = 1; i <= s->n; i++) {
        for (int k = 0; k < s->n; k++) {
            s->corners[i].x[k] = 0.5 * (s->corners[i].x[k] + s->corners[0].x[k]);
        }
        s->corners[i].value = s->f(s->corners[i].x, s->user);
    }
}

static void turn(simplex *s)
{
    corner *worst = &s->corners[s->n];
    corner mirrored = along(s, 1.0);
    if (mirrored.value < s->corners[0].value) {
        corner far = along(s, 2.0);
        *worst = far.value < mirrored.value ? far : mirrored;
    } else if (mirrored.value < s->corners[s->n - 1].value) {
        *worst = mirrored;
    } else {
        corner near = along(s, mirrored.value < worst->value ? 0.5 : -0.5);
        if (near.value < worst->value) {
            *worst = near;
        } else {
            shrink(s);
        }
    }
    sort(s);
}

static bool is_done(const simplex *s)
{
    double best = s->corners[0].value;
    double worst = s->corners[s->n].value;
    double size = 0.0;
    for (int k = 0; k < s->n; k++) {
        size = fmax(size, fabs(s->corners[0].x[k] - s->corners[s->n].x[k]));
    }
    return worst - best <= TOLERANCE * (fabs(best) + TOLERANCE) && size < 1e-7;
}

double gm_simplex_least(gm_objective *f, void *user, int n, double *x, double step)
{
    GM_REQUIRE(n >= 1 && n <= GM_SIMPLEX_MOST);
    simplex s = {.f = f, .user = user, .n = n};
    for (int i = 0; i <= n; i++) {
        memcpy(s.corners[i].x, x, (size_t)n * sizeof *x);
        if (i > 0) {
            s.corners[i].x[i - 1] += step;
        }
        s.corners[i].value = f(s.corners[i].x, user);
    }
    sort(&s);
    for (int i = 0; i < ROUNDS_MAX && !is_done(&s); i++) {
        turn(&s);
    }
    memcpy(x, s.corners[0].x, (size_t)n * sizeof *x);
    return s.corners[0].value;
}
