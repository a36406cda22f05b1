// SPDX-License-Identifier: MIT
//
// Replications by the line engine: several at once, looked at where the event engine is.

#ifndef GM_STUDY_LINE_SET_H
#define GM_STUDY_LINE_SET_H

#include "study/replicate.h"

typedef struct gm_line_set gm_line_set;

// For one thread. The twin has a line; n replications are asked for. has_samples: of slices too, for a warm-up that is to be
// found; has_levels: how long places hold how many parts, also if no claim asks for it.
gm_line_set *gm_line_set_create(const gm_twin *twin, int32_t n, bool has_samples,
                                bool has_levels);
void gm_line_set_destroy(gm_line_set *set);

// How many run at once.
int32_t gm_line_set_width(const gm_line_set *set);

// Runs n replications from the first on. False when they did not come to their end: stopped, or
// one filled up with parts.
bool gm_line_set_run(gm_line_set *set, uint32_t seed, int32_t first, int32_t n,
                     const gm_line_watch *watch);

// What replication first + lane was at each point of the schedule but time 0, its samples, its
// audit and its hash. Samples go to r->wip, out and sample_s.
void gm_line_set_take(gm_line_set *set, int32_t lane, gm_snapshot *series, gm_replication *r);

#endif
