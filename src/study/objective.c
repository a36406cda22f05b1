// SPDX-License-Identifier: MIT

#include "study/objective.h"

#include "core/text.h"
#include "twin/measure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static int32_t figure_of(const gm_objective *o, const gm_twin *twin)
{
    return gm_figures_find(&twin->figures, o->measure.path, o->measure.figure, o->measure.stat);
}

static const char *default_text(const gm_twin *twin, gm_arena *arena)
{
    const gm_plan *p = twin->plan;
    return p->n_sinks == 0 ? "plant.out per h"
                           : gm_arena_printf(arena, "%s.count per h",
                                             p->steps[p->sink_steps[p->n_sinks - 1]].name);
}

// Whether a figure can be asked so. Faults go to the diag.
static bool check(const gm_measure *m, const gm_figure *f, gm_diag *diag)
{
    int before = diag->count;
    gm_dim time = {.power = {[GM_AXIS_TIME] = 1}};
    if (f->has_argument || m->has_argument) {
        gm_diag_error(diag, m->src, "`%s` is known for claims only", m->text);
        gm_diag_hint(diag, "take a mean, a share or a count of the same thing");
    } else if (m->per && !f->is_flow) {
        gm_diag_error(diag, m->src, "'%s.%s' does not add up over time: it has no `per`",
                      f->path, f->figure);
    } else if (m->per && !gm_dim_equal(m->per_dim, time)) {
        gm_diag_error(diag, m->src, "`per %s`: a figure is asked per time", m->per);
        gm_diag_hint(diag, "write it like `per day`, `per h`");
    }
    return diag->count == before;
}

static bool is_output(const gm_twin *twin, const gm_objective *o)
{
    const gm_plan *p = twin->plan;
    const char *sink = p->n_sinks == 1 ? p->steps[p->sink_steps[0]].name : "";
    const char *figure = o->measure.figure ? o->measure.figure : "count";
    bool is_count = strcmp(o->measure.path, "plant") == 0
                        ? strcmp(figure, "out") == 0
                        : strcmp(o->measure.path, sink) == 0 && strcmp(figure, "count") == 0;
    return is_count && o->measure.per && !o->measure.stat;
}

bool gm_objective_read(const gm_twin *twin, const char *text, const char *origin,
                       gm_arena *arena, gm_objective *out, gm_diag *diag)
{
    char why[256];
    size_t at = 0;
    *out =
        (gm_objective){.text = text ? gm_arena_strdup(arena, text) : default_text(twin, arena)};
    gm_src src = {.origin = origin};
    if (!gm_measure_parse(out->text, arena, &out->measure, why, &at)) {
        gm_diag_error(diag, src, "'%s': %s", out->text, why);
        return false;
    }
    out->measure.text = out->text;
    out->measure.src = src;
    int32_t i = figure_of(out, twin);
    if (i == GM_NONE) {
        gm_measure_unknown(&twin->figures, &out->measure, arena, diag);
        return false;
    }
    out->unit = twin->figures.items[i].unit;
    out->is_output = is_output(twin, out);
    return check(&out->measure, &twin->figures.items[i], diag);
}

// ---- values

static const char *unit_of(gm_figure_unit unit)
{
    return unit == GM_UNIT_PARTS || unit == GM_UNIT_NUMBER || unit == GM_UNIT_PEOPLE ? "parts"
           : unit == GM_UNIT_SHARE                                                   ? ""
                                   : gm_figure_unit_text(unit);
}

bool gm_objective_read_value(const gm_objective *o, const char *text, double *out,
                             char why[256])
{
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    if (!gm_quantity_parse(text, &q, error)) {
        snprintf(why, 256, "%s", error);
        return false;
    }
    gm_dim dim = {0};
    double si = 1.0;
    bool is_known = gm_unit_find(unit_of(o->unit), &si, &dim);
    int8_t count = dim.power[GM_AXIS_COUNT];
    dim.power[GM_AXIS_TIME] = (int8_t)(dim.power[GM_AXIS_TIME] - (o->measure.per ? 1 : 0));
    // "100/h" counts without a noun.
    q.dim.power[GM_AXIS_COUNT] = count;
    *out = q.bare && o->measure.per ? q.value / o->measure.per_si : q.value;
    if (q.bare || (is_known && gm_dim_equal(q.dim, dim))) {
        return true;
    }
    char is[64];
    char how[96];
    snprintf(why, 256, "`%s` is %s, got '%s'; write it like %s", o->text,
             gm_dim_text(dim, NULL, is, sizeof is), text,
             gm_dim_examples(dim, NULL, how, sizeof how));
    return false;
}

double gm_objective_value(const gm_objective *o, const gm_replications *set, int32_t r)
{
    int32_t i = figure_of(o, set->twin);
    const gm_replication *done = &set->items[r];
    if (i == GM_NONE || !done->is_done || done->error) {
        return (double)NAN;
    }
    return done->figures[i] / (o->measure.per ? done->window_s : 1.0);
}
