// SPDX-License-Identifier: MIT
//
// The plant as it is run: what the definitions mean once everything is wired. Const after
// gm_plan_create(), shared by every thread.
//
// A plan is a net of steps (the steps of the file, and passes that carry parts from store to
// store). Parts wait in stores. A step that works takes from its input stores and offers to the
// stores of its targets; a store that is full makes the offer wait where it is.

#ifndef GM_PLANT_PLAN_H
#define GM_PLANT_PLAN_H

#include "core/arena.h"
#include "plant/crew_call.h"
#include "plant/plant_def.h"
#include "plant/transport_plan.h"

#include <math.h>

#define GM_MOST_LIMITS   32
#define GM_MOST_POINTS   32
#define GM_MOST_RELEASES 64 // rules that hold parts back
#define GM_NONE          (-1)

typedef enum gm_target_kind { GM_TO_STEP, GM_TO_STORE, GM_TO_SCRAP, GM_TO_OUT } gm_target_kind;

typedef struct gm_target {
    gm_target_kind kind;
    int32_t i; // step, or store shared by several steps
} gm_target;

typedef enum gm_route_mode {
    GM_ROUTE_SINGLE,
    GM_ROUTE_SHARES,
    GM_ROUTE_BY_VARIANT,
    GM_ROUTE_BY_RULE,
} gm_route_mode;

typedef struct gm_route {
    gm_route_mode mode;
    int32_t n;
    const gm_target *targets;
    gm_dist shares;            // SHARES: draws the index of a target
    const int32_t *by_variant; // BY_VARIANT: variant -> target
    int32_t rule_i;            // BY_RULE: gives the index of a target
} gm_route;

// One place from which a step takes parts, for one of its needs.
typedef struct gm_inlet {
    int32_t store_i;
    int32_t need_i;  // index into the needs of an assembly; 0 elsewhere
    uint32_t limits; // limits that a part enters when it is taken from here
} gm_inlet;

// What every visit reads comes first.
typedef struct gm_store_plan {
    int32_t step_i;         // the step it belongs to
    int32_t capacity;       // GM_UNLIMITED: no bound
    uint32_t limits_in;     // limits that a part enters here
    int32_t endless_source; // step of an unlimited source that feeds it, or GM_NONE
    int32_t n_classes;      // lists of parts: priorities or families; 1 otherwise
    int32_t point_in;       // of a buffer that is watched, GM_NONE: it is not
    int32_t point_out;
    gm_queue_order order;
    bool is_buffer;      // a step of its own, not a station's queue
    bool is_kin;         // a taker joins parts that have something in common, see kin.h
    bool is_sorted;      // in a heap by key: work, or a rule that does not change as parts wait
    bool draws_work;     // of its taker, when a part comes: its order goes by it
    bool delay_is_fixed; // parts get ready in the order in which they came
    bool is_paused_for;  // sources pause while it is full
    bool is_filled;      // by its endless source, as far as places, cards or its limit allow
    bool reorders;       // a buffer with lanes, or by family or sequence: see reorder.h
    int32_t n_consumers;
    int32_t n_watchers;       // steps that look again when a place becomes free: pausing
    const int32_t *watchers;  // sources, and passes from a shared place of no places
    const int32_t *consumers; // steps, upstream to downstream
    const gm_dist *delay;     // transfer plus least dwell, or NULL
    double longest_s;         // INFINITY: no longest dwell
    double waits_s;           // for the part whose turn it is at point_out; 0: not at all
    uint64_t readers;         // release rules that read what is in it, see gm_step
    gm_preempt preempt;
    gm_when_full when_full;
    const char *name;
    gm_same same;         // what a taker of kin joins by
    int32_t rule_i;       // of its order, GM_NONE
    const gm_dist *least; // the second part of the delay, or NULL
    gm_route then;        // where a part goes after its longest dwell
    int32_t n_bins;       // of the histogram of its level
    int32_t initial;      // parts at time 0
    int32_t initial_variant;
    uint64_t kinds;      // kinds of parts that can come here, as bits
    int32_t lane_places; // of each of n_classes lanes; 0: it has none
    gm_lane_rule lane_rule;
    const gm_block_def *block; // by family
} gm_store_plan;

// A point where the sequence of the parts is looked at, see passage.h.
typedef struct gm_passage_plan {
    int32_t step_i;
    int32_t store_i; // of the way out of a buffer, else GM_NONE
    bool is_way_in;  // of a buffer
    int32_t n_rules;
    const gm_spacing *rules;
    const char *const *rule_names;
    const uint64_t *has; // variant -> rules that it counts for, as bits
} gm_passage_plan;

typedef struct gm_need {
    int32_t kind_i; // GM_NONE: any
    int32_t count;
    int32_t own_store; // where direct producers put this kind, or GM_NONE
} gm_need;

// A kind that a station makes, see made.h.
typedef struct gm_made_kind {
    int32_t first_variant;
    int32_t n_variants;
    const double *shares; // adding up to 1
    const int32_t *same;  // variant of what came -> the same-named of this kind, GM_NONE: none
} gm_made_kind;

// What a station adds to its definition.
typedef struct gm_station_plan {
    const gm_station_def *def;
    int32_t step_i;
    int32_t first_machine;
    int32_t n_machines; // 1 when unlimited: the one that offers
    bool is_unlimited;
    bool has_one_age;  // a single failure, by work
    bool is_plain;     // work only: no load, setup, crew, maintenance, claims
    bool is_batch;     // takes more than one part at a time
    bool holds_many;   // a machine may hold several: batches and splits
    bool has_outcome;  // scrap, defects, splits, inspection or rework on completion
    bool changes_kind; // of needs another kind is made, the last of `made`
    int32_t n_made;    // kinds that splits make, and that
    const gm_made_kind *made;
    int32_t calendar_i;
    int32_t n_variants;
    const int32_t *time_of; // variant -> time sampler, or NULL: one for all
    int32_t n_times;
    const gm_dist *times; // the laws behind the samplers
    const int32_t *load_of;
    int32_t n_loads;
    const gm_dist *loads;
    double cycle_s;         // planned for a good part on one machine: load and work
    const double *cycle_of; // the same by variant, NULL: one for all
    int32_t return_i;       // among the stations that judge parts and see some again, GM_NONE
    gm_crew_call crew;
    gm_crew_call load_crew;
    const gm_crew_call *fail_crew;     // by failure
    const gm_crew_call *maintain_crew; // by maintenance
    const gm_crew_call *change_crew;   // by changeover
    int32_t n_families;
    gm_route reject;  // where inspection sends what it rejects
    gm_route beyond;  // and what it rejects once too often
    int32_t drift_i;  // among the stations that go out of control, GM_NONE: it never does
    bool is_on_way;   // parts come to it that nothing has rejected
    int32_t grader_i; // among the stations that grade, GM_NONE: it does not
    const uint8_t *grade_of; // bin -> grade of the plan
    gm_route below;          // where it sends what is below all bins
    int32_t recipe_i;        // of the plan, GM_NONE: it has none
    int32_t web_i;           // among the stations with a web, GM_NONE: it has none
    int32_t quarantine_i;    // among the stations with a quarantine, GM_NONE: it has none
    gm_route quarantine;     // one target that always has room
    uint64_t kinds_out;      // of its parts, as bits: where it has one
    bool has_slots;          // see slots.h
    bool fails_by_work;
    bool fails_by_calendar;
    bool fails_by_parts;
    bool counts_cycles;               // something goes by parts
    bool is_family;                   // serves changeover families in turn
    bool is_watched;                  // somebody watches a place before it
    const int32_t *next_family;       // by family: the next in turn that comes here
    bool is_block;                    // and blocks of them have limits, see gm_block_def
    const int32_t *const *change_row; // changeover -> (from x to -> its row + 1, 0: none); NULL
    const int32_t *n_change_keys;     // by changeover: families, variants or kinds
    const int32_t *first_change;      // by changeover: its sampler, those of its rows follow
    int32_t n_change_laws;
} gm_station_plan;

// The short way through a station with one machine, see swift.h: what it takes from and gives
// to, in one place.
typedef struct gm_swift_way {
    bool is_on;        // false: work that ends here goes the general way
    bool ages_by_work; // it has one failure, by work
    bool is_counted;   // its departures go to a named counter
    bool crosses;      // parts change line on the way in or on
    int32_t step_i;
    int32_t station_i;
    int32_t from;           // store it takes from
    int32_t from_places;    // its capacity
    int32_t to;             // store it gives to, GM_NONE: out of the plant
    int32_t to_places;      // its capacity; 0 when parts go into it the general way
    int32_t to_step;        // the step that the store belongs to
    int32_t taker;          // the step that takes from it
    int32_t next;           // machine of that step when it is on a short way too, else GM_NONE
    int32_t sink;           // where parts go without a store
    int32_t crew_i;         // whose people it needs while it works, GM_NONE: nobody's
    int32_t people;         // so many
    const int32_t *time_of; // as in gm_station_plan
    const double *cycle_of;
} gm_swift_way;

// Variants of which orders of a source are that leave something open.
typedef struct gm_order_set {
    int32_t n;
    const int32_t *variants; // of its kind
    const double *shares;    // adding up to 1
    gm_dist mix;             // draws an index into them
    int32_t first;           // the first of them among those of all sets of the source
} gm_order_set;

typedef struct gm_source_plan {
    const gm_source_def *def;
    int32_t step_i;
    int32_t n_variants; // of its kind
    int32_t first_variant;
    const double *shares; // by variant of its kind, adding up to 1
    gm_dist mix;          // draws an index into them
    int32_t pause_store;  // the place it watches when it pauses, GM_NONE: none
    int32_t calendar_i;
    const gm_orders *orders;  // how its parts are laid out, NULL: as they are drawn
    int32_t most_orders;      // that are laid out together
    const gm_order_set *sets; // as in its definition
    int32_t n_in_sets;        // variants of all sets
    int32_t release_i;        // rule that holds its parts back, GM_NONE
    uint32_t points;          // that its parts will pass, as bits
    gm_swift_way way;         // of what arrives by a law, one at a time, into a simple store
} gm_source_plan;

typedef struct gm_conveyor_plan {
    const gm_conveyor_def *def;
    int32_t step_i;
    int32_t calendar_i;
    int32_t capacity;              // parts
    double transit_s;              // from entrance to exit on a free belt
    double headway_s;              // pitch / speed
    const gm_crew_call *fail_crew; // by failure
    uint32_t repair_grant;
} gm_conveyor_plan;

// How a material lies on the webs that are coated with it; 0: it is not coated.
typedef struct gm_coating_plan {
    double coated_m; // its width
    double bare_m;   // of the web at each edge
} gm_coating_plan;

typedef struct gm_normal_law {
    double mean_s;
    double sd_s;
} gm_normal_law;

// Work of some of the people of a station. Its laws are normal ones of the line, or else have
// samplers among those of the zone.
typedef struct gm_duty_plan {
    uint8_t first; // of the people of the station
    uint8_t people;
    bool is_normal;
    int32_t first_law;
    const int32_t *law_of; // variant -> law of the duty, NULL: one for all
    gm_normal_law normal;  // where that is normal
} gm_duty_plan;

typedef struct gm_moving_plan {
    const gm_moving_def *def;
    int32_t step_i;
    int32_t calendar_i;
    int32_t n_stations;
    const int32_t *zone_of;        // station -> zone
    double takt_s;                 // pitch / speed
    double drift_s;                // drift / speed
    const int32_t *const *work_of; // zone -> (variant -> law)
    const gm_duty_plan *duties;    // of zones that have them, by station
    const int32_t *duty_at;        // station k has duties duty_at[k] .. duty_at[k + 1] - 1
    const gm_normal_law *normals;  // of duties
    int32_t n_people;              // at all stations
    gm_crew_call crew;             // people of all stations together
    const int32_t *people_at;      // station x need of crew: people there
    const gm_crew_call *fail_crew; // by failure
    uint32_t first_repair;         // grant of its first repair at one time
    int32_t n_repairs;             // that there can be: 1, or one per car
} gm_moving_plan;

typedef struct gm_within_plan {
    const gm_within_def *def;
    bool goes_on;  // what is overdue is only counted
    gm_route then; // one target that always has room
} gm_within_plan;

// What goes through a recipe: the machines of a station, or the slots of a rack.
typedef struct gm_recipe_plan {
    const gm_recipe_def *def;
    int32_t step_i;
    bool is_rack;
    int32_t grid_i;      // GM_NONE: no limit of power
    int32_t first;       // of its clients among those of the plan
    int32_t n;           // clients
    int32_t first_owner; // machine of the first; of a rack its index
} gm_recipe_plan;

// What every visit reads comes first.
typedef struct gm_step {
    gm_step_kind kind;
    int32_t line_i;
    int32_t own_i; // index among its kind: station, source, store, conveyor, moving line, sink
    int32_t rank;  // downstream is higher
    int32_t n_needs;
    int32_t n_inputs;
    const gm_need *needs;
    const gm_inlet *inputs;
    uint32_t limits_out;  // limits that a part leaves with this step
    uint32_t within_from; // clocks that begin as a part leaves it, as bits; see within.h
    uint32_t within_to;   // and that are looked at as it takes one
    int32_t counter_i;    // named counter, or GM_NONE
    int32_t point_i;      // where parts come in, unless it is a buffer; GM_NONE: not watched
    int32_t n_claimants;  // stations with blocking before service that look at this step
    uint64_t readers;     // bit k: release rule of release_sources[k] reads something of it
    bool is_entrance;     // of a shop that runs empty: takes nothing while the shop is closed
    bool has_route;
    gm_route to;
    const int32_t *claimants;
    const char *name;
    int32_t file_i;     // order in the file; passes: that of their buffer
    uint32_t limits_in; // limits that a part of a source enters when it is made
} gm_step;

// A rule, and which of its slots are the same for every part.
typedef struct gm_rule_plan {
    const gm_rule_def *def;
    int32_t n_of_plant;
    const int32_t *of_plant;
    int32_t n_of_part;
    const int32_t *of_part;
} gm_rule_plan;

typedef struct gm_variant_plan {
    const char *name; // "" when nameless
    int32_t kind_i;
    int32_t priority;
    int32_t class_i; // list of its priority among all priorities
    int32_t family_i;
    int32_t name_i; // the first variant of this name, whatever its kind
    int32_t n_route;
    const int32_t *route; // steps
} gm_variant_plan;

// People who share a skill are found through the crews that have it.
typedef struct gm_skill_plan {
    const char *name;
    int32_t n_crews;
    const int32_t *crews;
} gm_skill_plan;

typedef struct gm_plan {
    const gm_plant_def *def;
    gm_civil civil;
    double horizon_s; // calendars are compiled up to here
    int32_t n_kinds;
    int32_t n_variants;
    const gm_variant_plan *variants;
    bool has_routes; // some of them have a route of their own
    int32_t n_families;
    int32_t n_priorities;
    int32_t n_steps;
    const gm_step *steps;
    const int32_t *step_by_rank;
    int32_t n_stores;
    const gm_store_plan *stores;
    int32_t n_sources;
    const gm_source_plan *sources;
    int32_t n_stations;
    const gm_station_plan *stations;
    int32_t n_machines;
    const gm_swift_way *ways; // by machine
    int32_t n_conveyors;
    const gm_conveyor_plan *conveyors;
    int32_t n_movings;
    const gm_moving_plan *movings;
    int32_t n_networks;
    const gm_network_plan *networks;
    int32_t n_tracks;
    const gm_track_plan *tracks;
    int32_t n_fleets;
    const gm_fleet_plan *fleets;
    int32_t n_vehicles; // of all fleets
    int32_t n_transports;
    const gm_transport_plan *transports;
    int32_t n_racks;
    const gm_rack_plan *racks;
    uint32_t first_vehicle_grant; // all grants from here on are of vehicles and racks
    int32_t n_sinks;              // steps; the implicit way out and the scrap come after them
    const int32_t *sink_steps;
    int32_t n_counters;
    const char *const *counters; // names
    int32_t n_calendars;
    const gm_calendar *calendars;
    int32_t n_crews;
    const int64_t *demand; // by crew: people that all who may ask it need together
    uint32_t n_grants;     // pieces of work that may need people, see crew.h
    int32_t n_skills;
    const gm_skill_plan *skills;
    int32_t n_limits;
    const gm_limit_def *limits;
    bool shares_cards; // pieces of a part may hold its card together, see shares.h
    int32_t n_ages;    // failures and maintenances of all machines
    int32_t n_returns; // stations with a return_i
    int32_t n_drifts;
    int32_t n_quarantines;
    int32_t n_webs;
    int32_t n_withins;
    const gm_within_plan *withins;
    const gm_coating_plan *coatings; // by material
    int32_t n_grades;                // of all stations that grade, each name once
    const char *const *grades;
    int32_t n_graders; // stations that grade
    int32_t n_recipes;
    const gm_recipe_plan *recipes;
    int32_t n_clients; // machines and slots of all recipes
    int32_t n_points;
    const gm_passage_plan *points;
    int32_t n_rules;
    const gm_rule_plan *rules;
    int32_t n_releases;
    const int32_t *release_sources; // of the release rules
    const uint64_t *line_readers;   // release rules that read it, as bits: see gm_step
    const uint64_t *limit_readers;
    const uint64_t *crew_readers;
    uint64_t plant_readers;
    bool reads_machines; // some of them reads something of a station
    bool has_dues;       // parts of some source have a due date
    int32_t n_variant_times;
    const int32_t *variant_times; // [sink][variant] -> histogram of times, GM_NONE: none
} gm_plan;

// The store has a clock: parts on their way, or parts that grow too old.
static inline bool gm_store_is_timed(const gm_store_plan *plan)
{
    return plan->delay != NULL || plan->longest_s < HUGE_VAL || plan->waits_s > 0.0;
}

// Those who may offer parts: machines, then steps, then vehicles.
static inline int32_t gm_plan_offerers(const gm_plan *plan)
{
    return plan->n_machines + plan->n_steps + plan->n_vehicles;
}

// Arrivals by a law or a plan; else the source never runs dry.
static inline bool gm_source_is_timed(const gm_source_def *def)
{
    return def->has_every || def->n_plan > 0;
}

// Its plan is of orders that come at their moments.
static inline bool gm_source_has_orders(const gm_source_def *def)
{
    return def->n_plan > 0 && def->plan[0].count > 0;
}

// Wires a definition whose references are resolved. Every structural fault goes to diag; NULL
// when there was one. The plan lives in the arena and borrows the definition.
gm_plan *gm_plan_create(const gm_plant_def *def, gm_civil civil, double horizon_s,
                        gm_arena *arena, gm_diag *diag);

// Node of a step by its name, or GM_NONE.
int32_t gm_plan_find(const gm_plan *plan, const char *name);

#endif
