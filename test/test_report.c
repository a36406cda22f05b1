// SPDX-License-Identifier: MIT
//
// What the writers say; that the document is JSON by the book is asked by test/cli.

#include "check_main.h"
#include "model_set.h"

#include "report/run_report.h"

#include <math.h>

static const char model[] = "gemba: 1\n"
                            "name: Exact\n"
                            "clock: {run: 1 h, warm-up: none}\n"
                            "plant:\n"
                            "  line:\n"
                            "    - source: blanks\n"
                            "    - {station: press, time: 60 s}\n"
                            "    - sink: out\n"
                            "claims:\n"
                            "  - {says: sixty, measure: out.count, at least: 60 parts}\n"
                            "  - {says: busy, measure: press.working, at least: 95 %}\n"
                            "  - {says: far, measure: car.range, at least: 1200 km}\n";

static model_set m;
static char text[65536];

static gm_run_report report_of(const char *yaml, int32_t n)
{
    model_set_open(&m, yaml);
    gm_status status = model_set_run(&m, n, 1);
    ck_assert(status == GM_OK || status == GM_ERR_RUN);
    return (gm_run_report){.set = &m.set, .claims = gm_answer_claims(&m.set, &m.arena)};
}

typedef void writer(const gm_run_report *report, FILE *out);

static const char *written(writer *write, const gm_run_report *report)
{
    FILE *out = tmpfile();
    ck_assert_ptr_nonnull(out);
    write(report, out);
    rewind(out);
    size_t n = fread(text, 1, sizeof text - 1, out);
    text[n] = '\0';
    fclose(out);
    return text;
}

static void expect(const char *words)
{
    ck_assert_msg(strstr(text, words) != NULL, "'%s' is not in:\n%s", words, text);
}

START_TEST(the_text_begins_with_the_claims)
{
    gm_run_report report = report_of(model, 2);
    written(gm_report_text, &report);
    expect("Exact · 60 min · 2 replications · event engine · seed 1");
    expect("holds 2/2");
    expect("60 parts [60 parts to 60 parts]");
    expect("100.0 % [100.0 % to 100.0 %]");
    expect("cannot say");
    expect("no car in the model");
    ck_assert(strstr(text, "sixty") < strstr(text, "station"));
    ck_assert_ptr_null(strchr(text, '\033'));
    report.colour = true;
    written(gm_report_text, &report);
    ck_assert_ptr_nonnull(strchr(text, '\033'));
    model_set_close(&m);
}
END_TEST

START_TEST(the_document_states_its_units)
{
    gm_run_report report = report_of(model, 2);
    written(gm_report_json, &report);
    expect("\"schema\": 1");
    expect("\"unit\": \"%\"");
    expect("\"value\": 95");
    expect("\"verdict\": \"cannot_say\"");
    expect("\"horizon\"");
    expect("\"processors\"");
    ck_assert_ptr_null(strstr(text, "nan,"));
    ck_assert_ptr_null(strstr(text, "\"compare\""));
    model_set_close(&m);
}
END_TEST

START_TEST(a_scenario_is_written_beside_its_base)
{
    gm_run_report report = report_of(model, 2);
    gm_compare compare = gm_compare_create(&m.set, &m.set, &m.arena);
    report.compare = &compare;
    written(gm_report_text, &report);
    expect("base median");
    expect("2 pairs of replications");
    written(gm_report_json, &report);
    expect("\"compare\"");
    expect("\"difference\": 0");
    model_set_close(&m);
}
END_TEST

START_TEST(without_a_replication_the_document_says_why)
{
    gm_run_report report = report_of("gemba: 1\n"
                                     "guards: {parts: 10}\n"
                                     "clock: {run: 1 h, warm-up: none}\n"
                                     "plant:\n"
                                     "  line:\n"
                                     "    - {source: blanks, every: 1 s}\n"
                                     "    - {station: press, time: 60 s}\n"
                                     "    - sink: out\n",
                                     2);
    written(gm_report_nothing_json, &report);
    expect("\"replications\": 0");
    expect("more parts alive at once");
    model_set_close(&m);
}
END_TEST

static int exit_code(gm_verdict verdict, bool strict)
{
    gm_claim_answer answers[3] = {
        {.verdict = GM_VERDICT_HOLDS}, {.verdict = verdict}, {.verdict = GM_VERDICT_HOLDS}};
    gm_run_report report = {.set = &m.set, .claims = answers};
    return gm_report_exit_code(&report, strict);
}

START_TEST(the_exit_code_is_1_when_a_claim_fails_or_is_open)
{
    model_set_open(&m, model);
    ck_assert_int_eq(exit_code(GM_VERDICT_HOLDS, true), 0);
    ck_assert_int_eq(exit_code(GM_VERDICT_FAILS, false), 1);
    ck_assert_int_eq(exit_code(GM_VERDICT_OPEN, false), 1);
    ck_assert_int_eq(exit_code(GM_VERDICT_CANNOT, false), 0);
    ck_assert_int_eq(exit_code(GM_VERDICT_CANNOT, true), 1);
    model_set_close(&m);
}
END_TEST

START_TEST(one_input_is_not_written_as_several)
{
    gm_run_report report =
        report_of("gemba: 1\n"
                  "clock: {run: 1 h, warm-up: none}\n"
                  "plant:\n"
                  "  line:\n"
                  "    - source: blanks\n"
                  "    - {station: press, time: {value: 60 s, source: the plate}}\n"
                  "    - sink: out\n",
                  1);
    written(gm_report_text, &report);
    expect("· 1 replication ·");
    expect("\n1 input with a source or range: ");
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("report");
    tcase_add_test(c, the_text_begins_with_the_claims);
    tcase_add_test(c, the_document_states_its_units);
    tcase_add_test(c, one_input_is_not_written_as_several);
    tcase_add_test(c, a_scenario_is_written_beside_its_base);
    tcase_add_test(c, without_a_replication_the_document_says_why);
    tcase_add_test(c, the_exit_code_is_1_when_a_claim_fails_or_is_open);
    return gm_check_main("report/run", c);
}
