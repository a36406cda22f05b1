// SPDX-License-Identifier: MIT
//
// What a sweep measures at every point, one value for each replication.
//
// The claims of the model that runs or the model itself answer, then what leaves at each sink, the
// time it was inside and the parts in the plant; or what is asked for, in the language of claims.
// Figures are those of the main window, claims those of their own. Values are in SI units, rates
// by the unit that they are asked in.

#ifndef GM_STUDY_SWEEP_MEASURE_H
#define GM_STUDY_SWEEP_MEASURE_H

#include "study/answer.h"

typedef struct gm_sweep_measure {
    const char *name;          // "out per day"; with its window when it has one
    const char *unit;          // of the values: "s", "1/day"
    const char *says;          // of the claim, or NULL
    const gm_claim_def *claim; // the claim that it answers, or NULL: a figure
    gm_measure of;             // figure
    bool is_cell;              // a figure of the cell, by its words
    gm_figure_unit figure_unit;
    int better; // 1: more is better; -1: less is; 0: not known
} gm_sweep_measure;

typedef struct gm_sweep_measures {
    int32_t n;
    const gm_sweep_measure *items;
} gm_sweep_measures;

#define GM_SWEEP_MEASURES_MAX 500

// Those of a twin: what is asked for, or by default (n == 0) all there are. False after faults in
// the diag. In the arena; borrows the model and the texts.
bool gm_sweep_measures_find(const gm_twin *twin, const char *const *texts, int n,
                            gm_arena *arena, gm_diag *diag, gm_sweep_measures *out);

// A set that is to be run wants what is measured of its cell.
void gm_sweep_measures_want(const gm_sweep_measures *measures, gm_replications *set);

// Values of a measure in the replications of a set, of this twin or of another point, where it may
// not be: then they are NaN, as of a replication without a value.
void gm_sweep_measure_values(const gm_sweep_measure *measure, const gm_replications *set,
                             double *values);

#endif
