// SPDX-License-Identifier: MIT
//
// What changes while a plant runs, of its parts and of the places where they wait: see run.h.

#ifndef GM_PLANT_PART_STATE_H
#define GM_PLANT_PART_STATE_H

#include "num/sampler.h"
#include "plant/plan.h"

#define GM_PART_DEFECTIVE 1u        // carries a hidden defect
#define GM_PART_REWORKED  2u        // was rejected at least once
#define GM_GRADE_BELOW    UINT8_MAX // below all bins

#define GM_PART_HELD 8u // suspect, on its way to quarantine

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
    uint8_t n_rejected; // times, at most 255
    uint8_t grade;      // among those of the plan, 0: none; GM_GRADE_BELOW
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
    int32_t *n_of;   // of a store that reorders: parts by list
    int32_t family;  // of the part that left last, GM_NONE: none
    int32_t n_block; // parts of it that left in a row
    double turn_s;   // since when the next is due: the last left, or the first came
} gm_store;

// A part at a point that it has yet to pass, see passage.h.
typedef struct gm_passage_link {
    uint32_t before; // the part made before it that has yet to pass, 0: none
    uint32_t after;
    uint32_t n_before; // parts that were made later and passed before it; UINT32_MAX: no link
    bool is_here;      // ready in the store of the point
} gm_passage_link;

typedef struct gm_passage {
    uint32_t last;        // of the parts that have yet to pass
    uint32_t due;         // the first of them that none has overtaken
    double n;             // passed
    double n_in_sequence; // of them, overtaken by none
    double late;          // places that they were late, in all
    double off;           // places away from the planned one, in all
    double late_max;
    double early_max;
    double off_max;
    double n_changes;          // of the family, from one part to the next
    int32_t family;            // of the last part
    gm_spacing_tally *tallies; // by rule
} gm_passage;

// Someone who holds a part that a store has no room for: a machine, or a step that has no
// machines, or a vehicle. Offerer ids: machine, then n_machines + step, then behind all steps
// the vehicles.
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

// A part that came at since_s is taken.
static inline void gm_store_count_wait(gm_store *s, double now_s, double since_s)
{
    double wait_s = now_s - since_s;
    s->n_out += 1.0;
    s->wait_s += wait_s;
    s->n_waited += wait_s > 0.0 ? 1.0 : 0.0;
    s->wait_max_s = wait_s > s->wait_max_s ? wait_s : s->wait_max_s;
}

#endif
