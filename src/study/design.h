// SPDX-License-Identifier: MIT
//
// The points of a sweep: every combination of levels, or points drawn to fill the ranges.

#ifndef GM_STUDY_DESIGN_H
#define GM_STUDY_DESIGN_H

#include "study/vary.h"

#define GM_DESIGN_POINTS_MAX 1000000
#define GM_DESIGN_VARIES_MAX 64

typedef enum gm_design_kind {
    GM_DESIGN_GRID,  // the last parameter goes through its levels first
    GM_DESIGN_LATIN, // a Latin hypercube
    GM_DESIGN_SOBOL,
} gm_design_kind;

typedef struct gm_design {
    gm_design_kind kind;
    uint32_t seed; // of what is drawn
    int32_t n_points;
    int n_varies;
    const gm_vary *varies;
    const double *shares; // by parameter, then point; NULL: a grid
} gm_design;

// "grid", "lhs", "sobol".
const char *gm_design_word(gm_design_kind kind);

typedef struct gm_design_ask {
    gm_design_kind kind;
    int32_t n_points;         // that are drawn; a grid has all there are
    uint32_t seed;            // of what is drawn
    int n;                    // 1 .. GM_DESIGN_VARIES_MAX parameters
    const char *const *texts; // of them, as gm_vary_read() takes them
} gm_design_ask;

// Reads the parameters and lays out the points. Faults are in the diag: what gm_vary_read() tells,
// a path that is given twice, ranges that a grid cannot list, more than GM_DESIGN_POINTS_MAX
// points. Everything lives in the arena; borrows the texts.
bool gm_design_create(const gm_design_ask *ask, const gm_node *root, gm_arena *arena,
                      gm_diag *diag, gm_design *out);

// The value of a parameter at a point, as a model file has it. In the arena.
const char *gm_design_value(const gm_design *design, int32_t point_i, int vary_i,
                            gm_arena *arena);

#endif
