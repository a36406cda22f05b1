// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "plant/stats_times.h"

#include <math.h>

static gm_times_hist earlier;
static gm_times_hist later;

// 1, 2 .. 100 s before and 101, 102 .. 200 s after: the median of these is 150.5 s.
START_TEST(percentile_is_of_what_came_between_and_within_a_sixteenth)
{
    for (int i = 1; i <= 200; i++) {
        if (i <= 100) {
            gm_times_hist_add(&earlier, i);
        }
        gm_times_hist_add(&later, i);
    }
    static const double shares[] = {0.05, 0.5, 0.9, 0.99};
    for (int i = 0; i < 4; i++) {
        double exact = 101.0 + 99.0 * shares[i];
        double got = gm_times_hist_percentile(&later, &earlier, shares[i]);
        ck_assert_double_eq_tol(got, exact, exact / 16.0);
    }
}
END_TEST

START_TEST(single_time_lies_in_its_bucket)
{
    static const double times_s[] = {0.0625, 0.07, 0.99, 1.0, 1.03, 3599.0, 86400.0, 2.6e8};
    for (int i = 0; i < 8; i++) {
        later = earlier;
        gm_times_hist_add(&later, times_s[i]);
        double got = gm_times_hist_percentile(&later, &earlier, 0.5);
        ck_assert_double_eq_tol(got, times_s[i], times_s[i] / 16.0);
    }
}
END_TEST

START_TEST(times_beyond_the_ends_are_counted_at_the_ends)
{
    gm_times_hist_add(&later, 0.0);
    gm_times_hist_add(&later, 0.01);
    ck_assert_uint_eq(later.count[0], 2);
    ck_assert_double_eq_tol(gm_times_hist_percentile(&later, &earlier, 0.9), 0.0, 0.0625);
    gm_times_hist_add(&earlier, 0.0);
    gm_times_hist_add(&earlier, 0.0);
    gm_times_hist_add(&later, 1e12);
    ck_assert_uint_eq(later.count[GM_TIMES_BUCKETS - 1], 1);
    double most_s = ldexp(1.0, GM_TIMES_MAX_EXP);
    double got = gm_times_hist_percentile(&later, &earlier, 0.5);
    ck_assert_double_eq_tol(got, most_s, most_s / 16.0);
}
END_TEST

START_TEST(without_times_there_is_no_percentile)
{
    gm_times_hist_add(&earlier, 5.0);
    gm_times_hist_add(&later, 5.0);
    ck_assert_double_nan(gm_times_hist_percentile(&later, &earlier, 0.5));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("times by variant");
    tcase_add_test(c, percentile_is_of_what_came_between_and_within_a_sixteenth);
    tcase_add_test(c, single_time_lies_in_its_bucket);
    tcase_add_test(c, times_beyond_the_ends_are_counted_at_the_ends);
    tcase_add_test(c, without_times_there_is_no_percentile);
    return gm_check_main("plant/stats_times", c);
}
