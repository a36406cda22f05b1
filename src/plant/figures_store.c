// SPDX-License-Identifier: MIT
//
// The figures of a place where parts wait: a buffer, or the queue of a station.

#include "plant/figures_parts.h"

#include <inttypes.h>
#include <string.h>

static double store_sum(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return gm_window_sum(w, w->layout->stores + (uint32_t)i * GM_N_STORE_STATS + (uint32_t)k);
}

static double store_mean(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return gm_figure_ratio(store_sum(w, i, GM_STAT_AREA, a), gm_window_length_s(w));
}

static double store_end(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    uint32_t row = w->layout->stores + (uint32_t)i * GM_N_STORE_STATS + GM_STAT_LEVEL;
    return w->series[w->to].sum[row];
}

static double store_max(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return gm_window_max(w, w->layout->max_stores + 2 * (uint32_t)i + (uint32_t)k);
}

double gm_figure_above(const gm_stats_window *w, uint32_t first, int32_t n_bins, double most)
{
    if (!w->series[w->to].has_bins || !w->series[w->from].has_bins) {
        return (double)NAN;
    }
    int32_t last = n_bins - 1;
    if (most >= last && gm_window_sum(w, first + (uint32_t)last) > 0.0) {
        return (double)NAN;
    }
    double s = 0.0;
    int32_t least = most < 0.0 ? 0 : most < last ? (int32_t)floor(most) + 1 : n_bins;
    for (int32_t b = least; b < n_bins; b++) {
        s += gm_window_sum(w, first + (uint32_t)b);
    }
    return gm_figure_ratio(s, gm_window_length_s(w));
}

static double store_above(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return gm_figure_above(w, w->layout->bins_of[i], w->layout->plan->stores[i].n_bins, a);
}

// Without bounds this is below what the bins can tell.
#define MOST_ABOVE 1000

static double store_above_k(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return store_above(w, i, 0, k);
}

static double wait_mean(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return gm_figure_ratio(store_sum(w, i, GM_STAT_WAIT_S, a), store_sum(w, i, GM_STAT_OUT, a));
}

static double wait_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return gm_figure_ratio(store_sum(w, i, GM_STAT_WAITED, a), store_sum(w, i, GM_STAT_OUT, a));
}

static double lost_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double lost = store_sum(w, i, GM_STAT_LOST, a);
    // A queue of no places counts what came onto its machines.
    double in = store_sum(w, i, GM_STAT_IN, a);
    const gm_store_plan *plan = &w->layout->plan->stores[i];
    if (plan->capacity == 0 && plan->n_consumers > 0) {
        const gm_step *step = &w->layout->plan->steps[plan->consumers[0]];
        if (step->kind == GM_STEP_STATION) {
            in = gm_figure_station_visits(w, step->own_i, 0, a);
        }
    }
    return gm_figure_ratio(lost, lost + in);
}

// ---- the list

void gm_figure_add_above(gm_figure_lister *at, const char *level, gm_figure_fn *above,
                         int32_t most)
{
    static const int32_t numbers[] = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, INT32_MAX};
    for (int i = 0; i == 0 || numbers[i - 1] < most; i++) {
        int32_t n = numbers[i] < most ? numbers[i] : most;
        const char *stat =
            at->items ? gm_arena_printf(at->arena, "above(%" PRId32 ")", n) : NULL;
        gm_figure_add_k(at, level, stat, GM_UNIT_SHARE, above, n);
    }
}

void gm_figure_add_store(gm_figure_lister *at, int32_t store_i, const char *level)
{
    at->i = store_i;
    gm_figure *mean = gm_figure_add(at, level, "mean", GM_UNIT_PARTS, store_mean);
    mean->is_series = true;
    gm_figure_add(at, level, "max", GM_UNIT_PARTS, store_max);
    gm_figure_add(at, level, "end", GM_UNIT_PARTS, store_end);
    gm_figure_add(at, level, "above", GM_UNIT_SHARE, store_above)->has_argument = true;
    int32_t capacity = at->plan->stores[store_i].capacity;
    if (capacity > 0) {
        bool has_all =
            capacity < at->plan->stores[store_i].n_bins; // the last bin: that and more
        gm_figure_add_above(at, level, store_above_k, has_all ? capacity - 1 : MOST_ABOVE);
    }
    gm_figure_add(at, "waiting", "mean", GM_UNIT_TIME, wait_mean);
    gm_figure_add_k(at, "waiting", "max", GM_UNIT_TIME, store_max, 1);
    gm_figure_add(at, "waiting", "share", GM_UNIT_SHARE, wait_share);
    if (strcmp(level, "queue") == 0) { // a buffer has it as its count
        gm_figure *out = gm_figure_add(at, level, "out", GM_UNIT_PARTS, store_sum);
        out->k = GM_STAT_OUT;
        out->is_flow = true;
    }
    gm_figure_add_flow(at, "lost", GM_UNIT_PARTS, store_sum, GM_STAT_LOST);
    gm_figure_add(at, "lost-share", NULL, GM_UNIT_SHARE, lost_share);
}

void gm_figure_list_buffer(gm_figure_lister *at, int32_t step_i)
{
    at->i = at->plan->steps[step_i].own_i;
    gm_figure_add_flow(at, "count", GM_UNIT_PARTS, store_sum, GM_STAT_OUT);
    if (at->plan->stores[at->i].longest_s < HUGE_VAL) {
        gm_figure_add_flow(at, "expired", GM_UNIT_PARTS, store_sum, GM_STAT_EXPIRED);
    }
    gm_figure_add_store(at, at->i, "level");
    gm_figure_add_scrap(at, step_i);
}
