// SPDX-License-Identifier: MIT
//
// Standard normal deviates, made in blocks and handed out one at a time: for many normal laws
// that are drawn in turn, each of which would keep a block of its own with num/sampler.h.

#ifndef GM_NUM_NORMALS_H
#define GM_NUM_NORMALS_H

#include "num/random.h"

#define GM_NORMALS_BLOCK 32

// Plain data: copying it is a checkpoint.
typedef struct gm_normals {
    uint32_t next; // place in block of the next; GM_NORMALS_BLOCK: used up
    gm_stream stream;
    double block[GM_NORMALS_BLOCK];
} gm_normals;

// A stream as in gm_stream_init().
void gm_normals_init(gm_normals *normals, uint32_t seed, uint32_t replication, const char *path,
                     const char *purpose);

// Makes the next block. Called by gm_normals_next() when the last one is used up.
void gm_normals_refill(gm_normals *normals);

// The next: the normal quantile of the next uniform number of the stream.
static inline double gm_normals_next(gm_normals *normals)
{
    if (__builtin_expect(normals->next == GM_NORMALS_BLOCK, 0)) {
        gm_normals_refill(normals);
    }
    return normals->block[normals->next++];
}

#endif
