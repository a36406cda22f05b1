// SPDX-License-Identifier: MIT

#include "balance/small_net.h"

#include "balance/making.h"

#include "core/assert.h"

#include <string.h>

static const int32_t *people_of(const gm_precedence *net, gm_arena *arena)
{
    int32_t *people = GM_NEW(arena, int32_t, net->n);
    for (int32_t i = 0; i < net->n; i++) {
        people[i] = gm_task_people(net, i);
    }
    return people;
}

static const uint64_t *before_of(const gm_precedence *net, gm_arena *arena)
{
    uint64_t *before = GM_NEW(arena, uint64_t, net->n);
    for (int32_t i = 0; i < net->n; i++) {
        for (uint64_t left = net->after[i]; left; left &= left - 1) {
            before[gm_small_first(left)] |= gm_small_of(i);
        }
    }
    return before;
}

static bool are_twins(const gm_small_net *small, int32_t a, int32_t b)
{
    size_t bytes = (size_t)small->n_dims * sizeof(int64_t);
    return small->people[a] == small->people[b] && small->before[a] == small->before[b] &&
           small->net->after[a] == small->net->after[b] &&
           (small->apart[a] & ~gm_small_of(b)) == (small->apart[b] & ~gm_small_of(a)) &&
           memcmp(gm_small_ticks(small, a), gm_small_ticks(small, b), bytes) == 0;
}

static void set_gates(gm_small_net *small, gm_arena *arena)
{
    uint64_t *gate = GM_NEW(arena, uint64_t, small->n);
    uint64_t *opens = GM_NEW(arena, uint64_t, small->n);
    for (int32_t b = 0; b < small->n; b++) {
        gate[b] = small->before[b];
        for (int32_t a = 0; a < b; a++) {
            gate[b] |= are_twins(small, a, b) ? gm_small_of(a) : 0;
        }
        for (uint64_t left = gate[b]; left; left &= left - 1) {
            opens[gm_small_first(left)] |= gm_small_of(b);
        }
    }
    small->gate = gate;
    small->opens = opens;
}

// Longest chains, from the last task to the first.
static const int64_t *rest_of(const gm_precedence *net, gm_arena *arena)
{
    int64_t *rest = GM_NEW(arena, int64_t, (size_t)net->n * (size_t)net->n_dims);
    for (int32_t k = net->n; k-- > 0;) {
        int32_t task = net->order[k];
        for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
            for (int32_t d = 0; d < net->n_dims; d++) {
                int64_t *own = &rest[(ptrdiff_t)task * net->n_dims + d];
                ptrdiff_t next = (ptrdiff_t)net->next[i] * net->n_dims + d;
                *own = gm_later(*own, rest[next] + net->ticks[next]);
            }
        }
    }
    return rest;
}

gm_small_net gm_small_net_of(const gm_precedence *net, gm_arena *arena)
{
    GM_REQUIRE(net->n >= 1 && net->n <= GM_SMALL_SET_MOST);
    gm_small_net small = {
        .net = net,
        .n = net->n,
        .n_dims = net->n_dims,
        .people = people_of(net, arena),
        .before = before_of(net, arena),
        .apart = net->apart ? net->apart : GM_NEW(arena, uint64_t, net->n),
        .rest = rest_of(net, arena),
        .all = net->n == GM_SMALL_SET_MOST ? UINT64_MAX : gm_small_of(net->n) - 1,
    };
    set_gates(&small, arena);
    return small;
}
