// SPDX-License-Identifier: MIT
//
// The round of a vehicle: to the pick-up, load, to the drop, unload, offer.

#include "plant/fleet.h"

#include "plant/intake.h"
#include "plant/machine.h"
#include "plant/offer.h"
#include "plant/rules.h"
#include "plant/store.h"
#include "plant/traffic.h"

#include <stdio.h>
#include <string.h>

#define PATH_BYTES 192

const char *gm_vehicle_state_word(gm_vehicle_state state)
{
    static const char *const words[] = {
#define GM_VEHICLE_STATE_WORD(name, word) [name] = (word),
        GM_VEHICLE_STATE_LIST(GM_VEHICLE_STATE_WORD)
#undef GM_VEHICLE_STATE_WORD
    };
    GM_REQUIRE(state < GM_N_VEHICLE_STATES);
    return words[state];
}

// ---- begin

void gm_fleets_create(gm_run *run)
{
    const gm_plan *plan = run->plan;
    run->fleets = GM_NEW(&run->arena, gm_fleet, plan->n_fleets);
    run->vehicles = GM_NEW(&run->arena, gm_vehicle, plan->n_vehicles);
    run->transports = GM_NEW(&run->arena, gm_transport, plan->n_transports);
    for (int32_t f = 0; f < plan->n_fleets; f++) {
        const gm_fleet_plan *fleet = &plan->fleets[f];
        for (int32_t k = 0; k < fleet->n_vehicles; k++) {
            int32_t i = fleet->first_vehicle + k;
            gm_vehicle *v = &run->vehicles[i];
            v->fleet_i = f;
            v->slot = gm_run_slot_of(run, GM_SLOT_VEHICLE, i);
            v->offerer = (uint32_t)(plan->n_machines + plan->n_steps + i);
            v->grant = fleet->first_grant + 2 * (uint32_t)k;
            gm_wear_create(run, &v->wear, fleet->def->n_failures, fleet->def->failures);
        }
    }
    gm_traffic_create(run);
}

static void begin_vehicle(gm_run *run, int32_t vehicle_i, int32_t k)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    char path[PATH_BYTES];
    snprintf(path, sizeof path, k == 0 ? "%s" : "%s#%d", fleet->def->name, k + 1);
    *v = (gm_vehicle){
        .fleet_i = v->fleet_i,
        .slot = v->slot,
        .offerer = v->offerer,
        .grant = v->grant,
        .wear = v->wear,
        .job = GM_NONE,
        .next_job = GM_NONE,
        .point = fleet->home,
        .goal = fleet->home,
        .edge = GM_NONE,
        .front = GM_NONE,
        .charge = 1.0,
        .failing = GM_NONE,
        .state = GM_VEHICLE_IDLE,
    };
    gm_wear_begin(run, &v->wear, path);
    gm_vehicle_turn_to(run, vehicle_i, GM_ERRAND_NONE, gm_vehicle_idle_left_s(run, v));
}

static void begin_sampler(gm_run *run, gm_sampler *sampler, const gm_dist *law,
                          const gm_fleet_def *def, const char *purpose)
{
    gm_sampler_init(sampler, law, run->seed, run->replication, def->name, purpose);
}

void gm_fleets_begin(gm_run *run)
{
    for (int32_t i = 0; i < run->plan->n_transports; i++) {
        run->transports[i] = (gm_transport){.lack_since_s = (double)INFINITY};
    }
    gm_traffic_begin(run);
    for (int32_t f = 0; f < run->plan->n_fleets; f++) {
        const gm_fleet_plan *fleet = &run->plan->fleets[f];
        const gm_fleet_def *def = fleet->def;
        run->fleets[f].is_looking = false;
        run->fleets[f].n_sent = 0;
        if (def->has_travel) {
            begin_sampler(run, &run->fleets[f].travel, &def->travel, def, "travel");
            begin_sampler(run, &run->fleets[f].empty_travel, &def->empty_travel, def, "empty");
        }
        if (def->has_load) {
            begin_sampler(run, &run->fleets[f].load, &def->load, def, "load");
        }
        if (def->has_unload) {
            begin_sampler(run, &run->fleets[f].unload, &def->unload, def, "unload");
        }
        if (def->battery.has_swap) {
            begin_sampler(run, &run->fleets[f].swap, &def->battery.swap, def, "swap");
        }
        for (int32_t k = 0; k < fleet->n_vehicles; k++) {
            begin_vehicle(run, fleet->first_vehicle + k, k);
        }
        gm_fleet_look(run, f);
    }
}

// ---- states and clock

static gm_vehicle_state errand_state(const gm_vehicle *v)
{
    switch (v->errand) {
    case GM_ERRAND_NONE:
        break;
    case GM_ERRAND_LOAD:
        return GM_VEHICLE_LOADING;
    case GM_ERRAND_UNLOAD:
        return GM_VEHICLE_UNLOADING;
    case GM_ERRAND_OFFER:
        return GM_VEHICLE_BLOCKED;
    case GM_ERRAND_CHARGER_LINE:
        return GM_VEHICLE_CHARGER_WAIT;
    case GM_ERRAND_CHARGE:
        return GM_VEHICLE_CHARGING;
    case GM_ERRAND_TO_PICK_UP:
    case GM_ERRAND_TO_DROP:
    case GM_ERRAND_TO_HOME:
    case GM_ERRAND_TO_CHARGER:
        return v->has_asked     ? GM_VEHICLE_CONGESTED
               : v->n_parts > 0 ? GM_VEHICLE_LOADED
                                : GM_VEHICLE_EMPTY;
    }
    return GM_VEHICLE_IDLE;
}

static gm_vehicle_state state_of(const gm_vehicle *v)
{
    if (v->hold & GM_VEHICLE_HOLD_OFF) {
        return GM_VEHICLE_OFF;
    }
    if (v->hold & GM_VEHICLE_HOLD_DOWN) {
        return v->repair.is_waiting ? GM_VEHICLE_REPAIR_WAIT : GM_VEHICLE_DOWN;
    }
    return v->hold & GM_VEHICLE_HOLD_UNMANNED ? GM_VEHICLE_UNMANNED : errand_state(v);
}

void gm_vehicle_settle(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    double dt_s = run->now_s - v->account_s;
    v->state_s[v->state] += dt_s;
    v->account_s = run->now_s;
    if (dt_s > 0.0) {
        gm_vehicle_age(run, v, dt_s);
    }
}

static void sooner(gm_vehicle *v, double *at_s, double t_s, gm_event_class class)
{
    if (t_s < *at_s) {
        *at_s = t_s;
        v->next_class = class;
    }
}

void gm_vehicle_refresh(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    v->state = state_of(v);
    if (run->visits) {
        gm_visits_drive(run, vehicle_i);
    }
    double at_s = (double)INFINITY;
    v->next_class = GM_CLASS_FAIL;
    if (v->failing != GM_NONE) {
        sooner(v, &at_s, v->repair.up_s, GM_CLASS_REPAIR);
    }
    sooner(v, &at_s, v->at_s, GM_CLASS_DONE);
    if (v->wear.n > 0) {
        double in_s = gm_wear_next(&v->wear, gm_vehicle_wear_rate(v));
        sooner(v, &at_s, run->now_s + in_s, GM_CLASS_FAIL);
    }
    gm_clocks_set(&run->clocks, v->slot, at_s, v->next_class);
}

void gm_vehicle_turn_to(gm_run *run, int32_t vehicle_i, gm_errand errand, double takes_s)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    gm_vehicle_settle(run, vehicle_i);
    v->errand = errand;
    v->left_s = takes_s;
    v->at_s = v->hold ? (double)INFINITY : run->now_s + takes_s;
    gm_vehicle_refresh(run, vehicle_i);
}

// ---- what is carried

void gm_transport_move(gm_run *run, int32_t transport_i)
{
    gm_fleet_look(run, run->plan->transports[transport_i].fleet_i);
}

static void change_carried(gm_run *run, int32_t transport_i, int32_t by)
{
    gm_transport *t = &run->transports[transport_i];
    t->area_part_s += t->n_carried * (run->now_s - t->since_s);
    t->since_s = run->now_s;
    t->n_carried += by;
    gm_rules_tell_step(run, run->plan->transports[transport_i].step_i);
}

void gm_vehicle_unreserve(gm_run *run, int32_t vehicle_i, int32_t n)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    int32_t store_i = run->plan->transports[v->job].place_i;
    if (n == 0) {
        return;
    }
    v->n_claimed -= n;
    run->stores[store_i].claimed -= n;
    gm_rules_tell(run, run->plan->stores[store_i].readers);
    gm_store_refill(run, store_i);
    gm_store_watchers_wake(run, store_i);
    gm_machine_wake_claimants(run, &run->plan->steps[run->plan->stores[store_i].step_i]);
}

// As many parts as there are and as it may take.
static int32_t take_parts(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_transport_plan *plan = &run->plan->transports[v->job];
    gm_transport *t = &run->transports[v->job];
    int32_t most =
        plan->place_i == GM_NONE ? gm_vehicle_fleet(run, v)->def->carries : v->n_claimed;
    while (v->n_parts < most) {
        double since_s = gm_intake_since_s(run, plan->step_i, 0);
        uint32_t part =
            gm_intake_waits(run, plan->step_i) ? gm_intake_take(run, plan->step_i) : 0;
        if (!part) {
            break;
        }
        double wait_s = since_s < run->now_s ? run->now_s - since_s : 0.0;
        t->wait_s += wait_s;
        t->wait_max_s = wait_s > t->wait_max_s ? wait_s : t->wait_max_s;
        gm_list_push(run, &v->parts, part);
        v->n_parts += 1;
        if (run->visits) {
            gm_visits_carry(run, vehicle_i, part);
        }
        t->n_in += 1.0;
        change_carried(run, v->job, +1);
    }
    return v->n_parts;
}

static double handling_s(gm_vehicle *v, const gm_fleet_def *def, gm_sampler *law, bool has_law)
{
    return (has_law ? gm_sampler_next(law) : 0.0) + v->n_parts * def->each_s;
}

static void begin_load(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_def *def = gm_vehicle_fleet(run, v)->def;
    gm_transport *t = &run->transports[v->job];
    gm_vehicle_settle(run, vehicle_i);
    v->errand = GM_ERRAND_LOAD;
    t->n_coming -= 1;
    t->n_due -= v->n_due;
    v->n_due = 0;
    int32_t n = take_parts(run, vehicle_i);
    gm_vehicle_unreserve(run, vehicle_i, v->n_claimed > n ? v->n_claimed - n : 0);
    if (n == 0) {
        t->n_vain += 1.0;
        gm_vehicle_free(run, vehicle_i);
        return;
    }
    t->n_loads += 1.0;
    gm_wear_cycle(&v->wear);
    double takes_s = handling_s(v, def, &run->fleets[v->fleet_i].load, def->has_load);
    gm_vehicle_turn_to(run, vehicle_i, GM_ERRAND_LOAD, takes_s);
}

static void begin_unload(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_def *def = gm_vehicle_fleet(run, v)->def;
    double takes_s = handling_s(v, def, &run->fleets[v->fleet_i].unload, def->has_unload);
    gm_vehicle_turn_to(run, vehicle_i, GM_ERRAND_UNLOAD, takes_s);
}

static void part_is_gone(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    v->n_parts -= 1;
    run->transports[v->job].n_out += 1.0;
    change_carried(run, v->job, -1);
}

// Offers one part after the other until one has to wait.
static void offer_parts(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_transport_plan *plan = &run->plan->transports[v->job];
    const gm_step *step = &run->plan->steps[plan->step_i];
    while (v->parts.head) {
        uint32_t part = gm_list_pop(run, &v->parts);
        bool is_gone;
        if (v->n_claimed > 0) {
            v->n_claimed -= 1;
            is_gone = gm_offer_promised(run, v->offerer, part, plan->place_i);
        } else {
            gm_target target =
                gm_route_choose(run, plan->step_i, &step->to, part, &run->routes[plan->step_i]);
            is_gone = gm_offer(run, v->offerer, part, target);
        }
        if (!is_gone) {
            gm_vehicle_turn_to(run, vehicle_i, GM_ERRAND_OFFER, (double)INFINITY);
            return;
        }
        part_is_gone(run, vehicle_i);
    }
    v->n_jobs += 1.0;
    gm_vehicle_free(run, vehicle_i);
}

void gm_vehicle_gone(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle_settle(run, vehicle_i);
    part_is_gone(run, vehicle_i);
    offer_parts(run, vehicle_i);
}

// ---- what comes next

void gm_vehicle_free(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    if (v->job != GM_NONE && fleet->crew.n > 0) {
        gm_crew_dismiss(run, v->grant);
    }
    v->job = GM_NONE;
    v->idle_since_s = run->now_s;
    gm_vehicle_turn_to(run, vehicle_i, GM_ERRAND_NONE, gm_vehicle_idle_left_s(run, v));
    if (gm_vehicle_must_charge(run, v)) {
        gm_vehicle_to_charger(run, vehicle_i);
    } else {
        gm_fleet_look(run, v->fleet_i);
    }
}

void gm_vehicle_arrived(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    switch (v->errand) {
    case GM_ERRAND_TO_PICK_UP:
        begin_load(run, vehicle_i);
        break;
    case GM_ERRAND_TO_DROP:
        begin_unload(run, vehicle_i);
        break;
    case GM_ERRAND_TO_CHARGER:
        gm_vehicle_at_charger(run, vehicle_i);
        break;
    case GM_ERRAND_TO_HOME:
        if (v->next_job != GM_NONE) {
            gm_vehicle_begin_job(run, vehicle_i, v->next_job);
            break;
        }
        gm_vehicle_turn_to(run, vehicle_i, GM_ERRAND_NONE, gm_vehicle_idle_left_s(run, v));
        gm_fleet_look(run, v->fleet_i);
        break;
    case GM_ERRAND_NONE:
    case GM_ERRAND_LOAD:
    case GM_ERRAND_UNLOAD:
    case GM_ERRAND_OFFER:
    case GM_ERRAND_CHARGER_LINE:
    case GM_ERRAND_CHARGE:
        GM_REQUIRE(false);
    }
}

// What it was about is done.
static void finish(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    v->at_s = (double)INFINITY;
    switch (v->errand) {
    case GM_ERRAND_TO_PICK_UP:
    case GM_ERRAND_TO_DROP:
    case GM_ERRAND_TO_HOME:
    case GM_ERRAND_TO_CHARGER:
        gm_vehicle_pass_point(run, vehicle_i);
        break;
    case GM_ERRAND_LOAD:
        gm_vehicle_drive(run, vehicle_i, GM_ERRAND_TO_DROP, run->plan->transports[v->job].drop);
        break;
    case GM_ERRAND_UNLOAD:
        offer_parts(run, vehicle_i);
        break;
    case GM_ERRAND_CHARGE:
        gm_vehicle_charged(run, vehicle_i);
        break;
    case GM_ERRAND_NONE: // the battery has run down while it was idle
        gm_vehicle_to_charger(run, vehicle_i);
        break;
    case GM_ERRAND_OFFER:
    case GM_ERRAND_CHARGER_LINE:
        GM_REQUIRE(false);
    }
}

void gm_vehicle_ring(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    gm_vehicle_settle(run, vehicle_i);
    if (v->next_class == GM_CLASS_FAIL) {
        gm_vehicle_fail(run, vehicle_i);
    } else if (v->next_class == GM_CLASS_REPAIR) {
        gm_vehicle_repaired(run, vehicle_i);
    } else {
        finish(run, vehicle_i);
    }
}
