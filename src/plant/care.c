// SPDX-License-Identifier: MIT
//
// What keeps vehicles going, or from going on: batteries, breakdowns, hours and drivers.

#include "plant/traffic.h"

// ---- batteries

// Charge as a share of full, each second.
static double charge_rate(const gm_vehicle *v, const gm_battery_def *battery)
{
    switch (v->state) {
    case GM_VEHICLE_OFF:
    case GM_VEHICLE_DOWN:
    case GM_VEHICLE_REPAIR_WAIT:
        return 0.0;
    case GM_VEHICLE_CHARGING:
        return battery->has_swap ? 0.0 : 1.0 / battery->charges_s;
    case GM_VEHICLE_IDLE:
    case GM_VEHICLE_UNMANNED:
    case GM_VEHICLE_CHARGER_WAIT:
        return -battery->idle_share / battery->runs_s;
    case GM_VEHICLE_CONGESTED:
    case GM_VEHICLE_EMPTY:
    case GM_VEHICLE_LOADING:
    case GM_VEHICLE_LOADED:
    case GM_VEHICLE_UNLOADING:
    case GM_VEHICLE_BLOCKED:
    case GM_N_VEHICLE_STATES:
        break;
    }
    return -1.0 / battery->runs_s;
}

gm_wear_rate gm_vehicle_wear_rate(const gm_vehicle *v)
{
    bool works = v->state == GM_VEHICLE_EMPTY || v->state == GM_VEHICLE_LOADED ||
                 v->state == GM_VEHICLE_LOADING || v->state == GM_VEHICLE_UNLOADING;
    return (gm_wear_rate){
        .by_work = works ? 1.0 : 0.0,
        .by_calendar = v->failing == GM_NONE ? 1.0 : 0.0,
    };
}

void gm_vehicle_age(gm_run *run, gm_vehicle *v, double dt_s)
{
    const gm_battery_def *battery = &gm_vehicle_fleet(run, v)->def->battery;
    if (v->wear.n > 0) {
        gm_wear_pass(&v->wear, gm_vehicle_wear_rate(v), dt_s);
    }
    if (battery->is_given) {
        double charge = v->charge + charge_rate(v, battery) * dt_s;
        v->n_flat += v->charge > 0.0 && charge <= 0.0 ? 1.0 : 0.0;
        v->charge = charge < 0.0 ? 0.0 : charge > 1.0 ? 1.0 : charge;
    }
}

// One that is as full as it gets is not below anything; rounding must not send it again.
bool gm_vehicle_must_charge(const gm_run *run, const gm_vehicle *v)
{
    const gm_battery_def *battery = &gm_vehicle_fleet(run, v)->def->battery;
    return battery->is_given && v->charge <= battery->below * (1.0 + 1e-12);
}

double gm_vehicle_idle_left_s(const gm_run *run, const gm_vehicle *v)
{
    const gm_battery_def *battery = &gm_vehicle_fleet(run, v)->def->battery;
    if (!battery->is_given || battery->idle_share <= 0.0) {
        return (double)INFINITY;
    }
    double left = v->charge - battery->below;
    return (left > 0.0 ? left : 0.0) * battery->runs_s / battery->idle_share;
}

// The nearest point with chargers; the first of equals.
void gm_vehicle_to_charger(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    const double *time_s = &fleet->time_s[(ptrdiff_t)v->point * fleet->n_points];
    int32_t best = fleet->chargers[0];
    for (int32_t i = 1; i < fleet->n_chargers; i++) {
        best = time_s[fleet->chargers[i]] < time_s[best] ? fleet->chargers[i] : best;
    }
    gm_vehicle_drive(run, vehicle_i, GM_ERRAND_TO_CHARGER, best);
}

static int32_t n_charging(const gm_run *run, const gm_fleet_plan *fleet, int32_t point)
{
    int32_t n = 0;
    for (int32_t k = 0; k < fleet->n_vehicles; k++) {
        const gm_vehicle *v = &run->vehicles[fleet->first_vehicle + k];
        n += v->errand == GM_ERRAND_CHARGE && v->point == point ? 1 : 0;
    }
    return n;
}

static void plug_in(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_battery_def *battery = &gm_vehicle_fleet(run, v)->def->battery;
    // It may be called away from `below` on: the fleet looks then.
    bool stops_below = battery->opportunity && gm_vehicle_must_charge(run, v);
    double lacks = (stops_below ? battery->below * (1.0 + 1e-9) : battery->up_to) - v->charge;
    double takes_s = battery->has_swap ? gm_sampler_next(&run->fleets[v->fleet_i].swap)
                                       : (lacks > 0.0 ? lacks : 0.0) * battery->charges_s;
    v->n_charges += 1.0;
    gm_vehicle_turn_to(run, vehicle_i, GM_ERRAND_CHARGE, takes_s);
}

void gm_vehicle_at_charger(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    if (v->next_job != GM_NONE) {
        gm_vehicle_begin_job(run, vehicle_i, v->next_job);
        return;
    }
    gm_vehicle_settle(run, vehicle_i);
    if (n_charging(run, fleet, v->point) < fleet->def->battery.chargers) {
        plug_in(run, vehicle_i);
    } else {
        v->ask_s = run->now_s;
        gm_vehicle_turn_to(run, vehicle_i, GM_ERRAND_CHARGER_LINE, (double)INFINITY);
    }
}

// A charger has come free: the one who has waited longest.
static void next_to_charge(gm_run *run, const gm_fleet_plan *fleet, int32_t point)
{
    int32_t best = GM_NONE;
    for (int32_t k = 0; k < fleet->n_vehicles; k++) {
        int32_t i = fleet->first_vehicle + k;
        const gm_vehicle *v = &run->vehicles[i];
        if (v->errand == GM_ERRAND_CHARGER_LINE && v->point == point &&
            (best == GM_NONE || v->ask_s < run->vehicles[best].ask_s)) {
            best = i;
        }
    }
    if (best != GM_NONE && n_charging(run, fleet, point) < fleet->def->battery.chargers) {
        gm_vehicle_settle(run, best);
        plug_in(run, best);
    }
}

void gm_vehicle_leave_charger(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    if (v->errand == GM_ERRAND_CHARGE || v->errand == GM_ERRAND_CHARGER_LINE) {
        gm_vehicle_turn_to(run, vehicle_i, GM_ERRAND_NONE, (double)INFINITY);
        next_to_charge(run, gm_vehicle_fleet(run, v), v->point);
    }
}

void gm_vehicle_charged(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_battery_def *battery = &gm_vehicle_fleet(run, v)->def->battery;
    double lacks = battery->up_to - v->charge;
    if (!battery->has_swap && battery->opportunity && lacks > 1e-9) {
        gm_vehicle_turn_to(run, vehicle_i, GM_ERRAND_CHARGE, lacks * battery->charges_s);
        gm_fleet_look(run, v->fleet_i);
        return;
    }
    v->charge = battery->has_swap ? 1.0 : battery->up_to;
    v->idle_since_s = run->now_s;
    gm_vehicle_leave_charger(run, vehicle_i);
    gm_vehicle_turn_to(run, vehicle_i, GM_ERRAND_NONE, gm_vehicle_idle_left_s(run, v));
    gm_fleet_look(run, v->fleet_i);
}

// ---- holds

// Lets the clock of what it does stand, or go on. What ends at this instant ends.
void gm_vehicle_hold(gm_run *run, int32_t vehicle_i, unsigned set, unsigned clear)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    gm_vehicle_settle(run, vehicle_i);
    unsigned was = v->hold;
    v->hold = (v->hold & ~clear) | set;
    if (!was && v->hold && v->at_s > run->now_s) {
        v->left_s = v->at_s - run->now_s;
        v->at_s = (double)INFINITY;
    } else if (was && !v->hold) {
        v->at_s = v->at_s <= run->now_s ? v->at_s : run->now_s + v->left_s;
    }
    gm_vehicle_refresh(run, vehicle_i);
    if (was && !v->hold) {
        gm_fleet_look(run, v->fleet_i);
        if (v->has_asked) {
            gm_traffic_serve(run, gm_vehicle_fleet(run, v)->network_i);
        }
    }
}

void gm_vehicle_fail(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    int32_t failure_i = gm_wear_due(&v->wear, gm_vehicle_wear_rate(v), run->now_s);
    if (failure_i != GM_NONE) {
        v->failing = failure_i;
        v->n_failures += 1.0;
        v->repair = gm_repair_begin(run, gm_wear_repair(&v->wear, failure_i), v->grant + 1,
                                    &fleet->fail_crew[failure_i]);
        gm_vehicle_hold(run, vehicle_i, GM_VEHICLE_HOLD_DOWN, 0);
    } else {
        gm_vehicle_refresh(run, vehicle_i);
    }
}

void gm_vehicle_repaired(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    gm_repair_end(run, &v->repair);
    gm_wear_renew(&v->wear, v->failing, 1.0);
    v->failing = GM_NONE;
    gm_vehicle_hold(run, vehicle_i, 0, GM_VEHICLE_HOLD_DOWN);
}

void gm_fleet_on(gm_run *run, int32_t fleet_i, bool is_on)
{
    const gm_fleet_plan *fleet = &run->plan->fleets[fleet_i];
    for (int32_t k = 0; k < fleet->n_vehicles; k++) {
        gm_vehicle_hold(run, fleet->first_vehicle + k, is_on ? 0 : GM_VEHICLE_HOLD_OFF,
                        is_on ? GM_VEHICLE_HOLD_OFF : 0);
    }
}

// ---- people

static int32_t vehicle_of(const gm_run *run, uint32_t grant)
{
    int32_t f = run->plan->n_fleets - 1;
    while (run->plan->fleets[f].first_grant > grant) {
        f--;
    }
    const gm_fleet_plan *fleet = &run->plan->fleets[f];
    return fleet->first_vehicle + (int32_t)((grant - fleet->first_grant) / 2);
}

void gm_vehicle_granted(gm_run *run, uint32_t grant)
{
    int32_t i = vehicle_of(run, grant);
    gm_vehicle *v = &run->vehicles[i];
    if (grant != v->grant) {
        gm_vehicle_settle(run, i);
        gm_repair_go_on(&v->repair, run->now_s);
        gm_vehicle_refresh(run, i);
        return;
    }
    gm_vehicle_hold(run, i, 0, GM_VEHICLE_HOLD_UNMANNED);
    if (v->job != GM_NONE && v->goal == GM_NONE) {
        gm_vehicle_drive(run, i, GM_ERRAND_TO_PICK_UP, run->plan->transports[v->job].pick_up);
    }
}

void gm_vehicle_people_gone(gm_run *run, uint32_t grant)
{
    int32_t i = vehicle_of(run, grant);
    gm_vehicle *v = &run->vehicles[i];
    if (grant != v->grant) {
        gm_vehicle_settle(run, i);
        gm_repair_rest(&v->repair, run->now_s);
        gm_vehicle_refresh(run, i);
    } else {
        gm_vehicle_hold(run, i, GM_VEHICLE_HOLD_UNMANNED, 0);
    }
}

bool gm_vehicle_is_over(const gm_run *run, uint32_t grant)
{
    const gm_vehicle *v = &run->vehicles[vehicle_of(run, grant)];
    return grant != v->grant && v->repair.up_s <= run->now_s;
}
