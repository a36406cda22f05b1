// SPDX-License-Identifier: MIT

#include "battery/charge.h"

#include "battery/experiment.h"

#include "cell/metal.h"

#include <math.h>

#define NO_RATE      1e-3 // of the first current: below it nothing is charged any more
#define GUARD_RATE   40.0 // C: where only a voltage or the like bounds, as what is tried first
#define PREHEAT_S    86400.0
#define SECONDS_1C   3600.0
#define ZERO_C_K     273.15
#define DEFAULT_FROM 0.1
#define DEFAULT_TO   0.8

const char *gm_charge_binds_text(gm_charge_binds binds)
{
    static const char *const texts[GM_BINDS_COUNT] = {
        [GM_BINDS_NOTHING] = "40C, as no current is given",
        [GM_BINDS_CURRENT] = "current of the cell",
        [GM_BINDS_CRITICAL] = "critical current density",
        [GM_BINDS_CHARGER_CURRENT] = "current of the charger",
        [GM_BINDS_CHARGER_POWER] = "power of the charger",
        [GM_BINDS_CHARGER_VOLTAGE] = "voltage of the charger",
        [GM_BINDS_VOLTAGE] = "voltage of the cell",
        [GM_BINDS_PLATING] = "plating margin",
        [GM_BINDS_TEMPERATURE] = "temperature",
        [GM_BINDS_WARMING] = "rise of temperature",
    };
    return texts[binds];
}

// "300 mV"; "" of one that is the charger's or the sum of several.
static const char *limit_text(const gm_charge_result *r, gm_arena *arena)
{
    double at = r->last_at;
    return r->last == GM_BINDS_VOLTAGE   ? gm_arena_printf(arena, " of %.4g V", at)
           : r->last == GM_BINDS_PLATING ? gm_arena_printf(arena, " of %.4g mV", 1e3 * at)
           : r->last == GM_BINDS_TEMPERATURE
               ? gm_arena_printf(arena, " of at most %.6g degC", at - ZERO_C_K)
           : r->last == GM_BINDS_WARMING ? gm_arena_printf(arena, " of at most %.3g K/s", at)
                                         : "";
}

const char *gm_charge_end_text(const gm_charge_result *r, gm_arena *arena)
{
    static const char *const warm[] = {
        [GM_WARM_OTHER] = "",
        [GM_WARM_START] = "; it begins above that",
        [GM_WARM_COOLANT] = "; its coolant is above that",
        [GM_WARM_UNCOOLED] = "; the cell has no `cooling:` to a coolant",
    };
    if (r->end.why == GM_MARCH_NO_STATE) {
        return gm_arena_printf(arena, "%s%s", gm_march_end_text(&r->end, arena), warm[r->warm]);
    }
    if (r->end.why != GM_MARCH_NO_CURRENT) {
        return gm_march_end_text(&r->end, arena);
    }
    return gm_arena_printf(arena, "the %s%s lets nothing flow any more%s",
                           gm_charge_binds_text(r->last), limit_text(r, arena), warm[r->warm]);
}

gm_charge gm_charge_default(void)
{
    return (gm_charge){.from = DEFAULT_FROM,
                       .to = DEFAULT_TO,
                       .start_k = GM_CELL_T_REF_K,
                       .coolant_k = GM_CELL_T_REF_K,
                       .efficiency = 1.0,
                       .series = 1,
                       .parallel = 1,
                       .margin_v = 0.010,
                       .has_margin = true,
                       .most_s = 86400.0};
}

// ---- limits

// The bounds of a leg, and what each of them stands for.
typedef struct limits {
    gm_cell_leg leg;
    gm_charge_binds binds[GM_LEG_BOUNDS];
} limits;

static void add(limits *l, gm_charge_binds binds, gm_cell_bound bound)
{
    l->binds[l->leg.n_bounds] = binds;
    l->leg.bounds[l->leg.n_bounds++] = bound;
}

// The smallest of several that bound the same from above; 0 is none.
static void smaller(double *value, gm_charge_binds *binds, double other, gm_charge_binds of)
{
    if (other > 0.0 && (*value <= 0.0 || other < *value)) {
        *value = other;
        *binds = of;
    }
}

// Currents of the worst cell, A/m2 > 0. 0: none is given.
static double least_current(const gm_cell *cell, const gm_charge *c, gm_charge_binds *binds)
{
    double least = 0.0;
    double per_area = (1.0 + c->more_load) / cell->area_m2;
    smaller(&least, binds, c->current_a / cell->area_m2, GM_BINDS_CURRENT);
    smaller(&least, binds, c->charger_a / c->parallel * per_area, GM_BINDS_CHARGER_CURRENT);
    return least;
}

static void set_bounds(const gm_cell *cell, const gm_cell_balance *balance, const gm_charge *c,
                       limits *l)
{
    gm_charge_binds by = GM_BINDS_NOTHING;
    double current = least_current(cell, c, &by);
    double power_w = c->charger_w * c->efficiency / ((double)c->series * c->parallel);
    bool has_first = current > 0.0 || power_w > 0.0;
    if (current > 0.0 || !has_first) {
        double guard = GUARD_RATE * balance->charge / SECONDS_1C;
        add(l, by, (gm_cell_bound){GM_CELL_CURRENT, true, current > 0.0 ? -current : -guard});
    }
    if (power_w > 0.0) {
        double share = (1.0 + c->more_load) / cell->area_m2;
        add(l, GM_BINDS_CHARGER_POWER, (gm_cell_bound){GM_CELL_POWER, true, -power_w * share});
    }
    double volts = c->most_v > 0.0 ? c->most_v : cell->high_v;
    by = GM_BINDS_VOLTAGE;
    smaller(&volts, &by, c->charger_v / c->series, GM_BINDS_CHARGER_VOLTAGE);
    add(l, by, (gm_cell_bound){GM_CELL_VOLTAGE, false, volts});
    if (cell->metal.is_there && cell->metal.critical_a_m2 > 0.0) {
        l->leg.bounds_e_j_mol[l->leg.n_bounds] = cell->metal.critical_e_j_mol;
        add(l, GM_BINDS_CRITICAL,
            (gm_cell_bound){GM_CELL_CURRENT, true, -cell->metal.critical_a_m2});
    }
    if (c->has_margin && !cell->metal.is_there) {
        add(l, GM_BINDS_PLATING, (gm_cell_bound){GM_CELL_PLATING, true, c->margin_v});
    }
    if (!c->is_isothermal && c->warming_k_s > 0.0) {
        add(l, GM_BINDS_WARMING, (gm_cell_bound){GM_CELL_WARMING, false, c->warming_k_s});
    }
    if (!c->is_isothermal && c->most_k > 0.0) {
        add(l, GM_BINDS_TEMPERATURE, (gm_cell_bound){GM_CELL_TEMPERATURE, false, c->most_k});
    }
}

// Of the worst cell, whose charge moves by more_load faster.
static double worst_soc(const gm_charge *c, double soc)
{
    return c->from + (soc - c->from) * (1.0 + c->more_load);
}

static double pack_soc(const gm_charge *c, double soc)
{
    return c->from + (soc - c->from) / (1.0 + c->more_load);
}

static void set_leg(const gm_cell *cell, const gm_cell_balance *balance, const gm_charge *c,
                    limits *l)
{
    *l = (limits){.leg = {.kind = GM_LEG_WITHIN, .coolant_k = c->coolant_k - c->colder_k}};
    set_bounds(cell, balance, c, l);
    l->leg.n_ends = 2;
    l->leg.ends[0] = (gm_cell_bound){GM_CELL_SOC, false, worst_soc(c, c->to)};
    l->leg.ends[1] = (gm_cell_bound){GM_CELL_TIME, false, c->most_s};
    l->leg.least_current = NO_RATE * balance->charge / SECONDS_1C;
}

// ---- what comes of it

static void add_span(const gm_charge *c, const limits *l, const gm_march_point *p,
                     gm_charge_result *out)
{
    gm_charge_binds binds = l->binds[p->held];
    gm_charge_span *last = out->n_spans > 0 ? &out->spans[out->n_spans - 1] : NULL;
    double soc = pack_soc(c, p->soc);
    if (last && last->binds != binds) {
        last->to_s = p->leg_s;
        last->to = soc;
    }
    if (!last || last->binds != binds) {
        out->spans[out->n_spans++] = (gm_charge_span){binds, p->leg_s, p->leg_s, soc, soc};
        return;
    }
    last->to_s = p->leg_s;
    last->to = soc;
}

// Of a mean cell where the load is shared unevenly.
static void sum_up(const gm_cell *cell, const gm_charge *c, const limits *l,
                   gm_charge_result *out)
{
    const gm_trace *t = &out->trace;
    double area = cell->area_m2;
    double mean = area / (1.0 + c->more_load);
    double cells = (double)c->series * c->parallel;
    out->spans = GM_NEW(t->arena, gm_charge_span, t->n > 0 ? t->n : 1);
    out->least_plating_v = HUGE_VAL;
    for (int32_t i = 0; i < t->n; i++) {
        const gm_march_point *p = &t->points[i];
        double power = -p->view.current * p->view.voltage_v * mean;
        add_span(c, l, p, out);
        out->peak_w = fmax(out->peak_w, power * cells);
        out->peak_a = fmax(out->peak_a, -p->view.current * mean);
        out->highest_k = fmax(out->highest_k, p->view.temperature_k);
        out->least_plating_v = fmin(out->least_plating_v, p->view.plating_v);
    }
    if (t->n == 0) {
        return;
    }
    const gm_march_point *last = &t->points[t->n - 1];
    out->energy_j = (t->points[0].energy - last->energy) * mean;
    out->heat_j = (last->heat - t->points[0].heat) * area;
    out->time_s = last->leg_s;
    out->soc = pack_soc(c, last->soc);
    out->end_k = last->view.temperature_k;
    if (out->time_s > 0.0) {
        out->mean_rate = (out->soc - c->from) / out->time_s;
        out->mean_w = out->energy_j * cells / out->time_s;
    }
}

// ---- the run

static double heat_capacity(const gm_cell *cell)
{
    return (cell->thermal.stack_j_m2k + cell->thermal.shell_j_m2k) * cell->area_m2;
}

// False: the heater does not bring it there.
static bool preheat(const gm_cell *cell, const gm_charge *c, gm_march *march,
                    gm_charge_result *out)
{
    gm_cell_leg leg = {.kind = GM_LEG_HOLD,
                       .of = GM_CELL_CURRENT,
                       .n_ends = 2,
                       .ends = {{GM_CELL_TEMPERATURE, false, c->preheat_k - c->colder_k},
                                {GM_CELL_TIME, false, PREHEAT_S}},
                       .coolant_k = c->coolant_k - c->colder_k,
                       .heater_w_m2 = c->heater_w / cell->area_m2};
    out->end = gm_march_run(march, &leg, 0);
    out->preheat_s = march->model.ops->now(march->model.self)->time_s;
    out->preheat_j = c->heater_w * out->preheat_s;
    return out->end.why == GM_MARCH_MET && out->end.which == 0;
}

static bool is_preheated_on_the_way(const gm_charge *c)
{
    return c->preheat_k > c->start_k && c->heater_w <= 0.0;
}

// One go, the temperature met as far ahead as it says.
static void run_ahead(const gm_cell *cell, const gm_cell_balance *balance, const gm_charge *c,
                      double ahead_s, gm_arena *arena, gm_charge_result *out)
{
    *out = (gm_charge_result){.ahead_s = ahead_s, .trace = gm_trace_init(arena)};
    double begin_k = is_preheated_on_the_way(c) ? c->preheat_k : c->start_k;
    gm_session_ask ask = {.model = c->model,
                          .grid = c->grid,
                          .tolerance_v = c->tolerance_v,
                          .soc = c->from,
                          .temperature_k = begin_k - c->colder_k,
                          .is_isothermal = c->is_isothermal};
    gm_march march = gm_session_begin(cell, balance, &ask, arena);
    if (is_preheated_on_the_way(c)) {
        out->preheat_j = (c->preheat_k - c->start_k) * heat_capacity(cell);
    } else if (c->preheat_k > c->start_k && !preheat(cell, c, &march, out)) {
        out->verdict = GM_CHARGE_SHORT;
        return;
    }
    limits l;
    set_leg(cell, balance, c, &l);
    l.leg.ahead_s = ahead_s;
    march.watch = gm_trace_add;
    march.user = &out->trace;
    out->end = gm_march_run(&march, &l.leg, 1);
    if (out->end.why == GM_MARCH_NO_CURRENT) {
        out->last = l.binds[out->end.which];
        out->last_at = l.leg.bounds[out->end.which].value;
    }
    out->verdict = out->end.why != GM_MARCH_MET ? GM_CHARGE_SHORT
                   : out->end.which == 1        ? GM_CHARGE_LATE
                                                : GM_CHARGE_DONE;
    sum_up(cell, c, &l, out);
}

static gm_charge_warm warm_of(const gm_cell *cell, const gm_charge *c)
{
    double start_k = is_preheated_on_the_way(c) ? c->preheat_k : c->start_k;
    return c->most_k <= 0.0                         ? GM_WARM_OTHER
           : start_k - c->colder_k > c->most_k      ? GM_WARM_START
           : c->coolant_k - c->colder_k > c->most_k ? GM_WARM_COOLANT
           : cell->thermal.outer_w_m2k <= 0.0       ? GM_WARM_UNCOOLED
                                                    : GM_WARM_OTHER;
}

// Particles that relax give heat. Where a temperature is met at full rate that may be more than leaves, so
// that not even a rest would hold it.
static bool is_too_warm(const gm_charge_result *r)
{
    bool is_held = r->end.why == GM_MARCH_NO_CURRENT || r->end.why == GM_MARCH_NO_STATE;
    return r->verdict == GM_CHARGE_SHORT && is_held && r->end.of == GM_CELL_TEMPERATURE;
}

void gm_charge_run(const gm_cell *cell, const gm_cell_balance *balance, const gm_charge *c,
                   gm_arena *arena, gm_charge_result *out)
{
    static const double aheads_s[] = {3.0, 10.0, 30.0, 100.0, 300.0, 1000.0};
    if (!c->is_isothermal && cell->thermal.stack_j_m2k <= 0.0) {
        *out = (gm_charge_result){.verdict = GM_CHARGE_NO_HEAT, .trace = gm_trace_init(arena)};
        return;
    }
    run_ahead(cell, balance, c, 0.0, arena, out);
    bool is_open = is_too_warm(out);
    for (size_t i = 0; is_open && i < sizeof aheads_s / sizeof aheads_s[0]; i++) {
        gm_charge_result other;
        run_ahead(cell, balance, c, aheads_s[i], arena, &other);
        bool is_answer = other.end.why == GM_MARCH_MET || other.end.why == GM_MARCH_NO_CURRENT;
        if (is_answer && !is_too_warm(&other)) {
            *out = other;
            is_open = false;
        }
    }
    out->warm = is_too_warm(out) ? warm_of(cell, c) : GM_WARM_OTHER;
}
