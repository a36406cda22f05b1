// SPDX-License-Identifier: MIT
//
// When a run is looked at: the points at which snapshots are taken, from clock and claims.

#ifndef GM_TWIN_SCHEDULE_H
#define GM_TWIN_SCHEDULE_H

#include "plant/plan.h"
#include "twin/claim_def.h"
#include "twin/clock_def.h"
#include "twin/thirds.h"

// Fractions of a run at which a warm-up that is found by itself may be cut.
#define GM_CUT_FRACTIONS                                                                       \
    {                                                                                          \
        0.0, 0.01, 0.02, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.40, 0.50                        \
    }
#define GM_N_CUTS   11
#define GM_N_SERIES 1000 // samples of a run from which the cut is found

typedef struct gm_point {
    double time_s; // or INFINITY when it is a count
    double count;  // of the counter that ends the run
    bool is_full;  // with level histograms and percentiles
} gm_point;

// A window between two points of the schedule.
typedef struct gm_window_points {
    int32_t from;
    int32_t to;
    const char *label; // "2029", "2028-03"
} gm_window_points;

// Where the warm-up may end.
typedef struct gm_cut {
    int32_t point;
    double share; // of the run that is cut
} gm_cut;

typedef struct gm_schedule {
    int32_t n;
    const gm_point *points; // in order; the first is time 0, the last the end
    gm_window_points main;  // after the warm-up to the end; from is -1 when it is to be found
    double main_share;      // of the run that a given warm-up takes; 0 when not known before
    int32_t n_cuts;         // 0 unless the warm-up is to be found
    gm_cut cuts[GM_N_CUTS]; // in order
    bool by_weeks;          // what is counted is a whole number of weeks
    bool has_thirds;
    int32_t thirds[GM_N_THIRDS + 1]; // points at which they begin, and the end; see gm_thirds
    int32_t n_intervals;
    const gm_window_points *intervals; // the series: months, days
    int32_t counter;                   // that ends the run by count, GM_NONE
} gm_schedule;

// How long calendars must reach for a clock, seconds.
double gm_clock_horizon_s(const gm_clock_def *clock);

// An interval for the series of a clock that has none or fewer than three months: days, or a
// round part of the run, at most 400 of them. A run of so many parts keeps none.
void gm_clock_give_series(gm_clock_def *clock);

// The counter that a clock names, or the only sink. GM_NONE with a fault when there is none.
int32_t gm_clock_counter(const gm_clock_def *clock, const gm_plan *plan, gm_diag *diag);

// Points for the clock and for every window of the claims. A steady run of at least a week whose
// plant has a calendar with time off counts whole weeks up to its end: the warm-up is rounded up.
// Warns where that cannot be done.
gm_schedule gm_schedule_create(const gm_clock_def *clock, int32_t n_claims,
                               const gm_claim_def *claims, const gm_plan *plan, gm_arena *arena,
                               gm_diag *diag);

// The windows of a claim, as far as they are in the run. n is 0 with a fault when it has none.
const gm_window_points *gm_schedule_windows(const gm_schedule *s, const gm_clock_def *clock,
                                            const gm_window *in, int32_t *n, gm_arena *arena,
                                            gm_diag *diag);

#endif
