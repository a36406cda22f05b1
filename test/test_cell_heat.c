// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "told.h"

#include "cell/heat.h"

#include <math.h>

static void walk(gm_heat *heat, double until_s, double step_s, double q)
{
    int n = (int)lround(until_s / step_s);
    for (int i = 0; i < n; i++) {
        (void)gm_heat_try(heat, step_s, q);
        gm_heat_accept(heat);
    }
}

// C dT/dt = q - G (T - Tc): T = Tc + q/G + (T0 - Tc - q/G) exp(-G t / C).
START_TEST(one_node_nears_its_end_exponentially)
{
    gm_cell_thermal of = {.stack_j_m2k = 500.0, .outer_w_m2k = 2.0};
    gm_heat heat = gm_heat_begin(&of, 300.0);
    heat.coolant_k = 290.0;
    heat.heater_w_m2 = 5.0;
    walk(&heat, 400.0, 0.5, 35.0);
    double want = 290.0 + 20.0 + (300.0 - 310.0) * exp(-2.0 * 400.0 / 500.0);
    gm_told_le("temperature of one node", "its exponential",
               1e3 * fabs(heat.past[0].stack_k - want), 0.1, "mK");
    ck_assert_double_eq(heat.past[0].shell_k, heat.past[0].stack_k);
}
END_TEST

START_TEST(without_cooling_all_heat_stays)
{
    gm_cell_thermal of = {.stack_j_m2k = 500.0};
    gm_heat heat = gm_heat_begin(&of, 300.0);
    walk(&heat, 100.0, 1.0, 25.0);
    ck_assert_double_eq_tol(heat.past[0].stack_k, 305.0, 1e-9);
}
END_TEST

// Two nodes: the matrix of (T - Tc, T' - Tc) is ((-a, a), (b, -b - c)); its eigenvalues by hand.
START_TEST(two_nodes_follow_their_eigenvectors)
{
    gm_cell_thermal of = {400.0, 100.0, 4.0, 3.0};
    double a = 4.0 / 400.0;
    double b = 4.0 / 100.0;
    double c = 3.0 / 100.0;
    double mean = 0.5 * (a + b + c);
    double root = sqrt(mean * mean - a * c);
    double fast = -mean - root;
    double slow = -mean + root;
    // Eigenvectors (1, (lambda + a) / a); both nodes begin 20 K above the coolant.
    double vf = (fast + a) / a;
    double vs = (slow + a) / a;
    double of_slow = 20.0 * (1.0 - vf) / (vs - vf);
    double of_fast = 20.0 - of_slow;
    gm_heat heat = gm_heat_begin(&of, 310.0);
    heat.coolant_k = 290.0;
    walk(&heat, 60.0, 0.05, 0.0);
    double stack = of_slow * exp(slow * 60.0) + of_fast * exp(fast * 60.0);
    double shell = of_slow * vs * exp(slow * 60.0) + of_fast * vf * exp(fast * 60.0);
    double apart = fmax(fabs(heat.past[0].stack_k - 290.0 - stack),
                        fabs(heat.past[0].shell_k - 290.0 - shell));
    gm_told_le("temperatures of two nodes", "their eigenvectors", 1e3 * apart, 1.0, "mK");
}
END_TEST

START_TEST(the_heat_that_is_asked_for_does_it)
{
    gm_cell_thermal of = {400.0, 100.0, 4.0, 3.0};
    gm_heat heat = gm_heat_begin(&of, 300.0);
    heat.coolant_k = 290.0;
    walk(&heat, 10.0, 1.0, 50.0);
    double q = gm_heat_for(&heat, 2.0, 303.0);
    (void)gm_heat_try(&heat, 2.0, q);
    ck_assert_double_eq_tol(heat.tried.stack_k, 303.0, 1e-10);
    q = gm_heat_for_rate(&heat, 2.0, 0.01);
    (void)gm_heat_try(&heat, 2.0, q);
    ck_assert_double_eq_tol(heat.tried_rate_k_s, 0.01, 1e-12);
    // At an instant: C dT/dt = q - G (T - T').
    double lost = 4.0 * (heat.past[0].stack_k - heat.past[0].shell_k);
    ck_assert_double_eq_tol(gm_heat_lost(&heat), lost, 1e-12);
    ck_assert_double_eq_tol(gm_heat_rate(&heat, lost + 8.0), 0.02, 1e-12);
}
END_TEST

START_TEST(without_a_heat_capacity_it_stays_as_it_began)
{
    gm_cell_thermal of = {0};
    gm_heat heat = gm_heat_begin(&of, 300.0);
    heat.coolant_k = 200.0;
    walk(&heat, 10.0, 1.0, 1e6);
    ck_assert_double_eq(heat.past[0].stack_k, 300.0);
    ck_assert_double_eq(gm_heat_predict(&heat, 1.0), 300.0);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("cell_heat");
    tcase_add_test(tc, one_node_nears_its_end_exponentially);
    tcase_add_test(tc, without_cooling_all_heat_stays);
    tcase_add_test(tc, two_nodes_follow_their_eigenvectors);
    tcase_add_test(tc, the_heat_that_is_asked_for_does_it);
    tcase_add_test(tc, without_a_heat_capacity_it_stays_as_it_began);
    return gm_check_main("cell/heat", tc);
}
