// SPDX-License-Identifier: MIT

#include "vehicle/car_of_def.h"

#include <math.h>

#define SOCS       21
#define KELVINS    6
#define LOW_K      253.15 // temperatures that cars are driven at
#define HIGH_K     323.15
#define PULSE_S    10.0
#define PULSE_C    1.0
#define MOST_C     20.0
#define LEAST_C    0.05 // below it no pulse is tried
#define SECONDS_1C 3600.0
#define LEAST_SOC  0.02 // from there on it gives

// A cell after some seconds of a current.
typedef struct pulse {
    double current; // A/m2; 0: none could be held
    double open_v;
    double ohm_m2;
} pulse;

typedef struct maker {
    const gm_cell_answer *cell;
    gm_arena scratch; // of one pulse
} maker;

static gm_march march_at(maker *m, double soc, double kelvin)
{
    gm_session_ask ask = {
        .grid = {10, 5, 10, 10}, .soc = soc, .temperature_k = kelvin, .is_isothermal = true};
    gm_arena_reset(&m->scratch);
    return gm_session_begin(&m->cell->cell, &m->cell->balance, &ask, &m->scratch);
}

static pulse try_pulse(maker *m, double soc, double kelvin, double current)
{
    gm_march march = march_at(m, soc, kelvin);
    pulse out = {.open_v = gm_march_measure(&march, GM_CELL_VOLTAGE)};
    gm_cell_leg leg = {.kind = GM_LEG_HOLD,
                       .of = GM_CELL_CURRENT,
                       .value = current,
                       .n_ends = 1,
                       .ends = {{GM_CELL_TIME, false, PULSE_S}},
                       .coolant_k = kelvin};
    gm_march_end end = gm_march_run(&march, &leg, 0);
    double end_v = gm_march_measure(&march, GM_CELL_VOLTAGE);
    if (end.why == GM_MARCH_MET && end_v > 0.0) {
        out.current = current;
        out.ohm_m2 = (out.open_v - end_v) / current;
    }
    return out;
}

// With less current where the cell cannot do more, in the cold and at its ends; where it gives none, by taking.
static pulse pulse_at(maker *m, double soc, double kelvin)
{
    double one_c = m->cell->balance.charge / SECONDS_1C;
    pulse p = {0};
    for (double rate = PULSE_C; rate > LEAST_C && p.current == 0.0; rate *= 0.5) {
        p = try_pulse(m, soc, kelvin, soc < LEAST_SOC ? -rate * one_c : rate * one_c);
    }
    return p;
}

// What a pair takes at the end of some seconds, W/m2, as much as its voltage and plating let it.
static double most_in(maker *m, double soc, double kelvin)
{
    const gm_cell *cell = &m->cell->cell;
    double one_c = m->cell->balance.charge / SECONDS_1C;
    gm_march march = march_at(m, soc, kelvin);
    gm_cell_leg leg = {.kind = GM_LEG_WITHIN,
                       .n_bounds = cell->metal.is_there ? 2 : 3,
                       .bounds = {{GM_CELL_CURRENT, true, -MOST_C * one_c},
                                  {GM_CELL_VOLTAGE, false, cell->high_v},
                                  {GM_CELL_PLATING, true, 0.0}},
                       .n_ends = 1,
                       .ends = {{GM_CELL_TIME, false, PULSE_S}},
                       .coolant_k = kelvin};
    gm_march_end end = gm_march_run(&march, &leg, 0);
    double watts = -gm_march_measure(&march, GM_CELL_POWER);
    return end.why == GM_MARCH_MET && watts > 0.0 ? watts : 0.0;
}

// Of one cell.
static gm_pack_point point_of(maker *m, double soc, double kelvin)
{
    const gm_cell *cell = &m->cell->cell;
    pulse p = pulse_at(m, soc, kelvin);
    double ohm = p.ohm_m2 / cell->area_m2;
    double low_v = fmin(cell->low_v, p.open_v);
    return (gm_pack_point){
        .open_v = p.open_v,
        .ohm = ohm,
        .most_in_w = most_in(m, soc, kelvin) * cell->area_m2,
        .most_out_w = ohm > 0.0 ? low_v * (p.open_v - low_v) / ohm : 0.0,
    };
}

static gm_mesh_axis kelvins_of(const gm_cell *cell)
{
    double from = fmax(cell->low_k, LOW_K);
    double to = fmin(cell->high_k > 0.0 ? cell->high_k : HIGH_K, HIGH_K);
    return (gm_mesh_axis){from, to > from ? to : from, to > from ? KELVINS : 1};
}

gm_pack gm_pack_of_cell(const gm_cell_answer *cell, const gm_car_pack_def *def, gm_arena *arena)
{
    double cells = (double)def->series * def->parallel;
    gm_mesh_axis socs = {0.0, 1.0, SOCS};
    gm_mesh_axis kelvins = kelvins_of(&cell->cell);
    gm_pack_point *points = GM_NEW(arena, gm_pack_point, SOCS * kelvins.n);
    maker m = {.cell = cell};
    double step_k = kelvins.n > 1 ? (kelvins.to - kelvins.from) / (kelvins.n - 1) : 0.0;
    for (int32_t i = 0; i < SOCS; i++) {
        for (int32_t k = 0; k < kelvins.n; k++) {
            double soc = (double)i / (SOCS - 1);
            gm_pack_point p = point_of(&m, soc, kelvins.from + k * step_k);
            points[i * kelvins.n + k] =
                (gm_pack_point){p.open_v * def->series, p.ohm * def->series / def->parallel,
                                p.most_in_w * cells, p.most_out_w * cells};
        }
    }
    gm_arena_fini(&m.scratch);
    const gm_cell_thermal *thermal = &cell->cell.thermal;
    double area = cell->cell.area_m2;
    gm_pack pack = {.capacity_c = cell->balance.charge * area * def->parallel,
                    .heat_j_k = (thermal->stack_j_m2k + thermal->shell_j_m2k) * area * cells};
    gm_pack_set_points(&pack, socs, kelvins, points);
    return pack;
}
