// SPDX-License-Identifier: MIT
//
// What a fit of a cell found: values with their intervals, curves, and what the data do not tell.

#ifndef GM_REPORT_FIT_CELL_REPORT_H
#define GM_REPORT_FIT_CELL_REPORT_H

#include "battery/fit.h"

#include "core/json.h"
#include "report/table.h"

#include <stdio.h>

typedef struct gm_fit_cell_answer {
    const gm_fit_def *def;
    gm_fit_result result;
    double time_s; // that it took
} gm_fit_cell_answer;

void gm_fit_cell_text(const gm_fit_cell_answer *answer, gm_page page, FILE *out);

// "DFN".
const char *gm_fit_model_name(const gm_fit_def *def);

// An object with all of it: values, what was measured and modelled, correlations.
void gm_fit_cell_json(const gm_fit_cell_answer *answer, gm_json *json);

// An SVG file: each curve as it was measured, as the cell is written and as it is fitted, and the
// differences; of a session the power over the state of charge. In the arena. title: of the model.
const char *gm_fit_cell_svg(const gm_fit_cell_answer *answers, int32_t n, const char *title,
                            gm_arena *arena);

#endif
