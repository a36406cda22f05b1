// SPDX-License-Identifier: MIT
//
// Cell making: from what was read to the definitions, and its names.

#include "twin/cell.h"

#include <math.h>

// ---- materials

static void build_withins(gm_build *build)
{
    int n = build->raw->within.n;
    gm_within_def *withins = GM_NEW(build->arena, gm_within_def, n);
    for (int i = 0; i < n; i++) {
        const gm_raw_within *raw = &build->raw->within.items[i];
        withins[i] = raw->def;
        withins[i].from = raw->over[0];
        withins[i].to = raw->over[1];
        if (!withins[i].name) {
            withins[i].name = gm_arena_printf(build->arena, "within-%d", i + 1);
        }
    }
    build->model->plant.n_withins = n;
    build->model->plant.withins = withins;
}

// kg of water in a kg of dry air at a dew point, at sea level. Vapour pressure after Magnus with
// the constants of the WMO Guide to Instruments (WMO-No. 8, 2018), Annex 4.B: over ice below 0 C.
static double humidity_of(double dew_point_k)
{
    double t = dew_point_k - 273.15;
    double vapour_pa =
        t < 0.0 ? 611.2 * exp(22.46 * t / (272.62 + t)) : 611.2 * exp(17.62 * t / (243.12 + t));
    return 0.622 * vapour_pa / (101325.0 - vapour_pa);
}

// Power of a room without people.
static double base_w_of(const gm_raw_dry_room *raw)
{
    const double air_kg_m3 = 1.2; // at 20 C and sea level
    double flow_m3_s = raw->area_m2 * raw->height_m * raw->changes_per_s;
    double water = humidity_of(raw->outside_k) - humidity_of(raw->dew_point_k);
    double water_kg_m3 = water > 0.0 ? air_kg_m3 * raw->fresh * water : 0.0;
    return raw->has_power ? raw->power_w_m2 * raw->area_m2
                          : flow_m3_s * (raw->fan_j_m3 + water_kg_m3 * raw->def.drying_j_kg);
}

static void build_dry_rooms(gm_build *build)
{
    int n = build->raw->dry_rooms.n;
    gm_dry_room_def *rooms = GM_NEW(build->arena, gm_dry_room_def, n);
    for (int i = 0; i < n; i++) {
        const gm_raw_dry_room *raw = &build->raw->dry_rooms.items[i];
        rooms[i] = raw->def;
        rooms[i].n_crews = raw->crews.n;
        rooms[i].crews = raw->crews.items;
        rooms[i].base_w = base_w_of(raw);
    }
    build->model->plant.n_dry_rooms = n;
    build->model->plant.dry_rooms = rooms;
}

void gm_build_materials(gm_build *build)
{
    build->model->plant.n_grids = build->raw->grids.n;
    build->model->plant.grids = build->raw->grids.items;
    build->model->plant.n_materials = build->raw->materials.n;
    build->model->plant.materials = build->raw->materials.items;
    build_withins(build);
    build_dry_rooms(build);
}

void gm_resolve_rooms(const gm_name_sets *sets)
{
    const gm_plant_def *plant = &sets->build->model->plant;
    gm_names crews = {"crew", sets->crews.words, sets->n_crews, 0};
    for (int32_t i = 0; i < plant->n_dry_rooms; i++) {
        const gm_dry_room_def *room = &plant->dry_rooms[i];
        for (int32_t k = 0; k < room->n_crews; k++) {
            gm_names_resolve(sets->build, &crews, (gm_ref *)&room->crews[k]);
        }
    }
    for (int32_t i = 0; i < plant->n_withins; i++) {
        gm_within_def *within = (gm_within_def *)&plant->withins[i];
        gm_names_resolve(sets->build, &sets->steps, &within->from);
        gm_names_resolve(sets->build, &sets->steps, &within->to);
    }
}

gm_amounts_def gm_build_amounts(gm_build *build, const gm_raw_amounts *raw)
{
    gm_amount_def *items = GM_NEW(build->arena, gm_amount_def, raw->n);
    for (int i = 0; i < raw->n; i++) {
        const gm_named_quantity *row = &raw->items[i];
        items[i] = (gm_amount_def){{row->name, row->src, -1}, row->value};
    }
    return (gm_amounts_def){.n = raw->n, .items = items};
}

void gm_resolve_amounts(const gm_name_sets *sets, const gm_amounts_def *amounts)
{
    const gm_plant_def *plant = &sets->build->model->plant;
    gm_names names = {"material", GM_NEW(sets->build->arena, const char *, plant->n_materials),
                      0, 0};
    for (int32_t i = 0; i < plant->n_materials; i++) {
        names.words[names.n++] = plant->materials[i].name;
    }
    for (int32_t i = 0; i < amounts->n; i++) {
        gm_names_resolve(sets->build, &names, (gm_ref *)&amounts->items[i].material);
    }
}

// ---- webs

// What may not stand beside a web.
static const char *rival_of(const gm_raw_station *raw, const gm_station_def *def)
{
    return raw->has_batch                            ? "batch"
           : def->splits.n > 0 && raw->web.def.winds ? "splits"
           : def->queue.preempt != GM_PREEMPT_NO     ? "preempt"
           : def->queue.order == GM_QUEUE_SHORTEST   ? "order: shortest"
                                                     : NULL;
}

void gm_build_web(gm_build *build, const gm_raw_station *raw, gm_station_def *def)
{
    if (!def->web.is_given) {
        return;
    }
    const char *rival = rival_of(raw, def);
    def->web = raw->web.def;
    def->web.is_given = true;
    def->web.coats = gm_build_amounts(build, &raw->web.coats);
    if (rival) {
        gm_diag_error(build->diag, def->web.src,
                      "station '%s': `web:` and `%s` may not stand together", def->name, rival);
        return;
    }
    if (def->web.winds) {
        const gm_named_quantity *wound = &raw->web.winds.items[0];
        gm_kind_count_def *piece = GM_NEW(build->arena, gm_kind_count_def, 1);
        *piece = (gm_kind_count_def){.kind = {wound->name, wound->src, -1}, .count = 1};
        def->splits = (gm_kind_counts_def){.src = wound->src, .n = 1, .items = piece};
    }
}

// ---- recipes

gm_recipe_def gm_build_recipe(gm_build *build, const gm_raw_recipe *raw, const char *owner,
                              gm_src src)
{
    gm_recipe_def def = {
        .src = raw->phases.n > 0 ? raw->phases.items[0].src : src,
        .is_given = raw->phases.n > 0,
        .n_phases = raw->phases.n,
        .phases = raw->phases.items,
        .channels = raw->has_channels ? raw->channels : GM_UNLIMITED,
        .grid = raw->grid,
    };
    if (raw->has_channels && raw->phases.n == 0) {
        gm_diag_error(build->diag, src, "%s: `channels:` does nothing without `recipe:`",
                      owner);
    }
    return def;
}

// A station on a grid: it draws what it does when it works.
static gm_recipe_def work_of(gm_build *build, const gm_station_def *def, gm_ref grid)
{
    gm_recipe_phase_def *phase = GM_NEW(build->arena, gm_recipe_phase_def, 1);
    *phase = (gm_recipe_phase_def){.name = "work",
                                   .src = grid.src,
                                   .time = gm_dist_constant(0.0),
                                   .power_w = def->power.working_w};
    if (def->power.working_w <= 0.0 && build->is_clean) {
        gm_diag_error(build->diag, grid.src,
                      "station '%s': `grid:` does nothing without a recipe or `energy: "
                      "{working: ..}`",
                      def->name);
    }
    return (gm_recipe_def){.src = grid.src,
                           .is_given = true,
                           .is_work = true,
                           .n_phases = 1,
                           .phases = phase,
                           .channels = GM_UNLIMITED,
                           .grid = grid};
}

void gm_build_station_recipe(gm_build *build, const gm_raw_station *raw, gm_station_def *def)
{
    const char *owner = gm_arena_printf(build->arena, "station '%s'", def->name);
    def->recipe = gm_build_recipe(build, &raw->recipe, owner, def->src);
    const char *rival = def->time.is_given                         ? "time"
                        : def->web.is_given                        ? "web"
                        : def->queue.order == GM_QUEUE_SHORTEST    ? "order: shortest"
                        : def->n_learns > 0 && def->learns[0].time ? "learns"
                                                                   : NULL;
    if (def->recipe.is_given && rival) {
        gm_diag_error(build->diag, def->recipe.src,
                      "%s: `recipe:` and `%s` may not stand together", owner, rival);
    }
    if (!def->recipe.is_given && raw->recipe.grid.name) {
        def->recipe = work_of(build, def, raw->recipe.grid);
    }
    if (def->recipe.is_given && def->queue.preempt != GM_PREEMPT_NO) {
        gm_diag_error(build->diag, def->recipe.src,
                      "%s: what goes by a recipe or a grid cannot be interrupted by `preempt:`",
                      owner);
    }
}

void gm_resolve_recipe(const gm_name_sets *sets, const gm_recipe_def *recipe)
{
    const gm_plant_def *plant = &sets->build->model->plant;
    gm_names names = {"grid", GM_NEW(sets->build->arena, const char *, plant->n_grids), 0, 0};
    for (int32_t i = 0; i < plant->n_grids; i++) {
        names.words[names.n++] = plant->grids[i].name;
    }
    gm_names_resolve(sets->build, &names, (gm_ref *)&recipe->grid);
}

// ---- grades

void gm_build_grades(gm_build *build, const gm_raw_station *raw, gm_station_def *def)
{
    static const gm_same sames[] = {GM_SAME_PARENT, GM_SAME_VARIANT, GM_SAME_GRADE};
    def->same = raw->has_same ? sames[raw->same] : GM_SAME_NOTHING;
    if (!def->grades.is_given) {
        return;
    }
    int n = raw->grades.bins.n;
    gm_grade_def *bins = GM_NEW(build->arena, gm_grade_def, n);
    for (int i = 0; i < n; i++) {
        const gm_named_quantity *row = &raw->grades.bins.items[i];
        int at = i;
        while (at > 0 && bins[at - 1].least < row->value) {
            bins[at] = bins[at - 1];
            at--;
        }
        bins[at] = (gm_grade_def){row->name, row->src, row->value};
    }
    def->grades = raw->grades.def;
    def->grades.is_given = true;
    def->grades.n_bins = n;
    def->grades.bins = bins;
}
