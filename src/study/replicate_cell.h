// SPDX-License-Identifier: MIT
//
// The futures of the cell that go with the replications of a plant.

#ifndef GM_STUDY_REPLICATE_CELL_H
#define GM_STUDY_REPLICATE_CELL_H

#include "study/replicate.h"

// Claims about the cell want its futures, for the figures that they measure. Of a new set.
void gm_replications_want_cell(gm_replications *set);

// .. and so does a figure of its own. Before anything is run.
void gm_replications_want_metric(gm_replications *set, const gm_metric *metric);

// Runs what is missing of n futures, or of as many as the options ask for, and looks where claims that do
// not hold would. GM_OK, also without such claims, or GM_ERR_INTERRUPTED.
GM_MUST_USE gm_status gm_replicate_cell(gm_replications *set, int32_t n,
                                        const gm_replicate_options *options);

#endif
