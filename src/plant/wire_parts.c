// SPDX-License-Identifier: MIT

#include "plant/wire.h"

#include <string.h>

#define MOST_VARIANTS 10000 // gm_part holds 16 bits of them

int32_t gm_wire_kind(const gm_wire *w, gm_ref ref)
{
    for (int32_t i = 0; ref.name && i < w->def->n_kinds; i++) {
        if (strcmp(w->def->kinds[i].name, ref.name) == 0) {
            return i;
        }
    }
    return GM_NONE;
}

bool gm_wire_names_variant(const gm_wire *w, const char *name, int32_t variant_i)
{
    const gm_variant_plan *variant = &w->plan->variants[variant_i];
    return strcmp(name, variant->name) == 0 ||
           strcmp(name, w->def->kinds[variant->kind_i].name) == 0;
}

// ---- variants

static int32_t family_index(const char **families, int32_t *n, const char *name)
{
    for (int32_t i = 0; i < *n; i++) {
        if (strcmp(families[i], name) == 0) {
            return i;
        }
    }
    families[*n] = name;
    return (*n)++;
}

// Lists by priority: class 0 is the first to go.
static void classify(gm_wire *w, gm_variant_plan *variants, int32_t n)
{
    int32_t *each = GM_NEW(w->arena, int32_t, n); // priorities, rising, each once
    int32_t n_each = 0;
    for (int32_t i = 0; i < n; i++) {
        int32_t at = 0;
        while (at < n_each && each[at] < variants[i].priority) {
            at++;
        }
        if (at == n_each || each[at] != variants[i].priority) {
            memmove(&each[at + 1], &each[at], (size_t)(n_each - at) * sizeof *each);
            each[at] = variants[i].priority;
            n_each += 1;
        }
    }
    for (int32_t i = 0; i < n; i++) {
        while (each[variants[i].class_i] != variants[i].priority) {
            variants[i].class_i += 1;
        }
    }
    w->plan->n_priorities = n_each;
}

static void fill_kind(gm_wire *w, gm_variant_plan *variants, int32_t *at, int32_t kind_i,
                      const char **families)
{
    const gm_kind_def *kind = &w->def->kinds[kind_i];
    if (kind->n_variants == 0) {
        variants[*at] = (gm_variant_plan){
            .name = "",
            .kind_i = kind_i,
            .priority = 1,
            .family_i = family_index(families, &w->plan->n_families, kind->name),
        };
        *at += 1;
        return;
    }
    for (int32_t v = 0; v < kind->n_variants; v++) {
        const gm_variant_def *def = &kind->variants[v];
        int32_t *route = GM_NEW(w->arena, int32_t, def->n_route);
        for (int32_t i = 0; i < def->n_route; i++) {
            route[i] = def->route[i].i;
        }
        const char *family = def->family ? def->family : def->name;
        variants[*at] = (gm_variant_plan){
            .name = def->name,
            .kind_i = kind_i,
            .priority = def->priority,
            .family_i = family_index(families, &w->plan->n_families, family),
            .n_route = def->n_route,
            .route = route,
        };
        *at += 1;
    }
}

void gm_wire_parts(gm_wire *w)
{
    int32_t n = 0;
    for (int32_t i = 0; i < w->def->n_kinds; i++) {
        n += w->def->kinds[i].n_variants > 0 ? w->def->kinds[i].n_variants : 1;
    }
    if (n > MOST_VARIANTS) {
        gm_diag_error(w->diag, w->def->kinds[w->def->n_kinds - 1].src,
                      "more than %d variants of parts, got %d", MOST_VARIANTS, n);
        return;
    }
    gm_variant_plan *variants = GM_NEW(w->arena, gm_variant_plan, n);
    const char **families = GM_NEW(w->arena, const char *, n);
    int32_t at = 0;
    for (int32_t i = 0; i < w->def->n_kinds; i++) {
        fill_kind(w, variants, &at, i, families);
    }
    classify(w, variants, n);
    w->plan->variants = variants;
    w->plan->n_variants = n;
    w->plan->n_kinds = w->def->n_kinds;
    if (w->def->n_kinds > 64) {
        gm_diag_error(w->diag, w->def->kinds[64].src, "more than 64 kinds of parts, got %d",
                      w->def->n_kinds);
    }
}

// ---- people

static int32_t skill_index(gm_wire *w, gm_skill_plan *skills, const char *name)
{
    for (int32_t i = 0; i < w->plan->n_skills; i++) {
        if (strcmp(skills[i].name, name) == 0) {
            return i;
        }
    }
    skills[w->plan->n_skills].name = name;
    return w->plan->n_skills++;
}

static bool crew_has(const gm_crew_def *crew, const char *skill)
{
    if (strcmp(crew->name, skill) == 0) {
        return true;
    }
    for (int32_t i = 0; i < crew->n_skills; i++) {
        if (strcmp(crew->skills[i], skill) == 0) {
            return true;
        }
    }
    return false;
}

void gm_wire_skills(gm_wire *w)
{
    int32_t most = w->def->n_crews;
    for (int32_t i = 0; i < w->def->n_crews; i++) {
        most += w->def->crews[i].n_skills;
    }
    gm_skill_plan *skills = GM_NEW(w->arena, gm_skill_plan, most);
    for (int32_t i = 0; i < w->def->n_crews; i++) {
        skill_index(w, skills, w->def->crews[i].name);
    }
    for (int32_t i = 0; i < w->def->n_crews; i++) {
        for (int32_t k = 0; k < w->def->crews[i].n_skills; k++) {
            skill_index(w, skills, w->def->crews[i].skills[k]);
        }
    }
    for (int32_t s = 0; s < w->plan->n_skills; s++) {
        int32_t *crews = GM_NEW(w->arena, int32_t, w->def->n_crews);
        for (int32_t i = 0; i < w->def->n_crews; i++) {
            if (crew_has(&w->def->crews[i], skills[s].name)) {
                crews[skills[s].n_crews++] = i;
            }
        }
        skills[s].crews = crews;
    }
    w->plan->skills = skills;
    w->plan->n_crews = w->def->n_crews;
}

static int32_t most_people(const gm_wire *w, const gm_skill_plan *skill)
{
    int32_t most = 0;
    for (int32_t i = 0; i < skill->n_crews; i++) {
        const gm_crew_def *crew = &w->def->crews[skill->crews[i]];
        for (int32_t k = 0; k < crew->n_people; k++) {
            most = crew->people[k].people > most ? crew->people[k].people : most;
        }
    }
    return most;
}

gm_crew_call gm_wire_call(gm_wire *w, const gm_crew_needs_def *needs)
{
    if (needs->n == 0) {
        return (gm_crew_call){0};
    }
    if (needs->n > 4) {
        gm_diag_error(w->diag, needs->src, "at most 4 crews serve one piece of work, got %d",
                      needs->n);
        return (gm_crew_call){0};
    }
    int32_t *skills = GM_NEW(w->arena, int32_t, needs->n);
    int32_t *people = GM_NEW(w->arena, int32_t, needs->n);
    for (int32_t i = 0; i < needs->n; i++) {
        people[i] = needs->items[i].people;
        for (int32_t s = 0; s < w->plan->n_skills; s++) {
            if (strcmp(w->plan->skills[s].name, needs->items[i].crew.name) == 0) {
                skills[i] = s;
            }
        }
        int32_t most = most_people(w, &w->plan->skills[skills[i]]);
        if (people[i] > most) {
            gm_diag_error(w->diag, needs->items[i].crew.src,
                          "needs %d people of '%s', but no crew has more than %d at a time",
                          people[i], needs->items[i].crew.name, most);
        }
    }
    return (gm_crew_call){.n = needs->n, .skills = skills, .people = people};
}

// ---- calendars

void gm_wire_calendars(gm_wire *w)
{
    int32_t n = w->def->n_calendars;
    gm_calendar *calendars = GM_NEW(w->arena, gm_calendar, n);
    for (int32_t i = 0; i < n; i++) {
        const gm_calendar_def *def = &w->def->calendars[i].def;
        uint32_t n_spans = gm_calendar_span_count(def, w->plan->civil, w->plan->horizon_s);
        gm_span *spans = GM_NEW(w->arena, gm_span, n_spans);
        gm_calendar_init(&calendars[i], def, w->plan->civil, w->plan->horizon_s, spans);
    }
    w->plan->calendars = calendars;
    w->plan->n_calendars = n;
}
