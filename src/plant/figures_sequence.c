// SPDX-License-Identifier: MIT
//
// The figures of a sequence: blocks and changeovers of stations, and of the points where parts are
// watched, how far they are from their planned places and how often a rule of spacing is broken.

#include "plant/figures_parts.h"

// ---- blocks of a station

// Parts between two changeovers from one to another; the first and the last block are cut off by
// the window, so that it is parts by changeovers.
static double station_block(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return gm_figure_ratio(gm_figure_station_sum(w, i, GM_STAT_CYCLES, a),
                           gm_figure_station_sum(w, i, GM_STAT_UNLIKE, a));
}

static double changes_per_1000(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return 1000.0 * gm_figure_ratio(gm_figure_station_sum(w, i, GM_STAT_CHANGES, a),
                                    gm_figure_station_sum(w, i, GM_STAT_CYCLES, a));
}

void gm_figure_add_changes(gm_figure_lister *at, int32_t station_i)
{
    const gm_station_def *def = at->plan->stations[station_i].def;
    bool is_unlike = false;
    for (int32_t i = 0; i < def->n_changeovers; i++) {
        is_unlike = is_unlike || def->changeovers[i].on != GM_CHANGEOVER_COUNT;
    }
    if (def->n_changeovers == 0) {
        return;
    }
    gm_figure_add(at, "changeovers-per-1000", NULL, GM_UNIT_NUMBER, changes_per_1000);
    if (is_unlike) {
        gm_figure_add(at, "block", "mean", GM_UNIT_PARTS, station_block);
    }
    gm_figure_add_flow(at, "changeover-time", GM_UNIT_TIME, gm_figure_station_sum,
                       GM_STATE_SETUP);
    gm_figure_add_flow(at, "changeover-cost", GM_UNIT_MONEY, gm_figure_station_sum,
                       GM_STAT_CHANGE_CNY);
    gm_figure_add_flow(at, "changeover-loss", GM_UNIT_VOLUME, gm_figure_station_sum,
                       GM_STAT_CHANGE_M3);
}

// ---- points

static double point_sum(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return gm_window_sum(w, w->layout->points_of[i] + (uint32_t)k);
}

static double point_mean(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(point_sum(w, i, k, a), point_sum(w, i, GM_STAT_POINT_N, a));
}

static double point_per_1000(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return 1000.0 * point_mean(w, i, k, a);
}

static double point_block(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return gm_figure_ratio(point_sum(w, i, GM_STAT_POINT_N, a),
                           point_sum(w, i, GM_STAT_POINT_CHANGES, a));
}

static double point_max(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return gm_window_max(w, w->layout->max_points + 3 * (uint32_t)i + (uint32_t)k);
}

// `in` of a buffer has a word in front, so that its way out is what a plain name means.
static const char *word(gm_figure_lister *at, bool is_way_in, const char *name)
{
    return is_way_in && at->items ? gm_arena_printf(at->arena, "in-%s", name) : name;
}

static void add_point(gm_figure_lister *at, int32_t point_i)
{
    const gm_passage_plan *point = &at->plan->points[point_i];
    bool is_in = point->is_way_in;
    at->i = point_i;
    gm_figure_add_k(at, word(at, is_in, "adherence"), NULL, GM_UNIT_SHARE, point_mean,
                    GM_STAT_POINT_IN_SEQUENCE);
    gm_figure_add_k(at, word(at, is_in, "late"), "mean", GM_UNIT_PARTS, point_mean,
                    GM_STAT_POINT_LATE);
    gm_figure_add_k(at, word(at, is_in, "late"), "max", GM_UNIT_PARTS, point_max, 0);
    gm_figure_add_k(at, word(at, is_in, "early"), "max", GM_UNIT_PARTS, point_max, 1);
    gm_figure_add_k(at, word(at, is_in, "displacement"), "mean", GM_UNIT_PARTS, point_mean,
                    GM_STAT_POINT_OFF);
    gm_figure_add_k(at, word(at, is_in, "displacement"), "max", GM_UNIT_PARTS, point_max, 2);
    gm_figure_add(at, word(at, is_in, "colour-block"), "mean", GM_UNIT_PARTS, point_block);
    for (int32_t r = 0; r < point->n_rules; r++) {
        const char *rule = point->rule_names[r];
        int32_t row = GM_N_POINT_STATS + 3 * r;
        gm_figure_add_k(at, word(at, is_in, "broken-windows"), rule, GM_UNIT_NUMBER,
                        point_per_1000, row + GM_STAT_RULE_WINDOWS);
        gm_figure_add_k(at, word(at, is_in, "excess"), rule, GM_UNIT_NUMBER, point_per_1000,
                        row + GM_STAT_RULE_EXCESS);
        gm_figure_add_k(at, word(at, is_in, "breaking-parts"), rule, GM_UNIT_NUMBER,
                        point_per_1000, row + GM_STAT_RULE_CARS);
    }
}

void gm_figure_add_points(gm_figure_lister *at, int32_t step_i)
{
    for (int32_t i = at->plan->n_points - 1; i >= 0; i--) { // a way out goes before its way in
        if (at->plan->points[i].step_i == step_i) {
            add_point(at, i);
        }
    }
}
