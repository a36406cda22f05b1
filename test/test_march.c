// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "marquis_cell.h"
#include "told.h"

#include "cell/dfn.h"
#include "cell/march.h"

static gm_arena arena;
static gm_cell cell;

static void setup(void)
{
    gm_arena_init(&arena, 0);
    cell = marquis_cell(&arena);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

static gm_march begin(double temperature_k)
{
    const gm_cell_grid grid = {20, 20, 20, 20};
    gm_dfn *dfn = gm_dfn_create(&cell, &grid, &arena);
    gm_march m = gm_march_begin(gm_dfn_model(dfn), &cell.thermal, marquis_full, temperature_k);
    m.capacity = 24.0 * 3600.0;
    m.soc_begin = 1.0;
    return m;
}

static gm_cell_leg hold(gm_cell_measure of, double value, gm_cell_bound end)
{
    return (gm_cell_leg){.kind = GM_LEG_HOLD,
                         .of = of,
                         .value = value,
                         .n_ends = 1,
                         .ends = {end},
                         .coolant_k = 298.15};
}

static void discharge_to(gm_march *m, double soc)
{
    gm_cell_leg leg = hold(GM_CELL_CURRENT, 24.0, (gm_cell_bound){GM_CELL_SOC, true, soc});
    ck_assert_int_eq(gm_march_run(m, &leg, 0).why, GM_MARCH_MET);
    leg = hold(GM_CELL_CURRENT, 0.0, (gm_cell_bound){GM_CELL_TIME, false, 3600.0});
    ck_assert_int_eq(gm_march_run(m, &leg, 0).why, GM_MARCH_MET);
}

// ---- legs

START_TEST(a_leg_ends_on_what_it_meets)
{
    static const struct {
        gm_cell_bound end;
        double tolerance;
    } ends[] = {{{GM_CELL_TIME, false, 1000.0}, 1e-6},
                {{GM_CELL_VOLTAGE, true, 3.6}, 3e-5},
                {{GM_CELL_SOC, true, 0.8}, 1e-8},
                {{GM_CELL_POWER, true, -24.0 * 4.0}, 1e-3}};
    gm_march m = begin(298.15);
    double current = _i == 3 ? -24.0 : 24.0;
    discharge_to(&m, 0.9);
    gm_cell_bound end = ends[_i].end;
    gm_cell_leg leg = hold(GM_CELL_CURRENT, current, end);
    gm_march_end how = gm_march_run(&m, &leg, 1);
    ck_assert_int_eq(how.why, GM_MARCH_MET);
    ck_assert_int_eq(how.which, 0);
    ck_assert_double_eq_tol(gm_march_measure(&m, end.of), end.value, ends[_i].tolerance);
}
END_TEST

// Ten minutes of a current, in one leg and in legs of 10 s: where nothing jumps the steps stay long.
START_TEST(a_leg_goes_on_where_the_one_before_ended)
{
    gm_march whole = begin(298.15);
    gm_march parts = begin(298.15);
    gm_cell_leg leg = hold(GM_CELL_CURRENT, 24.0, (gm_cell_bound){GM_CELL_TIME, false, 600.0});
    ck_assert_int_eq(gm_march_run(&whole, &leg, 0).why, GM_MARCH_MET);
    leg.ends[0].value = 10.0;
    for (int i = 0; i < 60; i++) {
        leg.goes_on = i > 0;
        ck_assert_int_eq(gm_march_run(&parts, &leg, i).why, GM_MARCH_MET);
    }
    ck_assert_double_eq_tol(parts.point.view.time_s, 600.0, 1e-6);
    ck_assert_double_eq_tol(parts.point.view.voltage_v, whole.point.view.voltage_v, 2e-4);
    ck_assert_double_eq_tol(parts.point.view.charge, whole.point.view.charge, 1e-6);
    ck_assert_int_le(parts.n_steps, whole.n_steps + 120);
}
END_TEST

// ---- within bounds

typedef struct watch {
    const gm_cell_leg *leg;
    double stack_j_m2k;
    double lost_by_m2k; // per K above the coolant
    double over_v;
    double over_k;
    double over_share; // of the others
    int n_held[GM_LEG_BOUNDS];
} watch;

static void look(void *user, const gm_march_point *p)
{
    watch *w = user;
    w->n_held[p->held]++;
    for (int k = 0; k < w->leg->n_bounds; k++) {
        const gm_cell_bound *b = &w->leg->bounds[k];
        double warming =
            (p->view.heat - w->lost_by_m2k * (p->view.temperature_k - 298.15)) / w->stack_j_m2k;
        const double of[] = {
            p->view.current,   p->view.voltage_v,     p->view.current * p->view.voltage_v,
            p->view.plating_v, p->view.temperature_k, warming};
        double over = (of[b->of] - b->value) * (b->is_least ? -1.0 : 1.0);
        double *most = b->of == GM_CELL_TEMPERATURE                           ? &w->over_k
                       : b->of == GM_CELL_VOLTAGE || b->of == GM_CELL_PLATING ? &w->over_v
                                                                              : &w->over_share;
        double size = most == &w->over_share ? fabs(b->value) : 1.0;
        *most = fmax(*most, over / size);
        if (k == p->held) {
            ck_assert_double_le(fabs(over / size), 1e-4);
        }
    }
}

// O9: a bound is never passed by more than 0.1 mV or 0.1 mK, and each of them holds in its time.
START_TEST(a_charge_keeps_its_bounds)
{
    static const struct {
        gm_cell_bound bounds[3];
        double cooling_w_m2k;
        int n_held; // of the bounds
    } charges[] = {
        {{{GM_CELL_CURRENT, true, -144.0},
          {GM_CELL_POWER, true, -575.0},
          {GM_CELL_VOLTAGE, false, 4.02}},
         30.0,
         3},
        {{{GM_CELL_POWER, true, -570.0},
          {GM_CELL_PLATING, true, 0.13},
          {GM_CELL_VOLTAGE, false, 3.978}},
         30.0,
         3},
        {{{GM_CELL_CURRENT, true, -144.0},
          {GM_CELL_TEMPERATURE, false, 305.15},
          {GM_CELL_VOLTAGE, false, 4.02}},
         3.0,
         3},
        {{{GM_CELL_CURRENT, true, -240.0},
          {GM_CELL_WARMING, false, 0.03},
          {GM_CELL_TEMPERATURE, false, 303.15}},
         3.0,
         2},
        {{{GM_CELL_CURRENT, true, -2400.0},
          {GM_CELL_VOLTAGE, false, 3.98},
          {GM_CELL_PLATING, true, 0.15}},
         3.0,
         2},
    };
    cell.thermal =
        (gm_cell_thermal){.stack_j_m2k = 600.0, .outer_w_m2k = charges[_i].cooling_w_m2k};
    gm_march m = begin(298.15);
    discharge_to(&m, 0.2);
    gm_cell_leg leg = {.kind = GM_LEG_WITHIN,
                       .n_bounds = 3,
                       .n_ends = 1,
                       .ends = {{GM_CELL_SOC, false, 0.85}},
                       .least_current = 0.24,
                       .coolant_k = 298.15};
    memcpy(leg.bounds, charges[_i].bounds, sizeof charges[_i].bounds);
    watch w = {.leg = &leg, .stack_j_m2k = 600.0, .lost_by_m2k = charges[_i].cooling_w_m2k};
    m.watch = look;
    m.user = &w;
    gm_march_end end = gm_march_run(&m, &leg, 1);
    ck_assert_int_eq(end.why, GM_MARCH_MET);
    gm_told_le("voltage and plating margin in a charge", "their limits", 1e3 * w.over_v, 0.1,
               "mV");
    gm_told_le("temperature in a charge", "its limit", 1e3 * w.over_k, 0.1, "mK");
    ck_assert_double_le(w.over_share, 1e-5);
    ck_assert_int_eq((w.n_held[0] > 1) + (w.n_held[1] > 1) + (w.n_held[2] > 1),
                     charges[_i].n_held);
}
END_TEST

// ---- other legs

// Constant current, then constant voltage until the current is small: what a charger of cells does.
START_TEST(a_charge_by_current_then_voltage_takes_its_course)
{
    gm_march m = begin(298.15);
    discharge_to(&m, 0.3);
    gm_cell_leg leg =
        hold(GM_CELL_CURRENT, -24.0, (gm_cell_bound){GM_CELL_VOLTAGE, false, 4.0});
    ck_assert_int_eq(gm_march_run(&m, &leg, 1).why, GM_MARCH_MET);
    ck_assert_double_eq_tol(m.point.view.voltage_v, 4.0, 3e-5);
    leg = hold(GM_CELL_VOLTAGE, 4.0, (gm_cell_bound){GM_CELL_CURRENT, false, -1.2});
    ck_assert_int_eq(gm_march_run(&m, &leg, 2).why, GM_MARCH_MET);
    ck_assert_double_eq_tol(m.point.view.current, -1.2, 1e-5);
    ck_assert_double_eq_tol(m.point.view.voltage_v, 4.0, 1e-5);
}
END_TEST

// The charge that a profile of the current moves is its own integral: ramps, a jump, a rest.
START_TEST(a_profile_is_followed)
{
    static const double time_s[] = {0.0, 10.0, 40.0, 40.0, 60.0, 60.0, 90.0};
    static const double value[] = {0.0, 48.0, 24.0, -24.0, -24.0, 0.0, 0.0};
    gm_march m = begin(298.15);
    gm_cell_leg leg = {.kind = GM_LEG_FOLLOW,
                       .of = GM_CELL_CURRENT,
                       .profile = {7, time_s, value},
                       .coolant_k = 298.15};
    gm_march_end end = gm_march_run(&m, &leg, 0);
    ck_assert_int_eq(end.why, GM_MARCH_MET);
    ck_assert_int_eq(end.which, -1);
    ck_assert_double_eq_tol(m.point.leg_s, 90.0, 1e-9);
    double moved = 10.0 * 24.0 + 30.0 * 36.0 - 20.0 * 24.0;
    ck_assert_double_eq_tol(m.point.view.charge, moved, 1e-2 * moved);
    ck_assert_double_eq(m.point.view.current, 0.0);
}
END_TEST

// What no cell can do ends with what ran out, and leaves where it stood.
START_TEST(a_leg_that_cannot_go_on_says_why)
{
    gm_march m = begin(298.15);
    gm_cell_bound never = {GM_CELL_TIME, false, 1e6};
    gm_cell_leg leg = hold(GM_CELL_CURRENT, 48.0, never);
    gm_march_end end = gm_march_run(&m, &leg, 0);
    ck_assert_int_eq(end.why, GM_MARCH_FULL);
    ck_assert_int_eq(end.which, 1); // the positive one has the smaller room
    ck_assert_double_gt(m.point.view.charge, 0.0);
    m = begin(298.15);
    leg = hold(GM_CELL_CURRENT, 24.0 * 14.0, never);
    ck_assert_int_eq(gm_march_run(&m, &leg, 0).why, GM_MARCH_STARVED);
    ck_assert_double_gt(m.point.view.time_s, 1.0);
    m = begin(298.15);
    leg = hold(GM_CELL_POWER, 1e6, never);
    ck_assert_int_eq(gm_march_run(&m, &leg, 0).why, GM_MARCH_NO_STATE);
}
END_TEST

START_TEST(a_bound_stops_what_does_not_hold_it)
{
    gm_march m = begin(298.15);
    cell.thermal = (gm_cell_thermal){.stack_j_m2k = 600.0};
    gm_march hot = begin(298.15);
    gm_cell_leg leg = hold(GM_CELL_CURRENT, 72.0, (gm_cell_bound){GM_CELL_TIME, false, 3600.0});
    leg.n_bounds = 2;
    leg.bounds[0] = (gm_cell_bound){GM_CELL_VOLTAGE, true, 3.3};
    leg.bounds[1] = (gm_cell_bound){GM_CELL_TEMPERATURE, false, 303.15};
    gm_march_end end = gm_march_run(&m, &leg, 0);
    ck_assert_int_eq(end.why, GM_MARCH_PASSED);
    ck_assert_int_eq(end.which, 0);
    ck_assert_double_eq_tol(m.point.view.voltage_v, 3.3, 3e-5);
    end = gm_march_run(&hot, &leg, 0);
    ck_assert_int_eq(end.why, GM_MARCH_PASSED);
    ck_assert_int_eq(end.which, 1);
    ck_assert_double_eq_tol(hot.point.view.temperature_k, 303.15, 1e-4);
    hot = begin(298.15);
    hot.high_k = 300.0;
    ck_assert_int_eq(gm_march_run(&hot, &leg, 0).why, GM_MARCH_HOT);
}
END_TEST

typedef struct sum {
    double heat_j_m2;
    double last_s;
    double last_w_m2;
} sum;

static void add_heat(void *user, const gm_march_point *p)
{
    sum *s = user;
    s->heat_j_m2 += 0.5 * (p->view.heat + s->last_w_m2) * (p->view.time_s - s->last_s);
    s->last_s = p->view.time_s;
    s->last_w_m2 = p->view.heat;
}

// Without cooling all heat is in the cell: trapezoids over the steps against C (T - T0).
START_TEST(without_cooling_the_heat_stays)
{
    cell.thermal = (gm_cell_thermal){.stack_j_m2k = 600.0};
    gm_march m = begin(298.15);
    sum s = {0};
    m.watch = add_heat;
    m.user = &s;
    gm_cell_leg leg = hold(GM_CELL_CURRENT, 48.0, (gm_cell_bound){GM_CELL_VOLTAGE, true, 3.3});
    ck_assert_int_eq(gm_march_run(&m, &leg, 0).why, GM_MARCH_MET);
    double warmer_k = m.point.view.temperature_k - 298.15;
    ck_assert_double_gt(warmer_k, 5.0);
    ck_assert_double_eq_tol(s.heat_j_m2 / (600.0 * warmer_k), 1.0, 2e-3);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("march");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_loop_test(tc, a_leg_ends_on_what_it_meets, 0, 4);
    tcase_add_test(tc, a_leg_goes_on_where_the_one_before_ended);
    tcase_add_test(tc, a_charge_by_current_then_voltage_takes_its_course);
    tcase_add_test(tc, a_profile_is_followed);
    tcase_add_test(tc, a_leg_that_cannot_go_on_says_why);
    tcase_add_test(tc, a_bound_stops_what_does_not_hold_it);
    tcase_add_test(tc, without_cooling_the_heat_stays);
    tcase_add_loop_test(tc, a_charge_keeps_its_bounds, 0, 5);
    return gm_check_main("cell/march", tc);
}
