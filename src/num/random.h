// SPDX-License-Identifier: MIT
//
// Random streams: one per entity and purpose, seeded by name.
//
// A stream is the 256-bit state of xoshiro256++ (Blackman and Vigna 2021). Its seed comes from
// Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011) keyed by (seed, replication) and counted
// by the hash of the stream's name, so the numbers of one station do not change when another is
// added, and any number of threads gives the same bits.

#ifndef GM_NUM_RANDOM_H
#define GM_NUM_RANDOM_H

#include <stddef.h>
#include <stdint.h>

// Plain data: copying it is a checkpoint. A stream never serves two purposes.
typedef struct gm_stream {
    uint64_t s[4];
} gm_stream;

// Philox4x32-10: one block of four words from a counter and a key. out may be counter.
void gm_philox4x32(uint32_t out[4], const uint32_t counter[4], const uint32_t key[2]);

#define GM_FNV1A_64_START UINT64_C(0xcbf29ce484222325)

// FNV-1a of n bytes, continuing from hash (Fowler, Noll and Vo; start: GM_FNV1A_64_START).
uint64_t gm_fnv1a_64(uint64_t hash, const void *bytes, size_t n);

// The name of a stream as a number: FNV-1a-64 of `path` NUL `purpose`. Two streams of one model
// with the same key would draw the same numbers: the model must refuse that.
uint64_t gm_stream_key(const char *path, const char *purpose);

// Seeds a stream. Philox key = (seed, replication); counter words 2 and 3 = low and high word
// of gm_stream_key(); words 0 and 1 = (0, 0) and then (1, 0): two blocks of four words make the
// four 64-bit words of state, low word first.
void gm_stream_init(gm_stream *stream, uint32_t seed, uint32_t replication, const char *path,
                    const char *purpose);

// The same with the key at hand.
void gm_stream_init_key(gm_stream *stream, uint32_t seed, uint32_t replication, uint64_t key);

static inline uint64_t gm_rotl_64(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

// The next 64 bits: xoshiro256++.
static inline uint64_t gm_stream_next(gm_stream *stream)
{
    uint64_t *s = stream->s;
    uint64_t result = gm_rotl_64(s[0] + s[3], 23) + s[0];
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = gm_rotl_64(s[3], 45);
    return result;
}

// 64 bits as a number in the open interval (0, 1): midpoints of 2^52 equal cells, each exact.
static inline double gm_u01_of_bits(uint64_t x)
{
    return ((double)(int64_t)(x >> 12) + 0.5) * 0x1p-52;
}

// A uniform number in (0, 1), never 0 or 1. 1 - u is exact too.
static inline double gm_stream_u01(gm_stream *stream)
{
    return gm_u01_of_bits(gm_stream_next(stream));
}

// The next n draws of 64 bits, in order.
void gm_stream_fill(gm_stream *stream, uint64_t *bits, size_t n);

#endif
