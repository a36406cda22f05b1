// SPDX-License-Identifier: MIT
//
// All ways to fill the next station of one person.
//
// A load is a set of tasks that may be done next and fit together. Only full ones are of interest:
// one that leaves room for another task is never better than with it (Jackson 1956). Every full
// load of a state is found once.

#ifndef GM_BALANCE_LOAD_H
#define GM_BALANCE_LOAD_H

#include "balance/precedence.h"

typedef struct gm_loads gm_loads;

// Called for every full load, which stands in loads->tasks; false: no more of them.
typedef bool gm_load_found(gm_loads *loads, void *user);

struct gm_loads {
    const gm_precedence *net;
    const int32_t *rank; // tasks in the order in which they are tried
    int64_t trials;      // tasks tried so far
    int64_t most;        // and at most
    gm_load_found *found;
    void *user;

    int32_t *tasks; // the load in hand
    int32_t n_tasks;
    uint64_t *in_load;
    int64_t *room;   // by dim
    int32_t *n_open; // by task: predecessors that are not done
    int32_t
        *list; // tasks that are done or may be now: those of the state, then their followers
    int32_t n_list;
};

// Room for the loads of a net, in the arena.
gm_loads gm_loads_of(const gm_precedence *net, gm_arena *arena);

// Finds the full loads of the state in which these tasks are done. False when `found` or `most`
// ended the search before all were found.
bool gm_loads_each(gm_loads *loads, const uint64_t *done);

// Another load is at least as good as the one in hand: with a task of it exchanged for one that
// is no shorter and has all of its followers (Jackson's rule).
bool gm_load_is_dominated(const gm_loads *loads);

#endif
