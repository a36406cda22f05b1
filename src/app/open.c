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
#include <unistd.h>

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

// ---- models

static void print_faults(const gm_options *options, gm_status status, gm_diag *diag)
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

gm_status gm_open(const gm_options *options, const char *scenario, gm_opened *out)
{
    memset(out, 0, sizeof *out);
    if (!options->file) {
        fprintf(stderr, "gemba: %s needs a model file, like `gemba %s bases/jinshan.yaml`\n",
                options->verb, options->verb);
        return GM_ERR_USAGE;
    }
    gm_model_options how = {
        .scenario = scenario, .sets = options->sets, .n_sets = options->n_sets};
    gm_status status = gm_model_load(options->file, &how, &out->arena, &out->diag, &out->model);
    if (status == GM_OK) {
        if (options->replications > 0) {
            out->model->clock.replications = options->replications;
            out->model->clock.most = options->replications;
        }
        if (options->seed >= 0) {
            out->model->clock.seed = options->seed;
        }
        out->twin = gm_twin_create(out->model, &out->arena, &out->diag);
        status = out->twin ? GM_OK : GM_ERR_MODEL;
    }
    print_faults(options, status, &out->diag);
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
    return (gm_progress){
        .is_on = !options->quiet && isatty(STDERR_FILENO),
        .began_s = gm_wall_s(),
        .what = what,
    };
}

void gm_progress_show(void *progress, double share)
{
    const gm_progress *p = progress;
    double spent_s = gm_wall_s() - p->began_s;
    if (!p->is_on || spent_s < 0.5) {
        return;
    }
    double left_s = share > 0.01 ? spent_s * (1.0 - share) / share : 0.0;
    fprintf(stderr, "\r%s %3.0f %%, %.0f s left \033[K", p->what, 100.0 * share, left_s);
    fflush(stderr);
}

void gm_progress_end(const gm_progress *progress)
{
    if (progress->is_on) {
        fputs("\r\033[K", stderr);
    }
}
