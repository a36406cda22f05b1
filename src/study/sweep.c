// SPDX-License-Identifier: MIT

#include "study/sweep.h"

#include "core/os_thread.h"
#include "num/elementary.h"
#include "num/random.h"
#include "study/sweep_store.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#define TICK_S      0.2
#define TOLD_POINTS 20 // with faults, whose faults are told

#define SHARES_OF_ONE 1e6 // in which the progress of a point is counted

// ---- the model at a point

gm_status gm_sweep_open(const gm_sweep *sweep, int32_t point_i, gm_variant *out)
{
    const gm_design *d = &sweep->design;
    const char *sets[GM_DESIGN_VARIES_MAX];
    int n = 0;
    gm_arena scratch;
    gm_arena_init(&scratch, 0);
    gm_variant_source source = *sweep->source;
    for (int i = 0; i < d->n_varies; i++) {
        const char *value = gm_design_value(d, point_i, i, &scratch);
        if (!d->varies[i].is_scenario) {
            sets[n++] = gm_arena_printf(&scratch, "%s=%s", d->varies[i].path, value);
        } else {
            source.how.scenario = strcmp(value, GM_SWEEP_NO_SCENARIO) == 0 ? NULL : value;
        }
    }
    gm_status status = gm_variant_open(&source, sets, n, out);
    if (status == GM_OK && sweep->engine == GM_ENGINE_LINE && !out->twin->line) {
        gm_diag_error(&out->diag, out->twin->line_why.src,
                      "the line engine cannot run this: %s", out->twin->line_why.text);
        gm_diag_hint(&out->diag, "`--engine auto` takes the event engine for it");
        status = GM_ERR_MODEL;
    }
    if (status == GM_OK && sweep->seed >= 0) {
        out->model->clock.seed = sweep->seed;
    }
    gm_arena_fini(&scratch);
    return status;
}

// ---- before the run

typedef struct checker {
    const gm_sweep *sweep;
    uint64_t *hashes;
    bool *is_faulty;
    const volatile sig_atomic_t *stop;
    atomic_int *next;
    atomic_int *n_faulty;
} checker;

static bool is_stopped(const volatile sig_atomic_t *stop)
{
    return stop && *stop;
}

static void check_some(void *item)
{
    checker *c = item;
    int32_t n = c->sweep->design.n_points;
    for (;;) {
        int32_t i = atomic_fetch_add(c->next, 1);
        if (i >= n || is_stopped(c->stop) || atomic_load(c->n_faulty) >= TOLD_POINTS) {
            return;
        }
        gm_variant v;
        bool ok = gm_sweep_open(c->sweep, i, &v) == GM_OK;
        c->hashes[i] = ok ? v.model->hash : 0;
        c->is_faulty[i] = !ok;
        atomic_fetch_add(c->n_faulty, ok ? 0 : 1);
        gm_variant_close(&v);
    }
}

// Opened again, in the order of the points, so that messages do not depend on threads.
static void tell_faults(const gm_sweep *sweep, const bool *is_faulty, gm_diag *diag)
{
    for (int32_t i = 0, n = 0; i < sweep->design.n_points && n < TOLD_POINTS; i++) {
        if (is_faulty[i]) {
            gm_variant v;
            gm_status status = gm_sweep_open(sweep, i, &v);
            (void)status; // known to be faulty
            gm_diag_take_new(diag, &v.diag, NULL);
            gm_variant_close(&v);
            n += 1;
        }
    }
}

gm_status gm_sweep_check(gm_sweep *sweep, const gm_sweep_options *options, gm_arena *arena,
                         gm_diag *diag)
{
    int32_t n = sweep->design.n_points;
    uint64_t *hashes = GM_NEW(arena, uint64_t, n);
    bool *is_faulty = GM_NEW(arena, bool, n);
    atomic_int next = 0;
    atomic_int n_faulty = 0;
    int32_t n_threads = options->n_threads < n ? options->n_threads : n;
    checker *checkers = GM_NEW(arena, checker, n_threads);
    for (int32_t i = 0; i < n_threads; i++) {
        checkers[i] = (checker){sweep, hashes, is_faulty, options->stop, &next, &n_faulty};
    }
    gm_crowd_run(&(gm_crowd){
        .n = n_threads, .work = check_some, .items = checkers, .item_bytes = sizeof *checkers});
    if (is_stopped(options->stop)) {
        return GM_ERR_INTERRUPTED;
    }
    if (n_faulty > 0) {
        tell_faults(sweep, is_faulty, diag);
        return GM_ERR_MODEL;
    }
    sweep->hashes = hashes;
    sweep->hash = gm_fnv1a_64(GM_FNV1A_64_START, hashes, (size_t)n * sizeof *hashes);
    return GM_OK;
}

// ---- the run

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

static const char *why_of(const gm_replications *set, bool has_failed, gm_arena *arena)
{
    if (!has_failed) {
        return set->has_no_cut ? "the warm-up does not end within half of the run" : NULL;
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
        int32_t n = s->sweep->replications > 0 ? s->sweep->replications : clock->replications;
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

// Each thread takes the next point, as long as there is one for every thread.
static void run_side_by_side(shared *s, worker *workers)
{
    s->end = s->n_at_first - s->n_at_first % s->n_threads;
    s->n_each = 1;
    s->stop_point = &s->stop;
    if (s->end > 0) {
        gm_crowd_run(&(gm_crowd){.n = s->n_threads,
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
