// SPDX-License-Identifier: MIT
//
// Fleets and networks: edges, quickest ways, and what could never be served.

#include "plant/wire.h"

#include <math.h>
#include <string.h>

#define MOST_POINTS   400
#define MOST_VEHICLES 10000

// ---- networks

static void wire_network(gm_wire *w, gm_network_plan *plan, int32_t network_i,
                         gm_track_plan *tracks)
{
    const gm_network_def *def = plan->def;
    gm_edge *edges = GM_NEW(w->arena, gm_edge, 2 * def->n_segments);
    for (int32_t i = 0; i < def->n_segments; i++) {
        const gm_segment_def *s = &def->segments[i];
        int32_t track_i = GM_NONE;
        if (s->vehicles < GM_UNLIMITED) {
            track_i = w->plan->n_tracks++;
            tracks[track_i] = (gm_track_plan){network_i, s->vehicles};
            plan->has_tracks = true;
        }
        gm_edge on = {s->from.i, s->to.i, s->length_m, s->speed_m_s, track_i, 1};
        gm_edge back = {s->to.i, s->from.i, s->length_m, s->speed_m_s, track_i, -1};
        edges[plan->n_edges++] = on;
        if (!s->is_one_way) {
            edges[plan->n_edges++] = back;
        }
    }
    plan->edges = edges;
    if (def->n_points > MOST_POINTS) {
        gm_diag_error(w->diag, def->src, "'%s' has %d points: at most %d may be in a network",
                      def->name, def->n_points, MOST_POINTS);
    }
}

static void wire_networks(gm_wire *w)
{
    const gm_plant_def *def = w->def;
    gm_network_plan *networks = GM_NEW(w->arena, gm_network_plan, def->n_networks);
    int32_t n_segments = 0;
    for (int32_t i = 0; i < def->n_networks; i++) {
        n_segments += def->networks[i].n_segments;
    }
    gm_track_plan *tracks = GM_NEW(w->arena, gm_track_plan, n_segments);
    for (int32_t i = 0; i < def->n_networks; i++) {
        networks[i].def = &def->networks[i];
        wire_network(w, &networks[i], i, tracks);
    }
    w->plan->n_networks = def->n_networks;
    w->plan->networks = networks;
    w->plan->tracks = tracks;
}

// ---- ways of a fleet

static double *square(gm_wire *w, int32_t n, double value)
{
    double *table = GM_NEW(w->arena, double, (size_t)n *(size_t)n);
    for (int32_t i = 0; i < n * n; i++) {
        table[i] = i % (n + 1) == 0 ? 0.0 : value;
    }
    return table;
}

// From `from` everywhere by way of `through`, where that is quicker.
static void go_through(double *time_s, int32_t *hop, int32_t n, int32_t through, int32_t from)
{
    double there_s = time_s[from * n + through];
    for (int32_t to = 0; to < n && there_s < HUGE_VAL; to++) {
        double s = there_s + time_s[through * n + to];
        if (s < time_s[from * n + to]) {
            time_s[from * n + to] = s;
            hop[from * n + to] = hop[from * n + through];
        }
    }
}

// Floyd 1962, Warshall 1962: quickest at the speed limits; of ways that take the same time the
// one found first, through the points in the order of the file.
static void find_ways(gm_wire *w, gm_fleet_plan *fleet, const gm_network_plan *net)
{
    int32_t n = fleet->n_points;
    double *time_s = square(w, n, (double)INFINITY);
    int32_t *hop = GM_NEW(w->arena, int32_t, (size_t)n * (size_t)n);
    for (int32_t i = 0; i < n * n; i++) {
        hop[i] = GM_NONE;
    }
    for (int32_t e = 0; e < net->n_edges; e++) {
        const gm_edge *edge = &net->edges[e];
        double limit =
            fleet->empty.speed_m_s < edge->speed_m_s ? fleet->empty.speed_m_s : edge->speed_m_s;
        int32_t at = edge->from * n + edge->to;
        if (edge->from != edge->to && edge->length_m / limit < time_s[at]) {
            time_s[at] = edge->length_m / limit;
            hop[at] = e;
        }
    }
    for (int32_t i = 0; i < n * n; i++) {
        go_through(time_s, hop, n, i / n, i % n);
    }
    fleet->time_s = time_s;
    fleet->hop = hop;
}

static void measure_straight(gm_wire *w, gm_fleet_plan *fleet, const gm_network_def *net)
{
    int32_t n = fleet->n_points;
    double *time_s = square(w, n, 0.0);
    double *way_m = square(w, n, 0.0);
    for (int32_t i = 0; i < n * n; i++) {
        double x_m = fabs(net->points[i / n].x_m - net->points[i % n].x_m);
        double y_m = fabs(net->points[i / n].y_m - net->points[i % n].y_m);
        double x_s = gm_motion_rest_to_rest_s(&fleet->empty, x_m);
        double y_s = y_m > 0.0 ? gm_motion_rest_to_rest_s(&fleet->second, y_m) : 0.0;
        time_s[i] = x_s > y_s ? x_s : y_s;
        way_m[i] = sqrt(x_m * x_m + y_m * y_m);
    }
    fleet->time_s = time_s;
    fleet->way_m = way_m;
}

static gm_motion motion_of(double speed_m_s, double up_m_s2, double brake_m_s2)
{
    return (gm_motion){speed_m_s, up_m_s2, brake_m_s2};
}

// ---- points

// Points of a fleet without a network are what its transports name; unnamed ones are their own.
static int32_t label(const char **labels, int32_t *n, const char *name)
{
    for (int32_t i = 0; i < *n && name; i++) {
        if (labels[i] && strcmp(labels[i], name) == 0) {
            return i;
        }
    }
    labels[*n] = name;
    return (*n)++;
}

static void find_points(gm_wire *w, gm_fleet_plan *fleet)
{
    const gm_fleet_def *def = fleet->def;
    int32_t most = 2 * fleet->n_transports + def->battery.n_at + 1;
    const char **labels = GM_NEW(w->arena, const char *, most);
    int32_t *chargers = GM_NEW(w->arena, int32_t, def->battery.n_at);
    bool by_law = fleet->by == GM_MOVE_BY_LAW;
    for (int32_t k = 0; k < fleet->n_transports; k++) {
        gm_transport_plan *t = &w->transports[fleet->transports[k]];
        t->pick_up =
            by_law ? label(labels, &fleet->n_points, t->def->pick_up.name) : t->def->pick_up.i;
        t->drop = by_law ? label(labels, &fleet->n_points, t->def->drop.name) : t->def->drop.i;
    }
    fleet->home = fleet->n_transports > 0 ? w->transports[fleet->transports[0]].pick_up : 0;
    if (def->home.name) {
        fleet->home = by_law ? label(labels, &fleet->n_points, def->home.name) : def->home.i;
    }
    for (int32_t i = 0; i < def->battery.n_at; i++) {
        chargers[i] = by_law ? label(labels, &fleet->n_points, def->battery.at[i].name)
                             : def->battery.at[i].i;
    }
    if (by_law && fleet->n_points == 0) {
        label(labels, &fleet->n_points, NULL);
    }
    if (def->battery.is_given && def->battery.n_at == 0) { // charges where it lives
        chargers = GM_NEW(w->arena, int32_t, 1);
        chargers[0] = fleet->home;
    }
    fleet->chargers = chargers;
    fleet->n_chargers = def->battery.is_given && def->battery.n_at == 0 ? 1 : def->battery.n_at;
}

// ---- what could never be served

static double way_s(const gm_fleet_plan *fleet, int32_t from, int32_t to)
{
    return fleet->time_s[(ptrdiff_t)from * fleet->n_points + to];
}

static const char *point_name(const gm_wire *w, const gm_fleet_plan *fleet, int32_t point)
{
    return w->plan->networks[fleet->network_i].def->points[point].name;
}

static bool check_way(gm_wire *w, const gm_fleet_plan *fleet, gm_src src, int32_t from,
                      int32_t to)
{
    if (way_s(fleet, from, to) < HUGE_VAL) {
        return true;
    }
    gm_diag_error(w->diag, src, "fleet '%s': no way leads from '%s' to '%s'", fleet->def->name,
                  point_name(w, fleet, from), point_name(w, fleet, to));
    gm_diag_hint(w->diag, "add a segment to the network '%s', or make one two-way",
                 w->plan->networks[fleet->network_i].def->name);
    return false;
}

// From where a vehicle may have to go to the pick-up of a transport, and on from its drop.
static bool check_reach(gm_wire *w, const gm_fleet_plan *fleet)
{
    bool ok = true;
    for (int32_t k = 0; k < fleet->n_transports; k++) {
        const gm_transport_plan *t = &w->transports[fleet->transports[k]];
        ok = check_way(w, fleet, t->def->src, t->pick_up, t->drop) &&
             check_way(w, fleet, t->def->src, fleet->home, t->pick_up) &&
             check_way(w, fleet, t->def->src, t->drop, fleet->home) && ok;
        for (int32_t i = 0; i < fleet->n_transports && ok; i++) {
            const gm_transport_plan *next = &w->transports[fleet->transports[i]];
            ok = check_way(w, fleet, next->def->src, t->drop, next->pick_up);
        }
        for (int32_t i = 0; i < fleet->n_chargers && ok; i++) {
            ok = check_way(w, fleet, fleet->def->battery.src, t->drop, fleet->chargers[i]) &&
                 check_way(w, fleet, fleet->def->battery.src, fleet->chargers[i], t->pick_up);
        }
    }
    return ok;
}

// The longest time in use from a decision at `below` to the charger: a job and the way there.
static double longest_job_s(const gm_wire *w, const gm_fleet_plan *fleet)
{
    const gm_fleet_def *def = fleet->def;
    double factor = fleet->by == GM_MOVE_BY_SEGMENTS
                        ? fleet->empty.speed_m_s / fleet->loaded.speed_m_s
                        : 1.0;
    double handling_s = (def->has_load ? gm_dist_mean(&def->load) : 0.0) +
                        (def->has_unload ? gm_dist_mean(&def->unload) : 0.0) +
                        2.0 * def->carries * def->each_s;
    double longest_s = 0.0;
    for (int32_t k = 0; k < fleet->n_transports; k++) {
        const gm_transport_plan *t = &w->transports[fleet->transports[k]];
        double come_s = way_s(fleet, fleet->home, t->pick_up);
        for (int32_t i = 0; i < fleet->n_transports; i++) {
            double s = way_s(fleet, w->transports[fleet->transports[i]].drop, t->pick_up);
            come_s = s > come_s ? s : come_s;
        }
        double off_s = (double)INFINITY;
        for (int32_t i = 0; i < fleet->n_chargers; i++) {
            double s = way_s(fleet, t->drop, fleet->chargers[i]);
            off_s = s < off_s ? s : off_s;
        }
        double loaded_s = fleet->by == GM_MOVE_BY_LAW
                              ? gm_dist_mean(&def->travel)
                              : factor * way_s(fleet, t->pick_up, t->drop);
        double all_s = come_s + handling_s + loaded_s + off_s;
        longest_s = all_s > longest_s ? all_s : longest_s;
    }
    return longest_s;
}

static void check_battery(gm_wire *w, const gm_fleet_plan *fleet)
{
    const gm_battery_def *battery = &fleet->def->battery;
    double longest_s = longest_job_s(w, fleet);
    if (battery->is_given && longest_s > battery->below * battery->runs_s) {
        gm_diag_error(w->diag, battery->src,
                      "fleet '%s': a vehicle whose battery is just above %.6g %% runs %.6g s "
                      "more, but a job and the way to a charger may take %.6g s",
                      fleet->def->name, 100.0 * battery->below,
                      battery->below * battery->runs_s, longest_s);
        gm_diag_hint(w->diag,
                     "let it charge `below:` a higher level, or place a charger nearer");
    }
}

static void check_places(gm_wire *w, const gm_fleet_plan *fleet)
{
    const gm_network_def *net = w->plan->networks[fleet->network_i].def;
    for (int32_t i = 0; i < net->n_points; i++) {
        if (!net->points[i].has_place) {
            gm_diag_error(w->diag, net->points[i].src,
                          "fleet '%s' moves straight, as '%s' has no segments, but the point "
                          "'%s' has no place",
                          fleet->def->name, net->name, net->points[i].name);
            gm_diag_hint(w->diag, "say where it is: `%s: {x: 12 m}`", net->points[i].name);
        }
    }
    if (fleet->def->kind == GM_FLEET_CRANE && fleet->def->count > 1) {
        gm_diag_error(w->diag, fleet->def->src,
                      "fleet '%s': cranes on one runway cannot pass each other",
                      fleet->def->name);
        gm_diag_hint(w->diag, "give each crane a fleet and transports of its own");
    }
}

// ---- fleets

static int32_t hours_of(const gm_wire *w, const gm_fleet_def *def)
{
    int32_t calendar_i = def->calendar.i;
    for (int32_t i = 0; i < def->crew.n && calendar_i < 0; i++) {
        for (int32_t c = 0; c < w->def->n_crews; c++) {
            bool is_it = strcmp(w->def->crews[c].name, def->crew.items[i].crew.name) == 0;
            calendar_i = is_it ? w->def->crews[c].calendar.i : calendar_i;
        }
    }
    return calendar_i < 0 ? GM_NONE : calendar_i;
}

static const gm_crew_call *repairs_of(gm_wire *w, const gm_fleet_def *def)
{
    gm_crew_call *calls = GM_NEW(w->arena, gm_crew_call, def->n_failures);
    for (int32_t i = 0; i < def->n_failures; i++) {
        calls[i] = gm_wire_call(w, &def->failures[i].crew);
        if (def->failures[i].part != GM_PART_RESUME) {
            gm_diag_error(w->diag, def->failures[i].src, "`part: %s` is for stations only",
                          def->failures[i].part == GM_PART_SCRAP ? "scrap" : "restart");
            gm_diag_hint(w->diag, "a vehicle goes on with the parts that it carries");
        }
    }
    return calls;
}

static void wire_fleet(gm_wire *w, gm_fleet_plan *fleet)
{
    const gm_fleet_def *def = fleet->def;
    const gm_network_plan *net =
        fleet->network_i == GM_NONE ? NULL : &w->plan->networks[fleet->network_i];
    fleet->by = !net                        ? GM_MOVE_BY_LAW
                : net->def->n_segments == 0 ? GM_MOVE_BY_PLACE
                                            : GM_MOVE_BY_SEGMENTS;
    fleet->n_points = net ? net->def->n_points : 0;
    fleet->empty = motion_of(def->speed_m_s, def->acceleration_m_s2, def->braking_m_s2);
    fleet->loaded = motion_of(def->loaded_speed_m_s, def->acceleration_m_s2, def->braking_m_s2);
    fleet->second = motion_of(def->second_speed_m_s, def->second_acceleration_m_s2,
                              def->second_acceleration_m_s2);
    fleet->calendar_i = hours_of(w, def);
    fleet->crew = gm_wire_call(w, &def->crew);
    fleet->fail_crew = repairs_of(w, def);
    find_points(w, fleet);
    if (!net) {
        fleet->time_s = square(w, fleet->n_points, gm_dist_mean(&def->empty_travel));
    } else if (fleet->by == GM_MOVE_BY_PLACE) {
        check_places(w, fleet);
        measure_straight(w, fleet, net->def);
    } else if (fleet->n_points <= MOST_POINTS) {
        find_ways(w, fleet, net);
    } else {
        return; // told
    }
    if (check_reach(w, fleet)) {
        check_battery(w, fleet);
    }
    if (fleet->n_transports == 0) {
        gm_diag_warn(w->diag, def->src, "no transport uses the fleet '%s'", def->name);
    }
}

// ---- transports

static void wire_transport(gm_wire *w, gm_transport_plan *t)
{
    t->place_i = GM_NONE;
    if (!t->def->reserves) {
        return;
    }
    t->place_i = gm_wire_only_store(w, &w->steps[t->step_i].to);
    if (t->place_i == GM_NONE || w->stores[t->place_i].capacity == 0) {
        gm_diag_error(w->diag, t->def->src,
                      "transport '%s' reserves places, but what is behind it is not one step "
                      "with places",
                      t->def->name);
        gm_diag_hint(w->diag, "put a buffer behind it, or give the station a queue");
        t->place_i = GM_NONE;
        return;
    }
    int32_t capacity = w->stores[t->place_i].capacity;
    if (t->def->least > capacity) {
        gm_diag_error(w->diag, t->def->src,
                      "transport '%s' is sent for %d parts at least that have a place behind, "
                      "where there are only %d places: it is never sent",
                      t->def->name, t->def->least, capacity);
        gm_diag_hint(w->diag, "give what is behind it more places, or let `least:` be smaller");
    }
}

// A station that begins only with a place ahead cannot know when a vehicle will come.
static void check_claims(gm_wire *w)
{
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_station_def *def =
            w->steps[i].kind == GM_STEP_STATION ? gm_wire_def(w, i)->station : NULL;
        for (int32_t k = 0; def && def->blocking == GM_BLOCKING_BEFORE && k < w->ways[i].n;
             k++) {
            gm_target to = w->ways[i].targets[k];
            gm_step_kind kind = to.kind == GM_TO_STEP ? w->steps[to.i].kind : GM_STEP_SINK;
            if (kind == GM_STEP_TRANSPORT || kind == GM_STEP_RACK) {
                gm_diag_error(w->diag, def->src,
                              "'%s' has blocking before service and gives straight to '%s'",
                              def->name, w->steps[to.i].name);
                gm_diag_hint(w->diag, "put a buffer between them");
            }
        }
    }
}

static const int32_t *transports_of(gm_wire *w, int32_t fleet_i, int32_t n_transports,
                                    int32_t *n)
{
    int32_t *all = GM_NEW(w->arena, int32_t, n_transports);
    *n = 0;
    for (int32_t i = 0; i < n_transports; i++) {
        if (w->transports[i].fleet_i == fleet_i) {
            all[(*n)++] = i;
        }
    }
    return all;
}

void gm_wire_fleets(gm_wire *w, int32_t n_transports)
{
    wire_networks(w);
    int32_t n = w->def->n_fleets;
    gm_fleet_plan *fleets = GM_NEW(w->arena, gm_fleet_plan, n);
    w->fleets = fleets;
    w->plan->n_fleets = n;
    w->plan->fleets = fleets;
    for (int32_t i = 0; i < n_transports; i++) {
        w->transports[i].fleet_i = w->transports[i].def->fleet.i;
        wire_transport(w, &w->transports[i]);
    }
    for (int32_t f = 0; f < n; f++) {
        const gm_fleet_def *def = &w->def->fleets[f];
        fleets[f] = (gm_fleet_plan){
            .def = def,
            .network_i = def->network.i < 0 ? GM_NONE : def->network.i,
            .first_vehicle = w->plan->n_vehicles,
            .n_vehicles = def->count,
        };
        fleets[f].transports = transports_of(w, f, n_transports, &fleets[f].n_transports);
        wire_fleet(w, &fleets[f]);
        if (def->count > MOST_VEHICLES - w->plan->n_vehicles) {
            gm_diag_error(w->diag, def->src, "more than %d vehicles in the plant",
                          MOST_VEHICLES);
            fleets[f].n_vehicles = 0;
        }
        w->plan->n_vehicles += fleets[f].n_vehicles;
    }
    check_claims(w);
}
