// SPDX-License-Identifier: MIT
//
// From visits to what lies between stations: stores, blocking, and sources that run dry.

#include "tables/floor_guess.h"
#include "tables/floor_level.h"

#include <stddef.h>
#include <stdlib.h>

#define IDLE_MATTER 0.02 // of the time: below, the source never runs dry

// ---- queues

// The most parts between leaving the station before and coming to this one.
static void set_queue(gm_floor_guess *g, int32_t station, gm_floor_edge *edges)
{
    int32_t n = 0;
    for (int32_t i = 1; i < g->n_visits; i++) {
        const gm_floor_visit *v = &g->visits[i];
        double from = g->visits[i - 1].out_s;
        if (v->station == station && !gm_floor_is_first(g, i) && gm_floor_is_whole(g, i) &&
            v->in_s > from + GM_FLOOR_SLACK_S) {
            edges[n++] = (gm_floor_edge){from, +1};
            edges[n++] = (gm_floor_edge){v->in_s, -1};
        }
    }
    g->stations[station].queue_max = gm_floor_most_at_once(edges, n);
}

// Time blocked is laid to the station that the part goes to next.
static void add_blocked(gm_floor_guess *g)
{
    const gm_floor *f = g->floor;
    int32_t at = 0;
    for (int32_t i = 0; i < f->n_rows && f->rows[i].part >= 0; i++) {
        const gm_floor_row *row = &f->rows[i];
        while (at + 1 < g->n_visits &&
               (g->visits[at].part < row->part ||
                (g->visits[at].part == row->part && !gm_floor_is_last(g, at) &&
                 g->visits[at].out_s < row->out_s - GM_FLOOR_SLACK_S))) {
            at++;
        }
        if (row->state != GM_FLOOR_BLOCKED || at >= g->n_visits ||
            g->visits[at].part != row->part || !gm_floor_is_whole(g, at)) {
            continue;
        }
        // A piece may have been blocked where it was cut, before its first visit.
        bool is_before = row->out_s <= g->visits[at].in_s + GM_FLOOR_SLACK_S;
        if (is_before || !gm_floor_is_last(g, at)) {
            int32_t next = g->visits[is_before ? at : at + 1].station;
            g->stations[next].blocked_s += row->out_s - row->in_s;
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
        if (ends[mid] < at - GM_FLOOR_SLACK_S) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo < n && ends[lo] <= at + GM_FLOOR_SLACK_S;
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
            if (!gm_floor_is_last(g, i) && gm_floor_is_whole(g, i) && next->station == s &&
                v->station != s && next->in_s <= v->out_s + GM_FLOOR_SLACK_S &&
                ends_at(ends, n, v->out_s)) {
                v->may_be_longer = true;
                g->stations[s].blocked_s += GM_FLOOR_SLACK_S; // some, nobody knows how much
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

// ---- the sources

// The share of time in which a station had neither a part nor a stop.
static double idle_of(const gm_floor_guess *g, int32_t station)
{
    double busy = 0.0;
    double from = g->floor->span_s;
    double to = 0.0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *v = &g->visits[i];
        if (v->station == station) {
            busy += v->out_s - v->in_s;
            from = v->in_s < from ? v->in_s : from;
            to = v->out_s > to ? v->out_s : to;
        }
    }
    for (int32_t i = g->floor->n_rows - 1; i >= 0 && g->floor->rows[i].part < 0; i--) {
        const gm_floor_row *row = &g->floor->rows[i];
        bool is_stop = row->station == station && row->state != GM_FLOOR_IDLE &&
                       row->state != GM_FLOOR_OFF;
        busy += is_stop ? row->out_s - row->in_s : 0.0;
    }
    double time = (to - from) * g->stations[station].machines;
    return time > 0.0 && busy < time ? 1.0 - busy / time : 0.0;
}

static bool gets_parts_from_others(const gm_floor_guess *g, int32_t station)
{
    for (int32_t s = 0; s < g->floor->n_stations; s++) {
        const gm_floor_station *st = &g->stations[s];
        for (int32_t k = 0; k < st->n_ways && st->is_reached; k++) {
            if (st->ways[k].station == station) {
                return true;
            }
        }
    }
    return false;
}

// Where most parts go from a station, and on, until they leave.
static bool ends_in_others(const gm_floor_guess *g, int32_t station)
{
    for (int32_t k = 0; k < g->floor->n_stations && station >= 0; k++) {
        const gm_floor_station *st = &g->stations[station];
        station = st->n_ways > 0 ? st->ways[0].station : GM_FLOOR_OUT;
    }
    return station == GM_FLOOR_GOES_ON;
}

// A source that never runs dry would fill a store without end, and leave no place for the parts
// of others.
static void set_sources(gm_floor_guess *g)
{
    for (int32_t e = 0; e < g->n_entries; e++) {
        gm_floor_entry *entry = &g->entries[e];
        entry->idle = idle_of(g, entry->station);
        entry->is_joined = ends_in_others(g, entry->station);
        entry->has_arrivals = entry->idle > IDLE_MATTER || entry->is_joined ||
                              g->stations[entry->station].is_passed ||
                              g->stations[entry->station].holds != GM_FLOOR_NO_STORE ||
                              gets_parts_from_others(g, entry->station);
    }
}

void gm_floor_guess_stores(gm_floor_guess *g)
{
    void *room = gm_hook_alloc((size_t)(2 * g->n_visits + 1) * sizeof(gm_floor_edge));
    for (int32_t s = 0; s < g->floor->n_stations; s++) {
        set_queue(g, s, room);
    }
    if (g->floor->has_states) {
        add_blocked(g);
    } else {
        suspect_blocking(g, room);
    }
    gm_hook_free(room);
    set_stores(g);
    set_sources(g);
}
