// SPDX-License-Identifier: MIT

#include "plant/stuck.h"

#include "plant/conveyor.h"
#include "plant/fleet.h"
#include "plant/machine.h"
#include "plant/moving.h"
#include "plant/offer.h"
#include "plant/rack.h"
#include "plant/store.h"

typedef struct gm_search {
    const gm_run *run;
    bool *alive; // by step
    bool has_routes;
} gm_search;

// ---- places

// Something can still happen somewhere: a card may come back.
static bool any_alive(const gm_search *s)
{
    bool any = false;
    for (int32_t i = 0; i < s->run->plan->n_limits; i++) {
        any |= s->run->limits[i].returning.head != 0;
    }
    for (int32_t i = 0; i < s->run->plan->n_steps; i++) {
        any |= s->alive[i] && s->run->plan->steps[i].kind != GM_STEP_SOURCE;
    }
    return any;
}

static bool has_cards(const gm_search *s, uint32_t limits)
{
    return gm_limits_left(s->run, limits) > 0 || any_alive(s);
}

// A part that waits for this store may come in some day.
static bool may_take(const gm_search *s, int32_t store_i)
{
    const gm_store_plan *plan = &s->run->plan->stores[store_i];
    const gm_store *store = &s->run->stores[store_i];
    if (store->level < plan->capacity && has_cards(s, plan->limits_in)) {
        return true;
    }
    bool may = plan->longest_s < (double)INFINITY && store->level > 0;
    for (int32_t i = 0; i < plan->n_consumers && !may; i++) {
        may = s->alive[plan->consumers[i]];
    }
    return may;
}

// The store that a machine waits for: with a part that is done, or to begin (blocking before
// service). GM_NONE: none, or it is not known which.
static int32_t awaited_store(const gm_run *run, int32_t machine_i)
{
    const gm_machine *m = &run->machines[machine_i];
    if (m->stage != GM_STAGE_CLAIM) {
        return run->offerers[machine_i].store_i;
    }
    int32_t code = run->parts[m->part].target - 1; // as gm_route_keep() keeps it
    if (code < 0 || (m->hold & GM_HOLD_BLOCKED) == 0) {
        return GM_NONE;
    }
    gm_target target = {(gm_target_kind)(code & 3), code >> 2};
    return gm_target_store(run, target, m->part);
}

// A machine that waits for this store may give, or begin, some day.
static bool may_give(const gm_search *s, int32_t machine_i, int32_t store_i)
{
    const gm_machine *m = &s->run->machines[machine_i];
    bool begins = m->stage == GM_STAGE_CLAIM && gm_machine_finds_places(s->run, m, store_i);
    return begins || may_take(s, store_i);
}

// ---- parts

static bool leads_to(const gm_run *run, const gm_route *route, int32_t store_i)
{
    int32_t step_i = run->plan->stores[store_i].step_i;
    bool does = false;
    for (int32_t i = 0; i < route->n; i++) {
        gm_target target = route->targets[i];
        does |= target.kind == GM_TO_STORE ? target.i == store_i
                                           : target.kind == GM_TO_STEP && target.i == step_i;
    }
    return does;
}

static bool gives_to(const gm_search *s, int32_t step_i, int32_t store_i)
{
    const gm_plan *plan = s->run->plan;
    const gm_step *step = &plan->steps[step_i];
    if (s->has_routes || step->kind == GM_STEP_MOVING) { // a car that is towed
        return true;
    }
    if (step->has_route && leads_to(s->run, &step->to, store_i)) {
        return true;
    }
    for (uint32_t bits = step->within_to; bits; bits &= bits - 1) {
        if (leads_to(s->run, &plan->withins[__builtin_ctz(bits)].then, store_i)) {
            return true;
        }
    }
    if (step->kind != GM_STEP_STATION) {
        return false;
    }
    const gm_station_plan *station = &plan->stations[step->own_i];
    return leads_to(s->run, &station->below, store_i) ||
           leads_to(s->run, &station->reject, store_i) ||
           leads_to(s->run, &station->beyond, store_i) ||
           leads_to(s->run, &station->quarantine, store_i);
}

// A part may come into this store, or to whoever takes straight from it.
static bool may_come(const gm_search *s, int32_t store_i)
{
    const gm_plan *plan = s->run->plan;
    const gm_store_plan *store = &plan->stores[store_i];
    if (s->run->stores[store_i].level > s->run->stores[store_i].n_ready) {
        return true;
    }
    if (store->endless_source != GM_NONE) {
        int32_t source_i = plan->steps[store->endless_source].own_i;
        return s->run->sources[source_i].n_made < (double)plan->sources[source_i].def->limit;
    }
    for (int32_t i = 0; i < plan->n_steps; i++) {
        if (s->alive[i] && gives_to(s, i, store_i)) {
            return true;
        }
    }
    for (int32_t i = 0; i < plan->n_stores; i++) { // what stayed too long elsewhere
        const gm_store_plan *from = &plan->stores[i];
        if (from->longest_s < (double)INFINITY && s->run->stores[i].level > 0 &&
            leads_to(s->run, &from->then, store_i)) {
            return true;
        }
    }
    return false;
}

// Parts before a step for one of its needs, and whether more may come.
static int64_t count_before(const gm_search *s, const gm_step *step, int32_t need_i, bool *more)
{
    int64_t n = 0;
    for (int32_t i = 0; i < step->n_inputs; i++) {
        const gm_inlet *input = &step->inputs[i];
        if (input->need_i != need_i || !has_cards(s, input->limits)) {
            continue;
        }
        const gm_store *store = &s->run->stores[input->store_i];
        bool may_enter = has_cards(s, s->run->plan->stores[input->store_i].limits_in);
        n += store->n_ready + (may_enter ? store->n_offers : 0);
        *more |= may_enter && may_come(s, input->store_i);
    }
    return n;
}

// An empty machine of the station may have something to load some day.
static bool may_load(const gm_search *s, const gm_step *step, const gm_station_plan *plan)
{
    const gm_batch_def *batch = &plan->def->batch;
    bool has_kin = plan->def->same != GM_SAME_NOTHING &&
                   !gm_heap_is_empty(&s->run->stations[step->own_i].families);
    for (int32_t k = 0; k < step->n_needs; k++) {
        bool more = false;
        int64_t n = count_before(s, step, k, &more);
        int64_t least = plan->is_batch && isinf(batch->wait_s) ? batch->least : 1;
        least = step->needs[k].count > least ? step->needs[k].count : least;
        if (plan->def->same != GM_SAME_NOTHING) {
            has_kin |= more; // what is there already is not complete
        } else if (n < least && !more) {
            return false;
        }
    }
    return has_kin || plan->def->same == GM_SAME_NOTHING;
}

// ---- steps

static bool machine_is_alive(const gm_search *s, const gm_step *step,
                             const gm_station_plan *plan, int32_t machine_i)
{
    const gm_machine *m = &s->run->machines[machine_i];
    int32_t store_i = awaited_store(s->run, machine_i);
    if (store_i != GM_NONE) {
        return may_give(s, machine_i, store_i);
    }
    switch ((gm_stage)m->stage) {
    case GM_STAGE_EMPTY:
        return may_load(s, step, plan);
    case GM_STAGE_CLAIM:
        return any_alive(s);
    case GM_STAGE_LOADED:
    case GM_STAGE_MAINTAIN:
    case GM_STAGE_CHANGE:
    case GM_STAGE_LOAD:
    case GM_STAGE_WORK:
    case GM_STAGE_OUT:
        break;
    }
    return true;
}

static bool station_is_alive(const gm_search *s, const gm_step *step)
{
    const gm_station_plan *plan = &s->run->plan->stations[step->own_i];
    const gm_station *st = &s->run->stations[step->own_i];
    bool is = plan->is_unlimited && !gm_heap_is_empty(&st->delay);
    for (int32_t k = 0; k < plan->n_machines && !is; k++) {
        is = machine_is_alive(s, step, plan, plan->first_machine + k);
    }
    return is;
}

static bool source_is_alive(const gm_search *s, int32_t step_i, uint32_t offerer)
{
    const gm_step *step = &s->run->plan->steps[step_i];
    const gm_source *src = &s->run->sources[step->own_i];
    bool has_more = src->due > 0.0 || src->is_paused ||
                    (src->slot != UINT32_MAX &&
                     gm_clocks_at(&s->run->clocks, src->slot) < (double)INFINITY);
    int32_t store_i = s->run->offerers[offerer].store_i;
    if (src->is_paused && store_i == GM_NONE) {
        store_i = s->run->plan->sources[step->own_i].pause_store;
    }
    return store_i == GM_NONE ? has_more : may_take(s, store_i);
}

// A belt or a moving line with n parts, of at most so many.
static bool band_is_alive(const gm_search *s, const gm_step *step, uint32_t offerer, int32_t n,
                          int32_t most)
{
    int32_t store_i = s->run->offerers[offerer].store_i;
    if (store_i == GM_NONE ? n > 0 : may_take(s, store_i)) {
        return true;
    }
    bool more = false;
    return n < most && (count_before(s, step, 0, &more) > 0 || more);
}

static bool pass_is_alive(const gm_search *s, const gm_step *step, uint32_t offerer)
{
    int32_t store_i = s->run->offerers[offerer].store_i;
    bool more = false;
    return store_i == GM_NONE ? count_before(s, step, 0, &more) > 0 || more
                              : may_take(s, store_i);
}

// A vehicle that does not wait for ever with a part.
static bool vehicle_is_alive(const gm_search *s, const gm_vehicle *v)
{
    int32_t store_i = s->run->offerers[v->offerer].store_i;
    return store_i == GM_NONE || may_take(s, store_i);
}

// One of its vehicles brings parts, or one of the fleet can come for some.
static bool transport_is_alive(const gm_search *s, const gm_step *step)
{
    const gm_transport_plan *plan = &s->run->plan->transports[step->own_i];
    const gm_fleet_plan *fleet = &s->run->plan->fleets[plan->fleet_i];
    bool any = false;
    for (int32_t k = 0; k < fleet->n_vehicles; k++) {
        const gm_vehicle *v = &s->run->vehicles[fleet->first_vehicle + k];
        bool is_it = vehicle_is_alive(s, v);
        if (is_it && v->job == step->own_i && v->n_parts > 0) {
            return true;
        }
        any |= is_it;
    }
    bool more = false;
    bool has_place = plan->place_i == GM_NONE || may_take(s, plan->place_i);
    int64_t n = count_before(s, step, 0, &more);
    return any && has_place && (n >= plan->def->least || more);
}

static bool rack_is_alive(const gm_search *s, const gm_step *step, uint32_t offerer)
{
    const gm_rack *r = &s->run->racks[step->own_i];
    int32_t store_i = s->run->offerers[offerer].store_i;
    if (store_i == GM_NONE ? r->n_stored > 0 : may_take(s, store_i)) {
        return true;
    }
    bool more = false;
    return r->n_stored < s->run->plan->racks[step->own_i].n_slots &&
           (count_before(s, step, 0, &more) > 0 || more);
}

static bool is_alive(const gm_search *s, int32_t step_i)
{
    const gm_run *run = s->run;
    const gm_step *step = &run->plan->steps[step_i];
    uint32_t offerer = (uint32_t)(run->plan->n_machines + step_i);
    switch (step->kind) {
    case GM_STEP_STATION:
        return station_is_alive(s, step);
    case GM_STEP_SOURCE:
        return source_is_alive(s, step_i, offerer);
    case GM_STEP_CONVEYOR:
        return band_is_alive(s, step, offerer, run->conveyors[step->own_i].n,
                             run->plan->conveyors[step->own_i].capacity);
    case GM_STEP_MOVING: // blocked, it stands: no car comes in
        return band_is_alive(s, step, offerer, run->movings[step->own_i].n_cars,
                             run->movings[step->own_i].n_cars == 0 ? 1 : 0);
    case GM_STEP_PASS:
        return pass_is_alive(s, step, offerer);
    case GM_STEP_TRANSPORT:
        return transport_is_alive(s, step);
    case GM_STEP_RACK:
        return rack_is_alive(s, step, offerer);
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
        break;
    }
    return false;
}

// ---- the answer

static void add_wait(const gm_search *s, gm_stuck *stuck, int32_t step_i, int32_t store_i,
                     double since_s)
{
    stuck->since_s = since_s > stuck->since_s ? since_s : stuck->since_s;
    stuck->n += 1;
    if (stuck->n_waits < GM_STUCK_WAITS) {
        const gm_step *step = &s->run->plan->steps[step_i];
        stuck->waits[stuck->n_waits++] = (gm_stuck_wait){
            .step_i = step->kind == GM_STEP_PASS ? step->file_i : step_i,
            .store_i = store_i,
            .since_s = since_s,
        };
    }
}

// A station is named once, by the first of its machines that waits.
static void add_station(const gm_search *s, gm_stuck *stuck, int32_t step_i)
{
    const gm_run *run = s->run;
    const gm_station_plan *plan = &run->plan->stations[run->plan->steps[step_i].own_i];
    int32_t before = stuck->n;
    for (int32_t k = 0; k < plan->n_machines && stuck->n == before; k++) {
        int32_t i = plan->first_machine + k;
        const gm_machine *m = &run->machines[i];
        double since_s = m->stage == GM_STAGE_CLAIM ? m->since_s : run->offerers[i].since_s;
        int32_t store_i = awaited_store(run, i);
        if (store_i != GM_NONE && !may_give(s, i, store_i)) {
            add_wait(s, stuck, step_i, store_i, since_s);
        }
    }
}

// A transport is named once, by the first of its vehicles that waits.
static void add_transport(const gm_search *s, gm_stuck *stuck, int32_t step_i)
{
    const gm_run *run = s->run;
    int32_t transport_i = run->plan->steps[step_i].own_i;
    for (int32_t i = 0; i < run->plan->n_vehicles; i++) {
        const gm_vehicle *v = &run->vehicles[i];
        const gm_offerer *o = &run->offerers[v->offerer];
        if (v->job == transport_i && !vehicle_is_alive(s, v)) {
            add_wait(s, stuck, step_i, o->store_i, o->since_s);
            return;
        }
    }
}

// Up and down the file in turn: life spreads with the parts, and against them from places that
// become free.
static void find_living(gm_search *s)
{
    int32_t n = s->run->plan->n_steps;
    bool any = true;
    for (int sweep = 0; any || sweep < 2; sweep++) {
        any = false;
        for (int32_t k = 0; k < n; k++) {
            int32_t i = sweep % 2 == 0 ? n - 1 - k : k;
            bool was = s->alive[i];
            s->alive[i] = was || is_alive(s, i);
            any |= s->alive[i] && !was;
        }
    }
}

gm_stuck gm_run_stuck(const gm_run *run, gm_arena *scratch)
{
    const gm_plan *plan = run->plan;
    gm_mark mark = gm_arena_mark(scratch);
    gm_search search = {.run = run, .alive = GM_NEW(scratch, bool, plan->n_steps)};
    for (int32_t v = 0; v < plan->n_variants; v++) {
        search.has_routes |= plan->variants[v].n_route > 0;
    }
    find_living(&search);
    gm_stuck stuck = {.all = !any_alive(&search)};
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const gm_offerer *o = &run->offerers[plan->n_machines + i];
        if (plan->steps[i].kind == GM_STEP_STATION) {
            add_station(&search, &stuck, i);
        } else if (plan->steps[i].kind == GM_STEP_TRANSPORT) {
            add_transport(&search, &stuck, i);
        } else if (plan->steps[i].kind != GM_STEP_SOURCE && o->store_i != GM_NONE &&
                   !may_take(&search, o->store_i)) {
            add_wait(&search, &stuck, i, o->store_i, o->since_s);
        }
    }
    stuck.all &= stuck.n > 0;
    gm_arena_rewind(scratch, mark);
    return stuck;
}
