// SPDX-License-Identifier: MIT
//
// What changes while a plant runs: one gm_run per replication, plain data around a const plan.
//
// Internal to plant/. A run owns everything through its arena and the pool of parts; nothing is
// allocated between the first and the last event but growth of the pool. Ids are indices; part 0
// is "no part".

#ifndef GM_PLANT_RUN_H
#define GM_PLANT_RUN_H

#include "num/histogram.h"
#include "num/sampler.h"
#include "plant/engine.h"
#include "plant/plan.h"
#include "plant/stats_times.h"
#include "sim/clocks.h"
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

#define GM_PART_DEFECTIVE 1u // carries a hidden defect
#define GM_PART_REWORKED  2u // was rejected at least once

typedef struct gm_part {
    double born_s;
    double since_s; // entered the store it is in
    union {
        double key_s;    // on its way, in a queue or on a belt: when it is ready, or sorted by
        double waited_s; // on a machine: how long it waited before; < 0: in no place
        struct {
            uint32_t before;  // in a store before a join by parent, see kin.h
            uint32_t sibling; // behind it in its chain
        };
    };
    double work_s;     // work drawn or left of an interrupted visit; < 0: none
    uint32_t next;     // in the list it is in
    uint32_t child;    // in a sorted list
    uint32_t identity; // 0: free
    uint32_t limits;   // cards it holds, as bits
    int32_t target;    // chosen target of a pass + 1; 0: none
    int16_t variant;   // of all variants of the plan
    uint16_t route_i;  // steps of its route done
    int16_t line;      // line it is in
    uint16_t shop;     // shop that counts it + 1
    uint8_t flags;
} gm_part;

typedef struct gm_list {
    uint32_t head;
    uint32_t tail;
} gm_list;

typedef struct gm_store {
    int32_t level;   // parts inside, ready or on their way
    int32_t n_ready; // of them
    int32_t level_max;
    int32_t last_bin;
    int32_t n_offers;
    gm_list offers; // offerers + 1, first come first served
    gm_list *lists; // by class; parts that are ready
    double *bins;   // time by level; the last bin: that level and more
    double since_s;
    double area_part_s;
    double n_in;
    double n_out;
    double n_waited; // of n_out, those that waited
    double wait_s;   // waiting of the parts that were taken
    double wait_max_s;
    double n_lost;
    double n_expired;  // of n_out, those that stayed too long
    int32_t claimed;   // places promised to work in progress
    bool is_asked_for; // in vain, by work that would begin
    uint32_t sorted;   // root of the sorted parts: shortest work first
    uint32_t slot;     // clock of the next part to be ready or too old
    gm_list transit;   // parts on their way, when the delay is fixed
    uint32_t transit_root;
    gm_sampler *delay_sampler;
    gm_sampler *least_sampler;
} gm_store;

// Someone who holds a part that a store has no room for: a machine, or a step that has no
// machines. Offerer ids: machine, or n_machines + step.
typedef struct gm_offerer {
    uint32_t part;
    uint32_t next;   // offerer + 1
    int32_t store_i; // GM_NONE: not offering
    double since_s;  // offering
} gm_offerer;

// Parts of one identity in one store before a join by parent, the first that came ahead; kin.h.
typedef struct gm_kin_chain {
    uint32_t identity; // 0: a free place of the table
    int32_t store_i;
    uint32_t head;
    uint32_t tail;
    int32_t n;
} gm_kin_chain;

typedef struct gm_kin {
    gm_kin_chain *chains;
    uint32_t n;
    uint32_t capacity; // a power of two, or 0
} gm_kin;

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
    uint32_t fail_slot; // clock of failures by calendar, UINT32_MAX: none
    uint32_t out;       // finished parts still to be given on
    int32_t failing;    // failure in hand, GM_NONE
    int32_t caring;     // maintenance or changeover in hand
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
    double n_first;      // where parts come back: visits of parts that came for the first time
    double n_first_pass; // of them, those that were good
    double n_failures;
    double micro_stop_s;
    double n_micro_stops;
    double n_changes;
    double n_maintained;
    double busy_area; // parts in work over time, where a machine may hold several
    double busy_since_s;
    int32_t n_busy;
} gm_station;

typedef struct gm_source {
    gm_sampler every;
    gm_sampler batch;
    gm_stream mix;
    uint32_t slot;
    double n_made;
    double n_lost;  // of them, those that found no place
    double due;     // parts that arrived and wait outside, behind the one at the door
    double outside; // the same as it was counted last
    double outside_since_s;
    double outside_area;
    double outside_max;
    bool is_paused;  // the clock to the next arrival stands still: the next place is full
    double left_s;   // working time left to that arrival
    double *made_of; // by variant, for a levelled mix
    int32_t plan_i;
    double plan_from_s; // working time of this row is counted from here
    double plan_late_s; // and the row is behind by so much of it, by pauses
    double plan_done;   // releases since
} gm_source;

typedef struct gm_grant {
    const gm_crew_call *call; // NULL: nobody asked or held
    int32_t crew[4];          // who serves each need
    bool is_waiting;
    int32_t n_away; // crews of this grant that are off shift
    uint32_t next;  // grant + 1 in the queue
} gm_grant;

typedef struct gm_crew {
    bool is_on;
    bool is_ample; // nobody waits for it: it is on shift with people for all who may ask
    int32_t present;
    int32_t busy;    // not free
    int32_t on_line; // of them, on moving lines: what they do there is counted car by car
    int32_t missing;
    int32_t shift_i; // that is or was present
    int32_t shift_day;
    gm_stream absence;
    double since_s;
    double present_s; // person seconds
    double busy_s;
    double missing_s; // person seconds that neither people nor reliefs cover
} gm_crew;

typedef enum gm_shop_state {
    GM_SHOP_OPEN,
    GM_SHOP_EMPTYING,
    GM_SHOP_OFF,
    GM_SHOP_HEATING,
} gm_shop_state;

// One per line: parts in it, and its gate when it is a shop with hours of its own.
typedef struct gm_line {
    gm_shop_state shop;
    bool is_cold;     // off since the end of a shift: heats up before it opens
    int32_t n_inside; // parts counted by the shop
    int32_t wip;
    int32_t wip_max;
    double since_s;
    double area_part_s;
    double heat_s;       // spent heating up, but for the one in hand
    double heat_since_s; // of that one
    uint32_t slot;
} gm_line;

typedef struct gm_limit {
    int32_t count;
    double since_s;
    double area;
    gm_list returning; // parts of the pool that stand for cards on their way back
    uint32_t slot;
} gm_limit;

typedef struct gm_sink {
    double n;
    double time_s; // sum of times in system
    double time_sq_s2;
    double time_max_s;
    double n_reworked;
    double n_defective; // hidden defects that got out
    double *n_of;       // by variant
    double *time_of_s;
    gm_loghist *hist; // of times in system
} gm_sink;

typedef struct gm_conveyor gm_conveyor;
typedef struct gm_moving gm_moving;

// What a clock slot belongs to.
typedef enum gm_slot_kind {
    GM_SLOT_CALENDAR,
    GM_SLOT_LINE,
    GM_SLOT_LIMIT,
    GM_SLOT_SOURCE,
    GM_SLOT_STORE,
    GM_SLOT_STATION,
    GM_SLOT_MACHINE,
    GM_SLOT_FAILURE, // by calendar, of a machine
    GM_SLOT_CONVEYOR,
    GM_SLOT_MOVING,
} gm_slot_kind;

typedef struct gm_slot {
    gm_slot_kind kind;
    int32_t i;
} gm_slot;

struct gm_run {
    const gm_plan *plan;
    uint32_t seed;
    uint32_t replication;
    double now_s;
    gm_clocks clocks;
    void *clock_memory;
    const gm_slot *slots;
    uint32_t n_slots;
    uint64_t *moves;  // steps that may take or give something, as bits by rank
    uint64_t *starts; // steps with machines to start, as bits by step
    int32_t n_words;
    bool any_moves;
    bool any_starts;
    bool crews_changed;
    uint64_t *losing; // by offerer: its part is lost if it still waits when the instant is done
    uint32_t n_losing_words;
    bool any_losing;

    gm_part *parts;
    uint32_t n_parts; // length of the pool
    uint32_t free_part;
    uint32_t n_alive;
    uint32_t next_identity;
    uint64_t *been; // by part, n_been_words each: stations of return_i that it has been to
    uint32_t n_been_words;

    gm_store *stores;
    gm_kin kin;
    gm_offerer *offerers;
    gm_machine *machines;
    gm_age *ages;
    gm_station *stations;
    gm_source *sources;
    gm_grant *grants; // see crew.h
    gm_list grant_queue;
    gm_crew *crews;
    gm_line *lines;
    gm_limit *limits;
    gm_sink *sinks;
    gm_times_hist *variant_times; // see gm_plan
    gm_conveyor *conveyors;
    gm_moving *movings;
    gm_stream *routes;  // by step
    gm_stream *rejects; // by step
    uint32_t *calendar_hint;
    bool *calendar_on;
    double *counters;

    int32_t wip;
    int32_t wip_max;
    double wip_since_s;
    double wip_area;
    double *wip_bins;
    uint64_t departures; // hash over departures in event order

    gm_run_error error;
    gm_departure_fn *observer;
    void *observer_user;
    gm_wait_fn *on_wait;
    void *wait_user;
    gm_arena arena;
};

// The clock slot of a thing, looked up once when the run is made.
uint32_t gm_run_slot_of(const gm_run *run, gm_slot_kind kind, int32_t i);

// A station that joins parts of one parent only.
static inline bool gm_step_joins_kin(const gm_plan *plan, const gm_step *step)
{
    return step->kind == GM_STEP_STATION && plan->stations[step->own_i].def->same_parent;
}

// ---- inlines of the hot path

static inline void gm_moves_add(gm_run *run, int32_t step_i)
{
    int32_t rank = run->plan->steps[step_i].rank;
    run->moves[rank >> 6] |= (uint64_t)1 << (rank & 63);
    run->any_moves = true;
}

static inline void gm_starts_add(gm_run *run, int32_t step_i)
{
    run->starts[step_i >> 6] |= (uint64_t)1 << (step_i & 63);
    run->any_starts = true;
}

static inline gm_state gm_hold_state(uint32_t hold)
{
    return (gm_state)__builtin_ctz(hold);
}

// Closes the time of a store's level, which then changes.
static inline void gm_store_change_level(gm_store *s, double now_s, int32_t by)
{
    int32_t level = s->level;
    double dt = now_s - s->since_s;
    s->bins[level < s->last_bin ? level : s->last_bin] += dt;
    s->area_part_s += level * dt;
    s->since_s = now_s;
    level += by;
    s->level = level;
    s->level_max = level > s->level_max ? level : s->level_max;
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

// A part that came at since_s is taken.
static inline void gm_store_count_wait(gm_store *s, double now_s, double since_s)
{
    double wait_s = now_s - since_s;
    s->n_out += 1.0;
    s->wait_s += wait_s;
    s->n_waited += wait_s > 0.0 ? 1.0 : 0.0;
    s->wait_max_s = wait_s > s->wait_max_s ? wait_s : s->wait_max_s;
}

// Closes the time of a machine's state and sets what holds it now. A wait is time blocked or
// starved without a break; between two waits lies an active period.
static inline void gm_machine_mark(gm_run *run, gm_machine *m, uint32_t hold)
{
    const uint32_t waits = GM_HOLD_BLOCKED | GM_HOLD_STARVED;
    double dt = run->now_s - m->since_s;
    gm_state old = gm_hold_state(m->hold);
    bool waited = (waits >> old & 1) && dt > 0.0;
    m->state_s[old] += dt;
    m->wait_began_s = waited && !m->has_waited ? m->since_s : m->wait_began_s;
    m->has_waited |= waited;
    m->since_s = run->now_s;
    m->hold = hold;
    if (m->has_waited && !(waits >> gm_hold_state(hold) & 1)) {
        m->has_waited = false;
        m->n_waits += 1.0;
        if (run->on_wait && m->wait_began_s < run->now_s) {
            run->on_wait(run->wait_user, m->station_i, m->wait_began_s, run->now_s);
        }
    }
}

static inline void gm_machine_hold(gm_run *run, gm_machine *m, uint32_t set, uint32_t clear)
{
    gm_machine_mark(run, m, (m->hold & ~clear) | set);
}

static inline bool gm_line_is_closed(const gm_run *run, int32_t line_i)
{
    return line_i >= 0 && run->lines[line_i].shop != GM_SHOP_OPEN;
}

#endif
