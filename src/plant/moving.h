// SPDX-License-Identifier: MIT
//
// Moving lines: cars that advance together through n stations at constant speed and pitch.
//
// A step is one pitch. A car that waits at the entrance when a step begins comes in; if none
// waits, a gap goes down the line. An empty line stands and starts with the next car.
//
// Line time is how long the people of the line have worked: it stands off shift and unmanned;
// steps and work are in line time. People work on while cars stand, also during a repair. See
// moving_step.c for stations that are late, moving_stop.c for failures, moving_people.c for
// people who are missing, moving_state.c for the states of the stations.

#ifndef GM_PLANT_MOVING_H
#define GM_PLANT_MOVING_H

#include "num/normals.h"
#include "plant/learning.h"
#include "plant/repair.h"
#include "plant/wear.h"

typedef enum gm_section_goal {
    GM_SECTION_TO_STOP, // the fixed position of a worker who drifts too far
    GM_SECTION_TO_END,  // the end of the step
    GM_SECTION_AT_END,  // the step is over, the cars have not moved on yet
} gm_section_goal;

// Cars that keep their distances and step at the same time. A line is one section until the
// drive of a car fails.
typedef struct gm_section {
    int32_t head; // station of its first car, or where that one would be
    int32_t n_cars;
    gm_section_goal goal;
    double left_s;    // line time of motion until the goal
    double after_s;   // TO_STOP: from there to the end of the step
    double until_s;   // line time when all of its work on cars that have moved on is done
    double full_s;    // when it would be done if nobody were missing
    bool is_dead;     // its first car does not drive
    gm_repair repair; // of that one, or its tow
} gm_section;

typedef struct gm_zone {
    int32_t first; // stations first .. end - 1
    int32_t end;
    gm_sampler *laws; // of work; with duties those of each in turn that is not normal
    gm_stream defect;
    double work_s;     // work begun, of those who work longest at a station
    double labour_s;   // person seconds of it, of one person at each station or of all duties
    double credited_s; // of them, what its crews have been credited with
    double n_visits;
    double n_overruns; // visits with work left when the car had come to the end of the station
    double overrun_s;  // line time of work left then
    double n_defects;
} gm_zone;

// What a station lost its time to, where the state alone does not say it.
typedef enum gm_moving_loss {
    GM_LOST_STOP,      // an andon stop, its restart too: down
    GM_LOST_RESTART,   // of it, the restart
    GM_LOST_SHORT,     // a stop for a station that lacks people: unmanned
    GM_LOST_DEAD_CAR,  // behind a dead car: down or waiting for repair
    GM_LOST_BREAKDOWN, // the conveyor failed: down or waiting for repair
    GM_LOST_MISSING,   // no car came in: starved
    GM_LOST_GAP,       // a dead or towed car left a gap: starved
    GM_LOST_TOWED,     // worked on cars that were towed
    GM_N_LOST,
} gm_moving_loss;

// How many of its stations are in which state until something changes.
typedef struct gm_moving_now {
    int32_t in[GM_N_STATES];
    int32_t stopped; // by an andon stop: in none of these states, see moving_state.c
    int32_t lost[GM_N_LOST];
} gm_moving_now;

struct gm_moving {
    uint32_t slot;
    gm_event_class next_class; // of what its clock rings for
    bool is_on;
    bool is_blocked;  // the first car has been offered and waits
    bool is_released; // it is gone, the line goes on at the next move
    int32_t failing;  // failure of the conveyor, GM_NONE: up
    gm_repair repair; // of it
    bool has_people;  // else line time stands
    double manned_s;  // when the posts are counted anew, INFINITY: never
    int32_t *held;    // need x crews: people who work here, short-handed: slow
    double since_s;   // the line is as it was at this time
    double line_s;    // line time
    double andon_s;   // line time when an andon stop is over; < 0: none
    double late_s;    // line time when the work that it waits for is done
    double full_s;    // when it would be if nobody were missing; before the stop: no stop then
    double entry_s;   // a car may enter behind the last section at this time only
    double until_s;   // until_s of the last section of the line when it left
    double until_full_s;
    uint32_t *cars; // by station; 0: a gap
    int32_t *variants;
    double *free_s;      // by station: line time when its people have done what they began
    double *free_full_s; // and if nobody were missing
    double *slow;        // by station: work takes so many times as long, >= 1
    bool *is_lost;       // by station: empty because of a failure
    int32_t n_lost;
    int32_t n_cars;
    int32_t n_dead;
    int32_t n_sections; // first to leave first
    gm_section *sections;
    gm_zone *zones;
    gm_normals *normals; // by station, for normal duties
    gm_wear wear;
    gm_stream pick; // which car fails
    bool tows;
    gm_target towed;
    gm_learning learning; // over the cars made

    // Statistics, closed at now by gm_moving_settle(). Times of states and losses are station
    // seconds: the states add up to stations x time.
    gm_moving_now now;
    double account_s; // closed up to here
    double state_s[GM_N_STATES];
    double lost_s[GM_N_LOST];
    double stop_down_s;  // station seconds down in the stop in hand
    double stop_began_s; // line time
    double micro_stop_s; // station seconds down in stops under 5 min
    double n_micro_stops;
    double n_waits;    // times that the line was blocked, or a run of gaps began
    bool is_waiting;   // and still is
    bool has_gap;      // the last pitch that came in was a gap
    double area_car_s; // cars on the line over time
    int32_t n_max;
    double n_in;
    double n_out;   // cars that left at the exit
    double n_steps; // pitches that have gone by the entrance
    double n_gaps;  // of them, without a car
    double n_andons;
    double n_failures;
    double n_towed;
};

// Takes memory for all moving lines of the plan from the arena of the run.
void gm_movings_create(gm_run *run);

// Empty and running, at time 0.
void gm_moving_begin(gm_run *run, int32_t moving_i);

// A car may be waiting at the entrance.
void gm_moving_move(gm_run *run, int32_t moving_i);

// Its clock has rung.
void gm_moving_ring(gm_run *run, int32_t moving_i);

// The car it offered at the exit is gone.
void gm_moving_gone(gm_run *run, int32_t moving_i);

// Its hours begin or end.
void gm_moving_on(gm_run *run, int32_t moving_i, bool is_on);

// Its people have come; they go home (is_away) or come back.
void gm_moving_granted(gm_run *run, int32_t moving_i);
void gm_moving_people(gm_run *run, int32_t moving_i, bool is_away);

// The crew of one of its repairs has come or is back; goes home.
void gm_moving_repair_granted(gm_run *run, int32_t moving_i, uint32_t grant_i);
void gm_moving_repair_paused(gm_run *run, int32_t moving_i, uint32_t grant_i);

// That repair is over at this very instant and has not rung yet.
bool gm_moving_is_repaired_now(gm_run *run, int32_t moving_i, uint32_t grant_i);

// Closes the statistics at now, for a snapshot; what happens later does not depend on it.
void gm_moving_settle(gm_run *run, int32_t moving_i);

// Credits the crews of a line with the work begun since the last time: busy_s.
void gm_moving_credit(gm_run *run, int32_t moving_i);

// The rows of a line at now, as in gm_band_stat: GM_N_BAND_STATS values.
void gm_moving_stats(gm_run *run, int32_t moving_i, double *rows);

// The most cars on the line since the last call.
double gm_moving_take_max(gm_run *run, int32_t moving_i);

// Share of the time of a zone's people that was work: work / (takt x stations x steps).
double gm_moving_utilisation(const gm_run *run, int32_t moving_i, int32_t zone_i);

#endif
