// SPDX-License-Identifier: MIT

#include "num/rank_test.h"

#include "core/arena.h"
#include "num/elementary.h"
#include "num/gamma.h"

#include <stdbool.h>
#include <stdlib.h>

typedef struct ranked {
    double x;
    int32_t group;
} ranked;

static int compare(const void *pa, const void *pb)
{
    const ranked *a = pa;
    const ranked *b = pb;
    return (a->x > b->x) - (a->x < b->x);
}

// Sums the ranks by group, equal values at the mean of their ranks. Returns sum of t^3 - t over
// the ties.
static double sum_ranks(const ranked *r, int32_t n, double *sum, double *size)
{
    double ties = 0.0;
    for (int32_t i = 0; i < n;) {
        int32_t end = i + 1;
        while (end < n && r[end].x == r[i].x) {
            end += 1;
        }
        double t = end - i;
        ties += t * t * t - t;
        for (int32_t k = i; k < end; k++) {
            sum[r[k].group] += 0.5 * (i + 1.0 + end);
            size[r[k].group] += 1.0;
        }
        i = end;
    }
    return ties;
}

gm_rank_test gm_rank_test_of(const double *x, const int32_t *group, int32_t n, int32_t n_groups)
{
    gm_arena scratch = {0};
    ranked *r = GM_NEW(&scratch, ranked, n + 1);
    double *sum = GM_NEW(&scratch, double, n_groups + 1);
    double *size = GM_NEW(&scratch, double, n_groups + 1);
    for (int32_t i = 0; i < n; i++) {
        r[i] = (ranked){x[i], group[i]};
    }
    qsort(r, (size_t)n, sizeof *r, compare);
    double ties = sum_ranks(r, n, sum, size);
    double h = 0.0;
    gm_rank_test test = {.df = -1.0};
    for (int32_t g = 0; g < n_groups; g++) {
        h += size[g] > 0.0 ? sum[g] * sum[g] / size[g] : 0.0;
        test.df += size[g] > 0.0 ? 1.0 : 0.0;
    }
    double total = n;
    h = 12.0 / (total * (total + 1.0)) * h - 3.0 * (total + 1.0);
    double correction = 1.0 - ties / (total * total * total - total);
    bool is_known = test.df >= 1.0 && correction > 0.0;
    test.h = is_known ? fmax(h / correction, 0.0) : GM_NAN;
    test.p = is_known ? gm_chi_squared_above(test.h, test.df) : GM_NAN;
    gm_arena_fini(&scratch);
    return test;
}
