// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/elementary.h"
#include "num/obm.h"
#include "num/random.h"

#include <math.h>

// Series 1, 3, 2, 6 with batches of 2: mean 3, batch means 2, 2.5, 4; squares 1 + .25 + 1;
// times n b / ((n - b + 1)(n - b)) = 8 / 6: n Var(mean) = 3. Degrees of freedom 1.5 (4 / 2 - 1).
START_TEST(half_width_is_that_of_the_hand_computed_series)
{
    const double x[] = {1.0, 3.0, 2.0, 6.0};
    gm_interval interval = gm_obm_interval(x, 4, 2, GM_CONFIDENCE);
    ck_assert_double_eq(interval.mean, 3.0);
    ck_assert_double_eq_tol(interval.sd, sqrt(3.0), 1e-14);
    double t = gm_student_quantile(0.975, 1.5);
    ck_assert_double_eq_tol(interval.half_width, t * sqrt(3.0 / 4.0), 1e-12);
}
END_TEST

START_TEST(series_shorter_than_two_batches_has_no_half_width)
{
    const double x[] = {1.0, 3.0, 2.0};
    gm_interval interval = gm_obm_interval(x, 3, 2, GM_CONFIDENCE);
    ck_assert_double_eq(interval.mean, 2.0);
    ck_assert_double_nan(interval.half_width);
}
END_TEST

START_TEST(batch_is_a_twentieth_of_the_series)
{
    ck_assert_uint_eq(gm_obm_batch(100000), 5000);
    ck_assert_uint_eq(gm_obm_batch(10), 1);
}
END_TEST

// x[i] = a x[i-1] + e from its stationary law, e normal of variance 1.
static void fill_autoregressive(double *x, size_t n, double a, uint32_t replication)
{
    gm_stream stream;
    gm_stream_init(&stream, 5, replication, "test/obm", "noise");
    double last = gm_normal_quantile(gm_stream_u01(&stream)) / sqrt(1.0 - a * a);
    for (size_t i = 0; i < n; i++) {
        last = a * last + gm_normal_quantile(gm_stream_u01(&stream));
        x[i] = last;
    }
}

// The variance constant of an AR(1) series is 1 / (1 - a)^2: 25 for a = 0.8. With batches of b
// the estimate is low by about the correlation time over b, here 5 of 1000: below 1 %. One estimate has about 1.5 * 19 degrees of freedom; the mean of 200 has a
// relative standard error of sqrt(2 / 28.5 / 200) = 1.9 %; 4.417 of them and the bias: 10 %.
START_TEST(variance_constant_of_an_autoregressive_series_is_found)
{
    enum { N = 20000, N_RUNS = 200 };
    static double x[N];
    double sum = 0.0;
    for (uint32_t run = 0; run < N_RUNS; run++) {
        fill_autoregressive(x, N, 0.8, run);
        gm_interval interval = gm_obm_interval(x, N, 1000, GM_CONFIDENCE);
        sum += interval.sd * interval.sd;
    }
    ck_assert_double_eq_tol(sum / N_RUNS, 25.0, 2.5);
}
END_TEST

// Of 1,000 intervals of 95 % the number that hold the mean 0 is binomial: 950 +- 6.9; 4.417 of
// those (false once in 10^5) are 31.
START_TEST(intervals_hold_the_true_mean_as_often_as_they_say)
{
    enum { N = 5000, N_RUNS = 1000 };
    static double x[N];
    int n_held = 0;
    for (uint32_t run = 0; run < N_RUNS; run++) {
        fill_autoregressive(x, N, 0.5, 10000 + run);
        gm_interval interval = gm_obm_interval(x, N, gm_obm_batch(N), GM_CONFIDENCE);
        n_held += fabs(interval.mean) <= interval.half_width;
    }
    ck_assert_int_ge(n_held, 950 - 31);
    ck_assert_int_le(n_held, 950 + 31);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("obm");
    tcase_set_timeout(cases, 60.0);
    tcase_add_test(cases, half_width_is_that_of_the_hand_computed_series);
    tcase_add_test(cases, series_shorter_than_two_batches_has_no_half_width);
    tcase_add_test(cases, batch_is_a_twentieth_of_the_series);
    tcase_add_test(cases, variance_constant_of_an_autoregressive_series_is_found);
    tcase_add_test(cases, intervals_hold_the_true_mean_as_often_as_they_say);
    return gm_check_main("num/obm", cases);
}
