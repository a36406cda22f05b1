// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "num/stats.h"
#include "study/future.h"

#include <math.h>

#define N 400

static const char text[] = "gemba: 1\n"
                           "facts:\n"
                           "  pert: {value: 4, range: [2, 12]}\n"
                           "  flat: {value: 4, range: [2, 12], shape: uniform}\n"
                           "  roof: {value: 4, range: [2, 12], shape: triangular}\n"
                           "  bell: {value: 4, range: [2, 12], shape: normal}\n"
                           "  logs: {value: 4, range: [1, 16], shape: lognormal}\n"
                           "  fixed: {value: 4, source: x}\n";

static const char more[] = "gemba: 1\n"
                           "facts:\n"
                           "  other: {value: 1, range: [0, 3]}\n"
                           "  pert: {value: 4, range: [2, 12]}\n";

static const gm_model_input *input(const model_set *m, const char *path, int32_t *i)
{
    for (*i = 0; *i < m->model->n_inputs; *i += 1) {
        if (strcmp(m->model->inputs[*i].path, path) == 0) {
            return &m->model->inputs[*i];
        }
    }
    ck_abort_msg("no input %s", path);
    return NULL;
}

// Laws by hand. PERT of 2, 4, 12 is 2 + 10 beta(1.8, 4.2): mean (2 + 16 + 12)/6 = 5. Uniform: 2 + 10 u.
// Triangular: below 4 lies 2/10; below 3, (3 - 2)^2/(10 x 2) = 0.05. Normal of mean 4 and sd 10/6, cut at
// 2 = -1.2 sd and at 12 = 4.8 sd: Phi(-1.2) = 0.1150697, so that below 4 lies (0.5 - 0.1150697)/(1 -
// 0.1150697) = 0.434983. Lognormal of 1, 4, 16: symmetrical about ln 4, with its median there.
START_TEST(each_shape_is_its_law)
{
    model_set m;
    int32_t i;
    model_set_open(&m, text);
    const gm_model_input *in = input(&m, "facts.pert", &i);
    double sum = 0.0;
    for (int k = 0; k < 2000; k++) {
        sum += gm_input_quantile(in, (k + 0.5) / 2000.0) / 2000.0;
    }
    ck_assert_double_eq_tol(sum, 5.0, 1e-4);
    ck_assert_double_eq_tol(
        gm_incomplete_beta(1.8, 4.2, (gm_input_quantile(in, 0.3) - 2.0) / 10.0), 0.3, 1e-12);
    ck_assert_double_eq(gm_input_quantile(input(&m, "facts.flat", &i), 0.25), 4.5);
    in = input(&m, "facts.roof", &i);
    ck_assert_double_eq_tol(gm_input_quantile(in, 0.05), 3.0, 1e-12);
    ck_assert_double_eq_tol(gm_input_quantile(in, 0.2), 4.0, 1e-12);
    in = input(&m, "facts.bell", &i);
    ck_assert_double_eq_tol(gm_input_quantile(in, 0.434983), 4.0, 1e-5);
    ck_assert_double_ge(gm_input_quantile(in, 1e-9), 2.0);
    in = input(&m, "facts.logs", &i);
    ck_assert_double_eq_tol(gm_input_quantile(in, 0.5), 4.0, 1e-12);
    ck_assert_double_eq_tol(gm_input_quantile(in, 0.1) * gm_input_quantile(in, 0.9), 16.0,
                            1e-9);
    model_set_close(&m);
}
END_TEST

START_TEST(a_future_is_the_same_however_many_there_are_and_whatever_else_varies)
{
    model_set m;
    model_set other;
    int32_t i;
    int32_t k;
    model_set_open(&m, text);
    model_set_open(&other, more);
    input(&m, "facts.pert", &i);
    input(&other, "facts.pert", &k);
    gm_futures all = gm_futures_create(m.model, 7, N, &m.arena);
    gm_futures few = gm_futures_create(m.model, 7, 3, &m.arena);
    gm_futures else_where = gm_futures_create(other.model, 7, 150, &m.arena);
    gm_futures of_seed = gm_futures_create(m.model, 8, 3, &m.arena);
    for (int32_t f = 0; f < 3; f++) {
        double value = gm_futures_value(&all, f, i);
        ck_assert_double_eq(gm_futures_value(&few, f, i), value);
        ck_assert_double_eq(gm_futures_value(&else_where, f, k), value);
        ck_assert_double_ne(gm_futures_value(&of_seed, f, i), value);
    }
    input(&m, "facts.fixed", &i);
    ck_assert_double_eq(gm_futures_value(&all, 5, i), 4.0);
    model_set_close(&m);
    model_set_close(&other);
}
END_TEST

// Of each hundred futures one lies in each percent of a uniform range, and two inputs go their own ways:
// of 400 independent pairs a correlation has a standard deviation of 0.05, the bound is 5 of them.
START_TEST(a_hundred_futures_fill_a_range_evenly_and_inputs_are_independent)
{
    model_set m;
    int32_t i;
    int32_t k;
    model_set_open(&m, text);
    input(&m, "facts.flat", &i);
    input(&m, "facts.roof", &k);
    gm_futures all = gm_futures_create(m.model, 1, N, &m.arena);
    for (int32_t b = 0; b < N; b += GM_FUTURES_BLOCK) {
        int seen[100] = {0};
        for (int32_t f = b; f < b + 100; f++) {
            double percent = 10.0 * (gm_futures_value(&all, f, i) - 2.0);
            ck_assert(percent >= 0.0 && percent < 100.0);
            seen[(int)percent] += 1;
        }
        for (int c = 0; c < 100; c++) {
            ck_assert_int_eq(seen[c], 1);
        }
    }
    double x = 0.0;
    double y = 0.0;
    double xx = 0.0;
    double yy = 0.0;
    double xy = 0.0;
    for (int32_t f = 0; f < N; f++) {
        double a = gm_futures_value(&all, f, i);
        double b = gm_futures_value(&all, f, k);
        x += a / N;
        y += b / N;
        xx += a * a / N;
        yy += b * b / N;
        xy += a * b / N;
    }
    double r = (xy - x * y) / sqrt((xx - x * x) * (yy - y * y));
    ck_assert_double_le(fabs(r), 0.25);
    model_set_close(&m);
}
END_TEST

START_TEST(logarithms_need_a_range_above_0)
{
    model_set m;
    model_set_load(&m, "gemba: 1\nfacts: {x: {value: 1, range: [0, 3], shape: lognormal}}\n");
    ck_assert_ptr_null(m.twin);
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&m.diag, 0), "lognormal` is above 0"));
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("future");
    tcase_add_test(c, each_shape_is_its_law);
    tcase_add_test(c, a_future_is_the_same_however_many_there_are_and_whatever_else_varies);
    tcase_add_test(c, a_hundred_futures_fill_a_range_evenly_and_inputs_are_independent);
    tcase_add_test(c, logarithms_need_a_range_above_0);
    return gm_check_main("study/future", c);
}
