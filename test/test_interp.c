// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/interp.h"

#include <math.h>

static const double xs[] = {0.0, 2.0, 3.0};
static const double ys[] = {1.0, 5.0, 3.0};
static const gm_table table = {xs, ys, 3};

START_TEST(value_is_linear_between_points_and_constant_beyond)
{
    ck_assert_double_eq(gm_table_at(&table, 0.0), 1.0);
    ck_assert_double_eq(gm_table_at(&table, 1.0), 3.0);
    ck_assert_double_eq(gm_table_at(&table, 2.0), 5.0);
    ck_assert_double_eq(gm_table_at(&table, 2.5), 4.0);
    ck_assert_double_eq(gm_table_at(&table, -7.0), 1.0);
    ck_assert_double_eq(gm_table_at(&table, 99.0), 3.0);
}
END_TEST

START_TEST(one_point_is_a_constant)
{
    const gm_table one = {xs, ys, 1};
    ck_assert(gm_table_check(&one));
    ck_assert_double_eq(gm_table_at(&one, -1.0), 1.0);
    ck_assert_double_eq(gm_table_at(&one, 1.0), 1.0);
    ck_assert_double_eq(gm_table_integral(&one, 1.0, 4.0), 3.0);
}
END_TEST

// Trapezoids: 0 .. 2 is 6, 2 .. 3 is 4; one unit before is 1, one behind 3.
START_TEST(integral_is_the_sum_of_trapezoids)
{
    ck_assert_double_eq(gm_table_integral(&table, 0.0, 3.0), 10.0);
    ck_assert_double_eq(gm_table_integral(&table, -1.0, 4.0), 14.0);
    ck_assert_double_eq(gm_table_integral(&table, 1.0, 2.5), 4.0 + 2.25);
    ck_assert_double_eq(gm_table_integral(&table, 0.5, 0.5), 0.0);
}
END_TEST

START_TEST(tables_out_of_order_or_empty_are_refused)
{
    const double equal[] = {0.0, 2.0, 2.0};
    const double infinite[] = {1.0, (double)INFINITY, 3.0};
    ck_assert(gm_table_check(&table));
    ck_assert(!gm_table_check(&(gm_table){equal, ys, 3}));
    ck_assert(!gm_table_check(&(gm_table){xs, infinite, 3}));
    ck_assert(!gm_table_check(&(gm_table){xs, ys, 0}));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("interp");
    tcase_add_test(cases, value_is_linear_between_points_and_constant_beyond);
    tcase_add_test(cases, one_point_is_a_constant);
    tcase_add_test(cases, integral_is_the_sum_of_trapezoids);
    tcase_add_test(cases, tables_out_of_order_or_empty_are_refused);
    return gm_check_main("num/interp", cases);
}
