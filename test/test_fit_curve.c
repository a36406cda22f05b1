// SPDX-License-Identifier: MIT
//
// The voltage of a trace between its points, and what a cell does with a measured current.

#include "battery/fit_curve.h"
#include "battery/rest.h"
#include "check_main.h"
#include "chen_cell.h"

#include <math.h>

static gm_arena arena;

static void free_all(void)
{
    gm_arena_fini(&arena);
}

// ---- between points

static gm_trace trace_of(int n, const double *time_s, double (*f)(double))
{
    gm_trace t = gm_trace_init(&arena);
    for (int k = 0; k < n; k++) {
        gm_march_point p = {.view = {.time_s = time_s[k], .voltage_v = f(time_s[k])}};
        gm_trace_add(&t, &p);
    }
    return t;
}

static double parabola(double t)
{
    return 4.0 - 0.03 * t + 2e-3 * t * t;
}

static double fading(double t)
{
    return 3.7 + 0.1 * exp(-t / 30.0);
}

START_TEST(a_parabola_is_read_exactly)
{
    const double at[] = {0.0, 1.0, 3.0, 4.0, 9.0, 20.0};
    const double when[] = {0.0, 0.2, 2.0, 3.0, 7.5, 19.0, 20.0};
    double got[7];
    gm_trace t = trace_of(6, at, parabola);
    gm_fit_trace_at(&t, when, 7, got);
    for (int k = 0; k < 7; k++) {
        bool is_at_end = when[k] < 1.0 || when[k] > 9.0; // there one slope is that of the chord
        ck_assert_double_eq_tol(got[k], parabola(when[k]), is_at_end ? 0.03 : 1e-12);
    }
}
END_TEST

// Steps of a tenth of the time constant: the error of a cubic with slopes of parabolas is below h^3 / 24
// times the third derivative, 0.1 V (3/30)^3 / 24 = 4 uV; chords would be off by 125 uV.
START_TEST(a_fading_voltage_is_read_to_microvolts)
{
    double at[40];
    double when[50];
    double got[50];
    for (int k = 0; k < 40; k++) {
        at[k] = 3.0 * k;
    }
    for (int k = 0; k < 50; k++) {
        when[k] = 4.0 + 1.77 * k;
    }
    gm_trace t = trace_of(40, at, fading);
    gm_fit_trace_at(&t, when, 50, got);
    for (int k = 0; k < 50; k++) {
        ck_assert_double_eq_tol(got[k], fading(when[k]), 4.2e-6);
    }
}
END_TEST

static double stairs(double t)
{
    return t < 10.0 ? 4.0 : 3.0 + 0.01 * t;
}

START_TEST(at_a_jump_the_first_row_is_before_it_and_the_next_behind)
{
    const double at[] = {0.0, 5.0, 9.9999999, 10.0, 12.0, 20.0};
    const double when[] = {2.0, 10.0, 10.0, 11.0, 15.0};
    const double want[] = {4.0, 4.0, 3.1, 3.11, 3.15};
    double got[5];
    gm_trace t = trace_of(6, at, stairs);
    t.points[2].view.time_s = 10.0;
    gm_fit_trace_at(&t, when, 5, got);
    for (int k = 0; k < 5; k++) {
        ck_assert_double_eq_tol(got[k], want[k], 1e-9);
    }
}
END_TEST

// ---- a cell

static gm_fit_def fit;
static gm_fit_curve_def curve;

static gm_fit_cell chen(void)
{
    fit = (gm_fit_def){.name = "test", .model = GM_MODEL_DFN, .shells = 20};
    curve = (gm_fit_curve_def){.temperature_k = 298.15, .tolerance_v = 0.01};
    gm_fit_cell c = {.cell = chen_cell(&arena), .fit = &fit};
    ck_assert_int_eq(gm_cell_balance_find(&c.cell, chen_start, &c.balance), GM_CELL_BALANCED);
    return c;
}

// The balance says 4.2 and 2.5 V where the cell is full and empty.
START_TEST(a_state_of_charge_follows_from_a_voltage_at_rest)
{
    double soc;
    gm_fit_cell c = chen();
    ck_assert_double_eq_tol(gm_rest_voltage(&c.cell, &c.balance, 1.0), 4.2, 1e-8);
    ck_assert_double_eq_tol(gm_rest_voltage(&c.cell, &c.balance, 0.0), 2.5, 1e-8);
    for (int i = 0; i < 10; i++) {
        double want = 0.05 + 0.1 * i;
        double volts = gm_rest_voltage(&c.cell, &c.balance, want);
        ck_assert(gm_rest_soc(&c.cell, &c.balance, volts, &soc));
        ck_assert_double_eq_tol(soc, want, 1e-8);
    }
    ck_assert(!gm_rest_soc(&c.cell, &c.balance, 9.0, &soc));
    ck_assert(!gm_rest_soc(&c.cell, &c.balance, 0.5, &soc));
}
END_TEST

// Pulses of 5 A with rests, told at rows of 20 s, against the same march leg by leg.
START_TEST(pulses_and_rests_are_those_of_the_legs_by_themselves)
{
    enum { N = 61 };
    double t[N];
    double i[N];
    double v[N];
    double got[N];
    gm_fit_curve_run run;
    gm_fit_cell c = chen();
    gm_session_ask ask = {.soc = 0.6, .temperature_k = 298.15, .is_isothermal = true};
    gm_march march = gm_session_begin(&c.cell, &c.balance, &ask, &arena);
    for (int k = 0; k < N; k++) {
        t[k] = 20.0 * k;
        i[k] = k > 0 && (k - 1) / 15 % 2 == 0 ? 5.0 : 0.0;
        v[k] = 3.7;
    }
    curve.has_start = true;
    curve.start = (gm_amount){.unit = GM_AMOUNT_SOC, .value = 0.6};
    gm_fit_series s = {.n = N, .time_s = t, .voltage_v = v};
    gm_fit_series_profile(i, &arena, &s);
    gm_fit_curve_follow(&c, &curve, &s, &arena, got, &run);
    ck_assert(run.is_whole);
    ck_assert_double_eq_tol(got[0], gm_rest_voltage(&c.cell, &c.balance, 0.6), 1e-6);
    for (int k = 1; k < N; k++) {
        gm_cell_leg leg = {.kind = GM_LEG_HOLD,
                           .of = GM_CELL_CURRENT,
                           .value = i[k] / c.cell.area_m2,
                           .n_ends = 1,
                           .ends = {{GM_CELL_TIME, false, 20.0}},
                           .coolant_k = 298.15};
        ck_assert_int_eq(gm_march_run(&march, &leg, k).why, GM_MARCH_MET);
        ck_assert_double_eq_tol(got[k], march.point.view.voltage_v, 3e-4);
    }
}
END_TEST

// A cell that is empty before the curve ends is worse than one that is not, and the sooner the worse.
START_TEST(a_cell_that_ends_early_goes_on_downwards)
{
    enum { N = 100 };
    double t[N];
    double v[N];
    double got[N];
    gm_fit_curve_run run;
    gm_fit_cell c = chen();
    for (int k = 0; k < N; k++) {
        t[k] = 50.0 * k;
        v[k] = k > 0 ? 3.0 : 4.2;
    }
    gm_fit_series s = {.n = N, .time_s = t, .voltage_v = v, .constant_a = 5.0};
    gm_fit_curve_follow(&c, &curve, &s, &arena, got, &run);
    ck_assert(!run.is_whole);
    ck_assert_double_eq(run.start, 1.0);
    ck_assert_double_lt(run.until_s, 4000.0); // 5.15 Ah at 5 A
    for (int k = 1; k < N; k++) {
        ck_assert_double_lt(got[k], got[k - 1]);
    }
    ck_assert_double_lt(got[N - 1], 2.5);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("fit_curve");
    tcase_add_checked_fixture(tc, NULL, free_all);
    tcase_add_test(tc, a_parabola_is_read_exactly);
    tcase_add_test(tc, a_fading_voltage_is_read_to_microvolts);
    tcase_add_test(tc, at_a_jump_the_first_row_is_before_it_and_the_next_behind);
    tcase_add_test(tc, a_state_of_charge_follows_from_a_voltage_at_rest);
    tcase_add_test(tc, pulses_and_rests_are_those_of_the_legs_by_themselves);
    tcase_add_test(tc, a_cell_that_ends_early_goes_on_downwards);
    return gm_check_main("battery/fit_curve", tc);
}
