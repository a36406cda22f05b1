// SPDX-License-Identifier: MIT
//
// A part that stands at a station over night has rows there that say so; vehicles charge meanwhile.
// Neither is activity: what counts is work, and what else holds a part or a machine while there is
// no word of time off.

#include "tables/floor_gaps.h"

#include "core/array.h"

#include <stdlib.h>

#define GAP_LEAST_S 1800.0 // a pause of less is none ..
#define GAP_ROWS    30.0   // .. and it is as long as so many rows on the mean
#define OFF_LEAST_S 300.0  // where rows say that it is time off

// Who is off, or works, from then on: one more or one less.
typedef struct edge {
    double at_s;
    int off;
    int work;
} edge;

typedef GM_ARRAY(gm_floor_gap) gap_list;

static int by_in(const void *pa, const void *pb)
{
    const gm_floor_row *a = *(const gm_floor_row *const *)pa;
    const gm_floor_row *b = *(const gm_floor_row *const *)pb;
    return (a->in_s > b->in_s) - (a->in_s < b->in_s);
}

static int by_time(const void *pa, const void *pb)
{
    const edge *a = pa;
    const edge *b = pb;
    return (a->at_s > b->at_s) - (a->at_s < b->at_s);
}

static int by_begin(const void *pa, const void *pb)
{
    const gm_floor_gap *a = pa;
    const gm_floor_gap *b = pb;
    return (a->from_s > b->from_s) - (a->from_s < b->from_s);
}

static void push(gap_list *gaps, double from_s, double to_s)
{
    gm_floor_gap gap = {from_s, to_s};
    GM_ARRAY_PUSH(NULL, gaps, gap);
}

// ---- nothing happens

static bool is_activity(const gm_floor_row *row)
{
    bool only_waits = row->part < 0 && row->state == GM_FLOOR_WAITING;
    return row->state != GM_FLOOR_OFF && !only_waits;
}

static void find_silent(const gm_floor_row *rows, int32_t n, double first, double last,
                        gap_list *gaps)
{
    const gm_floor_row **order = gm_hook_alloc(((size_t)n + 1) * sizeof(gm_floor_row *));
    int32_t n_active = 0;
    for (int32_t i = 0; i < n; i++) {
        order[n_active] = &rows[i];
        n_active += is_activity(&rows[i]) ? 1 : 0;
    }
    qsort(order, (size_t)n_active, sizeof(gm_floor_row *), by_in);
    double least = GAP_ROWS * (last - first) / (n > 0 ? n : 1);
    least = least > GAP_LEAST_S ? least : GAP_LEAST_S;
    double covered = first;
    for (int32_t i = 0; i < n_active; i++) {
        if (order[i]->in_s - covered > least) {
            push(gaps, covered, order[i]->in_s);
        }
        double out_s = order[i]->is_open ? last : order[i]->out_s;
        covered = out_s > covered ? out_s : covered;
    }
    if (last - covered > least) {
        push(gaps, covered, last);
    }
    gm_hook_free(order);
}

// ---- some are off, and nobody works

static void find_off(const gm_floor_row *rows, int32_t n, double last, gap_list *gaps)
{
    edge *edges = gm_hook_alloc((2 * (size_t)n + 1) * sizeof *edges);
    int32_t n_edges = 0;
    for (int32_t i = 0; i < n; i++) {
        int off = rows[i].state == GM_FLOOR_OFF ? 1 : 0;
        int work = rows[i].state == GM_FLOOR_WORK ? 1 : 0;
        if (off + work > 0) {
            double out_s = rows[i].is_open ? last : rows[i].out_s;
            edges[n_edges++] = (edge){rows[i].in_s, off, work};
            edges[n_edges++] = (edge){out_s, -off, -work};
        }
    }
    qsort(edges, (size_t)n_edges, sizeof *edges, by_time);
    int n_off = 0;
    int n_work = 0;
    for (int32_t i = 0; i < n_edges;) {
        double at_s = edges[i].at_s;
        for (; i < n_edges && edges[i].at_s <= at_s; i++) {
            n_off += edges[i].off;
            n_work += edges[i].work;
        }
        if (n_off > 0 && n_work == 0 && i < n_edges && edges[i].at_s > at_s) {
            bool goes_on = gaps->n > 0 && gaps->items[gaps->n - 1].to_s >= at_s;
            if (goes_on) {
                gaps->items[gaps->n - 1].to_s = edges[i].at_s;
            } else {
                push(gaps, at_s, edges[i].at_s);
            }
        }
    }
    gm_hook_free(edges);
}

static void drop_short(gap_list *gaps)
{
    int n = 0;
    for (int i = 0; i < gaps->n; i++) {
        gaps->items[n] = gaps->items[i];
        n += gaps->items[i].to_s - gaps->items[i].from_s >= OFF_LEAST_S ? 1 : 0;
    }
    gaps->n = n;
}

// ---- both

// In order, none touching another.
static void unite(gap_list *gaps)
{
    int n = 0;
    if (gaps->n > 0) {
        qsort(gaps->items, (size_t)gaps->n, sizeof *gaps->items, by_begin);
    }
    for (int i = 0; i < gaps->n; i++) {
        gm_floor_gap gap = gaps->items[i];
        if (n > 0 && gap.from_s <= gaps->items[n - 1].to_s + GM_FLOOR_SLACK_S) {
            double to_s = gaps->items[n - 1].to_s;
            gaps->items[n - 1].to_s = gap.to_s > to_s ? gap.to_s : to_s;
        } else {
            gaps->items[n++] = gap;
        }
    }
    gaps->n = n;
}

// A moment without the gaps before it. before[i] is the time of all gaps ahead of gap i.
static double without(const gap_list *gaps, const double *before, double at_s)
{
    int lo = 0;
    int hi = gaps->n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (gaps->items[mid].from_s < at_s) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    if (lo == 0) {
        return at_s;
    }
    const gm_floor_gap *gap = &gaps->items[lo - 1];
    double inside = at_s < gap->to_s ? at_s : gap->to_s;
    return at_s - before[lo - 1] - (inside - gap->from_s);
}

void gm_floor_cut_gaps(gm_floor *floor, gm_floor_row *rows, gm_arena *arena)
{
    int32_t n = floor->n_rows;
    gap_list gaps = {0};
    double first = n > 0 ? rows[0].in_s : 0.0;
    double last = first;
    for (int32_t i = 0; i < n; i++) {
        first = rows[i].in_s < first ? rows[i].in_s : first;
        last = rows[i].out_s > last ? rows[i].out_s : last;
    }
    find_off(rows, n, last, &gaps);
    drop_short(&gaps);
    find_silent(rows, n, first, last, &gaps);
    unite(&gaps);
    double *before = GM_NEW(arena, double, gaps.n + 1);
    gm_floor_gap *kept = GM_NEW(arena, gm_floor_gap, gaps.n + 1);
    for (int i = 0; i < gaps.n; i++) {
        before[i + 1] = before[i] + gaps.items[i].to_s - gaps.items[i].from_s;
        kept[i] = (gm_floor_gap){gaps.items[i].from_s - first, gaps.items[i].to_s - first};
    }
    floor->span_s = last - first - before[gaps.n];
    for (int32_t i = 0; i < n; i++) {
        rows[i].in_s = without(&gaps, before, rows[i].in_s) - first;
        rows[i].out_s =
            rows[i].is_open ? floor->span_s : without(&gaps, before, rows[i].out_s) - first;
    }
    floor->gaps = kept;
    floor->n_gaps = gaps.n;
    GM_ARRAY_FREE(&gaps);
}
