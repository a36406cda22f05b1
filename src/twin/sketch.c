// SPDX-License-Identifier: MIT

#include "twin/sketch.h"

#include "twin/claim_plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Every step is there, as plain as it can be and going to the next one, but with all that a step
// of its kind may have measured: a queue without end, parts that may be lost or get too old.

// ---- steps

static const gm_source_def *source_of(const gm_step_def *step, gm_arena *arena)
{
    gm_source_def *def = GM_NEW(arena, gm_source_def, 1);
    *def = (gm_source_def){
        .name = step->name,
        .src = step->src,
        .kind = step->source->kind,
        .has_every = true,
        .every = gm_dist_constant(1.0),
        .limit = INT64_MAX,
        .when_full = GM_FULL_LOSE,
        .calendar.i = -1,
        .counts = step->source->counts,
    };
    def->sequence.n_rules = step->source->sequence.n_rules;
    def->sequence.rules = step->source->sequence.rules;
    def->sequence.n_watch = step->source->sequence.n_watch;
    def->sequence.watch = step->source->sequence.watch;
    return def;
}

static const gm_station_def *station_of(const gm_step_def *step, gm_arena *arena)
{
    static const gm_changeover_def change = {.name = "changeover", .on = GM_CHANGEOVER_FAMILY};
    gm_station_def *def = GM_NEW(arena, gm_station_def, 1);
    *def = (gm_station_def){
        .name = step->name,
        .src = step->src,
        .machines = 1,
        .time = {.is_given = true, .all = gm_dist_constant(1.0)},
        .queue = {.is_given = true, .holds = GM_UNLIMITED},
        .batch = {.least = 1, .most = 1, .wait_s = (double)INFINITY},
        .calendar.i = -1,
        .makes.i = -1,
        .n_changeovers = 1,
        .changeovers = &change,
        .counts = step->station->counts,
    };
    return def;
}

static const gm_buffer_def *buffer_of(const gm_step_def *step, gm_arena *arena)
{
    gm_buffer_def *def = GM_NEW(arena, gm_buffer_def, 1);
    *def = (gm_buffer_def){
        .name = step->name,
        .src = step->src,
        .holds = GM_UNLIMITED,
        .longest_s = 1.0,
        .order = step->buffer->order == GM_QUEUE_SEQUENCE ? GM_QUEUE_SEQUENCE : GM_QUEUE_FIFO,
        .initial_kind.i = -1,
        .counts = step->buffer->counts,
    };
    return def;
}

static const gm_conveyor_def *conveyor_of(const gm_step_def *step, gm_arena *arena)
{
    gm_conveyor_def *def = GM_NEW(arena, gm_conveyor_def, 1);
    *def = (gm_conveyor_def){
        .name = step->name,
        .src = step->src,
        .length_m = 1.0,
        .speed_m_s = 1.0,
        .pitch_m = 1.0,
        .calendar.i = -1,
        .counts = step->conveyor->counts,
    };
    return def;
}

static const gm_moving_def *moving_of(const gm_step_def *step, gm_arena *arena)
{
    gm_zone_def *zone = GM_NEW(arena, gm_zone_def, 1);
    *zone = (gm_zone_def){
        .name = step->name,
        .stations = 1,
        .work = {.is_given = true, .all = gm_dist_constant(1.0)},
    };
    gm_moving_def *def = GM_NEW(arena, gm_moving_def, 1);
    *def = (gm_moving_def){
        .name = step->name,
        .src = step->src,
        .n_zones = 1,
        .zones = zone,
        .pitch_m = 1.0,
        .speed_m_s = 1.0,
        .calendar.i = -1,
        .counts = step->moving->counts,
    };
    return def;
}

static const gm_transport_def *transport_of(const gm_step_def *step, int32_t n_fleets,
                                            gm_arena *arena)
{
    int32_t fleet_i = step->transport->fleet.i;
    gm_transport_def *def = GM_NEW(arena, gm_transport_def, 1);
    *def = (gm_transport_def){
        .name = step->name,
        .src = step->src,
        .fleet = {"", step->src, fleet_i < 0 ? n_fleets : fleet_i},
        .priority = 1,
        .least = 1,
        .counts = step->transport->counts,
    };
    return def;
}

static const gm_rack_def *rack_of(const gm_step_def *step, gm_arena *arena)
{
    gm_rack_def *def = GM_NEW(arena, gm_rack_def, 1);
    *def = (gm_rack_def){
        .name = step->name,
        .src = step->src,
        .bays = 1,
        .levels = 1,
        .bay_m = 1.0,
        .level_m = 1.0,
        .speed_m_s = 1.0,
        .lift_m_s = 1.0,
        .acceleration_m_s2 = (double)INFINITY,
        .lift_acceleration_m_s2 = (double)INFINITY,
        .holds_out = 1,
        .initial_kind.i = -1,
        .calendar.i = -1,
        .counts = step->rack->counts,
    };
    return def;
}

// All as simple as they can be, and one more for transports whose fleet is not known.
static const gm_fleet_def *fleets_of(const gm_plant_def *plant, gm_arena *arena)
{
    gm_fleet_def *fleets = GM_NEW(arena, gm_fleet_def, plant->n_fleets + 1);
    for (int32_t i = 0; i <= plant->n_fleets; i++) {
        fleets[i] = (gm_fleet_def){
            .name = i < plant->n_fleets ? plant->fleets[i].name : "#",
            .count = 1,
            .network.i = -1,
            .has_travel = true,
            .travel = gm_dist_constant(1.0),
            .empty_travel = gm_dist_constant(1.0),
            .carries = 1,
            .home.i = -1,
            .calendar.i = -1,
        };
    }
    return fleets;
}

static gm_step_def step_of(const gm_step_def *step, int32_t n_fleets, gm_arena *arena)
{
    gm_step_def out = {
        .kind = step->kind, .name = step->name, .src = step->src, .line_i = step->line_i};
    switch (step->kind) {
    case GM_STEP_SOURCE:
        out.source = source_of(step, arena);
        break;
    case GM_STEP_STATION:
        out.station = station_of(step, arena);
        break;
    case GM_STEP_BUFFER:
        out.buffer = buffer_of(step, arena);
        break;
    case GM_STEP_CONVEYOR:
        out.conveyor = conveyor_of(step, arena);
        break;
    case GM_STEP_MOVING:
        out.moving = moving_of(step, arena);
        break;
    case GM_STEP_SINK:
        out.sink = step->sink;
        break;
    case GM_STEP_TRANSPORT:
        out.transport = transport_of(step, n_fleets, arena);
        break;
    case GM_STEP_RACK:
        out.rack = rack_of(step, arena);
        break;
    case GM_STEP_PASS: // made when the plant is wired, never read
        break;
    }
    return out;
}

// ---- the plant

static int compare_names(const void *pa, const void *pb)
{
    const gm_step_def *a = *(gm_step_def *const *)pa;
    const gm_step_def *b = *(gm_step_def *const *)pb;
    int by_name = strcmp(a->name, b->name);
    return by_name != 0 ? by_name : (a > b) - (a < b);
}

// Variants that share a kind evenly and have no routes of their own.
static const gm_kind_def *kinds_of(const gm_plant_def *plant, gm_arena *arena)
{
    gm_kind_def *kinds = GM_NEW(arena, gm_kind_def, plant->n_kinds);
    for (int32_t i = 0; i < plant->n_kinds; i++) {
        int32_t n = plant->kinds[i].n_variants;
        gm_variant_def *variants = GM_NEW(arena, gm_variant_def, n);
        for (int32_t v = 0; v < n; v++) {
            const gm_variant_def *from = &plant->kinds[i].variants[v];
            variants[v] =
                (gm_variant_def){.name = from->name, .src = from->src, .share = 1.0 / n};
        }
        kinds[i] = (gm_kind_def){.name = plant->kinds[i].name,
                                 .src = plant->kinds[i].src,
                                 .n_variants = n,
                                 .variants = variants};
    }
    return kinds;
}

static const gm_line_def *lines_of(const gm_plant_def *plant, gm_arena *arena)
{
    gm_line_def *lines = GM_NEW(arena, gm_line_def, plant->n_lines);
    for (int32_t i = 0; i < plant->n_lines; i++) {
        const gm_line_def *from = &plant->lines[i];
        lines[i] = (gm_line_def){.name = from->name,
                                 .src = from->src,
                                 .calendar.i = -1,
                                 .first_step = from->first_step,
                                 .n_steps = from->n_steps};
    }
    return lines;
}

static const gm_crew_def *crews_of(const gm_plant_def *plant, gm_arena *arena)
{
    static const gm_crew_shift_def one = {.people = 1};
    gm_crew_def *crews = GM_NEW(arena, gm_crew_def, plant->n_crews);
    for (int32_t i = 0; i < plant->n_crews; i++) {
        crews[i] = (gm_crew_def){.name = plant->crews[i].name,
                                 .src = plant->crews[i].src,
                                 .n_people = 1,
                                 .people = &one,
                                 .calendar.i = -1};
    }
    return crews;
}

// Each over one step, whichever.
static void sketch_limits(gm_plant_def *out, const gm_plant_def *plant, gm_arena *arena)
{
    int32_t step_i = 0;
    while (step_i < plant->n_steps && plant->steps[step_i].kind == GM_STEP_SINK) {
        step_i++;
    }
    gm_limit_def *limits = GM_NEW(arena, gm_limit_def, plant->n_limits);
    for (int32_t i = 0; i < plant->n_limits && step_i < plant->n_steps; i++) {
        gm_ref step = {plant->steps[step_i].name, plant->limits[i].src, step_i};
        limits[i] = (gm_limit_def){.name = plant->limits[i].name,
                                   .src = plant->limits[i].src,
                                   .first = step,
                                   .last = step,
                                   .at_most = GM_UNLIMITED};
        out->n_limits = i + 1;
    }
    out->limits = limits;
}

// Steps of one name cannot stand in a plan: all but the first get one that no file can give.
static void tell_apart(gm_step_def *steps, int32_t n, gm_arena *arena)
{
    gm_step_def **sorted = GM_NEW(arena, gm_step_def *, n);
    for (int32_t i = 0; i < n; i++) {
        sorted[i] = &steps[i];
    }
    qsort(sorted, (size_t)n, sizeof(gm_step_def *), compare_names);
    const char *name = NULL;
    for (int32_t i = 0; i < n; i++) {
        bool is_twin = name && strcmp(sorted[i]->name, name) == 0;
        name = sorted[i]->name;
        if (is_twin) {
            sorted[i]->name = gm_arena_printf(arena, "%s#%d", name, (int)i);
        }
    }
}

static gm_plant_def sketch_of(const gm_plant_def *plant, gm_arena *arena)
{
    gm_step_def *steps = GM_NEW(arena, gm_step_def, plant->n_steps);
    for (int32_t i = 0; i < plant->n_steps; i++) {
        steps[i] = step_of(&plant->steps[i], plant->n_fleets, arena);
    }
    tell_apart(steps, plant->n_steps, arena);
    gm_plant_def out = {
        .n_kinds = plant->n_kinds,
        .kinds = kinds_of(plant, arena),
        .n_lines = plant->n_lines,
        .lines = lines_of(plant, arena),
        .n_steps = plant->n_steps,
        .steps = steps,
        .n_crews = plant->n_crews,
        .crews = crews_of(plant, arena),
        .n_fleets = plant->n_fleets + 1,
        .fleets = fleets_of(plant, arena),
        .most_parts = 1,
        .is_sketch = true,
    };
    sketch_limits(&out, plant, arena);
    return out;
}

// ---- claims

void gm_sketch_check_claims(const gm_model *model, gm_arena *arena, gm_diag *diag)
{
    gm_diag unheard = {0}; // faults of the plant, which are told elsewhere
    gm_plant_def *plant = GM_NEW(arena, gm_plant_def, 1);
    *plant = sketch_of(&model->plant, arena);
    gm_twin twin = {.model = model, .is_sketch = true};
    twin.plan = gm_plan_create(plant, (gm_civil){0}, 1.0, arena, &unheard);
    if (twin.plan) {
        twin.layout = gm_stats_layout_of(twin.plan, arena);
        twin.figures = gm_figures_create(twin.plan, arena);
        for (int32_t i = 0; i < model->n_claims; i++) {
            gm_claim_plan plan = {.def = &model->claims[i]};
            if (plan.def->is_sound) {
                gm_claim_plan_make(&twin, &plan, arena, diag);
            }
        }
    }
    gm_diag_fini(&unheard);
}
