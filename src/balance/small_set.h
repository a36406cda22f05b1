// SPDX-License-Identifier: MIT
//
// Sets of up to 64 tasks in one word.

#ifndef GM_BALANCE_SMALL_SET_H
#define GM_BALANCE_SMALL_SET_H

#include <stdbool.h>
#include <stdint.h>

#define GM_SMALL_SET_MOST 64

static inline uint64_t gm_small_of(int32_t task)
{
    return UINT64_C(1) << task;
}

static inline bool gm_small_has(uint64_t set, int32_t task)
{
    return (set >> task) & 1u;
}

// The least of a set that is not empty.
static inline int32_t gm_small_first(uint64_t set)
{
    return __builtin_ctzll(set);
}

static inline int32_t gm_small_count(uint64_t set)
{
    return __builtin_popcountll(set);
}

static inline uint64_t gm_small_hash(uint64_t set)
{
    // The finish of MurmurHash3 (Appleby 2011).
    set = (set ^ (set >> 33)) * UINT64_C(0xff51afd7ed558ccd);
    set = (set ^ (set >> 33)) * UINT64_C(0xc4ceb9fe1a85ec53);
    return set ^ (set >> 33);
}

#endif
