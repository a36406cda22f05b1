// SPDX-License-Identifier: MIT

#include "twin/names.h"

#include "core/schema.h"

#include <string.h>

int gm_names_find(const gm_names *names, const char *word)
{
    for (int i = 0; i < names->n; i++) {
        if (strcmp(names->words[i], word) == 0) {
            return i;
        }
    }
    return -1;
}

bool gm_build_may_have(const gm_build *build, const char *name)
{
    for (int i = 0; i < build->n_lost; i++) {
        if (strcmp(build->lost[i], name) == 0) {
            return true;
        }
    }
    return build->has_lost;
}

bool gm_names_resolve(gm_build *build, const gm_names *names, gm_ref *ref)
{
    ref->i = -1;
    if (!ref->name) {
        return true;
    }
    ref->i = gm_names_find(names, ref->name);
    if (ref->i < 0 && !gm_build_may_have(build, ref->name)) {
        gm_report_unknown(build->diag, ref->src, names->what, ref->name, names->words,
                          names->n + names->n_more);
    }
    return ref->i >= 0;
}

// ---- rows by variant

// How well a row of this name fits a variant.
typedef enum fit {
    FIT_NOT,
    FIT_OTHER,
    FIT_KIND,
    FIT_VARIANT,
    FIT_OPTION, // of the parts of a variant, those that have it
    N_FITS
} fit;

static fit fit_of(const char *row, const gm_kind_def *kind, int variant_i)
{
    if (kind->n_variants > 0) {
        const gm_variant_def *variant = &kind->variants[variant_i];
        if (strcmp(variant->base ? variant->base : variant->name, row) == 0) {
            return FIT_VARIANT;
        }
        if (kind->has_options && gm_kind_has_property(kind, variant, row)) {
            return FIT_OPTION;
        }
    }
    if (strcmp(kind->name, row) == 0) {
        return FIT_KIND;
    }
    return strcmp(row, "other") == 0 ? FIT_OTHER : FIT_NOT;
}

// The row that serves a variant and how well it fits, FIT_NOT when none does but `other`.
static fit best_row(const gm_ref *const *refs, int n, const gm_kind_def *kind, int variant_i,
                    int *row)
{
    fit best_fit = FIT_OTHER;
    for (int i = 0; i < n; i++) {
        fit f = fit_of(refs[i]->name, kind, variant_i);
        if (f > best_fit) {
            *row = i;
            best_fit = f;
        }
    }
    return best_fit > FIT_OTHER ? best_fit : FIT_NOT;
}

static void check_names(const gm_name_sets *names, const gm_ref *const *refs, int n)
{
    for (int i = 0; i < n; i++) {
        gm_ref ref = *refs[i];
        gm_names_resolve(names->build, &names->variants, &ref);
    }
}

// A row of the result: which row of the file, for which flat variant (-1: other).
typedef struct served {
    int row;
    int32_t variant;
} served;

// The rows that fit so well, for all variants.
static int serve_fit(const gm_name_sets *names, const gm_ref *const *refs, int n, fit wanted,
                     served *out)
{
    const gm_plant_def *plant = &names->build->model->plant;
    int32_t flat = 0;
    int n_out = 0;
    for (int32_t k = 0; k < plant->n_kinds; k++) {
        const gm_kind_def *kind = &plant->kinds[k];
        int32_t n_variants = kind->n_variants > 0 ? kind->n_variants : 1;
        for (int32_t v = 0; v < n_variants; v++, flat++) {
            int row = 0;
            if (best_row(refs, n, kind, v, &row) == wanted) {
                out[n_out++] = (served){row, flat};
            }
        }
    }
    return n_out;
}

// Returns how many; `out` has room for all variants and one more. Options and own names stand
// first, so that the first row that fits by name is the right one too.
static int serve(const gm_name_sets *names, const gm_ref *const *refs, int n, served *out)
{
    check_names(names, refs, n);
    int n_out = 0;
    for (int wanted = N_FITS - 1; wanted > FIT_OTHER; wanted--) {
        n_out += serve_fit(names, refs, n, (fit)wanted, out + n_out);
    }
    for (int i = 0; i < n; i++) {
        if (strcmp(refs[i]->name, "other") == 0) {
            out[n_out++] = (served){i, -1};
        }
    }
    return n_out;
}

static served *room(const gm_name_sets *names)
{
    const gm_plant_def *plant = &names->build->model->plant;
    int32_t all = gm_plant_first_variant(plant, plant->n_kinds);
    return GM_NEW(names->build->arena, served, all + 1);
}

const gm_variant_time *gm_expand_times(const gm_name_sets *names, const gm_variant_time *rows,
                                       int32_t *n)
{
    gm_arena *arena = names->build->arena;
    const gm_ref **refs = GM_NEW(arena, const gm_ref *, *n);
    for (int i = 0; i < *n; i++) {
        refs[i] = &rows[i].variant;
    }
    served *found = room(names);
    *n = serve(names, refs, *n, found);
    gm_variant_time *out = GM_NEW(arena, gm_variant_time, *n);
    for (int i = 0; i < *n; i++) {
        out[i] = rows[found[i].row];
        out[i].variant.i = found[i].variant;
    }
    return out;
}

const gm_route_row_def *gm_expand_routes(const gm_name_sets *names,
                                         const gm_route_row_def *rows, int32_t *n)
{
    gm_arena *arena = names->build->arena;
    const gm_ref **refs = GM_NEW(arena, const gm_ref *, *n);
    for (int i = 0; i < *n; i++) {
        refs[i] = &rows[i].variant;
    }
    served *found = room(names);
    *n = serve(names, refs, *n, found);
    gm_route_row_def *out = GM_NEW(arena, gm_route_row_def, *n);
    for (int i = 0; i < *n; i++) {
        out[i] = rows[found[i].row];
        out[i].variant.i = found[i].variant;
    }
    return out;
}
