// SPDX-License-Identifier: MIT
//
// Rules of spacing: windows, excess and breaking cars by hand.

#include "check_main.h"
#include "sequence/spacing.h"

static gm_spacing_tally pass(const gm_spacing *rule, const char *cars)
{
    gm_spacing_tally tally = {0};
    for (; *cars; cars++) {
        gm_spacing_pass(rule, &tally, *cars == '1');
    }
    return tally;
}

// 2 in 3 over 1 1 0 1 1 1: the windows hold 2, 2, 2, 3. The last car breaks it.
START_TEST(window_with_one_too_many_is_broken)
{
    const gm_spacing rule = {0, 2, 3};
    gm_spacing_tally tally = pass(&rule, "110111");
    ck_assert_double_eq(tally.windows, 1.0);
    ck_assert_double_eq(tally.excess, 1.0);
    ck_assert_double_eq(tally.cars, 1.0);
}
END_TEST

// 1 in 3 over 0 1 1 1 0 0: the windows hold 2, 3, 2, 1. Three are broken, by 1 + 2 + 1, though only
// the second and the third car with the option came too early.
START_TEST(overlapping_windows_count_a_car_more_than_once)
{
    const gm_spacing rule = {0, 1, 3};
    gm_spacing_tally tally = pass(&rule, "011100");
    ck_assert_double_eq(tally.windows, 3.0);
    ck_assert_double_eq(tally.excess, 4.0);
    ck_assert_double_eq(tally.cars, 2.0);
}
END_TEST

// A window is only one of q cars; a car that follows another too soon breaks the rule before.
START_TEST(first_cars_fill_no_window_yet)
{
    const gm_spacing rule = {0, 1, 3};
    gm_spacing_tally tally = pass(&rule, "11");
    ck_assert_double_eq(tally.windows, 0.0);
    ck_assert_double_eq(tally.cars, 1.0);
}
END_TEST

START_TEST(longest_window_keeps_all_its_cars)
{
    const gm_spacing rule = {0, 1, 64};
    gm_spacing_tally tally = {0};
    for (int k = 0; k < 65; k++) {
        gm_spacing_pass(&rule, &tally, k == 0 || k == 63 || k == 64);
    }
    // Cars 1 to 64 hold the first and the 64th; cars 2 to 65 the 64th and 65th.
    ck_assert_double_eq(tally.windows, 2.0);
}
END_TEST

// 2 in 5: 12 cars hold two rounds of 2 and 2 of the rest. 7 are 1 too many, which one window of
// 3 others can put right; 10 are 4 too many, at least 2 windows.
START_TEST(what_does_not_fit_breaks_windows)
{
    const gm_spacing rule = {0, 2, 5};
    ck_assert_int_eq(gm_spacing_room(&rule, 12), 6);
    ck_assert_int_eq(gm_spacing_room(&rule, 11), 5);
    ck_assert_int_eq(gm_spacing_least(&rule, 12, 6), 0);
    ck_assert_int_eq(gm_spacing_least(&rule, 12, 7), 1);
    ck_assert_int_eq(gm_spacing_least(&rule, 12, 10), 2);
}
END_TEST

// The bound never says more than the best of all ways to set m of n cars.
START_TEST(bound_is_never_above_the_best_of_all_sequences)
{
    const gm_spacing rules[] = {{0, 1, 2}, {0, 1, 3}, {0, 2, 3}, {0, 2, 5}, {0, 3, 4}};
    const int n = 10;
    const gm_spacing *rule = &rules[_i];
    int64_t best[11];
    for (int m = 0; m <= n; m++) {
        best[m] = INT64_MAX;
    }
    for (unsigned set = 0; set < 1U << n; set++) {
        gm_spacing_tally tally = {0};
        int m = 0;
        for (int k = 0; k < n; k++) {
            gm_spacing_pass(rule, &tally, set >> k & 1);
            m += (int)(set >> k & 1);
        }
        int64_t broken = (int64_t)tally.windows;
        best[m] = broken < best[m] ? broken : best[m];
    }
    for (int m = 0; m <= n; m++) {
        ck_assert_int_le(gm_spacing_least(rule, n, m), best[m]);
        ck_assert_int_eq(m <= gm_spacing_room(rule, n), best[m] == 0);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("spacing");
    tcase_add_test(cases, window_with_one_too_many_is_broken);
    tcase_add_test(cases, overlapping_windows_count_a_car_more_than_once);
    tcase_add_test(cases, first_cars_fill_no_window_yet);
    tcase_add_test(cases, longest_window_keeps_all_its_cars);
    tcase_add_test(cases, what_does_not_fit_breaks_windows);
    tcase_add_loop_test(cases, bound_is_never_above_the_best_of_all_sequences, 0, 5);
    return gm_check_main("spacing", cases);
}
