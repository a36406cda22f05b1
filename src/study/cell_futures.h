// SPDX-License-Identifier: MIT
//
// The cell of a model in its futures: each with the inputs of that future, so that future r of the cell
// and future r of anything else of the model share them.
//
// A set grows: what is done stays. Where no input of the cell has a range, all futures are one.

#ifndef GM_STUDY_CELL_FUTURES_H
#define GM_STUDY_CELL_FUTURES_H

#include "study/cell_cases.h"
#include "study/future.h"

// Fewer give no verdict on a claim about a cell; the share in which it holds is then known to 2.2 points
// at 95 % (Wilson).
#define GM_CELL_FUTURES 400

typedef struct gm_cell_futures {
    const gm_model *model; // borrowed, with a cell
    uint32_t seed;
    bool is_one;   // no input that moves what is wanted has a range
    bool *charges; // that are wanted, by charge and experiment of the file
    bool *experiments;
    int32_t n;
    gm_case_outcome *items; // n
    gm_arena arena;
} gm_cell_futures;

// An empty set, of which nothing is wanted but the cell itself.
void gm_cell_futures_init(gm_cell_futures *set, const gm_model *model, uint32_t seed);
void gm_cell_futures_fini(gm_cell_futures *set);

// Wants what a figure is of. Before anything is run.
void gm_cell_futures_want(gm_cell_futures *set, const gm_metric *metric);

// Runs what is missing up to n futures. GM_OK, or GM_ERR_INTERRUPTED: what is done stands.
GM_MUST_USE gm_status gm_cell_futures_run(gm_cell_futures *set, int32_t n,
                                          const gm_cell_run_options *options);

// How many are done.
int32_t gm_cell_futures_done(const gm_cell_futures *set);

// A figure in a future; where all are one, in any. NaN: it has none, or it is not done.
double gm_cell_futures_value(const gm_cell_futures *set, const gm_metric *metric,
                             int32_t future_i);

#endif
