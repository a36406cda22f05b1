// SPDX-License-Identifier: MIT
//
// Is a balance one? Asked of the rules alone, not of the code that made it.

#ifndef GM_TEST_BALANCE_CASE_H
#define GM_TEST_BALANCE_CASE_H

#include "balance/balance.h"

#include <check.h>

static inline int64_t begin_of(const gm_balance_problem *p, const gm_balance *b, int task,
                               int dim)
{
    return b->begin[task * p->n_dims + dim];
}

static inline int64_t end_of(const gm_balance_problem *p, const gm_balance *b, int task,
                             int dim)
{
    return begin_of(p, b, task, dim) + p->ticks[task * p->n_dims + dim];
}

static inline int people_of_task(const gm_balance_problem *p, int task)
{
    return p->people ? p->people[task] : 1;
}

// Two tasks at one station have a person in common.
static inline bool share_person(const gm_balance_problem *p, const gm_balance *b, int i, int k)
{
    return b->station[i] == b->station[k] && b->post[i] < b->post[k] + people_of_task(p, k) &&
           b->post[k] < b->post[i] + people_of_task(p, i);
}

// Every task in the takt of its station, after its predecessors, and nobody does two at once.
static inline void expect_valid(const gm_balance_problem *p, const gm_balance *b)
{
    int n_posts = 0;
    for (int s = 0; s < b->n_stations; s++) {
        ck_assert_int_ge(b->people[s], 1);
        ck_assert_int_le(b->people[s], p->most_people);
        n_posts += b->people[s];
    }
    ck_assert_int_eq(n_posts, b->n_posts);
    for (int i = 0; i < p->n_tasks; i++) {
        ck_assert_int_ge(b->station[i], 0);
        ck_assert_int_lt(b->station[i], b->n_stations);
        ck_assert_int_ge(b->post[i], 0);
        ck_assert_int_le(b->post[i] + people_of_task(p, i), b->people[b->station[i]]);
        for (int d = 0; d < p->n_dims; d++) {
            ck_assert_int_ge(begin_of(p, b, i, d), 0);
            ck_assert_int_le(end_of(p, b, i, d), gm_balance_capacity(p, d));
            ck_assert_int_le(end_of(p, b, i, d), b->end[b->station[i] * p->n_dims + d]);
            for (int k = 0; k < i; k++) {
                ck_assert(!share_person(p, b, i, k) ||
                          begin_of(p, b, i, d) >= end_of(p, b, k, d) ||
                          begin_of(p, b, k, d) >= end_of(p, b, i, d));
            }
        }
    }
    for (int i = 0; i < p->n_before; i++) {
        int first = p->before[i].a;
        int then = p->before[i].b;
        ck_assert_int_le(b->station[first], b->station[then]);
        for (int d = 0; d < p->n_dims && b->station[first] == b->station[then]; d++) {
            ck_assert_int_le(end_of(p, b, first, d), begin_of(p, b, then, d));
        }
    }
    for (int i = 0; i < p->n_apart; i++) {
        ck_assert_int_ne(b->station[p->apart[i].a], b->station[p->apart[i].b]);
    }
    ck_assert_int_le(b->least_posts, b->n_posts);
    ck_assert_int_le(b->least_stations, b->n_stations);
}

#endif
