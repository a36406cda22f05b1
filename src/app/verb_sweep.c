// SPDX-License-Identifier: MIT

#define _POSIX_C_SOURCE 200809L

#include "app/output.h"
#include "app/verbs.h"
#include "core/os_file.h"
#include "core/os_thread.h"
#include "core/text.h"
#include "report/sweep_report.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define MANY_POINTS 50000 // read in some ten seconds

typedef struct job {
    const gm_options *options;
    gm_arena arena;
    gm_variant_source source;
    gm_variant base; // what holds at all points: its measures, its tree
    bool has_base;
    gm_sweep sweep;
    const char *path; // of the results
} job;

// ---- the call

static bool is_stdout(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

static bool read_design(const gm_options *o, gm_design_kind *out)
{
    static const gm_design_kind drawn[] = {GM_DESIGN_SOBOL, GM_DESIGN_LATIN};
    *out = o->points > 0 ? GM_DESIGN_SOBOL : GM_DESIGN_GRID;
    if (!o->design) {
        return true;
    }
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        if (strcmp(o->design, gm_design_word(drawn[i])) == 0 && o->points > 0) {
            *out = drawn[i];
            return true;
        }
    }
    if (o->points == 0 && strcmp(o->design, gm_design_word(GM_DESIGN_GRID)) == 0) {
        return true;
    }
    fprintf(stderr,
            o->points > 0 ? "gemba: --design of points is one of sobol, lhs, got '%s'\n"
                          : "gemba: --design %s needs --points: how many are drawn\n",
            o->design);
    return false;
}

// "bases/line.yaml" becomes "line.sweep.sqlite", in the folder that one is in.
static const char *default_path(const gm_options *options, gm_arena *arena)
{
    if (is_stdout(options->file)) {
        return "model.sweep.sqlite";
    }
    const char *slash = strrchr(options->file, '/');
    const char *name = slash ? slash + 1 : options->file;
    const char *dot = strrchr(name, '.');
    int len = dot && dot > name ? (int)(dot - name) : (int)strlen(name);
    return gm_arena_printf(arena, "%.*s.sweep.sqlite", len, name);
}

static void add_words(gm_text *command, const gm_options *options, int from, int to)
{
    for (int i = from; i < to; i++) {
        gm_text_add(command, " ");
        gm_text_add_word(command, options->argv[i]);
    }
}

static const char *command_of(const gm_options *options, gm_arena *arena)
{
    gm_text out = gm_text_init(arena);
    gm_text_add(&out, "gemba");
    add_words(&out, options, options->first_word, options->argc);
    add_words(&out, options, 1, options->first_word);
    return out.at;
}

// One seed for all and one for each point contradict.
static bool is_seed_one(const gm_options *options)
{
    for (int i = 0; i < options->n_varies; i++) {
        if (options->seed >= 0 && gm_text_starts_with(options->varies[i], "clock.seed=")) {
            fputs("gemba: --seed gives all points one seed, --vary clock.seed each its own\n",
                  stderr);
            return false;
        }
    }
    return true;
}

static bool is_call_sound(const gm_options *options)
{
    if (options->file && options->n_varies == 0) {
        fputs("gemba: sweep needs something to vary, like `--vary plant.rack.holds=1,2,5`\n",
              stderr);
        return false;
    }
    if (is_stdout(options->output)) {
        fputs("gemba: results of a sweep go into a file; --csv - writes rows to standard "
              "output\n",
              stderr);
        return false;
    }
    if (is_stdout(options->csv) && options->json) {
        fputs("gemba: --csv - and --json both ask for standard output\n", stderr);
        return false;
    }
    return is_seed_one(options);
}

// ---- the model

// What holds at all points. Faults are printed.
static gm_status open_base(job *j)
{
    const gm_options *o = j->options;
    const char *why = NULL;
    gm_model_options how = {
        .scenario = o->scenario, .sets = o->sets, .n_sets = o->n_sets, .varied_by = "--vary"};
    if (!o->file ||
        gm_variant_source_read(o->file, &how, &j->arena, &j->source, &why) != GM_OK) {
        gm_opened none; // says what is wrong with the name
        gm_status status = gm_open(o, o->scenario, &none);
        gm_close(&none);
        return status == GM_OK ? GM_ERR_IO : status;
    }
    gm_status status = gm_variant_open(&j->source, NULL, 0, &j->base);
    j->has_base = true;
    gm_print_faults(o, status, &j->base.diag);
    return status;
}

static gm_status plan(job *j, gm_diag *diag)
{
    const gm_options *o = j->options;
    gm_design_kind kind = GM_DESIGN_GRID;
    if (!read_design(o, &kind)) {
        return GM_ERR_USAGE;
    }
    int64_t seed = o->seed >= 0 ? o->seed : j->base.model->clock.seed;
    j->sweep = (gm_sweep){.source = &j->source,
                          .command = command_of(o, &j->arena),
                          .replications = o->replications,
                          .seed = o->seed,
                          .engine = o->engine};
    gm_design_ask ask = {kind, o->points, (uint32_t)seed, o->n_varies, o->varies};
    bool ok = gm_design_create(&ask, j->base.model->root, &j->arena, diag, &j->sweep.design);
    ok &= gm_sweep_measures_find(j->base.twin, o->asked, o->n_asked, &j->arena, diag,
                                 &j->sweep.measures);
    return ok ? GM_OK : GM_ERR_MODEL;
}

static gm_sweep_options how_to(const job *j, gm_progress *progress)
{
    return (gm_sweep_options){
        .n_threads = j->options->threads > 0 ? j->options->threads : gm_processors(),
        .stop = &gm_interrupted,
        .progress = progress->is_on ? gm_progress_show : NULL,
        .user = progress,
    };
}

// Where no progress is drawn, a long wait is told once before it begins.
static void tell_of_reading(const job *j, const gm_progress *progress)
{
    int32_t n = j->sweep.design.n_points;
    if (n >= MANY_POINTS && !progress->is_on && !j->options->quiet) {
        fprintf(stderr,
                "gemba: reading the model at all %" PRId32 " points before the first is run, "
                "which takes a while\n",
                n);
    }
}

// Everything that can be wrong is told before anything is run or written.
static gm_status check(job *j)
{
    gm_diag diag = {0};
    gm_progress progress = gm_progress_begin(j->options, "reading the model at every point");
    gm_sweep_options how = how_to(j, &progress);
    gm_status status = plan(j, &diag);
    if (status == GM_OK) {
        tell_of_reading(j, &progress);
        status = gm_sweep_check(&j->sweep, &how, &j->arena, &diag);
        gm_progress_end(&progress);
    }
    if (status == GM_ERR_MODEL) {
        gm_print_faults(j->options, status, &diag);
    } else if (status == GM_ERR_INTERRUPTED) {
        fputs("gemba: interrupted before anything was run\n", stderr);
    }
    gm_diag_fini(&diag);
    return status;
}

// Nothing is left where nothing was. Pipes and devices are opened only to be written.
static bool can_write(const char *path)
{
    if (!path || is_stdout(path) || !gm_file_can_be_opened(path)) {
        return true;
    }
    FILE *own = fopen(path, "wx");
    FILE *out = own ? own : fopen(path, "a");
    bool ok = out && fclose(out) == 0;
    if (own) {
        remove(path);
    }
    if (!ok) {
        fprintf(stderr, "gemba: cannot write %s; nothing was run\n", path);
    }
    return ok;
}

static gm_status check_outputs(const job *j)
{
    const gm_options *o = j->options;
    const gm_model *model = j->base.model;
    if (!gm_output_is_safe(j->path, "--output", model) ||
        !gm_output_is_safe(is_stdout(o->csv) ? NULL : o->csv, "--csv", model) ||
        !gm_output_is_safe(o->svg, "--svg", model)) {
        return GM_ERR_USAGE;
    }
    if ((o->csv && strcmp(o->csv, j->path) == 0) || (o->svg && strcmp(o->svg, j->path) == 0) ||
        (o->csv && o->svg && strcmp(o->csv, o->svg) == 0)) {
        fputs("gemba: --output, --csv and --svg are three files\n", stderr);
        return GM_ERR_USAGE;
    }
    if (o->svg && o->n_varies != 1) {
        fprintf(
            stderr,
            "gemba: --svg draws means over one varied parameter, and %d vary; --csv takes them "
            "all; nothing was run\n",
            o->n_varies);
        return GM_ERR_USAGE;
    }
    const char *kind = gm_file_other_kind(j->path);
    if (kind) {
        fprintf(stderr,
                "gemba: %s is %s; results go into a file of their own, to be named by "
                "--output; nothing was run\n",
                j->path, kind);
        return GM_ERR_USAGE;
    }
    return can_write(o->csv) && can_write(o->svg) ? GM_OK : GM_ERR_IO;
}

// ---- the answer

static gm_status write_files(const gm_sweep_report *report, const gm_options *o,
                             gm_arena *arena)
{
    gm_status status = GM_OK;
    if (o->csv) {
        status = gm_output_write(o->csv, gm_sweep_csv(report, arena), arena);
    }
    if (o->svg) {
        const char *why = NULL;
        const char *svg = gm_sweep_svg(report, arena, &why);
        if (!svg) {
            fprintf(stderr, "gemba: no plot: %s\n", why);
            return status;
        }
        gm_status written = gm_output_write(o->svg, svg, arena);
        status = status == GM_OK ? written : status;
    }
    return status;
}

static gm_status answer(const job *j, gm_sweep_store *store, gm_status status)
{
    gm_arena arena;
    gm_sweep_rows rows;
    gm_arena_init(&arena, 0);
    gm_sweep_report report = {&j->sweep, &rows, j->base.model->name, j->path,
                              status == GM_ERR_INTERRUPTED};
    gm_status read = gm_sweep_store_read(store, &arena, &rows);
    if (read == GM_OK) {
        if (j->options->json) {
            gm_sweep_json(&report, stdout);
        } else if (!is_stdout(j->options->csv)) {
            gm_sweep_text(&report, gm_page_of(stdout), stdout);
        }
        read = write_files(&report, j->options, &arena);
        status = status == GM_OK && rows.n_failed > 0 ? GM_ERR_RUN : status;
    }
    if (status == GM_ERR_INTERRUPTED) {
        int32_t n_done = j->sweep.design.n_points - store->n_left;
        fprintf(stderr,
                "gemba: interrupted: %" PRId32 " of %" PRId32 " points %s in %s; the same "
                "words with --resume go on\n",
                n_done, j->sweep.design.n_points, n_done == 1 ? "is" : "are", j->path);
    }
    gm_arena_fini(&arena);
    return status == GM_OK ? read : status;
}

static gm_status tell(const gm_sweep_store *store)
{
    fprintf(stderr, "gemba: %s\n", store->why);
    int32_t n = store->sweep->design.n_points;
    int32_t n_done = n - store->n_left;
    if (n_done > 0) {
        fprintf(stderr,
                "gemba: %" PRId32 " of %" PRId32 " points %s kept in it; with room again the "
                "same words with --resume go on\n",
                n_done, n, n_done == 1 ? "is" : "are");
    }
    return GM_ERR_IO;
}

static gm_status run(const job *j)
{
    gm_sweep_store store;
    gm_status status = gm_sweep_store_open(&store, &j->sweep, j->path, j->options->resume);
    if (status != GM_OK) {
        fprintf(stderr, "gemba: %s; nothing was run\n", store.why);
    } else {
        char what[80];
        snprintf(what, sizeof what, "sweeping %" PRId32 " point%s", store.n_left,
                 store.n_left == 1 ? "" : "s");
        gm_progress progress = gm_progress_begin(j->options, what);
        gm_sweep_options how = how_to(j, &progress);
        status = gm_sweep_run(&j->sweep, &store, &how);
        gm_progress_end(&progress);
        status = status == GM_ERR_IO ? tell(&store) : answer(j, &store, status);
    }
    gm_status closed = gm_sweep_store_close(&store);
    if (status == GM_OK && closed != GM_OK) {
        fprintf(stderr, "gemba: cannot write all of %s\n", j->path);
        return closed;
    }
    return status;
}

int gm_verb_sweep(const gm_options *options)
{
    if (!is_call_sound(options)) {
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    job j = {.options = options};
    gm_catch_interrupts();
    signal(SIGXFSZ, SIG_IGN); // a file at its limit is an error of writing
    gm_status status = open_base(&j);
    if (status == GM_OK) {
        j.path = options->output ? options->output : default_path(options, &j.arena);
        status = check_outputs(&j);
    }
    if (status == GM_OK) {
        status = check(&j);
    }
    if (status == GM_OK) {
        status = run(&j);
    }
    if (j.has_base) {
        gm_variant_close(&j.base);
    }
    gm_arena_fini(&j.arena);
    return gm_status_exit_code(status);
}
