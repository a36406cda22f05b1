// SPDX-License-Identifier: MIT
//
// A cell that is ready to be marched: which model, how fine, from which charge and temperature.

#ifndef GM_BATTERY_SESSION_H
#define GM_BATTERY_SESSION_H

#include "cell/balance.h"
#include "cell/dfn.h"
#include "cell/march.h"

typedef enum gm_cell_model_kind {
    GM_MODEL_DFN,
    GM_MODEL_SPME,
    GM_MODEL_SPM
} gm_cell_model_kind;

typedef struct gm_session_ask {
    gm_cell_model_kind model;
    gm_cell_grid
        grid; // zeroed: 20 cells in each region (of single particles 10, 5, 10), 20 shells
    double tolerance_v; // of the voltage, a step's; 0: 0.5 mV
    double soc;
    double temperature_k;
    bool is_isothermal; // the temperature stays, whatever the cell's heat
} gm_session_ask;

// At rest. The cell is borrowed; memory is the arena's.
gm_march gm_session_begin(const gm_cell *cell, const gm_cell_balance *balance,
                          const gm_session_ask *ask, gm_arena *arena);

#endif
