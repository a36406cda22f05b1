// SPDX-License-Identifier: MIT
//
// Line balancing: which task is done at which station of a line, by how many people.
//
// The simple assembly line balancing problem, type 1 (Baybars 1986): every task once, none before
// its predecessors, no station over its capacity, as few stations as possible. Beyond it: several
// models (the mean of the mix and every variant have a capacity of their own), tasks that may not
// stand at one station, and stations of several people (Dimitriadis 2006), where tasks run side by
// side and the fewest people come before the fewest stations.
//
// Time is counted in whole ticks, so that sums are exact. Everything is bounded by a count of
// trials, never by the clock: the same problem gives the same balance on any machine.

#ifndef GM_BALANCE_BALANCE_H
#define GM_BALANCE_BALANCE_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

// A pair of tasks.
typedef struct gm_task_pair {
    int32_t a;
    int32_t b;
} gm_task_pair;

typedef struct gm_balance_problem {
    int32_t n_tasks;      // >= 1
    int32_t n_dims;       // >= 1: what has a capacity of its own, say the mean and each variant
    const int64_t *ticks; // task x dim, >= 0: how long a task takes
    int64_t takt;         // > 0
    const double *fill;   // by dim, > 0: share of the takt that may be filled; NULL: all
    const int32_t *people; // by task, >= 1: who do it at the same time; NULL: one each
    int32_t most_people;   // at a station, >= 1
    int32_t most_stations; // preferred to fewer people; 0: as many as it takes
    int32_t n_before;
    const gm_task_pair *before; // a is done before b
    int32_t n_apart;
    const gm_task_pair *apart; // not at one station
    int64_t effort;            // trials; 0: GM_BALANCE_EFFORT
} gm_balance_problem;

// Proves most of the published instances; takes less than a second for some hundred tasks.
#define GM_BALANCE_EFFORT INT64_C(4000000)

typedef struct gm_balance {
    int32_t n_stations;
    int32_t n_posts;        // people at all stations together
    int32_t least_posts;    // no balance that keeps to the stations has fewer people
    int32_t least_stations; // nor, with so few people, fewer stations
    int32_t *station;       // of each task
    int32_t *post;          // of each task: the first of its people, 0 .. at each station
    int64_t *begin;         // task x dim: from the start of the work at its station
    int32_t *people;        // by station
    int64_t *end;           // station x dim: when its last task is done
    int64_t trials;         // what it took
} gm_balance;

typedef enum gm_balance_fault {
    GM_BALANCE_SOUND,
    GM_BALANCE_CYCLE,    // .task is to be done before itself
    GM_BALANCE_TOO_LONG, // .task fills more than the capacity of .dim
    GM_BALANCE_CROWDED,  // .task needs more people than may work at a station
} gm_balance_fault;

typedef struct gm_balance_flaw {
    gm_balance_fault fault;
    int32_t task;
    int32_t dim;
} gm_balance_flaw;

// Whole ticks of the takt that may be filled in a dim.
int64_t gm_balance_capacity(const gm_balance_problem *problem, int32_t dim);

// Whether there is a balance at all, and if not the first reason.
gm_balance_flaw gm_balance_check(const gm_balance_problem *problem);

// Balances a sound problem. The result is in the arena. With one person at each station it is
// searched exactly, by branch, bound and remember (Sewell and Jacobson 2012), until proven or
// the effort is spent; with several too, best first, if there are at most 64 tasks. What is not
// proven, and longer lines of several people, are done by a heuristic of many starts. The bounds
// hold in any case.
//
// The people of a station stand in a row; a task takes people next to each other, who do their
// tasks in the same order in every dim.
gm_balance gm_balance_solve(const gm_balance_problem *problem, gm_arena *arena);

// The same people at the same number of stations, with the work spread as evenly as was found: no
// capacity is filled more than need be. `balance` is one of the problem.
gm_balance gm_balance_even(const gm_balance_problem *problem, const gm_balance *balance,
                           gm_arena *arena);

#endif
