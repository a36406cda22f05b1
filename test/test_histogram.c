// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/elementary.h"
#include "num/histogram.h"
#include "num/random.h"
#include "num/stats.h"

#include <math.h>

// 64 buckets an octave: 1 is the first of its octave, 2^-20 the first of all.
START_TEST(bucket_borders_are_where_the_header_says)
{
    ck_assert_uint_eq(gm_loghist_bucket(0.0), 0);
    ck_assert_uint_eq(gm_loghist_bucket(0x1p-1074), 1);
    ck_assert_uint_eq(gm_loghist_bucket(0x1.fffffp-21), 1);
    ck_assert_uint_eq(gm_loghist_bucket(0x1p-20), 2);
    ck_assert_uint_eq(gm_loghist_bucket(1.0), 2 + 20 * 64);
    ck_assert_uint_eq(gm_loghist_bucket(1.0 + 1.0 / 64.0), 3 + 20 * 64);
    ck_assert_uint_eq(gm_loghist_bucket(0x1.fffffp43), GM_LOGHIST_BUCKETS - 2);
    ck_assert_uint_eq(gm_loghist_bucket(0x1p44), GM_LOGHIST_BUCKETS - 1);
    ck_assert_uint_eq(gm_loghist_bucket(GM_INFINITY), GM_LOGHIST_BUCKETS - 1);
}
END_TEST

// 10^5 values over 12 decades against the percentile of the sorted sample.
START_TEST(percentiles_are_within_one_part_in_64)
{
    enum { N = 100000 };
    static double x[N];
    static gm_loghist hist;
    gm_stream stream;
    gm_stream_init(&stream, 1, 0, "test/histogram", "values");
    for (int i = 0; i < N; i++) {
        x[i] = exp(-13.0 + 27.0 * gm_stream_u01(&stream));
        gm_loghist_add(&hist, x[i]);
    }
    gm_sort(x, N);
    double worst = 0.0;
    for (int i = 0; i <= 1000; i++) {
        double exact = gm_percentile(x, N, i / 1000.0);
        double got = gm_loghist_percentile(&hist, i / 1000.0);
        worst = fmax(worst, fabs(got / exact - 1.0));
    }
    ck_assert_double_lt(worst, 1.0 / 64.0);
    double sum = 0.0;
    for (int i = 0; i < N; i++) {
        sum += x[i];
    }
    ck_assert_double_eq_tol(gm_loghist_mean(&hist) / (sum / N), 1.0, 1.0 / 128.0);
}
END_TEST

// A lone value lies at the worst place of its bucket, either end.
START_TEST(lone_values_are_within_one_part_in_64)
{
    for (int i = 0; i < 200; i++) {
        double low = ldexp(1.0 + i % 64 / 64.0, i - 18);
        double high = nextafter(ldexp(1.0 + (i % 64 + 1) / 64.0, i - 18), 0.0);
        if (high >= 0x1p44) {
            break;
        }
        gm_loghist hist = {{0}};
        gm_loghist_add(&hist, low);
        ck_assert_double_lt(fabs(gm_loghist_percentile(&hist, 0.5) / low - 1.0), 1.0 / 64.0);
        gm_loghist_clear(&hist);
        gm_loghist_add(&hist, high);
        ck_assert_double_lt(fabs(gm_loghist_percentile(&hist, 0.5) / high - 1.0), 1.0 / 64.0);
    }
}
END_TEST

// Three zeros and one 1: the median is 0; the position of 0.9 is 2.7 between 0 and 1.
START_TEST(zeros_stay_exact)
{
    gm_loghist hist = {{0}};
    for (int i = 0; i < 3; i++) {
        gm_loghist_add(&hist, 0.0);
    }
    gm_loghist_add(&hist, 1.0);
    ck_assert_double_eq(gm_loghist_percentile(&hist, 0.5), 0.0);
    ck_assert_double_eq_tol(gm_loghist_percentile(&hist, 0.9), 0.7, 0.7 / 64.0);
    ck_assert_uint_eq(gm_loghist_total(&hist), 4);
}
END_TEST

START_TEST(empty_histogram_has_no_percentile)
{
    gm_loghist hist = {{0}};
    ck_assert_double_nan(gm_loghist_percentile(&hist, 0.5));
    ck_assert_double_nan(gm_loghist_mean(&hist));
}
END_TEST

START_TEST(subtracting_the_warm_up_leaves_what_came_after)
{
    gm_loghist hist = {{0}};
    gm_loghist_add(&hist, 100.0);
    gm_loghist warm_up = hist;
    gm_loghist_add(&hist, 3.0);
    gm_loghist after = hist;
    gm_loghist_subtract(&after, &warm_up);
    gm_loghist alone = {{0}};
    gm_loghist_add(&alone, 3.0);
    ck_assert_mem_eq(&after, &alone, sizeof after);
    gm_loghist_merge(&after, &warm_up);
    ck_assert_mem_eq(&after, &hist, sizeof after);
}
END_TEST

START_TEST(subtracting_a_later_state_stops_the_program)
{
    gm_loghist hist = {{0}};
    gm_loghist later = hist;
    gm_loghist_add(&later, 3.0);
    gm_loghist_subtract(&hist, &later);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("histogram");
    tcase_add_test(cases, bucket_borders_are_where_the_header_says);
    tcase_add_test(cases, percentiles_are_within_one_part_in_64);
    tcase_add_test(cases, lone_values_are_within_one_part_in_64);
    tcase_add_test(cases, zeros_stay_exact);
    tcase_add_test(cases, empty_histogram_has_no_percentile);
    tcase_add_test(cases, subtracting_the_warm_up_leaves_what_came_after);
    tcase_add_test_raise_signal(cases, subtracting_a_later_state_stops_the_program,
                                6 /* SIGABRT */);
    return gm_check_main("num/histogram", cases);
}
