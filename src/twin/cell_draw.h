// SPDX-License-Identifier: MIT
//
// The cell of a model with other values of its inputs, as often as wanted.
//
// What gm_model_draw() does for a whole model, for its cell alone and in place: the tree is read once,
// then values go where they stand. The same bits, without reading and without making curves again.

#ifndef GM_TWIN_CELL_DRAW_H
#define GM_TWIN_CELL_DRAW_H

#include "battery/curve_store.h"

#include "twin/model.h"

typedef struct gm_input gm_input;

// Of one thread.
typedef struct gm_cell_draw {
    const gm_model *model;
    gm_cell_ask ask; // with the values that were put last
    gm_curve_store store;
    int32_t n;         // inputs of the cell and of what is asked of it
    const int32_t *of; // their indices in the model, rising
    gm_input *inputs;  // of all, with the places of their values
    gm_arena *arena;
} gm_cell_draw;

// Is an input one of the cell, or of what is asked of it? Those of the plant are not.
bool gm_input_is_of_cell(const gm_model_input *input);

// Does one of the cell move what it does? What its design, its life and its cost say is told beside its
// charges and experiments, and moves none of them unless the design gives the heat capacity.
bool gm_input_moves_cell(const gm_model *model, const gm_model_input *input);

// And of one charge: of the cell or of that charge alone.
bool gm_input_is_of_charge(const gm_model_input *input, const char *charge);

// Of a model that was read without a fault and has a cell. In the arena; borrows the model.
gm_cell_draw *gm_cell_draw_create(const gm_model *model, gm_arena *arena);

// SI, one of each input of the model, within its lo .. hi. Those of the plant are left alone.
void gm_cell_draw_put(gm_cell_draw *draw, const double *values);

// The cell with the values put last. GM_ERR_MODEL when they contradict each other.
GM_MUST_USE gm_status gm_cell_draw_open(gm_cell_draw *draw, gm_arena *arena, gm_diag *diag,
                                        gm_cell_answer *out);

#endif
