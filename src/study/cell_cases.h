// SPDX-License-Identifier: MIT
//
// The cell of a model in many cases: other values of its inputs, another temperature to begin with, and
// what comes of its charges and experiments.
//
// Cases know nothing of each other, so they give the same bits for any number of threads and in any order.

#ifndef GM_STUDY_CELL_CASES_H
#define GM_STUDY_CELL_CASES_H

#include "battery/metric.h"

#include "core/status.h"
#include "twin/model.h"

#include <signal.h>

#define GM_CASE_WHY_BYTES 160

// How a case is asked.
typedef struct gm_cell_case {
    double *values; // of each input of the model, SI within lo .. hi; as written when it comes
    int32_t charge_i; // this charge alone; -1: all that are wanted
    double
        begin_k; // of the cells, as they begin to be charged, and of a coolant of which nothing
                 // is said; 0: as asked
} gm_cell_case;

typedef enum gm_case_state {
    GM_CASE_MISSING, // not done yet
    GM_CASE_NO_CELL, // values contradict each other
    GM_CASE_DONE,
} gm_case_state;

typedef struct gm_case_charge {
    bool is_made; // false: not asked, or not to be asked of this cell
    gm_charge_outcome is;
} gm_case_charge;

typedef struct gm_case_outcome {
    gm_case_state state;
    char why[GM_CASE_WHY_BYTES]; // of the first contradiction, of the cell or of a charge; ""
    gm_cell_outcome cell;
    gm_case_charge *charges;            // by charge and experiment of the file
    gm_experiment_outcome *experiments; // of those that are not wanted zeroed
} gm_case_outcome;

typedef struct gm_cell_cases {
    const gm_model *model; // with a cell
    const bool *charges;   // that are wanted, by charge of the file; NULL: none
    const bool *experiments;
    // From any thread.
    void (*fill)(const void *user, int32_t case_i, gm_cell_case *out);
    const void *user;
    int32_t n;
    gm_case_outcome *out; // n; those that are there already are left
} gm_cell_cases;

typedef struct gm_cell_run_options {
    int32_t n_threads;                          // >= 1
    const volatile sig_atomic_t *stop;          // set: no further case is begun; may be NULL
    void (*progress)(void *user, double share); // from time to time; may be NULL
    void *user;
} gm_cell_run_options;

// Room for n outcomes of a model, all missing. In the arena.
gm_case_outcome *gm_case_outcomes_create(const gm_model *model, int32_t n, gm_arena *arena);

// Runs the cases that are missing. GM_OK, or GM_ERR_INTERRUPTED: those that were done stand.
GM_MUST_USE gm_status gm_cell_cases_run(const gm_cell_cases *cases,
                                        const gm_cell_run_options *options);

// Of a charge or experiment that was done to its end; NaN: it was not, or there is no cell.
double gm_case_value(const gm_case_outcome *outcome, const gm_metric *metric);

#endif
