// SPDX-License-Identifier: MIT
//
// What the figures promise, over many samples of fixed seeds: probabilities are uniform where the
// law is true, intervals of the mean hold it, false laws are found out.

#include "build_speed.h"
#include "check_main.h"

#include "num/dist_curve.h"
#include "num/fit_test.h"
#include "num/sampler.h"

#include <math.h>

// With sanitizers a few, to see that nothing is read or written beside.
#define SAMPLES (BUILD_IS_SLOW ? 8 : 200)
#define N       40

static gm_arena arena;

static gm_sample draw(const gm_dist *law, int32_t n, uint32_t seed)
{
    gm_stream stream;
    gm_stream sub;
    gm_stream_init(&stream, seed, 0, gm_dist_word(law->kind), "test");
    gm_stream_init(&sub, seed, 0, gm_dist_word(law->kind), "test/sub");
    double *x = GM_NEW(&arena, double, n);
    for (int32_t i = 0; i < n; i++) {
        x[i] = gm_dist_draw(law, &stream, &sub);
    }
    return gm_sample_of(x, NULL, n, &arena);
}

static const gm_dist laws[] = {
    {.kind = GM_DIST_EXPONENTIAL, .a = 60.0},
    {.kind = GM_DIST_NORMAL, .a = 60.0, .b = 8.0},
    {.kind = GM_DIST_LOGNORMAL, .a = 60.0, .b = 0.4},
    {.kind = GM_DIST_GAMMA, .a = 60.0, .b = 0.6},
    {.kind = GM_DIST_WEIBULL, .a = 1.6, .b = 60.0},
};
#define N_LAWS ((int)(sizeof laws / sizeof *laws))

// Of 200 probabilities each quarter holds 50 +- 6.1 (binomial); bounds are four of these: a false
// alarm once in 400 runs of this test.
START_TEST(probabilities_are_uniform_where_the_law_is_true)
{
    const gm_dist *law = &laws[_i];
    int ks[4] = {0};
    int ad[4] = {0};
    for (uint32_t seed = 0; seed < SAMPLES; seed++) {
        gm_sample s = draw(law, N, seed);
        gm_fit fit;
        ck_assert(gm_fit_law(law->kind, &s, &fit));
        gm_fit_test(&fit, &s, 49, seed);
        ks[(int)fmin(4.0 * fit.ks_p, 3.0)] += 1;
        ad[(int)fmin(4.0 * fit.ad_p, 3.0)] += 1;
        gm_arena_reset(&arena);
    }
    for (int q = 0; q < 4 && !BUILD_IS_SLOW; q++) {
        ck_assert_int_ge(ks[q], 25);
        ck_assert_int_le(ks[q], 75);
        ck_assert_int_ge(ad[q], 25);
        ck_assert_int_le(ad[q], 75);
    }
}
END_TEST

// 95 % intervals of the mean from 200 values: 92 to 98 % of 600 samples; the binomial deviation
// is 0.9 %.
START_TEST(intervals_hold_the_mean)
{
    const gm_dist *law = &laws[_i];
    double mean = gm_dist_mean(law);
    int held = 0;
    for (uint32_t seed = 1000; seed < (BUILD_IS_SLOW ? 1010 : 1600); seed++) {
        gm_sample s = draw(law, 200, seed);
        gm_fit fit;
        ck_assert(gm_fit_law(law->kind, &s, &fit));
        held += fit.mean_low <= mean && mean <= fit.mean_high ? 1 : 0;
        gm_arena_reset(&arena);
    }
    ck_assert(BUILD_IS_SLOW || (held >= 552 && held <= 588));
}
END_TEST

START_TEST(the_true_law_is_mostly_the_best_and_false_ones_are_refused)
{
    int best[2] = {0};
    int refused = 0;
    for (uint32_t seed = 0; seed < (BUILD_IS_SLOW ? 2 : 50); seed++) {
        gm_fit fit;
        gm_sample s = draw(&laws[2], 400, seed);
        ck_assert(gm_fit_best(&s, &fit));
        best[0] += fit.law.kind == GM_DIST_LOGNORMAL ? 1 : 0;
        gm_fit exponential;
        ck_assert(gm_fit_law(GM_DIST_EXPONENTIAL, &s, &exponential));
        gm_fit_test(&exponential, &s, 99, 7);
        refused += exponential.ad_p <= 0.01 ? 1 : 0;
        s = draw(&laws[4], 400, seed);
        ck_assert(gm_fit_best(&s, &fit));
        best[1] += fit.law.kind == GM_DIST_WEIBULL ? 1 : 0;
        gm_arena_reset(&arena);
    }
    const int n = BUILD_IS_SLOW ? 2 : 50;
    ck_assert_int_eq(refused, n);
    ck_assert(BUILD_IS_SLOW || best[0] >= 45);
    ck_assert(BUILD_IS_SLOW || best[1] >= 35); // the gamma law is near
}
END_TEST

START_TEST(same_seed_same_answer)
{
    gm_sample s = draw(&laws[3], 5000, 3);
    gm_fit a;
    ck_assert(gm_fit_law(GM_DIST_GAMMA, &s, &a));
    gm_fit b = a;
    gm_fit_test(&a, &s, 50, 7);
    gm_fit_test(&b, &s, 50, 7);
    ck_assert_double_eq(a.ad_p, b.ad_p);
    ck_assert_double_eq(a.ks, b.ks);
}
END_TEST

static void fini(void)
{
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *tc = tcase_create("fit_test");
    tcase_add_checked_fixture(tc, NULL, fini);
    tcase_add_loop_test(tc, probabilities_are_uniform_where_the_law_is_true, 0, N_LAWS);
    tcase_add_loop_test(tc, intervals_hold_the_mean, 0, N_LAWS);
    tcase_add_test(tc, the_true_law_is_mostly_the_best_and_false_ones_are_refused);
    tcase_add_test(tc, same_seed_same_answer);
    return gm_check_main("fit_test", tc);
}
