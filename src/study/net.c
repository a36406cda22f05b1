// SPDX-License-Identifier: MIT

#include "study/net.h"

#include <stdlib.h>

bool gm_step_is_work(const gm_plan *plan, int32_t step_i)
{
    const gm_step *step = &plan->steps[step_i];
    if (step->kind == GM_STEP_STATION) {
        return !plan->stations[step->own_i].is_unlimited;
    }
    return step->kind == GM_STEP_CONVEYOR || step->kind == GM_STEP_MOVING;
}

// ---- all ways: counted, then listed by the same functions

typedef struct lister {
    const gm_plan *plan;
    gm_link *links; // NULL: counting
    int32_t n;
} lister;

static void add(lister *at, int32_t from, int32_t to)
{
    if (at->links) {
        at->links[at->n] = (gm_link){from, to};
    }
    at->n += 1;
}

// Parts of a store go on with the steps that take from it.
static void add_takers(lister *at, int32_t from, int32_t store_i)
{
    const gm_store_plan *store = &at->plan->stores[store_i];
    for (int32_t k = 0; k < store->n_consumers; k++) {
        if (store->consumers[k] != from) {
            add(at, from, store->consumers[k]);
        }
    }
}

static void add_route(lister *at, int32_t from, const gm_route *route)
{
    for (int32_t k = 0; k < route->n; k++) {
        gm_target t = route->targets[k];
        if (t.kind == GM_TO_STEP) {
            add(at, from, t.i);
        } else if (t.kind == GM_TO_STORE) {
            add_takers(at, from, t.i);
        }
    }
}

static void add_variants(lister *at)
{
    for (int32_t v = 0; v < at->plan->n_variants; v++) {
        const gm_variant_plan *variant = &at->plan->variants[v];
        for (int32_t k = 0; k + 1 < variant->n_route; k++) {
            add(at, variant->route[k], variant->route[k + 1]);
        }
    }
}

static void add_all(lister *at)
{
    const gm_plan *plan = at->plan;
    at->n = 0;
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const gm_step *step = &plan->steps[i];
        add_route(at, i, &step->to);
        if (step->kind == GM_STEP_STATION) {
            add_route(at, i, &plan->stations[step->own_i].reject);
        }
    }
    for (int32_t s = 0; s < plan->n_stores; s++) {
        add_takers(at, plan->stores[s].step_i, s);
    }
    add_variants(at);
}

static int by_from(const void *a, const void *b)
{
    const gm_link *p = a;
    const gm_link *q = b;
    return p->from != q->from ? p->from - q->from : p->to - q->to;
}

static int by_to(const void *a, const void *b)
{
    const gm_link *p = a;
    const gm_link *q = b;
    return p->to != q->to ? p->to - q->to : p->from - q->from;
}

static const gm_link *sorted(const gm_link *links, int32_t n, gm_arena *arena,
                             int (*order)(const void *, const void *))
{
    gm_link *copy = GM_NEW(arena, gm_link, n + 1);
    for (int32_t i = 0; i < n; i++) {
        copy[i] = links[i];
    }
    qsort(copy, (size_t)n, sizeof *copy, order);
    return copy;
}

gm_net gm_net_create(const gm_plan *plan, gm_arena *arena)
{
    lister at = {.plan = plan};
    add_all(&at);
    at.links = GM_NEW(arena, gm_link, at.n + 1);
    add_all(&at);
    return (gm_net){.plan = plan,
                    .n = at.n,
                    .on = sorted(at.links, at.n, arena, by_from),
                    .back = sorted(at.links, at.n, arena, by_to)};
}

// The first link of a step in its list; *n is how many it has.
static const gm_link *links_of(const gm_net *net, bool is_back, int32_t step_i, int32_t *n)
{
    const gm_link *list = is_back ? net->back : net->on;
    int32_t low = 0;
    int32_t high = net->n;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        int32_t at = is_back ? list[middle].to : list[middle].from;
        low = at < step_i ? middle + 1 : low;
        high = at < step_i ? high : middle;
    }
    *n = 0;
    while (low + *n < net->n && (is_back ? list[low + *n].to : list[low + *n].from) == step_i) {
        *n += 1;
    }
    return &list[low];
}

// ---- walks

typedef struct walk {
    const gm_net *net;
    bool is_back;      // against the way of the parts
    bool with_sources; // they count as neighbours
    bool *been;        // by step
    int32_t *stack;
    int32_t n_stack;
} walk;

static walk begin_walk(const gm_net *net, bool is_back, int32_t step_i, gm_arena *arena)
{
    walk w = {.net = net, .is_back = is_back};
    w.been = GM_NEW(arena, bool, net->plan->n_steps);
    w.stack = GM_NEW(arena, int32_t, net->plan->n_steps);
    w.been[step_i] = true;
    w.stack[w.n_stack++] = step_i;
    return w;
}

static bool is_end(const walk *w, int32_t step_i)
{
    const gm_plan *plan = w->net->plan;
    return gm_step_is_work(plan, step_i) ||
           (w->with_sources && plan->steps[step_i].kind == GM_STEP_SOURCE);
}

// Goes on through the places behind the step on top of the stack; found: the neighbours.
static void pass(walk *w, bool *found)
{
    const gm_step *steps = w->net->plan->steps;
    int32_t at = w->stack[--w->n_stack];
    int32_t n;
    const gm_link *links = links_of(w->net, w->is_back, at, &n);
    for (int32_t k = 0; k < n; k++) {
        int32_t to = w->is_back ? links[k].from : links[k].to;
        bool is_ahead = (steps[to].rank > steps[at].rank) != w->is_back;
        if (w->been[to] || !is_ahead) {
            continue;
        }
        w->been[to] = true;
        if (is_end(w, to)) {
            found[to] = true;
        } else {
            w->stack[w->n_stack++] = to;
        }
    }
}

static gm_steps walk_to_ends(walk *w, gm_arena *arena)
{
    int32_t n_steps = w->net->plan->n_steps;
    bool *found = GM_NEW(arena, bool, n_steps);
    while (w->n_stack > 0) {
        pass(w, found);
    }
    int32_t *items = GM_NEW(arena, int32_t, n_steps);
    int32_t n = 0;
    for (int32_t k = 0; k < n_steps; k++) {
        if (found[k]) {
            items[n++] = k;
        }
    }
    return (gm_steps){n, items};
}

gm_steps gm_net_before(const gm_net *net, int32_t step_i, bool with_sources, gm_arena *arena)
{
    walk w = begin_walk(net, true, step_i, arena);
    w.with_sources = with_sources;
    return walk_to_ends(&w, arena);
}

gm_steps gm_net_behind(const gm_net *net, int32_t step_i, gm_arena *arena)
{
    walk w = begin_walk(net, false, step_i, arena);
    return walk_to_ends(&w, arena);
}

const bool *gm_net_leads_to(const gm_net *net, int32_t step_i, gm_arena *arena)
{
    walk w = begin_walk(net, true, step_i, arena);
    while (w.n_stack > 0) {
        int32_t n;
        const gm_link *links = links_of(net, true, w.stack[--w.n_stack], &n);
        for (int32_t k = 0; k < n; k++) {
            if (!w.been[links[k].from]) {
                w.been[links[k].from] = true;
                w.stack[w.n_stack++] = links[k].from;
            }
        }
    }
    return w.been;
}
