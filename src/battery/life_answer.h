// SPDX-License-Identifier: MIT
//
// How long a cell lasts in the uses that its file asks about.

#ifndef GM_BATTERY_LIFE_ANSWER_H
#define GM_BATTERY_LIFE_ANSWER_H

#include "battery/life_def.h"

#include "core/arena.h"

#define GM_YEAR_S (365.0 * 86400.0) // as `yr` of a file

typedef struct gm_life_use_answer {
    const gm_life_use_def *def;
    gm_life_use use;      // samples
    const gm_life *lives; // by model, in the order of the file
} gm_life_use_answer;

typedef struct gm_life_answer {
    const gm_life_def *def; // borrowed
    int32_t n_models;
    int32_t n_uses;
    const gm_life_use_answer *uses;
} gm_life_answer;

// is_solid: the electrolyte of the cell. GM_ERR_MODEL after faults of the uses, which are in the diag. Memory
// is the arena's.
GM_MUST_USE gm_status gm_life_answer_of(const gm_life_def *def, bool is_solid, gm_arena *arena,
                                        gm_diag *diag, gm_life_answer *out);

// What a use has that the tests of its model had not: "charge 4.2C > 2C". In the arena.
const char *gm_life_excess_text(const gm_life_excess *excess, gm_arena *arena);

#endif
