// SPDX-License-Identifier: MIT
//
// What a charge looks like from the charger, against its own result; and how far it is from what was seen.

#include "battery/fit_session.h"
#include "check_main.h"
#include "chen_cell.h"

#include <math.h>

static gm_arena arena;

static void free_all(void)
{
    gm_arena_fini(&arena);
}

static gm_fit_def fit;
static gm_charger_def charger = {.current_a = 100.0, .efficiency = 0.95};
static gm_charge_pack_def pack = {.series = 100, .parallel = 4, .more_load = 0.03};
static gm_charge_def charge;

static gm_fit_cell chen(void)
{
    fit = (gm_fit_def){.name = "test", .shells = 20};
    charge = (gm_charge_def){.name = "dc",
                             .shells = 20,
                             .from = 0.1,
                             .to = 0.8,
                             .temperature_k = 318.15,
                             .is_isothermal = true,
                             .charger = &charger,
                             .pack = &pack,
                             .margin_v = 0.01,
                             .most_s = 86400.0};
    gm_fit_cell c = {
        .cell = chen_cell(&arena), .fit = &fit, .n_charges = 1, .charges = &charge};
    ck_assert_int_eq(gm_cell_balance_find(&c.cell, chen_start, &c.balance), GM_CELL_BALANCED);
    return c;
}

#define POINTS(...)                                                                            \
    gm_fit_point_def points[] = {__VA_ARGS__};                                                 \
    gm_fit_session_def session = {.charge = "dc",                                              \
                                  .points = {points, sizeof points / sizeof *points}}

START_TEST(times_and_energies_add_up_to_those_of_the_charge)
{
    double v[6];
    gm_charge asked;
    gm_charge_result r;
    gm_fit_cell c = chen();
    POINTS({.time_s = 1.0}, {.time_s = 1.0, .to = 0.4, .has_to = true},
           {.time_s = 1.0, .from = 0.4, .has_from = true}, {.energy_j = 1.0},
           {.energy_j = 1.0, .to = 0.55, .has_to = true},
           {.energy_j = 1.0, .from = 0.55, .has_from = true});
    ck_assert(gm_fit_session_run(&c, &session, &arena, v, &asked, &r));
    ck_assert_int_eq(r.verdict, GM_CHARGE_DONE);
    ck_assert_double_eq_tol(v[0], r.time_s, 1e-6 * r.time_s);
    ck_assert_double_eq_tol(v[1] + v[2], v[0], 1e-9 * v[0]);
    // 400 cells, of whose power the charger gives 1/0.95
    ck_assert_double_eq_tol(v[3] / (r.energy_j * 400.0 / 0.95), 1.0, 1e-9);
    ck_assert_double_eq_tol(v[4] + v[5], v[3], 1e-9 * v[3]);
}
END_TEST

START_TEST(powers_are_those_of_the_charger)
{
    double v[3];
    gm_charge asked;
    gm_charge_result r;
    gm_fit_cell c = chen();
    POINTS({.power_w = 1.0}, {.power_w = 1.0, .at = 0.1, .has_at = true},
           {.power_w = 1.0, .at = 0.8, .has_at = true});
    ck_assert(gm_fit_session_run(&c, &session, &arena, v, &asked, &r));
    const gm_march_point *last = &r.trace.points[r.trace.n - 1];
    ck_assert_double_eq_tol(v[0], r.peak_w / 0.95, 1e-9 * v[0]);
    // At first the charger binds: 100 A of four strings, at the voltage of 100 cells.
    const gm_march_point *first = &r.trace.points[0];
    ck_assert_double_eq_tol(v[1], 100.0 * 100.0 * first->view.voltage_v / 0.95, 1e-6 * v[1]);
    // The worst cell has 3 % more of it.
    double mean_a = -last->view.current * c.cell.area_m2 / 1.03;
    ck_assert_double_eq_tol(v[2], mean_a * last->view.voltage_v * 400.0 / 0.95, 1e-6 * v[2]);
}
END_TEST

// A charge that ends at 4.2 V with nothing left: 100 % is hours away.
START_TEST(what_is_never_reached_takes_long_and_has_no_power)
{
    double v[2];
    gm_charge asked;
    gm_charge_result r;
    gm_fit_cell c = chen();
    charge.most_v = 3.9;
    POINTS({.time_s = 1.0}, {.power_w = 1.0, .at = 0.8, .has_at = true});
    ck_assert(gm_fit_session_run(&c, &session, &arena, v, &asked, &r));
    ck_assert_int_ne(r.verdict, GM_CHARGE_DONE);
    double left = 0.8 - gm_fit_session_soc(&asked, &r.trace.points[r.trace.n - 1]);
    ck_assert_double_gt(left, 0.01);
    ck_assert_double_eq_tol(v[0], r.time_s + 3600.0 * left, 1e-6 * v[0]);
    ck_assert_double_eq(v[1], 0.0);
}
END_TEST

START_TEST(at_least_and_at_most_count_on_one_side_alone)
{
    gm_fit_point_def p = {.power_w = 400e3};
    ck_assert_double_eq_tol(gm_fit_point_miss(&p, 440e3), 1.0, 1e-12); // 10 % by default
    p.is = GM_FIT_AT_LEAST;
    ck_assert_double_eq(gm_fit_point_miss(&p, 440e3), 0.0);
    ck_assert_double_eq_tol(gm_fit_point_miss(&p, 380e3), -0.5, 1e-12);
    p.is = GM_FIT_AT_MOST;
    ck_assert_double_eq_tol(gm_fit_point_miss(&p, 440e3), 1.0, 1e-12);
    ck_assert_double_eq(gm_fit_point_miss(&p, 380e3), 0.0);
    gm_fit_point_def t = {.time_s = 600.0};
    ck_assert_double_eq_tol(gm_fit_point_miss(&t, 570.0), -1.0, 1e-12); // 5 %
    t.tolerance = 0.01;
    ck_assert_double_eq_tol(gm_fit_point_miss(&t, 570.0), -5.0, 1e-12);
}
END_TEST

START_TEST(a_session_of_no_charge_cannot_be_run)
{
    double v[1];
    gm_charge asked;
    gm_charge_result r;
    gm_fit_cell c = chen();
    POINTS({.time_s = 1.0});
    session.charge = "ac";
    ck_assert(!gm_fit_session_run(&c, &session, &arena, v, &asked, &r));
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("fit_session");
    tcase_add_checked_fixture(tc, NULL, free_all);
    tcase_add_test(tc, times_and_energies_add_up_to_those_of_the_charge);
    tcase_add_test(tc, powers_are_those_of_the_charger);
    tcase_add_test(tc, what_is_never_reached_takes_long_and_has_no_power);
    tcase_add_test(tc, at_least_and_at_most_count_on_one_side_alone);
    tcase_add_test(tc, a_session_of_no_charge_cannot_be_run);
    return gm_check_main("battery/fit_session", tc);
}
