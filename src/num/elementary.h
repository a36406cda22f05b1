// SPDX-License-Identifier: MIT
//
// Logarithm, exponential, power and the normal law with the same bits on every machine.
//
// Scalar and block functions share one source (elementary_kernels.h), compiled for several
// instruction sets and chosen once at run time; none contracts to FMA, so all give the same
// bits. A run uses these and never the transcendental functions of libm. Errors are given in
// units in the last place of the result (ulp), against long double libm.

#ifndef GM_NUM_ELEMENTARY_H
#define GM_NUM_ELEMENTARY_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

// Those of math.h are floats.
#define GM_INFINITY ((double)INFINITY)
#define GM_NAN      ((double)NAN)

// Natural logarithm, error < 1 ulp. log(0) = -inf, negative: NaN.
double gm_log(double x);

// Exponential, error < 1 ulp, also where the result is subnormal. Overflows to inf.
double gm_exp(double x);

// x to the power y, x >= 0, y finite. Error < 1 + 0.05 |y ln x| ulp: 3 ulp up to exp(40),
// 38 ulp at the ends of the range.
double gm_pow(double x, double y);

// ln(1 + x), x > -1. Error < 2 ulp.
double gm_log1p(double x);

// Phi(x), the cumulative normal law. Relative error < 1e-14 where the result is >= 1e-300.
double gm_normal_cdf(double x);

// The density of the normal law, 1/sqrt(2 pi) exp(-x^2/2).
double gm_normal_pdf(double x);

// The inverse of Phi for 0 < p < 1 (0 and 1 give -inf and inf), relative error < 1e-15.
// Wichura 1988, algorithm AS 241, routine PPND16.
double gm_normal_quantile(double p);

// ln Gamma(x), x > 0. Absolute error < 2e-14 for x < 10, relative error < 1e-14 beyond.
double gm_log_gamma(double x);

// In place over a block: the same bits as the scalar function of that name.
void gm_log_block(double *x, size_t n);
void gm_exp_block(double *x, size_t n);
void gm_pow_block(double *x, size_t n, double y);
void gm_normal_quantile_block(double *p, size_t n);

// The block functions as compiled for one instruction set.
typedef struct gm_lanes {
    const char *name; // "scalar", "avx2", "avx512"
    void (*log)(double *x, size_t n);
    void (*exp)(double *x, size_t n);
    void (*pow)(double *x, size_t n, double y);
    void (*normal_quantile)(double *p, size_t n);
    // out[i] = lo + width * u, u of 64 random bits (gm_u01_of_bits).
    void (*uniform)(double *out, const uint64_t *bits, size_t n, double lo, double width);
    // out[i] = -mean ln(1 - u): the exponential law by inversion.
    void (*exponential)(double *out, const uint64_t *bits, size_t n, double mean);
    // out[i] = exp(mu + sigma z), z the normal quantile of u: the lognormal law by inversion.
    void (*lognormal)(double *out, const uint64_t *bits, size_t n, double mu, double sigma);
} gm_lanes;

// What this machine runs best. Resolved once; safe from any thread.
const gm_lanes *gm_lanes_best(void);

// The i-th variant that this machine supports, NULL past the last. 0 is the scalar one.
const gm_lanes *gm_lanes_variant(size_t i);

#endif
