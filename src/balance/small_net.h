// SPDX-License-Identifier: MIT
//
// The tasks of a small line, with sets of them in one word, for the exact search.
//
// Tasks are twins when nothing but their names tells them apart. Exchanging them changes nothing, so
// the search takes them in the order of the file only.

#ifndef GM_BALANCE_SMALL_NET_H
#define GM_BALANCE_SMALL_NET_H

#include "balance/precedence.h"
#include "balance/small_set.h"

typedef struct gm_small_net {
    const gm_precedence *net;
    int32_t n; // 1 .. GM_SMALL_SET_MOST
    int32_t n_dims;
    const int32_t *people;  // by task
    const uint64_t *before; // by task: all that come before it
    const uint64_t *gate;   // by task: those and the twins before it
    const uint64_t *opens;  // by task: those of which it is in the gate
    const uint64_t *apart;  // by task
    const int64_t *rest;    // task x dim: the longest chain after it, without itself
    uint64_t all;
} gm_small_net;

// In the arena; borrows the net. At most GM_SMALL_SET_MOST tasks.
gm_small_net gm_small_net_of(const gm_precedence *net, gm_arena *arena);

static inline const int64_t *gm_small_ticks(const gm_small_net *small, int32_t task)
{
    return &small->net->ticks[(ptrdiff_t)task * small->n_dims];
}

#endif
