// SPDX-License-Identifier: MIT
//
// Changeovers that differ by what was before and what comes: a table for each, from its rows.

#include "plant/wire.h"

#include <string.h>

#define MOST_KEYS 1000 // of a table of keys x keys

static int32_t n_keys(const gm_wire *w, gm_changeover_on on)
{
    switch (on) {
    case GM_CHANGEOVER_VARIANT:
        return w->plan->n_variants;
    case GM_CHANGEOVER_KIND:
        return w->plan->n_kinds;
    case GM_CHANGEOVER_FAMILY:
        return w->plan->n_families;
    case GM_CHANGEOVER_COUNT:
        break;
    }
    return 0;
}

// Names of the keys. Kinds without variants are a variant and a family of their own name.
static const char **key_names(gm_wire *w, gm_changeover_on on, int32_t n)
{
    const char **names = GM_NEW(w->arena, const char *, n);
    int32_t flat = 0;
    for (int32_t k = 0; k < w->def->n_kinds; k++) {
        const gm_kind_def *kind = &w->def->kinds[k];
        if (on == GM_CHANGEOVER_KIND) {
            names[k] = kind->name;
            continue;
        }
        int32_t n_variants = kind->n_variants > 0 ? kind->n_variants : 1;
        for (int32_t v = 0; v < n_variants; v++, flat++) {
            const gm_variant_def *variant = kind->n_variants > 0 ? &kind->variants[v] : NULL;
            const char *own = variant ? variant->name : kind->name;
            bool by_family = on == GM_CHANGEOVER_FAMILY;
            int32_t key = by_family ? w->plan->variants[flat].family_i : flat;
            names[key] = by_family && variant && variant->family ? variant->family : own;
        }
    }
    return names;
}

static bool lists(const gm_ref *refs, int32_t n, const char *name)
{
    for (int32_t i = 0; i < n; i++) {
        if (strcmp(refs[i].name, name) == 0) {
            return true;
        }
    }
    return n == 0;
}

static int32_t row_for(const gm_changeover_def *c, const char *from, const char *to)
{
    for (int32_t i = 0; i < c->n_rows; i++) {
        if (lists(c->rows[i].from, c->rows[i].n_from, from) &&
            lists(c->rows[i].to, c->rows[i].n_to, to)) {
            return i + 1;
        }
    }
    return 0;
}

static const int32_t *table_of(gm_wire *w, const gm_changeover_def *c, int32_t n)
{
    if (n > MOST_KEYS) {
        gm_diag_error(w->diag, c->src,
                      "changeover '%s' goes by %d things, at most %d may stand", c->name, n,
                      MOST_KEYS);
        return NULL;
    }
    const char **names = key_names(w, c->on, n);
    int32_t *rows = GM_NEW(w->arena, int32_t, n * n);
    for (int32_t from = 0; from < n; from++) {
        for (int32_t to = 0; to < n; to++) {
            rows[from * n + to] = row_for(c, names[from], names[to]);
        }
    }
    return rows;
}

void gm_wire_changeovers(gm_wire *w, gm_station_plan *plan)
{
    const gm_station_def *def = plan->def;
    int32_t n = def->n_changeovers;
    const int32_t **tables = GM_NEW(w->arena, const int32_t *, n);
    int32_t *keys = GM_NEW(w->arena, int32_t, n);
    int32_t *first = GM_NEW(w->arena, int32_t, n);
    for (int32_t i = 0; i < n; i++) {
        const gm_changeover_def *c = &def->changeovers[i];
        first[i] = plan->n_change_laws;
        plan->n_change_laws += 1 + c->n_rows;
        keys[i] = n_keys(w, c->on);
        tables[i] = c->n_rows > 0 ? table_of(w, c, keys[i]) : NULL;
    }
    plan->change_row = tables;
    plan->n_change_keys = keys;
    plan->first_change = first;
}
