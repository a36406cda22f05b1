// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/root.h"

#include <math.h>
#include <signal.h>

typedef struct counted {
    int n;
    double at;
} counted;

static double cubic(void *user, double x)
{
    ((counted *)user)->n++;
    return x * x * x - 2.0 * x - 5.0;
}

// Wallis' example: the real root is 2.0945514815423265.
START_TEST(a_smooth_root_takes_a_dozen_trials)
{
    counted c = {0};
    gm_bracket r = {2.0, -1.0, 3.0, 16.0};
    ck_assert_double_eq_tol(gm_root_find(cubic, &c, 0.0, &r), 2.0945514815423265, 1e-15);
    ck_assert_int_le(c.n, 12);
}
END_TEST

static double flat(void *user, double x)
{
    ((counted *)user)->n++;
    return pow(x - 0.3, 9.0);
}

START_TEST(a_flat_root_ends_in_time)
{
    counted c = {0};
    gm_bracket r = {-1.0, flat(&c, -1.0), 4.0, flat(&c, 4.0)};
    ck_assert_double_eq_tol(gm_root_find(flat, &c, 1e-9, &r), 0.3, 1e-8);
    ck_assert_int_le(c.n, 120);
}
END_TEST

static double step(void *user, double x)
{
    counted *c = user;
    c->n++;
    return x < c->at ? 1.0 : -3.0;
}

START_TEST(a_jump_is_held_between_both_ends)
{
    counted c = {0, 0.7071};
    gm_bracket r = {0.0, 1.0, 1.0, -3.0};
    (void)gm_root_find(step, &c, 1e-12, &r);
    ck_assert_double_le(fmin(r.a, r.b), c.at);
    ck_assert_double_ge(fmax(r.a, r.b), c.at);
    ck_assert_double_le(fabs(r.a - r.b), 2.1e-12);
    ck_assert_int_le(c.n, 60);
}
END_TEST

START_TEST(an_end_that_is_a_root_is_the_answer)
{
    counted c = {0};
    gm_bracket r = {2.0, 0.0, 3.0, 16.0};
    ck_assert_double_eq(gm_root_find(cubic, &c, 0.0, &r), 2.0);
    ck_assert_int_eq(c.n, 0);
}
END_TEST

static double never(void *user, double x)
{
    (void)user;
    (void)x;
    return NAN;
}

START_TEST(no_number_is_no_root)
{
    gm_bracket r = {0.0, 1.0, 1.0, -1.0};
    ck_assert_double_nan(gm_root_find(never, NULL, 0.0, &r));
}
END_TEST

START_TEST(equal_signs_are_refused)
{
    counted c = {0};
    gm_bracket r = {3.0, 16.0, 4.0, 51.0};
    (void)gm_root_find(cubic, &c, 0.0, &r);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("root");
    tcase_add_test(tc, a_smooth_root_takes_a_dozen_trials);
    tcase_add_test(tc, a_flat_root_ends_in_time);
    tcase_add_test(tc, a_jump_is_held_between_both_ends);
    tcase_add_test(tc, an_end_that_is_a_root_is_the_answer);
    tcase_add_test(tc, no_number_is_no_root);
    tcase_add_test_raise_signal(tc, equal_signs_are_refused, SIGABRT);
    return gm_check_main("num/root", tc);
}
