// SPDX-License-Identifier: MIT

#include "twin/measure.h"

#include "core/synonyms.h"
#include "core/text.h"

#include <string.h>

// Names beside each other in a model.
typedef struct words {
    const char **items;
    int32_t n;
} words;

static words words_create(const gm_figure_list *figures, gm_arena *arena)
{
    return (words){.items = GM_NEW(arena, const char *, figures->n)};
}

static void add(words *w, const char *word)
{
    for (int32_t i = 0; i < w->n; i++) {
        if (strcmp(w->items[i], word) == 0) {
            return;
        }
    }
    w->items[w->n++] = word;
}

static void hint(const words *near, const char *wrong, gm_diag *diag)
{
    const char *found = gm_text_nearest(wrong, near->items, near->n);
    if (found) {
        gm_diag_hint(diag, "did you mean '%s'?", found);
    } else {
        gm_diag_hint(diag, "`gemba show --measures` lists what can be measured");
    }
}

// Figures of the sequence that a source has laid out, which only watched steps have.
static bool is_of_sequence(const char *word)
{
    static const char *const figures[] = {"adherence", "displacement", "broken-windows"};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (strcmp(figures[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static void unknown_figure(const words *near, const gm_measure *m, gm_diag *diag)
{
    const char *wrong = m->figure ? m->figure : "";
    const char *here = gm_synonym_find(wrong, near->items, near->n);
    gm_diag_error(diag, m->src, "'%s' has no figure '%s'", m->path, wrong);
    if (is_of_sequence(wrong)) {
        gm_diag_hint(diag, "steps have it that a source watches: `sequence: {.., watch: [%s]}`",
                     m->path);
    } else if (here) {
        gm_diag_hint(diag, "here: %s", here);
    } else {
        hint(near, wrong, diag);
    }
}

static void unknown_stat(const words *stats, const gm_measure *m, gm_arena *arena,
                         gm_diag *diag)
{
    const char *all = "";
    for (int32_t i = 0; i < stats->n; i++) {
        all = gm_arena_printf(arena, "%s%s`%s`", all, i > 0 ? ", " : "", stats->items[i]);
    }
    gm_diag_error(diag, m->src, "'%s' of '%s' has no statistic '%s'", m->figure, m->path,
                  m->stat ? m->stat : "");
    if (stats->n > 0) {
        gm_diag_hint(diag, "it has %s", all);
    } else {
        gm_diag_hint(diag, "write `%s.%s`", m->path, m->figure);
    }
}

void gm_measure_unknown(const gm_figure_list *figures, const gm_measure *measure,
                        gm_arena *arena, gm_diag *diag)
{
    words paths = words_create(figures, arena);
    words here = words_create(figures, arena);
    words stats = words_create(figures, arena);
    bool is_figure = false;
    for (int32_t i = 0; i < figures->n; i++) {
        const gm_figure *f = &figures->items[i];
        add(&paths, f->path);
        if (strcmp(f->path, measure->path) != 0) {
            continue;
        }
        add(&here, f->figure);
        if (measure->figure && strcmp(f->figure, measure->figure) == 0) {
            is_figure = true;
            bool is_one_of_many = strncmp(f->stat ? f->stat : "", "above(", 6) == 0;
            if (f->stat && !is_one_of_many) {
                add(&stats,
                    f->has_argument ? gm_arena_printf(arena, "%s(n)", f->stat) : f->stat);
            }
        }
    }
    if (is_figure) {
        unknown_stat(&stats, measure, arena, diag);
    } else if (here.n > 0) {
        unknown_figure(&here, measure, diag);
    } else {
        gm_diag_error(diag, measure->src, "nothing in the model is called '%s'", measure->path);
        hint(&paths, measure->path, diag);
    }
}

bool gm_measure_takes_per(const gm_measure *m, const gm_figure *f, gm_diag *diag)
{
    if (!m->per) {
        return true;
    }
    gm_dim time = {0};
    time.power[GM_AXIS_TIME] = 1;
    if (!f->is_flow) {
        gm_diag_error(diag, m->src, "'%s.%s' does not add up over time: it has no `per`",
                      f->path, f->figure);
        return false;
    }
    if (!gm_dim_equal(m->per_dim, time)) {
        gm_diag_error(diag, m->src, "`per %s`: a figure is asked per time", m->per);
        gm_diag_hint(diag, "write it like `per day`, `per h`");
        return false;
    }
    return true;
}
