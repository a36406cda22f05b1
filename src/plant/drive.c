// SPDX-License-Identifier: MIT
//
// How vehicles move: by a law, straight, or edge by edge along the quickest way.
//
// On segments a vehicle has a speed. It is granted edges ahead as far as it needs to brake, plans
// to stand at the end of what it has been granted, and plans anew at each point that it passes.
// One that stops at once (no acceleration is given) asks for an edge when it is there.

#include "plant/traffic.h"

// ---- pieces of the way

static const gm_edge *edge_of(const gm_run *run, const gm_fleet_plan *fleet, int32_t edge_i)
{
    return &run->plan->networks[fleet->network_i].edges[edge_i];
}

static int32_t hop(const gm_fleet_plan *fleet, int32_t from, int32_t goal)
{
    return fleet->hop[(ptrdiff_t)from * fleet->n_points + goal];
}

static bool has_inertia(const gm_fleet_plan *fleet)
{
    return fleet->empty.speed_up_m_s2 < HUGE_VAL || fleet->empty.brake_m_s2 < HUGE_VAL;
}

// Its motion on an edge, whose limit may be lower than its own.
static gm_motion motion_on(const gm_fleet_plan *fleet, const gm_vehicle *v, const gm_edge *edge)
{
    gm_motion m = v->n_parts > 0 ? fleet->loaded : fleet->empty;
    m.speed_m_s = edge->speed_m_s < m.speed_m_s ? edge->speed_m_s : m.speed_m_s;
    return m;
}

// ---- moves that are not along segments

static double law_s(gm_run *run, const gm_vehicle *v)
{
    gm_fleet *fleet = &run->fleets[v->fleet_i];
    return gm_sampler_next(v->n_parts > 0 ? &fleet->travel : &fleet->empty_travel);
}

// Both axes start together; the slower one tells (Chebyshev's distance, in time).
static double straight_s(const gm_run *run, const gm_vehicle *v, int32_t goal)
{
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    const gm_point_def *points = run->plan->networks[fleet->network_i].def->points;
    const gm_motion *m = v->n_parts > 0 ? &fleet->loaded : &fleet->empty;
    double x_s = gm_motion_rest_to_rest_s(m, fabs(points[goal].x_m - points[v->point].x_m));
    double y_m = fabs(points[goal].y_m - points[v->point].y_m);
    double y_s = y_m > 0.0 ? gm_motion_rest_to_rest_s(&fleet->second, y_m) : 0.0;
    return x_s > y_s ? x_s : y_s;
}

static void count_way(gm_vehicle *v, double length_m)
{
    *(v->n_parts > 0 ? &v->loaded_m : &v->empty_m) += length_m;
}

static void move_at_once(gm_run *run, int32_t vehicle_i, gm_errand errand, int32_t goal)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    bool by_law = fleet->by == GM_MOVE_BY_LAW;
    double takes_s = by_law ? law_s(run, v) : straight_s(run, v, goal);
    if (!by_law) {
        count_way(v, fleet->way_m[(ptrdiff_t)v->point * fleet->n_points + goal]);
    }
    v->point = goal;
    gm_vehicle_turn_to(run, vehicle_i, errand, takes_s);
}

// ---- along segments

// Asks for edges beyond those it has, as far as it takes to brake.
static void ask_ahead(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    int32_t at = v->point;
    double ahead_m = 0.0;
    for (int32_t k = 0; k < v->n_ahead; k++) {
        const gm_edge *edge = edge_of(run, fleet, hop(fleet, at, v->goal));
        ahead_m += edge->length_m;
        at = edge->to;
    }
    gm_motion m = v->n_parts > 0 ? fleet->loaded : fleet->empty;
    double brake_m = gm_motion_brake_m(&m, m.speed_m_s);
    while (at != v->goal && v->n_ahead < GM_MOST_AHEAD && ahead_m <= brake_m) {
        int32_t edge_i = hop(fleet, at, v->goal);
        if (!gm_traffic_grant(run, vehicle_i, edge_i, false)) {
            return;
        }
        const gm_edge *edge = edge_of(run, fleet, edge_i);
        ahead_m += edge->length_m;
        at = edge->to;
    }
}

// Highest speed at which it may leave its edge, to stand at the end of what it has been granted.
static double leaves_at_most_m_s(const gm_run *run, const gm_vehicle *v)
{
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    int32_t ahead[GM_MOST_AHEAD];
    int32_t at = v->point;
    for (int32_t k = 0; k < v->n_ahead; k++) {
        ahead[k] = hop(fleet, at, v->goal);
        at = edge_of(run, fleet, ahead[k])->to;
    }
    double speed_m_s = 0.0;
    for (int32_t k = v->n_ahead; k-- > 0;) {
        const gm_edge *edge = edge_of(run, fleet, ahead[k]);
        gm_motion m = motion_on(fleet, v, edge);
        speed_m_s = gm_motion_brakes_from_m_s(&m, edge->length_m, speed_m_s);
    }
    return speed_m_s;
}

// Enters the next edge, which it has been granted.
static void enter(gm_run *run, int32_t vehicle_i, int32_t edge_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    const gm_edge *edge = edge_of(run, fleet, edge_i);
    int32_t left = v->edge;
    gm_vehicle_settle(run, vehicle_i);
    v->edge = edge_i;
    v->point = edge->to;
    v->n_ahead -= 1;
    for (int32_t k = 0; k <= v->n_ahead; k++) {
        v->turns[k] = v->turns[k + 1];
    }
    gm_traffic_ask_no_more(run, vehicle_i);
    if (left != GM_NONE) {
        gm_traffic_leave(run, vehicle_i, left);
    }
    gm_traffic_enter(run, vehicle_i);
    if (has_inertia(fleet)) {
        ask_ahead(run, vehicle_i);
    }
    gm_motion m = motion_on(fleet, v, edge);
    double from_m_s = v->speed_m_s < m.speed_m_s ? v->speed_m_s : m.speed_m_s;
    double most_m_s = leaves_at_most_m_s(run, v);
    double to_m_s = gm_motion_reached_m_s(&m, edge->length_m, from_m_s);
    v->speed_m_s = to_m_s < most_m_s ? to_m_s : most_m_s;
    double takes_s = gm_motion_time_s(&m, edge->length_m, from_m_s, v->speed_m_s);
    gm_vehicle_turn_to(run, vehicle_i, v->errand, takes_s);
}

static void wait_here(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    gm_traffic_ask(run, vehicle_i);
    v->speed_m_s = 0.0;
    gm_vehicle_turn_to(run, vehicle_i, v->errand, (double)INFINITY);
}

// Off the last edge, at its goal.
static void come_off(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    int32_t left = v->edge;
    v->edge = GM_NONE;
    v->front = GM_NONE;
    gm_traffic_ask_no_more(run, vehicle_i);
    v->speed_m_s = 0.0;
    gm_traffic_leave(run, vehicle_i, left);
    gm_traffic_is_out(run, vehicle_i);
    gm_vehicle_arrived(run, vehicle_i);
}

bool gm_vehicle_go_on(gm_run *run, int32_t vehicle_i, bool force)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    if (v->edge != GM_NONE && !gm_traffic_is_first(run, vehicle_i)) {
        wait_here(run, vehicle_i);
        return false;
    }
    if (v->point == v->goal) {
        come_off(run, vehicle_i);
        return true;
    }
    int32_t edge_i = hop(fleet, v->point, v->goal);
    if (v->n_ahead == 0 && !gm_traffic_grant(run, vehicle_i, edge_i, force)) {
        wait_here(run, vehicle_i);
        return false;
    }
    enter(run, vehicle_i, edge_i);
    return true;
}

// Sent elsewhere on its way home: it turns at the next point, unless it has been granted tracks
// on the old way; then it turns where these end.
static void turn_away(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    bool is_bound = edge_of(run, fleet, v->edge)->track_i != GM_NONE;
    int32_t at = v->point;
    for (int32_t k = 0; k < v->n_ahead && !is_bound; k++) {
        const gm_edge *edge = edge_of(run, fleet, hop(fleet, at, v->goal));
        is_bound = edge->track_i != GM_NONE;
        at = edge->to;
    }
    if (!is_bound) {
        v->n_ahead = 0;
        v->front = v->edge;
        v->errand = GM_ERRAND_TO_PICK_UP;
        v->goal = run->plan->transports[v->next_job].pick_up;
        v->job = v->next_job;
        v->next_job = GM_NONE;
    }
}

void gm_vehicle_pass_point(gm_run *run, int32_t vehicle_i)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_plan *fleet = gm_vehicle_fleet(run, v);
    if (fleet->by != GM_MOVE_BY_SEGMENTS) {
        gm_vehicle_arrived(run, vehicle_i);
        return;
    }
    count_way(v, edge_of(run, fleet, v->edge)->length_m);
    if (v->next_job != GM_NONE && fleet->crew.n == 0 && v->point != v->goal) {
        turn_away(run, vehicle_i);
    }
    gm_vehicle_go_on(run, vehicle_i, false);
    gm_traffic_serve(run, fleet->network_i);
}

void gm_vehicle_drive(gm_run *run, int32_t vehicle_i, gm_errand errand, int32_t goal)
{
    gm_vehicle *v = &run->vehicles[vehicle_i];
    gm_vehicle_settle(run, vehicle_i);
    v->errand = errand;
    v->goal = goal;
    if (v->point == goal && v->edge == GM_NONE) {
        gm_vehicle_arrived(run, vehicle_i);
    } else if (gm_vehicle_fleet(run, v)->by != GM_MOVE_BY_SEGMENTS) {
        move_at_once(run, vehicle_i, errand, goal);
    } else {
        gm_vehicle_go_on(run, vehicle_i, false);
    }
}
