// SPDX-License-Identifier: MIT
//
// An experiment: legs one after the other, and what each of them did.

#ifndef GM_BATTERY_EXPERIMENT_H
#define GM_BATTERY_EXPERIMENT_H

#include "battery/session.h"
#include "battery/trace.h"

#include "core/diag.h"

// Of a leg: what it is in the file, for messages and answers.
typedef struct gm_experiment_step {
    const char *text; // "discharge 1C until 3.1 V"
    gm_src src;
    int32_t cycle; // of the innermost repeat, from 1; 0: in none
    gm_cell_leg leg;
    gm_src ends_src[GM_LEG_ENDS];
    // An end whose side depends on where the leg begins: on a temperature, the other one.
    bool turns[GM_LEG_ENDS];
} gm_experiment_step;

typedef struct gm_experiment {
    const char *name;
    gm_src src;
    gm_session_ask start;
    int32_t n;
    const gm_experiment_step *steps;
} gm_experiment;

typedef struct gm_experiment_step_result {
    gm_march_end end;
    double time_s;
    double begin_v; // as soon as its control holds
    double end_v;
    double charge_c; // delivered, of the cell
    double energy_j; // delivered, of the cell
    double heat_j;
    double highest_k;
    double least_plating_v;
    double soc;           // at its end
    double most_critical; // plating of metal in it, of the critical current; 0: not known
    gm_cell_aged aged;    // at its end; 0 of a cell that does not age
} gm_experiment_step_result;

typedef struct gm_experiment_result {
    int32_t n; // steps that were begun; the last may have failed
    bool is_whole;
    gm_experiment_step_result *steps;
    gm_trace trace;
    bool ages; // the cell does, and the model follows it
} gm_experiment_result;

// Did the step end as it should? An end was met, a profile was followed to its end.
bool gm_experiment_step_is_met(const gm_experiment_step_result *result);

// Lithium of a cell that has gone for good by the end of a step, C: what is in the layer, and what is dead.
double gm_experiment_lost_c(const gm_cell *cell, const gm_cell_aged *aged);

// Why a march ended, in words: "the electrolyte is starved: 0.4 mol/m3 left". In the arena.
const char *gm_march_end_text(const gm_march_end *end, gm_arena *arena);

// Everything lives in the arena. What is done when a step fails stands.
void gm_experiment_run(const gm_cell *cell, const gm_cell_balance *balance,
                       const gm_experiment *experiment, gm_arena *arena,
                       gm_experiment_result *out);

#endif
