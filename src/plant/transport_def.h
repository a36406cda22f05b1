// SPDX-License-Identifier: MIT
//
// What a model file says of vehicles: networks of paths, fleets, transports, automated racks.

#ifndef GM_PLANT_TRANSPORT_DEF_H
#define GM_PLANT_TRANSPORT_DEF_H

#include "plant/station_def.h"

// ---- paths

// A point of a network. Straight moves (cranes, lifts, shuttles) need its place.
typedef struct gm_point_def {
    const char *name;
    gm_src src;
    double x_m;
    double y_m; // the second axis moves at the same time
    bool has_place;
} gm_point_def;

typedef struct gm_segment_def {
    gm_src src;
    gm_ref from; // index among the points of the network
    gm_ref to;
    double length_m;
    double speed_m_s; // limit, INFINITY: none
    bool is_one_way;
    int32_t vehicles; // at one time, GM_UNLIMITED: no bound
} gm_segment_def;

typedef struct gm_network_def {
    const char *name;
    gm_src src;
    int32_t n_points; // those named by segments come after those that are listed
    const gm_point_def *points;
    int32_t n_segments; // 0: vehicles move straight from place to place
    const gm_segment_def *segments;
} gm_network_def;

// ---- fleets

typedef enum gm_fleet_kind {
    GM_FLEET_AGV,
    GM_FLEET_TUGGER,
    GM_FLEET_FORKLIFT,
    GM_FLEET_SHUTTLE,
    GM_FLEET_LIFT,
    GM_FLEET_CRANE,
} gm_fleet_kind;

typedef enum gm_vehicle_choice {
    GM_VEHICLE_NEAREST,
    GM_VEHICLE_LONGEST_IDLE,
    GM_VEHICLE_FIRST, // in the order of their numbers
} gm_vehicle_choice;

typedef enum gm_request_choice { GM_REQUEST_OLDEST, GM_REQUEST_NEAREST } gm_request_choice;

typedef enum gm_idle_rule { GM_IDLE_STAY, GM_IDLE_PARK } gm_idle_rule;

// Charge as a share of a full battery. In use it falls by 1 / runs_s, idle by idle_share of that.
typedef struct gm_battery_def {
    gm_src src;
    bool is_given;
    double runs_s;
    double charges_s; // from empty to full
    bool has_swap;
    gm_dist swap; // seconds for a full one instead
    double below; // goes to charge after a job that left it below this
    double up_to;
    double idle_share;
    bool opportunity; // charges whenever there is nothing to carry
    int32_t n_at;
    const gm_ref *at; // points with chargers
    int32_t chargers; // at each
} gm_battery_def;

typedef struct gm_fleet_def {
    const char *name;
    gm_src src;
    gm_fleet_kind kind;
    int32_t count;
    gm_ref network; // none: `travel` is the time of every move
    double speed_m_s;
    double loaded_speed_m_s;
    double acceleration_m_s2; // INFINITY: none said
    double braking_m_s2;
    double second_speed_m_s; // of the second axis of straight moves
    double second_acceleration_m_s2;
    bool has_travel;
    gm_dist travel; // seconds, loaded
    gm_dist empty_travel;
    int32_t carries;
    bool has_load;
    gm_dist load; // seconds at a pick-up
    bool has_unload;
    gm_dist unload;
    double each_s; // and for each part, at both ends
    gm_ref home;   // index among the points of the network
    gm_idle_rule when_idle;
    gm_vehicle_choice sends;
    gm_request_choice serves;
    gm_battery_def battery;
    int32_t n_failures;
    const gm_failure_def *failures;
    gm_ref calendar;
    gm_crew_needs_def crew; // drivers of each vehicle while it has a job
} gm_fleet_def;

// A step that carries parts from the places before it to those behind it.
typedef struct gm_transport_def {
    const char *name;
    gm_src src;
    gm_ref fleet;
    gm_ref pick_up; // index among the points of the network
    gm_ref drop;
    int32_t priority; // 1 goes before 2
    int32_t least;    // parts for which a vehicle is sent
    bool reserves;    // a vehicle is sent only for parts that have a place behind
    gm_route_def to;
    const char *counts;
} gm_transport_def;

// ---- automated racks

typedef enum gm_slot_rule { GM_SLOT_RANDOM, GM_SLOT_NEAREST, GM_SLOT_CLASSES } gm_slot_rule;

typedef struct gm_slot_class_def {
    gm_ref variant;
    double share; // of the slots, the nearest first
} gm_slot_class_def;

// A rack with a crane that serves one face of bays x levels slots from its lower corner.
typedef struct gm_rack_def {
    const char *name;
    gm_src src;
    int32_t bays;
    int32_t levels;
    double bay_m;   // width of a slot
    double level_m; // its height
    double speed_m_s;
    double lift_m_s;
    double acceleration_m_s2; // INFINITY: none said
    double lift_acceleration_m_s2;
    double handling_s; // to take or to set down one load
    gm_slot_rule slots;
    int32_t n_classes;
    const gm_slot_class_def *classes; // in the order of the file, near to far
    bool is_dual;                     // stores and retrieves on one round where it can
    int32_t holds_out;                // places of the stand at its exit
    bool has_least;
    gm_dist least; // least dwell, seconds
    gm_recipe_def recipe;
    int32_t initial;
    gm_ref initial_kind;
    int32_t n_failures;
    const gm_failure_def *failures;
    gm_ref calendar;
    gm_route_def to;
    gm_power_def power;
    const char *counts;
} gm_rack_def;

#endif
