// SPDX-License-Identifier: MIT

#include "tables/floor_guess.h"

#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLACK_S 1e-3

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
        bool goes_on = v && v->part == row->part && v->station == row->station &&
                       row->in_s <= v->out_s + SLACK_S && f->has_states &&
                       !(last == GM_FLOOR_BLOCKED && row->state == GM_FLOOR_WORK);
        if (!goes_on) {
            v = &g->visits[g->n_visits++];
            *v = (gm_floor_visit){
                .part = row->part, .station = row->station, .variant = -1, .in_s = row->in_s};
        }
        add_row(v, row);
        last = row->state;
    }
}

// ---- machines

typedef struct edge {
    double at_s;
    int by;
} edge;

static int by_time(const void *pa, const void *pb)
{
    const edge *a = pa;
    const edge *b = pb;
    int by_at = (a->at_s > b->at_s) - (a->at_s < b->at_s);
    return by_at != 0 ? by_at : a->by - b->by; // who leaves goes before who comes
}

// Most visits at one time that last longer than the clock is fine.
static int32_t most_at_once(const gm_floor_guess *g, int32_t station, edge *edges)
{
    int32_t n = 0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *v = &g->visits[i];
        if (v->station == station && v->out_s > v->in_s + 2.0 * SLACK_S) {
            edges[n++] = (edge){v->in_s + SLACK_S, +1};
            edges[n++] = (edge){v->out_s - SLACK_S, -1};
        }
    }
    qsort(edges, (size_t)n, sizeof *edges, by_time);
    int32_t level = 0;
    int32_t most = 1;
    for (int32_t i = 0; i < n; i++) {
        level += edges[i].by;
        most = level > most ? level : most;
    }
    return most;
}

static void count_machines(gm_floor_guess *g)
{
    edge *edges = gm_hook_alloc((size_t)(2 * g->n_visits + 1) * sizeof *edges);
    for (int32_t s = 0; s < g->floor->n_stations; s++) {
        int32_t named = g->floor->n_machines[s];
        g->stations[s].machines = named > 0 ? named : most_at_once(g, s, edges);
    }
    gm_hook_free(edges);
}

// ---- names and shares

static bool is_taken(const gm_floor_guess *g, int32_t upto, const char *name)
{
    static const char *const reserved[] = {"source", "finished", "out", "scrap", "next"};
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

// Letters, digits, `-` and `_`, at most 50 of them.
static const char *clean_name(const char *name, gm_arena *arena)
{
    char text[51];
    size_t n = 0;
    for (const char *at = name; *at && n < sizeof text - 1; at++) {
        bool is_plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                        (*at >= '0' && *at <= '9') || *at == '-' || *at == '_';
        if (is_plain || (n > 0 && text[n - 1] != '-')) {
            text[n++] = (char)(is_plain ? *at : '-');
        }
    }
    while (n > 0 && text[n - 1] == '-') {
        n--;
    }
    text[n] = '\0';
    bool has_letter =
        n > 0 && ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z'));
    return has_letter ? gm_arena_strdup(arena, text) : gm_arena_printf(arena, "s-%s", text);
}

static void name_stations(gm_floor_guess *g, gm_arena *arena)
{
    for (int32_t i = 0; i < g->floor->n_stations; i++) {
        const char *name = clean_name(g->floor->stations[i], arena);
        const char *free = name;
        for (int k = 2; is_taken(g, i, free); k++) {
            free = gm_arena_printf(arena, "%s-%d", name, k);
        }
        g->stations[i].name = free;
    }
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
    *out = (gm_floor_guess){.floor = floor};
    out->stations = GM_NEW(arena, gm_floor_station, floor->n_stations);
    make_visits(out, arena);
    name_stations(out, arena);
    share_variants(out, arena);
    count_machines(out);
    gm_floor_guess_ways(out, arena);
    gm_floor_guess_laws(out, arena);
}
