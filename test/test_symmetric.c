// SPDX-License-Identifier: MIT
//
// Eigenvalues by hand and by what they must do.

#include "check_main.h"

#include "num/symmetric.h"

#include <math.h>

// [[2, 1], [1, 2]]: 3 along (1, 1), 1 along (1, -1).
START_TEST(two_by_two_by_hand)
{
    const double a[4] = {2.0, 1.0, 1.0, 2.0};
    double values[2];
    double v[4];
    gm_symmetric_eigen(a, 2, values, v);
    ck_assert_double_eq_tol(values[0], 3.0, 1e-14);
    ck_assert_double_eq_tol(values[1], 1.0, 1e-14);
    ck_assert_double_eq_tol(fabs(v[0]), sqrt(0.5), 1e-14);
    ck_assert_double_eq_tol(v[0], v[1], 1e-14);
    ck_assert_double_eq_tol(v[2], -v[3], 1e-14);
}
END_TEST

// The matrix of second differences: 2 - 2 cos(k pi / (n + 1)), k = 1 .. n.
START_TEST(second_differences_have_their_cosines)
{
    enum { N = 12 };
    double a[N * N] = {0};
    double values[N];
    double v[N * N];
    for (int i = 0; i < N; i++) {
        a[i * N + i] = 2.0;
        if (i > 0) {
            a[i * N + i - 1] = a[(i - 1) * N + i] = -1.0;
        }
    }
    gm_symmetric_eigen(a, N, values, v);
    for (int k = 0; k < N; k++) {
        double want = 2.0 - 2.0 * cos((N - k) * 3.14159265358979323846 / (N + 1));
        ck_assert_double_eq_tol(values[k], want, 1e-13);
    }
}
END_TEST

START_TEST(a_matrix_is_the_sum_over_its_eigenvectors_whatever_its_scales)
{
    enum { N = 5 };
    double a[N * N];
    double values[N];
    double v[N * N];
    for (int i = 0; i < N; i++) { // rows of scales 1 .. 1e-8
        for (int j = 0; j < N; j++) {
            a[i * N + j] = cos(1.0 + i * j) * pow(10.0, -i - j);
        }
    }
    gm_symmetric_eigen(a, N, values, v);
    for (int i = 0; i < N * N; i++) {
        double sum = 0.0;
        double unit = 0.0;
        for (int k = 0; k < N; k++) {
            sum += values[k] * v[k * N + i / N] * v[k * N + i % N];
            unit += v[k * N + i / N] * v[k * N + i % N];
        }
        ck_assert_double_eq_tol(sum, a[i], 1e-14);
        ck_assert_double_eq_tol(unit, i / N == i % N ? 1.0 : 0.0, 1e-13);
    }
}
END_TEST

// Hilbert's matrix of order 3: its inverse is {9, -36, 30; -36, 192, -180; 30, -180, 180}.
START_TEST(the_inverse_of_hilberts_matrix_is_whole)
{
    const double want[9] = {9, -36, 30, -36, 192, -180, 30, -180, 180};
    double a[9];
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            a[i * 3 + j] = 1.0 / (1.0 + i + j);
        }
    }
    gm_symmetric_inverse(a, 3, 1e-15, a);
    for (int i = 0; i < 9; i++) {
        ck_assert_double_eq_tol(a[i], want[i], 1e-9);
    }
}
END_TEST

// (1, 1) (1, 1)': what is not known, along (1, -1), is as large as the floor says: 1 / (2e-6) half each.
START_TEST(a_singular_matrix_is_large_along_what_it_does_not_know)
{
    double a[4] = {1.0, 1.0, 1.0, 1.0};
    gm_symmetric_inverse(a, 2, 1e-6, a);
    ck_assert_double_eq_tol(a[0] / 2.5e5, 1.0, 1e-5);
    ck_assert_double_eq_tol(a[1] / -2.5e5, 1.0, 1e-5);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("symmetric");
    tcase_add_test(tc, two_by_two_by_hand);
    tcase_add_test(tc, second_differences_have_their_cosines);
    tcase_add_test(tc, a_matrix_is_the_sum_over_its_eigenvectors_whatever_its_scales);
    tcase_add_test(tc, the_inverse_of_hilberts_matrix_is_whole);
    tcase_add_test(tc, a_singular_matrix_is_large_along_what_it_does_not_know);
    return gm_check_main("num/symmetric", tc);
}
