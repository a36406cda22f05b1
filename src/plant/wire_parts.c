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

bool gm_wire_names_variant(const gm_wire *w, const gm_ref *row, int32_t variant_i)
{
    const gm_variant_plan *variant = &w->plan->variants[variant_i];
    const gm_kind_def *kind = &w->def->kinds[variant->kind_i];
    if (kind->has_options) {
        return row->i == variant_i; // the name may be that of an option
    }
    return strcmp(row->name, variant->name) == 0 || strcmp(row->name, kind->name) == 0;
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
        w->plan->has_routes |= def->n_route > 0;
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
    for (int32_t i = 0; i < n; i++) {
        while (strcmp(variants[variants[i].name_i].name, variants[i].name) != 0) {
            variants[i].name_i += 1;
        }
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

bool gm_wire_has_routes(const gm_wire *w)
{
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        if (w->plan->variants[v].n_route > 0) {
            return true;
        }
    }
    return false;
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
