// SPDX-License-Identifier: MIT
//
// Against the equations of Dallery, David and Xie solved elsewhere; at two machines against the
// exact answer.

#include "check_main.h"
#include "estimate/fluid_line.h"

#include <math.h>

#define MOST 50

static double rate_of(int32_t n, const gm_fluid_machine *machines, double places)
{
    double all[MOST];
    double rate = (double)NAN;
    gm_arena arena;
    gm_arena_init(&arena, 0);
    for (int i = 0; i < n; i++) {
        all[i] = places;
    }
    ck_assert(gm_fluid_line_rate(n, machines, all, &arena, &rate));
    gm_arena_fini(&arena);
    return rate;
}

static double alike(int32_t n, double speed, double fail, double repair, double places)
{
    gm_fluid_machine machines[MOST];
    for (int i = 0; i < n; i++) {
        machines[i] = (gm_fluid_machine){speed, fail, repair};
    }
    return rate_of(n, machines, places);
}

START_TEST(lines_of_like_machines)
{
    ck_assert_double_eq_tol(alike(3, 1, 0.01, 0.1, 10), 0.8248485498, 1e-9);
    ck_assert_double_eq_tol(alike(5, 1, 0.01, 0.1, 10), 0.7835651678, 1e-9);
    ck_assert_double_eq_tol(alike(10, 1, 0.01, 0.1, 10), 0.741081031, 1e-9);
    ck_assert_double_eq_tol(alike(10, 1, 0.01, 0.1, 20), 0.8032350592, 1e-9);
}
END_TEST

// The unit of time is free: twice as fast in everything makes twice as much.
START_TEST(rates_scale_with_time)
{
    ck_assert_double_eq_tol(alike(5, 0.02, 0.0002, 0.002, 10), 0.02 * 0.7835651678, 1e-11);
}
END_TEST

START_TEST(one_and_two_machines_are_exact)
{
    gm_fluid_machine m[] = {{1.2, 0.05, 0.2}, {1.0, 0.02, 0.1}};
    ck_assert_double_eq_tol(rate_of(1, m, 0), 1.2 / 1.25, 1e-12);
    ck_assert_double_eq_tol(rate_of(2, m, 6), gm_fluid_pair_solve(&m[0], &m[1], 6).rate, 1e-12);
}
END_TEST

// A line and the line seen from behind make as much (Muth 1979); the estimate keeps that.
START_TEST(a_line_of_unlike_machines_runs_as_well_backwards)
{
    gm_fluid_machine there[] = {
        {1, 0.01, 0.1}, {1, 0.05, 0.5}, {1, 0.02, 0.1}, {1, 0.001, 0.01}};
    gm_fluid_machine back[] = {there[3], there[2], there[1], there[0]};
    double rate = rate_of(4, there, 7);
    ck_assert_double_eq_tol(rate, rate_of(4, back, 7), 1e-9);
    // Between the line without buffers and its slowest machine.
    ck_assert_double_gt(rate, 1.0 / (1.0 + 0.1 + 0.1 + 0.2 + 0.1));
    ck_assert_double_lt(rate, 1.0 / 1.2);
}
END_TEST

START_TEST(long_lines_and_no_places_settle_too)
{
    // Without buffers every stop stops the line: 1 / (1 + 50 x 0.1).
    ck_assert_double_eq_tol(alike(50, 1, 0.01, 0.1, 0), 1.0 / 6.0, 1e-6);
    double many = alike(50, 1, 0.01, 0.1, 20);
    ck_assert_double_gt(many, 0.7);
    ck_assert_double_lt(many, 0.8);
    ck_assert_double_eq_tol(alike(20, 1, 0, 1, 5), 1.0, 1e-6);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("fluid_line");
    tcase_add_test(cases, lines_of_like_machines);
    tcase_add_test(cases, rates_scale_with_time);
    tcase_add_test(cases, one_and_two_machines_are_exact);
    tcase_add_test(cases, a_line_of_unlike_machines_runs_as_well_backwards);
    tcase_add_test(cases, long_lines_and_no_places_settle_too);
    return gm_check_main("fluid_line", cases);
}
