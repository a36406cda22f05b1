// SPDX-License-Identifier: MIT

#include "plant/traffic.h"

#include <string.h>

// ---- pieces

static const gm_edge *edge_of(const gm_run *run, const gm_vehicle *v, int32_t edge_i)
{
    return &run->plan->networks[gm_vehicle_fleet(run, v)->network_i].edges[edge_i];
}

static int32_t track_of(const gm_run *run, const gm_vehicle *v, int32_t edge_i)
{
    return edge_i == GM_NONE ? GM_NONE : edge_of(run, v, edge_i)->track_i;
}

static int32_t hop(const gm_run *run, const gm_vehicle *v, int32_t from)
{
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    return from == v->goal ? GM_NONE : fleet->hop[(ptrdiff_t)from * fleet->n_points + v->goal];
}

static bool is_on_network(const gm_run *run, const gm_vehicle *v, int32_t network_i)
{
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    return fleet->by == GM_MOVE_BY_SEGMENTS && fleet->network_i == network_i;
}

static bool has_room(const gm_run *run, const gm_track *track, const gm_edge *edge)
{
    return track->n == 0 ||
           (track->n < run->plan->tracks[edge->track_i].capacity && track->way == edge->way);
}

static void add(gm_track *tracks, const gm_edge *edge)
{
    tracks[edge->track_i].n += 1;
    tracks[edge->track_i].way = edge->way;
}

static void take_off(gm_track *tracks, int32_t track_i)
{
    tracks[track_i].n -= 1;
    tracks[track_i].way = tracks[track_i].n == 0 ? 0 : tracks[track_i].way;
}

// ---- plans: a run ahead in which only those who hold tracks move, one at a time

typedef struct sketch {
    gm_run *run;
    gm_track *tracks;
    gm_place *places;
    int32_t *steps;
    int32_t n_steps;
    uint64_t turn;
    int32_t network_i;
} sketch;

static void put(sketch *s, int32_t vehicle_i, int32_t edge_i, uint64_t turn)
{
    const gm_vehicle *v = &s->run->vehicles[vehicle_i];
    gm_place *place = &s->places[vehicle_i];
    *place = (gm_place){.edge = GM_NONE};
    if (track_of(s->run, v, edge_i) != GM_NONE) {
        const gm_edge *edge = edge_of(s->run, v, edge_i);
        *place = (gm_place){edge_i, edge->to, turn};
        add(s->tracks, edge);
    }
}

static void set_places(sketch *s)
{
    const gm_run *run = s->run;
    memset(s->tracks, 0, (size_t)run->plan->n_tracks * sizeof *s->tracks);
    for (int32_t i = 0; i < run->plan->n_vehicles; i++) {
        const gm_vehicle *v = &run->vehicles[i];
        s->places[i].edge = GM_NONE;
        if (is_on_network(run, v, s->network_i)) {
            put(s, i, v->front, v->turns[v->n_ahead]);
        }
    }
}

static bool is_first_then(const sketch *s, int32_t vehicle_i)
{
    const gm_run *run = s->run;
    const gm_place *place = &s->places[vehicle_i];
    int32_t track_i = track_of(run, &run->vehicles[vehicle_i], place->edge);
    for (int32_t i = 0; i < run->plan->n_vehicles; i++) {
        const gm_place *other = &s->places[i];
        if (other->edge != GM_NONE && other->turn < place->turn &&
            track_of(run, &run->vehicles[i], other->edge) == track_i) {
            return false;
        }
    }
    return true;
}

// Nobody is on its way up to where it holds nothing.
static bool is_way_free(const sketch *s, int32_t vehicle_i)
{
    const gm_vehicle *v = &s->run->vehicles[vehicle_i];
    int32_t edge_i = hop(s->run, v, s->places[vehicle_i].point);
    int32_t track_i = track_of(s->run, v, edge_i);
    while (track_i != GM_NONE && s->tracks[track_i].n == 0) {
        edge_i = hop(s->run, v, edge_of(s->run, v, edge_i)->to);
        track_i = track_of(s->run, v, edge_i);
    }
    return track_i == GM_NONE;
}

// One edge on; off the tracks at the end.
static void step(sketch *s, int32_t vehicle_i)
{
    const gm_vehicle *v = &s->run->vehicles[vehicle_i];
    gm_place *place = &s->places[vehicle_i];
    int32_t edge_i = hop(s->run, v, place->point);
    take_off(s->tracks, track_of(s->run, v, place->edge));
    put(s, vehicle_i, edge_i, ++s->turn);
    s->steps[s->n_steps++] = vehicle_i;
}

static bool may_step(const sketch *s, int32_t vehicle_i)
{
    const gm_vehicle *v = &s->run->vehicles[vehicle_i];
    int32_t edge_i = hop(s->run, v, s->places[vehicle_i].point);
    int32_t track_i = track_of(s->run, v, edge_i);
    return is_first_then(s, vehicle_i) &&
           (track_i == GM_NONE ||
            has_room(s->run, &s->tracks[track_i], edge_of(s->run, v, edge_i)));
}

// Lets the first go all its way whose way is free, else the first one step that can.
static bool advance_one(sketch *s)
{
    int32_t n = s->run->plan->n_vehicles;
    for (int32_t i = 0; i < n; i++) {
        if (s->places[i].edge != GM_NONE && is_way_free(s, i) && is_first_then(s, i)) {
            while (s->places[i].edge != GM_NONE) {
                step(s, i);
            }
            return true;
        }
    }
    for (int32_t i = 0; i < n; i++) {
        if (s->places[i].edge != GM_NONE && may_step(s, i)) {
            step(s, i);
            return true;
        }
    }
    return false;
}

static bool holds_any(const sketch *s)
{
    bool any = false;
    for (int32_t i = 0; i < s->run->plan->n_vehicles; i++) {
        any |= s->places[i].edge != GM_NONE;
    }
    return any;
}

// Is there a plan by which all come off the tracks once this vehicle is on the edge? The plan is
// then kept.
static bool find_plan(gm_run *run, int32_t vehicle_i, int32_t edge_i)
{
    gm_traffic *t = run->traffic;
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    int32_t network_i = gm_vehicle_fleet(run, v)->network_i;
    sketch s = {run, t->tracks_then, t->places, t->draft, 0, t->turn + 1, network_i};
    set_places(&s);
    if (s.places[vehicle_i].edge != GM_NONE) {
        take_off(s.tracks, track_of(run, v, s.places[vehicle_i].edge));
    }
    put(&s, vehicle_i, edge_i, s.turn);
    while (advance_one(&s)) {
    }
    if (holds_any(&s)) {
        return false;
    }
    memcpy(&t->plan[t->plan_first[network_i]], t->draft, (size_t)s.n_steps * sizeof *t->plan);
    t->plan_n[network_i] = s.n_steps;
    t->plan_at[network_i] = 0;
    return true;
}

// ---- grants

bool gm_traffic_is_first(const gm_run *run, int32_t vehicle_i)
{
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    int32_t track_i = track_of(run, v, v->edge);
    for (int32_t i = 0; i < run->plan->n_vehicles && track_i != GM_NONE; i++) {
        const gm_vehicle *other = &run->vehicles[i];
        if (i != vehicle_i && other->edge != GM_NONE && other->turns[0] < v->turns[0] &&
            is_on_network(run, other, gm_vehicle_fleet(run, v)->network_i) &&
            track_of(run, other, other->edge) == track_i) {
            return false;
        }
    }
    return true;
}

// Those on its track that were granted it before have been granted what is ahead, too.
static bool is_first_at_front(const gm_run *run, int32_t vehicle_i)
{
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    int32_t track_i = track_of(run, v, v->front);
    for (int32_t i = 0; i < run->plan->n_vehicles && track_i != GM_NONE; i++) {
        const gm_vehicle *other = &run->vehicles[i];
        if (i != vehicle_i && other->turns[other->n_ahead] < v->turns[v->n_ahead] &&
            is_on_network(run, other, gm_vehicle_fleet(run, v)->network_i) &&
            track_of(run, other, other->front) == track_i) {
            return false;
        }
    }
    return true;
}

// Somebody on the track still moves, or is about to.
static bool moves_on(const gm_run *run, int32_t network_i, int32_t track_i)
{
    for (int32_t i = 0; i < run->plan->n_vehicles; i++) {
        const gm_vehicle *v = &run->vehicles[i];
        if (v->edge != GM_NONE && (!v->has_asked || v->hold) &&
            is_on_network(run, v, network_i) &&
            (track_of(run, v, v->edge) == track_i || track_of(run, v, v->front) == track_i)) {
            return true;
        }
    }
    return false;
}

// Somebody has waited longer to go the other way: no more follow those who are on the track, as
// long as these move. If they stand, they may be waiting for just this one.
static bool is_unfair(const gm_run *run, int32_t vehicle_i, const gm_edge *edge)
{
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    int32_t network_i = gm_vehicle_fleet(run, v)->network_i;
    double ask_s = v->has_asked ? v->ask_s : run->now_s;
    if (run->traffic->tracks[edge->track_i].n == 0 ||
        !moves_on(run, network_i, edge->track_i)) {
        return false;
    }
    for (int32_t i = 0; i < run->plan->n_vehicles; i++) {
        const gm_vehicle *other = &run->vehicles[i];
        if (!other->has_asked || other->ask_s >= ask_s || other->hold ||
            !is_on_network(run, other, network_i)) {
            continue;
        }
        int32_t next = hop(run, other, other->point);
        if (track_of(run, other, next) == edge->track_i &&
            edge_of(run, other, next)->way != edge->way) {
            return true;
        }
    }
    return false;
}

bool gm_traffic_grant(gm_run *run, int32_t vehicle_i, int32_t edge_i, bool force)
{
    gm_traffic *t = run->traffic;
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_edge *edge = edge_of(run, v, edge_i);
    int32_t was_track = track_of(run, v, v->front);
    if (!is_first_at_front(run, vehicle_i)) {
        return false;
    }
    if (edge->track_i != GM_NONE) {
        gm_track *track = &t->tracks[edge->track_i];
        if (!has_room(run, track, edge)) {
            return false;
        }
        if (!force && (is_unfair(run, vehicle_i, edge) || !find_plan(run, vehicle_i, edge_i))) {
            return false;
        }
        add(t->tracks, edge);
    }
    v->n_ahead += 1;
    v->front = edge_i;
    v->turns[v->n_ahead] = ++t->turn;
    if (edge->track_i == GM_NONE && was_track != GM_NONE) {
        gm_traffic_is_out(run, vehicle_i);
    }
    return true;
}

void gm_traffic_leave(gm_run *run, int32_t vehicle_i, int32_t edge_i)
{
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    int32_t track_i = track_of(run, v, edge_i);
    if (track_i != GM_NONE) {
        take_off(run->traffic->tracks, track_i);
        run->traffic->is_dirty[gm_vehicle_fleet(run, v)->network_i] = true;
    }
}

void gm_traffic_is_out(gm_run *run, int32_t vehicle_i)
{
    gm_traffic *t = run->traffic;
    int32_t network_i = gm_vehicle_fleet(run, &run->vehicles[vehicle_i])->network_i;
    int32_t *plan = &t->plan[t->plan_first[network_i]];
    int32_t n = 0;
    for (int32_t k = t->plan_at[network_i]; k < t->plan_n[network_i]; k++) {
        if (plan[k] != vehicle_i) {
            plan[n++] = plan[k];
        }
    }
    t->plan_n[network_i] = n;
    t->plan_at[network_i] = 0;
}

// ---- serving

static bool waits_before(const gm_run *run, int32_t a, int32_t b)
{
    const gm_vehicle *va = &run->vehicles[a];
    const gm_vehicle *vb = &run->vehicles[b];
    return va->ask_s != vb->ask_s ? va->ask_s < vb->ask_s : a < b;
}

// The one who has waited longest after `last`, or GM_NONE.
static int32_t next_waiting(const gm_run *run, int32_t network_i, int32_t last)
{
    int32_t best = GM_NONE;
    for (int32_t i = 0; i < run->plan->n_vehicles; i++) {
        const gm_vehicle *v = &run->vehicles[i];
        if (v->has_asked && v->hold == 0 && is_on_network(run, v, network_i) &&
            (last == GM_NONE || waits_before(run, last, i)) &&
            (best == GM_NONE || waits_before(run, i, best))) {
            best = i;
        }
    }
    return best;
}

static bool serve_one(gm_run *run, int32_t network_i)
{
    int32_t i = next_waiting(run, network_i, GM_NONE);
    while (i != GM_NONE) {
        if (gm_vehicle_go_on(run, i, false)) {
            return true;
        }
        i = next_waiting(run, network_i, i);
    }
    return false;
}

// The next step of the kept plan, when its vehicle waits there and the track is free by now.
static bool take_planned_step(gm_run *run, int32_t network_i)
{
    gm_traffic *t = run->traffic;
    if (t->plan_at[network_i] >= t->plan_n[network_i]) {
        return false;
    }
    int32_t i = t->plan[t->plan_first[network_i] + t->plan_at[network_i]];
    const gm_vehicle *v = &run->vehicles[i];
    if (!v->has_asked || v->hold) {
        return false;
    }
    int32_t edge_i = hop(run, v, v->point);
    if (v->n_ahead > 0 ||
        (track_of(run, v, edge_i) != GM_NONE && is_unfair(run, i, edge_of(run, v, edge_i)))) {
        return false;
    }
    t->plan_at[network_i] += 1;
    if (gm_vehicle_go_on(run, i, true)) {
        t->n_forced += 1.0;
        return true;
    }
    t->plan_at[network_i] -= 1; // somebody is still leaving
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
        t->is_dirty[network_i] = false;
        any = serve_one(run, network_i) || t->is_dirty[network_i] ||
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
    t->tracks_then = GM_NEW(&run->arena, gm_track, plan->n_tracks);
    t->places = GM_NEW(&run->arena, gm_place, plan->n_vehicles);
    t->plan_first = GM_NEW(&run->arena, int32_t, plan->n_networks);
    t->plan_n = GM_NEW(&run->arena, int32_t, plan->n_networks);
    t->plan_at = GM_NEW(&run->arena, int32_t, plan->n_networks);
    t->is_dirty = GM_NEW(&run->arena, bool, plan->n_networks);
    int32_t n = 0;
    int32_t most = 0;
    for (int32_t i = 0; i < plan->n_networks; i++) {
        // Nobody passes a point twice on the quickest way.
        int32_t steps = plan->networks[i].has_tracks
                            ? plan->networks[i].def->n_points * plan->n_vehicles
                            : 0;
        t->plan_first[i] = n;
        n += steps;
        most = steps > most ? steps : most;
    }
    t->plan = GM_NEW(&run->arena, int32_t, n);
    t->draft = GM_NEW(&run->arena, int32_t, most);
}

void gm_traffic_begin(gm_run *run)
{
    gm_traffic *t = run->traffic;
    memset(t->tracks, 0, (size_t)run->plan->n_tracks * sizeof *t->tracks);
    for (int32_t i = 0; i < run->plan->n_networks; i++) {
        t->plan_n[i] = 0;
        t->plan_at[i] = 0;
        t->is_dirty[i] = false;
    }
    t->is_serving = false;
    t->turn = 0;
    t->n_forced = 0.0;
}
