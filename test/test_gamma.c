// SPDX-License-Identifier: MIT
//
// Against scipy 1.17.1 (gammainc, gammaincc, digamma) and mpmath (trigamma).

#include "check_main.h"

#include "num/elementary.h"
#include "num/gamma.h"

#define CLOSE(got, want) ck_assert_double_eq_tol((got) / (want), 1.0, 1e-11)

START_TEST(incomplete_gamma)
{
    static const double rows[][4] = {
        {0.5, 0.2, 0.47291074313446196, 0.5270892568655381},
        {3, 2.5, 0.45618688411667035, 0.5438131158833297},
        {3, 9, 0.9937678048936227, 0.006232195106377317},
        {50, 40, 0.07033506665939494, 0.9296649333406051},
        {50, 80, 0.9998692160234086, 0.0001307839765914092},
        {1000, 1100, 0.9989406767460701, 0.0010593232539299773},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CLOSE(gm_gamma_lower(rows[i][0], rows[i][1]), rows[i][2]);
        CLOSE(gm_gamma_upper(rows[i][0], rows[i][1]), rows[i][3]);
    }
    ck_assert_double_eq(gm_gamma_lower(2.0, 0.0), 0.0);
    ck_assert_double_eq(gm_gamma_upper(2.0, 0.0), 1.0);
}
END_TEST

START_TEST(derivatives_of_log_gamma)
{
    CLOSE(gm_digamma(0.1), -10.423754940411076);
    CLOSE(gm_digamma(1.0), -0.5772156649015329);
    CLOSE(gm_digamma(7.3), 1.917820335637986);
    CLOSE(gm_digamma(200.0), 5.295815283219911);
    ck_assert_double_eq_tol(gm_digamma(1.4616321449683622), 0.0, 1e-12);
    CLOSE(gm_trigamma(0.1), 101.433299150793);
    CLOSE(gm_trigamma(1.0), 1.6449340668482264); // pi^2 / 6
    CLOSE(gm_trigamma(7.3), 0.146795768131427);
    CLOSE(gm_trigamma(200.0), 0.00501252083322917);
}
END_TEST

// With two degrees of freedom chi squared is exponential: exp(-x / 2).
START_TEST(chi_squared)
{
    CLOSE(gm_chi_squared_above(3.0, 2.0), 0.22313016014842982);
}
END_TEST

// Both sides of the shape beyond which the uniform expansion stands in for the sums.
START_TEST(expansion_of_large_shapes_goes_on_where_the_sums_end)
{
    for (int k = -4; k <= 4; k++) {
        double below = gm_gamma_upper(9999.999, 9999.999 + k * 100.0);
        double above = gm_gamma_upper(10000.001, 10000.001 + k * 100.0);
        // The shape moves by 0.002 of a deviation of 100: a tail by at most 1e-5 of a deviation.
        ck_assert_double_eq_tol(below, above, 2e-7 + 1e-6 * below);
    }
}
END_TEST

// scipy 1.17.1 would be another source; these are closed: of shape n, Q(n, x) is the chance of
// fewer than n arrivals when x are expected, here summed from the largest term outwards.
static double fewer_than(int n, double x)
{
    double sum = 0.0;
    for (int k = n - 1; k >= 0 && k > n - 200000; k--) {
        double term = exp(k * log(x) - x - gm_log_gamma(k + 1.0));
        sum += term;
        if (term < 1e-18 * sum && k < (int)x) {
            break;
        }
    }
    return sum;
}

START_TEST(large_shapes_are_those_of_poisson)
{
    const int shapes[] = {20000, 100000, 1000000};
    for (int i = 0; i < 3; i++) {
        int n = shapes[i];
        for (int k = -3; k <= 3; k++) {
            double x = n + k * sqrt(n);
            double known = fewer_than(n, x);
            ck_assert_double_eq_tol(gm_gamma_upper(n, x), known, 2e-8 + 1e-6 * known);
            ck_assert_double_eq_tol(gm_gamma_lower(n, x), 1.0 - known, 1e-6);
        }
    }
}
END_TEST

START_TEST(shapes_beyond_all_measure_cost_no_time)
{
    ck_assert_double_eq_tol(gm_gamma_upper(1e12, 1e12), 0.5, 1e-6);
    ck_assert_double_eq(gm_gamma_upper(1e12, 1.1e12), 0.0);
    ck_assert_double_eq(gm_gamma_upper(1e12, 0.9e12), 1.0);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("gamma");
    tcase_add_test(tc, incomplete_gamma);
    tcase_add_test(tc, derivatives_of_log_gamma);
    tcase_add_test(tc, chi_squared);
    tcase_add_test(tc, expansion_of_large_shapes_goes_on_where_the_sums_end);
    tcase_add_test(tc, large_shapes_are_those_of_poisson);
    tcase_add_test(tc, shapes_beyond_all_measure_cost_no_time);
    return gm_check_main("gamma", tc);
}
