// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/elementary.h"
#include "num/stats.h"

#include <math.h>

static void assert_relative(double got, double expected, double tolerance)
{
    ck_assert_double_le(fabs(got - expected), tolerance * fabs(expected));
}

// Solved by bisection on the incomplete beta function in 30-digit arithmetic, not by this code.
START_TEST(student_quantile_has_its_known_values)
{
    assert_relative(gm_student_quantile(0.975, 3.0), 3.1824463052837084, 1e-12);
    assert_relative(gm_student_quantile(0.975, 19.0), 2.0930240544083093, 1e-12);
    assert_relative(gm_student_quantile(0.995, 9.5), 3.2070156284394889, 1e-12);
    assert_relative(gm_student_quantile(0.999995, 29.0), 5.3349700949429303, 1e-11);
    assert_relative(gm_student_quantile(0.6, 0.5), 0.39797542678479059, 1e-11);
    assert_relative(gm_student_quantile(0.975, 1000.0), 1.9623390808264081, 1e-12);
}
END_TEST

// One degree of freedom: tan(pi (p - 1/2)); two: (2 p - 1) / sqrt(2 p (1 - p)).
START_TEST(student_quantile_has_the_closed_forms_of_one_and_two_degrees)
{
    const double pi = acos(-1.0);
    for (int i = 1; i < 200; i++) {
        double p = i / 200.0;
        if (i == 100) {
            ck_assert_double_eq(gm_student_quantile(p, 1.0), 0.0);
            continue;
        }
        assert_relative(gm_student_quantile(p, 1.0), tan(pi * (p - 0.5)), 1e-10);
        assert_relative(gm_student_quantile(p, 2.0),
                        (2.0 * p - 1.0) / sqrt(2.0 * p * (1.0 - p)), 1e-10);
    }
    double tail = 1e-9;
    assert_relative(gm_student_quantile(tail, 1.0), -1.0 / tan(pi * tail), 1e-10);
}
END_TEST

// Abramowitz and Stegun 26.7.5: z + (z^3 + z) / (4 n) + (5 z^5 + 16 z^3 + 3 z) / (96 n^2) + ..
START_TEST(student_quantile_approaches_the_normal_one)
{
    const double dfs[] = {1e5, 1e6, 1e9, 1e12, 1e15};
    const double z = 1.9599639845400538556;
    double z3 = z * z * z;
    for (size_t i = 0; i < sizeof dfs / sizeof dfs[0]; i++) {
        double n = dfs[i];
        double expected = z + (z3 + z) / (4.0 * n) +
                          (5.0 * z3 * z * z + 16.0 * z3 + 3.0 * z) / (96.0 * n * n);
        assert_relative(gm_student_quantile(0.975, n), expected, 1e-11);
    }
    assert_relative(gm_student_quantile(0.975, GM_INFINITY), z, 1e-15);
}
END_TEST

// Below 1000 degrees the incomplete beta function, above it a normalising transformation.
START_TEST(two_methods_of_the_student_law_meet_at_their_border)
{
    const double ts[] = {0.1, 1.0, 2.0, 4.0, 7.0};
    for (size_t i = 0; i < sizeof ts / sizeof ts[0]; i++) {
        double below = gm_student_cdf(-ts[i], 1000.0);
        double above = gm_student_cdf(-ts[i], 1000.0 * (1.0 + 1e-14));
        assert_relative(above, below, 1e-11);
    }
}
END_TEST

START_TEST(student_cdf_undoes_the_quantile)
{
    const double dfs[] = {0.3, 1.0, 2.5, 7.0, 60.0, 199.0, 201.0, 12345.0, 1e7};
    const double ps[] = {1e-9, 1e-4, 0.2, 0.4999, 0.7, 0.975, 0.99999};
    for (size_t i = 0; i < sizeof dfs / sizeof dfs[0]; i++) {
        for (size_t k = 0; k < sizeof ps / sizeof ps[0]; k++) {
            double t = gm_student_quantile(ps[k], dfs[i]);
            assert_relative(gm_student_cdf(t, dfs[i]), ps[k], 1e-10);
        }
    }
    ck_assert_double_eq(gm_student_cdf(0.0, 4.0), 0.5);
}
END_TEST

// I_x(1, b) = 1 - (1 - x)^b, I_x(a, 1) = x^a; the last one by 30-digit arithmetic.
START_TEST(incomplete_beta_has_its_closed_forms)
{
    assert_relative(gm_incomplete_beta(1.0, 3.5, 0.2), 1.0 - pow(0.8, 3.5), 1e-13);
    assert_relative(gm_incomplete_beta(2.25, 1.0, 0.7), pow(0.7, 2.25), 1e-13);
    assert_relative(gm_incomplete_beta(2.5, 0.75, 0.3), 0.0328075266746753763, 1e-13);
    ck_assert_double_eq(gm_incomplete_beta(2.0, 3.0, 0.0), 0.0);
    ck_assert_double_eq(gm_incomplete_beta(2.0, 3.0, 1.0), 1.0);
}
END_TEST

// 2, 4, 6: mean 4, sd 2; t of 2 degrees at 97.5 % is 0.95 / sqrt(0.04875) = 4.302653.
START_TEST(mean_interval_is_students)
{
    const double x[] = {2.0, 4.0, 6.0};
    gm_interval interval = gm_mean_interval(x, 3, GM_CONFIDENCE);
    ck_assert_double_eq(interval.mean, 4.0);
    ck_assert_double_eq(interval.sd, 2.0);
    assert_relative(interval.half_width, 0.95 / sqrt(0.04875) * 2.0 / sqrt(3.0), 1e-10);
    ck_assert_uint_eq(interval.n, 3);
}
END_TEST

START_TEST(one_observation_has_no_half_width)
{
    const double x[] = {2.0};
    gm_interval interval = gm_mean_interval(x, 1, GM_CONFIDENCE);
    ck_assert_double_eq(interval.mean, 2.0);
    ck_assert_double_nan(interval.half_width);
    ck_assert_double_nan(interval.sd);
}
END_TEST

START_TEST(sd_survives_a_large_mean)
{
    const double x[] = {1e9 + 2.0, 1e9 + 4.0, 1e9 + 6.0};
    assert_relative(gm_mean_interval(x, 3, GM_CONFIDENCE).sd, 2.0, 1e-9);
}
END_TEST

// Differences 1, 1, 4: mean 2, sd sqrt 3.
START_TEST(paired_interval_is_that_of_the_differences)
{
    const double x[] = {11.0, 21.0, 34.0};
    const double y[] = {10.0, 20.0, 30.0};
    gm_interval interval = gm_paired_interval(x, y, 3, GM_CONFIDENCE);
    ck_assert_double_eq(interval.mean, 2.0);
    assert_relative(interval.sd, sqrt(3.0), 1e-14);
}
END_TEST

// The bounds are the two p at which |8/10 - p| = z sqrt(p (1 - p) / 10).
START_TEST(wilson_bounds_solve_their_equation)
{
    gm_proportion w = gm_wilson(8, 10, GM_CONFIDENCE);
    const double z = 1.9599639845400538556;
    ck_assert_double_eq(w.estimate, 0.8);
    assert_relative(0.8 - w.low, z * sqrt(w.low * (1.0 - w.low) / 10.0), 1e-12);
    assert_relative(w.high - 0.8, z * sqrt(w.high * (1.0 - w.high) / 10.0), 1e-12);
}
END_TEST

// With no success the upper bound is z^2 / (n + z^2).
START_TEST(wilson_stays_inside_zero_and_one)
{
    const double z2 = 1.9599639845400538556 * 1.9599639845400538556;
    gm_proportion none = gm_wilson(0, 20, GM_CONFIDENCE);
    ck_assert_double_eq(none.low, 0.0);
    assert_relative(none.high, z2 / (20.0 + z2), 1e-12);
    gm_proportion all = gm_wilson(20, 20, GM_CONFIDENCE);
    ck_assert_double_eq(all.high, 1.0);
    assert_relative(all.low, 20.0 / (20.0 + z2), 1e-12);
}
END_TEST

// Definition 7: of 1, 2, 3, 10 the position of 0.9 is 2.7, so 3 + 0.7 * 7.
START_TEST(percentile_lies_between_order_statistics)
{
    const double x[] = {1.0, 2.0, 3.0, 10.0};
    assert_relative(gm_percentile(x, 4, 0.9), 7.9, 1e-14);
    ck_assert_double_eq(gm_percentile(x, 4, 0.0), 1.0);
    ck_assert_double_eq(gm_percentile(x, 4, 1.0), 10.0);
    ck_assert_double_eq(gm_median(x, 4), 2.5);
    ck_assert_double_eq(gm_median(x, 3), 2.0);
    ck_assert_double_eq(gm_median(x, 1), 1.0);
}
END_TEST

START_TEST(sort_puts_every_permutation_in_order)
{
    for (int code = 0; code < 3125; code++) {
        double x[5];
        double sum = 0.0;
        for (int i = 0, rest = code; i < 5; i++, rest /= 5) {
            x[i] = rest % 5;
            sum += x[i];
        }
        gm_sort(x, 5);
        ck_assert(x[0] <= x[1] && x[1] <= x[2] && x[2] <= x[3] && x[3] <= x[4]);
        ck_assert_double_eq(x[0] + x[1] + x[2] + x[3] + x[4], sum);
    }
    gm_sort(NULL, 0);
}
END_TEST

START_TEST(quantile_of_probability_one_stops_the_program)
{
    (void)gm_student_quantile(1.0, 5.0);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("stats");
    tcase_add_test(cases, student_quantile_has_its_known_values);
    tcase_add_test(cases, student_quantile_has_the_closed_forms_of_one_and_two_degrees);
    tcase_add_test(cases, student_quantile_approaches_the_normal_one);
    tcase_add_test(cases, two_methods_of_the_student_law_meet_at_their_border);
    tcase_add_test(cases, student_cdf_undoes_the_quantile);
    tcase_add_test(cases, incomplete_beta_has_its_closed_forms);
    tcase_add_test(cases, mean_interval_is_students);
    tcase_add_test(cases, one_observation_has_no_half_width);
    tcase_add_test(cases, sd_survives_a_large_mean);
    tcase_add_test(cases, paired_interval_is_that_of_the_differences);
    tcase_add_test(cases, wilson_bounds_solve_their_equation);
    tcase_add_test(cases, wilson_stays_inside_zero_and_one);
    tcase_add_test(cases, percentile_lies_between_order_statistics);
    tcase_add_test(cases, sort_puts_every_permutation_in_order);
    tcase_add_test_raise_signal(cases, quantile_of_probability_one_stops_the_program,
                                6 /* SIGABRT */);
    return gm_check_main("num/stats", cases);
}
