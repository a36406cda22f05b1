// SPDX-License-Identifier: MIT

#include "sim/clock_row.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

// The scans by vectors know the length of the row at compile time: their loops unroll.
#define UNROLLED static inline __attribute__((always_inline))
#define BY_LENGTH(scan, at_s, n, except)                                                       \
    ((n) == 8    ? scan(at_s, 8, except)                                                       \
     : (n) == 16 ? scan(at_s, 16, except)                                                      \
     : (n) == 24 ? scan(at_s, 24, except)                                                      \
                 : scan(at_s, 32, except))

// Non-negative doubles order as their bits, which are chosen without a jump.
static gm_clock_time least_between(const double *at_s, uint32_t from, uint32_t to,
                                   gm_clock_time least)
{
    uint64_t least_bits;
    memcpy(&least_bits, &least.time_s, sizeof least_bits);
    for (uint32_t i = from; i < to; i++) {
        uint64_t bits;
        memcpy(&bits, &at_s[i], sizeof bits);
        least.slot = bits < least_bits ? i : least.slot;
        least_bits = bits < least_bits ? bits : least_bits;
    }
    memcpy(&least.time_s, &least_bits, sizeof least_bits);
    return least;
}

static gm_clock_time scan_plain(const double *at_s, uint32_t n, uint32_t except)
{
    gm_clock_time least = {(double)INFINITY, except == 0 ? 1 : 0};
    least = least_between(at_s, 0, except < n ? except : n, least);
    return least_between(at_s, except + 1, n, least);
}

#ifdef __x86_64__
// One place is left out by the greater of its time and INFINITY: a window on a row of zeros.
#define ZEROS 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
static const double window[3 * GM_CLOCK_ROW_MOST] = {
    ZEROS, ZEROS, ZEROS, ZEROS, ZEROS, ZEROS, ZEROS, ZEROS, (double)INFINITY};

// The place of a time among those of a mask, but for one.
UNROLLED gm_clock_time pick(double time_s, uint32_t mask, uint32_t except)
{
    mask &= ~(uint32_t)((uint64_t)1 << except);
    return (gm_clock_time){time_s, (uint32_t)__builtin_ctz(mask)};
}

__attribute__((target("avx2"))) UNROLLED gm_clock_time avx2(const double *at_s, uint32_t n,
                                                            uint32_t except)
{
    const double *out =
        window + (except < GM_CLOCK_ROW_MOST ? 2 * GM_CLOCK_ROW_MOST - except : 0);
    __m256d a = _mm256_max_pd(_mm256_load_pd(at_s), _mm256_loadu_pd(out));
    __m256d b = _mm256_max_pd(_mm256_load_pd(at_s + 4), _mm256_loadu_pd(out + 4));
    for (uint32_t i = 8; i < n; i += 8) {
        __m256d c = _mm256_max_pd(_mm256_load_pd(at_s + i), _mm256_loadu_pd(out + i));
        __m256d d = _mm256_max_pd(_mm256_load_pd(at_s + i + 4), _mm256_loadu_pd(out + i + 4));
        a = _mm256_min_pd(a, c);
        b = _mm256_min_pd(b, d);
    }
    a = _mm256_min_pd(a, b);
    a = _mm256_min_pd(a, _mm256_permute2f128_pd(a, a, 1));
    a = _mm256_min_pd(a, _mm256_permute_pd(a, 5));
    uint32_t mask = 0;
    for (uint32_t i = 0; i < n; i += 4) {
        __m256d is_least = _mm256_cmp_pd(_mm256_load_pd(at_s + i), a, _CMP_EQ_OQ);
        mask |= (uint32_t)_mm256_movemask_pd(is_least) << i;
    }
    return pick(_mm256_cvtsd_f64(a), mask, except);
}

__attribute__((target("avx2"))) static gm_clock_time scan_avx2(const double *at_s, uint32_t n,
                                                               uint32_t except)
{
    return BY_LENGTH(avx2, at_s, n, except);
}

__attribute__((target("avx512f"))) UNROLLED gm_clock_time avx512(const double *at_s, uint32_t n,
                                                                 uint32_t except)
{
    uint32_t others = ~(uint32_t)((uint64_t)1 << except);
    __m512d a = _mm512_set1_pd((double)INFINITY);
    for (uint32_t i = 0; i < n; i += 8) {
        a = _mm512_mask_min_pd(a, (__mmask8)(others >> i), a, _mm512_load_pd(at_s + i));
    }
    double least_s = _mm512_reduce_min_pd(a);
    a = _mm512_set1_pd(least_s);
    uint32_t mask = 0;
    for (uint32_t i = 0; i < n; i += 8) {
        __mmask8 is_least = _mm512_cmp_pd_mask(_mm512_load_pd(at_s + i), a, _CMP_EQ_OQ);
        mask |= (uint32_t)is_least << i;
    }
    return pick(least_s, mask, except);
}

__attribute__((target("avx512f"))) static gm_clock_time scan_avx512(const double *at_s,
                                                                    uint32_t n, uint32_t except)
{
    return BY_LENGTH(avx512, at_s, n, except);
}
#endif

gm_clock_scan *gm_clock_scan_variant(size_t i)
{
    gm_clock_scan *found[3] = {scan_plain};
#ifdef __x86_64__
    size_t n = 1;
    if (__builtin_cpu_supports("avx2")) {
        found[n++] = scan_avx2;
    }
    if (__builtin_cpu_supports("avx512f")) {
        found[n++] = scan_avx512;
    }
#endif
    return i < sizeof found / sizeof found[0] ? found[i] : NULL;
}

void gm_clock_row_init(gm_clock_row *row, void *memory, uint32_t n_slots)
{
    GM_REQUIRE(n_slots >= 1 && n_slots <= GM_CLOCK_ROW_MOST);
    const gm_clock_time nobody = {(double)INFINITY, GM_CLOCK_ROW_MOST};
    *row = (gm_clock_row){.at_s = memory,
                          .n = (n_slots + 7) / 8 * 8,
                          .fresh = {nobody, nobody},
                          .is_stale = true};
    for (size_t i = 0; gm_clock_scan_variant(i); i++) {
        row->scan = gm_clock_scan_variant(i);
    }
    for (uint32_t i = 0; i <= GM_CLOCK_ROW_MOST; i++) {
        row->at_s[i] = (double)INFINITY;
    }
    memset(row->class_of, GM_CLASS_FAIL, sizeof row->class_of);
}

// Among equals the lowest class, then the lowest slot.
static gm_clock first_of_equals(const gm_clock_row *row, double time_s)
{
    uint64_t least = UINT64_MAX;
    for (uint32_t i = 0; i < row->n; i++) {
        uint64_t rank = (uint64_t)row->class_of[i] << 32 | i;
        least = gm_clock_row_at(row, i) == time_s && rank < least ? rank : least;
    }
    return (gm_clock){time_s, (uint32_t)least, (gm_event_class)(least >> 32)};
}

gm_clock gm_clock_row_top(gm_clock_row *row)
{
    gm_clock first = gm_clock_row_any_first(row);
    if (isinf(first.time_s) || gm_clock_row_least(row, first.slot).time_s > first.time_s) {
        return first;
    }
    return first_of_equals(row, first.time_s);
}
