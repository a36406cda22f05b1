// SPDX-License-Identifier: MIT
//
// The steps of a loss waterfall as they are drawn and written: whole parts that add up.

#ifndef GM_REPORT_WATERFALL_H
#define GM_REPORT_WATERFALL_H

#include "study/losses.h"

// A bar that hangs between two levels, in parts.
typedef struct gm_waterfall_bar {
    const char *word;
    double from;       // level before
    double to;         // level after; the ideal rate begins at 0, the good parts end at 0
    double parts;      // rounded, so that the ideal less the losses is what is good
    gm_interval share; // of all machine time; of the ideal rate 1
} gm_waterfall_bar;

typedef struct gm_waterfall {
    int n; // the ideal rate, the losses above 0, the good parts
    gm_waterfall_bar bars[GM_MOST_LOSSES + 2];
} gm_waterfall;

// n is 0 when the ideal rate is not known.
gm_waterfall gm_waterfall_of(const gm_losses *losses);

#endif
