// SPDX-License-Identifier: MIT
//
// What a model file says of the steps that do no work: sources, buffers, conveyors, sinks.

#ifndef GM_PLANT_FLOW_DEF_H
#define GM_PLANT_FLOW_DEF_H

#include "plant/station_def.h"

typedef enum gm_mix_rule { GM_MIX_LEVELLED, GM_MIX_RANDOM } gm_mix_rule;

typedef struct gm_mix_row_def {
    gm_ref variant;
    double share;
} gm_mix_row_def;

// A stretch of a production plan: from this date on, parts are released at this rate of
// working time of the source's calendar.
typedef struct gm_plan_row_def {
    gm_src src;
    double from_s;
    double rate_per_s;
} gm_plan_row_def;

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
    gm_ref calendar;
    gm_route_def to;
    const char *counts;
} gm_source_def;

typedef struct gm_buffer_def {
    const char *name;
    gm_src src;
    int32_t holds; // places, > 0 or GM_UNLIMITED
    gm_queue_order order;
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
