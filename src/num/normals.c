// SPDX-License-Identifier: MIT

#include "num/normals.h"

#include "num/elementary.h"

void gm_normals_init(gm_normals *normals, uint32_t seed, uint32_t replication, const char *path,
                     const char *purpose)
{
    normals->next = GM_NORMALS_BLOCK;
    gm_stream_init(&normals->stream, seed, replication, path, purpose);
}

void gm_normals_refill(gm_normals *normals)
{
    uint64_t bits[GM_NORMALS_BLOCK];
    gm_stream_fill(&normals->stream, bits, GM_NORMALS_BLOCK);
    for (int i = 0; i < GM_NORMALS_BLOCK; i++) {
        normals->block[i] = gm_u01_of_bits(bits[i]);
    }
    gm_lanes_best()->normal_quantile(normals->block, GM_NORMALS_BLOCK);
    normals->next = 0;
}
