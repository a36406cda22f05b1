// SPDX-License-Identifier: MIT

#include "sequence/level.h"

#include <math.h>
#include <string.h>

double gm_level_due(int64_t j, int64_t d, int64_t n)
{
    return (double)(2 * j + 1) * (double)n / (2.0 * (double)d);
}

double gm_level_distance(int32_t n_properties, const int32_t *total, const int32_t *used,
                         uint64_t has, double k, double n)
{
    double sum = 0.0;
    for (int32_t p = 0; p < n_properties; p++) {
        double off = k * total[p] / n - used[p] - (double)(has >> p & 1);
        sum += off * off;
    }
    return sum;
}

void gm_level_by_due(int32_t n_products, const int32_t *d, int32_t n, int32_t *used,
                     int32_t *sequence)
{
    memset(used, 0, (size_t)n_products * sizeof *used);
    for (int32_t k = 0; k < n; k++) {
        int32_t best = -1;
        double best_due = (double)INFINITY;
        for (int32_t i = 0; i < n_products; i++) {
            double due = used[i] < d[i] ? gm_level_due(used[i], d[i], n) : (double)INFINITY;
            if (due < best_due) {
                best = i;
                best_due = due;
            }
        }
        used[best] += 1;
        sequence[k] = best;
    }
}

gm_level_measure gm_level_measure_of(int32_t n_products, const int32_t *d, int32_t n,
                                     const int32_t *sequence, int32_t *used)
{
    gm_level_measure m = {0};
    memset(used, 0, (size_t)n_products * sizeof *used);
    for (int32_t k = 0; k < n; k++) {
        int32_t i = sequence[k];
        double late = k + 0.5 - gm_level_due(used[i], d[i], n);
        m.due_sq += late * late;
        used[i] += 1;
        for (int32_t p = 0; p < n_products; p++) {
            double off = used[p] - (k + 1.0) * d[p] / n;
            m.deviation = fabs(off) > m.deviation ? fabs(off) : m.deviation;
            m.square += off * off;
        }
    }
    return m;
}

// |with - k m / n|, exactly 0 where it is.
static double off_even(int64_t with, int64_t k, int64_t m, int64_t n)
{
    int64_t off = with * n - k * m;
    return (double)(off < 0 ? -off : off) / (double)n;
}

gm_level_use gm_level_use_of(const uint64_t *has, int32_t property, const int32_t *sequence,
                             int32_t n)
{
    gm_level_use use = {0};
    for (int32_t k = 0; k < n; k++) {
        use.with += (int32_t)(has[sequence[k]] >> property & 1);
    }
    int64_t with = 0;
    for (int64_t k = 1; k <= n; k++) {
        with += (int64_t)(has[sequence[k - 1]] >> property & 1);
        int64_t nearest = (2 * k * use.with + n) / (2 * (int64_t)n);
        double off = off_even(with, k, use.with, n);
        double alone = off_even(nearest, k, use.with, n);
        use.most = fmax(use.most, off);
        use.most_alone = fmax(use.most_alone, alone);
        use.mean += off / n;
        use.mean_alone += alone / n;
    }
    return use;
}
