// SPDX-License-Identifier: MIT

#include "core/assert.h"
#include "num/random.h"
#include "study/optimize_parts.h"
#include "study/remark.h"
#include "study/standstill.h"

#include <math.h>
#include <string.h>

#define MOST_CANDIDATES 40 // that a search leaves to be compared
#define LEAST_N         2

// ---- budget

double gm_optimizer_cost(const gm_optimizer *o, const int32_t *at)
{
    double cost = 0.0;
    for (int32_t i = 0; i < o->problem->n_choices; i++) {
        cost += o->problem->choices[i].costs[at[i]];
    }
    return cost;
}

bool gm_optimizer_keeps_budget(const gm_optimizer *o, const int32_t *at)
{
    const gm_optimize_problem *p = o->problem;
    int64_t places = 0;
    for (int32_t i = 0; i < p->n_choices; i++) {
        places += p->choices[i].is_place ? p->choices[i].least + at[i] : 0;
    }
    // Sums of costs are rounded.
    double slack = 1e-9 * fabs(p->spend);
    return places == p->places &&
           (isinf(p->spend) || gm_optimizer_cost(o, at) <= p->spend + slack);
}

bool gm_optimizer_is_better(const gm_optimizer *o, double mean_a, double cost_a, double mean_b,
                            double cost_b)
{
    double target = o->problem->target * (o->problem->objective.is_least ? -1.0 : 1.0);
    bool a = o->problem->has_target && mean_a >= target;
    bool b = o->problem->has_target && mean_b >= target;
    if (a != b) {
        return a;
    }
    return a && cost_a != cost_b ? cost_a < cost_b : mean_a > mean_b;
}

// ---- points

gm_candidate *gm_optimizer_point(gm_optimizer *o, const int32_t *at)
{
    int32_t n = o->problem->n_choices;
    for (int k = 0; k < o->all.n; k++) {
        if (memcmp(o->all.items[k]->at, at, (size_t)n * sizeof *at) == 0) {
            return o->all.items[k];
        }
    }
    int32_t *own = GM_NEW(o->arena, int32_t, n);
    memcpy(own, at, (size_t)n * sizeof *at);
    gm_candidate *point = GM_NEW(o->arena, gm_candidate, 1);
    *point = (gm_candidate){.at = own,
                            .cost = gm_optimizer_cost(o, at),
                            .keeps_budget = gm_optimizer_keeps_budget(o, at)};
    GM_ARRAY_PUSH(o->arena, &o->all, point);
    return point;
}

uint32_t gm_optimizer_seed(const gm_optimizer *o, gm_optimize_stage stage)
{
    uint32_t words[4] = {(uint32_t)stage, 0, 0, 0};
    const uint32_t key[2] = {o->problem->seed, 0x6f707469}; // no replication has this number
    if (stage == GM_STAGE_SEARCH) {
        return o->problem->seed;
    }
    gm_philox4x32(words, words, key);
    return words[0];
}

void gm_optimizer_tell(const gm_optimizer *o, const char *stage, int32_t done, int32_t of)
{
    if (o->how->progress) {
        o->how->progress(o->how->user, stage, done, of);
    }
}

static const char *varied_by(const gm_optimizer *o)
{
    const char *name = o->problem->source->how.varied_by;
    return name ? name : "--set";
}

static const char *words_of(const gm_optimizer *o, const int32_t *at)
{
    const char *all = at ? "" : "the model as written";
    for (int32_t i = 0; at && i < o->problem->n_choices; i++) {
        all = gm_arena_printf(o->arena, "%s%s%s", all, i > 0 ? ", " : "",
                              gm_choice_set(&o->problem->choices[i], at[i], o->arena));
    }
    return all;
}

// The values of a set of replications as a look. A replication without a value is a fault.
static gm_status take_values(gm_optimizer *o, const gm_replications *set, const int32_t *at,
                             gm_look *look)
{
    const gm_objective *objective = &o->problem->objective;
    double *x = GM_NEW(o->arena, double, set->n);
    double sum = 0.0;
    for (int32_t r = 0; r < set->n; r++) {
        double value = gm_objective_value(objective, set, r);
        if (isnan(value)) {
            gm_diag_error(o->diag, objective->measure.src,
                          "`%s` has no value in replication %d of %s", objective->text,
                          (int)r + 1, words_of(o, at));
            return GM_ERR_RUN;
        }
        x[r] = objective->is_least ? -value : value;
        sum += x[r];
    }
    *look = (gm_look){set->n, x, sum / set->n, gm_remark_words(set, o->arena),
                      gm_standstill_find(set).n > 0};
    return GM_OK;
}

static gm_status run_set(gm_optimizer *o, const gm_variant *variant, const int32_t *at,
                         uint32_t seed, int32_t n, gm_look *look)
{
    gm_replications set;
    gm_replications_init(&set, variant->twin, seed);
    gm_status status = gm_replicate(&set, n, &o->how->run);
    for (int32_t r = 0; r < set.n; r++) {
        bool is_run = set.items[r].is_done && !set.items[r].error;
        o->out->n_runs += is_run ? 1 : 0;
        o->out->n_line += is_run && set.items[r].by_line ? 1 : 0;
    }
    if (status == GM_OK) {
        status = take_values(o, &set, at, look);
    } else if (status == GM_ERR_RUN) {
        for (int32_t r = 0; r < set.n; r++) {
            if (set.items[r].is_done && set.items[r].error) {
                gm_diag_error(o->diag, (gm_src){.origin = words_of(o, at)},
                              "replication %d: %s", (int)r + 1,
                              gm_replication_error_words(&set, r, o->arena));
                break;
            }
        }
    }
    gm_replications_fini(&set);
    return status;
}

static gm_status refuse_engine(gm_optimizer *o, const gm_variant *variant)
{
    gm_src src = variant->twin->line_why.src;
    src.file = src.file ? gm_arena_strdup(o->arena, src.file) : NULL;
    gm_diag_error(o->diag, src, "the line engine cannot run this: %s",
                  variant->twin->line_why.text);
    gm_diag_hint(o->diag, "`--engine auto` takes the event engine for it");
    return GM_ERR_MODEL;
}

// The model at a point. Close it in any case.
static gm_status open_point(gm_optimizer *o, const int32_t *at, gm_variant *variant)
{
    const gm_optimize_problem *p = o->problem;
    const char **sets = GM_NEW(o->arena, const char *, p->n_choices + 1);
    int32_t n_sets = at ? p->n_choices : 0;
    for (int32_t i = 0; i < n_sets; i++) {
        sets[i] = gm_choice_set(&p->choices[i], at[i], o->arena);
    }
    return gm_variant_open(p->source, sets, n_sets, variant);
}

gm_status gm_optimizer_look(gm_optimizer *o, const int32_t *at, uint32_t seed, int32_t n,
                            gm_look *look)
{
    gm_variant variant;
    gm_status status = open_point(o, at, &variant);
    if (status != GM_OK) {
        gm_diag_take_varied(o->diag, &variant.diag, varied_by(o), words_of(o, at));
    } else if (o->how->run.engine == GM_ENGINE_LINE && !variant.twin->line) {
        status = refuse_engine(o, &variant);
    } else {
        status = run_set(o, &variant, at, seed, n, look);
    }
    gm_variant_close(&variant);
    return status;
}

static bool is_free(const gm_choice *choice)
{
    bool is = true;
    for (int32_t v = 0; v < choice->n; v++) {
        is &= choice->costs[v] == 0.0;
    }
    return is;
}

double gm_optimizer_cost_written(gm_optimizer *o)
{
    gm_variant variant;
    double cost = open_point(o, NULL, &variant) == GM_OK ? 0.0 : (double)NAN;
    for (int32_t i = 0; i < o->problem->n_choices && !isnan(cost); i++) {
        const gm_choice *c = &o->problem->choices[i];
        int32_t v = is_free(c) ? 0 : gm_choice_written(c, variant.model->root, &variant.arena);
        cost = v >= 0 ? cost + c->costs[v] : (double)NAN;
    }
    gm_variant_close(&variant);
    return cost;
}

gm_line_estimate gm_optimizer_estimate(gm_optimizer *o, const int32_t *at)
{
    gm_variant variant;
    gm_line_estimate estimate = {(double)NAN, "the model cannot be opened"};
    if (open_point(o, at, &variant) == GM_OK) {
        estimate = gm_line_estimate_of(variant.twin, &variant.arena);
        estimate.why = estimate.why ? gm_arena_strdup(o->arena, estimate.why) : NULL;
    }
    gm_variant_close(&variant);
    return estimate;
}

// ---- all points

typedef struct walk {
    gm_optimizer *o;
    int32_t *at;
    int32_t n; // points found
    gm_candidate **points;
} walk;

static double cheapest_rest(const gm_optimizer *o, int32_t from)
{
    double sum = 0.0;
    for (int32_t i = from; i < o->problem->n_choices; i++) {
        const gm_choice *c = &o->problem->choices[i];
        double least = INFINITY;
        for (int32_t v = 0; v < c->n; v++) {
            least = fmin(least, c->costs[v]);
        }
        sum += least;
    }
    return sum;
}

// Places that the choices from one on can take, at least and at most.
static void places_rest(const gm_optimizer *o, int32_t from, int64_t *least, int64_t *most)
{
    *least = *most = 0;
    for (int32_t i = from; i < o->problem->n_choices; i++) {
        const gm_choice *c = &o->problem->choices[i];
        *least += c->is_place ? c->least : 0;
        *most += c->is_place ? c->least + c->n - 1 : 0;
    }
}

// Every way that keeps the budget has an end, so that the walk is as short as its answer.
static void walk_on(walk *w, int32_t i, double cost, int64_t places)
{
    const gm_optimize_problem *p = w->o->problem;
    int64_t least, most;
    places_rest(w->o, i, &least, &most);
    double slack = 1e-9 * fabs(p->spend);
    if (w->n > GM_OPTIMIZE_WHOLE || places + least > p->places || places + most < p->places ||
        (!isinf(p->spend) && cost + cheapest_rest(w->o, i) > p->spend + slack)) {
        return;
    }
    if (i == p->n_choices) {
        if (w->n < GM_OPTIMIZE_WHOLE) {
            w->points[w->n] = gm_optimizer_point(w->o, w->at);
        }
        w->n++;
        return;
    }
    const gm_choice *c = &p->choices[i];
    for (int32_t v = 0; v < c->n; v++) {
        w->at[i] = v;
        walk_on(w, i + 1, cost + c->costs[v], places + (c->is_place ? c->least + v : 0));
    }
}

// ---- the whole

static gm_status refuse_budget(gm_optimizer *o)
{
    char number[GM_NUMBER_BYTES];
    gm_diag_error(o->diag, (gm_src){.origin = "--spend"},
                  "no choice is within the budget: the cheapest costs %s",
                  gm_text_of_rounded(cheapest_rest(o, 0), 6, number));
    return GM_ERR_MODEL;
}

static gm_status find_candidates(gm_optimizer *o, gm_candidate **found, int32_t *n)
{
    walk w = {o, GM_NEW(o->arena, int32_t, o->problem->n_choices), 0, found};
    walk_on(&w, 0, 0.0, 0);
    o->out->is_whole = w.n <= GM_OPTIMIZE_WHOLE;
    *n = w.n;
    if (w.n == 0) {
        return refuse_budget(o);
    }
    return o->out->is_whole ? GM_OK : gm_optimize_search(o, MOST_CANDIDATES, found, n);
}

// The values of each choice, one by one, make a model: faults are told before anything runs.
static gm_status try_values(gm_optimizer *o)
{
    const gm_optimize_problem *p = o->problem;
    int before = o->diag->count;
    for (int32_t i = 0; i < p->n_choices; i++) {
        for (int32_t v = 0; v < p->choices[i].n && !gm_diag_is_full(o->diag);
             v += p->choices[i].is_place && v + 1 < p->choices[i].n ? p->choices[i].n - 1 : 1) {
            const char *set = gm_choice_set(&p->choices[i], v, o->arena);
            gm_variant variant;
            if (gm_variant_open(p->source, &set, 1, &variant) != GM_OK) {
                gm_diag_take_varied(o->diag, &variant.diag, varied_by(o), set);
            }
            gm_variant_close(&variant);
        }
    }
    return gm_diag_status(o->diag, before);
}

gm_status gm_optimize(const gm_optimize_problem *problem, const gm_optimize_how *how,
                      gm_arena *arena, gm_diag *diag, gm_optimum *out)
{
    GM_REQUIRE(problem->n_choices >= 1 && problem->n_first >= LEAST_N);
    GM_REQUIRE(problem->most >= problem->n_first);
    GM_REQUIRE(!isnan(problem->delta) || problem->delta_share > 0.0);
    *out = (gm_optimum){.n_first = problem->n_first, .delta = problem->delta};
    gm_optimizer o = {problem, how, arena, diag, out, {0}};
    gm_candidate **found = GM_NEW(arena, gm_candidate *, GM_OPTIMIZE_WHOLE + 1);
    int32_t n = 0;
    gm_status status = try_values(&o);
    if (status == GM_OK) {
        status = find_candidates(&o, found, &n);
    }
    if (status == GM_OK || (status == GM_ERR_INTERRUPTED && n > 0)) {
        gm_status picked = gm_optimize_pick(&o, found, n);
        status = status == GM_OK ? picked : status;
    }
    out->is_interrupted = status == GM_ERR_INTERRUPTED;
    return status;
}
