// SPDX-License-Identifier: MIT

#include "plant/traffic.h"

#include <string.h>

// ---- pieces

static const gm_edge *edge_of(const gm_run *run, const gm_vehicle *v, int32_t edge_i)
{
    return &run->plan->networks[gm_vehicle_fleet(run, v)->network_i].edges[edge_i];
}

static int32_t hop(const gm_run *run, const gm_vehicle *v, int32_t from)
{
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    return from == v->goal ? GM_NONE : fleet->hop[(ptrdiff_t)from * fleet->n_points + v->goal];
}

static gm_network_traffic *network_of(const gm_run *run, int32_t vehicle_i)
{
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    return &run->traffic->networks[gm_vehicle_fleet(run, v)->network_i];
}

// ---- who is where

void gm_traffic_enter(gm_run *run, int32_t vehicle_i)
{
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    gm_traffic *t = run->traffic;
    int32_t track_i = gm_track_of(run, v, v->edge);
    if (track_i == GM_NONE) {
        return;
    }
    gm_chain *order = &t->tracks[track_i].order;
    int32_t behind = order->last;
    while (behind != GM_NONE && run->vehicles[behind].turns[0] > v->turns[0]) {
        behind = t->on_links[behind].before;
    }
    gm_chain_put(order, t->on_links, vehicle_i, behind);
}

void gm_traffic_leave(gm_run *run, int32_t vehicle_i, int32_t edge_i)
{
    gm_traffic *t = run->traffic;
    int32_t track_i = gm_track_of(run, &run->vehicles[vehicle_i], edge_i);
    if (track_i != GM_NONE) {
        gm_track_take_off(&t->tracks[track_i]);
        gm_chain_take(&t->tracks[track_i].order, t->on_links, vehicle_i);
        network_of(run, vehicle_i)->is_dirty = true;
    }
}

bool gm_traffic_is_first(const gm_run *run, int32_t vehicle_i)
{
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    int32_t track_i = gm_track_of(run, v, v->edge);
    return track_i == GM_NONE || run->traffic->tracks[track_i].order.first == vehicle_i;
}

// Those on its track that were granted it before have been granted what is ahead, too.
static bool is_first_at_front(const gm_run *run, int32_t vehicle_i)
{
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    int32_t track_i = gm_track_of(run, v, v->front);
    return track_i == GM_NONE || run->traffic->fronts.tracks[track_i].order.first == vehicle_i;
}

// ---- grants

static bool any_moves(const gm_run *run, const gm_chain *chain, const gm_chain_link *links)
{
    for (int32_t i = chain->first; i != GM_NONE; i = links[i].after) {
        const gm_vehicle *v = &run->vehicles[i];
        if (v->edge != GM_NONE && (!v->has_asked || v->hold)) {
            return true;
        }
    }
    return false;
}

// Somebody on the track still moves, or is about to.
static bool moves_on(const gm_run *run, int32_t track_i)
{
    const gm_traffic *t = run->traffic;
    return any_moves(run, &t->tracks[track_i].order, t->on_links) ||
           any_moves(run, &t->fronts.tracks[track_i].order, t->fronts.links);
}

// Somebody has waited longer to go the other way: no more follow those who are on the track, as
// long as these move. If they stand, they may be waiting for just this one.
static bool is_unfair(const gm_run *run, int32_t vehicle_i, const gm_edge *edge)
{
    const gm_traffic *t = run->traffic;
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    double ask_s = v->has_asked ? v->ask_s : run->now_s;
    if (t->tracks[edge->track_i].n == 0 || !moves_on(run, edge->track_i)) {
        return false;
    }
    int32_t i = network_of(run, vehicle_i)->waiting.first;
    for (; i != GM_NONE && run->vehicles[i].ask_s < ask_s; i = t->wait_links[i].after) {
        const gm_vehicle *other = &run->vehicles[i];
        int32_t next = other->hold ? GM_NONE : hop(run, other, other->point);
        if (gm_track_of(run, other, next) == edge->track_i &&
            edge_of(run, other, next)->way != edge->way) {
            return true;
        }
    }
    return false;
}

// Is there a plan by which all come off the tracks once this vehicle is on the edge? It is kept
// if its steps are ever to be taken: where all can go all their way one after the other, the next
// one is granted its edge anyhow when it asks.
static bool find_plan(gm_run *run, int32_t vehicle_i, int32_t edge_i)
{
    gm_traffic *t = run->traffic;
    gm_network_traffic *network = network_of(run, vehicle_i);
    if (network->is_ordered &&
        !gm_sketch_has_circle(t->sketch, &t->fronts, vehicle_i, edge_i)) {
        return true;
    }
    gm_plan_steps plan;
    if (!gm_sketch_find(t->sketch, &t->fronts, vehicle_i, edge_i, &plan)) {
        return false;
    }
    network->is_ordered = plan.is_ordered;
    network->n_steps = plan.is_ordered ? 0 : plan.n;
    memcpy(network->plan, plan.steps, (size_t)network->n_steps * sizeof *plan.steps);
    network->at = 0;
    return true;
}

bool gm_traffic_grant(gm_run *run, int32_t vehicle_i, int32_t edge_i, bool force)
{
    gm_traffic *t = run->traffic;
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_edge *edge = edge_of(run, v, edge_i);
    int32_t was_track = gm_track_of(run, v, v->front);
    if (!is_first_at_front(run, vehicle_i)) {
        return false;
    }
    if (edge->track_i != GM_NONE) {
        gm_track *track = &t->tracks[edge->track_i];
        if (!gm_track_has_room(run, track, edge)) {
            return false;
        }
        if (!force && (is_unfair(run, vehicle_i, edge) || !find_plan(run, vehicle_i, edge_i))) {
            return false;
        }
        track->n += 1;
        track->way = edge->way;
        gm_fronts_move(run, &t->fronts, vehicle_i, edge_i);
    }
    v->n_ahead += 1;
    v->front = edge_i;
    v->turns[v->n_ahead] = ++t->turn;
    if (edge->track_i == GM_NONE && was_track != GM_NONE) {
        gm_traffic_is_out(run, vehicle_i);
    }
    return true;
}

void gm_traffic_is_out(gm_run *run, int32_t vehicle_i)
{
    gm_network_traffic *network = network_of(run, vehicle_i);
    int32_t n = 0;
    for (int32_t k = network->at; k < network->n_steps; k++) {
        if (network->plan[k].vehicle_i != vehicle_i) {
            network->plan[n++] = network->plan[k];
        }
    }
    network->n_steps = n;
    network->at = 0;
    gm_fronts_move(run, &run->traffic->fronts, vehicle_i, GM_NONE);
}

// ---- serving

static bool waits_before(const gm_run *run, int32_t a, int32_t b)
{
    const gm_vehicle *va = &run->vehicles[a];
    const gm_vehicle *vb = &run->vehicles[b];
    return va->ask_s != vb->ask_s ? va->ask_s < vb->ask_s : a < b;
}

void gm_traffic_ask(gm_run *run, int32_t vehicle_i)
{
    gm_traffic *t = run->traffic;
    gm_vehicle *v = &run->vehicles[vehicle_i];
    if (v->has_asked) {
        return;
    }
    v->has_asked = true;
    v->ask_s = run->now_s;
    gm_chain *waiting = &network_of(run, vehicle_i)->waiting;
    int32_t behind = waiting->last;
    while (behind != GM_NONE && waits_before(run, vehicle_i, behind)) {
        behind = t->wait_links[behind].before;
    }
    gm_chain_put(waiting, t->wait_links, vehicle_i, behind);
}

void gm_traffic_ask_no_more(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    if (v->has_asked) {
        v->has_asked = false;
        gm_chain_take(&network_of(run, vehicle_i)->waiting, run->traffic->wait_links,
                      vehicle_i);
    }
}

static bool serve_one(gm_run *run, int32_t network_i)
{
    const gm_traffic *t = run->traffic;
    int32_t i = t->networks[network_i].waiting.first;
    for (; i != GM_NONE; i = t->wait_links[i].after) {
        if (!run->vehicles[i].hold && gm_vehicle_go_on(run, i, false)) {
            return true;
        }
    }
    return false;
}

// The next step of the kept plan, when its vehicle waits there and the track is free by now.
static bool take_planned_step(gm_run *run, int32_t network_i)
{
    gm_network_traffic *network = &run->traffic->networks[network_i];
    if (network->at >= network->n_steps) {
        return false;
    }
    gm_plan_step step = network->plan[network->at];
    const gm_vehicle *v = &run->vehicles[step.vehicle_i];
    if (!v->has_asked || v->hold) {
        return false;
    }
    int32_t edge_i = hop(run, v, v->point);
    if (v->n_ahead > 0 || (gm_track_of(run, v, edge_i) != GM_NONE &&
                           is_unfair(run, step.vehicle_i, edge_of(run, v, edge_i)))) {
        return false;
    }
    int32_t n = step.is_all ? 0 : 1; // who goes all its way is taken out when it is out
    network->at += n;
    if (gm_vehicle_go_on(run, step.vehicle_i, true)) {
        run->traffic->n_forced += 1.0;
        return true;
    }
    network->at -= n; // somebody is still leaving
    return false;
}

void gm_traffic_serve(gm_run *run, int32_t network_i)
{
    gm_traffic *t = run->traffic;
    if (t->is_serving || !run->plan->networks[network_i].has_tracks) {
        return;
    }
    t->is_serving = true;
    bool any = true;
    while (any) {
        t->networks[network_i].is_dirty = false;
        any = serve_one(run, network_i) || t->networks[network_i].is_dirty ||
              take_planned_step(run, network_i);
    }
    t->is_serving = false;
}

// ---- memory

void gm_traffic_create(gm_run *run)
{
    const gm_plan *plan = run->plan;
    run->traffic = GM_NEW(&run->arena, gm_traffic, 1);
    gm_traffic *t = run->traffic;
    t->tracks = GM_NEW(&run->arena, gm_track, plan->n_tracks);
    t->on_links = GM_NEW(&run->arena, gm_chain_link, plan->n_vehicles);
    t->wait_links = GM_NEW(&run->arena, gm_chain_link, plan->n_vehicles);
    t->networks = GM_NEW(&run->arena, gm_network_traffic, plan->n_networks);
    gm_fronts_create(run, &t->fronts);
    t->sketch = gm_sketch_create(run);
    for (int32_t i = 0; i < plan->n_networks; i++) {
        int32_t n = gm_sketch_most_steps(plan, i);
        t->networks[i].plan = GM_NEW(&run->arena, gm_plan_step, n);
    }
}

void gm_traffic_begin(gm_run *run)
{
    gm_traffic *t = run->traffic;
    for (int32_t i = 0; i < run->plan->n_tracks; i++) {
        t->tracks[i] = (gm_track){.order = GM_CHAIN_EMPTY};
    }
    gm_fronts_begin(run, &t->fronts);
    for (int32_t i = 0; i < run->plan->n_networks; i++) {
        t->networks[i] = (gm_network_traffic){
            .plan = t->networks[i].plan, .waiting = GM_CHAIN_EMPTY, .is_ordered = true};
    }
    t->is_serving = false;
    t->turn = 0;
    t->n_forced = 0.0;
}
