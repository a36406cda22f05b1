// SPDX-License-Identifier: MIT

#include "battery/bpx.h"

#include "app/cell_fit.h"
#include "app/output.h"
#include "app/verbs.h"
#include "core/json.h"
#include "core/os_thread.h"
#include "gemba/version.h"
#include "report/cell_plot.h"
#include "report/cell_report.h"
#include "report/cell_study_report.h"

#include <inttypes.h>
#include <string.h>

// ---- what is asked

// Names of what a file asks, or of what is done where it asks for nothing.
static int names_of(const gm_cell_ask *ask, const char **names)
{
    int n = 0;
    for (int32_t i = 0; i < ask->n_charges; i++) {
        names[n++] = ask->charges[i].name;
    }
    for (int32_t i = 0; i < ask->n_experiments; i++) {
        names[n++] = ask->experiments[i].name;
    }
    if (n == 0) {
        names[n++] = GM_CELL_DEFAULT_NAME;
    }
    return n;
}

static bool has_name(const char *name, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

// Leaves what has a name; a charge and an experiment may share it.
static void keep_only(const char *name, gm_cell_ask *ask)
{
    const gm_charge_def *charges = ask->charges;
    const gm_experiment_def *experiments = ask->experiments;
    int32_t n_charges = ask->n_charges;
    int32_t n_experiments = ask->n_experiments;
    ask->n_charges = 0;
    ask->n_experiments = 0;
    for (int32_t i = 0; i < n_charges; i++) {
        if (strcmp(charges[i].name, name) == 0) {
            ask->charges = &charges[i];
            ask->n_charges = 1;
        }
    }
    for (int32_t i = 0; i < n_experiments; i++) {
        if (strcmp(experiments[i].name, name) == 0) {
            ask->experiments = &experiments[i];
            ask->n_experiments = 1;
        }
    }
}

// False after a message on stderr: nothing has the name that is asked for.
static bool choose(const gm_options *options, gm_cell_ask *ask, gm_arena *arena)
{
    if (!options->only) {
        return true;
    }
    const char **names = GM_NEW(arena, const char *, ask->n_charges + ask->n_experiments + 1);
    int n = names_of(ask, names);
    if (has_name(options->only, names, n)) {
        keep_only(options->only, ask);
        return true;
    }
    const char *near = gm_text_nearest(options->only, names, n);
    fprintf(stderr, "gemba: --only: no charge and no experiment is called '%s'", options->only);
    if (near) {
        fprintf(stderr, "; did you mean '%s'?\n", near);
        return false;
    }
    fputs("; there is", stderr);
    for (int i = 0; i < n; i++) {
        fprintf(stderr, "%s %s", i > 0 ? "," : "", names[i]);
    }
    fputc('\n', stderr);
    return false;
}

// ---- what is told

#define FUTURES 200 // of a file without claims about its cell

static void print_json(const gm_opened *opened, const gm_cell_answer *answer,
                       const gm_cell_study *study)
{
    char hash[24];
    gm_json j = gm_json_to_file(stdout, 1);
    (void)snprintf(hash, sizeof hash, "%016" PRIx64, opened->model->hash);
    gm_json_begin_object(&j);
    gm_json_put_bool(&j, "ok", true);
    gm_json_put_text(&j, "gemba", GM_VERSION);
    gm_json_put_text(&j, "name", opened->model->name);
    gm_json_put_text(&j, "model_hash", hash);
    gm_cell_report_json(answer, &j);
    if (study->twin) {
        gm_cell_study_json(study, &j);
    }
    gm_json_end(&j);
}

// What was asked and cannot be is a run that failed; what was done is told all the same.
static gm_status status_of(const gm_cell_answer *a)
{
    bool is_whole = true;
    for (int32_t i = 0; i < a->n_charges; i++) {
        is_whole = is_whole && a->charges[i].result.verdict != GM_CHARGE_NO_HEAT;
    }
    for (int32_t i = 0; i < a->n_experiments; i++) {
        is_whole = is_whole && a->experiments[i].result.is_whole;
    }
    return is_whole ? GM_OK : GM_ERR_RUN;
}

// ---- what is uncertain

static bool has_claims(const gm_twin *twin)
{
    bool has = false;
    for (int32_t i = 0; i < twin->n_claims; i++) {
        has = has || twin->claims[i].by == GM_ANSWER_CELL;
    }
    return has;
}

static gm_status study(const gm_options *options, gm_opened *opened, gm_cell_study *out)
{
    int32_t by_itself = has_claims(opened->twin) ? GM_CELL_FUTURES : FUTURES;
    gm_progress progress = gm_progress_begin(options, "futures of the cell");
    gm_cell_run_options how = {
        .n_threads = options->threads > 0 ? options->threads : gm_processors(),
        .stop = &gm_interrupted,
        .progress = progress.is_on ? gm_progress_show : NULL,
        .user = &progress,
    };
    gm_status status =
        gm_cell_study_run(opened->twin, options->draws >= 0 ? options->draws : by_itself, &how,
                          &opened->arena, out);
    gm_progress_end(&progress);
    return status;
}

// ---- the verb

static int code_of(gm_status status, const gm_cell_study *s)
{
    for (int32_t i = 0; i < s->n_claims && status == GM_OK; i++) {
        gm_verdict v = s->claims[i].verdict;
        if (v == GM_VERDICT_FAILS || v == GM_VERDICT_OPEN) {
            return 1;
        }
    }
    return gm_status_exit_code(status);
}

static void tell(const gm_options *options, gm_opened *opened, const gm_cell_answer *a)
{
    bool is_picture_only = options->svg && strcmp(options->svg, "-") == 0;
    if (!options->json && !is_picture_only) {
        gm_cell_report_text(a, opened->model->name, gm_page_of(stdout), stdout);
        if (!options->only) {
            gm_cell_sections_text(a, gm_page_of(stdout), stdout);
        }
        (void)fflush(stdout);
    }
}

// The cell alone, in the format of others.
static gm_status write_bpx(const gm_options *options, gm_opened *opened)
{
    const gm_model *model = opened->model;
    gm_bpx bpx = {.title = model->name, .description = model->about, .cell = *model->cell};
    gm_text text = gm_text_init(&opened->arena);
    gm_json json = gm_json_to_text(&text, 2);
    gm_status status = gm_bpx_write(&bpx, &json, &opened->arena, &opened->diag);
    if (status != GM_OK) {
        gm_print_faults(options, status, &opened->diag);
        return status;
    }
    return gm_output_write(options->bpx, text.at, &opened->arena);
}

// The futures are those of all that the file asks: one part alone has none.
static bool has_study(const gm_options *options)
{
    bool is_picture_only = options->svg && strcmp(options->svg, "-") == 0;
    return !options->only && !is_picture_only;
}

static int answer(const gm_options *options, gm_opened *opened)
{
    gm_cell_answer a;
    gm_cell_study s = {0};
    gm_cell_ask ask = opened->model->cell_ask;
    if (!choose(options, &ask, &opened->arena) ||
        !gm_output_is_safe(options->svg, "--svg", opened->model)) {
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    if (options->bpx) {
        return gm_status_exit_code(gm_output_is_safe(options->bpx, "--bpx", opened->model)
                                       ? write_bpx(options, opened)
                                       : GM_ERR_USAGE);
    }
    gm_status status = gm_cell_answer_all(&ask, &opened->arena, &opened->diag, &a);
    if (status != GM_OK) {
        gm_print_faults(options, status, &opened->diag);
        return gm_status_exit_code(status);
    }
    tell(options, opened, &a);
    if (options->svg) {
        const char *svg = gm_cell_svg(&a, opened->model->name, &opened->arena);
        status = gm_output_write(options->svg, svg, &opened->arena);
    }
    bool is_studied = status == GM_OK && has_study(options);
    if (is_studied) {
        status = study(options, opened, &s);
    }
    if (options->json) {
        print_json(opened, &a, &s);
    } else if (is_studied) {
        gm_cell_study_text(&s, gm_page_of(stdout), stdout);
    }
    if (status == GM_ERR_INTERRUPTED) {
        fputs("gemba: interrupted; what was done is told\n", stderr);
    }
    int code = code_of(status == GM_OK ? status_of(&a) : status, &s);
    if (is_studied) {
        gm_cell_study_fini(&s);
    }
    return code;
}

int gm_verb_cell(const gm_options *options)
{
    gm_opened opened;
    if (options->json && options->svg && strcmp(options->svg, "-") == 0) {
        fputs("gemba: --json and --svg - both go to standard output\n", stderr);
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    if (options->write && !options->fit) {
        fputs("gemba: cell --write goes with --fit\n", stderr);
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    gm_status status = gm_open(options, options->scenario, &opened);
    if (status == GM_OK && !opened.model->cell) {
        fprintf(stderr, "gemba: there is no `cell:` in %s\n", options->file);
        status = GM_ERR_USAGE;
    }
    int code = gm_status_exit_code(status);
    if (status == GM_OK) {
        gm_catch_interrupts();
        code = options->fit ? gm_status_exit_code(gm_cell_fit(options, &opened))
                            : answer(options, &opened);
    }
    gm_close(&opened);
    return code;
}
