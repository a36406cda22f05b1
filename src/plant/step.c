// SPDX-License-Identifier: MIT

#include "plant/step.h"

#include "plant/conveyor.h"
#include "plant/flow.h"
#include "plant/machine.h"
#include "plant/moving.h"
#include "plant/store.h"

// ---- passes

static gm_target pass_target(gm_run *run, int32_t step_i, uint32_t part)
{
    const gm_step *step = &run->plan->steps[step_i];
    gm_part *p = &run->parts[part];
    if (p->target == 0) {
        gm_target target = gm_route_choose(run, step_i, &step->to, part, &run->routes[step_i]);
        run->parts[part].target = (target.i << 2 | (int32_t)target.kind) + 1;
    }
    int32_t code = run->parts[part].target - 1;
    return (gm_target){(gm_target_kind)(code & 3), code >> 2};
}

uint32_t gm_pass_take(gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    uint32_t offerer = (uint32_t)(run->plan->n_machines + step_i);
    uint32_t part = run->offerers[offerer].part;
    gm_store_take_part(run, step->inputs[0].store_i, part);
    run->parts[part].target = 0;
    return part;
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
            return;
        }
        gm_target target = pass_target(run, step_i, part);
        int32_t to = gm_target_store(run, target, part);
        if (to != GM_NONE && !gm_store_has_room(run, to)) {
            gm_offer_wait(run, offerer, part, to);
            return;
        }
        gm_store_take_part(run, from, part);
        run->parts[part].target = 0;
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
        break;
    case GM_STEP_MOVING:
        gm_moving_move(run, step->own_i);
        break;
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
        break;
    }
}

void gm_step_start(gm_run *run, int32_t step_i)
{
    if (run->plan->steps[step_i].kind == GM_STEP_STATION) {
        gm_station_start(run, step_i);
    }
}

void gm_offer_gone(gm_run *run, uint32_t offerer)
{
    const gm_plan *plan = run->plan;
    if (offerer < (uint32_t)plan->n_machines) {
        gm_machine_hold(run, &run->machines[offerer], 0, GM_HOLD_BLOCKED);
        gm_machine_give(run, (int32_t)offerer);
        return;
    }
    int32_t step_i = (int32_t)offerer - plan->n_machines;
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
    case GM_STEP_STATION:
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
