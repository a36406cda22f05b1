// SPDX-License-Identifier: MIT
//
// Plans of traffic: a run ahead in which only those who hold tracks move, one at a time, until
// all have come off.
//
// Again and again the lowest-numbered vehicle that is first on its track and whose way is free
// goes all its way; when there is none, the lowest-numbered first one that finds room goes one
// edge on. Three things keep this quick, and change no answer:
// - Where all can go all their way one after the other (the graph of who waits for whom has no
//   circle, Holt 1972, ACM Comp. Surveys 4, 179-196), one more edge can close a circle only
//   through the vehicle that enters it: that is looked for first, and mostly there is none.
// - In a run ahead only who is first on a track is looked at. It watches one taken track on its
//   way and is looked at again when that gets free (as clauses watch two literals in solvers of
//   Boolean formulas, Moskewicz et al. 2001).
// - Points from where the way to a goal is known are remembered until a track is taken.

#ifndef GM_PLANT_TRAFFIC_PLAN_H
#define GM_PLANT_TRAFFIC_PLAN_H

#include "plant/chain.h"
#include "plant/fleet.h"

typedef struct gm_track {
    int32_t n;      // vehicles on it, or granted it
    int32_t way;    // their direction, 0: none
    gm_chain order; // vehicles in the order of their turns
} gm_track;

// Vehicles by the track that each was granted last.
typedef struct gm_fronts {
    gm_track *tracks;
    gm_chain_link *links; // by vehicle
    int32_t *edges;       // by vehicle; GM_NONE: it holds nothing
} gm_fronts;

typedef struct gm_plan_step {
    int32_t vehicle_i;
    bool is_all; // all its way, not one edge
} gm_plan_step;

typedef struct gm_sketch gm_sketch;

// Most steps of a plan.
int32_t gm_sketch_most_steps(const gm_plan *plan, int32_t network_i);

// Memory from the arena of the run.
gm_sketch *gm_sketch_create(gm_run *run);
void gm_fronts_create(gm_run *run, gm_fronts *fronts);
void gm_fronts_begin(const gm_run *run, gm_fronts *fronts);

// Moves a vehicle to the end of those whose front is the edge; GM_NONE: it holds nothing.
void gm_fronts_move(const gm_run *run, gm_fronts *fronts, int32_t vehicle_i, int32_t edge_i);

// The steps of a plan; they live until the next search.
typedef struct gm_plan_steps {
    const gm_plan_step *steps;
    int32_t n;
    bool is_ordered; // all go all their way, one after the other
} gm_plan_steps;

// Looks for a plan by which all come off the tracks once this vehicle is on the edge.
bool gm_sketch_find(gm_sketch *s, const gm_fronts *fronts, int32_t vehicle_i, int32_t edge_i,
                    gm_plan_steps *steps);

// Would the vehicle, once it is on the edge, wait for itself: for those on its way or ahead of it
// on its track, for those whom these wait for, and so on? If all who hold tracks can go all their
// way one after the other, they still can when there is no such circle, and only then.
bool gm_sketch_has_circle(gm_sketch *s, const gm_fronts *fronts, int32_t vehicle_i,
                          int32_t edge_i);

// The track of an edge of the vehicle's network, GM_NONE: it has none.
static inline int32_t gm_track_of(const gm_run *run, const gm_vehicle *v, int32_t edge_i)
{
    int32_t network_i = gm_vehicle_fleet(run, v)->network_i;
    return edge_i == GM_NONE ? GM_NONE : run->plan->networks[network_i].edges[edge_i].track_i;
}

static inline bool gm_track_has_room(const gm_run *run, const gm_track *track,
                                     const gm_edge *edge)
{
    return track->n == 0 ||
           (track->n < run->plan->tracks[edge->track_i].capacity && track->way == edge->way);
}

static inline void gm_track_take_off(gm_track *track)
{
    track->n -= 1;
    track->way = track->n == 0 ? 0 : track->way;
}

#endif
