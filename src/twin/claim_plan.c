// SPDX-License-Identifier: MIT

#include "twin/claim_plan.h"

#include "core/text.h"
#include "twin/claim_cell.h"
#include "twin/headcount.h"
#include "twin/measure.h"

#include <math.h>
#include <string.h>

// Parts of the language that measures may name and that no run of a plant can answer.
static const char *const modules[] = {"cell",   "car",     "driver", "supply",
                                      "market", "finance", NULL};

static bool is_module(const char *word)
{
    for (int i = 0; word && modules[i]; i++) {
        if (strcmp(modules[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static const char *no_module(gm_arena *arena, const char *module)
{
    return gm_arena_printf(arena, "no %s in the model", module);
}

// ---- what a bound may be

static gm_dim dim_of(gm_figure_unit unit)
{
    gm_dim dim = {0};
    switch (unit) {
    case GM_UNIT_PARTS:
    case GM_UNIT_NUMBER:
    case GM_UNIT_PEOPLE:
        dim.power[GM_AXIS_COUNT] = 1;
        break;
    case GM_UNIT_TIME:
        dim.power[GM_AXIS_TIME] = 1;
        break;
    case GM_UNIT_LENGTH:
        dim.power[GM_AXIS_LENGTH] = 1;
        break;
    case GM_UNIT_ENERGY:
        dim.power[GM_AXIS_MASS] = 1;
        dim.power[GM_AXIS_LENGTH] = 2;
        dim.power[GM_AXIS_TIME] = -2;
        break;
    case GM_UNIT_MONEY:
        dim.power[GM_AXIS_CNY] = 1;
        break;
    case GM_UNIT_VOLUME:
        dim.power[GM_AXIS_LENGTH] = 3;
        break;
    case GM_UNIT_AREA:
        dim.power[GM_AXIS_LENGTH] = 2;
        break;
    case GM_UNIT_MASS:
        dim.power[GM_AXIS_MASS] = 1;
        break;
    case GM_UNIT_POWER:
        dim.power[GM_AXIS_MASS] = 1;
        dim.power[GM_AXIS_LENGTH] = 2;
        dim.power[GM_AXIS_TIME] = -3;
        break;
    case GM_UNIT_SHARE:
        break;
    }
    return dim;
}

// The bound is of the dimension of what is measured; things may be counted without their noun.
static void check_bound(const gm_claim_def *def, gm_dim dim, gm_diag *diag)
{
    gm_dim things = {.power = {[GM_AXIS_COUNT] = 1}};
    if (gm_dim_equal(def->dim, dim) || (gm_dim_equal(dim, things) && def->bare)) {
        return;
    }
    char is[64];
    char got[64];
    char how[96];
    gm_diag_error(diag, def->value_src, "claim: `%s` is %s, the bound is %s", def->measure.text,
                  gm_dim_text(dim, NULL, is, sizeof is),
                  gm_dim_text(def->dim, def->unit, got, sizeof got));
    gm_diag_hint(diag, "write it like %s", gm_dim_examples(dim, NULL, how, sizeof how));
}

// A share of 85 was meant to be one of 85 %.
static void check_share(const gm_claim_def *def, gm_diag *diag)
{
    if (!def->bare || !(fabs(def->value) > 1.0)) {
        return;
    }
    char number[GM_NUMBER_BYTES];
    gm_text_of_rounded(def->value, 6, number);
    gm_diag_error(diag, def->value_src, "claim: `%s` is a share, at most 1, the bound is %s",
                  def->measure.text, number);
    gm_diag_hint(diag, "write it like `%s %%`", number);
}

// ---- headcount and facts

static gm_date date_of(const gm_model *model, const gm_claim_def *claim)
{
    return claim->in.kind == GM_WINDOW_DATES ? claim->in.from : model->clock.start;
}

#define HOURS_PER_VEHICLE "hours-per-vehicle"

static const char *const headcount_words[] = {"direct", "plant", "site", HOURS_PER_VEHICLE};
#define N_HEADCOUNT_WORDS (GM_N_BASES + 1)

// A basis by its word, or GM_N_BASES.
static gm_staff_basis basis_of(const char *word)
{
    int b = 0;
    while (b < GM_N_BASES && strcmp(headcount_words[b], word) != 0) {
        b++;
    }
    return (gm_staff_basis)b;
}

static void unknown_headcount(const char *of, const gm_measure *m, const char *wrong, int n,
                              gm_diag *diag)
{
    gm_diag_error(diag, m->src, "'%s' has no figure '%s'", of, wrong);
    const char *near = gm_text_nearest(wrong, headcount_words, n);
    if (near) {
        gm_diag_hint(diag, "did you mean '%s'?", near);
    } else {
        gm_diag_hint(diag, n > GM_N_BASES
                               ? "it has `direct`, `plant`, `site` and `" HOURS_PER_VEHICLE "`"
                               : "it has `direct`, `plant` and `site`");
    }
}

static void plan_windows(const gm_twin *twin, gm_claim_plan *plan, gm_arena *arena,
                         gm_diag *diag)
{
    if (!twin->is_sketch) {
        plan->windows = gm_schedule_windows(&twin->schedule, &twin->model->clock,
                                            &plan->def->in, &plan->n_windows, arena, diag);
    }
}

// The count that vehicles go by: that of the claim's or the clock's counter, else the last sink.
static int32_t vehicles_of(const gm_twin *twin, const gm_claim_def *def)
{
    const gm_plan *p = twin->plan;
    const char *const names[] = {
        def->counter,
        twin->model->clock.counter,
        p->n_sinks > 0 ? p->steps[p->sink_steps[p->n_sinks - 1]].name : NULL,
    };
    int32_t found = GM_NONE;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && found == GM_NONE; i++) {
        found = names[i] ? gm_figures_find(&twin->figures, names[i], "count", NULL) : GM_NONE;
    }
    return found;
}

// Attended hours over vehicles. The bound is a time, or a time for each of them.
static void answer_hours(const gm_twin *twin, gm_claim_plan *plan, gm_arena *arena,
                         gm_diag *diag)
{
    const gm_measure *m = &plan->def->measure;
    plan->basis = m->stat ? basis_of(m->stat) : GM_BASIS_PLANT;
    plan->figure_i = vehicles_of(twin, plan->def);
    if (plan->basis == GM_N_BASES) {
        unknown_headcount("headcount." HOURS_PER_VEHICLE, m, m->stat, GM_N_BASES, diag);
        return;
    }
    if (m->per || m->has_argument) {
        gm_diag_error(diag, m->src, "'headcount." HOURS_PER_VEHICLE "' takes no %s",
                      m->per ? "`per`" : "number in brackets");
        return;
    }
    if (plan->figure_i == GM_NONE) {
        plan->by = GM_ANSWER_CANNOT;
        plan->why = "nothing in the model counts vehicles";
        return;
    }
    gm_dim each = dim_of(GM_UNIT_TIME);
    each.power[GM_AXIS_COUNT] = -1;
    check_bound(plan->def, gm_dim_equal(plan->def->dim, each) ? each : dim_of(GM_UNIT_TIME),
                diag);
    plan->by = GM_ANSWER_RUN;
    plan->is_hours = true;
    plan_windows(twin, plan, arena, diag);
}

static void answer_headcount(const gm_twin *twin, gm_claim_plan *plan, gm_arena *arena,
                             gm_diag *diag)
{
    const gm_model *model = twin->model;
    const gm_measure *m = &plan->def->measure;
    if (!model->headcount.is_given) {
        plan->by = GM_ANSWER_CANNOT;
        plan->why = "no headcount in the model";
        return;
    }
    if (m->figure && strcmp(m->figure, HOURS_PER_VEHICLE) == 0) {
        answer_hours(twin, plan, arena, diag);
        return;
    }
    gm_staff_basis basis = basis_of(m->figure ? m->figure : "");
    if (basis == GM_N_BASES) {
        unknown_headcount("headcount", m, m->figure ? m->figure : "", N_HEADCOUNT_WORDS, diag);
        return;
    }
    plan->by = GM_ANSWER_STATIC;
    plan->is_heads = true;
    plan->basis = basis;
    plan->date = date_of(model, plan->def);
    if (!twin->is_sketch) {
        gm_headcount heads =
            gm_headcount_at(&model->headcount, &model->plant, plan->date, arena);
        plan->value = (double)heads.heads[basis];
    }
    check_bound(plan->def, dim_of(GM_UNIT_PEOPLE), diag);
}

static bool answer_fact(const gm_model *model, gm_claim_plan *plan, gm_diag *diag)
{
    for (int32_t i = 0; i < model->n_facts; i++) {
        if (plan->def->measure.figure &&
            strcmp(model->facts[i].name, plan->def->measure.figure) == 0) {
            plan->by = GM_ANSWER_STATIC;
            plan->value = model->facts[i].value;
            check_bound(plan->def, model->facts[i].dim, diag);
            if (strcmp(model->facts[i].unit, "%") == 0) {
                check_share(plan->def, diag);
            }
            return true;
        }
    }
    return false;
}

// ---- figures of the plant

// Does a word stand anywhere in a model but in its claims?
static bool is_said(const gm_node *node, const char *word)
{
    if (node->kind == GM_NODE_SCALAR) {
        return strcmp(node->text, word) == 0;
    }
    for (int i = 0; i < node->n; i++) {
        bool is_map = node->kind == GM_NODE_MAP;
        const char *key = is_map ? node->entries[i].key : "";
        if (strcmp(key, word) == 0 ||
            (strcmp(key, "claims") != 0 &&
             is_said(is_map ? node->entries[i].value : node->items[i], word))) {
            return true;
        }
    }
    return false;
}

// Figures that a step, a line or the plant has only if something is said of it or of others: a
// sketch does not tell whether it is.
static bool hangs_on_more(const char *figure)
{
    static const char *const words[] = {
        // of sources that lose, are timed, give dates; of buffers where parts get old
        "lost", "lost-share", "outside", "late-share", "lateness", "tardiness", "expired",
        // of what is judged, and of machines that drift
        "rolled-yield", "out-of-control", "shifts", "samples", "alarms", "false-alarms", "held",
        "missed",
        // of a sequence that is watched, of changeovers
        "adherence", "late", "early", "displacement", "colour-block", "broken-windows",
        "excess", "breaking-parts", "changeovers-per-1000", "block",
        // of a transport that reserves a place
        "wait-for-place",
        // of webs, recipes, grades, materials
        "metres", "metres-good", "metres-lost", "web-yield", "waits-for-power",
        "waits-for-channels", "drawn", "fed-back", "phases", "channels", "channels-in-use",
        "grade", "scrap-mass", "scrap-cost", "scrap-recycled", "energy-made",
        "energy-per-energy-made"};
    const char *word = strncmp(figure, "in-", 3) == 0 ? figure + 3 : figure;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

// May a measure that a sketch does not have be one of the plant? Of a known figure the statistic
// may hang on what has a fault; of an unknown thing all that has its name.
static bool may_exist(const gm_twin *twin, const gm_measure *m)
{
    bool is_thing = gm_figures_find(&twin->figures, m->path, NULL, NULL) != GM_NONE;
    if (is_thing && m->figure && hangs_on_more(m->figure)) {
        return true;
    }
    if (!is_thing && (twin->model->has_lost || is_said(twin->model->root, m->path))) {
        return true;
    }
    for (int32_t i = 0; i < twin->figures.n; i++) {
        const gm_figure *f = &twin->figures.items[i];
        if (strcmp(f->path, m->path) == 0 &&
            (!m->figure || strcmp(f->figure, m->figure) == 0)) {
            return true;
        }
    }
    return false;
}

static void answer_run(const gm_twin *twin, gm_claim_plan *plan, gm_arena *arena, gm_diag *diag)
{
    const gm_measure *m = &plan->def->measure;
    int32_t i = gm_figures_find(&twin->figures, m->path, m->figure, m->stat);
    if (i == GM_NONE && twin->is_sketch && may_exist(twin, m)) {
        return;
    }
    if (i == GM_NONE) {
        gm_measure_unknown(&twin->figures, m, arena, diag);
        return;
    }
    const gm_figure *f = &twin->figures.items[i];
    if (f->has_argument != m->has_argument) {
        gm_diag_error(diag, m->src,
                      f->has_argument ? "'%s' needs a number in brackets"
                                      : "'%s' takes no number in brackets",
                      f->stat ? f->stat : f->figure);
        return;
    }
    if (!gm_measure_takes_per(m, f, diag)) {
        return;
    }
    gm_dim rate = dim_of(f->unit);
    rate.power[GM_AXIS_TIME] -= 1;
    plan->is_rate = f->is_flow && gm_dim_equal(plan->def->dim, rate);
    check_bound(plan->def, plan->is_rate ? rate : dim_of(f->unit), diag);
    if (f->unit == GM_UNIT_SHARE) {
        check_share(plan->def, diag);
    }
    plan->by = GM_ANSWER_RUN;
    plan->figure_i = i;
    plan_windows(twin, plan, arena, diag);
}

// ---- figures of the cell

static void answer_cell(const gm_twin *twin, gm_claim_plan *plan, gm_arena *arena,
                        gm_diag *diag)
{
    gm_dim dim;
    if (gm_claim_cell_make(twin, plan, &dim, arena, diag)) {
        check_bound(plan->def, dim, diag);
    }
}

// Why nothing can be said of a claim, or NULL.
static const char *why_not(const gm_twin *twin, const gm_claim_def *def, gm_arena *arena)
{
    const char *needs = def->needs && is_module(def->needs) ? def->needs : NULL;
    bool has_cell = needs && strcmp(needs, "cell") == 0 && twin->model->cell;
    if (needs && !has_cell) {
        return no_module(arena, needs);
    }
    if (!def->measure.path) {
        return def->because ? def->because : "nothing in the model measures it";
    }
    // What was written down for want of a cell is not measured by having one.
    bool is_measured = !has_cell || gm_claim_is_of_cell(&def->measure);
    return is_measured ? NULL : "its measure is none of the cell";
}

void gm_claim_plan_make(const gm_twin *twin, gm_claim_plan *plan, gm_arena *arena,
                        gm_diag *diag)
{
    const gm_claim_def *def = plan->def;
    plan->why = why_not(twin, def, arena);
    if (plan->why) {
        plan->by = GM_ANSWER_CANNOT;
        return;
    }
    bool is_own = gm_figures_find(&twin->figures, def->measure.path, NULL, NULL) != GM_NONE;
    if (gm_claim_is_of_cell(&def->measure) && !is_own) {
        answer_cell(twin, plan, arena, diag);
        return;
    }
    if (is_module(def->measure.path) && !is_own) {
        plan->by = GM_ANSWER_CANNOT;
        plan->why = no_module(arena, def->measure.path);
        return;
    }
    if (strcmp(def->measure.path, "headcount") == 0) {
        answer_headcount(twin, plan, arena, diag);
        return;
    }
    if (strcmp(def->measure.path, "facts") == 0 && twin->is_sketch) {
        return; // the fact may have been read with a fault
    }
    if (strcmp(def->measure.path, "facts") == 0 && answer_fact(twin->model, plan, diag)) {
        return;
    }
    answer_run(twin, plan, arena, diag);
}
