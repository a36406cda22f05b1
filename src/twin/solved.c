// SPDX-License-Identifier: MIT
//
// Problems are compared number by number: a search gives the same for equal ones.

#include "twin/solved.h"

#include <string.h>

struct gm_solved_zone {
    gm_balance_problem problem;
    bool is_even;
    gm_balance balance;
    gm_solved_zone *before;
};

// Equal blocks, either of which may be left out.
static bool is_same_block(const void *a, const void *b, size_t n_bytes)
{
    if (!a || !b || n_bytes == 0) {
        return n_bytes == 0 || a == b;
    }
    return memcmp(a, b, n_bytes) == 0;
}

static bool is_same_problem(const gm_balance_problem *a, const gm_balance_problem *b)
{
    size_t n_tasks = (size_t)a->n_tasks;
    size_t n_dims = (size_t)a->n_dims;
    bool is_same_size = a->n_tasks == b->n_tasks && a->n_dims == b->n_dims &&
                        a->n_before == b->n_before && a->n_apart == b->n_apart;
    return is_same_size && a->takt == b->takt && a->most_people == b->most_people &&
           a->most_stations == b->most_stations && a->effort == b->effort &&
           is_same_block(a->ticks, b->ticks, n_tasks * n_dims * sizeof *a->ticks) &&
           is_same_block(a->fill, b->fill, n_dims * sizeof *a->fill) &&
           is_same_block(a->people, b->people, n_tasks * sizeof *a->people) &&
           is_same_block(a->before, b->before, (size_t)a->n_before * sizeof *a->before) &&
           is_same_block(a->apart, b->apart, (size_t)a->n_apart * sizeof *a->apart);
}

static gm_balance search(const gm_balance_problem *problem, bool is_even, gm_arena *arena)
{
    gm_balance balance = gm_balance_solve(problem, arena);
    return is_even ? gm_balance_even(problem, &balance, arena) : balance;
}

gm_balance gm_solved_balance(gm_solved *solved, const gm_balance_problem *problem, bool is_even,
                             gm_arena *arena)
{
    if (!solved) {
        return search(problem, is_even, arena);
    }
    for (const gm_solved_zone *z = solved->last; z; z = z->before) {
        if (z->is_even == is_even && is_same_problem(&z->problem, problem)) {
            return z->balance;
        }
    }
    gm_solved_zone *zone = GM_NEW(arena, gm_solved_zone, 1);
    *zone = (gm_solved_zone){*problem, is_even, search(problem, is_even, arena), solved->last};
    solved->last = zone;
    return zone->balance;
}
