// SPDX-License-Identifier: MIT
//
// Plans of traffic: a run ahead in which only those who hold tracks move, one at a time, until
// all have come off.
//
// Again and again the lowest-numbered vehicle that is first on its track and whose way is free
// goes all its way; when there is none, the lowest-numbered first one that finds room goes one
// edge on. It is decided in time that goes with the steps, not with the vehicles: only who is
// first on a track is looked at; it watches one taken track on its way and is looked at again when
// that gets free (as clauses watch literals in SAT solvers, Moskewicz et al. 2001); and points
// from where a way to a goal was found free are remembered until a track is taken.

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

// Steps by which all come off the tracks once this vehicle is on the edge; they live until the
// next call. NULL: none were found.
const gm_plan_step *gm_sketch_find(gm_sketch *s, const gm_fronts *fronts, int32_t vehicle_i,
                                   int32_t edge_i, int32_t *n_steps);

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
