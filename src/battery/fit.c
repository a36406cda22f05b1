// SPDX-License-Identifier: MIT

#include "battery/fit_parts.h"

#include "core/assert.h"
#include "num/minimise.h"
#include "num/symmetric.h"

#include <math.h>
#include <string.h>

#define SEARCH_EACH  60   // cells for each parameter: over all of the ranges
#define IMPROVE_EACH 40   // and downhill, at most
#define POLISH_MOST  6    // steps of Gauss and Newton
#define BEGIN        0.1  // first step downhill, of the ranges
#define NEAR         1e-3 // of the ranges
#define ENOUGH       1e-3 // an improvement by less, of the miss, is none
#define DAMPINGS     5
#define AT_EDGE      0.005 // of the range

// ---- the search

typedef struct best {
    double shares[GM_FIT_PARAMETERS];
    double miss;
    double *misses;      // there
    double *derivatives; // there
} best;

static double evaluate(void *user, const double *shares)
{
    return gm_fit_try(user, shares);
}

static bool is_stopped(void *user)
{
    const gm_fit_problem *p = user;
    return p->ask->stop && p->ask->stop(p->ask->watcher);
}

static int32_t search_of(const gm_fit_def *def)
{
    return def->has_search ? def->search : SEARCH_EACH * def->parameters.n;
}

static void search(gm_fit_problem *p, best *b)
{
    gm_minimise_ask ask = {.n = p->n,
                           .f = evaluate,
                           .user = p,
                           .global = search_of(p->ask->def),
                           .local = IMPROVE_EACH * p->n,
                           .begin = BEGIN,
                           .near_x = NEAR,
                           .stop = is_stopped};
    b->miss = gm_minimise(&ask, b->shares);
}

// The shares that a damped step of Gauss and Newton leads to; one that would leave the box stays at its side.
static void step_to(const gm_fit_problem *p, const best *b, double damping, double *shares)
{
    double a[GM_FIT_PARAMETERS * GM_FIT_PARAMETERS];
    double slope[GM_FIT_PARAMETERS];
    gm_fit_normal(p, b->derivatives, b->misses, a, slope);
    for (int32_t i = 0; i < p->n; i++) {
        bool is_out =
            (b->shares[i] <= 0.0 && slope[i] > 0.0) || (b->shares[i] >= 1.0 && slope[i] < 0.0);
        for (int32_t j = 0; is_out && j < p->n; j++) {
            a[i * p->n + j] = a[j * p->n + i] = 0.0;
        }
        slope[i] = is_out ? 0.0 : slope[i];
        a[i * p->n + i] += damping * a[i * p->n + i] + 1e-12;
    }
    gm_symmetric_inverse(a, p->n, 1e-9, a);
    for (int32_t i = 0; i < p->n; i++) {
        double step = 0.0;
        for (int32_t j = 0; j < p->n; j++) {
            step -= a[i * p->n + j] * slope[j];
        }
        shares[i] = fmin(1.0, fmax(0.0, b->shares[i] + step));
    }
}

// True: a step of some damping was better by enough, and is taken.
static bool improve(gm_fit_problem *p, best *b)
{
    static const double dampings[DAMPINGS] = {0.0, 0.01, 0.1, 1.0, 10.0};
    for (int i = 0; i < DAMPINGS && !is_stopped(p); i++) {
        double shares[GM_FIT_PARAMETERS];
        step_to(p, b, dampings[i], shares);
        double miss = gm_fit_try(p, shares);
        if (miss < b->miss) {
            bool is_enough = miss < (1.0 - ENOUGH) * b->miss;
            memcpy(b->shares, shares, (size_t)p->n * sizeof *shares);
            b->miss = miss;
            return is_enough;
        }
    }
    return false;
}

// Leaves misses and derivatives at the best.
static void polish(gm_fit_problem *p, best *b)
{
    bool goes_on = true;
    for (int i = 0; i < POLISH_MOST && !is_stopped(p); i++) {
        b->miss = gm_fit_try(p, b->shares);
        memcpy(b->misses, p->misses, (size_t)p->n_rows * sizeof *b->misses);
        gm_fit_derivatives(p, b->shares, b->derivatives);
        if (!goes_on || i + 1 == POLISH_MOST) {
            return;
        }
        double before = b->miss;
        goes_on = improve(p, b);
        if (b->miss >= before) {
            return;
        }
    }
}

// ---- the beginning

static void begin_datum(gm_fit_problem *p, int32_t i)
{
    gm_fit_datum *d = &p->data[i];
    const gm_union_item *item = &p->ask->def->data.items[i];
    d->kind = item->kind;
    if (d->kind == GM_FIT_DATA_CURVE) {
        d->curve = item->item;
        d->name = d->curve->file;
        d->series = &p->ask->series[i];
        d->n = d->series->n;
        d->measured = d->series->voltage_v;
    } else {
        d->session = item->item;
        d->name = d->session->charge;
        d->n = d->session->points.n;
        double *measured = GM_NEW(p->arena, double, d->n);
        for (int32_t k = 0; k < d->n; k++) {
            measured[k] = gm_fit_point_value(&d->session->points.items[k]);
        }
        d->measured = measured;
    }
    p->first[i + 1] = p->first[i] + d->n;
}

static gm_fit_problem begin(const gm_fit_ask *ask, gm_arena *arena)
{
    gm_fit_problem p = {
        .ask = ask, .arena = arena, .n = ask->def->parameters.n, .n_data = ask->def->data.n};
    GM_REQUIRE(p.n >= 1 && p.n <= GM_FIT_PARAMETERS && p.n_data >= 1);
    p.first = GM_NEW(arena, int32_t, p.n_data + 1);
    p.data = GM_NEW(arena, gm_fit_datum, p.n_data);
    for (int32_t i = 0; i < p.n_data; i++) {
        begin_datum(&p, i);
    }
    p.n_rows = p.first[p.n_data];
    p.misses = GM_NEW(arena, double, p.n_rows);
    p.modelled = GM_NEW(arena, double, p.n_rows);
    p.n_expected = 2 + search_of(ask->def) + IMPROVE_EACH * p.n + 3 * (2 * p.n + 2);
    return p;
}

// ---- the end

// By what a value that is modelled is off, as the report tells it.
static double off_by(const gm_fit_datum *d, int32_t k, double modelled)
{
    if (d->kind == GM_FIT_DATA_CURVE) {
        return modelled - d->measured[k];
    }
    const gm_fit_point_def *point = &d->session->points.items[k];
    return gm_fit_point_miss(point, modelled) * gm_fit_point_tolerance(point);
}

static double rms_of(const gm_fit_datum *d, const double *modelled)
{
    double sum = 0.0;
    for (int32_t k = 0; k < d->n; k++) {
        double off = off_by(d, k, modelled[k]);
        sum += off * off;
    }
    return sqrt(sum / d->n);
}

static const double *keep(gm_fit_problem *p, int32_t i)
{
    double *kept = GM_NEW(p->arena, double, p->data[i].n);
    memcpy(kept, p->modelled + p->first[i], (size_t)p->data[i].n * sizeof *kept);
    return kept;
}

static void keep_written(gm_fit_problem *p, gm_fit_result *out)
{
    out->miss_written = gm_fit_try(p, NULL);
    out->has_cell = out->miss_written < GM_FIT_WORST;
    for (int32_t i = 0; i < p->n_data; i++) {
        p->data[i].written = keep(p, i);
        p->data[i].rms_written = rms_of(&p->data[i], p->data[i].written);
        p->data[i].is_whole_written = p->data[i].run.is_whole;
    }
}

// Out of the scratch.
static void keep_charge(gm_charge_result *r, gm_arena *arena)
{
    gm_march_point *points = GM_NEW(arena, gm_march_point, r->trace.n);
    gm_charge_span *spans = GM_NEW(arena, gm_charge_span, r->n_spans);
    if (r->trace.n > 0) {
        memcpy(points, r->trace.points, (size_t)r->trace.n * sizeof *points);
    }
    if (r->n_spans > 0) {
        memcpy(spans, r->spans, (size_t)r->n_spans * sizeof *spans);
    }
    r->trace = (gm_trace){arena, r->trace.n, r->trace.n, points};
    r->spans = spans;
}

static void keep_best(gm_fit_problem *p, const best *b, gm_fit_result *out)
{
    out->miss = gm_fit_try(p, b->shares);
    for (int32_t i = 0; i < p->n_data; i++) {
        gm_fit_datum *d = &p->data[i];
        d->best = keep(p, i);
        d->rms = rms_of(d, d->best);
        for (int32_t k = 0; k < d->n; k++) {
            double off = off_by(d, k, d->best[k]);
            if (fabs(off) > fabs(d->worst)) {
                d->worst = off;
                d->worst_i = k;
            }
        }
        if (d->kind == GM_FIT_DATA_SESSION && d->is_there) {
            keep_charge(&d->result, p->arena);
        }
    }
}

static void begin_best(gm_fit_problem *p, best *b)
{
    *b = (best){.misses = GM_NEW(p->arena, double, p->n_rows),
                .derivatives = GM_NEW(p->arena, double, (size_t)p->n_rows *(size_t)p->n)};
    for (int32_t i = 0; i < p->n; i++) {
        double share = gm_fit_share_of(&p->ask->def->parameters.items[i], p->ask->written[i]);
        b->shares[i] = share >= 0.0 ? fmin(1.0, share) : share < 0.0 ? 0.0 : 0.5;
    }
}

// The interval of what is at an edge means nothing.
static void forget_edges(gm_fit_result *out)
{
    for (int32_t i = 0; i < out->n_parameters; i++) {
        if (out->values[i].edge != 0) {
            out->values[i].low = out->values[i].high = (double)NAN;
        }
    }
}

static void set_values(const gm_fit_problem *p, const best *b, gm_fit_result *out)
{
    for (int32_t i = 0; i < p->n; i++) {
        const gm_fit_parameter_def *def = &p->ask->def->parameters.items[i];
        double share = b->shares[i];
        out->values[i] = (gm_fit_value){.def = def,
                                        .written = p->ask->written[i],
                                        .best = gm_fit_value_at(def, share),
                                        .low = (double)NAN,
                                        .high = (double)NAN,
                                        .error = (double)NAN,
                                        .edge = share < AT_EDGE         ? -1
                                                : share > 1.0 - AT_EDGE ? 1
                                                                        : 0};
    }
}

void gm_fit_run(const gm_fit_ask *ask, gm_arena *arena, gm_fit_result *out)
{
    best b;
    gm_fit_problem p = begin(ask, arena);
    *out = (gm_fit_result){.n_parameters = p.n, .n_data = p.n_data, .data = p.data};
    begin_best(&p, &b);
    keep_written(&p, out);
    search(&p, &b);
    polish(&p, &b);
    keep_best(&p, &b, out);
    set_values(&p, &b, out);
    out->is_interrupted = is_stopped(&p);
    if (!out->is_interrupted) {
        gm_fit_know(&p, b.shares, b.derivatives, b.misses, out);
        forget_edges(out);
    }
    out->n_runs = p.n_runs;
    gm_arena_fini(&p.scratch);
}
