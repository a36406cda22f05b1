// SPDX-License-Identifier: MIT
//
// The tasks of a line as the search sees them: who follows whom, directly and in the end.

#ifndef GM_BALANCE_PRECEDENCE_H
#define GM_BALANCE_PRECEDENCE_H

#include "balance/balance.h"

typedef struct gm_precedence {
    const gm_balance_problem *problem;
    bool is_reversed; // `before` read backwards: stations from the last to the first
    int32_t n;
    int32_t n_dims;
    int32_t n_words; // of a set of tasks
    const int64_t *ticks;
    const int64_t *capacity; // by dim
    int32_t *n_before;       // direct predecessors of each task
    int32_t *next_at; // n + 1: next[next_at[i]] .. next[next_at[i + 1] - 1] follow task i
    int32_t *next;
    int32_t *order;        // a task comes after all that come before it
    uint64_t *after;       // set of all tasks that come after each
    const uint64_t *apart; // set of the tasks each may not meet at a station; NULL: none
    double *size;          // how much of a station a task fills: the largest share of its dims
    double *tail;          // size of a task and all that come after it
} gm_precedence;

// The net of a sound problem, in the arena; borrows the problem.
gm_precedence gm_precedence_of(const gm_balance_problem *problem, bool is_reversed,
                               gm_arena *arena);

// A task that is to be done before itself, -1: there is none. For problems not known to be sound.
int32_t gm_precedence_cycle(const gm_balance_problem *problem, gm_arena *arena);

// ---- sets of tasks

static inline bool gm_tasks_has(const uint64_t *set, int32_t task)
{
    return (set[task >> 6] >> (task & 63)) & 1u;
}

static inline void gm_tasks_add(uint64_t *set, int32_t task)
{
    set[task >> 6] |= UINT64_C(1) << (task & 63);
}

static inline void gm_tasks_drop(uint64_t *set, int32_t task)
{
    set[task >> 6] &= ~(UINT64_C(1) << (task & 63));
}

#endif
