// SPDX-License-Identifier: MIT

#include "num/random.h"

#include "core/assert.h"

#include <string.h>

// Multipliers and Weyl increments of Philox4x32 (Salmon et al. 2011, table 2).
#define PHILOX_M0     UINT32_C(0xD2511F53)
#define PHILOX_M1     UINT32_C(0xCD9E8D57)
#define PHILOX_W0     UINT32_C(0x9E3779B9)
#define PHILOX_W1     UINT32_C(0xBB67AE85)
#define PHILOX_ROUNDS 10

#define FNV_PRIME UINT64_C(0x100000001b3)

void gm_philox4x32(uint32_t out[4], const uint32_t counter[4], const uint32_t key[2])
{
    uint32_t c[4] = {counter[0], counter[1], counter[2], counter[3]};
    uint32_t k0 = key[0];
    uint32_t k1 = key[1];
    for (int round = 0; round < PHILOX_ROUNDS; round++) {
        uint64_t p0 = (uint64_t)PHILOX_M0 * c[0];
        uint64_t p1 = (uint64_t)PHILOX_M1 * c[2];
        uint32_t next[4] = {(uint32_t)(p1 >> 32) ^ c[1] ^ k0, (uint32_t)p1,
                            (uint32_t)(p0 >> 32) ^ c[3] ^ k1, (uint32_t)p0};
        memcpy(c, next, sizeof c);
        k0 += PHILOX_W0;
        k1 += PHILOX_W1;
    }
    memcpy(out, c, sizeof c);
}

uint64_t gm_fnv1a_64(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ p[i]) * FNV_PRIME;
    }
    return hash;
}

uint64_t gm_stream_key(const char *path, const char *purpose)
{
    GM_REQUIRE(path && purpose);

    // The NUL that ends the path separates it from the purpose: a/b + c is not a + /bc.
    uint64_t hash = gm_fnv1a_64(GM_FNV1A_64_START, path, strlen(path) + 1);
    return gm_fnv1a_64(hash, purpose, strlen(purpose));
}

void gm_stream_init(gm_stream *stream, uint32_t seed, uint32_t replication, const char *path,
                    const char *purpose)
{
    gm_stream_init_key(stream, seed, replication, gm_stream_key(path, purpose));
}

void gm_stream_init_key(gm_stream *stream, uint32_t seed, uint32_t replication, uint64_t key)
{
    const uint32_t philox_key[2] = {seed, replication};
    for (size_t half = 0; half < 2; half++) {
        const uint32_t counter[4] = {(uint32_t)half, 0, (uint32_t)key, (uint32_t)(key >> 32)};
        uint32_t w[4];
        gm_philox4x32(w, counter, philox_key);
        stream->s[2 * half] = w[0] | (uint64_t)w[1] << 32;
        stream->s[2 * half + 1] = w[2] | (uint64_t)w[3] << 32;
    }
    GM_ASSERT((stream->s[0] | stream->s[1] | stream->s[2] | stream->s[3]) != 0);
}

void gm_stream_fill(gm_stream *stream, uint64_t *bits, size_t n)
{
    // In registers for the whole block.
    gm_stream local = *stream;
    for (size_t i = 0; i < n; i++) {
        bits[i] = gm_stream_next(&local);
    }
    *stream = local;
}
