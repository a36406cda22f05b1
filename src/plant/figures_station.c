// SPDX-License-Identifier: MIT
//
// The figures of a station.

#include "plant/figures_parts.h"

static uint32_t station_row(const gm_stats_window *w, int32_t i)
{
    return w->layout->stations + (uint32_t)i * GM_N_STATION_STATS;
}

static double station_time_s(const gm_stats_window *w, int32_t i)
{
    return gm_window_length_s(w) * w->layout->plan->stations[i].n_machines;
}

double gm_figure_station_sum(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return gm_window_sum(w, station_row(w, i) + (uint32_t)k);
}

double gm_figure_station_visits(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return gm_figure_station_sum(w, i, GM_STAT_GOOD, a) +
           gm_figure_station_sum(w, i, GM_STAT_REJECTED, a) +
           gm_figure_station_sum(w, i, GM_STAT_SCRAP, a) -
           gm_figure_station_sum(w, i, GM_STAT_WARM_UP, a);
}

// Parts that ended here: by the work, by a changeover, or as the inspection sent them to scrap.
static double station_scrap(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return gm_figure_station_sum(w, i, GM_STAT_SCRAP, a) +
           gm_figure_station_sum(w, i, GM_STAT_REJECT_SCRAP, a);
}

static double station_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(gm_figure_station_sum(w, i, k, a), station_time_s(w, i));
}

// Good at once, of the parts that came for the first time.
double gm_figure_first_time(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return gm_figure_ratio(gm_figure_station_sum(w, i, GM_STAT_FIRST_PASS, a),
                           gm_figure_station_sum(w, i, GM_STAT_FIRST, a));
}

static double machines_up(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double down_s = gm_figure_station_sum(w, i, GM_STATE_DOWN, a) +
                    gm_figure_station_sum(w, i, GM_STATE_REPAIR_WAIT, a);
    return gm_figure_ratio(station_time_s(w, i) - down_s, gm_window_length_s(w));
}

static double machines_in(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(gm_figure_station_sum(w, i, k, a), gm_window_length_s(w));
}

static double active_s(const gm_stats_window *w, int32_t i, double a)
{
    return station_time_s(w, i) - gm_figure_station_sum(w, i, GM_STATE_OFF, a) -
           gm_figure_station_sum(w, i, GM_STATE_BLOCKED, a) -
           gm_figure_station_sum(w, i, GM_STATE_STARVED, a);
}

// What is neither blocked nor starved, of the time on shift.
static double active_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return gm_figure_ratio(active_s(w, i, a),
                           station_time_s(w, i) - gm_figure_station_sum(w, i, GM_STATE_OFF, a));
}

// Mean time between two waits of a machine, the first and the last period with the ends of the
// window: one for each machine that is active when it begins, and one after each wait. Roser, Nakano and Tanaka 2001: the longest is the bottleneck's.
static double active_period(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    uint32_t row = w->layout->stations + (uint32_t)i * GM_N_STATION_STATS;
    double n_active = w->series[w->from].sum[row + GM_STAT_ACTIVE];
    double n_waits = gm_figure_station_sum(w, i, GM_STAT_WAITS, a);
    return gm_figure_ratio(active_s(w, i, a), n_active + n_waits);
}

// Technical availability, VDI 3423: what is not down of the time on shift.
static double availability(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double on_s = station_time_s(w, i) - gm_figure_station_sum(w, i, GM_STATE_OFF, a);
    double down_s = gm_figure_station_sum(w, i, GM_STATE_DOWN, a) +
                    gm_figure_station_sum(w, i, GM_STATE_REPAIR_WAIT, a);
    return gm_figure_ratio(on_s - down_s, on_s);
}

// Mean planned cycle of the good parts.
static double planned_cycle(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    const gm_station_plan *plan = &w->layout->plan->stations[i];
    if (!plan->cycle_of) {
        return plan->cycle_s;
    }
    return gm_figure_ratio(gm_figure_station_sum(w, i, GM_STAT_PLANNED_S, a),
                           gm_figure_station_sum(w, i, GM_STAT_GOOD, a));
}

// OEE after ISO 22400-2: availability x effectiveness x quality ratio over planned busy time.
// The product is (planned cycles of the good parts) / planned time: the time on shift.
static double oee(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    double on_s = station_time_s(w, i) - gm_figure_station_sum(w, i, GM_STATE_OFF, a);
    return gm_figure_ratio(gm_figure_station_sum(w, i, GM_STAT_PLANNED_S, a), on_s);
}

double gm_figure_heat_s(const gm_stats_window *w, int32_t step_i, int32_t calendar_i)
{
    uint32_t line_i = (uint32_t)w->layout->plan->steps[step_i].line_i;
    uint32_t row = w->layout->lines + line_i * GM_N_LINE_STATS;
    return calendar_i == GM_NONE ? gm_window_sum(w, row + GM_STAT_LINE_HEAT_S) : 0.0;
}

double gm_figure_power(const gm_stats_window *w, uint32_t row, const gm_power_def *p,
                       double heat_s)
{
    double working_s = gm_window_sum(w, row + GM_STATE_WORKING);
    double off_s = gm_window_sum(w, row + GM_STATE_OFF) - heat_s;
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

double gm_figure_station_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    const gm_station_plan *plan = &w->layout->plan->stations[i];
    double heat_s = gm_figure_heat_s(w, plan->step_i, plan->calendar_i) * plan->n_machines;
    return gm_figure_power(w, station_row(w, i), &plan->def->power, heat_s) +
           gm_figure_recipe_energy(w, plan->recipe_i);
}

// ---- the list

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

// Quality that few stations have: yield along the line where something is judged, drift.
static void list_quality(gm_figure_lister *at, int32_t step_i)
{
    const gm_station_plan *plan = &at->plan->stations[at->plan->steps[step_i].own_i];
    if (plan->has_outcome && plan->is_on_way) {
        gm_figure_list_rolled(at, at->plan->steps[step_i].line_i, step_i);
    }
    if (plan->drift_i != GM_NONE) {
        gm_figure_list_drift(at, plan);
    }
}

void gm_figure_list_station(gm_figure_lister *at, int32_t step_i)
{
    int32_t i = at->plan->steps[step_i].own_i;
    at->i = i;
    gm_figure_add_flow(at, "count", GM_UNIT_PARTS, gm_figure_station_sum, GM_STAT_GOOD);
    gm_figure_add_flow(at, "visits", GM_UNIT_PARTS, gm_figure_station_visits, 0);
    if (!at->plan->stations[i].is_unlimited) {
        gm_figure_add_states(at, station_share);
        gm_figure_add_flow(at, "scrap", GM_UNIT_PARTS, station_scrap, 0);
        gm_figure_add_flow(at, "rejected", GM_UNIT_PARTS, gm_figure_station_sum,
                           GM_STAT_REJECTED);
        gm_figure_add(at, "first-time-through", NULL, GM_UNIT_SHARE, gm_figure_first_time);
        gm_figure_add_flow(at, "failures", GM_UNIT_NUMBER, gm_figure_station_sum,
                           GM_STAT_FAILURES);
        gm_figure_add_flow(at, "changeovers", GM_UNIT_NUMBER, gm_figure_station_sum,
                           GM_STAT_CHANGES);
        gm_figure_add_changes(at, i);
        gm_figure_add_flow(at, "micro-stops", GM_UNIT_NUMBER, gm_figure_station_sum,
                           GM_STAT_MICRO_STOPS);
        gm_figure_add_k(at, "micro-stop-share", NULL, GM_UNIT_SHARE, station_share,
                        GM_STAT_MICRO_STOP_S);
        gm_figure_add(at, "machines-up", "mean", GM_UNIT_NUMBER, machines_up);
        gm_figure_add_k(at, "machines-waiting-for-repair", "mean", GM_UNIT_NUMBER, machines_in,
                        GM_STATE_REPAIR_WAIT);
        gm_figure_add(at, "active-share", NULL, GM_UNIT_SHARE, active_share);
        gm_figure_add(at, "active-period", "mean", GM_UNIT_TIME, active_period);
        gm_figure_add(at, "availability", NULL, GM_UNIT_SHARE, availability);
        gm_figure_add(at, "oee", NULL, GM_UNIT_SHARE, oee);
        gm_figure_add(at, "planned-cycle", NULL, GM_UNIT_TIME, planned_cycle);
        gm_figure_add_flow(at, "energy", GM_UNIT_ENERGY, gm_figure_station_energy, 0);
    }
    gm_figure_add_k(at, "in-work", "mean", GM_UNIT_PARTS, machines_in, GM_STAT_IN_WORK);
    int32_t store_i = own_store(at->plan, step_i);
    if (store_i != GM_NONE) {
        gm_figure_add_store(at, store_i, "queue");
    }
    list_quality(at, step_i);
    if (at->plan->stations[i].web_i != GM_NONE) {
        gm_figure_list_web(at, &at->plan->stations[i]);
    }
    gm_figure_list_recipe(at, at->plan->stations[i].recipe_i);
    if (at->plan->stations[i].grader_i != GM_NONE) {
        gm_figure_list_grades(at, &at->plan->stations[i]);
    }
    gm_figure_add_scrap(at, step_i);
}
