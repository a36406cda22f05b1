// SPDX-License-Identifier: MIT
//
// The best values of a fit as a model file has them.

#include "core/array.h"
#include "core/text.h"
#include "core/units.h"
#include "twin/fit_scale.h"
#include "twin/fit_space.h"
#include "twin/path.h"

#include <math.h>
#include <string.h>

#define FIGURES         4
#define PRODUCT_FIGURES 5

typedef struct writer {
    const gm_fit_space *space;
    const gm_fit_result *result;
    gm_arena *arena;
    gm_node *tree; // with the factors so far: several may go to one path
    GM_ARRAY(gm_fit_text) texts;
} writer;

static const char *source_of(const writer *w)
{
    gm_text text = gm_text_init(w->arena);
    gm_text_addf(&text, "fit %s to ", w->space->def->name);
    for (int32_t i = 0; i < w->result->n_data; i++) {
        const gm_fit_datum *d = &w->result->data[i];
        bool is_curve = d->kind == GM_FIT_DATA_CURVE;
        gm_text_add(&text, i > 0 ? ", " : "");
        for (const char *at = d->name; *at; at++) {
            gm_text_add(&text, *at == '"' || *at == '\\' ? "\\" : "");
            gm_text_add_n(&text, at, 1);
        }
        gm_text_addf(&text, is_curve ? " (%.3g mV RMS)" : " (%.3g %% RMS)",
                     d->rms * (is_curve ? 1e3 : 1e2));
    }
    return text.at;
}

// {value: .., range: [..], source: ".."}, or the number alone where that is all that may stand there.
static const char *text_at(const writer *w, int32_t i, const char *path)
{
    const gm_fit_value *v = &w->result->values[i];
    const gm_fit_range *r = &v->def->range;
    const char *best = gm_fit_value_text(v->def, v->best, FIGURES, w->arena);
    if (!gm_text_starts_with(path, "cell.")) {
        return best;
    }
    gm_text text = gm_text_init(w->arena);
    gm_text_addf(&text, "{value: %s", best);
    if (v->is_known && v->edge == 0) {
        gm_text_addf(&text, ", range: [%s, %s]",
                     gm_fit_value_text(v->def, fmax(v->low, r->least), FIGURES, w->arena),
                     gm_fit_value_text(v->def, fmin(v->high, r->most), FIGURES, w->arena));
    }
    gm_text_addf(&text, ", source: \"%s\", confidence: estimate}", source_of(w));
    return text.at;
}

// In place of what was to be written there before.
static void add(writer *w, const char *path, const char *text)
{
    for (int i = 0; i < w->texts.n; i++) {
        if (strcmp(w->texts.items[i].path, path) == 0) {
            w->texts.items[i].text = text;
            return;
        }
    }
    GM_ARRAY_PUSH(w->arena, &w->texts, ((gm_fit_text){path, text}));
}

// A number with its unit; a formula stays as it is.
static const char *rounded(const writer *w, const char *text)
{
    char error[GM_UNIT_ERROR_BYTES];
    char number[GM_NUMBER_BYTES];
    gm_quantity q;
    gm_dim dim;
    double si = 1.0;
    if (!gm_quantity_parse(text, &q, error) ||
        (q.unit[0] && !gm_unit_find(q.unit, &si, &dim))) {
        return text;
    }
    return gm_arena_printf(w->arena, "%s%s%s",
                           gm_text_of_rounded(q.value / si, PRODUCT_FIGURES, number),
                           q.unit[0] ? " " : "", q.unit);
}

// What is written there, multiplied; a number or a formula on one line.
static void add_factor(writer *w, const gm_fit_path *path, double factor)
{
    gm_diag none = {0};
    const gm_node *node = gm_path_written(w->tree, path->path, path->src, w->arena, &none);
    gm_node *scaled = node ? gm_fit_scaled(node, factor, w->arena) : NULL;
    const char *text = NULL;
    if (scaled && scaled->kind == GM_NODE_SCALAR &&
        gm_path_set(w->tree, path->path, scaled, path->src, w->arena, &none)) {
        text = gm_arena_printf(w->arena, "{value: %s, source: \"%s\", confidence: estimate}",
                               rounded(w, scaled->text), source_of(w));
    }
    add(w, path->path, text);
    gm_diag_fini(&none);
}

const gm_fit_text *gm_fit_space_texts(const gm_fit_space *space, const gm_fit_result *result,
                                      gm_arena *arena, int32_t *n)
{
    writer w = {.space = space,
                .result = result,
                .arena = arena,
                .tree = gm_node_clone(arena, space->tree)};
    for (int32_t i = 0; i < result->n_parameters; i++) {
        const gm_fit_parameter_def *def = result->values[i].def;
        double best = result->values[i].best;
        if (def->at.n + def->times.n + def->over.n == 0) {
            add(&w, def->name, text_at(&w, i, def->name));
        }
        for (int k = 0; k < def->at.n; k++) {
            add(&w, def->at.items[k].path, text_at(&w, i, def->at.items[k].path));
        }
        for (int k = 0; k < def->times.n; k++) {
            add_factor(&w, &def->times.items[k], best);
        }
        for (int k = 0; k < def->over.n; k++) {
            add_factor(&w, &def->over.items[k], 1.0 / best);
        }
    }
    *n = (int32_t)w.texts.n;
    return w.texts.items;
}
