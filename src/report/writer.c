// SPDX-License-Identifier: MIT

#include "report/writer.h"

#include "report/words.h"
#include "study/answer.h"

#include <math.h>

#define DAY_S 86400.0

// NaN without a figure of that name, or without a value.
gm_interval gm_writer_figure(const gm_writer *w, const char *path, const char *figure,
                             const char *stat)
{
    double none = (double)NAN;
    int32_t n;
    int32_t i = gm_figures_find(&w->set->twin->figures, path, figure, stat);
    return i == GM_NONE ? (gm_interval){none, none, none, 0}
                        : gm_answer_figure(w->set, i, &n, w->arena);
}

const char *gm_writer_cell(const gm_writer *w, const char *path, const char *figure,
                           const char *stat)
{
    char buf[GM_WORD_BYTES];
    int32_t i = gm_figures_find(&w->set->twin->figures, path, figure, stat);
    if (i == GM_NONE) {
        return "";
    }
    gm_figure_unit unit = w->set->twin->figures.items[i].unit;
    return gm_arena_strdup(
        w->arena, gm_word_interval(gm_writer_figure(w, path, figure, stat), unit, buf));
}

// The same, empty for what is 0 in all replications.
const char *gm_writer_cell_or_nothing(const gm_writer *w, const char *path, const char *figure)
{
    gm_interval x = gm_writer_figure(w, path, figure, NULL);
    bool is_nothing = x.mean == 0.0 && !(x.half_width > 0.0);
    return isnan(x.mean) || is_nothing ? "" : gm_writer_cell(w, path, figure, NULL);
}

// A figure that adds up, by the day; empty for what is 0 in all replications.
const char *gm_writer_per_day(const gm_writer *w, const char *path, const char *figure)
{
    char buf[GM_WORD_BYTES];
    int32_t i = gm_figures_find(&w->set->twin->figures, path, figure, NULL);
    gm_interval x = gm_writer_figure(w, path, figure, NULL);
    const gm_schedule *s = &w->set->twin->schedule;
    double from_s = s->points[w->set->from < 0 ? 0 : w->set->from].time_s;
    double days = (s->points[s->main.to].time_s - from_s) / DAY_S;
    if (i == GM_NONE || !(x.mean > 0.0) || !(days > 0.0) || isinf(days)) {
        return "";
    }
    x.mean /= days;
    x.half_width /= days;
    gm_figure_unit unit = w->set->twin->figures.items[i].unit;
    return gm_arena_strdup(w->arena, gm_word_interval(x, unit, buf));
}

const char *gm_writer_percent(const gm_writer *w, gm_interval x)
{
    char buf[GM_WORD_BYTES];
    return gm_arena_strdup(w->arena, gm_word_percent(x, buf));
}

void gm_writer_print(const gm_writer *w, gm_text_table *t)
{
    if (t->n_rows > 1) {
        gm_text_table_print(t, w->out);
        fputc('\n', w->out);
    }
}

bool gm_writer_is_unused(const gm_writer *w, const char *path)
{
    gm_interval n = gm_writer_figure(w, path, "count", NULL);
    return n.mean == 0.0 && !(gm_writer_figure(w, path, "working", NULL).mean > 0.0);
}
