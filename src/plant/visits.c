// SPDX-License-Identifier: MIT

#include "plant/visits.h"

#include "plant/fleet.h"
#include "plant/run.h"

#include <math.h>
#include <string.h>

// A machine or a vehicle: what it does since when, and the parts that it has.
typedef struct holder {
    int32_t step_i;
    int32_t k; // of the station or the fleet, from 0
    const char *state;
    double since_s;
    uint32_t first; // part, then by stay.next
} holder;

// Where a part is, by its place in the pool. What is said of its pieces holds for an identity.
typedef struct stay {
    int32_t step_i;
    int32_t holder_i; // GM_NONE: the step alone has it
    uint32_t next;
    const char *state; // NULL: it is nowhere
    double since_s;
    uint32_t identity;
    int32_t n_pieces;
    const char *piece;
} stay;

struct gm_visit_watch {
    gm_visit_fn *on_visit;
    void *user;
    holder *holders; // machines, then vehicles
    int32_t n_holders;
    stay *stays;
    uint32_t n_stays;
};

static const char *const idle_states[] = {"starved", "off-shift", "working", "unmanned",
                                          "idle"};

static stay *stay_of(gm_run *run, uint32_t part)
{
    gm_visit_watch *w = run->visits;
    if (part >= w->n_stays) {
        uint32_t n = run->n_parts > 2 * w->n_stays ? run->n_parts : 2 * w->n_stays;
        stay *stays = GM_NEW(&run->arena, stay, n);
        if (w->n_stays > 0) {
            memcpy(stays, w->stays, w->n_stays * sizeof *stays);
        }
        w->stays = stays;
        w->n_stays = n;
    }
    return &w->stays[part];
}

// What is known of the part that has this place now.
static stay *named(gm_run *run, uint32_t part)
{
    stay *s = stay_of(run, part);
    if (s->identity != run->parts[part].identity) {
        s->identity = run->parts[part].identity;
        s->n_pieces = 0;
        s->piece = "";
    }
    return s;
}

// ---- telling

static gm_visit visit_of(gm_run *run, uint32_t part, int32_t step_i)
{
    return (gm_visit){
        .step_i = step_i,
        .machine_k = GM_NONE,
        .to_s = run->now_s,
        .identity = run->parts[part].identity,
        .piece = named(run, part)->piece,
        .variant = run->parts[part].variant,
    };
}

static void tell_part(gm_run *run, uint32_t part, double to_s, bool is_open)
{
    const stay *s = stay_of(run, part);
    if (to_s <= s->since_s) {
        return;
    }
    gm_visit visit = visit_of(run, part, s->step_i);
    visit.machine_k = s->holder_i == GM_NONE ? GM_NONE : run->visits->holders[s->holder_i].k;
    visit.state = s->state;
    visit.from_s = s->since_s;
    visit.to_s = to_s;
    visit.is_open = is_open;
    run->visits->on_visit(run->visits->user, &visit);
}

static void tell_holder(const gm_run *run, const holder *h, bool is_open)
{
    bool is_told = h->step_i != GM_NONE && run->now_s > h->since_s;
    for (size_t i = 0; i < sizeof idle_states / sizeof *idle_states; i++) {
        is_told = is_told && strcmp(h->state, idle_states[i]) != 0;
    }
    if (is_told) {
        gm_visit visit = {.step_i = h->step_i,
                          .machine_k = h->k,
                          .state = h->state,
                          .from_s = h->since_s,
                          .to_s = run->now_s,
                          .is_open = is_open,
                          .piece = "",
                          .variant = GM_NONE};
        run->visits->on_visit(run->visits->user, &visit);
    }
}

// Ends the stretches that a holder has, with its parts or without one.
static void close(gm_run *run, holder *h, bool is_open)
{
    if (!h->first) {
        tell_holder(run, h, is_open);
    }
    for (uint32_t part = h->first; part; part = stay_of(run, part)->next) {
        tell_part(run, part, run->now_s, is_open);
        stay_of(run, part)->since_s = run->now_s;
    }
    h->since_s = run->now_s;
}

static void turn_to(gm_run *run, holder *h, const char *state)
{
    if (strcmp(state, h->state) == 0) {
        return;
    }
    close(run, h, false);
    h->state = state;
    for (uint32_t part = h->first; part; part = stay_of(run, part)->next) {
        stay_of(run, part)->state = state;
    }
}

// ---- parts that come and go

static void come(gm_run *run, uint32_t part, int32_t step_i, int32_t holder_i,
                 const char *state)
{
    gm_visits_leave(run, part);
    stay *s = named(run, part);
    s->step_i = step_i;
    s->holder_i = holder_i;
    s->state = state;
    s->since_s = run->now_s;
    s->next = 0;
    if (holder_i == GM_NONE) {
        return;
    }
    holder *h = &run->visits->holders[holder_i];
    if (!h->first) {
        tell_holder(run, h, false);
    }
    s->next = h->first;
    h->first = part;
}

void gm_visits_leave(gm_run *run, uint32_t part)
{
    stay *s = stay_of(run, part);
    if (!s->state) {
        return;
    }
    tell_part(run, part, run->now_s, false);
    s->state = NULL;
    if (s->holder_i == GM_NONE) {
        return;
    }
    holder *h = &run->visits->holders[s->holder_i];
    uint32_t *at = &h->first;
    while (*at != part) {
        at = &run->visits->stays[*at].next;
    }
    *at = s->next;
    h->since_s = h->first ? h->since_s : run->now_s;
}

void gm_visits_enter(gm_run *run, uint32_t part, int32_t step_i)
{
    come(run, part, step_i, GM_NONE, gm_state_word(GM_STATE_WORKING));
}

void gm_visits_done(gm_run *run, uint32_t part, double most_s)
{
    stay *s = stay_of(run, part);
    double done_s = fmin(run->now_s, s->since_s + most_s);
    tell_part(run, part, done_s, false);
    s->since_s = done_s;
    s->state = gm_state_word(GM_STATE_BLOCKED);
}

void gm_visits_end(gm_run *run, uint32_t part, int32_t step_i, const char *how)
{
    gm_visits_leave(run, part);
    gm_visit visit = visit_of(run, part, step_i);
    visit.from_s = run->now_s;
    visit.state = how;
    run->visits->on_visit(run->visits->user, &visit);
}

void gm_visits_piece(gm_run *run, const gm_machine *m, uint32_t parent, uint32_t child)
{
    stay *of = named(run, parent);
    const char *before = of->piece;
    int32_t k = ++of->n_pieces;
    stay *s = named(run, child);
    s->n_pieces = 0;
    s->piece = gm_arena_printf(&run->arena, "%s.%d", before, (int)k);
    gm_visits_load(run, m, child);
}

// ---- machines

static int32_t holder_of(const gm_run *run, const gm_machine *m)
{
    return (int32_t)(m - run->machines);
}

void gm_visits_mark(gm_run *run, const gm_machine *m, uint32_t hold)
{
    turn_to(run, &run->visits->holders[holder_of(run, m)], gm_state_word(gm_hold_state(hold)));
}

void gm_visits_load(gm_run *run, const gm_machine *m, uint32_t parts)
{
    const holder *h = &run->visits->holders[holder_of(run, m)];
    for (uint32_t part = parts; part; part = run->parts[part].next) {
        come(run, part, run->plan->stations[m->station_i].step_i, holder_of(run, m), h->state);
    }
}

// ---- vehicles

// On the way without a part: whether the way is free or not, it is empty.
static const char *vehicle_state(const gm_vehicle *v)
{
    bool is_empty = v->state == GM_VEHICLE_CONGESTED && v->n_parts == 0;
    return gm_vehicle_state_word(is_empty ? GM_VEHICLE_EMPTY : v->state);
}

static holder *holder_of_vehicle(const gm_run *run, int32_t vehicle_i)
{
    return &run->visits->holders[run->plan->n_machines + vehicle_i];
}

// What it does before it has a job, and after, is told of the last transport that it worked for.
void gm_visits_drive(gm_run *run, int32_t vehicle_i)
{
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    holder *h = holder_of_vehicle(run, vehicle_i);
    int32_t step_i = v->job == GM_NONE ? h->step_i : run->plan->transports[v->job].step_i;
    if (step_i != h->step_i) {
        close(run, h, false);
        h->step_i = step_i;
    }
    turn_to(run, h, vehicle_state(v));
}

void gm_visits_carry(gm_run *run, int32_t vehicle_i, uint32_t part)
{
    const holder *h = holder_of_vehicle(run, vehicle_i);
    come(run, part, run->plan->transports[run->vehicles[vehicle_i].job].step_i,
         run->plan->n_machines + vehicle_i, h->state);
}

// ---- watching

void gm_run_watch_visits(gm_run *run, gm_visit_fn *on_visit, void *user)
{
    const gm_plan *plan = run->plan;
    run->visits = NULL;
    if (!on_visit) {
        return;
    }
    gm_visit_watch *w = GM_NEW(&run->arena, gm_visit_watch, 1);
    *w = (gm_visit_watch){
        .on_visit = on_visit, .user = user, .n_holders = plan->n_machines + plan->n_vehicles};
    w->holders = GM_NEW(&run->arena, holder, w->n_holders + 1);
    for (int32_t i = 0; i < w->n_holders; i++) {
        holder *h = &w->holders[i];
        h->since_s = run->now_s;
        if (i < plan->n_machines) {
            const gm_machine *m = &run->machines[i];
            const gm_station_plan *station = &plan->stations[m->station_i];
            // A station of unlimited places has a machine that gives for all: it says nothing.
            h->step_i = station->is_unlimited ? GM_NONE : station->step_i;
            h->k = i - station->first_machine;
            h->state = gm_state_word(gm_hold_state(m->hold));
        } else {
            const gm_vehicle *v = &run->vehicles[i - plan->n_machines];
            h->step_i = GM_NONE;
            h->k = i - plan->n_machines - plan->fleets[v->fleet_i].first_vehicle;
            h->state = vehicle_state(v);
        }
    }
    run->visits = w;
}

void gm_run_end_visits(gm_run *run)
{
    for (int32_t i = 0; run->visits && i < run->visits->n_holders; i++) {
        close(run, &run->visits->holders[i], true);
    }
    for (uint32_t part = 1; run->visits && part < run->visits->n_stays; part++) {
        const stay *s = &run->visits->stays[part];
        if (s->state && s->holder_i == GM_NONE) {
            tell_part(run, part, run->now_s, true);
        }
    }
}
