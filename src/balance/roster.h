// SPDX-License-Identifier: MIT
//
// Whether so many people can do a set of tasks at one station in time, and how.
//
// The people of a station stand in a row; a task takes as many as it needs, next to each other. Each
// person does his tasks in one order, the same in every dim. A task begins when the last of its
// people is free and all that it waits for in the set is done. It is a problem of scheduling with
// due dates on parallel machines, which is NP-hard: the search is exact, and bounded by trials.

#ifndef GM_BALANCE_ROSTER_H
#define GM_BALANCE_ROSTER_H

#include "balance/small_net.h"

typedef enum gm_roster_answer {
    GM_ROSTER_NONE,  // they cannot
    GM_ROSTER_FOUND, // they can
    GM_ROSTER_OPEN,  // the trials are spent
} gm_roster_answer;

typedef struct gm_roster gm_roster;

// In the arena; borrows the net.
gm_roster *gm_roster_create(const gm_small_net *small, int32_t most_people, gm_arena *arena);

// Asks with at most so many trials; *trials grows by what was tried.
gm_roster_answer gm_roster_seek(gm_roster *roster, uint64_t load, int32_t people,
                                int64_t most_trials, int64_t *trials);

// After FOUND: the first person of each task of the load, and when it begins (task x dim).
void gm_roster_read(const gm_roster *roster, int32_t *post, int64_t *begin);

#endif
