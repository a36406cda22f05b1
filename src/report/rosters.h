// SPDX-License-Identifier: MIT
//
// The roster of a base on the first and the last day of a run, and the vehicles of its last year.

#ifndef GM_REPORT_ROSTERS_H
#define GM_REPORT_ROSTERS_H

#include "study/answer.h"

#define GM_ROSTER_DATES 2

typedef struct gm_rosters {
    gm_date dates[GM_ROSTER_DATES];
    gm_headcount at[GM_ROSTER_DATES];
    double vehicles; // through the last sink in the last twelve months, mean; NaN: not known
    gm_interval years_per_vehicle; // 1 / vehicles over the replications; n 0: not known
    const char *counter;
} gm_rosters;

// Rows live in the arena. The model has a headcount.
gm_rosters gm_rosters_of(const gm_replications *set, gm_arena *arena);

// Attended hours per vehicle on the last day, NaN: not known.
double gm_rosters_hours(const gm_rosters *r, int basis);

// The row of a roster that a definition gives, NULL: none on that day.
const gm_headcount_row *gm_roster_row(const gm_headcount *h, const gm_staff_row_def *def);

#endif
