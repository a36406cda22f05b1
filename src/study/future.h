// SPDX-License-Identifier: MIT
//
// What the inputs of a model are in its futures: one value of each of them in each future.
//
// Futures come in Latin hypercubes of GM_FUTURES_BLOCK, input by input from a stream of its own. So a
// future is the same however many there are, and another input changes nothing of those that were there.

#ifndef GM_STUDY_FUTURE_H
#define GM_STUDY_FUTURE_H

#include "core/arena.h"
#include "twin/model.h"

#define GM_FUTURES_BLOCK 100

// The value of an input below which it lies with probability u, 0 < u < 1, within lo .. hi: `range` with
// its shape. Beta-PERT as Malcolm et al. 1959: a mean of (lo + 4 value + hi)/6. Normal laws, of lognormal
// that of the logarithm, lie around `value` with a sixth of what is between lo and hi as standard
// deviation, and are cut at both.
double gm_input_quantile(const gm_model_input *input, double u);

typedef struct gm_futures {
    const gm_model *model; // borrowed
    int32_t n;
    const double
        *shares;    // u by input, then future; of an input without a range nothing is drawn
    int32_t stride; // futures of an input in shares, >= n
} gm_futures;

// The first n futures of a seed. Everything lives in the arena.
gm_futures gm_futures_create(const gm_model *model, uint32_t seed, int32_t n, gm_arena *arena);

// SI; the value as written of an input without a range.
double gm_futures_value(const gm_futures *futures, int32_t future_i, int32_t input_i);

#endif
