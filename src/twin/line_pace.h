// SPDX-License-Identifier: MIT
//
// The shortest takt that so many people can keep.

#ifndef GM_TWIN_LINE_PACE_H
#define GM_TWIN_LINE_PACE_H

#include "twin/line_balance.h"

typedef struct gm_line_pace {
    bool is_met;
    double takt_s;       // a tenth of a second is the finest
    double least_takt_s; // by the work alone nobody has a shorter one
    int32_t least_posts; // that were found for a long takt
} gm_line_pace;

gm_line_pace gm_line_pace_of(const gm_plant_def *plant, const gm_moving_def *line,
                             int32_t people);

#endif
