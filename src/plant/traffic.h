// SPDX-License-Identifier: MIT
//
// Segments with room for few vehicles: who may enter, so that nobody ever waits for ever.
//
// A vehicle waits at the end of the segment that it is on, and holds it; at a point off such
// segments it holds nothing. It enters a track when there is room in its direction, nobody on its
// own track is ahead of it, and a plan can be found by which all who hold tracks come to their
// goals after that: the banker's rule (Dijkstra 1965; for vehicles Reveliotis 2000, IIE Trans.
// 32, 647-659). The plan that was found last is kept: when no entry can be shown safe afresh, its
// next step is taken. So some vehicle can always go on. Who has waited longest is asked first, and
// nobody follows others onto a track while one who has waited longer wants to go the other way.

#ifndef GM_PLANT_TRAFFIC_H
#define GM_PLANT_TRAFFIC_H

#include "plant/traffic_plan.h"

typedef struct gm_network_traffic {
    bool is_ordered;    // all who hold tracks can go all their way, one after the other
    gm_plan_step *plan; // kept when they cannot, in the order of its steps
    int32_t n_steps;
    int32_t at;       // first step that is not taken yet
    bool is_dirty;    // something came free
    gm_chain waiting; // vehicles, the longest first
} gm_network_traffic;

typedef struct gm_traffic {
    gm_track *tracks;        // with the order of those who are on them
    gm_chain_link *on_links; // by vehicle
    gm_fronts fronts;
    gm_sketch *sketch;
    gm_network_traffic *networks;
    gm_chain_link *wait_links; // by vehicle
    bool is_serving;
    uint64_t turn;
    double n_forced; // steps that only the kept plan allowed
} gm_traffic;

void gm_traffic_create(gm_run *run);
void gm_traffic_begin(gm_run *run);

// Grants the vehicle the edge behind its last one. It then counts on its track.
bool gm_traffic_grant(gm_run *run, int32_t vehicle_i, int32_t edge_i, bool force);

// The vehicle has left an edge; it is on its edge now.
void gm_traffic_leave(gm_run *run, int32_t vehicle_i, int32_t edge_i);
void gm_traffic_enter(gm_run *run, int32_t vehicle_i);

// It asks from now on for the edge behind its point; it does so no more. Both may be said again.
void gm_traffic_ask(gm_run *run, int32_t vehicle_i);
void gm_traffic_ask_no_more(gm_run *run, int32_t vehicle_i);

// Nobody is ahead of it on the track that it is on.
bool gm_traffic_is_first(const gm_run *run, int32_t vehicle_i);

// It holds nothing any more.
void gm_traffic_is_out(gm_run *run, int32_t vehicle_i);

// Lets those go on who wait and can, the longest first.
void gm_traffic_serve(gm_run *run, int32_t network_i);

#endif
