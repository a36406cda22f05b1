// SPDX-License-Identifier: MIT

#include "study/replicate.h"

#include "core/assert.h"
#include "core/os_thread.h"
#include "study/bound.h"
#include "study/values.h"
#include "study/warm_up.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#define WEEK_S (7.0 * 86400.0)
// Standard deviation of the count of a slice in a mean over a batch of five: whole parts at both
// ends, each evenly 0 .. 1: sqrt(2 / 12) / 5.
#define COUNT_NOISE 0.082

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

// ---- one replication

typedef struct worker {
    gm_replications *set;
    const gm_replicate_options *options;
    gm_run *run;
    gm_snapshot *series; // at every point, used again for every replication
    atomic_int *next;    // replication to take
    atomic_int *last;    // of those that are worth running
    int32_t current;
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

static gm_slices slices_of(const gm_schedule *s)
{
    const gm_point *end = &s->points[s->n - 1];
    if (isinf(end->time_s)) {
        double n = fmin(end->count, GM_N_SERIES);
        return (gm_slices){.n = (int32_t)n, .length = end->count / n};
    }
    if (!s->by_weeks) {
        return (gm_slices){.n = GM_N_SERIES, .length = end->time_s / GM_N_SERIES};
    }
    double n_week = fmax(1.0, 7.0 * floor(GM_N_SERIES * WEEK_S / end->time_s / 7.0));
    double length = WEEK_S / n_week;
    return (gm_slices){
        .n = (int32_t)(end->time_s / length), .length = length, .n_week = (int32_t)n_week};
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
    gm_slices cut = slices_of(s);
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

static void run_one(worker *w, int32_t i)
{
    gm_replication *r = &w->set->items[i];
    gm_snapshot *series = w->series;
    gm_arena_init(&r->arena, 0);
    gm_values_create(w->set, r);
    if (w->set->twin->schedule.main.from < 0) { // the warm-up is known when all have run
        r->kept = create_series(w->set->twin, &r->arena);
        int32_t n = slices_of(&w->set->twin->schedule).n;
        r->wip = GM_NEW(&r->arena, double, n);
        r->out = GM_NEW(&r->arena, double, n);
        r->sample_s = GM_NEW(&r->arena, double, n);
        series = r->kept;
    }
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
    if (r->error == GM_RUN_TOO_MANY_PARTS || r->error == GM_RUN_RULE) {
        end_with(w, i);
    }
    if (!r->error && w->set->from >= 0 && !r->kept) {
        gm_values_fill(w->set, r, series);
    }
    r->is_done = true;
}

static void work(void *item)
{
    worker *w = item;
    gm_arena arena;
    gm_arena_init(&arena, 0);
    w->run = gm_run_create(w->set->twin->plan);
    gm_run_stop_at(w->run, w->options->stop);
    w->series = create_series(w->set->twin, &arena);
    for (;;) {
        w->current = atomic_fetch_add(w->next, 1);
        if (w->current >= w->set->n || is_stopped(w)) {
            break;
        }
        if (!w->set->items[w->current].is_done) {
            run_one(w, w->current);
        }
    }
    gm_run_destroy(w->run);
    gm_arena_fini(&arena);
}

// ---- warm-up

// Per slice, the mean over replications of the parts in the plant and of the pace: departures per
// second, or in runs by a count, whose slices have equal counts, the seconds of a slice.
static void average_slices(const gm_replications *set, int32_t n, double *wip, double *pace)
{
    const gm_schedule *s = &set->twin->schedule;
    bool by_count = isinf(s->points[s->n - 1].time_s);
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        double level = 0.0;
        for (int32_t k = 0; k < n && r->is_done && !r->error; k++) {
            double dt = r->sample_s[k] - (k > 0 ? r->sample_s[k - 1] : 0.0);
            double area = r->wip[k] - (k > 0 ? r->wip[k - 1] : 0.0);
            double out = r->out[k] - (k > 0 ? r->out[k - 1] : 0.0);
            level = dt > 0.0 ? area / dt : level;
            wip[k] += level;
            pace[k] += by_count ? dt : out / dt;
        }
    }
}

// The end of the warm-up, rounded up to a point of the schedule.
static bool find_cut(gm_replications *set)
{
    const gm_schedule *s = &set->twin->schedule;
    gm_slices slices = slices_of(s);
    gm_mark mark = gm_arena_mark(&set->arena);
    double *wip = GM_NEW(&set->arena, double, slices.n);
    double *pace = GM_NEW(&set->arena, double, slices.n);
    bool *working = GM_NEW(&set->arena, bool, slices.n);
    average_slices(set, slices.n, wip, pace);
    bool by_count = isinf(s->points[s->n - 1].time_s);
    double noise = by_count ? 0.0 : gm_replications_good(set) * COUNT_NOISE / slices.length;
    double share = 0.0;
    bool found = gm_warm_up_find(slices, wip, pace, noise, working, &share);
    gm_arena_rewind(&set->arena, mark);
    int32_t i = 0;
    while (i < s->n_cuts && s->cuts[i].share < share - 1e-12) { // less is rounding
        i++;
    }
    found = found && i < s->n_cuts;
    set->from = found ? s->cuts[i].point : 0;
    set->cut = found ? s->cuts[i].share : 0.0;
    return found;
}

static void fill_all(gm_replications *set)
{
    for (int32_t k = 0; k < set->n; k++) {
        gm_replication *r = &set->items[k];
        if (r->is_done && !r->error) {
            gm_values_fill(set, r, r->kept);
        }
    }
}

static void cut_warm_up(gm_replications *set)
{
    set->has_no_cut = !find_cut(set);
    fill_all(set);
}

// Cuts so much of the run, rounded up to a point of the schedule.
static void cut_share(gm_replications *set, double share)
{
    const gm_schedule *s = &set->twin->schedule;
    int32_t i = 0;
    while (i + 1 < s->n_cuts && s->cuts[i].share < share) {
        i++;
    }
    if (s->cuts[i].point != set->from) {
        set->from = s->cuts[i].point;
        set->cut = s->cuts[i].share;
        fill_all(set);
    }
}

static bool has_found_cut(const gm_replications *set)
{
    return set->twin->schedule.n_cuts > 0 && !set->has_no_cut && gm_replications_good(set) > 0;
}

void gm_replications_align(gm_replications *a, gm_replications *b)
{
    if (has_found_cut(a) && has_found_cut(b)) {
        double share = a->cut > b->cut ? a->cut : b->cut;
        cut_share(a, share);
        cut_share(b, share);
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
                   (double)count_missing(set) * slices_of(&set->twin->schedule).n};
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
    grow(set, n);
    int32_t missing = count_missing(set);
    if (missing > 0) {
        run_crowd(set, options, options->n_threads < missing ? options->n_threads : missing);
    }
    if (set->twin->schedule.main.from < 0 && gm_replications_good(set) > 0) {
        cut_warm_up(set);
    }
    set->busy_s += gm_wall_s() - began_s;
    if (options->stop && *options->stop) {
        return GM_ERR_INTERRUPTED;
    }
    return gm_replications_good(set) == set->n ? GM_OK : GM_ERR_RUN;
}
