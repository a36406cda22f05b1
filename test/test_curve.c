// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/curve.h"

#include <math.h>

static gm_arena arena;

static void setup(void)
{
    gm_arena_init(&arena, 0);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

static bool sine(void *user, double x, double *y, double *slope)
{
    (void)user;
    *y = sin(x);
    *slope = cos(x);
    return true;
}

// The error of a cubic Hermite piece of length h is h^4/384 max |f''''|.
START_TEST(a_sine_is_met_to_the_bound_of_hermite)
{
    gm_curve c;
    double failed_at;
    ck_assert(gm_curve_of_function(&arena, sine, NULL, (gm_curve_span){0.0, 3.0, 30, 0.0}, &c,
                                   &failed_at));
    double bound = pow(0.1, 4) / 384.0;
    for (int i = 0; i <= 3000; i++) {
        double x = i * 1e-3;
        double slope;
        ck_assert_double_le(fabs(gm_curve_at(&c, x, &slope) - sin(x)), bound * 1.000001);
        ck_assert_double_le(fabs(slope - cos(x)), 2e-5);
    }
}
END_TEST

START_TEST(it_goes_on_straight_beyond_its_ends)
{
    gm_curve c;
    double failed_at;
    double slope;
    ck_assert(gm_curve_of_function(&arena, sine, NULL, (gm_curve_span){0.0, 3.0, 30, 0.0}, &c,
                                   &failed_at));
    ck_assert_double_eq_tol(gm_curve_at(&c, -2.0, &slope), -2.0, 1e-12);
    ck_assert_double_eq_tol(slope, 1.0, 1e-12);
    ck_assert_double_eq_tol(gm_curve_at(&c, 4.0, &slope), sin(3.0) + cos(3.0), 1e-12);
    ck_assert_double_eq_tol(slope, cos(3.0), 1e-12);
}
END_TEST

// A step between flat stretches: no over- or undershoot, as a spline through it would have.
START_TEST(points_are_met_and_nothing_lies_beyond_them)
{
    const double x[] = {0.0, 0.1, 0.3, 0.4, 0.9, 1.0};
    const double y[] = {1.0, 1.0, 1.0, 3.0, 3.0, 2.0};
    gm_curve c;
    gm_curve_of_points(&arena, x, y, 6, 1000, &c);
    double slope;
    for (int i = 0; i < 6; i++) {
        ck_assert_double_eq_tol(gm_curve_at(&c, x[i], &slope), y[i], 1e-9);
    }
    for (int i = 0; i <= 1000; i++) {
        double v = gm_curve_at(&c, i * 1e-3, &slope);
        ck_assert_double_ge(v, 1.0 - 1e-12);
        ck_assert_double_le(v, 3.0 + 1e-12);
        if (i > 300 && i < 400) {
            ck_assert_double_ge(slope, 0.0);
        }
    }
}
END_TEST

START_TEST(points_on_a_line_give_the_line)
{
    const double x[] = {-1.0, 0.5, 2.0, 7.0};
    const double y[] = {5.0, 2.0, -1.0, -11.0};
    gm_curve c;
    gm_curve_of_points(&arena, x, y, 4, 64, &c);
    for (int i = -20; i <= 90; i++) {
        double slope;
        ck_assert_double_eq_tol(gm_curve_at(&c, 0.1 * i, &slope), 3.0 - 0.2 * i, 1e-12);
        ck_assert_double_eq_tol(slope, -2.0, 1e-10);
    }
}
END_TEST

START_TEST(one_point_is_a_constant)
{
    const double x = 0.4;
    const double y = 7.5;
    gm_curve c;
    double slope;
    gm_curve_of_points(&arena, &x, &y, 1, 64, &c);
    ck_assert_double_eq(gm_curve_at(&c, -3.0, &slope), 7.5);
    ck_assert_double_eq(gm_curve_at(&c, 30.0, &slope), 7.5);
    ck_assert_double_eq(slope, 0.0);
}
END_TEST

static bool root(void *user, double x, double *y, double *slope)
{
    (void)user;
    *y = sqrt(x);
    *slope = 0.5 / *y;
    return x > 0.0;
}

START_TEST(where_a_function_fails_is_told)
{
    gm_curve c;
    double failed_at = 9.0;
    ck_assert(!gm_curve_of_function(&arena, root, NULL, (gm_curve_span){0.0, 1.0, 8, 0.0}, &c,
                                    &failed_at));
    ck_assert_double_eq(failed_at, 0.0);
}
END_TEST

// As few pieces as are asked for: fewer for a lenient share, and the error is what was said.
START_TEST(pieces_are_as_few_as_the_share_allows)
{
    int32_t last = 0;
    for (int i = 0; i < 3; i++) {
        static const double shares[] = {1e-6, 1e-8, 1e-10};
        double failed_at;
        double slope;
        double most = 0.0;
        gm_curve c;
        ck_assert(gm_curve_of_function(
            &arena, sine, NULL, (gm_curve_span){0.0, 60.0, 16384, shares[i]}, &c, &failed_at));
        for (int k = 0; k <= 4878; k++) {
            double x = 0.0123 * k;
            most = fmax(most, fabs(gm_curve_at(&c, x, &slope) - sin(x)));
        }
        ck_assert_int_gt(c.n, last);
        ck_assert_int_lt(c.n, 16384);
        ck_assert_double_le(most, 1.1 * shares[i]);
        last = c.n;
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("curve");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, a_sine_is_met_to_the_bound_of_hermite);
    tcase_add_test(tc, it_goes_on_straight_beyond_its_ends);
    tcase_add_test(tc, points_are_met_and_nothing_lies_beyond_them);
    tcase_add_test(tc, points_on_a_line_give_the_line);
    tcase_add_test(tc, one_point_is_a_constant);
    tcase_add_test(tc, pieces_are_as_few_as_the_share_allows);
    tcase_add_test(tc, where_a_function_fails_is_told);
    return gm_check_main("num/curve", tc);
}
