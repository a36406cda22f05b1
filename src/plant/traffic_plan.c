// SPDX-License-Identifier: MIT

#include "plant/traffic_plan.h"

#include <string.h>

struct gm_sketch {
    const gm_run *run;
    gm_fronts fronts;
    gm_chain *watchers;         // by track
    gm_chain_link *watch_links; // by vehicle
    int32_t *watched;           // by vehicle: a taken track on its way, GM_NONE
    uint64_t *firsts;           // set of those who are first on their track
    uint64_t *ready;            // set of those of them whose way is free
    size_t n_words;
    uint32_t **seen_at; // by fleet, [goal][point]: `age` when the way from there is known
    uint32_t *seen;     // by track: `age` when it is in `to_see`
    uint32_t age;       // of what is known of ways
    int32_t *to_see;    // tracks
    int32_t n_to_see;
    gm_plan_step *steps;
    int32_t n_steps;
    int32_t n_holding;
    bool is_stepwise; // some have gone one edge only
};

// ---- sets of vehicles

static void set_put(uint64_t *set, int32_t i)
{
    set[i / 64] |= UINT64_C(1) << (i % 64);
}

static void set_take(uint64_t *set, int32_t i)
{
    set[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

static bool set_has(const uint64_t *set, int32_t i)
{
    return (set[i / 64] >> (i % 64)) & 1u;
}

static int32_t set_first(const uint64_t *set, size_t n_words)
{
    for (size_t w = 0; w < n_words; w++) {
        if (set[w]) {
            return (int32_t)(64 * w) + __builtin_ctzll(set[w]);
        }
    }
    return GM_NONE;
}

// ---- who is where

static const gm_edge *edge_of(const gm_run *run, int32_t vehicle_i, int32_t edge_i)
{
    int32_t network_i = gm_vehicle_fleet(run, &run->vehicles[vehicle_i])->network_i;
    return &run->plan->networks[network_i].edges[edge_i];
}

void gm_fronts_move(const gm_run *run, gm_fronts *fronts, int32_t vehicle_i, int32_t edge_i)
{
    int32_t was = fronts->edges[vehicle_i];
    fronts->edges[vehicle_i] = GM_NONE;
    if (was != GM_NONE) {
        gm_track *track = &fronts->tracks[edge_of(run, vehicle_i, was)->track_i];
        gm_chain_take(&track->order, fronts->links, vehicle_i);
        gm_track_take_off(track);
    }
    if (gm_track_of(run, &run->vehicles[vehicle_i], edge_i) != GM_NONE) {
        const gm_edge *edge = edge_of(run, vehicle_i, edge_i);
        gm_track *track = &fronts->tracks[edge->track_i];
        gm_chain_put(&track->order, fronts->links, vehicle_i, track->order.last);
        track->n += 1;
        track->way = edge->way;
        fronts->edges[vehicle_i] = edge_i;
    }
}

// ---- looking along ways

static void forget_ways(gm_sketch *s)
{
    s->age += 1;
    for (int32_t f = 0; f < s->run->plan->n_fleets && s->age == 0; f++) {
        int32_t n = s->run->plan->fleets[f].n_points;
        if (s->seen_at[f]) {
            memset(s->seen_at[f], 0, (size_t)n * (size_t)n * sizeof **s->seen_at);
        }
    }
    if (s->age == 0) {
        memset(s->seen, 0, (size_t)s->run->plan->n_tracks * sizeof *s->seen);
    }
    s->age = s->age == 0 ? 1 : s->age;
}

static void watch(gm_sketch *s, int32_t vehicle_i, int32_t track_i)
{
    s->watched[vehicle_i] = track_i;
    gm_chain_put(&s->watchers[track_i], s->watch_links, vehicle_i, GM_NONE);
}

static void watch_no_more(gm_sketch *s, int32_t vehicle_i)
{
    gm_chain_take(&s->watchers[s->watched[vehicle_i]], s->watch_links, vehicle_i);
    s->watched[vehicle_i] = GM_NONE;
}

// Is nobody on its way up to where it holds nothing? Then it is ready, else it watches the first
// taken track.
static void look(gm_sketch *s, int32_t vehicle_i)
{
    const gm_vehicle *v = &s->run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(s->run, v);
    const gm_edge *edges = s->run->plan->networks[fleet->network_i].edges;
    const int32_t *hop = fleet->hop + v->goal;
    uint32_t *seen_at = s->seen_at[v->fleet_i] + (ptrdiff_t)v->goal * fleet->n_points;
    int32_t from = edges[s->fronts.edges[vehicle_i]].to;
    int32_t at = from;
    while (at != v->goal && seen_at[at] != s->age) {
        const gm_edge *edge = &edges[hop[(ptrdiff_t)at * fleet->n_points]];
        if (edge->track_i == GM_NONE) {
            break;
        }
        if (s->fronts.tracks[edge->track_i].n > 0) {
            watch(s, vehicle_i, edge->track_i);
            return;
        }
        at = edge->to;
    }
    set_put(s->ready, vehicle_i);
    for (int32_t k = from; k != at; k = edges[hop[(ptrdiff_t)k * fleet->n_points]].to) {
        seen_at[k] = s->age;
    }
}

static void become_first(gm_sketch *s, int32_t vehicle_i)
{
    set_put(s->firsts, vehicle_i);
    if (s->watched[vehicle_i] == GM_NONE) {
        look(s, vehicle_i);
    }
}

// Its first has left a track.
static void follow_up(gm_sketch *s, int32_t track_i)
{
    const gm_track *track = &s->fronts.tracks[track_i];
    if (track->n > 0) {
        become_first(s, track->order.first);
        return;
    }
    while (s->watchers[track_i].first != GM_NONE) {
        int32_t i = s->watchers[track_i].first;
        watch_no_more(s, i);
        if (set_has(s->firsts, i)) {
            look(s, i);
        }
    }
}

// ---- steps

static void note_step(gm_sketch *s, int32_t vehicle_i, bool is_all)
{
    s->steps[s->n_steps++] = (gm_plan_step){vehicle_i, is_all};
}

static void go_all_the_way(gm_sketch *s, int32_t vehicle_i)
{
    int32_t left = edge_of(s->run, vehicle_i, s->fronts.edges[vehicle_i])->track_i;
    note_step(s, vehicle_i, true);
    set_take(s->ready, vehicle_i);
    set_take(s->firsts, vehicle_i);
    gm_fronts_move(s->run, &s->fronts, vehicle_i, GM_NONE);
    s->n_holding -= 1;
    follow_up(s, left);
}

static void go_one_edge(gm_sketch *s, int32_t vehicle_i, int32_t edge_i)
{
    int32_t left = edge_of(s->run, vehicle_i, s->fronts.edges[vehicle_i])->track_i;
    int32_t entered = edge_of(s->run, vehicle_i, edge_i)->track_i;
    s->is_stepwise = true;
    note_step(s, vehicle_i, false);
    set_take(s->firsts, vehicle_i);
    gm_fronts_move(s->run, &s->fronts, vehicle_i, edge_i);
    if (s->fronts.tracks[entered].n == 1) {
        forget_ways(s);
    }
    if (s->watched[vehicle_i] == entered) {
        watch_no_more(s, vehicle_i);
    }
    follow_up(s, left);
    if (s->fronts.tracks[entered].order.first == vehicle_i) {
        become_first(s, vehicle_i);
    }
}

// The next edge of one that is not ready, which is on a track; GM_NONE: there is no room.
static int32_t next_with_room(const gm_sketch *s, int32_t vehicle_i)
{
    const gm_vehicle *v = &s->run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(s->run, v);
    const gm_edge *edges = s->run->plan->networks[fleet->network_i].edges;
    int32_t at = edges[s->fronts.edges[vehicle_i]].to;
    int32_t edge_i = fleet->hop[(ptrdiff_t)at * fleet->n_points + v->goal];
    const gm_track *track = &s->fronts.tracks[edges[edge_i].track_i];
    return gm_track_has_room(s->run, track, &edges[edge_i]) ? edge_i : GM_NONE;
}

static bool step_one(gm_sketch *s)
{
    for (size_t w = 0; w < s->n_words; w++) {
        for (uint64_t left = s->firsts[w]; left; left &= left - 1) {
            int32_t i = (int32_t)(64 * w) + __builtin_ctzll(left);
            int32_t edge_i = next_with_room(s, i);
            if (edge_i != GM_NONE) {
                go_one_edge(s, i, edge_i);
                return true;
            }
        }
    }
    return false;
}

static bool advance_one(gm_sketch *s)
{
    int32_t i = set_first(s->ready, s->n_words);
    if (i == GM_NONE) {
        return step_one(s);
    }
    go_all_the_way(s, i);
    return true;
}

// ---- circles

// Notes the taken tracks on the way of a vehicle that is to be at a point. Is `own` on it?
static bool see_way(gm_sketch *s, const gm_fronts *fronts, int32_t vehicle_i, int32_t at,
                    int32_t own)
{
    const gm_vehicle *v = &s->run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(s->run, v);
    const gm_edge *edges = s->run->plan->networks[fleet->network_i].edges;
    const int32_t *hop = fleet->hop + v->goal;
    uint32_t *seen_at = s->seen_at[v->fleet_i] + (ptrdiff_t)v->goal * fleet->n_points;
    while (at != v->goal && seen_at[at] != s->age) {
        seen_at[at] = s->age;
        const gm_edge *edge = &edges[hop[(ptrdiff_t)at * fleet->n_points]];
        int32_t track_i = edge->track_i;
        if (track_i == GM_NONE || track_i == own) {
            return track_i == own;
        }
        if (fronts->tracks[track_i].n > 0 && s->seen[track_i] != s->age) {
            s->seen[track_i] = s->age;
            s->to_see[s->n_to_see++] = track_i;
        }
        at = edge->to;
    }
    return false;
}

bool gm_sketch_has_circle(gm_sketch *s, const gm_fronts *fronts, int32_t vehicle_i,
                          int32_t edge_i)
{
    const gm_edge *edge = edge_of(s->run, vehicle_i, edge_i);
    int32_t own = edge->track_i;
    forget_ways(s);
    s->to_see[0] = own;
    s->n_to_see = 1;
    bool is_met = see_way(s, fronts, vehicle_i, edge->to, own);
    while (!is_met && s->n_to_see > 0) {
        int32_t i = fronts->tracks[s->to_see[--s->n_to_see]].order.first;
        for (; i != GM_NONE && !is_met; i = fronts->links[i].after) {
            int32_t at = edge_of(s->run, i, fronts->edges[i])->to;
            is_met = i != vehicle_i && see_way(s, fronts, i, at, own);
        }
    }
    return is_met;
}

// ---- the search

static void copy_fronts(gm_sketch *s, const gm_fronts *fronts)
{
    const gm_plan *plan = s->run->plan;
    gm_fronts *then = &s->fronts;
    memcpy(then->tracks, fronts->tracks, (size_t)plan->n_tracks * sizeof *then->tracks);
    memcpy(then->links, fronts->links, (size_t)plan->n_vehicles * sizeof *then->links);
    memcpy(then->edges, fronts->edges, (size_t)plan->n_vehicles * sizeof *then->edges);
}

static void begin(gm_sketch *s, const gm_fronts *fronts, int32_t vehicle_i, int32_t edge_i)
{
    const gm_plan *plan = s->run->plan;
    int32_t network_i = gm_vehicle_fleet(s->run, &s->run->vehicles[vehicle_i])->network_i;
    copy_fronts(s, fronts);
    gm_fronts_move(s->run, &s->fronts, vehicle_i, edge_i);
    memset(s->firsts, 0, s->n_words * sizeof *s->firsts);
    memset(s->ready, 0, s->n_words * sizeof *s->ready);
    for (int32_t i = 0; i < plan->n_vehicles; i++) {
        s->watched[i] = GM_NONE;
    }
    for (int32_t t = 0; t < plan->n_tracks; t++) {
        s->watchers[t] = GM_CHAIN_EMPTY;
    }
    forget_ways(s);
    s->n_steps = 0;
    s->n_holding = 0;
    s->is_stepwise = false;
    for (int32_t t = 0; t < plan->n_tracks; t++) {
        if (plan->tracks[t].network_i == network_i && s->fronts.tracks[t].n > 0) {
            s->n_holding += s->fronts.tracks[t].n;
            become_first(s, s->fronts.tracks[t].order.first);
        }
    }
}

bool gm_sketch_find(gm_sketch *s, const gm_fronts *fronts, int32_t vehicle_i, int32_t edge_i,
                    gm_plan_steps *steps)
{
    begin(s, fronts, vehicle_i, edge_i);
    while (advance_one(s)) {
    }
    *steps = (gm_plan_steps){s->steps, s->n_steps, !s->is_stepwise};
    return s->n_holding == 0;
}

// ---- memory

void gm_fronts_create(gm_run *run, gm_fronts *fronts)
{
    fronts->tracks = GM_NEW(&run->arena, gm_track, run->plan->n_tracks);
    fronts->links = GM_NEW(&run->arena, gm_chain_link, run->plan->n_vehicles);
    fronts->edges = GM_NEW(&run->arena, int32_t, run->plan->n_vehicles);
}

void gm_fronts_begin(const gm_run *run, gm_fronts *fronts)
{
    for (int32_t t = 0; t < run->plan->n_tracks; t++) {
        fronts->tracks[t] = (gm_track){.order = GM_CHAIN_EMPTY};
    }
    for (int32_t i = 0; i < run->plan->n_vehicles; i++) {
        fronts->edges[i] = GM_NONE;
    }
}

// Nobody passes a point twice on the quickest way.
int32_t gm_sketch_most_steps(const gm_plan *plan, int32_t network_i)
{
    const gm_network_plan *network = &plan->networks[network_i];
    return network->has_tracks ? network->def->n_points * plan->n_vehicles : 0;
}

gm_sketch *gm_sketch_create(gm_run *run)
{
    const gm_plan *plan = run->plan;
    gm_sketch *s = GM_NEW(&run->arena, gm_sketch, 1);
    s->run = run;
    gm_fronts_create(run, &s->fronts);
    s->watchers = GM_NEW(&run->arena, gm_chain, plan->n_tracks);
    s->watch_links = GM_NEW(&run->arena, gm_chain_link, plan->n_vehicles);
    s->watched = GM_NEW(&run->arena, int32_t, plan->n_vehicles);
    s->n_words = (size_t)(plan->n_vehicles + 63) / 64;
    s->firsts = GM_NEW(&run->arena, uint64_t, s->n_words);
    s->ready = GM_NEW(&run->arena, uint64_t, s->n_words);
    s->seen = GM_NEW(&run->arena, uint32_t, plan->n_tracks);
    s->to_see = GM_NEW(&run->arena, int32_t, plan->n_tracks + 1);
    s->seen_at = GM_NEW(&run->arena, uint32_t *, plan->n_fleets);
    for (int32_t f = 0; f < plan->n_fleets; f++) {
        const gm_fleet_plan *fleet = &plan->fleets[f];
        if (fleet->by == GM_MOVE_BY_SEGMENTS && plan->networks[fleet->network_i].has_tracks) {
            s->seen_at[f] = GM_NEW(&run->arena, uint32_t, fleet->n_points * fleet->n_points);
        }
    }
    int32_t most = 0;
    for (int32_t i = 0; i < plan->n_networks; i++) {
        int32_t n = gm_sketch_most_steps(plan, i);
        most = n > most ? n : most;
    }
    s->steps = GM_NEW(&run->arena, gm_plan_step, most);
    return s;
}
