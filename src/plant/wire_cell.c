// SPDX-License-Identifier: MIT
//
// Cell making: webs need parts that have a length; recipes and who goes through them; longest
// times between steps; grades; coatings.

#include "plant/wire.h"

#include <string.h>

static uint64_t bit_of(const gm_wire *w, gm_ref kind)
{
    int32_t kind_i = gm_wire_kind(w, kind);
    return kind_i >= 0 ? (uint64_t)1 << kind_i : 0;
}

// Kinds of which some part comes into the plant without a length.
static uint64_t come_short(const gm_wire *w)
{
    uint64_t lacks = 0;
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step_def *def = gm_wire_def(w, i);
        if (def->kind == GM_STEP_SOURCE && def->source->length_m <= 0.0) {
            lacks |= bit_of(w, def->source->kind);
        } else if (def->kind == GM_STEP_BUFFER && def->buffer->initial > 0) {
            lacks |= bit_of(w, def->buffer->initial_kind);
        } else if (def->kind == GM_STEP_RACK && def->rack->initial > 0) {
            lacks |= bit_of(w, def->rack->initial_kind);
        }
    }
    return lacks;
}

// What a station makes of such parts has none either: pieces are as long as what was split, and a
// joined part as the first of its kit.
static uint64_t made_short(const gm_wire *w, int32_t step_i, uint64_t lacks)
{
    const gm_station_def *def = gm_wire_def(w, step_i)->station;
    uint64_t made = 0;
    for (int32_t i = 0; i < def->splits.n && !def->web.winds; i++) {
        made |= w->kinds_in[step_i] & lacks ? bit_of(w, def->splits.items[i].kind) : 0;
    }
    if (def->needs.n > 0 && def->makes.name) {
        made |= bit_of(w, def->needs.items[0].kind) & lacks ? bit_of(w, def->makes) : 0;
    }
    return made;
}

void gm_wire_check_webs(gm_wire *w)
{
    uint64_t lacks = come_short(w);
    for (uint64_t before = ~lacks; before != lacks;) {
        before = lacks;
        for (int32_t i = 0; i < w->n_file; i++) {
            lacks |= w->steps[i].kind == GM_STEP_STATION ? made_short(w, i, lacks) : 0;
        }
    }
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step_def *def = gm_wire_def(w, i);
        if (def->kind != GM_STEP_STATION || !def->station->web.is_given) {
            continue;
        }
        uint64_t kinds = def->station->needs.n > 0
                             ? bit_of(w, def->station->needs.items[0].kind)
                             : w->kinds_in[i];
        for (int32_t k = 0; k < w->def->n_kinds; k++) {
            if (kinds & lacks & (uint64_t)1 << k) {
                gm_diag_error(w->diag, def->station->web.src,
                              "'%s' runs webs, but '%s' has no length", def->name,
                              w->def->kinds[k].name);
                gm_diag_hint(w->diag, "say it where they come from, like `length: 3000 m`");
            }
        }
    }
}

// ---- coatings

// Where several webs are coated with one material, the widest coating counts.
void gm_wire_coatings(gm_wire *w)
{
    gm_coating_plan *coatings = GM_NEW(w->arena, gm_coating_plan, w->def->n_materials);
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step_def *def = gm_wire_def(w, i);
        const gm_web_def *web = def->kind == GM_STEP_STATION ? &def->station->web : NULL;
        for (int32_t k = 0; web && k < web->coats.n; k++) {
            gm_coating_plan *coating = &coatings[web->coats.items[k].material.i];
            if (web->coated_m > coating->coated_m) {
                *coating =
                    (gm_coating_plan){web->coated_m, 0.5 * (web->width_m - web->coated_m)};
            }
        }
    }
    w->plan->coatings = coatings;
}

// ---- recipes

// What no client could ever have would be waited for without end.
static void check_recipe(gm_wire *w, const gm_recipe_plan *plan)
{
    const gm_recipe_def *def = plan->def;
    const gm_grid_def *grid = plan->grid_i < 0 ? NULL : &w->def->grids[plan->grid_i];
    const char *name = w->steps[plan->step_i].name;
    for (int32_t i = 0; i < def->n_phases; i++) {
        const gm_recipe_phase_def *phase = &def->phases[i];
        if (phase->channels > def->channels) {
            gm_diag_error(w->diag, phase->src,
                          "'%s': a phase needs %d channels at once, there are %d", name,
                          (int)phase->channels, (int)def->channels);
        }
        if (grid && phase->power_w > grid->most_w) {
            gm_diag_error(w->diag, phase->src,
                          "'%s': %s needs %g kW at once, the grid '%s' gives %g kW", name,
                          def->is_work ? "its work" : "a phase", phase->power_w / 1e3,
                          grid->name, grid->most_w / 1e3);
        }
    }
}

static int32_t add_recipe(gm_wire *w, gm_recipe_plan *recipes, const gm_recipe_def *def,
                          gm_recipe_plan plan)
{
    if (!def->is_given) {
        return GM_NONE;
    }
    plan.def = def;
    plan.grid_i = def->grid.name ? def->grid.i : GM_NONE;
    plan.first = w->plan->n_clients;
    w->plan->n_clients += plan.n;
    check_recipe(w, &plan);
    recipes[w->plan->n_recipes] = plan;
    return w->plan->n_recipes++;
}

void gm_wire_recipes(gm_wire *w)
{
    gm_recipe_plan *recipes = GM_NEW(w->arena, gm_recipe_plan, w->n_file);
    for (int32_t i = 0; i < w->n_file; i++) {
        int32_t own_i = w->steps[i].own_i;
        if (w->steps[i].kind == GM_STEP_STATION) {
            gm_station_plan *s = &w->stations[own_i];
            s->recipe_i = add_recipe(w, recipes, &s->def->recipe,
                                     (gm_recipe_plan){.step_i = i,
                                                      .n = s->n_machines,
                                                      .first_owner = s->first_machine});
        } else if (w->steps[i].kind == GM_STEP_RACK) {
            gm_rack_plan *r = &w->racks[own_i];
            r->recipe_i = add_recipe(
                w, recipes, &r->def->recipe,
                (gm_recipe_plan){
                    .step_i = i, .is_rack = true, .n = r->n_slots, .first_owner = own_i});
        }
    }
    w->plan->recipes = recipes;
}

// ---- longest times

// Something that can send one part aside as it takes it.
static bool may_end_at(const gm_wire *w, int32_t step_i)
{
    const gm_step_def *def = gm_wire_def(w, step_i);
    if (def->kind == GM_STEP_STATION) {
        const gm_queue_def *queue = &def->station->queue;
        bool by_family = queue->is_given && queue->order == GM_QUEUE_FAMILY;
        return def->station->needs.n == 0 && !by_family;
    }
    return gm_step_works(def->kind);
}

void gm_wire_check_withins(gm_wire *w)
{
    if (w->def->n_withins > GM_MOST_WITHINS) {
        gm_diag_error(w->diag, w->def->withins[GM_MOST_WITHINS].src,
                      "at most %d longest times, got %d", GM_MOST_WITHINS, w->def->n_withins);
    }
    for (int32_t i = 0; i < w->def->n_withins; i++) {
        const gm_within_def *def = &w->def->withins[i];
        if (w->steps[def->from.i].kind == GM_STEP_SINK) {
            gm_diag_error(w->diag, def->from.src,
                          "the time of '%s' cannot begin at the sink '%s'", def->name,
                          def->from.name);
        }
        if (!may_end_at(w, def->to.i)) {
            gm_diag_error(w->diag, def->to.src,
                          "the time of '%s' cannot end at '%s': it ends at a step that takes "
                          "one part after the other to work on it",
                          def->name, def->to.name);
            gm_diag_hint(w->diag, "end it at a station without `needs:` and `order: family`, "
                                  "or give the buffer before it a `longest:`");
        }
    }
}

// ---- grades

static uint8_t grade_index(gm_wire *w, const char **names, const gm_grade_def *bin)
{
    for (int32_t i = 0; i < w->plan->n_grades; i++) {
        if (strcmp(names[i], bin->name) == 0) {
            return (uint8_t)(i + 1);
        }
    }
    if (w->plan->n_grades == GM_GRADE_MOST) {
        gm_diag_error(w->diag, bin->src, "more than %d grades in the plant", GM_GRADE_MOST);
        return 1;
    }
    names[w->plan->n_grades] = bin->name;
    return (uint8_t)++w->plan->n_grades;
}

void gm_wire_grades(gm_wire *w)
{
    const char **names = GM_NEW(w->arena, const char *, GM_GRADE_MOST);
    for (int32_t i = 0; i < w->n_file; i++) {
        if (w->steps[i].kind != GM_STEP_STATION) {
            continue;
        }
        gm_station_plan *s = &w->stations[w->steps[i].own_i];
        const gm_grades_def *def = &s->def->grades;
        s->grader_i = def->is_given ? w->plan->n_graders++ : GM_NONE;
        uint8_t *grade_of = GM_NEW(w->arena, uint8_t, def->n_bins);
        for (int32_t k = 0; k < def->n_bins; k++) {
            grade_of[k] = grade_index(w, names, &def->bins[k]);
        }
        s->grade_of = grade_of;
    }
    w->plan->grades = names;
}
