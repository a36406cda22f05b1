// SPDX-License-Identifier: MIT
//
// Points of the plant where the sequence of the parts is looked at.
//
// The planned sequence is that in which the sources made the parts. A point keeps the parts that
// have yet to pass it in this order. A part that passes while others stand before it overtakes
// them; one that was overtaken is late by as many places as parts went before it that should not
// have, and early by as many as it overtook. Late minus early is how far its place is from the
// planned one among all that pass. A part is in sequence when none overtook it; the share of these
// is the sequence adherence (after Meissner 2010).
// A part passes a point once: when it comes again, after rework, nothing is counted.

#ifndef GM_PLANT_PASSAGE_H
#define GM_PLANT_PASSAGE_H

#include "plant/run.h"

// The points are without parts, at time 0.
void gm_points_begin(gm_run *run);

// Memory of the points, and of their links for n parts.
void gm_points_create(gm_run *run);
void gm_points_reserve(gm_run *run, uint32_t n);
void gm_points_fini(gm_run *run);

// A part is made that will come to these points.
void gm_points_expect(gm_run *run, uint32_t part, uint32_t points);

// A part passes a point.
void gm_point_pass(gm_run *run, int32_t point_i, uint32_t part);

// A part will come to no point any more.
void gm_points_forget(gm_run *run, uint32_t part);

// The link of a part at a point.
static inline gm_passage_link *gm_point_link_of(const gm_run *run, int32_t point_i,
                                                uint32_t part)
{
    return &run->links[(size_t)part * (size_t)run->plan->n_points + (size_t)point_i];
}

#endif
