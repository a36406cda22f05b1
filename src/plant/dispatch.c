// SPDX-License-Identifier: MIT
//
// Who is sent where. A fleet looks when all moves of an instant are done, so that it sees every
// request and every free vehicle of that instant.

#include "plant/fleet.h"
#include "plant/intake.h"
#include "plant/rules.h"
#include "plant/traffic.h"

// ---- requests

// Parts that wait at a pick-up and that nobody is on the way for.
static int64_t waiting_parts(const gm_run *run, int32_t transport_i)
{
    return gm_intake_count(run, run->plan->transports[transport_i].step_i) -
           run->transports[transport_i].n_due;
}

// Those of so many that have a place behind, which matters with `reserves`.
static int64_t placed_parts(const gm_run *run, int32_t transport_i, int64_t n)
{
    int32_t place_i = run->plan->transports[transport_i].place_i;
    if (place_i == GM_NONE) {
        return n;
    }
    const gm_store *s = &run->stores[place_i];
    int64_t room =
        (int64_t)run->plan->stores[place_i].capacity - s->level - s->claimed - s->n_offers;
    return room < n ? room : n;
}

// Parts to send a vehicle for; 0 when they are fewer than one is sent for.
static int64_t open_parts(const gm_run *run, int32_t transport_i)
{
    int64_t n = placed_parts(run, transport_i, waiting_parts(run, transport_i));
    return n >= run->plan->transports[transport_i].def->least ? n : 0;
}

static double since_s(const gm_run *run, int32_t transport_i)
{
    return gm_intake_since_s(run, run->plan->transports[transport_i].step_i,
                             run->transports[transport_i].n_due);
}

// ---- vehicles

static bool is_free(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    if (v->hold || v->next_job != GM_NONE) {
        return false;
    }
    switch (v->errand) {
    case GM_ERRAND_NONE:
    case GM_ERRAND_TO_HOME:
        return true;
    case GM_ERRAND_TO_CHARGER:
    case GM_ERRAND_CHARGER_LINE:
    case GM_ERRAND_CHARGE:
        gm_vehicle_settle(run, vehicle_i);
        return gm_vehicle_fleet(run, v)->def->battery.opportunity &&
               !gm_vehicle_must_charge(run, v);
    case GM_ERRAND_TO_PICK_UP:
    case GM_ERRAND_LOAD:
    case GM_ERRAND_TO_DROP:
    case GM_ERRAND_UNLOAD:
    case GM_ERRAND_OFFER:
        break;
    }
    return false;
}

static double away_s(const gm_run *run, int32_t vehicle_i, int32_t transport_i)
{
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    int32_t pick_up = run->plan->transports[transport_i].pick_up;
    return fleet->time_s[(ptrdiff_t)v->point * fleet->n_points + pick_up];
}

static bool goes_before(const gm_run *run, int32_t a, int32_t b, int32_t transport_i)
{
    const gm_vehicle *va = &run->vehicles[a];
    const gm_vehicle *vb = &run->vehicles[b];
    double by_way = away_s(run, a, transport_i) - away_s(run, b, transport_i);
    double by_idle = va->idle_since_s - vb->idle_since_s;
    switch (gm_vehicle_fleet(run, va)->def->sends) {
    case GM_VEHICLE_NEAREST:
        return by_way != 0.0 ? by_way < 0.0 : by_idle != 0.0 ? by_idle < 0.0 : a < b;
    case GM_VEHICLE_LONGEST_IDLE:
        return by_idle != 0.0 ? by_idle < 0.0 : a < b;
    case GM_VEHICLE_FIRST:
        break;
    }
    return a < b;
}

static int32_t choose_vehicle(gm_run *run, int32_t fleet_i, int32_t transport_i)
{
    const gm_fleet_plan *fleet = &run->plan->fleets[fleet_i];
    int32_t best = GM_NONE;
    for (int32_t k = 0; k < fleet->n_vehicles; k++) {
        int32_t i = fleet->first_vehicle + k;
        if (is_free(run, i) && (best == GM_NONE || goes_before(run, i, best, transport_i))) {
            best = i;
        }
    }
    return best;
}

// ---- pairs

typedef struct match {
    int32_t transport_i; // GM_NONE: there is none
    int32_t vehicle_i;
    int64_t parts;
} match;

// The request that goes first: by priority, then the oldest, or the nearest to its vehicle; of
// equals the one that was served longest ago, so that pick-ups which never run dry take turns.
static match choose(gm_run *run, int32_t fleet_i)
{
    const gm_fleet_plan *fleet = &run->plan->fleets[fleet_i];
    match best = {GM_NONE, GM_NONE, 0};
    double best_key = 0.0;
    for (int32_t k = 0; k < fleet->n_transports; k++) {
        int32_t i = fleet->transports[k];
        int64_t parts = open_parts(run, i);
        int32_t vehicle_i = parts > 0 ? choose_vehicle(run, fleet_i, i) : GM_NONE;
        if (vehicle_i == GM_NONE) {
            continue;
        }
        bool by_way = fleet->def->serves == GM_REQUEST_NEAREST;
        double key = by_way ? away_s(run, vehicle_i, i) : since_s(run, i);
        int32_t by_priority = best.transport_i == GM_NONE
                                  ? -1
                                  : run->plan->transports[i].def->priority -
                                        run->plan->transports[best.transport_i].def->priority;
        bool is_sooner = key < best_key ||
                         (key == best_key && best.transport_i != GM_NONE &&
                          run->transports[i].n_sent < run->transports[best.transport_i].n_sent);
        if (by_priority < 0 || (by_priority == 0 && is_sooner)) {
            best = (match){i, vehicle_i, parts};
            best_key = key;
        }
    }
    return best;
}

static void send(gm_run *run, match m)
{
    gm_vehicle *v = &run->vehicles[m.vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    const gm_transport_plan *plan = &run->plan->transports[m.transport_i];
    gm_transport *t = &run->transports[m.transport_i];
    int32_t carries = fleet->def->carries;
    t->n_sent = ++run->fleets[plan->fleet_i].n_sent;
    v->n_due = m.parts < carries ? (int32_t)m.parts : carries;
    t->n_coming += 1;
    t->n_due += v->n_due;
    if (plan->place_i != GM_NONE) {
        v->n_claimed = v->n_due;
        run->stores[plan->place_i].claimed += v->n_due;
        gm_rules_tell(run, run->plan->stores[plan->place_i].readers);
    }
    bool is_away = v->errand == GM_ERRAND_TO_HOME || v->errand == GM_ERRAND_TO_CHARGER;
    if (is_away && (v->edge != GM_NONE || fleet->by != GM_MOVE_BY_SEGMENTS)) {
        v->next_job = m.transport_i; // from the next point that it comes to
        return;
    }
    gm_vehicle_leave_charger(run, m.vehicle_i);
    gm_vehicle_begin_job(run, m.vehicle_i, m.transport_i);
}

void gm_vehicle_begin_job(gm_run *run, int32_t vehicle_i, int32_t transport_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    gm_traffic_ask_no_more(run, vehicle_i);
    v->job = transport_i;
    v->next_job = GM_NONE;
    if (fleet->crew.n > 0 && !gm_crew_ask(run, v->grant, &fleet->crew)) {
        v->goal = GM_NONE; // it starts when its driver comes
        gm_vehicle_turn_to(run, vehicle_i, GM_ERRAND_TO_PICK_UP, (double)INFINITY);
        gm_vehicle_hold(run, vehicle_i, GM_VEHICLE_HOLD_UNMANNED, 0);
        return;
    }
    gm_vehicle_drive(run, vehicle_i, GM_ERRAND_TO_PICK_UP,
                     run->plan->transports[transport_i].pick_up);
}

// ---- idle vehicles

static void place_idle(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    if (v->errand != GM_ERRAND_NONE || v->hold) {
        return;
    }
    gm_vehicle_settle(run, vehicle_i);
    const gm_battery_def *battery = &fleet->def->battery;
    if (battery->is_given && battery->opportunity && v->charge < battery->up_to) {
        gm_vehicle_to_charger(run, vehicle_i);
    } else if (fleet->def->when_idle == GM_IDLE_PARK && v->point != fleet->home) {
        gm_vehicle_drive(run, vehicle_i, GM_ERRAND_TO_HOME, fleet->home);
    }
}

// ---- the fleet

void gm_fleet_look(gm_run *run, int32_t fleet_i)
{
    const gm_fleet_plan *fleet = &run->plan->fleets[fleet_i];
    if (fleet->n_transports > 0) {
        run->fleets[fleet_i].is_looking = true;
        gm_starts_add(run, run->plan->transports[fleet->transports[0]].step_i);
    }
}

void gm_transport_settle(gm_run *run, int32_t transport_i)
{
    gm_transport *t = &run->transports[transport_i];
    if (t->lack_since_s < run->now_s) {
        t->lack_s += run->now_s - t->lack_since_s;
        t->lack_since_s = run->now_s;
    }
    if (t->n_unplaced > 0) {
        double dt_s = run->now_s - t->unplaced_since_s;
        t->unplaced_part_s += (double)t->n_unplaced * dt_s;
        t->kept_s += t->is_kept ? dt_s : 0.0;
    }
    t->unplaced_since_s = run->now_s;
}

// Who waits from now on for a vehicle, and who for a place.
static void look_who_waits(gm_run *run, int32_t transport_i)
{
    gm_transport *t = &run->transports[transport_i];
    int32_t place_i = run->plan->transports[transport_i].place_i;
    gm_transport_settle(run, transport_i);
    t->lack_since_s = open_parts(run, transport_i) > 0 ? run->now_s : (double)INFINITY;
    if (place_i != GM_NONE) {
        int64_t n = waiting_parts(run, transport_i);
        int64_t n_placed = placed_parts(run, transport_i, n);
        t->n_unplaced = n - (n_placed > 0 ? n_placed : 0);
        t->is_kept = run->stores[place_i].level == 0;
    }
}

void gm_fleet_dispatch(gm_run *run, int32_t fleet_i)
{
    const gm_fleet_plan *fleet = &run->plan->fleets[fleet_i];
    if (!run->fleets[fleet_i].is_looking) {
        return;
    }
    run->fleets[fleet_i].is_looking = false;
    for (match m = choose(run, fleet_i); m.transport_i != GM_NONE; m = choose(run, fleet_i)) {
        send(run, m);
    }
    for (int32_t k = 0; k < fleet->n_vehicles; k++) {
        place_idle(run, fleet->first_vehicle + k);
    }
    for (int32_t k = 0; k < fleet->n_transports; k++) {
        look_who_waits(run, fleet->transports[k]);
    }
}
