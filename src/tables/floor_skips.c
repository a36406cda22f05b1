// SPDX-License-Identifier: MIT
//
// Ways of a few parts past stations that the others go through: scans that are missing look so.

#include "tables/floor_guess.h"

#define FEW 0.02 // of those who leave a station, and of those who come to the next

static int32_t count_coming(const gm_floor_guess *g, int32_t to)
{
    int32_t n = 0;
    for (int32_t s = 0; s < g->floor->n_stations; s++) {
        const gm_floor_station *st = &g->stations[s];
        for (int32_t k = 0; k < st->n_ways; k++) {
            n += st->ways[k].station == to ? st->ways[k].n : 0;
        }
    }
    return n;
}

static bool leads_to(const gm_floor_station *st, int32_t to)
{
    for (int32_t k = 0; k < st->n_ways; k++) {
        if (st->ways[k].station == to && st->ways[k].share >= FEW) {
            return true;
        }
    }
    return false;
}

// Along the way of most parts from a station on, that one the first of the list, until one from
// which others go there. 0: it is not come by.
static int32_t pass(const gm_floor_guess *g, int32_t at, int32_t to, int32_t *list)
{
    for (int32_t n = 0; at >= 0 && at != to && n < g->floor->n_stations;) {
        const gm_floor_station *st = &g->stations[at];
        list[n++] = at;
        if (leads_to(st, to)) {
            return n;
        }
        at = st->n_ways > 0 ? st->ways[0].station : GM_FLOOR_OUT;
    }
    return 0;
}

int32_t gm_floor_skipped(const gm_floor_guess *g, int32_t station, const gm_floor_way *way,
                         int32_t *list)
{
    const gm_floor_station *st = &g->stations[station];
    bool is_rare = way->share < FEW && way->n < FEW * count_coming(g, way->station) &&
                   way->station != GM_FLOOR_GOES_ON && way->station != station;
    return is_rare ? pass(g, st->ways[0].station, way->station, list) : 0;
}

int32_t gm_floor_skipped_at_first(const gm_floor_guess *g, const gm_floor_entry *entry,
                                  int32_t *list)
{
    int32_t n = 0;
    for (int32_t e = 0; e < g->n_entries; e++) {
        n += g->entries[e].n;
    }
    return entry->n < FEW * n ? pass(g, g->entries[0].station, entry->station, list) : 0;
}
