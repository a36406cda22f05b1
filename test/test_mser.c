// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/mser.h"

#define N 1000

// A ramp of 100 observations up to a constant: cutting exactly the ramp leaves no variance.
START_TEST(ramp_before_a_constant_is_cut_exactly)
{
    double x[N];
    for (int i = 0; i < N; i++) {
        x[i] = i < 100 ? i / 100.0 : 1.0;
    }
    size_t cut = 999;
    ck_assert(gm_mser5(x, N, &cut));
    ck_assert_uint_eq(cut, 100);
}
END_TEST

// The last ramp observation is number 102; its batch ends at 105.
START_TEST(cut_is_a_whole_number_of_batches)
{
    double x[N];
    for (int i = 0; i < N; i++) {
        x[i] = i < 103 ? 0.0 : 1.0;
    }
    size_t cut = 999;
    ck_assert(gm_mser5(x, N, &cut));
    ck_assert_uint_eq(cut, 105);
}
END_TEST

START_TEST(constant_series_needs_no_cut)
{
    double x[N];
    for (int i = 0; i < N; i++) {
        x[i] = 3.0;
    }
    size_t cut = 999;
    ck_assert(gm_mser5(x, N, &cut));
    ck_assert_uint_eq(cut, 0);
}
END_TEST

// Batches of 5 ones and 5 minus ones by turns: cutting one of 200 lowers the sum of squares by
// 1/200 and the squared count by about 2/200, so no cut is best.
START_TEST(balanced_series_needs_no_cut)
{
    double x[N];
    for (int i = 0; i < N; i++) {
        x[i] = i / 5 % 2 == 0 ? 1.0 : -1.0;
    }
    size_t cut = 999;
    ck_assert(gm_mser5(x, N, &cut));
    ck_assert_uint_eq(cut, 0);
}
END_TEST

START_TEST(ramp_past_half_of_the_series_has_no_answer)
{
    double x[N];
    for (int i = 0; i < N; i++) {
        x[i] = i < 600 ? i / 600.0 : 1.0;
    }
    size_t cut = 999;
    ck_assert(!gm_mser5(x, N, &cut));
    ck_assert_uint_eq(cut, 999);
}
END_TEST

START_TEST(short_series_has_no_answer)
{
    double x[49] = {0};
    size_t cut = 999;
    ck_assert(!gm_mser5(x, 49, &cut));
    ck_assert(!gm_mser5(x, 0, &cut));
    ck_assert_uint_eq(cut, 999);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("mser");
    tcase_add_test(cases, ramp_before_a_constant_is_cut_exactly);
    tcase_add_test(cases, cut_is_a_whole_number_of_batches);
    tcase_add_test(cases, constant_series_needs_no_cut);
    tcase_add_test(cases, balanced_series_needs_no_cut);
    tcase_add_test(cases, ramp_past_half_of_the_series_has_no_answer);
    tcase_add_test(cases, short_series_has_no_answer);
    return gm_check_main("num/mser", cases);
}
