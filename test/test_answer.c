// SPDX-License-Identifier: MIT
//
// Verdicts from values of replications that are made up here, not run.

#include "check_main.h"
#include "model_set.h"

#include "study/answer.h"

#include <math.h>

static model_set m;

// Two whole years, 2028 and 2029, and one claim.
static void open_claim(const char *claim)
{
    static char text[1024];
    snprintf(text, sizeof text,
             "gemba: 1\n"
             "clock: {start: 2028-01-01, until: 2029-12-31}\n"
             "facts: {claimed: {value: 1000 km, source: a brochure}}\n"
             "headcount: {shops: [{shop: all, heads: 12}]}\n"
             "plant:\n"
             "  line:\n"
             "    - source: blanks\n"
             "    - {station: press, time: 60 s}\n"
             "    - sink: out\n"
             "claims: [{says: it, %s}]\n",
             claim);
    model_set_open(&m, text);
}

// Done replications with these values, window by window.
static gm_claim_answer answer_windows(const double *values, int n, int n_windows)
{
    ck_assert_int_eq(n == 0 ? n_windows : m.set.n_claim_values, n_windows);
    m.set.items = gm_hook_alloc((size_t)n * sizeof *m.set.items);
    m.set.n = n;
    for (int i = 0; i < n; i++) {
        m.set.items[i].is_done = true;
        m.set.items[i].claims = GM_NEW(&m.arena, double, n_windows);
        for (int k = 0; k < n_windows; k++) {
            m.set.items[i].claims[k] = *values++;
        }
    }
    return gm_answer_claims(&m.set, &m.arena)[0];
}

static gm_claim_answer answer(const double *values, int n)
{
    return answer_windows(values, n, 1);
}

// n_holds replications with 100, the others with 99, against at least 100.
static gm_claim_answer answer_of(int n_holds, int n)
{
    double values[128] = {0};
    for (int i = 0; i < n; i++) {
        values[i] = i < n_holds ? 100.0 : 99.0;
    }
    open_claim("measure: out.count, at least: 100");
    return answer(values, n);
}

static void expect_verdict(int n_holds, int n, gm_verdict verdict)
{
    gm_claim_answer a = answer_of(n_holds, n);
    ck_assert_int_eq(a.verdict, verdict);
    ck_assert_int_eq(a.n, n);
    ck_assert_int_eq(a.n_holds, n_holds);
    model_set_close(&m);
}

START_TEST(a_claim_holds_or_fails_in_at_least_95_percent)
{
    expect_verdict(20, 20, GM_VERDICT_HOLDS);
    expect_verdict(19, 20, GM_VERDICT_HOLDS);
    expect_verdict(18, 20, GM_VERDICT_OPEN);
    expect_verdict(2, 20, GM_VERDICT_OPEN);
    expect_verdict(1, 20, GM_VERDICT_FAILS);
    expect_verdict(0, 20, GM_VERDICT_FAILS);
    expect_verdict(9, 10, GM_VERDICT_OPEN);
    expect_verdict(95, 100, GM_VERDICT_HOLDS);
    expect_verdict(94, 100, GM_VERDICT_OPEN);
}
END_TEST

// 5 of 5 may be chance: Wilson's interval of the share begins at 1 / (1 + 3.8415 / 5) = 57 %.
START_TEST(fewer_than_ten_replications_give_no_verdict)
{
    double values[9] = {0};
    for (int n = 1; n <= 9; n++) {
        values[n - 1] = 100.0 + n;
        open_claim("measure: out.count, at least: 100");
        (void)answer(values, n);
        m.set.items[0].hash = 1; // not all the same history
        gm_claim_answer a = gm_answer_claims(&m.set, &m.arena)[0];
        ck_assert_int_eq(a.verdict, GM_VERDICT_OPEN);
        ck_assert_ptr_nonnull(strstr(a.note, n == 1 ? "only 1 replication: no verdict"
                                                    : "replications: no verdict"));
        ck_assert(n != 5 || fabs(a.wilson.low - 1.0 / (1.0 + 3.8415 / 5.0)) < 1e-4);
        model_set_close(&m);
    }
}
END_TEST

START_TEST(two_histories_that_are_the_same_are_all_there_is)
{
    const double values[] = {100, 100};
    open_claim("measure: out.count, at least: 100");
    gm_claim_answer a = answer(values, 2);
    ck_assert_int_eq(a.verdict, GM_VERDICT_HOLDS);
    ck_assert_ptr_null(a.note);
    model_set_close(&m);
    open_claim("measure: out.count, at least: 100");
    ck_assert_int_eq(answer(values, 1).verdict, GM_VERDICT_OPEN);
    model_set_close(&m);
}
END_TEST

// Wilson 1927 with z = 1.959964: (p + z^2/2n -+ z sqrt(p(1 - p)/n + z^2/4n^2)) / (1 + z^2/n)
// = (0.996036 -+ 0.162817) / 1.192073.
START_TEST(an_open_claim_carries_its_wilson_interval)
{
    gm_claim_answer a = answer_of(18, 20);
    ck_assert_double_eq_tol(a.wilson.low, 0.698966, 2e-6);
    ck_assert_double_eq_tol(a.wilson.high, 0.972134, 2e-6);
    model_set_close(&m);
}
END_TEST

// 20 values 1 .. 20, linear between order statistics: place 19 p from the first.
START_TEST(median_and_percentiles_are_those_of_the_replications)
{
    double values[20] = {0};
    for (int i = 0; i < 20; i++) {
        values[i] = (i * 7) % 20 + 1.0;
    }
    open_claim("measure: out.count, at least: 15");
    gm_claim_answer a = answer(values, 20);
    ck_assert_double_eq_tol(a.median, 10.5, 1e-12);
    ck_assert_double_eq_tol(a.p5, 1.95, 1e-12);
    ck_assert_double_eq_tol(a.p95, 19.05, 1e-12);
    ck_assert_double_eq_tol(a.short_by, 4.5, 1e-12);
    ck_assert_double_eq_tol(a.mean.mean, 10.5, 1e-12);
    ck_assert_int_eq(a.n_holds, 6);
    model_set_close(&m);
}
END_TEST

START_TEST(in_any_year_the_best_year_of_each_replication_counts)
{
    const double values[] = {90, 101, 90, 102, 103, 90, 80, 100};
    open_claim("measure: out.count, at least: 100, in: any year");
    gm_claim_answer a = answer_windows(values, 4, 2);
    ck_assert_int_eq(a.verdict, GM_VERDICT_HOLDS);
    ck_assert_str_eq(a.when, "2029");
    ck_assert_double_eq_tol(a.median, 101.5, 1e-12);
    model_set_close(&m);
    open_claim("measure: out.count, at most: 85, in: any year");
    a = answer_windows(values, 4, 2);
    ck_assert_int_eq(a.n_holds, 1);
    ck_assert_double_eq_tol(a.short_by, 5.0, 1e-12);
    model_set_close(&m);
}
END_TEST

START_TEST(a_replication_without_a_value_speaks_neither_for_a_claim_nor_against_it)
{
    double values[20] = {0};
    for (int i = 0; i < 20; i++) {
        values[i] = i < 18 ? 100.0 : (double)NAN;
    }
    open_claim("measure: out.count, at least: 100");
    gm_claim_answer a = answer(values, 20);
    ck_assert_int_eq(a.verdict, GM_VERDICT_OPEN);
    ck_assert_int_eq(a.n, 20);
    ck_assert_double_eq(a.median, 100.0);
    model_set_close(&m);
    values[0] = (double)NAN;
    open_claim("measure: out.count, at least: 100");
    a = answer(values, 1);
    ck_assert_int_eq(a.verdict, GM_VERDICT_CANNOT);
    ck_assert_ptr_nonnull(a.why);
    model_set_close(&m);
}
END_TEST

START_TEST(a_failed_replication_does_not_count)
{
    const double values[] = {100, 100};
    open_claim("measure: out.count, at least: 100");
    ck_assert_int_eq(answer(values, 2).n, 2);
    m.set.items[1].error = GM_RUN_STUCK;
    gm_claim_answer a = gm_answer_claims(&m.set, &m.arena)[0];
    ck_assert_int_eq(a.n, 1);
    model_set_close(&m);
}
END_TEST

// 0.1 + 0.2 is not 0.3 in doubles.
START_TEST(exactly_forgives_the_rounding_of_units_and_nothing_else)
{
    const double values[] = {0.1 + 0.2, 0.3 + 1e-6};
    open_claim("measure: press.working, exactly: 0.3");
    gm_claim_answer a = answer(values, 2);
    ck_assert_int_eq(a.n_holds, 1);
    model_set_close(&m);
}
END_TEST

START_TEST(without_an_end_of_the_warm_up_only_windows_of_dates_are_answered)
{
    const double values[] = {100, 100};
    open_claim("measure: out.count, at least: 100, in: 2028");
    m.set.has_no_cut = true;
    ck_assert_int_eq(answer(values, 2).verdict, GM_VERDICT_HOLDS);
    model_set_close(&m);
}
END_TEST

START_TEST(numbers_of_the_model_itself_need_no_run)
{
    open_claim("measure: headcount.site, at most: 10 people");
    gm_claim_answer a = answer(NULL, 0);
    ck_assert_int_eq(a.verdict, GM_VERDICT_FAILS);
    ck_assert_double_eq(a.median, 12.0);
    ck_assert_double_eq(a.short_by, 2.0);
    model_set_close(&m);
    open_claim("measure: facts.claimed, at least: 999 km");
    a = answer(NULL, 0);
    ck_assert_int_eq(a.verdict, GM_VERDICT_HOLDS);
    ck_assert_double_eq(a.median, 1e6);
    ck_assert(isnan(a.short_by));
    model_set_close(&m);
}
END_TEST

START_TEST(what_needs_a_module_that_is_not_there_cannot_be_said)
{
    open_claim("measure: car.range, needs: car, at least: 1200 km");
    gm_claim_answer a = answer(NULL, 0);
    ck_assert_int_eq(a.verdict, GM_VERDICT_CANNOT);
    ck_assert_ptr_nonnull(strstr(a.why, "car"));
    ck_assert(gm_answers_are_clear(&a, 1));
    a.verdict = GM_VERDICT_OPEN;
    ck_assert(!gm_answers_are_clear(&a, 1));
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("answer");
    tcase_add_test(c, a_claim_holds_or_fails_in_at_least_95_percent);
    tcase_add_test(c, fewer_than_ten_replications_give_no_verdict);
    tcase_add_test(c, two_histories_that_are_the_same_are_all_there_is);
    tcase_add_test(c, an_open_claim_carries_its_wilson_interval);
    tcase_add_test(c, median_and_percentiles_are_those_of_the_replications);
    tcase_add_test(c, in_any_year_the_best_year_of_each_replication_counts);
    tcase_add_test(c, a_replication_without_a_value_speaks_neither_for_a_claim_nor_against_it);
    tcase_add_test(c, a_failed_replication_does_not_count);
    tcase_add_test(c, exactly_forgives_the_rounding_of_units_and_nothing_else);
    tcase_add_test(c, without_an_end_of_the_warm_up_only_windows_of_dates_are_answered);
    tcase_add_test(c, numbers_of_the_model_itself_need_no_run);
    tcase_add_test(c, what_needs_a_module_that_is_not_there_cannot_be_said);
    return gm_check_main("study/answer", c);
}
