// SPDX-License-Identifier: MIT
//
// The list of figures, step by step in the order of the file, and how one is found in it.

#include "plant/figures_parts.h"

#include <stdlib.h>
#include <string.h>

// ---- rows

double gm_row_sum(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return gm_window_sum(w, (uint32_t)i);
}

double gm_row_mean(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(gm_row_sum(w, i, k, a), gm_window_length_s(w));
}

double gm_row_ratio(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(gm_row_sum(w, i, 0, a), gm_row_sum(w, k, 0, a));
}

double gm_row_end(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return w->series[w->to].sum[i];
}

double gm_row_max(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return gm_window_max(w, (uint32_t)i);
}

// ---- one more

gm_figure *gm_figure_add(gm_figure_lister *at, const char *figure, const char *stat,
                         gm_figure_unit unit, gm_figure_fn *value)
{
    gm_figure *f = at->items ? &at->items[at->n] : &at->nowhere;
    *f = (gm_figure){.path = at->path,
                     .figure = figure,
                     .stat = stat,
                     .unit = unit,
                     .i = at->i,
                     .value = value};
    at->n += 1;
    return f;
}

void gm_figure_add_flow(gm_figure_lister *at, const char *figure, gm_figure_unit unit,
                        gm_figure_fn *value, int32_t k)
{
    gm_figure *f = gm_figure_add(at, figure, NULL, unit, value);
    f->is_flow = true;
    f->is_series = true;
    f->k = k;
}

void gm_figure_add_k(gm_figure_lister *at, const char *figure, const char *stat,
                     gm_figure_unit unit, gm_figure_fn *value, int32_t k)
{
    gm_figure_add(at, figure, stat, unit, value)->k = k;
}

void gm_figure_add_states(gm_figure_lister *at, gm_figure_fn *share)
{
    for (int s = 0; s < GM_N_STATES; s++) {
        gm_figure *f =
            gm_figure_add(at, gm_state_word((gm_state)s), NULL, GM_UNIT_SHARE, share);
        f->k = s;
        f->is_series = true;
    }
}

void gm_figure_add_row(gm_figure_lister *at, const char *figure, const char *stat,
                       gm_figure_unit unit, gm_figure_fn *value, uint32_t row)
{
    gm_figure *f = gm_figure_add(at, figure, stat, unit, value);
    f->i = (int32_t)row;
    f->is_flow = value == gm_row_sum;
    f->is_series = f->is_flow || (stat && strcmp(stat, "mean") == 0);
}

// ---- all

static void list_source(gm_figure_lister *at, int32_t step_i)
{
    int32_t source_i = at->plan->steps[step_i].own_i;
    uint32_t row = at->l.sources + (uint32_t)source_i * GM_N_SOURCE_STATS;
    gm_figure_add_row(at, "count", NULL, GM_UNIT_PARTS, gm_row_sum, row + GM_STAT_MADE);
    if (at->plan->sources[source_i].def->when_full == GM_FULL_LOSE) {
        gm_figure_add_row(at, "lost", NULL, GM_UNIT_PARTS, gm_row_sum, row + GM_STAT_MADE_LOST);
        at->i = (int32_t)(row + GM_STAT_MADE_LOST);
        gm_figure_add_k(at, "lost-share", NULL, GM_UNIT_SHARE, gm_row_ratio,
                        (int32_t)(row + GM_STAT_MADE));
    }
    if (gm_source_is_timed(at->plan->sources[source_i].def)) {
        gm_figure_add_row(at, "outside", "mean", GM_UNIT_PARTS, gm_row_mean,
                          row + GM_STAT_OUTSIDE_AREA);
        gm_figure_add_row(at, "outside", "max", GM_UNIT_PARTS, gm_row_max,
                          at->l.max_sources + (uint32_t)source_i);
        gm_figure_add_row(at, "outside", "end", GM_UNIT_PARTS, gm_row_end,
                          row + GM_STAT_OUTSIDE);
    }
}

static void list_step(gm_figure_lister *at, int32_t step_i)
{
    at->path = at->plan->steps[step_i].name;
    switch (at->plan->steps[step_i].kind) {
    case GM_STEP_SOURCE:
        list_source(at, step_i);
        break;
    case GM_STEP_STATION:
        gm_figure_list_station(at, step_i);
        break;
    case GM_STEP_BUFFER:
        gm_figure_list_buffer(at, step_i);
        break;
    case GM_STEP_CONVEYOR:
        gm_figure_list_conveyor(at, step_i);
        break;
    case GM_STEP_MOVING:
        gm_figure_list_moving(at, step_i);
        break;
    case GM_STEP_SINK:
        gm_figure_list_sink(at, step_i);
        break;
    case GM_STEP_TRANSPORT:
        gm_figure_list_transport(at, step_i);
        break;
    case GM_STEP_RACK:
        gm_figure_list_rack(at, step_i);
        break;
    case GM_STEP_PASS:
        return;
    }
    gm_figure_add_points(at, step_i);
}

static void list_all(gm_figure_lister *at)
{
    at->n = 0;
    gm_figure_list_plant(at);
    for (int32_t i = 0; i < at->plan->n_steps; i++) {
        list_step(at, i);
    }
    gm_figure_list_rest(at);
}

static int compare_paths(const void *pa, const void *pb)
{
    const gm_figure *a = *(const gm_figure *const *)pa;
    const gm_figure *b = *(const gm_figure *const *)pb;
    int by_path = strcmp(a->path, b->path);
    return by_path != 0 ? by_path : (a > b) - (a < b);
}

static const gm_figure *const *sort_by_path(const gm_figure *items, int32_t n, gm_arena *arena)
{
    const gm_figure **sorted = GM_NEW(arena, const gm_figure *, n);
    for (int32_t i = 0; i < n; i++) {
        sorted[i] = &items[i];
    }
    qsort(sorted, (size_t)n, sizeof(gm_figure *), compare_paths);
    return sorted;
}

gm_figure_list gm_figures_create(const gm_plan *plan, gm_arena *arena)
{
    gm_figure_lister at = {.plan = plan, .arena = arena, .l = gm_stats_layout_of(plan, arena)};
    list_all(&at);
    at.items = GM_NEW(arena, gm_figure, at.n);
    list_all(&at);
    return (gm_figure_list){
        .n = at.n, .items = at.items, .by_path = sort_by_path(at.items, at.n, arena)};
}

static int match(const gm_figure *f, const char *stat)
{
    if (stat) {
        return f->stat && strcmp(f->stat, stat) == 0 ? 3 : 0;
    }
    if (!f->stat) {
        return 3;
    }
    return strcmp(f->stat, "mean") == 0 ? 2 : 1;
}

// The first of the sorted figures whose path is not before this one; n when there is none.
static int32_t lower_bound(const gm_figure_list *list, const char *path)
{
    int32_t low = 0;
    int32_t high = list->n;
    while (low < high) {
        int32_t mid = low + (high - low) / 2;
        if (strcmp(list->by_path[mid]->path, path) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

int32_t gm_figures_find(const gm_figure_list *list, const char *path, const char *figure,
                        const char *stat)
{
    int32_t best = GM_NONE;
    int best_match = 0;
    for (int32_t i = lower_bound(list, path); i < list->n; i++) {
        const gm_figure *f = list->by_path[i];
        if (strcmp(f->path, path) != 0) {
            break;
        }
        int32_t at = (int32_t)(f - list->items);
        if (!figure) {
            return at;
        }
        if (strcmp(f->figure, figure) == 0 && match(f, stat) > best_match) {
            best = at;
            best_match = match(f, stat);
        }
    }
    return best;
}

const char *gm_figure_unit_text(gm_figure_unit unit)
{
    switch (unit) {
    case GM_UNIT_PARTS:
        return "parts";
    case GM_UNIT_NUMBER:
        return "";
    case GM_UNIT_SHARE:
        return "1";
    case GM_UNIT_TIME:
        return "s";
    case GM_UNIT_ENERGY:
        return "J";
    case GM_UNIT_PEOPLE:
        return "people";
    case GM_UNIT_LENGTH:
        return "m";
    case GM_UNIT_MONEY:
        return "CNY";
    case GM_UNIT_VOLUME:
        return "m3";
    case GM_UNIT_AREA:
        return "m2";
    case GM_UNIT_MASS:
        return "kg";
    case GM_UNIT_POWER:
        return "W";
    }
    return "";
}
