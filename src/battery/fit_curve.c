// SPDX-License-Identifier: MIT

#include "battery/fit_curve.h"

#include "battery/rest.h"

#include <math.h>

#define INSTANT_S  1e-6 // a rest before a current that begins at once
#define ALIKE_S    3e-6 // times that are one
#define HOPELESS_V 0.5  // beyond all that was measured: there it is not followed any more
#define SHORT_V    0.1  // what a cell that has ended is off by at once, and more by and by

// ---- the trace

static bool is_jump(const gm_trace *t, int32_t i)
{
    return t->points[i + 1].view.time_s - t->points[i].view.time_s < ALIKE_S;
}

static double rise(const gm_trace *t, int32_t i)
{
    const gm_cell_view *a = &t->points[i].view;
    const gm_cell_view *b = &t->points[i + 1].view;
    return (b->voltage_v - a->voltage_v) / (b->time_s - a->time_s);
}

// The slope at point i of the parabola through it and its neighbours, of the stretch that it is in.
static double slope_at(const gm_trace *t, int32_t i, bool has_before, bool has_behind)
{
    double h1 = has_before ? t->points[i].view.time_s - t->points[i - 1].view.time_s : 0.0;
    double h2 = has_behind ? t->points[i + 1].view.time_s - t->points[i].view.time_s : 0.0;
    if (has_before && has_behind) {
        return (h2 * rise(t, i - 1) + h1 * rise(t, i)) / (h1 + h2);
    }
    return rise(t, has_before ? i - 1 : i);
}

// Between points i and i + 1: a cubic with the slopes of the parabolas.
static double between(const gm_trace *t, int32_t i, double time_s)
{
    const gm_cell_view *a = &t->points[i].view;
    const gm_cell_view *b = &t->points[i + 1].view;
    double h = b->time_s - a->time_s;
    double s = (time_s - a->time_s) / h;
    double m0 = slope_at(t, i, i > 0 && !is_jump(t, i - 1), true) * h;
    double m1 = slope_at(t, i + 1, true, i + 2 < t->n && !is_jump(t, i + 1)) * h;
    double d = b->voltage_v - a->voltage_v;
    return a->voltage_v + s * (m0 + s * (3.0 * d - 2.0 * m0 - m1 + s * (m0 + m1 - 2.0 * d)));
}

void gm_fit_trace_at(const gm_trace *trace, const double *time_s, int32_t n, double *voltage_v)
{
    int32_t i = 0;
    for (int32_t k = 0; k < n; k++) {
        double t = time_s[k];
        bool is_behind = k > 0 && t - time_s[k - 1] < ALIKE_S;
        while (i + 1 < trace->n && trace->points[i].view.time_s < t - ALIKE_S) {
            i++;
        }
        // The first point that is not before t; behind a jump, the last of this moment.
        while (is_behind && i + 1 < trace->n && is_jump(trace, i)) {
            i++;
        }
        const gm_cell_view *at = &trace->points[i].view;
        bool is_there = fabs(at->time_s - t) < ALIKE_S || i == 0 || at->time_s < t;
        voltage_v[k] = is_there ? at->voltage_v : between(trace, i - 1, t);
    }
}

// ---- the run

static double start_of(const gm_fit_cell *c, const gm_fit_curve_def *def,
                       const gm_fit_series *series)
{
    if (!def->has_start) {
        double first = series->n_profile > 0 ? 1.0 : series->constant_a;
        return first >= 0.0 ? 1.0 : 0.0;
    }
    double soc = def->start.value;
    if (def->start.unit == GM_AMOUNT_VOLTAGE &&
        !gm_rest_soc(&c->cell, &c->balance, def->start.value, &soc)) {
        soc = def->start.value > gm_rest_voltage(&c->cell, &c->balance, 0.5) ? 1.0 : 0.0;
    }
    return soc;
}

static void add_end(gm_cell_leg *leg, gm_cell_measure of, bool is_least, double value)
{
    leg->ends[leg->n_ends++] = (gm_cell_bound){of, is_least, value};
}

static gm_cell_leg leg_of(const gm_fit_cell *c, const gm_fit_curve_def *def,
                          const gm_fit_series *s, gm_arena *arena)
{
    double least = s->voltage_v[0];
    double most = s->voltage_v[0];
    for (int32_t k = 1; k < s->n; k++) {
        least = fmin(least, s->voltage_v[k]);
        most = fmax(most, s->voltage_v[k]);
    }
    gm_cell_leg leg = {.kind = s->n_profile > 0 ? GM_LEG_FOLLOW : GM_LEG_HOLD,
                       .of = GM_CELL_CURRENT,
                       .value = s->constant_a / c->cell.area_m2,
                       .coolant_k = def->has_coolant ? def->coolant_k : def->temperature_k};
    double *value = GM_NEW(arena, double, s->n_profile);
    for (int32_t k = 0; k < s->n_profile; k++) {
        value[k] = s->profile_a[k] / c->cell.area_m2;
    }
    leg.profile = (gm_cell_profile){s->n_profile, s->profile_s, value};
    add_end(&leg, GM_CELL_TIME, false, s->time_s[s->n - 1]);
    add_end(&leg, GM_CELL_VOLTAGE, true, least - HOPELESS_V);
    add_end(&leg, GM_CELL_VOLTAGE, false, most + HOPELESS_V);
    return leg;
}

// A profile whose first row is still at rest shows that rest.
static void rest_first(gm_march *march, const gm_cell_leg *leg)
{
    const gm_cell_profile *p = &leg->profile;
    if (p->n < 2 || p->time_s[1] > p->time_s[0]) {
        return;
    }
    gm_cell_leg rest = {.kind = GM_LEG_HOLD,
                        .of = GM_CELL_CURRENT,
                        .value = p->value[0],
                        .n_ends = 1,
                        .ends = {{GM_CELL_TIME, false, INSTANT_S}},
                        .coolant_k = leg->coolant_k};
    (void)gm_march_run(march, &rest, 0); // what it cannot, the leg behind it cannot either
}

static void fill_in(const gm_fit_series *s, const gm_trace *trace, double *voltage_v,
                    gm_fit_curve_run *run)
{
    if (trace->n == 0) {
        for (int32_t k = 0; k < s->n; k++) {
            voltage_v[k] = 0.0;
        }
        return;
    }
    const gm_cell_view *last = &trace->points[trace->n - 1].view;
    double way = last->current < 0.0 ? 1.0 : -1.0;
    run->until_s = last->time_s;
    gm_fit_trace_at(trace, s->time_s, s->n, voltage_v);
    for (int32_t k = 0; k < s->n && !run->is_whole; k++) {
        double late_s = s->time_s[k] - last->time_s;
        voltage_v[k] += late_s > ALIKE_S
                            ? way * (SHORT_V + HOPELESS_V * late_s / s->time_s[s->n - 1])
                            : 0.0;
    }
}

void gm_fit_curve_follow(const gm_fit_cell *c, const gm_fit_curve_def *def,
                         const gm_fit_series *series, gm_arena *arena, double *voltage_v,
                         gm_fit_curve_run *run)
{
    const gm_fit_def *fit = c->fit;
    *run = (gm_fit_curve_run){.start = start_of(c, def, series)};
    gm_session_ask ask = {
        .model = (gm_cell_model_kind)fit->model,
        .grid = {fit->cells, fit->cells, fit->cells, fit->shells},
        .soc = run->start,
        .temperature_k = def->temperature_k,
        .is_isothermal = def->is_isothermal || c->cell.thermal.stack_j_m2k <= 0.0,
    };
    gm_cell_leg leg = leg_of(c, def, series, arena);
    gm_march march = gm_session_begin(&c->cell, &c->balance, &ask, arena);
    gm_trace trace = gm_trace_init(arena);
    march.watch = gm_trace_add;
    march.user = &trace;
    rest_first(&march, &leg);
    run->end = gm_march_run(&march, &leg, 1);
    run->is_whole = run->end.why == GM_MARCH_MET && run->end.which <= 0;
    fill_in(series, &trace, voltage_v, run);
}
