// SPDX-License-Identifier: MIT
//
// The figures of a conveyor or a moving line, whose rows begin at i. Times of a moving line are
// means over its stations.

#include "plant/figures_parts.h"

static double band_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(gm_row_sum(w, i + k, 0, a), gm_window_length_s(w));
}

static double band_on_s(const gm_stats_window *w, int32_t i)
{
    return gm_window_length_s(w) - gm_row_sum(w, i + GM_STATE_OFF, 0, 0.0);
}

// What is neither blocked nor starved, as of a station; but a line whose own failures left gaps
// does not wait for anybody.
static double band_active_s(const gm_stats_window *w, int32_t i)
{
    return band_on_s(w, i) - gm_row_sum(w, i + GM_STATE_BLOCKED, 0, 0.0) -
           gm_row_sum(w, i + GM_STATE_STARVED, 0, 0.0) +
           gm_row_sum(w, i + GM_STAT_BAND_GAP_S, 0, 0.0);
}

static double band_active(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return gm_figure_ratio(band_active_s(w, i), band_on_s(w, i));
}

// Mean time between two waits, see figures_station.c: one before each wait that begins, and one
// more when it is active in the end. A run of missing cars is a wait.
static double band_active_period(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double n_active = w->series[w->to].sum[i + GM_STAT_BAND_ACTIVE];
    double n_waits = gm_row_sum(w, i + GM_STAT_BAND_WAITS, 0, a);
    return gm_figure_ratio(band_active_s(w, i), n_active + n_waits);
}

// Technical availability, VDI 3423. A line that an andon stop holds is down but has not failed.
static double band_availability(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double failed_s = gm_row_sum(w, i + GM_STATE_DOWN, 0, a) -
                      gm_row_sum(w, i + GM_STAT_BAND_STOP_S, 0, a) +
                      gm_row_sum(w, i + GM_STATE_REPAIR_WAIT, 0, a);
    return gm_figure_ratio(band_on_s(w, i) - failed_s, band_on_s(w, i));
}

// ISO 22400-2, see figures_station.c: a part goes by in each headway, a car in each takt.
static double conveyor_cycle(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)i;
    (void)a;
    return w->layout->plan->conveyors[k].headway_s;
}

static double moving_cycle(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)i;
    (void)a;
    return w->layout->plan->movings[k].takt_s;
}

static double conveyor_oee(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    double good = gm_row_sum(w, i + GM_STAT_BAND_COUNT, 0, a);
    return gm_figure_ratio(conveyor_cycle(w, i, k, a) * good, band_on_s(w, i));
}

static double moving_oee(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    double good = gm_row_sum(w, i + GM_STAT_BAND_COUNT, 0, a);
    return gm_figure_ratio(moving_cycle(w, i, k, a) * good, band_on_s(w, i));
}

// A car that is towed does not go through. Defects are found behind the line.
static double moving_first_time(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double through = gm_row_sum(w, i + GM_STAT_BAND_COUNT, 0, a);
    return gm_figure_ratio(through, through + gm_row_sum(w, i + GM_STAT_BAND_TOWED, 0, a));
}

// A belt draws the power of work as long as it moves and carries something.
double gm_figure_conveyor_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    const gm_conveyor_plan *plan = &w->layout->plan->conveyors[k];
    const gm_power_def *p = &plan->def->power;
    double heat_s = gm_figure_heat_s(w, plan->step_i, plan->calendar_i);
    double off_s = gm_row_sum(w, i + GM_STATE_OFF, 0, a) - heat_s;
    double down_s =
        gm_row_sum(w, i + GM_STATE_DOWN, 0, a) + gm_row_sum(w, i + GM_STATE_REPAIR_WAIT, 0, a);
    double run_s = gm_row_sum(w, i + GM_STAT_BAND_RUN_S, 0, a);
    double idle_s = gm_window_length_s(w) - off_s - down_s - run_s;
    return p->working_w * run_s + p->idle_w * idle_s + p->down_w * down_s + p->off_w * off_s;
}

double gm_figure_moving_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    const gm_moving_plan *plan = &w->layout->plan->movings[k];
    double heat_s = gm_figure_heat_s(w, plan->step_i, plan->calendar_i);
    return gm_figure_power(w, (uint32_t)i, &plan->def->power, heat_s);
}

// ---- the list

static void list_band(gm_figure_lister *at, uint32_t row, uint32_t max_row)
{
    gm_figure_add_row(at, "count", NULL, GM_UNIT_PARTS, gm_row_sum, row + GM_STAT_BAND_COUNT);
    at->i = (int32_t)row;
    gm_figure_add_states(at, band_share);
    gm_figure_add(at, "active-share", NULL, GM_UNIT_SHARE, band_active);
    gm_figure_add(at, "active-period", "mean", GM_UNIT_TIME, band_active_period);
    gm_figure_add(at, "availability", NULL, GM_UNIT_SHARE, band_availability);
    gm_figure_add_row(at, "content", "mean", GM_UNIT_PARTS, gm_row_mean,
                      row + GM_STAT_BAND_AREA);
    gm_figure_add_row(at, "content", "max", GM_UNIT_PARTS, gm_row_max, max_row);
}

static void list_failures(gm_figure_lister *at, uint32_t row)
{
    gm_figure_add_row(at, "failures", NULL, GM_UNIT_NUMBER, gm_row_sum,
                      row + GM_STAT_BAND_FAILURES);
    gm_figure_add_row(at, "micro-stops", NULL, GM_UNIT_NUMBER, gm_row_sum,
                      row + GM_STAT_BAND_MICRO_STOPS);
    gm_figure_add_k(at, "micro-stop-share", NULL, GM_UNIT_SHARE, band_share,
                    GM_STAT_BAND_MICRO_STOP_S);
}

// What the time of a moving line is lost to, beyond its states.
static void list_losses(gm_figure_lister *at)
{
    static const char *const words[] = {
        "stop-share",      "restart-share",     "short-handed-share", "dead-car-share",
        "breakdown-share", "missing-car-share", "failure-gap-share",  "towed-share"};
    for (int32_t i = 0; i < (int32_t)(sizeof words / sizeof *words); i++) {
        gm_figure_add_k(at, words[i], NULL, GM_UNIT_SHARE, band_share,
                        (int32_t)GM_STAT_BAND_STOP_S + i);
    }
}

void gm_figure_list_conveyor(gm_figure_lister *at, int32_t step_i)
{
    int32_t i = at->plan->steps[step_i].own_i;
    uint32_t row = at->l.conveyors + (uint32_t)i * GM_N_BAND_STATS;
    list_band(at, row, at->l.max_conveyors + (uint32_t)i);
    gm_figure_add_k(at, "oee", NULL, GM_UNIT_SHARE, conveyor_oee, i);
    gm_figure_add_k(at, "planned-cycle", NULL, GM_UNIT_TIME, conveyor_cycle, i);
    gm_figure_add_flow(at, "energy", GM_UNIT_ENERGY, gm_figure_conveyor_energy, i);
    list_failures(at, row);
}

void gm_figure_list_moving(gm_figure_lister *at, int32_t step_i)
{
    int32_t i = at->plan->steps[step_i].own_i;
    uint32_t row = at->l.movings + (uint32_t)i * GM_N_BAND_STATS;
    list_band(at, row, at->l.max_movings + (uint32_t)i);
    gm_figure_add_k(at, "oee", NULL, GM_UNIT_SHARE, moving_oee, i);
    gm_figure_add_k(at, "planned-cycle", NULL, GM_UNIT_TIME, moving_cycle, i);
    gm_figure_add(at, "first-time-through", NULL, GM_UNIT_SHARE, moving_first_time);
    gm_figure_add_flow(at, "energy", GM_UNIT_ENERGY, gm_figure_moving_energy, i);
    list_failures(at, row);
    gm_figure_add_row(at, "visits", NULL, GM_UNIT_PARTS, gm_row_sum, row + GM_STAT_BAND_VISITS);
    gm_figure_add_row(at, "stops", NULL, GM_UNIT_NUMBER, gm_row_sum, row + GM_STAT_BAND_STOPS);
    list_losses(at);
    gm_figure_add_row(at, "towed", NULL, GM_UNIT_PARTS, gm_row_sum, row + GM_STAT_BAND_TOWED);
    gm_figure_add_row(at, "gaps", NULL, GM_UNIT_NUMBER, gm_row_sum, row + GM_STAT_BAND_GAPS);
}
