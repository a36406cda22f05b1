// SPDX-License-Identifier: MIT
//
// Outliers, mixed causes and the test of ranks: what is pointed out, and how often in vain.

#include "build_speed.h"
#include "check_main.h"

#include "num/fit_mixture.h"
#include "num/outlier.h"
#include "num/rank_test.h"
#include "num/sampler.h"

static gm_arena arena;

static double *draw(const gm_dist *law, int32_t n, uint32_t seed)
{
    gm_stream stream;
    gm_stream sub;
    gm_stream_init(&stream, seed, 0, gm_dist_word(law->kind), "test");
    gm_stream_init(&sub, seed, 0, gm_dist_word(law->kind), "test/sub");
    double *x = GM_NEW(&arena, double, n);
    for (int32_t i = 0; i < n; i++) {
        x[i] = gm_dist_draw(law, &stream, &sub);
    }
    return x;
}

START_TEST(a_stop_among_cycle_times_is_found_with_its_end)
{
    gm_dist law = gm_dist_lognormal(60.0, 0.3);
    double *x = draw(&law, 300, 1);
    x[17] = 1800.0;
    x[100] = 0.5;
    gm_sample s = gm_sample_of(x, NULL, 300, &arena);
    gm_outliers o = gm_outliers_find(&s);
    ck_assert_int_eq(o.n_low, 1);
    ck_assert_int_eq(o.n_high, 1);
    ck_assert_int_eq(gm_outliers_without(&s, o).n, 298);
}
END_TEST

// Of 200 samples without an outlier few may have one told: 0.04 of them are expected at most.
START_TEST(true_laws_have_few_outliers)
{
    gm_dist laws[] = {gm_dist_exponential(60.0), gm_dist_lognormal(60.0, 1.0),
                      gm_dist_weibull(0.7, 60.0), gm_dist_normal(60.0, 5.0)};
    int n_false = 0;
    for (uint32_t seed = 0; seed < 50; seed++) {
        for (int k = 0; k < 4; k++) {
            gm_sample s = gm_sample_of(draw(&laws[k], 200, seed), NULL, 200, &arena);
            gm_outliers o = gm_outliers_find(&s);
            n_false += o.n_low + o.n_high > 0 ? 1 : 0;
        }
        gm_arena_reset(&arena);
    }
    ck_assert_int_le(n_false, 15);
}
END_TEST

static gm_fit_mixture mixture_of(const double *x, int32_t n)
{
    gm_fit best;
    gm_sample s = gm_sample_of(x, NULL, n, &arena);
    ck_assert(gm_fit_best(&s, &best));
    gm_fit_mixture m;
    gm_fit_mixture_find(&s, best.bic, &m);
    return m;
}

START_TEST(two_causes_are_told_apart)
{
    gm_dist jam = gm_dist_lognormal(3.0, 0.4);
    gm_dist tool = gm_dist_lognormal(40.0, 0.4);
    double *x = draw(&jam, 300, 1);
    double *y = draw(&tool, 100, 2);
    for (int i = 0; i < 100; i++) {
        x[i] = y[i];
    }
    gm_fit_mixture m = mixture_of(x, 300);
    ck_assert(m.is_better);
    ck_assert_double_eq_tol(m.share, 200.0 / 300.0, 0.03);
    ck_assert_double_eq_tol(m.parts[0].a, 3.0, 0.3);
    ck_assert_double_eq_tol(m.parts[1].a, 40.0, 5.0);
}
END_TEST

START_TEST(one_cause_is_one)
{
    gm_dist laws[] = {gm_dist_exponential(60.0), gm_dist_lognormal(60.0, 1.0),
                      gm_dist_weibull(1.7, 60.0), gm_dist_gamma(60.0, 0.3)};
    int n_false = 0;
    for (uint32_t seed = 0; seed < (BUILD_IS_SLOW ? 3 : 50); seed++) {
        for (int k = 0; k < 4; k++) {
            n_false += mixture_of(draw(&laws[k], 200, seed), 200).is_better ? 1 : 0;
        }
        gm_arena_reset(&arena);
    }
    ck_assert_int_le(n_false, 1);
}
END_TEST

// scipy 1.17.1, scipy.stats.kruskal.
START_TEST(ranks_are_those_of_scipy)
{
    static const double x[] = {27, 2, 4, 18, 7, 9, 20, 8, 14, 36, 21, 22, 34, 31, 3, 23, 30, 6};
    static const int32_t g[] = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2};
    gm_rank_test t = gm_rank_test_of(x, g, 18, 3);
    ck_assert_double_eq_tol(t.h, 2.853801169590639, 1e-12);
    ck_assert_double_eq_tol(t.p, 0.240051790590007, 1e-12);
    static const double ties[] = {1, 2, 2, 3, 2, 3, 3, 5, 6, 1, 1, 2};
    static const int32_t of[] = {0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2};
    t = gm_rank_test_of(ties, of, 12, 3);
    ck_assert_double_eq_tol(t.h, 6.282587064676624, 1e-12);
    ck_assert_double_eq_tol(t.p, 0.04322684639852824, 1e-12);
}
END_TEST

static void fini(void)
{
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *tc = tcase_create("outlier");
    tcase_add_checked_fixture(tc, NULL, fini);
    tcase_add_test(tc, a_stop_among_cycle_times_is_found_with_its_end);
    tcase_add_test(tc, true_laws_have_few_outliers);
    tcase_add_test(tc, two_causes_are_told_apart);
    tcase_add_test(tc, one_cause_is_one);
    tcase_add_test(tc, ranks_are_those_of_scipy);
    return gm_check_main("outlier", tc);
}
