// SPDX-License-Identifier: MIT
//
// The figures of what flows: sinks, the plant as a whole, and what is no step (counters, lines,
// crews, limits).

#include "plant/figures_parts.h"
#include "plant/fleet_stats.h"

#include <inttypes.h>
#include <string.h>

// ---- sinks

static uint32_t sink_row(const gm_stats_window *w, int32_t i)
{
    return w->layout->sinks + (uint32_t)i * w->layout->sink_rows;
}

static double sink_sum(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return gm_window_sum(w, sink_row(w, i) + (uint32_t)k);
}

static double sink_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(sink_sum(w, i, k, a), sink_sum(w, i, GM_STAT_N, a));
}

static double sink_of_due(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(sink_sum(w, i, k, a), sink_sum(w, i, GM_STAT_DUE, a));
}

static double sink_time_mean(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return gm_figure_ratio(sink_sum(w, i, GM_STAT_TIME_S, a), sink_sum(w, i, GM_STAT_N, a));
}

static double sink_time_sd(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double n = sink_sum(w, i, GM_STAT_N, a);
    double mean = sink_time_mean(w, i, 0, a);
    double square = gm_figure_ratio(sink_sum(w, i, GM_STAT_TIME_SQ, a), n);
    double variance = (square - mean * mean) * gm_figure_ratio(n, n - 1.0);
    return variance > 0.0 ? sqrt(variance) : variance <= 0.0 ? 0.0 : (double)NAN;
}

static double sink_time_max(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return gm_window_max(w, w->layout->max_sinks + (uint32_t)i);
}

static const int32_t percentiles[] = {5, 50, 90, 95, 99};

#define N_PERCENTILES ((int32_t)(sizeof percentiles / sizeof *percentiles))

static double sink_percentile(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    if (!w->series[w->to].hist || !w->series[w->from].hist) {
        return (double)NAN;
    }
    gm_loghist hist = w->series[w->to].hist[i];
    gm_loghist_subtract(&hist, &w->series[w->from].hist[i]);
    double value = gm_loghist_percentile(&hist, k / 100.0);
    double max = sink_time_max(w, i, 0, a); // the last bucket is wider than what it holds
    return value > max ? max : value;
}

// Of a variant: k is a histogram, and after all of them the same again for the next percentile.
static double sink_percentile_of(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    const gm_snapshot *from = &w->series[w->from];
    const gm_snapshot *to = &w->series[w->to];
    if (!from->variant_times || !to->variant_times) {
        return (double)NAN;
    }
    int32_t n = w->layout->plan->n_variant_times;
    int32_t p = k / n;
    double value = gm_times_hist_percentile(
        &to->variant_times[k % n], &from->variant_times[k % n], percentiles[p] / 100.0);
    double max = sink_time_max(w, i, 0, a);
    return value > max ? max : value;
}

static double sink_time_of(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    int32_t n_variants = w->layout->plan->n_variants;
    return gm_figure_ratio(sink_sum(w, i, GM_N_SINK_STATS + n_variants + k, a),
                           sink_sum(w, i, GM_N_SINK_STATS + k, a));
}

// `p95`, `es-p95`
static const char *percentile_word(gm_figure_lister *at, const char *variant, int32_t p)
{
    return at->items ? gm_arena_printf(at->arena, "%s%sp%" PRId32, variant, *variant ? "-" : "",
                                       percentiles[p])
                     : "";
}

static void list_variant(gm_figure_lister *at, int32_t variant_i)
{
    const gm_plan *plan = at->plan;
    const char *name = plan->variants[variant_i].name;
    gm_figure *f = gm_figure_add(at, "count", name, GM_UNIT_PARTS, sink_sum);
    f->is_flow = true;
    f->k = GM_N_SINK_STATS + variant_i;
    gm_figure_add_k(at, "time-in-system", name, GM_UNIT_TIME, sink_time_of, variant_i);
    int32_t of_i = plan->variant_times[at->i * plan->n_variants + variant_i];
    for (int32_t p = 0; p < N_PERCENTILES && of_i != GM_NONE; p++) {
        gm_figure_add_k(at, "time-in-system", percentile_word(at, name, p), GM_UNIT_TIME,
                        sink_percentile_of, p * plan->n_variant_times + of_i);
    }
}

void gm_figure_list_sink(gm_figure_lister *at, int32_t step_i)
{
    at->i = at->plan->steps[step_i].own_i;
    gm_figure_add_flow(at, "count", GM_UNIT_PARTS, sink_sum, GM_STAT_N);
    gm_figure_add(at, "time-in-system", "mean", GM_UNIT_TIME, sink_time_mean);
    gm_figure_add(at, "time-in-system", "sd", GM_UNIT_TIME, sink_time_sd);
    gm_figure_add(at, "time-in-system", "max", GM_UNIT_TIME, sink_time_max);
    for (int32_t p = 0; p < N_PERCENTILES; p++) {
        gm_figure_add_k(at, "time-in-system", percentile_word(at, "", p), GM_UNIT_TIME,
                        sink_percentile, percentiles[p]);
    }
    for (int32_t v = 0; v < at->plan->n_variants; v++) {
        if (*at->plan->variants[v].name) {
            list_variant(at, v);
        }
    }
    gm_figure_add_k(at, "reworked-share", NULL, GM_UNIT_SHARE, sink_share, GM_STAT_REWORKED);
    gm_figure_add_k(at, "defective-share", NULL, GM_UNIT_SHARE, sink_share, GM_STAT_DEFECTIVE);
    gm_figure_list_rolled_to(at, at->i);
    if (at->plan->has_dues) {
        gm_figure_add_k(at, "late-share", NULL, GM_UNIT_SHARE, sink_of_due, GM_STAT_LATE);
        gm_figure_add_k(at, "lateness", "mean", GM_UNIT_TIME, sink_of_due, GM_STAT_LATENESS_S);
        gm_figure_add_k(at, "tardiness", "mean", GM_UNIT_TIME, sink_of_due,
                        GM_STAT_TARDINESS_S);
    }
}

// ---- the plant

static double plant_above(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)i;
    (void)k;
    return gm_figure_above(w, w->layout->wip_bins, GM_WIP_BINS, a);
}

static double plant_above_k(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return plant_above(w, i, 0, k);
}

static double plant_out(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)i;
    (void)k;
    double n = 0.0;
    for (int32_t s = 0; s <= w->layout->plan->n_sinks; s++) {
        n += sink_sum(w, s, GM_STAT_N, a);
    }
    return n;
}

double gm_figure_plant_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)i;
    (void)k;
    const gm_stats_layout *l = w->layout;
    double j = 0.0;
    for (int32_t s = 0; s < l->plan->n_stations; s++) {
        j += gm_figure_station_energy(w, s, 0, a);
    }
    for (int32_t s = 0; s < l->plan->n_conveyors; s++) {
        j += gm_figure_conveyor_energy(
            w, (int32_t)(l->conveyors + (uint32_t)s * GM_N_BAND_STATS), s, a);
    }
    for (int32_t s = 0; s < l->plan->n_movings; s++) {
        j += gm_figure_moving_energy(w, (int32_t)(l->movings + (uint32_t)s * GM_N_BAND_STATS),
                                     s, a);
    }
    for (int32_t s = 0; s < l->plan->n_racks; s++) {
        j +=
            gm_figure_rack_energy(w, (int32_t)(l->racks + (uint32_t)s * GM_N_RACK_STATS), s, a);
    }
    for (int32_t s = 0; s < l->plan->def->n_dry_rooms; s++) {
        j += gm_figure_dry_room_energy(w, s, 0, a);
    }
    return j;
}

void gm_figure_list_plant(gm_figure_lister *at)
{
    const gm_plan *plan = at->plan;
    at->path = "plant";
    at->i = 0;
    gm_figure_add_flow(at, "out", GM_UNIT_PARTS, plant_out, 0);
    at->i = plan->n_sinks + 1;
    gm_figure_add_flow(at, "scrap", GM_UNIT_PARTS, sink_sum, GM_STAT_N);
    at->i = 0;
    gm_figure_add_flow(at, "energy", GM_UNIT_ENERGY, gm_figure_plant_energy, 0);
    gm_figure_add_row(at, "wip", "mean", GM_UNIT_PARTS, gm_row_mean,
                      at->l.plant + GM_STAT_PLANT_AREA);
    gm_figure_add_row(at, "wip", "max", GM_UNIT_PARTS, gm_row_max, 0);
    gm_figure_add_row(at, "wip", "end", GM_UNIT_PARTS, gm_row_end,
                      at->l.plant + GM_STAT_PLANT_WIP);
    gm_figure_add(at, "wip", "above", GM_UNIT_SHARE, plant_above)->has_argument = true;
    gm_figure_add_above(at, "wip", plant_above_k, 1000);
    gm_figure_add_scrap_of_all(at);
    gm_figure_list_energy_made(at);
}

// ---- what is no step

static bool is_step(const gm_plan *plan, const char *name)
{
    return gm_plan_find(plan, name) != GM_NONE;
}

static void list_lines(gm_figure_lister *at)
{
    const gm_plan *plan = at->plan;
    for (int32_t i = 0; i < plan->def->n_lines; i++) {
        at->path = plan->def->lines[i].name;
        if (!is_step(plan, at->path) && strcmp(at->path, "plant") != 0) {
            gm_figure_add_row(at, "wip", "mean", GM_UNIT_PARTS, gm_row_mean,
                              at->l.lines + (uint32_t)i * GM_N_LINE_STATS);
            gm_figure_add_row(at, "wip", "max", GM_UNIT_PARTS, gm_row_max,
                              at->l.max_lines + (uint32_t)i);
            if (gm_figure_line_rolls(plan, i)) {
                gm_figure_list_rolled(at, i, plan->n_steps - 1);
            }
        }
    }
}

static void list_crew(gm_figure_lister *at, int32_t crew_i)
{
    uint32_t row = at->l.crews + (uint32_t)crew_i * GM_N_CREW_STATS;
    at->path = at->plan->def->crews[crew_i].name;
    gm_figure_add_row(at, "people", "mean", GM_UNIT_PEOPLE, gm_row_mean,
                      row + GM_STAT_PRESENT_S);
    gm_figure_add_row(at, "busy", "mean", GM_UNIT_PEOPLE, gm_row_mean, row + GM_STAT_BUSY_S);
    gm_figure_add_row(at, "missing", "mean", GM_UNIT_PEOPLE, gm_row_mean,
                      row + GM_STAT_MISSING_S);
    at->i = (int32_t)(row + GM_STAT_BUSY_S);
    gm_figure_add_k(at, "busy-share", NULL, GM_UNIT_SHARE, gm_row_ratio,
                    (int32_t)(row + GM_STAT_PRESENT_S));
}

void gm_figure_list_rest(gm_figure_lister *at)
{
    const gm_plan *plan = at->plan;
    for (int32_t i = 0; i < plan->n_counters; i++) {
        if (!is_step(plan, plan->counters[i])) {
            at->path = plan->counters[i];
            gm_figure_add_row(at, "count", NULL, GM_UNIT_PARTS, gm_row_sum,
                              at->l.counters + (uint32_t)i);
        }
    }
    list_lines(at);
    gm_figure_list_materials(at);
    gm_figure_list_grids(at);
    gm_figure_list_withins(at);
    gm_figure_list_dry_rooms(at);
    for (int32_t i = 0; i < plan->n_crews; i++) {
        list_crew(at, i);
    }
    for (int32_t i = 0; i < plan->n_fleets; i++) {
        gm_figure_list_fleet(at, i);
    }
    for (int32_t i = 0; i < plan->n_limits; i++) {
        at->path = plan->limits[i].name;
        gm_figure_add_row(at, "in-use", "mean", GM_UNIT_PARTS, gm_row_mean,
                          at->l.limits + (uint32_t)i);
    }
}
