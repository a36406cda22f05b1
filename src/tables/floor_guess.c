// SPDX-License-Identifier: MIT

#include "tables/floor_guess.h"

#include "tables/floor_level.h"
#include "tables/floor_names.h"

#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BATCH_MEAN 1.1 // parts that begin together on the mean: fewer do by chance

// ---- visits

static void add_row(gm_floor_visit *v, const gm_floor_row *row)
{
    v->out_s = row->out_s;
    v->is_open |= row->is_open;
    v->is_scrapped |= row->state == GM_FLOOR_SCRAPPED;
    v->variant = row->variant >= 0 ? row->variant : v->variant;
    if (row->state == GM_FLOOR_WORK) {
        v->work_s += row->out_s - row->in_s;
    }
}

// The part ends here: a row of no length, of whatever place says so.
static bool ends_part(gm_floor_guess *g, const gm_floor_row *row, gm_floor_visit *v)
{
    bool is_end = row->state == GM_FLOOR_SCRAPPED || row->state == GM_FLOOR_JOINED ||
                  row->state == GM_FLOOR_SPLIT;
    if (!is_end || row->out_s > row->in_s + GM_FLOOR_SLACK_S) {
        return false;
    }
    if (v && v->part == row->part) {
        v->is_scrapped |= row->state == GM_FLOOR_SCRAPPED;
        v->goes_on |= row->state != GM_FLOOR_SCRAPPED;
    }
    g->stations[row->station].n_joined += row->state == GM_FLOOR_JOINED ? 1 : 0;
    g->stations[row->station].n_split += row->state == GM_FLOOR_SPLIT ? 1 : 0;
    return true;
}

// Rows of a part at one station that follow one another are one visit; work that begins after the
// part was already finished (blocked) begins another.
static void make_visits(gm_floor_guess *g, gm_arena *arena)
{
    const gm_floor *f = g->floor;
    g->visits = GM_NEW(arena, gm_floor_visit, f->n_rows + 1);
    gm_floor_state last = GM_FLOOR_WORK;
    for (int32_t i = 0; i < f->n_rows && f->rows[i].part >= 0; i++) {
        const gm_floor_row *row = &f->rows[i];
        gm_floor_visit *v = g->n_visits > 0 ? &g->visits[g->n_visits - 1] : NULL;
        bool is_first = !v || v->part != row->part;
        // A part that is blocked before all else has had its work before the log began, or in one
        // piece with others.
        if (ends_part(g, row, v) || (is_first && row->state == GM_FLOOR_BLOCKED)) {
            continue;
        }
        bool goes_on = v && v->part == row->part && v->station == row->station &&
                       row->in_s <= v->out_s + GM_FLOOR_SLACK_S && f->has_states &&
                       !(last == GM_FLOOR_BLOCKED && row->state == GM_FLOOR_WORK);
        if (!goes_on) {
            v = &g->visits[g->n_visits++];
            *v = (gm_floor_visit){.part = row->part,
                                  .station = row->station,
                                  .variant = -1,
                                  .cell = row->cell,
                                  .in_s = row->in_s};
        }
        add_row(v, row);
        last = row->state;
    }
}

// ---- batches

static int by_beginning(const void *pa, const void *pb)
{
    const gm_floor_row *a = *(const gm_floor_row *const *)pa;
    const gm_floor_row *b = *(const gm_floor_row *const *)pb;
    if (a->machine != b->machine) {
        return a->machine < b->machine ? -1 : 1;
    }
    int by_in = (a->in_s > b->in_s) - (a->in_s < b->in_s);
    return by_in != 0 ? by_in : (a > b) - (a < b);
}

// Work on several parts that begins at one instant and ends at one, at one machine. Machines have
// numbers of their own over all stations.
static void find_batches(gm_floor_guess *g, gm_arena *arena)
{
    const gm_floor *f = g->floor;
    const gm_floor_row **rows = GM_NEW(arena, const gm_floor_row *, f->n_rows + 1);
    int32_t *n_batches = GM_NEW(arena, int32_t, f->n_stations);
    int32_t *n_parts = GM_NEW(arena, int32_t, f->n_stations);
    int32_t n = 0;
    for (int32_t i = 0; i < f->n_rows && f->rows[i].part >= 0; i++) {
        const gm_floor_row *row = &f->rows[i];
        bool is_asked = row->machine >= 0 && row->state == GM_FLOOR_WORK && !row->is_open &&
                        row->out_s > row->in_s + GM_FLOOR_SLACK_S;
        rows[n] = row;
        n += is_asked ? 1 : 0;
    }
    qsort(rows, (size_t)n, sizeof(gm_floor_row *), by_beginning);
    for (int32_t i = 0; i < n;) {
        int32_t end = i + 1;
        while (end < n && rows[end]->machine == rows[i]->machine &&
               rows[end]->in_s <= rows[i]->in_s + GM_FLOOR_SLACK_S &&
               fabs(rows[end]->out_s - rows[i]->out_s) <= GM_FLOOR_SLACK_S) {
            end++;
        }
        gm_floor_station *st = &g->stations[rows[i]->station];
        int32_t size = end - i;
        bool is_first = n_batches[rows[i]->station] == 0;
        st->batch_least = is_first || size < st->batch_least ? size : st->batch_least;
        st->batch_most = size > st->batch_most ? size : st->batch_most;
        n_batches[rows[i]->station] += 1;
        n_parts[rows[i]->station] += size;
        i = end;
    }
    for (int32_t s = 0; s < f->n_stations; s++) {
        bool is_batch = n_parts[s] > BATCH_MEAN * n_batches[s];
        g->stations[s].batch_most = is_batch ? g->stations[s].batch_most : 1;
    }
}

// ---- machines

// Most visits at one time that last longer than the clock is fine.
static int32_t most_at_once(const gm_floor_guess *g, int32_t station, gm_floor_edge *edges)
{
    int32_t n = 0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *v = &g->visits[i];
        if (v->station == station && v->out_s > v->in_s + 2.0 * GM_FLOOR_SLACK_S) {
            edges[n++] = (gm_floor_edge){v->in_s + GM_FLOOR_SLACK_S, +1};
            edges[n++] = (gm_floor_edge){v->out_s - GM_FLOOR_SLACK_S, -1};
        }
    }
    int32_t most = gm_floor_most_at_once(edges, n);
    return most > 1 ? most : 1;
}

static void count_machines(gm_floor_guess *g)
{
    gm_floor_edge *edges = gm_hook_alloc((size_t)(2 * g->n_visits + 1) * sizeof *edges);
    for (int32_t s = 0; s < g->floor->n_stations; s++) {
        int32_t named = g->floor->n_machines[s];
        g->stations[s].machines = named > 0 ? named : most_at_once(g, s, edges);
    }
    gm_hook_free(edges);
}

// A point that parts pass: they are seen there, and that takes no time.
static void mark_passed(gm_floor_guess *g)
{
    for (int32_t i = 0; i < g->n_visits; i++) {
        g->stations[g->visits[i].station].is_passed |= !g->visits[i].is_open;
    }
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *v = &g->visits[i];
        g->stations[v->station].is_passed &= v->out_s <= v->in_s + GM_FLOOR_SLACK_S;
    }
}

// ---- names and shares

static bool is_taken(const gm_floor_guess *g, int32_t upto, const char *name)
{
    static const char *const reserved[] = {"source", "finished", "goes-on", "out",
                                           "scrap",  "next",     "line",    "in-others"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        if (strcmp(reserved[i], name) == 0) {
            return true;
        }
    }
    for (int32_t i = 0; i < upto; i++) {
        if (strcmp(g->stations[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

// What a model makes names of itself with.
static bool begins_as_made(const char *name)
{
    static const char *const begins[] = {"before-", "source-", "to-"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        if (strncmp(name, begins[i], strlen(begins[i])) == 0) {
            return true;
        }
    }
    return false;
}

static void name_stations(gm_floor_guess *g, gm_arena *arena)
{
    for (int32_t i = 0; i < g->floor->n_stations; i++) {
        const char *name = gm_floor_clean_name(g->floor->stations[i], 's', arena);
        name = begins_as_made(name) ? gm_arena_printf(arena, "s-%s", name) : name;
        const char *free = name;
        for (int k = 2; is_taken(g, i, free); k++) {
            free = gm_arena_printf(arena, "%s-%d", name, k);
        }
        g->stations[i].name = free;
    }
}

static void name_variants(gm_floor_guess *g, gm_arena *arena)
{
    const gm_floor *f = g->floor;
    g->n_variants = f->n_variants <= GM_FLOOR_MOST_VARIANTS ? f->n_variants : 0;
    const char **names = GM_NEW(arena, const char *, g->n_variants + 1);
    for (int32_t k = 0; k < g->n_variants; k++) {
        const char *name = gm_floor_clean_name(f->variants[k], 'v', arena);
        names[k] = name;
        for (int32_t i = 0, n = 2; i < k;) {
            bool is_taken = strcmp(names[i], names[k]) == 0;
            names[k] = is_taken ? gm_arena_printf(arena, "%s-%d", name, (int)n++) : names[k];
            i = is_taken ? 0 : i + 1;
        }
    }
    g->variants = names;
}

// By parts.
static void share_variants(gm_floor_guess *g, gm_arena *arena)
{
    g->variant_share = GM_NEW(arena, double, g->floor->n_variants + 1);
    int32_t last = -1;
    double n = 0.0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        if (g->visits[i].part != last && g->visits[i].variant >= 0) {
            g->variant_share[g->visits[i].variant] += 1.0;
            n += 1.0;
        }
        last = g->visits[i].part;
    }
    for (int32_t k = 0; k < g->floor->n_variants; k++) {
        g->variant_share[k] /= n > 0.0 ? n : 1.0;
    }
}

void gm_floor_guess_make(const gm_floor *floor, gm_arena *arena, gm_floor_guess *out)
{
    *out = (gm_floor_guess){.floor = floor, .arena = arena};
    out->stations = GM_NEW(arena, gm_floor_station, floor->n_stations);
    make_visits(out, arena);
    name_stations(out, arena);
    name_variants(out, arena);
    share_variants(out, arena);
    find_batches(out, arena);
    count_machines(out);
    gm_floor_guess_ways(out, arena);
    mark_passed(out);
    gm_floor_guess_stores(out);
    gm_floor_guess_laws(out, arena);
}
