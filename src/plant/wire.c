// SPDX-License-Identifier: MIT

#include "plant/wire.h"

#include "num/random.h"

#include <stdlib.h>
#include <string.h>

#define MOST_STEPS    20000
#define MOST_MACHINES 1000000
#define MOST_LINES    30000 // gm_part holds 16 bits of them

static int32_t count_kind(const gm_plant_def *def, gm_step_kind kind)
{
    int32_t n = 0;
    for (int32_t i = 0; i < def->n_steps; i++) {
        n += def->steps[i].kind == kind ? 1 : 0;
    }
    return n;
}

// ---- steps of the file

static const char *counter_name(const gm_step_def *def)
{
    switch (def->kind) {
    case GM_STEP_SOURCE:
        return def->source->counts;
    case GM_STEP_STATION:
        return def->station->counts;
    case GM_STEP_BUFFER:
        return def->buffer->counts;
    case GM_STEP_CONVEYOR:
        return def->conveyor->counts;
    case GM_STEP_MOVING:
        return def->moving->counts;
    case GM_STEP_SINK:
        return def->sink->counts ? def->sink->counts : def->sink->name;
    case GM_STEP_TRANSPORT:
        return def->transport->counts;
    case GM_STEP_RACK:
        return def->rack->counts;
    case GM_STEP_PASS:
        break;
    }
    return NULL;
}

// Counters are named by their steps; a sink counts under its own name unless it says another.
static void make_counters(gm_wire *w)
{
    const char **names = GM_NEW(w->arena, const char *, w->n_file);
    int32_t n = 0;
    for (int32_t i = 0; i < w->n_file; i++) {
        const char *name = counter_name(&w->def->steps[i]);
        w->steps[i].counter_i = GM_NONE;
        w->steps[i].point_i = GM_NONE;
        if (!name) {
            continue;
        }
        int32_t k = 0;
        while (k < n && strcmp(names[k], name) != 0) {
            k++;
        }
        names[k] = name;
        n = k == n ? n + 1 : n;
        w->steps[i].counter_i = k;
    }
    w->plan->counters = names;
    w->plan->n_counters = n;
}

static void make_needs(gm_wire *w, int32_t step_i)
{
    gm_step *step = &w->steps[step_i];
    const gm_step_def *def = gm_wire_def(w, step_i);
    const gm_kind_counts_def *said = def->kind == GM_STEP_STATION ? &def->station->needs : NULL;
    step->n_needs = said && said->n > 0 ? said->n : 1;
    gm_need *needs = GM_NEW(w->arena, gm_need, step->n_needs);
    for (int32_t i = 0; i < step->n_needs; i++) {
        needs[i] = (gm_need){GM_NONE, 1, GM_NONE};
        if (said && said->n > 0) {
            needs[i].kind_i = gm_wire_kind(w, said->items[i].kind);
            needs[i].count = said->items[i].count;
        }
    }
    step->needs = needs;
}

static void make_station(gm_wire *w, int32_t step_i, int32_t own_i)
{
    const gm_station_def *def = gm_wire_def(w, step_i)->station;
    bool is_unlimited = def->machines == GM_UNLIMITED;
    int32_t n_machines = is_unlimited ? 1 : def->machines;
    w->stations[own_i] = (gm_station_plan){
        .def = def,
        .step_i = step_i,
        .first_machine = w->plan->n_machines,
        .n_machines = n_machines,
        .is_unlimited = is_unlimited,
        .calendar_i = GM_NONE,
    };
    if (n_machines > MOST_MACHINES - w->plan->n_machines) {
        gm_diag_error(w->diag, def->src, "more than %d machines in the plant", MOST_MACHINES);
        return;
    }
    w->plan->n_machines += n_machines;
    w->plan->n_ages += n_machines * (def->n_failures + def->n_maintenances);
}

static void make_steps(gm_wire *w)
{
    int32_t n[GM_STEP_PASS + 1] = {0};
    int32_t *sinks = GM_NEW(w->arena, int32_t, count_kind(w->def, GM_STEP_SINK));
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step_def *def = &w->def->steps[i];
        w->steps[i] = (gm_step){.kind = def->kind,
                                .name = def->name,
                                .line_i = def->line_i,
                                .file_i = i,
                                .own_i = n[def->kind]};
        make_needs(w, i);
        int32_t own_i = n[def->kind]++;
        if (def->kind == GM_STEP_STATION) {
            make_station(w, i, own_i);
        } else if (def->kind == GM_STEP_SOURCE) {
            w->sources[own_i] = (gm_source_plan){.def = def->source, .step_i = i};
        } else if (def->kind == GM_STEP_CONVEYOR) {
            w->conveyors[own_i] = (gm_conveyor_plan){.def = def->conveyor, .step_i = i};
        } else if (def->kind == GM_STEP_MOVING) {
            w->movings[own_i] = (gm_moving_plan){.def = def->moving, .step_i = i};
        } else if (def->kind == GM_STEP_TRANSPORT) {
            w->transports[own_i] = (gm_transport_plan){.def = def->transport, .step_i = i};
        } else if (def->kind == GM_STEP_RACK) {
            w->racks[own_i] = (gm_rack_plan){.def = def->rack, .step_i = i};
        } else if (def->kind == GM_STEP_SINK) {
            sinks[own_i] = i;
        }
    }
    w->plan->sink_steps = sinks;
    make_counters(w);
}

// ---- the table

static int32_t count_needs(const gm_wire *w)
{
    int32_t n = 0;
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step_def *def = &w->def->steps[i];
        int32_t needs = def->kind == GM_STEP_STATION ? def->station->needs.n : 1;
        n += needs > 1 ? needs : 1;
    }
    return n;
}

static int32_t count_targets(const gm_wire *w)
{
    int32_t n = 0;
    for (int32_t i = 0; i < w->n_file; i++) {
        n += w->ways[i].n + 1;
    }
    return n;
}

static void take_memory(gm_wire *w)
{
    const gm_plant_def *def = w->def;
    gm_arena *arena = w->arena;
    w->n_file = def->n_steps;
    w->n_steps = def->n_steps;
    w->stations = GM_NEW(arena, gm_station_plan, count_kind(def, GM_STEP_STATION));
    w->sources = GM_NEW(arena, gm_source_plan, count_kind(def, GM_STEP_SOURCE));
    w->conveyors = GM_NEW(arena, gm_conveyor_plan, count_kind(def, GM_STEP_CONVEYOR));
    w->movings = GM_NEW(arena, gm_moving_plan, count_kind(def, GM_STEP_MOVING));
    w->transports = GM_NEW(arena, gm_transport_plan, count_kind(def, GM_STEP_TRANSPORT));
    w->racks = GM_NEW(arena, gm_rack_plan, count_kind(def, GM_STEP_RACK));
    w->ways = GM_NEW(arena, gm_way, w->n_file);
    w->shared = GM_NEW(arena, int32_t, w->n_file);
    w->from_arrivals = GM_NEW(arena, bool, w->n_file);
    w->kinds_in = GM_NEW(arena, uint64_t, w->n_file);
    // Passes are at most one for each target of a way.
    int32_t most_targets = w->n_file;
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step_def *step = &def->steps[i];
        most_targets += step->kind == GM_STEP_BUFFER      ? step->buffer->to.n
                        : step->kind == GM_STEP_STATION   ? step->station->to.n
                        : step->kind == GM_STEP_SOURCE    ? step->source->to.n
                        : step->kind == GM_STEP_MOVING    ? step->moving->to.n
                        : step->kind == GM_STEP_CONVEYOR  ? step->conveyor->to.n
                        : step->kind == GM_STEP_TRANSPORT ? step->transport->to.n
                        : step->kind == GM_STEP_RACK      ? step->rack->to.n
                                                          : 0;
    }
    w->steps = GM_NEW(arena, gm_step, w->n_file + most_targets);
}

static void take_store_memory(gm_wire *w)
{
    int32_t most_stores = count_needs(w) + 2 * w->n_file;
    w->stores = GM_NEW(w->arena, gm_store_plan, most_stores);
    w->most_inputs = most_stores + 2 * count_targets(w);
    w->inputs = GM_NEW(w->arena, gm_inlet, w->most_inputs);
    w->input_of = GM_NEW(w->arena, int32_t, w->most_inputs);
}

// ---- what is left

static void set_routes(gm_wire *w)
{
    for (int32_t i = 0; i < w->n_file; i++) {
        if (w->steps[i].kind != GM_STEP_SINK && w->steps[i].kind != GM_STEP_BUFFER) {
            w->steps[i].to = gm_wire_route(w, &w->ways[i], i);
            w->steps[i].has_route = true;
        }
    }
}

// Every step knows all stations with blocking before service.
static void add_claimants(gm_wire *w)
{
    int32_t *claimants = GM_NEW(w->arena, int32_t, w->n_file);
    int32_t n = 0;
    for (int32_t i = 0; i < w->n_file; i++) {
        if (w->steps[i].kind == GM_STEP_STATION &&
            gm_wire_def(w, i)->station->blocking == GM_BLOCKING_BEFORE) {
            claimants[n++] = i;
        }
    }
    for (int32_t i = 0; i < w->n_file; i++) {
        w->steps[i].claimants = claimants;
        w->steps[i].n_claimants = n;
    }
}

// The first step that works in a line that runs empty.
static void mark_entrances(gm_wire *w)
{
    for (int32_t i = 0; i < w->def->n_lines; i++) {
        const gm_line_def *line = &w->def->lines[i];
        for (int32_t k = 0; k < line->n_steps && line->runs_empty; k++) {
            gm_step *step = &w->steps[line->first_step + k];
            if (gm_step_works(step->kind)) {
                step->is_entrance = true;
                break;
            }
        }
    }
}

typedef struct stream_owner {
    uint64_t key;
    int32_t step_i;
} stream_owner;

static int compare_keys(const void *pa, const void *pb)
{
    const stream_owner *a = pa;
    const stream_owner *b = pb;
    return a->key != b->key ? (a->key > b->key) - (a->key < b->key) : a->step_i - b->step_i;
}

static void check_streams(gm_wire *w)
{
    stream_owner *all = GM_NEW(w->arena, stream_owner, w->n_file);
    for (int32_t i = 0; i < w->n_file; i++) {
        all[i] = (stream_owner){gm_stream_key(w->steps[i].name, "work"), i};
    }
    qsort(all, (size_t)w->n_file, sizeof *all, compare_keys);
    for (int32_t i = 1; i < w->n_file; i++) {
        if (all[i].key == all[i - 1].key) {
            gm_diag_error(w->diag, w->def->steps[all[i].step_i].src,
                          "'%s' and '%s' would draw the same random numbers",
                          w->steps[all[i].step_i].name, w->steps[all[i - 1].step_i].name);
            gm_diag_hint(w->diag, "rename one of them");
        }
    }
}

static void publish(gm_wire *w)
{
    gm_plan *plan = w->plan;
    plan->steps = w->steps;
    plan->n_steps = w->n_steps;
    plan->stores = w->stores;
    plan->n_stores = w->n_stores;
    plan->stations = w->stations;
    plan->n_stations = count_kind(w->def, GM_STEP_STATION);
    plan->sources = w->sources;
    plan->n_sources = count_kind(w->def, GM_STEP_SOURCE);
    plan->conveyors = w->conveyors;
    plan->n_conveyors = count_kind(w->def, GM_STEP_CONVEYOR);
    plan->movings = w->movings;
    plan->n_movings = count_kind(w->def, GM_STEP_MOVING);
    plan->transports = w->transports;
    plan->n_transports = count_kind(w->def, GM_STEP_TRANSPORT);
    plan->racks = w->racks;
    plan->n_racks = count_kind(w->def, GM_STEP_RACK);
    plan->n_sinks = count_kind(w->def, GM_STEP_SINK);
}

static bool is_too_large(gm_wire *w)
{
    if (w->def->n_steps > MOST_STEPS) {
        gm_diag_error(w->diag, w->def->steps[MOST_STEPS].src, "more than %d steps, got %d",
                      MOST_STEPS, w->def->n_steps);
        return true;
    }
    if (w->def->n_lines > MOST_LINES) {
        gm_diag_error(w->diag, w->def->lines[MOST_LINES].src, "more than %d lines, got %d",
                      MOST_LINES, w->def->n_lines);
        return true;
    }
    return false;
}

gm_plan *gm_plan_create(const gm_plant_def *def, gm_civil civil, double horizon_s,
                        gm_arena *arena, gm_diag *diag)
{
    int before = diag->count;
    gm_plan *plan = GM_NEW(arena, gm_plan, 1);
    *plan = (gm_plan){.def = def, .civil = civil, .horizon_s = horizon_s};
    gm_wire wire = {.def = def, .arena = arena, .diag = diag, .plan = plan};
    gm_wire *w = &wire;
    if (is_too_large(w)) {
        return NULL;
    }
    take_memory(w);
    gm_wire_parts(w);
    gm_wire_skills(w);
    make_steps(w);
    gm_wire_ways(w);
    if (diag->count != before) {
        return NULL;
    }
    gm_wire_check_withins(w);
    gm_wire_kinds(w);
    gm_wire_check_loops(w);
    gm_wire_check_rush(w);
    gm_wire_check_stretches(w);
    check_streams(w);
    if (diag->count != before) {
        return NULL;
    }
    gm_wire_calendars(w);
    take_store_memory(w);
    gm_wire_stores(w);
    set_routes(w);
    gm_wire_rank(w);
    gm_wire_inputs(w);
    gm_wire_limits(w);
    gm_wire_fleets(w, count_kind(def, GM_STEP_TRANSPORT));
    gm_wire_own(w);
    gm_wire_check_orders(w);
    gm_wire_watchers(w);
    gm_wire_check_slots(w);
    add_claimants(w);
    mark_entrances(w);
    if (diag->count == before) {
        gm_wire_check_gathering(w);
    }
    publish(w);
    gm_wire_measures(w);
    gm_wire_demand(w);
    gm_wire_points(w);
    gm_wire_releases(w);
    gm_wire_swift(w);
    return diag->count == before ? plan : NULL;
}

int32_t gm_plan_find(const gm_plan *plan, const char *name)
{
    for (int32_t i = 0; i < plan->n_steps; i++) {
        if (plan->steps[i].kind != GM_STEP_PASS && strcmp(plan->steps[i].name, name) == 0) {
            return i;
        }
    }
    return GM_NONE;
}
