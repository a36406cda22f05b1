// SPDX-License-Identifier: MIT
//
// What a run has counted in one window: all sums of the snapshots, as a difference.
//
// A tally outlives the snapshots of its replication. It has neither maxima nor distributions.
// The level of a store stands in it as the growth over the window.

#ifndef GM_STUDY_TALLY_H
#define GM_STUDY_TALLY_H

#include "twin/twin.h"

typedef struct gm_tally {
    double length_s; // of the window; NaN: it has none
    double *sum;     // by row, layout.n_sums
} gm_tally;

// An empty one, without a window. In the arena.
gm_tally gm_tally_create(const gm_twin *twin, gm_arena *arena);

// Counts a window.
void gm_tally_take(const gm_stats_window *window, gm_tally *out);

// What row k of a station, conveyor or moving line has counted: gm_station_stat, gm_band_stat.
double gm_tally_row(const gm_twin *twin, const gm_tally *tally, int32_t step_i, int32_t k);

// Machine seconds of a station, seconds of a conveyor or moving line. The states add up to it.
double gm_tally_time_s(const gm_twin *twin, const gm_tally *tally, int32_t step_i);

// A value of a step, k: a detail that it may have. NaN: none.
typedef double gm_tally_fn(const gm_twin *twin, const gm_tally *tally, int32_t step_i,
                           int32_t k);

// Its time on shift, of all time.
double gm_tally_on_share(const gm_twin *twin, const gm_tally *tally, int32_t step_i, int32_t k);

// What is neither blocked nor starved, of the time on shift. NaN: never on shift.
double gm_tally_active_share(const gm_twin *twin, const gm_tally *tally, int32_t step_i,
                             int32_t k);

// The same without the room that batches leave empty: fewer of them would do.
double gm_tally_needed_share(const gm_twin *twin, const gm_tally *tally, int32_t step_i,
                             int32_t k);

// Parts of a station whose work came to nothing: rejected or scrap, but for warm-up shots.
double gm_tally_bad(const gm_twin *twin, const gm_tally *tally, int32_t step_i);

// Planned cycle of the good parts of a station, s. NaN: there were none and it is not the same for
// all.
double gm_tally_cycle_s(const gm_twin *twin, const gm_tally *tally, int32_t step_i);

// Machine seconds of a batch station that stood for room in batches that were not full, 0 of any
// other step.
double gm_tally_empty_s(const gm_twin *twin, const gm_tally *tally, int32_t step_i);

#endif
