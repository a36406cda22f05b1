// SPDX-License-Identifier: MIT
//
// A cell through time: a model, its heat, and the legs of an experiment one after the other.
//
// Steps are as long as their error allows. Where a bound or an end is passed in a step, the step is made
// again, shorter, by secants, until it ends on it: then the leg is over, or the bound is what is held from
// there on. Only a bound on temperature, or on how it rises, makes the current jump.

#ifndef GM_CELL_MARCH_H
#define GM_CELL_MARCH_H

#include "cell/heat.h"
#include "cell/leg.h"
#include "cell/model.h"
#include "num/step_sum.h"

// What is told of each step taken, and of each jump.
typedef struct gm_march_point {
    gm_cell_view view; // its time goes on over legs
    double shell_k;
    double soc;
    double energy; // J/m2 that it has delivered since the march began
    double heat;   // J/m2 that came of it
    double leg_s;  // since the leg began
    int32_t leg;
    int32_t held; // WITHIN: index of the bound that holds, else -1
} gm_march_point;

typedef void gm_march_watch(void *user, const gm_march_point *point);

typedef struct gm_march {
    gm_cell_model model;
    gm_heat heat;
    double capacity; // C/m2, from empty to full
    double soc_begin;
    double tolerance; // of its own errors that a step may have; 1
    gm_step_sum energy;
    gm_step_sum heat_made;
    double low_k; // temperatures that the data of the cell know
    double high_k;
    gm_march_watch *watch; // or NULL
    void *user;
    gm_march_point point; // where it stands
    double step_s;        // the next one
    int64_t n_steps;
    int64_t n_tries;
} gm_march;

typedef enum gm_march_why {
    GM_MARCH_MET,        // an end: which
    GM_MARCH_PASSED,     // a bound that may not be passed: which, of, limit
    GM_MARCH_NO_CURRENT, // within the bounds nothing flows any more: which bound holds, of, limit
    GM_MARCH_NO_STATE, // no current holds what is asked for: of, at its limit, where it is value
    GM_MARCH_STARVED,  // the electrolyte runs out of salt: in which electrode, -1 between them
    GM_MARCH_EMPTY,    // the surface of particles has no lithium left: which electrode
    GM_MARCH_FULL,     // .. no place left
    GM_MARCH_COLD,     // outside the data
    GM_MARCH_HOT,
    GM_MARCH_ENDLESS, // by who asks: no end within the time that it may take
    GM_MARCH_LONG,    // too many steps
} gm_march_why;

typedef struct gm_march_end {
    gm_march_why why;
    int32_t which;
    gm_cell_measure of;
    double value; // of the salt, the stoichiometry or the temperature
    double limit; // HOT, COLD: what the data know
    double at_s;  // since the leg began
} gm_march_end;

// At rest. The model is borrowed.
gm_march gm_march_begin(gm_cell_model model, const gm_cell_thermal *thermal,
                        const double *stoichiometry, double temperature_k);

// One leg. The march stands where it ended and may go on with another.
gm_march_end gm_march_run(gm_march *march, const gm_cell_leg *leg, int32_t leg_i);

// What a measure is where the march stands.
double gm_march_measure(const gm_march *march, gm_cell_measure of);

#endif
