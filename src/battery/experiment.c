// SPDX-License-Identifier: MIT

#include "battery/experiment.h"

#include "battery/aging_def.h"

#include "cell/metal.h"
#include "num/elementary.h"

#include <math.h>

#define MOST_S (1e5 * 3600.0) // that a step may take which says no time

bool gm_experiment_step_is_met(const gm_experiment_step_result *result)
{
    return result->end.why == GM_MARCH_MET || result->end.why == GM_MARCH_NO_CURRENT;
}

double gm_experiment_lost_c(const gm_cell *cell, const gm_cell_aged *aged)
{
    return GM_FARADAY * (aged->layer_mol_m2 + aged->dead_mol_m2) * cell->area_m2;
}

static const char *after(double time_s, gm_arena *arena)
{
    return time_s < 120.0 ? gm_arena_printf(arena, "after %.3g s", time_s)
                          : gm_arena_printf(arena, "after %.4g min", time_s / 60.0);
}

const char *gm_march_end_text(const gm_march_end *end, gm_arena *arena)
{
    static const char *const electrodes[] = {"negative electrode", "positive electrode"};
    const char *when = after(end->at_s, arena);
    switch (end->why) {
    case GM_MARCH_MET:
        return "its end is met";
    case GM_MARCH_PASSED:
        return gm_arena_printf(arena, "a limit is passed %s", when);
    case GM_MARCH_NO_CURRENT:
        return "within its limits nothing flows any more";
    case GM_MARCH_NO_STATE:
        return gm_arena_printf(arena, "no current does what is asked %s", when);
    case GM_MARCH_STARVED:
        return gm_arena_printf(
            arena, "the electrolyte is starved in the %s %s: %.3g mol/m3 of salt left",
            end->which < 0 ? "separator" : electrodes[end->which], when, end->value);
    case GM_MARCH_EMPTY:
    case GM_MARCH_FULL:
        return gm_arena_printf(arena, "particles of the %s are %s at their surface %s",
                               electrodes[end->which],
                               end->why == GM_MARCH_EMPTY ? "empty" : "full", when);
    case GM_MARCH_COLD:
    case GM_MARCH_HOT:
        return gm_arena_printf(arena, "%s it is %s %.1f degC, where its data %s", when,
                               end->why == GM_MARCH_COLD ? "below" : "beyond",
                               end->limit - 273.15,
                               end->why == GM_MARCH_COLD ? "begin" : "end");
    case GM_MARCH_ENDLESS:
        return gm_arena_printf(arena, "none of its ends comes within %.0f h", MOST_S / 3600.0);
    case GM_MARCH_LONG:
        break;
    }
    return gm_arena_printf(arena, "it takes too many steps, %s", when);
}

static bool has_time(const gm_cell_leg *leg)
{
    for (int32_t k = 0; k < leg->n_ends; k++) {
        if (leg->ends[k].of == GM_CELL_TIME) {
            return true;
        }
    }
    return leg->kind == GM_LEG_FOLLOW;
}

// With each end on the side on which the cell is not yet. What says no time has one end more: where something is
// held, the ends of the file may never come.
static gm_cell_leg leg_of(const gm_experiment_step *step, const gm_march *march)
{
    gm_cell_leg leg = step->leg;
    if (!has_time(&leg)) {
        leg.ends[leg.n_ends++] = (gm_cell_bound){GM_CELL_TIME, false, MOST_S};
    }
    for (int32_t k = 0; k < step->leg.n_ends; k++) {
        if (step->turns[k]) {
            leg.ends[k].is_least = gm_march_measure(march, leg.ends[k].of) > leg.ends[k].value;
        }
    }
    return leg;
}

// Of the points of a step.
static void sum_up(const gm_cell *cell, const gm_trace *trace, int32_t from,
                   gm_experiment_step_result *out)
{
    double area = cell->area_m2;
    out->least_plating_v = HUGE_VAL;
    for (int32_t i = from; i < trace->n; i++) {
        const gm_cell_view *v = &trace->points[i].view;
        out->highest_k = fmax(out->highest_k, v->temperature_k);
        out->least_plating_v = fmin(out->least_plating_v, v->plating_v);
        double critical = gm_metal_critical(&cell->metal, v->temperature_k);
        double share = critical > 0.0 ? -v->current / critical : 0.0;
        out->most_critical = fmax(out->most_critical, share);
    }
    if (from < trace->n) {
        const gm_march_point *first = &trace->points[from];
        const gm_march_point *last = &trace->points[trace->n - 1];
        out->begin_v = first->view.voltage_v;
        out->end_v = last->view.voltage_v;
        out->time_s = last->leg_s;
        out->energy_j = (last->energy - first->energy) * area;
        out->heat_j = (last->heat - first->heat) * area;
        out->charge_c = (last->view.charge - first->view.charge) * area;
        out->soc = last->soc;
    } else { // it could not begin
        out->begin_v = out->end_v = out->soc = GM_NAN;
        out->highest_k = out->least_plating_v = GM_NAN;
    }
}

void gm_experiment_run(const gm_cell *cell, const gm_cell_balance *balance,
                       const gm_experiment *experiment, gm_arena *arena,
                       gm_experiment_result *out)
{
    gm_march march = gm_session_begin(cell, balance, &experiment->start, arena);
    *out =
        (gm_experiment_result){.steps = GM_NEW(arena, gm_experiment_step_result, experiment->n),
                               .trace = gm_trace_init(arena),
                               .is_whole = true};
    out->ages = gm_cell_ages(&cell->aging) && march.model.ops->aged;
    march.watch = gm_trace_add;
    march.user = &out->trace;
    while (out->n < experiment->n && out->is_whole) {
        const gm_experiment_step *step = &experiment->steps[out->n];
        gm_experiment_step_result *result = &out->steps[out->n];
        gm_cell_leg leg = leg_of(step, &march);
        int32_t from = out->trace.n;
        result->end = gm_march_run(&march, &leg, out->n++);
        if (result->end.why == GM_MARCH_MET && result->end.which >= step->leg.n_ends) {
            result->end.why = GM_MARCH_ENDLESS;
        }
        sum_up(cell, &out->trace, from, result);
        if (out->ages) {
            march.model.ops->aged(march.model.self, &result->aged);
        }
        out->is_whole = gm_experiment_step_is_met(result);
    }
}
