// SPDX-License-Identifier: MIT
//
// Trapezoids and triangles by hand: s = v^2 / 2a on the ramps, s = v t between them.

#include "check_main.h"

#include "num/motion.h"

#include <math.h>

#define NEAR(got, want) ck_assert_double_eq_tol(got, want, 1e-12)

static const gm_motion agv = {.speed_m_s = 2.0, .speed_up_m_s2 = 0.5, .brake_m_s2 = 1.0};

// Up: 4 s, 4 m; down: 2 s, 2 m; 14 m at 2 m/s: 7 s.
START_TEST(long_way_is_a_trapezoid)
{
    NEAR(gm_motion_rest_to_rest_s(&agv, 20.0), 13.0);
}
END_TEST

// Peak p: p^2 / 1 + p^2 / 2 = 1.5 m, p = 1 m/s: 2 s up and 1 s down.
START_TEST(short_way_is_a_triangle)
{
    NEAR(gm_motion_rest_to_rest_s(&agv, 1.5), 3.0);
}
END_TEST

// 6 m is where the ramps meet: 4 s and 2 s.
START_TEST(both_forms_meet)
{
    NEAR(gm_motion_rest_to_rest_s(&agv, 6.0), 6.0);
    NEAR(gm_motion_rest_to_rest_s(&agv, 0.0), 0.0);
}
END_TEST

// From 1 to 1.5 m/s: up to 2 in 2 s over 3 m, down to 1.5 in 0.5 s over 0.875 m, 6.125 m between.
START_TEST(moving_start_and_end)
{
    NEAR(gm_motion_time_s(&agv, 10.0, 1.0, 1.5), 2.0 + 0.5 + 6.125 / 2.0);
}
END_TEST

// sqrt(1 + 2 0.5 3) = 2; sqrt(0.25 + 2 1 0.375) = 1.
START_TEST(speeds_within_reach)
{
    NEAR(gm_motion_reached_m_s(&agv, 3.0, 1.0), 2.0);
    NEAR(gm_motion_reached_m_s(&agv, 30.0, 1.0), 2.0);
    NEAR(gm_motion_brakes_from_m_s(&agv, 0.375, 0.5), 1.0);
    NEAR(gm_motion_brake_m(&agv, 2.0), 2.0);
}
END_TEST

START_TEST(without_acceleration_it_is_length_over_speed)
{
    const gm_motion m = {2.0, (double)INFINITY, (double)INFINITY};
    NEAR(gm_motion_rest_to_rest_s(&m, 7.0), 3.5);
    NEAR(gm_motion_time_s(&m, 7.0, 2.0, 0.0), 3.5);
    NEAR(gm_motion_brake_m(&m, 2.0), 0.0);
}
END_TEST

// Braking alone: 6 m at 2 m/s, then 2 s over 2 m.
START_TEST(one_ramp_only)
{
    const gm_motion m = {2.0, (double)INFINITY, 1.0};
    NEAR(gm_motion_rest_to_rest_s(&m, 8.0), 5.0);
}
END_TEST

// In pieces with the speeds between them it takes as long as in one.
START_TEST(pieces_add_up)
{
    double v = gm_motion_reached_m_s(&agv, 2.0, 0.0);
    double s = gm_motion_time_s(&agv, 2.0, 0.0, v) + gm_motion_time_s(&agv, 18.0, v, 0.0);
    NEAR(s, 13.0);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("motion");
    tcase_add_test(cases, long_way_is_a_trapezoid);
    tcase_add_test(cases, short_way_is_a_triangle);
    tcase_add_test(cases, both_forms_meet);
    tcase_add_test(cases, moving_start_and_end);
    tcase_add_test(cases, speeds_within_reach);
    tcase_add_test(cases, without_acceleration_it_is_length_over_speed);
    tcase_add_test(cases, one_ramp_only);
    tcase_add_test(cases, pieces_add_up);
    return gm_check_main("num/motion", cases);
}
