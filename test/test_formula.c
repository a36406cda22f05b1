// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "cell/formula.h"

#include <math.h>
#include <string.h>

static gm_arena arena;
static gm_diag diag;

static void setup(void)
{
    gm_arena_init(&arena, 0);
    diag = (gm_diag){0};
}

static void teardown(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

static gm_formula read(const char *text)
{
    gm_formula f = {0};
    bool is_ok = gm_formula_read(text, (gm_src){"f.yaml", 3, 5, NULL}, &arena, &diag, &f);
    ck_assert_msg(is_ok, "%s", text);
    return f;
}

static double at(const char *text, double x)
{
    gm_formula f = read(text);
    double y = 0.0;
    double slope;
    ck_assert(gm_formula_at(&f, x, &y, &slope));
    return y;
}

START_TEST(signs_bind_as_in_python)
{
    ck_assert_double_eq(at("1 + 2*3", 0.0), 7.0);
    ck_assert_double_eq(at("(1+2)*3", 0.0), 9.0);
    ck_assert_double_eq(at("2**3**2", 0.0), 512.0);
    ck_assert_double_eq(at("-x**2", 3.0), -9.0);
    ck_assert_double_eq(at("2**-1", 0.0), 0.5);
    ck_assert_double_eq(at("8/4/2", 0.0), 1.0);
    ck_assert_double_eq(at("10 - 4 - 3", 0.0), 3.0);
    ck_assert_double_eq(at("- -x", 3.0), 3.0);
    ck_assert_double_eq(at("1.5e-3*x^2", 2.0), 6e-3);
    ck_assert_double_eq(at("(-x)**3", 2.0), -8.0);
}
END_TEST

// Values by Python 3.11, math.*, of the functions that BPX names.
START_TEST(functions_are_those_of_libm)
{
    const struct {
        const char *text;
        double (*f)(double);
    } rows[] = {{"exp(x)", exp},     {"ln(x)", log},        {"log(x)", log},
                {"np.log(x)", log},  {"sqrt(x)", sqrt},     {"tanh(x)", tanh},
                {"sinh(x)", sinh},   {"cosh(x)", cosh},     {"log10(x)", log10},
                {"asinh(x)", asinh}, {"arcsinh(x)", asinh}, {"abs(x)", fabs}};
    const double xs[] = {1e-6, 0.3, 1.0, 2.5, 9.0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < sizeof xs / sizeof *xs; k++) {
            double want = rows[i].f(xs[k]);
            double got = at(rows[i].text, xs[k]);
            ck_assert_msg(fabs(got - want) <= 4e-15 * fabs(want) + 1e-16,
                          "%s at %g: %.17g, %.17g", rows[i].text, xs[k], got, want);
        }
    }
}
END_TEST

// Open-circuit potential of LG M50's graphite (Chen 2020), by hand with libm.
static double by_hand(double x)
{
    return 1.9793 * exp(-39.3631 * x) + 0.2482 - 0.0909 * tanh(29.8538 * (x - 0.1234)) -
           0.04478 * tanh(14.9159 * (x - 0.2769)) - 0.0205 * tanh(30.4444 * (x - 0.6103));
}

START_TEST(a_potential_and_its_slope_are_right)
{
    gm_formula f =
        read("1.9793 * exp(-39.3631 * x) + 0.2482 - 0.0909 * tanh(29.8538 * (x - 0.1234)) "
             "- 0.04478 * tanh(14.9159 * (x - 0.2769)) - 0.0205 * tanh(30.4444 * (x - "
             "0.6103))");
    for (int i = 1; i < 100; i++) {
        double x = 0.01 * i;
        double y;
        double slope;
        ck_assert(gm_formula_at(&f, x, &y, &slope));
        double h = 1e-5;
        double by_difference = (by_hand(x + h) - by_hand(x - h)) / (2.0 * h);
        ck_assert_double_eq_tol(y, by_hand(x), 1e-14);
        ck_assert_double_eq_tol(slope, by_difference, 2e-6 * (1.0 + fabs(by_difference)));
    }
}
END_TEST

START_TEST(slopes_follow_the_rules)
{
    const char *const texts[] = {
        "x**3 - 2/x", "x**x",       "2**x",    "x**0.5", "sqrt(x)*ln(x)",
        "log10(x)",   "asinh(x)/x", "abs(-x)", "x**-2",  "sinh(x)*cosh(x)",
        "x**2.5",     "tanh(x)^3",  "1/(1+x)", "x/3 - 4"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        gm_formula f = read(texts[i]);
        double y;
        double slope;
        double low;
        double high;
        double other;
        double h = 1e-6;
        ck_assert(gm_formula_at(&f, 1.3, &y, &slope));
        ck_assert(gm_formula_at(&f, 1.3 - h, &low, &other) &&
                  gm_formula_at(&f, 1.3 + h, &high, &other));
        ck_assert_msg(fabs(slope - (high - low) / (2.0 * h)) < 1e-7, "%s: %g", texts[i], slope);
    }
}
END_TEST

START_TEST(where_it_has_no_value_is_told)
{
    const char *const texts[] = {"ln(x - 2)", "1/(x-1)", "sqrt(x - 3)", "(x-2)**0.5",
                                 "exp(1000*x)"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        gm_formula f = read(texts[i]);
        double y;
        double slope;
        ck_assert_msg(!gm_formula_at(&f, 1.0, &y, &slope), "%s", texts[i]);
    }
}
END_TEST

START_TEST(faults_stand_at_their_place)
{
    const struct {
        const char *text;
        int col; // of the fault; the text begins at 5
        const char *says;
    } rows[] = {
        {"1 + ", 9, "expected a number, x or a function before the end"},
        {"2*(x", 9, "expected `)` before the end"},
        {"x x", 7, "expected an operator or the end, got `x`"},
        {"tan(x)", 5, "unknown name 'tan'"},
        {"1 + exp x", 13, "expected `(` behind exp"},
        {"x ? 2", 7, "expected an operator or the end, got `?`"},
        {"", 5, "expected a number, x or a function before the end"},
        {"y", 5, "unknown name 'y'"},
        {"1e999", 5, "expected a number"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gm_diag_fini(&diag);
        diag = (gm_diag){0};
        gm_formula f;
        ck_assert(
            !gm_formula_read(rows[i].text, (gm_src){"f.yaml", 3, 5, NULL}, &arena, &diag, &f));
        char place[40];
        (void)snprintf(place, sizeof place, "f.yaml:3:%d: error: formula: ", rows[i].col);
        const char *line = gm_diag_line(&diag, 0);
        ck_assert_msg(strstr(line, place) == line && strstr(line, rows[i].says), "'%s': %s",
                      rows[i].text, line);
    }
}
END_TEST

// Neither many brackets nor many signs take the stack or the memory of the program.
START_TEST(what_is_too_deep_is_refused)
{
    char text[3000];
    const char *const many[] = {"(", "-", "exp(", "2**"};
    for (size_t k = 0; k < sizeof many / sizeof *many; k++) {
        size_t n = strlen(many[k]);
        for (size_t i = 0; i < 600; i++) {
            memcpy(&text[i * n], many[k], n);
        }
        text[600 * n] = '\0';
        gm_formula f;
        ck_assert(!gm_formula_read(text, (gm_src){0}, &arena, &diag, &f));
    }
}
END_TEST

// By hand; blanks and brackets as the program sets them.
START_TEST(a_formula_is_written_with_the_brackets_it_needs)
{
    static const struct {
        const char *text;
        const char *written;
    } rows[] = {
        {"1+2*3", "1 + 2 * 3"},
        {"(1+2)*3", "(1 + 2) * 3"},
        {"1-(2-x)", "1 - (2 - x)"},
        {"1-2-x", "1 - 2 - x"},
        {"8/(4/x)", "8 / (4 / x)"},
        {"2^3^x", "2**3**x"},
        {"(2^x)^3", "(2**x)**3"},
        {"-x^2", "-x**2"},
        {"(-x)^2", "(-x)**2"},
        {"2*-x", "2 * -x"},
        {"2^-x", "2**-x"},
        {"-(x+1)", "-(x + 1)"},
        {"-(2*x)", "-(2 * x)"},
        {"exp(-(x-1)^2/0.5)", "exp(-(x - 1)**2 / 0.5)"},
        {"sqrt(x+1)", "(x + 1)**0.5"},
        {"1/sinh(x)", "1 / ((exp(x) - exp(-(x))) / 2)"},
        {"1e-14*x", "1e-14 * x"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        gm_formula f = read(rows[i].text);
        ck_assert_str_eq(gm_formula_write(&f, 1.0, &arena), rows[i].written);
    }
    gm_formula f = read("2*x^1.5");
    ck_assert_str_eq(gm_formula_write(&f, 1000.0, &arena), "2 * (x / 1000)**1.5");
    gm_formula g = read("ln(x)");
    ck_assert_ptr_null(gm_formula_write(&g, 1.0, &arena));
}
END_TEST

START_TEST(what_is_written_reads_back_to_the_same_bits)
{
    static const char *const texts[] = {
        "1.9793*exp(-39.3631*x) + 0.2482 - 0.0909*tanh(29.8538*(x-0.1234))",
        "0.1297*x^3 - 2.51*x^1.5 + 3.329*x",
        "10^(-4.43 - 54/(298.15 - 229 - 5*x) - 0.22*x)",
        "-(1 - x)/-(x - -2)^2^0.5*3 - (4 - (5 - x))",
        "cosh(x)/(1 + x*(2 - (3 - x)*4))",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        gm_formula f = read(texts[i]);
        const char *written = gm_formula_write(&f, 1.0, &arena);
        for (int k = 1; k < 10; k++) {
            ck_assert_double_eq(at(written, 0.1 * k), at(texts[i], 0.1 * k));
        }
    }
    // A root is a power, a hyperbolic sine two exponentials: the same but for rounding.
    gm_formula f = read("sqrt(x) + abs(x - 1) + sinh(2*x)");
    const char *written = gm_formula_write(&f, 1.0, &arena);
    ck_assert_double_eq_tol(at(written, 0.7), at("sqrt(x) + abs(x - 1) + sinh(2*x)", 0.7),
                            1e-14);
}
END_TEST

// Each sinh doubles what is in it: past the longest formula there is none.
START_TEST(what_would_be_too_long_is_not_written)
{
    gm_formula f = read("sinh(sinh(sinh(sinh(sinh(sinh(sinh(sinh(sinh(sinh(x))))))))))");
    ck_assert_ptr_null(gm_formula_write(&f, 1.0, &arena));
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("formula");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, signs_bind_as_in_python);
    tcase_add_test(tc, functions_are_those_of_libm);
    tcase_add_test(tc, a_potential_and_its_slope_are_right);
    tcase_add_test(tc, slopes_follow_the_rules);
    tcase_add_test(tc, where_it_has_no_value_is_told);
    tcase_add_test(tc, faults_stand_at_their_place);
    tcase_add_test(tc, what_is_too_deep_is_refused);
    tcase_add_test(tc, a_formula_is_written_with_the_brackets_it_needs);
    tcase_add_test(tc, what_is_written_reads_back_to_the_same_bits);
    tcase_add_test(tc, what_would_be_too_long_is_not_written);
    return gm_check_main("cell/formula", tc);
}
