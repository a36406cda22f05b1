// SPDX-License-Identifier: MIT

#include "tables/open.h"

#include "app/edit.h"
#include "app/output.h"
#include "app/verbs.h"
#include "core/text.h"
#include "core/units.h"
#include "num/elementary.h"
#include "report/fit_report.h"

#include <math.h>
#include <string.h>

typedef struct job {
    const gm_options *options;
    gm_arena arena;
    gm_diag diag;
    gm_records records;
    gm_column column;
    gm_fitting fitting;
    gm_fit_way way;
    gm_dist_kind kind;
} job;

// ---- the call

static bool read_time(const char *option, const char *text, double *out)
{
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    if (!text) {
        return true;
    }
    if (!gm_quantity_parse_as(text, "s", &q, error)) {
        fprintf(stderr, "gemba: --%s: %s\n", option, error);
        return false;
    }
    *out = q.value;
    return true;
}

static bool read_law(job *j)
{
    const char *law = j->options->law;
    j->way = GM_FIT_BEST;
    if (!law || gm_fit_way_of(law, &j->way, &j->kind)) {
        return true;
    }
    int n = 0;
    while (gm_fit_words[n]) {
        n++;
    }
    const char *near = gm_text_nearest(law, gm_fit_words, n);
    fprintf(stderr, "gemba: --law: unknown law '%s'", law);
    if (near) {
        fprintf(stderr, "; did you mean '%s'?\n", near);
    } else {
        fputs("; it is best, mix, empirical, replay or the word of a law\n", stderr);
    }
    return false;
}

static bool read_wheres(job *j, gm_column_ask *ask)
{
    for (int i = 0; i < j->options->n_wheres; i++) {
        const char *text = j->options->wheres[i];
        const char *equals = strchr(text, '=');
        if (!equals || equals == text || ask->n_wheres == GM_TABLE_MOST_WHERES) {
            fprintf(stderr, "gemba: --where takes up to %d times COLUMN=TEXT, got '%s'\n",
                    GM_TABLE_MOST_WHERES, text);
            return false;
        }
        ask->wheres[ask->n_wheres++] = (gm_where){
            gm_arena_strndup(&j->arena, text, (size_t)(equals - text)), equals + 1, ask->src};
    }
    return true;
}

static bool read_call(job *j, gm_column_ask *ask)
{
    const gm_options *o = j->options;
    if (!o->file || !o->column) {
        fprintf(stderr, "gemba: fit needs a table and a column, like `gemba fit times.csv "
                        "--column weld`\n");
        return false;
    }
    if ((o->write != NULL) != (o->at != NULL)) {
        fputs("gemba: --write MODEL goes with --at PATH, like `--write line.yaml --at "
              "plant.weld.time`\n",
              stderr);
        return false;
    }
    *ask = (gm_column_ask){.column = o->column,
                           .src = {.origin = "--column"},
                           .unit = o->unit,
                           .unit_src = {.origin = "--unit"},
                           .ended = o->ended,
                           .by = o->by};
    const char *const inputs[] = {o->file, o->write};
    bool ok = gm_output_spares(o->svg, "--svg", inputs, 2) && read_law(j) &&
              read_time("least", o->least, &ask->least) &&
              read_time("most", o->most, &ask->most);
    const char *fault = ok && o->most ? gm_bounds_fault(ask->least, ask->most) : NULL;
    if (fault) {
        fprintf(stderr, "gemba: --most: %s\n", fault);
    }
    return ok && !fault && read_wheres(j, ask);
}

// ---- the answer

static gm_status write_plot(job *j, const gm_chosen_law *chosen)
{
    const char *path = j->options->svg;
    if (!path) {
        return GM_OK;
    }
    return gm_output_write(path, gm_fit_svg(&j->fitting, chosen, &j->arena), &j->arena);
}

// The best law that is refused goes into a model with a word on that.
static void note_refusal(job *j, gm_chosen_law *chosen)
{
    const gm_fitting *f = &j->fitting;
    const gm_fit *best = j->way == GM_FIT_BEST && f->best >= 0 ? &f->fits[f->best] : NULL;
    bool is_law = best && !chosen->why_not && chosen->law.kind == best->law.kind;
    double p = is_law ? fmin(best->ks_p, best->ad_p) : GM_NAN;
    if (p < GM_LAW_REFUSED) {
        gm_chosen_refuse(chosen, p, &j->column, &j->arena);
    }
    if (chosen->note && j->options->write) {
        fprintf(stderr, "gemba: %s; `--law empirical` writes the values as they are\n",
                chosen->note);
    }
}

static gm_status answer(job *j)
{
    gm_dist_kind asked = j->way == GM_FIT_ONE ? j->kind : GM_DIST_CONSTANT;
    gm_fitting_make(&j->column, true, asked, &j->arena, &j->fitting);
    gm_chosen_law chosen = gm_law_choose(&j->column, j->way, j->kind, &j->arena);
    note_refusal(j, &chosen);
    if (j->options->json) {
        gm_json json = gm_json_to_file(stdout, 1);
        gm_fit_json(&j->fitting, &chosen, &json);
    } else {
        gm_fit_text(&j->fitting, &chosen, gm_page_of(stdout), stdout);
    }
    GM_TRY(write_plot(j, &chosen));
    if (!j->options->write) {
        return GM_OK;
    }
    if (chosen.why_not) {
        fputs("gemba: there is no law to write\n", stderr);
        return GM_ERR_MODEL;
    }
    return gm_edit_model(j->options->write, j->options->at, gm_chosen_text(&chosen, &j->arena),
                         &j->arena, &j->diag);
}

int gm_verb_fit(const gm_options *options)
{
    job j = {.options = options};
    gm_column_ask ask;
    if (!read_call(&j, &ask)) {
        gm_arena_fini(&j.arena);
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    gm_records_ask want = {
        .path = options->file, .what = options->table, .src = {.origin = "the call"}};
    gm_status status = gm_table_open(&want, &j.arena, &j.diag, &j.records);
    status = status == GM_ERR_IO ? GM_ERR_USAGE : status;
    if (status == GM_OK && !gm_column_read(&j.records, &ask, &j.arena, &j.diag, &j.column)) {
        status = GM_ERR_MODEL;
    }
    if (status == GM_OK) {
        status = answer(&j);
    }
    gm_diag_print(&j.diag, stderr, gm_has_colour(stderr));
    gm_diag_fini(&j.diag);
    gm_arena_fini(&j.arena);
    return gm_status_exit_code(status);
}
