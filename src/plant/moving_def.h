// SPDX-License-Identifier: MIT
//
// What a model file says of a moving line: cars that advance together through n stations.

#ifndef GM_PLANT_MOVING_DEF_H
#define GM_PLANT_MOVING_DEF_H

#include "plant/failure_def.h"

typedef enum gm_drive { GM_DRIVE_SELF_PROPELLED, GM_DRIVE_CONVEYOR } gm_drive;
typedef enum gm_overrun { GM_OVERRUN_STOP, GM_OVERRUN_DRIFT } gm_overrun;
typedef enum gm_short_handed { GM_SHORT_SLOW, GM_SHORT_STOP } gm_short_handed;

#define GM_MOST_AT_STATION 16 // people, where each has work of his own

// Work at a station of a zone that one person does, or several next to each other do together.
typedef struct gm_duty_def {
    int32_t station; // of the zone, from 0
    int32_t first;   // of its people, from 0
    int32_t people;  // first + people <= GM_MOST_AT_STATION
    gm_times_def work;
} gm_duty_def;

// A run of stations with the same work content, or with duties of each of their people: a car is
// then done at a station when the last of them has done all of his.
typedef struct gm_zone_def {
    const char *name;
    gm_src src;
    int32_t stations;    // >= 1; before tasks are balanced: at most, 0: as many as it takes
    int32_t most_people; // at a station, when tasks are balanced; 0: as on the line
    gm_times_def work;
    gm_crew_needs_def crew; // people at each station; with duties: the one crew of them all
    int32_t n_duties;
    const gm_duty_def *duties; // by station, at least one at each; or none
    double defects;            // share of cars that get a hidden defect in the zone
} gm_zone_def;

// A piece of the work on a car that is done in one go. A variant for which it has no time does
// not need it.
typedef struct gm_task_def {
    const char *name;
    gm_src src;
    gm_times_def time;
    int32_t people; // who do it together, >= 1
    int32_t count;  // of such tasks, >= 1; they may be done at several stations
    gm_ref zone;    // .name NULL: the only one
    int32_t n_after;
    const gm_ref *after; // tasks that are done before
    int32_t n_with;
    const gm_ref *with; // tasks of the same person, one after the other
    int32_t n_apart;
    const gm_ref *apart; // tasks of other stations
} gm_task_def;

// How the tasks of a line become its stations.
typedef struct gm_balance_def {
    gm_src src;
    int32_t people; // at a station at most
    double load;    // share of the takt that the mean car may fill
    double peak;    // share that any variant may fill
    double scatter; // cv of tasks that are written as plain times
    int64_t trials; // of the search
} gm_balance_def;

typedef struct gm_moving_def {
    const char *name;
    gm_src src;
    int32_t n_zones;
    const gm_zone_def *zones;
    int32_t n_tasks; // > 0: zones get their stations and duties from the balance of the tasks
    const gm_task_def *tasks;
    gm_balance_def balance;
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

// People with duties at a station of a zone.
static inline int32_t gm_zone_people_at(const gm_zone_def *zone, int32_t station)
{
    int32_t n = 0;
    for (int32_t i = 0; i < zone->n_duties; i++) {
        const gm_duty_def *duty = &zone->duties[i];
        bool is_more = duty->station == station && duty->first + duty->people > n;
        n = is_more ? duty->first + duty->people : n;
    }
    return n;
}

// At all of its stations.
static inline int32_t gm_zone_people(const gm_zone_def *zone)
{
    int32_t n = 0;
    for (int32_t k = 0; k < zone->stations && zone->n_duties > 0; k++) {
        n += gm_zone_people_at(zone, k);
    }
    return n;
}

#endif
