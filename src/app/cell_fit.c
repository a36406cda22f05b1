// SPDX-License-Identifier: MIT

#include "app/cell_fit.h"

#include "app/edit.h"
#include "app/output.h"
#include "core/os_thread.h"
#include "gemba/version.h"
#include "num/minimise.h"
#include "report/fit_cell_report.h"
#include "twin/fit_space.h"

#include <inttypes.h>
#include <string.h>

typedef struct job {
    const gm_options *options;
    gm_opened *opened;
    gm_progress progress;
    int32_t n;
    gm_fit_space *spaces;
    gm_fit_cell_answer *answers;
} job;

// ---- the call

static bool is_wanted(const job *j, int32_t i)
{
    const char *only = j->options->only;
    return !only || strcmp(only, j->opened->model->fits[i].name) == 0;
}

static bool is_call_sound(const job *j)
{
    const gm_options *o = j->options;
    const gm_model *model = j->opened->model;
    int32_t n = 0;
    for (int32_t i = 0; i < model->n_fits; i++) {
        n += is_wanted(j, i);
    }
    if (!gm_minimise_is_there()) {
        fputs("gemba: this build has no NLopt, which --fit needs (Debian: libnlopt-dev)\n",
              stderr);
        return false;
    }
    if (model->n_fits == 0) {
        fprintf(stderr, "gemba: there are no `fits:` in %s\n", o->file);
        return false;
    }
    if (n == 0) {
        fprintf(stderr, "gemba: --only: no fit is called '%s'; there is", o->only);
        for (int32_t i = 0; i < model->n_fits; i++) {
            fprintf(stderr, "%s %s", i > 0 ? "," : "", model->fits[i].name);
        }
        fputc('\n', stderr);
        return false;
    }
    const char *const inputs[] = {o->file, o->write};
    return gm_output_is_safe(o->svg, "--svg", model) &&
           gm_output_spares(o->svg, "--svg", inputs, 2);
}

// ---- one fit

static bool is_interrupted(void *user)
{
    (void)user;
    return gm_interrupted != 0;
}

static void show(void *user, double share)
{
    const job *j = user;
    gm_progress_show((void *)&j->progress, share);
}

static gm_status run_one(job *j, int32_t fit_i)
{
    gm_arena *arena = &j->opened->arena;
    gm_fit_space *space = &j->spaces[j->n];
    gm_fit_cell_answer *a = &j->answers[j->n];
    gm_fit_series *series;
    char what[80];
    GM_TRY(gm_fit_space_open(j->opened->model, fit_i, arena, &j->opened->diag, space));
    GM_TRY(gm_fit_of_def(space->def, &space->cell, arena, &j->opened->diag, &series));
    gm_fit_ask ask = {.def = space->def,
                      .series = series,
                      .open = gm_fit_space_cell,
                      .user = space,
                      .written = space->written,
                      .stop = is_interrupted,
                      .progress = show,
                      .watcher = j};
    (void)snprintf(what, sizeof what, "fitting %.60s", space->def->name);
    j->progress = gm_progress_begin(j->options, what);
    double began_s = gm_wall_s();
    a->def = space->def;
    gm_fit_run(&ask, arena, &a->result);
    a->time_s = gm_wall_s() - began_s;
    gm_progress_end(&j->progress);
    j->n++;
    return a->result.is_interrupted ? GM_ERR_INTERRUPTED : GM_OK;
}

// ---- the answer

static void print_json(const job *j)
{
    char hash[24];
    gm_json json = gm_json_to_file(stdout, 1);
    (void)snprintf(hash, sizeof hash, "%016" PRIx64, j->opened->model->hash);
    gm_json_begin_object(&json);
    gm_json_put_bool(&json, "ok", true);
    gm_json_put_text(&json, "gemba", GM_VERSION);
    gm_json_put_text(&json, "name", j->opened->model->name);
    gm_json_put_text(&json, "model_hash", hash);
    gm_json_key(&json, "fits");
    gm_json_begin_array(&json);
    for (int32_t i = 0; i < j->n; i++) {
        gm_fit_cell_json(&j->answers[i], &json);
    }
    gm_json_end(&json);
    gm_json_end(&json);
}

static gm_status tell(const job *j)
{
    const gm_options *o = j->options;
    bool is_picture_only = o->svg && strcmp(o->svg, "-") == 0;
    if (o->json) {
        print_json(j);
    } else if (!is_picture_only) {
        for (int32_t i = 0; i < j->n; i++) {
            gm_fit_cell_text(&j->answers[i], gm_page_of(stdout), stdout);
        }
    }
    if (!o->svg) {
        return GM_OK;
    }
    gm_arena *arena = &j->opened->arena;
    const char *svg = gm_fit_cell_svg(j->answers, j->n, j->opened->model->name, arena);
    return gm_output_write(o->svg, svg, arena);
}

static bool are_writable(const gm_fit_text *texts, int32_t n)
{
    for (int32_t k = 0; k < n; k++) {
        if (!texts[k].text) {
            fprintf(stderr,
                    "gemba: %s: what is written there cannot be replaced by a number; nothing "
                    "was written, put the factor in yourself\n",
                    texts[k].path);
            return false;
        }
    }
    return true;
}

static gm_status write_fit(const job *j, int32_t i)
{
    int32_t n;
    gm_arena *arena = &j->opened->arena;
    const gm_fit_text *texts =
        gm_fit_space_texts(&j->spaces[i], &j->answers[i].result, arena, &n);
    gm_status status = are_writable(texts, n) ? GM_OK : GM_ERR_USAGE;
    for (int32_t k = 0; k < n && status == GM_OK; k++) {
        status = gm_edit_model(j->options->write, texts[k].path, texts[k].text, arena,
                               &j->opened->diag);
    }
    return status;
}

static gm_status write_values(const job *j)
{
    gm_status status = GM_OK;
    for (int32_t i = 0; i < j->n && status == GM_OK; i++) {
        status = write_fit(j, i);
    }
    return status;
}

gm_status gm_cell_fit(const gm_options *options, gm_opened *opened)
{
    job j = {.options = options, .opened = opened};
    gm_status status = GM_OK;
    if (!is_call_sound(&j)) {
        return GM_ERR_USAGE;
    }
    j.spaces = GM_NEW(&opened->arena, gm_fit_space, opened->model->n_fits);
    j.answers = GM_NEW(&opened->arena, gm_fit_cell_answer, opened->model->n_fits);
    for (int32_t i = 0; i < opened->model->n_fits && status == GM_OK; i++) {
        status = is_wanted(&j, i) ? run_one(&j, i) : GM_OK;
    }
    if (status == GM_OK || status == GM_ERR_INTERRUPTED) {
        gm_status told = tell(&j);
        status = status == GM_OK ? told : status;
    }
    if (status == GM_OK && options->write) {
        status = write_values(&j);
    }
    if (status == GM_ERR_MODEL) {
        gm_print_faults(options, status, &opened->diag);
    }
    return status;
}
