// SPDX-License-Identifier: MIT
//
// A histogram of non-negative values with buckets of equal relative width.
//
// The bucket is the exponent and the top 6 bits of the mantissa, 64 buckets per octave from
// 2^-20 to 2^44, so a percentile is within 1/64 (1.6 %) of the true one over that whole range
// (in seconds: 1 us to 500,000 years). Values below, zero apart, and above are counted only.

#ifndef GM_NUM_HISTOGRAM_H
#define GM_NUM_HISTOGRAM_H

#include "core/assert.h"

#include <stdint.h>
#include <string.h>

#define GM_LOGHIST_PER_OCTAVE 64
#define GM_LOGHIST_MIN_EXP    (-20)
#define GM_LOGHIST_MAX_EXP    44
#define GM_LOGHIST_BUCKETS                                                                     \
    ((GM_LOGHIST_MAX_EXP - GM_LOGHIST_MIN_EXP) * GM_LOGHIST_PER_OCTAVE + 3)

// count[0]: zeros, [1]: above zero and below 2^-20, [last]: 2^44 and more. Plain data, a zero
// one is empty. A bucket holds up to 2^32 - 1 values.
typedef struct gm_loghist {
    uint32_t count[GM_LOGHIST_BUCKETS];
} gm_loghist;

// Between these the bucket is the bits of the value, shifted, less an offset.
#define GM_LOGHIST_MIN    0x1p-20
#define GM_LOGHIST_MAX    0x1p44
#define GM_LOGHIST_SHIFT  46
#define GM_LOGHIST_OFFSET (((1023 + GM_LOGHIST_MIN_EXP) << 6) - 2)

// The bucket of x >= 0.
static inline uint32_t gm_loghist_bucket(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int64_t i = (int64_t)(bits >> GM_LOGHIST_SHIFT) - GM_LOGHIST_OFFSET;
    i = i < 1 ? 1 : i;
    i = i > GM_LOGHIST_BUCKETS - 1 ? GM_LOGHIST_BUCKETS - 1 : i;
    return x > 0.0 ? (uint32_t)i : 0;
}

// Counts one value, x >= 0, not NaN.
static inline void gm_loghist_add(gm_loghist *hist, double x)
{
    GM_ASSERT(x >= 0.0);
    hist->count[gm_loghist_bucket(x)] += 1;
}

void gm_loghist_clear(gm_loghist *hist);

// Adds the counts of other.
void gm_loghist_merge(gm_loghist *hist, const gm_loghist *other);

// Takes away an earlier state of the same histogram: what came after it is left.
void gm_loghist_subtract(gm_loghist *hist, const gm_loghist *earlier);

uint64_t gm_loghist_total(const gm_loghist *hist);

// Percentile 0 <= p <= 1 (definition 7 of Hyndman and Fan 1996), values spread evenly inside a
// bucket. Relative error < 1/64 between 2^-20 and 2^44; below 2^-20 between 0 and 2^-20; above
// 2^44 the answer is 2^44. NaN when empty.
double gm_loghist_percentile(const gm_loghist *hist, double p);

// Mean from the buckets, relative error < 1/128 inside the range. NaN when empty.
double gm_loghist_mean(const gm_loghist *hist);

#endif
