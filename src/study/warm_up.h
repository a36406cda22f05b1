// SPDX-License-Identifier: MIT
//
// Where the warm-up of a steady run ends: MSER-5 on the parts in the plant and on the pace.
//
// MSER compares the rests of a series by their standard error. What is no noise has to go first:
// shifts (the mean of each place in the day or week is taken off, and time off is left out), and rests
// that are constant by chance, as plants without chance have them.

#ifndef GM_STUDY_WARM_UP_H
#define GM_STUDY_WARM_UP_H

#include "twin/schedule.h"

// A run in equal slices: a thousandth each, at least a part; by weeks a day or week has a whole
// number of them.
typedef struct gm_slices {
    int32_t n;
    double length;  // s or parts
    int32_t n_week; // slices of a week, a multiple of 7, or 1: a week each; 0: not by weeks
} gm_slices;

// The slices of the runs of a schedule.
gm_slices gm_slices_of(const gm_schedule *schedule);

// Share of the run that is warm-up, 0 .. 0.5; false when it does not end within half of the run
// or the slices are too few. wip and pace have slices.n values, each a mean over replications,
// and are overwritten; noise is of pace: what whole parts at the ends of a slice make of it.
// working: room for slices.n.
bool gm_warm_up_find(gm_slices slices, double *wip, double *pace, double noise, bool *working,
                     double *share);

#endif
