// SPDX-License-Identifier: MIT
//
// Puts the defaults of the tables into a tree, so that it says everything that holds.

#ifndef GM_TWIN_FILL_H
#define GM_TWIN_FILL_H

#include "core/node.h"
#include "twin/clock_def.h"

// Completes the tree of a valid model in place. New values have the origin "default".
void gm_fill_defaults(gm_node *root, const gm_clock_def *clock, gm_arena *arena);

#endif
