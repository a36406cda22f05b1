// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "cell/making.h"

// C/10 to full, C/5 down, an hour's rest after it, 0.3 at C/2: 10 + 5 + 1 + 0.6 h. Of 100 J: 130 J charged
// at 0.9, 100 J discharged of which 0.85 go back.
START_TEST(formation_lasts_as_long_as_its_steps)
{
    const gm_formation_step steps[] = {{1.0, 0.1, 0.0}, {-1.0, 0.2, 3600.0}, {0.3, 0.5, 0.0}};
    gm_formation f = gm_formation_of(steps, 3, 100.0, 0.9, 0.85);
    ck_assert_double_eq_tol(f.time_s / 3600.0, 16.6, 1e-12);
    ck_assert_double_eq_tol(f.drawn_j, 130.0 / 0.9, 1e-12);
    ck_assert_double_eq_tol(f.returned_j, 85.0, 1e-12);
}
END_TEST

START_TEST(rest_alone_takes_time_and_nothing_else)
{
    const gm_formation_step aging[] = {{0.0, 0.0, 14.0 * 86400.0}};
    gm_formation f = gm_formation_of(aging, 1, 100.0, 0.9, 0.0);
    ck_assert_double_eq(f.time_s, 14.0 * 86400.0);
    ck_assert_double_eq(f.drawn_j, 0.0);
}
END_TEST

// Degen and Schuette 2022: 41.48 kWh/kWh. Liu et al. 2021: drying and the dry room take 46.8 and 29.4 of
// 100.1 %.
START_TEST(steps_of_a_plant_add_up_to_the_published_sum)
{
    gm_making_step steps[GM_MAKING_STEPS];
    gm_making_default(steps);
    gm_making_step all = gm_making_total(steps, GM_MAKING_STEPS);
    ck_assert_double_eq_tol(all.likely, 41.48, 1e-12);
    ck_assert_double_eq_tol(all.low, 20.3, 1e-12);
    ck_assert_double_eq_tol(all.high, 60.26, 1e-12);
    ck_assert_double_eq_tol(steps[2].likely, 41.48 * 46.8 / 100.1, 1e-12);
    ck_assert_double_eq_tol(steps[9].likely, 41.48 * 29.4 / 100.1, 1e-12);
}
END_TEST

// Their gas, 21.38 kWh/kWh, is for drying and dry rooms; what is given to those here must hold it.
START_TEST(drying_and_dry_rooms_hold_the_gas_that_they_burn)
{
    gm_making_step steps[GM_MAKING_STEPS];
    gm_making_default(steps);
    ck_assert_double_gt(steps[2].likely + steps[9].likely, 21.38);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("making");
    tcase_add_test(cases, formation_lasts_as_long_as_its_steps);
    tcase_add_test(cases, rest_alone_takes_time_and_nothing_else);
    tcase_add_test(cases, steps_of_a_plant_add_up_to_the_published_sum);
    tcase_add_test(cases, drying_and_dry_rooms_hold_the_gas_that_they_burn);
    return gm_check_main("making", cases);
}
