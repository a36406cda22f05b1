// SPDX-License-Identifier: MIT

#include "num/mesh.h"

#include "core/assert.h"

bool gm_mesh_covers(const gm_mesh *g, double x, double y)
{
    double i = (x - g->x_from) * g->per_x;
    double k = (y - g->y_from) * g->per_y;
    return i >= 0.0 && i <= g->n_x - 1 && k >= 0.0 && k <= g->n_y - 1;
}

static double steps_in(gm_mesh_axis axis)
{
    return axis.n > 1 ? (axis.n - 1) / (axis.to - axis.from) : 0.0;
}

static double point(gm_mesh_axis axis, int32_t i)
{
    double share = axis.n > 1 ? (double)i / (axis.n - 1) : 0.0;
    return axis.from + share * (axis.to - axis.from);
}

gm_mesh gm_mesh_of_function(gm_arena *arena, gm_mesh_axis x, gm_mesh_axis y, gm_mesh_fn *f,
                            const void *user)
{
    GM_REQUIRE(x.n >= 1 && y.n >= 1);
    GM_REQUIRE((x.n == 1 || x.to > x.from) && (y.n == 1 || y.to > y.from));
    double *z = GM_NEW(arena, double, (size_t)x.n *(size_t)y.n);
    for (int32_t i = 0; i < x.n; i++) {
        for (int32_t k = 0; k < y.n; k++) {
            z[(ptrdiff_t)i * y.n + k] = f(user, point(x, i), point(y, k));
        }
    }
    return (gm_mesh){.x_from = x.from,
                     .y_from = y.from,
                     .per_x = steps_in(x),
                     .per_y = steps_in(y),
                     .n_x = x.n,
                     .n_y = y.n,
                     .z = z};
}

// The step of rising points in which a value lies, and the share of it; the edge outside.
static double step_of(const double *points, int32_t n, double at, int32_t *i)
{
    int32_t k = 0;
    while (k < n - 2 && points[k + 1] <= at) {
        k++;
    }
    *i = k;
    if (n == 1) {
        return 0.0;
    }
    double share = (at - points[k]) / (points[k + 1] - points[k]);
    return share > 0.0 ? share < 1.0 ? share : 1.0 : 0.0;
}

double gm_mesh_table_at(const gm_mesh_table *t, double x, double y)
{
    int32_t i;
    int32_t k;
    double s = step_of(t->x, t->n_x, x, &i);
    double u = step_of(t->y, t->n_y, y, &k);
    return gm_mesh_mix(t->z + (ptrdiff_t)i * t->n_y + k, t->n_x, t->n_y, s, u);
}
