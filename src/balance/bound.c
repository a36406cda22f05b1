// SPDX-License-Identifier: MIT
//
// The functions, each for every dim, with x = t / c:
//
//   u_k(x) = x when (k + 1) x is whole, else floor((k + 1) x) / k        k = 1 .. MOST_K
//   U_e(x) = 1 when x > 1 - e, x in between, 0 when x < e                 e = 1/3, 1/4, 1/5
//   thirds(x) = 1, 2/3, 1/2, 1/3 and 0 for x above 2/3, at 2/3, above 1/3, at 1/3 and below
//
// thirds is the third bound of Scholl and Klein (1997); u_1 is their second, with halves at 1/2.

#include "balance/bound.h"

#include <string.h>

#define MOST_K     12
#define N_CUTS     3
#define N_OF_A_DIM (1 + MOST_K + N_CUTS + 1)

// Weight in units of k c; one is k c.
static int64_t stairs(int64_t t, int64_t c, int64_t k)
{
    return (k + 1) * t % c == 0 ? k * t : (k + 1) * t / c * c;
}

// Weight in units of c, e = 1 / cut.
static int64_t cut_off(int64_t t, int64_t c, int64_t cut)
{
    if (t * cut > c * (cut - 1)) {
        return c;
    }
    return t * cut < c ? 0 : t;
}

// Weight in sixths.
static int64_t thirds(int64_t t, int64_t c)
{
    if (3 * t > 2 * c) {
        return 6;
    }
    if (3 * t == 2 * c) {
        return 4;
    }
    if (3 * t > c) {
        return 3;
    }
    return 3 * t == c ? 2 : 0;
}

// The weights of one task in one dim.
static void weigh(int64_t t, int64_t c, int64_t *weight)
{
    *weight++ = t;
    for (int64_t k = 1; k <= MOST_K; k++) {
        *weight++ = stairs(t, c, k);
    }
    for (int64_t cut = 3; cut < 3 + N_CUTS; cut++) {
        *weight++ = cut_off(t, c, cut);
    }
    *weight = thirds(t, c);
}

static void weigh_one(int64_t c, int64_t *one)
{
    *one++ = c;
    for (int64_t k = 1; k <= MOST_K; k++) {
        *one++ = k * c;
    }
    for (int i = 0; i < N_CUTS; i++) {
        *one++ = c;
    }
    *one = 6;
}

// Stations for each task with all that come after it.
static const int32_t *needs_of(const gm_precedence *net, const gm_bound *bound, gm_arena *arena)
{
    int32_t *needs = GM_NEW(arena, int32_t, net->n);
    int64_t *sums = GM_NEW(arena, int64_t, bound->n);
    for (int32_t i = 0; i < net->n; i++) {
        const uint64_t *after = &net->after[(ptrdiff_t)i * net->n_words];
        memset(sums, 0, (size_t)bound->n * sizeof *sums);
        for (int32_t k = 0; k < net->n; k++) {
            const int64_t *weight = &bound->weight[(ptrdiff_t)k * bound->n];
            for (int32_t f = 0; f < bound->n && (k == i || gm_tasks_has(after, k)); f++) {
                sums[f] += weight[f];
            }
        }
        needs[i] = gm_bound_stations(bound, sums);
    }
    return needs;
}

gm_bound gm_bound_of(const gm_precedence *net, gm_arena *arena)
{
    gm_bound bound = {.n = net->n_dims * N_OF_A_DIM};
    int64_t *weight = GM_NEW(arena, int64_t, (size_t)net->n * (size_t)bound.n);
    int64_t *one = GM_NEW(arena, int64_t, bound.n);
    for (int32_t d = 0; d < net->n_dims; d++) {
        weigh_one(net->capacity[d], &one[(ptrdiff_t)d * N_OF_A_DIM]);
        for (int32_t i = 0; i < net->n; i++) {
            weigh(net->ticks[(ptrdiff_t)i * net->n_dims + d], net->capacity[d],
                  &weight[(ptrdiff_t)i * bound.n + (ptrdiff_t)d * N_OF_A_DIM]);
        }
    }
    bound.weight = weight;
    bound.one = one;
    bound.needs = needs_of(net, &bound, arena);
    return bound;
}

int32_t gm_bound_stations(const gm_bound *bound, const int64_t *sums)
{
    int64_t most = 0;
    for (int32_t f = 0; f < bound->n; f++) {
        int64_t n = (sums[f] + bound->one[f] - 1) / bound->one[f];
        most = n > most ? n : most;
    }
    return (int32_t)most;
}
