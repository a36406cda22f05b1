// SPDX-License-Identifier: MIT
//
// Ranges as procedures of type approval find them: dynamic segments and steady ones between, until the pack is
// empty, and consumptions of the cycles weighted by their shares of its energy.
//
// What is modelled: the sequence, the weights, the usable energy. What is not: soaking, gear selection,
// tolerances of the driver, rounding. Steady segments begin and end at their speed.

#ifndef GM_CAR_PROCEDURE_H
#define GM_CAR_PROCEDURE_H

#include "car/drive.h"

typedef enum gm_procedure {
    GM_PROCEDURE_NONE,
    GM_PROCEDURE_CLTC, // GB/T 18386.1-2021, shortened: 2 CLTC-P, 100 km/h, 2 CLTC-P, 100 km/h
    GM_PROCEDURE_WLTP, // UN GTR 15, annex 8, shortened: WLTC and its city part, 100 km/h, twice
    GM_PROCEDURE_EPA, // SAE J1634, multi-cycle: UDDS HWFET UDDS, 65 mph, UDDS HWFET UDDS, 65 mph
} gm_procedure;

#define GM_PROCEDURE_LEGS 12

typedef struct gm_procedure_leg {
    const char *name; // "UDDS"
    double distance_m;
    double energy_j; // out of the pack, at its terminals
} gm_procedure_leg;

// A cycle, several times: consumption by the weights of its repeats, and range with all that is usable.
typedef struct gm_procedure_cycle {
    const char *name;
    double j_m;
    double range_m;
} gm_procedure_cycle;

typedef struct gm_procedure_result {
    int32_t n_legs;
    gm_procedure_leg legs[GM_PROCEDURE_LEGS];
    double usable_j;   // of the pack, at its terminals, from full to empty
    double distance_m; // driven
    int32_t n_cycles;
    gm_procedure_cycle cycles[2]; // CLTC-P; WLTC and city; UDDS and HWFET
    double j_m;                   // of the procedure: of EPA 55 % city and 45 % highway
    double range_m;
    double label_range_m; // EPA: 70 % of it; else that
    int32_t n_missed;     // steps in which it could not follow
    bool is_whole;        // false: the pack was empty before the last segment
} gm_procedure_result;

// Drives a procedure from a full pack; state is what it begins with, then what it ends with.
gm_procedure_result gm_procedure_drive(const gm_car *car, gm_procedure procedure,
                                       const gm_surroundings *in, gm_car_state *state,
                                       gm_arena *arena);

#endif
