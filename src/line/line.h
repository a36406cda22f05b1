// SPDX-License-Identifier: MIT
//
// The line engine: departures by recursion, no list of events.
//
// Where parts keep their order, part n leaves machine i at
//   D(i,n) = max(C(i,n), D'(i+1, n - B)),  C(i,n) = max(D(i-1,n), D(i,n-1)) + work and repairs,
// with D' the moment at which the part B places before it left the place between. Lanes hold
// replications side by side. Draws come from the same streams as in the event engine, in the same
// order: both give the same departures.

#ifndef GM_LINE_LINE_H
#define GM_LINE_LINE_H

#include "line/program.h"

#include "num/elementary.h"
#include "plant/audit.h"
#include "plant/stats.h"

// A moment at which everything is looked at: a time, or the count of what has left.
typedef struct gm_line_point {
    double time_s; // INFINITY: by count
    double count;
    bool is_full; // with levels over time and percentiles
    bool is_thin; // only the totals of the plant
} gm_line_point;

// What is asked of the lines.
typedef struct gm_line_ask {
    int32_t n_points;
    const gm_line_point *points; // in order, the last the end; borrowed
    bool has_bins;               // levels over time at full points
    const char *lanes;           // "scalar", "avx2", "avx512"; NULL: the best
} gm_line_ask;

typedef struct gm_lines gm_lines;

// Memory for as many replications at once as gm_lines_width() says. The program is borrowed.
gm_lines *gm_lines_create(const gm_line_program *program, const gm_line_ask *ask);
void gm_lines_destroy(gm_lines *lines);

int32_t gm_lines_width(const gm_lines *lines);
int32_t gm_lines_n_points(const gm_lines *lines);
const char *gm_lines_word(const gm_lines *lines);

// Asked from time to time: how far the slowest lane is, 0 .. 1. False ends the run where it is.
typedef struct gm_line_watch {
    void *user;
    bool (*go_on)(void *user, double share);
} gm_line_watch;

// Runs replications first .. first + n - 1, at most gm_lines_width(), from time 0 to their last
// point. watch may be NULL. False when they did not get there: it was ended, or one filled up with
// parts or stood at one moment.
bool gm_lines_run(gm_lines *lines, uint32_t seed, uint32_t first, int32_t n,
                  const gm_line_watch *watch);

// Departures of the first lane, machine by machine for each part, while it runs.
void gm_lines_observe(gm_lines *lines, gm_departure_fn *observer, void *user);

// A run that stands where a lane was at a point, for gm_snapshot_take(). Points in order.
gm_run *gm_lines_run_at(gm_lines *lines, int32_t lane, int32_t point);

// Parts of the lane at its last point.
gm_audit gm_lines_audit(const gm_lines *lines, int32_t lane);

#endif
