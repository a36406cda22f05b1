// SPDX-License-Identifier: MIT
//
// From candidates to an answer with a stated probability: screening, then selection, each on
// replications of its own; or, with a target, tests of who reaches it.

#include "study/optimize_parts.h"

#include <math.h>
#include <stdlib.h>

#define MOST_DROPPED 5 // rows of what was screened out

static double sign_of(const gm_optimizer *o)
{
    return o->problem->objective.is_least ? -1.0 : 1.0;
}

// ---- rows

// The look by which a point is shown, and which the other has too.
static const gm_look *newest(const gm_candidate *c)
{
    return c->last.n > 0 ? &c->last : c->first.n > 0 ? &c->first : &c->search;
}

static const gm_look *common(const gm_candidate *c, const gm_candidate *with)
{
    bool has_last = c->last.n > 0 && c->last.n == with->last.n;
    bool has_first = c->first.n > 0 && with->first.n > 0;
    return has_last ? &with->last : has_first ? &with->first : &with->search;
}

// What the newest look with a remark says.
static void take_remark(gm_optimum_row *row, const gm_look *const *looks, int n)
{
    for (int i = 0; i < n && !row->remark; i++) {
        row->remark = looks[i]->remark;
        row->is_stuck = looks[i]->is_stuck;
    }
}

static gm_interval flipped(const gm_optimizer *o, gm_interval x)
{
    x.mean *= sign_of(o);
    return x;
}

static gm_interval mean_of(const gm_look *look)
{
    return gm_mean_interval(look->x, (size_t)look->n, GM_CONFIDENCE);
}

static gm_optimum_row row_of(const gm_optimizer *o, const gm_candidate *c,
                             const gm_candidate *best)
{
    const gm_look *of_best = common(c, best);
    const gm_look *own = of_best == &best->last    ? &c->last
                         : of_best == &best->first ? &c->first
                                                   : &c->search;
    gm_optimum_row row = {.at = c->at,
                          .cost = c->cost,
                          .is_kept = c->is_kept,
                          .reaches = c->reaches,
                          .is_beside = newest(c) == own && newest(best) == of_best,
                          .measure = flipped(o, mean_of(newest(c)))};
    take_remark(&row, (const gm_look *[]){&c->last, &c->first, &c->search}, 3);
    if (c != best && own->n > 0 && own->n == of_best->n) {
        row.behind = gm_paired_interval(of_best->x, own->x, (size_t)own->n, GM_CONFIDENCE);
    }
    return row;
}

static void fill_rows(gm_optimizer *o, gm_candidate *const *order, int32_t n)
{
    gm_optimum_row *rows = GM_NEW(o->arena, gm_optimum_row, n + 1);
    int32_t n_rows = 0;
    int32_t n_dropped = 0;
    for (int32_t i = 0; i < n; i++) {
        n_dropped += order[i]->is_kept ? 0 : 1;
        if (newest(order[i])->n > 0 && (order[i]->is_kept || n_dropped <= MOST_DROPPED)) {
            rows[n_rows++] = row_of(o, order[i], order[0]);
        }
    }
    o->out->rows = rows;
    o->out->n_rows = n_rows;
}

// Kept ones first, then by what was seen last; equals stay in the order in which they came.
static bool goes_before(const gm_optimizer *o, const gm_candidate *a, const gm_candidate *b)
{
    const gm_look *x = newest(a);
    const gm_look *y = newest(b);
    if (a->is_kept != b->is_kept) {
        return a->is_kept;
    }
    if (x->n == 0 || y->n == 0) {
        return x->n > 0 && y->n == 0;
    }
    return gm_optimizer_is_better(o, x->mean, a->cost, y->mean, b->cost);
}

static void sort(const gm_optimizer *o, gm_candidate **c, int32_t n)
{
    for (int32_t i = 1; i < n; i++) {
        gm_candidate *own = c[i];
        int32_t k = i;
        for (; k > 0 && goes_before(o, own, c[k - 1]); k--) {
            c[k] = c[k - 1];
        }
        c[k] = own;
    }
}

// ---- looks

static gm_status look_at(gm_optimizer *o, gm_candidate *c, gm_optimize_stage stage, int32_t n)
{
    gm_look *look = stage == GM_STAGE_FIRST ? &c->first : &c->last;
    return look->n >= n ? GM_OK
                        : gm_optimizer_look(o, c->at, gm_optimizer_seed(o, stage), n, look);
}

static gm_status look_at_all(gm_optimizer *o, gm_candidate *const *c, int32_t n,
                             gm_optimize_stage stage, int32_t n_runs)
{
    const char *what = stage == GM_STAGE_FIRST ? "comparing" : "selecting";
    for (int32_t i = 0; i < n; i++) {
        gm_optimizer_tell(o, what, i, n);
        GM_TRY(look_at(o, c[i], stage, n_runs));
    }
    return GM_OK;
}

static const double **values_of(const gm_optimizer *o, gm_candidate *const *c, int32_t n,
                                gm_optimize_stage stage)
{
    const double **x = GM_NEW(o->arena, const double *, n);
    for (int32_t i = 0; i < n; i++) {
        x[i] = stage == GM_STAGE_FIRST ? c[i]->first.x : c[i]->last.x;
    }
    return x;
}

// ---- the best

static gm_status screen(gm_optimizer *o, gm_candidate **c, int32_t n, double alpha)
{
    gm_optimum *out = o->out;
    GM_TRY(look_at_all(o, c, n, GM_STAGE_FIRST, out->n_first));
    const double **x = values_of(o, c, n, GM_STAGE_FIRST);
    bool *keeps = GM_NEW(o->arena, bool, n);
    out->n_kept = gm_selection_screen(n, out->n_first, x, alpha, keeps);
    if (isnan(out->delta)) {
        double best = fabs(c[gm_selection_best(n, out->n_first, x)]->first.mean);
        out->delta = o->problem->delta_share * best;
    }
    for (int32_t i = 0; i < n; i++) {
        c[i]->is_kept = keeps[i];
    }
    sort(o, c, n);
    return GM_OK;
}

// The kept ones are the first n.
static gm_status select_best(gm_optimizer *o, gm_candidate **c, int32_t n, double alpha)
{
    gm_optimum *out = o->out;
    GM_TRY(look_at_all(o, c, n, GM_STAGE_LAST, out->n_first));
    const double **x = values_of(o, c, n, GM_STAGE_LAST);
    int64_t size =
        out->delta > 0.0 ? gm_selection_size(n, out->n_first, x, alpha, out->delta) : INT64_MAX;
    out->n_last = size < o->problem->most ? (int32_t)size : o->problem->most;
    out->width = gm_selection_width(n, out->n_first, x, alpha, out->n_last);
    GM_TRY(look_at_all(o, c, n, GM_STAGE_LAST, out->n_last));
    out->is_settled = size <= o->problem->most;
    return GM_OK;
}

static gm_status pick_best(gm_optimizer *o, gm_candidate **c, int32_t n)
{
    double alpha = (1.0 - o->problem->confidence) / 2.0;
    GM_TRY(screen(o, c, n, alpha));
    if (o->out->n_kept > 1) {
        return select_best(o, c, o->out->n_kept, alpha);
    }
    o->out->is_settled = true;
    return GM_OK;
}

// ---- the cheapest that reaches a target

static int by_cost(const void *a, const void *b)
{
    double x = (*(gm_candidate *const *)a)->cost;
    double y = (*(gm_candidate *const *)b)->cost;
    return x < y ? -1 : x > y ? 1 : 0;
}

// What the cheapest costs that is known to reach it.
static double cost_of_reaching(gm_candidate *const *c, int32_t n)
{
    double least = INFINITY;
    for (int32_t i = 0; i < n; i++) {
        least = c[i]->reaches == GM_REACH_YES ? fmin(least, c[i]->cost) : least;
    }
    return least;
}

// One look at all that are open and not dearer than one that reaches it. Returns how many are
// open after it.
static gm_status test_open(gm_optimizer *o, gm_candidate **c, int32_t n, int32_t n_runs,
                           double alpha, int32_t *n_open)
{
    double target = sign_of(o) * o->problem->target;
    *n_open = 0;
    for (int32_t i = 0; i < n; i++) {
        if (c[i]->reaches != GM_REACH_OPEN || c[i]->cost > cost_of_reaching(c, n)) {
            continue;
        }
        gm_optimizer_tell(o, "comparing", i, n);
        GM_TRY(look_at(o, c[i], GM_STAGE_LAST, n_runs));
        c[i]->reaches = gm_selection_reaches(n_runs, c[i]->last.x, target, alpha / n);
    }
    for (int32_t i = 0; i < n; i++) {
        bool may_win = c[i]->reaches == GM_REACH_OPEN && c[i]->cost < cost_of_reaching(c, n);
        *n_open += may_win ? 1 : 0;
    }
    return GM_OK;
}

// Equal costs: the one with more.
static void put_cheapest_first(gm_optimizer *o, gm_candidate **c, int32_t n)
{
    double least = cost_of_reaching(c, n);
    o->out->is_found = !isinf(least);
    for (int32_t i = 0; i < n; i++) {
        c[i]->is_kept = o->out->is_found ? c[i]->reaches == GM_REACH_YES && c[i]->cost == least
                                         : c[i]->reaches == GM_REACH_OPEN;
        o->out->n_kept += c[i]->is_kept ? 1 : 0;
    }
    sort(o, c, n);
}

static gm_status pick_cheapest(gm_optimizer *o, gm_candidate **c, int32_t n)
{
    gm_optimum *out = o->out;
    double alpha = 1.0 - o->problem->confidence;
    int32_t n_open = n;
    gm_status status = GM_OK;
    qsort(c, (size_t)n, sizeof(gm_candidate *), by_cost);
    // Each look may err with half of what is left.
    for (int32_t n_runs = out->n_first; n_open > 0 && status == GM_OK; n_runs *= 2) {
        if (n_runs > o->problem->most) {
            break;
        }
        alpha /= 2.0;
        out->n_last = n_runs;
        status = test_open(o, c, n, n_runs, alpha, &n_open);
    }
    out->is_settled = status == GM_OK && n_open == 0;
    put_cheapest_first(o, c, n);
    return status;
}

// ---- the whole

// The model as written beside the winner, and what the estimate says of the winner.
static gm_status look_beside(gm_optimizer *o, const gm_candidate *best)
{
    gm_optimum *out = o->out;
    const gm_look *look = newest(best);
    uint32_t seed = look == &best->last    ? gm_optimizer_seed(o, GM_STAGE_LAST)
                    : look == &best->first ? gm_optimizer_seed(o, GM_STAGE_FIRST)
                                           : gm_optimizer_seed(o, GM_STAGE_SEARCH);
    gm_look written = {0};
    out->seed_last = seed;
    out->estimate = gm_optimizer_estimate(o, best->at);
    GM_TRY(gm_optimizer_look(o, NULL, seed, look->n, &written));
    out->written = (gm_optimum_row){
        .cost = gm_optimizer_cost_written(o),
        .measure = flipped(o, mean_of(&written)),
        .behind = gm_paired_interval(look->x, written.x, (size_t)look->n, GM_CONFIDENCE),
        .is_beside = true,
    };
    take_remark(&out->written, (const gm_look *[]){&written}, 1);
    return GM_OK;
}

gm_status gm_optimize_pick(gm_optimizer *o, gm_candidate **candidates, int32_t n)
{
    o->out->n_compared = n;
    gm_status status =
        o->problem->has_target ? pick_cheapest(o, candidates, n) : pick_best(o, candidates, n);
    sort(o, candidates, n);
    if (status == GM_OK && newest(candidates[0])->n > 0) {
        status = look_beside(o, candidates[0]);
        o->out->is_settled &= status == GM_OK;
    }
    if (status == GM_OK || status == GM_ERR_INTERRUPTED) {
        fill_rows(o, candidates, n);
    }
    return status;
}
