// SPDX-License-Identifier: MIT

#include "line/givers.h"

int32_t gm_line_store_of(const gm_plan *plan, gm_target target, int32_t kind_i)
{
    if (target.kind == GM_TO_STORE) {
        return target.i;
    }
    if (target.kind != GM_TO_STEP || plan->steps[target.i].kind == GM_STEP_SINK) {
        return GM_NONE;
    }
    const gm_step *to = &plan->steps[target.i];
    if (to->kind == GM_STEP_BUFFER) {
        return to->own_i;
    }
    int32_t store_i = to->n_needs > 0 ? to->needs[0].own_store : GM_NONE;
    for (int32_t i = 0; i < to->n_needs && to->n_needs > 1; i++) {
        store_i = to->needs[i].kind_i == kind_i ? to->needs[i].own_store : store_i;
    }
    return store_i;
}

int32_t gm_line_inlet(const gm_step *step, int32_t need_i, const int32_t *givers)
{
    int32_t first = 0;
    int32_t fed = GM_NONE;
    for (int32_t i = step->n_inputs - 1; i >= 0; i--) {
        bool is_fed = givers[step->inputs[i].store_i] != GM_NONE;
        if (step->inputs[i].need_i == need_i) {
            first = i;
            fed = !is_fed ? fed : fed == GM_NONE ? i : GM_SEVERAL;
        }
    }
    return fed == GM_NONE ? first : fed;
}

const int32_t *gm_line_step_order(const gm_plan *plan, gm_arena *arena)
{
    int32_t *order = GM_NEW(arena, int32_t, plan->n_steps);
    for (int32_t i = 0; i < plan->n_steps; i++) {
        int32_t at = i;
        for (; at > 0 && plan->steps[order[at - 1]].rank > plan->steps[i].rank; at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    return order;
}

// ---- kinds

typedef struct flow {
    const gm_plan *plan;
    uint64_t *kinds; // by store: of the parts that come there, as bits
    int32_t *givers;
} flow;

static uint64_t kind_of_variant(const gm_plan *plan, int32_t variant_i)
{
    return (uint64_t)1 << plan->variants[variant_i].kind_i;
}

// Kinds of the parts that a step gives.
static uint64_t kinds_out(const flow *f, const gm_step *step)
{
    const gm_plan *plan = f->plan;
    uint64_t kinds = 0;
    if (step->kind == GM_STEP_SOURCE) {
        return kind_of_variant(plan, plan->sources[step->own_i].first_variant);
    }
    const gm_station_plan *s =
        step->kind == GM_STEP_STATION ? &plan->stations[step->own_i] : NULL;
    for (int32_t k = 0; s && k < s->n_made; k++) {
        kinds |= kind_of_variant(plan, s->made[k].first_variant);
    }
    int32_t n = s && s->def->needs.n > 0 ? 1 : step->n_inputs; // the first-named is kept
    for (int32_t i = 0; kinds == 0 && i < n; i++) {
        kinds |= f->kinds[step->inputs[i].store_i];
    }
    return kinds;
}

static void give(flow *f, int32_t step_i, gm_target target, int32_t kind_i)
{
    int32_t store_i = gm_line_store_of(f->plan, target, kind_i);
    if (store_i == GM_NONE) {
        return;
    }
    int32_t *giver = &f->givers[store_i];
    *giver = *giver == GM_NONE || *giver == step_i ? step_i : GM_SEVERAL;
    f->kinds[store_i] |= (uint64_t)1 << kind_i;
}

static void follow(flow *f, int32_t step_i)
{
    const gm_plan *plan = f->plan;
    const gm_step *step = &plan->steps[step_i];
    uint64_t kinds = kinds_out(f, step);
    for (int32_t v = 0; v < plan->n_variants; v++) {
        if (!(kinds & kind_of_variant(plan, v))) {
            continue;
        }
        bool by_variant = step->to.mode == GM_ROUTE_BY_VARIANT;
        int32_t first = by_variant ? step->to.by_variant[v] : 0;
        int32_t end = by_variant ? first + 1 : step->to.n;
        for (int32_t k = first; k < end; k++) {
            give(f, step_i, step->to.targets[k], plan->variants[v].kind_i);
        }
    }
}

const int32_t *gm_line_givers(const gm_plan *plan, gm_arena *arena)
{
    const int32_t *order = gm_line_step_order(plan, arena);
    flow f = {plan, GM_NEW(arena, uint64_t, plan->n_stores + 1),
              GM_NEW(arena, int32_t, plan->n_stores + 1)};
    for (int32_t i = 0; i < plan->n_stores; i++) {
        f.givers[i] = GM_NONE;
    }
    for (int32_t i = 0; i < plan->n_steps; i++) {
        gm_step_kind kind = plan->steps[order[i]].kind;
        if (kind != GM_STEP_SINK && kind != GM_STEP_BUFFER) { // passes give for it
            follow(&f, order[i]);
        }
    }
    return f.givers;
}
