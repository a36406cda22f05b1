// SPDX-License-Identifier: MIT

#include "report/fit_cell_report.h"

#include "core/text.h"
#include "twin/fit_space.h"

#include <math.h>
#include <string.h>

#define FIGURES          4
#define INTERVAL_FIGURES 3
#define NAME_LEAST       30 // of a column of paths, before it is cut

typedef struct writer {
    const gm_fit_cell_answer *a;
    gm_page page;
    FILE *out;
    gm_arena arena;
} writer;

const char *gm_fit_model_name(const gm_fit_def *def)
{
    static const char *const names[] = {"DFN", "SPMe", "SPM"};
    return names[def->model];
}

// ---- values

static const char *value_text(writer *w, const gm_fit_value *v, double value)
{
    return isfinite(value) ? gm_fit_value_text(v->def, value, FIGURES, &w->arena) : "";
}

// "1.73e-14 .. 2.2e-14 m2/s"; empty: it has none.
static const char *interval_text(writer *w, const gm_fit_value *v)
{
    if (!v->is_known && v->edge == 0 && !w->a->result.is_interrupted) {
        return "cannot be said";
    }
    if (!isfinite(v->low) || !isfinite(v->high)) {
        return "";
    }
    const char *low = gm_fit_value_text(v->def, v->low, INTERVAL_FIGURES, &w->arena);
    const char *high = gm_fit_value_text(v->def, v->high, INTERVAL_FIGURES, &w->arena);
    return gm_arena_printf(&w->arena, "%.*s .. %s", (int)strcspn(low, " "), low, high);
}

static void write_values(writer *w)
{
    static const char *const heads[] = {"parameter", ">written", ">best", ">95 %", NULL};
    const gm_fit_result *r = &w->a->result;
    gm_text_table table = gm_text_table_of(&w->arena, w->page, heads);
    table.least[0] = NAME_LEAST;
    for (int32_t i = 0; i < r->n_parameters; i++) {
        const gm_fit_value *v = &r->values[i];
        const char *cells[] = {v->def->name, value_text(w, v, v->written),
                               value_text(w, v, v->best), interval_text(w, v)};
        gm_text_table_row(&table, cells, 4);
    }
    gm_text_table_print(&table, w->out);
    fputc('\n', w->out);
}

// ---- curves

static const char *millivolts(writer *w, double volts)
{
    return gm_arena_printf(&w->arena, "%.2f mV", 1e3 * volts);
}

static const char *time_text(writer *w, double seconds)
{
    return seconds < 10000.0 ? gm_arena_printf(&w->arena, "%.4g s", seconds)
                             : gm_arena_printf(&w->arena, "%.4g h", seconds / 3600.0);
}

static void write_curves(writer *w)
{
    static const char *const heads[] = {"curve", ">rows", ">start", ">RMS written",
                                        ">RMS",  ">most", ">at",    NULL};
    const gm_fit_result *r = &w->a->result;
    gm_text_table table = gm_text_table_of(&w->arena, w->page, heads);
    int32_t n = 0;
    for (int32_t i = 0; i < r->n_data; i++) {
        const gm_fit_datum *d = &r->data[i];
        if (d->kind != GM_FIT_DATA_CURVE) {
            continue;
        }
        const char *cells[] = {d->name,
                               gm_arena_printf(&w->arena, "%d", (int)d->n),
                               gm_arena_printf(&w->arena, "%.1f %%", 100.0 * d->run.start),
                               millivolts(w, d->rms_written),
                               millivolts(w, d->rms),
                               millivolts(w, d->worst),
                               time_text(w, d->series->time_s[d->worst_i])};
        gm_text_table_row(&table, cells, 7);
        n++;
        if (!d->is_whole_written && d->run.is_whole) {
            gm_text_table_note(&table, "as it is written it ends before the curve does");
        }
        if (!d->run.is_whole) {
            gm_text_table_note(&table,
                               gm_arena_printf(&w->arena, "it ends at %s: %s",
                                               time_text(w, d->run.until_s),
                                               gm_march_end_text(&d->run.end, &w->arena)));
        }
    }
    if (n > 0) {
        gm_text_table_print(&table, w->out);
        fputc('\n', w->out);
    }
}

// ---- sessions

static const char *amount(writer *w, const gm_fit_point_def *p, double value)
{
    return p->power_w > 0.0  ? gm_arena_printf(&w->arena, "%.1f kW", value / 1e3)
           : p->time_s > 0.0 ? gm_arena_printf(&w->arena, "%.2f min", value / 60.0)
                             : gm_arena_printf(&w->arena, "%.1f kWh", value / 3.6e6);
}

static const char *place(writer *w, const gm_fit_datum *d, const gm_fit_point_def *p)
{
    if (p->power_w > 0.0) {
        return p->has_at ? gm_arena_printf(&w->arena, "power at %g %%", 100.0 * p->at)
                         : "greatest power";
    }
    return gm_arena_printf(&w->arena, "%s %g to %g %%", p->time_s > 0.0 ? "time" : "energy",
                           100.0 * (p->has_from ? p->from : d->charge.from),
                           100.0 * (p->has_to ? p->to : d->charge.to));
}

// What binds the charge as it is best, from where to where.
static void write_binds(writer *w, const gm_fit_datum *d)
{
    gm_text text = gm_text_init(&w->arena);
    gm_text_add(&text, d->is_there ? "binds: " : "as it is best there is no such charge");
    for (int32_t i = 0; d->is_there && i < d->result.n_spans; i++) {
        const gm_charge_span *s = &d->result.spans[i];
        gm_text_addf(&text, "%s%s to %.1f %%", i > 0 ? ", " : "",
                     gm_charge_binds_text(s->binds), 100.0 * s->to);
    }
    gm_text_wrap(text.at, w->page.columns, 2, w->out);
}

static void write_session(writer *w, const gm_fit_datum *d)
{
    static const char *const heads[] = {"session", ">seen", ">written", ">best", ">off", NULL};
    static const char *const is[] = {"", ">= ", "<= "};
    gm_text_table table = gm_text_table_of(&w->arena, w->page, heads);
    for (int32_t k = 0; k < d->n; k++) {
        const gm_fit_point_def *p = &d->session->points.items[k];
        const char *cells[] = {
            gm_arena_printf(&w->arena, "%s: %s", d->name, place(w, d, p)),
            gm_arena_printf(&w->arena, "%s%s", is[p->is], amount(w, p, d->measured[k])),
            amount(w, p, d->written[k]), amount(w, p, d->best[k]),
            gm_arena_printf(&w->arena, "%.1f %%", 100.0 * (d->best[k] / d->measured[k] - 1.0))};
        gm_text_table_row(&table, cells, 5);
    }
    gm_text_table_note(&table, gm_arena_printf(&w->arena,
                                               "RMS %.1f %% as written, %.1f %% at best; what "
                                               "is at least or at most so much counts where "
                                               "it is not",
                                               100.0 * d->rms_written, 100.0 * d->rms));
    gm_text_table_print(&table, w->out);
    write_binds(w, d);
    fputc('\n', w->out);
}

// ---- what is known

static void write_correlations(writer *w)
{
    const gm_fit_result *r = &w->a->result;
    if (r->n_parameters < 2) {
        return;
    }
    const char *heads[GM_FIT_PARAMETERS + 2] = {"correlation"};
    for (int32_t i = 0; i < r->n_parameters; i++) {
        heads[i + 1] = gm_arena_printf(&w->arena, ">%d", (int)i + 1);
    }
    heads[r->n_parameters + 1] = NULL;
    gm_text_table table = gm_text_table_of(&w->arena, w->page, heads);
    for (int32_t i = 0; i < r->n_parameters; i++) {
        const char *cells[GM_FIT_PARAMETERS + 1] = {
            gm_arena_printf(&w->arena, "%d %s", (int)i + 1, r->values[i].def->name)};
        for (int32_t j = 0; j <= i; j++) {
            cells[j + 1] =
                gm_arena_printf(&w->arena, "%.2f", r->correlations[i * r->n_parameters + j]);
        }
        gm_text_table_row(&table, cells, (int)i + 2);
    }
    gm_text_table_print(&table, w->out);
    fputc('\n', w->out);
}

static void say(writer *w, const char *text)
{
    gm_text_wrap(text, w->page.columns, 2, w->out);
}

static void say_of_values(writer *w)
{
    const gm_fit_result *r = &w->a->result;
    for (int32_t i = 0; i < r->n_parameters; i++) {
        const gm_fit_value *v = &r->values[i];
        if (v->edge != 0) {
            say(w, gm_arena_printf(&w->arena,
                                   "! %s is at the edge of its range, %s: what is best may lie "
                                   "beyond, and its "
                                   "interval means nothing.",
                                   v->def->name, value_text(w, v, v->best)));
        } else if (!v->is_known) {
            say(w, gm_arena_printf(&w->arena,
                                   "! %s cannot be said: its interval is as wide as its range.",
                                   v->def->name));
        }
    }
}

static void say_of_pairs(writer *w)
{
    const gm_fit_result *r = &w->a->result;
    for (int32_t i = 0; i < r->n_parameters; i++) {
        for (int32_t j = 0; j < i; j++) {
            double c = r->correlations[i * r->n_parameters + j];
            if (fabs(c) > GM_FIT_ALIKE) {
                say(w,
                    gm_arena_printf(&w->arena,
                                    "! %s and %s cannot be told apart: correlation %.3f. Other "
                                    "pairs of values do as well; fix one of them.",
                                    r->values[j].def->name, r->values[i].def->name, c));
            }
        }
    }
}

static void say_of_blurs(writer *w)
{
    const gm_fit_result *r = &w->a->result;
    for (int32_t k = 0; k < r->n_blurs; k++) {
        const gm_fit_blur *b = &r->blurs[k];
        if (b->n < 3) { // told already
            continue;
        }
        gm_text text = gm_text_init(&w->arena);
        gm_text_add(&text, "! only together are known: ");
        for (int32_t i = 0; i < b->n; i++) {
            gm_text_addf(&text, "%s%s", i > 0 ? ", " : "", r->values[b->of[i]].def->name);
        }
        gm_text_add(&text, "; along one direction of them the data tell hardly anything.");
        say(w, text.at);
    }
}

static void say_of_rows(writer *w)
{
    const gm_fit_result *r = &w->a->result;
    double rows = 0.0;
    double alike = 0.0;
    for (int32_t i = 0; i < r->n_data; i++) {
        rows += r->data[i].n;
        alike = fmax(alike, r->data[i].alike);
    }
    if (alike > 0.3) {
        say(w,
            gm_arena_printf(
                &w->arena,
                "Differences go on from row to row (correlation up to %.2f): %.0f rows are "
                "worth "
                "%.1f of their own, and the intervals are wider by that. What the model itself "
                "does not do, they do not know of.",
                alike, rows, r->n_told));
    }
}

static void write_known(writer *w)
{
    if (w->a->result.is_interrupted) {
        say(w, "Interrupted: these are the best values until then; nothing is known of them.");
        return;
    }
    write_correlations(w);
    say_of_values(w);
    say_of_pairs(w);
    say_of_blurs(w);
    say_of_rows(w);
}

void gm_fit_cell_text(const gm_fit_cell_answer *answer, gm_page page, FILE *out)
{
    writer w = {.a = answer, .page = page, .out = out};
    const gm_fit_result *r = &answer->result;
    fprintf(out, "fit %s: %d parameter%s, %d curve%s or session%s · %s · %d cells in %.1f s\n",
            answer->def->name, (int)r->n_parameters, r->n_parameters == 1 ? "" : "s",
            (int)r->n_data, r->n_data == 1 ? "" : "s", r->n_data == 1 ? "" : "s",
            gm_fit_model_name(answer->def), (int)r->n_runs, answer->time_s);
    write_values(&w);
    write_curves(&w);
    for (int32_t i = 0; i < r->n_data; i++) {
        if (r->data[i].kind == GM_FIT_DATA_SESSION) {
            write_session(&w, &r->data[i]);
        }
    }
    write_known(&w);
    fputc('\n', out);
    gm_arena_fini(&w.arena);
}
