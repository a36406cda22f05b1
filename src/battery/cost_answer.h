// SPDX-License-Identifier: MIT
//
// What a cell costs, in one currency, by material and by process step.

#ifndef GM_BATTERY_COST_ANSWER_H
#define GM_BATTERY_COST_ANSWER_H

#include "battery/cost_def.h"
#include "battery/design_answer.h"

#include "core/arena.h"

typedef struct gm_cost_answer {
    const gm_cost_def *def; // borrowed
    gm_currency currency;   // of all money here
    gm_cost_plant plant; // as it was costed: materials are the parts of the cell, then solvents
    gm_cost cost;
} gm_cost_answer;

// CNY with an exchange; otherwise that of the first price.
gm_currency gm_cost_currency_of(const gm_cost_def *def);

// GM_ERR_MODEL after faults, which are in the diag: a part without a price, two currencies without an
// exchange. Memory is the arena's.
GM_MUST_USE gm_status gm_cost_answer_of(const gm_cost_def *def, const gm_design_answer *design,
                                        gm_arena *arena, gm_diag *diag, gm_cost_answer *out);

#endif
