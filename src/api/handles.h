// SPDX-License-Identifier: MIT
//
// What stands behind the handles of include/gemba.

#ifndef GM_API_HANDLES_H
#define GM_API_HANDLES_H

#include "api/reading.h"
#include "battery/answer.h"

#include "gemba/base.h"
#include "gemba/cell.h"
#include "gemba/results.h"
#include "study/answer.h"

struct gm_base {
    gm_arena arena;
    gm_model *model;     // NULL unless it was read
    const gm_twin *twin; // NULL unless it was wired
    gm_messages messages;
};

struct gm_cell_file {
    gm_arena arena;
    gm_model *model;      // NULL unless it was read
    gm_cell_answer asked; // the cell and its questions, without answers
    bool has_cell;
    gm_messages messages;
};

struct gm_results {
    gm_arena arena;
    gm_replications set;
    const gm_claim_answer *answers;
    int n_figures;
    gm_figure_result *figures;
    const char *message;
    double wall_s;
    bool is_interrupted;
};

#endif
