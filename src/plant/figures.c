// SPDX-License-Identifier: MIT
//
// One small function per figure, and the list that names them.

#include "plant/figures.h"

#include <math.h>
#include <string.h>

static double ratio(double a, double b)
{
    return b > 0.0 ? a / b : (double)NAN;
}

// ---- stations

static uint32_t station_row(const gm_stats_window *w, int32_t i)
{
    return w->layout->stations + (uint32_t)i * GM_N_STATION_STATS;
}

static double station_time_s(const gm_stats_window *w, int32_t i)
{
    return gm_window_length_s(w) * w->layout->plan->stations[i].n_machines;
}

static double station_sum(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return gm_window_sum(w, station_row(w, i) + (uint32_t)k);
}

static double station_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return ratio(station_sum(w, i, k, a), station_time_s(w, i));
}

static double station_first_time(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return ratio(station_sum(w, i, GM_STAT_FIRST_PASS, a), station_sum(w, i, GM_STAT_DONE, a));
}

static double machines_up(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double down_s =
        station_sum(w, i, GM_STATE_DOWN, a) + station_sum(w, i, GM_STATE_REPAIR_WAIT, a);
    return ratio(station_time_s(w, i) - down_s, gm_window_length_s(w));
}

static double machines_in(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return ratio(station_sum(w, i, k, a), gm_window_length_s(w));
}

static double in_work(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    if (w->layout->plan->stations[i].is_unlimited) {
        return ratio(station_sum(w, i, GM_STAT_IN_WORK, a), gm_window_length_s(w));
    }
    static const int with_part[] = {GM_STATE_SETUP, GM_STATE_BLOCKED, GM_STATE_UNMANNED,
                                    GM_STATE_WORKING};
    double s = 0.0;
    for (size_t n = 0; n < sizeof with_part / sizeof *with_part; n++) {
        s += station_sum(w, i, with_part[n], a);
    }
    return ratio(s, gm_window_length_s(w));
}

static double active_s(const gm_stats_window *w, int32_t i, double a)
{
    return station_time_s(w, i) - station_sum(w, i, GM_STATE_OFF, a) -
           station_sum(w, i, GM_STATE_BLOCKED, a) - station_sum(w, i, GM_STATE_STARVED, a);
}

// What is neither blocked nor starved, of the time on shift.
static double active_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return ratio(active_s(w, i, a), station_time_s(w, i) - station_sum(w, i, GM_STATE_OFF, a));
}

// Mean time between two waits. Roser, Nakano and Tanaka 2001: the longest is the bottleneck's.
static double active_period(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return active_s(w, i, a) / (station_sum(w, i, GM_STAT_WAITS, a) + 1.0);
}

// Technical availability, VDI 3423: what is not down of the time on shift.
static double availability(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double on_s = station_time_s(w, i) - station_sum(w, i, GM_STATE_OFF, a);
    double down_s =
        station_sum(w, i, GM_STATE_DOWN, a) + station_sum(w, i, GM_STATE_REPAIR_WAIT, a);
    return ratio(on_s - down_s, on_s);
}

static double planned_cycle_s(const gm_station_plan *plan)
{
    double sum = 0.0;
    for (int32_t i = 0; i < plan->n_times; i++) {
        sum += gm_dist_mean(&plan->times[i]);
    }
    return sum / plan->n_times;
}

// OEE after ISO 22400-2: availability x effectiveness x quality ratio over planned busy time.
// The product is (planned cycle x good parts) / planned time: the time on shift.
static double oee(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    const gm_station_plan *plan = &w->layout->plan->stations[i];
    double on_s = station_time_s(w, i) - station_sum(w, i, GM_STATE_OFF, a);
    double batch = plan->is_batch ? plan->def->batch.most : 1.0;
    double cycle_s = planned_cycle_s(plan) / batch;
    return ratio(cycle_s * station_sum(w, i, GM_STAT_GOOD, a), on_s);
}

static double power_j(const gm_stats_window *w, uint32_t row, const gm_power_def *p)
{
    double working_s = gm_window_sum(w, row + GM_STATE_WORKING);
    double off_s = gm_window_sum(w, row + GM_STATE_OFF);
    double down_s = gm_window_sum(w, row + GM_STATE_DOWN) +
                    gm_window_sum(w, row + GM_STATE_REPAIR_WAIT) +
                    gm_window_sum(w, row + GM_STATE_MAINTENANCE);
    double all_s = 0.0;
    for (uint32_t s = 0; s < GM_N_STATES; s++) {
        all_s += gm_window_sum(w, row + s);
    }
    double idle_s = all_s - working_s - off_s - down_s;
    return p->working_w * working_s + p->idle_w * idle_s + p->down_w * down_s +
           p->off_w * off_s;
}

static double station_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return power_j(w, station_row(w, i), &w->layout->plan->stations[i].def->power);
}

// ---- stores

static double store_sum(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return gm_window_sum(w, w->layout->stores + (uint32_t)i * GM_N_STORE_STATS + (uint32_t)k);
}

static double store_mean(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return ratio(store_sum(w, i, GM_STAT_AREA, a), gm_window_length_s(w));
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
    return gm_window_max(w, 1 + 2 * (uint32_t)i + (uint32_t)k);
}

// Share of time with more than `argument` parts. NaN beyond the bins that are kept.
static double above(const gm_stats_window *w, uint32_t first, int32_t n_bins, double argument)
{
    if (!w->series[w->to].has_bins || !w->series[w->from].has_bins || argument >= n_bins - 1) {
        return (double)NAN;
    }
    double s = 0.0;
    int32_t least = argument < 0.0 ? 0 : (int32_t)floor(argument) + 1;
    for (int32_t b = least; b < n_bins; b++) {
        s += gm_window_sum(w, first + (uint32_t)b);
    }
    return ratio(s, gm_window_length_s(w));
}

static double store_above(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return above(w, w->layout->bins_of[i], w->layout->plan->stores[i].n_bins, a);
}

static double wait_mean(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return ratio(store_sum(w, i, GM_STAT_WAIT_S, a), store_sum(w, i, GM_STAT_OUT, a));
}

static double wait_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return ratio(store_sum(w, i, GM_STAT_WAITED, a), store_sum(w, i, GM_STAT_OUT, a));
}

static double lost_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double lost = store_sum(w, i, GM_STAT_LOST, a);
    // A queue of no places counts what came through on its machines.
    double in = store_sum(w, i, GM_STAT_IN, a);
    const gm_store_plan *plan = &w->layout->plan->stores[i];
    if (plan->capacity == 0 && plan->n_consumers > 0) {
        const gm_step *step = &w->layout->plan->steps[plan->consumers[0]];
        if (step->kind == GM_STEP_STATION) {
            in = station_sum(w, step->own_i, GM_STAT_DONE, a);
        }
    }
    return ratio(lost, lost + in);
}

// ---- sinks, counters, sources

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
    return ratio(sink_sum(w, i, k, a), sink_sum(w, i, GM_STAT_N, a));
}

static double sink_time_mean(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return ratio(sink_sum(w, i, GM_STAT_TIME_S, a), sink_sum(w, i, GM_STAT_N, a));
}

static double sink_time_sd(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double n = sink_sum(w, i, GM_STAT_N, a);
    double mean = sink_time_mean(w, i, 0, a);
    double square = ratio(sink_sum(w, i, GM_STAT_TIME_SQ, a), n);
    double variance = (square - mean * mean) * ratio(n, n - 1.0);
    return variance > 0.0 ? sqrt(variance) : variance <= 0.0 ? 0.0 : (double)NAN;
}

static double sink_time_max(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return gm_window_max(w, 1 + 2 * (uint32_t)w->layout->plan->n_stores + (uint32_t)i);
}

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

static double sink_time_of(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    int32_t n_variants = w->layout->plan->n_variants;
    return ratio(sink_sum(w, i, GM_N_SINK_STATS + n_variants + k, a),
                 sink_sum(w, i, GM_N_SINK_STATS + k, a));
}

static double row_sum(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return gm_window_sum(w, (uint32_t)i);
}

static double row_mean(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return ratio(row_sum(w, i, k, a), gm_window_length_s(w));
}

static double row_end(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return w->series[w->to].sum[i];
}

static double max_row(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return gm_window_max(w, (uint32_t)i);
}

static double row_ratio(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return ratio(row_sum(w, i, 0, a), row_sum(w, k, 0, a));
}

// ---- conveyors and moving lines: rows from i on

static double band_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return ratio(row_sum(w, i + k, 0, a), gm_window_length_s(w));
}

static double band_active(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double on_s = gm_window_length_s(w) - row_sum(w, i + GM_STATE_OFF, 0, a);
    double waits_s =
        row_sum(w, i + GM_STATE_BLOCKED, 0, a) + row_sum(w, i + GM_STATE_STARVED, 0, a);
    return ratio(on_s - waits_s, on_s);
}

static double conveyor_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return power_j(w, (uint32_t)i, &w->layout->plan->conveyors[k].def->power);
}

static double moving_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return power_j(w, (uint32_t)i, &w->layout->plan->movings[k].def->power);
}

// ---- the plant

static double plant_above(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)i;
    (void)k;
    return above(w, w->layout->wip_bins, GM_WIP_BINS, a);
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

static double plant_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)i;
    (void)k;
    const gm_stats_layout *l = w->layout;
    double j = 0.0;
    for (int32_t s = 0; s < l->plan->n_stations; s++) {
        j += station_energy(w, s, 0, a);
    }
    for (int32_t s = 0; s < l->plan->n_conveyors; s++) {
        j += conveyor_energy(w, (int32_t)(l->conveyors + (uint32_t)s * GM_N_BAND_STATS), s, a);
    }
    for (int32_t s = 0; s < l->plan->n_movings; s++) {
        j += moving_energy(w, (int32_t)(l->movings + (uint32_t)s * GM_N_BAND_STATS), s, a);
    }
    return j;
}

// ---- the list

typedef struct lister {
    const gm_plan *plan;
    gm_stats_layout l;
    gm_figure *items; // NULL: counting
    int32_t n;
    const char *path;
    int32_t i;
} lister;

static gm_figure *add(lister *at, const char *figure, const char *stat, gm_figure_unit unit,
                      gm_figure_fn *value)
{
    static _Thread_local gm_figure nowhere; // while counting
    gm_figure *f = at->items ? &at->items[at->n] : &nowhere;
    *f = (gm_figure){.path = at->path,
                     .figure = figure,
                     .stat = stat,
                     .unit = unit,
                     .i = at->i,
                     .value = value};
    at->n += 1;
    return f;
}

static void add_flow(lister *at, const char *figure, gm_figure_unit unit, gm_figure_fn *value,
                     int32_t k)
{
    gm_figure *f = add(at, figure, NULL, unit, value);
    f->is_flow = true;
    f->is_series = true;
    f->k = k;
}

static void add_k(lister *at, const char *figure, const char *stat, gm_figure_unit unit,
                  gm_figure_fn *value, int32_t k)
{
    add(at, figure, stat, unit, value)->k = k;
}

static void add_states(lister *at, gm_figure_fn *share)
{
    for (int s = 0; s < GM_N_STATES; s++) {
        gm_figure *f = add(at, gm_state_word((gm_state)s), NULL, GM_UNIT_SHARE, share);
        f->k = s;
        f->is_series = true;
    }
}

static void add_store(lister *at, int32_t store_i, const char *level)
{
    at->i = store_i;
    gm_figure *mean = add(at, level, "mean", GM_UNIT_PARTS, store_mean);
    mean->is_series = true;
    add(at, level, "max", GM_UNIT_PARTS, store_max);
    add(at, level, "end", GM_UNIT_PARTS, store_end);
    add(at, level, "above", GM_UNIT_SHARE, store_above)->has_argument = true;
    add(at, "waiting", "mean", GM_UNIT_TIME, wait_mean);
    add_k(at, "waiting", "max", GM_UNIT_TIME, store_max, 1);
    add(at, "waiting", "share", GM_UNIT_SHARE, wait_share);
    add_flow(at, "lost", GM_UNIT_PARTS, store_sum, GM_STAT_LOST);
    add(at, "lost-share", NULL, GM_UNIT_SHARE, lost_share);
}

static int32_t own_store(const gm_plan *plan, int32_t step_i)
{
    const gm_step *step = &plan->steps[step_i];
    int32_t store_i = step->n_needs == 1 ? step->needs[0].own_store : GM_NONE;
    if (store_i == GM_NONE) {
        return GM_NONE;
    }
    const gm_store_plan *s = &plan->stores[store_i];
    return s->capacity > 0 || s->when_full == GM_FULL_LOSE ? store_i : GM_NONE;
}

static void list_station(lister *at, int32_t step_i)
{
    int32_t i = at->plan->steps[step_i].own_i;
    at->i = i;
    add_flow(at, "count", GM_UNIT_PARTS, station_sum, GM_STAT_GOOD);
    add_flow(at, "visits", GM_UNIT_PARTS, station_sum, GM_STAT_DONE);
    if (!at->plan->stations[i].is_unlimited) {
        add_states(at, station_share);
        add_flow(at, "scrap", GM_UNIT_PARTS, station_sum, GM_STAT_SCRAP);
        add_flow(at, "rejected", GM_UNIT_PARTS, station_sum, GM_STAT_REJECTED);
        add(at, "first-time-through", NULL, GM_UNIT_SHARE, station_first_time);
        add_flow(at, "failures", GM_UNIT_NUMBER, station_sum, GM_STAT_FAILURES);
        add_flow(at, "changeovers", GM_UNIT_NUMBER, station_sum, GM_STAT_CHANGES);
        add_flow(at, "micro-stops", GM_UNIT_NUMBER, station_sum, GM_STAT_MICRO_STOPS);
        add_k(at, "micro-stop-share", NULL, GM_UNIT_SHARE, station_share, GM_STAT_MICRO_STOP_S);
        add(at, "machines-up", "mean", GM_UNIT_NUMBER, machines_up);
        add_k(at, "machines-waiting-for-repair", "mean", GM_UNIT_NUMBER, machines_in,
              GM_STATE_REPAIR_WAIT);
        add(at, "active-share", NULL, GM_UNIT_SHARE, active_share);
        add(at, "active-period", "mean", GM_UNIT_TIME, active_period);
        add(at, "availability", NULL, GM_UNIT_SHARE, availability);
        add(at, "oee", NULL, GM_UNIT_SHARE, oee);
        add_flow(at, "energy", GM_UNIT_ENERGY, station_energy, 0);
    }
    add(at, "in-work", "mean", GM_UNIT_PARTS, in_work);
    int32_t store_i = own_store(at->plan, step_i);
    if (store_i != GM_NONE) {
        add_store(at, store_i, "queue");
    }
}

static void list_sink(lister *at, int32_t step_i)
{
    at->i = at->plan->steps[step_i].own_i;
    add_flow(at, "count", GM_UNIT_PARTS, sink_sum, GM_STAT_N);
    add(at, "time-in-system", "mean", GM_UNIT_TIME, sink_time_mean);
    add(at, "time-in-system", "sd", GM_UNIT_TIME, sink_time_sd);
    add(at, "time-in-system", "max", GM_UNIT_TIME, sink_time_max);
    add_k(at, "time-in-system", "p5", GM_UNIT_TIME, sink_percentile, 5);
    add_k(at, "time-in-system", "p50", GM_UNIT_TIME, sink_percentile, 50);
    add_k(at, "time-in-system", "p90", GM_UNIT_TIME, sink_percentile, 90);
    add_k(at, "time-in-system", "p95", GM_UNIT_TIME, sink_percentile, 95);
    add_k(at, "time-in-system", "p99", GM_UNIT_TIME, sink_percentile, 99);
    for (int32_t v = 0; v < at->plan->n_variants; v++) {
        if (*at->plan->variants[v].name) {
            gm_figure *f =
                add(at, "count", at->plan->variants[v].name, GM_UNIT_PARTS, sink_sum);
            f->is_flow = true;
            f->k = GM_N_SINK_STATS + v;
            add_k(at, "time-in-system", at->plan->variants[v].name, GM_UNIT_TIME, sink_time_of,
                  v);
        }
    }
    add_k(at, "reworked-share", NULL, GM_UNIT_SHARE, sink_share, GM_STAT_REWORKED);
    add_k(at, "defective-share", NULL, GM_UNIT_SHARE, sink_share, GM_STAT_DEFECTIVE);
}

static void add_row(lister *at, const char *figure, const char *stat, gm_figure_unit unit,
                    gm_figure_fn *value, uint32_t row)
{
    gm_figure *f = add(at, figure, stat, unit, value);
    f->i = (int32_t)row;
    f->is_flow = value == row_sum;
    f->is_series = f->is_flow || (stat && strcmp(stat, "mean") == 0);
}

static void list_band(lister *at, uint32_t row, uint32_t max, bool is_moving, int32_t own_i)
{
    add_row(at, "count", NULL, GM_UNIT_PARTS, row_sum, row + GM_STAT_BAND_COUNT);
    at->i = (int32_t)row;
    add_states(at, band_share);
    add(at, "active-share", NULL, GM_UNIT_SHARE, band_active);
    add_row(at, "content", "mean", GM_UNIT_PARTS, row_mean, row + GM_STAT_BAND_AREA);
    add_row(at, "content", "max", GM_UNIT_PARTS, max_row, max);
    gm_figure *energy =
        add(at, "energy", NULL, GM_UNIT_ENERGY, is_moving ? moving_energy : conveyor_energy);
    *energy = (gm_figure){.path = at->path,
                          .figure = "energy",
                          .unit = GM_UNIT_ENERGY,
                          .is_flow = true,
                          .is_series = true,
                          .i = (int32_t)row,
                          .k = own_i,
                          .value = energy->value};
    add_row(at, "failures", NULL, GM_UNIT_NUMBER, row_sum, row + GM_STAT_BAND_FAILURES);
    if (is_moving) {
        add_row(at, "visits", NULL, GM_UNIT_PARTS, row_sum, row + GM_STAT_BAND_VISITS);
        add_row(at, "stops", NULL, GM_UNIT_NUMBER, row_sum, row + GM_STAT_BAND_STOPS);
        at->i = (int32_t)row;
        add_k(at, "stop-share", NULL, GM_UNIT_SHARE, band_share, GM_STAT_BAND_STOP_S);
        add_row(at, "towed", NULL, GM_UNIT_PARTS, row_sum, row + GM_STAT_BAND_TOWED);
        add_row(at, "gaps", NULL, GM_UNIT_NUMBER, row_sum, row + GM_STAT_BAND_GAPS);
    }
}

static void list_step(lister *at, int32_t step_i)
{
    const gm_plan *plan = at->plan;
    const gm_step *step = &plan->steps[step_i];
    uint32_t max_bands = 1 + 2 * (uint32_t)plan->n_stores + (uint32_t)plan->n_sinks + 2 +
                         (uint32_t)plan->def->n_lines;
    uint32_t own_i = (uint32_t)step->own_i;
    at->path = step->name;
    switch (step->kind) {
    case GM_STEP_SOURCE:
        add_row(at, "count", NULL, GM_UNIT_PARTS, row_sum, at->l.sources + own_i);
        break;
    case GM_STEP_STATION:
        list_station(at, step_i);
        break;
    case GM_STEP_BUFFER:
        at->i = step->own_i;
        add_flow(at, "count", GM_UNIT_PARTS, store_sum, GM_STAT_OUT);
        add_store(at, step->own_i, "level");
        break;
    case GM_STEP_CONVEYOR:
        list_band(at, at->l.conveyors + own_i * GM_N_BAND_STATS, max_bands + own_i, false,
                  step->own_i);
        break;
    case GM_STEP_MOVING:
        list_band(at, at->l.movings + own_i * GM_N_BAND_STATS,
                  max_bands + (uint32_t)plan->n_conveyors + own_i, true, step->own_i);
        break;
    case GM_STEP_SINK:
        list_sink(at, step_i);
        break;
    case GM_STEP_PASS:
        break;
    }
}

static bool is_step(const gm_plan *plan, const char *name)
{
    return gm_plan_find(plan, name) != GM_NONE;
}

static void list_plant(lister *at)
{
    const gm_plan *plan = at->plan;
    at->path = "plant";
    at->i = 0;
    add_flow(at, "out", GM_UNIT_PARTS, plant_out, 0);
    at->i = plan->n_sinks + 1;
    add_flow(at, "scrap", GM_UNIT_PARTS, sink_sum, GM_STAT_N);
    at->i = 0;
    add_flow(at, "energy", GM_UNIT_ENERGY, plant_energy, 0);
    add_row(at, "wip", "mean", GM_UNIT_PARTS, row_mean, at->l.plant);
    add_row(at, "wip", "max", GM_UNIT_PARTS, max_row, 0);
    add_row(at, "wip", "end", GM_UNIT_PARTS, row_end, at->l.plant + 1);
    add(at, "wip", "above", GM_UNIT_SHARE, plant_above)->has_argument = true;
}

static void list_rest(lister *at)
{
    const gm_plan *plan = at->plan;
    for (int32_t i = 0; i < plan->n_counters; i++) {
        if (!is_step(plan, plan->counters[i])) {
            at->path = plan->counters[i];
            add_row(at, "count", NULL, GM_UNIT_PARTS, row_sum, at->l.counters + (uint32_t)i);
        }
    }
    uint32_t max_lines = 1 + 2 * (uint32_t)plan->n_stores + (uint32_t)plan->n_sinks + 2;
    for (int32_t i = 0; i < plan->def->n_lines; i++) {
        at->path = plan->def->lines[i].name;
        if (!is_step(plan, at->path) && strcmp(at->path, "plant") != 0) {
            add_row(at, "wip", "mean", GM_UNIT_PARTS, row_mean, at->l.lines + (uint32_t)i);
            add_row(at, "wip", "max", GM_UNIT_PARTS, max_row, max_lines + (uint32_t)i);
        }
    }
    for (int32_t i = 0; i < plan->n_crews; i++) {
        uint32_t row = at->l.crews + (uint32_t)i * GM_N_CREW_STATS;
        at->path = plan->def->crews[i].name;
        add_row(at, "people", "mean", GM_UNIT_PEOPLE, row_mean, row + GM_STAT_PRESENT_S);
        add_row(at, "busy", "mean", GM_UNIT_PEOPLE, row_mean, row + GM_STAT_BUSY_S);
        add_row(at, "missing", "mean", GM_UNIT_PEOPLE, row_mean, row + GM_STAT_MISSING_S);
        at->i = (int32_t)(row + GM_STAT_BUSY_S);
        add_k(at, "busy-share", NULL, GM_UNIT_SHARE, row_ratio,
              (int32_t)(row + GM_STAT_PRESENT_S));
    }
    for (int32_t i = 0; i < plan->n_limits; i++) {
        at->path = plan->limits[i].name;
        add_row(at, "in-use", "mean", GM_UNIT_PARTS, row_mean, at->l.limits + (uint32_t)i);
    }
}

static void list_all(lister *at)
{
    at->n = 0;
    list_plant(at);
    for (int32_t i = 0; i < at->plan->n_steps; i++) {
        list_step(at, i);
    }
    list_rest(at);
}

gm_figure_list gm_figures_create(const gm_plan *plan, gm_arena *arena)
{
    lister at = {.plan = plan, .l = gm_stats_layout_of(plan, arena)};
    list_all(&at);
    at.items = GM_NEW(arena, gm_figure, at.n);
    list_all(&at);
    return (gm_figure_list){.n = at.n, .items = at.items};
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

int32_t gm_figures_find(const gm_figure_list *list, const char *path, const char *figure,
                        const char *stat)
{
    int32_t best = GM_NONE;
    int best_match = 0;
    for (int32_t i = 0; i < list->n; i++) {
        const gm_figure *f = &list->items[i];
        if (strcmp(f->path, path) != 0) {
            continue;
        }
        if (!figure) {
            return i;
        }
        if (strcmp(f->figure, figure) == 0 && match(f, stat) > best_match) {
            best = i;
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
    }
    return "";
}
