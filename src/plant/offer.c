// SPDX-License-Identifier: MIT

#include "plant/offer.h"

#include "plant/fleet.h"
#include "plant/flow.h"
#include "plant/machine.h"
#include "plant/rules.h"
#include "plant/step.h"
#include "plant/store.h"

// ---- targets

int32_t gm_target_store(const gm_run *run, gm_target target, uint32_t part)
{
    return gm_target_store_of(run, target, part ? run->parts[part].variant : GM_NONE);
}

int32_t gm_target_store_of(const gm_run *run, gm_target target, int32_t variant_i)
{
    if (target.kind == GM_TO_STORE) {
        return target.i;
    }
    if (target.kind != GM_TO_STEP) {
        return GM_NONE;
    }
    const gm_step *step = &run->plan->steps[target.i];
    if (step->kind == GM_STEP_SINK) {
        return GM_NONE;
    }
    if (step->kind == GM_STEP_BUFFER) {
        return step->own_i;
    }
    if (step->n_needs == 1) {
        return step->needs[0].own_store;
    }
    int32_t kind_i = variant_i >= 0 ? run->plan->variants[variant_i].kind_i : GM_NONE;
    for (int32_t i = 0; i < step->n_needs; i++) {
        if (step->needs[i].kind_i == kind_i) {
            return step->needs[i].own_store;
        }
    }
    GM_REQUIRE(false);
    return GM_NONE;
}

void gm_part_leave_plant(gm_run *run, uint32_t part, gm_target target, int32_t step_i)
{
    const gm_plan *plan = run->plan;
    if (target.kind == GM_TO_SCRAP) {
        gm_flow_scrap(run, part, step_i);
    } else if (target.kind == GM_TO_OUT) {
        gm_flow_out(run, part, gm_sink_out(plan));
    } else {
        gm_flow_out(run, part, plan->steps[target.i].own_i);
    }
}

// ---- offers in line

// The step that somebody who offers belongs to: a machine, a step, or a vehicle at work for it.
static int32_t step_of(const gm_run *run, uint32_t offerer)
{
    const gm_plan *plan = run->plan;
    if (offerer < (uint32_t)plan->n_machines) {
        return plan->stations[run->machines[offerer].station_i].step_i;
    }
    int32_t step_i = (int32_t)offerer - plan->n_machines;
    return step_i < plan->n_steps
               ? step_i
               : plan->transports[run->vehicles[step_i - plan->n_steps].job].step_i;
}

void gm_offer_leave(gm_run *run, uint32_t offerer, uint32_t part)
{
    const gm_plan *plan = run->plan;
    int32_t step_i = step_of(run, offerer);
    const gm_step *step = &plan->steps[step_i];
    if (run->visits) {
        gm_visits_leave(run, part);
    }
    if (step->kind == GM_STEP_PASS || step->kind == GM_STEP_SOURCE) {
        return;
    }
    if (step->counter_i >= 0 || step->limits_out || step->within_from || run->observer) {
        gm_flow_leave_step(run, part, step_i);
    }
}

uint32_t gm_offer_part(gm_run *run, uint32_t offerer)
{
    if (offerer < (uint32_t)run->plan->n_machines) {
        return run->offerers[offerer].part;
    }
    int32_t step_i = (int32_t)offerer - run->plan->n_machines;
    if (step_i >= run->plan->n_steps || run->plan->steps[step_i].kind != GM_STEP_PASS) {
        return run->offerers[offerer].part;
    }
    return gm_pass_take(run, step_i);
}

uint32_t gm_offer_pop(gm_run *run, int32_t store_i)
{
    gm_store *s = &run->stores[store_i];
    uint32_t offerer = s->offers.head - 1;
    s->offers.head = run->offerers[offerer].next;
    s->n_offers -= 1;
    run->offerers[offerer].store_i = GM_NONE;
    run->offerers[offerer].next = 0;
    return offerer;
}

void gm_offer_wait(gm_run *run, uint32_t offerer, uint32_t part, int32_t store_i)
{
    gm_store *s = &run->stores[store_i];
    gm_offerer *o = &run->offerers[offerer];
    GM_ASSERT(o->store_i == GM_NONE);
    run->losing[offerer / 64] &= ~((uint64_t)1 << offerer % 64);
    *o = (gm_offerer){.part = part, .store_i = store_i, .since_s = run->now_s};
    if (s->offers.head) {
        run->offerers[s->offers.tail - 1].next = offerer + 1;
    } else {
        s->offers.head = offerer + 1;
    }
    s->offers.tail = offerer + 1;
    s->n_offers += 1;
    gm_store_notify(run, store_i);
}

uint32_t gm_offer_peek(const gm_run *run, int32_t store_i)
{
    uint32_t first = run->stores[store_i].offers.head;
    return first ? run->offerers[first - 1].part : 0;
}

bool gm_offer_withdraw(gm_run *run, uint32_t offerer)
{
    gm_offerer *o = &run->offerers[offerer];
    if (o->store_i == GM_NONE) {
        return false;
    }
    gm_store *s = &run->stores[o->store_i];
    uint32_t before = 0;
    uint32_t at = s->offers.head;
    while (at != offerer + 1) {
        before = at;
        at = run->offerers[at - 1].next;
    }
    if (before) {
        run->offerers[before - 1].next = o->next;
    } else {
        s->offers.head = o->next;
    }
    if (s->offers.tail == at) {
        s->offers.tail = before;
    }
    s->n_offers -= 1;
    *o = (gm_offerer){.store_i = GM_NONE};
    return true;
}

// ---- losing
//
// A part is lost that finds no place when all of its instant is done, with what ended, moved and
// began then: a machine that stands idle takes one from the queue first.

bool gm_offer_may_be_lost(const gm_run *run, int32_t store_i)
{
    return run->plan->stores[store_i].when_full == GM_FULL_LOSE;
}

void gm_offer_wait_or_lose(gm_run *run, uint32_t offerer, uint32_t part, int32_t store_i)
{
    gm_offer_wait(run, offerer, part, store_i);
    run->losing[offerer / 64] |= (uint64_t)1 << offerer % 64;
    run->any_losing = true;
}

void gm_offer_lose(gm_run *run, uint32_t offerer, uint32_t part, int32_t store_i)
{
    gm_offer_leave(run, offerer, part);
    run->stores[store_i].n_lost += 1.0;
    gm_run_tell(run, GM_PART_LOST, part, run->plan->stores[store_i].step_i);
    gm_flow_end(run, part);
}

static void lose_offered(gm_run *run, uint32_t offerer)
{
    int32_t store_i = run->offerers[offerer].store_i;
    uint32_t part = gm_offer_part(run, offerer);
    gm_offer_withdraw(run, offerer);
    gm_offer_lose(run, offerer, part, store_i);
    int32_t step_i = (int32_t)offerer - run->plan->n_machines;
    if (step_i >= 0 && step_i < run->plan->n_steps &&
        run->plan->steps[step_i].kind == GM_STEP_SOURCE) {
        gm_source_lost(run, run->plan->steps[step_i].own_i);
    }
    gm_offer_gone(run, offerer);
}

bool gm_offers_lose_one(gm_run *run)
{
    for (uint32_t w = 0; run->any_losing && w < run->n_losing_words; w++) {
        while (run->losing[w]) {
            uint32_t offerer = w * 64 + (uint32_t)__builtin_ctzll(run->losing[w]);
            run->losing[w] &= run->losing[w] - 1;
            int32_t store_i = run->offerers[offerer].store_i;
            if (store_i != GM_NONE && !gm_store_would_pass(run, store_i)) {
                lose_offered(run, offerer);
                return true;
            }
        }
    }
    run->any_losing = false;
    return false;
}

// ---- offering

bool gm_offer(gm_run *run, uint32_t offerer, uint32_t part, gm_target target)
{
    int32_t store_i = gm_target_store(run, target, part);
    if (store_i == GM_NONE) {
        gm_offer_leave(run, offerer, part);
        gm_part_leave_plant(run, part, target, run->plan->steps[step_of(run, offerer)].file_i);
        return true;
    }
    gm_store *s = &run->stores[store_i];
    if (s->n_offers == 0 && gm_store_has_room(run, store_i)) {
        gm_offer_leave(run, offerer, part);
        gm_store_put(run, store_i, part);
        return true;
    }
    if (gm_offer_may_be_lost(run, store_i)) {
        gm_offer_wait_or_lose(run, offerer, part, store_i);
    } else {
        gm_offer_wait(run, offerer, part, store_i);
    }
    return false;
}

bool gm_offer_promised(gm_run *run, uint32_t offerer, uint32_t part, int32_t store_i)
{
    gm_store *s = &run->stores[store_i];
    const gm_store_plan *plan = &run->plan->stores[store_i];
    GM_ASSERT(s->claimed > 0);
    s->claimed -= 1;
    gm_rules_tell(run, plan->readers);
    bool allowed = plan->limits_in == 0 || gm_limits_allow(run, plan->limits_in);
    if (s->n_offers > 0 && s->level < plan->capacity && allowed) {
        gm_offer_leave(run, offerer, part);
        gm_store_put(run, store_i, part);
        return true;
    }
    return gm_offer(run, offerer, part, (gm_target){GM_TO_STORE, store_i});
}

bool gm_offer_swift(gm_run *run, int32_t machine_i, uint32_t part, const gm_swift_way *way)
{
    if (run->stores[way->to].n_offers == 0 && gm_store_has_room(run, way->to)) {
        gm_offer_leave(run, (uint32_t)machine_i, part);
        gm_store_put(run, way->to, part);
        return true;
    }
    gm_offer_wait(run, (uint32_t)machine_i, part, way->to);
    return false;
}
