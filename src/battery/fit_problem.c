// SPDX-License-Identifier: MIT

#include "battery/fit_parts.h"

#include "num/elementary.h"

#include <math.h>
#include <string.h>

#define STEP_LEAST 0.01 // of a difference, of the range
#define STEP_MOST  0.1
#define SEEN       0.02 // tolerances by which a difference moves the data at least

double gm_fit_value_at(const gm_fit_parameter_def *def, double share)
{
    const gm_fit_range *r = &def->range;
    if (def->scale == GM_FIT_LOG) {
        return r->least * gm_exp(share * gm_log(r->most / r->least));
    }
    return r->least + share * (r->most - r->least);
}

double gm_fit_share_of(const gm_fit_parameter_def *def, double value)
{
    const gm_fit_range *r = &def->range;
    if (def->scale == GM_FIT_LOG) {
        return value > 0.0 ? gm_log(value / r->least) / gm_log(r->most / r->least)
                           : (double)NAN;
    }
    return (value - r->least) / (r->most - r->least);
}

// ---- one cell

static bool open_cell(gm_fit_problem *p, const double *shares, gm_fit_cell *cell)
{
    double values[GM_FIT_PARAMETERS];
    for (int32_t i = 0; shares && i < p->n; i++) {
        values[i] = gm_fit_value_at(&p->ask->def->parameters.items[i], shares[i]);
    }
    return p->ask->open(p->ask->user, shares ? values : NULL, &p->scratch, cell);
}

static double clipped(double miss)
{
    return miss > -GM_FIT_WORST ? miss < GM_FIT_WORST ? miss : GM_FIT_WORST : -GM_FIT_WORST;
}

static void try_curve(gm_fit_problem *p, int32_t i, const gm_fit_cell *cell)
{
    gm_fit_datum *d = &p->data[i];
    double *modelled = p->modelled + p->first[i];
    const gm_fit_curve_def *def = cell->fit->data.items[i].item;
    gm_fit_curve_follow(cell, def, d->series, &p->scratch, modelled, &d->run);
    for (int32_t k = 0; k < d->n; k++) {
        p->misses[p->first[i] + k] = clipped((modelled[k] - d->measured[k]) / def->tolerance_v);
    }
}

static void try_session(gm_fit_problem *p, int32_t i, const gm_fit_cell *cell)
{
    gm_fit_datum *d = &p->data[i];
    double *modelled = p->modelled + p->first[i];
    const gm_fit_session_def *def = cell->fit->data.items[i].item;
    d->area_m2 = cell->cell.area_m2;
    d->is_there = gm_fit_session_run(cell, def, &p->scratch, modelled, &d->charge, &d->result);
    for (int32_t k = 0; k < d->n; k++) {
        double miss = GM_FIT_WORST;
        if (d->is_there) {
            miss = clipped(gm_fit_point_miss(&d->session->points.items[k], modelled[k]));
        }
        p->misses[p->first[i] + k] = miss;
    }
}

static double mean_square(const gm_fit_problem *p, int32_t i)
{
    double sum = 0.0;
    for (int32_t k = p->first[i]; k < p->first[i + 1]; k++) {
        sum += p->misses[k] * p->misses[k];
    }
    return sum / p->data[i].n;
}

static void no_cell(gm_fit_problem *p)
{
    for (int32_t k = 0; k < p->n_rows; k++) {
        p->misses[k] = GM_FIT_WORST;
        p->modelled[k] = 0.0;
    }
}

double gm_fit_try(gm_fit_problem *p, const double *shares)
{
    gm_fit_cell cell = {0};
    double sum = 0.0;
    gm_arena_reset(&p->scratch);
    p->n_runs++;
    if (p->ask->progress) {
        p->ask->progress(p->ask->watcher, fmin(1.0, (double)p->n_runs / p->n_expected));
    }
    if (!open_cell(p, shares, &cell)) {
        no_cell(p);
        return GM_FIT_WORST;
    }
    for (int32_t i = 0; i < p->n_data; i++) {
        (p->data[i].kind == GM_FIT_DATA_CURVE ? try_curve : try_session)(p, i, &cell);
        sum += mean_square(p, i);
    }
    return sqrt(sum / p->n_data);
}

// ---- derivatives

// Moves one share between two and returns by how much all misses differ, their root mean square.
static double differ(gm_fit_problem *p, double *shares, int32_t j, const double ends[2],
                     double *first)
{
    double sum = 0.0;
    shares[j] = ends[0];
    (void)gm_fit_try(p, shares);
    memcpy(first, p->misses, (size_t)p->n_rows * sizeof *first);
    shares[j] = ends[1];
    (void)gm_fit_try(p, shares);
    for (int32_t k = 0; k < p->n_rows; k++) {
        first[k] = p->misses[k] - first[k];
        sum += first[k] * first[k];
    }
    return sqrt(sum / p->n_rows);
}

void gm_fit_derivatives(gm_fit_problem *p, const double *shares, double *out)
{
    double at[GM_FIT_PARAMETERS];
    double *difference = GM_NEW(p->arena, double, p->n_rows);
    memcpy(at, shares, (size_t)p->n * sizeof *at);
    for (int32_t j = 0; j < p->n; j++) {
        double ends[2] = {0.0, 1.0};
        bool is_seen = false;
        for (double h = STEP_LEAST; !is_seen && h < 1.01 * STEP_MOST; h *= sqrt(10.0)) {
            ends[0] = fmax(0.0, shares[j] - h);
            ends[1] = fmin(1.0, shares[j] + h);
            is_seen = differ(p, at, j, ends, difference) > SEEN;
        }
        at[j] = shares[j];
        for (int32_t k = 0; k < p->n_rows; k++) {
            out[(ptrdiff_t)k * p->n + j] = difference[k] / (ends[1] - ends[0]);
        }
    }
}

// Adds what one row of derivatives and its miss give.
static void add_row(const double *row, int32_t n, double weight, double miss, double *a,
                    double *b)
{
    for (int32_t i = 0; i < n; i++) {
        b[i] += weight * row[i] * miss;
        for (int32_t j = 0; j < n; j++) {
            a[i * n + j] += weight * row[i] * row[j];
        }
    }
}

void gm_fit_normal(const gm_fit_problem *p, const double *derivatives, const double *misses,
                   double *a, double *b)
{
    memset(a, 0, (size_t)(p->n * p->n) * sizeof *a);
    memset(b, 0, (size_t)p->n * sizeof *b);
    for (int32_t d = 0; d < p->n_data; d++) {
        double weight = 1.0 / ((double)p->n_data * p->data[d].n);
        for (int32_t k = p->first[d]; k < p->first[d + 1]; k++) {
            add_row(derivatives + (ptrdiff_t)k * p->n, p->n, weight, misses[k], a, b);
        }
    }
}
