// SPDX-License-Identifier: MIT
//
// Names to indices. What a name may mean is said in plant/common_def.h.

#include "twin/builtin.h"
#include "twin/cell.h"
#include "twin/rule_scope.h"
#include "twin/transport.h"

#include <string.h>

// ---- references of steps

void gm_names_resolve_crew(const gm_name_sets *names, const gm_crew_needs_def *needs)
{
    gm_crew_need_def *items = (gm_crew_need_def *)needs->items;
    for (int i = 0; i < needs->n; i++) {
        gm_names_resolve(names->build, &names->crews, &items[i].crew);
        items[i].is_skill = items[i].crew.i >= names->n_crews;
        items[i].crew.i -= items[i].is_skill ? names->n_crews : 0;
    }
}

static void resolve_times(const gm_name_sets *names, gm_times_def *times)
{
    if (times->n_rows > 0) {
        times->rows = gm_expand_times(names, times->rows, &times->n_rows);
    }
}

// `next`, `scrap` and `out` are words unless a step has that name.
static void resolve_target(const gm_name_sets *names, gm_route_row_def *row)
{
    if (row->word != GM_ROUTE_STEP && gm_names_find(&names->steps, row->step.name) < 0) {
        return;
    }
    row->word = GM_ROUTE_STEP;
    gm_names_resolve(names->build, &names->steps, &row->step);
}

// Drawn shares back to 1, or with a rest to no more than 1.
static void scale_shares(gm_route_row_def *rows, int n)
{
    double sum = 0.0;
    bool has_rest = false;
    for (int i = 0; i < n; i++) {
        has_rest = has_rest || rows[i].share < 0.0;
        sum += rows[i].share < 0.0 ? 0.0 : rows[i].share;
    }
    for (int i = 0; i < n && sum > 0.0 && (!has_rest || sum > 1.0); i++) {
        rows[i].share /= rows[i].share < 0.0 ? 1.0 : sum;
    }
}

static void resolve_route(const gm_name_sets *names, gm_route_def *route)
{
    gm_route_row_def *rows = (gm_route_row_def *)route->rows;
    if (names->build->is_drawn && !route->by_variant && !route->to_first &&
        !route->choose.text) {
        scale_shares(rows, route->n);
    }
    for (int i = 0; i < route->n; i++) {
        resolve_target(names, &rows[i]);
    }
    gm_rule_resolve(names, GM_RULE_FOR_CHOICE, names->step, route, &route->choose);
    if (route->by_variant) {
        route->rows = gm_expand_routes(names, route->rows, &route->n);
    }
}

static void resolve_kinds(const gm_name_sets *names, const gm_kind_counts_def *counts)
{
    gm_kind_count_def *items = (gm_kind_count_def *)counts->items;
    for (int i = 0; i < counts->n; i++) {
        gm_names_resolve(names->build, &names->kinds, &items[i].kind);
    }
}

static void resolve_failures(const gm_name_sets *names, const gm_failure_def *failures, int n)
{
    for (int i = 0; i < n; i++) {
        gm_names_resolve_crew(names, &failures[i].crew);
    }
}

static void resolve_mix(const gm_name_sets *names, const gm_source_def *def)
{
    gm_mix_row_def *rows = (gm_mix_row_def *)def->mix;
    if (def->kind.i < 0 || def->n_mix == 0) {
        return;
    }
    const gm_plant_def *plant = &names->build->model->plant;
    const gm_kind_def *kind = &plant->kinds[def->kind.i];
    gm_names variants = gm_names_make(names->build, "variant", kind->n_variants);
    for (int i = 0; i < kind->n_variants; i++) {
        const char *base = kind->variants[i].base;
        bool is_new = !base || gm_names_find(&variants, base) < 0;
        if (is_new && !(kind->has_options && !base)) {
            gm_names_add(&variants, base ? base : kind->variants[i].name);
        }
    }
    int32_t first = gm_plant_first_variant(plant, def->kind.i);
    for (int i = 0; i < def->n_mix; i++) {
        if (gm_names_resolve(names->build, &variants, &rows[i].variant)) {
            rows[i].variant.i += first;
        }
    }
}

static void resolve_sequence(const gm_name_sets *names, gm_source_def *def)
{
    gm_sequence_def *sequence = &def->sequence;
    for (int i = 0; i < sequence->n_watch; i++) {
        gm_names_resolve(names->build, &names->steps, (gm_ref *)&sequence->watch[i]);
    }
    if (def->kind.i < 0) {
        return;
    }
    const gm_kind_def *kind = &names->build->model->plant.kinds[def->kind.i];
    gm_names properties = {"option", (const char **)kind->properties, kind->n_properties, 0};
    for (int i = 0; i < sequence->n_rules; i++) {
        gm_names_resolve(names->build, &properties, (gm_ref *)&sequence->rules[i].option);
    }
}

static void resolve_source(const gm_name_sets *names, gm_source_def *def)
{
    gm_names_resolve(names->build, &names->kinds, &def->kind);
    gm_names_resolve(names->build, &names->calendars, &def->calendar);
    resolve_mix(names, def);
    gm_resolve_plan(names, def);
    resolve_sequence(names, def);
    gm_rule_resolve(names, GM_RULE_FOR_RELEASE, names->step, NULL, &def->release);
    gm_resolve_amounts(names, &def->adds);
    resolve_route(names, &def->to);
}

static void resolve_refs(const gm_name_sets *names, const gm_names *words, const gm_ref *refs,
                         int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        gm_names_resolve(names->build, words, (gm_ref *)&refs[i]);
    }
}

// What a changeover goes by: families, variants or kinds, each once.
static gm_names keys_of(const gm_name_sets *names, gm_changeover_on on)
{
    const gm_plant_def *plant = &names->build->model->plant;
    int n_variants = gm_plant_first_variant(plant, plant->n_kinds);
    gm_names keys = gm_names_make(names->build,
                                  on == GM_CHANGEOVER_FAMILY    ? "family"
                                  : on == GM_CHANGEOVER_VARIANT ? "variant"
                                                                : "kind",
                                  n_variants + plant->n_kinds);
    for (int k = 0; k < plant->n_kinds; k++) {
        const gm_kind_def *kind = &plant->kinds[k];
        for (int v = 0; v < kind->n_variants && on != GM_CHANGEOVER_KIND; v++) {
            const gm_variant_def *variant = &kind->variants[v];
            const char *name = on == GM_CHANGEOVER_FAMILY ? variant->family : variant->name;
            if (gm_names_find(&keys, name) < 0) {
                gm_names_add(&keys, name);
            }
        }
        if (on == GM_CHANGEOVER_KIND || kind->n_variants == 0) {
            gm_names_add(&keys, kind->name);
        }
    }
    return keys;
}

static void resolve_between(const gm_name_sets *names, const gm_changeover_def *change)
{
    if (change->n_rows == 0) {
        return;
    }
    gm_names keys = keys_of(names, change->on);
    for (int i = 0; i < change->n_rows; i++) {
        resolve_refs(names, &keys, change->rows[i].from, change->rows[i].n_from);
        resolve_refs(names, &keys, change->rows[i].to, change->rows[i].n_to);
    }
}

static void resolve_station(const gm_name_sets *names, gm_station_def *def)
{
    resolve_times(names, &def->time);
    resolve_times(names, &def->load_time);
    gm_names_resolve_crew(names, &def->load_crew);
    gm_names_resolve_crew(names, &def->crew);
    gm_names_resolve(names->build, &names->calendars, &def->calendar);
    resolve_failures(names, def->failures, def->n_failures);
    for (int i = 0; i < def->n_maintenances; i++) {
        gm_names_resolve_crew(names, &def->maintenances[i].crew);
    }
    for (int i = 0; i < def->n_changeovers; i++) {
        gm_names_resolve_crew(names, &def->changeovers[i].crew);
        resolve_between(names, &def->changeovers[i]);
    }
    resolve_kinds(names, &def->needs);
    resolve_kinds(names, &def->splits);
    gm_names_resolve(names->build, &names->kinds, &def->makes);
    if (!def->makes.name && def->needs.n > 0) {
        def->makes.i = def->needs.items[0].kind.i;
    }
    gm_rule_resolve(names, GM_RULE_FOR_ORDER, names->step, NULL, &def->queue.rule);
    gm_resolve_amounts(names, &def->adds);
    gm_resolve_amounts(names, &def->web.coats);
    gm_resolve_recipe(names, &def->recipe);
    resolve_route(names, &def->grades.below);
    resolve_route(names, &def->inspects.to);
    resolve_route(names, &def->inspects.beyond);
    resolve_route(names, &def->drifts.quarantine);
    resolve_route(names, &def->to);
}

static void resolve_buffer(const gm_name_sets *names, gm_buffer_def *def)
{
    gm_rule_resolve(names, GM_RULE_FOR_ORDER, names->step, NULL, &def->rule);
    resolve_route(names, &def->then);
    resolve_route(names, &def->to);
    gm_names_resolve(names->build, &names->kinds, &def->initial_kind);
    if (def->initial == 0 || def->initial_kind.name) {
        return;
    }
    int kind_i = names->kinds.n == 1 ? 0 : gm_names_find(&names->kinds, "part");
    if (kind_i < 0) {
        gm_diag_error(names->build->diag, def->src,
                      "buffer '%s': `starts-part:` is missing, as there are several kinds",
                      def->name);
        return;
    }
    def->initial_kind = (gm_ref){names->kinds.words[kind_i], def->src, kind_i};
}

static void resolve_conveyor(const gm_name_sets *names, gm_conveyor_def *def)
{
    gm_names_resolve(names->build, &names->calendars, &def->calendar);
    resolve_failures(names, def->failures, def->n_failures);
    resolve_route(names, &def->to);
}

// Tasks refer to each other and to the zones of their line; the only zone needs no name.
static void resolve_tasks(const gm_name_sets *names, gm_moving_def *def)
{
    gm_names tasks = gm_names_make(names->build, "task", def->n_tasks);
    gm_names zones = gm_names_make(names->build, "zone", def->n_zones);
    for (int i = 0; i < def->n_tasks; i++) {
        gm_names_add(&tasks, def->tasks[i].name);
    }
    for (int i = 0; i < def->n_zones; i++) {
        const char *name = def->zones[i].name ? def->zones[i].name : ""; // told already
        if (*name && def->n_tasks > 0 && gm_names_find(&zones, name) >= 0) {
            gm_diag_error(names->build->diag, def->zones[i].src,
                          "moving line '%s': two zones are called '%s'", def->name, name);
        }
        gm_names_add(&zones, name);
    }
    gm_task_def *items = (gm_task_def *)def->tasks;
    for (int i = 0; i < def->n_tasks; i++) {
        gm_task_def *task = &items[i];
        resolve_times(names, &task->time);
        resolve_refs(names, &tasks, task->after, task->n_after);
        resolve_refs(names, &tasks, task->with, task->n_with);
        resolve_refs(names, &tasks, task->apart, task->n_apart);
        task->zone.i = 0;
        if (task->zone.name) {
            gm_names_resolve(names->build, &zones, &task->zone);
        } else if (def->n_zones > 1) {
            gm_diag_error(
                names->build->diag, task->src,
                "moving line '%s': task '%s': `zone:` is missing, as there are several",
                def->name, task->name);
        }
    }
}

static void resolve_moving(const gm_name_sets *names, gm_moving_def *def)
{
    resolve_tasks(names, def);
    gm_zone_def *zones = (gm_zone_def *)def->zones;
    for (int i = 0; i < def->n_zones; i++) {
        resolve_times(names, &zones[i].work);
        gm_names_resolve_crew(names, &zones[i].crew);
    }
    gm_names_resolve(names->build, &names->calendars, &def->calendar);
    resolve_failures(names, def->failures, def->n_failures);
    resolve_route(names, &def->towed);
    resolve_route(names, &def->to);
}

static void resolve_step(const gm_name_sets *names, const gm_step_def *step)
{
    switch (step->kind) {
    case GM_STEP_SOURCE:
        resolve_source(names, (gm_source_def *)step->source);
        break;
    case GM_STEP_STATION:
        resolve_station(names, (gm_station_def *)step->station);
        break;
    case GM_STEP_BUFFER:
        resolve_buffer(names, (gm_buffer_def *)step->buffer);
        break;
    case GM_STEP_CONVEYOR:
        resolve_conveyor(names, (gm_conveyor_def *)step->conveyor);
        break;
    case GM_STEP_MOVING:
        resolve_moving(names, (gm_moving_def *)step->moving);
        break;
    case GM_STEP_TRANSPORT:
        gm_resolve_transport_step(names, (gm_transport_def *)step->transport);
        resolve_route(names, (gm_route_def *)&step->transport->to);
        break;
    case GM_STEP_RACK:
        gm_resolve_rack_step(names, (gm_rack_def *)step->rack);
        resolve_route(names, (gm_route_def *)&step->rack->to);
        break;
    case GM_STEP_SINK:
    case GM_STEP_PASS: // made when the plant is wired, never read
        break;
    }
}

// ---- the rest

static void resolve_variants(const gm_name_sets *names)
{
    const gm_plant_def *plant = &names->build->model->plant;
    for (int i = 0; i < plant->n_kinds; i++) {
        for (int k = 0; k < plant->kinds[i].n_variants; k++) {
            const gm_variant_def *variant = &plant->kinds[i].variants[k];
            for (int r = 0; r < variant->n_route; r++) {
                gm_names_resolve(names->build, &names->steps, (gm_ref *)&variant->route[r]);
            }
        }
    }
}

static void resolve_limits(const gm_name_sets *names)
{
    for (int i = 0; i < names->build->model->plant.n_limits; i++) {
        gm_limit_def *limit = &names->build->limits[i];
        gm_names_resolve(names->build, &names->steps, &limit->first);
        gm_names_resolve(names->build, &names->steps, &limit->last);
    }
}

void gm_resolve(gm_build *build)
{
    gm_name_sets names = gm_name_sets_collect(build);
    gm_plant_def *plant = &build->model->plant;
    for (int i = 0; i < plant->n_lines; i++) {
        gm_names_resolve(build, &names.calendars, &build->lines[i].calendar);
    }
    for (int i = 0; i < plant->n_crews; i++) {
        gm_names_resolve(build, &names.calendars, &build->crews[i].calendar);
    }
    gm_resolve_fleets(&names);
    for (int i = 0; i < plant->n_steps; i++) {
        names.step = &plant->steps[i];
        resolve_step(&names, &plant->steps[i]);
    }
    gm_resolve_rooms(&names);
    for (int i = 0; i < plant->n_withins; i++) {
        resolve_route(&names, (gm_route_def *)&plant->withins[i].then);
    }
    resolve_variants(&names);
    resolve_limits(&names);
    gm_names crews = {"crew", names.crews.words, names.n_crews, 0};
    for (int i = 0; i < build->model->headcount.n_rows; i++) {
        gm_names_resolve(build, &crews, &build->shops[i].crew);
    }
}
