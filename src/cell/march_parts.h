// SPDX-License-Identifier: MIT
//
// What the sources of a march share. Private to cell/.

#ifndef GM_CELL_MARCH_PARTS_H
#define GM_CELL_MARCH_PARTS_H

#include "cell/march.h"

#define GM_LEG_FIRST_S 1e-3 // the step after a jump

// All that bounds look at.
typedef struct gm_march_look {
    const gm_cell_view *view;
    double stack_k;
    double rate_k_s;
    double soc;
    double leg_s;
} gm_march_look;

typedef struct gm_leg_held {
    gm_cell_measure of;
    double value;
} gm_leg_held;

// A leg that is under way.
typedef struct gm_leg_run {
    gm_march *m;
    const gm_cell_leg *leg;
    int32_t leg_i;
    double begin_s;
    int32_t held;    // WITHIN: the bound
    int32_t piece;   // FOLLOW: the point behind
    int32_t n_turns; // from bound to bound since the last step
    int32_t failed;  // the bound that had no state first since the last step, or -1
    int32_t n_short; // tries of very short steps one after the other
} gm_leg_run;

// ---- march_bounds.c

double gm_look_measure(const gm_march_look *look, gm_cell_measure of);

// By how much a bound is passed, in units of what is still on it: above 1 it is passed, from -1 on it is
// met.
double gm_look_excess(const gm_march_look *look, const gm_cell_bound *bound);

// ---- march_hold.c

// Bound k as it is at the temperature of a look.
gm_cell_bound gm_leg_bound(const gm_leg_run *r, int32_t k, const gm_march_look *look);

gm_march_look gm_leg_look_now(const gm_leg_run *r);
gm_march_look gm_leg_look_tried(const gm_leg_run *r);

bool gm_leg_is_thermal(gm_cell_measure of);

// WITHIN: whether enough flows, the way that the first bound bounds.
bool gm_leg_flows(const gm_leg_run *r, const gm_cell_view *view);

// What is held there, at that temperature.
gm_leg_held gm_leg_held_at(const gm_leg_run *r, double leg_s, double stack_k);

// What closes the step from leg_s on.
gm_cell_control gm_leg_control(const gm_leg_run *r, double leg_s, double step_s);

// To what is held, at once. False: no current does it.
bool gm_leg_jump(gm_leg_run *r);

// The same within bounds, by the tightest of them, which is then held.
bool gm_leg_tighten(gm_leg_run *r);

#endif
