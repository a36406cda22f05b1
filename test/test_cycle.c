// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "told.h"

#include "car/cycle.h"

#include <math.h>

static gm_arena arena;

static void teardown(void)
{
    gm_arena_fini(&arena);
}

// Totals as their standards and authorities print them, to the printed digit; but that the UDDS stands for
// 18.9 %: of its 1369 seconds 258 end at rest, 18.85 %.
static const struct {
    const char *name;
    double time_s;
    double km; // by trapezoids
    double most_km_h;
    double mean_km_h;
    double standing;  // %
    double digits[4]; // half of the last digit of the four
} totals[] = {
    {"CLTC-P", 1800, 14.4798, 114.0, 28.960, 23.3, {5e-5, 0.05, 5e-4, 0.05}},
    {"WLTC 3b", 1800, 23.2663, 131.3, 46.533, 13.0, {5e-5, 0.05, 5e-4, 0.05}},
    {"UDDS", 1369, 11.9904, 91.25, 31.53, 18.85, {5e-5, 5e-3, 5e-3, 5e-3}},
    {"HWFET", 765, 16.5068, 96.40, 77.68, 0.65, {5e-5, 5e-3, 5e-3, 5e-3}},
    {"US06", 600, 12.8876, 129.23, 77.33, 7.3, {5e-5, 5e-3, 5e-3, 0.05}},
    {"NEDC", 1179, 11.0132, 120.0, 33.63, 24.8, {5e-5, 0.05, 5e-3, 0.05}},
};

START_TEST(totals_are_those_of_the_standards)
{
    gm_cycle cycle;
    ck_assert(gm_cycle_find(totals[_i].name, &arena, &cycle));
    gm_cycle_totals sum = gm_cycle_sum(&cycle, 0, cycle.n - 1);
    double off[] = {fabs(sum.distance_m / 1e3 - totals[_i].km),
                    fabs(sum.most_m_s * 3.6 - totals[_i].most_km_h),
                    fabs(sum.mean_m_s * 3.6 - totals[_i].mean_km_h),
                    fabs(100.0 * sum.standing - totals[_i].standing)};
    ck_assert_double_eq(sum.time_s, totals[_i].time_s);
    for (int k = 0; k < 4; k++) {
        gm_told_le("length, speeds and stops of six cycles", "printed totals",
                   off[k] / totals[_i].digits[k] / 2.0, 0.5 + 1e-6, "of the last digit");
    }
}
END_TEST

// km of phases: CLTC-P 2.452, 5.905, 6.123; WLTC 3.095, 4.756, 7.162, 8.254.
START_TEST(phases_are_as_long_as_the_standards_say)
{
    static const double km[2][4] = {{2.452, 5.905, 6.123}, {3.095, 4.756, 7.162, 8.254}};
    gm_cycle cycle;
    ck_assert(gm_cycle_find(_i == 0 ? "CLTC-P" : "WLTC-3b", &arena, &cycle));
    int32_t first = 0;
    for (int32_t k = 0; k < cycle.n_phases; k++) {
        gm_cycle_totals sum = gm_cycle_sum(&cycle, first, cycle.phase_end[k]);
        gm_told_le("length of phases of CLTC-P and WLTC", "printed lengths",
                   fabs(sum.distance_m / 1e3 - km[_i][k]), 0.0005 + 1e-9, "km");
        first = cycle.phase_end[k];
    }
}
END_TEST

// The sum of speeds that UN GTR 15 gives to check a copy by.
START_TEST(wltc_has_the_checksum_of_its_standard)
{
    gm_cycle cycle;
    double sum = 0.0;
    ck_assert(gm_cycle_find("wltc 3b", &arena, &cycle));
    for (int32_t i = 0; i < cycle.n; i++) {
        sum += round(cycle.speed_m_s[i] * 36.0) / 10.0;
    }
    ck_assert_double_eq_tol(sum, 83758.6, 1e-6);
}
END_TEST

START_TEST(names_may_be_written_as_people_do)
{
    static const char *const good[] = {"cltc-p", "CLTC P", "cltcp", "Wltc_3B", "udds"};
    static const char *const bad[] = {"", "CLTC", "WLTC-3c", "udds2"};
    gm_cycle cycle;
    for (int i = 0; i < 5; i++) {
        ck_assert_msg(gm_cycle_find(good[i], &arena, &cycle), "%s", good[i]);
    }
    for (int i = 0; i < 4; i++) {
        ck_assert_msg(!gm_cycle_find(bad[i], &arena, &cycle), "%s", bad[i]);
    }
    for (int32_t i = 0; i < gm_cycle_known_count(); i++) {
        ck_assert(gm_cycle_find(gm_cycle_known_name(i), &arena, &cycle));
        ck_assert_int_eq(cycle.phase_end[cycle.n_phases - 1], cycle.n - 1);
    }
}
END_TEST

START_TEST(a_steady_speed_is_as_long_as_asked)
{
    gm_cycle cycle = gm_cycle_steady(30.0, 90.5, &arena);
    gm_cycle_totals sum = gm_cycle_sum(&cycle, 0, cycle.n - 1);
    ck_assert_double_eq_tol(sum.distance_m, 2715.0, 1e-9);
    ck_assert_double_eq(sum.standing, 0.0);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("cycle");
    tcase_add_checked_fixture(c, NULL, teardown);
    tcase_add_loop_test(c, totals_are_those_of_the_standards, 0,
                        sizeof totals / sizeof *totals);
    tcase_add_loop_test(c, phases_are_as_long_as_the_standards_say, 0, 2);
    tcase_add_test(c, wltc_has_the_checksum_of_its_standard);
    tcase_add_test(c, names_may_be_written_as_people_do);
    tcase_add_test(c, a_steady_speed_is_as_long_as_asked);
    return gm_check_main("car/cycle", c);
}
