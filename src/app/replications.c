// SPDX-License-Identifier: MIT

#include "app/replications.h"

#include "core/os_thread.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void print_errors(const gm_replications *set)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    for (int32_t i = 0; i < set->n; i++) {
        if (set->items[i].is_done && set->items[i].error) {
            fprintf(stderr, "gemba: replication %" PRId32 ": %s (at %.0f s)\n", i + 1,
                    gm_replication_error_words(set, i, &arena), set->items[i].end_s);
            break;
        }
    }
    gm_arena_fini(&arena);
}

static gm_replicate_options how_to(const gm_options *options, gm_progress *progress)
{
    return (gm_replicate_options){
        .engine = options->engine,
        .skips_levels = !options->json && strcmp(options->verb, "report") != 0,
        .cell_futures = GM_CELL_FUTURES,
        .n_threads = options->threads > 0 ? options->threads : gm_processors(),
        .stop = &gm_interrupted,
        .progress = progress->is_on ? gm_progress_show : NULL,
        .user = progress,
    };
}

static gm_status end_with(gm_status status, const gm_replications *set,
                          const gm_progress *progress)
{
    gm_progress_end(progress);
    if (status == GM_ERR_RUN) {
        print_errors(set);
    }
    return status;
}

gm_status gm_run_exactly(gm_replications *set, int32_t n, const gm_options *options,
                         const char *what)
{
    gm_progress progress = gm_progress_begin(options, what);
    gm_replicate_options how = how_to(options, &progress);
    return end_with(gm_replicate(set, n, &how), set, &progress);
}

// overseer may be NULL.
static gm_status run_until_clear(gm_replications *set, const gm_options *options,
                                 const char *what, const gm_overseer *overseer, gm_arena *arena,
                                 const gm_claim_answer **answers)
{
    const gm_clock_def *clock = &set->twin->model->clock;
    gm_progress progress = gm_progress_begin(options, what);
    gm_replicate_options how = how_to(options, &progress);
    how.overseer = overseer;
    int32_t n = clock->replications;
    for (;;) {
        gm_status status = gm_replicate(set, n, &how);
        *answers = gm_answer_claims(set, arena);
        bool is_clear = gm_answers_are_clear(*answers, set->twin->n_claims);
        if (status != GM_OK || n >= clock->most || is_clear) {
            return end_with(status, set, &progress);
        }
        int32_t more = 2 * n < clock->most ? 2 * n : clock->most;
        char why[80];
        snprintf(why, sizeof why,
                 "not clear yet: %" PRId32 " -> %" PRId32 " replications, the new ones", n,
                 more);
        gm_progress_restart(&progress, why);
        n = more;
    }
}

gm_status gm_run_replications(gm_replications *set, const gm_options *options, const char *what,
                              gm_arena *arena, const gm_claim_answer **answers)
{
    return run_until_clear(set, options, what, NULL, arena, answers);
}

gm_status gm_run_overseen(gm_replications *set, const gm_options *options,
                          const gm_overseer *overseer, gm_arena *arena,
                          const gm_claim_answer **answers)
{
    return run_until_clear(set, options, "running", overseer, arena, answers);
}

gm_status gm_run_gradients(const gm_replications *set, const gm_options *options,
                           gm_arena *arena, gm_gradients *out)
{
    gm_progress progress = gm_progress_begin(options, "what one percent gives");
    gm_gradient_options how = {.run = how_to(options, &progress),
                               .is_asked = options->gradients};
    gm_status status = gm_gradients_create(set, &how, arena, out);
    gm_progress_end(&progress);
    return status;
}
