// SPDX-License-Identifier: MIT
//
// Errors are measured in ulp against long double libm; on machines where long double is double
// one ulp more is allowed.

#include "check_main.h"

#include "num/elementary.h"
#include "num/random.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define N_TRIED  1000000
#define N_COMMON 200000
#define SLACK    (LDBL_MANT_DIG > 53 ? 0.0 : 1.0)

// |got - exact| in units of the last place of a double of that size.
static double ulps(double got, long double exact)
{
    int exponent = 0;
    (void)frexpl(exact, &exponent);
    int place = exponent - 53 < -1074 ? -1074 : exponent - 53;
    return (double)ldexpl(fabsl((long double)got - exact), -place);
}

static gm_stream stream_of(const char *purpose)
{
    gm_stream stream;
    gm_stream_init(&stream, 1, 0, "test/elementary", purpose);
    return stream;
}

// A finite positive double with uniform bits: every magnitude there is, subnormals too.
static double any_positive(gm_stream *stream)
{
    for (;;) {
        uint64_t bits = gm_stream_next(stream) >> 1;
        double x;
        memcpy(&x, &bits, sizeof x);
        if (isfinite(x) && x > 0.0) {
            return x;
        }
    }
}

START_TEST(log_is_right_to_one_ulp)
{
    gm_stream stream = stream_of("log");
    double worst = 0.0;
    for (int i = 0; i < N_COMMON; i++) {
        double x = any_positive(&stream);
        double u = gm_stream_u01(&stream);
        double near_one = 0.5 + 1.5 * gm_stream_u01(&stream);
        worst = fmax(worst, ulps(gm_log(x), logl((long double)x)));
        worst = fmax(worst, ulps(gm_log(u), logl((long double)u)));
        worst = fmax(worst, ulps(gm_log(near_one), logl((long double)near_one)));
    }
    ck_assert_double_lt(worst, 1.0 + SLACK);
}
END_TEST

START_TEST(exp_is_right_to_one_ulp_down_to_the_smallest_numbers)
{
    gm_stream stream = stream_of("exp");
    double worst = 0.0;
    for (int i = 0; i < N_COMMON; i++) {
        double x = -745.0 + 1454.0 * gm_stream_u01(&stream);
        double y = 2.0 * gm_stream_u01(&stream) - 1.0;
        worst = fmax(worst, ulps(gm_exp(x), expl((long double)x)));
        worst = fmax(worst, ulps(gm_exp(y), expl((long double)y)));
    }
    ck_assert_double_lt(worst, 1.0 + SLACK);
}
END_TEST

START_TEST(pow_is_right_to_the_stated_bound)
{
    gm_stream stream = stream_of("pow");
    double worst = 0.0;
    for (int i = 0; i < N_COMMON; i++) {
        double x = any_positive(&stream);
        double y = 700.0 / log(x) * (2.0 * gm_stream_u01(&stream) - 1.0);
        double bound = 1.0 + 0.05 * fabs(y * log(x)) + SLACK;
        worst = fmax(worst, ulps(gm_pow(x, y), powl((long double)x, (long double)y)) / bound);
        double z = 0.25 + 4.0 * gm_stream_u01(&stream);
        worst = fmax(worst, ulps(gm_pow(z, 0.32), powl((long double)z, (long double)0.32)) /
                                (1.1 + SLACK));
    }
    ck_assert_double_lt(worst, 1.0);
}
END_TEST

START_TEST(log1p_is_right_to_two_ulp_near_zero_and_far)
{
    gm_stream stream = stream_of("log1p");
    double worst = 0.0;
    for (int i = 0; i < N_COMMON; i++) {
        double size = exp(80.0 * (gm_stream_u01(&stream) - 0.5));
        double x = size < 1.0 && i % 2 == 0 ? -size : size;
        worst = fmax(worst, ulps(gm_log1p(x), log1pl((long double)x)));
    }
    ck_assert_double_lt(worst, 2.0 + SLACK);
}
END_TEST

START_TEST(special_values_give_what_ieee_754_says)
{
    ck_assert_double_eq(gm_log(1.0), 0.0);
    ck_assert_double_eq(gm_log(0.0), -GM_INFINITY);
    ck_assert_double_eq(gm_log(GM_INFINITY), GM_INFINITY);
    ck_assert_double_nan(gm_log(-1.0));
    ck_assert_double_nan(gm_log(GM_NAN));
    ck_assert_double_eq(gm_exp(0.0), 1.0);
    ck_assert_double_eq(gm_exp(800.0), GM_INFINITY);
    ck_assert_double_eq(gm_exp(-800.0), 0.0);
    ck_assert_double_nan(gm_exp(GM_NAN));
    ck_assert_double_eq(gm_pow(0.0, 2.0), 0.0);
    ck_assert_double_eq(gm_pow(0.0, 0.0), 1.0);
    ck_assert_double_eq(gm_pow(0.0, -2.0), GM_INFINITY);
    ck_assert_double_eq(gm_pow(2.0, -1074.0), 0x1p-1074);
    ck_assert_double_eq(gm_pow(1.0, 1e300), 1.0);
    ck_assert_double_eq(gm_pow(1.5, 1e300), GM_INFINITY);
    ck_assert_double_nan(gm_pow(-1.0, 2.0));
    ck_assert_double_eq(gm_normal_quantile(0.0), -GM_INFINITY);
    ck_assert_double_eq(gm_normal_quantile(0.5), 0.0);
    ck_assert_double_eq(gm_normal_quantile(1.0), GM_INFINITY);
    ck_assert_double_nan(gm_normal_quantile(1.5));
    ck_assert_double_nan(gm_normal_quantile(GM_NAN));
}
END_TEST

static void assert_relative(double got, double expected, double tolerance)
{
    ck_assert_double_le(fabs(got - expected), tolerance * fabs(expected));
}

// Of the doubles nearest to these arguments, by 30-digit arithmetic outside this code.
START_TEST(normal_law_has_its_known_values)
{
    assert_relative(gm_normal_cdf(-37.0), 5.7255712225245768227e-300, 1e-14);
    assert_relative(gm_normal_cdf(-10.0), 7.619853024160526066e-24, 1e-14);
    assert_relative(gm_normal_cdf(-1.5), 0.066807201268858066004, 1e-14);
    assert_relative(gm_normal_cdf(1.0), 0.84134474606854294859, 1e-15);
    ck_assert_double_eq(gm_normal_cdf(0.0), 0.5);
    assert_relative(gm_normal_quantile(0.975), 1.9599639845400538556, 1e-15);
    assert_relative(gm_normal_quantile(0.75), 0.6744897501960817432, 1e-15);
    assert_relative(gm_normal_quantile(0.001), -3.0902323061678135354, 1e-15);
}
END_TEST

// Over 300 powers of ten below and the body above; both functions are fits of their own.
START_TEST(normal_quantile_inverts_the_cumulative_law)
{
    gm_stream stream = stream_of("quantile");
    for (int i = 0; i < 20000; i++) {
        double p = gm_stream_u01(&stream);
        assert_relative(gm_normal_cdf(gm_normal_quantile(p)), p, 1e-14);

        // Far out an ulp of z is z^2 ulp of p.
        double tiny = exp(-690.0 * gm_stream_u01(&stream));
        double z = gm_normal_quantile(tiny);
        assert_relative(gm_normal_cdf(z), tiny, 1e-14 + 4.0 * DBL_EPSILON * z * z);
    }
}
END_TEST

START_TEST(normal_cdf_agrees_with_erfc_of_libm)
{
    gm_stream stream = stream_of("cdf");
    for (int i = 0; i < 20000; i++) {
        double x = -37.0 + 45.0 * gm_stream_u01(&stream);
        long double exact = 0.5L * erfcl(-(long double)x / sqrtl(2.0L));
        assert_relative(gm_normal_cdf(x), (double)exact, 1e-14);
    }
}
END_TEST

// (n - 1)! for whole n, sqrt(pi) for 1/2, and 20 digits by 30-digit arithmetic.
START_TEST(log_gamma_has_its_known_values)
{
    ck_assert_double_eq_tol(gm_log_gamma(1.0), 0.0, 2e-14);
    ck_assert_double_eq_tol(gm_log_gamma(2.0), 0.0, 2e-14);
    ck_assert_double_eq_tol(gm_log_gamma(0.5), 0.57236494292470008707, 2e-14);
    ck_assert_double_eq_tol(gm_log_gamma(5.0), log(24.0), 2e-14);
    assert_relative(gm_log_gamma(100.25), 360.28455963776423497, 1e-14);
}
END_TEST

static double power(double x)
{
    return gm_pow(x, -0.415);
}

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

// How many results differ from the scalar function; NaN equals NaN.
static size_t n_different(const double *out, const double *in, size_t n, double (*f)(double x))
{
    size_t n_bad = 0;
    for (size_t i = 0; i < n; i++) {
        double expected = f(in[i]);
        n_bad += bits_of(out[i]) != bits_of(expected) && !isnan(expected);
    }
    return n_bad;
}

// Runs one variant and the scalar functions over the same input and compares the bits.
static void check_variant(const gm_lanes *lanes, const double *in, size_t n)
{
    static double out[N_TRIED];
    memcpy(out, in, n * sizeof *in);
    lanes->log(out, n);
    ck_assert_uint_eq(n_different(out, in, n, gm_log), 0);
    memcpy(out, in, n * sizeof *in);
    lanes->exp(out, n);
    ck_assert_uint_eq(n_different(out, in, n, gm_exp), 0);
    memcpy(out, in, n * sizeof *in);
    lanes->pow(out, n, -0.415);
    ck_assert_uint_eq(n_different(out, in, n, power), 0);
    memcpy(out, in, n * sizeof *in);
    lanes->normal_quantile(out, n);
    ck_assert_uint_eq(n_different(out, in, n, gm_normal_quantile), 0);
}

// The arguments that meet each function's branches: uniforms, tails, all magnitudes, specials.
static void fill_arguments(double *x, size_t n)
{
    gm_stream stream = stream_of("bits");
    for (size_t i = 0; i < n; i++) {
        double u = gm_stream_u01(&stream);
        switch (i % 4) {
        case 0:
            x[i] = u;
            break;
        case 1:
            x[i] = exp(-740.0 * u);
            break;
        case 2:
            x[i] = 1500.0 * (u - 0.5);
            break;
        default:
            x[i] = any_positive(&stream);
            break;
        }
    }
    static const double specials[] = {0.0, 1.0, 0.5, DBL_MIN, DBL_MAX, 0x1p-1074, 0.075, 0.925};
    memcpy(x, specials, sizeof specials);
    x[8] = GM_INFINITY;
    x[9] = -1.0;
}

START_TEST(every_instruction_set_gives_the_bits_of_the_scalar_functions)
{
    static double x[N_TRIED];
    fill_arguments(x, N_TRIED);
    for (size_t i = 0; gm_lanes_variant(i); i++) {
        check_variant(gm_lanes_variant(i), x, N_TRIED);

        // Lengths that no vector divides.
        for (size_t n = 0; n < 20; n++) {
            check_variant(gm_lanes_variant(i), x + n, n);
        }
    }
}
END_TEST

START_TEST(every_instruction_set_draws_the_same_laws)
{
    enum { N = 100003 };
    static uint64_t bits[N];
    static double expected[3][N];
    static double out[N];
    gm_stream stream = stream_of("laws");
    gm_stream_fill(&stream, bits, N);
    for (int i = 0; i < N; i++) {
        double u = gm_u01_of_bits(bits[i]);
        expected[0][i] = 2.0 + 3.0 * u;
        expected[1][i] = -60.0 * gm_log(1.0 - u);
        expected[2][i] = gm_exp(4.0 + 0.5 * gm_normal_quantile(u));
    }
    for (size_t i = 0; gm_lanes_variant(i); i++) {
        const gm_lanes *lanes = gm_lanes_variant(i);
        lanes->uniform(out, bits, N, 2.0, 3.0);
        ck_assert_mem_eq(out, expected[0], sizeof out);
        lanes->exponential(out, bits, N, 60.0);
        ck_assert_mem_eq(out, expected[1], sizeof out);
        lanes->lognormal(out, bits, N, 4.0, 0.5);
        ck_assert_mem_eq(out, expected[2], sizeof out);
    }
}
END_TEST

START_TEST(scalar_variant_exists_everywhere_and_the_best_is_a_variant)
{
    ck_assert_str_eq(gm_lanes_variant(0)->name, "scalar");
    size_t n = 0;
    while (gm_lanes_variant(n)) {
        n += 1;
    }
    ck_assert_ptr_eq(gm_lanes_best(), gm_lanes_variant(n - 1));
    ck_assert_ptr_null(gm_lanes_variant(n + 100));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("elementary");
    tcase_set_timeout(cases, 60.0);
    tcase_add_test(cases, log_is_right_to_one_ulp);
    tcase_add_test(cases, exp_is_right_to_one_ulp_down_to_the_smallest_numbers);
    tcase_add_test(cases, pow_is_right_to_the_stated_bound);
    tcase_add_test(cases, log1p_is_right_to_two_ulp_near_zero_and_far);
    tcase_add_test(cases, special_values_give_what_ieee_754_says);
    tcase_add_test(cases, normal_law_has_its_known_values);
    tcase_add_test(cases, normal_quantile_inverts_the_cumulative_law);
    tcase_add_test(cases, normal_cdf_agrees_with_erfc_of_libm);
    tcase_add_test(cases, log_gamma_has_its_known_values);
    tcase_add_test(cases, every_instruction_set_gives_the_bits_of_the_scalar_functions);
    tcase_add_test(cases, every_instruction_set_draws_the_same_laws);
    tcase_add_test(cases, scalar_variant_exists_everywhere_and_the_best_is_a_variant);
    return gm_check_main("num/elementary", cases);
}
