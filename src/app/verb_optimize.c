// SPDX-License-Identifier: MIT

#include "app/verbs.h"
#include "core/json.h"
#include "core/os_thread.h"
#include "report/optimize_report.h"
#include "study/optimize.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define LEAST_FIRST   5     // replications of a first look
#define USUAL_FIRST   10    // unless the model or the call asks for more
#define MOST_LOOKS_OF 20    // times as many in the last look
#define USUAL_DELTA   0.005 // of the best
#define CONFIDENCE    0.95

// What was asked, with the model as written.
typedef struct request {
    const gm_options *options;
    gm_arena arena;
    gm_variant_source source;
    gm_variant base;
    gm_optimize_problem problem;
    const char *cost_unit;
    gm_dim cost_dim;
} request;

static bool complain(const char *option, const char *why)
{
    fprintf(stderr, "gemba: --%s: %s\n", option, why);
    return false;
}

// ---- what may be chosen

// Behind the n_before that share places.
static bool read_choices(request *r, gm_choice *all, int32_t n_before)
{
    const gm_options *o = r->options;
    char why[256];
    for (int i = 0; i < o->n_chooses; i++) {
        gm_choice *own = &all[n_before + i];
        if (!gm_choice_read(o->chooses[i], &r->arena, own, why)) {
            return complain("choose", why);
        }
        for (const gm_choice *c = all; c < own; c++) {
            if (strcmp(c->path, own->path) == 0) {
                fprintf(stderr, "gemba: --choose: '%s' is %s\n", own->path,
                        c->is_place ? "among the places that --places shares" : "given twice");
                return false;
            }
        }
    }
    return true;
}

static bool read_cost(request *r, const char *text, gm_choice *choices, int32_t n)
{
    char why[256];
    const char *equals = strchr(text, '=');
    const char **paths = GM_NEW(&r->arena, const char *, n + 1);
    if (!equals) {
        return complain("cost", "expected PATH=AMOUNT, like `plant.weld.machines=120000`");
    }
    const char *path = gm_arena_strndup(&r->arena, text, (size_t)(equals - text));
    for (int32_t i = 0; i < n; i++) {
        paths[i] = choices[i].path;
        if (strcmp(choices[i].path, path) == 0) {
            return gm_choice_read_costs(equals + 1, &r->arena, &choices[i], &r->cost_unit,
                                        &r->cost_dim, why) ||
                   complain("cost", why);
        }
    }
    const char *near = gm_text_nearest(path, paths, n);
    fprintf(stderr, "gemba: --cost: '%s' is not among what may be chosen", path);
    if (near) {
        fprintf(stderr, "; did you mean '%s'?", near);
    }
    fputc('\n', stderr);
    return false;
}

// Places first, then what was named.
static bool read_space(request *r)
{
    const gm_options *o = r->options;
    gm_choice_list places = {0};
    char why[256];
    if (o->buffers && o->places == 0) {
        return complain("buffers", "goes with --places, which says how many to share");
    }
    if (o->places == 0 && o->n_chooses == 0) {
        return complain("choose", "nothing to choose: say what may vary, like `--places 20` or "
                                  "`--choose plant.weld.machines=1..3`");
    }
    if (o->places > 0 &&
        !gm_choice_places(r->base.twin, o->buffers, o->places, &r->arena, &places, why)) {
        return complain("places", why);
    }
    gm_choice *all = GM_NEW(&r->arena, gm_choice, places.n + o->n_chooses);
    for (int32_t i = 0; i < places.n; i++) {
        all[i] = places.items[i];
    }
    if (!read_choices(r, all, places.n)) {
        return false;
    }
    for (int i = 0; i < o->n_costs; i++) {
        if (!read_cost(r, o->costs[i], all, places.n + o->n_chooses)) {
            return false;
        }
    }
    r->problem.choices = all;
    r->problem.n_choices = places.n + o->n_chooses;
    r->problem.places = o->places;
    return true;
}

// ---- what for

// How to write what may be spent, in the unit of the costs.
static const char *unit_words(request *r, bool is_bare)
{
    const char *text = r->options->spend;
    return !*r->cost_unit ? "must be a plain number, as the costs are"
           : is_bare      ? gm_arena_printf(&r->arena,
                                            "must be in %s, as the costs are; write it like `%s %s`",
                                            r->cost_unit, text, r->cost_unit)
                     : gm_arena_printf(&r->arena, "must be in %s, as the costs are, got '%s'",
                                       r->cost_unit, text);
}

static bool read_spend(request *r)
{
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    r->problem.spend = INFINITY;
    if (!r->options->spend) {
        return true;
    }
    if (!r->cost_unit) {
        return complain("spend", "nothing costs anything: say what it does with --cost");
    }
    if (!gm_quantity_parse(r->options->spend, &q, error)) {
        return complain("spend", error);
    }
    if (!gm_dim_equal(q.dim, r->cost_dim)) {
        return complain("spend", unit_words(r, q.bare));
    }
    if (q.value < 0.0) {
        return complain("spend", "must not be below 0");
    }
    r->problem.spend = q.value;
    return true;
}

static bool read_target(request *r)
{
    char why[256];
    if (!r->options->reach) {
        return true;
    }
    if (!r->cost_unit) {
        return complain("reach",
                        "looks for the cheapest: say what each choice costs with --cost");
    }
    r->problem.has_target = true;
    return gm_objective_read_value(&r->problem.objective, r->options->reach, &r->problem.target,
                                   why) ||
           complain("reach", why);
}

// "0.5 %" is a share of the best, unless the measure is a share itself.
static bool read_delta(request *r)
{
    char why[256];
    gm_quantity q;
    const char *text = r->options->delta;
    r->problem.delta = (double)NAN;
    r->problem.delta_share = USUAL_DELTA;
    if (!text) {
        return true;
    }
    if (r->problem.objective.unit != GM_UNIT_SHARE && strchr(text, '%')) {
        if (!gm_quantity_parse_as(text, "", &q, why) || !(q.value > 0.0)) {
            return complain("delta", "expected a share above 0, like `0.5 %`");
        }
        r->problem.delta_share = q.value;
        return true;
    }
    if (!gm_objective_read_value(&r->problem.objective, text, &r->problem.delta, why)) {
        return complain("delta", why);
    }
    return r->problem.delta > 0.0 || complain("delta", "must be above 0");
}

static bool read_objective(request *r)
{
    const gm_options *o = r->options;
    if (o->maximize && o->minimize) {
        return complain("minimize", "one measure at a time, got --maximize too");
    }
    const char *text = o->maximize ? o->maximize : o->minimize;
    if (!gm_objective_read(r->base.twin, text, o->minimize ? "--minimize" : "--maximize",
                           &r->arena, &r->problem.objective, &r->base.diag)) {
        gm_print_faults(o, GM_ERR_MODEL, &r->base.diag);
        return false;
    }
    r->problem.objective.is_least = o->minimize != NULL;
    return true;
}

static bool read_effort(request *r)
{
    const gm_clock_def *clock = &r->base.model->clock;
    int32_t asked = r->options->replications;
    if (asked > 0 && asked < LEAST_FIRST) {
        return complain("replications", "a comparison needs at least 5");
    }
    gm_optimize_problem *p = &r->problem;
    p->n_first = asked > 0                           ? asked
                 : clock->replications > USUAL_FIRST ? clock->replications
                                                     : USUAL_FIRST;
    int32_t most =
        p->n_first < INT32_MAX / MOST_LOOKS_OF ? MOST_LOOKS_OF * p->n_first : INT32_MAX;
    p->most = clock->most > most ? clock->most : most;
    p->seed = (uint32_t)(r->options->seed >= 0 ? r->options->seed : clock->seed);
    p->confidence = CONFIDENCE;
    return true;
}

// ---- the work

static void show(void *user, const char *stage, int32_t done, int32_t of)
{
    gm_progress *progress = user;
    char what[80];
    if (of > 0) {
        snprintf(what, sizeof what, "%s point %" PRId32 " of %" PRId32, stage, done + 1, of);
    } else {
        snprintf(what, sizeof what, "%s, %" PRId32 " points so far", stage, done);
    }
    gm_progress_restart(progress, what);
}

static void print(request *r, const gm_optimum *found)
{
    gm_optimize_report report = {&r->problem, found, r->base.model->name, r->options->file,
                                 r->cost_unit};
    if (r->options->json) {
        gm_json j = gm_json_to_file(stdout, 1);
        gm_optimize_json(&report, &j);
    } else {
        gm_optimize_text(&report, gm_page_of(stdout), stdout);
    }
}

static gm_status answer(request *r)
{
    const gm_options *o = r->options;
    gm_diag diag = {0};
    gm_optimum found;
    gm_progress progress = gm_progress_begin(o, "optimizing");
    gm_optimize_how how = {
        .run = {.engine = o->engine,
                .skips_levels = true,
                .cell_futures = GM_NO_CELL_FUTURES,
                .n_threads = o->threads > 0 ? o->threads : gm_processors(),
                .stop = &gm_interrupted,
                .progress = progress.is_on ? gm_progress_show : NULL,
                .user = &progress},
        .progress = progress.is_on ? show : NULL,
        .user = &progress,
    };
    gm_catch_interrupts();
    gm_status status = gm_optimize(&r->problem, &how, &r->arena, &diag, &found);
    gm_progress_end(&progress);
    if (status == GM_OK || status == GM_ERR_INTERRUPTED) {
        print(r, &found);
    } else {
        gm_print_faults(o, status, &diag);
    }
    gm_diag_fini(&diag);
    return status;
}

static gm_status open_base(request *r)
{
    const gm_options *o = r->options;
    gm_model_options how = {
        .scenario = o->scenario, .sets = o->sets, .n_sets = o->n_sets, .varied_by = "--choose"};
    const char *why = NULL;
    if (!o->file) {
        fputs(
            "gemba: optimize needs a model file, like `gemba optimize line.yaml --places 20`\n",
            stderr);
        return GM_ERR_USAGE;
    }
    if (gm_variant_source_read(o->file, &how, &r->arena, &r->source, &why) != GM_OK) {
        fprintf(stderr, "gemba: %s: %s\n", o->file, why);
        return GM_ERR_USAGE;
    }
    r->problem.source = &r->source;
    gm_status status = gm_variant_open(&r->source, NULL, 0, &r->base);
    gm_print_faults(o, status, &r->base.diag);
    if (status == GM_OK && !gm_has_plant(o, r->base.model)) {
        return GM_ERR_USAGE;
    }
    return status == GM_ERR_IO ? GM_ERR_USAGE : status;
}

int gm_verb_optimize(const gm_options *options)
{
    request r = {.options = options};
    gm_status status = open_base(&r);
    if (status == GM_OK) {
        bool is_read = read_space(&r) && read_spend(&r) && read_objective(&r) &&
                       read_target(&r) && read_delta(&r) && read_effort(&r);
        status = is_read ? answer(&r) : GM_ERR_USAGE;
    }
    gm_variant_close(&r.base);
    gm_arena_fini(&r.arena);
    return gm_status_exit_code(status);
}
