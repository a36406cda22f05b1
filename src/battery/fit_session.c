// SPDX-License-Identifier: MIT

#include "battery/fit_session.h"

#include <math.h>
#include <string.h>

#define POWER_SHARE 0.10 // tolerances by default
#define TIME_SHARE  0.05
#define SLOW_S      3600.0 // a charge that has ended goes on at 1C

const gm_charge_def *gm_fit_session_charge(const gm_fit_session_def *def,
                                           const gm_charge_def *charges, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        if (strcmp(charges[i].name, def->charge) == 0) {
            return &charges[i];
        }
    }
    return NULL;
}

// ---- points

double gm_fit_point_value(const gm_fit_point_def *p)
{
    return p->power_w > 0.0 ? p->power_w : p->time_s > 0.0 ? p->time_s : p->energy_j;
}

double gm_fit_point_tolerance(const gm_fit_point_def *p)
{
    return p->tolerance > 0.0 ? p->tolerance : p->power_w > 0.0 ? POWER_SHARE : TIME_SHARE;
}

double gm_fit_point_miss(const gm_fit_point_def *p, double value)
{
    double miss = (value / gm_fit_point_value(p) - 1.0) / gm_fit_point_tolerance(p);
    return p->is == GM_FIT_AT_LEAST  ? fmin(miss, 0.0)
           : p->is == GM_FIT_AT_MOST ? fmax(miss, 0.0)
                                     : miss;
}

// ---- the trace

// Out of the charger, by what 1 m2 of a cell that is loaded most delivers.
static double per_area(double area_m2, const gm_charge *c)
{
    double cells = (double)c->series * c->parallel / (1.0 + c->more_load);
    return -area_m2 * cells / c->efficiency;
}

double gm_fit_session_power(double area_m2, const gm_charge *c, const gm_march_point *p)
{
    return per_area(area_m2, c) * p->view.current * p->view.voltage_v;
}

double gm_fit_session_soc(const gm_charge *c, const gm_march_point *p)
{
    return c->from + (p->soc - c->from) / (1.0 + c->more_load);
}

typedef struct session {
    double area_m2;
    const gm_charge *charge;
    const gm_trace *trace;
} session;

// The last point at or before a state of charge, and how much of the way to the next one is behind it. False:
// the charge ends before.
static bool find(const session *s, double soc, int32_t *i, double *share)
{
    const gm_march_point *p = s->trace->points;
    *share = 0.0;
    for (*i = 0; *i + 1 < s->trace->n; (*i)++) {
        double a = gm_fit_session_soc(s->charge, &p[*i]);
        double b = gm_fit_session_soc(s->charge, &p[*i + 1]);
        if (b > soc) {
            *share = b > a ? fmax(0.0, (soc - a) / (b - a)) : 0.0;
            return true;
        }
    }
    return s->trace->n > 0 && gm_fit_session_soc(s->charge, &p[*i]) > soc - 1e-6;
}

static double power_at(const session *s, double soc)
{
    int32_t i;
    double share;
    if (!find(s, soc, &i, &share)) {
        return 0.0;
    }
    double a = gm_fit_session_power(s->area_m2, s->charge, &s->trace->points[i]);
    double b =
        share > 0.0 ? gm_fit_session_power(s->area_m2, s->charge, &s->trace->points[i + 1]) : a;
    return a + share * (b - a);
}

static double peak(const session *s)
{
    double most = 0.0;
    for (int32_t i = 0; i < s->trace->n; i++) {
        most = fmax(most, gm_fit_session_power(s->area_m2, s->charge, &s->trace->points[i]));
    }
    return most;
}

static double time_at(const session *s, double soc)
{
    int32_t i;
    double share;
    if (s->trace->n == 0) {
        return SLOW_S * (soc - s->charge->from);
    }
    bool is_reached = find(s, soc, &i, &share);
    const gm_march_point *p = &s->trace->points[i];
    if (!is_reached) {
        return p->leg_s + SLOW_S * (soc - gm_fit_session_soc(s->charge, p));
    }
    return share > 0.0 ? p->leg_s + share * (p[1].leg_s - p->leg_s) : p->leg_s;
}

// Out of the charger since the beginning.
static double energy_at(const session *s, double soc)
{
    int32_t i;
    double share;
    if (s->trace->n == 0) {
        return 0.0;
    }
    (void)find(s, soc, &i, &share);
    const gm_march_point *p = &s->trace->points[i];
    double on = share > 0.0 ? share * (p[1].energy - p->energy) : 0.0;
    return per_area(s->area_m2, s->charge) * (p->energy + on - s->trace->points[0].energy);
}

static double value_of(const session *s, const gm_fit_point_def *p)
{
    double from = p->has_from ? p->from : s->charge->from;
    double to = p->has_to ? p->to : s->charge->to;
    if (p->power_w > 0.0) {
        return p->has_at ? power_at(s, p->at) : peak(s);
    }
    return p->time_s > 0.0 ? time_at(s, to) - time_at(s, from)
                           : energy_at(s, to) - energy_at(s, from);
}

bool gm_fit_session_run(const gm_fit_cell *c, const gm_fit_session_def *def, gm_arena *arena,
                        double *values, gm_charge *charge, gm_charge_result *result)
{
    gm_diag diag = {0};
    const gm_charge_def *asked = gm_fit_session_charge(def, c->charges, c->n_charges);
    bool is_charge =
        asked && gm_charge_of_def(asked, &c->cell, &c->balance, &diag, charge) == GM_OK;
    gm_diag_fini(&diag);
    if (!is_charge) {
        return false;
    }
    gm_charge_run(&c->cell, &c->balance, charge, arena, result);
    session s = {c->cell.area_m2, charge, &result->trace};
    for (int k = 0; k < def->points.n; k++) {
        values[k] = value_of(&s, &def->points.items[k]);
    }
    return true;
}
