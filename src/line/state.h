// SPDX-License-Identifier: MIT
//
// What changes while lines run: several replications side by side, one in each lane.
//
// Every array goes by lane within: field x lane, draw x lane, take x lane. All lanes work on the
// n-th part at once; where a lane needs more than work, blocked and starved time, it goes on alone
// (visit.c). Private to line/.

#ifndef GM_LINE_STATE_H
#define GM_LINE_STATE_H

#include "line/hold.h"
#include "line/level.h"
#include "line/source.h"

#include "plant/run.h"

#include <string.h>

#define GM_LINE_WIDTH_MAX 8
#define GM_LINE_CHUNK     32 // parts between two looks at the draws, and whether all is done
#define GM_LINE_TILE      8  // parts of a tile at most, a power of 2; see machine.inc

// A count of a machine begins here: up to 2^53 one more is one bit more, see vd_count().
#define GM_LINE_NONE 0x1p52

// Of a machine and the place before it. Times in seconds; counts as doubles, from GM_LINE_NONE.
typedef enum gm_line_field {
    GM_LINE_LEFT,    // when its last part left
    GM_LINE_WAITING, // since when it waited then; not before LEFT: it did not
    GM_LINE_WORK,
    GM_LINE_BLOCKED,
    GM_LINE_STARVED,
    GM_LINE_WAITS, // that are over
    GM_LINE_QUIET, // nothing but work, blocked and starved time up to here
    GM_LINE_WAIT,  // of the parts that it took, before
    GM_LINE_WAITED,
    GM_LINE_WAIT_MAX,
    GM_LINE_AGE // work up to its failures by work, one field each
} gm_line_field;

// Of one machine in one lane, what is rarely looked at.
typedef struct gm_line_rest {
    double empty_s;      // without a part, but for GM_LINE_STARVED
    double repair_end_s; // while it is down
    uint32_t hint;       // of its calendar
    double blocked_s; // when a part left that had waited for room, though it may have been down
    double counted;   // parts that its ages by parts and its learning know of
    double by_count;  // the first part, counted from 0, before which something is due
    double planned_s; // planned cycles of what it has done, where they differ
    int32_t point;    // the next that it comes to
    int32_t place_point; // the next that the place before it comes to, not behind `point`
    gm_line_level level;
} gm_line_rest;

// One machine and the place before it, in all lanes.
typedef struct gm_line_machine {
    const gm_line_op *op;
    int32_t op_i;
    uint64_t n_come; // in a net: the part that comes to the place before it
    double *v;       // gm_line_field x lane
    double *takes;   // when parts were taken, a ring
    uint64_t mask;   // length of the ring - 1, a power of 2
    double *draws;   // work of the parts of a chunk
    double *leaves;  // when parts left it, a ring; NULL: nobody asks
    uint64_t leaves_mask;
    gm_line_room room;       // of a place behind it
    gm_line_room claim;      // where that is claimed before the work
    gm_line_gate ready_gate; // cards that a part needs to be taken
    gm_line_gate room_gate;  // and to leave
    bool is_odd;             // more is to be looked at than work, room, failures and points
    bool stops;              // by one failure by work, and nothing else is done to it
    bool restarts;           // its work begins anew then
    bool is_open;            // the maximum of the place before it may still rise
    uint64_t least;          // while is_open: of the maxima of its lanes, 0: not known
    bool counts;             // something hangs on the number of parts
    bool changes;            // something hangs on their variant
    double by_count;         // the least of its lanes
    gm_learning learning;    // of its work, the same in all lanes
    const int32_t *time_of;  // variant -> law; NULL: one for all
    const double *cycle_of;  // variant -> planned cycle; NULL: one for all
    int n_ages;              // failures and maintenance by work
    bool is_in_lanes;        // its law is drawn in lanes; else by samplers of the runs
    const gm_dist *law;
    const double *k;    // its constants
    uint64_t *stream;   // 4 x lane
    gm_line_rest *rest; // by lane
} gm_line_machine;

// Stays over many points: so many begin or end before a point, and how long they had been when.
typedef struct gm_line_stays {
    double n_begun;
    double begun_s; // their time so far, at this point
    double n_ended;
    double ended_s; // the same, at the point before
} gm_line_stays;

// What a machine and its place had done at a point.
typedef struct gm_line_row {
    double state_s[GM_N_STATES];
    double n_waits;
    double n_taken;
    double n_done;
    double n_left;
    double n_good;
    double n_scrap;
    double n_here; // parts in the machine
    double busy_s; // part seconds in it, where it holds several
    double n_failures;
    double n_micro_stops;
    double micro_stop_s;
    double n_changes;
    double n_unlike;
    double change_cost_cny;
    double change_volume_m3;
    double planned_s;
    double empty_s;
    uint32_t hold;
    bool has_waited;
    bool is_empty;
    double wait_s;
    double n_waited;
    double wait_max_s;
    int32_t level; // of the place
    int32_t level_max;
    double here_s; // of the parts that are in it, so far
    double *bins;  // NULL: of a point without
} gm_line_row;

// What the plant had done at a point.
typedef struct gm_line_total {
    double n_in;
    double n_out;
    double time_s;
    double time_sq_s2;
    double time_max_s;
    double inside_s; // of the parts inside, so far
    gm_line_stays stays;
    int32_t wip_max;
    double *of_variant;   // variant x (parts that left, their time), NULL: there is only one
    gm_times_hist *times; // of variants, where they are asked for; NULL
    double *wip_bins;
    gm_loghist *hist;
    uint64_t departures;
} gm_line_total;

// What a line of the plant had done at a point: parts that came in, left, and their time.
typedef struct gm_line_shop_total {
    double n_in;
    double n_out;
    double time_s;
    double inside_s;
    int32_t wip_max;
} gm_line_shop_total;

// A line of the plant, as far as parts cross from one to another, in one lane.
typedef struct gm_line_shop {
    int32_t in_point;
    int32_t out_point;
    double n_out;
    double time_s;
    double *outs; // when parts left it, a ring
    uint64_t mask;
    gm_line_level level;
    gm_line_shop_total *totals; // by point
} gm_line_shop;

// What the whole plant has done, in lanes.
typedef enum gm_line_sum {
    GM_LINE_OUT,  // parts that left
    GM_LINE_TIME, // in system
    GM_LINE_TIME_SQ,
    GM_LINE_TIME_MAX, // since the last point
    GM_LINE_QUIET_IN, // what comes in up to here passes no point
    GM_LINE_QUIET_OUT,
    GM_LINE_NEXT_COUNT, // of what has left, at which a point by count comes
    GM_LINE_N_SUMS
} gm_line_sum;

// The whole plant in one lane: its parts come in, and leave in the same order.
typedef struct gm_line_plant {
    int32_t in_point;   // the next that what comes in comes to
    int32_t out_point;  // the same of what leaves, not before it
    int32_t n_looks;    // at which nothing had left since the one before
    double looked_s;    // when the last part had left at the last look
    double *of_variant; // as in gm_line_total
    gm_times_hist *times;
    gm_loghist *hist;
    gm_line_level level;
} gm_line_plant;

struct gm_lines {
    const gm_line_program *program;
    struct gm_line_net *net; // NULL: a chain
    gm_line_ask ask;
    const struct gm_line_kernel *kernel;
    int32_t width;
    int32_t n_lanes; // in use, the others do what the first does
    gm_run *runs[GM_LINE_WIDTH_MAX];
    gm_line_machine *machines;        // by op
    gm_line_machine source;           // its draws, of one that is timed
    double *arrival;                  // of the last part, by lane
    double *arrivals;                 // of a chunk, where they are not drawn in lanes
    int32_t *variants;                // of the parts of a chunk; NULL: all of one
    uint32_t part[GM_LINE_WIDTH_MAX]; // of the run, that stands for the part in hand
    gm_line_source sources[GM_LINE_WIDTH_MAX];
    gm_line_shop *shops;     // shop x lane
    gm_line_hold *holds;     // by limit of the program
    gm_line_gate birth_gate; // cards that a part needs to be made
    gm_line_gate door_gate;  // and to come to the first place
    double *exits;           // when parts left, a ring
    uint64_t exit_mask;
    double *born;              // of the part in hand, by lane
    double *point_s;           // lane x point
    gm_line_row *rows;         // (lane x point that is not thin) x op
    const int32_t *row_at;     // point -> how many before it are not thin
    const int32_t *row_points; // which those are
    int32_t n_row_points;
    gm_line_total *totals;  // lane x point
    double *sums;           // gm_line_sum x lane
    uint64_t *departures;   // a hash over them, by lane
    uint64_t least_wip_max; // of the lanes, of parts in the plant; 0: not known
    gm_line_plant plant[GM_LINE_WIDTH_MAX];
    uint64_t n;     // the part in hand
    uint64_t tile;  // parts of a tile, a power of 2
    uint64_t first; // part of the tile in hand
    double *at;     // part of the tile x lane: when it comes to the next operation
    double
        *done; // the same: when it was done at the one before, less than `at` where it waited
    unsigned each; // all bits: no part goes the short way, as somebody watches
    gm_run_error error[GM_LINE_WIDTH_MAX];
    gm_departure_fn *observer;
    void *observer_user;
    gm_arena arena;
};

// The rounds of a chunk, compiled for one instruction set.
typedef struct gm_line_kernel {
    const char *name;
    int32_t width;
    // Draws the bits of a chunk from the streams of a machine.
    void (*bits)(uint64_t *stream, uint64_t *out, size_t n);
    // Lets GM_LINE_CHUNK parts go through.
    void (*rounds)(gm_lines *lines);
} gm_line_kernel;

extern const gm_line_kernel gm_line_kernel_scalar;
#ifdef GM_HAVE_X86_LANES
extern const gm_line_kernel gm_line_kernel_avx2;
extern const gm_line_kernel gm_line_kernel_avx512;
#endif
#ifdef GM_HAVE_ARM_LANES
extern const gm_line_kernel gm_line_kernel_neon;
#endif

static inline double *gm_line_at(const gm_lines *lines, const gm_line_machine *m,
                                 gm_line_field field, int lane)
{
    return &m->v[(int)field * lines->width + lane];
}

static inline double *gm_line_sum_at(const gm_lines *lines, gm_line_sum sum, int lane)
{
    return &lines->sums[(int)sum * lines->width + lane];
}

#define GM_LINE_HASH_PRIME UINT64_C(0x100000001b3)

static inline uint64_t gm_line_hash_word(uint32_t identity, int32_t sink_i)
{
    return (uint64_t)identity << 32 | (uint32_t)sink_i;
}

// Into the hash over departures: FNV-1a as in plant/flow.c, over the exact time.
static inline uint64_t gm_line_hash(uint64_t hash, double left_s, uint32_t identity,
                                    int32_t sink_i)
{
    uint64_t words[2] = {0, gm_line_hash_word(identity, sink_i)};
    memcpy(&words[0], &left_s, sizeof words[0]);
    for (int i = 0; i < 2; i++) {
        hash = (hash ^ words[i]) * GM_LINE_HASH_PRIME;
        hash ^= hash >> 29;
    }
    return hash;
}

static inline double gm_line_point_s(const gm_lines *lines, int lane, int32_t point)
{
    return lines->point_s[lane * (lines->ask.n_points + 1) + point];
}

static inline gm_line_row *gm_line_row_of(const gm_lines *lines, int lane, int32_t point,
                                          int32_t op_i)
{
    int32_t at = lane * lines->n_row_points + lines->row_at[point];
    return &lines->rows[(ptrdiff_t)at * lines->program->n_ops + op_i];
}

static inline double gm_line_room_s(const gm_lines *lines, const gm_line_room *room, int lane)
{
    uint64_t at = (lines->n - room->back) & room->mask;
    return room->at_s[at * (uint64_t)lines->width + (uint64_t)lane];
}

static inline double gm_line_count_at(const gm_lines *lines, const gm_line_machine *m,
                                      gm_line_field field, int lane)
{
    return *gm_line_at(lines, m, field, lane) - GM_LINE_NONE;
}

// The work of the part in hand, as drawn.
static inline double *gm_line_draw_at(const gm_lines *lines, const gm_line_machine *m, int lane)
{
    uint64_t row = lines->n % GM_LINE_CHUNK * (uint64_t)lines->width;
    return &m->draws[row + (uint64_t)lane];
}

// The row of the part in hand among those of its tile.
static inline double *gm_line_tile_at(const gm_lines *lines, double *rows, int lane)
{
    return &rows[(lines->n - lines->first) * (uint64_t)lines->width + (uint64_t)lane];
}

// Of the part in hand.
static inline int32_t gm_line_variant_of(const gm_lines *lines, int lane)
{
    uint64_t at = lines->n % GM_LINE_CHUNK * (uint64_t)lines->width + (uint64_t)lane;
    return lines->variants ? lines->variants[at] : lines->program->variant_i;
}

// A count ends the lane, and it is not known yet when.
static inline bool gm_line_is_by_count(const gm_lines *lines, int lane)
{
    return gm_line_point_s(lines, lane, lines->ask.n_points - 1) == (double)INFINITY;
}

// The part in hand never comes, and a count is waited for that is never reached.
static inline bool gm_line_is_lost(const gm_lines *lines, int lane, double come_s)
{
    return come_s == (double)INFINITY && gm_line_is_by_count(lines, lane);
}

// Was the part in hand made as it arrived, before what else ends or moves at that moment? Else it
// was made for a place or a machine that had come free.
static inline bool gm_line_is_made_by_itself(const gm_lines *lines, int lane)
{
    const gm_line_program *p = lines->program;
    return !p->is_endless && !p->is_filled && !lines->sources[lane].has_waited;
}

// The same of its coming to the first place. At time 0 that is filled before anything else.
static inline bool gm_line_comes_by_itself(const gm_lines *lines, int lane)
{
    const gm_line_program *p = lines->program;
    bool at_first = lines->n < (uint64_t)p->n_at_first;
    return p->is_filled ? at_first : !lines->sources[lane].was_held;
}

// Did the part in hand wait for room, or for a card, before it left a machine?
static inline bool gm_line_was_blocked(const gm_lines *lines, const gm_line_machine *m,
                                       int lane)
{
    double left_s = *gm_line_at(lines, m, GM_LINE_LEFT, lane);
    if (m->room_gate.n > 0 && gm_line_gate_s(lines, &m->room_gate, lane) >= left_s) {
        return true; // cards are given out when all machines have given their parts
    }
    return *gm_line_at(lines, m, GM_LINE_WAITING, lane) < left_s ||
           m->rest[lane].blocked_s == left_s;
}

// Two numbers for each variant of the plant.
static inline size_t gm_line_variant_bytes(const gm_lines *lines)
{
    return 2 * (size_t)lines->program->plan->n_variants * sizeof(double);
}

// ---- shop.c: lines of the plant that parts cross

void gm_line_shops_create(gm_lines *lines);
void gm_line_shops_begin(gm_lines *lines, int lane);
void gm_line_shops_pass(gm_lines *lines, int lane, double born_s);
bool gm_line_shops_done(const gm_lines *lines, int lane);

// ---- settle.c: into a run

void gm_line_settle_op(gm_run *run, const gm_line_op *op, const gm_line_row *row);
void gm_line_settle_source(gm_run *run, int32_t source_i, const gm_line_outside *outside);

// So many more have left a step.
void gm_line_count(gm_run *run, int32_t step_i, double n);

// ---- a part at an operation

// The part in hand comes to an operation in one lane, and leaves it: whatever happens there. When,
// is in its row of the tile.
void gm_line_come_to(gm_lines *lines, int32_t op_i, int lane);

// The same for the machine of an operation, without the place before it.
void gm_line_go_through(gm_lines *lines, int32_t op_i, int lane, double come_s, double *take_s);

// A short way for a machine whose work stops once. False: it is not that simple, and nothing has
// changed.
bool gm_line_stop_once(gm_lines *lines, int32_t op_i, int lane, double come_s, double *take_s);

// Of two things at one moment, has what leaves the place gone when the part in hand comes? It has
// where a place had to come free for the part, and where passes move it: downstream first.
bool gm_line_comes_behind(const gm_lines *lines, int32_t op_i, int lane);

// No part comes to the place before come_s any more: it is known at the points before.
void gm_line_close_place(gm_lines *lines, gm_line_machine *m, int lane, double come_s);

// A part is in the place at the points between, none of which is before from_point.
void gm_line_count_here(gm_lines *lines, gm_line_machine *m, int lane, int32_t from_point,
                        double come_s, double take_s);

// What the place before a machine has done so far, into the row of a point.
void gm_line_record_place(gm_lines *lines, const gm_line_machine *m, int lane,
                          gm_line_row *row);

// Of the part in hand, which leaves the plant: by variant.
void gm_line_count_variant(gm_lines *lines, int lane, double time_s);

// The part in hand is through the plant, in one lane: it passes a point, or may make a new maximum.
void gm_line_pass(gm_lines *lines, int lane, double born_s, double left_s);

// All parts have passed: what was noted of long stays is counted at the points.
void gm_line_close_stays(gm_lines *lines, int lane);

// The part in hand comes to a place, in one lane. was_blocked: a place had to come free for it;
// else what leaves at that very moment is still there.
void gm_line_level_in(gm_lines *lines, gm_line_machine *m, int lane, double at_s,
                      bool was_blocked);

// How many parts come behind another to the place before an operation at one moment, before that one
// goes on: a source makes all it may, a pass empties its place.
static inline int32_t gm_line_together(const gm_line_program *p, int32_t op_i)
{
    if (op_i == 0) {
        return p->n_at_first > 0 ? p->n_at_first - 1 : 0;
    }
    return p->ops[op_i - 1].machine_i == GM_NONE ? p->ops[op_i - 1].places : 0;
}

// May its maximum still rise, or is more than that followed?
static inline bool gm_line_level_is_open(const gm_line_machine *m, int lane)
{
    const gm_line_level *level = &m->rest[lane].level;
    return m->op->places > 0 && (level->bins || level->max < m->op->places);
}

// What is in the place at a point, into its row; the part in hand comes later.
void gm_line_level_at(gm_lines *lines, gm_line_machine *m, int lane, double at_s,
                      gm_line_row *row);

// The same for the whole plant.
void gm_line_wip_in(gm_lines *lines, int lane, double at_s);
void gm_line_wip_at(gm_lines *lines, int lane, double at_s, gm_line_total *total);

#endif
