// SPDX-License-Identifier: MIT
//
// The critical path of a run by recursion: what the last departure waited for, second by second.
//
// Every departure of a line is the sum of the work and repairs along one path back to time 0 (the
// term that won each maximum). Where laws only scale, the derivative of a departure for the
// logarithm of a mean is the time that the path spends there: infinitesimal perturbation analysis
// (Ho and Cao 1983, J. Optim. Theory Appl. 40; Glasserman 1991, Gradient Estimation via
// Perturbation Analysis). It holds on the mean where departures are continuous in what is scaled,
// see docs/theory/gradients.md.

#ifndef GM_LINE_CRITICAL_H
#define GM_LINE_CRITICAL_H

#include "line/line.h"

// Departures that are kept, 8 bytes each: 128 MiB for each thread.
#define GM_CRITICAL_MOST_VISITS (INT64_C(1) << 24)

// Where the path from the first counted departure to the last spends its time, s.
typedef struct gm_critical {
    double length_s; // between the two departures: the sum of what follows
    double source_s; // waiting for arrivals
    double *work_s;  // by machine of the program
    double *repair_s;
    int64_t n_parts; // that left between
    int64_t n_ties;  // of the path: two terms of a maximum were the same
} gm_critical;

typedef enum gm_critical_end {
    GM_CRITICAL_OK,
    GM_CRITICAL_TOO_LONG, // more visits than are kept
    GM_CRITICAL_NO_PARTS, // left in the window
    GM_CRITICAL_NOT_RUN,  // stopped, or the run filled up
} gm_critical_end;

// What is counted: from .. to, times, or counts of what has left.
typedef struct gm_critical_window {
    bool by_count;
    double from;
    double to;
} gm_critical_window;

// What of a plan lets moments jump, or is not followed: "'weld' fails by calendar", in the arena.
// NULL: nothing, the path tells all.
const char *gm_critical_refusal(const gm_line_program *program, gm_arena *arena);

// Runs one replication and follows its path back. out: its arrays have room for program->n_ops.
// watch may be NULL.
gm_critical_end gm_critical_find(const gm_line_program *program, uint32_t seed,
                                 uint32_t replication, const gm_critical_window *window,
                                 const gm_line_watch *watch, gm_critical *out);

#endif
