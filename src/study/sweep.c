// SPDX-License-Identifier: MIT

#include "study/sweep.h"

#include "core/os_thread.h"
#include "study/cell_spread.h"
#include "study/remark.h"
#include "study/sweep_store.h"

#include <stdatomic.h>

#define TICK_S        0.2
#define SHARES_OF_ONE 1e6 // in which the progress of a point is counted

static bool is_stopped(const volatile sig_atomic_t *stop)
{
    return stop && *stop;
}

typedef struct shared {
    const gm_sweep *sweep;
    gm_sweep_store *store;
    const gm_sweep_options *options;
    gm_lock *lock;              // of the store
    volatile sig_atomic_t stop; // as the options say, or because the file cannot be written
    const volatile sig_atomic_t *stop_point; // what stops the points under way
    atomic_int n_failed;                     // points
    atomic_int next;
    int32_t end;          // of the points that threads take
    int32_t n_at_first;   // points to run, for the progress
    atomic_int n_done;    // of them
    int32_t n_each;       // threads of a point
    const int32_t *of;    // points to run, in order
    atomic_long *done_of; // progress of the point of each thread, NULL: nobody looks
    int32_t n_threads;
} shared;

typedef struct worker {
    shared *all;
    int32_t i;
} worker;

static double share_of(const shared *s)
{
    double done = s->n_done;
    for (int32_t i = 0; i < s->n_threads && s->done_of; i++) {
        done += (double)atomic_load(&s->done_of[i]) / SHARES_OF_ONE;
    }
    return done < s->n_at_first ? done / s->n_at_first : 1.0;
}

static void note_share(void *user, double share)
{
    const worker *w = user;
    atomic_store(&w->all->done_of[w->i], (long)(share * SHARES_OF_ONE));
}

// One thread alone draws the progress as well.
static void note_and_show(void *user, double share)
{
    const worker *w = user;
    note_share(user, share);
    w->all->options->progress(w->all->options->user, share_of(w->all));
}

// The first charge that is not done in all futures.
static const char *charge_words(const gm_replications *set, gm_arena *arena)
{
    const gm_cell_ask *ask = &set->twin->model->cell_ask;
    for (int32_t i = 0; set->cell && i < ask->n_charges; i++) {
        if (set->cell->charges[i]) {
            gm_charge_spread s = gm_charge_spread_of(set->cell, i, arena);
            const char *why = gm_charge_spread_why_not(&s, arena);
            if (why) {
                return gm_arena_printf(arena, "charge %s: %s", ask->charges[i].name, why);
            }
        }
    }
    return NULL;
}

static const char *why_of(const gm_replications *set, bool has_failed, gm_arena *arena)
{
    if (!has_failed) {
        const char *remark = gm_remark_words(set, arena);
        return remark ? remark : charge_words(set, arena);
    }
    for (int32_t i = 0; i < set->n; i++) {
        if (set->items[i].is_done && set->items[i].error) {
            return gm_arena_printf(arena, "replication %d: %s (at %.0f s)", (int)i + 1,
                                   gm_replication_error_words(set, i, arena),
                                   set->items[i].end_s);
        }
    }
    return "a replication did not end";
}

static void save(shared *s, int32_t point_i, const gm_variant *v, const gm_replications *set,
                 bool has_failed)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    const gm_sweep_measures *measures = &s->sweep->measures;
    double *values = GM_NEW(&arena, double, (size_t)measures->n *(size_t)set->n + 1);
    for (int32_t m = 0; m < measures->n; m++) {
        gm_sweep_measure_values(&measures->items[m], set, &values[(size_t)m * (size_t)set->n]);
    }
    gm_sweep_done done = {point_i, v, set, values, why_of(set, has_failed, &arena), has_failed};
    gm_lock_take(s->lock);
    gm_status status = gm_sweep_store_save(s->store, &done);
    gm_lock_give(s->lock);
    if (status != GM_OK) {
        s->stop = 1;
    }
    gm_arena_fini(&arena);
}

// A cell of which every value is written, and no plant: all replications are one.
static bool is_certain(const gm_replications *set)
{
    return set->twin->plan->n_steps == 0 && set->cell && set->cell->is_one;
}

static void run_point(worker *w, int32_t point_i, void (*progress)(void *, double))
{
    shared *s = w->all;
    gm_variant v;
    if (gm_sweep_open(s->sweep, point_i, &v) == GM_OK) { // it was checked
        gm_replications set;
        const gm_clock_def *clock = &v.model->clock;
        gm_replications_init(&set, v.twin, (uint32_t)clock->seed);
        gm_replicate_options how = {.engine = s->sweep->engine,
                                    .skips_levels = true,
                                    .n_threads = s->n_each,
                                    .stop = s->stop_point,
                                    .progress = progress,
                                    .user = w};
        gm_sweep_measures_want(&s->sweep->measures, &set);
        int32_t n = s->sweep->replications > 0 ? s->sweep->replications
                    : is_certain(&set)         ? 1
                                               : clock->replications;
        gm_status status = gm_replicate(&set, n, &how);
        if (status == GM_OK || status == GM_ERR_RUN) {
            atomic_fetch_add(&s->n_failed, status == GM_ERR_RUN ? 1 : 0);
            save(s, point_i, &v, &set, status == GM_ERR_RUN);
        }
        gm_replications_fini(&set);
    }
    gm_variant_close(&v);
    if (s->done_of) {
        atomic_store(&s->done_of[w->i], 0);
    }
    atomic_fetch_add(&s->n_done, 1);
}

static void work(void *item)
{
    worker *w = item;
    shared *s = w->all;
    for (;;) {
        int32_t i = atomic_fetch_add(&s->next, 1);
        if (i >= s->end || s->stop) {
            return;
        }
        run_point(w, s->of[i], s->done_of ? note_share : NULL);
    }
}

static void tick(void *user)
{
    shared *s = user;
    if (is_stopped(s->options->stop)) {
        s->stop = 1;
    }
    if (s->options->progress) {
        s->options->progress(s->options->user, share_of(s));
    }
}

// How often a point is run; when only its model says, that is read.
static int32_t replications_at(const gm_sweep *sweep, int32_t point_i)
{
    gm_variant v;
    int32_t n = sweep->replications;
    if (n == 0) {
        n = gm_sweep_open(sweep, point_i, &v) == GM_OK ? v.model->clock.replications : 1;
        gm_variant_close(&v);
    }
    return n;
}

// How many of the last points, fewer than there are threads, are run by all threads together: all,
// when that is done before each thread alone would have done one of them.
static int32_t count_last(const shared *s)
{
    int32_t n_last = s->n_at_first % s->n_threads;
    if (n_last == 0) {
        return 0;
    }
    int32_t n = replications_at(s->sweep, s->of[s->n_at_first - 1]);
    int64_t rounds = (n + (int64_t)s->n_threads - 1) / s->n_threads;
    return n_last * rounds < n ? n_last : 0;
}

// Each thread takes the next point.
static void run_side_by_side(shared *s, worker *workers)
{
    s->end = s->n_at_first - count_last(s);
    s->n_each = 1;
    s->stop_point = &s->stop;
    if (s->end > 0) {
        gm_crowd_run(&(gm_crowd){.n = s->n_threads < s->end ? s->n_threads : s->end,
                                 .work = work,
                                 .items = workers,
                                 .item_bytes = sizeof *workers,
                                 .tick = tick,
                                 .user = s,
                                 .tick_s = TICK_S});
    }
}

// All threads work at one point, at the replications of the last points.
static void run_in_turn(shared *s, worker *first)
{
    s->n_each = s->n_threads;
    s->stop_point = s->options->stop;
    for (int32_t i = s->end; i < s->n_at_first && !s->stop; i++) {
        tick(s);
        run_point(first, s->of[i], s->done_of ? note_and_show : NULL);
    }
}

gm_status gm_sweep_run(const gm_sweep *sweep, gm_sweep_store *store,
                       const gm_sweep_options *options)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    int32_t *of = GM_NEW(&arena, int32_t, sweep->design.n_points);
    shared s = {.sweep = sweep,
                .store = store,
                .options = options,
                .lock = gm_lock_create(),
                .of = of,
                .n_threads = options->n_threads};
    for (int32_t i = 0; i < sweep->design.n_points; i++) {
        if (!store->has_point[i]) {
            of[s.n_at_first++] = i;
        }
    }
    s.done_of = options->progress ? GM_NEW(&arena, atomic_long, s.n_threads) : NULL;
    worker *workers = GM_NEW(&arena, worker, s.n_threads);
    for (int32_t i = 0; i < s.n_threads; i++) {
        workers[i] = (worker){&s, i};
    }
    run_side_by_side(&s, workers);
    run_in_turn(&s, &workers[0]);
    gm_lock_destroy(s.lock);
    gm_arena_fini(&arena);
    return store->database.status != GM_OK ? GM_ERR_IO
           : is_stopped(options->stop)     ? GM_ERR_INTERRUPTED
           : s.n_failed > 0                ? GM_ERR_RUN
                                           : GM_OK;
}
