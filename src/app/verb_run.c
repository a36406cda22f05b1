// SPDX-License-Identifier: MIT

#define _POSIX_C_SOURCE 200809L

#include "app/replications.h"
#include "core/os_thread.h"
#include "report/run_report.h"
#include "study/why.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

// ---- the trace of one replication

typedef struct tracer {
    FILE *out;
    const gm_plan *plan;
} tracer;

static void trace(void *user, int32_t step_i, uint32_t identity, double time_s)
{
    const tracer *t = user;
    fprintf(t->out, "%s,%" PRIu32 ",%.17g\n", t->plan->steps[step_i].name, identity, time_s);
}

// Runs the first replication once more with every departure written to a file.
static gm_status write_trace(const gm_twin *twin, const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        fprintf(stderr, "gemba: cannot write %s\n", path);
        return GM_ERR_IO;
    }
    tracer t = {out, twin->plan};
    gm_run *run = gm_run_create(twin->plan);
    gm_run_begin(run, (uint32_t)twin->model->clock.seed, 0);
    gm_run_observe(run, trace, &t);
    fputs("step,part,time_s\n", out);
    const gm_point *end = &twin->schedule.points[twin->schedule.n - 1];
    gm_run_end until = {.time_s = end->time_s, .counter = GM_NONE};
    if (twin->model->clock.run_until == GM_RUN_FOR_PARTS) {
        until.counter = twin->schedule.counter;
        until.count = end->count;
    }
    gm_run_error error = gm_run_advance(run, until);
    gm_run_destroy(run);
    bool is_written = fclose(out) == 0;
    if (error != GM_RUN_OK) {
        fprintf(stderr, "gemba: the traced run ended early: %s\n", gm_run_error_text(error));
        return GM_ERR_RUN;
    }
    return is_written ? GM_OK : GM_ERR_IO;
}

static int answer(const gm_opened *opened, const gm_options *options)
{
    gm_replications set;
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_replications_init(&set, opened->twin, (uint32_t)opened->model->clock.seed);
    const gm_claim_answer *answers = NULL;
    double began_s = gm_wall_s();
    gm_status status = gm_run_replications(&set, options, "running", &arena, &answers);
    gm_run_report report = {
        .set = &set,
        .claims = gm_why_explain(&set, answers, &arena),
        .wall_s = gm_wall_s() - began_s,
        .is_interrupted = status == GM_ERR_INTERRUPTED,
        .colour = isatty(STDOUT_FILENO),
    };
    if (gm_replications_good(&set) > 0 && options->json) {
        gm_report_json(&report, stdout);
    } else if (gm_replications_good(&set) > 0) {
        gm_report_text(&report, stdout);
    }
    if (status == GM_OK && options->trace) {
        status = write_trace(opened->twin, options->trace);
    }
    int code = status == GM_OK ? gm_report_exit_code(&report, options->strict)
                               : gm_status_exit_code(status);
    gm_replications_fini(&set);
    gm_arena_fini(&arena);
    return code;
}

int gm_verb_run(const gm_options *options)
{
    gm_opened opened;
    gm_status status = gm_open(options, options->scenario, &opened);
    int code = gm_status_exit_code(status);
    if (status == GM_OK) {
        gm_catch_interrupts();
        code = answer(&opened, options);
    }
    gm_close(&opened);
    return code;
}
