// SPDX-License-Identifier: MIT
//
// Parts of which rows were left out of a log, or never were in it: they came all the same.

#include "tables/floor_guess.h"

#include <math.h>

static bool is_entry(const gm_floor_guess *g, int32_t station)
{
    bool is = false;
    for (int32_t e = 0; e < g->n_entries; e++) {
        is |= g->entries[e].station == station;
    }
    return is;
}

// Visits of a part: from `at` to before what this returns. *seen: one of them is at an entry.
static int32_t end_of_part(const gm_floor_guess *g, int32_t at, bool *seen)
{
    int32_t part = g->visits[at].part;
    *seen = false;
    for (; at < g->n_visits && g->visits[at].part == part; at++) {
        *seen |= is_entry(g, g->visits[at].station);
    }
    return at;
}

// When the first part that was seen at an entry came to each station: who came there before was in
// the plant when the log began.
static void find_firsts(const gm_floor_guess *g, double *first_s)
{
    for (int32_t s = 0; s < g->floor->n_stations; s++) {
        first_s[s] = (double)INFINITY;
    }
    for (int32_t at = 0; at < g->n_visits;) {
        bool seen;
        int32_t end = end_of_part(g, at, &seen);
        for (; at < end; at++) {
            const gm_floor_visit *v = &g->visits[at];
            first_s[v->station] =
                seen ? fmin(first_s[v->station], v->in_s) : first_s[v->station];
        }
    }
}

double gm_floor_n_unseen(const gm_floor_guess *g, const gm_floor_entry *entry)
{
    int32_t n_of_entries = 0;
    for (int32_t e = 0; e < g->n_entries; e++) {
        n_of_entries += g->entries[e].n;
    }
    double *first_s = gm_hook_alloc((size_t)(g->floor->n_stations + 1) * sizeof *first_s);
    find_firsts(g, first_s);
    int32_t n = 0;
    for (int32_t at = 0; at < g->n_visits;) {
        bool seen;
        const gm_floor_visit *v = &g->visits[at];
        at = end_of_part(g, at, &seen);
        n += !seen && v->in_s > first_s[v->station] ? 1 : 0;
    }
    gm_hook_free(first_s);
    return n_of_entries > 0 ? (double)n * entry->n / n_of_entries : 0.0;
}
