// SPDX-License-Identifier: MIT
//
// With f of bound.c: what one person does, and what is done one after the other at a station,
// never weighs more than 1.
//
//   people     >= sum of people x f, over all tasks
//   n(q)       >= sum of f over the tasks of q people and more / floor(most people / q)
//   people     >= n(1) + n(2) + ..
//   stations   >= n(1), people / most people, and the sum of f along any chain
//
// n(q) counts the stations with q people and more: no more than floor(most / q) teams of q work
// side by side there. Their sum over q counts every person once.

#include "balance/manned_bound.h"

#include "balance/making.h"

#include <string.h>

gm_manned_bound gm_manned_bound_of(const gm_precedence *net, const gm_bound *bound,
                                   gm_arena *arena)
{
    gm_manned_bound manned = {.net = net, .bound = bound};
    manned.chains = GM_NEW(arena, int64_t, (size_t)net->n * (size_t)bound->n);
    for (int32_t k = net->n; k-- > 0;) {
        int32_t task = net->order[k];
        int64_t *own = &manned.chains[(ptrdiff_t)task * bound->n];
        for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
            const int64_t *next = &manned.chains[(ptrdiff_t)net->next[i] * bound->n];
            for (int32_t f = 0; f < bound->n; f++) {
                own[f] = gm_later(own[f], next[f]);
            }
        }
        for (int32_t f = 0; f < bound->n; f++) {
            own[f] += bound->weight[(ptrdiff_t)task * bound->n + f];
        }
        int32_t people = gm_task_people(net, task);
        manned.largest_team = people > manned.largest_team ? people : manned.largest_team;
    }
    manned.sums = GM_NEW(arena, int64_t, (size_t)(manned.largest_team + 2) * (size_t)bound->n);
    return manned;
}

// Rows of `sums`: 0 the heaviest chain, q = 1 .. the tasks of q people and more. Returns the
// largest team.
static int32_t add_up(const gm_manned_bound *manned, const uint64_t *done)
{
    const gm_precedence *net = manned->net;
    int32_t n = manned->bound->n;
    int32_t largest = 0;
    memset(manned->sums, 0,
           (size_t)(manned->largest_team + 2) * (size_t)n * sizeof *manned->sums);
    for (int32_t i = 0; i < net->n; i++) {
        if (done && gm_tasks_has(done, i)) {
            continue;
        }
        const int64_t *weight = &manned->bound->weight[(ptrdiff_t)i * n];
        const int64_t *chain = &manned->chains[(ptrdiff_t)i * n];
        for (int32_t f = 0; f < n; f++) {
            manned->sums[f] = gm_later(manned->sums[f], chain[f]);
        }
        int32_t people = gm_task_people(net, i);
        largest = people > largest ? people : largest;
        for (int32_t q = 1; q <= people; q++) {
            for (int32_t f = 0; f < n; f++) {
                manned->sums[(ptrdiff_t)q * n + f] += weight[f];
            }
        }
    }
    return largest;
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t over(int32_t a, int32_t b)
{
    return (a + b - 1) / b;
}

gm_manned_least gm_manned_least_of(const gm_manned_bound *manned, const uint64_t *done)
{
    const gm_bound *bound = manned->bound;
    int32_t most = manned->net->problem->most_people;
    int32_t largest = add_up(manned, done);
    gm_manned_least least;
    int64_t *all = &manned->sums[(ptrdiff_t)(manned->largest_team + 1) * bound->n];
    int32_t n_stations = 1; // with q people and more: also for work of no time
    int32_t by_teams = 0;
    for (int32_t q = largest; q >= 1; q--) {
        const int64_t *sums = &manned->sums[(ptrdiff_t)q * bound->n];
        n_stations = larger(n_stations, over(gm_bound_stations(bound, sums), most / q));
        by_teams += n_stations;
        for (int32_t f = 0; f < bound->n; f++) {
            all[f] += sums[f];
        }
    }
    least.posts = larger(by_teams, gm_bound_stations(bound, all));
    least.stations = larger(larger(n_stations, gm_bound_stations(bound, manned->sums)),
                            over(least.posts, most));
    return least;
}
