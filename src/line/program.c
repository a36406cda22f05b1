// SPDX-License-Identifier: MIT

#include "line/program.h"

#include "line/givers.h"
#include "line/reach.h"

static double delay_of(const gm_store_plan *store)
{
    double least_s = store->least ? gm_dist_mean(store->least) : 0.0;
    return store->delay ? gm_dist_mean(store->delay) + least_s : 0.0;
}

// Of a place that a source without end does not fill, its parts are taken as they are made.
static int32_t places_of(const gm_store_plan *from)
{
    return from->endless_source != GM_NONE && !from->is_filled ? 0 : from->capacity;
}

static gm_line_op op_of(const gm_plan *plan, int32_t step_i, int32_t inlet)
{
    const gm_step *step = &plan->steps[step_i];
    const gm_store_plan *from = &plan->stores[step->inputs[inlet].store_i];
    gm_line_op op = {.station_i = GM_NONE,
                     .step_i = step_i,
                     .machine_i = GM_NONE,
                     .from = step->inputs[inlet].store_i,
                     .places = places_of(from),
                     .delay_s = delay_of(from),
                     .calendar_i = GM_NONE,
                     .n_takes = 1,
                     .giver = GM_NONE,
                     .source_i = GM_NONE};
    if (step->kind == GM_STEP_STATION) {
        const gm_station_plan *station = &plan->stations[step->own_i];
        op.station_i = step->own_i;
        op.machine_i = station->first_machine;
        op.calendar_i = station->calendar_i;
        op.is_before = station->def->blocking == GM_BLOCKING_BEFORE;
    }
    return op;
}

// Follows the parts from their source; every step has one way on, see reach.h.
static void follow(gm_line_program *p, gm_line_op *ops)
{
    const gm_plan *plan = p->plan;
    const gm_step *at = &plan->steps[plan->sources[p->source_i].step_i];
    for (;;) {
        int32_t store_i = gm_line_store_of(plan, at->to.targets[0], GM_NONE);
        if (store_i == GM_NONE || p->n_ops == plan->n_steps) {
            break;
        }
        int32_t step_i = plan->stores[store_i].consumers[0];
        ops[p->n_ops] = op_of(plan, step_i, 0);
        ops[p->n_ops].owner = p->n_ops;
        p->n_ops += 1;
        at = &plan->steps[step_i];
    }
    gm_target out = at->to.targets[0];
    bool has_sink = out.kind == GM_TO_STEP;
    p->sink_i = has_sink ? plan->steps[out.i].own_i : plan->n_sinks;
    p->sink_step_i = has_sink ? out.i : GM_NONE;
    p->ops = ops;
}

// ---- lines of the plant

typedef struct spans {
    gm_line_span *items;
    int32_t n;
} spans;

// The part is in that line from now on.
static void enter(spans *s, int32_t line_i, gm_line_moment at, int32_t op_i)
{
    gm_line_span *last = s->n > 0 ? &s->items[s->n - 1] : NULL;
    if (last && last->line_i == line_i) {
        return;
    }
    if (last) {
        last->to = at;
        last->to_op = op_i;
    }
    s->items[s->n++] = (gm_line_span){.line_i = line_i, .from = at, .from_op = op_i};
}

static void list_spans(gm_line_program *p, gm_arena *arena)
{
    const gm_plan *plan = p->plan;
    spans s = {.items = GM_NEW(arena, gm_line_span, 2 * p->n_ops + 2)};
    enter(&s, plan->steps[plan->sources[p->source_i].step_i].line_i, GM_LINE_AT_BIRTH, 0);
    for (int32_t i = 0; i < p->n_ops; i++) {
        int32_t place_line_i = plan->steps[plan->stores[p->ops[i].from].step_i].line_i;
        gm_line_moment come = p->ops[i].places > 0 ? GM_LINE_AT_PLACE : GM_LINE_AT_MACHINE;
        enter(&s, place_line_i, come, i);
        if (p->ops[i].machine_i != GM_NONE) {
            enter(&s, plan->steps[p->ops[i].step_i].line_i, GM_LINE_AT_MACHINE, i);
        }
    }
    s.items[s.n - 1].to = GM_LINE_AT_EXIT;
    p->n_spans = s.n > 1 ? s.n : 0;
    p->spans = s.items;
}

// ---- the source

// Parts that a source makes for the first place before anything moves: as many as there are places
// and cards.
static int32_t n_at_first(const gm_line_program *p)
{
    int32_t n = p->ops[0].places;
    for (int32_t i = 0; i < p->n_limits; i++) {
        const gm_line_limit *limit = &p->limits[i];
        bool is_first = gm_line_is_before_place(limit);
        n = is_first && limit->at_most < n ? limit->at_most : n;
    }
    return n;
}

static bool is_held_back(const gm_line_program *p)
{
    bool is = false;
    for (int32_t i = 0; i < p->n_limits; i++) {
        is |= gm_line_is_before_place(&p->limits[i]);
    }
    return is;
}

// May parts have to wait before they are made, or before they come to the first place?
static void look_at_waits(gm_line_program *p)
{
    const gm_source_plan *s = &p->plan->sources[p->source_i];
    bool is_timed = gm_source_is_timed(s->def);
    int32_t places = p->ops[0].places;
    bool never_waits = is_timed ? places >= GM_UNLIMITED && !is_held_back(p) : places == 0;
    p->is_plain = never_waits && s->def->limit == INT64_MAX && s->def->n_plan == 0 &&
                  !(s->def->first_s >= 0.0) && !s->def->has_batch && s->calendar_i < 0;
    p->n_at_first = n_at_first(p);
}

static void look_at_source(gm_line_program *p)
{
    const gm_source_plan *s = &p->plan->sources[p->source_i];
    bool is_timed = gm_source_is_timed(s->def);
    int32_t places = p->n_ops > 0 ? p->ops[0].places : 0;
    p->variant_i = s->first_variant;
    p->is_mixed = s->n_variants > 1;
    p->is_endless = !is_timed && places == 0;
    p->is_filled = !is_timed && places > 0;
}

// ---- a net

// The machines of a bank, behind the place that they take from.
static void add_machines(gm_line_program *p, gm_line_op *ops, const gm_station_plan *s)
{
    gm_line_op *place = &ops[p->n_ops - 1];
    for (int32_t k = 0; k < s->n_machines; k++) {
        gm_line_op *op = &ops[p->n_ops++];
        *op = *place;
        op->machine_i = s->first_machine + k;
        op->places = 0;
    }
    place->machine_i = GM_NONE;
    place->n_machines = s->n_machines;
}

// A machine or a pass, and the further places of an assembly; or a bank.
static void add_op(gm_line_program *p, gm_line_op *ops, int32_t step_i, const int32_t *givers)
{
    const gm_plan *plan = p->plan;
    const gm_step *step = &plan->steps[step_i];
    int32_t owner = p->n_ops;
    int32_t n = step->n_needs > 1 ? step->n_needs : 1;
    for (int32_t k = 0; k < n; k++) {
        gm_line_op *op = &ops[owner + k];
        *op = op_of(plan, step_i, gm_line_inlet(step, k, givers));
        op->owner = owner;
        op->n_takes = k < step->n_needs && step->needs[k].count > 0 ? step->needs[k].count : 1;
        if (k > 0) {
            op->station_i = op->machine_i = op->calendar_i = GM_NONE;
        }
    }
    if (step->kind == GM_STEP_STATION && plan->stations[step->own_i].is_batch) {
        ops[owner].n_takes = plan->stations[step->own_i].def->batch.most;
    }
    ops[owner].n_further = n - 1;
    p->n_ops += n;
    if (step->kind == GM_STEP_STATION && plan->stations[step->own_i].n_machines > 1) {
        add_machines(p, ops, &plan->stations[step->own_i]);
    }
}

static void list_ops(gm_line_program *p, gm_line_op *ops, const int32_t *givers,
                     gm_arena *arena)
{
    const int32_t *order = gm_line_step_order(p->plan, arena);
    for (int32_t i = 0; i < p->plan->n_steps; i++) {
        gm_step_kind kind = p->plan->steps[order[i]].kind;
        if (kind == GM_STEP_STATION || kind == GM_STEP_PASS) {
            add_op(p, ops, order[i], givers);
        }
    }
    p->ops = ops;
}

static void connect(gm_line_program *p, gm_line_op *ops, const int32_t *givers, gm_arena *arena)
{
    const gm_plan *plan = p->plan;
    int32_t *op_of = GM_NEW(arena, int32_t, plan->n_stores + 1);
    int32_t *op_of_step = GM_NEW(arena, int32_t, plan->n_steps);
    for (int32_t i = 0; i < p->n_ops; i++) {
        if (!gm_line_is_of_bank(p, i)) {
            op_of[ops[i].from] = i;
            op_of_step[ops[i].step_i] = ops[i].owner;
        }
    }
    for (int32_t i = 0; i < p->n_ops; i++) {
        int32_t giver = gm_line_is_of_bank(p, i) ? GM_NONE : givers[ops[i].from];
        bool is_source = giver != GM_NONE && plan->steps[giver].kind == GM_STEP_SOURCE;
        ops[i].source_i = is_source ? plan->steps[giver].own_i : GM_NONE;
        ops[i].giver = is_source || giver == GM_NONE ? GM_NONE : op_of_step[giver];
    }
    p->op_of = op_of;
}

static const gm_line_program *create_net(gm_line_program *p, gm_arena *arena)
{
    int32_t n = 0;
    for (int32_t i = 0; i < p->plan->n_steps; i++) {
        n += 1 + p->plan->steps[i].n_needs;
    }
    n += p->plan->n_machines;
    gm_line_op *ops = GM_NEW(arena, gm_line_op, n + 1);
    const int32_t *givers = gm_line_givers(p->plan, arena);
    p->is_net = true;
    list_ops(p, ops, givers, arena);
    connect(p, ops, givers, arena);
    return p;
}

const char *gm_line_refusal_words(const gm_line_refusal *why, gm_arena *arena)
{
    return why->src.file && why->src.line > 0
               ? gm_arena_printf(arena, "%s:%d:%d: %s", why->src.file, (int)why->src.line,
                                 (int)why->src.col, why->text)
               : why->text;
}

const gm_line_program *gm_line_program_create(const gm_plan *plan, gm_arena *arena,
                                              gm_line_refusal *why)
{
    gm_line_program *p = GM_NEW(arena, gm_line_program, 1);
    p->plan = plan;
    if (gm_line_reaches(plan, false, arena, why)) {
        follow(p, GM_NEW(arena, gm_line_op, plan->n_steps + 1));
        look_at_source(p);
        list_spans(p, arena);
        if (gm_line_follows(p, arena, why) && gm_line_limits_follow(p, arena, why)) {
            look_at_waits(p);
            return p;
        }
        if (plan->n_limits > 0) {
            return NULL; // a net has none
        }
        *p = (gm_line_program){.plan = plan};
    }
    return gm_line_reaches(plan, true, arena, why) ? create_net(p, arena) : NULL;
}
