// SPDX-License-Identifier: MIT

#include "study/trend.h"

#include "num/stats.h"

#include <math.h>

#define DAY_S 86400.0

// The means of the first and the last third of a random walk of n steps differ by a variance of
// 5/9 n: the step between both thirds gives n / 3, each third a third of that. Three standard
// deviations are the root of 5 n.
#define WALK_STEPS 5.0

#define LEAST_LAST 0.5 // of the growth from the first to the second third

static bool is_counted(const gm_replication *r)
{
    if (!r->is_done || r->error || !r->thirds) {
        return false;
    }
    for (int k = 0; k < GM_N_THIRDS; k++) {
        if (!(r->thirds[k].length_s > 0.0)) { // a count was reached before a warm-up by time
            return false;
        }
    }
    return true;
}

static int32_t count(const gm_replications *set)
{
    int32_t n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        n += is_counted(&set->items[i]) ? 1 : 0;
    }
    return n;
}

double gm_trend_sum(const gm_replications *set, uint32_t row)
{
    double sum = 0.0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        for (int k = 0; k < GM_N_THIRDS && is_counted(r); k++) {
            sum += r->thirds[k].sum[row];
        }
    }
    int32_t n = count(set);
    return n > 0 ? sum / n : 0.0;
}

double gm_trend_pace(const gm_replications *set, uint32_t row)
{
    double length_s = 0.0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        for (int k = 0; k < GM_N_THIRDS && is_counted(r); k++) {
            length_s += r->thirds[k].length_s;
        }
    }
    return length_s > 0.0 ? gm_trend_sum(set, row) * count(set) * DAY_S / length_s : 0.0;
}

static double level(const gm_replication *r, int k, uint32_t row)
{
    return r->thirds[k].sum[row] / r->thirds[k].length_s;
}

// From the middle of the first third to that of the last.
static double days_between(const gm_replication *r)
{
    return (0.5 * (r->thirds[0].length_s + r->thirds[2].length_s) + r->thirds[1].length_s) /
           DAY_S;
}

double gm_trend_per_day(const gm_replications *set, uint32_t row, double steps, double *values)
{
    size_t n = 0;
    double first = 0.0;
    double last = 0.0;
    double per_day = 0.0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        if (!is_counted(r)) {
            continue;
        }
        double level_1 = level(r, 1, row);
        first += level_1 - level(r, 0, row);
        last += level(r, 2, row) - level_1;
        values[n] = level(r, 2, row) - level(r, 0, row);
        per_day += values[n++] / days_between(r);
    }
    if (n == 0 || last <= LEAST_LAST * first) {
        return 0.0;
    }
    gm_interval x = gm_mean_interval(values, n, GM_CONFIDENCE);
    bool is_chance = (n > 1 && x.mean - x.half_width <= 0.0) ||
                     x.mean <= sqrt(WALK_STEPS * steps / (double)n);
    return is_chance ? 0.0 : per_day / (double)n;
}
