// SPDX-License-Identifier: MIT
//
// Who gives parts to which store of a plan.

#ifndef GM_LINE_GIVERS_H
#define GM_LINE_GIVERS_H

#include "plant/plan.h"

#define GM_SEVERAL (-2) // more than one step

// The store that parts of a kind come to on this way, GM_NONE: they leave the plant.
int32_t gm_line_store_of(const gm_plan *plan, gm_target target, int32_t kind_i);

// By store: the only step whose parts come there, GM_SEVERAL or GM_NONE. In the arena.
const int32_t *gm_line_givers(const gm_plan *plan, gm_arena *arena);

// The inlet of a step through which all parts for one of its needs come: GM_SEVERAL, or the first
// where none do.
int32_t gm_line_inlet(const gm_step *step, int32_t need_i, const int32_t *givers);

// Steps from upstream to downstream. In the arena.
const int32_t *gm_line_step_order(const gm_plan *plan, gm_arena *arena);

#endif
