// SPDX-License-Identifier: MIT

#include "study/replicate.h"

#include "core/assert.h"
#include "core/os_thread.h"
#include "num/mser.h"

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

void gm_replications_init(gm_replications *set, const gm_twin *twin, uint32_t seed)
{
    *set = (gm_replications){.twin = twin, .seed = seed, .from = twin->schedule.main.from};
    gm_arena_init(&set->arena, 0);
    find_series(set);
    int32_t *at = GM_NEW(&set->arena, int32_t, twin->n_claims + 1);
    for (int32_t i = 0; i < twin->n_claims; i++) {
        at[i] = set->n_claim_values;
        set->n_claim_values += twin->claims[i].n_windows;
    }
    set->claim_at = at;
}

void gm_replications_fini(gm_replications *set)
{
    for (int32_t i = 0; i < set->n; i++) {
        gm_arena_fini(&set->items[i].arena);
    }
    gm_hook_free(set->items);
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

const char *gm_run_error_text(gm_run_error error)
{
    switch (error) {
    case GM_RUN_OK:
        return "ok";
    case GM_RUN_TOO_MANY_PARTS:
        return "more parts alive at once than `guards: parts` allows: something fills up";
    case GM_RUN_STUCK:
        return "nothing can happen any more before the end: the plant is stuck";
    case GM_RUN_NO_PROGRESS:
        return "endless events at one instant: parts go in a circle in no time";
    }
    return "";
}

// ---- values of one replication from its snapshots

static void evaluate(const gm_replications *set, gm_replication *r, const gm_snapshot *series)
{
    const gm_twin *twin = set->twin;
    gm_stats_window w = {.layout = &twin->layout, .series = series};
    w.from = set->from;
    w.to = twin->schedule.main.to;
    for (int32_t i = 0; i < twin->figures.n; i++) {
        r->figures[i] = gm_figure_value(&twin->figures.items[i], &w, 0.0);
    }
    for (int32_t c = 0; c < twin->n_claims; c++) {
        const gm_claim_plan *claim = &twin->claims[c];
        for (int32_t k = 0; k < claim->n_windows; k++) {
            w.from = claim->windows[k].from < 0 ? set->from : claim->windows[k].from;
            w.to = claim->windows[k].to;
            r->claims[set->claim_at[c] + k] = gm_claim_value(twin, claim, &w);
        }
    }
    for (int32_t i = 0; i < twin->schedule.n_intervals; i++) {
        w.from = twin->schedule.intervals[i].from;
        w.to = twin->schedule.intervals[i].to;
        for (int32_t k = 0; k < set->n_series; k++) {
            r->series[i * set->n_series + k] =
                gm_figure_value(&twin->figures.items[set->series_of[k]], &w, 0.0);
        }
    }
}

static void take_values(const gm_replications *set, gm_replication *r)
{
    const gm_twin *twin = set->twin;
    r->figures = GM_NEW(&r->arena, double, twin->figures.n);
    r->series = GM_NEW(&r->arena, double, twin->schedule.n_intervals * set->n_series);
    r->claims = GM_NEW(&r->arena, double, set->n_claim_values);
}

// ---- one replication

typedef struct worker {
    gm_replications *set;
    const gm_replicate_options *options;
    gm_run *run;
    gm_snapshot *series; // at every point, used again for every replication
    atomic_int *next;    // replication to take
    atomic_long *points_done;
} worker;

static bool is_stopped(const worker *w)
{
    return w->options->stop && *w->options->stop;
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

// Samples in between two points, from which the warm-up is found.
static void sample_to(worker *w, gm_replication *r, const gm_point *to, int32_t *sample)
{
    const gm_schedule *s = &w->set->twin->schedule;
    const gm_point *end = &s->points[s->n - 1];
    bool by_count = isinf(to->time_s);
    while (*sample < GM_N_SERIES) {
        double share = (*sample + 1.0) / GM_N_SERIES;
        gm_point at = *to;
        if (by_count) {
            at.count = floor(share * end->count);
        } else {
            at.time_s = share * end->time_s;
        }
        bool beyond = by_count ? at.count > to->count : at.time_s > to->time_s;
        if (beyond || r->error || is_stopped(w)) {
            return;
        }
        r->error = gm_run_advance(w->run, end_of(s, &at));
        gm_run_totals totals = gm_run_totals_now(w->run);
        r->wip[*sample] = totals.wip_area_part_s; // made differences of when all are known
        r->out[*sample] = totals.n_out;
        r->sample_s[*sample] = gm_run_now(w->run);
        *sample += 1;
    }
}

static bool run_points(worker *w, gm_replication *r, gm_snapshot *series)
{
    const gm_twin *twin = w->set->twin;
    bool finds_cut = twin->schedule.main.from < 0;
    int32_t sample = 0;
    for (int32_t i = 0; i < twin->schedule.n; i++) {
        const gm_point *point = &twin->schedule.points[i];
        if (i > 0 && finds_cut) {
            sample_to(w, r, point, &sample);
        }
        if (i > 0 && !r->error) {
            r->error = gm_run_advance(w->run, end_of(&twin->schedule, point));
        }
        if (is_stopped(w)) {
            return false;
        }
        if (r->error) {
            break;
        }
        gm_snapshot_take(&twin->layout, w->run, &series[i]);
        atomic_fetch_add(w->points_done, 1);
    }
    r->hash = gm_run_hash(w->run);
    r->end_s = gm_run_now(w->run);
    return true;
}

static void run_one(worker *w, int32_t i)
{
    gm_replication *r = &w->set->items[i];
    gm_snapshot *series = w->series;
    gm_arena_init(&r->arena, 0);
    take_values(w->set, r);
    if (w->set->twin->schedule.main.from < 0) {
        r->kept = create_series(w->set->twin, &r->arena);
        r->wip = GM_NEW(&r->arena, double, GM_N_SERIES);
        r->out = GM_NEW(&r->arena, double, GM_N_SERIES);
        r->sample_s = GM_NEW(&r->arena, double, GM_N_SERIES);
        series = r->kept;
    }
    gm_run_begin(w->run, w->set->seed, (uint32_t)i);
    if (!run_points(w, r, series)) {
        gm_arena_fini(&r->arena);
        *r = (gm_replication){0};
        return;
    }
    if (!r->error && w->set->from >= 0 && !r->kept) {
        evaluate(w->set, r, series);
    }
    r->is_done = true;
}

static void work(void *item)
{
    worker *w = item;
    gm_arena arena;
    gm_arena_init(&arena, 0);
    w->run = gm_run_create(w->set->twin->plan);
    w->series = create_series(w->set->twin, &arena);
    while (!is_stopped(w)) {
        int32_t i = atomic_fetch_add(w->next, 1);
        if (i >= w->set->n) {
            break;
        }
        if (!w->set->items[i].is_done) {
            run_one(w, i);
        }
    }
    gm_run_destroy(w->run);
    gm_arena_fini(&arena);
}

// ---- warm-up

static void average_series(const gm_replications *set, double *wip, double *out)
{
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        if (!r->is_done || r->error) {
            continue;
        }
        double before_s = 0.0;
        for (int32_t k = 0; k < GM_N_SERIES; k++) {
            double dt = r->sample_s[k] - before_s;
            double area = r->wip[k] - (k > 0 ? r->wip[k - 1] : 0.0);
            double n = r->out[k] - (k > 0 ? r->out[k - 1] : 0.0);
            wip[k] += dt > 0.0 ? area / dt : 0.0;
            out[k] += dt > 0.0 ? n / dt : 0.0;
            before_s = r->sample_s[k];
        }
    }
}

// The point of the schedule at a fraction of the run.
static int32_t point_at(const gm_schedule *s, double fraction)
{
    const gm_point *end = &s->points[s->n - 1];
    for (int32_t i = 0; i < s->n; i++) {
        const gm_point *p = &s->points[i];
        if (isinf(end->time_s) ? isinf(p->time_s) && p->count == floor(fraction * end->count)
                               : p->time_s == fraction * end->time_s) {
            return i;
        }
    }
    return 0;
}

// MSER-5 on the parts in the plant and on the departures, averaged over the replications: the
// later of the two cuts, rounded up to a point of the schedule.
static void find_cut(gm_replications *set)
{
    static const double cuts[] = GM_CUT_FRACTIONS;
    gm_mark mark = gm_arena_mark(&set->arena);
    double *wip = GM_NEW(&set->arena, double, GM_N_SERIES);
    double *out = GM_NEW(&set->arena, double, GM_N_SERIES);
    average_series(set, wip, out);
    size_t cut_wip = 0;
    size_t cut_out = 0;
    bool found = gm_mser5(wip, GM_N_SERIES, &cut_wip) && gm_mser5(out, GM_N_SERIES, &cut_out);
    gm_arena_rewind(&set->arena, mark);
    double share = (double)(cut_wip > cut_out ? cut_wip : cut_out) / GM_N_SERIES;
    int32_t i = 0;
    while (i + 1 < GM_N_CUTS && cuts[i] < share) {
        i++;
    }
    set->has_no_cut = !found;
    set->cut = cuts[i];
    set->from = point_at(&set->twin->schedule, cuts[i]);
    for (int32_t k = 0; k < set->n; k++) {
        gm_replication *r = &set->items[k];
        if (r->is_done && !r->error) {
            evaluate(set, r, r->kept);
        }
    }
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

typedef struct watcher {
    const gm_replicate_options *options;
    atomic_long *points_done;
    double points;
} watcher;

static void tick(void *user)
{
    watcher *w = user;
    double share = (double)atomic_load(w->points_done) / w->points;
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
    atomic_long points_done = 0;
    worker *workers = gm_hook_alloc((size_t)n_threads * sizeof *workers);
    for (int32_t i = 0; i < n_threads; i++) {
        workers[i] = (worker){
            .set = set, .options = options, .next = &next, .points_done = &points_done};
    }
    watcher eye = {options, &points_done, (double)count_missing(set) * set->twin->schedule.n};
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
}

gm_status gm_replicate(gm_replications *set, int32_t n, const gm_replicate_options *options)
{
    GM_REQUIRE(options->n_threads >= 1);
    double began_s = gm_wall_s();
    grow(set, n);
    int32_t missing = count_missing(set);
    if (missing > 0) {
        run_crowd(set, options, options->n_threads < missing ? options->n_threads : missing);
    }
    if (set->twin->schedule.main.from < 0) {
        find_cut(set);
    }
    set->busy_s += gm_wall_s() - began_s;
    if (options->stop && *options->stop) {
        return GM_ERR_INTERRUPTED;
    }
    return gm_replications_good(set) == set->n ? GM_OK : GM_ERR_RUN;
}
