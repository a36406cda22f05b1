// SPDX-License-Identifier: MIT

#include "car/procedure.h"

#include "core/assert.h"

#define KM_H       (1.0 / 3.6)
#define MPH        0.44704
#define CHUNK_S    10.0     // of a steady segment, between looks at the charge
#define MOST_S     864000.0 // of a steady segment
#define LAST_SHARE 0.07     // of the charge, kept for the last steady segment
#define CITY_SHARE 0.55     // of the label, 40 CFR 600.210
#define LABEL      0.7      // of what was driven, the same

// ---- segments

typedef struct test {
    const gm_car *car;
    const gm_surroundings *in;
    gm_car_state *state;
    gm_arena *arena;
    gm_procedure_result *out;
    bool is_empty;
} test;

static gm_procedure_leg *begin_leg(test *t, const char *name)
{
    GM_REQUIRE(t->out->n_legs < GM_PROCEDURE_LEGS);
    gm_procedure_leg *leg = &t->out->legs[t->out->n_legs++];
    *leg = (gm_procedure_leg){.name = name};
    return leg;
}

static void add(test *t, const gm_cycle *cycle, gm_procedure_leg *leg)
{
    gm_car_drive_result r = gm_car_drive(t->car, cycle, t->in, t->state, NULL);
    leg->distance_m += r.distance_m;
    leg->energy_j += r.energy.terminal;
    t->out->n_missed += r.n_missed;
    t->is_empty = r.empty_at > 0;
}

static void drive(test *t, const gm_cycle *cycle)
{
    if (!t->is_empty) {
        add(t, cycle, begin_leg(t, cycle->name));
    }
}

static gm_cycle known(test *t, const char *name)
{
    gm_cycle cycle;
    bool is_there = gm_cycle_find(name, t->arena, &cycle);
    GM_REQUIRE(is_there);
    return cycle;
}

// Points first to last of a cycle, from a time of 0.
static gm_cycle part_of(const gm_cycle *cycle, int32_t first, int32_t last, const char *name,
                        gm_arena *arena)
{
    int32_t n = last - first + 1;
    double *time_s = GM_NEW(arena, double, n);
    for (int32_t i = 0; i < n; i++) {
        time_s[i] = cycle->time_s[first + i] - cycle->time_s[first];
    }
    return (gm_cycle){.name = name,
                      .n = n,
                      .time_s = time_s,
                      .speed_m_s = cycle->speed_m_s + first,
                      .n_phases = 1,
                      .phase_end = {n - 1}};
}

// Until so much charge is left.
static void steady(test *t, double speed_m_s, double until_soc)
{
    if (t->is_empty) {
        return;
    }
    gm_cycle chunk = gm_cycle_steady(speed_m_s, CHUNK_S, t->arena);
    gm_procedure_leg *leg = begin_leg(t, "steady");
    double driven_s = 0.0;
    t->state->speed_m_s = speed_m_s;
    while (!t->is_empty && t->state->soc > until_soc && driven_s < MOST_S) {
        add(t, &chunk, leg);
        driven_s += CHUNK_S;
    }
    t->state->speed_m_s = 0.0;
}

// The first dynamic segment, and what a steady one has to leave for the second.
static double left_for_second(const test *t, double before_soc)
{
    const gm_pack *pack = &t->car->pack;
    return pack->least_soc + (before_soc - t->state->soc) +
           LAST_SHARE * (pack->most_soc - pack->least_soc);
}

// ---- what comes of it

static void sum_up(test *t)
{
    gm_procedure_result *out = t->out;
    for (int32_t i = 0; i < out->n_legs; i++) {
        out->usable_j += out->legs[i].energy_j;
        out->distance_m += out->legs[i].distance_m;
    }
}

// One cycle was driven n times, each of legs from[i] on, `length` of them. The first repeat weighs as its share of
// the energy is, the others the rest in equal parts.
static void add_cycle(test *t, const char *name, const int32_t *from, int32_t n, int32_t length)
{
    gm_procedure_result *out = t->out;
    double j_m = 0.0;
    double first = 0.0;
    for (int32_t i = 0; i < n; i++) {
        double energy = 0.0;
        double distance = 0.0;
        for (int32_t k = from[i]; k < from[i] + length; k++) {
            energy += out->legs[k].energy_j;
            distance += out->legs[k].distance_m;
        }
        first = i == 0 ? energy / out->usable_j : first;
        j_m += energy / distance * (i == 0 ? first : (1.0 - first) / (n - 1));
    }
    out->cycles[out->n_cycles++] = (gm_procedure_cycle){name, j_m, out->usable_j / j_m};
}

static void take_first(gm_procedure_result *out)
{
    out->j_m = out->cycles[0].j_m;
    out->range_m = out->label_range_m = out->cycles[0].range_m;
}

// ---- the procedures

static void drive_cltc(test *t)
{
    static const int32_t from[] = {0, 1, 3, 4};
    gm_cycle cltc = known(t, "CLTC-P");
    for (int k = 0; k < 2; k++) {
        double before = t->state->soc;
        drive(t, &cltc);
        drive(t, &cltc);
        steady(t, 100.0 * KM_H, k == 0 ? left_for_second(t, before) : 0.0);
    }
    sum_up(t);
    t->out->is_whole = t->out->n_legs == 6;
    if (t->out->is_whole) {
        add_cycle(t, "CLTC-P", from, 4, 1);
        take_first(t->out);
    }
}

static void drive_wltp(test *t)
{
    static const int32_t of_whole[] = {0, 4};
    static const int32_t of_city[] = {0, 2, 4, 6};
    gm_cycle wltc = known(t, "WLTC-3b");
    int32_t middle = wltc.phase_end[1];
    gm_cycle city = part_of(&wltc, 0, middle, "city", t->arena);
    gm_cycle rest = part_of(&wltc, middle, wltc.n - 1, "high", t->arena);
    for (int k = 0; k < 2; k++) {
        double before = t->state->soc;
        drive(t, &city);
        drive(t, &rest);
        drive(t, &city);
        steady(t, 100.0 * KM_H, k == 0 ? left_for_second(t, before) : 0.0);
    }
    sum_up(t);
    t->out->is_whole = t->out->n_legs == 8;
    if (t->out->is_whole) {
        add_cycle(t, "WLTC-3b", of_whole, 2, 2);
        add_cycle(t, "city", of_city, 4, 1);
        take_first(t->out);
    }
}

static void drive_epa(test *t)
{
    static const int32_t of_city[] = {0, 2, 4, 6};
    gm_cycle udds = known(t, "UDDS");
    gm_cycle hwfet = known(t, "HWFET");
    gm_procedure_result *out = t->out;
    for (int k = 0; k < 2; k++) {
        double before = t->state->soc;
        drive(t, &udds);
        drive(t, &hwfet);
        drive(t, &udds);
        steady(t, 65.0 * MPH, k == 0 ? left_for_second(t, before) : 0.0);
    }
    sum_up(t);
    out->is_whole = out->n_legs == 8;
    if (!out->is_whole) {
        return;
    }
    add_cycle(t, "UDDS", of_city, 4, 1);
    double highway = 0.5 * (out->legs[1].energy_j / out->legs[1].distance_m +
                            out->legs[5].energy_j / out->legs[5].distance_m);
    out->cycles[out->n_cycles++] =
        (gm_procedure_cycle){"HWFET", highway, out->usable_j / highway};
    out->j_m = CITY_SHARE * out->cycles[0].j_m + (1.0 - CITY_SHARE) * highway;
    out->range_m =
        CITY_SHARE * out->cycles[0].range_m + (1.0 - CITY_SHARE) * out->cycles[1].range_m;
    out->label_range_m = LABEL * out->range_m;
}

gm_procedure_result gm_procedure_drive(const gm_car *car, gm_procedure procedure,
                                       const gm_surroundings *in, gm_car_state *state,
                                       gm_arena *arena)
{
    gm_procedure_result out = {0};
    test t = {.car = car, .in = in, .state = state, .arena = arena, .out = &out};
    switch (procedure) {
    case GM_PROCEDURE_CLTC:
        drive_cltc(&t);
        break;
    case GM_PROCEDURE_WLTP:
        drive_wltp(&t);
        break;
    case GM_PROCEDURE_EPA:
        drive_epa(&t);
        break;
    case GM_PROCEDURE_NONE:
        GM_REQUIRE(false);
    }
    return out;
}
