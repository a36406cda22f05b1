// SPDX-License-Identifier: MIT
//
// What a model file says of a station: n alike machines that work on parts.

#ifndef GM_PLANT_STATION_DEF_H
#define GM_PLANT_STATION_DEF_H

#include "plant/cell_def.h"
#include "plant/quality_def.h"

typedef enum gm_queue_order {
    GM_QUEUE_FIFO,
    GM_QUEUE_LIFO,
    GM_QUEUE_PRIORITY, // the variant's priority, 1 before 2; equals FIFO
    GM_QUEUE_REWORK,   // what was rejected before goes first; equals FIFO
    GM_QUEUE_SHORTEST, // least work first; work is drawn on arrival
    GM_QUEUE_FAMILY,   // stay with the changeover family in work, then the next in turn
    GM_QUEUE_SEQUENCE, // as the parts were made
    GM_QUEUE_RULE,     // for which a rule is least; equals FIFO
} gm_queue_order;

// Which family goes next when a block is over.
typedef enum gm_next_family {
    GM_NEXT_TURN,   // in turn
    GM_NEXT_MOST,   // the one of which most parts wait; equals: the one that waited longest
    GM_NEXT_OLDEST, // the one whose first part waited longest
} gm_next_family;

// How parts of one family are kept together.
typedef struct gm_block_def {
    gm_next_family next;
    int32_t most;     // parts of a family in a row while another waits; 0: no bound
    double overdue_s; // a family whose first part waited so long goes next; 0: none does
} gm_block_def;

typedef enum gm_preempt { GM_PREEMPT_NO, GM_PREEMPT_RESUME, GM_PREEMPT_RESTART } gm_preempt;
typedef enum gm_family_service { GM_FAMILY_EXHAUSTIVE, GM_FAMILY_GATED } gm_family_service;
typedef enum gm_when_full { GM_FULL_BLOCK, GM_FULL_LOSE, GM_FULL_PAUSE } gm_when_full;

// The queue in front of a station.
typedef struct gm_queue_def {
    gm_src src;
    bool is_given;
    int32_t holds; // places, GM_UNLIMITED; 0: parts wait where they came from
    gm_queue_order order;
    gm_rule_def rule;          // with GM_QUEUE_RULE
    gm_preempt preempt;        // with GM_QUEUE_PRIORITY
    gm_family_service service; // with GM_QUEUE_FAMILY
    bool cycles_when_empty;    // with GM_QUEUE_FAMILY: the server keeps changing over
    gm_block_def block;        // with GM_QUEUE_FAMILY
    gm_when_full when_full;    // a part that finds it full waits where it is, or is lost
} gm_queue_def;

typedef struct gm_batch_def {
    gm_src src;
    int32_t least; // starts with at least this many (a), >= 1
    int32_t most;  // and takes at most this many (b)
    double wait_s; // starts with fewer after the first has waited this long; INFINITY: never
} gm_batch_def;

typedef enum gm_blocking { GM_BLOCKING_AFTER, GM_BLOCKING_BEFORE } gm_blocking;

typedef struct gm_station_def {
    const char *name;
    gm_src src;
    int32_t machines; // >= 1 or GM_UNLIMITED
    gm_times_def time;
    gm_queue_def queue;
    gm_blocking blocking;

    gm_times_def load_time; // before `time`, with load_crew only
    gm_crew_needs_def load_crew;
    gm_crew_needs_def crew; // for the whole of `time`
    gm_ref calendar;

    int32_t n_failures;
    const gm_failure_def *failures;
    int32_t n_maintenances;
    const gm_maintenance_def *maintenances;
    int32_t n_changeovers;
    const gm_changeover_def *changeovers;

    gm_kind_counts_def needs;  // bill of materials of an assembly; empty: one part
    gm_ref makes;              // kind that leaves; default the first-named need
    gm_same same;              // it joins only parts that have this in common
    gm_kind_counts_def splits; // children that leave instead of the part
    gm_batch_def batch;        // most > 1: a batch machine

    double up; // chance to be up in a slot, of a Bernoulli machine (slots.h); 0: it has none

    double scrap;   // share of parts scrapped on completion
    double defects; // share of parts that get a hidden defect
    double mends;   // share of defects that this station removes (a rework station)
    gm_inspection_def inspects;
    gm_drift_def drifts;
    gm_web_def web;
    gm_recipe_def recipe;
    gm_grades_def grades;
    gm_amounts_def adds; // kg of materials to each part
    gm_route_def to;
    const char *counts; // a named counter of parts that leave in good order, or NULL

    gm_power_def power;
    int32_t n_learns;
    const gm_learning_def *learns; // curves
} gm_station_def;

#endif
