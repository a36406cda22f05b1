// SPDX-License-Identifier: MIT

#include "twin/twin.h"

#include "twin/claim_plan.h"
#include "twin/headcount.h"
#include "twin/sketch.h"

#include <math.h>

// A run by count ends with what leaves the line, the moment of which is known there.
static bool ends_with_line(const gm_twin *twin, const gm_line_program *line)
{
    int32_t counter = twin->schedule.counter;
    int32_t last = line->ops[line->n_ops - 1].step_i;
    int32_t sink = line->sink_step_i;
    return counter == GM_NONE || twin->plan->steps[last].counter_i == counter ||
           (sink != GM_NONE && twin->plan->steps[sink].counter_i == counter);
}

static void set_line(gm_twin *twin, gm_arena *arena)
{
    twin->line = gm_line_program_create(twin->plan, arena, &twin->line_why);
    bool by_count = twin->schedule.counter != GM_NONE;
    const char *what = NULL;
    if (twin->line && twin->line->is_net && by_count) {
        what = "the run ends with a count, where parts part, meet, overtake or are scrapped";
    } else if (twin->line && !ends_with_line(twin, twin->line)) {
        what = "the run ends with a count that is not of what leaves the line";
    }
    if (what) {
        twin->line = NULL;
        twin->line_why = (gm_line_refusal){.text = what, .src = twin->model->clock.src};
    }
}

const gm_twin *gm_twin_create(const gm_model *model, gm_arena *arena, gm_diag *diag)
{
    int before = diag->count;
    gm_twin *twin = GM_NEW(arena, gm_twin, 1);
    twin->model = model;
    twin->plan = gm_plan_create(&model->plant, model->clock.civil,
                                gm_clock_horizon_s(&model->clock), arena, diag);
    if (!twin->plan) {
        gm_sketch_check_claims(model, arena, diag);
        return NULL;
    }
    twin->layout = gm_stats_layout_of(twin->plan, arena);
    twin->figures = gm_figures_create(twin->plan, arena);
    twin->schedule = gm_schedule_create(&model->clock, model->n_claims, model->claims,
                                        twin->plan, arena, diag);
    set_line(twin, arena);
    gm_claim_plan *claims = GM_NEW(arena, gm_claim_plan, model->n_claims);
    for (int32_t i = 0; i < model->n_claims; i++) {
        claims[i].def = &model->claims[i];
        gm_claim_plan_make(twin, &claims[i], arena, diag);
    }
    twin->claims = claims;
    twin->n_claims = model->n_claims;
    return diag->count == before ? twin : NULL;
}

// Attended seconds of a vehicle in a window.
static double hours_value(const gm_twin *twin, const gm_claim_plan *claim,
                          const gm_stats_window *w, double n_vehicles)
{
    const gm_model *model = twin->model;
    gm_headcount_span span = {
        .civil = model->clock.civil,
        .has_dates = model->clock.has_start,
        .from_s = w->series[w->from].time_s,
        .to_s = w->series[w->to].time_s,
    };
    double attended_s =
        gm_headcount_attended_s(&model->headcount, &model->plant, claim->basis, &span);
    return n_vehicles > 0.0 ? attended_s / n_vehicles : (double)NAN;
}

double gm_claim_value(const gm_twin *twin, const gm_claim_plan *claim,
                      const gm_stats_window *window)
{
    const gm_measure *m = &claim->def->measure;
    const gm_figure *f = &twin->figures.items[claim->figure_i];
    double value = gm_figure_value(f, window, m->argument);
    if (claim->is_hours) {
        return hours_value(twin, claim, window, value);
    }
    if (claim->is_rate) {
        return value / gm_window_length_s(window);
    }
    if (m->per) {
        value *= m->per_si / gm_window_length_s(window);
    }
    return value;
}
