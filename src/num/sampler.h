// SPDX-License-Identifier: MIT
//
// Draws from a law, made in blocks and handed out one at a time.
//
// Most laws take one uniform per draw by inversion, increasing in it. Where there is no inverse
// (gamma, erlang, pert, hyperexponential, mixture) the further uniforms come from a sub-stream
// named purpose + "/sub". The sequence of values does not depend on the size of the blocks.

#ifndef GM_NUM_SAMPLER_H
#define GM_NUM_SAMPLER_H

#include "num/dist.h"
#include "num/random.h"

#include <stdint.h>

#define GM_SAMPLER_BLOCK 32

// Plain data: copying it is a checkpoint. The law is borrowed and outlives every copy.
typedef struct gm_sampler {
    const gm_dist *dist;
    gm_stream stream;
    gm_stream sub;
    double k[4];     // constants of the law, see gm_sampler_init()
    uint64_t n_made; // values put into blocks so far
    uint32_t next;   // place in block of the next value; GM_SAMPLER_BLOCK: used up
    bool is_constant;
    double block[GM_SAMPLER_BLOCK];
} gm_sampler;

// The law must pass gm_dist_check(). Streams as in gm_stream_init().
void gm_sampler_init(gm_sampler *sampler, const gm_dist *dist, uint32_t seed,
                     uint32_t replication, const char *path, const char *purpose);

// Makes the next block. Called by gm_sampler_next() when the last one is used up.
void gm_sampler_refill(gm_sampler *sampler);

// The next value, in the unit of the law, >= 0.
static inline double gm_sampler_next(gm_sampler *sampler)
{
    if (__builtin_expect(sampler->next == GM_SAMPLER_BLOCK, 0)) {
        gm_sampler_refill(sampler);
    }
    return sampler->block[sampler->next++];
}

// The same without taking it.
static inline double gm_sampler_peek(gm_sampler *sampler)
{
    if (__builtin_expect(sampler->next == GM_SAMPLER_BLOCK, 0)) {
        gm_sampler_refill(sampler);
    }
    return sampler->block[sampler->next];
}

// How many values gm_sampler_next() has handed out.
static inline uint64_t gm_sampler_n_drawn(const gm_sampler *sampler)
{
    return sampler->n_made - (GM_SAMPLER_BLOCK - sampler->next);
}

// Is one draw of the law one uniform number, turned over by a formula that goes in lanes?
bool gm_sampler_is_plain(const gm_dist *law);

// Turns n times 64 random bits into draws of a plain law; k: its constants, as in its samplers.
void gm_sampler_turn(const gm_dist *law, const double k[4], const uint64_t *bits, double *out,
                     size_t n);

// One value without a block, from streams that the caller holds: slow, the same values in the
// same order as a sampler. Not for GM_DIST_REPLAY, whose place in the list is the sampler's.
double gm_dist_draw(const gm_dist *dist, gm_stream *stream, gm_stream *sub);

#endif
