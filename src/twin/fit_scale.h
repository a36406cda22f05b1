// SPDX-License-Identifier: MIT
//
// What is written in a model, multiplied: a number with its unit, a formula, a table.

#ifndef GM_TWIN_FIT_SCALE_H
#define GM_TWIN_FIT_SCALE_H

#include "core/node.h"

// A copy in the arena with all its values times a factor > 0. Of {value:, range: ..} the value alone is left.
// NULL: it is none of these, or a temperature in degC.
gm_node *gm_fit_scaled(const gm_node *node, double factor, gm_arena *arena);

#endif
