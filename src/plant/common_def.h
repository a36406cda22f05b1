// SPDX-License-Identifier: MIT
//
// The pieces that several plant definitions share: references, times by variant, people, energy.
//
// A definition is what the model file says, in SI units, before anything is wired. Names point
// into the model's arena. A reference is a name until gm_plant_link() gives it its index.

#ifndef GM_PLANT_COMMON_DEF_H
#define GM_PLANT_COMMON_DEF_H

#include "core/ref.h"
#include "num/dist.h"
#include "plant/rule_def.h"

#include <stdbool.h>
#include <stdint.h>

#define GM_UNLIMITED INT32_MAX

// One row of "by variant": the value that holds for parts of this variant (or kind).
typedef struct gm_variant_time {
    gm_ref variant;
    gm_dist dist;
} gm_variant_time;

// A time, the same for every part (n_rows == 0) or by variant. Seconds.
typedef struct gm_times_def {
    gm_src src;
    bool is_given;
    gm_dist all;
    int32_t n_rows;
    const gm_variant_time *rows;
} gm_times_def;

// People of a crew (or with a skill) that a piece of work needs.
typedef struct gm_crew_need_def {
    gm_ref crew; // a crew, or a skill: then its index is into the skills of the plant
    bool is_skill;
    int32_t people;
} gm_crew_need_def;

typedef struct gm_crew_needs_def {
    gm_src src;
    int32_t n;
    const gm_crew_need_def *items;
} gm_crew_needs_def;

// Power drawn by state, watts for each machine.
typedef struct gm_power_def {
    double working_w;
    double idle_w;
    double down_w;
    double off_w;
} gm_power_def;

// A factor on times, scrap or failures that falls with cumulative output n of the station:
// factor(n) = max(floor, start (max(n, from) / from)^log2(ratio)). Wright 1936.
typedef struct gm_learning_def {
    gm_src src;
    bool is_given;
    double start;  // factor until `from` parts are made, >= floor
    double from;   // parts
    double ratio;  // factor by which each doubling multiplies, 0 < ratio <= 1
    double floor;  // > 0
    bool time;     // what it acts on
    bool scrap;    // scrap and defects
    bool failures; // multiplies the failure rate
} gm_learning_def;

#define GM_MOST_LEARNS 3 // curves of one step: no two act on the same

// Where parts go: one row per target with a probability, or one row per variant.
typedef enum gm_route_word {
    GM_ROUTE_STEP,
    GM_ROUTE_NEXT,
    GM_ROUTE_SCRAP,
    GM_ROUTE_OUT
} gm_route_word;

typedef struct gm_route_row_def {
    gm_ref step;        // target when word is GM_ROUTE_STEP
    gm_route_word word; // `next`, `scrap`, `out` are words of the language
    double share;       // probability, < 0 means "the rest"
    gm_ref variant;     // used by by_variant routes
} gm_route_row_def;

typedef struct gm_route_def {
    gm_src src;
    bool is_given; // false: to the next step of the list
    bool by_variant;
    gm_rule_def choose; // which of the rows; no text: not by a rule
    bool to_first;      // to the row that takes the part first: a shared place in front of all
    int32_t n;
    const gm_route_row_def *rows;
} gm_route_def;

// A number of parts of one kind, in a bill of materials or a split.
typedef struct gm_kind_count_def {
    gm_ref kind;
    int32_t count;
} gm_kind_count_def;

typedef struct gm_kind_counts_def {
    gm_src src;
    int32_t n;
    const gm_kind_count_def *items;
} gm_kind_counts_def;

#endif
