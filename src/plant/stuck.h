// SPDX-License-Identifier: MIT
//
// Who waits for ever: a deadlock, named at the end of a run.
//
// A step is alive when it can still move a part: it works on one (also off shift, down or without
// its people, which all end), or what it waits for can still happen. It waits for a place, which
// a living taker can free, or for parts, which a living giver can bring. What is not alive in the
// end and holds a part that nobody takes waits for ever; so does everybody in a rework loop whose
// places are all full. Where it is not certain, a step counts as alive.

#ifndef GM_PLANT_STUCK_H
#define GM_PLANT_STUCK_H

#include "core/arena.h"
#include "plant/engine.h"

#define GM_STUCK_WAITS 8 // named at most

// A step holds a part for a store that takes no more. The takers of the store are
// plan->stores[store_i].consumers, its name is plan->stores[store_i].name.
typedef struct gm_stuck_wait {
    int32_t step_i; // a buffer: its parts wait for a way on
    int32_t store_i;
    double since_s;
} gm_stuck_wait;

typedef struct gm_stuck {
    int32_t n;      // steps that wait for ever; 0: nobody does
    bool all;       // and nothing else can move either, but for what comes from sources
    double since_s; // when the last of them came to wait
    int32_t n_waits;
    gm_stuck_wait waits[GM_STUCK_WAITS]; // the first of them, in the order of the file
} gm_stuck;

// Who waits for ever as the run stands now. Cost: steps x stores x length of the longest chain of
// waits; call it at the end of a run. Takes scratch memory and gives it back.
gm_stuck gm_run_stuck(const gm_run *run, gm_arena *scratch);

#endif
