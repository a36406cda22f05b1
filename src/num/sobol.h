// SPDX-License-Identifier: MIT
//
// Sobol's sequence: points that fill a cube evenly, whatever their number.
//
// Sobol 1967; in the order of the Gray code (Antonov and Saleev 1979), where a point differs from
// the one before in one direction number: the first 2^k points are the same set in either order.
// A digital shift (the same random bits for all points, by exclusive or) keeps them as even and
// makes their mean an unbiased estimate: Cranley and Patterson 1976, in base 2.

#ifndef GM_NUM_SOBOL_H
#define GM_NUM_SOBOL_H

#include <stdint.h>

#define GM_SOBOL_DIMENSIONS 32

// Coordinate d, from 0, of point i, from 0, as a fraction of 2^32. Point 0 is the corner 0.
// d < GM_SOBOL_DIMENSIONS.
uint32_t gm_sobol_bits(int d, uint32_t i);

// The same shifted, as the middle of its cell of 2^-32: in (0, 1).
double gm_sobol_u01(int d, uint32_t i, uint32_t shift);

#endif
