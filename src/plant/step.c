// SPDX-License-Identifier: MIT

#include "plant/step.h"

#include "plant/conveyor.h"
#include "plant/fleet.h"
#include "plant/flow.h"
#include "plant/machine.h"
#include "plant/moving.h"
#include "plant/offer.h"
#include "plant/rack.h"
#include "plant/store.h"

// ---- passes

// Its way is drawn once, however often it is looked at. Several passes may look at one part:
// then each has one target only.
static gm_target pass_target(gm_run *run, int32_t step_i, uint32_t part)
{
    const gm_step *step = &run->plan->steps[step_i];
    if (step->to.mode == GM_ROUTE_SINGLE &&
        (!run->plan->has_routes ||
         run->plan->variants[run->parts[part].variant].n_route == 0)) {
        return step->to.targets[0];
    }
    return gm_route_keep(run, step_i, part);
}

static int32_t line_of(const gm_run *run, int32_t store_i)
{
    const gm_plan *plan = run->plan;
    return store_i == GM_NONE ? GM_NONE : plan->steps[plan->stores[store_i].step_i].line_i;
}

uint32_t gm_pass_take(gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    uint32_t offerer = (uint32_t)(run->plan->n_machines + step_i);
    uint32_t part = run->offerers[offerer].part;
    int32_t from = step->inputs[0].store_i;
    if (run->plan->stores[from].order != GM_QUEUE_FIFO && step->to.mode == GM_ROUTE_SINGLE) {
        // One that goes before it may have come since it was offered.
        uint32_t first = gm_store_peek(run, from, GM_NONE);
        gm_target target = step->to.targets[0];
        bool same =
            first && gm_target_store(run, target, first) == gm_target_store(run, target, part);
        part = same ? first : part;
    }
    gm_store_take_part(
        run, from, part,
        line_of(run, gm_target_store(run, pass_target(run, step_i, part), part)));
    return part;
}

static bool is_full(const gm_run *run, int32_t store_i)
{
    return store_i != GM_NONE && !gm_store_has_room(run, store_i);
}

// From a place of no places, shared with others: a pass has one target and takes for it only
// when there is room.
static void pass_direct(gm_run *run, int32_t step_i, int32_t from)
{
    const gm_step *step = &run->plan->steps[step_i];
    uint32_t offerer = (uint32_t)(run->plan->n_machines + step_i);
    gm_target target = step->to.targets[0];
    while (gm_store_available(run, from) > 0) {
        int32_t to = gm_target_store(run, target, gm_offer_peek(run, from));
        bool is_lost =
            is_full(run, to) && gm_offer_may_be_lost(run, to) && !gm_store_would_pass(run, to);
        if (is_full(run, to) && !is_lost) {
            return;
        }
        uint32_t part = gm_store_take(run, from, GM_NONE, GM_SAME_LINE);
        if (!part) {
            return;
        }
        if (is_lost) {
            gm_offer_lose(run, offerer, part, to);
        } else {
            bool is_gone = gm_offer(run, offerer, part, target);
            GM_REQUIRE(is_gone);
        }
    }
}

// Carries what is ready in its buffer to where it goes, as far as there is room.
static void pass_move(gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    int32_t from = step->inputs[0].store_i;
    uint32_t offerer = (uint32_t)(run->plan->n_machines + step_i);
    while (run->offerers[offerer].store_i == GM_NONE) {
        uint32_t part = gm_store_peek(run, from, GM_NONE);
        if (!part) {
            if (!run->plan->stores[from].is_buffer) {
                pass_direct(run, step_i, from);
            }
            return;
        }
        gm_target target = pass_target(run, step_i, part);
        int32_t to = gm_target_store(run, target, part);
        if (is_full(run, to)) {
            if (gm_offer_may_be_lost(run, to)) {
                gm_offer_wait_or_lose(run, offerer, part, to);
            } else {
                gm_offer_wait(run, offerer, part, to);
            }
            return;
        }
        gm_store_take_part(run, from, part, line_of(run, to));
        bool is_gone = gm_offer(run, offerer, part, target);
        GM_REQUIRE(is_gone);
    }
}

// ---- every kind

void gm_step_move(gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    switch (step->kind) {
    case GM_STEP_STATION:
        gm_station_move(run, step_i);
        break;
    case GM_STEP_PASS:
        pass_move(run, step_i);
        break;
    case GM_STEP_SOURCE:
        gm_source_move(run, step->own_i);
        break;
    case GM_STEP_CONVEYOR:
        gm_conveyor_move(run, step->own_i);
        gm_machine_wake_askers(run, step);
        break;
    case GM_STEP_MOVING:
        gm_moving_move(run, step->own_i);
        gm_machine_wake_askers(run, step);
        break;
    case GM_STEP_TRANSPORT:
        gm_transport_move(run, step->own_i);
        break;
    case GM_STEP_RACK:
        gm_rack_move(run, step->own_i);
        break;
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
        break;
    }
}

void gm_step_start(gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    if (step->kind == GM_STEP_STATION) {
        gm_station_start(run, step_i);
    } else if (step->kind == GM_STEP_TRANSPORT) {
        gm_fleet_dispatch(run, run->plan->transports[step->own_i].fleet_i);
    }
}

void gm_offer_gone(gm_run *run, uint32_t offerer)
{
    const gm_plan *plan = run->plan;
    if (offerer < (uint32_t)plan->n_machines) {
        // Still blocked, so that a wait goes on when the machine starves now.
        gm_machine_gone(run, (int32_t)offerer);
        return;
    }
    int32_t step_i = (int32_t)offerer - plan->n_machines;
    if (step_i >= plan->n_steps) {
        gm_vehicle_gone(run, step_i - plan->n_steps);
        return;
    }
    const gm_step *step = &plan->steps[step_i];
    switch (step->kind) {
    case GM_STEP_PASS:
        gm_moves_add(run, step_i);
        break;
    case GM_STEP_SOURCE:
        gm_source_gone(run, step->own_i);
        break;
    case GM_STEP_CONVEYOR:
        gm_conveyor_gone(run, step->own_i);
        break;
    case GM_STEP_MOVING:
        gm_moving_gone(run, step->own_i);
        break;
    case GM_STEP_RACK:
        gm_rack_gone(run, step->own_i);
        break;
    case GM_STEP_STATION:
    case GM_STEP_TRANSPORT: // its vehicles offer
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
        GM_REQUIRE(false);
    }
}

void gm_step_wake(gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    if (step->kind == GM_STEP_BUFFER) {
        gm_store_refill(run, step->own_i);
    }
    if (step->kind == GM_STEP_SOURCE) {
        for (int32_t i = 0; i < run->plan->n_stores; i++) {
            if (run->plan->stores[i].endless_source == step_i) {
                gm_store_wake(run, i);
            }
        }
    }
    for (int32_t i = 0; i < step->n_inputs; i++) {
        gm_store_wake(run, step->inputs[i].store_i);
    }
    gm_moves_add(run, step_i);
}
