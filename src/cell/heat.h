// SPDX-License-Identifier: MIT
//
// The temperature of a cell: a stack that heats itself, a shell around it, a coolant; per m2 of the pair.
//
//   C_stack dT/dt  = q + q_heater - G_inner (T - T_shell)
//   C_shell dT'/dt = G_inner (T - T') - G_outer (T' - T_coolant)
//
// without a shell C_stack dT/dt = q + q_heater - G_outer (T - T_coolant). Steps are those of the model of
// the cell (BDF2), which is given the temperature that the last three states predict; the heat of its step
// then gives the temperature that stands.

#ifndef GM_CELL_HEAT_H
#define GM_CELL_HEAT_H

#include "cell/cell.h"
#include "num/bdf.h"

typedef struct gm_heat_state {
    double stack_k;
    double shell_k; // as the stack where there is none
} gm_heat_state;

typedef struct gm_heat {
    gm_cell_thermal of;
    double coolant_k;
    double heater_w_m2;
    gm_heat_state past[GM_BDF_HISTORY]; // now first
    gm_heat_state tried;
    double step_s[2];
    double tried_step_s;
    double tried_rate_k_s; // dT/dt of the stack at the end of it
    int32_t n_taken;
} gm_heat;

// All at one temperature, the coolant too.
gm_heat gm_heat_begin(const gm_cell_thermal *thermal, double temperature_k);

// After a jump of the heat.
void gm_heat_jump(gm_heat *heat);

// Of the stack, at the end of a step to come.
double gm_heat_predict(const gm_heat *heat, double step_s);

// The step with its heat, W/m2. Returns the local error in units of the tolerance, 10 mK.
double gm_heat_try(gm_heat *heat, double step_s, double heat_w_m2);
void gm_heat_accept(gm_heat *heat);

// The heat with which the stack has a temperature, or warms at a rate, at the end of a step.
double gm_heat_for(const gm_heat *heat, double step_s, double stack_k);
double gm_heat_for_rate(const gm_heat *heat, double step_s, double rate_k_s);

// At this instant: what leaves the stack, less what a heater brings, W/m2; and how it warms with a heat.
double gm_heat_lost(const gm_heat *heat);
double gm_heat_rate(const gm_heat *heat, double heat_w_m2);

// Has the cell a heat capacity? Without one its temperature stays as it began.
static inline bool gm_heat_is_on(const gm_heat *heat)
{
    return heat->of.stack_j_m2k > 0.0;
}

#endif
