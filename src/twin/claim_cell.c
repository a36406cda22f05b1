// SPDX-License-Identifier: MIT

#include "twin/claim_cell.h"

#include "core/assert.h"
#include "core/text.h"

#include <string.h>

// The kind whose word a path is, or GM_N_METRICS.
static gm_metric_of kind_of(const gm_measure *m)
{
    int k = 0;
    while (k < GM_N_METRICS && strcmp(m->path, gm_metric_word((gm_metric_of)k)) != 0) {
        k++;
    }
    return (gm_metric_of)k;
}

bool gm_claim_is_of_cell(const gm_measure *m)
{
    return m->path && kind_of(m) != GM_N_METRICS;
}

// ---- names

static const char *name_at(const gm_cell_ask *ask, gm_metric_of of, int32_t i)
{
    return of == GM_METRIC_CHARGE ? ask->charges[i].name : ask->experiments[i].name;
}

static void hint_of(const char *wrong, const char *const *words, int32_t n, const char *what,
                    gm_diag *diag)
{
    const char *near = gm_text_nearest(wrong, words, n);
    if (near) {
        gm_diag_hint(diag, "did you mean '%s'?", near);
    } else {
        gm_diag_hint(diag, "%s", what);
    }
}

// Which charge or experiment has the name of the measure; false after a fault.
static bool find_name(const gm_twin *twin, const gm_measure *m, gm_metric *out, gm_arena *arena,
                      gm_diag *diag)
{
    const gm_cell_ask *ask = &twin->model->cell_ask;
    int32_t n = out->of == GM_METRIC_CHARGE ? ask->n_charges : ask->n_experiments;
    const char **names = GM_NEW(arena, const char *, n + 1);
    const char *word = out->of == GM_METRIC_CHARGE ? "charge" : "experiment";
    for (int32_t i = 0; i < n; i++) {
        names[i] = name_at(ask, out->of, i);
        if (m->figure && strcmp(names[i], m->figure) == 0) {
            out->i = i;
            return true;
        }
    }
    if (twin->is_sketch) {
        return false;
    }
    if (!m->figure) {
        gm_diag_error(diag, m->src, "`%s` is measured by name, like `%ss.%s.time`", m->text,
                      word, n > 0 ? names[0] : word);
        return false;
    }
    gm_diag_error(diag, m->src, "unknown %s '%s'", word, m->figure);
    hint_of(m->figure, names, n,
            n > 0 ? "`gemba show --measures` lists what can be measured"
                  : "the model asks for none",
            diag);
    return false;
}

static bool find_figure(const gm_twin *twin, const gm_measure *m, gm_metric *out,
                        gm_arena *arena, gm_diag *diag)
{
    int32_t n;
    const gm_metric_row *rows = gm_metric_rows(out->of, &n);
    const char *figure = out->of == GM_METRIC_CELL ? m->figure : m->stat;
    const char **words = GM_NEW(arena, const char *, n);
    for (int32_t i = 0; i < n; i++) {
        words[i] = rows[i].name;
        if (figure && strcmp(figure, rows[i].name) == 0) {
            out->row = &rows[i];
            return true;
        }
    }
    if (!twin->is_sketch || figure) {
        gm_diag_error(diag, m->src, "'%s' has no figure '%s'",
                      out->of == GM_METRIC_CELL ? m->path : m->figure, figure ? figure : "");
        hint_of(figure ? figure : "", words, n,
                "`gemba show --measures` lists what can be measured", diag);
    }
    return false;
}

// Does the file say of the cell what that figure needs? False after a fault.
static bool has_figure(const gm_twin *twin, const gm_metric *metric, gm_src src, gm_diag *diag)
{
    const char *lack = gm_metric_lacks(metric->row, twin->model->cell);
    if (lack) {
        gm_diag_error(diag, src, "'%s' cannot be measured: %s", metric->row->name, lack);
    }
    return !lack;
}

static bool takes_nothing_more(const gm_measure *m, gm_metric_of of, gm_diag *diag)
{
    bool has_stat = of == GM_METRIC_CELL && m->stat;
    if (!m->per && !m->has_argument && !has_stat) {
        return true;
    }
    gm_diag_error(diag, m->src, "a measure of the cell takes no %s",
                  m->per     ? "`per`"
                  : has_stat ? "statistic: its futures give the verdict"
                             : "number in brackets");
    return false;
}

bool gm_cell_metric_find(const gm_twin *twin, const gm_measure *m, gm_metric *out,
                         gm_arena *arena, gm_diag *diag)
{
    *out = (gm_metric){.of = kind_of(m)};
    GM_REQUIRE(out->of != GM_N_METRICS && twin->model->cell);
    return (out->of == GM_METRIC_CELL || find_name(twin, m, out, arena, diag)) &&
           find_figure(twin, m, out, arena, diag) && has_figure(twin, out, m->src, diag) &&
           takes_nothing_more(m, out->of, diag);
}

// ---- the plan

bool gm_claim_cell_make(const gm_twin *twin, gm_claim_plan *plan, gm_dim *dim, gm_arena *arena,
                        gm_diag *diag)
{
    gm_metric metric;
    plan->by = GM_ANSWER_CANNOT;
    if (!twin->model->cell) {
        plan->why = "no cell in the model";
        return false;
    }
    if (!gm_cell_metric_find(twin, &plan->def->measure, &metric, arena, diag)) {
        return false;
    }
    if (plan->def->in.kind != GM_WINDOW_RUN) {
        gm_diag_error(diag, plan->def->in.src, "a claim about the cell has no `in:`");
        return false;
    }
    double one;
    bool is_known = gm_unit_find(metric.row->unit, &one, dim);
    GM_REQUIRE(is_known);
    plan->by = GM_ANSWER_CELL;
    plan->metric = metric;
    return true;
}
