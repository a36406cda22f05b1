// SPDX-License-Identifier: MIT
//
// What changes while a plant runs, of its machines and stations: see run.h.

#ifndef GM_PLANT_MACHINE_STATE_H
#define GM_PLANT_MACHINE_STATE_H

#include "num/sampler.h"
#include "plant/engine.h"
#include "plant/part_state.h"
#include "sim/heap.h"

// States in order of precedence: the lowest bit set is the state. WORKING is always set.
typedef enum gm_hold {
    GM_HOLD_OFF = 1 << GM_STATE_OFF,
    GM_HOLD_DOWN = 1 << GM_STATE_DOWN,
    GM_HOLD_REPAIR_WAIT = 1 << GM_STATE_REPAIR_WAIT,
    GM_HOLD_MAINTENANCE = 1 << GM_STATE_MAINTENANCE,
    GM_HOLD_SETUP = 1 << GM_STATE_SETUP,
    GM_HOLD_BLOCKED = 1 << GM_STATE_BLOCKED,
    GM_HOLD_UNMANNED = 1 << GM_STATE_UNMANNED,
    GM_HOLD_STARVED = 1 << GM_STATE_STARVED,
    GM_HOLD_NOTHING = 1 << GM_STATE_WORKING,
} gm_hold;

typedef enum gm_stage {
    GM_STAGE_EMPTY,
    GM_STAGE_LOADED,
    GM_STAGE_MAINTAIN,
    GM_STAGE_CHANGE,
    GM_STAGE_CLAIM,
    GM_STAGE_LOAD,
    GM_STAGE_WORK,
    GM_STAGE_OUT, // finished, parts not gone yet
} gm_stage;

// What every visit touches comes first.
typedef struct gm_machine {
    uint32_t hold; // bits of gm_hold
    uint32_t part; // in work, or the list of a batch; 0: none
    double since_s;
    double begun_s;
    double left_s;      // of the activity, as of begun_s
    double work_full_s; // of the part in work
    uint32_t slot;
    int32_t first_age; // of its failures, then maintenances
    int32_t station_i;
    uint8_t stage;
    bool is_active;  // an activity has begun and is not over
    bool is_running; // and its time runs
    bool fails_next; // its clock rings for a failure by work, not for the end
    bool is_idle;    // may load
    bool is_queued;  // in the list of those to start
    bool has_crew;   // its people are there
    bool has_waited; // and still waits
    double state_s[GM_N_STATES];
    double wait_began_s;
    double n_waits;     // that are over; the first begins at time 0, of whatever length
    uint32_t fail_slot; // clock of failures by calendar or of slots, UINT32_MAX: none
    double slot_began_s;
    uint32_t out;    // finished parts still to be given on
    int32_t failing; // failure in hand, GM_NONE
    int32_t caring;  // maintenance or changeover in hand
    bool is_repairing;
    int32_t claimed_store; // places are promised there, GM_NONE: none
    int32_t n_claimed;     // so many
    double repair_left_s;
    double repair_begun_s;
    double down_began_s;
    double down_before_s;                   // state_s[DOWN] when the stop began
    int32_t last_variant;                   // set up for, GM_NONE at first
    int32_t last_keys[GM_CHANGEOVER_COUNT]; // by what a changeover goes by
    int32_t since_change;                   // cycles since the last change by count
    int32_t family;
    int32_t change_row;  // of the changeover in hand: what it changes between, 0: no row fits
    int32_t n_block;     // parts of the family that it took in a row
    int32_t gate;        // parts still to serve under a gated service
    uint32_t next_start; // machine + 1 in the list of those to start
} gm_machine;

// What is left until a failure or maintenance: seconds of its clock, or cycles.
typedef struct gm_age {
    double left;
    double since_s; // by calendar: when `left` was true
    bool is_due;    // maintenance waits for the machine to be between two parts
} gm_age;

// Factors that fall with the parts made, see learning.h; 1 where nothing is learned.
typedef struct gm_learning {
    double time;
    double scrap; // and defects
    double failures;
    double next[GM_MOST_LEARNS]; // by curve: parts made when it is formed anew
} gm_learning;

// What a station has made of a kind, where the shares of the kind decide.
typedef struct gm_made {
    double n;
    double *n_of; // by variant of the kind
} gm_made;

typedef struct gm_drift gm_drift; // see drift.h
typedef struct gm_web gm_web;     // see web.h

typedef struct gm_station {
    gm_sampler *times;
    double n_done;
    double n_good;    // parts that left neither scrapped nor rejected
    double planned_s; // planned cycles of these, where they differ by variant
    uint64_t *idle;   // machines that may load, as bits
    int32_t n_idle;
    int32_t n_words;
    int32_t n_empty;      // machines without a part
    double empty_since_s; // so many
    double empty_s;       // machine seconds without a part
    uint32_t start_head;  // machine + 1
    uint32_t start_tail;
    gm_sampler *loads;
    gm_sampler *fail_after;  // machine by machine, failure by failure
    gm_sampler *fail_repair; // the same
    gm_sampler *maintain_every;
    gm_sampler *maintain_takes;
    gm_sampler *change_takes;
    gm_stream scrap;
    gm_stream defect;
    gm_stream inspect;
    gm_stream mend;
    gm_stream up;  // of a machine with slots
    gm_heap delay; // finish times of an unlimited station
    void *delay_memory;
    gm_heap families; // complete ones, of a join by parent: kin.h
    void *families_memory;
    uint32_t slot; // clock of a batch that waits, or of an unlimited station
    double n_made; // parts of cycles done, counted where something is learned
    gm_learning learning;
    double n_scrap;
    double n_warm_up; // of them, warm-up parts of changeovers
    double n_rejected;
    double n_reject_scrap; // of them, those that went to scrap from here
    double n_first;      // where parts come back: visits of parts that came for the first time
    double n_first_pass; // of them, those that were good
    double n_failures;
    double micro_stop_s;
    double n_micro_stops;
    double n_changes;
    double n_unlike; // of them, those between unlike parts
    double change_cost_cny;
    double change_volume_m3;
    double n_maintained;
    double busy_area; // parts in work over time, where a machine may hold several
    double busy_since_s;
    int32_t n_busy;
    gm_made *made;      // by kind that it makes
    gm_drift *drifts;   // by machine, NULL: they never go out of control
    double *n_of_grade; // by grade of the plan, then those below; NULL: it does not grade
    gm_stream grading;
    gm_web *webs;         // by machine, NULL: its parts have no length here
    int32_t since_judged; // parts since the last that was inspected
} gm_station;

static inline gm_state gm_hold_state(uint32_t hold)
{
    return (gm_state)__builtin_ctz(hold);
}

// Machines of a station lose or take their parts.
static inline void gm_station_change_empty(gm_station *st, double now_s, int32_t by)
{
    st->empty_s += st->n_empty * (now_s - st->empty_since_s);
    st->empty_since_s = now_s;
    st->n_empty += by;
}

// Parts come onto machines that may hold several, or leave them.
static inline void gm_station_change_busy(gm_station *st, double now_s, int32_t by)
{
    st->busy_area += st->n_busy * (now_s - st->busy_since_s);
    st->busy_since_s = now_s;
    st->n_busy += by;
}

#endif
