// SPDX-License-Identifier: MIT
//
// Conveyors: belts of fixed length and speed, accumulating or not.
//
// A belt's place of work is its entrance, one pitch long. On shift and up it is blocked while the
// first part waits at the exit; else working while no part could enter, because one is coming on
// or the belt is full up to there; else starved. So a belt that is asked for speed / pitch works
// all the time, one that carries less is starved in between, however many parts are on it.
//
// A belt runs while it has hours, is not failed and carries parts; one that does not accumulate
// also stands while the part at the exit cannot leave. See conveyor.c for how parts move.

#ifndef GM_PLANT_CONVEYOR_H
#define GM_PLANT_CONVEYOR_H

#include "plant/repair.h"
#include "plant/wear.h"

struct gm_conveyor {
    gm_list parts; // on the belt, first in first; key_s of each: belt time of its entry
    int32_t n;     // parts on the belt, the one that waits at the exit too
    uint32_t slot;
    gm_event_class next_class; // of what its clock rings for
    bool is_on;
    bool is_blocked;  // the first part waits at the exit
    bool wants_in;    // a part waits for free belt at the entrance
    int32_t failing;  // GM_NONE: up
    gm_repair repair; // of it
    double since_s;   // the belt is as it was at this time
    double belt_s;    // belt time: how long it has run, from an origin of its own
    double stood_s;   // now - belt time while it runs
    double last_in_s; // belt times of the last entry and the last exit
    double last_out_s;
    gm_wear wear;

    // Statistics, closed at now by gm_conveyor_settle().
    gm_state state;
    double account_s; // closed up to here
    double state_s[GM_N_STATES];
    double run_s; // it moved and carried parts
    double micro_stop_s;
    double n_micro_stops;
    double n_waits;     // times that it was blocked or starved
    bool is_waiting;    // and still is
    double area_part_s; // parts on the belt over time
    int32_t n_max;
    double n_in;
    double n_out;
    double n_failures;
};

// Takes memory for all conveyors of the plan from the arena of the run.
void gm_conveyors_create(gm_run *run);

// Empty and running, at time 0.
void gm_conveyor_begin(gm_run *run, int32_t conveyor_i);

// Takes parts at the entrance while there is room.
void gm_conveyor_move(gm_run *run, int32_t conveyor_i);

// Its clock has rung.
void gm_conveyor_ring(gm_run *run, int32_t conveyor_i);

// The part it offered at the exit is gone.
void gm_conveyor_gone(gm_run *run, int32_t conveyor_i);

// Its hours begin or end.
void gm_conveyor_on(gm_run *run, int32_t conveyor_i, bool is_on);

// The crew of its repair has come or is back; goes home.
void gm_conveyor_repair_granted(gm_run *run, int32_t conveyor_i);
void gm_conveyor_repair_paused(gm_run *run, int32_t conveyor_i);

// Free belt at the entrance right now.
bool gm_conveyor_has_room(const gm_run *run, int32_t conveyor_i);

// Closes the statistics at now, for a snapshot; what happens later does not depend on it.
void gm_conveyor_settle(gm_run *run, int32_t conveyor_i);

// The rows of a conveyor at now, as in gm_band_stat: GM_N_BAND_STATS values.
void gm_conveyor_stats(gm_run *run, int32_t conveyor_i, double *rows);

// The most parts on the belt since the last call.
double gm_conveyor_take_max(gm_run *run, int32_t conveyor_i);

#endif
