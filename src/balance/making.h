// SPDX-License-Identifier: MIT
//
// A line of stations of several people while it is filled: tasks that are done, and what the people
// of the station in hand do until when.

#ifndef GM_BALANCE_MAKING_H
#define GM_BALANCE_MAKING_H

#include "balance/precedence.h"

#include "num/random.h"

// A line in the making.
typedef struct gm_making {
    const gm_precedence *net;
    gm_stream stream;
    double by_tail;
    double least_fill; // of a person beyond the first of a station
    bool is_by_task;
    int32_t most_people;  // at a station; fewer than there may be in some starts
    int32_t largest_team; // people of a task at most
    double *worth;        // by task
    int64_t trials;

    bool *is_done;
    int32_t *n_open; // by task: predecessors not done, nor in this station
    int64_t *ready;  // task x dim: when its predecessors at this station are done
    int32_t *list;   // tasks that may be done
    int32_t n_list;
    int64_t *end;   // person x dim, of the station in hand
    gm_balance now; // station, post, begin of each task; people and end by station

    // The search for one person.
    int64_t left;        // trials
    int64_t *least;      // place of the list as sorted x dim: least work there or behind
    int32_t n_sorted;    // places
    int32_t *path;       // tasks
    int64_t *path_begin; // path x dim
    int64_t *path_end;   // after so many tasks of it x dim
    int32_t n_path;
    double path_worth;
    int32_t *best;
    int64_t *best_begin;
    int32_t n_best;
    double best_worth;
} gm_making;

// ---- making.c

// A task that it may not meet is done at the station in hand.
bool gm_making_bars(const gm_making *make, int32_t task);

// A task is done at the station in hand by its people from person `post` on; what follows may come.
void gm_making_settle(gm_making *make, int32_t task, int32_t post, const int64_t *begin);

// Leaves tasks in the list that may be done: those that are ready first, of these the worthiest.
void gm_making_sort(gm_making *make);

// People of the station in hand with work that takes time.
int32_t gm_making_workers(const gm_making *make);

// ---- making_person.c

// Begins a station with the work that takes several people.
void gm_making_teams(gm_making *make);

// Gives a person the best sequence of tasks; false when it is not worth a person.
bool gm_making_person(gm_making *make, int32_t person, bool may_refuse);

// ---- making_next.c

// Places the task that matters most of those that can begin first; false when none fits.
bool gm_making_next(gm_making *make);

// ---- inline

static inline int32_t gm_task_people(const gm_precedence *net, int32_t task)
{
    return net->problem->people ? net->problem->people[task] : 1;
}

static inline int64_t gm_later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

#endif
