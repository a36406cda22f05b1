// SPDX-License-Identifier: MIT

#include "plant/stats.h"

#include "plant/conveyor.h"
#include "plant/crew.h"
#include "plant/drift.h"
#include "plant/fleet_stats.h"
#include "plant/matter.h"
#include "plant/moving.h"
#include "plant/recipe.h"
#include "plant/web.h"
#include "plant/within.h"

#include <math.h>
#include <string.h>

static uint32_t rows(uint32_t *at, int32_t n, uint32_t each)
{
    uint32_t first = *at;
    *at += (uint32_t)n * each;
    return first;
}

gm_stats_layout gm_stats_layout_of(const gm_plan *plan, gm_arena *arena)
{
    gm_stats_layout l = {.plan = plan};
    uint32_t at = 0;
    l.plant = rows(&at, 1, GM_N_PLANT_STATS);
    l.counters = rows(&at, plan->n_counters, 1);
    l.stations = rows(&at, plan->n_stations, GM_N_STATION_STATS);
    l.stores = rows(&at, plan->n_stores, GM_N_STORE_STATS);
    l.sources = rows(&at, plan->n_sources, GM_N_SOURCE_STATS);
    l.sink_rows = GM_N_SINK_STATS + 2 * (uint32_t)plan->n_variants;
    l.sinks = rows(&at, plan->n_sinks + 2, l.sink_rows);
    l.lines = rows(&at, plan->def->n_lines, GM_N_LINE_STATS);
    l.crews = rows(&at, plan->n_crews, GM_N_CREW_STATS);
    l.limits = rows(&at, plan->n_limits, 1);
    l.conveyors = rows(&at, plan->n_conveyors, GM_N_BAND_STATS);
    l.movings = rows(&at, plan->n_movings, GM_N_BAND_STATS);
    l.drifts = rows(&at, plan->n_drifts, GM_N_DRIFT_STATS);
    l.fleets = rows(&at, plan->n_fleets, GM_N_FLEET_STATS);
    l.transports = rows(&at, plan->n_transports, GM_N_TRANSPORT_STATS);
    l.racks = rows(&at, plan->n_racks, GM_N_RACK_STATS);
    bool has_matter = plan->def->n_materials > 0;
    l.webs = rows(&at, plan->n_webs, GM_N_WEB_STATS);
    l.materials = rows(&at, plan->def->n_materials, GM_N_MATTER_STATS);
    l.scraps = rows(&at, has_matter ? plan->n_steps : 0, GM_N_SCRAP_STATS);
    l.recipes = rows(&at, plan->n_recipes, GM_N_RECIPE_STATS);
    l.grids = rows(&at, plan->def->n_grids, GM_N_GRID_STATS);
    l.withins = rows(&at, plan->n_withins, GM_N_WITHIN_STATS);
    l.grades = rows(&at, plan->n_graders, (uint32_t)plan->n_grades + 1);
    uint32_t *points_of = GM_NEW(arena, uint32_t, plan->n_points);
    for (int32_t i = 0; i < plan->n_points; i++) {
        points_of[i] = rows(&at, 1, GM_N_POINT_STATS);
        rows(&at, plan->points[i].n_rules, GM_N_RULE_STATS);
    }
    l.points_of = points_of;
    l.n_sums = at;
    l.wip_bins = rows(&at, 1, GM_WIP_BINS);
    l.bins = at;
    uint32_t *bins_of = GM_NEW(arena, uint32_t, plan->n_stores);
    for (int32_t i = 0; i < plan->n_stores; i++) {
        bins_of[i] = rows(&at, plan->stores[i].n_bins, 1);
    }
    l.bins_of = bins_of;
    l.n = at;
    at = 1;
    l.max_stores = rows(&at, plan->n_stores, 2);
    l.max_sources = rows(&at, plan->n_sources, 1);
    l.max_sinks = rows(&at, plan->n_sinks + 2, 1);
    l.max_lines = rows(&at, plan->def->n_lines, 1);
    l.max_conveyors = rows(&at, plan->n_conveyors, 1);
    l.max_movings = rows(&at, plan->n_movings, 1);
    l.max_transports = rows(&at, plan->n_transports, 1);
    l.max_racks = rows(&at, plan->n_racks, 1);
    l.max_grids = rows(&at, plan->def->n_grids, 1);
    l.max_withins = rows(&at, plan->n_withins, 1);
    l.max_points = rows(&at, plan->n_points, 3);
    l.n_max = at;
    return l;
}

gm_snapshot gm_snapshot_create(const gm_stats_layout *l, gm_arena *arena, bool full)
{
    gm_snapshot s = {.has_bins = full};
    s.sum = GM_NEW(arena, double, full ? l->n : l->n_sums);
    s.max = GM_NEW(arena, double, l->n_max);
    s.hist = full ? GM_NEW(arena, gm_loghist, l->plan->n_sinks + 2) : NULL;
    if (full && l->plan->n_variant_times > 0) {
        s.variant_times = GM_NEW(arena, gm_times_hist, l->plan->n_variant_times);
    }
    return s;
}

// ---- one kind of object after the other

// Part seconds on the machines. Those that hold one part each are counted by when they have none.
static double in_work_s(const gm_run *run, const gm_station *st, const gm_station_plan *plan)
{
    if (plan->is_unlimited || plan->holds_many) {
        return st->busy_area + st->n_busy * (run->now_s - st->busy_since_s);
    }
    double empty_s = st->empty_s + st->n_empty * (run->now_s - st->empty_since_s);
    return plan->n_machines * run->now_s - empty_s;
}

static bool waits_in(gm_state state)
{
    return state == GM_STATE_BLOCKED || state == GM_STATE_STARVED;
}

static void take_station(const gm_run *run, int32_t i, double *row)
{
    const gm_station *st = &run->stations[i];
    const gm_station_plan *plan = &run->plan->stations[i];
    memset(row, 0, GM_N_STATION_STATS * sizeof *row);
    for (int32_t k = 0; k < plan->n_machines; k++) {
        const gm_machine *m = &run->machines[plan->first_machine + k];
        for (int s = 0; s < GM_N_STATES; s++) {
            row[s] += m->state_s[s];
        }
        gm_state state = gm_hold_state(m->hold);
        row[state] += run->now_s - m->since_s;
        row[GM_STAT_WAITS] += m->n_waits;
        row[GM_STAT_ACTIVE] += m->has_waited || waits_in(state) ? 0.0 : 1.0;
    }
    row[GM_STAT_GOOD] = st->n_good;
    row[GM_STAT_SCRAP] = st->n_scrap;
    row[GM_STAT_WARM_UP] = st->n_warm_up;
    row[GM_STAT_REJECTED] = st->n_rejected;
    row[GM_STAT_REJECT_SCRAP] = st->n_reject_scrap;
    bool counts_first = plan->return_i != GM_NONE;
    row[GM_STAT_FIRST] =
        counts_first ? st->n_first : st->n_good + st->n_rejected + st->n_scrap - st->n_warm_up;
    row[GM_STAT_FIRST_PASS] = counts_first ? st->n_first_pass : st->n_good;
    row[GM_STAT_PLANNED_S] =
        plan->cycle_of || st->webs ? st->planned_s : plan->cycle_s * st->n_good;
    row[GM_STAT_FAILURES] = st->n_failures;
    row[GM_STAT_MICRO_STOP_S] = st->micro_stop_s;
    row[GM_STAT_MICRO_STOPS] = st->n_micro_stops;
    row[GM_STAT_CHANGES] = st->n_changes;
    row[GM_STAT_UNLIKE] = st->n_unlike;
    row[GM_STAT_CHANGE_CNY] = st->change_cost_cny;
    row[GM_STAT_CHANGE_M3] = st->change_volume_m3;
    row[GM_STAT_IN_WORK] = in_work_s(run, st, plan);
    row[GM_STAT_CYCLES] = st->n_done;
}

static void take_store(const gm_run *run, int32_t i, double *row)
{
    const gm_store *s = &run->stores[i];
    row[GM_STAT_AREA] = s->area_part_s + s->level * (run->now_s - s->since_s);
    row[GM_STAT_IN] = s->n_in;
    row[GM_STAT_OUT] = s->n_out;
    row[GM_STAT_WAIT_S] = s->wait_s;
    row[GM_STAT_WAITED] = s->n_waited;
    row[GM_STAT_LOST] = s->n_lost;
    row[GM_STAT_EXPIRED] = s->n_expired;
    row[GM_STAT_LEVEL] = s->level;
}

static void take_source(const gm_run *run, int32_t i, double *row)
{
    const gm_source *s = &run->sources[i];
    row[GM_STAT_MADE] = s->n_made;
    row[GM_STAT_MADE_LOST] = s->n_lost;
    row[GM_STAT_OUTSIDE_AREA] =
        s->outside_area + s->outside * (run->now_s - s->outside_since_s);
    row[GM_STAT_OUTSIDE] = s->outside;
}

static void take_sink(const gm_run *run, int32_t i, double *row)
{
    const gm_sink *s = &run->sinks[i];
    int32_t n_variants = run->plan->n_variants;
    row[GM_STAT_N] = s->n;
    row[GM_STAT_TIME_S] = s->time_s;
    row[GM_STAT_TIME_SQ] = s->time_sq_s2;
    row[GM_STAT_REWORKED] = s->n_reworked;
    row[GM_STAT_DEFECTIVE] = s->n_defective;
    row[GM_STAT_DUE] = s->n_due;
    row[GM_STAT_LATE] = s->n_late;
    row[GM_STAT_LATENESS_S] = s->late_s;
    row[GM_STAT_TARDINESS_S] = s->tardy_s;
    for (int32_t v = 0; v < n_variants; v++) {
        row[GM_N_SINK_STATS + v] = s->n_of[v];
        row[GM_N_SINK_STATS + n_variants + v] = s->time_of_s[v];
    }
}

static void take_line(const gm_run *run, int32_t i, double *row)
{
    const gm_line *line = &run->lines[i];
    bool is_heating = line->shop == GM_SHOP_HEATING;
    row[GM_STAT_LINE_AREA] = line->area_part_s + line->wip * (run->now_s - line->since_s);
    row[GM_STAT_LINE_HEAT_S] =
        line->heat_s + (is_heating ? run->now_s - line->heat_since_s : 0.0);
}

static void take_crew(gm_run *run, int32_t i, double *row)
{
    gm_crew_settle(run, i);
    row[GM_STAT_PRESENT_S] = run->crews[i].present_s;
    row[GM_STAT_BUSY_S] = run->crews[i].busy_s;
    row[GM_STAT_MISSING_S] = run->crews[i].missing_s;
}

static void take_transport(const gm_stats_layout *l, const gm_run *run, double *sum)
{
    for (int32_t i = 0; i < run->plan->n_fleets; i++) {
        gm_fleet_stats(run, i, &sum[l->fleets + (uint32_t)i * GM_N_FLEET_STATS]);
    }
    for (int32_t i = 0; i < run->plan->n_transports; i++) {
        gm_transport_stats(run, i, &sum[l->transports + (uint32_t)i * GM_N_TRANSPORT_STATS]);
    }
    for (int32_t i = 0; i < run->plan->n_racks; i++) {
        gm_rack_stats(run, i, &sum[l->racks + (uint32_t)i * GM_N_RACK_STATS]);
    }
}

static void take_matter(const gm_stats_layout *l, const gm_run *run, double *sum)
{
    if (!gm_has_matter(run)) {
        return;
    }
    for (int32_t i = 0; i < run->plan->def->n_materials; i++) {
        const gm_matter_account *account = &run->matter.accounts[i];
        double *row = &sum[l->materials + (uint32_t)i * GM_N_MATTER_STATS];
        row[GM_STAT_MATTER_IN] = account->in_kg;
        row[GM_STAT_MATTER_OUT] = account->out_kg;
        row[GM_STAT_MATTER_SCRAP] = account->scrap_kg;
        row[GM_STAT_MATTER_LOST] = account->lost_kg;
    }
    for (int32_t i = 0; i < run->plan->n_steps; i++) {
        const gm_scrap_account *scrap = &run->matter.scraps[i];
        double *row = &sum[l->scraps + (uint32_t)i * GM_N_SCRAP_STATS];
        row[GM_STAT_SCRAP_KG] = scrap->kg;
        row[GM_STAT_SCRAP_CNY] = scrap->cost_cny;
        row[GM_STAT_SCRAP_RECYCLED_CNY] = scrap->recycled_cny;
    }
}

static void take_recipes(const gm_stats_layout *l, gm_run *run, double *sum)
{
    for (int32_t i = 0; i < run->plan->n_recipes; i++) {
        gm_recipe_stats(run, i, &sum[l->recipes + (uint32_t)i * GM_N_RECIPE_STATS]);
    }
    for (int32_t i = 0; i < run->plan->def->n_grids; i++) {
        gm_grid_stats(run, i, &sum[l->grids + (uint32_t)i * GM_N_GRID_STATS]);
    }
}

static void take_checks(const gm_stats_layout *l, const gm_run *run, double *sum)
{
    for (int32_t i = 0; i < run->plan->n_withins; i++) {
        memcpy(&sum[l->withins + (uint32_t)i * GM_N_WITHIN_STATS], run->withins[i].sum,
               sizeof run->withins[i].sum);
    }
    uint32_t n_bins = (uint32_t)run->plan->n_grades + 1;
    for (int32_t i = 0; i < run->plan->n_stations; i++) {
        if (run->stations[i].n_of_grade) {
            memcpy(&sum[l->grades + (uint32_t)run->plan->stations[i].grader_i * n_bins],
                   run->stations[i].n_of_grade, n_bins * sizeof *sum);
        }
    }
}

static void take_point(const gm_run *run, int32_t i, double *row)
{
    const gm_passage *point = &run->points[i];
    row[GM_STAT_POINT_N] = point->n;
    row[GM_STAT_POINT_IN_SEQUENCE] = point->n_in_sequence;
    row[GM_STAT_POINT_LATE] = point->late;
    row[GM_STAT_POINT_OFF] = point->off;
    row[GM_STAT_POINT_CHANGES] = point->n_changes;
    for (int32_t r = 0; r < run->plan->points[i].n_rules; r++) {
        double *rule = &row[GM_N_POINT_STATS + r * GM_N_RULE_STATS];
        rule[GM_STAT_RULE_WINDOWS] = point->tallies[r].windows;
        rule[GM_STAT_RULE_EXCESS] = point->tallies[r].excess;
        rule[GM_STAT_RULE_CARS] = point->tallies[r].cars;
    }
}

static void take_sums(const gm_stats_layout *l, gm_run *run, double *sum)
{
    const gm_plan *plan = run->plan;
    sum[l->plant + GM_STAT_PLANT_AREA] =
        run->wip_area + run->wip * (run->now_s - run->wip_since_s);
    sum[l->plant + GM_STAT_PLANT_WIP] = run->wip;
    memcpy(&sum[l->counters], run->counters, (size_t)plan->n_counters * sizeof *sum);
    for (int32_t i = 0; i < plan->n_stations; i++) {
        take_station(run, i, &sum[l->stations + (uint32_t)i * GM_N_STATION_STATS]);
        if (run->stations[i].drifts) {
            uint32_t drift_i = (uint32_t)plan->stations[i].drift_i;
            gm_drift_stats(run, i, &sum[l->drifts + drift_i * GM_N_DRIFT_STATS]);
        }
        if (run->stations[i].webs) {
            uint32_t web_i = (uint32_t)plan->stations[i].web_i;
            gm_web_stats(run, i, &sum[l->webs + web_i * GM_N_WEB_STATS]);
        }
    }
    for (int32_t i = 0; i < plan->n_stores; i++) {
        take_store(run, i, &sum[l->stores + (uint32_t)i * GM_N_STORE_STATS]);
    }
    for (int32_t i = 0; i < plan->n_sources; i++) {
        take_source(run, i, &sum[l->sources + (uint32_t)i * GM_N_SOURCE_STATS]);
    }
    for (int32_t i = 0; i < plan->n_sinks + 2; i++) {
        take_sink(run, i, &sum[l->sinks + (uint32_t)i * l->sink_rows]);
    }
    for (int32_t i = 0; i < plan->def->n_lines; i++) {
        take_line(run, i, &sum[l->lines + (uint32_t)i * GM_N_LINE_STATS]);
    }
    for (int32_t i = 0; i < plan->n_movings; i++) {
        gm_moving_credit(run, i);
    }
    for (int32_t i = 0; i < plan->n_crews; i++) {
        take_crew(run, i, &sum[l->crews + (uint32_t)i * GM_N_CREW_STATS]);
    }
    for (int32_t i = 0; i < plan->n_limits; i++) {
        const gm_limit *limit = &run->limits[i];
        sum[l->limits + (uint32_t)i] =
            limit->area + limit->count * (run->now_s - limit->since_s);
    }
    for (int32_t i = 0; i < plan->n_conveyors; i++) {
        gm_conveyor_stats(run, i, &sum[l->conveyors + (uint32_t)i * GM_N_BAND_STATS]);
    }
    for (int32_t i = 0; i < plan->n_movings; i++) {
        gm_moving_stats(run, i, &sum[l->movings + (uint32_t)i * GM_N_BAND_STATS]);
    }
    take_transport(l, run, sum);
    take_matter(l, run, sum);
    take_recipes(l, run, sum);
    take_checks(l, run, sum);
    for (int32_t i = 0; i < plan->n_points; i++) {
        take_point(run, i, &sum[l->points_of[i]]);
    }
}

static void take_bins(const gm_stats_layout *l, const gm_run *run, double *sum)
{
    memcpy(&sum[l->wip_bins], run->wip_bins, GM_WIP_BINS * sizeof *sum);
    int32_t bin = run->wip < GM_WIP_BINS ? run->wip : GM_WIP_BINS - 1;
    sum[l->wip_bins + (uint32_t)bin] += run->now_s - run->wip_since_s;
    for (int32_t i = 0; i < run->plan->n_stores; i++) {
        const gm_store *s = &run->stores[i];
        int32_t n = run->plan->stores[i].n_bins;
        memcpy(&sum[l->bins_of[i]], s->bins, (size_t)n * sizeof *sum);
        bin = s->level < n ? s->level : n - 1;
        sum[l->bins_of[i] + (uint32_t)bin] += run->now_s - s->since_s;
    }
}

// Takes the maxima and begins new ones from what is there now.
static void take_max(gm_run *run, double *max)
{
    const gm_plan *plan = run->plan;
    *max++ = run->wip_max;
    run->wip_max = run->wip;
    for (int32_t i = 0; i < plan->n_stores; i++) {
        gm_store *s = &run->stores[i];
        *max++ = s->level_max;
        *max++ = s->wait_max_s;
        s->level_max = s->level;
        s->wait_max_s = 0.0;
    }
    for (int32_t i = 0; i < plan->n_sources; i++) {
        const gm_source *source = &run->sources[i];
        *max++ = source->outside > source->outside_max ? source->outside : source->outside_max;
        run->sources[i].outside_max = 0.0;
    }
    for (int32_t i = 0; i < plan->n_sinks + 2; i++) {
        *max++ = run->sinks[i].time_max_s;
        run->sinks[i].time_max_s = 0.0;
    }
    for (int32_t i = 0; i < plan->def->n_lines; i++) {
        *max++ = run->lines[i].wip_max;
        run->lines[i].wip_max = run->lines[i].wip;
    }
    for (int32_t i = 0; i < plan->n_conveyors; i++) {
        *max++ = gm_conveyor_take_max(run, i);
    }
    for (int32_t i = 0; i < plan->n_movings; i++) {
        *max++ = gm_moving_take_max(run, i);
    }
    for (int32_t i = 0; i < plan->n_transports; i++) {
        *max++ = gm_transport_take_max(run, i);
    }
    for (int32_t i = 0; i < plan->n_racks; i++) {
        *max++ = gm_rack_take_max(run, i);
    }
    for (int32_t i = 0; i < plan->def->n_grids; i++) {
        *max++ = gm_grid_take_max(run, i);
    }
    for (int32_t i = 0; i < plan->n_withins; i++) {
        *max++ = run->withins[i].time_max_s;
        run->withins[i].time_max_s = 0.0;
    }
    for (int32_t i = 0; i < plan->n_points; i++) {
        gm_passage *point = &run->points[i];
        *max++ = point->late_max;
        *max++ = point->early_max;
        *max++ = point->off_max;
        point->late_max = 0.0;
        point->early_max = 0.0;
        point->off_max = 0.0;
    }
}

void gm_snapshot_take(const gm_stats_layout *l, gm_run *run, gm_snapshot *out)
{
    out->time_s = run->now_s;
    take_sums(l, run, out->sum);
    take_max(run, out->max);
    if (out->has_bins) {
        take_bins(l, run, out->sum);
        for (int32_t i = 0; i < run->plan->n_sinks + 2; i++) {
            memcpy(&out->hist[i], run->sinks[i].hist, sizeof out->hist[i]);
        }
        for (int32_t i = 0; i < run->plan->n_variant_times; i++) {
            out->variant_times[i] = run->variant_times[i];
        }
    }
}

double gm_run_waits_since(const gm_run *run, int32_t station_i)
{
    const gm_machine *m = &run->machines[run->plan->stations[station_i].first_machine];
    gm_state state = gm_hold_state(m->hold);
    if (!waits_in(state)) {
        return (double)INFINITY;
    }
    return m->has_waited ? m->wait_began_s : m->since_s;
}

double gm_window_max(const gm_stats_window *w, uint32_t row)
{
    double max = w->series[w->from + 1].max[row];
    for (int32_t i = w->from + 2; i <= w->to; i++) {
        max = w->series[i].max[row] > max ? w->series[i].max[row] : max;
    }
    return max;
}
