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

#include "plant/fleet.h"

typedef struct gm_track {
    int32_t n;   // vehicles on it, or granted it
    int32_t way; // their direction, 0: none
} gm_track;

// Where a vehicle is in a plan: the last edge that it has been granted.
typedef struct gm_place {
    int32_t edge; // GM_NONE: it holds nothing
    int32_t point;
    uint64_t turn;
} gm_place;

typedef struct gm_traffic {
    gm_track *tracks;
    gm_track *tracks_then; // in a plan
    gm_place *places;      // by vehicle, in a plan
    int32_t *plan; // vehicles in the order of their steps, of one network after the other
    int32_t *draft;
    int32_t *plan_first; // by network
    int32_t *plan_n;
    int32_t *plan_at; // first step that is not taken yet
    bool *is_dirty;   // by network: something came free
    bool is_serving;
    uint64_t turn;
    double n_forced; // steps that only the kept plan allowed
} gm_traffic;

void gm_traffic_create(gm_run *run);
void gm_traffic_begin(gm_run *run);

// Grants the vehicle the edge behind its last one. It then counts on its track.
bool gm_traffic_grant(gm_run *run, int32_t vehicle_i, int32_t edge_i, bool force);

// The vehicle has left an edge.
void gm_traffic_leave(gm_run *run, int32_t vehicle_i, int32_t edge_i);

// Nobody is ahead of it on the track that it is on.
bool gm_traffic_is_first(const gm_run *run, int32_t vehicle_i);

// It holds nothing any more.
void gm_traffic_is_out(gm_run *run, int32_t vehicle_i);

// Lets those go on who wait and can, the longest first.
void gm_traffic_serve(gm_run *run, int32_t network_i);

#endif
