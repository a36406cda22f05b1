// SPDX-License-Identifier: MIT
//
// Which step feeds which: the plan as a net of its steps.
//
// Steps that work are stations of a number of machines, conveyors and moving lines. Neighbours
// are those next to each other on a way of the parts, with nothing but places between them. Ways
// back, to where a part has been before, do not count.

#ifndef GM_STUDY_NET_H
#define GM_STUDY_NET_H

#include "twin/twin.h"

// Parts go from a step to the next.
typedef struct gm_link {
    int32_t from;
    int32_t to;
} gm_link;

typedef struct gm_net {
    const gm_plan *plan;
    int32_t n;
    const gm_link *on;   // by from
    const gm_link *back; // the same by to
} gm_net;

typedef struct gm_steps {
    int32_t n;
    const int32_t *items;
} gm_steps;

// In the arena; borrows the plan.
gm_net gm_net_create(const gm_plan *plan, gm_arena *arena);

bool gm_step_is_work(const gm_plan *plan, int32_t step_i);

// The next steps that work before a step or behind it, in the order of the file; with sources:
// also those that feed it directly. In the arena.
gm_steps gm_net_before(const gm_net *net, int32_t step_i, bool with_sources, gm_arena *arena);
gm_steps gm_net_behind(const gm_net *net, int32_t step_i, gm_arena *arena);

// By step: whether its parts may come to step_i, which is true of itself; ways back count. In
// the arena.
const bool *gm_net_leads_to(const gm_net *net, int32_t step_i, gm_arena *arena);

#endif
