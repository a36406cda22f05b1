// SPDX-License-Identifier: MIT
//
// Sums over uneven steps against integrals in closed form.

#include "check_main.h"

#include "num/step_sum.h"

static const double ends[] = {0.0, 0.1, 0.15, 0.4, 0.55, 1.0};
#define N_ENDS (int)(sizeof ends / sizeof *ends)

static double sum_of(double (*f)(double))
{
    gm_step_sum s = {0};
    gm_step_sum_turn(&s, f(ends[0]));
    for (int i = 1; i < N_ENDS; i++) {
        gm_step_sum_add(&s, ends[i] - ends[i - 1], f(ends[i]));
    }
    return s.sum;
}

static double line(double x)
{
    return 3.0 - 2.0 * x;
}

static double parabola(double x)
{
    return x * x;
}

static double cubic(double x)
{
    return x * x * x;
}

START_TEST(a_line_is_exact)
{
    ck_assert_double_eq_tol(sum_of(line), 2.0, 1e-15);
}
END_TEST

// But for the first step, a trapezoid: h^3 / 12 times the second derivative too much.
START_TEST(a_parabola_is_exact_after_its_first_step)
{
    ck_assert_double_eq_tol(sum_of(parabola), 1.0 / 3.0 + 0.1 * 0.1 * 0.1 / 6.0, 1e-15);
}
END_TEST

// Under the parabola through 0, h and h + g the integral of x^3 is too much by h^3 (h + 2 g) / 12 over the step.
START_TEST(a_cubic_is_off_by_what_the_formula_says)
{
    double off = 0.1 * 0.1 * 0.1 * 0.1 / 4.0; // h^4 / 2 of the trapezoid, less h^4 / 4
    for (int i = 2; i < N_ENDS; i++) {
        double h = ends[i] - ends[i - 1];
        off += h * h * h * (h + 2.0 * (ends[i - 1] - ends[i - 2])) / 12.0;
    }
    ck_assert_double_eq_tol(sum_of(cubic), 0.25 + off, 1e-15);
}
END_TEST

START_TEST(a_turn_keeps_the_sum_and_forgets_the_rest)
{
    gm_step_sum s = {0};
    gm_step_sum_turn(&s, 1.0);
    gm_step_sum_add(&s, 2.0, 1.0);
    gm_step_sum_turn(&s, -4.0);
    gm_step_sum_add(&s, 0.5, -4.0);
    ck_assert_double_eq(s.sum, 0.0);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("step_sum");
    tcase_add_test(c, a_line_is_exact);
    tcase_add_test(c, a_parabola_is_exact_after_its_first_step);
    tcase_add_test(c, a_cubic_is_off_by_what_the_formula_says);
    tcase_add_test(c, a_turn_keeps_the_sum_and_forgets_the_rest);
    return gm_check_main("num/step_sum", c);
}
