// SPDX-License-Identifier: MIT
//
// What the tables read: definitions as far as one value after another can say them.
//
// A raw struct holds the definition where the rows write straight into it, and beside it what
// needs a second look (lists, a unit that depends on another key, dates that need the clock).
// twin/build turns them into the definitions of the plant.

#ifndef GM_TWIN_RAW_H
#define GM_TWIN_RAW_H

#include "battery/answer.h"
#include "battery/fit_def.h"
#include "vehicle/car_def.h"

#include "core/schema.h"
#include "plant/plant_def.h"
#include "twin/claim_def.h"
#include "twin/clock_def.h"
#include "twin/dist_read.h"
#include "twin/headcount.h"

// A date, which may have a time of day, or a time since t = 0.
typedef struct gm_moment {
    gm_src src;
    bool is_date;
    gm_date date;
    int32_t time_s; // of the day
    double s;
} gm_moment;

// A time, a count, or a word; which words may stand says the row.
typedef struct gm_span_raw {
    gm_src src;
    bool is_given;
    const char *word; // NULL: a quantity
    bool is_count;
    double value; // s, or things
} gm_span_raw;

// A quantity of any dimension.
typedef struct gm_any_quantity {
    gm_src src;
    bool is_given;
    double value; // SI
    gm_dim dim;
    bool bare;
    const char *unit; // as written, "" for a bare number
} gm_any_quantity;

typedef struct gm_raw_clock {
    gm_clock_def def;
    gm_src start_src;
    gm_date until; // none: not said
    gm_src until_src;
    gm_span_raw run;
    bool has_horizon;
    gm_span_raw warm_up;
    bool has_replications;
    bool has_most;
    gm_span_raw series;
} gm_raw_clock;

// ---- steps

typedef struct gm_raw_failure {
    gm_failure_def def;
    gm_interval after;
} gm_raw_failure;

typedef GM_LIST(gm_raw_failure) gm_raw_failures;

typedef GM_LIST(gm_learning_def) gm_raw_learns;

typedef struct gm_raw_maintenance {
    gm_maintenance_def def;
    gm_interval every;
    int32_t counts_from; // 1: from repair too
} gm_raw_maintenance;

typedef struct gm_raw_change_row {
    gm_change_row_def def;
    GM_LIST(gm_ref) from;
    GM_LIST(gm_ref) to;
} gm_raw_change_row;

typedef struct gm_raw_changeover {
    gm_changeover_def def;
    bool has_on;
    bool has_every;
    GM_LIST(gm_raw_change_row) between;
} gm_raw_changeover;

typedef struct gm_raw_batch {
    gm_batch_def def;
    bool has_least;
    bool has_wait;
} gm_raw_batch;

typedef struct gm_raw_plan_row {
    gm_plan_row_def def;
    bool has_rate;
    bool has_count;
    gm_moment from;
    gm_ref shift; // of the day `from`
    GM_LIST(gm_named_text) options;
} gm_raw_plan_row;

typedef struct gm_raw_sequence {
    gm_sequence_def def;
    GM_LIST(int32_t) goals; // by the words of the schema
    GM_LIST(gm_spacing_def) spacing;
    bool has_most;
    GM_LIST(gm_ref) watch;
} gm_raw_sequence;

typedef GM_LIST(gm_named_quantity) gm_raw_amounts;

typedef struct gm_raw_source {
    gm_source_def def;
    gm_raw_sequence sequence;
    bool has_first;
    bool has_limit;
    gm_raw_amounts adds;
    GM_LIST(gm_named_quantity) mix;
    bool has_plan;
    GM_LIST(gm_raw_plan_row) plan;
} gm_raw_source;

// Limits of a block of one family, as they stand in queues and buffers.
typedef struct gm_raw_block {
    gm_block_def def;
    bool has_next;
} gm_raw_block;

// An order by one of the words of the schema, or by a rule: then word is their number.
typedef struct gm_raw_order {
    int32_t word;
    gm_rule_def rule;
} gm_raw_order;

typedef struct gm_raw_queue {
    gm_queue_def def;
    gm_raw_order order;
    gm_raw_block block;
    bool has_block;
} gm_raw_queue;

typedef struct gm_raw_load {
    gm_times_def time;
    gm_crew_needs_def crew;
} gm_raw_load;

typedef struct gm_raw_inspection {
    gm_inspection_def def;
    bool has_most;
} gm_raw_inspection;

typedef struct gm_raw_drift {
    gm_drift_def def;
    gm_interval after;
    gm_interval lasts;
    bool has_defects;
    bool has_scrap;
    bool has_reset;
    gm_dist reset;
    gm_crew_needs_def crew;
} gm_raw_drift;

typedef struct gm_raw_splice {
    double time_s;
    double loses_m;
} gm_raw_splice;

typedef struct gm_raw_web_defects {
    double per_m;
    double loses_m;
} gm_raw_web_defects;

typedef GM_LIST(gm_recipe_phase_def) gm_raw_phases;

// A recipe as it stands in stations and racks: `recipe:`, `channels:`, `grid:`.
typedef struct gm_raw_recipe {
    gm_raw_phases phases;
    bool has_channels;
    int32_t channels;
    gm_ref grid;
} gm_raw_recipe;

typedef struct gm_raw_grades {
    gm_grades_def def;
    gm_raw_amounts bins; // names and the lowest value of each
} gm_raw_grades;

typedef struct gm_raw_within {
    gm_within_def def;
    gm_ref over[2];
} gm_raw_within;

typedef struct gm_raw_dry_room {
    gm_dry_room_def def;
    double area_m2;
    double height_m;
    double dew_point_k;
    double outside_k; // dew point of the fresh air
    double changes_per_s;
    double fresh;
    double fan_j_m3;
    bool has_power;
    double power_w_m2;
    GM_LIST(gm_ref) crews;
} gm_raw_dry_room;

typedef struct gm_raw_web {
    gm_web_def def;
    gm_raw_splice splice;
    gm_raw_web_defects defects;
    bool has_coated;
    bool has_defects;
    gm_raw_amounts coats;
    gm_raw_amounts winds; // one kind and its metres
} gm_raw_web;

typedef struct gm_raw_station {
    gm_station_def def;
    gm_raw_web web;
    gm_raw_recipe recipe;
    gm_raw_amounts adds;
    gm_raw_inspection inspects;
    gm_raw_drift drifts;
    gm_raw_queue queue;
    bool has_batch;
    gm_raw_batch batch;
    gm_raw_load load;
    bool has_same;
    int32_t same; // by the words of the schema
    gm_raw_grades grades;
    bool has_up;
    gm_raw_failures fails;
    GM_LIST(gm_raw_maintenance) maintain;
    GM_LIST(gm_raw_changeover) changeover;
    gm_raw_learns learns;
} gm_raw_station;

typedef struct gm_raw_buffer {
    gm_buffer_def def;
    gm_raw_order order;
    gm_raw_block block;
    bool has_block;
    bool has_lane_rule;
    bool has_waits;
    bool has_longest;
} gm_raw_buffer;

typedef struct gm_raw_conveyor {
    gm_conveyor_def def;
    gm_raw_failures fails;
} gm_raw_conveyor;

typedef struct gm_raw_task {
    gm_task_def def;
    GM_LIST(gm_ref) after;
    GM_LIST(gm_ref) with;
    GM_LIST(gm_ref) apart;
} gm_raw_task;

typedef struct gm_raw_moving {
    gm_moving_def def;
    GM_LIST(gm_raw_task) tasks;
    bool has_balance;
    bool has_speed;
    bool has_takt;
    double takt_s;
    GM_LIST(gm_zone_def) zones;
    gm_zone_def whole; // the only zone of a line that names none
    bool has_stations;
    gm_raw_failures fails;
    gm_raw_learns learns;
} gm_raw_moving;

typedef struct gm_raw_point {
    gm_point_def def;
    bool has_x;
    bool has_y;
} gm_raw_point;

typedef struct gm_raw_segment {
    gm_segment_def def;
    bool has_speed;
    bool has_vehicles;
} gm_raw_segment;

typedef struct gm_raw_network {
    gm_network_def def;
    GM_LIST(gm_raw_point) points;
    GM_LIST(gm_raw_segment) segments;
} gm_raw_network;

typedef struct gm_raw_battery {
    gm_battery_def def;
    bool has_charges;
    bool has_chargers;
    GM_LIST(gm_ref) at;
} gm_raw_battery;

typedef struct gm_raw_fleet {
    gm_fleet_def def;
    bool has_speed;
    bool has_loaded_speed;
    bool has_acceleration;
    bool has_braking;
    bool has_second_speed;
    bool has_second_acceleration;
    bool has_empty_travel;
    bool has_battery;
    gm_raw_battery battery;
    gm_raw_failures fails;
} gm_raw_fleet;

typedef struct gm_raw_transport {
    gm_transport_def def;
} gm_raw_transport;

typedef struct gm_raw_rack {
    gm_rack_def def;
    bool has_acceleration;
    bool has_lift_acceleration;
    int32_t commands; // 1: dual
    gm_raw_recipe recipe;
    GM_LIST(gm_named_quantity) classes;
    gm_raw_failures fails;
} gm_raw_rack;

typedef struct gm_raw_line {
    gm_line_def def;
    GM_LIST(gm_union_item) steps;
} gm_raw_line;

// ---- parts, people, calendars

typedef struct gm_raw_option {
    const char *name;
    gm_src src;
    double share; // of the parts that have it; without `values`
    bool has_share;
    GM_LIST(gm_named_quantity) values;
    bool is_family;
} gm_raw_option;

typedef GM_LIST(gm_raw_option) gm_raw_options;

typedef struct gm_raw_variant {
    gm_variant_def def;
    bool has_share;
    GM_LIST(gm_ref) route;
    gm_raw_options options; // other shares than those of the kind
} gm_raw_variant;

typedef struct gm_raw_kind {
    const char *name;
    gm_src src;
    double energy_j;
    GM_LIST(gm_raw_variant) variants;
    gm_raw_options options;
} gm_raw_kind;

typedef GM_LIST(gm_crew_shift_def) gm_raw_people;

typedef struct gm_raw_crew {
    gm_crew_def def;
    gm_raw_people people;
    GM_LIST(const char *) skills;
} gm_raw_crew;

typedef struct gm_raw_break {
    gm_src src;
    int32_t at_s;
    double for_s;
} gm_raw_break;

typedef struct gm_raw_shift {
    const char *name;
    gm_src src;
    int32_t from_s;
    int32_t to_s;
    uint32_t days; // 0: those of the phase
    GM_LIST(gm_raw_break) breaks;
} gm_raw_shift;

typedef struct gm_raw_phase {
    gm_src src;
    gm_date from;
    uint32_t days;
    GM_LIST(gm_raw_shift) shifts;
} gm_raw_phase;

typedef GM_LIST(gm_date_range) gm_raw_dates;

typedef struct gm_raw_calendar {
    bool is_read; // without a fault; else its shifts are not known
    const char *name;
    gm_src src;
    bool has_always;
    int32_t always;
    bool has_days;
    bool has_shifts;
    gm_raw_phase only; // `shifts` and `days` of a calendar without phases
    GM_LIST(gm_raw_phase) phases;
    gm_raw_dates holidays;
    gm_raw_dates stops;
    gm_raw_dates extra_days;
} gm_raw_calendar;

typedef struct gm_raw_limit {
    gm_limit_def def;
    gm_ref over[2];
} gm_raw_limit;

// ---- the rest

typedef struct gm_raw_claim {
    gm_claim_def def;
    gm_any_quantity bounds[3]; // by gm_bound
    gm_any_quantity came;
    gm_any_quantity came_at_least;
} gm_raw_claim;

typedef struct gm_raw_headcount {
    gm_headcount_def def;
    GM_LIST(gm_staff_row_def) shops;
} gm_raw_headcount;

typedef struct gm_raw_scenario {
    const char *name;
    gm_src src;
    const char *about;
    const gm_node *set;
} gm_raw_scenario;

typedef struct gm_raw_fact {
    const char *name;
    gm_src src;
    gm_any_quantity value;
} gm_raw_fact;

typedef struct gm_raw_defaults {
    const gm_node *of[GM_STEP_PASS]; // by gm_step_kind
} gm_raw_defaults;

typedef struct gm_raw_guards {
    int64_t parts;
} gm_raw_guards;

typedef struct gm_raw_model {
    int32_t gemba;
    const char *name;
    const char *about;
    GM_LIST(const char *) include;
    gm_raw_clock clock;
    GM_LIST(gm_raw_kind) parts;
    GM_LIST(gm_raw_line) plant;
    GM_LIST(gm_raw_crew) crews;
    GM_LIST(gm_raw_calendar) calendars;
    GM_LIST(gm_raw_limit) limits;
    GM_LIST(gm_material_def) materials;
    GM_LIST(gm_grid_def) grids;
    GM_LIST(gm_raw_within) within;
    GM_LIST(gm_raw_dry_room) dry_rooms;
    GM_LIST(gm_raw_network) paths;
    GM_LIST(gm_raw_fleet) fleets;
    gm_raw_headcount *headcount;
    GM_LIST(gm_raw_claim) claims;
    gm_cell_def *cell; // NULL: none
    const char *bpx;   // file of one, or NULL
    gm_src bpx_src;
    GM_LIST(gm_experiment_def) experiments;
    GM_LIST(gm_charge_def) charges;
    GM_LIST(gm_fit_def) fits;
    gm_car_def *car; // NULL: none
    GM_LIST(gm_drive_ask_def) drives;
    gm_raw_defaults *defaults;
    GM_LIST(gm_raw_scenario) scenarios;
    GM_LIST(gm_raw_fact) facts;
    gm_raw_guards guards;
} gm_raw_model;

#endif
