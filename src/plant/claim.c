// SPDX-License-Identifier: MIT
//
// Blocking before service: work begins only when a place downstream is promised to its part, or
// places to all parts of a batch.
//
// A place is free in the store that the part will go to, or with whoever takes from it: parts
// between are those in the store and those on the machines behind it. Before a belt or a moving
// line the place is its free entrance, before a shared place whatever is free behind it.

#include "plant/conveyor.h"
#include "plant/machine.h"
#include "plant/moving.h"
#include "plant/offer.h"
#include "plant/rules.h"
#include "plant/store.h"

static int64_t free_places(const gm_run *run, int32_t store_i);

// Room that a taker of a store offers itself. What parts wait for in front of a belt, a moving
// line or a pass counts only when the store has no places of its own.
static int64_t free_at(const gm_run *run, const gm_step *step, bool has_places)
{
    int32_t own_i = step->own_i;
    switch (step->kind) {
    case GM_STEP_STATION:
        return run->plan->stations[own_i].is_unlimited ? GM_UNLIMITED
               : run->plan->stations[own_i].has_slots  ? 0
                                                       : run->stations[own_i].n_empty;
    case GM_STEP_CONVEYOR:
        return !has_places && gm_conveyor_has_room(run, own_i) ? 1 : 0;
    case GM_STEP_MOVING:
        return !has_places && !run->movings[own_i].cars[0] ? 1 : 0;
    case GM_STEP_PASS:
        if (has_places) {
            return 0;
        }
        return free_places(run, gm_target_store(run, step->to.targets[0], 0));
    case GM_STEP_TRANSPORT: // takes when a vehicle is there
    case GM_STEP_RACK:
    case GM_STEP_SOURCE:
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
        break;
    }
    return 0;
}

// Places in a store and with those who take from it that are neither taken nor promised; but for
// a store in which parts spend time: none goes straight to a taker.
static int64_t free_places(const gm_run *run, int32_t store_i)
{
    if (store_i == GM_NONE) {
        return GM_UNLIMITED;
    }
    const gm_store_plan *plan = &run->plan->stores[store_i];
    int64_t n = (int64_t)plan->capacity - run->stores[store_i].level;
    for (int32_t i = 0; i < plan->n_consumers && !plan->delay; i++) {
        n += free_at(run, &run->plan->steps[plan->consumers[i]], plan->capacity > 0);
    }
    return n - run->stores[store_i].claimed;
}

// A batch goes to one place all together; of what is cut the first piece speaks for all.
static int32_t count_places(const gm_run *run, const gm_machine *m)
{
    const gm_station_plan *plan = &run->plan->stations[m->station_i];
    bool is_many = plan->is_batch && plan->def->splits.n == 0;
    return is_many ? gm_list_count(run, m->part) : 1;
}

bool gm_machine_finds_places(const gm_run *run, const gm_machine *m, int32_t store_i)
{
    return free_places(run, store_i) >= count_places(run, m);
}

// The store that the part in work will go to, as far as it is known beforehand.
static int32_t store_ahead(gm_run *run, gm_machine *m)
{
    const gm_station_plan *plan = &run->plan->stations[m->station_i];
    if (plan->def->splits.n == 0) {
        return gm_target_store(run, gm_route_keep(run, plan->step_i, m->part), m->part);
    }
    const gm_route *to = &run->plan->steps[plan->step_i].to;
    int32_t variant_i = plan->made[0].first_variant;
    if (to->mode == GM_ROUTE_SHARES || to->mode == GM_ROUTE_BY_RULE ||
        run->plan->variants[variant_i].n_route > 0) {
        return GM_NONE;
    }
    int32_t i = to->mode == GM_ROUTE_BY_VARIANT ? to->by_variant[variant_i] : 0;
    return gm_target_store_of(run, to->targets[i], variant_i);
}

bool gm_machine_claim(gm_run *run, gm_machine *m)
{
    int32_t store_i = store_ahead(run, m);
    if (store_i == GM_NONE) {
        return true;
    }
    gm_store *s = &run->stores[store_i];
    if (gm_machine_finds_places(run, m, store_i)) {
        m->claimed_store = store_i;
        m->n_claimed = count_places(run, m);
        s->claimed += m->n_claimed;
        gm_rules_tell(run, run->plan->stores[store_i].readers);
        return true;
    }
    const gm_store_plan *plan = &run->plan->stores[store_i];
    s->is_asked_for = plan->capacity == 0;
    for (int32_t i = 0; i < plan->n_consumers && s->is_asked_for; i++) {
        gm_moves_add(run, plan->consumers[i]); // a belt tells when its entrance is free
    }
    return false;
}

void gm_machine_release_claim(gm_run *run, gm_machine *m)
{
    if (m->claimed_store == GM_NONE) {
        return;
    }
    int32_t store_i = m->claimed_store;
    m->claimed_store = GM_NONE;
    run->stores[store_i].claimed -= m->n_claimed;
    gm_rules_tell(run, run->plan->stores[store_i].readers);
    gm_store_refill(run, store_i);
    gm_machine_wake_claimants(run, &run->plan->steps[run->plan->stores[store_i].step_i]);
}

void gm_machine_wake_claimants(gm_run *run, const gm_step *step)
{
    for (int32_t i = 0; i < step->n_claimants; i++) {
        const gm_station_plan *plan =
            &run->plan->stations[run->plan->steps[step->claimants[i]].own_i];
        if (plan->has_slots) {
            gm_moves_add(run, step->claimants[i]);
        }
        for (int32_t k = 0; k < plan->n_machines; k++) {
            if (run->machines[plan->first_machine + k].stage == GM_STAGE_CLAIM) {
                gm_machine_push_start(run, plan->first_machine + k);
            }
        }
    }
}

void gm_machine_wake_askers(gm_run *run, const gm_step *step)
{
    if (step->n_claimants == 0 || free_at(run, step, false) == 0) {
        return;
    }
    for (int32_t i = 0; i < step->n_inputs; i++) {
        gm_store *s = &run->stores[step->inputs[i].store_i];
        if (s->is_asked_for && s->claimed == 0 && s->n_offers == 0) {
            s->is_asked_for = false;
            gm_machine_wake_claimants(run, step);
        }
    }
}
