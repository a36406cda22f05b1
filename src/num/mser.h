// SPDX-License-Identifier: MIT
//
// MSER-5: where the warm-up of a series ends. White 1997; White, Cobb and Spratt 2000.

#ifndef GM_NUM_MSER_H
#define GM_NUM_MSER_H

#include <stdbool.h>
#include <stddef.h>

#define GM_MSER_BATCH 5

// Finds how many leading observations to cut: a multiple of 5 that minimises the squared
// standard error of what is left, in batches of 5. The last 5 batches are never a cut.
// False (no answer; the run is too short) when n < 50 or the minimum lies past half of the
// series; *cut is then unchanged.
bool gm_mser5(const double *x, size_t n, size_t *cut);

#endif
