// SPDX-License-Identifier: MIT
//
// A row of doubles, one for each lane, as wide as the instruction set that a file is compiled for; one
// if it defines GM_VECTOR_SCALAR.
// Masks are vm; where a lane is looked at by itself, bits of an unsigned.

#ifndef GM_LINE_VECTOR_H
#define GM_LINE_VECTOR_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__AVX512F__) && !defined(GM_VECTOR_SCALAR)
#include <immintrin.h>
#define VD_LANES 8
typedef __m512d vd;
typedef uint64_t vu __attribute__((vector_size(64)));
typedef __mmask8 vm; // lanes of which something is true

static inline vd vd_load(const double *x)
{
    return _mm512_load_pd(x);
}

static inline void vd_store(double *x, vd a)
{
    _mm512_store_pd(x, a);
}

static inline vd vd_max(vd a, vd b)
{
    return _mm512_max_pd(a, b);
}

static inline vd vd_zero(void)
{
    return _mm512_setzero_pd();
}

static inline vd vd_of(double x)
{
    return _mm512_set1_pd(x);
}

// Which lanes of a are above those of b, as bits.
static inline unsigned vd_above(vd a, vd b)
{
    return _mm512_cmp_pd_mask(a, b, _CMP_GT_OQ);
}

static inline vm vm_above(vd a, vd b)
{
    return _mm512_cmp_pd_mask(a, b, _CMP_GT_OQ);
}

static inline vm vm_at_least(vd a, vd b)
{
    return _mm512_cmp_pd_mask(a, b, _CMP_GE_OQ);
}

static inline vm vm_or(vm a, vm b)
{
    return (vm)(a | b);
}

static inline bool vm_any(vm a)
{
    return a != 0;
}

// Stores a in all lanes but those of some bits.
static inline void vd_store_but(double *x, vd a, unsigned but)
{
    _mm512_mask_store_pd(x, (__mmask8)~but, a);
}

// x, a count from GM_LINE_NONE on, and one more where a is above b.
static inline vd vd_count(vd x, vd a, vd b)
{
    return _mm512_mask_add_pd(x, _mm512_cmp_pd_mask(a, b, _CMP_GT_OQ), x, _mm512_set1_pd(1.0));
}
#elif defined(__AVX2__) && !defined(GM_VECTOR_SCALAR)
#include <immintrin.h>
#define VD_LANES 4
typedef __m256d vd;
typedef uint64_t vu __attribute__((vector_size(32)));
typedef __m256d vm;

static inline vd vd_load(const double *x)
{
    return _mm256_load_pd(x);
}

static inline void vd_store(double *x, vd a)
{
    _mm256_store_pd(x, a);
}

static inline vd vd_max(vd a, vd b)
{
    return _mm256_max_pd(a, b);
}

static inline vd vd_zero(void)
{
    return _mm256_setzero_pd();
}

static inline vd vd_of(double x)
{
    return _mm256_set1_pd(x);
}

static inline unsigned vd_above(vd a, vd b)
{
    return (unsigned)_mm256_movemask_pd(_mm256_cmp_pd(a, b, _CMP_GT_OQ));
}

static inline vm vm_above(vd a, vd b)
{
    return _mm256_cmp_pd(a, b, _CMP_GT_OQ);
}

static inline vm vm_at_least(vd a, vd b)
{
    return _mm256_cmp_pd(a, b, _CMP_GE_OQ);
}

static inline vm vm_or(vm a, vm b)
{
    return _mm256_or_pd(a, b);
}

static inline bool vm_any(vm a)
{
    return !_mm256_testz_pd(a, a);
}

static inline void vd_store_but(double *x, vd a, unsigned but)
{
    if (but != 0) {
        const __m256i bits = _mm256_setr_epi64x(1, 2, 4, 8);
        __m256i lanes = _mm256_and_si256(_mm256_set1_epi64x((long long)but), bits);
        vd is_but = _mm256_castsi256_pd(_mm256_cmpeq_epi64(lanes, bits));
        a = _mm256_blendv_pd(a, vd_load(x), is_but);
    }
    vd_store(x, a);
}

static inline vd vd_count(vd x, vd a, vd b)
{
    // From 2^52 to 2^53 the next number is one bit up: all bits of the mask are -1.
    __m256i above = _mm256_castpd_si256(_mm256_cmp_pd(a, b, _CMP_GT_OQ));
    return _mm256_castsi256_pd(_mm256_sub_epi64(_mm256_castpd_si256(x), above));
}
#elif defined(__aarch64__) && defined(__ARM_NEON) && !defined(GM_VECTOR_SCALAR)
#include <arm_neon.h>
#define VD_LANES 2
typedef float64x2_t vd;
typedef uint64_t vu __attribute__((vector_size(16)));
typedef uint64x2_t vm;

static inline vd vd_load(const double *x)
{
    return vld1q_f64(x);
}

static inline void vd_store(double *x, vd a)
{
    vst1q_f64(x, a);
}

static inline vd vd_max(vd a, vd b)
{
    return vbslq_f64(vcgtq_f64(a, b), a, b);
}

static inline vd vd_zero(void)
{
    return vdupq_n_f64(0.0);
}

static inline vd vd_of(double x)
{
    return vdupq_n_f64(x);
}

static inline unsigned vd_above(vd a, vd b)
{
    uint64x2_t above = vcgtq_f64(a, b);
    return (unsigned)((vgetq_lane_u64(above, 0) & 1) | (vgetq_lane_u64(above, 1) & 2));
}

static inline vm vm_above(vd a, vd b)
{
    return vcgtq_f64(a, b);
}

static inline vm vm_at_least(vd a, vd b)
{
    return vcgeq_f64(a, b);
}

static inline vm vm_or(vm a, vm b)
{
    return vorrq_u64(a, b);
}

static inline bool vm_any(vm a)
{
    return vmaxvq_u32(vreinterpretq_u32_u64(a)) != 0;
}

static inline void vd_store_but(double *x, vd a, unsigned but)
{
    if (but != 0) {
        const uint64x2_t bits = {1, 2};
        a = vbslq_f64(vtstq_u64(vdupq_n_u64(but), bits), vd_load(x), a);
    }
    vd_store(x, a);
}

static inline vd vd_count(vd x, vd a, vd b)
{
    return vreinterpretq_f64_u64(vsubq_u64(vreinterpretq_u64_f64(x), vcgtq_f64(a, b)));
}
#else
#define VD_LANES 1
typedef double vd;
typedef uint64_t vu;
typedef bool vm;

static inline vd vd_load(const double *x)
{
    return *x;
}

static inline void vd_store(double *x, vd a)
{
    *x = a;
}

static inline vd vd_max(vd a, vd b)
{
    return a > b ? a : b;
}

static inline vd vd_zero(void)
{
    return 0.0;
}

static inline vd vd_of(double x)
{
    return x;
}

static inline unsigned vd_above(vd a, vd b)
{
    return a > b ? 1u : 0u;
}

static inline vm vm_above(vd a, vd b)
{
    return a > b;
}

static inline vm vm_at_least(vd a, vd b)
{
    return a >= b;
}

static inline vm vm_or(vm a, vm b)
{
    return a || b;
}

static inline bool vm_any(vm a)
{
    return a;
}

static inline void vd_store_but(double *x, vd a, unsigned but)
{
    *x = but & 1 ? *x : a;
}

static inline vd vd_count(vd x, vd a, vd b)
{
    return x + (a > b ? 1.0 : 0.0); // no branch, which none could foresee
}
#endif

#endif
