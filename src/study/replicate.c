// SPDX-License-Identifier: MIT

#include "study/replicate.h"

#include "core/assert.h"
#include "core/os_thread.h"
#include "study/bound.h"
#include "study/line_set.h"
#include "study/replicate_cell.h"
#include "study/values.h"
#include "study/warm_cut.h"
#include "study/warm_up.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

// ---- the set

static void find_series(gm_replications *set)
{
    const gm_figure_list *list = &set->twin->figures;
    int32_t *of = GM_NEW(&set->arena, int32_t, list->n);
    for (int32_t i = 0; i < list->n; i++) {
        if (list->items[i].is_series) {
            of[set->n_series++] = i;
        }
    }
    set->series_of = of;
}

static bool is_same_window(const gm_claim_plan *claim, gm_window_points w)
{
    return claim->n_windows == 1 && claim->windows[0].from == w.from &&
           claim->windows[0].to == w.to;
}

// Claims of one and the same window share a tally.
static void find_tallies(gm_replications *set)
{
    const gm_twin *twin = set->twin;
    int32_t *of = GM_NEW(&set->arena, int32_t, twin->n_claims + 1);
    set->n_tallies = 1;
    for (int32_t c = 0; c < twin->n_claims; c++) {
        const gm_claim_plan *claim = &twin->claims[c];
        if (!gm_bound_asks_for_parts(twin, claim) || claim->n_windows == 0 ||
            is_same_window(claim, twin->schedule.main)) {
            continue;
        }
        int32_t same = 0;
        while (same < c && (of[same] == 0 || claim->n_windows > 1 ||
                            !is_same_window(&twin->claims[same], claim->windows[0]))) {
            same++;
        }
        of[c] = same < c ? of[same] : set->n_tallies++;
    }
    set->tally_of = of;
}

void gm_replications_init(gm_replications *set, const gm_twin *twin, uint32_t seed)
{
    *set = (gm_replications){.twin = twin,
                             .seed = seed,
                             .from = twin->schedule.main.from,
                             .cut = twin->schedule.main_share};
    gm_arena_init(&set->arena, 0);
    find_series(set);
    find_tallies(set);
    int32_t *at = GM_NEW(&set->arena, int32_t, twin->n_claims + 1);
    for (int32_t i = 0; i < twin->n_claims; i++) {
        at[i] = set->n_claim_values;
        set->n_claim_values += twin->claims[i].n_windows;
    }
    set->claim_at = at;
    gm_replications_want_cell(set);
}

void gm_replications_fini(gm_replications *set)
{
    for (int32_t i = 0; i < set->n; i++) {
        gm_arena_fini(&set->items[i].arena);
    }
    gm_hook_free(set->items);
    if (set->cell) {
        gm_cell_futures_fini(set->cell);
    }
    gm_arena_fini(&set->arena);
    *set = (gm_replications){0};
}

int32_t gm_replications_good(const gm_replications *set)
{
    int32_t n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        n += set->items[i].is_done && set->items[i].error == GM_RUN_OK ? 1 : 0;
    }
    return n;
}

// ---- one replication

typedef struct worker {
    gm_replications *set;
    const gm_replicate_options *options;
    gm_run *run;
    gm_line_set *lines;  // NULL: all by the event engine
    double told;         // slices of the lines that have been told
    gm_snapshot *series; // at every point, used again for every replication
    atomic_int *next;    // replication to take
    atomic_int *last;    // of those that are worth running
    int32_t current;
    int32_t n_at_once;
    atomic_long *slices_done;
} worker;

// By the user, or because an earlier replication filled up: the rest would too, and each takes
// long.
static bool is_stopped(const worker *w)
{
    return (w->options->stop && *w->options->stop) || w->current > atomic_load(w->last);
}

// The replications behind this one need not run. Those before it do: so the same ones are done
// with any number of threads.
static void end_with(const worker *w, int32_t i)
{
    int last = atomic_load(w->last);
    while (i < last && !atomic_compare_exchange_weak(w->last, &last, i)) {
    }
}

static gm_snapshot *create_series(const gm_twin *twin, gm_arena *arena)
{
    gm_snapshot *series = GM_NEW(arena, gm_snapshot, twin->schedule.n);
    for (int32_t i = 0; i < twin->schedule.n; i++) {
        series[i] = gm_snapshot_create(&twin->layout, arena, twin->schedule.points[i].is_full);
    }
    return series;
}

static gm_run_end end_of(const gm_schedule *s, const gm_point *point)
{
    if (isinf(point->time_s)) {
        return (gm_run_end){
            .time_s = (double)INFINITY, .counter = s->counter, .count = point->count};
    }
    return (gm_run_end){.time_s = point->time_s, .counter = GM_NONE};
}

static void take_sample(const gm_run *run, gm_replication *r, int32_t slice)
{
    gm_run_totals totals = gm_run_totals_now(run);
    r->wip[slice] = totals.wip_area_part_s; // made differences of when all are known
    r->out[slice] = totals.n_out;
    r->sample_s[slice] = gm_run_now(run);
}

static const gm_overseer *overseer_of(const worker *w)
{
    return w->current == 0 ? w->options->overseer : NULL;
}

static gm_run_error advance(const worker *w, gm_run_end end)
{
    const gm_overseer *o = overseer_of(w);
    return o ? o->advance(o->user, w->run, end) : gm_run_advance(w->run, end);
}

// Runs the slices that end before a point. False when it was stopped.
static bool run_slices(worker *w, gm_replication *r, const gm_point *to, int32_t *slice)
{
    const gm_schedule *s = &w->set->twin->schedule;
    bool by_count = isinf(s->points[s->n - 1].time_s);
    gm_slices cut = gm_slices_of(s);
    for (; *slice < cut.n && by_count == isinf(to->time_s) && !r->error; *slice += 1) {
        double end = cut.length * (*slice + 1.0);
        gm_point at = {.time_s = by_count ? (double)INFINITY : end,
                       .count = by_count ? floor(end + 0.5) : 0.0};
        if (by_count ? at.count > to->count : at.time_s > to->time_s) {
            break;
        }
        r->error = advance(w, end_of(s, &at));
        if (r->wip) {
            take_sample(w->run, r, *slice);
        }
        atomic_fetch_add(w->slices_done, 1);
        if (is_stopped(w)) {
            return false;
        }
    }
    return true;
}

static void find_fullest(const gm_stats_layout *l, const gm_snapshot *at, gm_replication *r)
{
    r->fullest = GM_NONE;
    for (int32_t i = 0; i < l->plan->n_stores; i++) {
        double level = at->sum[l->stores + (uint32_t)i * GM_N_STORE_STATS + GM_STAT_LEVEL];
        if (level > r->fullest_level) {
            r->fullest = i;
            r->fullest_level = level;
        }
    }
}

// False when it was stopped.
static bool run_points(worker *w, gm_replication *r, gm_snapshot *series)
{
    const gm_schedule *s = &w->set->twin->schedule;
    int32_t slice = 0;
    for (int32_t i = 0; i < s->n && !r->error; i++) {
        if (i > 0) {
            if (!run_slices(w, r, &s->points[i], &slice)) {
                return false;
            }
            r->error = r->error ? r->error : advance(w, end_of(s, &s->points[i]));
            if (is_stopped(w)) {
                return false;
            }
        }
        gm_snapshot_take(&w->set->twin->layout, w->run, &series[i]);
        if (r->error == GM_RUN_TOO_MANY_PARTS) {
            find_fullest(&w->set->twin->layout, &series[i], r);
        }
    }
    r->audit = gm_run_audit(w->run);
    if (!r->error && !gm_audit_is_balanced(&r->audit)) {
        r->error = GM_RUN_UNBALANCED;
    }
    r->hash = gm_run_hash(w->run);
    r->fault = gm_run_fault_of(w->run);
    r->end_s = gm_run_now(w->run);
    return true;
}

// The warm-up is known when all have run.
static bool keeps_series(const gm_replications *set)
{
    return set->twin->schedule.main.from < 0;
}

// Where its snapshots go.
static gm_snapshot *open_one(const worker *w, gm_replication *r)
{
    gm_arena_init(&r->arena, 0);
    gm_values_create(w->set, r);
    if (!keeps_series(w->set)) {
        return w->series;
    }
    r->kept = create_series(w->set->twin, &r->arena);
    int32_t n = gm_slices_of(&w->set->twin->schedule).n;
    r->wip = GM_NEW(&r->arena, double, n);
    r->out = GM_NEW(&r->arena, double, n);
    r->sample_s = GM_NEW(&r->arena, double, n);
    return r->kept;
}

static void close_one(const worker *w, int32_t i, const gm_snapshot *series)
{
    gm_replication *r = &w->set->items[i];
    if (r->error == GM_RUN_TOO_MANY_PARTS || r->error == GM_RUN_RULE) {
        end_with(w, i);
    }
    if (!r->error && w->set->from >= 0 && !r->kept) {
        gm_values_fill(w->set, r, series);
    }
    r->is_done = true;
}

static void run_one(worker *w, int32_t i)
{
    gm_replication *r = &w->set->items[i];
    gm_snapshot *series = open_one(w, r);
    gm_run_begin(w->run, w->set->seed, (uint32_t)i);
    const gm_overseer *o = overseer_of(w);
    if (o) {
        o->begin(o->user, w->run);
    }
    bool is_run = run_points(w, r, series);
    if (o) {
        o->end(o->user, w->run);
    }
    if (!is_run) {
        gm_arena_fini(&r->arena);
        *r = (gm_replication){0};
        return;
    }
    r->stuck = gm_run_stuck(w->run, &r->arena);
    close_one(w, i, series);
}

// ---- several at once, by the line engine

static bool go_on(void *user, double share)
{
    worker *w = user;
    double slices = floor(share * gm_slices_of(&w->set->twin->schedule).n);
    atomic_fetch_add(w->slices_done, (long)((slices - w->told) * w->n_at_once));
    w->told = slices;
    return !is_stopped(w);
}

static void take_lane(worker *w, int32_t i, int32_t lane)
{
    gm_replication *r = &w->set->items[i];
    gm_snapshot *series = open_one(w, r);
    gm_run_begin(w->run, w->set->seed, (uint32_t)i);
    gm_snapshot_take(&w->set->twin->layout, w->run, &series[0]);
    gm_line_set_take(w->lines, lane, series, r);
    r->error = gm_audit_is_balanced(&r->audit) ? GM_RUN_OK : GM_RUN_UNBALANCED;
    r->by_line = true;
    close_one(w, i, series);
}

// False: one of them fills up with parts, which is for the event engine to tell.
static bool run_lanes(worker *w, int32_t first, int32_t n)
{
    gm_line_watch watch = {w, go_on};
    w->current = first;
    w->told = 0.0;
    w->n_at_once = n;
    if (!gm_line_set_run(w->lines, w->set->seed, first, n, &watch)) {
        return is_stopped(w);
    }
    (void)go_on(w, 1.0);
    for (int32_t lane = 0; lane < n; lane++) {
        take_lane(w, first + lane, lane);
    }
    return true;
}

// ---- whatever comes

// Replications from .. to - 1 of those that are missing.
static void run_some(worker *w, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++) {
        w->current = i;
        if (w->set->items[i].is_done) {
            continue;
        }
        int32_t n = 1;
        while (i + n < to && !w->set->items[i + n].is_done) {
            n++;
        }
        bool by_line = w->lines && !overseer_of(w);
        if (!by_line || !run_lanes(w, i, n)) {
            w->current = i;
            run_one(w, i);
            w->set->items[i].is_left = by_line;
        } else {
            i += n - 1;
        }
    }
}

static bool runs_lines(const worker *w)
{
    return w->set->twin->line && w->options->engine != GM_ENGINE_EVENT;
}

static void work(void *item)
{
    worker *w = item;
    gm_arena arena;
    gm_arena_init(&arena, 0);
    w->run = gm_run_create(w->set->twin->plan);
    gm_run_stop_at(w->run, w->options->stop);
    w->series = create_series(w->set->twin, &arena);
    w->lines = runs_lines(w) ? gm_line_set_create(w->set->twin, w->set->n, keeps_series(w->set),
                                                  !w->options->skips_levels)
                             : NULL;
    int32_t n_at_once = w->lines ? gm_line_set_width(w->lines) : 1;
    for (;;) {
        int32_t from = atomic_fetch_add(w->next, n_at_once);
        w->current = from;
        if (from >= w->set->n || is_stopped(w)) {
            break;
        }
        run_some(w, from, from + n_at_once < w->set->n ? from + n_at_once : w->set->n);
    }
    gm_line_set_destroy(w->lines);
    gm_run_destroy(w->run);
    gm_arena_fini(&arena);
}

// ---- threads

static void grow(gm_replications *set, int32_t n)
{
    if (n <= set->n) {
        return;
    }
    gm_replication *items = gm_hook_alloc((size_t)n * sizeof *items);
    if (set->n > 0) {
        memcpy(items, set->items, (size_t)set->n * sizeof *items);
    }
    gm_hook_free(set->items);
    set->items = items;
    set->n = n;
}

// Forgets the replications behind the last one.
static void shrink(gm_replications *set, int32_t last)
{
    while (set->n - 1 > last) {
        set->n -= 1;
        gm_arena_fini(&set->items[set->n].arena);
    }
}

typedef struct watcher {
    const gm_replicate_options *options;
    atomic_long *slices_done;
    double slices;
} watcher;

static void tick(void *user)
{
    watcher *w = user;
    double share = (double)atomic_load(w->slices_done) / w->slices;
    w->options->progress(w->options->user, share < 1.0 ? share : 1.0);
}

static int32_t count_missing(const gm_replications *set)
{
    int32_t n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        n += set->items[i].is_done ? 0 : 1;
    }
    return n;
}

static void run_crowd(gm_replications *set, const gm_replicate_options *options,
                      int32_t n_threads)
{
    atomic_int next = 0;
    atomic_int last = INT32_MAX;
    atomic_long slices_done = 0;
    worker *workers = gm_hook_alloc((size_t)n_threads * sizeof *workers);
    for (int32_t i = 0; i < n_threads; i++) {
        workers[i] = (worker){.set = set,
                              .options = options,
                              .next = &next,
                              .last = &last,
                              .slices_done = &slices_done};
    }
    watcher eye = {options, &slices_done,
                   (double)count_missing(set) * gm_slices_of(&set->twin->schedule).n};
    gm_crowd_run(&(gm_crowd){
        .n = n_threads,
        .work = work,
        .items = workers,
        .item_bytes = sizeof *workers,
        .tick = options->progress ? tick : NULL,
        .user = &eye,
        .tick_s = 0.2,
    });
    gm_hook_free(workers);
    shrink(set, last);
}

gm_status gm_replicate(gm_replications *set, int32_t n, const gm_replicate_options *options)
{
    GM_REQUIRE(options->n_threads >= 1);
    double began_s = gm_wall_s();
    set->is_by_event = options->engine == GM_ENGINE_EVENT;
    grow(set, n);
    int32_t missing = count_missing(set);
    if (missing > 0) {
        run_crowd(set, options, options->n_threads < missing ? options->n_threads : missing);
    }
    if (set->twin->schedule.main.from < 0 && gm_replications_good(set) > 0) {
        gm_replications_cut(set);
    }
    gm_status cell = gm_replicate_cell(set, n, options);
    set->busy_s += gm_wall_s() - began_s;
    if (cell != GM_OK || (options->stop && *options->stop)) {
        return GM_ERR_INTERRUPTED;
    }
    return gm_replications_good(set) == set->n ? GM_OK : GM_ERR_RUN;
}
