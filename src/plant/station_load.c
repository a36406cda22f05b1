// SPDX-License-Identifier: MIT
//
// How a station takes parts: one, a kit for an assembly, a batch, or of the family in turn.

#include "plant/crew.h"
#include "plant/flow.h"
#include "plant/intake.h"
#include "plant/kin.h"
#include "plant/machine.h"
#include "plant/made.h"
#include "plant/matter.h"
#include "plant/offer.h"
#include "plant/reorder.h"
#include "plant/rules.h"
#include "plant/shop.h"
#include "plant/slots.h"
#include "plant/step.h"
#include "plant/store.h"
#include "plant/within.h"

// The first idle machine.
static int32_t pick_machine(const gm_station *st, const gm_station_plan *plan)
{
    int32_t w = 0;
    while (!st->idle[w]) {
        w++;
    }
    return plan->first_machine + w * 64 + __builtin_ctzll(st->idle[w]);
}

// ---- taking

static uint32_t take(gm_run *run, int32_t step_i, const gm_inlet *input, int32_t family)
{
    uint32_t part = gm_store_take(run, input->store_i, family, run->plan->steps[step_i].line_i);
    while (part) {
        gm_intake_arrive(run, part, step_i, input->limits);
        if (!run->plan->steps[step_i].within_to || !gm_within_ends(run, part, step_i)) {
            return part;
        }
        gm_moves_add(run, step_i); // it was sent aside: others may wait elsewhere
        part = gm_intake_can_take(run, input)
                   ? gm_store_take(run, input->store_i, family, run->plan->steps[step_i].line_i)
                   : 0;
    }
    return 0;
}

static uint32_t take_one(gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    if (step->n_inputs == 1) {
        return gm_intake_can_take(run, &step->inputs[0])
                   ? take(run, step_i, &step->inputs[0], GM_NONE)
                   : 0;
    }
    const gm_inlet *input = gm_intake_choose(run, step, 0);
    return input ? take(run, step_i, input, GM_NONE) : 0;
}

// ---- assembly

// Limits that parts enter with a step, and how many of them hold their cards already.
static uint32_t limits_of(const gm_run *run, const gm_step *step, int32_t *n_holding)
{
    uint32_t limits = 0;
    for (int32_t i = 0; i < step->n_inputs; i++) {
        const gm_inlet *input = &step->inputs[i];
        uint32_t own = run->plan->stores[input->store_i].limits_in;
        limits |= input->limits | own;
        *n_holding += own ? run->stores[input->store_i].n_ready : 0;
    }
    return limits;
}

// Cards for all parts of a kit together: some of them may enter a limit here.
static bool has_cards(const gm_run *run, const gm_step *step)
{
    int32_t n_holding = 0;
    uint32_t limits = limits_of(run, step, &n_holding);
    int32_t n = 0;
    for (int32_t k = 0; k < step->n_needs && limits; k++) {
        n += step->needs[k].count;
    }
    return n - n_holding <= gm_limits_left(run, limits);
}

// All that is needed is there: for every need enough parts over its inputs.
static bool kit_is_complete(const gm_run *run, const gm_step *step)
{
    if (!has_cards(run, step)) {
        return false;
    }
    for (int32_t k = 0; k < step->n_needs; k++) {
        int64_t n = 0;
        for (int32_t i = 0; i < step->n_inputs; i++) {
            if (step->inputs[i].need_i == k && gm_intake_can_take(run, &step->inputs[i])) {
                n += gm_store_available(run, step->inputs[i].store_i);
            }
        }
        if (n < step->needs[k].count) {
            return false;
        }
    }
    return true;
}

// Joins a part to the first one: it is gone.
static void join(gm_run *run, int32_t step_i, uint32_t first, uint32_t part)
{
    run->parts[first].flags |= run->parts[part].flags & GM_PART_DEFECTIVE;
    gm_run_tell(run, GM_PART_JOINED, part, step_i);
    if (gm_has_matter(run)) {
        gm_matter_move(run, gm_matter_of(run, part), gm_matter_of(run, first), 1.0);
    }
    gm_withins_join(run, first, part);
    gm_flow_end(run, part);
}

// The joined part is one of the kind that is made.
static void become(gm_run *run, uint32_t part, const gm_station_plan *plan)
{
    if (plan->changes_kind) {
        int32_t station_i = run->plan->steps[plan->step_i].own_i;
        run->parts[part].variant = (int16_t)gm_made_variant(run, station_i, plan->n_made - 1,
                                                            run->parts[part].variant);
    }
}

static uint32_t take_kit(gm_run *run, int32_t step_i, const gm_station_plan *plan)
{
    const gm_step *step = &run->plan->steps[step_i];
    if (!kit_is_complete(run, step)) {
        return 0;
    }
    uint32_t first = 0;
    for (int32_t k = 0; k < step->n_needs; k++) {
        for (int32_t n = 0; n < step->needs[k].count; n++) {
            const gm_inlet *input = gm_intake_choose(run, step, k);
            uint32_t part = input ? take(run, step_i, input, GM_NONE) : 0;
            if (!part) {
                return 0; // the pool of parts is exhausted: the run ends with its error
            }
            if (first) {
                join(run, step_i, first, part);
            } else {
                first = part;
            }
        }
    }
    become(run, first, plan);
    return first;
}

// ---- assembly of parts of one parent

// Takes a part of this identity for a need.
static uint32_t take_identity(gm_run *run, int32_t step_i, int32_t need_i, uint32_t identity)
{
    const gm_step *step = &run->plan->steps[step_i];
    for (int32_t i = 0; i < step->n_inputs; i++) {
        const gm_inlet *input = &step->inputs[i];
        if (input->need_i != need_i) {
            continue;
        }
        uint32_t part = gm_kin_first(run, input->store_i, identity);
        if (part) {
            gm_store_take_part(run, input->store_i, part, run->plan->steps[step_i].line_i);
            gm_intake_arrive(run, part, step_i, input->limits);
            return part;
        }
    }
    return 0;
}

// All parts of this identity that the step needs, as one.
static uint32_t take_all(gm_run *run, int32_t step_i, const gm_station_plan *plan,
                         uint32_t identity)
{
    const gm_step *step = &run->plan->steps[step_i];
    uint32_t first = 0;
    for (int32_t k = 0; k < step->n_needs; k++) {
        for (int32_t n = 0; n < step->needs[k].count; n++) {
            uint32_t part = take_identity(run, step_i, k, identity);
            if (first) {
                join(run, step_i, first, part);
            } else {
                first = part;
            }
        }
    }
    become(run, first, plan);
    return first;
}

static uint32_t take_siblings(gm_run *run, int32_t step_i, const gm_station_plan *plan)
{
    if (!has_cards(run, &run->plan->steps[step_i])) {
        return 0;
    }
    uint32_t identity = gm_kin_pop(run, step_i);
    return identity ? take_all(run, step_i, plan, identity) : 0;
}

// ---- batches

static int64_t waiting(const gm_run *run, const gm_step *step, double *since_s)
{
    int64_t n = 0;
    *since_s = (double)INFINITY;
    for (int32_t i = 0; i < step->n_inputs; i++) {
        if (gm_intake_can_take(run, &step->inputs[i])) {
            n += gm_store_available(run, step->inputs[i].store_i);
            uint32_t first = gm_store_peek(run, step->inputs[i].store_i, GM_NONE);
            double at_s =
                first ? gm_store_ready_since(run, step->inputs[i].store_i, first) : run->now_s;
            *since_s = at_s < *since_s ? at_s : *since_s;
        }
    }
    return n;
}

// A batch as a list, or 0: too few wait, and not yet long enough.
static uint32_t take_batch(gm_run *run, int32_t step_i, const gm_station_plan *plan)
{
    const gm_step *step = &run->plan->steps[step_i];
    gm_station *st = &run->stations[step->own_i];
    const gm_batch_def *batch = &plan->def->batch;
    double since_s;
    int64_t n = waiting(run, step, &since_s);
    int32_t n_holding = 0;
    uint32_t limits = limits_of(run, step, &n_holding);
    int64_t cards = (int64_t)gm_limits_left(run, limits) + n_holding;
    n = n < cards ? n : cards;
    bool waited = n > 0 && since_s + batch->wait_s <= run->now_s;
    if (n < batch->least && !waited) {
        if (batch->wait_s < (double)INFINITY) {
            gm_clocks_set(&run->clocks, st->slot,
                          n > 0 ? since_s + batch->wait_s : (double)INFINITY, GM_CLASS_DONE);
        }
        return 0;
    }
    gm_list list = {0};
    for (int32_t i = 0; i < batch->most; i++) {
        uint32_t part = take_one(run, step_i);
        if (!part) {
            break;
        }
        gm_list_push(run, &list, part);
    }
    if (batch->wait_s < (double)INFINITY) {
        gm_clocks_stop(&run->clocks, st->slot);
    }
    return list.head;
}

// ---- families in turn

void gm_station_open_gate(gm_run *run, gm_machine *m)
{
    const gm_station_plan *plan = &run->plan->stations[m->station_i];
    if (!plan->is_family || m->family < 0) {
        return;
    }
    const gm_step *step = &run->plan->steps[plan->step_i];
    const gm_store *s = &run->stores[step->inputs[0].store_i];
    m->gate = gm_list_count(run, s->lists[m->family].head);
}

static bool family_waits(const gm_run *run, const gm_station_plan *plan, const gm_machine *m,
                         int32_t family)
{
    const gm_step *step = &run->plan->steps[plan->step_i];
    if (!run->stores[step->inputs[0].store_i].lists[family].head) {
        return false;
    }
    bool gated = plan->def->queue.service == GM_FAMILY_GATED;
    return family != m->family || !gated || m->gate > 0;
}

// Leaves for the next family with nothing in hand: a server that keeps cycling.
static void cycle_on(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    gm_machine_set_idle(run, machine_i, false);
    gm_machine_hold(run, m, 0, GM_HOLD_STARVED);
    m->stage = GM_STAGE_CHANGE;
    m->caring = 0;
    gm_machine_push_start(run, machine_i);
}

// By blocks that have limits: see gm_block_def.
static uint32_t take_of_block(gm_run *run, int32_t step_i, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_inlet *input = &run->plan->steps[step_i].inputs[0];
    int32_t list = gm_reorder_choose(run, input->store_i, m->family, m->n_block);
    if (list == GM_NONE) {
        return 0;
    }
    m->n_block = list == m->family ? m->n_block + 1 : 1; // lists are families
    return take(run, step_i, input, list);
}

static uint32_t take_family(gm_run *run, int32_t step_i, const gm_station_plan *plan,
                            int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_inlet *input = &run->plan->steps[step_i].inputs[0];
    int32_t first = m->family < 0 ? 0 : m->family;
    bool cycles = plan->def->queue.cycles_when_empty;
    for (int32_t i = 0; i <= plan->n_families; i++) {
        int32_t family = (first + i) % plan->n_families;
        bool is_first = m->family < 0 && run->stores[input->store_i].lists[family].head;
        if (is_first || (i == plan->n_families && m->family >= 0)) {
            m->family = family;
            gm_station_open_gate(run, m); // anew after a full turn, and at first
        }
        if (family_waits(run, plan, m, family)) {
            m->gate -= 1;
            return take(run, step_i, input, family);
        }
        if (cycles) {
            cycle_on(run, machine_i);
            return 0;
        }
    }
    return 0;
}

// ---- loading

static uint32_t take_for(gm_run *run, int32_t step_i, const gm_station_plan *plan,
                         int32_t machine_i)
{
    if (plan->is_block) {
        return take_of_block(run, step_i, machine_i);
    }
    if (plan->is_family) {
        return take_family(run, step_i, plan, machine_i);
    }
    if (plan->def->needs.n > 0) {
        return plan->def->same != GM_SAME_NOTHING ? take_siblings(run, step_i, plan)
                                                  : take_kit(run, step_i, plan);
    }
    return plan->is_batch ? take_batch(run, step_i, plan) : take_one(run, step_i);
}

void gm_station_grow_heap(gm_heap *heap, void **memory)
{
    uint32_t capacity = heap->capacity * 2;
    char *block = gm_hook_alloc(gm_heap_size(capacity) + GM_HEAP_ALIGN);
    char *aligned = block + (GM_HEAP_ALIGN - (uintptr_t)block % GM_HEAP_ALIGN);
    gm_heap_grow(heap, aligned, capacity);
    gm_hook_free(*memory);
    *memory = block;
}

// A station with as many machines as parts: each is worked on from the moment it comes.
static void load_unlimited(gm_run *run, int32_t step_i, const gm_station_plan *plan)
{
    gm_station *st = &run->stations[run->plan->steps[step_i].own_i];
    uint32_t part;
    while ((part = take_for(run, step_i, plan, plan->first_machine)) != 0) {
        double work_s = gm_station_draw_work(run, step_i, run->parts[part].variant);
        if (run->visits) {
            gm_visits_enter(run, part, step_i);
        }
        if (gm_heap_is_full(&st->delay)) {
            gm_station_grow_heap(&st->delay, &st->delay_memory);
        }
        gm_heap_push(&st->delay, run->now_s + work_s, run->parts[part].identity, part);
        gm_station_change_busy(st, run->now_s, +1);
        gm_rules_tell_step(run, step_i);
    }
    double next_s =
        gm_heap_is_empty(&st->delay) ? (double)INFINITY : gm_heap_top(&st->delay)->key;
    gm_clocks_set(&run->clocks, st->slot, next_s, GM_CLASS_DONE);
}

static void end_unlimited(gm_run *run, gm_station *st, const gm_station_plan *plan)
{
    gm_machine *m = &run->machines[plan->first_machine];
    gm_list done = {0};
    while (!gm_heap_is_empty(&st->delay) && gm_heap_top(&st->delay)->key <= run->now_s) {
        gm_heap_entry entry = gm_heap_pop(&st->delay);
        gm_list_push(run, &done, gm_heap_entry_item(&entry));
        if (run->visits) {
            gm_visits_done(run, gm_heap_entry_item(&entry), (double)INFINITY);
        }
        gm_station_change_busy(st, run->now_s, -1);
        gm_rules_tell_step(run, plan->step_i);
        st->n_done += 1.0;
        st->n_good += 1.0;
    }
    // Behind those that already wait to leave.
    uint32_t *end = &m->out;
    while (*end) {
        end = &run->parts[*end].next;
    }
    *end = done.head;
    gm_machine_give(run, plan->first_machine);
    double next_s =
        gm_heap_is_empty(&st->delay) ? (double)INFINITY : gm_heap_top(&st->delay)->key;
    gm_clocks_set(&run->clocks, st->slot, next_s, GM_CLASS_DONE);
}

void gm_station_ring(gm_run *run, int32_t station_i)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    if (plan->is_unlimited) {
        end_unlimited(run, &run->stations[station_i], plan);
    } else {
        gm_clocks_stop(&run->clocks, run->stations[station_i].slot);
        gm_moves_add(run, plan->step_i);
    }
}

// A place before the station was taken without a stay in it.
static void wake_watchers(gm_run *run, const gm_step *step)
{
    for (int32_t i = 0; i < step->n_inputs; i++) {
        gm_store_watchers_wake(run, step->inputs[i].store_i);
    }
}

void gm_station_move(gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    const gm_station_plan *plan = &run->plan->stations[step->own_i];
    gm_station *st = &run->stations[step->own_i];
    if (step->is_entrance && gm_line_is_closed(run, step->line_i)) {
        return;
    }
    if (plan->is_unlimited) {
        load_unlimited(run, step_i, plan);
        return;
    }
    while (st->n_idle > 0) {
        int32_t machine_i =
            plan->n_machines == 1 ? plan->first_machine : pick_machine(st, plan);
        if (plan->has_slots && !gm_slots_may_take(run, machine_i)) {
            return;
        }
        uint32_t part = take_for(run, step_i, plan, machine_i);
        if (!part) {
            return;
        }
        if (plan->is_watched) {
            wake_watchers(run, step);
        }
        gm_machine *m = &run->machines[machine_i];
        m->part = part;
        m->stage = GM_STAGE_LOADED;
        gm_station_change_empty(st, run->now_s, -1);
        if (plan->holds_many) {
            gm_station_change_busy(st, run->now_s, gm_list_count(run, part));
        }
        gm_machine_set_idle(run, machine_i, false);
        gm_machine_hold(run, m, 0, GM_HOLD_STARVED);
        if (run->visits) {
            gm_visits_load(run, m, part);
        }
        if (plan->has_slots) {
            gm_slots_taken(run, machine_i);
        }
        gm_machine_push_start(run, machine_i);
    }
}
