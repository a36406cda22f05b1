// SPDX-License-Identifier: MIT

#include "study/cell_cases.h"

#include "core/assert.h"
#include "core/os_thread.h"
#include "num/elementary.h"
#include "twin/cell_draw.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#define TICK_S 0.2

gm_case_outcome *gm_case_outcomes_create(const gm_model *model, int32_t n, gm_arena *arena)
{
    gm_case_outcome *out = GM_NEW(arena, gm_case_outcome, n);
    for (int32_t i = 0; i < n; i++) {
        out[i].charges = GM_NEW(arena, gm_case_charge, model->cell_ask.n_charges);
        out[i].experiments =
            GM_NEW(arena, gm_experiment_outcome, model->cell_ask.n_experiments);
    }
    return out;
}

// ---- one case

typedef struct worker {
    const gm_cell_cases *cases;
    const gm_cell_run_options *options;
    atomic_int *next;
    atomic_int *n_done;
    gm_cell_draw *draw;
    double *values;
    gm_arena scratch; // of one case
} worker;

// The words of the first fault, without its place.
static void take_why(gm_diag *diag, gm_case_outcome *out)
{
    static const char mark[] = ": error: ";
    for (int i = 0; i < diag->n && !out->why[0]; i++) {
        const char *at = strstr(gm_diag_line(diag, i), mark);
        if (at) {
            snprintf(out->why, sizeof out->why, "%s", at + sizeof mark - 1);
        }
    }
}

// Cells that begin so, wherever the heat is from: it is not for the clock of the charge. A coolant of which
// nothing is said has the temperature of the cells.
static void begin_at(gm_charge *charge, const gm_charge_def *def, double kelvin)
{
    charge->coolant_k = def->has_coolant ? charge->coolant_k : kelvin;
    charge->heater_w = 0.0;
    charge->preheat_k = kelvin;
    charge->start_k = fmin(charge->start_k, kelvin);
}

static void run_charge(worker *w, const gm_cell_answer *a, int32_t charge_i, double begin_k,
                       gm_case_outcome *out)
{
    gm_diag diag = {0};
    gm_charge charge;
    gm_charge_result result;
    const gm_charge_def *def = &w->draw->ask.charges[charge_i];
    gm_status status = gm_charge_of_def(def, &a->cell, &a->balance, &diag, &charge);
    // A range may take `from:` above `to:`.
    if (status == GM_OK && charge.from < charge.to) {
        if (begin_k > 0.0) {
            begin_at(&charge, def, begin_k);
        }
        gm_charge_run(&a->cell, &a->balance, &charge, &w->scratch, &result);
        gm_cells_pack pack = gm_charge_pack_of(a, &charge);
        out->charges[charge_i] =
            (gm_case_charge){true, gm_charge_outcome_of(&charge, &result, &pack)};
    } else if (status == GM_OK) {
        snprintf(out->why, sizeof out->why, "`from:` is not below `to:`");
    } else {
        take_why(&diag, out);
    }
    gm_diag_fini(&diag);
}

static void run_experiment(worker *w, const gm_cell_answer *a, int32_t i, gm_case_outcome *out)
{
    gm_diag diag = {0};
    gm_experiment experiment;
    gm_experiment_result result;
    gm_status status = gm_experiment_of_def(&w->draw->ask.experiments[i], &a->cell, &a->balance,
                                            &w->scratch, &diag, &experiment);
    if (status == GM_OK) {
        gm_experiment_run(&a->cell, &a->balance, &experiment, &w->scratch, &result);
        out->experiments[i] = gm_experiment_outcome_of(&a->cell, &result);
    } else {
        take_why(&diag, out);
    }
    gm_diag_fini(&diag);
}

static void run_asked(worker *w, const gm_cell_answer *a, const gm_cell_case *asked,
                      gm_case_outcome *out)
{
    const gm_cell_cases *cases = w->cases;
    const gm_cell_ask *ask = &cases->model->cell_ask;
    for (int32_t i = 0; cases->charges && i < ask->n_charges; i++) {
        if (asked->charge_i < 0 ? cases->charges[i] : asked->charge_i == i) {
            run_charge(w, a, i, asked->begin_k, out);
        }
    }
    for (int32_t i = 0; cases->experiments && i < ask->n_experiments; i++) {
        if (asked->charge_i < 0 && cases->experiments[i]) {
            run_experiment(w, a, i, out);
        }
    }
}

static void run_case(worker *w, int32_t case_i)
{
    const gm_model *model = w->cases->model;
    gm_case_outcome *out = &w->cases->out[case_i];
    gm_cell_case asked = {w->values, -1, 0.0};
    gm_cell_answer answer;
    gm_diag diag = {0};
    for (int32_t i = 0; i < model->n_inputs; i++) {
        w->values[i] = model->inputs[i].value;
    }
    w->cases->fill(w->cases->user, case_i, &asked);
    gm_arena_reset(&w->scratch);
    gm_cell_draw_put(w->draw, w->values);
    gm_status status = gm_cell_draw_open(w->draw, &w->scratch, &diag, &answer);
    if (status == GM_OK) {
        status = gm_cell_answer_cost(&answer, &w->scratch, &diag);
    }
    if (status == GM_OK) {
        out->cell = gm_cell_outcome_of(&answer);
        run_asked(w, &answer, &asked, out);
        out->state = GM_CASE_DONE;
    } else {
        take_why(&diag, out);
        out->state = GM_CASE_NO_CELL;
    }
    gm_diag_fini(&diag);
}

// ---- threads

static void work(void *item)
{
    worker *w = item;
    const gm_cell_cases *cases = w->cases;
    gm_arena arena = {0};
    w->draw = gm_cell_draw_create(cases->model, &arena);
    w->values = GM_NEW(&arena, double, cases->model->n_inputs + 1);
    while (!(w->options->stop && *w->options->stop)) {
        int32_t i = atomic_fetch_add(w->next, 1);
        if (i >= cases->n) {
            break;
        }
        if (cases->out[i].state == GM_CASE_MISSING) {
            run_case(w, i);
        }
        atomic_fetch_add(w->n_done, 1);
    }
    gm_arena_fini(&w->scratch);
    gm_arena_fini(&arena);
}

typedef struct watcher {
    const gm_cell_run_options *options;
    atomic_int *n_done;
    int32_t n;
} watcher;

static void tick(void *user)
{
    const watcher *w = user;
    w->options->progress(w->options->user, (double)atomic_load(w->n_done) / w->n);
}

gm_status gm_cell_cases_run(const gm_cell_cases *cases, const gm_cell_run_options *options)
{
    GM_REQUIRE(options->n_threads >= 1 && cases->model->cell);
    atomic_int next = 0;
    atomic_int n_done = 0;
    int32_t n_threads = options->n_threads < cases->n ? options->n_threads : cases->n;
    if (cases->n == 0) {
        return GM_OK;
    }
    worker *workers = gm_hook_alloc((size_t)n_threads * sizeof *workers);
    for (int32_t i = 0; i < n_threads; i++) {
        workers[i] =
            (worker){.cases = cases, .options = options, .next = &next, .n_done = &n_done};
    }
    watcher eye = {options, &n_done, cases->n};
    gm_crowd_run(&(gm_crowd){
        .n = n_threads,
        .work = work,
        .items = workers,
        .item_bytes = sizeof *workers,
        .tick = options->progress ? tick : NULL,
        .user = &eye,
        .tick_s = TICK_S,
    });
    gm_hook_free(workers);
    return options->stop && *options->stop ? GM_ERR_INTERRUPTED : GM_OK;
}

// ---- values

double gm_case_value(const gm_case_outcome *o, const gm_metric *m)
{
    if (o->state != GM_CASE_DONE) {
        return GM_NAN;
    }
    switch (m->of) {
    case GM_METRIC_CHARGE:
        return o->charges[m->i].is_made ? gm_metric_of_charge(m, &o->charges[m->i].is) : GM_NAN;
    case GM_METRIC_EXPERIMENT:
        return gm_metric_of_experiment(m, &o->experiments[m->i]);
    case GM_METRIC_CELL:
    case GM_N_METRICS:
        break;
    }
    return gm_metric_of_cell(m, &o->cell);
}
