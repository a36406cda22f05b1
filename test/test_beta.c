// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/beta.h"
#include "num/stats.h"

#include <math.h>

// With b = 1 the law is x^a, with a = 1 it is 1 - (1 - x)^b.
START_TEST(a_power_is_inverted_as_a_root)
{
    static const double ps[] = {1e-9, 0.01, 0.3, 0.5, 0.77, 0.999};
    for (int i = 0; i < 6; i++) {
        double p = ps[i];
        for (int k = 0; k < 8; k++) {
            double a = 0.5 + 0.75 * k;
            double x = pow(p, 1.0 / a);
            ck_assert_double_eq_tol(gm_beta_quantile(p, a, 1.0) / x, 1.0, 1e-10);
            double y = -expm1(log1p(-p) / a);
            ck_assert_double_eq_tol(gm_beta_quantile(p, 1.0, a) / y, 1.0, 1e-10);
        }
    }
}
END_TEST

// I_x(2, 2) = 3 x^2 - 2 x^3: 0.25 gives 5/32. I_x(3, 3) is 1/2 at 1/2. I_x(2, 3) = 6 x^2 - 8 x^3 + 3 x^4:
// 0.2 gives 0.24 - 0.064 + 0.0048 = 0.1808.
START_TEST(polynomials_are_inverted)
{
    ck_assert_double_eq_tol(gm_beta_quantile(5.0 / 32.0, 2.0, 2.0), 0.25, 1e-13);
    ck_assert_double_eq_tol(gm_beta_quantile(0.5, 3.0, 3.0), 0.5, 1e-13);
    ck_assert_double_eq_tol(gm_beta_quantile(0.1808, 2.0, 3.0), 0.2, 1e-13);
}
END_TEST

START_TEST(it_undoes_the_cumulative_law_also_where_the_density_is_infinite)
{
    static const double as[] = {0.3, 0.9, 1.0, 1.7, 4.2, 30.0};
    for (int i = 0; i < 36; i++) {
        double a = as[i / 6];
        double b = as[i % 6];
        double before = 0.0;
        for (int k = 0; k < 14; k++) {
            double p = 0.02 + 0.07 * k;
            double x = gm_beta_quantile(p, a, b);
            ck_assert_double_eq_tol(gm_incomplete_beta(a, b, x), p, 1e-10);
            ck_assert_double_ge(x, before);
            before = x;
        }
        ck_assert_double_eq(gm_beta_quantile(0.0, a, b), 0.0);
        ck_assert_double_eq(gm_beta_quantile(1.0, a, b), 1.0);
    }
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("beta");
    tcase_add_test(c, a_power_is_inverted_as_a_root);
    tcase_add_test(c, polynomials_are_inverted);
    tcase_add_test(c, it_undoes_the_cumulative_law_also_where_the_density_is_infinite);
    return gm_check_main("num/beta", c);
}
