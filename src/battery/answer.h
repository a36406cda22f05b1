// SPDX-License-Identifier: MIT
//
// What a model file asks about its cell, answered.

#ifndef GM_BATTERY_ANSWER_H
#define GM_BATTERY_ANSWER_H

#include "battery/cost_answer.h"
#include "battery/experiment_def.h"
#include "battery/life_answer.h"

// The experiment of a file that asks for nothing.
#define GM_CELL_DEFAULT_NAME "discharge"

// What a file says; borrowed.
typedef struct gm_cell_ask {
    const gm_cell_def *cell;
    int32_t n_charges;
    const gm_charge_def *charges;
    int32_t n_experiments;
    const gm_experiment_def *experiments;
} gm_cell_ask;

typedef struct gm_charge_answer {
    const gm_charge_def *def;
    gm_charge charge;
    gm_charge_result result;
    gm_cells_pack pack; // of one cell where the charge has none
} gm_charge_answer;

typedef struct gm_experiment_answer {
    gm_experiment experiment;
    gm_experiment_result result;
} gm_experiment_answer;

typedef struct gm_cell_answer {
    const gm_cell_ask *def;
    gm_cell cell;
    gm_cell_balance balance;
    double energy_j;                // of a cell, from full to empty at no current
    const gm_design_answer *design; // NULL: the file does not say how it is built
    const gm_life_answer *life;     // NULL: it does not ask
    const gm_cost_answer *cost;     // NULL: it does not ask
    int32_t n_charges;
    gm_charge_answer *charges;
    int32_t n_experiments;
    gm_experiment_answer *experiments;
    bool is_default; // the file asks for nothing: it was discharged at 1C
} gm_cell_answer;

// The cell alone, with its window and its design. GM_ERR_MODEL after faults, which are in the diag.
GM_MUST_USE gm_status gm_cell_open(const gm_cell_ask *def, gm_arena *arena, gm_diag *diag,
                                   gm_cell_answer *out);

// The same of a def that stays where it is while its numbers change (gm_cell_of_def_again).
GM_MUST_USE gm_status gm_cell_open_again(const gm_cell_ask *def, gm_curve_store *store,
                                         gm_arena *arena, gm_diag *diag, gm_cell_answer *out);

// What a cell that was opened costs; nothing where the file does not ask.
GM_MUST_USE gm_status gm_cell_answer_cost(gm_cell_answer *answer, gm_arena *arena,
                                          gm_diag *diag);

// The pack of a charge.
gm_cells_pack gm_charge_pack_of(const gm_cell_answer *answer, const gm_charge *charge);

// Whether all that is asked can be made of the cell; every fault is in the diag.
GM_MUST_USE gm_status gm_cell_ask_check(const gm_cell_ask *ask, gm_arena *arena, gm_diag *diag);

// The cell with its window, and the questions that are asked of it, each without its answer.
GM_MUST_USE gm_status gm_cell_answer_make(const gm_cell_ask *def, gm_arena *arena,
                                          gm_diag *diag, gm_cell_answer *out);

// The same, and all that is asked. What cannot be answered says so in its result. The answer borrows the
// def and lives in the arena.
GM_MUST_USE gm_status gm_cell_answer_all(const gm_cell_ask *def, gm_arena *arena, gm_diag *diag,
                                         gm_cell_answer *out);

#endif
