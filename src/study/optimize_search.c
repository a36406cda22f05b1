// SPDX-License-Identifier: MIT
//
// Climbs over many points on one set of random numbers: what is better is so in the mean of the
// same replications, so that no point comes twice and the climb ends.

#include "study/optimize_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_LOOKS 4000 // points that a search runs

typedef struct search {
    gm_optimizer *o;
    gm_status status;
    gm_candidate *best;
    int32_t step; // places that an exchange moves
} search;

// A point that was run; NULL: it cannot be, or the search has looked enough.
static gm_candidate *look(search *s, const int32_t *at)
{
    gm_optimizer *o = s->o;
    gm_candidate *c = gm_optimizer_point(o, at);
    if (c->search.n > 0) {
        return c;
    }
    if (s->status != GM_OK || o->out->n_searched == MOST_LOOKS) {
        return NULL;
    }
    s->status = gm_optimizer_look(o, at, gm_optimizer_seed(o, GM_STAGE_SEARCH),
                                  o->problem->n_first, &c->search);
    if (s->status != GM_OK) {
        return NULL;
    }
    o->out->n_searched++;
    gm_optimizer_tell(o, "searching", o->out->n_searched, 0);
    return c;
}

static bool is_better(const search *s, const gm_candidate *a, const gm_candidate *b)
{
    return gm_optimizer_is_better(s->o, a->search.mean, a->cost, b->search.mean, b->cost);
}

// The point beside the best: choice i by so many values, and choice j. False: there is none.
static bool beside(const search *s, int32_t i, int32_t by_i, int32_t j, int32_t by_j,
                   int32_t *out)
{
    const gm_optimize_problem *p = s->o->problem;
    memcpy(out, s->best->at, (size_t)p->n_choices * sizeof *out);
    out[i] += by_i;
    out[j] += by_j;
    return out[i] >= 0 && out[i] < p->choices[i].n && out[j] >= 0 && out[j] < p->choices[j].n;
}

static int32_t *room(const search *s)
{
    return GM_NEW(s->o->arena, int32_t, s->o->problem->n_choices);
}

// ---- where it begins

static int32_t cheapest_value(const gm_choice *c)
{
    int32_t best = 0;
    for (int32_t v = 1; v < c->n; v++) {
        best = c->costs[v] < c->costs[best] ? v : best;
    }
    return best;
}

// Places spread evenly, those left over from the middle of the line outwards; all else at its
// cheapest.
static void start(search *s)
{
    const gm_optimize_problem *p = s->o->problem;
    int32_t *at = room(s);
    int32_t n_places = 0;
    int32_t left = p->places;
    for (int32_t i = 0; i < p->n_choices; i++) {
        at[i] = p->choices[i].is_place ? 0 : cheapest_value(&p->choices[i]);
        n_places += p->choices[i].is_place ? 1 : 0;
        left -= p->choices[i].is_place ? p->choices[i].least : 0;
    }
    int32_t each = n_places > 0 ? left / n_places : 0;
    int32_t over = n_places > 0 ? left % n_places : 0;
    int32_t first = (n_places - over) / 2;
    for (int32_t i = 0, k = 0; i < p->n_choices; i++) {
        if (p->choices[i].is_place) {
            at[i] = each + (k >= first && k < first + over ? 1 : 0);
            k++;
        }
    }
    s->step = n_places > 0 && each >= 4 ? each / 2 : 1;
    s->best = look(s, at);
}

// ---- up by gain for cost

// What a step gains for what it costs; < 0: it is no step up.
static double gain_of(const search *s, const gm_candidate *to)
{
    if (!to || !to->keeps_budget || !is_better(s, to, s->best)) {
        return -1.0;
    }
    double gain = to->search.mean - s->best->search.mean;
    double cost = to->cost - s->best->cost;
    return cost > 0.0 ? gain / cost : (double)INFINITY;
}

// The single step of one choice, up or down, that gains most; NULL: none gains.
static gm_candidate *best_step(search *s)
{
    const gm_optimize_problem *p = s->o->problem;
    int32_t *at = room(s);
    gm_candidate *next = NULL;
    double most = -1.0;
    for (int32_t k = 0; k < 2 * p->n_choices; k++) {
        int32_t i = k / 2;
        int32_t by = k % 2 == 0 ? -1 : 1;
        if (p->choices[i].is_place || !beside(s, i, by, i, 0, at)) {
            continue;
        }
        gm_candidate *to = look(s, at);
        double gain = gain_of(s, to);
        if (gain > most) {
            most = gain;
            next = to;
        }
    }
    return next;
}

static void climb(search *s)
{
    for (gm_candidate *next = s->best; next;) {
        s->best = next;
        next = best_step(s);
    }
}

// ---- exchanges

// Two choices against each other, and what the single steps let expect of both together.
typedef struct trade {
    int32_t up, down;
    int32_t by_up, by_down;
    double expected;
} trade;

static int by_expected(const void *a, const void *b)
{
    const trade *x = a;
    const trade *y = b;
    int by_place = x->up != y->up ? (x->up < y->up ? -1 : 1) : (x->down < y->down ? -1 : 1);
    return x->expected != y->expected ? (x->expected > y->expected ? -1 : 1) : by_place;
}

// The gradient at the best point: what a step of each choice changes; NaN: there is none.
static void find_gradient(search *s, double *up, double *down)
{
    const gm_optimize_problem *p = s->o->problem;
    int32_t *at = room(s);
    for (int32_t i = 0; i < p->n_choices; i++) {
        int32_t by = p->choices[i].is_place ? s->step : 1;
        double *change[] = {&up[i], &down[i]};
        for (int k = 0; k < 2; k++) {
            bool is_there = beside(s, i, k == 0 ? by : -by, i, 0, at);
            gm_candidate *to = is_there ? look(s, at) : NULL;
            *change[k] = to ? to->search.mean - s->best->search.mean : (double)NAN;
        }
    }
}

static int32_t find_trades(search *s, trade *trades)
{
    const gm_optimize_problem *p = s->o->problem;
    double *up = GM_NEW(s->o->arena, double, p->n_choices);
    double *down = GM_NEW(s->o->arena, double, p->n_choices);
    int32_t n = 0;
    find_gradient(s, up, down);
    for (int32_t i = 0; i < p->n_choices; i++) {
        for (int32_t j = 0; j < p->n_choices; j++) {
            int32_t by = p->choices[i].is_place ? s->step : 1;
            bool is_trade = i != j && p->choices[i].is_place == p->choices[j].is_place;
            if (is_trade && !isnan(up[i]) && !isnan(down[j])) {
                trades[n++] = (trade){i, j, by, -by, up[i] + down[j]};
            }
        }
    }
    qsort(trades, (size_t)n, sizeof *trades, by_expected);
    return n;
}

// The first of the most promising exchanges that is better.
static bool exchange(search *s)
{
    const gm_optimize_problem *p = s->o->problem;
    trade *trades = GM_NEW(s->o->arena, trade, p->n_choices * p->n_choices);
    int32_t n = find_trades(s, trades);
    int32_t most = 3 * p->n_choices;
    int32_t *at = room(s);
    for (int32_t k = 0; k < n && k < most; k++) {
        const trade *t = &trades[k];
        if (!beside(s, t->up, t->by_up, t->down, t->by_down, at) ||
            !gm_optimizer_keeps_budget(s->o, at)) {
            continue;
        }
        gm_candidate *to = look(s, at);
        if (to && is_better(s, to, s->best)) {
            s->best = to;
            return true;
        }
    }
    return false;
}

// ---- what is left

// Stable: points come in the order in which they were found.
static void sort(search *s, gm_candidate **points, int32_t n)
{
    for (int32_t i = 1; i < n; i++) {
        gm_candidate *c = points[i];
        int32_t k = i;
        for (; k > 0 && is_better(s, c, points[k - 1]); k--) {
            points[k] = points[k - 1];
        }
        points[k] = c;
    }
}

static int32_t gather(search *s, int32_t most, gm_candidate **out)
{
    gm_optimizer *o = s->o;
    gm_candidate **points = GM_NEW(o->arena, gm_candidate *, o->all.n + 1);
    int32_t n = 0;
    for (int i = 0; i < o->all.n; i++) {
        gm_candidate *c = o->all.items[i];
        if (c->keeps_budget && c->search.n > 0) {
            points[n++] = c;
        }
    }
    sort(s, points, n);
    n = n < most ? n : most;
    for (int32_t i = 0; i < n; i++) {
        out[i] = points[i];
    }
    return n;
}

gm_status gm_optimize_search(gm_optimizer *o, int32_t most, gm_candidate **candidates,
                             int32_t *n)
{
    search s = {.o = o};
    start(&s);
    while (s.best && s.status == GM_OK) {
        climb(&s);
        if (exchange(&s)) {
            continue;
        }
        if (s.step == 1) {
            break;
        }
        s.step /= 2;
    }
    *n = gather(&s, most, candidates);
    return s.status;
}
