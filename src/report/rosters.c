// SPDX-License-Identifier: MIT

#include "report/rosters.h"

#include <math.h>

#define MONTHS 12

// The series of a sink's count, or -1.
static int32_t series_of(const gm_replications *set, const char *counter)
{
    int32_t figure_i = gm_figures_find(&set->twin->figures, counter, "count", NULL);
    int32_t series_i = 0;
    while (series_i < set->n_series && set->series_of[series_i] != figure_i) {
        series_i++;
    }
    return series_i < set->n_series ? series_i : -1;
}

static double last_year_of(const gm_replications *set, const gm_replication *r,
                           int32_t series_i)
{
    double sum = 0.0;
    int32_t n = set->twin->schedule.n_intervals;
    for (int32_t i = n - MONTHS; i < n; i++) {
        sum += r->series[i * set->n_series + series_i];
    }
    return sum;
}

// Vehicles of the last twelve whole months, through the last sink.
static void count_vehicles(const gm_replications *set, gm_rosters *out, gm_arena *arena)
{
    const gm_plan *plan = set->twin->plan;
    bool by_month = set->twin->model->clock.series == GM_SERIES_MONTH;
    out->vehicles = (double)NAN;
    if (plan->n_sinks == 0 || !by_month || set->twin->schedule.n_intervals < MONTHS) {
        return;
    }
    out->counter = plan->steps[plan->sink_steps[plan->n_sinks - 1]].name;
    int32_t series_i = series_of(set, out->counter);
    double *shares = GM_NEW(arena, double, set->n + 1);
    double sum = 0.0;
    size_t n = 0;
    for (int32_t i = 0; i < set->n && series_i >= 0; i++) {
        const gm_replication *r = &set->items[i];
        double vehicles = r->is_done && !r->error ? last_year_of(set, r, series_i) : 0.0;
        if (vehicles > 0.0) {
            shares[n++] = 1.0 / vehicles;
            sum += vehicles;
        }
    }
    if (n > 0) {
        out->vehicles = sum / (double)n;
        out->years_per_vehicle = gm_mean_interval(shares, n, GM_CONFIDENCE);
    }
}

gm_rosters gm_rosters_of(const gm_replications *set, gm_arena *arena)
{
    const gm_model *model = set->twin->model;
    gm_rosters r = {.counter = NULL};
    r.dates[0] = gm_date_from_day(model->clock.civil.start_day);
    double last_s = model->clock.run_s > 1.0 ? model->clock.run_s - 1.0 : 0.0;
    r.dates[1] = gm_date_from_day(gm_civil_day(model->clock.civil, last_s));
    for (int i = 0; i < GM_ROSTER_DATES; i++) {
        r.at[i] = gm_headcount_at(&model->headcount, &model->plant, r.dates[i], arena);
    }
    count_vehicles(set, &r, arena);
    return r;
}

double gm_rosters_hours(const gm_rosters *r, int basis)
{
    if (isnan(r->vehicles) || r->vehicles <= 0.0) {
        return (double)NAN;
    }
    return gm_headcount_hours_per_unit(&r->at[1], (gm_staff_basis)basis, r->vehicles);
}

const gm_headcount_row *gm_roster_row(const gm_headcount *h, const gm_staff_row_def *def)
{
    for (int32_t i = 0; i < h->n_rows; i++) {
        if (h->rows[i].def == def) {
            return &h->rows[i];
        }
    }
    return NULL;
}
