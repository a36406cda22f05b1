// SPDX-License-Identifier: MIT
//
// From visits to the way of the parts: order, shares, where they begin and end.

#include "tables/floor_guess.h"

#include <stddef.h>
#include <stdlib.h>

#define RARE  0.002 // ways of a smaller share are slips of the log
#define FEW   20    // of one in so many parts is looked whether it was inside already
#define SLIPS 50    // as an entry one in so many parts may be a slip of the log

typedef struct ways {
    gm_floor_guess *g;
    gm_arena *arena;
    int32_t n;        // stations
    int32_t *counts;  // n rows of n + 2: to each station, out, and on in other parts
    double *wait_max; // by station: the longest time to the next
    int32_t *entries; // by station
    int32_t *last;    // by station: parts that were seen there last
} ways;

static int32_t *row_of(const ways *w, int32_t station)
{
    return &w->counts[(ptrdiff_t)station * (w->n + 2)];
}

// ---- transitions

static void count_moves(ways *w)
{
    const gm_floor_guess *g = w->g;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *v = &g->visits[i];
        if (!gm_floor_is_whole(g, i)) {
            continue;
        }
        if (gm_floor_is_last(g, i)) {
            w->last[v->station] += 1;
        } else {
            double wait = g->visits[i + 1].in_s - v->out_s;
            row_of(w, v->station)[g->visits[i + 1].station] += 1;
            w->wait_max[v->station] =
                wait > w->wait_max[v->station] ? wait : w->wait_max[v->station];
        }
        w->entries[v->station] += gm_floor_is_first(g, i) ? 1 : 0;
    }
}

// A part that was last seen shortly before the end of the log may still go on.
static void count_ends(ways *w)
{
    gm_floor_guess *g = w->g;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *v = &g->visits[i];
        if (!gm_floor_is_last(g, i) || v->is_open) {
            continue;
        }
        bool is_whole = gm_floor_is_whole(g, i);
        if (v->is_scrapped) {
            g->stations[v->station].n_scrapped += 1;
        } else if (v->goes_on) {
            row_of(w, v->station)[w->n + 1] += is_whole ? 1 : 0;
        } else if (g->floor->span_s - v->out_s >= w->wait_max[v->station]) {
            row_of(w, v->station)[w->n] += is_whole ? 1 : 0;
            g->n_out += 1;
        }
    }
}

static int by_share(const void *pa, const void *pb)
{
    const gm_floor_way *a = pa;
    const gm_floor_way *b = pb;
    return a->n != b->n ? (a->n < b->n ? 1 : -1) : a->station - b->station;
}

// Those that are not rare, as shares; one at least where there is any.
static int32_t make_ways(const int32_t *counts, int32_t n, gm_floor_way *out)
{
    double total = 0.0;
    int32_t most = 0;
    for (int32_t k = 0; k < n; k++) {
        total += counts[k];
        most = counts[k] > counts[most] ? k : most;
    }
    int32_t m = 0;
    double kept = 0.0;
    for (int32_t k = 0; k < n; k++) {
        if (counts[k] > 0 && (counts[k] > RARE * total || k == most)) {
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

static void set_ways_of(ways *w, int32_t s)
{
    gm_floor_station *st = &w->g->stations[s];
    st->n_ways = make_ways(row_of(w, s), w->n + 2, st->ways);
    for (int32_t k = 0; k < st->n_ways; k++) {
        gm_floor_way *way = &st->ways[k];
        way->station = way->station < w->n    ? way->station
                       : way->station == w->n ? GM_FLOOR_OUT
                                              : GM_FLOOR_GOES_ON;
    }
}

// ---- entries

// Parts that were inside when the log began seem to begin anywhere: no more than a few.
static void drop_early_entries(ways *w)
{
    const gm_floor_guess *g = w->g;
    double longest = 0.0;
    int32_t *kept = GM_NEW(w->arena, int32_t, w->n + 1);
    int32_t total = 0;
    for (int32_t s = 0; s < w->n; s++) {
        longest += w->wait_max[s];
        kept[s] = w->entries[s];
        total += w->entries[s];
    }
    for (int32_t i = 0; i < g->n_visits; i++) {
        int32_t s = g->visits[i].station;
        if (gm_floor_is_first(g, i) && gm_floor_is_whole(g, i) && g->visits[i].in_s < longest &&
            w->entries[s] * FEW < total) {
            kept[s] -= 1;
        }
    }
    w->entries = kept;
}

// A station to which nearly all parts come from others is no entry: those that seem to begin there
// lack the rows before.
static void drop_rare_entries(ways *w)
{
    gm_floor_guess *g = w->g;
    int32_t total = 0;
    for (int32_t s = 0; s < w->n; s++) {
        total += w->entries[s];
    }
    g->slips = GM_NEW(w->arena, gm_floor_entry, w->n + 1);
    for (int32_t s = 0; s < w->n; s++) {
        int32_t n_from_others = 0;
        for (int32_t from = 0; from < w->n; from++) {
            n_from_others += from != s ? row_of(w, from)[s] : 0;
        }
        bool is_rare = w->entries[s] * SLIPS < total && w->entries[s] * SLIPS < n_from_others;
        if (is_rare && w->entries[s] > 0) {
            g->slips[g->n_slips++] = (gm_floor_entry){.station = s, .n = w->entries[s]};
            w->entries[s] = 0;
        }
    }
}

static void set_entries(ways *w)
{
    gm_floor_guess *g = w->g;
    gm_floor_way *begins = GM_NEW(w->arena, gm_floor_way, w->n + 1);
    drop_early_entries(w);
    drop_rare_entries(w);
    g->n_entries = make_ways(w->entries, w->n, begins);
    g->entries = GM_NEW(w->arena, gm_floor_entry, g->n_entries + 1);
    for (int32_t e = 0; e < g->n_entries; e++) {
        g->entries[e] = (gm_floor_entry){.station = begins[e].station, .n = begins[e].n};
    }
}

// ---- a net that holds together

static void reach(gm_floor_guess *g, int32_t *list)
{
    int32_t n = 0;
    for (int32_t e = 0; e < g->n_entries; e++) {
        g->stations[g->entries[e].station].is_reached = true;
        list[n++] = g->entries[e].station;
    }
    for (int32_t i = 0; i < n; i++) {
        const gm_floor_station *st = &g->stations[list[i]];
        for (int32_t k = 0; k < st->n_ways; k++) {
            int32_t to = st->ways[k].station;
            if (to >= 0 && !g->stations[to].is_reached) {
                g->stations[to].is_reached = true;
                list[n++] = to;
            }
        }
    }
}

// Marks the stations from which a part can leave.
static void mark_leaving(const gm_floor_guess *g, bool *leaves)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (int32_t s = 0; s < g->floor->n_stations; s++) {
            const gm_floor_station *st = &g->stations[s];
            for (int32_t k = 0; k < st->n_ways && !leaves[s]; k++) {
                leaves[s] = st->ways[k].station < 0 || leaves[st->ways[k].station];
                changed |= leaves[s];
            }
        }
    }
}

// Where the log has seen nobody leave, parts leave where most were seen last.
static void give_exits(ways *w)
{
    gm_floor_guess *g = w->g;
    bool *leaves = GM_NEW(w->arena, bool, w->n + 1);
    mark_leaving(g, leaves);
    for (;;) {
        int32_t best = -1;
        for (int32_t s = 0; s < w->n; s++) {
            bool is_asked = g->stations[s].is_reached && !leaves[s];
            best = is_asked && (best < 0 || w->last[s] > w->last[best]) ? s : best;
        }
        if (best < 0) {
            return;
        }
        int32_t *row = row_of(w, best);
        int32_t total = 0;
        for (int32_t k = 0; k < w->n + 2; k++) {
            total += row[k];
        }
        row[w->n] = total / 100 > w->last[best] ? total / 100 : w->last[best];
        row[w->n] += row[w->n] == 0 ? 1 : 0;
        set_ways_of(w, best);
        mark_leaving(g, leaves);
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
        place = gm_floor_is_first(g, i) ? 0 : place + 1;
        g->stations[v->station].n_visits += 1;
        if (last[v->station] != v->part + 1 && gm_floor_is_whole(g, i)) {
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
        if (g->stations[list[s].station].is_reached) {
            order[g->n_order++] = list[s].station;
        }
    }
    g->order = order;
}

void gm_floor_guess_ways(gm_floor_guess *g, gm_arena *arena)
{
    int32_t n = g->floor->n_stations;
    ways w = {.g = g, .arena = arena, .n = n};
    w.counts = GM_NEW(arena, int32_t, (size_t)n * (size_t)(n + 2));
    w.wait_max = GM_NEW(arena, double, n);
    w.entries = GM_NEW(arena, int32_t, n + 1);
    w.last = GM_NEW(arena, int32_t, n + 1);
    count_moves(&w);
    count_ends(&w);
    for (int32_t s = 0; s < n; s++) {
        gm_floor_station *st = &g->stations[s];
        st->ways = GM_NEW(arena, gm_floor_way, n + 2);
        set_ways_of(&w, s);
    }
    set_entries(&w);
    reach(g, GM_NEW(arena, int32_t, n + 1));
    give_exits(&w);
    set_order(g, arena);
    for (int32_t s = 0; s < n; s++) {
        gm_floor_station *st = &g->stations[s];
        st->scrap = st->n_visits > 0 ? (double)st->n_scrapped / st->n_visits : 0.0;
    }
    g->out_per_h = 3600.0 * g->n_out / g->floor->span_s;
}
