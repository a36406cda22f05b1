// SPDX-License-Identifier: MIT
//
// One measure of a model that a study makes as large or as small as it can.

#ifndef GM_STUDY_OBJECTIVE_H
#define GM_STUDY_OBJECTIVE_H

#include "study/replicate.h"

typedef struct gm_objective {
    gm_measure measure;
    const char *text;    // "out.count per h"
    gm_figure_unit unit; // of the figure; with `per` values are a rate by the second
    bool is_least;       // less is better
    bool is_output;      // parts per time that leave a plant or go into its only sink
} gm_objective;

// Reads a measure and finds it among the figures of a twin; NULL: parts per hour into the last
// sink. Texts live in the arena. False after faults, which have this origin in the diag.
bool gm_objective_read(const gm_twin *twin, const char *text, const char *origin,
                       gm_arena *arena, gm_objective *out, gm_diag *diag);

// Reads a value of it: "100/h", "85 %", "10 min"; a bare number is in the unit of the measure.
// False with a sentence in why.
bool gm_objective_read_value(const gm_objective *objective, const char *text, double *out,
                             char why[256]);

// What replication r of a set of a twin that has the measure gives, in SI. NaN: no value.
double gm_objective_value(const gm_objective *objective, const gm_replications *set, int32_t r);

#endif
