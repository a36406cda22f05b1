// SPDX-License-Identifier: MIT
//
// Whom a piece of work calls: so many people of each of some skills.

#ifndef GM_PLANT_CREW_CALL_H
#define GM_PLANT_CREW_CALL_H

#include <stdint.h>

typedef struct gm_crew_call {
    int32_t n;
    const int32_t *skills;
    const int32_t *people;
} gm_crew_call;

#endif
