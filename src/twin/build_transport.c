// SPDX-License-Identifier: MIT
//
// Networks, fleets, transports and racks: from what was read to the definitions, and their names.

#include "core/text.h"
#include "twin/cell.h"
#include "twin/transport.h"

#include <math.h>
#include <string.h>

// ---- networks

static int32_t find_point(const gm_network_def *def, const char *name)
{
    for (int32_t i = 0; i < def->n_points; i++) {
        if (strcmp(def->points[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

// A point that a segment names; without a list of points the first to name it makes it.
static void set_point(gm_build *build, gm_network_def *def, gm_point_def *points,
                      bool is_listed, gm_ref *ref)
{
    ref->i = ref->name ? find_point(def, ref->name) : -1;
    if (ref->i >= 0 || !ref->name) {
        return;
    }
    if (!is_listed) {
        ref->i = def->n_points;
        points[def->n_points++] = (gm_point_def){.name = ref->name, .src = ref->src};
        return;
    }
    const char **words = GM_NEW(build->arena, const char *, def->n_points);
    for (int32_t i = 0; i < def->n_points; i++) {
        words[i] = def->points[i].name;
    }
    gm_report_unknown(build->diag, ref->src, "point", ref->name, words, def->n_points);
}

static void build_network(gm_build *build, const gm_raw_network *raw, gm_network_def *def)
{
    *def = raw->def;
    int n_segments = raw->segments.n;
    gm_point_def *points = GM_NEW(build->arena, gm_point_def, raw->points.n + 2 * n_segments);
    gm_segment_def *segments = GM_NEW(build->arena, gm_segment_def, n_segments);
    for (int i = 0; i < raw->points.n; i++) {
        points[i] = raw->points.items[i].def;
        points[i].has_place = raw->points.items[i].has_x || raw->points.items[i].has_y;
    }
    def->n_points = raw->points.n;
    def->points = points;
    for (int i = 0; i < n_segments; i++) {
        const gm_raw_segment *from = &raw->segments.items[i];
        segments[i] = from->def;
        segments[i].vehicles = from->has_vehicles ? from->def.vehicles : GM_UNLIMITED;
        segments[i].speed_m_s = from->has_speed ? from->def.speed_m_s : (double)INFINITY;
        set_point(build, def, points, raw->points.n > 0, &segments[i].from);
        set_point(build, def, points, raw->points.n > 0, &segments[i].to);
        if (segments[i].from.i >= 0 && segments[i].from.i == segments[i].to.i) {
            gm_diag_error(build->diag, segments[i].src,
                          "paths '%s': a segment leads from '%s' to itself", def->name,
                          segments[i].from.name);
        }
    }
    def->n_segments = n_segments;
    def->segments = segments;
}

// ---- fleets

static void build_battery(const gm_raw_fleet *raw, gm_fleet_def *def)
{
    def->battery = raw->battery.def;
    def->battery.is_given = raw->has_battery;
    def->battery.n_at = raw->battery.at.n;
    def->battery.at = raw->battery.at.items;
    def->battery.chargers =
        raw->battery.has_chargers ? raw->battery.def.chargers : GM_UNLIMITED;
}

static void build_fleet(gm_build *build, const gm_raw_fleet *raw, gm_fleet_def *def)
{
    const double none = (double)INFINITY;
    const char *owner = gm_arena_printf(build->arena, "fleet '%s'", raw->def.name);
    *def = raw->def;
    def->network.i = -1;
    def->home.i = -1;
    def->calendar.i = -1;
    def->loaded_speed_m_s = raw->has_loaded_speed ? def->loaded_speed_m_s : def->speed_m_s;
    def->acceleration_m_s2 = raw->has_acceleration ? def->acceleration_m_s2 : none;
    def->braking_m_s2 = raw->has_braking ? def->braking_m_s2 : def->acceleration_m_s2;
    def->second_speed_m_s = raw->has_second_speed ? def->second_speed_m_s : def->speed_m_s;
    def->second_acceleration_m_s2 =
        raw->has_second_acceleration ? def->second_acceleration_m_s2 : def->acceleration_m_s2;
    def->empty_travel = raw->has_empty_travel ? def->empty_travel : def->travel;
    def->n_failures = raw->fails.n;
    def->failures = gm_build_failures(build, &raw->fails, owner);
    build_battery(raw, def);
    if (def->when_idle == GM_IDLE_PARK && !def->home.name) {
        gm_diag_error(build->diag, def->src, "%s: `when-idle: park` needs `home:`", owner);
    }
}

void gm_build_transport(gm_build *build)
{
    const gm_raw_model *raw = build->raw;
    gm_plant_def *plant = &build->model->plant;
    gm_network_def *networks = GM_NEW(build->arena, gm_network_def, raw->paths.n);
    for (int i = 0; i < raw->paths.n; i++) {
        build_network(build, &raw->paths.items[i], &networks[i]);
    }
    gm_fleet_def *fleets = GM_NEW(build->arena, gm_fleet_def, raw->fleets.n);
    for (int i = 0; i < raw->fleets.n; i++) {
        build_fleet(build, &raw->fleets.items[i], &fleets[i]);
    }
    plant->n_networks = raw->paths.n;
    plant->networks = networks;
    plant->n_fleets = raw->fleets.n;
    plant->fleets = fleets;
}

// ---- steps

const gm_transport_def *gm_build_transport_step(gm_raw_transport *raw)
{
    raw->def.fleet.i = -1;
    raw->def.pick_up.i = -1;
    raw->def.drop.i = -1;
    return &raw->def;
}

const gm_rack_def *gm_build_rack_step(gm_build *build, gm_raw_rack *raw)
{
    gm_rack_def *def = &raw->def;
    const char *owner = gm_arena_printf(build->arena, "rack '%s'", def->name);
    gm_slot_class_def *classes = GM_NEW(build->arena, gm_slot_class_def, raw->classes.n);
    for (int i = 0; i < raw->classes.n; i++) {
        const gm_named_quantity *row = &raw->classes.items[i];
        classes[i] = (gm_slot_class_def){{row->name, row->src, -1}, row->value};
    }
    def->n_classes = raw->classes.n;
    def->classes = classes;
    def->slots = raw->classes.n > 0 ? GM_SLOT_CLASSES : def->slots;
    def->is_dual = raw->commands == 1;
    def->acceleration_m_s2 = raw->has_acceleration ? def->acceleration_m_s2 : (double)INFINITY;
    def->lift_acceleration_m_s2 =
        raw->has_lift_acceleration ? def->lift_acceleration_m_s2 : def->acceleration_m_s2;
    def->n_failures = raw->fails.n;
    def->failures = gm_build_failures(build, &raw->fails, owner);
    def->recipe = gm_build_recipe(build, &raw->recipe, owner, def->src);
    if (def->recipe.is_given && def->has_least) {
        gm_diag_error(build->diag, def->recipe.src,
                      "%s: `recipe:` and `least:` may not stand together", owner);
    } else if (!def->recipe.is_given && raw->recipe.grid.name) {
        gm_diag_error(build->diag, raw->recipe.grid.src,
                      "%s: `grid:` does nothing without `recipe:`", owner);
    }
    return def;
}

// ---- names

static gm_names names_of_points(gm_build *build, const gm_network_def *def)
{
    gm_names names = {"point", GM_NEW(build->arena, const char *, def->n_points), 0, 0};
    for (int32_t i = 0; i < def->n_points; i++) {
        names.words[names.n++] = def->points[i].name;
    }
    return names;
}

void gm_resolve_fleets(const gm_name_sets *sets)
{
    gm_build *build = sets->build;
    gm_plant_def *plant = &build->model->plant;
    gm_names networks = {"network", GM_NEW(build->arena, const char *, plant->n_networks), 0,
                         0};
    for (int32_t i = 0; i < plant->n_networks; i++) {
        networks.words[networks.n++] = plant->networks[i].name;
    }
    gm_fleet_def *fleets = (gm_fleet_def *)plant->fleets;
    for (int32_t i = 0; i < plant->n_fleets; i++) {
        gm_fleet_def *def = &fleets[i];
        gm_names_resolve(build, &sets->calendars, &def->calendar);
        gm_names_resolve_crew(sets, &def->crew);
        for (int32_t k = 0; k < def->n_failures; k++) {
            gm_names_resolve_crew(sets, &def->failures[k].crew);
        }
        if (!def->network.name || !gm_names_resolve(build, &networks, &def->network)) {
            continue;
        }
        gm_names points = names_of_points(build, &plant->networks[def->network.i]);
        gm_names_resolve(build, &points, &def->home);
        for (int32_t k = 0; k < def->battery.n_at; k++) {
            gm_names_resolve(build, &points, (gm_ref *)&def->battery.at[k]);
        }
    }
}

static void resolve_point(const gm_name_sets *sets, const gm_transport_def *def, gm_ref *ref,
                          const char *key)
{
    const gm_plant_def *plant = &sets->build->model->plant;
    const gm_fleet_def *fleet = &plant->fleets[def->fleet.i];
    if (!fleet->network.name) {
        return;
    }
    if (!ref->name) {
        gm_diag_error(sets->build->diag, def->src,
                      "transport '%s': `%s:` is missing, as the fleet '%s' drives on paths",
                      def->name, key, fleet->name);
    } else if (fleet->network.i >= 0) {
        gm_names points = names_of_points(sets->build, &plant->networks[fleet->network.i]);
        gm_names_resolve(sets->build, &points, ref);
    }
}

void gm_resolve_transport_step(const gm_name_sets *sets, gm_transport_def *def)
{
    const gm_plant_def *plant = &sets->build->model->plant;
    gm_names fleets = {"fleet", GM_NEW(sets->build->arena, const char *, plant->n_fleets), 0,
                       0};
    for (int32_t i = 0; i < plant->n_fleets; i++) {
        fleets.words[fleets.n++] = plant->fleets[i].name;
    }
    if (def->fleet.name && gm_names_resolve(sets->build, &fleets, &def->fleet)) {
        resolve_point(sets, def, &def->pick_up, "pick-up");
        resolve_point(sets, def, &def->drop, "drop");
    }
}

void gm_resolve_rack_step(const gm_name_sets *sets, gm_rack_def *def)
{
    gm_names_resolve(sets->build, &sets->calendars, &def->calendar);
    gm_resolve_recipe(sets, &def->recipe);
    for (int32_t k = 0; k < def->n_failures; k++) {
        gm_names_resolve_crew(sets, &def->failures[k].crew);
    }
    gm_slot_class_def *classes = (gm_slot_class_def *)def->classes;
    for (int32_t i = 0; i < def->n_classes; i++) {
        gm_names_resolve(sets->build, &sets->variants, &classes[i].variant);
    }
    gm_names_resolve(sets->build, &sets->kinds, &def->initial_kind);
    if (def->initial == 0 || def->initial_kind.name) {
        return;
    }
    int kind_i = sets->kinds.n == 1 ? 0 : gm_names_find(&sets->kinds, "part");
    if (kind_i < 0) {
        gm_diag_error(sets->build->diag, def->src,
                      "rack '%s': `starts-part:` is missing, as there are several kinds",
                      def->name);
        return;
    }
    def->initial_kind = (gm_ref){sets->kinds.words[kind_i], def->src, kind_i};
}
