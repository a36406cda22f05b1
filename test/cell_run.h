// SPDX-License-Identifier: MIT
//
// A model of a cell through time under one control, step by step.

#ifndef GM_TEST_CELL_RUN_H
#define GM_TEST_CELL_RUN_H

#include "cell/model.h"

#include <check.h>
#include <math.h>

#define RUN_FIRST_S 1e-3 // the step after a jump

// The next step that keeps the error below most, not beyond a time.
static inline void run_step(gm_cell_model m, gm_cell_control control, double until_s,
                            double most, double *h)
{
    double left_s = until_s - m.ops->now(m.self)->time_s;
    *h = *h < left_s ? *h : left_s;
    double error;
    while (!m.ops->step(m.self, control, *h, &error) || error > most) {
        *h *= 0.4;
        ck_assert_double_gt(*h, 1e-8);
    }
    m.ops->accept(m.self);
    double grow = error > 0.0 ? 0.9 * cbrt(most / error) : 2.0;
    *h *= grow < 2.0 ? grow : 2.0;
}

static inline bool run_is_before(gm_cell_model m, double until_s)
{
    return m.ops->now(m.self)->time_s < until_s * (1.0 - 1e-12);
}

// From a jump on, up to a time.
static inline const gm_cell_view *run_until(gm_cell_model m, gm_cell_control control,
                                            double until_s)
{
    double h = RUN_FIRST_S;
    ck_assert(m.ops->settle(m.self, control));
    while (run_is_before(m, until_s)) {
        run_step(m, control, until_s, 1.0, &h);
    }
    return m.ops->now(m.self);
}

#endif
