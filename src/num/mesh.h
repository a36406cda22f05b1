// SPDX-License-Identifier: MIT
//
// A function of two variables as a table on even steps of both, straight along either between them.
//
// Outside it has the value of its edge.

#ifndef GM_NUM_MESH_H
#define GM_NUM_MESH_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct gm_mesh_axis {
    double from;
    double to;
    int32_t n; // points, >= 1; of one the value is the same everywhere
} gm_mesh_axis;

typedef struct gm_mesh {
    double x_from;
    double y_from;
    double per_x; // steps in one unit of x; 0 where there is one point
    double per_y;
    int32_t n_x;
    int32_t n_y;
    const double *z; // n_x rows of n_y
} gm_mesh;

// Where a value lies on an axis of n points: the step, and the share of it.
static inline double gm_mesh_step(double at, int32_t n, int32_t *i)
{
    double last = n - 1;
    double inside = at > 0.0 ? at < last ? at : last : 0.0; // no number: the first
    int32_t k = (int32_t)inside;
    *i = k < n - 1 ? k : n > 1 ? n - 2 : 0;
    return inside - *i;
}

// In a table of n_x rows of n_y, at shares s and t of the steps behind the value at low.
static inline double gm_mesh_mix(const double *low, int32_t n_x, int32_t n_y, double s,
                                 double t)
{
    const double *high = low + (n_x > 1 ? n_y : 0);
    int32_t next = n_y > 1;
    double a = low[0] + t * (low[next] - low[0]);
    double b = high[0] + t * (high[next] - high[0]);
    return a + s * (b - a);
}

static inline double gm_mesh_at(const gm_mesh *g, double x, double y)
{
    int32_t i;
    int32_t k;
    double s = gm_mesh_step((x - g->x_from) * g->per_x, g->n_x, &i);
    double t = gm_mesh_step((y - g->y_from) * g->per_y, g->n_y, &k);
    return gm_mesh_mix(g->z + (ptrdiff_t)i * g->n_y + k, g->n_x, g->n_y, s, t);
}

// Is the point where the table has values of its own?
bool gm_mesh_covers(const gm_mesh *grid, double x, double y);

typedef double gm_mesh_fn(const void *user, double x, double y);

// What f is at each point.
gm_mesh gm_mesh_of_function(gm_arena *arena, gm_mesh_axis x, gm_mesh_axis y, gm_mesh_fn *f,
                            const void *user);

// A table on points of any distance, x and y rising, n_x rows of n_y in z: straight between them along
// either, on even steps of the axes. One point of an axis: the same everywhere along it.
typedef struct gm_mesh_table {
    int32_t n_x;
    int32_t n_y;
    const double *x;
    const double *y;
    const double *z;
} gm_mesh_table;

double gm_mesh_table_at(const gm_mesh_table *table, double x, double y);

#endif
