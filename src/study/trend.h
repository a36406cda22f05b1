// SPDX-License-Identifier: MIT
//
// How a level moves over the thirds of what a steady run with a given warm-up counts.
//
// Means of thirds are compared: a level at one moment may be that of an hour of the day. A level
// grows when it does so in so many replications that the 95 % interval of the mean lies above 0,
// by more than parts that come and go by chance one by one would move it (three standard
// deviations of a random walk of as many steps), and goes on growing in the last third: one that
// only took longer than the warm-up to settle does not.

#ifndef GM_STUDY_TREND_H
#define GM_STUDY_TREND_H

#include "study/replicate.h"

// Mean over the replications of what a row gained in all thirds; 0 when there are none.
double gm_trend_sum(const gm_replications *set, uint32_t row);

// The same a day.
double gm_trend_pace(const gm_replications *set, uint32_t row);

// Parts a day by which a level grows whose time integral is a row; 0: it does not, or there are no
// thirds. steps: parts that came and went in the thirds, mean over the replications. values has
// room for set->n.
double gm_trend_per_day(const gm_replications *set, uint32_t row, double steps, double *values);

#endif
