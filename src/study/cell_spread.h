// SPDX-License-Identifier: MIT
//
// How a charge goes over the futures of a cell: its time, how often it is done, what binds.

#ifndef GM_STUDY_CELL_SPREAD_H
#define GM_STUDY_CELL_SPREAD_H

#include "study/cell_futures.h"

typedef struct gm_charge_spread {
    int32_t n;       // futures that were looked at
    int32_t n_done;  // in which it is done,
    int32_t n_short; // ends before,
    int32_t n_late;  // is given up after its `within:`,
    int32_t n_none;  // is not to be asked: values contradict each other
    double median_s; // of those in which it is done; NaN: in none
    double p5_s;
    double p95_s;
    int32_t longest[GM_BINDS_COUNT]; // in how many of these each constraint held longest
    const char *why; // what ends it before, most often, in words; NULL: nothing does
    int32_t n_why;   // in so many
} gm_charge_spread;

// Of a charge that the set wants. In the arena.
gm_charge_spread gm_charge_spread_of(const gm_cell_futures *set, int32_t charge_i,
                                     gm_arena *arena);

// The constraint that held longest in most futures; GM_BINDS_COUNT: none did.
gm_charge_binds gm_charge_spread_binds(const gm_charge_spread *spread);

// "not done in 3 of 400: ..", in the arena; NULL: it is done in all.
const char *gm_charge_spread_why_not(const gm_charge_spread *spread, gm_arena *arena);

// In how many the charge is done within a time.
int32_t gm_charge_spread_within(const gm_cell_futures *set, int32_t charge_i, double most_s);

#endif
