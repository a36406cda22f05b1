// SPDX-License-Identifier: MIT
//
// Which numbers of a model say where they come from, and which do not.
//
// Counted are the numbers, quantities and laws of parts, plant, crews, calendars, headcount and
// facts as they hold after scenario and `--set`; what the language fills in by itself is not.

#ifndef GM_TWIN_STATED_H
#define GM_TWIN_STATED_H

#include "twin/model.h"

// A number that stands alone, without {value:, source: ..}.
typedef struct gm_unstated {
    const char *path; // as --set takes it
    const char *text; // as written
    gm_src src;
} gm_unstated;

typedef struct gm_stated {
    int32_t by[GM_INPUT_N_CONFIDENCES]; // inputs of the model, by gm_input_confidence
    int32_t n_unstated;
    const gm_unstated *unstated; // in the order of the tree
} gm_stated;

// In the arena; borrows texts of the model.
gm_stated gm_stated_of(const gm_model *model, gm_arena *arena);

#endif
