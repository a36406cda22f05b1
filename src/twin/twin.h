// SPDX-License-Identifier: MIT
//
// The twin: a loaded model and its wired plant, const and shared by all runs of a study.

#ifndef GM_TWIN_TWIN_H
#define GM_TWIN_TWIN_H

#include "battery/metric.h"
#include "line/line.h"

#include "plant/audit.h"
#include "plant/figures.h"
#include "plant/stuck.h"
#include "twin/model.h"
#include "twin/schedule.h"

// A claim's measure, found among the figures or answered without a run.
typedef enum gm_answer_by {
    GM_ANSWER_RUN,    // a figure of the plant, replication by replication
    GM_ANSWER_STATIC, // a number of the model itself: headcount, facts
    GM_ANSWER_CELL,   // a figure of its cell, future by future
    GM_ANSWER_CANNOT, // a part of the model is missing
} gm_answer_by;

typedef struct gm_claim_plan {
    const gm_claim_def *def;
    gm_answer_by by;
    int32_t figure_i; // RUN
    bool is_hours;    // RUN: attended time of a basis over the count of the figure
    bool is_rate;     // RUN: the bound is a rate, and so is what is measured, by the second
    bool is_heads;    // STATIC: heads of a basis on a date
    gm_staff_basis basis;
    gm_date date;
    double value;      // STATIC, in the unit of the measure
    gm_metric metric;  // CELL
    const char *why;   // CANNOT
    int32_t n_windows; // RUN: one, or every whole year or month of the run
    const gm_window_points *windows;
} gm_claim_plan;

typedef struct gm_twin {
    const gm_model *model;
    bool is_sketch; // names and kinds are right, nothing else: there is no schedule (sketch.h)
    const gm_plan *plan;
    const gm_line_program *line; // NULL: the plant is not in reach of the line engine,
    gm_line_refusal line_why;    // as this says
    gm_stats_layout layout;
    gm_figure_list figures;
    gm_schedule schedule;
    int32_t n_claims;
    const gm_claim_plan *claims;
} gm_twin;

// Wires a model that was read without a fault. NULL after faults, which are in the diag. Lives in the arena; borrows the model.
const gm_twin *gm_twin_create(const gm_model *model, gm_arena *arena, gm_diag *diag);

// Value of a claim's measure over a window of a run, in the unit of the measure. NaN: none.
double gm_claim_value(const gm_twin *twin, const gm_claim_plan *claim,
                      const gm_stats_window *window);

#endif
