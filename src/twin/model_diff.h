// SPDX-License-Identifier: MIT
//
// What two models say differently, value by value, with everything filled in.
//
// Items of a list go by their names (of steps, claims, zones ..), those without one by their
// place. A value that is written in another way, `1 min` for `60 s`, counts as another.

#ifndef GM_TWIN_MODEL_DIFF_H
#define GM_TWIN_MODEL_DIFF_H

#include "twin/model.h"

typedef struct gm_model_change {
    const char *path;   // "plant.line.weld.time"
    const gm_node *was; // NULL: added
    const gm_node *is;  // NULL: removed
    bool is_order;      // the items of this list that both have stand in another order
} gm_model_change;

typedef struct gm_model_diff {
    int32_t n;
    const gm_model_change *changes; // in the order of the first model, what is added at its end
} gm_model_diff;

// In the arena. Scenarios are left out: they change nothing by themselves.
gm_model_diff gm_model_compare(const gm_model *was, const gm_model *is, gm_arena *arena);

// A value in one line: "60 s", "{after: 4 h, repair: 10 min}", cut at so many bytes.
const char *gm_node_brief(const gm_node *node, int most, gm_arena *arena);

#endif
