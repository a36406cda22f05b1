// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "report/scale.h"

#include <math.h>

static void expect(double lo, double hi, int most, double first, double step, int n)
{
    gm_ticks t = gm_ticks_within(lo, hi, most);
    ck_assert_double_eq_tol(t.first, first, 1e-9 * step);
    ck_assert_double_eq_tol(t.step, step, 1e-9 * step);
    ck_assert_int_eq(t.n, n);
}

START_TEST(ticks_are_one_two_or_five_times_a_power_of_ten)
{
    expect(0.0, 10.0, 6, 0.0, 2.0, 6);
    expect(0.0, 97.0, 6, 0.0, 20.0, 5);
    expect(0.0, 106106.0, 6, 0.0, 20000.0, 6);
    expect(0.0, 0.4, 6, 0.0, 0.1, 5);
}
END_TEST

// Nine fives do not fit into eight: tens.
START_TEST(no_more_ticks_than_asked_for)
{
    expect(80.0, 119.0, 8, 80.0, 5.0, 8);
    expect(80.0, 120.0, 8, 80.0, 10.0, 5);
    expect(0.0, 1.0, 2, 0.0, 1.0, 2);
    expect(-3.0, 3.0, 4, -2.0, 2.0, 3);
}
END_TEST

START_TEST(decimals_are_those_of_the_step)
{
    ck_assert_int_eq(gm_ticks_within(0.0, 1.0, 6).decimals, 1);
    ck_assert_int_eq(gm_ticks_within(0.0, 0.013, 6).decimals, 3);
    ck_assert_int_eq(gm_ticks_within(0.0, 50.0, 6).decimals, 0);
    ck_assert_int_eq(gm_ticks_within(0.0, 3e9, 6).decimals, 0);
}
END_TEST

START_TEST(an_empty_or_unknown_range_has_one_tick)
{
    ck_assert_int_eq(gm_ticks_within(5.0, 5.0, 6).n, 1);
    ck_assert_int_eq(gm_ticks_within(0.0, (double)NAN, 6).n, 1);
    ck_assert_int_eq(gm_ticks_within(0.0, (double)INFINITY, 6).n, 1);
}
END_TEST

// Upwards on a page: the larger value has the smaller y. 97 is rounded up to 100.
START_TEST(a_nice_scale_ends_at_a_round_number)
{
    gm_scale s = gm_scale_nice(0.0, 97.0, 6, 300.0, 0.0);
    ck_assert_double_eq_tol(s.hi, 100.0, 1e-9);
    ck_assert_double_eq_tol(gm_scale_at(&s, 0.0), 300.0, 1e-9);
    ck_assert_double_eq_tol(gm_scale_at(&s, 25.0), 225.0, 1e-9);
    ck_assert_double_eq_tol(gm_scale_at(&s, 100.0), 0.0, 1e-9);
    gm_scale flat = gm_scale_nice(0.0, 0.0, 6, 0.0, 10.0);
    ck_assert(flat.hi > flat.lo);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("scale");
    tcase_add_test(tc, ticks_are_one_two_or_five_times_a_power_of_ten);
    tcase_add_test(tc, no_more_ticks_than_asked_for);
    tcase_add_test(tc, decimals_are_those_of_the_step);
    tcase_add_test(tc, an_empty_or_unknown_range_has_one_tick);
    tcase_add_test(tc, a_nice_scale_ends_at_a_round_number);
    return gm_check_main("scale", tc);
}
