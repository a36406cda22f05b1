// SPDX-License-Identifier: MIT

#include "num/histogram.h"

#include "num/elementary.h"

#include <math.h>

void gm_loghist_clear(gm_loghist *hist)
{
    memset(hist, 0, sizeof *hist);
}

void gm_loghist_merge(gm_loghist *hist, const gm_loghist *other)
{
    for (uint32_t i = 0; i < GM_LOGHIST_BUCKETS; i++) {
        hist->count[i] += other->count[i];
    }
}

void gm_loghist_subtract(gm_loghist *hist, const gm_loghist *earlier)
{
    for (uint32_t i = 0; i < GM_LOGHIST_BUCKETS; i++) {
        GM_REQUIRE(hist->count[i] >= earlier->count[i]);
        hist->count[i] -= earlier->count[i];
    }
}

uint64_t gm_loghist_total(const gm_loghist *hist)
{
    uint64_t total = 0;
    for (uint32_t i = 0; i < GM_LOGHIST_BUCKETS; i++) {
        total += hist->count[i];
    }
    return total;
}

// The lower end of bucket i; the upper end of i is the lower end of i + 1.
static double lower_end(uint32_t i)
{
    if (i < 2) {
        return 0.0;
    }
    int step = (int)i - 2;
    double mantissa = 1.0 + (double)(step % GM_LOGHIST_PER_OCTAVE) / GM_LOGHIST_PER_OCTAVE;
    return ldexp(mantissa, GM_LOGHIST_MIN_EXP + step / GM_LOGHIST_PER_OCTAVE);
}

static double width(uint32_t i)
{
    return i == 0 || i == GM_LOGHIST_BUCKETS - 1 ? 0.0 : lower_end(i + 1) - lower_end(i);
}

// The value of 0-based rank, the values of a bucket at the middles of equal parts of it.
static double value_of_rank(const gm_loghist *hist, uint64_t rank)
{
    uint64_t below = 0;
    uint32_t i = 0;
    while (below + hist->count[i] <= rank) {
        below += hist->count[i];
        i += 1;
    }
    double place = ((double)(rank - below) + 0.5) / hist->count[i];
    return lower_end(i) + place * width(i);
}

double gm_loghist_percentile(const gm_loghist *hist, double p)
{
    GM_REQUIRE(0.0 <= p && p <= 1.0);
    uint64_t total = gm_loghist_total(hist);
    if (total == 0) {
        return GM_NAN;
    }
    double h = (double)(total - 1) * p;
    uint64_t rank = (uint64_t)h;
    double x = value_of_rank(hist, rank);
    if (rank + 1 >= total) {
        return x;
    }
    return x + (h - (double)rank) * (value_of_rank(hist, rank + 1) - x);
}

double gm_loghist_mean(const gm_loghist *hist)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < GM_LOGHIST_BUCKETS; i++) {
        sum += hist->count[i] * (lower_end(i) + 0.5 * width(i));
    }
    uint64_t total = gm_loghist_total(hist);
    return total == 0 ? GM_NAN : sum / (double)total;
}
