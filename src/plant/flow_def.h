// SPDX-License-Identifier: MIT
//
// What a model file says of the steps that do no work: sources, buffers, conveyors, sinks.

#ifndef GM_PLANT_FLOW_DEF_H
#define GM_PLANT_FLOW_DEF_H

#include "sequence/orders.h"

#include "plant/station_def.h"

typedef enum gm_mix_rule { GM_MIX_LEVELLED, GM_MIX_RANDOM } gm_mix_rule;

typedef struct gm_mix_row_def {
    gm_ref variant;
    double share;
} gm_mix_row_def;

// What orders say of an option: a value of it, or "yes", "no"; "": nothing.
typedef struct gm_order_option_def {
    const char *name;
    gm_src src;
    const char *value;
} gm_order_option_def;

// Variants of a kind that fit orders which leave something open.
typedef struct gm_order_set_def {
    int32_t n;
    const int32_t *variants; // of their kind
} gm_order_set_def;

// A row of a production plan: from this date on, parts are released at this rate of working time
// of the source's calendar; or so many orders come at that moment. A plan has rows of one form.
typedef struct gm_plan_row_def {
    gm_src src;
    double from_s;
    double rate_per_s;
    int32_t count;     // 0: a rate
    bool begins;       // the first of its period: of the rows of one moment
    gm_ref variant;    // of the orders; i < 0: of set_i, else by the mix
    int32_t n_options; // that the orders say something of
    const gm_order_option_def *options;
    int32_t set_i; // among the sets of the source, -1: none
} gm_plan_row_def;

// At most so many cars with an option in so many that follow one another.
typedef struct gm_spacing_def {
    gm_ref option; // a property of the kind
    int32_t at_most;
    int32_t in;
} gm_spacing_def;

// In which sequence a source releases its parts, and where it is looked at.
typedef struct gm_sequence_def {
    gm_src src;
    bool is_given;
    int32_t over; // parts that are laid out together; 1: as they are drawn. Of a plan of orders
                  // those of a period are.
    int32_t n_goals;
    const gm_goal *goals; // the most important first
    int32_t n_rules;
    const gm_spacing_def *rules;
    int32_t most_block;
    int64_t trials;
    int32_t n_watch;
    const gm_ref *watch; // steps where the sequence is measured
} gm_sequence_def;

// The lane of a store that a part goes into.
typedef enum gm_lane_rule {
    GM_LANE_SEQUENCE, // behind the nearest part made before it, else an empty lane
    GM_LANE_FAMILY,   // behind one of its family, else an empty lane
    GM_LANE_SHORTEST, // the one with the fewest parts
} gm_lane_rule;

typedef struct gm_source_def {
    const char *name;
    gm_src src;
    gm_ref kind;
    int32_t n_mix;
    const gm_mix_row_def *mix; // empty: the shares that the part kind declares
    gm_mix_rule mix_rule;
    bool has_every; // false: never runs dry, unless a plan is given
    gm_dist every;  // seconds between arrivals
    double first_s; // time of the first arrival; < 0: after one interval
    bool has_batch;
    gm_dist batch; // parts per arrival
    int64_t limit; // parts in all; INT64_MAX: no limit
    gm_when_full when_full;
    int32_t n_plan;
    const gm_plan_row_def *plan;
    int32_t n_sets; // of variants, that rows of the plan name
    const gm_order_set_def *sets;
    gm_ref calendar;
    gm_sequence_def sequence;
    gm_rule_def release; // parts are held back while it is not true
    bool has_due;
    gm_dist due;         // seconds from when a part comes in until it should be out
    double length_m;     // of its parts, 0: they have none
    gm_amounts_def adds; // kg of materials in each
    gm_route_def to;
    const char *counts;
} gm_source_def;

typedef struct gm_buffer_def {
    const char *name;
    gm_src src;
    int32_t holds; // places, > 0 or GM_UNLIMITED
    gm_queue_order order;
    gm_rule_def rule;   // with GM_QUEUE_RULE
    gm_block_def block; // with GM_QUEUE_FAMILY
    int32_t lanes;      // 0: every place can be reached
    gm_lane_rule lane_rule;
    double waits_s; // with GM_QUEUE_SEQUENCE: for the part whose turn it is, so long
    gm_when_full when_full;
    bool has_transfer;
    gm_dist transfer; // seconds on the way through; the place is taken from the start
    bool has_least;
    gm_dist least;     // least dwell, seconds
    double longest_s;  // longest dwell, INFINITY: none
    gm_route_def then; // where a part goes that stayed too long
    int32_t initial;   // parts at t = 0
    gm_ref initial_kind;
    gm_route_def to;
    const char *counts;
} gm_buffer_def;

typedef struct gm_conveyor_def {
    const char *name;
    gm_src src;
    double length_m;
    double speed_m_s;
    double pitch_m;    // room that one part takes
    bool accumulating; // parts close up when the exit is blocked; else the belt stops
    int32_t n_failures;
    const gm_failure_def *failures; // by work (belt running) or calendar
    gm_ref calendar;
    gm_route_def to;
    gm_power_def power;
    const char *counts;
} gm_conveyor_def;

typedef struct gm_sink_def {
    const char *name;
    gm_src src;
    const char *counts;
} gm_sink_def;

#endif
