// SPDX-License-Identifier: MIT

#include "app/replications.h"
#include "core/json.h"
#include "report/diff_report.h"

#include <string.h>

// A model with its replications.
typedef struct side {
    gm_opened opened;
    gm_replications set;
    bool has_set;
} side;

static gm_status open_side(side *s, const gm_options *options, const char *file)
{
    gm_options own = *options;
    own.file = file;
    return gm_open(&own, options->scenario, &s->opened);
}

static void close_side(side *s)
{
    if (s->has_set) {
        gm_replications_fini(&s->set);
    }
    gm_close(&s->opened);
}

static gm_status run_side(side *s, uint32_t seed, int32_t n, const gm_options *options,
                          const char *what)
{
    s->opened.model->clock.seed = seed;
    gm_replications_init(&s->set, s->opened.twin, seed);
    s->has_set = true;
    return gm_run_exactly(&s->set, n, options, what);
}

static void print(side *a, side *b, const gm_options *options)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_replications_align(&a->set, &b->set);
    gm_model_diff diff = gm_model_compare(a->opened.model, b->opened.model, &arena);
    gm_compare compare = gm_compare_create(&a->set, &b->set, &arena);
    gm_diff_report report = {&a->set, &b->set, &diff, &compare};
    if (options->json) {
        gm_json j = gm_json_to_file(stdout, 1);
        gm_diff_json(&report, &j);
    } else {
        gm_diff_text(&report, gm_page_of(stdout), stdout);
    }
    gm_arena_fini(&arena);
}

static gm_status run_both(side *a, side *b, const gm_options *options)
{
    const gm_clock_def *ca = &a->opened.model->clock;
    const gm_clock_def *cb = &b->opened.model->clock;
    int32_t n = ca->replications > cb->replications ? ca->replications : cb->replications;
    gm_catch_interrupts();
    gm_status status = run_side(a, (uint32_t)ca->seed, n, options, "running A");
    if (status == GM_OK) {
        status = run_side(b, (uint32_t)ca->seed, n, options, "running B");
    }
    if (b->has_set && gm_replications_good(&a->set) > 0 && gm_replications_good(&b->set) > 0) {
        print(a, b, options);
    } else if (status == GM_ERR_INTERRUPTED) {
        fputs("gemba: interrupted before both models had finished a replication\n", stderr);
    }
    return status;
}

int gm_verb_compare(const gm_options *options)
{
    if (!options->file || !options->file2) {
        fputs("gemba: compare needs two model files, like `gemba compare now.yaml then.yaml`\n",
              stderr);
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    if (strcmp(options->file, "-") == 0 && strcmp(options->file2, "-") == 0) {
        fputs("gemba: standard input can be read only once\n", stderr);
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    side a = {0};
    side b = {0};
    gm_status status = open_side(&a, options, options->file);
    if (status == GM_OK) {
        status = open_side(&b, options, options->file2);
    }
    if (status == GM_OK) {
        status = run_both(&a, &b, options);
    }
    close_side(&b);
    close_side(&a);
    return gm_status_exit_code(status);
}
