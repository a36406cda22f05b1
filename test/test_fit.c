// SPDX-License-Identifier: MIT
//
// Laws fitted to twelve times: by hand where there is a formula, else against the optimum that
// scipy 1.17.1 finds (minimize, Nelder-Mead, xatol 1e-12, of -sum logpdf, - sum logsf of those
// that had not ended, over the logarithms of shape and scale).

#include "check_main.h"

#include "num/dist_curve.h"
#include "num/fit.h"
#include "num/fit_test.h"

#include <math.h>

#define CLOSE(got, want) ck_assert_double_eq_tol((got) / (want), 1.0, 1e-6)
#define N                12

static const double times[N] = {31.2, 45.1, 52.3, 58.8, 61.0,  63.7,
                                70.2, 75.5, 81.9, 99.4, 120.3, 38.4};
static const bool opens[N] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0};

static gm_arena arena;

static gm_fit fit_of(gm_dist_kind kind, bool with_opens)
{
    gm_sample s = gm_sample_of(times, with_opens ? opens : NULL, N, &arena);
    gm_fit fit;
    ck_assert_msg(gm_fit_law(kind, &s, &fit), "%s", fit.why_not);
    return fit;
}

// Mean 797.8 / 12. The error of the mean is mean / sqrt n, ln L = -n (ln mean + 1).
START_TEST(exponential_by_hand)
{
    gm_fit fit = fit_of(GM_DIST_EXPONENTIAL, false);
    double mean = 797.8 / 12.0;
    CLOSE(fit.law.a, mean);
    CLOSE(fit.error[0], mean / sqrt(12.0));
    CLOSE(fit.log_likelihood, -12.0 * (log(mean) + 1.0));
    CLOSE(fit.mean_high, mean * exp(1.959963984540054 / sqrt(12.0)));
    CLOSE(fit.bic, log(12.0) - 2.0 * fit.log_likelihood);
    CLOSE(fit.aicc, 2.0 - 2.0 * fit.log_likelihood + 4.0 / 10.0);
    // With open times all the time there was by the nine that ended.
    CLOSE(fit_of(GM_DIST_EXPONENTIAL, true).law.a, 797.8 / 9.0);
}
END_TEST

START_TEST(normal_by_hand)
{
    gm_fit fit = fit_of(GM_DIST_NORMAL, false);
    double mean = 797.8 / 12.0;
    double sum = 0.0;
    for (int i = 0; i < N; i++) {
        sum += (times[i] - mean) * (times[i] - mean);
    }
    CLOSE(fit.law.a, mean);
    CLOSE(fit.law.b, sqrt(sum / 12.0));
    CLOSE(fit.error[0], sqrt(sum / 12.0) / sqrt(12.0));
    CLOSE(fit.error[1], sqrt(sum / 12.0) / sqrt(24.0));
}
END_TEST

START_TEST(lognormal_by_hand_and_by_scipy)
{
    gm_fit fit = fit_of(GM_DIST_LOGNORMAL, false);
    double sigma = 0.36843245;
    ck_assert_double_eq_tol(fit.law.b, sqrt(exp(sigma * sigma) - 1.0), 1e-7);
    ck_assert_double_eq_tol(fit.law.a, 62.19696863 * exp(0.5 * sigma * sigma), 1e-5);
    CLOSE(fit.log_likelihood, -54.608962929331184);
    gm_fit open = fit_of(GM_DIST_LOGNORMAL, true);
    sigma = 0.4694186;
    ck_assert_double_eq_tol(open.law.b, sqrt(exp(sigma * sigma) - 1.0), 1e-5);
    ck_assert_double_eq_tol(open.law.a, 66.43936188 * exp(0.5 * sigma * sigma), 1e-3);
    CLOSE(open.log_likelihood, -44.80142682198874);
}
END_TEST

START_TEST(weibull_by_scipy)
{
    gm_fit fit = fit_of(GM_DIST_WEIBULL, false);
    CLOSE(fit.law.a, 2.91651281);
    CLOSE(fit.law.b, 74.64217608);
    CLOSE(fit.log_likelihood, -55.102655186535905);
    gm_fit open = fit_of(GM_DIST_WEIBULL, true);
    CLOSE(open.law.a, 2.28806932);
    CLOSE(open.law.b, 81.6684172);
    CLOSE(open.log_likelihood, -46.14010041845388);
}
END_TEST

START_TEST(gamma_by_scipy)
{
    gm_fit fit = fit_of(GM_DIST_GAMMA, false);
    CLOSE(1.0 / (fit.law.b * fit.law.b), 7.66528559);
    CLOSE(fit.law.a, 7.66528559 * 8.67330162);
    CLOSE(fit.log_likelihood, -54.6313495617197);
    gm_fit open = fit_of(GM_DIST_GAMMA, true);
    ck_assert_double_eq_tol(1.0 / (open.law.b * open.law.b), 4.9980162, 1e-4);
    CLOSE(open.log_likelihood, -45.33461937162624);
}
END_TEST

// The best whole number beside 7.67; the errors of the mean are mean / sqrt(n k).
START_TEST(erlang_is_the_gamma_law_of_whole_phases)
{
    gm_fit fit = fit_of(GM_DIST_ERLANG, false);
    ck_assert_double_eq(fit.law.a, 8.0);
    CLOSE(fit.law.b, 797.8 / 12.0);
    CLOSE(fit.error[1], 797.8 / 12.0 / sqrt(96.0));
}
END_TEST

START_TEST(distances_by_scipy)
{
    gm_sample s = gm_sample_of(times, NULL, N, &arena);
    gm_fit weibull = fit_of(GM_DIST_WEIBULL, false);
    gm_fit lognormal = fit_of(GM_DIST_LOGNORMAL, false);
    CLOSE(gm_fit_ks(&weibull.law, &s), 0.11602360764961184);
    CLOSE(gm_fit_ad(&weibull.law, &s), 0.1971585183014497);
    CLOSE(gm_fit_ks(&lognormal.law, &s), 0.1060860177014093);
    CLOSE(gm_fit_ad(&lognormal.law, &s), 0.11340138007370193);
}
END_TEST

// No triangle on a grid of ends and modes is more likely than the one that is found.
START_TEST(triangular_is_the_best_of_a_grid)
{
    gm_sample s = gm_sample_of(times, NULL, N, &arena);
    gm_fit fit = fit_of(GM_DIST_TRIANGULAR, false);
    for (int lo = 0; lo < 31; lo++) {
        for (int hi = 121; hi < 200; hi += 2) {
            for (int i = 0; i < N; i++) {
                gm_dist law = gm_dist_triangular(lo, times[i], hi);
                ck_assert_double_le(gm_fit_log_likelihood(&law, &s), fit.log_likelihood + 1e-9);
            }
        }
    }
}
END_TEST

// Balanced means: at the optimum no small change of mean or scv is more likely.
START_TEST(hyperexponential_is_a_local_best)
{
    static const double x[] = {0.2, 0.4, 0.5, 0.9, 1.0, 1.3, 2.0, 2.2, 9.0, 25.0, 40.0, 0.1};
    gm_sample s = gm_sample_of(x, NULL, 12, &arena);
    gm_fit fit;
    ck_assert(gm_fit_law(GM_DIST_HYPEREXPONENTIAL, &s, &fit));
    for (int k = -1; k <= 1; k++) {
        for (int m = -1; m <= 1; m++) {
            gm_dist law = gm_dist_hyperexponential(fit.law.a * (1.0 + 0.01 * k),
                                                   fit.law.b * (1.0 + 0.01 * m));
            ck_assert_double_le(gm_fit_log_likelihood(&law, &s), fit.log_likelihood + 1e-9);
        }
    }
}
END_TEST

START_TEST(what_cannot_be_fitted_is_said)
{
    static const double zeros[] = {0.0, 1.0, 2.0};
    static const double same[] = {3.0, 3.0, 3.0};
    gm_fit fit;
    gm_sample s = gm_sample_of(zeros, NULL, 3, &arena);
    ck_assert(!gm_fit_law(GM_DIST_LOGNORMAL, &s, &fit));
    ck_assert_str_eq(fit.why_not, "some values are 0");
    ck_assert(gm_fit_law(GM_DIST_EXPONENTIAL, &s, &fit));
    ck_assert(!gm_fit_law(GM_DIST_NORMAL, &s, &fit));
    ck_assert_str_eq(fit.why_not, "it would be cut off at 0");
    s = gm_sample_of(same, NULL, 3, &arena);
    ck_assert(!gm_fit_law(GM_DIST_GAMMA, &s, &fit));
    ck_assert_str_eq(fit.why_not, "all values are the same, to 1 in 10,000");
    s = gm_sample_of(same, NULL, 1, &arena);
    gm_fit fits[GM_FIT_KINDS];
    ck_assert_int_eq(gm_fit_all(&s, fits), -1);
}
END_TEST

static void fini(void)
{
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *tc = tcase_create("fit");
    tcase_add_checked_fixture(tc, NULL, fini);
    tcase_add_test(tc, exponential_by_hand);
    tcase_add_test(tc, normal_by_hand);
    tcase_add_test(tc, lognormal_by_hand_and_by_scipy);
    tcase_add_test(tc, weibull_by_scipy);
    tcase_add_test(tc, gamma_by_scipy);
    tcase_add_test(tc, erlang_is_the_gamma_law_of_whole_phases);
    tcase_add_test(tc, distances_by_scipy);
    tcase_add_test(tc, triangular_is_the_best_of_a_grid);
    tcase_add_test(tc, hyperexponential_is_a_local_best);
    tcase_add_test(tc, what_cannot_be_fitted_is_said);
    return gm_check_main("fit", tc);
}
