// SPDX-License-Identifier: MIT

#include "study/shifting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_WAITS 2000000

// ---- watching

typedef struct watcher {
    gm_period *periods;
    int32_t n;
    double *active_since_s; // by station
    const gm_station_plan *stations;
    int32_t n_stations;
    double stopped_s; // when the table was full
} watcher;

// Several machines wait one by one, and a station without a limit never holds up anything.
static bool is_watched(const gm_station_plan *station)
{
    return station->n_machines == 1 && !station->is_unlimited;
}

static void on_wait(void *user, int32_t station_i, double from_s, double to_s)
{
    watcher *w = user;
    if (!is_watched(&w->stations[station_i])) {
        return;
    }
    if (w->n == MOST_WAITS) {
        w->stopped_s = from_s < w->stopped_s ? from_s : w->stopped_s;
        return;
    }
    if (from_s > w->active_since_s[station_i]) {
        w->periods[w->n++] = (gm_period){w->active_since_s[station_i], from_s, station_i};
    }
    w->active_since_s[station_i] = to_s;
}

// The last period of each station ends with the watch, or where a wait began that goes on.
static void close_periods(watcher *w, const gm_run *run, double to_s)
{
    for (int32_t i = 0; i < w->n_stations; i++) {
        if (!is_watched(&w->stations[i])) {
            continue;
        }
        double wait_s = gm_run_waits_since(run, i);
        double end_s = wait_s < to_s ? wait_s : to_s;
        if (end_s > w->active_since_s[i]) {
            w->periods[w->n++] = (gm_period){w->active_since_s[i], end_s, i};
        }
    }
}

static gm_run_end end_of_point(const gm_schedule *s, const gm_point *p)
{
    if (isinf(p->time_s)) {
        return (gm_run_end){(double)INFINITY, s->counter, p->count};
    }
    return (gm_run_end){p->time_s, GM_NONE, 0.0};
}

gm_shifting gm_shifting_watch(const gm_twin *twin, uint32_t seed, int32_t from, gm_arena *arena)
{
    const gm_schedule *s = &twin->schedule;
    int32_t n_stations = twin->plan->n_stations;
    double *sole = GM_NEW(arena, double, n_stations);
    double *shifting = GM_NEW(arena, double, n_stations);
    watcher w = {.stopped_s = (double)INFINITY,
                 .stations = twin->plan->stations,
                 .n_stations = n_stations};
    w.periods = gm_hook_alloc(sizeof(gm_period) * (MOST_WAITS + (size_t)n_stations));
    w.active_since_s = GM_NEW(arena, double, n_stations);
    gm_run *run = gm_run_create(twin->plan);
    gm_run_begin(run, seed, 0);
    gm_run_error error = GM_RUN_OK;
    if (from > 0) {
        error = gm_run_advance(run, end_of_point(s, &s->points[from]));
    }
    double from_s = gm_run_now(run);
    for (int32_t i = 0; i < n_stations; i++) {
        w.active_since_s[i] = from_s;
    }
    gm_run_watch_waits(run, on_wait, &w);
    if (!error) { // a run that fails is watched as far as it came
        (void)gm_run_advance(run, end_of_point(s, &s->points[s->n - 1]));
    }
    double to_s = w.stopped_s < gm_run_now(run) ? w.stopped_s : gm_run_now(run);
    close_periods(&w, run, to_s);
    gm_run_destroy(run);
    gm_shifting_of(w.periods, w.n, (double[]){from_s, to_s}, n_stations, sole, shifting);
    gm_hook_free(w.periods);
    for (int32_t i = 0; i < n_stations; i++) {
        if (!is_watched(&twin->plan->stations[i])) {
            sole[i] = (double)NAN;
            shifting[i] = (double)NAN;
        }
    }
    return (gm_shifting){.sole = sole, .shifting = shifting, .is_cut = !isinf(w.stopped_s)};
}

// ---- the chain of momentary bottlenecks

static int by_start(const void *a, const void *b)
{
    const gm_period *p = a;
    const gm_period *q = b;
    if (p->from_s != q->from_s) {
        return p->from_s < q->from_s ? -1 : 1;
    }
    return p->to_s > q->to_s ? -1 : p->to_s < q->to_s;
}

static double clip(double at_s, double from_s, double to_s)
{
    return at_s < from_s ? from_s : at_s > to_s ? to_s : at_s;
}

// Among the periods that run at `at_s`, the longest, as whole periods. *next is the first that
// begins after at_s; `live` holds those that may still run.
static int32_t longest_at(const gm_period *periods, int32_t n, double at_s, int32_t *next,
                          int32_t *live, int32_t *n_live)
{
    while (*next < n && periods[*next].from_s <= at_s) {
        live[(*n_live)++] = (*next)++;
    }
    int32_t best = GM_NONE;
    int32_t kept = 0;
    for (int32_t i = 0; i < *n_live; i++) {
        const gm_period *p = &periods[live[i]];
        if (p->to_s <= at_s) {
            continue;
        }
        live[kept++] = live[i];
        if (best == GM_NONE ||
            p->to_s - p->from_s > periods[best].to_s - periods[best].from_s) {
            best = live[i];
        }
    }
    *n_live = kept;
    return best;
}

void gm_shifting_of(gm_period *periods, int32_t n, const double window_s[2], int32_t n_stations,
                    double *sole, double *shifting)
{
    double from_s = window_s[0];
    double to_s = window_s[1];
    memset(sole, 0, (size_t)n_stations * sizeof *sole);
    memset(shifting, 0, (size_t)n_stations * sizeof *shifting);
    if (n > 0) {
        qsort(periods, (size_t)n, sizeof *periods, by_start);
    }
    int32_t *live = gm_hook_alloc(((size_t)n + 1) * sizeof *live);
    int32_t n_live = 0;
    int32_t next = 0;
    double length_s = to_s > from_s ? to_s - from_s : 1.0;
    int32_t now = longest_at(periods, n, from_s, &next, live, &n_live);
    double since_s = from_s; // from here on `now` is the bottleneck alone
    while (now != GM_NONE || next < n) {
        if (now == GM_NONE) {
            since_s = periods[next].from_s;
            now = longest_at(periods, n, since_s, &next, live, &n_live);
            continue;
        }
        // What runs when the bottleneck ends takes over; the overlap of both is shifting.
        double end_s = clip(periods[now].to_s, from_s, to_s);
        int32_t after = longest_at(periods, n, periods[now].to_s, &next, live, &n_live);
        double overlap_s = end_s;
        if (after != GM_NONE && periods[after].from_s < end_s) {
            overlap_s = periods[after].from_s > since_s ? periods[after].from_s : since_s;
            shifting[periods[after].station_i] += (end_s - overlap_s) / length_s;
            shifting[periods[now].station_i] += (end_s - overlap_s) / length_s;
        }
        sole[periods[now].station_i] +=
            overlap_s > since_s ? (overlap_s - since_s) / length_s : 0.0;
        since_s = end_s;
        now = after;
        if (end_s >= to_s) {
            break;
        }
    }
    gm_hook_free(live);
}
