// SPDX-License-Identifier: MIT
//
// What follows a part through the plant: its cards, the line it is in, counters, its way out.

#ifndef GM_PLANT_FLOW_H
#define GM_PLANT_FLOW_H

#include "plant/part.h"

// A part comes into the plant from a source, with the variant that the source's mix gives. 0
// when there can be no more parts.
uint32_t gm_flow_create(gm_run *run, int32_t source_i);

// A part that is in the plant at time 0, at a step.
uint32_t gm_flow_initial(gm_run *run, int32_t variant_i, int32_t step_i);

// A child of a part that is split: its birth, identity and place go on. 0 as above.
uint32_t gm_flow_child(gm_run *run, uint32_t parent, int32_t variant_i);

// A part comes into a step of a line.
void gm_flow_change_line(gm_run *run, uint32_t part, int32_t line_i);

static inline void gm_flow_enter(gm_run *run, uint32_t part, int32_t step_i)
{
    int32_t line_i = run->plan->steps[step_i].line_i;
    if (__builtin_expect(run->parts[part].line != line_i, 0)) {
        gm_flow_change_line(run, part, line_i);
    }
}

// Accounts alone, for whoever moves parts by other means: so many more or fewer parts in the plant,
// and in a line of it; a part that leaves by a sink now.
void gm_flow_change_wip(gm_run *run, int32_t by);
void gm_flow_change_line_wip(gm_run *run, int32_t line_i, int32_t by);
void gm_flow_count_out(gm_run *run, const gm_part *part, int32_t sink_i);

// A part takes its cards of these limits; they must allow it.
void gm_flow_take_cards(gm_run *run, uint32_t part, uint32_t limits);

// A part gives back its cards of these limits.
void gm_flow_give_cards(gm_run *run, uint32_t part, uint32_t limits);

// A part has left a step: counters, cards, observer.
void gm_flow_leave_step(gm_run *run, uint32_t part, int32_t step_i);

// A part leaves the plant through a sink (index among the sinks of the run).
void gm_flow_out(gm_run *run, uint32_t part, int32_t sink_i);

// A part ends as scrap of a step.
void gm_flow_scrap(gm_run *run, uint32_t part, int32_t step_i);

// Scrap that never was a part of the plant: what a changeover makes on the way.
void gm_flow_count_scrap(gm_run *run, int32_t n);

// A part ends without leaving: it found a full queue that loses parts, or was joined to another.
void gm_flow_end(gm_run *run, uint32_t part);

// Cards that came free at this instant go to who waits for them at the first step of their stretch.
void gm_flow_give_out_cards(gm_run *run, int32_t step_i);

// Cards on their way back have arrived.
void gm_limit_ring(gm_run *run, int32_t limit_i);

// The way out of parts with no sink, and the scrap, among the sinks of a run.
static inline int32_t gm_sink_out(const gm_plan *plan)
{
    return plan->n_sinks;
}

static inline int32_t gm_sink_scrap(const gm_plan *plan)
{
    return plan->n_sinks + 1;
}

#endif
