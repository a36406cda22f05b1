// SPDX-License-Identifier: MIT
//
// A scenario beside the model as written, replication by replication.
//
// Replication r of both draws from the same streams (common random numbers), so that the paired
// difference has less noise than two means side by side.

#ifndef GM_STUDY_COMPARE_H
#define GM_STUDY_COMPARE_H

#include "study/answer.h"

typedef struct gm_compare_row {
    const char *label;         // what the claim says, or NULL
    const char *measure;       // "out.count"
    const gm_claim_def *claim; // how its values are written, or NULL: by unit
    gm_figure_unit unit;
    double base;            // median over the pairs, or the number of the model itself; NaN
    double scenario;        // the same
    gm_interval difference; // mean of scenario - base over the pairs; NaN without
    int32_t n;              // pairs; 0: a number of the model itself
    const char *why;        // why something is not known, or NULL
} gm_compare_row;

typedef struct gm_compare {
    int32_t n;
    const gm_compare_row *rows; // claims in the order of the scenario's file, then figures
    int32_t n_pairs;            // replications that both have done
} gm_compare;

// Every claim that both answer, each counter and the parts in the plant. Both sets are of one
// seed. In the arena; borrows texts of both models.
gm_compare gm_compare_create(const gm_replications *base, const gm_replications *scenario,
                             gm_arena *arena);

#endif
