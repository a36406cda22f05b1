// SPDX-License-Identifier: MIT
//
// A leg of an experiment: what is held or followed, what may not be passed, when it is over.

#ifndef GM_CELL_LEG_H
#define GM_CELL_LEG_H

#include <stdbool.h>
#include <stdint.h>

#define GM_LEG_BOUNDS 8
#define GM_LEG_ENDS   6

typedef enum gm_cell_measure {
    GM_CELL_CURRENT,      // A/m2 of the pair, discharge > 0
    GM_CELL_VOLTAGE,      // V
    GM_CELL_POWER,        // W/m2, delivered > 0
    GM_CELL_PLATING,      // V: least potential against lithium in the negative electrode
    GM_CELL_TEMPERATURE,  // K, of the stack
    GM_CELL_WARMING,      // K/s, of the stack
    GM_CELL_SOC,          // state of charge, of the capacity
    GM_CELL_TIME,         // s since the leg began
    GM_CELL_CURRENT_SIZE, // A/m2, whichever way
    GM_CELL_POWER_SIZE,   // W/m2, whichever way
} gm_cell_measure;

// What a measure may be at least or at most.
typedef struct gm_cell_bound {
    gm_cell_measure of;
    bool is_least;
    double value;
} gm_cell_bound;

// Values over the time of a leg, straight between its points; two points at one moment are a jump.
typedef struct gm_cell_profile {
    int32_t n; // >= 2
    const double *time_s;
    const double *value;
} gm_cell_profile;

typedef enum gm_leg_kind {
    GM_LEG_HOLD,   // a measure at a value
    GM_LEG_FOLLOW, // a measure along a profile
    GM_LEG_WITHIN, // as fast as the bounds allow: at each instant one of them holds as an equality
} gm_leg_kind;

typedef struct gm_cell_leg {
    gm_leg_kind kind;
    gm_cell_measure of; // HOLD, FOLLOW: from current to warming
    double value;       // HOLD
    bool goes_on;       // HOLD: what the leg before held, so that nothing jumps
    gm_cell_profile profile;
    // WITHIN: the first one is tried first, and bounds the current or the power. Else the leg stops when
    // one is passed.
    int32_t n_bounds;
    gm_cell_bound bounds[GM_LEG_BOUNDS];
    // WITHIN: a temperature that is bounded is come near so slowly that at the rate of the moment it would be
    // met in this time, and the current bends. 0: it is met at full rate, and the current jumps.
    double ahead_s;
    // Activation energies of values that grow as it warms, as they are at 25 degC; 0: as it is.
    double bounds_e_j_mol[GM_LEG_BOUNDS];
    // The leg is over as soon as one is met.
    int32_t n_ends;
    gm_cell_bound ends[GM_LEG_ENDS];
    // WITHIN: below it nothing flows any more, the way that the first bound bounds; A/m2
    double least_current;
    double coolant_k;
    double heater_w_m2;
    double most_step_s; // 0: as the error allows
} gm_cell_leg;

#endif
