// SPDX-License-Identifier: MIT
//
// The cell of a model with the parameters of a fit at any values.
//
// Values go into the tree of the model at their paths, as --set puts them, and the sections that they may
// lead into (`cell`, `charges`, the fit itself) are read again: whatever the language says of a value holds.

#ifndef GM_TWIN_FIT_SPACE_H
#define GM_TWIN_FIT_SPACE_H

#include "battery/fit.h"

#include "twin/model.h"

typedef struct gm_fit_space {
    const gm_fit_def *def;
    const gm_node *tree;        // the sections, of which copies are changed
    const gm_cell_def *foreign; // a cell of another format, which is in no section; NULL: none
    double written[GM_FIT_PARAMETERS]; // SI, 1 of a factor; NaN: it is written as no number
    gm_fit_cell cell;                  // as it is written
} gm_fit_space;

// Of fit_i of a model whose cell was read without a fault. GM_ERR_MODEL: a path leads nowhere, or what is
// there takes no such value; every fault is in the diag. Borrows the model; the rest is in the arena.
GM_MUST_USE gm_status gm_fit_space_open(const gm_model *model, int32_t fit_i, gm_arena *arena,
                                        gm_diag *diag, gm_fit_space *out);

// A gm_fit_open; user is the space.
bool gm_fit_space_cell(void *space, const double *values, gm_arena *arena, gm_fit_cell *out);

// A value of a parameter with its unit, rounded to so many figures: "3.91e-14 m2/s". In the arena.
const char *gm_fit_value_text(const gm_fit_parameter_def *def, double value, int figures,
                              gm_arena *arena);

// What is to be written at a path.
typedef struct gm_fit_text {
    const char *path;
    const char *text; // NULL: it cannot be written
} gm_fit_text;

// The best values as a model file has them, each with its interval and source. In the arena. *n: how many.
const gm_fit_text *gm_fit_space_texts(const gm_fit_space *space, const gm_fit_result *result,
                                      gm_arena *arena, int32_t *n);

#endif
