// SPDX-License-Identifier: MIT
//
// A sweep as text, JSON, CSV and a plot.

#ifndef GM_REPORT_SWEEP_REPORT_H
#define GM_REPORT_SWEEP_REPORT_H

#include "report/table.h"
#include "study/sweep_store.h"

typedef struct gm_sweep_report {
    const gm_sweep *sweep;
    const gm_sweep_rows *rows;
    const char *model; // its name
    const char *path;  // of the file with the results
    bool is_interrupted;
} gm_sweep_report;

// Under which the points that are done have run; that of the model when none is.
typedef struct gm_sweep_seeds {
    int64_t least;
    int64_t most;
} gm_sweep_seeds;

gm_sweep_seeds gm_sweep_seeds_of(const gm_sweep_report *report);

// All points, or of many the best and the worst by the first measure.
void gm_sweep_text(const gm_sweep_report *report, gm_page page, FILE *out);

void gm_sweep_json(const gm_sweep_report *report, FILE *out);

// A row for each point: its values as set and in SI, its state, then mean, low, high and n of each
// measure, in SI. In the arena.
const char *gm_sweep_csv(const gm_sweep_report *report, gm_arena *arena);

// Means with their intervals over the one parameter that is varied, for the first measures, as an
// SVG file; no more may vary. NULL, and *why says why: its values are no quantities. In the arena.
const char *gm_sweep_svg(const gm_sweep_report *report, gm_arena *arena, const char **why);

#endif
