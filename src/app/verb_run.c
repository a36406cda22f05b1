// SPDX-License-Identifier: MIT

#include "app/output.h"
#include "app/replications.h"
#include "core/os_thread.h"
#include "report/run_report.h"
#include "study/binds.h"
#include "study/floor_log.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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

// Asked before the run: whether its trace can be written.
static bool can_trace(const char *path)
{
    FILE *out = path ? fopen(path, "a") : NULL;
    if (!path || !out) {
        if (path) {
            fprintf(stderr, "gemba: cannot write %s; nothing was run\n", path);
        }
        return !path;
    }
    return fclose(out) == 0;
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
    bool is_written = ferror(out) == 0;
    is_written &= fclose(out) == 0;
    if (error != GM_RUN_OK) {
        fprintf(stderr, "gemba: the traced run ended early: %s\n", gm_run_error_text(error));
        return GM_ERR_RUN;
    }
    if (!is_written) {
        fprintf(stderr, "gemba: cannot write all of %s\n", path);
        return GM_ERR_IO;
    }
    return GM_OK;
}

// Runs the first replication once more for the log of what every machine did.
static gm_status write_log(const gm_twin *twin, const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        fprintf(stderr, "gemba: cannot write %s\n", path);
        return GM_ERR_IO;
    }
    gm_run_error error = GM_RUN_OK;
    gm_status status = gm_floor_log_write(twin, out, &error);
    bool is_written = ferror(out) == 0;
    is_written &= fclose(out) == 0;
    if (status != GM_OK) {
        fprintf(stderr, "gemba: the logged run ended early: %s\n", gm_run_error_text(error));
        return status;
    }
    if (!is_written) {
        fprintf(stderr, "gemba: cannot write all of %s\n", path);
        return GM_ERR_IO;
    }
    return GM_OK;
}

// ---- a scenario beside the model as written

typedef struct other {
    gm_opened opened;
    gm_replications set;
    bool is_open;
    bool has_set;
} other;

static void close_other(other *o)
{
    if (o->has_set) {
        gm_replications_fini(&o->set);
    }
    if (o->is_open) {
        gm_close(&o->opened);
    }
}

// Runs the model as written as often as its scenario ran, with the same seed.
static gm_status run_other(other *o, const gm_replications *scenario, const gm_options *options)
{
    o->is_open = true;
    GM_TRY(gm_open(options, NULL, &o->opened));
    gm_replications_init(&o->set, o->opened.twin, scenario->seed);
    o->has_set = true;
    return gm_run_exactly(&o->set, scenario->n, options, "running the model as written");
}

// Both are counted over the same time: the answers are those of the later beginning.
static gm_status compare(other *o, gm_replications *set, gm_run_report *report,
                         const gm_options *options, gm_arena *arena)
{
    if (!options->scenario) {
        return GM_OK;
    }
    if (strcmp(options->file, "-") == 0) {
        fputs("gemba: standard input can be read only once: the scenario stands alone\n",
              stderr);
        return GM_OK;
    }
    gm_status status = run_other(o, set, options);
    if (o->has_set && gm_replications_good(&o->set) > 0) {
        gm_replications_align(set, &o->set);
        report->claims = gm_binds_explain(set, gm_answer_claims(set, arena), arena);
        gm_compare *both = GM_NEW(arena, gm_compare, 1);
        *both = gm_compare_create(&o->set, set, arena);
        report->compare = both;
    }
    report->is_interrupted = status == GM_ERR_INTERRUPTED;
    return status;
}

// ---- the verb

static void write_report(const gm_run_report *report, const gm_options *options)
{
    if (gm_replications_good(report->set) == 0) {
        if (options->json) {
            gm_report_nothing_json(report, stdout);
        }
        if (report->is_interrupted) {
            fputs("gemba: interrupted before a replication was finished\n", stderr);
        }
    } else if (options->json) {
        gm_report_json(report, stdout);
    } else {
        gm_report_text(report, stdout);
    }
}

static int answer(const gm_opened *opened, const gm_options *options)
{
    gm_replications set;
    other base = {0};
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_replications_init(&set, opened->twin, (uint32_t)opened->model->clock.seed);
    const gm_claim_answer *answers = NULL;
    double began_s = gm_wall_s();
    gm_status status = gm_run_replications(&set, options, "running", &arena, &answers);
    gm_page page = gm_page_of(stdout);
    gm_run_report report = {
        .set = &set,
        .claims = gm_binds_explain(&set, answers, &arena),
        .wall_s = gm_wall_s() - began_s,
        .is_interrupted = status == GM_ERR_INTERRUPTED,
        .columns = page.columns,
        .colour = page.colour,
    };
    if (status == GM_OK) {
        status = compare(&base, &set, &report, options, &arena);
    }
    write_report(&report, options);
    if (status == GM_OK && options->trace) {
        status = write_trace(opened->twin, options->trace);
    }
    if (status == GM_OK && options->log) {
        status = write_log(opened->twin, options->log);
    }
    int code = status == GM_OK ? gm_report_exit_code(&report, options->strict)
                               : gm_status_exit_code(status);
    close_other(&base);
    gm_replications_fini(&set);
    gm_arena_fini(&arena);
    return code;
}

int gm_verb_run(const gm_options *options)
{
    gm_opened opened;
    gm_status status = gm_open(options, options->scenario, &opened);
    if (status == GM_OK && (!gm_output_is_safe(options->trace, "--trace", opened.model) ||
                            !gm_output_is_safe(options->log, "--log", opened.model))) {
        status = GM_ERR_USAGE;
    } else if (status == GM_OK && (!can_trace(options->trace) || !can_trace(options->log))) {
        status = GM_ERR_IO;
    }
    int code = gm_status_exit_code(status);
    if (status == GM_OK) {
        gm_catch_interrupts();
        code = answer(&opened, options);
    }
    gm_close(&opened);
    return code;
}
