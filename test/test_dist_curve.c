// SPDX-License-Identifier: MIT
//
// Densities and tails against scipy 1.17.1, and against each other by summing up.

#include "check_main.h"

#include "num/dist_curve.h"

#include <math.h>

#define CLOSE(got, want) ck_assert_double_eq_tol((got) / (want), 1.0, 1e-9)

// scipy: gamma(2.5, scale 20), weibull_min(1.7, scale 20), lognorm of mean 60 and cv 0.5.
START_TEST(laws_are_those_of_scipy)
{
    gm_dist gamma = gm_dist_gamma(50.0, 1.0 / sqrt(2.5));
    CLOSE(gm_dist_below(&gamma, 30.0), 0.3000141641213724);
    CLOSE(gm_dist_above(&gamma, 200.0), 0.0012497305630313773);
    CLOSE(gm_dist_log_density(&gamma, 30.0), -4.172217481864664);
    CLOSE(gm_dist_quantile(&gamma, 0.9), 92.36356899781123);
    gm_dist weibull = gm_dist_weibull(1.7, 20.0);
    CLOSE(gm_dist_below(&weibull, 30.0), 0.863618866408189);
    CLOSE(gm_dist_above(&weibull, 100.0), 1.9982046111341623e-07);
    CLOSE(gm_dist_log_density(&weibull, 30.0), -4.173580306731107);
    CLOSE(gm_dist_quantile(&weibull, 0.9), 32.66615721063628);
    gm_dist lognormal = gm_dist_lognormal(60.0, 0.5);
    CLOSE(gm_dist_below(&lognormal, 30.0), 0.10913185110553936);
    CLOSE(gm_dist_above(&lognormal, 200.0), 0.0026770108010750505);
    CLOSE(gm_dist_log_density(&lognormal, 30.0), -4.328041176218584);
    CLOSE(gm_dist_quantile(&lognormal, 0.9), 98.31268345775408);
}
END_TEST

// The area under the density from 0 to x is the probability, by the rule of the midpoint.
START_TEST(density_is_the_slope_of_the_probability)
{
    gm_dist parts[2] = {gm_dist_lognormal(3.0, 0.5), gm_dist_exponential(9.0)};
    double shares[2] = {0.3, 1.0};
    gm_dist laws[] = {
        gm_dist_exponential(5.0),           gm_dist_normal(8.0, 2.0),
        gm_dist_normal(3.0, 3.0),           gm_dist_erlang(3.0, 6.0),
        gm_dist_uniform(2.0, 9.0),          gm_dist_triangular(1.0, 4.0, 12.0),
        gm_dist_hyperexponential(5.0, 4.0), gm_dist_mixture(parts, shares, 2),
    };
    for (size_t k = 0; k < sizeof laws / sizeof *laws; k++) {
        double area = 0.0;
        for (int i = 0; i < 70000; i++) {
            area += exp(gm_dist_log_density(&laws[k], (i + 0.5) * 1e-4)) * 1e-4;
        }
        ck_assert_double_eq_tol(area, gm_dist_below(&laws[k], 7.0), 2e-4);
        ck_assert_double_eq_tol(gm_dist_below(&laws[k], 7.0) + gm_dist_above(&laws[k], 7.0),
                                1.0, 1e-12);
        double x = gm_dist_quantile(&laws[k], 0.37);
        ck_assert_double_eq_tol(gm_dist_below(&laws[k], x), 0.37, 1e-9);
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("dist_curve");
    tcase_add_test(tc, laws_are_those_of_scipy);
    tcase_add_test(tc, density_is_the_slope_of_the_probability);
    return gm_check_main("dist_curve", tc);
}
