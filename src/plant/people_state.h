// SPDX-License-Identifier: MIT
//
// What changes while a plant runs, of its crews and of whom they serve: see run.h.

#ifndef GM_PLANT_PEOPLE_STATE_H
#define GM_PLANT_PEOPLE_STATE_H

#include "num/sampler.h"
#include "plant/plan.h"

typedef struct gm_grant {
    const gm_crew_call *call; // NULL: nobody asked or held
    int32_t crew[4];          // who serves each need
    bool is_waiting;
    int32_t n_away; // crews of this grant that are off shift
    uint32_t next;  // grant + 1 in the queue
} gm_grant;

typedef struct gm_crew {
    bool is_on;
    bool is_ample; // nobody waits for it: it is on shift with people for all who may ask
    int32_t present;
    int32_t busy;    // not free
    int32_t on_line; // of them, on moving lines: what they do there is counted car by car
    int32_t missing;
    int32_t shift_i; // that is or was present
    int32_t shift_day;
    gm_stream absence;
    double since_s;
    double present_s; // person seconds
    double busy_s;
    double missing_s; // person seconds that neither people nor reliefs cover
} gm_crew;

#endif
