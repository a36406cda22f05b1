// SPDX-License-Identifier: MIT

#include "study/future.h"

#include "core/assert.h"
#include "num/beta.h"
#include "num/elementary.h"
#include "num/latin.h"

#include <math.h>

#define DEVIATIONS 6.0 // between lo and hi of a normal law

// ---- laws

static double pert(double lo, double mode, double hi, double u)
{
    double share = (mode - lo) / (hi - lo);
    return lo + (hi - lo) * gm_beta_quantile(u, 1.0 + 4.0 * share, 5.0 - 4.0 * share);
}

static double triangular(double lo, double mode, double hi, double u)
{
    double left = (mode - lo) / (hi - lo);
    return u < left ? lo + sqrt(u * (hi - lo) * (mode - lo))
                    : hi - sqrt((1.0 - u) * (hi - lo) * (hi - mode));
}

// Around value, cut at lo and hi.
static double normal(double lo, double value, double hi, double u)
{
    double sd = (hi - lo) / DEVIATIONS;
    double below = gm_normal_cdf((lo - value) / sd);
    double above = gm_normal_cdf((value - hi) / sd);
    double p = below + u * (1.0 - below - above);
    return value + sd * gm_normal_quantile(fmin(fmax(p, 1e-300), 1.0 - 0x1p-53));
}

static double drawn(const gm_model_input *in, double u)
{
    switch (in->shape) {
    case GM_INPUT_UNIFORM:
        return in->lo + u * (in->hi - in->lo);
    case GM_INPUT_TRIANGULAR:
        return triangular(in->lo, in->value, in->hi, u);
    case GM_INPUT_NORMAL:
        return normal(in->lo, in->value, in->hi, u);
    case GM_INPUT_LOGNORMAL:
        return gm_exp(normal(gm_log(in->lo), gm_log(in->value), gm_log(in->hi), u));
    case GM_INPUT_PERT:
        break;
    }
    return pert(in->lo, in->value, in->hi, u);
}

double gm_input_quantile(const gm_model_input *in, double u)
{
    GM_REQUIRE(0.0 < u && u < 1.0);
    if (!(in->lo < in->hi)) {
        return in->value;
    }
    double x = drawn(in, u);
    if (in->is_whole) {
        x = floor(x + 0.5);
    }
    return fmin(fmax(x, in->lo), in->hi);
}

// ---- futures

gm_futures gm_futures_create(const gm_model *model, uint32_t seed, int32_t n, gm_arena *arena)
{
    int32_t n_blocks = (n + GM_FUTURES_BLOCK - 1) / GM_FUTURES_BLOCK;
    int32_t stride = n_blocks * GM_FUTURES_BLOCK;
    double *shares = GM_NEW(arena, double, (size_t)model->n_inputs *(size_t)stride + 1);
    for (int32_t i = 0; i < model->n_inputs; i++) {
        double *of = shares + (ptrdiff_t)i * stride;
        for (int32_t b = 0; b < n_blocks && model->inputs[i].has_range; b++) {
            gm_stream stream;
            gm_stream_init(&stream, seed, (uint32_t)b, model->inputs[i].path, "range");
            gm_latin_fill(&stream, of + (ptrdiff_t)b * GM_FUTURES_BLOCK, GM_FUTURES_BLOCK);
        }
    }
    return (gm_futures){model, n, shares, stride};
}

double gm_futures_value(const gm_futures *f, int32_t future_i, int32_t input_i)
{
    GM_ASSERT(future_i >= 0 && future_i < f->n && input_i >= 0 && input_i < f->model->n_inputs);
    const gm_model_input *input = &f->model->inputs[input_i];
    return input->has_range
               ? gm_input_quantile(input, f->shares[(ptrdiff_t)input_i * f->stride + future_i])
               : input->value;
}
