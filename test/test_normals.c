// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/dist.h"
#include "num/elementary.h"
#include "num/normals.h"
#include "num/sampler.h"

#include <math.h>

// The scalar quantile of the same uniform numbers, over several blocks.
START_TEST(they_are_the_quantiles_of_a_stream)
{
    gm_normals normals;
    gm_stream stream;
    gm_normals_init(&normals, 7, 3, "line/trim/2", "work");
    gm_stream_init(&stream, 7, 3, "line/trim/2", "work");
    for (int i = 0; i < 5 * GM_NORMALS_BLOCK + 3; i++) {
        double z = gm_normal_quantile(gm_stream_u01(&stream));
        ck_assert_double_eq(gm_normals_next(&normals), z);
    }
}
END_TEST

// Mean 0 and variance 1 within five standard errors of 200,000 draws.
START_TEST(they_have_the_moments_of_the_standard_normal_law)
{
    gm_normals normals;
    gm_normals_init(&normals, 1, 0, "a", "work");
    const int n = 200000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < n; i++) {
        double z = gm_normals_next(&normals);
        sum += z;
        squares += z * z;
    }
    ck_assert_double_le(fabs(sum / n), 5.0 / sqrt(n));
    ck_assert_double_le(fabs(squares / n - 1.0), 5.0 * sqrt(2.0 / n));
}
END_TEST

// A whole normal law gives what the sampler of that law gives for the same uniform numbers.
START_TEST(a_whole_normal_law_is_a_scaled_deviate)
{
    gm_dist law = gm_dist_normal(54.0, 4.5);
    ck_assert(gm_dist_is_whole_normal(&law));
    gm_sampler sampler;
    gm_sampler_init(&sampler, &law, 5, 0, "a", "work");
    gm_stream stream;
    gm_stream_init(&stream, 5, 0, "a", "work");
    for (int i = 0; i < 200; i++) {
        double z = gm_normal_quantile(gm_stream_u01(&stream));
        ck_assert_double_eq_tol(gm_sampler_next(&sampler), 54.0 + 4.5 * z, 1e-12);
    }
}
END_TEST

START_TEST(a_law_that_is_cut_is_not_whole)
{
    gm_dist cut = gm_dist_normal(8.0, 1.0); // Phi(8) is less than 1
    gm_dist whole = gm_dist_normal(9.0, 1.0);
    gm_dist constant = gm_dist_constant(3.0);
    gm_dist other = gm_dist_lognormal(9.0, 0.1);
    ck_assert(!gm_dist_is_whole_normal(&cut));
    ck_assert(gm_dist_is_whole_normal(&whole));
    ck_assert(gm_dist_is_whole_normal(&constant));
    ck_assert(!gm_dist_is_whole_normal(&other));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("normals");
    tcase_add_test(cases, they_are_the_quantiles_of_a_stream);
    tcase_add_test(cases, they_have_the_moments_of_the_standard_normal_law);
    tcase_add_test(cases, a_whole_normal_law_is_a_scaled_deviate);
    tcase_add_test(cases, a_law_that_is_cut_is_not_whole);
    return gm_check_main("num/normals", cases);
}
