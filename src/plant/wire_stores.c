// SPDX-License-Identifier: MIT
//
// Places where parts wait, and the passes behind buffers.

#include "core/assert.h"
#include "plant/wire.h"

#include <math.h>

static void add_input(gm_wire *w, int32_t step_i, int32_t store_i, int32_t need_i)
{
    GM_REQUIRE(w->n_inputs < w->most_inputs);
    for (int32_t i = 0; i < w->n_inputs; i++) {
        if (w->input_of[i] == step_i && w->inputs[i].store_i == store_i) {
            return;
        }
    }
    w->inputs[w->n_inputs] = (gm_inlet){.store_i = store_i, .need_i = need_i};
    w->input_of[w->n_inputs] = step_i;
    w->n_inputs += 1;
}

static gm_store_plan *add_store(gm_wire *w, int32_t step_i, const char *name)
{
    gm_store_plan *s = &w->stores[w->n_stores++];
    *s = (gm_store_plan){
        .name = name,
        .step_i = step_i,
        .n_classes = 1,
        .longest_s = (double)INFINITY,
        .endless_source = GM_NONE,
        .rule_i = GM_NONE,
        .point_in = GM_NONE,
        .point_out = GM_NONE,
    };
    return s;
}

static int32_t classes_of(const gm_wire *w, gm_queue_order order)
{
    switch (order) {
    case GM_QUEUE_PRIORITY:
        return w->plan->n_priorities;
    case GM_QUEUE_FAMILY:
        return w->plan->n_families;
    case GM_QUEUE_REWORK:
        return 2;
    case GM_QUEUE_FIFO:
    case GM_QUEUE_LIFO:
    case GM_QUEUE_SHORTEST:
    case GM_QUEUE_SEQUENCE:
    case GM_QUEUE_RULE:
        break;
    }
    return 1;
}

// ---- stores of buffers

static void make_buffer(gm_wire *w, int32_t step_i)
{
    const gm_buffer_def *def = gm_wire_def(w, step_i)->buffer;
    gm_store_plan *s = add_store(w, step_i, def->name);
    w->steps[step_i].own_i = w->n_stores - 1;
    s->is_buffer = true;
    s->capacity = def->holds;
    s->order = def->order;
    s->n_classes = def->lanes > 0 ? def->lanes : classes_of(w, def->order);
    s->reorders =
        def->lanes > 0 || def->order == GM_QUEUE_FAMILY || def->order == GM_QUEUE_SEQUENCE;
    s->rule_i = gm_wire_rule(w, &def->rule);
    s->draws_work = gm_rule_reads(&def->rule, GM_READ_PART_WORK);
    s->lane_places = def->lanes > 0 ? def->holds / def->lanes : 0;
    s->lane_rule = def->lane_rule;
    s->block = &def->block;
    s->waits_s = def->waits_s;
    s->when_full = def->when_full;
    s->delay = def->has_transfer ? &def->transfer : def->has_least ? &def->least : NULL;
    s->least = def->has_transfer && def->has_least ? &def->least : NULL;
    s->delay_is_fixed = (!s->delay || gm_dist_is_constant(s->delay)) &&
                        (!s->least || gm_dist_is_constant(s->least));
    s->longest_s = def->longest_s;
    s->initial = def->initial;
    int32_t kind_i = gm_wire_kind(w, def->initial_kind);
    for (int32_t v = w->plan->n_variants; v-- > 0;) {
        if (w->plan->variants[v].kind_i == kind_i) {
            s->initial_variant = v;
        }
    }
    if (def->initial > def->holds) {
        gm_diag_error(w->diag, def->src, "'%s' starts with %d parts but holds %d", def->name,
                      def->initial, def->holds);
    }
}

// ---- stores of stations and other steps that work

static gm_need *needs_of(const gm_wire *w, int32_t step_i)
{
    return (gm_need *)w->steps[step_i].needs;
}

static int32_t own_capacity(const gm_wire *w, int32_t step_i, int32_t count)
{
    if (w->steps[step_i].kind != GM_STEP_STATION) {
        return 0;
    }
    const gm_station_def *def = gm_wire_def(w, step_i)->station;
    if (def->queue.is_given && def->queue.holds >= 0) {
        return def->queue.holds;
    }
    if (w->from_arrivals[step_i]) {
        return GM_UNLIMITED;
    }
    // Parts of one parent gather in any order: without bound, or they would lock each other out.
    if (def->same != GM_SAME_NOTHING) {
        return GM_UNLIMITED;
    }
    // A kit or a batch gathers in front of the station when nothing else is said.
    int32_t most = def->batch.most > 1 ? def->batch.most : 0;
    int32_t kit = count > 1 ? count : 0;
    return most > kit ? most : kit;
}

static void make_own_store(gm_wire *w, int32_t step_i, int32_t need_i)
{
    gm_need *need = &needs_of(w, step_i)[need_i];
    if (need->own_store != GM_NONE) {
        return;
    }
    gm_store_plan *s = add_store(w, step_i, w->steps[step_i].name);
    need->own_store = w->n_stores - 1;
    s->capacity = own_capacity(w, step_i, need->count);
    if (w->steps[step_i].kind == GM_STEP_STATION) {
        const gm_queue_def *queue = &gm_wire_def(w, step_i)->station->queue;
        s->order = queue->order;
        s->n_classes = classes_of(w, queue->order);
        s->rule_i = gm_wire_rule(w, &queue->rule);
        s->draws_work =
            queue->order == GM_QUEUE_SHORTEST || gm_rule_reads(&queue->rule, GM_READ_PART_WORK);
        s->is_sorted = queue->order == GM_QUEUE_SHORTEST ||
                       (queue->order == GM_QUEUE_RULE && gm_wire_is_fixed(&queue->rule));
        s->block = &queue->block;
        s->when_full = queue->when_full;
        s->preempt = queue->order == GM_QUEUE_PRIORITY ? queue->preempt : GM_PREEMPT_NO;
    }
    add_input(w, step_i, need->own_store, need_i);
}

static void make_own_stores(gm_wire *w, gm_target target)
{
    if (target.kind == GM_TO_STEP && gm_step_works(w->steps[target.i].kind)) {
        for (int32_t k = 0; k < w->steps[target.i].n_needs; k++) {
            make_own_store(w, target.i, k);
        }
    }
}

static bool has_own_queue(const gm_wire *w, int32_t step_i)
{
    return w->steps[step_i].kind == GM_STEP_STATION &&
           gm_wire_def(w, step_i)->station->queue.is_given;
}

// ---- what takes from a store that is not the taker's own

// Which need of a step this store serves: the one whose kind it holds.
static int32_t need_served(gm_wire *w, int32_t step_i, uint64_t kinds, const char *store)
{
    const gm_step *step = &w->steps[step_i];
    if (step->n_needs == 1) {
        return 0;
    }
    int32_t served = GM_NONE;
    for (int32_t k = 0; k < step->n_needs; k++) {
        uint64_t bit = (uint64_t)1 << step->needs[k].kind_i;
        if (kinds & bit && served == GM_NONE) {
            served = k;
        } else if (kinds & bit) {
            gm_diag_error(w->diag, gm_wire_def(w, step_i)->src,
                          "'%s' holds more than one of the kinds that '%s' joins", store,
                          step->name);
            gm_diag_hint(w->diag, "give each kind a buffer of its own");
        }
    }
    return served == GM_NONE ? 0 : served;
}

static void add_pass(gm_wire *w, int32_t buffer_step, int32_t store_i, const gm_way *way)
{
    int32_t i = w->n_steps++;
    w->steps[i] = (gm_step){
        .kind = GM_STEP_PASS,
        .name = w->steps[buffer_step].name,
        .line_i = w->steps[buffer_step].line_i,
        .file_i = w->steps[buffer_step].file_i,
        .counter_i = GM_NONE,
        .point_i = GM_NONE,
        .n_needs = 1,
        .needs = GM_NEW(w->arena, gm_need, 1),
        .has_route = true,
    };
    needs_of(w, i)[0] = (gm_need){GM_NONE, 1, GM_NONE};
    w->steps[i].to = gm_wire_route(w, way, buffer_step);
    add_input(w, i, store_i, 0);
    for (int32_t k = 0; k < way->n; k++) {
        make_own_stores(w, way->targets[k]);
    }
}

// The target takes from the store itself, or a pass carries parts to it.
static void add_consumer(gm_wire *w, int32_t from_step, int32_t store_i, gm_target target,
                         uint64_t kinds)
{
    if (target.kind == GM_TO_STEP && gm_step_works(w->steps[target.i].kind) &&
        !has_own_queue(w, target.i)) {
        add_input(w, target.i, store_i,
                  need_served(w, target.i, kinds, w->steps[from_step].name));
        return;
    }
    gm_way *way = GM_NEW(w->arena, gm_way, 1);
    *way = (gm_way){.n = 1};
    way->targets = GM_NEW(w->arena, gm_target, 1);
    way->targets[0] = target;
    way->shares = GM_NEW(w->arena, double, 1);
    way->shares[0] = 1.0;
    add_pass(w, from_step, store_i, way);
}

static void wire_buffer(gm_wire *w, int32_t step_i)
{
    const gm_way *way = &w->ways[step_i];
    int32_t store_i = w->steps[step_i].own_i;
    bool is_single = way->n == 1 && !way->by_variant && !way->choose && !gm_wire_has_routes(w);
    if (!is_single && !way->to_first) {
        add_pass(w, step_i, store_i, way);
        return;
    }
    for (int32_t i = 0; i < way->n; i++) {
        add_consumer(w, step_i, store_i, way->targets[i], w->kinds_in[step_i]);
    }
}

static void wire_producer(gm_wire *w, int32_t step_i)
{
    const gm_way *way = &w->ways[step_i];
    if (!way->to_first) {
        for (int32_t i = 0; i < way->n; i++) {
            make_own_stores(w, way->targets[i]);
        }
        return;
    }
    add_store(w, step_i, w->steps[step_i].name);
    w->shared[step_i] = w->n_stores - 1;
    for (int32_t i = 0; i < way->n; i++) {
        uint64_t kinds =
            way->targets[i].kind == GM_TO_STEP ? w->kinds_in[way->targets[i].i] : 0;
        add_consumer(w, step_i, w->shared[step_i], way->targets[i], kinds);
    }
}

static void wire_sides(gm_wire *w, int32_t step_i)
{
    const gm_route_def *side;
    for (int32_t k = 0; (side = gm_wire_side(w, step_i, k)) != NULL; k++) {
        gm_way way = gm_wire_way_of(w, side, step_i);
        for (int32_t i = 0; i < way.n; i++) {
            make_own_stores(w, way.targets[i]);
        }
    }
}

static void mark_arrivals(gm_wire *w)
{
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step_def *def = &w->def->steps[i];
        if (def->kind != GM_STEP_SOURCE ||
            (!def->source->has_every && def->source->n_plan == 0) ||
            def->source->when_full == GM_FULL_PAUSE) {
            continue;
        }
        for (int32_t k = 0; k < w->ways[i].n; k++) {
            if (w->ways[i].targets[k].kind == GM_TO_STEP) {
                w->from_arrivals[w->ways[i].targets[k].i] = true;
            }
        }
    }
}

void gm_wire_stores(gm_wire *w)
{
    mark_arrivals(w);
    for (int32_t i = 0; i < w->n_file; i++) {
        w->shared[i] = GM_NONE;
        if (w->steps[i].kind == GM_STEP_BUFFER) {
            make_buffer(w, i);
        }
    }
    for (int32_t i = 0; i < w->n_file; i++) {
        switch (w->def->steps[i].kind) {
        case GM_STEP_BUFFER:
            wire_buffer(w, i);
            break;
        case GM_STEP_STATION:
        case GM_STEP_MOVING:
        case GM_STEP_SOURCE:
        case GM_STEP_CONVEYOR:
        case GM_STEP_TRANSPORT:
        case GM_STEP_RACK:
            wire_producer(w, i);
            break;
        case GM_STEP_SINK:
        case GM_STEP_PASS:
            break;
        }
        wire_sides(w, i);
    }
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        for (int32_t i = 0; i < w->plan->variants[v].n_route; i++) {
            make_own_stores(w, (gm_target){GM_TO_STEP, w->plan->variants[v].route[i]});
        }
    }
}
