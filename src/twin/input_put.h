// SPDX-License-Identifier: MIT
//
// Writes another value where an input of a model was read to.

#ifndef GM_TWIN_INPUT_PUT_H
#define GM_TWIN_INPUT_PUT_H

#include "core/schema.h"

// SI, within lo .. hi of an input with a range, else its value. A law gets it as its mean, in the arena.
void gm_input_put(gm_input *input, double value, gm_arena *arena);

#endif
