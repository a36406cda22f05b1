// SPDX-License-Identifier: MIT
//
// What several steps share and can wait for: vehicles of a fleet, power of a grid, channels and
// slots and the crane of a rack.
//
// A thing that is shared binds a step that waits when it is needed at least as much as the step,
// and there is too little of it at least as long as the step waits. Needed: a fleet in the vehicle
// hours on shift (its own, else that of the stations it works for) that are neither idle nor
// blocked, places that vehicles reserve while all are kept for parts on their way, a grid while somebody waits for its power,
// channels by the share that is in use, slots by the share that holds parts which must stay (what
// leaves times the dwell: Little 1961), a crane while it moves or is down. Too little: of
// a fleet while parts wait and no vehicle is free (or is on its way, when all are busy all the
// time), of the rest the same as needed.

#ifndef GM_STUDY_BINDS_SHARED_H
#define GM_STUDY_BINDS_SHARED_H

#include "study/net.h"
#include "study/replicate.h"

// Who waits.
typedef struct gm_waiting {
    int32_t step_i;    // GM_NONE: no step works, anything that is shared may bind
    bool is_blocked;   // else it waits for parts
    double share;      // of its time
    double needed;     // share of its time on shift that it is needed
    const bool *leads; // steps that lead to what is counted, NULL: all
} gm_waiting;

// The shared thing that binds, in a few words, in a window. NULL: none. In the arena.
const char *gm_binds_shared(const gm_replications *set, const gm_net *net, int32_t tally_i,
                            const gm_waiting *who, gm_arena *arena);

// What a step of a recipe waits for with a part in hand: "supply: 20 kW are all promised".
// is_power: of its grid, else its channels. In the arena.
const char *gm_binds_recipe(const gm_plan *plan, int32_t recipe_i, bool is_power,
                            gm_arena *arena);

#endif
