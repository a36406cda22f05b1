// SPDX-License-Identifier: MIT

#include "gemba/run.h"

#include "api/handles.h"

#include "core/assert.h"
#include "core/os_thread.h"
#include "study/binds.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

// The replications that were asked for; without a number those of the model, then more until
// each verdict is clear.
static gm_status replicate(gm_results *results, int32_t wanted,
                           const gm_replicate_options *options)
{
    const gm_clock_def *clock = &results->set.twin->model->clock;
    int32_t n = wanted > 0 ? wanted : clock->replications;
    int32_t most = wanted > 0 ? wanted : clock->most;
    for (;;) {
        gm_status status = gm_replicate(&results->set, n, options);
        results->answers = gm_answer_claims(&results->set, &results->arena);
        if (status != GM_OK || n >= most ||
            gm_answers_are_clear(results->answers, results->set.twin->n_claims)) {
            return status;
        }
        n = 2 * n < most ? 2 * n : most;
    }
}

// "time-in-system.p95"
static const char *figure_name(const gm_figure *f, gm_arena *arena)
{
    return f->stat ? gm_arena_printf(arena, "%s.%s", f->figure, f->stat) : f->figure;
}

static void take_figures(gm_results *results)
{
    const gm_figure_list *list = &results->set.twin->figures;
    results->figures = GM_NEW(&results->arena, gm_figure_result, list->n);
    for (int32_t i = 0; i < list->n; i++) {
        const gm_figure *f = &list->items[i];
        if (f->has_argument) {
            continue; // has no value of its own
        }
        gm_figure_result out = {.path = f->path,
                                .figure = figure_name(f, &results->arena),
                                .unit = gm_figure_unit_text(f->unit),
                                .mean = (double)NAN,
                                .half_width = (double)NAN};
        if (!results->set.has_no_cut) {
            int32_t n = 0;
            gm_interval x = gm_answer_figure(&results->set, i, &n, &results->arena);
            out.n = n;
            out.mean = n > 0 ? x.mean : (double)NAN;
            out.half_width = n > 1 ? x.half_width : (double)NAN;
        }
        results->figures[results->n_figures++] = out;
    }
}

static const char *first_error(gm_results *results)
{
    const gm_replications *set = &results->set;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        if (r->is_done && r->error) {
            return gm_arena_printf(&results->arena, "replication %" PRId32 ": %s (at %.0f s)",
                                   i + 1, gm_run_error_text(r->error), r->end_s);
        }
    }
    return "";
}

gm_status gm_base_run(const gm_base *base, const gm_run_options *options, gm_results **out)
{
    GM_REQUIRE(base && base->twin && out);
    static const gm_run_options as_the_model_says = {0};
    const gm_run_options *o = options ? options : &as_the_model_says;
    GM_REQUIRE(o->replications >= 0 && o->threads >= 0);
    gm_results *results = *out = gm_hook_alloc(sizeof *results);
    gm_arena_init(&results->arena, 0);
    uint32_t seed = o->has_seed ? o->seed : (uint32_t)base->model->clock.seed;
    gm_replications_init(&results->set, base->twin, seed);
    gm_replicate_options how = {
        .cell_futures = GM_CELL_FUTURES,
        .n_threads = o->threads > 0 ? o->threads : gm_processors(),
        .stop = o->stop,
        .progress = o->progress,
        .user = o->user,
    };
    double began_s = gm_wall_s();
    gm_status status = replicate(results, o->replications, &how);
    results->answers = gm_binds_explain(&results->set, results->answers, &results->arena);
    results->wall_s = gm_wall_s() - began_s;
    results->is_interrupted = status == GM_ERR_INTERRUPTED;
    take_figures(results);
    results->message = first_error(results);
    return status;
}
