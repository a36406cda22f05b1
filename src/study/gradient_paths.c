// SPDX-License-Identifier: MIT

#include "line/critical.h"

#include "core/os_thread.h"
#include "core/text.h"
#include "num/elementary.h"
#include "study/gradient_parts.h"

#include <math.h>
#include <stdatomic.h>

// All replications, and what each of them told.
typedef struct paths {
    const gm_replications *set;
    const gm_line_program *line;
    const gm_gradient_progress *progress;
    gm_critical_window window;
    gm_critical *found; // by replication
    gm_critical_end *ends;
    atomic_int next;
    atomic_int n_done;
} paths;

typedef struct worker {
    paths *paths;
} worker;

static bool is_stopped(const paths *p)
{
    const volatile sig_atomic_t *stop = p->progress->run->stop;
    return stop && *stop;
}

static bool go_on(void *user, double share)
{
    (void)share;
    return !is_stopped(user);
}

static void work(void *item)
{
    paths *p = ((worker *)item)->paths;
    gm_line_watch watch = {.user = p, .go_on = go_on};
    for (;;) {
        int32_t r = atomic_fetch_add(&p->next, 1);
        if (r >= p->set->n || is_stopped(p)) {
            break;
        }
        p->ends[r] = gm_critical_find(p->line, p->set->seed, (uint32_t)r, &p->window, &watch,
                                      &p->found[r]);
        atomic_fetch_add(&p->n_done, 1);
    }
}

static void tick(void *user)
{
    paths *p = user;
    const gm_gradient_progress *of = p->progress;
    double share = (double)atomic_load(&p->n_done) / p->set->n;
    of->run->progress(of->run->user, (of->done + share) / of->total);
}

static void run_all(paths *p)
{
    int32_t n_threads = p->progress->run->n_threads;
    n_threads = n_threads < p->set->n ? n_threads : p->set->n;
    worker *workers = gm_hook_alloc((size_t)n_threads * sizeof *workers);
    for (int32_t i = 0; i < n_threads; i++) {
        workers[i].paths = p;
    }
    gm_crowd_run(&(gm_crowd){
        .n = n_threads,
        .work = work,
        .items = workers,
        .item_bytes = sizeof *workers,
        .tick = p->progress->run->progress ? tick : NULL,
        .user = p,
        .tick_s = 0.2,
    });
    gm_hook_free(workers);
}

// Why the paths do not tell, or NULL.
static const char *refusal(const paths *p)
{
    for (int32_t r = 0; r < p->set->n; r++) {
        if (p->set->items[r].error) {
            return "a replication failed";
        }
        switch (p->ends[r]) {
        case GM_CRITICAL_TOO_LONG:
            return "a run has more visits than are kept, 16 million";
        case GM_CRITICAL_NO_PARTS:
            return "nothing left the line in what is counted";
        case GM_CRITICAL_NOT_RUN:
            return "a replication did not come to its end";
        case GM_CRITICAL_OK:
            break;
        }
        if (p->found[r].n_ties > 0) {
            return "moments agree exactly, faster and slower differ";
        }
    }
    return NULL;
}

static double *row_of(gm_arena *arena, int32_t n)
{
    return GM_NEW(arena, double, n + 1);
}

static void take_shares(const paths *p, gm_arena *arena, gm_gradient_paths *out)
{
    const gm_plan *plan = p->set->twin->plan;
    int32_t n = p->set->n;
    out->work = GM_NEW(arena, double *, plan->n_steps + 1);
    out->repair = GM_NEW(arena, double *, plan->n_steps + 1);
    out->source = row_of(arena, n);
    out->source_i = plan->sources[p->line->source_i].step_i;
    for (int32_t i = 0; i < p->line->n_ops; i++) {
        out->work[p->line->ops[i].step_i] = row_of(arena, n);
        out->repair[p->line->ops[i].step_i] = row_of(arena, n);
    }
    for (int32_t r = 0; r < n; r++) {
        const gm_critical *c = &p->found[r];
        out->source[r] = c->source_s / c->length_s;
        for (int32_t i = 0; i < p->line->n_ops; i++) {
            out->work[p->line->ops[i].step_i][r] = c->work_s[i] / c->length_s;
            out->repair[p->line->ops[i].step_i][r] = c->repair_s[i] / c->length_s;
        }
    }
}

static gm_critical_window window_of(const gm_replications *set)
{
    const gm_schedule *s = &set->twin->schedule;
    const gm_point *from = &s->points[set->from];
    const gm_point *to = &s->points[s->main.to];
    bool by_count = isinf(to->time_s);
    return (gm_critical_window){by_count,
                                by_count && !isinf(from->time_s) ? 0.0
                                : by_count                       ? from->count
                                                                 : from->time_s,
                                by_count ? to->count : to->time_s};
}

gm_status gm_gradient_paths_find(const gm_replications *set, gm_gradient_progress *progress,
                                 gm_arena *arena, gm_gradient_paths *out)
{
    const gm_twin *twin = set->twin;
    *out = (gm_gradient_paths){.source_i = GM_NONE};
    bool by_line = twin->line && progress->run->engine != GM_ENGINE_EVENT;
    out->why =
        by_line ? gm_critical_refusal(twin->line, arena) : "the event engine has no path";
    const gm_point *from = &twin->schedule.points[set->from];
    bool is_mixed = isinf(twin->schedule.points[twin->schedule.main.to].time_s) &&
                    !isinf(from->time_s) && from->time_s > 0.0;
    out->why = out->why || !is_mixed ? out->why : "a warm-up by time in a run by count";
    if (out->why) {
        return GM_OK;
    }
    paths p = {.set = set, .line = twin->line, .progress = progress, .window = window_of(set)};
    p.found = GM_NEW(arena, gm_critical, set->n);
    p.ends = GM_NEW(arena, gm_critical_end, set->n);
    for (int32_t r = 0; r < set->n; r++) {
        p.ends[r] = GM_CRITICAL_NOT_RUN;
        p.found[r].work_s = row_of(arena, p.line->n_ops);
        p.found[r].repair_s = row_of(arena, p.line->n_ops);
    }
    run_all(&p);
    progress->done += 1.0;
    if (is_stopped(&p)) {
        out->why = "interrupted";
        return GM_ERR_INTERRUPTED;
    }
    out->why = refusal(&p);
    if (!out->why) {
        take_shares(&p, arena, out);
    }
    return GM_OK;
}
