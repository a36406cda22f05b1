// SPDX-License-Identifier: MIT
//
// What a leg holds: as a control of the model in a step, and across a jump.

#include "cell/arrhenius.h"
#include "cell/march_parts.h"
#include "core/assert.h"

#include <math.h>

#define NEAR_S     10.0 // in which what is short of a held temperature is made up for
#define AT_REST    1e-3 // of 1C
#define SECONDS_1C 3600.0

// ---- looks

gm_march_look gm_leg_look_now(const gm_leg_run *r)
{
    const gm_march *m = r->m;
    const gm_cell_view *now = m->model.ops->now(m->model.self);
    return (gm_march_look){now, m->heat.past[0].stack_k, gm_heat_rate(&m->heat, now->heat),
                           m->soc_begin - now->charge / m->capacity, now->time_s - r->begin_s};
}

gm_march_look gm_leg_look_tried(const gm_leg_run *r)
{
    const gm_march *m = r->m;
    const gm_cell_view *tried = m->model.ops->tried(m->model.self);
    return (gm_march_look){tried, m->heat.tried.stack_k, m->heat.tried_rate_k_s,
                           m->soc_begin - tried->charge / m->capacity,
                           tried->time_s - r->begin_s};
}

gm_cell_bound gm_leg_bound(const gm_leg_run *r, int32_t k, const gm_march_look *look)
{
    gm_cell_bound bound = r->leg->bounds[k];
    double e_j_mol = r->leg->bounds_e_j_mol[k];
    bound.value *= e_j_mol > 0.0 ? gm_arrhenius(e_j_mol, look->stack_k) : 1.0;
    if (bound.of == GM_CELL_TEMPERATURE && !bound.is_least) {
        bound.value -= r->leg->ahead_s * fmax(look->rate_k_s, 0.0);
    }
    return bound;
}

bool gm_leg_flows(const gm_leg_run *r, const gm_cell_view *view)
{
    double current = r->leg->bounds[0].is_least ? -view->current : view->current;
    return current >= r->leg->least_current;
}

// ---- what is held

static double profile_at(const gm_cell_profile *p, int32_t behind, double at_s)
{
    double from_s = p->time_s[behind - 1];
    double share = (at_s - from_s) / (p->time_s[behind] - from_s);
    return p->value[behind - 1] + share * (p->value[behind] - p->value[behind - 1]);
}

gm_leg_held gm_leg_held_at(const gm_leg_run *r, double leg_s, double stack_k)
{
    const gm_cell_leg *leg = r->leg;
    switch (leg->kind) {
    case GM_LEG_HOLD:
        return (gm_leg_held){leg->of, leg->value};
    case GM_LEG_FOLLOW:
        return (gm_leg_held){leg->of, profile_at(&leg->profile, r->piece, leg_s)};
    case GM_LEG_WITHIN:
        break;
    }
    gm_march_look look = {.stack_k =
                              stack_k}; // at no rate, so that a temperature is the whole one
    gm_cell_bound bound = gm_leg_bound(r, r->held, &look);
    return (gm_leg_held){bound.of, bound.value};
}

static gm_cell_control electric(gm_leg_held h)
{
    static const gm_cell_hold holds[] = {[GM_CELL_CURRENT] = GM_HOLD_CURRENT,
                                         [GM_CELL_VOLTAGE] = GM_HOLD_VOLTAGE,
                                         [GM_CELL_POWER] = GM_HOLD_POWER,
                                         [GM_CELL_PLATING] = GM_HOLD_PLATING};
    GM_REQUIRE(h.of <= GM_CELL_PLATING);
    return (gm_cell_control){holds[h.of], h.value};
}

bool gm_leg_is_thermal(gm_cell_measure of)
{
    return of == GM_CELL_TEMPERATURE || of == GM_CELL_WARMING;
}

gm_cell_control gm_leg_control(const gm_leg_run *r, double leg_s, double step_s)
{
    const gm_heat *heat = &r->m->heat;
    gm_leg_held h = gm_leg_held_at(r, leg_s + step_s, gm_heat_predict(heat, step_s));
    if (h.of == GM_CELL_TEMPERATURE) {
        double now_k = heat->past[0].stack_k;
        double near_s = fmax(NEAR_S, r->leg->ahead_s);
        double next_k = now_k + (h.value - now_k) * step_s / (step_s + near_s);
        return (gm_cell_control){GM_HOLD_HEAT, gm_heat_for(heat, step_s, next_k)};
    }
    if (h.of == GM_CELL_WARMING) {
        return (gm_cell_control){GM_HOLD_HEAT, gm_heat_for_rate(heat, step_s, h.value)};
    }
    return electric(h);
}

static gm_cell_control control_of_jump(const gm_leg_run *r, double leg_s)
{
    gm_leg_held h = gm_leg_held_at(r, leg_s, r->m->heat.past[0].stack_k);
    if (!gm_leg_is_thermal(h.of)) {
        return electric(h);
    }
    double ahead_s = r->leg->ahead_s;
    double rate_k_s = h.of == GM_CELL_WARMING ? h.value
                      : ahead_s > 0.0         ? (h.value - r->m->heat.past[0].stack_k) / ahead_s
                                              : 0.0;
    return (gm_cell_control){GM_HOLD_HEAT,
                             gm_heat_lost(&r->m->heat) + rate_k_s * r->m->heat.of.stack_j_m2k};
}

// ---- jumps

// Heat is about the square of the current: from rest, where it has no slope, a charge is what makes it.
static void leave_rest(const gm_march *m)
{
    double current = m->model.ops->now(m->model.self)->current;
    double charge = -m->capacity / SECONDS_1C;
    if (fabs(current) < AT_REST * -charge) {
        gm_cell_control start = {GM_HOLD_CURRENT, charge};
        (void)m->model.ops->settle(m->model.self, start);
    }
}

bool gm_leg_jump(gm_leg_run *r)
{
    gm_march *m = r->m;
    gm_march_look now = gm_leg_look_now(r);
    m->model.ops->warm(m->model.self, now.stack_k);
    gm_cell_control control = control_of_jump(r, now.leg_s);
    if (control.hold == GM_HOLD_HEAT) {
        leave_rest(m);
    }
    if (!m->model.ops->settle(m->model.self, control)) {
        return false;
    }
    gm_heat_jump(&m->heat);
    m->step_s = GM_LEG_FIRST_S;
    return true;
}

// On a temperature that rises, a bound is passed: the next moment would be.
static bool is_passed_at_once(const gm_march_look *now, const gm_cell_bound *bound)
{
    double excess = gm_look_excess(now, bound);
    bool is_rising = bound->of == GM_CELL_TEMPERATURE && !bound->is_least && excess > -1.0 &&
                     now->rate_k_s > 0.0;
    return excess > 1.0 || is_rising;
}

// The tightest bound: one that is passed is held instead, which makes the current smaller each time.
bool gm_leg_tighten(gm_leg_run *r)
{
    for (int32_t tries = 0; tries <= r->leg->n_bounds; tries++) {
        if (!gm_leg_jump(r)) { // more than the cell can do: the next bound asks for less
            if (r->held + 1 >= r->leg->n_bounds) {
                return false;
            }
            r->held++;
            continue;
        }
        gm_march_look now = gm_leg_look_now(r);
        if (!gm_leg_flows(r, now.view)) { // no other bound makes more of it
            return true;
        }
        int32_t passed = -1;
        for (int32_t k = 0; k < r->leg->n_bounds && passed < 0; k++) {
            gm_cell_bound bound = gm_leg_bound(r, k, &now);
            passed = k != r->held && is_passed_at_once(&now, &bound) ? k : -1;
        }
        if (passed < 0) {
            return true;
        }
        r->held = passed;
    }
    return false;
}
