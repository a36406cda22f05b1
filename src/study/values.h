// SPDX-License-Identifier: MIT
//
// The values of one replication: figures, series, claims and tallies from its snapshots.

#ifndef GM_STUDY_VALUES_H
#define GM_STUDY_VALUES_H

#include "study/replicate.h"

// Room for them, in the arena of the replication.
void gm_values_create(const gm_replications *set, gm_replication *r);

// From the snapshots at every point of the schedule; the window of the set is known.
void gm_values_fill(const gm_replications *set, gm_replication *r, const gm_snapshot *series);

#endif
