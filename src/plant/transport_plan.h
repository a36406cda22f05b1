// SPDX-License-Identifier: MIT
//
// Of the plan: networks, fleets, transports and racks. See plan.h.

#ifndef GM_PLANT_TRANSPORT_PLAN_H
#define GM_PLANT_TRANSPORT_PLAN_H

#include "num/motion.h"
#include "plant/crew_call.h"
#include "plant/plant_def.h"

// One way along a segment of a network.
typedef struct gm_edge {
    int32_t from; // points of the network
    int32_t to;
    double length_m;
    double speed_m_s; // limit, INFINITY: none
    int32_t track_i;  // GM_NONE: room for any number of vehicles
    int32_t way;      // +1, or -1 against the segment
} gm_edge;

// A segment with room for so many vehicles, all in one direction.
typedef struct gm_track_plan {
    int32_t network_i;
    int32_t capacity;
} gm_track_plan;

typedef struct gm_network_plan {
    const gm_network_def *def;
    int32_t n_edges;
    const gm_edge *edges;
    bool has_tracks;
} gm_network_plan;

// How the vehicles of a fleet get from point to point.
typedef enum gm_move_by {
    GM_MOVE_BY_LAW,      // each move takes a time of a law
    GM_MOVE_BY_PLACE,    // straight, two axes at the same time
    GM_MOVE_BY_SEGMENTS, // along the quickest way
} gm_move_by;

typedef struct gm_fleet_plan {
    const gm_fleet_def *def;
    gm_move_by by;
    int32_t network_i; // GM_NONE: by a law
    int32_t n_points;
    const double *time_s; // [from][to] of an empty vehicle, or the mean of its law
    const double *way_m;  // [from][to] of straight moves
    const int32_t *hop;   // [from][to] first edge of the way, by segments
    gm_motion empty;
    gm_motion loaded;
    gm_motion second; // of the second axis
    int32_t home;
    int32_t n_chargers;
    const int32_t *chargers; // points
    int32_t first_vehicle;
    int32_t n_vehicles;
    int32_t n_transports;
    const int32_t *transports; // in the order of the file
    int32_t calendar_i;
    gm_crew_call crew;
    const gm_crew_call *fail_crew; // by failure
    uint32_t first_grant;          // two for each vehicle: its job, its repair
} gm_fleet_plan;

typedef struct gm_transport_plan {
    const gm_transport_def *def;
    int32_t step_i;
    int32_t fleet_i;
    int32_t pick_up; // points of the fleet
    int32_t drop;
    int32_t place_i; // store where places are reserved, GM_NONE: none are
} gm_transport_plan;

typedef struct gm_rack_plan {
    const gm_rack_def *def;
    int32_t step_i;
    int32_t calendar_i;
    int32_t n_slots;
    const int32_t *slots;    // slots in the order of their time from the entrance
    const double *time_s;    // by slot, from the entrance
    const double *bay_s;     // by number of bays between two slots
    const double *level_s;   // by number of levels
    const int32_t *first;    // class k has slots first[k] .. first[k + 1] - 1 of that order
    int32_t n_classes;       // 1 unless slots go by class
    const int32_t *class_of; // by variant
    int32_t recipe_i;        // of the plan, GM_NONE: it has none
    int32_t initial_variant;
    const gm_crew_call *fail_crew;
    uint32_t repair_grant;
} gm_rack_plan;

#endif
