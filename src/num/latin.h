// SPDX-License-Identifier: MIT
//
// A Latin hypercube: n values of one coordinate, one in each of n equal cells, in random order.
//
// McKay, Beckman and Conover 1979. Coordinates drawn from independent streams make the points.

#ifndef GM_NUM_LATIN_H
#define GM_NUM_LATIN_H

#include "num/random.h"

// Fills x with n values in (0, 1), at a random place of their cells. Draws from the stream.
void gm_latin_fill(gm_stream *stream, double *x, int32_t n);

#endif
