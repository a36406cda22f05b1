// SPDX-License-Identifier: MIT
//
// Rows of currents as straight pieces.

#include "battery/fit_series.h"
#include "check_main.h"

#include <math.h>

static gm_arena arena;

static void free_all(void)
{
    gm_arena_fini(&arena);
}

static gm_fit_series series_of(int n, const double *time_s, const double *current_a)
{
    gm_fit_series s = {.n = n, .time_s = time_s};
    gm_fit_series_profile(current_a, &arena, &s);
    return s;
}

static double charge_of(const gm_fit_series *s)
{
    double sum = 0.0;
    for (int k = 1; k < s->n_profile; k++) {
        sum += 0.5 * (s->profile_a[k] + s->profile_a[k - 1]) *
               (s->profile_s[k] - s->profile_s[k - 1]);
    }
    return sum;
}

// A rest until 10 s, 5 A in the rows from 20 to 40 s, rest again: the pulse has flowed since 10 s.
START_TEST(a_pulse_begins_at_the_row_before_it)
{
    const double t[] = {0, 10, 20, 30, 40, 50, 60};
    const double i[] = {0, 0, 5, 5, 5, 0, 0};
    gm_fit_series s = series_of(7, t, i);
    ck_assert_double_eq_tol(charge_of(&s), 150.0, 1e-12);
    for (int k = 0; k < s.n_profile; k++) {
        bool is_in = s.profile_s[k] > 10.0 && s.profile_s[k] < 40.0;
        bool is_out = s.profile_s[k] < 10.0 || s.profile_s[k] > 40.0;
        bool is_edge = !is_in && !is_out;
        bool is_flowing = s.profile_a[k] == 5.0;
        ck_assert(is_edge || is_flowing == is_in);
        ck_assert(is_flowing || s.profile_a[k] == 0.0);
    }
}
END_TEST

// Two rows of one moment say where it jumps.
START_TEST(a_jump_may_be_written_as_two_rows_of_one_moment)
{
    const double t[] = {0, 10, 10, 40, 40, 60};
    const double i[] = {0, 0, 5, 5, 0, 0};
    gm_fit_series s = series_of(6, t, i);
    ck_assert_double_eq_tol(charge_of(&s), 150.0, 1e-12);
}
END_TEST

// A pulse of 1 % of the greatest current is one, as it begins and ends at rest.
START_TEST(a_small_pulse_is_no_ramp)
{
    const double t[] = {0, 10, 20, 30, 40, 50};
    const double i[] = {10, 10, 0, 0.1, 0.1, 0};
    gm_fit_series s = series_of(6, t, i);
    // By hand: 10 A until 10 s, nothing until 20 s, 0.1 A until 40 s.
    ck_assert_double_eq_tol(charge_of(&s), 100.0 + 2.0, 1e-9);
}
END_TEST

// 3600 rows of 4 A with a noise of up to 0.05 %: one piece, of the same charge.
START_TEST(a_noisy_constant_is_one_piece_of_the_same_charge)
{
    enum { N = 3601 };
    static double t[N];
    static double i[N];
    double charge = 0.0;
    for (int k = 0; k < N; k++) {
        t[k] = k;
        i[k] = 4.0 * (1.0 + 1e-3 * 0.5 * sin(12.9898 * k * k));
        charge += k > 0 ? 0.5 * (i[k] + i[k - 1]) : 0.0;
    }
    gm_fit_series s = series_of(N, t, i);
    ck_assert_int_le(s.n_profile, 3);
    ck_assert_double_eq_tol(charge_of(&s) / charge, 1.0, 1e-6);
}
END_TEST

// A current that fades as exp(-t / 600 s): no further off than 0.1 % of the greatest and what evens out its charge.
START_TEST(a_fading_current_is_followed_by_few_pieces)
{
    enum { N = 1801 };
    static double t[N];
    static double i[N];
    double charge = 0.0;
    for (int k = 0; k < N; k++) {
        t[k] = 2.0 * k;
        i[k] = -3.0 * exp(-t[k] / 600.0);
        charge += k > 0 ? i[k] + i[k - 1] : 0.0;
    }
    gm_fit_series s = series_of(N, t, i);
    ck_assert_int_lt(s.n_profile, 60);
    ck_assert_double_eq_tol(charge_of(&s) / charge, 1.0, 1e-3);
    for (int k = 0, p = 1; k < N; k++) {
        while (p + 1 < s.n_profile && s.profile_s[p] < t[k]) {
            p++;
        }
        double h = s.profile_s[p] - s.profile_s[p - 1];
        double share = h > 0.0 ? (t[k] - s.profile_s[p - 1]) / h : 1.0;
        double at = s.profile_a[p - 1] + share * (s.profile_a[p] - s.profile_a[p - 1]);
        ck_assert_double_eq_tol(at, i[k], 2e-3 * 3.0);
    }
}
END_TEST

// A first row behind the beginning: its current has flowed since then.
START_TEST(what_flows_before_the_first_row_is_that_of_it)
{
    const double t[] = {20, 30, 40};
    const double i[] = {2, 2, 2};
    gm_fit_series s = series_of(3, t, i);
    ck_assert_double_eq(s.profile_s[0], 0.0);
    ck_assert_double_eq_tol(charge_of(&s), 80.0, 1e-12);
}
END_TEST

// Each row another current, as in a drive: nothing is lost.
START_TEST(a_drive_keeps_each_of_its_rows)
{
    enum { N = 200 };
    double t[N];
    double i[N];
    double charge = 0.0;
    for (int k = 0; k < N; k++) {
        t[k] = k;
        i[k] = k % 2 ? 50.0 - k : -20.0;
        charge += k > 0 ? i[k] : 0.0; // each has flowed since the row before
    }
    gm_fit_series s = series_of(N, t, i);
    ck_assert_double_eq_tol(charge_of(&s) / charge, 1.0, 1e-12);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("fit_series");
    tcase_add_checked_fixture(tc, NULL, free_all);
    tcase_add_test(tc, a_pulse_begins_at_the_row_before_it);
    tcase_add_test(tc, a_jump_may_be_written_as_two_rows_of_one_moment);
    tcase_add_test(tc, a_small_pulse_is_no_ramp);
    tcase_add_test(tc, a_noisy_constant_is_one_piece_of_the_same_charge);
    tcase_add_test(tc, a_fading_current_is_followed_by_few_pieces);
    tcase_add_test(tc, what_flows_before_the_first_row_is_that_of_it);
    tcase_add_test(tc, a_drive_keeps_each_of_its_rows);
    return gm_check_main("battery/fit_series", tc);
}
