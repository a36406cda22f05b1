// SPDX-License-Identifier: MIT
//
// The repair of a thing that is not a machine of a station: a belt, the conveyor of a moving
// line, one of its cars. It goes on off shift, but rests while it waits for its crew.

#ifndef GM_PLANT_REPAIR_H
#define GM_PLANT_REPAIR_H

#include "plant/crew.h"

#define GM_NO_GRANT UINT32_MAX // nobody is needed

#define GM_MICRO_STOP_S 300.0 // stops under 5 min are counted apart

typedef struct gm_repair {
    uint32_t grant; // of its crew, or GM_NO_GRANT
    bool is_waiting;
    double up_s;   // when it is done; INFINITY while it waits
    double left_s; // what is left of it while it waits
    double began_s;
    double down_s; // machine seconds in state down because of it, kept by its owner
} gm_repair;

// A repair that takes so long begins, or waits for the people of the call. The grant is free; it
// is not used when the call asks for nobody.
gm_repair gm_repair_begin(gm_run *run, double takes_s, uint32_t grant,
                          const gm_crew_call *call);

// Its crew has come or is back; goes home. A repair that is over at this instant is over.
void gm_repair_go_on(gm_repair *repair, double now_s);
void gm_repair_rest(gm_repair *repair, double now_s);

// It is done: its crew is free.
void gm_repair_end(gm_run *run, gm_repair *repair);

#endif
