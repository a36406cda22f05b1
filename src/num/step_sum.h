// SPDX-License-Identifier: MIT
//
// The integral of what is known at the ends of steps of any length: each step under the parabola through its
// ends and the point before, after the first step of a smooth piece, which is a trapezoid.
//
//   h (y_0 + y_1) / 2 - h^3 / 6 y[0, 1, 2]
//
// y[0, 1, 2] the second divided difference; too much by h^3 (h + 2 h_before) / 72 times a third derivative.

#ifndef GM_NUM_STEP_SUM_H
#define GM_NUM_STEP_SUM_H

#include <stdbool.h>

typedef struct gm_step_sum {
    double sum;
    double y;        // where it stands
    double before;   // a step ago
    double step;     // taken last
    bool has_before; // in this piece
} gm_step_sum;

// A jump, or a bend: y is there now, and what was before says nothing of what comes. The sum stays.
static inline void gm_step_sum_turn(gm_step_sum *s, double y)
{
    s->y = y;
    s->has_before = false;
}

// step > 0; y at its end.
static inline void gm_step_sum_add(gm_step_sum *s, double step, double y)
{
    double bend = 0.0;
    if (s->has_before) {
        bend = ((y - s->y) / step - (s->y - s->before) / s->step) / (step + s->step);
    }
    s->sum += 0.5 * step * (y + s->y) - step * step * step / 6.0 * bend;
    s->before = s->y;
    s->y = y;
    s->step = step;
    s->has_before = true;
}

#endif
