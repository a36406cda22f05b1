// SPDX-License-Identifier: MIT

#include "study/places.h"

#include <math.h>

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

// What a station must have before it at once to begin: a batch that does not wait for so long
// only, a part on which a more urgent one may break in, a part for the next slot.
static int32_t taken_by_station(const gm_station_plan *station)
{
    const gm_station_def *def = station->def;
    bool is_whole = def->batch.most > 1 && isinf(def->batch.wait_s);
    bool is_kept = station->has_slots || def->queue.preempt != GM_PREEMPT_NO;
    return is_whole ? def->batch.least : is_kept ? 1 : 0;
}

// What a step takes from a store at once; 0: a part at a time, which need not wait in a place.
static int32_t taken_at_once(const gm_plan *plan, const gm_step *step, int32_t store_i)
{
    int32_t n = 0;
    for (int32_t i = 0; i < step->n_inputs; i++) {
        if (step->inputs[i].store_i == store_i && step->n_needs > 0) {
            int32_t count = step->needs[step->inputs[i].need_i].count;
            n = larger(n, count > 1 ? count : 0);
        }
    }
    return step->kind == GM_STEP_STATION
               ? larger(n, taken_by_station(&plan->stations[step->own_i]))
           : step->kind == GM_STEP_TRANSPORT
               ? larger(n, plan->transports[step->own_i].def->least)
               : n;
}

static bool leads_to(const gm_plan *plan, const gm_step *step, int32_t store_i)
{
    bool does = false;
    for (int32_t i = 0; i < step->to.n; i++) {
        const gm_target *to = &step->to.targets[i];
        const gm_step *next = to->kind == GM_TO_STEP ? &plan->steps[to->i] : NULL;
        does |= to->kind == GM_TO_STORE && to->i == store_i;
        does |= next && plan->stores[store_i].step_i == to->i;
    }
    return does;
}

// What a step puts into a store in one go: a batch that begins when there is room for all of it, a
// load of a vehicle that has its places kept.
static int32_t given_at_once(const gm_plan *plan, const gm_step *step, int32_t store_i)
{
    if (step->kind == GM_STEP_TRANSPORT) {
        const gm_transport_plan *t = &plan->transports[step->own_i];
        return t->place_i == store_i ? larger(t->def->least, 1) : 0;
    }
    if (step->kind != GM_STEP_STATION || !leads_to(plan, step, store_i)) {
        return 0;
    }
    const gm_station_def *def = plan->stations[step->own_i].def;
    return def->blocking == GM_BLOCKING_BEFORE && def->batch.most > 1 ? def->batch.most : 0;
}

static int32_t least_of_store(const gm_plan *plan, int32_t store_i)
{
    const gm_store_plan *store = &plan->stores[store_i];
    int32_t least = larger(store->initial, store->is_buffer ? 1 : 0);
    for (int32_t i = 0; i < store->n_consumers; i++) {
        least = larger(least, taken_at_once(plan, &plan->steps[store->consumers[i]], store_i));
    }
    for (int32_t i = 0; i < plan->n_steps; i++) {
        least = larger(least, given_at_once(plan, &plan->steps[i], store_i));
    }
    return least;
}

int32_t gm_places_least(const gm_plan *plan, int32_t file_i)
{
    int32_t least = 0;
    for (int32_t i = 0; i < plan->n_stores; i++) {
        if (plan->steps[plan->stores[i].step_i].file_i == file_i) {
            least = larger(least, least_of_store(plan, i));
        }
    }
    return least;
}
