// SPDX-License-Identifier: MIT
//
// What a model file says of a moving line: cars that advance together through n stations.

#ifndef GM_PLANT_MOVING_DEF_H
#define GM_PLANT_MOVING_DEF_H

#include "plant/failure_def.h"

typedef enum gm_drive { GM_DRIVE_SELF_PROPELLED, GM_DRIVE_CONVEYOR } gm_drive;
typedef enum gm_overrun { GM_OVERRUN_STOP, GM_OVERRUN_DRIFT } gm_overrun;
typedef enum gm_short_handed { GM_SHORT_SLOW, GM_SHORT_STOP } gm_short_handed;

// The work of one person at one station of a zone.
typedef struct gm_post_def {
    int32_t station; // of the zone, from 0
    gm_times_def work;
} gm_post_def;

// A run of stations with the same work content, or with a post for each of their people: a car
// is then done at a station when the last of them is.
typedef struct gm_zone_def {
    const char *name;
    gm_src src;
    int32_t stations; // >= 1
    gm_times_def work;
    gm_crew_needs_def crew; // people at each station; with posts: the one crew of them all
    int32_t n_posts;
    const gm_post_def *posts; // by station, at least one at each; or none
    double defects;           // share of cars that get a hidden defect in the zone
} gm_zone_def;

typedef struct gm_moving_def {
    const char *name;
    gm_src src;
    int32_t n_zones;
    const gm_zone_def *zones;
    double pitch_m;
    double speed_m_s; // takt = pitch / speed
    gm_drive drive;
    gm_overrun overrun;
    double drift_m;   // how far a worker may follow a car beyond the station's end
    double restart_s; // from the end of an andon stop until the line runs
    gm_short_handed short_handed;
    int32_t n_failures;
    const gm_failure_def *failures; // of one car's drive, or of the conveyor
    gm_route_def towed;             // where a dead car goes; not given: repaired on the spot
    gm_ref calendar;
    gm_route_def to;
    const char *counts;
    gm_power_def power; // of the whole line
    int32_t n_learns;
    const gm_learning_def *learns; // curves
} gm_moving_def;

#endif
