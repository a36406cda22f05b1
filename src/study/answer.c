// SPDX-License-Identifier: MIT

#include "study/answer.h"

#include "num/elementary.h"
#include "num/random.h"
#include "study/answer_cell.h"
#include "study/bound.h"
#include "study/growth.h"

#include <inttypes.h>
#include <math.h>

#define CLEAR_SHARE 0.95

const char *gm_verdict_text(gm_verdict verdict)
{
    switch (verdict) {
    case GM_VERDICT_HOLDS:
        return "holds";
    case GM_VERDICT_FAILS:
        return "fails";
    case GM_VERDICT_OPEN:
        return "open";
    case GM_VERDICT_CANNOT:
        return "cannot say";
    }
    return "";
}

// ---- claims

// The best window of one replication.
static double best_of(const gm_replications *set, const gm_replication *r, int32_t claim_i,
                      int32_t *window_i)
{
    const gm_claim_plan *plan = &set->twin->claims[claim_i];
    const double *values = &r->claims[set->claim_at[claim_i]];
    *window_i = gm_bound_best(plan->def, values, plan->n_windows);
    return values[*window_i];
}

double gm_answer_claim_value(const gm_replications *set, int32_t claim_i, int32_t replication_i)
{
    const gm_replication *r = &set->items[replication_i];
    const gm_claim_plan *plan = &set->twin->claims[claim_i];
    if (plan->by == GM_ANSWER_CELL) {
        return gm_cell_futures_value(set->cell, &plan->metric, replication_i);
    }
    bool is_known = plan->n_windows > 0 && (plan->windows[0].from >= 0 || !set->has_no_cut);
    int32_t window_i;
    return r->is_done && !r->error && is_known ? best_of(set, r, claim_i, &window_i) : GM_NAN;
}

// Without a value a replication speaks neither for a claim nor against it.
gm_verdict gm_verdict_of(int32_t n_holds, int32_t n_fails, int32_t n, bool is_certain)
{
    if (n < GM_VERDICT_LEAST_N && !is_certain) {
        return GM_VERDICT_OPEN;
    }
    if (n_holds >= CLEAR_SHARE * n) {
        return GM_VERDICT_HOLDS;
    }
    return n_fails >= CLEAR_SHARE * n ? GM_VERDICT_FAILS : GM_VERDICT_OPEN;
}

// Nothing is left to chance: several replications, and all are the same history.
static bool is_without_chance(const gm_replications *set)
{
    const gm_replication *first = NULL;
    int32_t n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        if (!r->is_done || r->error) {
            continue;
        }
        first = first ? first : r;
        if (r->hash != first->hash) {
            return false;
        }
        n += 1;
    }
    return n > 1;
}

// Values of the replications that have one; counts those that hold and their best windows.
static int32_t collect(const gm_replications *set, int32_t claim_i, gm_claim_answer *a,
                       double *values, int32_t *best)
{
    int32_t n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        if (!r->is_done || r->error) {
            continue;
        }
        int32_t window_i;
        double value = best_of(set, r, claim_i, &window_i);
        a->n += 1;
        if (!isnan(value)) {
            values[n++] = value;
            best[window_i] += 1;
            a->n_holds += gm_bound_is_met(a->plan->def, value) ? 1 : 0;
        }
    }
    return n;
}

static void cannot(gm_claim_answer *a, const char *why)
{
    a->verdict = GM_VERDICT_CANNOT;
    a->why = why;
    a->short_by = GM_NAN;
}

static void answer_by_run(const gm_replications *set, int32_t claim_i, gm_claim_answer *a,
                          gm_arena *arena)
{
    const gm_claim_plan *plan = a->plan;
    double *values = GM_NEW(arena, double, set->n);
    int32_t *best = GM_NEW(arena, int32_t, plan->n_windows + 1);
    int32_t n = collect(set, claim_i, a, values, best);
    if (set->has_no_cut && plan->windows[0].from < 0) {
        a->n = 0;
        a->n_holds = 0;
        const char *growth = gm_growth_words(set, arena);
        cannot(a, growth ? gm_arena_printf(arena, "never steady: %s", growth)
                         : "the warm-up does not end within half of the run");
        return;
    }
    if (set->n > 0 && set->items[set->n - 1].error == GM_RUN_TOO_MANY_PARTS) {
        // Those before it are the ones that did not fill up: no fair sample.
        cannot(a,
               gm_arena_printf(arena, "replication %" PRId32 " fills up with parts", set->n));
        return;
    }
    if (n == 0) {
        cannot(a, "the run gives no value: nothing came that far");
        return;
    }
    a->mean = gm_mean_interval(values, (size_t)n, GM_CONFIDENCE);
    gm_sort(values, (size_t)n);
    a->median = gm_percentile(values, (size_t)n, 0.5);
    a->p5 = gm_percentile(values, (size_t)n, 0.05);
    a->p95 = gm_percentile(values, (size_t)n, 0.95);
    a->wilson = gm_wilson((uint64_t)a->n_holds, (uint64_t)a->n, GM_CONFIDENCE);
    bool is_certain = is_without_chance(set);
    a->verdict = gm_verdict_of(a->n_holds, n - a->n_holds, a->n, is_certain);
    if (a->n < GM_VERDICT_LEAST_N && !is_certain) {
        a->note = gm_arena_printf(arena, "only %" PRId32 " replication%s: no verdict", a->n,
                                  a->n == 1 ? "" : "s");
    }
    a->short_by = gm_bound_short_by(plan->def, a->median);
    int32_t most = 0;
    for (int32_t k = 1; k < plan->n_windows; k++) {
        most = best[k] > best[most] ? k : most;
    }
    a->when = plan->windows[most].label;
}

static gm_claim_answer answer(const gm_replications *set, int32_t claim_i, gm_arena *arena)
{
    const gm_claim_plan *plan = &set->twin->claims[claim_i];
    gm_claim_answer a = {.plan = plan,
                         .median = GM_NAN,
                         .p5 = GM_NAN,
                         .p95 = GM_NAN,
                         .short_by = GM_NAN,
                         .mean = {GM_NAN, GM_NAN, GM_NAN, 0}};
    switch (plan->by) {
    case GM_ANSWER_CANNOT:
        a.verdict = GM_VERDICT_CANNOT;
        a.why = plan->why;
        break;
    case GM_ANSWER_STATIC:
        a.median = plan->value;
        a.verdict =
            gm_bound_is_met(plan->def, plan->value) ? GM_VERDICT_HOLDS : GM_VERDICT_FAILS;
        a.short_by = gm_bound_short_by(plan->def, plan->value);
        a.n = set->n; // it is the same in each
        a.n_holds = a.verdict == GM_VERDICT_HOLDS ? a.n : 0;
        break;
    case GM_ANSWER_RUN:
        answer_by_run(set, claim_i, &a, arena);
        break;
    case GM_ANSWER_CELL:
        gm_answer_by_cell(&(gm_cell_claim){plan, set->cell, &set->warmth[claim_i]}, &a, arena);
        break;
    }
    if (plan->def->in.text) {
        a.when = plan->def->in.kind == GM_WINDOW_DATES ? plan->def->in.text : a.when;
    }
    return a;
}

const gm_claim_answer *gm_answer_claims(const gm_replications *set, gm_arena *arena)
{
    gm_claim_answer *answers = GM_NEW(arena, gm_claim_answer, set->twin->n_claims);
    for (int32_t i = 0; i < set->twin->n_claims; i++) {
        answers[i] = answer(set, i, arena);
    }
    return answers;
}

bool gm_answers_are_clear(const gm_claim_answer *answers, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        bool by_cell =
            answers[i].plan->by == GM_ANSWER_CELL; // more replications say nothing to it
        if (!by_cell && answers[i].verdict == GM_VERDICT_OPEN) {
            return false;
        }
    }
    return true;
}

// ---- figures

static gm_interval interval_of(double *values, int32_t n)
{
    if (n == 0) {
        return (gm_interval){GM_NAN, GM_NAN, GM_NAN, 0};
    }
    return gm_mean_interval(values, (size_t)n, GM_CONFIDENCE);
}

gm_interval gm_answer_figure(const gm_replications *set, int32_t figure_i, int32_t *n,
                             gm_arena *scratch)
{
    gm_mark mark = gm_arena_mark(scratch);
    double *values = GM_NEW(scratch, double, set->n);
    *n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        if (r->is_done && !r->error && !isnan(r->figures[figure_i])) {
            values[(*n)++] = r->figures[figure_i];
        }
    }
    gm_interval out = interval_of(values, *n);
    gm_arena_rewind(scratch, mark);
    return out;
}

gm_interval gm_answer_series(const gm_replications *set, int32_t interval_i, int32_t series_i,
                             int32_t *n, gm_arena *scratch)
{
    gm_mark mark = gm_arena_mark(scratch);
    double *values = GM_NEW(scratch, double, set->n);
    *n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        if (r->is_done && !r->error) {
            double value = r->series[interval_i * set->n_series + series_i];
            if (!isnan(value)) {
                values[(*n)++] = value;
            }
        }
    }
    gm_interval out = interval_of(values, *n);
    gm_arena_rewind(scratch, mark);
    return out;
}

uint64_t gm_answer_hash(const gm_replications *set)
{
    uint64_t hash = GM_FNV1A_64_START;
    for (int32_t i = 0; i < set->n; i++) {
        if (set->items[i].is_done) {
            hash = gm_fnv1a_64(hash, &set->items[i].hash, sizeof set->items[i].hash);
        }
    }
    return hash;
}

const char *gm_answer_more_words(const gm_replications *set, gm_arena *arena)
{
    const gm_clock_def *clock = &set->twin->model->clock;
    int32_t n = gm_replications_good(set);
    return n > clock->replications
               ? gm_arena_printf(arena,
                                 "%" PRId32 " replications instead of %" PRId32
                                 ": until the claims are clear, at most %" PRId32,
                                 n, (int32_t)clock->replications, (int32_t)clock->most)
               : NULL;
}
