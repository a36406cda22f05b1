// SPDX-License-Identifier: MIT
//
// What an optimization has found, in text for people and in JSON for programs.

#ifndef GM_REPORT_OPTIMIZE_REPORT_H
#define GM_REPORT_OPTIMIZE_REPORT_H

#include "core/json.h"
#include "report/table.h"
#include "study/optimize.h"

// Everything the writers need; all borrowed.
typedef struct gm_optimize_report {
    const gm_optimize_problem *problem;
    const gm_optimum *found;
    const char *model;     // its name
    const char *file;      // as it was given
    const char *cost_unit; // as written, "" for plain numbers, NULL: nothing costs
} gm_optimize_report;

// The best points, what is guaranteed of the first, and how to use it.
void gm_optimize_text(const gm_optimize_report *report, gm_page page, FILE *out);

void gm_optimize_json(const gm_optimize_report *report, gm_json *json);

#endif
