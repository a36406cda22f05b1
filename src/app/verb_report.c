// SPDX-License-Identifier: MIT

#include "app/output.h"
#include "app/replications.h"
#include "core/os_thread.h"
#include "report/page_report.h"
#include "study/binds.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

// ---- where it goes

// "bases/jinshan.yaml" becomes "jinshan.html", in the folder that one is in.
static const char *default_output(const gm_options *options, gm_arena *arena)
{
    if (options->figure || strcmp(options->file, "-") == 0) {
        return "-";
    }
    const char *slash = strrchr(options->file, '/');
    const char *name = slash ? slash + 1 : options->file;
    const char *dot = strrchr(name, '.');
    int len = dot && dot > name ? (int)(dot - name) : (int)strlen(name);
    return gm_arena_printf(arena, "%.*s.html", len, name);
}

static bool is_stdout(const char *path)
{
    return strcmp(path, "-") == 0;
}

// Where a page is written until it is complete.
static const char *beside(const char *path, gm_arena *arena)
{
    return gm_output_is_plain(path) ? gm_arena_printf(arena, "%s.new", path) : path;
}

// Asked before the run. Nothing is left where nothing was.
static gm_status check_output(const char *path, const gm_model *model, gm_arena *arena)
{
    if (is_stdout(path)) {
        return GM_OK;
    }
    if (!gm_output_is_safe(path, "--output", model)) {
        return GM_ERR_USAGE;
    }
    const char *first = beside(path, arena);
    FILE *out = fopen(first, "a");
    if (!out || fclose(out) != 0) {
        fprintf(stderr, "gemba: cannot write %s; nothing was run\n", path);
        return GM_ERR_IO;
    }
    if (first != path) {
        remove(first);
    }
    return GM_OK;
}

// ---- what the Gantt shows

// A date, or a time since the start of the run.
static gm_status choose_day(const gm_options *options, const gm_twin *twin, double *from_s,
                            double *to_s)
{
    const gm_clock_def *clock = &twin->model->clock;
    gm_watch_choose(twin, from_s, to_s);
    if (!options->day) {
        return GM_OK;
    }
    gm_date date;
    gm_quantity q;
    char why[GM_UNIT_ERROR_BYTES];
    if (gm_date_parse(options->day, &date) && gm_date_is_valid(date) && clock->has_start) {
        *from_s = gm_civil_day_start_s(clock->civil, gm_date_to_day(date));
    } else if (gm_quantity_parse_as(options->day, "s", &q, why) && !q.bare) {
        *from_s = q.value;
    } else {
        fprintf(stderr, "gemba: --day takes %s, got '%s'\n",
                clock->has_start
                    ? "a date like 2029-05-14, or a time since the start like `3 d`"
                    : "a time since the start of the run, like `3 d`",
                options->day);
        return GM_ERR_USAGE;
    }
    *to_s = *from_s + GM_DAY_S;
    bool is_in =
        *from_s >= 0.0 && (clock->run_until == GM_RUN_FOR_PARTS || *from_s < clock->run_s);
    if (!is_in) {
        fprintf(stderr, "gemba: --day %s is not in the run\n", options->day);
        return GM_ERR_USAGE;
    }
    *to_s = clock->run_until == GM_RUN_FOR_TIME && clock->run_s < *to_s ? clock->run_s : *to_s;
    return GM_OK;
}

static bool works(const gm_twin *twin, int32_t step_i)
{
    gm_step_kind kind = twin->plan->steps[step_i].kind;
    return kind == GM_STEP_CONVEYOR || kind == GM_STEP_MOVING ||
           (kind == GM_STEP_STATION &&
            !twin->plan->stations[twin->plan->steps[step_i].own_i].is_unlimited);
}

static void tell_unknown(const gm_twin *twin, const char *name, gm_arena *arena)
{
    const char **names = GM_NEW(arena, const char *, twin->plan->n_steps + 1);
    int n = 0;
    for (int32_t i = 0; i < twin->plan->n_steps; i++) {
        if (works(twin, i)) {
            names[n++] = twin->plan->steps[i].name;
        }
    }
    const char *near = gm_text_nearest(name, names, n);
    fprintf(stderr, "gemba: --stations: there is no station '%s'", name);
    if (near) {
        fprintf(stderr, "; did you mean '%s'?", near);
    }
    fputc('\n', stderr);
}

static gm_status choose_stations(const gm_options *options, const gm_twin *twin,
                                 int32_t chosen[GM_PAGE_MOST_CHOSEN], int *n, gm_arena *arena)
{
    *n = 0;
    gm_slice rest = gm_slice_of(options->stations ? options->stations : "");
    gm_slice part;
    while (options->stations && gm_slice_cut(&rest, ',', &part)) {
        part = gm_slice_trim(part);
        const char *name = gm_arena_strndup(arena, part.at, part.len);
        int32_t step_i = gm_plan_find(twin->plan, name);
        if (step_i == GM_NONE || !works(twin, step_i)) {
            tell_unknown(twin, name, arena);
            return GM_ERR_USAGE;
        }
        if (*n == GM_PAGE_MOST_CHOSEN) {
            fprintf(stderr, "gemba: --stations takes at most %d names\n", GM_PAGE_MOST_CHOSEN);
            return GM_ERR_USAGE;
        }
        chosen[(*n)++] = step_i;
    }
    return GM_OK;
}

// ---- the call, to be repeated

// A word as a shell takes it.
static void add_word(gm_text *text, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_-./=:,%+@";
    gm_text_add(text, " ");
    if (*word && word[strspn(word, plain)] == '\0') {
        gm_text_add(text, word);
        return;
    }
    gm_text_add(text, "'");
    for (const char *at = word; *at; at++) {
        if (*at == '\'') {
            gm_text_add(text, "'\\''");
        } else {
            gm_text_add_n(text, at, 1);
        }
    }
    gm_text_add(text, "'");
}

static void add_option(gm_text *text, const char *name, const char *value)
{
    if (value) {
        add_word(text, name);
        add_word(text, value);
    }
}

// Seed and number of replications stand in it whoever chose them; where it was written does not.
static const char *command_of(const gm_options *options, const gm_replications *set,
                              gm_arena *arena)
{
    gm_text text = gm_text_init(arena);
    gm_text_add(&text, "gemba report");
    add_word(&text, options->file);
    add_option(&text, "--scenario", options->scenario);
    for (int i = 0; i < options->n_sets; i++) {
        add_option(&text, "--set", options->sets[i]);
    }
    gm_text_addf(&text, " --replications %" PRId32 " --seed %" PRIu32, set->n, set->seed);
    if (options->gradients) {
        add_word(&text, "--gradients");
    }
    add_option(&text, "--day", options->day);
    add_option(&text, "--stations", options->stations);
    return text.at;
}

// ---- writing

// The file is there in full or not at all: it is written beside and renamed.
static gm_status write_all(const char *path, const char *text, const gm_page_report *report,
                           gm_arena *arena)
{
    if (is_stdout(path)) {
        if (text) {
            fputs(text, stdout);
        } else {
            gm_page_html(report, stdout);
        }
        return GM_OK; // main looks after standard output
    }
    const char *first = beside(path, arena);
    FILE *out = fopen(first, "w");
    bool is_written = out != NULL;
    if (out) {
        if (text) {
            fputs(text, out);
        } else {
            gm_page_html(report, out);
        }
        is_written = ferror(out) == 0;
        is_written &= fclose(out) == 0;
        is_written = is_written && (first == path || rename(first, path) == 0);
    }
    if (!is_written) {
        fprintf(stderr, "gemba: cannot write all of %s\n", path);
        if (first != path) {
            remove(first);
        }
        return GM_ERR_IO;
    }
    return GM_OK;
}

static gm_status write_report(const gm_page_report *report, const gm_options *options,
                              const char *path, gm_arena *arena)
{
    const char *svg = NULL;
    if (options->figure) {
        const char *names;
        svg = gm_page_figure(report, options->figure, &names, arena);
        if (!svg) {
            fprintf(stderr, "gemba: the report has no figure '%s'; it has: %s\n",
                    options->figure, names);
            return GM_ERR_USAGE;
        }
    }
    double began_s = gm_wall_s();
    gm_status status = write_all(path, svg, report, arena);
    if (status == GM_OK && !is_stdout(path)) {
        fprintf(stderr, "gemba: %s written in %.2f s, after %.1f s of running\n", path,
                gm_wall_s() - began_s, report->run->wall_s);
    }
    return status;
}

// ---- the verb

typedef struct job {
    const gm_options *options;
    const char *path;
    int n_chosen;
    int32_t chosen[GM_PAGE_MOST_CHOSEN];
    gm_watch watch;
    gm_replications set;
    gm_arena arena;
} job;

static gm_status run_and_write(job *j)
{
    const gm_claim_answer *answers = NULL;
    double began_s = gm_wall_s();
    gm_status status =
        gm_run_overseen(&j->set, j->options, &j->watch.overseer, &j->arena, &answers);
    if (gm_replications_good(&j->set) == 0) {
        if (status == GM_ERR_INTERRUPTED) {
            fputs("gemba: interrupted before a replication was finished\n", stderr);
        }
        return status;
    }
    double wall_s = gm_wall_s() - began_s;
    gm_why why = gm_why_create(&j->set, false, &j->arena);
    gm_gradients gradients = gm_gradients_none("the run was not finished");
    if (j->options->gradients && status == GM_OK) {
        status = gm_run_gradients(&j->set, j->options, &j->arena, &gradients);
    }
    gm_run_report run = {
        .set = &j->set,
        .claims = gm_binds_explain(&j->set, answers, &j->arena),
        .wall_s = wall_s,
        .is_interrupted = status == GM_ERR_INTERRUPTED,
    };
    gm_page_report report = {
        .run = &run,
        .why = &why,
        .gradients = j->options->gradients ? &gradients : NULL,
        .watch = &j->watch,
        .command = command_of(j->options, &j->set, &j->arena),
        .n_chosen = j->n_chosen,
        .chosen = j->chosen,
    };
    gm_status written = write_report(&report, j->options, j->path, &j->arena);
    return status == GM_OK ? written : status;
}

static gm_status report(const gm_opened *opened, const gm_options *options)
{
    job j = {.options = options};
    gm_arena_init(&j.arena, 0);
    j.path = options->output ? options->output : default_output(options, &j.arena);
    double from_s;
    double to_s;
    gm_status status = check_output(j.path, opened->model, &j.arena);
    status = status != GM_OK ? status : choose_day(options, opened->twin, &from_s, &to_s);
    status = status != GM_OK
                 ? status
                 : choose_stations(options, opened->twin, j.chosen, &j.n_chosen, &j.arena);
    if (status == GM_OK) {
        gm_catch_interrupts();
        gm_watch_init(&j.watch, opened->twin, from_s, to_s);
        gm_replications_init(&j.set, opened->twin, (uint32_t)opened->model->clock.seed);
        status = run_and_write(&j);
        gm_replications_fini(&j.set);
        gm_watch_fini(&j.watch);
    }
    gm_arena_fini(&j.arena);
    return status;
}

int gm_verb_report(const gm_options *options)
{
    gm_opened opened;
    gm_options own = *options;
    own.wants_series = true;
    gm_status status = gm_open(&own, options->scenario, &opened);
    if (status == GM_OK) {
        status = report(&opened, options);
    }
    gm_close(&opened);
    return gm_status_exit_code(status);
}
