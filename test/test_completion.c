// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "estimate/completion.h"

#include <math.h>

static gm_stops stops_of(double after, double repair)
{
    gm_stops stops = gm_stops_none();
    gm_dist a = gm_dist_exponential(after);
    gm_dist r = gm_dist_exponential(repair);
    gm_stops_add(&stops, &a, &r);
    return stops;
}

// Work 1, a stop each 100 for 10 on average: mean 1.1, variance 0.01 x 200, third 0.01 x 6000.
START_TEST(constant_work_with_exponential_stops_is_found_exactly)
{
    gm_dist work = gm_dist_constant(1.0);
    gm_stops stops = stops_of(100.0, 10.0);
    gm_completion c = gm_completion_of(&work, &stops);
    ck_assert_double_eq_tol(c.mean, 1.1, 1e-12);
    ck_assert_double_eq_tol(c.variance, 2.0, 1e-12);
    ck_assert_double_eq_tol(c.third, 60.0, 1e-12);
    ck_assert_double_eq(c.noise, 0.0);
    gm_fluid_machine m = gm_fluid_machine_of(&c);
    ck_assert_double_eq_tol(m.speed, 1.0, 1e-12);
    ck_assert_double_eq_tol(m.fail, 0.01, 1e-12);
    ck_assert_double_eq_tol(m.repair, 0.1, 1e-12);
}
END_TEST

// Work of mean 2 and cumulants 2, 4, 16; a stop each 20 for 5: a = 1.25, second 0.05 x 50 = 2.5,
// third 0.05 x 750 = 37.5. Variance 4 x 1.5625 + 2 x 2.5 = 11.25; third 16 x 1.953125 +
// 3 x 4 x 1.25 x 2.5 + 2 x 37.5 = 143.75.
START_TEST(work_that_varies_adds_to_what_repairs_do)
{
    gm_dist work = gm_dist_exponential(2.0);
    gm_stops stops = stops_of(20.0, 5.0);
    gm_completion c = gm_completion_of(&work, &stops);
    ck_assert_double_eq_tol(c.mean, 2.5, 1e-12);
    ck_assert_double_eq_tol(c.variance, 11.25, 1e-12);
    ck_assert_double_eq_tol(c.third, 143.75, 1e-11);
    ck_assert_double_eq_tol(c.noise, 6.25 / 11.25, 1e-12);
    // 1/v + q/r, 2 q/r^2 and 6 q/r^3 give them back, q the stops of a part.
    gm_fluid_machine m = gm_fluid_machine_of(&c);
    double q = m.fail / m.speed;
    ck_assert_double_eq_tol(1.0 / m.speed + q / m.repair, c.mean, 1e-12);
    ck_assert_double_eq_tol(2.0 * q / pow(m.repair, 2.0), c.variance, 1e-11);
    ck_assert_double_eq_tol(6.0 * q / pow(m.repair, 3.0), c.third, 1e-10);
}
END_TEST

START_TEST(another_speed_keeps_mean_and_variance)
{
    gm_dist work = gm_dist_exponential(2.0);
    gm_stops stops = stops_of(20.0, 5.0);
    gm_completion c = gm_completion_of(&work, &stops);
    double speed = 2.0 * gm_fluid_machine_of(&c).speed;
    gm_fluid_machine m = gm_fluid_machine_at(&c, speed);
    ck_assert_double_eq(m.speed, speed);
    ck_assert_double_eq_tol(gm_fluid_machine_rate(&m), 1.0 / 2.5, 1e-12);
    ck_assert_double_eq_tol(2.0 * m.fail / m.speed / pow(m.repair, 2.0), 11.25, 1e-10);
}
END_TEST

// Two exponential machines with B places make (B + 2) / (B + 3) of what one makes (closed form of
// the birth and death chain).
START_TEST(two_exponential_machines_come_out_exact)
{
    gm_dist work = gm_dist_exponential(1.0);
    gm_stops none = gm_stops_none();
    gm_completion c = gm_completion_of(&work, &none);
    gm_fluid_machine m = gm_fluid_machine_of(&c);
    for (int b = 0; b < 6; b++) {
        double rate = gm_fluid_pair_solve(&m, &m, gm_fluid_places(b, &c, &c)).rate;
        ck_assert_double_eq_tol(rate, (b + 2.0) / (b + 3.0), 1e-12);
    }
}
END_TEST

START_TEST(work_without_any_chance_flows_steadily)
{
    gm_dist work = gm_dist_constant(50.0);
    gm_stops none = gm_stops_none();
    gm_completion c = gm_completion_of(&work, &none);
    gm_fluid_machine m = gm_fluid_machine_of(&c);
    ck_assert_double_eq_tol(gm_fluid_machine_rate(&m), 0.02, 1e-12);
    // Beside a faster one it stands for short moments instead.
    m = gm_fluid_machine_at(&c, 0.04);
    ck_assert_double_eq_tol(gm_fluid_machine_rate(&m), 0.02, 1e-12);
    ck_assert_double_gt(m.repair, 1000.0);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("completion");
    tcase_add_test(cases, constant_work_with_exponential_stops_is_found_exactly);
    tcase_add_test(cases, work_that_varies_adds_to_what_repairs_do);
    tcase_add_test(cases, another_speed_keeps_mean_and_variance);
    tcase_add_test(cases, two_exponential_machines_come_out_exact);
    tcase_add_test(cases, work_without_any_chance_flows_steadily);
    return gm_check_main("completion", cases);
}
