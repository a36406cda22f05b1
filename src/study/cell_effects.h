// SPDX-License-Identifier: MIT
//
// Which input moves the time of a charge most: each at the ends of its range, all others as written.

#ifndef GM_STUDY_CELL_EFFECTS_H
#define GM_STUDY_CELL_EFFECTS_H

#include "study/cell_cases.h"

typedef struct gm_cell_end {
    double value; // of the input, SI
    gm_case_state state;
    gm_case_charge charge;
    const char *why; // there is no cell or no such charge; or NULL
} gm_cell_end;

typedef struct gm_cell_effect {
    int32_t input_i; // of the model
    gm_cell_end lo;
    gm_cell_end hi;
    double change_s; // of the time, from lo to hi; NaN: at an end the charge is not done
} gm_cell_effect;

// Of one charge, ranked: first those with an end at which it is not done, then by the size of the change,
// equals as in the file.
typedef struct gm_cell_effects {
    int32_t n;
    const gm_cell_effect *items;
} gm_cell_effects;

// Of all charges of a model with a cell, one for each. In the arena; GM_OK or GM_ERR_INTERRUPTED: then
// those whose two ends were done stand.
GM_MUST_USE gm_status gm_cell_effects_create(const gm_model *model,
                                             const gm_cell_run_options *options,
                                             gm_arena *arena, gm_cell_effects **out);

#endif
