// SPDX-License-Identifier: MIT
//
// Backward differentiation of order two with steps of any length, and the parabola that predicts it.
//
//   y = now y_0 - before y_1 + ahead f(y),  y_0 the state that stands, y_1 the one before it
//
// (Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I, III.5). The first two steps after
// a jump are of order one.

#ifndef GM_NUM_BDF_H
#define GM_NUM_BDF_H

#include <stdint.h>

#define GM_BDF_HISTORY 3 // states: now, before, the one before that

typedef struct gm_bdf {
    double ahead_s;
    double now;
    double before;
} gm_bdf;

// The formula of a step after steps of last_s, n_taken of them since the last jump.
static inline gm_bdf gm_bdf_of(double step_s, double last_s, int32_t n_taken)
{
    double w = n_taken >= 2 ? step_s / last_s : 0.0;
    double share = 1.0 / (1.0 + 2.0 * w);
    return (gm_bdf){step_s * (1.0 + w) * share, (1.0 + w) * (1.0 + w) * share, w * w * share};
}

// Shares of the last states in what a polynomial through them says after a step.
typedef struct gm_bdf_ahead {
    double of[GM_BDF_HISTORY];
} gm_bdf_ahead;

// past_s: the steps taken last, before.
static inline gm_bdf_ahead gm_bdf_ahead_of(double step_s, const double past_s[2],
                                           int32_t n_taken)
{
    double h1 = past_s[0];
    double h2 = h1 + past_s[1];
    if (n_taken >= 2) {
        return (gm_bdf_ahead){{(step_s + h1) * (step_s + h2) / (h1 * h2),
                               -step_s * (step_s + h2) / (h1 * (h2 - h1)),
                               step_s * (step_s + h1) / (h2 * (h2 - h1))}};
    }
    return n_taken == 1 ? (gm_bdf_ahead){{1.0 + step_s / h1, -step_s / h1, 0.0}}
                        : (gm_bdf_ahead){{1.0, 0.0, 0.0}};
}

#endif
