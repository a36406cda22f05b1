// SPDX-License-Identifier: MIT
//
// A small histogram of times in system, of one variant at one sink: 2 KB.
//
// 16 buckets per octave from 2^-4 to 2^28 s (60 ms to 8 years), so that a percentile is within
// 1/16 of the true one; what is below and above is counted only.

#ifndef GM_PLANT_STATS_TIMES_H
#define GM_PLANT_STATS_TIMES_H

#include <stdint.h>
#include <string.h>

#define GM_TIMES_PER_OCTAVE 16
#define GM_TIMES_MIN_EXP    (-4)
#define GM_TIMES_MAX_EXP    28
#define GM_TIMES_BUCKETS    ((GM_TIMES_MAX_EXP - GM_TIMES_MIN_EXP) * GM_TIMES_PER_OCTAVE + 2)

// count[0]: below 2^-4, [last]: 2^28 and more. Plain data, a zero one is empty.
typedef struct gm_times_hist {
    uint32_t count[GM_TIMES_BUCKETS];
} gm_times_hist;

// Counts one value, x >= 0, not NaN.
static inline void gm_times_hist_add(gm_times_hist *hist, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int64_t i = (int64_t)(bits >> 48) - ((int64_t)(1023 + GM_TIMES_MIN_EXP) << 4) + 1;
    i = i < 0 ? 0 : i;
    i = i > GM_TIMES_BUCKETS - 1 ? GM_TIMES_BUCKETS - 1 : i;
    hist->count[i] += 1;
}

// Percentile 0 <= p <= 1 of what came between two states of the same histogram; values lie
// evenly inside a bucket. NaN when nothing came.
double gm_times_hist_percentile(const gm_times_hist *later, const gm_times_hist *earlier,
                                double p);

#endif
