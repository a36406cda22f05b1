// SPDX-License-Identifier: MIT

#include "battery/experiment.h"

#include "battery/aging_def.h"

#include "cell/metal.h"
#include "core/assert.h"
#include "num/elementary.h"

#include <math.h>

#define MOST_S   (1e5 * 3600.0) // that a step may take which says no time
#define ZERO_C_K 273.15
#define MOST_V   2.0 // of the upper voltage of a cell: beyond it none is left to charge

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

// "45 degC"
static const char *in_units(gm_cell_measure of, double value, gm_arena *arena)
{
    static const struct {
        const char *unit;
        double factor;
        double offset;
    } units[] = {
        [GM_CELL_CURRENT] = {"A/m2", 1.0, 0.0},
        [GM_CELL_VOLTAGE] = {"V", 1.0, 0.0},
        [GM_CELL_POWER] = {"W/m2", 1.0, 0.0},
        [GM_CELL_PLATING] = {"mV", 1e3, 0.0},
        [GM_CELL_TEMPERATURE] = {"degC", 1.0, -ZERO_C_K},
        [GM_CELL_WARMING] = {"K/s", 1.0, 0.0},
    };
    GM_REQUIRE(of <= GM_CELL_WARMING);
    return gm_arena_printf(arena, "%.6g %s", units[of].factor * (value + units[of].offset),
                           units[of].unit);
}

static const char *const quantities[] = {
    [GM_CELL_CURRENT] = "current",
    [GM_CELL_VOLTAGE] = "voltage",
    [GM_CELL_POWER] = "power",
    [GM_CELL_PLATING] = "potential to plating",
    [GM_CELL_TEMPERATURE] = "temperature",
    [GM_CELL_WARMING] = "rise of temperature",
};

// "no current holds the temperature at 45 degC after 12 s, where it is 50 degC"
static const char *no_state(const gm_march_end *end, const char *when, gm_arena *arena)
{
    const char *asked = in_units(end->of, end->limit, arena);
    if (end->of == GM_CELL_CURRENT || end->of == GM_CELL_POWER) {
        return gm_arena_printf(arena, "no voltage gives the %s of %s %s", quantities[end->of],
                               asked, when);
    }
    return gm_arena_printf(arena, "no current holds the %s at %s %s, where it is %s",
                           quantities[end->of], asked, when,
                           in_units(end->of, end->value, arena));
}

const char *gm_march_end_text(const gm_march_end *end, gm_arena *arena)
{
    static const char *const electrodes[] = {"negative electrode", "positive electrode"};
    const char *when = after(end->at_s, arena);
    switch (end->why) {
    case GM_MARCH_MET:
        return "its end is met";
    case GM_MARCH_PASSED:
        return gm_arena_printf(arena, "its %s passes %s %s", quantities[end->of],
                               in_units(end->of, end->limit, arena), when);
    case GM_MARCH_NO_CURRENT:
        return "within its limits nothing flows any more";
    case GM_MARCH_NO_STATE:
        return no_state(end, when, arena);
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
                               end->limit - ZERO_C_K,
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
// held, the ends of the file may never come. No cell is left that turns its voltage, or has twice what it may.
static gm_cell_leg leg_of(const gm_experiment_step *step, const gm_cell *cell,
                          const gm_march *march)
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
    if (leg.kind != GM_LEG_WITHIN && leg.of != GM_CELL_VOLTAGE) {
        leg.bounds[leg.n_bounds++] = (gm_cell_bound){GM_CELL_VOLTAGE, true, 0.0};
        leg.bounds[leg.n_bounds++] =
            (gm_cell_bound){GM_CELL_VOLTAGE, false, MOST_V * cell->high_v};
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
        gm_cell_leg leg = leg_of(step, cell, &march);
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
