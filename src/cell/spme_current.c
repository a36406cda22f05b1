// SPDX-License-Identifier: MIT
//
// The current that a control asks for: Newton on one unknown, with the whole cell behind it. Where Newton
// does not come to an end, the current is bracketed from a start outwards.

#include "cell/spme_parts.h"
#include "num/elementary.h"
#include "num/root.h"

#include <math.h>

#define MOST_NEWTONS 20
#define DONE_V       1e-8 // a miss of a voltage that is none
#define DONE_SHARE   5e-9 // of a power or a heat, with 1 W/m2
#define NEAR_LOG     2e-3 // of ln c_e: half of its square is the error of a slope
#define NEAR_SHARE   1e4 // times these after a bracket: there the function jumps or is too steep
#define FIRST_A_M2   1e-3 // of a bracket, and how it grows
#define GROWTH       1.3
#define MOST_A_M2    1e8

// ---- the cell with a current

// Means of c_e with a current: as they were looked at, moved on by their slopes where that is all there is.
static void see_salt(gm_spme *spme, double current, gm_spme_salt *out)
{
    double turn = current - spme->seen_current;
    const gm_spme_salt *seen = &spme->seen;
    double far =
        fmax(fabs(seen->log_by[0]), fmax(fabs(seen->log_by[1]), fabs(seen->face_log_by)));
    if (!spme->is_seen || !(fabs(turn) * far < NEAR_LOG)) {
        gm_spme_look_at_salt(spme, current, &spme->seen);
        spme->is_seen = true;
        spme->seen_current = current;
        turn = 0.0;
    }
    *out = *seen;
    for (int e = 0; e < 2; e++) {
        out->root[e] += turn * out->root_by[e];
        out->log[e] += turn * out->log_by[e];
    }
    out->face_log += turn * out->face_log_by;
}

bool gm_spme_look(gm_spme *spme, double current, gm_spme_sight *out)
{
    gm_spme_salt salt;
    gm_spme_side sides[2];
    see_salt(spme, current, &salt);
    if (!gm_spme_react(spme, 0, current, &salt, &sides[0]) ||
        !gm_spme_react(spme, 1, current, &salt, &sides[1])) {
        return false;
    }
    double x = spme->diffusion_v;
    out->voltage_v = sides[1].psi - sides[0].psi + x * (salt.log[1] - salt.log[0]) -
                     current * spme->ohmic_ohm_m2;
    out->voltage_by = sides[1].psi_by - sides[0].psi_by +
                      x * (salt.log_by[1] - salt.log_by[0]) - spme->ohmic_ohm_m2;
    out->plating_v =
        sides[0].psi - x * (salt.face_log - salt.log[0]) + current * spme->face_ohm_m2;
    out->plating_by =
        sides[0].psi_by - x * (salt.face_log_by - salt.log_by[0]) + spme->face_ohm_m2;
    out->heat = -current * out->voltage_v - sides[0].reversible - sides[1].reversible;
    out->heat_by = -out->voltage_v - current * out->voltage_by - sides[0].reversible_by -
                   sides[1].reversible_by;
    return isfinite(out->voltage_v);
}

// ---- what is asked of it

// How far it is from what is asked for, and how that goes with the current.
typedef struct gap {
    double miss;
    double by;
    double done; // a miss that is none
} gap;

static gap gap_of(gm_cell_control control, double current, const gm_spme_sight *s)
{
    double watts = DONE_SHARE * (1.0 + fabs(control.value));
    switch (control.hold) {
    case GM_HOLD_CURRENT:
        break;
    case GM_HOLD_VOLTAGE:
        return (gap){s->voltage_v - control.value, s->voltage_by, DONE_V};
    case GM_HOLD_PLATING:
        return (gap){s->plating_v - control.value, s->plating_by, DONE_V};
    case GM_HOLD_POWER:
        return (gap){current * s->voltage_v - control.value,
                     s->voltage_v + current * s->voltage_by, watts};
    case GM_HOLD_HEAT:
        return (gap){s->heat - control.value, s->heat_by, watts};
    }
    return (gap){current - control.value, 1.0, 0.0};
}

// Beyond the summit of power more current gives less of it.
static bool is_beyond_summit(gm_cell_control control, const gap *g)
{
    return control.hold == GM_HOLD_POWER && control.value > 0.0 && !(g->by > 0.0);
}

static bool newton(gm_spme *spme, gm_cell_control control, double *current,
                   gm_spme_sight *sight)
{
    for (int n = 0; n < MOST_NEWTONS; n++) {
        if (!gm_spme_look(spme, *current, sight)) {
            return false;
        }
        gap g = gap_of(control, *current, sight);
        if (fabs(g.miss) <= g.done) {
            return !is_beyond_summit(control, &g);
        }
        *current -= g.miss / g.by;
        if (!(fabs(*current) < MOST_A_M2)) {
            return false;
        }
    }
    return false;
}

// ---- the slow way

typedef struct search {
    gm_spme *spme;
    gm_cell_control control;
    gm_spme_sight sight;
} search;

static double miss_at(void *user, double current)
{
    search *s = user;
    return gm_spme_look(s->spme, current, &s->sight)
               ? gap_of(s->control, current, &s->sight).miss
               : GM_NAN;
}

// The nearest change of sign on either side of a current; power begins at 0, on the side that it needs.
static bool bracket(search *s, double from, gm_bracket *out)
{
    bool is_power = s->control.hold == GM_HOLD_POWER;
    from = is_power ? 0.0 : from;
    double miss = miss_at(s, from);
    gm_bracket sides[2] = {{from, miss, from, miss}, {from, miss, from, miss}};
    double way = FIRST_A_M2;
    while (way < MOST_A_M2) {
        for (int i = 0; i < 2; i++) {
            if (is_power && (i == 0) != (s->control.value > 0.0)) {
                continue;
            }
            gm_bracket *r = &sides[i];
            r->a = r->b;
            r->fa = r->fb;
            r->b = i == 0 ? from + way : from - way;
            r->fb = miss_at(s, r->b);
            if (isfinite(r->fa) && isfinite(r->fb) && (r->fa <= 0.0) != (r->fb <= 0.0)) {
                *out = *r;
                return true;
            }
        }
        way *= GROWTH;
    }
    return false;
}

static bool search_from(gm_spme *spme, gm_cell_control control, double *current,
                        gm_spme_sight *sight)
{
    search s = {.spme = spme, .control = control};
    gm_bracket r;
    if (!bracket(&s, *current, &r)) {
        return false;
    }
    *current = gm_root_find(miss_at, &s, 0.0, &r);
    if (!isfinite(*current) || !gm_spme_look(spme, *current, sight)) {
        return false;
    }
    gap g = gap_of(control, *current, sight);
    return fabs(g.miss) <= NEAR_SHARE * g.done && !is_beyond_summit(control, &g);
}

// Where the current will be: the voltage goes on from where it is by its slope.
static double guess_of(const gm_spme *spme, gm_cell_control control, double current)
{
    double slope = spme->slope;
    if (control.hold != GM_HOLD_POWER || !(slope < 0.0)) {
        return current;
    }
    double at_zero = spme->now.voltage_v - slope * spme->now.current;
    double room = at_zero * at_zero + 4.0 * slope * control.value; // i (v + s i) = p
    return room > 0.0 ? 2.0 * control.value / (at_zero + sqrt(room)) : current;
}

bool gm_spme_solve(gm_spme *spme, gm_cell_control control, double *current,
                   gm_spme_sight *sight)
{
    if (control.hold == GM_HOLD_CURRENT) {
        *current = control.value;
        return gm_spme_look(spme, *current, sight);
    }
    double start = *current;
    *current = guess_of(spme, control, start);
    if (newton(spme, control, current, sight)) {
        return true;
    }
    *current = 0.0;
    if (control.hold == GM_HOLD_POWER && newton(spme, control, current, sight)) {
        return true;
    }
    *current = start;
    return search_from(spme, control, current, sight);
}
