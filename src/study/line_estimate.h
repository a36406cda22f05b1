// SPDX-License-Identifier: MIT
//
// What a line of single machines makes in the long run, estimated without running it.
//
// A sanity line beside what is simulated: the plant as a flow through machines and buffers, by
// decomposition (estimate/fluid_line.h). Its errors are in docs/theory/optimize.md.

#ifndef GM_STUDY_LINE_ESTIMATE_H
#define GM_STUDY_LINE_ESTIMATE_H

#include "twin/twin.h"

typedef struct gm_line_estimate {
    double rate_per_s; // parts; NaN: cannot say
    const char *why;   // then the reason, in the arena
} gm_line_estimate;

// For serial lines that never run dry, whose machines stand still only for work, other machines
// and failures by work.
gm_line_estimate gm_line_estimate_of(const gm_twin *twin, gm_arena *arena);

#endif
