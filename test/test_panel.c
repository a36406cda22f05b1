// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "report/panel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define N 100000

static gm_arena arena;
static const gm_box box = {100.0, 50.0, 800.0, 100.0};

static void expect(double lo, double hi, double first, double step, int n_steps)
{
    gm_panel_axis y = gm_panel_axis_around(box, lo, hi);
    ck_assert_double_eq_tol(y.scale.lo, first, 1e-9);
    ck_assert_double_eq_tol(y.step, step, 1e-9);
    ck_assert_int_eq(y.n_steps, n_steps);
    ck_assert_double_eq_tol(gm_scale_at(&y.scale, first), 150.0, 1e-9);
    ck_assert_double_eq_tol(gm_scale_at(&y.scale, first + n_steps * step), 50.0, 1e-9);
}

START_TEST(an_axis_goes_from_one_round_number_to_another)
{
    expect(3.41, 4.2, 3.4, 0.2, 4);
    expect(25.0, 45.0, 25.0, 5.0, 4);
    expect(-0.9, 1.0, -1.0, 0.5, 4);
    expect(0.0, 207.0, 0.0, 50.0, 5);
}
END_TEST

START_TEST(a_range_of_nothing_has_its_value_inside)
{
    gm_panel_axis y = gm_panel_axis_around(box, 25.0, 25.0);
    ck_assert_double_lt(y.scale.lo, 25.0);
    ck_assert_double_gt(y.scale.hi, 25.0);
    y = gm_panel_axis_around(box, (double)NAN, 1.0);
    ck_assert_double_gt(y.scale.hi, y.scale.lo);
    y = gm_panel_axis_around(box, HUGE_VAL, -HUGE_VAL); // of no points
    ck_assert_double_gt(y.scale.hi, y.scale.lo);
}
END_TEST

// 57 in three steps are steps of 20, in four of 20 (14.25 is not round); 9 in four of 2.5.
START_TEST(two_axes_have_their_lines_in_common)
{
    gm_panel_axis three = gm_panel_axis_around(box, 0.0, 3.0);
    gm_panel_axis four = gm_panel_axis_around(box, 0.0, 4.0);
    ck_assert_double_eq_tol(gm_panel_axis_beside(box, &three, 57.0).step, 20.0, 1e-9);
    ck_assert_double_eq_tol(gm_panel_axis_beside(box, &four, 57.0).step, 20.0, 1e-9);
    ck_assert_double_eq_tol(gm_panel_axis_beside(box, &four, 9.0).step, 2.5, 1e-9);
    ck_assert_int_eq(gm_panel_axis_beside(box, &four, 9.0).n_steps, four.n_steps);
    ck_assert_double_gt(gm_panel_axis_beside(box, &four, 0.0).scale.hi, 0.0);
}
END_TEST

// The points of a path, and the highest and lowest y among them.
static int look(const char *path, double *low, double *high)
{
    int n = 0;
    *low = HUGE_VAL;
    *high = -HUGE_VAL;
    for (const char *at = strpbrk(strstr(path, "d=\""), "ML"); at; at = strpbrk(at + 1, "ML")) {
        char *end;
        (void)strtod(at + 1, &end);
        double y = strtod(end, NULL);
        *low = fmin(*low, y);
        *high = fmax(*high, y);
        n++;
    }
    return n;
}

// A hundred thousand points over 800 units of x, two of them far off.
START_TEST(a_curve_of_many_points_keeps_what_stands_out)
{
    static double at[N];
    static double values[N];
    for (int i = 0; i < N; i++) {
        at[i] = i;
        values[i] = 50.0 + (i % 7);
    }
    values[54321] = 100.0;
    values[54322] = 0.0;
    gm_scale x = {0.0, N - 1, 100.0, 900.0};
    gm_panel panel = {box, &x, N, at};
    gm_panel_axis y = gm_panel_axis_around(box, 0.0, 100.0);
    gm_html h = gm_html_init(&arena);
    double low;
    double high;
    gm_panel_curve(&h, &panel, &y, "trace", values);
    ck_assert_int_le(look(h.text.at, &low, &high), 3204); // four points in each of 801 columns
    ck_assert_double_eq(low, 50.0);
    ck_assert_double_eq(high, 150.0);
}
END_TEST

// 80 above an axis that ends at 50 is drawn at its end.
START_TEST(what_leaves_the_axis_is_cut_at_its_edge)
{
    const double at[] = {0.0, 1.0, 2.0};
    const double values[] = {10.0, 80.0, -5.0};
    gm_scale x = {0.0, 2.0, 100.0, 900.0};
    gm_panel panel = {box, &x, 3, at};
    gm_panel_axis y = gm_panel_axis_around(box, 0.0, 50.0);
    gm_html h = gm_html_init(&arena);
    gm_panel_curve(&h, &panel, &y, "trace", values);
    ck_assert_ptr_nonnull(strstr(h.text.at, "d=\"M100.0 130.0L500.0 50.0L900.0 150.0\""));
}
END_TEST

START_TEST(a_limit_off_the_axis_is_not_drawn)
{
    gm_scale x = {0.0, 2.0, 100.0, 900.0};
    gm_panel panel = {box, &x, 0, NULL};
    gm_panel_axis y = gm_panel_axis_around(box, 0.0, 50.0);
    gm_html h = gm_html_init(&arena);
    gm_panel_limit(&h, &panel, &y, 51.0, "too much");
    gm_panel_limit(&h, &panel, &y, (double)NAN, "unknown");
    ck_assert_str_eq(h.text.at, "");
    gm_panel_limit(&h, &panel, &y, 25.0, "half");
    ck_assert_ptr_nonnull(strstr(h.text.at, "y1=\"100.0\""));
    ck_assert_ptr_nonnull(strstr(h.text.at, "half"));
}
END_TEST

// Of steps of 0.25 every number has two decimals.
START_TEST(numbers_of_an_axis_have_as_many_decimals_as_its_step)
{
    gm_scale x = {0.0, 2.0, 100.0, 900.0};
    gm_panel panel = {box, &x, 0, NULL};
    gm_panel_axis four = gm_panel_axis_around(box, 0.0, 4.0);
    gm_panel_axis y = gm_panel_axis_beside(box, &four, 1.0);
    gm_html h = gm_html_init(&arena);
    gm_panel_frame(&h, &panel, &y, "share");
    ck_assert_ptr_nonnull(strstr(h.text.at, ">0.00<"));
    ck_assert_ptr_nonnull(strstr(h.text.at, ">0.25<"));
    ck_assert_ptr_nonnull(strstr(h.text.at, ">1.00<"));
}
END_TEST

static void setup(void)
{
    gm_arena_init(&arena, 0);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *c = tcase_create("panel");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, an_axis_goes_from_one_round_number_to_another);
    tcase_add_test(c, a_range_of_nothing_has_its_value_inside);
    tcase_add_test(c, two_axes_have_their_lines_in_common);
    tcase_add_test(c, a_curve_of_many_points_keeps_what_stands_out);
    tcase_add_test(c, what_leaves_the_axis_is_cut_at_its_edge);
    tcase_add_test(c, a_limit_off_the_axis_is_not_drawn);
    tcase_add_test(c, numbers_of_an_axis_have_as_many_decimals_as_its_step);
    return gm_check_main("report/panel", c);
}
