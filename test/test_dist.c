// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/dist.h"

#include <math.h>
#include <string.h>

static void assert_close(double got, double expected)
{
    ck_assert_double_le(fabs(got - expected), 1e-12 * fabs(expected) + 1e-300);
}

static void assert_moments(gm_dist dist, double mean, double variance)
{
    ck_assert(gm_dist_check(&dist, NULL, 0));
    assert_close(gm_dist_mean(&dist), mean);
    assert_close(gm_dist_variance(&dist), variance);
}

// Each by hand from the textbook formula of the law.
START_TEST(moments_are_those_of_the_textbook)
{
    const double pi = acos(-1.0);
    assert_moments(gm_dist_constant(7.0), 7.0, 0.0);
    assert_moments(gm_dist_uniform(2.0, 8.0), 5.0, 3.0);
    // (1 + 2 + 6) / 3; (1 + 4 + 36 - 2 - 6 - 12) / 18.
    assert_moments(gm_dist_triangular(1.0, 2.0, 6.0), 3.0, 21.0 / 18.0);
    assert_moments(gm_dist_exponential(60.0), 60.0, 3600.0);
    assert_moments(gm_dist_lognormal(60.0, 0.5), 60.0, 900.0);
    assert_moments(gm_dist_gamma(60.0, 2.0), 60.0, 14400.0);
    assert_moments(gm_dist_erlang(4.0, 60.0), 60.0, 900.0);
    // Shape 2 (Rayleigh): mean scale sqrt(pi)/2, variance scale^2 (1 - pi/4).
    assert_moments(gm_dist_weibull(2.0, 10.0), 5.0 * sqrt(pi), 100.0 * (1.0 - pi / 4.0));
    // Shape 1/2: mean scale 2!, variance scale^2 (4! - 2!^2).
    assert_moments(gm_dist_weibull(0.5, 3.0), 6.0, 180.0);
    assert_moments(gm_dist_geometric(0.25), 4.0, 12.0);
    assert_moments(gm_dist_hyperexponential(10.0, 4.0), 10.0, 400.0);
    // Mean (1 + 8 + 9) / 6 = 3; beta(1.5, 4.5) on 1 .. 9: 64 * 1.5 * 4.5 / (36 * 7).
    assert_moments(gm_dist_pert(1.0, 2.0, 9.0), 3.0, 64.0 * 1.5 * 4.5 / 252.0);
}
END_TEST

// Cut at its own mean 0 a normal law is half-normal: mean sqrt(2/pi), variance 1 - 2/pi; far
// from 0 the cut changes nothing.
START_TEST(normal_moments_are_those_after_the_truncation)
{
    const double pi = acos(-1.0);
    assert_moments(gm_dist_normal(0.0, 1.0), sqrt(2.0 / pi), 1.0 - 2.0 / pi);
    assert_moments(gm_dist_normal(100.0, 5.0), 100.0, 25.0);
}
END_TEST

// Values 1, 2, 5 with weights 1, 2, 1: mean 2.5, variance (2.25 + 2 * 0.25 + 6.25) / 4 = 2.25.
START_TEST(table_moments_use_the_weights)
{
    const double values[] = {1.0, 2.0, 5.0};
    double weights[] = {1.0, 2.0, 1.0};
    gm_dist_cumulate(weights, 3);
    assert_moments(gm_dist_empirical(values, weights, 3), 2.5, 2.25);
    // Equal weights: mean 8/3, variance (1 + 4 + 25) / 3 - 64/9 = 26/9.
    assert_moments(gm_dist_empirical(values, NULL, 3), 8.0 / 3.0, 26.0 / 9.0);
    assert_moments(gm_dist_replay(values, 3, false), 8.0 / 3.0, 26.0 / 9.0);
}
END_TEST

// 3/4 of exponential 2 and 1/4 of constant 10: mean 4; second moment .75 * 8 + .25 * 100 = 31.
START_TEST(mixture_moments_follow_total_variance)
{
    const gm_dist parts[] = {gm_dist_exponential(2.0), gm_dist_constant(10.0)};
    double weights[] = {3.0, 1.0};
    gm_dist_cumulate(weights, 2);
    gm_dist mix = gm_dist_mixture(parts, weights, 2);
    assert_moments(mix, 4.0, 15.0);
    assert_close(gm_dist_scv(&mix), 15.0 / 16.0);
}
END_TEST

START_TEST(zero_law_is_the_constant_zero)
{
    gm_dist dist = {0};
    ck_assert(gm_dist_is_constant(&dist));
    ck_assert_double_eq(gm_dist_mean(&dist), 0.0);
    ck_assert_double_eq(gm_dist_scv(&dist), 0.0);
}
END_TEST

START_TEST(degenerate_laws_are_constants_and_others_are_not)
{
    const double same[] = {3.0, 3.0};
    const gm_dist constant[] = {
        gm_dist_constant(2.0),         gm_dist_uniform(2.0, 2.0),
        gm_dist_lognormal(2.0, 0.0),   gm_dist_gamma(2.0, 0.0),
        gm_dist_normal(2.0, 0.0),      gm_dist_exponential(0.0),
        gm_dist_pert(2.0, 2.0, 2.0),   gm_dist_triangular(2.0, 2.0, 2.0),
        gm_dist_geometric(1.0),        gm_dist_empirical(same, NULL, 2),
        gm_dist_replay(same, 2, false)};
    for (size_t i = 0; i < sizeof constant / sizeof constant[0]; i++) {
        ck_assert(gm_dist_check(&constant[i], NULL, 0));
        ck_assert(gm_dist_is_constant(&constant[i]));
        ck_assert_double_eq(gm_dist_variance(&constant[i]), 0.0);
    }
    gm_dist once = gm_dist_replay(same, 2, true);
    ck_assert(!gm_dist_is_constant(&once));
    gm_dist exponential = gm_dist_exponential(1.0);
    ck_assert(!gm_dist_is_constant(&exponential));
}
END_TEST

static void assert_refused(gm_dist dist, const char *expected)
{
    char why[200] = "";
    ck_assert(!gm_dist_check(&dist, why, sizeof why));
    ck_assert_str_eq(why, expected);
    ck_assert(!gm_dist_check(&dist, NULL, 0));
}

START_TEST(check_says_what_is_wrong_and_what_was_given)
{
    const double values[] = {1.0, -2.0};
    const double falling[] = {1.0, 0.5};
    const gm_dist parts[] = {gm_dist_exponential(1.0), gm_dist_exponential(-1.0)};
    const gm_dist nested = gm_dist_mixture(parts, NULL, 1);
    assert_refused(gm_dist_constant(-1.0), "constant: value must be >= 0 and finite, got -1");
    assert_refused(gm_dist_constant((double)NAN),
                   "constant: value must be >= 0 and finite, got nan");
    assert_refused(gm_dist_uniform(3.0, 2.0), "uniform: low must be <= high, got 3 and 2");
    assert_refused(gm_dist_triangular(1.0, 5.0, 4.0),
                   "triangular: mode must be <= high, got 5 and 4");
    assert_refused(gm_dist_exponential((double)INFINITY),
                   "exponential: mean must be >= 0 and finite, got inf");
    assert_refused(gm_dist_normal(5.0, -1.0), "normal: sd must be >= 0 and finite, got -1");
    assert_refused(gm_dist_lognormal(5.0, -0.5),
                   "lognormal: cv must be >= 0 and finite, got -0.5");
    assert_refused(gm_dist_erlang(2.5, 1.0),
                   "erlang: phases must be a whole number of 1 .. 1000000, got 2.5");
    assert_refused(gm_dist_weibull(0.0, 1.0), "weibull: shape must be > 0 and finite, got 0");
    assert_refused(gm_dist_geometric(1.5),
                   "geometric: probability must be > 0 and <= 1, got 1.5");
    assert_refused(gm_dist_hyperexponential(1.0, 0.5),
                   "hyperexponential: squared cv must be >= 1 and finite, got 0.5");
    assert_refused(gm_dist_empirical(values, NULL, 0),
                   "empirical: must have at least one entry, got none");
    assert_refused(gm_dist_replay(values, 2, false),
                   "replay: every value must be >= 0 and finite, got -2");
    assert_refused(gm_dist_empirical(falling, falling, 2),
                   "empirical: every weight must be >= 0 and finite, got -0.5");
    assert_refused(gm_dist_mixture(parts, NULL, 2),
                   "mixture: component 2: exponential: mean must be >= 0 and finite, got -1");
    assert_refused(gm_dist_mixture(&nested, NULL, 1),
                   "mixture: a component must not be a mixture");
}
END_TEST

static void assert_text(gm_dist dist, const char *unit, const char *expected)
{
    char text[100];
    ck_assert_int_eq(gm_dist_text(&dist, unit, text, sizeof text), (int)strlen(expected));
    ck_assert_str_eq(text, expected);
}

START_TEST(text_reads_like_the_model_file)
{
    const double values[] = {1.0, 2.0};
    assert_text(gm_dist_constant(60.0), "s", "60 s");
    assert_text(gm_dist_lognormal(60.0, 0.5), "s", "lognormal(60 s, cv 0.5)");
    assert_text(gm_dist_exponential(2.5), "h", "exponential(2.5 h)");
    assert_text(gm_dist_uniform(1.0, 2.0), NULL, "uniform(1, 2)");
    assert_text(gm_dist_triangular(1.0, 2.0, 3.0), "s", "triangular(1 s, 2 s, 3 s)");
    assert_text(gm_dist_normal(60.0, 5.0), "s", "normal(60 s, sd 5 s)");
    assert_text(gm_dist_erlang(3.0, 60.0), "s", "erlang(3 phases, 60 s)");
    assert_text(gm_dist_weibull(1.5, 60.0), "s", "weibull(shape 1.5, scale 60 s)");
    assert_text(gm_dist_geometric(0.1), "", "geometric(0.1)");
    assert_text(gm_dist_replay(values, 2, true), "s", "replay(2 values, mean 1.5 s, once)");
}
END_TEST

START_TEST(text_is_cut_at_the_size_given)
{
    gm_dist dist = gm_dist_exponential(60.0);
    char text[8] = "xxxxxxx";
    ck_assert_int_eq(gm_dist_text(&dist, "s", text, sizeof text), 17);
    ck_assert_str_eq(text, "exponen");
    ck_assert_int_eq(gm_dist_text(&dist, "s", NULL, 0), 17);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("dist");
    tcase_add_test(cases, moments_are_those_of_the_textbook);
    tcase_add_test(cases, normal_moments_are_those_after_the_truncation);
    tcase_add_test(cases, table_moments_use_the_weights);
    tcase_add_test(cases, mixture_moments_follow_total_variance);
    tcase_add_test(cases, zero_law_is_the_constant_zero);
    tcase_add_test(cases, degenerate_laws_are_constants_and_others_are_not);
    tcase_add_test(cases, check_says_what_is_wrong_and_what_was_given);
    tcase_add_test(cases, text_reads_like_the_model_file);
    tcase_add_test(cases, text_is_cut_at_the_size_given);
    return gm_check_main("num/dist", cases);
}
