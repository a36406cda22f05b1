// SPDX-License-Identifier: MIT
//
// From visits to the way of the parts: order, shares, queues, where they begin and end.

#include "tables/floor_guess.h"

#include <stddef.h>
#include <stdlib.h>

#define SLACK_S     1e-3
#define RARE        0.002 // ways of a smaller share are slips of the log
#define IDLE_MATTER 0.02  // of the time: below, the source never runs dry

typedef struct ways {
    gm_floor_guess *g;
    int32_t n;        // stations
    int32_t *counts;  // n rows of n + 1: to each station, and out
    double *wait_max; // by station: the longest time to the next
    int32_t *entries; // by station
} ways;

static bool is_last_of_part(const gm_floor_guess *g, int32_t i)
{
    return i + 1 == g->n_visits || g->visits[i + 1].part != g->visits[i].part;
}

static bool is_first_of_part(const gm_floor_guess *g, int32_t i)
{
    return i == 0 || g->visits[i - 1].part != g->visits[i].part;
}

// ---- transitions

static void count_moves(ways *w)
{
    const gm_floor_guess *g = w->g;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *v = &g->visits[i];
        if (!is_last_of_part(g, i)) {
            double wait = g->visits[i + 1].in_s - v->out_s;
            w->counts[v->station * (w->n + 1) + g->visits[i + 1].station] += 1;
            w->wait_max[v->station] =
                wait > w->wait_max[v->station] ? wait : w->wait_max[v->station];
        }
        w->entries[v->station] += is_first_of_part(g, i) ? 1 : 0;
    }
}

// A part that was last seen shortly before the end of the log may still go on.
static void count_ends(ways *w)
{
    gm_floor_guess *g = w->g;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *v = &g->visits[i];
        if (!is_last_of_part(g, i) || v->is_open) {
            continue;
        }
        if (v->is_scrapped) {
            g->stations[v->station].n_scrapped += 1;
        } else if (g->floor->span_s - v->out_s >= w->wait_max[v->station]) {
            w->counts[v->station * (w->n + 1) + w->n] += 1;
            g->n_out += 1;
        }
    }
}

static int by_share(const void *pa, const void *pb)
{
    const gm_floor_way *a = pa;
    const gm_floor_way *b = pb;
    return a->n != b->n ? b->n - a->n : a->station - b->station;
}

// Those that are not rare, as shares.
static int32_t make_ways(const int32_t *counts, int32_t n, gm_floor_way *out)
{
    double total = 0.0;
    for (int32_t k = 0; k < n; k++) {
        total += counts[k];
    }
    int32_t m = 0;
    double kept = 0.0;
    for (int32_t k = 0; k < n; k++) {
        if (counts[k] > RARE * total) {
            out[m++] = (gm_floor_way){.station = k, .n = counts[k]};
            kept += counts[k];
        }
    }
    for (int32_t k = 0; k < m; k++) {
        out[k].share = out[k].n / kept;
    }
    qsort(out, (size_t)m, sizeof *out, by_share);
    return m;
}

static void set_ways(ways *w, gm_arena *arena)
{
    for (int32_t s = 0; s < w->n; s++) {
        gm_floor_station *st = &w->g->stations[s];
        st->ways = GM_NEW(arena, gm_floor_way, w->n + 1);
        st->n_ways = make_ways(&w->counts[(ptrdiff_t)s * (w->n + 1)], w->n + 1, st->ways);
        for (int32_t k = 0; k < st->n_ways; k++) {
            st->ways[k].station =
                st->ways[k].station == w->n ? GM_FLOOR_OUT : st->ways[k].station;
        }
    }
    w->g->entries = GM_NEW(arena, gm_floor_way, w->n + 1);
    w->g->n_entries = make_ways(w->entries, w->n, w->g->entries);
}

// Parts that were inside when the log began seem to begin anywhere: no more than a few.
static void drop_early_entries(ways *w)
{
    const gm_floor_guess *g = w->g;
    double longest = 0.0;
    for (int32_t s = 0; s < w->n; s++) {
        longest += w->wait_max[s];
    }
    for (int32_t i = 0; i < g->n_visits; i++) {
        if (is_first_of_part(g, i) && g->visits[i].in_s < longest &&
            w->entries[g->visits[i].station] * 20 < g->floor->n_parts) {
            w->entries[g->visits[i].station] -= 1;
        }
    }
}

// ---- order

typedef struct placed {
    int32_t station;
    double place;
} placed;

static int by_place(const void *pa, const void *pb)
{
    const placed *a = pa;
    const placed *b = pb;
    int by = (a->place > b->place) - (a->place < b->place);
    return by != 0 ? by : a->station - b->station;
}

// The mean place of the first visit among those of a part.
static void set_order(gm_floor_guess *g, gm_arena *arena)
{
    int32_t n = g->floor->n_stations;
    placed *list = GM_NEW(arena, placed, n);
    double *seen = GM_NEW(arena, double, n);
    int32_t *last = GM_NEW(arena, int32_t, n);
    int32_t place = 0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *v = &g->visits[i];
        place = is_first_of_part(g, i) ? 0 : place + 1;
        g->stations[v->station].n_visits += 1;
        if (last[v->station] != v->part + 1) {
            last[v->station] = v->part + 1;
            list[v->station].place += place;
            seen[v->station] += 1.0;
        }
    }
    int32_t *order = GM_NEW(arena, int32_t, n);
    for (int32_t s = 0; s < n; s++) {
        list[s].station = s;
        list[s].place /= seen[s] > 0.0 ? seen[s] : 1.0;
        g->stations[s].place = list[s].place;
    }
    qsort(list, (size_t)n, sizeof *list, by_place);
    for (int32_t s = 0; s < n; s++) {
        order[s] = list[s].station;
    }
    g->order = order;
}

// ---- queues

typedef struct edge {
    double at_s;
    int by;
} edge;

static int by_time(const void *pa, const void *pb)
{
    const edge *a = pa;
    const edge *b = pb;
    int by_at = (a->at_s > b->at_s) - (a->at_s < b->at_s);
    return by_at != 0 ? by_at : a->by - b->by;
}

// The most parts between leaving the station before and coming to this one.
static void set_queue(gm_floor_guess *g, int32_t station, edge *edges)
{
    int32_t n = 0;
    for (int32_t i = 1; i < g->n_visits; i++) {
        const gm_floor_visit *v = &g->visits[i];
        double from = g->visits[i - 1].out_s;
        if (v->station == station && !is_first_of_part(g, i) && v->in_s > from + SLACK_S) {
            edges[n++] = (edge){from, +1};
            edges[n++] = (edge){v->in_s, -1};
        }
    }
    qsort(edges, (size_t)n, sizeof *edges, by_time);
    int32_t level = 0;
    for (int32_t i = 0; i < n; i++) {
        level += edges[i].by;
        g->stations[station].queue_max =
            level > g->stations[station].queue_max ? level : g->stations[station].queue_max;
    }
}

// Time blocked is laid to the station that the part goes to next.
static void add_blocked(gm_floor_guess *g)
{
    const gm_floor *f = g->floor;
    int32_t at = 0;
    for (int32_t i = 0; i < f->n_rows && f->rows[i].part >= 0; i++) {
        const gm_floor_row *row = &f->rows[i];
        while (at + 1 < g->n_visits && (g->visits[at].part != row->part ||
                                        g->visits[at].out_s < row->out_s - SLACK_S)) {
            at++;
        }
        if (row->state == GM_FLOOR_BLOCKED && !is_last_of_part(g, at)) {
            g->stations[g->visits[at + 1].station].blocked_s += row->out_s - row->in_s;
        }
    }
}

// ---- without a word on blocking

static int by_double(const void *pa, const void *pb)
{
    double a = *(const double *)pa;
    double b = *(const double *)pb;
    return (a > b) - (a < b);
}

static bool ends_at(const double *ends, int32_t n, double at)
{
    int32_t lo = 0;
    int32_t hi = n;
    while (lo < hi) {
        int32_t mid = lo + (hi - lo) / 2;
        if (ends[mid] < at - SLACK_S) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo < n && ends[lo] <= at + SLACK_S;
}

// A part that goes over at the very instant at which the next station gets free may have waited
// for that: its work was at most so long.
static void suspect_blocking(gm_floor_guess *g, double *ends)
{
    for (int32_t s = 0; s < g->floor->n_stations; s++) {
        int32_t n = 0;
        for (int32_t i = 0; i < g->n_visits; i++) {
            if (g->visits[i].station == s) {
                ends[n++] = g->visits[i].out_s;
            }
        }
        qsort(ends, (size_t)n, sizeof *ends, by_double);
        for (int32_t i = 0; i + 1 < g->n_visits; i++) {
            gm_floor_visit *v = &g->visits[i];
            const gm_floor_visit *next = &g->visits[i + 1];
            if (!is_last_of_part(g, i) && next->station == s && v->station != s &&
                next->in_s <= v->out_s + SLACK_S && ends_at(ends, n, v->out_s)) {
                v->may_be_longer = true;
                g->stations[s].blocked_s += SLACK_S; // some, nobody knows how much
            }
        }
    }
}

static void set_stores(gm_floor_guess *g)
{
    for (int32_t s = 0; s < g->floor->n_stations; s++) {
        gm_floor_station *st = &g->stations[s];
        st->holds = st->queue_max == 0    ? GM_FLOOR_NO_STORE
                    : st->blocked_s > 0.0 ? st->queue_max
                                          : GM_FLOOR_UNLIMITED;
    }
}

// ---- the source

// The share of time in which the first station had neither a part nor a stop.
static void set_idle(gm_floor_guess *g)
{
    int32_t first = g->entries[0].station;
    double busy = 0.0;
    double from = g->floor->span_s;
    double to = 0.0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *v = &g->visits[i];
        if (v->station == first) {
            busy += v->out_s - v->in_s;
            from = v->in_s < from ? v->in_s : from;
            to = v->out_s > to ? v->out_s : to;
        }
    }
    for (int32_t i = g->floor->n_rows - 1; i >= 0 && g->floor->rows[i].part < 0; i--) {
        const gm_floor_row *row = &g->floor->rows[i];
        bool is_stop = row->station == first && row->state != GM_FLOOR_IDLE;
        busy += is_stop ? row->out_s - row->in_s : 0.0;
    }
    double time = (to - from) * g->stations[first].machines;
    g->idle = time > 0.0 && busy < time ? 1.0 - busy / time : 0.0;
    g->has_arrivals = g->idle > IDLE_MATTER;
}

void gm_floor_guess_ways(gm_floor_guess *g, gm_arena *arena)
{
    int32_t n = g->floor->n_stations;
    ways w = {.g = g, .n = n};
    w.counts = GM_NEW(arena, int32_t, (size_t)n * (size_t)(n + 1));
    w.wait_max = GM_NEW(arena, double, n);
    w.entries = GM_NEW(arena, int32_t, n + 1);
    count_moves(&w);
    count_ends(&w);
    drop_early_entries(&w);
    set_ways(&w, arena);
    set_order(g, arena);
    void *room = gm_hook_alloc((size_t)(2 * g->n_visits + 1) * sizeof(edge));
    for (int32_t s = 0; s < n; s++) {
        set_queue(g, s, room);
    }
    if (g->floor->has_states) {
        add_blocked(g);
    } else {
        suspect_blocking(g, room);
    }
    gm_hook_free(room);
    set_stores(g);
    set_idle(g);
    for (int32_t s = 0; s < n; s++) {
        gm_floor_station *st = &g->stations[s];
        st->scrap = st->n_visits > 0 ? (double)st->n_scrapped / st->n_visits : 0.0;
    }
    g->out_per_h = 3600.0 * g->n_out / g->floor->span_s;
}
