// SPDX-License-Identifier: MIT

#include "study/warm_up.h"

#include "num/mser.h"

#include <math.h>

#define LEAST_NOISE 1e-3 // of a series, relative: a thousandth of it is no warm-up
#define DAYS        7
#define WEEK_S      (7.0 * 86400.0)
#define FEW_WEEKS   8

gm_slices gm_slices_of(const gm_schedule *s)
{
    const gm_point *end = &s->points[s->n - 1];
    if (isinf(end->time_s)) {
        double n = fmin(end->count, GM_N_SERIES);
        return (gm_slices){.n = (int32_t)n, .length = end->count / n};
    }
    if (!s->by_weeks) {
        return (gm_slices){.n = GM_N_SERIES, .length = end->time_s / GM_N_SERIES};
    }
    double n_week = fmax(1.0, 7.0 * floor(GM_N_SERIES * WEEK_S / end->time_s / 7.0));
    double length = WEEK_S / n_week;
    return (gm_slices){
        .n = (int32_t)(end->time_s / length), .length = length, .n_week = (int32_t)n_week};
}

static double mean_size(const double *x, int32_t n)
{
    double sum = 0.0;
    for (int32_t k = 0; k < n; k++) {
        sum += fabs(x[k]);
    }
    return sum / n;
}

// Nothing leaves at this place in any week; in the first one that may be the warm-up, so that in
// a run of a single week its first day counts.
static bool is_time_off(const double *pace, gm_slices s, int32_t k)
{
    bool is_single = k % s.n_week + s.n_week >= s.n;
    if (is_single) {
        return pace[k] <= 0.0 && k >= s.n_week / DAYS;
    }
    for (k = k % s.n_week + s.n_week; k < s.n; k += s.n_week) {
        if (pace[k] > 0.0) {
            return false;
        }
    }
    return true;
}

// Writes for each slice whether it counts; without weeks all do.
static void find_working(const double *pace, gm_slices s, bool *working)
{
    for (int32_t k = 0; k < s.n; k++) {
        working[k] = s.n_week < DAYS || !is_time_off(pace, s, k);
    }
}

// Takes from each slice the mean of its place in the week, or with few weeks in the day. The first
// week does not count for it, of less than three the first two days: a warm-up would lean it.
static void level(double *x, gm_slices s, const bool *working)
{
    int32_t n_weeks = s.n_week > 0 ? s.n / s.n_week : 0;
    int32_t period = n_weeks < FEW_WEEKS ? s.n_week / DAYS : s.n_week;
    int32_t first = n_weeks < 3 ? 2 * period : s.n_week;
    for (int32_t place = 0; s.n_week >= DAYS && place < period; place++) {
        double sum = 0.0;
        int32_t n = 0;
        for (int32_t k = first + place; k < s.n; k += period) {
            sum += working[k] ? x[k] : 0.0;
            n += working[k] ? 1 : 0;
        }
        for (int32_t k = place; k < s.n && n > 0; k += period) {
            x[k] -= sum / n;
        }
    }
}

// The slice at which the warm-up of one series ends. Adds `noise` and takes it away in turn,
// batch by batch: differences below it mean nothing.
static bool find_end(double *x, gm_slices s, const bool *working, double noise, int32_t *end)
{
    double least = fmax(noise, LEAST_NOISE * mean_size(x, s.n));
    level(x, s, working);
    int32_t n = 0;
    for (int32_t k = 0; k < s.n; k++) {
        if (working[k]) {
            x[n] = x[k] + (n / GM_MSER_BATCH % 2 == 0 ? least : -least);
            n += 1;
        }
    }
    size_t cut;
    if (!gm_mser5(x, (size_t)n, &cut)) {
        return false;
    }
    int32_t k = 0;
    for (size_t left = cut; left > 0; k++) {
        left -= working[k] ? 1 : 0;
    }
    *end = k > *end ? k : *end;
    return true;
}

bool gm_warm_up_find(gm_slices slices, double *wip, double *pace, double noise, bool *working,
                     double *share)
{
    int32_t end = 0;
    find_working(pace, slices, working);
    bool found = find_end(wip, slices, working, 0.0, &end) &&
                 find_end(pace, slices, working, noise, &end);
    *share = (double)end / slices.n;
    return found && 2 * end <= slices.n;
}
