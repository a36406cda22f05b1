// SPDX-License-Identifier: MIT
//
// What changes while lines run: several replications side by side, one in each lane.
//
// Every array goes by lane within: field x lane, draw x lane, take x lane. All lanes work on the
// n-th part at once; where a lane needs more than work, blocked and starved time, it goes on alone
// (visit.c). Private to line/.

#ifndef GM_LINE_STATE_H
#define GM_LINE_STATE_H

#include "line/line.h"

#include "plant/run.h"

#include <string.h>

#define GM_LINE_WIDTH_MAX 8
#define GM_LINE_CHUNK     32 // parts between two looks at the draws, and whether all is done

// Of a machine and the place before it. Times in seconds, counts as doubles.
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

// Levels of a place over time.
typedef struct gm_line_level {
    double since_s;
    uint64_t n_out; // takes that it knows of
    int32_t level;
    int32_t max; // since the last point
    double *bins;
} gm_line_level;

// Of one machine in one lane, what is rarely looked at.
typedef struct gm_line_rest {
    double empty_s;      // without a part, but for GM_LINE_STARVED
    double repair_end_s; // while it is down
    uint32_t hint;       // of its calendar
    int32_t point;       // the next that it comes to
    int32_t place_point; // the next that the place before it comes to, not behind `point`
    gm_line_level level;
} gm_line_rest;

// One machine and the place before it, in all lanes.
typedef struct gm_line_machine {
    const gm_line_op *op;
    double *v;          // gm_line_field x lane
    double *takes;      // when parts were taken, a ring
    uint64_t mask;      // length of the ring - 1, a power of 2
    double *draws;      // work of the parts of a chunk
    const double *room; // when a place behind it is free for part n, by lane: a ring too
    uint64_t room_back; // at n - room_back
    uint64_t room_mask;
    bool is_open;     // the maximum of the place before it may still rise
    int n_ages;       // failures by work
    bool is_in_lanes; // its law is drawn in lanes; else by samplers of the runs
    const gm_dist *law;
    const double *k;    // its constants
    uint64_t *stream;   // 4 x lane
    gm_line_rest *rest; // by lane
} gm_line_machine;

// What a machine and its place had done at a point.
typedef struct gm_line_row {
    double state_s[GM_N_STATES];
    double n_waits;
    double n_taken;
    double n_done;
    double n_left;
    double n_failures;
    double n_micro_stops;
    double micro_stop_s;
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
    int32_t wip_max;
    double *wip_bins;
    gm_loghist *hist;
    uint64_t departures;
} gm_line_total;

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
    int32_t in_point;  // the next that what comes in comes to
    int32_t out_point; // the same of what leaves, not before it
    int32_t n_looks;   // at which nothing had left since the one before
    double looked_s;   // when the last part had left at the last look
    gm_loghist *hist;
    uint64_t departures;
    gm_line_level level;
} gm_line_plant;

struct gm_lines {
    const gm_line_program *program;
    gm_line_ask ask;
    const struct gm_line_kernel *kernel;
    int32_t width;
    int32_t n_lanes; // in use, the others do what the first does
    gm_run *runs[GM_LINE_WIDTH_MAX];
    gm_line_machine *machines; // by op
    gm_line_machine source;    // its draws, of one that is timed
    double *arrival;           // of the last part, by lane
    double *exits;             // when parts left, a ring
    uint64_t exit_mask;
    double *born;          // of the part in hand, by lane
    double *point_s;       // lane x point
    gm_line_row *rows;     // (lane x point that is not thin) x op
    const int32_t *row_at; // point -> its place among those
    int32_t n_row_points;
    gm_line_total *totals; // lane x point
    double *sums;          // gm_line_sum x lane
    gm_line_plant plant[GM_LINE_WIDTH_MAX];
    uint64_t n;    // the part in hand
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

static inline double *gm_line_at(const gm_lines *lines, const gm_line_machine *m,
                                 gm_line_field field, int lane)
{
    return &m->v[(int)field * lines->width + lane];
}

static inline double *gm_line_sum_at(const gm_lines *lines, gm_line_sum sum, int lane)
{
    return &lines->sums[(int)sum * lines->width + lane];
}

// Into the hash over departures: FNV-1a as in plant/flow.c, over the exact time.
static inline uint64_t gm_line_hash(uint64_t hash, double left_s, uint32_t identity,
                                    int32_t sink_i)
{
    uint64_t words[2];
    memcpy(&words[0], &left_s, sizeof words[0]);
    words[1] = (uint64_t)identity << 32 | (uint32_t)sink_i;
    for (int i = 0; i < 2; i++) {
        hash = (hash ^ words[i]) * UINT64_C(0x100000001b3);
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

// The part in hand goes through a machine in one lane: whatever happens there. come_s: when it
// comes; out: when it is taken and when it leaves.
void gm_line_visit(gm_lines *lines, int32_t op_i, int lane, double come_s, double *take_s,
                   double *leave_s);

// The part in hand is through the plant, in one lane: it passes a point, or may make a new maximum.
void gm_line_pass(gm_lines *lines, int lane, double born_s, double left_s);

// The part in hand comes to a place, in one lane. was_blocked: a place had to come free for it;
// else what leaves at that very moment is still there.
void gm_line_level_in(gm_lines *lines, gm_line_machine *m, int lane, double at_s,
                      bool was_blocked);

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
