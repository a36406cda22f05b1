// SPDX-License-Identifier: MIT
//
// Laws with another mean. The factor is 1.5 unless said otherwise: every moment of order k grows
// by 1.5^k, so that the mean grows by 1.5 and the cv stays.

#include "check_main.h"

#include "twin/law_mean.h"

#include <signal.h>

static gm_arena arena;

static const double values[] = {2.0, 6.0};
static const double shares[] = {0.5, 1.0};

static gm_dist law(int i)
{
    static gm_dist parts[2];
    parts[0] = gm_dist_exponential(10.0);
    parts[1] = gm_dist_uniform(50.0, 70.0);
    const gm_dist laws[] = {
        gm_dist_constant(60.0),
        gm_dist_exponential(60.0),
        gm_dist_lognormal(60.0, 0.5),
        gm_dist_gamma(60.0, 2.0),
        gm_dist_hyperexponential(60.0, 9.0),
        gm_dist_erlang(4.0, 60.0),
        gm_dist_weibull(2.0, 68.0),
        gm_dist_uniform(50.0, 70.0),
        gm_dist_triangular(50.0, 60.0, 90.0),
        gm_dist_pert(50.0, 60.0, 90.0),
        gm_dist_normal(10.0, 9.0), // cut off at 0 for the most part
        gm_dist_empirical(values, shares, 2),
        gm_dist_replay(values, 2, false),
        gm_dist_mixture(parts, shares, 2),
    };
    ck_assert_int_lt(i, (int)(sizeof laws / sizeof laws[0]));
    return laws[i];
}
#define N_LAWS 14

START_TEST(another_mean_keeps_the_coefficient_of_variation)
{
    gm_dist old = law(_i);
    gm_dist dist = old;
    ck_assert_ptr_null(gm_law_mean_fault(&dist, 1.5 * gm_dist_mean(&old)));
    gm_law_set_mean(&dist, 1.5 * gm_dist_mean(&old), &arena);
    ck_assert_double_eq_tol(gm_dist_mean(&dist), 1.5 * gm_dist_mean(&old), 1e-12 * 90.0);
    ck_assert_double_eq_tol(gm_dist_scv(&dist), gm_dist_scv(&old), 1e-12);
    ck_assert_double_eq(values[0], 2.0);
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(the_same_mean_changes_nothing)
{
    gm_dist old = law(_i);
    gm_dist dist = old;
    gm_law_set_mean(&dist, gm_dist_mean(&old), &arena);
    ck_assert(dist.a == old.a && dist.b == old.b && dist.c == old.c);
    ck_assert(dist.values == old.values && dist.parts == old.parts);
    gm_arena_fini(&arena);
}
END_TEST

// Tries until the first success: mean 1 / p, so mean 10 is p 0.1 and mean 16 is p 0.0625.
START_TEST(a_geometric_law_gets_another_chance)
{
    gm_dist dist = gm_dist_geometric(0.1);
    gm_law_set_mean(&dist, 16.0, &arena);
    ck_assert_double_eq_tol(dist.a, 0.0625, 1e-15);
    gm_law_set_mean(&dist, 1.0, &arena);
    ck_assert_double_eq(dist.a, 1.0);
    ck_assert_ptr_nonnull(gm_law_mean_fault(&dist, 0.9));
    gm_dist mix = gm_dist_mixture(&dist, NULL, 1);
    ck_assert_ptr_nonnull(gm_law_mean_fault(&mix, 0.9));
}
END_TEST

START_TEST(nothing_times_a_factor_is_nothing)
{
    gm_dist zero = gm_dist_exponential(0.0);
    ck_assert_ptr_nonnull(gm_law_mean_fault(&zero, 1.0));
    gm_dist constant = gm_dist_constant(0.0);
    ck_assert_ptr_null(gm_law_mean_fault(&constant, 3.0));
    gm_law_set_mean(&constant, 3.0, &arena);
    ck_assert_double_eq(constant.a, 3.0);
    ck_assert_ptr_nonnull(gm_law_mean_fault(&constant, -1.0));
}
END_TEST

START_TEST(impossible_mean_stops_the_program)
{
    gm_dist dist = gm_dist_geometric(0.1);
    gm_law_set_mean(&dist, 0.5, &arena);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("law_mean");
    tcase_add_loop_test(c, another_mean_keeps_the_coefficient_of_variation, 0, N_LAWS);
    tcase_add_loop_test(c, the_same_mean_changes_nothing, 0, N_LAWS);
    tcase_add_test(c, a_geometric_law_gets_another_chance);
    tcase_add_test(c, nothing_times_a_factor_is_nothing);
    tcase_add_test_raise_signal(c, impossible_mean_stops_the_program, SIGABRT);
    return gm_check_main("twin/law_mean", c);
}
