// SPDX-License-Identifier: MIT
//
// Drives the Doyle-Fuller-Newman model through a time, with steps that keep an error.

#ifndef GM_TEST_DFN_DRIVE_H
#define GM_TEST_DFN_DRIVE_H

#include "cell/dfn.h"
#include "core/assert.h"

#include <math.h>

// The next step whose error is at most so much (1: the model's own tolerances), not beyond a time.
static inline void drive_on(gm_dfn *dfn, gm_cell_control control, double until_s, double most,
                            double *h)
{
    double left_s = until_s - gm_dfn_now(dfn)->time_s;
    *h = *h < left_s ? *h : left_s;
    double error;
    while (!gm_dfn_step(dfn, control, *h, &error) || error > most) {
        *h *= 0.4;
        GM_REQUIRE(*h > 1e-8);
    }
    gm_dfn_accept(dfn);
    double grow = error > 0.0 ? 0.9 * cbrt(most / error) : 2.0;
    *h *= grow < 2.0 ? grow : 2.0;
}

#endif
