// SPDX-License-Identifier: MIT
//
// Against closed forms of two machines of one speed and, at two speeds, against the same line with
// its buffer cut into 200, 400 and 800 levels, solved as a Markov chain and extrapolated twice.

#include "check_main.h"
#include "estimate/fluid_pair.h"

#include <math.h>

// NOLINTNEXTLINE(readability-function-size)
static gm_fluid_pair solve(double v1, double p1, double r1, double v2, double p2, double r2,
                           double places)
{
    gm_fluid_machine a = {v1, p1, r1};
    gm_fluid_machine b = {v2, p2, r2};
    return gm_fluid_pair_solve(&a, &b, places);
}

START_TEST(two_machines_of_one_speed)
{
    ck_assert_double_eq_tol(solve(1, 0.01, 0.1, 1, 0.01, 0.1, 5).rate, 0.8485856905, 1e-9);
    ck_assert_double_eq_tol(solve(1, 0.01, 0.1, 1, 0.01, 0.1, 10).rate, 0.8587257618, 1e-9);
    ck_assert_double_eq_tol(solve(1, 0.05, 0.2, 1, 0.02, 0.1, 20).rate, 0.7608832027, 1e-9);
    ck_assert_double_eq_tol(solve(1, 0.01, 0.1, 1, 0.01, 0.1, 10).level, 5.0, 1e-9);
    ck_assert_double_eq_tol(solve(1, 0.02, 0.1, 1, 0.01, 0.1, 10).level, 3.174738806, 1e-9);
}
END_TEST

static void expect(gm_fluid_pair got, double rate, double starved, double blocked, double level)
{
    ck_assert_double_eq_tol(got.rate, rate, 2e-6);
    ck_assert_double_eq_tol(got.starved, starved, 2e-6);
    ck_assert_double_eq_tol(got.blocked, blocked, 2e-6);
    ck_assert_double_eq_tol(got.level, level, 2e-5);
}

START_TEST(two_machines_of_two_speeds)
{
    expect(solve(1.2, 0.05, 0.2, 1.0, 0.02, 0.1, 6), 0.77564474, 0.06922631, 0.13044959,
           4.25708918);
    expect(solve(1.0, 0.03, 0.25, 1.5, 0.08, 0.3, 4), 0.84518708, 0.08940823, 0.05339047,
           0.69169018);
}
END_TEST

// No place at all: a stop of either stops both, and the slower one sets the pace at which both
// age: 1 / (1 / v + stops per part x repair).
START_TEST(without_a_buffer_every_stop_stops_both)
{
    ck_assert_double_eq_tol(solve(1, 0.01, 0.1, 1, 0.05, 0.2, 0).rate, 1.0 / (1.0 + 0.1 + 0.25),
                            1e-12);
    double per_part = 1.0 + 0.01 / 1.0 / 0.1 + 0.05 / 1.25 / 0.2;
    ck_assert_double_eq_tol(solve(1, 0.01, 0.1, 1.25, 0.05, 0.2, 0).rate, 1.0 / per_part, 1e-9);
    ck_assert_double_eq_tol(solve(1.25, 0.05, 0.2, 1, 0.01, 0.1, 0).rate, 1.0 / per_part, 1e-9);
}
END_TEST

// Behind endless room the slower of both in the long run sets the rate.
START_TEST(a_huge_buffer_leaves_the_slower_machine)
{
    ck_assert_double_eq_tol(solve(1, 0.01, 0.1, 1, 0.05, 0.2, 1e7).rate, 0.8, 1e-5);
    ck_assert_double_eq_tol(solve(1.5, 0.01, 0.1, 1, 0.01, 0.1, 1e7).rate, 1.0 / 1.1, 1e-5);
}
END_TEST

START_TEST(nearly_equal_speeds_go_over_into_equal_ones)
{
    double equal = solve(1, 0.05, 0.2, 1, 0.02, 0.1, 20).rate;
    double d = 1e-3;
    for (int i = 0; i < 9; i++, d /= 10.0) {
        ck_assert_double_eq_tol(solve(1, 0.05, 0.2, 1.0 + d, 0.02, 0.1, 20).rate, equal, d);
        ck_assert_double_eq_tol(solve(1.0 + d, 0.05, 0.2, 1, 0.02, 0.1, 20).rate, equal, d);
    }
}
END_TEST

// Parts one way are holes the other way.
START_TEST(a_line_seen_from_behind_makes_as_much)
{
    gm_fluid_pair there = solve(1.2, 0.05, 0.2, 1.0, 0.02, 0.1, 6);
    gm_fluid_pair back = solve(1.0, 0.02, 0.1, 1.2, 0.05, 0.2, 6);
    ck_assert_double_eq_tol(there.rate, back.rate, 1e-12);
    ck_assert_double_eq_tol(there.level, 6.0 - back.level, 1e-9);
    there = solve(1.0, 0.05, 0.2, 1.0, 0.02, 0.1, 6);
    back = solve(1.0, 0.02, 0.1, 1.0, 0.05, 0.2, 6);
    ck_assert_double_eq_tol(there.rate, back.rate, 1e-12);
}
END_TEST

START_TEST(machines_that_never_fail_work_at_the_slower_speed)
{
    ck_assert_double_eq_tol(solve(1, 0, 1, 1, 0, 1, 3).rate, 1.0, 1e-9);
    ck_assert_double_eq_tol(solve(2, 0, 1, 1, 0, 1, 3).rate, 1.0, 1e-9);
    // Only the second fails: it is never starved behind a faster machine that never stops.
    ck_assert_double_eq_tol(solve(2, 0, 1, 1, 0.1, 0.5, 3).rate, 1.0 / 1.2, 1e-9);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("fluid_pair");
    tcase_add_test(cases, two_machines_of_one_speed);
    tcase_add_test(cases, two_machines_of_two_speeds);
    tcase_add_test(cases, without_a_buffer_every_stop_stops_both);
    tcase_add_test(cases, a_huge_buffer_leaves_the_slower_machine);
    tcase_add_test(cases, nearly_equal_speeds_go_over_into_equal_ones);
    tcase_add_test(cases, a_line_seen_from_behind_makes_as_much);
    tcase_add_test(cases, machines_that_never_fail_work_at_the_slower_speed);
    return gm_check_main("fluid_pair", cases);
}
