// SPDX-License-Identifier: MIT
//
// Gathers the names that a model may refer to, kinds and skills that it only uses among them.

#include "twin/builtin.h"
#include "twin/names.h"

#include <string.h>

// ---- sets of names

gm_names gm_names_make(gm_build *build, const char *what, int room)
{
    return (gm_names){what, GM_NEW(build->arena, const char *, room), 0, 0};
}

void gm_names_add(gm_names *names, const char *word)
{
    names->words[names->n++] = word;
}

static gm_name_sets sets_of(gm_build *build)
{
    const gm_plant_def *plant = &build->model->plant;
    gm_name_sets sets = {.build = build};
    sets.steps = gm_names_make(build, "step", plant->n_steps);
    for (int i = 0; i < plant->n_steps; i++) {
        gm_names_add(&sets.steps, plant->steps[i].name);
    }
    sets.crews = gm_names_make(build, "crew", plant->n_crews + plant->n_skills);
    for (int i = 0; i < plant->n_crews; i++) {
        gm_names_add(&sets.crews, plant->crews[i].name);
    }
    sets.n_crews = plant->n_crews;
    for (int i = 0; i < plant->n_skills; i++) {
        gm_names_add(&sets.crews, plant->skills[i]);
    }
    sets.calendars =
        gm_names_make(build, "calendar", plant->n_calendars + gm_n_builtin_calendars);
    for (int i = 0; i < plant->n_calendars; i++) {
        gm_names_add(&sets.calendars, plant->calendars[i].name);
    }
    for (int i = 0; i < gm_n_builtin_calendars; i++) {
        sets.calendars.words[sets.calendars.n + i] = gm_builtin_calendars[i].name;
    }
    sets.calendars.n_more = gm_n_builtin_calendars;
    sets.kinds = gm_names_make(build, "kind", plant->n_kinds);
    int n_variants = gm_plant_first_variant(plant, plant->n_kinds);
    int most = n_variants + plant->n_kinds * (1 + GM_MOST_PROPERTIES) + 1;
    sets.variants = gm_names_make(build, "variant", most);
    for (int i = 0; i < plant->n_kinds; i++) {
        gm_names_add(&sets.kinds, plant->kinds[i].name);
        for (int k = 0; k < plant->kinds[i].n_properties && plant->kinds[i].has_options; k++) {
            gm_names_add(&sets.variants, plant->kinds[i].properties[k]);
        }
        for (int k = 0; k < plant->kinds[i].n_variants && !plant->kinds[i].has_options; k++) {
            gm_names_add(&sets.variants, plant->kinds[i].variants[k].name);
        }
    }
    for (int i = 0; i < plant->n_kinds; i++) {
        gm_names_add(&sets.variants, plant->kinds[i].name);
    }
    gm_names_add(&sets.variants, "other");
    return sets;
}

// ---- kinds that are used without declaration

static void use_kind(gm_build *build, int *room, const char *name, gm_src src)
{
    gm_plant_def *plant = &build->model->plant;
    const char **declared = GM_NEW(build->arena, const char *, plant->n_kinds);
    int n_declared = 0;
    for (int i = 0; i < plant->n_kinds; i++) {
        if (strcmp(plant->kinds[i].name, name) == 0) {
            return;
        }
        if (i < build->raw->parts.n) {
            declared[n_declared++] = plant->kinds[i].name;
        }
    }
    const char *nearest = gm_text_nearest(name, declared, n_declared);
    if (nearest) {
        gm_diag_warn(build->diag, src, "kind '%s' is not declared under `parts:`", name);
        gm_diag_hint(build->diag, "did you mean '%s'?", nearest);
    }
    build->kinds =
        gm_array_room(build->arena, build->kinds, plant->n_kinds, room, sizeof *build->kinds);
    build->kinds[plant->n_kinds] = (gm_kind_def){.name = name, .src = src};
    plant->n_kinds += 1;
    plant->kinds = build->kinds;
}

static void use_counts(gm_build *build, int *room, const gm_kind_counts_def *counts)
{
    for (int i = 0; i < counts->n; i++) {
        use_kind(build, room, counts->items[i].kind.name, counts->items[i].kind.src);
    }
}

// Parts that a plant without sources and kinds starts with are called `part`.
static void use_part(gm_build *build, int *room)
{
    const gm_plant_def *plant = &build->model->plant;
    for (int i = 0; i < plant->n_steps && plant->n_kinds == 0; i++) {
        const gm_step_def *step = &plant->steps[i];
        if ((step->kind == GM_STEP_BUFFER && step->buffer->initial > 0) ||
            (step->kind == GM_STEP_RACK && step->rack->initial > 0)) {
            use_kind(build, room, "part", step->src);
        }
    }
}

static void collect_kinds(gm_build *build)
{
    const gm_plant_def *plant = &build->model->plant;
    int room = plant->n_kinds;
    for (int i = 0; i < plant->n_steps; i++) {
        const gm_step_def *step = &plant->steps[i];
        if (step->kind == GM_STEP_SOURCE && step->source->kind.name) {
            use_kind(build, &room, step->source->kind.name, step->source->kind.src);
        } else if (step->kind == GM_STEP_STATION) {
            use_counts(build, &room, &step->station->needs);
            use_counts(build, &room, &step->station->splits);
            if (step->station->makes.name) {
                use_kind(build, &room, step->station->makes.name, step->station->makes.src);
            }
        } else if (step->kind == GM_STEP_BUFFER && step->buffer->initial_kind.name) {
            use_kind(build, &room, step->buffer->initial_kind.name,
                     step->buffer->initial_kind.src);
        } else if (step->kind == GM_STEP_RACK && step->rack->initial_kind.name) {
            use_kind(build, &room, step->rack->initial_kind.name, step->rack->initial_kind.src);
        }
    }
    use_part(build, &room);
}

// ---- skills

static void collect_skills(gm_build *build)
{
    gm_plant_def *plant = &build->model->plant;
    int room = 0;
    for (int i = 0; i < plant->n_crews; i++) {
        room += build->crews[i].n_skills;
    }
    gm_names all = gm_names_make(build, "skill", room);
    for (int i = 0; i < plant->n_crews; i++) {
        gm_crew_def *crew = &build->crews[i];
        int32_t *skill_i = GM_NEW(build->arena, int32_t, crew->n_skills);
        for (int k = 0; k < crew->n_skills; k++) {
            skill_i[k] = gm_names_find(&all, crew->skills[k]);
            if (skill_i[k] < 0) {
                skill_i[k] = all.n;
                gm_names_add(&all, crew->skills[k]);
            }
        }
        crew->skill_i = skill_i;
    }
    plant->n_skills = all.n;
    plant->skills = all.words;
}

gm_name_sets gm_name_sets_collect(gm_build *build)
{
    collect_kinds(build);
    collect_skills(build);
    return sets_of(build);
}
