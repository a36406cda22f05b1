// SPDX-License-Identifier: MIT
//
// Thirds of what a steady run with a given warm-up counts: what grows over them is no steady state.
//
// By weeks they are whole weeks up to the end of the run; what is left over comes before the first.

#ifndef GM_TWIN_THIRDS_H
#define GM_TWIN_THIRDS_H

#include "twin/clock_def.h"

#define GM_N_THIRDS 3

typedef struct gm_thirds {
    double length; // s, or parts in runs of so many parts; 0: there are none
    double end;    // of the run
} gm_thirds;

// Of a run that is counted from from_s on, or from the parts of the warm-up on. None with a
// warm-up that is to be found, without any, in a run that is no steady one, or of too little.
gm_thirds gm_thirds_of(const gm_clock_def *clock, bool by_weeks, double from_s);

// Where third k begins, 0 .. 2.
double gm_third_start(gm_thirds thirds, int k);

#endif
