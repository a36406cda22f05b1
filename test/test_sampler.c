// SPDX-License-Identifier: MIT
//
// Statistical tests have a fixed seed and would fail by chance once in 10^5 runs each.

#include "check_main.h"

#include "num/elementary.h"
#include "num/sampler.h"
#include "num/stats.h"

#include <math.h>
#include <string.h>

#define N_DRAWN      200000
#define Z_FALSE_1E_5 4.417173 // two-sided normal quantile of 1e-5

// Kolmogorov's limit law: P(sqrt(n) D > x) = 2 exp(-2 x^2) = 1e-5.
#define KS_FALSE_1E_5 2.470528

static const double table_values[] = {1.0, 2.0, 5.0};
static const double table_cumulative[] = {1.0, 3.0, 4.0};
static gm_dist mixed_parts[2];

// Every law with random draws, some of them at both sides of a border inside the code.
static size_t fill_laws(gm_dist *laws)
{
    mixed_parts[0] = gm_dist_exponential(3.0);
    mixed_parts[1] = gm_dist_lognormal(5.0, 0.4);
    const gm_dist all[] = {
        gm_dist_uniform(2.0, 8.0),
        gm_dist_triangular(1.0, 2.0, 6.0),
        gm_dist_exponential(60.0),
        gm_dist_normal(60.0, 10.0),
        gm_dist_normal(1.0, 2.0),
        gm_dist_lognormal(60.0, 0.5),
        gm_dist_gamma(60.0, 0.5),
        gm_dist_gamma(60.0, 1.5),
        gm_dist_erlang(4.0, 60.0),
        gm_dist_erlang(40.0, 60.0),
        gm_dist_weibull(1.5, 60.0),
        gm_dist_geometric(0.2),
        gm_dist_hyperexponential(60.0, 3.0),
        gm_dist_pert(1.0, 2.0, 9.0),
        gm_dist_empirical(table_values, table_cumulative, 3),
        gm_dist_empirical(table_values, NULL, 3),
        gm_dist_mixture(mixed_parts, NULL, 2),
    };
    memcpy(laws, all, sizeof all);
    return sizeof all / sizeof all[0];
}

static gm_sampler sampler_of(const gm_dist *dist)
{
    gm_sampler sampler;
    gm_sampler_init(&sampler, dist, 12, 0, "test/sampler", "work");
    return sampler;
}

START_TEST(blocks_give_the_sequence_of_single_draws)
{
    gm_dist laws[20];
    size_t n_laws = fill_laws(laws);
    for (size_t i = 0; i < n_laws; i++) {
        gm_sampler sampler = sampler_of(&laws[i]);
        gm_stream stream;
        gm_stream sub;
        gm_stream_init(&stream, 12, 0, "test/sampler", "work");
        gm_stream_init(&sub, 12, 0, "test/sampler", "work/sub");
        for (int k = 0; k < 5 * GM_SAMPLER_BLOCK + 7; k++) {
            double drawn = gm_dist_draw(&laws[i], &stream, &sub);
            ck_assert_double_eq(gm_sampler_peek(&sampler), drawn);
            ck_assert_double_eq(gm_sampler_next(&sampler), drawn);
        }
        ck_assert_uint_eq(gm_sampler_n_drawn(&sampler), 5 * GM_SAMPLER_BLOCK + 7);
    }
}
END_TEST

// The standard error of the sample variance comes from the sample's own fourth moment.
START_TEST(mean_and_variance_are_those_of_the_law)
{
    static double x[N_DRAWN];
    gm_dist laws[20];
    size_t n_laws = fill_laws(laws);
    for (size_t i = 0; i < n_laws; i++) {
        gm_sampler sampler = sampler_of(&laws[i]);
        double mean = gm_dist_mean(&laws[i]);
        double variance = gm_dist_variance(&laws[i]);
        double sum = 0.0;
        double squares = 0.0;
        double fourths = 0.0;
        for (int k = 0; k < N_DRAWN; k++) {
            x[k] = gm_sampler_next(&sampler);
            double d = x[k] - mean;
            sum += d;
            squares += d * d;
            fourths += d * d * d * d;
        }
        double se_square = fourths / N_DRAWN - variance * variance;
        double z_mean = sum / sqrt(variance * N_DRAWN);
        double z_variance = (squares / N_DRAWN - variance) / sqrt(se_square / N_DRAWN);
        ck_assert_msg(fabs(z_mean) < Z_FALSE_1E_5, "law %zu: z of the mean %g", i, z_mean);
        ck_assert_msg(fabs(z_variance) < Z_FALSE_1E_5, "law %zu: z of the variance %g", i,
                      z_variance);
    }
}
END_TEST

// sqrt(n) times the largest distance between the sample and the cumulative law.
static double kolmogorov(const gm_dist *dist, double (*cdf)(double x))
{
    static double x[N_DRAWN];
    gm_sampler sampler = sampler_of(dist);
    for (int i = 0; i < N_DRAWN; i++) {
        x[i] = gm_sampler_next(&sampler);
    }
    gm_sort(x, N_DRAWN);
    double worst = 0.0;
    for (int i = 0; i < N_DRAWN; i++) {
        double p = cdf(x[i]);
        worst = fmax(worst, fmax(p - i / (double)N_DRAWN, (i + 1) / (double)N_DRAWN - p));
    }
    return worst * sqrt(N_DRAWN);
}

static double phi(double z)
{
    return 0.5 * erfc(-z / sqrt(2.0));
}

static double cdf_uniform(double x)
{
    return (x - 2.0) / 6.0;
}

static double cdf_triangular(double x)
{
    return x < 2.0 ? (x - 1.0) * (x - 1.0) / 5.0 : 1.0 - (6.0 - x) * (6.0 - x) / 20.0;
}

static double cdf_exponential(double x)
{
    return -expm1(-x / 60.0);
}

static double cdf_normal(double x)
{
    return (phi((x - 1.0) / 2.0) - phi(-0.5)) / phi(0.5);
}

static double cdf_lognormal(double x)
{
    double s2 = log(1.25);
    return phi((log(x / 60.0) + 0.5 * s2) / sqrt(s2));
}

static double cdf_weibull(double x)
{
    return -expm1(-pow(x / 60.0, 1.5));
}

// Poisson: the 4th arrival of rate 1/15 is later than x when fewer than 4 came.
static double cdf_erlang(double x)
{
    double y = x / 15.0;
    return 1.0 - exp(-y) * (1.0 + y + y * y / 2.0 + y * y * y / 6.0);
}

// Beta(1.5, 4.5) on 1 .. 9.
static double cdf_pert(double x)
{
    return gm_incomplete_beta(1.5, 4.5, (x - 1.0) / 8.0);
}

// Balanced means for scv 3: p = (1 + sqrt(1/2)) / 2, phase means 30 / p and 30 / (1 - p).
static double cdf_hyperexponential(double x)
{
    double p = 0.5 * (1.0 + sqrt(0.5));
    return 1.0 - p * exp(-x * p / 30.0) - (1.0 - p) * exp(-x * (1.0 - p) / 30.0);
}

// Shape 1/2 (cv sqrt 2), scale 120: the square of a normal number, 60 z^2.
static double cdf_gamma_half(double x)
{
    return erf(sqrt(x / 120.0));
}

START_TEST(draws_follow_the_cumulative_law)
{
    const struct {
        gm_dist dist;
        double (*cdf)(double x);
    } rows[] = {
        {gm_dist_uniform(2.0, 8.0), cdf_uniform},
        {gm_dist_triangular(1.0, 2.0, 6.0), cdf_triangular},
        {gm_dist_exponential(60.0), cdf_exponential},
        {gm_dist_normal(1.0, 2.0), cdf_normal},
        {gm_dist_lognormal(60.0, 0.5), cdf_lognormal},
        {gm_dist_weibull(1.5, 60.0), cdf_weibull},
        {gm_dist_erlang(4.0, 60.0), cdf_erlang},
        {gm_dist_gamma(60.0, 0.5), cdf_erlang},
        {gm_dist_pert(1.0, 2.0, 9.0), cdf_pert},
        {gm_dist_hyperexponential(60.0, 3.0), cdf_hyperexponential},
        {gm_dist_gamma(60.0, sqrt(2.0)), cdf_gamma_half},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double d = kolmogorov(&rows[i].dist, rows[i].cdf);
        ck_assert_msg(d < KS_FALSE_1E_5, "row %zu: sqrt(n) D = %g", i, d);
    }
}
END_TEST

// P(n) = 0.2 * 0.8^(n - 1), and the weights 1, 2, 1 of a table.
START_TEST(discrete_draws_have_their_frequencies)
{
    const gm_dist laws[] = {gm_dist_geometric(0.2),
                            gm_dist_empirical(table_values, table_cumulative, 3)};
    const double first[] = {1.0, 1.0};
    const double second[] = {2.0, 2.0};
    const double p_first[] = {0.2, 0.25};
    const double p_second[] = {0.16, 0.5};
    for (int i = 0; i < 2; i++) {
        gm_sampler sampler = sampler_of(&laws[i]);
        int n_first = 0;
        int n_second = 0;
        for (int k = 0; k < N_DRAWN; k++) {
            double x = gm_sampler_next(&sampler);
            n_first += x == first[i];
            n_second += x == second[i];
        }
        double p = p_first[i];
        double q = p_second[i];
        ck_assert_double_lt(fabs(n_first - N_DRAWN * p) / sqrt(N_DRAWN * p * (1.0 - p)),
                            Z_FALSE_1E_5);
        ck_assert_double_lt(fabs(n_second - N_DRAWN * q) / sqrt(N_DRAWN * q * (1.0 - q)),
                            Z_FALSE_1E_5);
    }
}
END_TEST

START_TEST(inverted_laws_rise_with_the_uniform_number)
{
    const gm_dist laws[] = {gm_dist_uniform(2.0, 8.0),    gm_dist_triangular(1.0, 2.0, 6.0),
                            gm_dist_exponential(60.0),    gm_dist_normal(60.0, 10.0),
                            gm_dist_lognormal(60.0, 0.5), gm_dist_weibull(1.5, 60.0)};
    for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++) {
        gm_sampler sampler = sampler_of(&laws[i]);
        gm_stream stream;
        gm_stream_init(&stream, 12, 0, "test/sampler", "work");
        double least_u = 1.0;
        double least_x = GM_INFINITY;
        for (int k = 0; k < 1000; k++) {
            double u = gm_stream_u01(&stream);
            double x = gm_sampler_next(&sampler);
            ck_assert((u < least_u) == (x < least_x));
            least_u = fmin(u, least_u);
            least_x = fmin(x, least_x);
        }
    }
}
END_TEST

START_TEST(replay_starts_again_after_the_last_value)
{
    gm_dist dist = gm_dist_replay(table_values, 3, false);
    gm_sampler sampler = sampler_of(&dist);
    for (int i = 0; i < 100; i++) {
        ck_assert_double_eq(gm_sampler_next(&sampler), table_values[i % 3]);
    }
}
END_TEST

START_TEST(replay_once_ends_in_infinity)
{
    gm_dist dist = gm_dist_replay(table_values, 3, true);
    gm_sampler sampler = sampler_of(&dist);
    for (int i = 0; i < 100; i++) {
        double expected = i < 3 ? table_values[i] : GM_INFINITY;
        ck_assert_double_eq(gm_sampler_next(&sampler), expected);
    }
}
END_TEST

START_TEST(degenerate_laws_give_their_value_for_ever)
{
    const gm_dist laws[] = {gm_dist_lognormal(60.0, 0.0), gm_dist_exponential(0.0),
                            gm_dist_uniform(60.0, 60.0), gm_dist_normal(60.0, 0.0)};
    const double values[] = {60.0, 0.0, 60.0, 60.0};
    for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++) {
        gm_sampler sampler = sampler_of(&laws[i]);
        for (int k = 0; k < 100; k++) {
            ck_assert_double_eq(gm_sampler_next(&sampler), values[i]);
        }
    }
}
END_TEST

// The bits of 1,000 draws of every law, as one number: the same for gcc and clang, with and
// without optimisation, with and without vectors. A change of it is a change of every result.
START_TEST(draws_have_the_same_bits_under_every_compiler)
{
    gm_dist laws[20];
    size_t n_laws = fill_laws(laws);
    uint64_t hash = GM_FNV1A_64_START;
    for (size_t i = 0; i < n_laws; i++) {
        gm_sampler sampler = sampler_of(&laws[i]);
        for (int k = 0; k < 1000; k++) {
            double x = gm_sampler_next(&sampler);
            hash = gm_fnv1a_64(hash, &x, sizeof x);
        }
    }
    ck_assert_msg(hash == UINT64_C(0xb76899a9ffe3a358), "hash is %016llx",
                  (unsigned long long)hash);
}
END_TEST

START_TEST(copy_of_a_sampler_goes_on_alike)
{
    gm_dist dist = gm_dist_gamma(60.0, 0.7);
    gm_sampler sampler = sampler_of(&dist);
    for (int i = 0; i < 45; i++) {
        (void)gm_sampler_next(&sampler);
    }
    gm_sampler copy;
    memcpy(&copy, &sampler, sizeof copy);
    for (int i = 0; i < 100; i++) {
        ck_assert_double_eq(gm_sampler_next(&sampler), gm_sampler_next(&copy));
    }
}
END_TEST

START_TEST(law_with_a_fault_stops_the_program)
{
    gm_dist dist = gm_dist_exponential(-1.0);
    (void)sampler_of(&dist);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("sampler");
    tcase_set_timeout(cases, 60.0);
    tcase_add_test(cases, blocks_give_the_sequence_of_single_draws);
    tcase_add_test(cases, mean_and_variance_are_those_of_the_law);
    tcase_add_test(cases, draws_follow_the_cumulative_law);
    tcase_add_test(cases, discrete_draws_have_their_frequencies);
    tcase_add_test(cases, inverted_laws_rise_with_the_uniform_number);
    tcase_add_test(cases, replay_starts_again_after_the_last_value);
    tcase_add_test(cases, replay_once_ends_in_infinity);
    tcase_add_test(cases, degenerate_laws_give_their_value_for_ever);
    tcase_add_test(cases, draws_have_the_same_bits_under_every_compiler);
    tcase_add_test(cases, copy_of_a_sampler_goes_on_alike);
    tcase_add_test_raise_signal(cases, law_with_a_fault_stops_the_program, 6 /* SIGABRT */);
    return gm_check_main("num/sampler", cases);
}
