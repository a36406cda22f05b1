// SPDX-License-Identifier: MIT
//
// What stands behind the handles of include/gemba.

#ifndef GM_API_HANDLES_H
#define GM_API_HANDLES_H

#include "gemba/base.h"
#include "gemba/results.h"
#include "study/answer.h"

struct gm_base {
    gm_arena arena;
    gm_model *model;     // NULL unless it was read
    const gm_twin *twin; // NULL unless it was wired
    int n_messages;
    const char **messages;
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
