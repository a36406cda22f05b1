// SPDX-License-Identifier: MIT
//
// The rate of a line of many machines by decomposition: an estimate, near but not exact.
//
// Each buffer is looked at as a line of two machines. What is before it acts as one machine, what
// is behind it as another; how often these stop and for how long follows from the pairs beside
// them, until all pairs have the same rate (Dallery, David and Xie 1989).

#ifndef GM_ESTIMATE_FLUID_LINE_H
#define GM_ESTIMATE_FLUID_LINE_H

#include "estimate/fluid_pair.h"

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

// n >= 1 machines of one speed, n - 1 buffers. Of two machines the answer is exact and their
// speeds may differ. Scratch is taken from the arena and given back. False: it did not settle.
bool gm_fluid_line_rate(int32_t n, const gm_fluid_machine *machines, const double *places,
                        gm_arena *scratch, double *rate);

#endif
