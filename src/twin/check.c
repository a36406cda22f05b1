// SPDX-License-Identifier: MIT

#include "twin/check.h"

#include "core/schema.h"

#include <stdlib.h>
#include <string.h>

// ---- names that stand twice

// A name of the model, and whose it is.
typedef struct named {
    const char *name;
    const char *what;
    gm_src src;
    int order;
} named;

static int compare_names(const void *pa, const void *pb)
{
    const named *a = pa;
    const named *b = pb;
    int by_name = strcmp(a->name, b->name);
    return by_name != 0 ? by_name : (a->order > b->order) - (a->order < b->order);
}

static const char *step_word(gm_step_kind kind)
{
    static const char *const words[] = {"source",      "station", "buffer",    "conveyor",
                                        "moving-line", "sink",    "transport", "rack"};
    return words[kind];
}

static void check_names(gm_build *build)
{
    const gm_plant_def *plant = &build->model->plant;
    int room = plant->n_lines + plant->n_steps + plant->n_crews + plant->n_calendars +
               plant->n_fleets + plant->n_materials + plant->n_grids + plant->n_withins +
               plant->n_dry_rooms;
    named *all = GM_NEW(build->arena, named, room);
    int n = 0;
    for (int i = 0; i < plant->n_lines; i++) {
        all[n++] = (named){plant->lines[i].name, "line", plant->lines[i].src, 0};
    }
    for (int i = 0; i < plant->n_steps; i++) {
        const gm_step_def *step = &plant->steps[i];
        all[n++] = (named){step->name, step_word(step->kind), step->src, 0};
    }
    for (int i = 0; i < plant->n_crews; i++) {
        all[n++] = (named){plant->crews[i].name, "crew", plant->crews[i].src, 0};
    }
    for (int i = 0; i < plant->n_calendars; i++) {
        all[n++] = (named){plant->calendars[i].name, "calendar", plant->calendars[i].src, 0};
    }
    for (int i = 0; i < plant->n_fleets; i++) {
        all[n++] = (named){plant->fleets[i].name, "fleet", plant->fleets[i].src, 0};
    }
    for (int i = 0; i < plant->n_withins; i++) {
        all[n++] = (named){plant->withins[i].name, "longest time", plant->withins[i].src, 0};
    }
    for (int i = 0; i < plant->n_dry_rooms; i++) {
        all[n++] = (named){plant->dry_rooms[i].name, "dry room", plant->dry_rooms[i].src, 0};
    }
    for (int i = 0; i < plant->n_grids; i++) {
        all[n++] = (named){plant->grids[i].name, "grid", plant->grids[i].src, 0};
    }
    for (int i = 0; i < plant->n_materials; i++) {
        all[n++] = (named){plant->materials[i].name, "material", plant->materials[i].src, 0};
    }
    for (int i = 0; i < n; i++) {
        all[i].order = i;
    }
    qsort(all, (size_t)n, sizeof *all, compare_names);
    for (int i = 1; i < n; i++) {
        if (strcmp(all[i].name, all[i - 1].name) == 0) {
            gm_diag_error(build->diag, all[i].src, "the name '%s' of this %s is that of a %s",
                          all[i].name, all[i].what, all[i - 1].what);
            gm_diag_hint(build->diag, "the %s stands at %s:%d; names stand for one thing",
                         all[i - 1].what, all[i - 1].src.file ? all[i - 1].src.file : "?",
                         all[i - 1].src.line);
        }
    }
}

// Names with dots could not be told from paths.
static void check_dots(gm_build *build, const char *what, const char *name, gm_src src)
{
    if (strchr(name, '.')) {
        gm_diag_error(build->diag, src, "the name '%s' of this %s has a dot", name, what);
        gm_diag_hint(build->diag, "use `-`: dots part the steps of paths");
    }
}

static void check_all_dots(gm_build *build)
{
    const gm_plant_def *plant = &build->model->plant;
    for (int i = 0; i < plant->n_lines; i++) {
        check_dots(build, "line", plant->lines[i].name, plant->lines[i].src);
    }
    for (int i = 0; i < plant->n_steps; i++) {
        check_dots(build, step_word(plant->steps[i].kind), plant->steps[i].name,
                   plant->steps[i].src);
    }
    for (int i = 0; i < plant->n_crews; i++) {
        check_dots(build, "crew", plant->crews[i].name, plant->crews[i].src);
    }
    for (int i = 0; i < plant->n_calendars; i++) {
        check_dots(build, "calendar", plant->calendars[i].name, plant->calendars[i].src);
    }
    for (int i = 0; i < plant->n_fleets; i++) {
        check_dots(build, "fleet", plant->fleets[i].name, plant->fleets[i].src);
    }
    for (int i = 0; i < plant->n_materials; i++) {
        check_dots(build, "material", plant->materials[i].name, plant->materials[i].src);
    }
    for (int i = 0; i < plant->n_withins; i++) {
        check_dots(build, "longest time", plant->withins[i].name, plant->withins[i].src);
    }
    for (int i = 0; i < plant->n_dry_rooms; i++) {
        check_dots(build, "dry room", plant->dry_rooms[i].name, plant->dry_rooms[i].src);
    }
    for (int i = 0; i < plant->n_grids; i++) {
        check_dots(build, "grid", plant->grids[i].name, plant->grids[i].src);
    }
    for (int i = 0; i < plant->n_kinds; i++) {
        check_dots(build, "kind", plant->kinds[i].name, plant->kinds[i].src);
        for (int k = 0; k < plant->kinds[i].n_variants; k++) {
            const gm_variant_def *variant = &plant->kinds[i].variants[k];
            check_dots(build, "variant", variant->name, variant->src);
        }
    }
}

// ---- the clock's counter

static const char *counter_of(const gm_step_def *step)
{
    switch (step->kind) {
    case GM_STEP_SOURCE:
        return step->source->counts;
    case GM_STEP_STATION:
        return step->station->counts;
    case GM_STEP_BUFFER:
        return step->buffer->counts;
    case GM_STEP_CONVEYOR:
        return step->conveyor->counts;
    case GM_STEP_MOVING:
        return step->moving->counts;
    case GM_STEP_PASS: // made when the plant is wired, never read
        break;
    case GM_STEP_TRANSPORT:
        return step->transport->counts;
    case GM_STEP_RACK:
        return step->rack->counts;
    case GM_STEP_SINK:
        return step->sink->counts;
    }
    return NULL;
}

static void check_counter(gm_build *build)
{
    const gm_plant_def *plant = &build->model->plant;
    const gm_clock_def *clock = &build->model->clock;
    const char **words = GM_NEW(build->arena, const char *, 2 * plant->n_steps);
    int n = 0;
    int n_sinks = 0;
    for (int i = 0; i < plant->n_steps; i++) {
        const char *counter = counter_of(&plant->steps[i]);
        if (counter) {
            words[n++] = counter;
        }
        if (plant->steps[i].kind == GM_STEP_SINK) {
            words[n++] = plant->steps[i].name;
            n_sinks += 1;
        }
    }
    for (int i = 0; i < n && clock->counter; i++) {
        if (strcmp(words[i], clock->counter) == 0) {
            return;
        }
    }
    bool by_parts = clock->run_until == GM_RUN_FOR_PARTS || clock->warm_up == GM_WARM_UP_PARTS;
    if (clock->counter) {
        gm_report_unknown(build->diag, clock->src, "counter", clock->counter, words, n);
    } else if (by_parts && n_sinks != 1) {
        gm_diag_error(build->diag, clock->run_src,
                      "clock: `counter:` is missing, as the plant has %d sinks", n_sinks);
    }
}

// ---- parts that come from nowhere or go nowhere

static bool names_kind(const gm_ref *ref, int32_t kind_i)
{
    return ref->name && ref->i == kind_i;
}

static bool makes_kind(const gm_step_def *step, int32_t kind_i)
{
    if (step->kind == GM_STEP_SOURCE) {
        return step->source->kind.i == kind_i;
    }
    if (step->kind == GM_STEP_BUFFER) {
        return step->buffer->initial > 0 && step->buffer->initial_kind.i == kind_i;
    }
    if (step->kind == GM_STEP_RACK) {
        return step->rack->initial > 0 && step->rack->initial_kind.i == kind_i;
    }
    bool makes = false;
    if (step->kind == GM_STEP_STATION) {
        makes = names_kind(&step->station->makes, kind_i);
        for (int32_t i = 0; i < step->station->splits.n; i++) {
            makes |= names_kind(&step->station->splits.items[i].kind, kind_i);
        }
    }
    return makes;
}

static void check_kinds(gm_build *build)
{
    const gm_plant_def *plant = &build->model->plant;
    for (int32_t k = 0; k < plant->n_kinds; k++) {
        bool is_made = false;
        for (int i = 0; i < plant->n_steps && !is_made; i++) {
            is_made = makes_kind(&plant->steps[i], k);
        }
        if (!is_made) {
            gm_diag_warn(build->diag, plant->kinds[k].src,
                         "nothing makes parts of the kind '%s'", plant->kinds[k].name);
            gm_diag_hint(build->diag, "a source makes them with `part: %s`",
                         plant->kinds[k].name);
        }
    }
}

static bool has_route(const gm_step_def *step)
{
    switch (step->kind) {
    case GM_STEP_SOURCE:
        return step->source->to.is_given;
    case GM_STEP_STATION:
        return step->station->to.is_given;
    case GM_STEP_BUFFER:
        return step->buffer->to.is_given;
    case GM_STEP_CONVEYOR:
        return step->conveyor->to.is_given;
    case GM_STEP_MOVING:
        return step->moving->to.is_given;
    case GM_STEP_TRANSPORT:
        return step->transport->to.is_given;
    case GM_STEP_RACK:
        return step->rack->to.is_given;
    case GM_STEP_PASS: // made when the plant is wired, never read
    case GM_STEP_SINK:
        break;
    }
    return true;
}

static bool has_routes_of_variants(const gm_plant_def *plant)
{
    for (int i = 0; i < plant->n_kinds; i++) {
        for (int k = 0; k < plant->kinds[i].n_variants; k++) {
            if (plant->kinds[i].variants[k].n_route > 0) {
                return true;
            }
        }
    }
    return false;
}

// Parts go past the sources at the end of a list, and by their own routes where they have some.
static void check_ends(gm_build *build)
{
    const gm_plant_def *plant = &build->model->plant;
    if (has_routes_of_variants(plant)) {
        return;
    }
    for (int l = 0; l < plant->n_lines; l++) {
        const gm_line_def *line = &plant->lines[l];
        int32_t last = line->first_step + line->n_steps - 1;
        while (last >= line->first_step && plant->steps[last].kind == GM_STEP_SOURCE &&
               has_route(&plant->steps[last])) {
            last--;
        }
        if (last >= line->first_step && !has_route(&plant->steps[last])) {
            gm_diag_warn(build->diag, plant->steps[last].src,
                         "'%s' is the last step of '%s': its parts leave the plant",
                         plant->steps[last].name, line->name);
            gm_diag_hint(build->diag, "say so with `- sink: out`, or where they go with `to:`");
        }
    }
}

// ---- headcount

// A row of a crew has the absence of the crew, and its own leave.
static void check_attendance(gm_build *build)
{
    const gm_headcount_def *headcount = &build->model->headcount;
    for (int i = 0; i < headcount->n_rows; i++) {
        const gm_staff_row_def *row = &headcount->rows[i];
        if (!row->crew.name || row->crew.i < 0 || row->has_absence) {
            continue;
        }
        double absence = build->model->plant.crews[row->crew.i].absence;
        if (absence + row->leave > 1.0 - GM_ATTENDS_LEAST) {
            gm_diag_error(build->diag, row->src,
                          "headcount row '%s': with the absence of crew '%s' and leave no time "
                          "is left to work",
                          row->shop, row->crew.name);
        }
    }
}

static void check_empty(gm_build *build)
{
    const gm_model *model = build->model;
    bool has_other = model->n_claims > 0 || model->n_facts > 0 || model->headcount.is_given ||
                     model->cell || model->car_ask.car;
    if (model->plant.n_steps == 0 && !has_other) {
        gm_diag_error(
            build->diag, model->root->src,
            "there is nothing in the model: no steps, cell, headcount, claims or facts");
        gm_diag_hint(build->diag, "begin with a line: `plant: {line: [{source: bodies, every: "
                                  "60 s}, {station: weld, time: 52 s}, {sink: out}]}`");
    }
}

void gm_model_check(gm_build *build)
{
    check_names(build);
    check_all_dots(build);
    gm_check_crews(build);
    check_attendance(build);
    check_counter(build);
    if (build->diag->count == build->before) { // else a fault may be to blame
        check_empty(build);
        check_kinds(build);
        check_ends(build);
    }
}
