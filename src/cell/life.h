// SPDX-License-Identifier: MIT
//
// How much of its capacity a cell has lost after years of use: closed forms fitted to tests of real cells.
//
// Loss by time and loss by use add up, each a power law of its own clock x (days, equivalent full cycles)
// with a rate k that depends on the stress:
//
//   q = 1 - y_t - y_c,   y = k x^p while the stress stays,   dy = k p (y/k)^((p-1)/p) dx
//
// The second form is how the stress may change: y^(1/p) grows by k^(1/p) dx. That sum does not care for
// its order, so a use that repeats is counted once and multiplied. BLAST-Lite (Gasper, Smith, NREL; BSD-3)
// takes Euler's steps of the same equation; one step from new is the same.
//
// What no test covered, a model does not know: the answer lists what lies outside of its data.

#ifndef GM_CELL_LIFE_H
#define GM_CELL_LIFE_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct gm_life_stress {
    double temperature_k;
    double soc;     // 0 .. 1
    double dod;     // depth of the cycle, 0 .. 1
    double c_per_h; // C-rate, rms while charge flows
} gm_life_stress;

typedef enum gm_life_stressor {
    GM_LIFE_CHARGE_RATE,    // 1/h, the highest
    GM_LIFE_DISCHARGE_RATE, // 1/h, the highest
    GM_LIFE_COLD_CHARGE,    // 1/h, the highest where it is cold
    GM_LIFE_COLDEST,        // K, while charge flows
    GM_LIFE_HOTTEST,        // K, while charge flows
    GM_LIFE_DEPTH,          // of the deepest cycle
    GM_LIFE_SOLID,          // 1: the electrolyte is a solid, of which there were no tests
    GM_LIFE_STRESSORS
} gm_life_stressor;

// What the tests behind a model covered.
typedef struct gm_life_limits {
    double charge_per_h; // C-rates
    double discharge_per_h;
    double cold_k;            // at and below which the makers allowed no more than
    double cold_charge_per_h; // this; 0: nothing of the kind is known
    double low_k;             // of cycling
    double high_k;
    double low_dod; // depth of the shallowest cycles
} gm_life_limits;

typedef struct gm_life_model {
    const char *name;
    const char *source;
    double (*time_rate)(const gm_life_stress *s); // k_t, of x in units of time_unit_s
    double (*use_rate)(const gm_life_stress *s);  // k_c, of x in units of use_unit_efc
    double time_unit_s;
    double time_power;
    double use_unit_efc; // equivalent full cycles: half the way of the state of charge
    double use_power;
    gm_life_limits limits;
} gm_life_model;

typedef enum gm_life_id {
    GM_LIFE_NMC_75AH_A,
    GM_LIFE_NMC_50AH_B1,
    GM_LIFE_NMC_50AH_B2,
    GM_LIFE_LFP_250AH,
    GM_LIFE_NCA_3AH,
    GM_LIFE_MODELS
} gm_life_id;

const gm_life_model *gm_life_model_of(gm_life_id id);

// The model of that name; NULL: none has it.
const gm_life_model *gm_life_model_named(const char *name);

// "charge C-rate"
const char *gm_life_stressor_name(gm_life_stressor what);

// The potential of a graphite electrode over the state of charge of its cell, V against lithium (Safari
// and Delacourt 2011, 10.1149/1.3567007; stoichiometry 0.0085 .. 0.78, Schimpe et al. 2018).
double gm_life_anode_v(double soc);

// ---- step by step

// y^(1/p) of both losses; zero is a new cell. States of successive uses add up.
typedef struct gm_life_state {
    double time;
    double use;
} gm_life_state;

typedef struct gm_life_loss {
    double time; // shares of the capacity when new
    double use;
    double capacity; // what is left, >= 0
} gm_life_loss;

void gm_life_wait(const gm_life_model *m, const gm_life_stress *s, double time_s,
                  gm_life_state *state);
void gm_life_cycle(const gm_life_model *m, const gm_life_stress *s, double efc,
                   gm_life_state *state);
gm_life_loss gm_life_loss_of(const gm_life_model *m, const gm_life_state *state);

// ---- a use that repeats

// A day, a week, a year: straight lines between samples, and from the last to the first of the next
// period. Borrowed arrays of n samples. Charge is counted in capacities of the new cell; that depths grow
// as the capacity falls is not followed.
typedef struct gm_life_use {
    const double *time_s; // rising strictly
    const double *temperature_k;
    const double *soc; // 0 .. 1
    int32_t n;         // >= 2
    double period_s;   // >= time_s[n - 1] - time_s[0]
    bool is_solid;     // the electrolyte of the cell that is asked about
} gm_life_use;

typedef enum gm_life_fault {
    GM_LIFE_SOUND,
    GM_LIFE_TOO_SHORT,      // n < 2, or a period shorter than its samples
    GM_LIFE_TIME_FALLS,     // or stays
    GM_LIFE_NO_CHARGE,      // soc is not in 0 .. 1
    GM_LIFE_NO_TEMPERATURE, // not in 200 .. 400 K: not a battery's, or not in kelvin
    GM_LIFE_JUMPS,          // from the last sample to the first in no time
} gm_life_fault;

// The first fault, and at which sample.
gm_life_fault gm_life_use_check(const gm_life_use *use, int32_t *sample);

typedef struct gm_life_excess {
    gm_life_stressor what;
    double value; // the worst of the use
    double limit; // that it passes
} gm_life_excess;

typedef struct gm_life {
    const gm_life_model *model;
    double period_s;
    gm_life_state period; // what one period adds
    double efc;           // of a period
    double deepest;       // cycle, 0 .. 1
    double mean_k;
    double mean_soc;
    gm_life_excess outside[GM_LIFE_STRESSORS];
    int32_t n_outside; // 0: the model's tests cover the use
} gm_life;

// Rainflow counts the cycles of the state of charge; each wears by its own depth, and by the mean
// temperature and the C-rate while charge flows on its way there and back. Time wears by the mean rate of
// windows of a day, or of the whole use where that is shorter. The use must have passed its check; memory
// is for the time of the call.
gm_life gm_life_of_use(const gm_life_model *model, const gm_life_use *use, gm_arena *arena);

// After so much time of this use from new.
gm_life_loss gm_life_after(const gm_life *life, double time_s);

// When the capacity is down to a share of the new one, 0 < share < 1; inf: not within 1000 years.
double gm_life_until_s(const gm_life *life, double share);

#endif
