// SPDX-License-Identifier: MIT
//
// Vehicles: fleets that carry parts between the steps of the plant.
//
// A vehicle is one thing with one clock. It is sent to a pick-up, loads what waits there, drives
// to the drop, unloads, and offers its parts to what is behind (blocking after service, like any
// other step); then it is free for the next request. See fleet.c for that round, dispatch.c for
// who is sent where, drive.c for how it moves, traffic.c for segments that hold few, care.c for
// batteries, breakdowns, hours and drivers.

#ifndef GM_PLANT_FLEET_H
#define GM_PLANT_FLEET_H

#include "plant/repair.h"
#include "plant/wear.h"

// States of a vehicle, exhaustive and exclusive, the first that holds.
#define GM_VEHICLE_STATE_LIST(X)                                                               \
    X(GM_VEHICLE_OFF, "off-shift")                                                             \
    X(GM_VEHICLE_DOWN, "down")                                                                 \
    X(GM_VEHICLE_REPAIR_WAIT, "waiting-for-repair")                                            \
    X(GM_VEHICLE_UNMANNED, "waiting-for-driver")                                               \
    X(GM_VEHICLE_CONGESTED, "waiting-for-way")                                                 \
    X(GM_VEHICLE_EMPTY, "driving-empty")                                                       \
    X(GM_VEHICLE_LOADING, "loading")                                                           \
    X(GM_VEHICLE_LOADED, "driving-loaded")                                                     \
    X(GM_VEHICLE_UNLOADING, "unloading")                                                       \
    X(GM_VEHICLE_BLOCKED, "blocked")                                                           \
    X(GM_VEHICLE_CHARGER_WAIT, "waiting-for-charger")                                          \
    X(GM_VEHICLE_CHARGING, "charging")                                                         \
    X(GM_VEHICLE_IDLE, "idle")

#define GM_VEHICLE_STATE_ENUM(name, word) name,
typedef enum gm_vehicle_state {
    GM_VEHICLE_STATE_LIST(GM_VEHICLE_STATE_ENUM) GM_N_VEHICLE_STATES
} gm_vehicle_state;
#undef GM_VEHICLE_STATE_ENUM

const char *gm_vehicle_state_word(gm_vehicle_state state);

// What a vehicle is about.
typedef enum gm_errand {
    GM_ERRAND_NONE,
    GM_ERRAND_TO_PICK_UP,
    GM_ERRAND_LOAD,
    GM_ERRAND_TO_DROP,
    GM_ERRAND_UNLOAD,
    GM_ERRAND_OFFER,
    GM_ERRAND_TO_HOME,
    GM_ERRAND_TO_CHARGER,
    GM_ERRAND_CHARGER_LINE,
    GM_ERRAND_CHARGE,
} gm_errand;

// Why nothing goes on; the clock of what it does stands still.
#define GM_VEHICLE_HOLD_OFF      1u
#define GM_VEHICLE_HOLD_DOWN     2u
#define GM_VEHICLE_HOLD_UNMANNED 4u

#define GM_MOST_AHEAD 8 // edges that a vehicle may be granted beyond the one it is on

typedef struct gm_vehicle {
    int32_t fleet_i;
    uint32_t slot;
    uint32_t offerer;
    uint32_t grant; // of its job; the next one is of its repair
    gm_errand errand;
    unsigned hold;
    int32_t job;      // transport that it serves, GM_NONE
    int32_t next_job; // on the way home: served from the next point on, GM_NONE
    double at_s;      // when what it does is done, INFINITY: it waits for something
    double left_s;    // the same as a span, while it is held
    gm_event_class next_class;

    // Where it is: standing at `point`, or on `edge`, whose end is `point`.
    int32_t point;
    int32_t goal;
    int32_t edge;
    int32_t n_ahead; // edges from `point` on that it has been granted
    int32_t front;   // the last of them, or `edge`
    bool has_asked;  // stands at `point` and waits for the next edge
    double ask_s;
    double speed_m_s;                  // at the end of its edge
    uint64_t turns[GM_MOST_AHEAD + 1]; // when it was granted its edge and those ahead

    gm_list parts;
    int32_t n_parts;
    int32_t n_due;     // parts that it is sent for
    int32_t n_claimed; // places reserved behind
    double idle_since_s;
    double charge; // of the battery, 0 .. 1
    gm_wear wear;
    int32_t failing; // GM_NONE: up
    gm_repair repair;

    gm_vehicle_state state;
    double account_s;
    double state_s[GM_N_VEHICLE_STATES];
    double empty_m;
    double loaded_m;
    double n_jobs;
    double n_charges;
    double n_flat; // times that the battery ran empty on the way
    double n_failures;
} gm_vehicle;

typedef struct gm_fleet {
    gm_sampler travel;
    gm_sampler empty_travel;
    gm_sampler load;
    gm_sampler unload;
    gm_sampler swap;
    bool is_looking; // dispatch has work
    int64_t n_sent;  // vehicles, so far
} gm_fleet;

// A transport step.
typedef struct gm_transport {
    int32_t n_coming; // vehicles on their way to the pick-up
    int32_t n_due;    // parts that those are to take
    int32_t n_carried;
    double since_s;
    double area_part_s; // parts on vehicles over time
    double n_in;
    double n_out;
    double n_loads; // vehicles that left with parts
    double n_vain;  // vehicles that found nothing
    double wait_s;  // from when a part could be taken until a vehicle took it
    double wait_max_s;
    int64_t n_sent;      // n_sent of the fleet when a vehicle was last sent here
    double lack_since_s; // parts wait and no vehicle is free, since; INFINITY: not so
    double lack_s;
    // With `reserves`: parts that wait for a place behind, and not yet for a vehicle.
    int64_t n_unplaced;
    double unplaced_since_s;
    double unplaced_part_s;
    bool is_kept;  // no part is in the place: all of it is kept for such as are to come
    double kept_s; // and parts wait for it
} gm_transport;

// ---- fleet.c

// Memory for all fleets of the plan from the arena of the run, and their state at time 0.
void gm_fleets_create(gm_run *run);
void gm_fleets_begin(gm_run *run);

// Something may wait at the pick-up of a transport.
void gm_transport_move(gm_run *run, int32_t transport_i);

// A vehicle's clock has rung; a part that it offered is gone.
void gm_vehicle_ring(gm_run *run, int32_t vehicle_i);
void gm_vehicle_gone(gm_run *run, int32_t vehicle_i);

// It has reached its goal.
void gm_vehicle_arrived(gm_run *run, int32_t vehicle_i);

// Closes the time of its state, sets its errand and how long that takes from now on.
void gm_vehicle_turn_to(gm_run *run, int32_t vehicle_i, gm_errand errand, double takes_s);

// Closes its account at now; sets its state and clock from what it is about.
void gm_vehicle_settle(gm_run *run, int32_t vehicle_i);
void gm_vehicle_refresh(gm_run *run, int32_t vehicle_i);

// The job is over, or was in vain: what next?
void gm_vehicle_free(gm_run *run, int32_t vehicle_i);

// Gives back what it reserved and did not use.
void gm_vehicle_unreserve(gm_run *run, int32_t vehicle_i, int32_t n);

// ---- dispatch.c

// The fleet looks for requests when this instant's moves are done.
void gm_fleet_look(gm_run *run, int32_t fleet_i);
void gm_fleet_dispatch(gm_run *run, int32_t fleet_i);

// The vehicle, standing at a point, begins with a transport: its driver first.
void gm_vehicle_begin_job(gm_run *run, int32_t vehicle_i, int32_t transport_i);

// Closes the time in which parts wait without a vehicle, or for a place behind.
void gm_transport_settle(gm_run *run, int32_t transport_i);

// ---- drive.c

// Sends it to a point; it arrives there at once when it stands there. It carries parts or not as
// it does now.
void gm_vehicle_drive(gm_run *run, int32_t vehicle_i, gm_errand errand, int32_t goal);

// The end of its edge, or of a straight move, is reached.
void gm_vehicle_pass_point(gm_run *run, int32_t vehicle_i);

// Goes on from the point where it is; false: it waits there for the next edge. force: as the plan
// of traffic.c has found it safe.
bool gm_vehicle_go_on(gm_run *run, int32_t vehicle_i, bool force);

// ---- care.c

// Seconds until the battery is down to `below` while idle; INFINITY: never.
double gm_vehicle_idle_left_s(const gm_run *run, const gm_vehicle *v);
bool gm_vehicle_must_charge(const gm_run *run, const gm_vehicle *v);
void gm_vehicle_to_charger(gm_run *run, int32_t vehicle_i);
void gm_vehicle_at_charger(gm_run *run, int32_t vehicle_i);
void gm_vehicle_charged(gm_run *run, int32_t vehicle_i);
void gm_vehicle_leave_charger(gm_run *run, int32_t vehicle_i);

// Age and charge of dt_s seconds in the state it is in.
void gm_vehicle_age(gm_run *run, gm_vehicle *v, double dt_s);
gm_wear_rate gm_vehicle_wear_rate(const gm_vehicle *v);
void gm_vehicle_fail(gm_run *run, int32_t vehicle_i);
void gm_vehicle_repaired(gm_run *run, int32_t vehicle_i);
void gm_vehicle_hold(gm_run *run, int32_t vehicle_i, unsigned set, unsigned clear);

// Its hours begin or end, for all vehicles of the fleet.
void gm_fleet_on(gm_run *run, int32_t fleet_i, bool is_on);

// Its people: grants of vehicles, see crew.h.
void gm_vehicle_granted(gm_run *run, uint32_t grant);
void gm_vehicle_people_gone(gm_run *run, uint32_t grant);
bool gm_vehicle_is_over(const gm_run *run, uint32_t grant);

static inline const gm_fleet_plan *gm_vehicle_fleet(const gm_run *run, const gm_vehicle *v)
{
    return &run->plan->fleets[v->fleet_i];
}

static inline bool gm_vehicle_drives(const gm_vehicle *v)
{
    return v->errand == GM_ERRAND_TO_PICK_UP || v->errand == GM_ERRAND_TO_DROP ||
           v->errand == GM_ERRAND_TO_HOME || v->errand == GM_ERRAND_TO_CHARGER;
}

#endif
