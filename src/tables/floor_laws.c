// SPDX-License-Identifier: MIT
//
// From visits and stops to laws of work, stops and arrivals.

#include "tables/floor_guess.h"

#include "num/elementary.h"
#include "num/rank_test.h"

#include <stdlib.h>

#define FITTED_MOST 20000 // values; of more every so many is taken
#define FEW         10    // values that end: below, the exponential law is all they allow
#define VARIANT_N   20    // visits of a variant that has its own law
#define DIFFER      0.001 // probability below which variants take different times

typedef struct values {
    double *x;
    bool *is_open;
    int32_t *group;
    int32_t n;
} values;

static values values_of(int32_t most, gm_arena *arena)
{
    return (values){.x = GM_NEW(arena, double, most + 1),
                    .is_open = GM_NEW(arena, bool, most + 1),
                    .group = GM_NEW(arena, int32_t, most + 1)};
}

static void add(values *v, double x, bool is_open, int32_t group)
{
    v->x[v->n] = x;
    v->is_open[v->n] = is_open;
    v->group[v->n] = group;
    v->n += 1;
}

// The law of values that come from a log and from no column of it.
static gm_chosen_law choose(const gm_floor_guess *g, values *v, const char *what,
                            gm_arena *arena)
{
    int32_t stride = v->n / FITTED_MOST + 1;
    int32_t n = 0;
    int32_t n_open = 0;
    for (int32_t i = 0; i < v->n; i += stride) {
        v->x[n] = v->x[i];
        v->is_open[n] = v->is_open[i];
        n_open += v->is_open[i] ? 1 : 0;
        n++;
    }
    gm_column column = {.records = g->floor->records,
                        .file = g->floor->records->file,
                        .name = what,
                        .unit = "s",
                        .unit_si = 1.0,
                        .n = n,
                        .x = v->x,
                        .is_open = n_open > 0 ? v->is_open : NULL};
    if (n - n_open == 0) {
        return (gm_chosen_law){.why_not = "nothing ended"};
    }
    gm_chosen_law law = gm_law_choose(&column, GM_FIT_BEST, GM_DIST_EXPONENTIAL, arena);
    if (law.why_not || (n - n_open < FEW && law.law.kind != GM_DIST_CONSTANT)) {
        gm_chosen_law plain = gm_law_choose(&column, GM_FIT_ONE, GM_DIST_EXPONENTIAL, arena);
        law = plain.why_not && !law.why_not ? law : plain;
    }
    return law;
}

// ---- work

static void take_work(const gm_floor_guess *g, int32_t station, int32_t variant, values *v)
{
    v->n = 0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *visit = &g->visits[i];
        bool is_asked = visit->station == station && !visit->is_open && visit->work_s > 0.0 &&
                        (variant < 0 || visit->variant == variant);
        if (is_asked) {
            add(v, visit->work_s, false, visit->variant);
        }
    }
}

// Visits that may hold time blocked are left out where enough others are.
static void drop_blocked(const gm_floor_guess *g, int32_t station, values *v)
{
    int32_t n_sure = 0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        n_sure += g->visits[i].station == station && !g->visits[i].may_be_longer ? 1 : 0;
    }
    if (n_sure < VARIANT_N || n_sure * 5 < v->n) {
        return;
    }
    v->n = 0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *visit = &g->visits[i];
        if (visit->station == station && !visit->is_open && !visit->may_be_longer &&
            visit->work_s > 0.0) {
            add(v, visit->work_s, false, visit->variant);
        }
    }
}

static bool variants_differ(const gm_floor_guess *g, const values *v)
{
    int32_t n_variants = g->floor->n_variants;
    if (n_variants < 2 || v->n == 0) {
        return false;
    }
    int32_t *n = gm_hook_alloc((size_t)n_variants * sizeof *n);
    bool enough = true;
    for (int32_t i = 0; i < v->n && enough; i++) {
        enough = v->group[i] >= 0;
        n[enough ? v->group[i] : 0] += 1;
    }
    for (int32_t k = 0; k < n_variants; k++) {
        enough &= n[k] >= VARIANT_N;
    }
    gm_hook_free(n);
    return enough && gm_rank_test_of(v->x, v->group, v->n, n_variants).p < DIFFER;
}

static void set_time(gm_floor_guess *g, int32_t s, values *v, gm_arena *arena)
{
    gm_floor_station *st = &g->stations[s];
    const char *what = gm_arena_printf(arena, "work at %s", g->floor->stations[s]);
    take_work(g, s, -1, v);
    drop_blocked(g, s, v);
    if (v->n == 0) {
        st->time = (gm_chosen_law){.why_not = "no visit ended"};
        return;
    }
    if (variants_differ(g, v)) {
        gm_chosen_law *laws = GM_NEW(arena, gm_chosen_law, g->floor->n_variants);
        for (int32_t k = 0; k < g->floor->n_variants; k++) {
            take_work(g, s, k, v);
            laws[k] = choose(
                g, v, gm_arena_printf(arena, "%s, %s", what, g->floor->variants[k]), arena);
        }
        st->n_by_variant = g->floor->n_variants;
        st->by_variant = laws;
        take_work(g, s, -1, v);
    }
    st->time = choose(g, v, what, arena);
}

// ---- stops

static int by_machine(const void *pa, const void *pb)
{
    const gm_floor_row *a = *(const gm_floor_row *const *)pa;
    const gm_floor_row *b = *(const gm_floor_row *const *)pb;
    if (a->station != b->station) {
        return a->station < b->station ? -1 : 1;
    }
    if (a->machine != b->machine) {
        return a->machine < b->machine ? -1 : 1;
    }
    int by_in = (a->in_s > b->in_s) - (a->in_s < b->in_s);
    return by_in != 0 ? by_in : (a > b) - (a < b);
}

// Work of a machine between its stops of one state, and how long these take. Rows are those of
// one machine, in order.
static void add_stops(const gm_floor_row *const *rows, int32_t n, gm_floor_state state,
                      values *after, values *takes)
{
    double worked = 0.0;
    double stop_to = -1.0;
    for (int32_t i = 0; i < n; i++) {
        const gm_floor_row *row = rows[i];
        if (row->state == GM_FLOOR_WORK) {
            worked += row->out_s - row->in_s;
        }
        if (row->state != state || row->out_s <= row->in_s) {
            continue;
        }
        bool goes_on = takes->n > 0 && row->in_s <= stop_to + 1e-3 && stop_to >= 0.0;
        if (goes_on) {
            takes->x[takes->n - 1] += row->out_s - row->in_s;
            takes->is_open[takes->n - 1] |= row->is_open;
        } else {
            add(after, worked, false, 0);
            add(takes, row->out_s - row->in_s, row->is_open, 0);
            worked = 0.0;
        }
        stop_to = row->out_s;
    }
    if (worked > 0.0) {
        add(after, worked, true, 0);
    }
}

// Rows of one station, by machine, then time.
typedef struct station_rows {
    const gm_floor_row *const *rows;
    int32_t n;
} station_rows;

static void set_stop(gm_floor_guess *g, station_rows of, gm_floor_state state, values v[2],
                     gm_arena *arena)
{
    static const char *const words[GM_FLOOR_N_STATES] = {
        [GM_FLOOR_DOWN] = "stops",
        [GM_FLOOR_SETUP] = "setups",
        [GM_FLOOR_MAINTENANCE] = "maintenance",
        [GM_FLOOR_WAITING] = "waits",
    };
    v[0].n = v[1].n = 0;
    int32_t s = of.rows[0]->station;
    for (int32_t i = 0; i < of.n;) {
        int32_t end = i + 1;
        while (end < of.n && of.rows[end]->machine == of.rows[i]->machine) {
            end++;
        }
        add_stops(of.rows + i, end - i, state, &v[0], &v[1]);
        i = end;
    }
    if (v[1].n == 0) {
        return;
    }
    gm_floor_station *st = &g->stations[s];
    const char *name = g->floor->stations[s];
    gm_floor_stop *stop = &st->stops[st->n_stops++];
    stop->state = state;
    stop->n = v[1].n;
    stop->after =
        choose(g, &v[0], gm_arena_printf(arena, "work to %s at %s", words[state], name), arena);
    stop->takes =
        choose(g, &v[1], gm_arena_printf(arena, "%s at %s", words[state], name), arena);
    if (stop->after.why_not || stop->takes.why_not) {
        st->n_stops -= 1;
    }
}

static void set_stops(gm_floor_guess *g, values v[2], gm_arena *arena)
{
    static const gm_floor_state states[GM_FLOOR_STOPS] = {
        GM_FLOOR_DOWN, GM_FLOOR_SETUP, GM_FLOOR_MAINTENANCE, GM_FLOOR_WAITING};
    const gm_floor *f = g->floor;
    const gm_floor_row **rows = GM_NEW(arena, const gm_floor_row *, f->n_rows + 1);
    for (int32_t i = 0; i < f->n_rows; i++) {
        rows[i] = &f->rows[i];
    }
    qsort(rows, (size_t)f->n_rows, sizeof(gm_floor_row *), by_machine);
    for (int32_t i = 0; i < f->n_rows;) {
        int32_t end = i + 1;
        while (end < f->n_rows && rows[end]->station == rows[i]->station) {
            end++;
        }
        for (int k = 0; k < GM_FLOOR_STOPS; k++) {
            set_stop(g, (station_rows){rows + i, end - i}, states[k], v, arena);
        }
        i = end;
    }
}

// ---- arrivals

static int by_double(const void *pa, const void *pb)
{
    double a = *(const double *)pa;
    double b = *(const double *)pb;
    return (a > b) - (a < b);
}

static void set_arrivals(gm_floor_guess *g, values *v, gm_arena *arena)
{
    double *at = GM_NEW(arena, double, g->n_visits + 1);
    int32_t n = 0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        bool is_first = i == 0 || g->visits[i - 1].part != g->visits[i].part;
        for (int32_t k = 0; k < g->n_entries && is_first; k++) {
            if (g->entries[k].station == g->visits[i].station) {
                at[n++] = g->visits[i].in_s;
            }
        }
    }
    qsort(at, (size_t)n, sizeof *at, by_double);
    v->n = 0;
    for (int32_t i = 1; i < n; i++) {
        add(v, at[i] - at[i - 1], false, 0);
    }
    g->arrivals = choose(g, v, "time between arrivals", arena);
    g->has_arrivals = !g->arrivals.why_not;
}

void gm_floor_guess_laws(gm_floor_guess *g, gm_arena *arena)
{
    values v[2] = {values_of(g->floor->n_rows, arena), values_of(g->floor->n_rows, arena)};
    for (int32_t s = 0; s < g->floor->n_stations; s++) {
        set_time(g, s, &v[0], arena);
    }
    set_stops(g, v, arena);
    if (g->has_arrivals) {
        set_arrivals(g, &v[0], arena);
    }
}
