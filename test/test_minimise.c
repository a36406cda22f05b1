// SPDX-License-Identifier: MIT
//
// Functions whose least value is known in closed form. Without NLopt there is nothing to test but that the
// library says so.

#include "check_main.h"

#include "num/minimise.h"

#include <math.h>

typedef struct counter {
    int n;
    int most; // after which it stops; 0: never
} counter;

// Branin's function on [-5, 10] x [0, 15]: three least points of one value, 0.397887 (Dixon, Szego 1978).
static double branin(void *user, const double *u)
{
    const double pi = 3.14159265358979323846;
    counter *c = user;
    double x = -5.0 + 15.0 * u[0];
    double y = 15.0 * u[1];
    double a = y - 5.1 / (4.0 * pi * pi) * x * x + 5.0 / pi * x - 6.0;
    c->n++;
    return a * a + 10.0 * (1.0 - 1.0 / (8.0 * pi)) * cos(x) + 10.0;
}

// Rosenbrock's valley in three variables of -2 .. 2: 0 at (1, 1, 1).
static double valley(void *user, const double *u)
{
    double f = 0.0;
    counter *c = user;
    for (int i = 0; i < 2; i++) {
        double x = 4.0 * u[i] - 2.0;
        double y = 4.0 * u[i + 1] - 2.0;
        f += 100.0 * (y - x * x) * (y - x * x) + (1.0 - x) * (1.0 - x);
    }
    c->n++;
    return f;
}

// Outside of the box it would be less: the least is at its corner.
static double slope(void *user, const double *u)
{
    counter *c = user;
    c->n++;
    return (u[0] - 1.5) * (u[0] - 1.5) + (u[1] + 0.5) * (u[1] + 0.5);
}

// Of one variable: 0 at 0.3, but for a well of -1 at 0.9, a tenth wide.
static double well(void *user, const double *u)
{
    counter *c = user;
    double d = fabs(u[0] - 0.9) / 0.05;
    c->n++;
    return (u[0] - 0.3) * (u[0] - 0.3) - (d < 1.0 ? 1.36 * (1.0 - d * d) : 0.0);
}

static bool is_enough(void *user)
{
    const counter *c = user;
    return c->n >= c->most;
}

static gm_minimise_ask ask_of(gm_minimise_fn *f, int32_t n, counter *c)
{
    return (gm_minimise_ask){
        .n = n, .f = f, .user = c, .global = 200, .local = 400, .begin = 0.1, .near_x = 1e-7};
}

START_TEST(the_least_of_several_wells_is_found)
{
    counter c = {0};
    double x[2] = {0.9, 0.9};
    gm_minimise_ask ask = ask_of(branin, 2, &c);
    double f = gm_minimise(&ask, x);
    ck_assert_double_eq_tol(f, 0.39788736, 1e-6);
    ck_assert_int_le(c.n, 1 + ask.global + ask.local);
}
END_TEST

START_TEST(a_narrow_well_of_one_variable_is_found)
{
    counter c = {0};
    double x[1] = {0.3};
    gm_minimise_ask ask = ask_of(well, 1, &c);
    // By hand: derivative 2 (u - 0.3) + 2 * 1.36 (u - 0.9) / 0.05^2 = 0 at u = 0.9 - 0.6/545.
    double f = gm_minimise(&ask, x);
    ck_assert_double_eq_tol(x[0], 0.9 - 0.6 / 545.0, 1e-4);
    ck_assert_double_lt(f, -0.99);
}
END_TEST

START_TEST(downhill_alone_follows_a_bent_valley)
{
    counter c = {0};
    double x[3] = {0.2, 0.8, 0.3};
    gm_minimise_ask ask = ask_of(valley, 3, &c);
    ask.global = 0;
    ask.local = 2000;
    double f = gm_minimise(&ask, x);
    ck_assert_double_lt(f, 1e-6);
    for (int i = 0; i < 3; i++) {
        ck_assert_double_eq_tol(x[i], 0.75, 1e-3);
    }
}
END_TEST

START_TEST(a_least_at_a_corner_of_the_box_is_found_there)
{
    counter c = {0};
    double x[2] = {0.5, 0.5};
    gm_minimise_ask ask = ask_of(slope, 2, &c);
    ck_assert_double_eq_tol(gm_minimise(&ask, x), 0.5, 1e-9);
    ck_assert_double_eq_tol(x[0], 1.0, 1e-6);
    ck_assert_double_eq_tol(x[1], 0.0, 1e-6);
}
END_TEST

START_TEST(a_search_that_is_stopped_keeps_the_best)
{
    counter c = {.most = 30};
    double x[2] = {0.9, 0.9};
    double begin = branin(&c, x);
    gm_minimise_ask ask = ask_of(branin, 2, &c);
    ask.stop = is_enough;
    double f = gm_minimise(&ask, x);
    ck_assert_int_eq(c.n, 30);
    ck_assert_double_lt(f, begin);
    ck_assert_double_eq(branin(&c, x), f);
}
END_TEST

START_TEST(the_same_search_goes_the_same_way)
{
    counter c = {0};
    double a[2] = {0.9, 0.9};
    double b[2] = {0.9, 0.9};
    gm_minimise_ask ask = ask_of(branin, 2, &c);
    ck_assert_double_eq(gm_minimise(&ask, a), gm_minimise(&ask, b));
    ck_assert_double_eq(a[0], b[0]);
    ck_assert_double_eq(a[1], b[1]);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("minimise");
    if (gm_minimise_is_there()) {
        tcase_add_test(tc, the_least_of_several_wells_is_found);
        tcase_add_test(tc, a_narrow_well_of_one_variable_is_found);
        tcase_add_test(tc, downhill_alone_follows_a_bent_valley);
        tcase_add_test(tc, a_least_at_a_corner_of_the_box_is_found_there);
        tcase_add_test(tc, a_search_that_is_stopped_keeps_the_best);
        tcase_add_test(tc, the_same_search_goes_the_same_way);
    }
    return gm_check_main("num/minimise", tc);
}
