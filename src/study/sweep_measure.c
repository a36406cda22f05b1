// SPDX-License-Identifier: MIT

#include "study/sweep_measure.h"

#include "core/text.h"
#include "num/elementary.h"
#include "study/replicate_cell.h"
#include "twin/claim_cell.h"
#include "twin/measure.h"

#include <math.h>
#include <string.h>

static const gm_src here = {.origin = "--measure"};

typedef struct finder {
    const gm_twin *twin;
    gm_arena *arena;
    gm_diag *diag;
    gm_sweep_measure *items;
    int32_t n;
} finder;

static bool has_name(const finder *f, const char *name)
{
    for (int32_t i = 0; i < f->n; i++) {
        if (strcmp(f->items[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

// Names are columns, so each stands once.
static void add(finder *f, gm_sweep_measure m)
{
    const char *name = m.name;
    for (int k = 2; has_name(f, m.name); k++) {
        m.name = gm_arena_printf(f->arena, "%s (%d)", name, k);
    }
    if (f->n < GM_SWEEP_MEASURES_MAX) {
        f->items[f->n++] = m;
    }
}

// ---- claims

// Temperatures are kelvin, as all values are SI.
static const char *unit_of_metric(const gm_metric *metric)
{
    return strcmp(metric->row->unit, "degC") == 0 ? "K" : metric->row->unit;
}

static const char *unit_of_claim(const finder *f, const gm_claim_plan *plan)
{
    const gm_measure *m = &plan->def->measure;
    if (plan->by == GM_ANSWER_STATIC) {
        return plan->is_heads ? "people" : "SI";
    }
    if (plan->by == GM_ANSWER_CELL) {
        return unit_of_metric(&plan->metric);
    }
    if (plan->is_hours) {
        return "s";
    }
    const char *unit = gm_figure_unit_text(f->twin->figures.items[plan->figure_i].unit);
    return plan->is_rate ? gm_arena_printf(f->arena, "%s/s", *unit ? unit : "1")
           : m->per      ? gm_arena_printf(f->arena, "%s/%s", *unit ? unit : "1", m->per)
                         : unit;
}

static void add_claims(finder *f)
{
    for (int32_t i = 0; i < f->twin->n_claims; i++) {
        const gm_claim_plan *plan = &f->twin->claims[i];
        const gm_claim_def *def = plan->def;
        if (plan->by == GM_ANSWER_CANNOT) {
            continue;
        }
        const char *text = def->measure.text;
        add(f,
            (gm_sweep_measure){
                .name = def->in.text ? gm_arena_printf(f->arena, "%s in %s", text, def->in.text)
                                     : text,
                .unit = unit_of_claim(f, plan),
                .says = def->says,
                .claim = def,
                .better = def->bound == GM_BOUND_AT_LEAST  ? 1
                          : def->bound == GM_BOUND_AT_MOST ? -1
                                                           : 0,
            });
    }
}

// The claim of a twin that says and measures the same, or GM_NONE.
static int32_t find_claim(const gm_twin *twin, const gm_claim_def *def)
{
    for (int32_t i = 0; i < twin->n_claims; i++) {
        const gm_claim_def *other = twin->claims[i].def;
        bool has_text = other->measure.text && def->measure.text;
        if (strcmp(other->says, def->says) == 0 && has_text &&
            strcmp(other->measure.text, def->measure.text) == 0) {
            return i;
        }
    }
    return GM_NONE;
}

static double claim_value(const gm_replications *set, int32_t claim_i, int32_t replication_i)
{
    const gm_claim_plan *plan = &set->twin->claims[claim_i];
    switch (plan->by) {
    case GM_ANSWER_RUN:
    case GM_ANSWER_CELL:
        return gm_answer_claim_value(set, claim_i, replication_i);
    case GM_ANSWER_STATIC:
        return plan->value;
    case GM_ANSWER_CANNOT:
        break;
    }
    return GM_NAN;
}

// ---- figures

static int32_t find_figure(const gm_twin *twin, const gm_measure *m)
{
    return gm_figures_find(&twin->figures, m->path, m->figure, m->stat);
}

static void add_figure(finder *f, const gm_measure *m, int better)
{
    int32_t i = find_figure(f->twin, m);
    if (i == GM_NONE) {
        return;
    }
    gm_figure_unit unit = f->twin->figures.items[i].unit;
    const char *word = gm_figure_unit_text(unit);
    add(f, (gm_sweep_measure){
               .name = m->text,
               .unit = m->per ? gm_arena_printf(f->arena, "%s/%s", *word ? word : "1", m->per)
                              : word,
               .of = *m,
               .figure_unit = unit,
               .better = better,
           });
}

// ---- cells

static gm_figure_unit figure_unit_of(const char *unit)
{
    return strcmp(unit, "s") == 0   ? GM_UNIT_TIME
           : strcmp(unit, "J") == 0 ? GM_UNIT_ENERGY
           : strcmp(unit, "W") == 0 ? GM_UNIT_POWER
                                    : GM_UNIT_NUMBER;
}

static bool add_metric(finder *f, const gm_measure *m, int better)
{
    gm_metric metric;
    if (!f->twin->model->cell) {
        gm_diag_error(f->diag, m->src, "'%.80s': there is no cell in the model", m->text);
        return false;
    }
    bool is_there = gm_cell_metric_find(f->twin, m, &metric, f->arena, f->diag);
    if (is_there) {
        add(f, (gm_sweep_measure){.name = m->text,
                                  .unit = unit_of_metric(&metric),
                                  .of = *m,
                                  .is_cell = true,
                                  .figure_unit = figure_unit_of(metric.row->unit),
                                  .better = better});
    }
    return is_there;
}

static void add_text(finder *f, const char *text, int better)
{
    gm_measure m = {.src = here};
    char why[256];
    size_t at;
    if (!has_name(f, text) && gm_measure_parse(text, f->arena, &m, why, &at)) {
        (void)add_metric(f, &m, better);
    }
}

// Of every charge its time, of every experiment what it gave, and what the cell holds.
static void add_cell(finder *f)
{
    const gm_cell_ask *ask = &f->twin->model->cell_ask;
    for (int32_t i = 0; i < ask->n_charges; i++) {
        add_text(f, gm_arena_printf(f->arena, "charges.%s.time", ask->charges[i].name), -1);
    }
    for (int32_t i = 0; i < ask->n_experiments; i++) {
        const char *name = ask->experiments[i].name;
        add_text(f, gm_arena_printf(f->arena, "experiments.%s.energy-discharged", name), 1);
    }
    add_text(f, "cell.energy", 1);
}

// ---- by default

// Unless a claim of the whole run says the same.
static void add_default(finder *f, gm_measure m, int better)
{
    if (!has_name(f, m.text)) {
        add_figure(f, &m, better);
    }
}

static void add_defaults(finder *f)
{
    const gm_plan *plan = f->twin->plan;
    for (int32_t i = 0; i < plan->n_sinks; i++) {
        const char *sink = plan->steps[plan->sink_steps[i]].name;
        add_default(f,
                    (gm_measure){.text = gm_arena_printf(f->arena, "%s per day", sink),
                                 .path = sink,
                                 .figure = "count",
                                 .per = "day",
                                 .per_si = GM_DAY_S},
                    1);
        add_default(f,
                    (gm_measure){.text = gm_arena_printf(f->arena, "%s.time-in-system", sink),
                                 .path = sink,
                                 .figure = "time-in-system",
                                 .per_si = 1.0},
                    -1);
    }
    if (plan->n_steps > 0) {
        add_default(
            f,
            (gm_measure){.text = "plant.wip", .path = "plant", .figure = "wip", .per_si = 1.0},
            -1);
    }
}

static bool add_asked(finder *f, const char *text)
{
    gm_measure m = {.src = here};
    char why[256];
    size_t at;
    if (!gm_measure_parse(text, f->arena, &m, why, &at)) {
        gm_diag_error(f->diag, here, "'%.80s': %s", text, why);
        return false;
    }
    if (has_name(f, m.text)) {
        gm_diag_error(f->diag, here, "'%.80s' is asked for twice", text);
        return false;
    }
    if (gm_claim_is_of_cell(&m)) {
        return add_metric(f, &m, 0);
    }
    int32_t i = find_figure(f->twin, &m);
    if (i == GM_NONE) {
        gm_measure_unknown(&f->twin->figures, &m, f->arena, f->diag);
        return false;
    }
    const gm_figure *figure = &f->twin->figures.items[i];
    if (m.has_argument || figure->has_argument) {
        gm_diag_error(f->diag, here,
                      "'%.80s': a figure with a number in brackets is counted "
                      "only for a claim",
                      text);
        gm_diag_hint(f->diag, "write a claim with this measure into the model");
        return false;
    }
    if (!gm_measure_takes_per(&m, figure, f->diag)) {
        return false;
    }
    add_figure(f, &m, 0);
    return true;
}

// ---- the whole

bool gm_sweep_measures_find(const gm_twin *twin, const char *const *texts, int n,
                            gm_arena *arena, gm_diag *diag, gm_sweep_measures *out)
{
    finder f = {.twin = twin,
                .arena = arena,
                .diag = diag,
                .items = GM_NEW(arena, gm_sweep_measure, GM_SWEEP_MEASURES_MAX)};
    bool ok = true;
    for (int i = 0; i < n; i++) {
        ok &= add_asked(&f, texts[i]);
    }
    if (n == 0) {
        add_claims(&f);
        add_defaults(&f);
        if (twin->model->cell && twin->plan->n_steps == 0) {
            add_cell(&f);
        }
    }
    *out = (gm_sweep_measures){.n = f.n, .items = f.items};
    return ok;
}

// Of a twin that may not have it. Faults are for nobody: the first twin had none.
static bool find_metric(const gm_twin *twin, const gm_measure *m, gm_metric *out)
{
    gm_arena scratch;
    gm_diag diag = {0};
    gm_arena_init(&scratch, 0);
    bool is_there = twin->model->cell && gm_cell_metric_find(twin, m, out, &scratch, &diag);
    gm_diag_fini(&diag);
    gm_arena_fini(&scratch);
    return is_there;
}

void gm_sweep_measures_want(const gm_sweep_measures *measures, gm_replications *set)
{
    for (int32_t i = 0; i < measures->n; i++) {
        gm_metric metric;
        if (measures->items[i].is_cell &&
            find_metric(set->twin, &measures->items[i].of, &metric)) {
            gm_replications_want_metric(set, &metric);
        }
    }
}

static void metric_values(const gm_measure *m, const gm_replications *set, double *values)
{
    gm_metric metric;
    bool is_there = set->cell && find_metric(set->twin, m, &metric);
    for (int32_t r = 0; r < set->n; r++) {
        values[r] = is_there ? gm_cell_futures_value(set->cell, &metric, r) : GM_NAN;
    }
}

void gm_sweep_measure_values(const gm_sweep_measure *measure, const gm_replications *set,
                             double *values)
{
    const gm_measure *m = &measure->of;
    if (measure->is_cell) {
        metric_values(m, set, values);
        return;
    }
    int32_t at =
        measure->claim ? find_claim(set->twin, measure->claim) : find_figure(set->twin, m);
    for (int32_t r = 0; r < set->n; r++) {
        const gm_replication *one = &set->items[r];
        values[r] = GM_NAN;
        if (at == GM_NONE || !one->is_done || one->error) {
            continue;
        }
        if (measure->claim) {
            values[r] = claim_value(set, at, r);
        } else if (!set->has_no_cut) {
            values[r] =
                m->per ? one->figures[at] * m->per_si / one->window_s : one->figures[at];
        }
    }
}
