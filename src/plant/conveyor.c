// SPDX-License-Identifier: MIT
//
// Belts. All times below are belt time, which passes while the belt runs.
//
// Part i enters at E(i) at place 0 and is at the exit at place L (length); p is the pitch, v the
// speed. On an accumulating belt a part moves at v unless it touches the one ahead, and parts
// that touch start together. So the one ahead is never faster than v, a gap once closed stays
// closed, and
//
//   y(i, t) = min(v (t - E(i)), y(i-1, t) - p),   y(i-1, t) = L + v (t - D(i-1)) after D(i-1),
//
// D(i) being the time when i leaves. Part i is at the exit at
//
//   A(i) = max(E(i) + L / v, D(i-1) + p / v).
//
// The entrance has one pitch of free belt when the last part i has y(i, t) >= p. With n parts on
// the belt, entries at least p / v apart and the exit free this is
//
//   t >= max(E(i) + p / v, D(last) + ((n + 1) p - L) / v).
//
// While the exit is blocked a part may come in as long as it will come to rest on the belt
// whole: n + 1 <= floor(L / p), the capacity. A running belt whose length is no multiple of the
// pitch carries one part more, which is then still coming onto the belt.
//
// A belt that does not accumulate is the same without the last term: it stands while the exit is
// blocked, so that distances never change.

#include "plant/conveyor.h"

#include "plant/intake.h"
#include "plant/machine.h"
#include "plant/offer.h"
#include "plant/rules.h"
#include "plant/stats.h"

#include <string.h>

void gm_conveyors_create(gm_run *run)
{
    run->conveyors = GM_NEW(&run->arena, gm_conveyor, run->plan->n_conveyors);
    for (int32_t i = 0; i < run->plan->n_conveyors; i++) {
        const gm_conveyor_def *def = run->plan->conveyors[i].def;
        run->conveyors[i].slot = gm_run_slot_of(run, GM_SLOT_CONVEYOR, i);
        gm_wear_create(run, &run->conveyors[i].wear, def->n_failures, def->failures);
    }
}

void gm_conveyor_begin(gm_run *run, int32_t conveyor_i)
{
    gm_conveyor *c = &run->conveyors[conveyor_i];
    *c = (gm_conveyor){
        .is_waiting = true,
        .slot = c->slot,
        .wear = c->wear,
        .is_on = true,
        .failing = GM_NONE,
        .last_in_s = -(double)INFINITY,
        .last_out_s = -(double)INFINITY,
        .state = GM_STATE_STARVED,
    };
    gm_wear_begin(run, &c->wear,
                  run->plan->steps[run->plan->conveyors[conveyor_i].step_i].name);
}

// ---- time

static bool is_up(const gm_conveyor *c)
{
    return c->is_on && c->failing == GM_NONE;
}

static bool is_running(const gm_conveyor *c, const gm_conveyor_plan *plan)
{
    return is_up(c) && c->n > 0 && (plan->def->accumulating || !c->is_blocked);
}

static gm_wear_rate wear_rate(const gm_conveyor *c, const gm_conveyor_plan *plan)
{
    return (gm_wear_rate){
        .by_work = is_running(c, plan) ? 1.0 : 0.0,
        .by_calendar = c->failing == GM_NONE ? 1.0 : 0.0,
    };
}

static gm_state state_of(const gm_conveyor *c)
{
    if (!c->is_on) {
        return GM_STATE_OFF;
    }
    if (c->failing != GM_NONE) {
        return c->repair.is_waiting ? GM_STATE_REPAIR_WAIT : GM_STATE_DOWN;
    }
    if (c->is_blocked) {
        return GM_STATE_BLOCKED;
    }
    return c->n == 0 ? GM_STATE_STARVED : GM_STATE_WORKING;
}

// Belt time at which the first part is at the exit.
static double arrival_s(const gm_run *run, const gm_conveyor *c, const gm_conveyor_plan *plan)
{
    double alone_s = run->parts[c->parts.head].key_s + plan->transit_s;
    double behind_s = c->last_out_s + plan->headway_s;
    return alone_s > behind_s ? alone_s : behind_s;
}

// Belt time from which a part may enter; INFINITY while the belt is full.
static double entry_s(const gm_conveyor *c, const gm_conveyor_plan *plan)
{
    double at_s = c->last_in_s + plan->headway_s;
    if (c->n < plan->capacity) {
        return at_s;
    }
    if (c->is_blocked) {
        return (double)INFINITY;
    }
    double room_s = c->last_out_s + (c->n + 1) * plan->headway_s - plan->transit_s;
    return plan->def->accumulating && room_s > at_s ? room_s : at_s;
}

static void pass(gm_conveyor *c, gm_state state, double dt_s, double now_s)
{
    c->state_s[state] += dt_s;
    if (!gm_is_over(dt_s, now_s)) {
        bool waits = state == GM_STATE_BLOCKED || state == GM_STATE_STARVED;
        c->n_waits += waits && !c->is_waiting ? 1.0 : 0.0;
        c->is_waiting = waits;
    }
}

void gm_conveyor_settle(gm_run *run, int32_t conveyor_i)
{
    gm_conveyor *c = &run->conveyors[conveyor_i];
    const gm_conveyor_plan *plan = &run->plan->conveyors[conveyor_i];
    double dt_s = run->now_s - c->account_s;
    if (c->state == GM_STATE_WORKING) {
        // It carries parts; after entry_s() it could take one more.
        double busy_s = entry_s(c, plan) - (c->account_s - c->stood_s);
        busy_s = busy_s < 0.0 ? 0.0 : busy_s < dt_s ? busy_s : dt_s;
        pass(c, GM_STATE_WORKING, busy_s, run->now_s);
        pass(c, GM_STATE_STARVED, dt_s - busy_s, run->now_s);
        c->run_s += dt_s;
    } else {
        pass(c, c->state, dt_s, run->now_s);
    }
    c->repair.down_s += c->state == GM_STATE_DOWN ? dt_s : 0.0;
    c->area_part_s += c->n * dt_s;
    c->account_s = run->now_s;
}

// Brings belt time and ages to now. An empty belt has no memory: its time is the clock's.
static void sync(gm_run *run, int32_t conveyor_i)
{
    gm_conveyor *c = &run->conveyors[conveyor_i];
    const gm_conveyor_plan *plan = &run->plan->conveyors[conveyor_i];
    gm_conveyor_settle(run, conveyor_i);
    if (c->wear.n > 0) {
        gm_wear_pass(&c->wear, wear_rate(c, plan), run->now_s - c->since_s);
    }
    if (c->n == 0) {
        c->belt_s = run->now_s;
        c->stood_s = 0.0;
    } else if (is_running(c, plan)) {
        c->belt_s = run->now_s - c->stood_s;
    } else {
        c->stood_s = run->now_s - c->belt_s;
    }
    c->since_s = run->now_s;
}

// ---- the clock

static void sooner(gm_conveyor *c, double *at_s, double t_s, gm_event_class class)
{
    if (t_s < *at_s) {
        *at_s = t_s;
        c->next_class = class;
    }
}

// What follows from a change: its state, and the next thing to happen.
static void refresh(gm_run *run, int32_t conveyor_i)
{
    gm_conveyor *c = &run->conveyors[conveyor_i];
    const gm_conveyor_plan *plan = &run->plan->conveyors[conveyor_i];
    double at_s = (double)INFINITY;
    c->state = state_of(c);
    c->next_class = GM_CLASS_FAIL;
    if (c->failing != GM_NONE) {
        sooner(c, &at_s, c->repair.up_s, GM_CLASS_REPAIR);
    }
    if (is_running(c, plan)) {
        double in_s = c->is_blocked ? (double)INFINITY : arrival_s(run, c, plan) - c->belt_s;
        double room_in_s = c->wants_in ? entry_s(c, plan) - c->belt_s : (double)INFINITY;
        in_s = room_in_s < in_s ? room_in_s : in_s;
        sooner(c, &at_s, run->now_s + (in_s > 0.0 ? in_s : 0.0), GM_CLASS_DONE);
    }
    if (c->wear.n > 0) {
        double in_s = gm_wear_next(&c->wear, wear_rate(c, plan));
        sooner(c, &at_s, run->now_s + in_s, GM_CLASS_FAIL);
    }
    gm_clocks_set(&run->clocks, c->slot, at_s, c->next_class);
}

// ---- exit

// A part has left: the belt is free to bring the next.
static void leave(gm_run *run, int32_t conveyor_i)
{
    gm_conveyor *c = &run->conveyors[conveyor_i];
    c->is_blocked = false;
    c->n -= 1;
    gm_rules_tell_step(run, run->plan->conveyors[conveyor_i].step_i);
    c->n_out += 1.0;
    c->last_out_s = c->n > 0 ? c->belt_s : -(double)INFINITY;
    c->last_in_s = c->n > 0 ? c->last_in_s : -(double)INFINITY;
    gm_moves_add(run, run->plan->conveyors[conveyor_i].step_i);
}

static void offer_first(gm_run *run, int32_t conveyor_i)
{
    gm_conveyor *c = &run->conveyors[conveyor_i];
    int32_t step_i = run->plan->conveyors[conveyor_i].step_i;
    uint32_t part = gm_list_pop(run, &c->parts);
    gm_target target =
        gm_route_choose(run, step_i, &run->plan->steps[step_i].to, part, &run->routes[step_i]);
    c->is_blocked = true;
    if (run->visits) {
        gm_visits_done(run, part, run->plan->conveyors[conveyor_i].transit_s);
    }
    if (gm_offer(run, (uint32_t)(run->plan->n_machines + step_i), part, target)) {
        leave(run, conveyor_i);
    }
}

void gm_conveyor_gone(gm_run *run, int32_t conveyor_i)
{
    sync(run, conveyor_i);
    leave(run, conveyor_i);
    refresh(run, conveyor_i);
}

// ---- entrance

bool gm_conveyor_has_room(const gm_run *run, int32_t conveyor_i)
{
    const gm_conveyor *c = &run->conveyors[conveyor_i];
    const gm_conveyor_plan *plan = &run->plan->conveyors[conveyor_i];
    double belt_s = is_running(c, plan) ? run->now_s - c->stood_s : c->belt_s;
    return is_up(c) && (c->n == 0 || gm_is_over(entry_s(c, plan) - belt_s, run->now_s));
}

void gm_conveyor_move(gm_run *run, int32_t conveyor_i)
{
    gm_conveyor *c = &run->conveyors[conveyor_i];
    int32_t step_i = run->plan->conveyors[conveyor_i].step_i;
    bool waits = gm_intake_waits(run, step_i);
    if (waits && gm_conveyor_has_room(run, conveyor_i)) {
        sync(run, conveyor_i);
        uint32_t part = gm_intake_take(run, step_i);
        if (!part) {
            return; // the pool of parts is exhausted: the run ends with its error
        }
        run->parts[part].key_s = c->belt_s;
        gm_list_push(run, &c->parts, part);
        if (run->visits) {
            gm_visits_enter(run, part, step_i);
        }
        c->last_in_s = c->belt_s;
        c->n += 1;
        gm_rules_tell_step(run, run->plan->conveyors[conveyor_i].step_i);
        c->n_max = c->n > c->n_max ? c->n : c->n_max;
        c->n_in += 1.0;
        gm_wear_cycle(&c->wear);
        c->wants_in = gm_intake_waits(run, step_i);
        refresh(run, conveyor_i);
    } else if (waits != c->wants_in) {
        sync(run, conveyor_i);
        c->wants_in = waits;
        refresh(run, conveyor_i);
    }
}

// ---- its clock

static void repaired(gm_run *run, int32_t conveyor_i)
{
    gm_conveyor *c = &run->conveyors[conveyor_i];
    if (run->now_s - c->repair.began_s < GM_MICRO_STOP_S) {
        c->n_micro_stops += 1.0;
        c->micro_stop_s += c->repair.down_s;
    }
    gm_repair_end(run, &c->repair);
    gm_wear_renew(&c->wear, c->failing, 1.0);
    c->failing = GM_NONE;
    gm_moves_add(run, run->plan->conveyors[conveyor_i].step_i);
}

static void fail(gm_run *run, int32_t conveyor_i)
{
    gm_conveyor *c = &run->conveyors[conveyor_i];
    const gm_conveyor_plan *plan = &run->plan->conveyors[conveyor_i];
    int32_t failure_i = gm_wear_due(&c->wear, wear_rate(c, plan), run->now_s);
    if (failure_i != GM_NONE) {
        c->failing = failure_i;
        c->n_failures += 1.0;
        c->repair = gm_repair_begin(run, gm_wear_repair(&c->wear, failure_i),
                                    plan->repair_grant, &plan->fail_crew[failure_i]);
    }
}

void gm_conveyor_repair_granted(gm_run *run, int32_t conveyor_i)
{
    sync(run, conveyor_i);
    gm_repair_go_on(&run->conveyors[conveyor_i].repair, run->now_s);
    refresh(run, conveyor_i);
}

void gm_conveyor_repair_paused(gm_run *run, int32_t conveyor_i)
{
    sync(run, conveyor_i);
    gm_repair_rest(&run->conveyors[conveyor_i].repair, run->now_s);
    refresh(run, conveyor_i);
}

void gm_conveyor_ring(gm_run *run, int32_t conveyor_i)
{
    gm_conveyor *c = &run->conveyors[conveyor_i];
    const gm_conveyor_plan *plan = &run->plan->conveyors[conveyor_i];
    sync(run, conveyor_i);
    if (c->next_class == GM_CLASS_FAIL) {
        fail(run, conveyor_i);
    } else if (c->next_class == GM_CLASS_REPAIR) {
        repaired(run, conveyor_i);
    } else {
        if (!c->is_blocked && gm_is_over(arrival_s(run, c, plan) - c->belt_s, run->now_s)) {
            offer_first(run, conveyor_i);
        }
        if (c->wants_in && gm_conveyor_has_room(run, conveyor_i)) {
            c->wants_in = false;
            gm_moves_add(run, plan->step_i);
        }
    }
    refresh(run, conveyor_i);
}

void gm_conveyor_on(gm_run *run, int32_t conveyor_i, bool is_on)
{
    gm_conveyor *c = &run->conveyors[conveyor_i];
    sync(run, conveyor_i);
    c->is_on = is_on;
    if (is_on) {
        gm_moves_add(run, run->plan->conveyors[conveyor_i].step_i);
    }
    refresh(run, conveyor_i);
}

// ---- statistics

void gm_conveyor_stats(gm_run *run, int32_t conveyor_i, double *rows)
{
    const gm_conveyor *c = &run->conveyors[conveyor_i];
    gm_conveyor_settle(run, conveyor_i);
    memset(rows, 0, GM_N_BAND_STATS * sizeof *rows);
    memcpy(rows, c->state_s, sizeof c->state_s);
    rows[GM_STAT_BAND_COUNT] = c->n_out;
    rows[GM_STAT_BAND_AREA] = c->area_part_s;
    rows[GM_STAT_BAND_FAILURES] = c->n_failures;
    rows[GM_STAT_BAND_MICRO_STOPS] = c->n_micro_stops;
    rows[GM_STAT_BAND_MICRO_STOP_S] = c->micro_stop_s;
    rows[GM_STAT_BAND_WAITS] = c->n_waits;
    rows[GM_STAT_BAND_ACTIVE] = c->is_waiting ? 0.0 : 1.0;
    rows[GM_STAT_BAND_RUN_S] = c->run_s;
}

double gm_conveyor_take_max(gm_run *run, int32_t conveyor_i)
{
    gm_conveyor *c = &run->conveyors[conveyor_i];
    int32_t n_max = c->n_max;
    c->n_max = c->n;
    return n_max;
}
