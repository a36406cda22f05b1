// SPDX-License-Identifier: MIT
//
// People: crews by shift, who is present, and who waits for them.
//
// A grant is one piece of work that needs people. All the people it needs come at once, first
// come first served among those whom the free people can serve. At the end of a shift a grant
// keeps its people on paper and its work pauses; the next shift goes on with it.
//
// Grants: 2 m for the work of machine m, 2 m + 1 for its repair; then one per moving line for
// its people, one per conveyor for its repair, and for the repairs of each moving line one, or
// one per station when it is its cars that fail; one per rack for the repair of its crane, and
// two per vehicle, for its driver and for its repair.

#ifndef GM_PLANT_CREW_H
#define GM_PLANT_CREW_H

#include "plant/run.h"

// Asks for people. True when they have come; false when they will (a grant then waits and its
// owner is told later).
bool gm_crew_ask(gm_run *run, uint32_t grant_i, const gm_crew_call *call);

// The work is done: its people are free.
void gm_crew_release(gm_run *run, uint32_t grant_i);

// Nobody is needed any more: people come free, or stop being waited for. Nothing when nobody
// asked.
void gm_crew_dismiss(gm_run *run, uint32_t grant_i);

// Serves those who wait, as far as people are free.
void gm_crew_serve(gm_run *run);

// A shift of the crew begins or ends, at time 0 too.
void gm_crew_calendar(gm_run *run, int32_t crew_i);

// Its people or hours have changed: are there people for all who may ask?
void gm_crew_measure(gm_run *run, int32_t crew_i);

// Closes the account of people at now, for a snapshot.
void gm_crew_settle(gm_run *run, int32_t crew_i);

// People whom the model gives the crew in a shift of its calendar (flat index, or all day).
int32_t gm_crew_people(const gm_plan *plan, int32_t crew_i, int32_t shift_i);

static inline bool gm_grant_has(const gm_grant *grant, int32_t crew_i)
{
    for (int32_t i = 0; i < grant->call->n; i++) {
        if (grant->crew[i] == crew_i) {
            return true;
        }
    }
    return false;
}

static inline uint32_t gm_grant_of_work(int32_t machine_i)
{
    return 2 * (uint32_t)machine_i;
}

static inline uint32_t gm_grant_of_moving(const gm_run *run, int32_t moving_i)
{
    return 2 * (uint32_t)run->plan->n_machines + (uint32_t)moving_i;
}

static inline bool gm_grant_is_of_moving(const gm_run *run, uint32_t grant_i)
{
    uint32_t first = gm_grant_of_moving(run, 0);
    return grant_i - first < (uint32_t)run->plan->n_movings;
}

#endif
