// SPDX-License-Identifier: MIT

#include "plant/stats_times.h"

#include "num/histogram.h"

#define FINER (GM_LOGHIST_PER_OCTAVE / GM_TIMES_PER_OCTAVE)

// Bucket of a gm_loghist that begins where bucket 1 of a gm_times_hist does.
#define FIRST ((GM_TIMES_MIN_EXP - GM_LOGHIST_MIN_EXP) * GM_LOGHIST_PER_OCTAVE + 2)

_Static_assert(GM_LOGHIST_PER_OCTAVE % GM_TIMES_PER_OCTAVE == 0, "buckets do not nest");

double gm_times_hist_percentile(const gm_times_hist *later, const gm_times_hist *earlier,
                                double p)
{
    gm_loghist fine;
    gm_loghist_clear(&fine);
    fine.count[0] = later->count[0] - earlier->count[0];
    for (uint32_t i = 1; i < GM_TIMES_BUCKETS; i++) {
        uint64_t n = later->count[i] - earlier->count[i];
        uint32_t at = FIRST + (i - 1) * FINER;
        for (uint32_t k = 0; k < FINER; k++) {
            fine.count[at + k] += (uint32_t)(n * (k + 1) / FINER - n * k / FINER);
        }
    }
    return gm_loghist_percentile(&fine, p);
}
