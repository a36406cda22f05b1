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
#include "plant/machine_state.h"
#include "plant/part_state.h"
#include "plant/people_state.h"
#include "plant/plan.h"
#include "plant/stats_times.h"
#include "plant/visits.h"
#include "sim/clocks.h"
#include "sim/heap.h"

typedef struct gm_source {
    gm_sampler every;
    gm_sampler batch;
    gm_stream mix;
    gm_sampler due_after; // seconds to the due date of a part
    uint32_t slot;
    double n_made;
    double n_lost;  // of them, those that found no place
    double due;     // parts that arrived and wait outside, behind the one at the door
    double outside; // the same as it was counted last
    double outside_since_s;
    double outside_area;
    double outside_max;
    bool is_paused;      // the clock to the next arrival stands still: the next place is full
    double left_s;       // working time left to that arrival
    double *made_of;     // by variant, for a levelled mix
    double n_drawn;      // all of these
    double *made_of_set; // the same of the sets of its orders, one after the other
    struct gm_release *release; // NULL: parts are released as they are drawn
    int32_t plan_i;
    double plan_from_s; // working time of this row is counted from here
    double plan_late_s; // and the row is behind by so much of it, by pauses
    double plan_done;   // releases since
    int32_t order_i;    // row of a plan of orders: the next from which parts are made
    int32_t n_ordered;  // left of the one before it; 0 where periods are laid out
} gm_source;

// Orders of a source that are laid out.
typedef struct gm_release {
    gm_stream stream;
    int32_t *sequence; // variants of the kind
    int32_t n;         // of those that were laid out last
    int32_t n_left;    // of them
    int32_t *count;    // by variant
    uint64_t *past;    // by rule of spacing
    int32_t colour;
    int32_t block;
    void *work;
} gm_release;

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
    int32_t count; // cards in use, with those that came free at this instant
    int32_t n_freed;
    double since_s;
    double area;
    gm_list returning; // parts of the pool that stand for cards on their way back
    uint32_t slot;
} gm_limit;

// Cards that pieces of parts hold together, see shares.h.
typedef struct gm_share gm_share;
typedef struct gm_share_of gm_share_of;

typedef struct gm_shares {
    gm_share_of *of; // by part; NULL when the plan needs none
    gm_share *items;
    uint32_t n_used;
    uint32_t room;
    uint32_t free; // first of the free ones, 0: none
} gm_shares;

typedef struct gm_sink {
    double n;
    double time_s; // sum of times in system
    double time_sq_s2;
    double time_max_s;
    double n_reworked;
    double n_defective; // hidden defects that got out
    double n_due;       // parts that had a due date
    double n_late;      // of them, those that came after it
    double late_s;      // sum of how much they came after it, also less than 0
    double tardy_s;     // and of this where it is more than 0
    double *n_of;       // by variant
    double *time_of_s;
    gm_loghist *hist; // of times in system
} gm_sink;

typedef struct gm_conveyor gm_conveyor;
typedef struct gm_moving gm_moving;
typedef struct gm_fleet gm_fleet;
typedef struct gm_vehicle gm_vehicle;
typedef struct gm_transport gm_transport;
typedef struct gm_traffic gm_traffic;
typedef struct gm_rack gm_rack;

// Kilograms of materials in parts, and where they go; see matter.h.
typedef struct gm_matter_account gm_matter_account;
typedef struct gm_scrap_account gm_scrap_account;

typedef struct gm_matter {
    double *kg;                  // part x material; NULL: the plan has no materials
    gm_matter_account *accounts; // by material
    gm_scrap_account *scraps;    // by step
} gm_matter;

typedef struct gm_within gm_within; // see within.h

// Recipes, the machines and slots that go through them, and grids; see recipe.h.
typedef struct gm_recipe gm_recipe;
typedef struct gm_client gm_client;
typedef struct gm_grid gm_grid;

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
    GM_SLOT_DRIFT, // results of samples of a machine
    GM_SLOT_VEHICLE,
    GM_SLOT_RACK,
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
    bool has_releases; // some source has a release rule
    bool any_moves;
    bool any_starts;
    bool crews_changed;
    bool reads_machines; // as in the plan
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
    double *due_s;    // by part, INFINITY: it has no due date; NULL in plans without
    uint64_t *marks;  // by part: who made it, see suspects.h
    double *length_m; // by part: metres on a roll, see web.h; NULL without webs
    gm_matter matter;
    double *since_s; // part x clock of within.h
    gm_within *withins;
    gm_recipe *recipes;
    gm_client *clients;
    gm_grid *grids;
    gm_list clients_waiting; // clients + 1
    bool grids_changed;      // power or channels have come free

    gm_store *stores;
    gm_passage *points;
    gm_passage_link *links; // part x point
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
    uint32_t freed_limits; // whose cards came free at this instant, as bits
    gm_sink *sinks;
    gm_times_hist *variant_times; // see gm_plan
    gm_conveyor *conveyors;
    gm_moving *movings;
    gm_fleet *fleets;
    gm_vehicle *vehicles;
    gm_transport *transports;
    gm_traffic *traffic;
    gm_rack *racks;
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
    double n_came_in;     // parts, see audit.h
    double n_ended;       // that did not leave
    double n_never_parts; // scrap that was never a part
    uint64_t departures;  // hash over departures in event order

    double **frames; // by rule, see rule/rule.h
    gm_run_error error;
    gm_run_fault fault; // of a rule
    gm_departure_fn *observer;
    void *observer_user;
    gm_wait_fn *on_wait;
    void *wait_user;
    gm_part_fn *on_part;
    void *part_user;
    gm_visit_watch *visits; // NULL: nobody watches
    gm_arena arena;
    gm_shares shares;
    const volatile sig_atomic_t *stop; // set: an advance ends where it is; may be NULL
};

// The clock slot of a thing, looked up once when the run is made.
uint32_t gm_run_slot_of(const gm_run *run, gm_slot_kind kind, int32_t i);

// A station that joins only parts that have something in common.
static inline bool gm_step_joins_kin(const gm_plan *plan, const gm_step *step)
{
    return step->kind == GM_STEP_STATION &&
           plan->stations[step->own_i].def->same != GM_SAME_NOTHING;
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

// A machine of a station that release rules may read has changed, see rules.h.
void gm_machine_tell(gm_run *run, const gm_machine *m);

// Closes the time of a machine's state and sets what holds it now. A wait is time blocked or
// starved without a break; between two waits lies an active period.
static inline void gm_machine_mark(gm_run *run, gm_machine *m, uint32_t hold)
{
    const uint32_t waits = GM_HOLD_BLOCKED | GM_HOLD_STARVED;
    if (__builtin_expect(run->visits != NULL, 0)) {
        gm_visits_mark(run, m, hold);
    }
    double dt = run->now_s - m->since_s;
    gm_state old = gm_hold_state(m->hold);
    bool waited = (waits >> old & 1) && dt > 0.0;
    m->state_s[old] += dt;
    m->wait_began_s = waited && !m->has_waited ? m->since_s : m->wait_began_s;
    m->has_waited |= waited;
    m->since_s = run->now_s;
    m->hold = hold;
    if (__builtin_expect(run->reads_machines, 0)) {
        gm_machine_tell(run, m);
    }
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

// Tells who watches what has become of a part.
static inline void gm_run_tell(gm_run *run, gm_part_event event, uint32_t part, int32_t step_i)
{
    if (__builtin_expect(run->on_part != NULL, 0)) {
        run->on_part(run->part_user, event, part, step_i);
    }
    if (__builtin_expect(run->visits != NULL, 0) &&
        (event == GM_PART_JOINED || event == GM_PART_SPLIT)) {
        gm_visits_end(run, part, step_i, event == GM_PART_JOINED ? "joined" : "split");
    }
}

static inline bool gm_line_is_closed(const gm_run *run, int32_t line_i)
{
    return line_i >= 0 && run->lines[line_i].shop != GM_SHOP_OPEN;
}

#endif
