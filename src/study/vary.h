// SPDX-License-Identifier: MIT
//
// One parameter of a sweep: `plant.weld.time=40 s..60 s step 5 s`, and the values it may take.
//
// Behind the path stand values with commas between: each as in a model file (commas in brackets
// and quotes belong to it), or a range `40 s..60 s`. A range with a step, or between whole numbers
// where the setting is one, stands for its levels; one without is drawn from. `scenario` as a
// path varies the scenario, where `none` is the model as written. A path must be one of the model
// as it is.

#ifndef GM_STUDY_VARY_H
#define GM_STUDY_VARY_H

#include "core/diag.h"
#include "core/node.h"
#include "core/text.h"

#define GM_VARY_LEVELS_MAX 1000000

typedef struct gm_vary_item {
    const char *text; // a value as written; NULL: a range
    double lo;        // in the unit
    double hi;
    double step;      // 0: none
    const char *unit; // "" for pure numbers
    int32_t n_levels; // 0: a range without a step
} gm_vary_item;

typedef struct gm_vary {
    const char *text; // as given
    const char *path;
    bool is_scenario;
    bool is_range; // drawn from without levels: the only item
    int32_t n_levels;
    int n_items;
    const gm_vary_item *items;
} gm_vary;

// Reads the text of one parameter. root is the tree of the model, which tells what stands at the
// path; borrowed for the call. False after faults, which are in the diag.
bool gm_vary_read(const char *text, const gm_node *root, gm_arena *arena, gm_diag *diag,
                  gm_vary *out);

// The value of a level, and that at a share u in (0, 1) of the range or of the levels; as a model
// file has it. In the arena.
const char *gm_vary_level(const gm_vary *vary, int32_t level, gm_arena *arena);
const char *gm_vary_at(const gm_vary *vary, double u, gm_arena *arena);

// A value as an SI number; NaN when it is no quantity: a law, a word.
double gm_vary_si(const char *value);

#endif
