// SPDX-License-Identifier: MIT
//
// What the verbs share: opening a model, progress, interrupts.

#define _POSIX_C_SOURCE 200809L

#include "app/verbs.h"
#include "core/json.h"
#include "core/os_thread.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

// The time left is shown when so much is done.
#define FIRST_ESTIMATE_S     1.5
#define FIRST_ESTIMATE_SHARE 0.03

volatile sig_atomic_t gm_interrupted;

static void on_interrupt(int signal_number)
{
    // A second Ctrl-C ends the program at once.
    if (gm_interrupted) {
        signal(signal_number, SIG_DFL);
        raise(signal_number);
    }
    gm_interrupted = 1;
}

void gm_catch_interrupts(void)
{
    struct sigaction action = {0};
    action.sa_handler = on_interrupt;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool gm_has_colour(FILE *out)
{
    const char *no = getenv("NO_COLOR"); // NOLINT(concurrency-mt-unsafe): before any thread
    return isatty(fileno(out)) && !(no && *no);
}

gm_page gm_page_of(FILE *out)
{
    struct winsize size;
    gm_page page = {.columns = GM_PAGE_COLUMNS, .colour = gm_has_colour(out)};
    if (isatty(fileno(out)) && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        page.columns = size.ws_col;
    }
    return page;
}

// ---- models

void gm_print_faults(const gm_options *options, gm_status status, gm_diag *diag)
{
    if (options->json && diag->count > 0) {
        gm_json j = gm_json_to_file(stdout, 1);
        gm_json_begin_object(&j);
        gm_json_put_bool(&j, "ok", false);
        gm_json_put_int(&j, "errors", diag->count);
        gm_json_key(&j, "messages");
        gm_diag_write_json(diag, &j);
        gm_json_end(&j);
        return;
    }
    gm_diag_print(diag, stderr, gm_has_colour(stderr));
    if (status == GM_ERR_MODEL) {
        fprintf(stderr, "%d fault%s in the model; nothing was run\n", diag->count,
                diag->count == 1 ? "" : "s");
    }
}

// What was meant by the name of a file that is not there.
static void hint_file(const char *file, gm_diag *diag)
{
    static const char *const ends[] = {".yaml", ".yml"};
    char name[1024];
    if (access(file, F_OK) == 0) {
        return; // an included one is not there
    }
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        int len = snprintf(name, sizeof name, "%s%s", file, ends[i]);
        if (len > 0 && len < (int)sizeof name && access(name, F_OK) == 0) {
            gm_diag_hint(diag, "did you mean '%s'?", name);
            return;
        }
    }
}

// A line engine that is asked for and cannot run the model is a fault of the model.
static bool may_use_engine(const gm_options *options, const gm_twin *twin, gm_diag *diag)
{
    if (options->engine != GM_ENGINE_LINE || twin->line) {
        return true;
    }
    gm_diag_error(diag, twin->line_why.src, "the line engine cannot run this: %s",
                  twin->line_why.text);
    gm_diag_hint(diag, "`--engine auto` takes the event engine for it");
    return false;
}

bool gm_has_plant(const gm_options *options, const gm_model *model)
{
    bool has_other = model->n_claims > 0 || model->headcount.is_given;
    if (model->plant.n_steps > 0 || has_other || (!model->cell && !model->car_ask.car)) {
        return true;
    }
    const char *what = model->car_ask.car ? "car" : "cell";
    fprintf(stderr,
            "gemba: %s is for plants, and there is none in %s, only a %s; `gemba %s %s` "
            "answers for that\n",
            options->verb, options->file, what, what, options->file);
    return false;
}

// Verbs that answer for any model.
static bool needs_plant(const gm_options *options)
{
    static const char *const any[] = {"check", "show", "cell", "car"};
    bool is_any = false;
    for (size_t i = 0; i < sizeof any / sizeof *any; i++) {
        is_any = is_any || strcmp(options->verb, any[i]) == 0;
    }
    return !is_any;
}

gm_status gm_open(const gm_options *options, const char *scenario, gm_opened *out)
{
    memset(out, 0, sizeof *out);
    if (!options->file) {
        fprintf(stderr, "gemba: %s needs a model file, like `gemba %s bases/jinshan.yaml`\n",
                options->verb, options->verb);
        return GM_ERR_USAGE;
    }
    gm_model_options how = {
        .scenario = scenario,
        .sets = options->sets,
        .n_sets = options->n_sets,
        .all_scenarios = options->all_scenarios,
        .only_tasks = options->only_tasks,
    };
    gm_status status =
        gm_model_load_any(options->file, &how, &out->arena, &out->diag, &out->model);
    if (status == GM_OK) {
        if (options->replications > 0) {
            out->model->clock.replications = options->replications;
            out->model->clock.most = options->replications;
        }
        if (options->seed >= 0) {
            out->model->clock.seed = options->seed;
        }
        if (options->wants_series) {
            gm_clock_give_series(&out->model->clock);
        }
        if (options->measures) {
            out->model->n_claims = 0; // whose measures may be what is looked for
        }
        if (!options->only_tasks) {
            out->twin = gm_twin_create(out->model, &out->arena, &out->diag);
            bool ok = out->twin && may_use_engine(options, out->twin, &out->diag);
            status = ok ? GM_OK : GM_ERR_MODEL;
        }
    } else if (status == GM_ERR_IO) {
        hint_file(options->file, &out->diag);
        status = GM_ERR_USAGE; // the call names a file that cannot be read
    }
    gm_print_faults(options, status, &out->diag);
    if (status == GM_OK && needs_plant(options) && !gm_has_plant(options, out->model)) {
        return GM_ERR_USAGE;
    }
    return status;
}

void gm_close(gm_opened *opened)
{
    gm_diag_fini(&opened->diag);
    gm_arena_fini(&opened->arena);
}

// ---- progress

gm_progress gm_progress_begin(const gm_options *options, const char *what)
{
    gm_progress progress = {
        .is_on = !options->quiet && isatty(STDERR_FILENO),
        .began_s = gm_wall_s(),
    };
    snprintf(progress.what, sizeof progress.what, "%s", what);
    return progress;
}

void gm_progress_restart(gm_progress *progress, const char *what)
{
    progress->began_s = gm_wall_s();
    snprintf(progress->what, sizeof progress->what, "%s", what);
    if (progress->is_on) {
        fprintf(stderr, "\r%s \033[K", what);
        fflush(stderr);
    }
}

void gm_progress_show(void *progress, double share)
{
    const gm_progress *p = progress;
    double spent_s = gm_wall_s() - p->began_s;
    if (!p->is_on || spent_s < 0.5) {
        return;
    }
    // The first replications tell little about the rest.
    if (spent_s < FIRST_ESTIMATE_S || share < FIRST_ESTIMATE_SHARE) {
        fprintf(stderr, "\r%s %3.0f %% \033[K", p->what, 100.0 * share);
    } else {
        double left_s = spent_s * (1.0 - share) / share;
        bool is_long = left_s >= 120.0;
        fprintf(stderr, "\r%s %3.0f %%, %.0f %s left \033[K", p->what, 100.0 * share,
                is_long ? left_s / 60.0 : left_s, is_long ? "min" : "s");
    }
    fflush(stderr);
}

void gm_progress_end(const gm_progress *progress)
{
    if (progress->is_on) {
        fputs("\r\033[K", stderr);
    }
}
