// SPDX-License-Identifier: MIT
//
// What the writers say; that the document is JSON by the book is asked by test/cli.

#include "check_main.h"
#include "model_set.h"

#include "report/run_report.h"
#include "report/why_report.h"

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
    expect("Exact · 60 min · 2 replications · line engine · seed 1");
    expect("holds 2/2");
    expect("60 parts [60 to 60]");
    expect("100.0 % [100.0 to 100.0]");
    ck_assert(strstr(text, "sixty") < strstr(text, "station"));
    ck_assert_ptr_null(strchr(text, '\033'));
    report.colour = true;
    written(gm_report_text, &report);
    ck_assert_ptr_nonnull(strchr(text, '\033'));
    model_set_close(&m);
}
END_TEST

// Two claims need a car, one a cell: two reasons, each once, behind all that is answered.
START_TEST(more_replications_than_were_asked_for_are_told_beside_the_claims)
{
    static const char asked[] = "gemba: 1\n"
                                "clock: {run: 1 h, warm-up: none, replications: 3}\n"
                                "plant:\n"
                                "  line:\n"
                                "    - source: blanks\n"
                                "    - {station: press, time: exponential(60 s)}\n"
                                "    - sink: out\n"
                                "claims: [{says: a, measure: out.count, at least: 60}]\n";
    gm_run_report report = report_of(asked, 3);
    written(gm_report_text, &report);
    ck_assert_ptr_null(strstr(text, "instead of"));
    model_set_close(&m);
    report = report_of(asked, 4);
    written(gm_report_text, &report);
    expect("4 replications instead of 3: until the claims are clear, at most 100\n");
    written(gm_report_json, &report);
    expect("\"replications_asked\": 3");
    model_set_close(&m);
}
END_TEST

START_TEST(what_cannot_be_said_stands_below_by_its_reason)
{
    gm_run_report report = report_of("gemba: 1\n"
                                     "clock: {run: 1 h, warm-up: none}\n"
                                     "plant:\n"
                                     "  line:\n"
                                     "    - source: blanks\n"
                                     "    - {station: press, time: 60 s}\n"
                                     "    - sink: out\n"
                                     "claims:\n"
                                     "  - {says: far, measure: car.range, at least: 1 km}\n"
                                     "  - {says: quick, measure: cell.time, at most: 1 h}\n"
                                     "  - {says: wide, measure: car.width, at least: 1 m}\n"
                                     "  - {says: sixty, measure: out.count, at least: 60}\n",
                                     2);
    written(gm_report_text, &report);
    expect("cannot say (3 claims)\n"
           "  no car in the model: far · wide\n"
           "  no cell in the model: quick\n");
    ck_assert(strstr(text, "sixty") < strstr(text, "cannot say"));
    model_set_close(&m);
}
END_TEST

START_TEST(a_run_that_never_gets_steady_says_where_it_fills_up_and_shows_what_it_counted)
{
    gm_run_report report = report_of("gemba: 1\n"
                                     "clock: {run: 20 d}\n"
                                     "plant:\n"
                                     "  line:\n"
                                     "    - {source: in, every: 40 s}\n"
                                     "    - {station: w, time: 50 s, queue: unlimited}\n"
                                     "    - sink: out\n",
                                     2);
    written(gm_report_text, &report);
    expect("never steady: the queue of w grows by 432 parts a day: w cannot keep up with in\n");
    expect("of no steady state\n");
    expect("queue of w");
    written(gm_report_json, &report);
    expect("\"never_steady\": true");
    expect("\"why\": \"the queue of w grows by 432 parts a day: w cannot keep up with in\"");
    expect("\"queue.mean\"");
    model_set_close(&m);
}
END_TEST

START_TEST(what_grows_after_a_given_warm_up_is_a_warning)
{
    gm_run_report report = report_of("gemba: 1\n"
                                     "clock: {run: 20 d, warm-up: 1 d}\n"
                                     "plant:\n"
                                     "  line:\n"
                                     "    - {source: in, every: 40 s}\n"
                                     "    - {station: w, time: 50 s, queue: unlimited}\n"
                                     "    - sink: out\n",
                                     2);
    written(gm_report_text, &report);
    expect("the first 5 % are warm-up\n"
           "warning: never steady: the queue of w grows by 432 parts a day:");
    written(gm_report_json, &report);
    expect("\"never_steady\": false");
    expect("\"warning\": \"never steady: the queue of w grows by 432 parts a day:");
    model_set_close(&m);
}
END_TEST

START_TEST(what_is_counted_after_the_warm_up_is_stated)
{
    gm_run_report report = report_of("gemba: 1\n"
                                     "clock: {run: 100 h, warm-up: 10 h}\n"
                                     "plant:\n"
                                     "  line:\n"
                                     "    - source: blanks\n"
                                     "    - {station: press, time: 60 s}\n"
                                     "    - sink: out\n",
                                     2);
    written(gm_report_text, &report);
    expect("counted: the last 3.75 d of 4.167 d; the first 10 % are warm-up\n");
    model_set_close(&m);
}
END_TEST

// Columns that a line of text takes.
static int longest_line(const char *at)
{
    int longest = 0;
    int n = 0;
    for (; *at; at++) {
        n = *at == '\n' ? 0 : n + (((unsigned char)*at & 0xc0) != 0x80 ? 1 : 0);
        longest = n > longest ? n : longest;
    }
    return longest;
}

static const char all_states[] =
    "gemba: 1\n"
    "name: Everything\n"
    "clock: {run: 28 d, warm-up: none, horizon: terminating}\n"
    "calendars: {days: {shifts: {d: {from: 06:00, to: 22:00}}, days: mon-fri}}\n"
    "crews: {hands: {people: 1, calendar: days, absence: 30 %},\n"
    "  menders: {people: 1, calendar: days}}\n"
    "plant:\n"
    "  line:\n"
    "    - source: blanks-of-several-kinds\n"
    "    - station: press-with-a-long-name\n"
    "      time: exponential(60 s)\n"
    "      calendar: days\n"
    "      fails: {after: exponential(2 h), repair: exponential(30 min), crew: {menders: 1}}\n"
    "      changeover: {every: 100 parts, takes: 20 min}\n"
    "      maintain: {every: 50 h, takes: 1 h}\n"
    "    - {buffer: rack, holds: 3}\n"
    "    - station: packing-by-hand\n"
    "      time: exponential(55 s)\n"
    "      fails: {after: exponential(2 h), repair: exponential(30 min), crew: {menders: 1}}\n"
    "      crew: {hands: 1}\n"
    "    - sink: out\n"
    "claims:\n"
    "  - {says: a claim with a sentence that is as long as people like to write them, \n"
    "     measure: out.count, at least: 20000}\n";

START_TEST(a_page_of_80_columns_is_kept)
{
    gm_run_report report = report_of(all_states, 10);
    report.columns = 80;
    written(gm_report_text, &report);
    ck_assert_int_le(longest_line(strchr(text, '\n') + 1), 80); // but for the title
    expect("left out to fit the page: ");
    report.columns = 200;
    written(gm_report_text, &report);
    expect("waiting");
    expect("maintenance");
    expect("unmanned");
    model_set_close(&m);
}
END_TEST

static gm_why shown;
static gm_gradients given;

static void write_why(const gm_run_report *report, FILE *out)
{
    gm_why_report all = {report->set, &shown, &given};
    gm_why_text(&all, (gm_page){.columns = 80}, out);
}

static void write_why_json(const gm_run_report *report, FILE *out)
{
    gm_why_report all = {report->set, &shown, &given};
    gm_why_json(&all, out);
}

START_TEST(why_shows_every_state_that_there_is_and_no_other)
{
    gm_run_report report = report_of(all_states, 3);
    given = gm_gradients_none("nobody asked");
    shown = gm_why_create(&m.set, true, &m.arena);
    written(write_why, &report);
    static const char *const heads[] = {"working", "setup",   "maintenance", "down", "repair",
                                        "blocked", "starved", "unmanned",    "shift"};
    for (int i = 0; i < 9; i++) {
        expect(heads[i]);
    }
    ck_assert_int_le(longest_line(strchr(text, '\n') + 1), 80);
    model_set_close(&m);
    report = report_of(model, 2);
    given = gm_gradients_none("nobody asked");
    shown = gm_why_create(&m.set, true, &m.arena);
    written(write_why, &report);
    expect("working");
    ck_assert_ptr_null(strstr(text, "unmanned"));
    ck_assert_ptr_null(strstr(text, "-0"));
    expect("by turning point            cannot say: it takes two stations");
    written(write_why_json, &report);
    expect("\"by_turning_point\": null");
    expect("\"why\": \"by_turning_point: it takes two stations in a row\"");
    model_set_close(&m);
}
END_TEST

// Both wait for a place at the other: a for the rack, b with a part that goes back into it.
START_TEST(a_deadlock_is_the_first_thing_that_is_said)
{
    gm_run_report report =
        report_of("gemba: 1\n"
                  "clock: {run: 10 h, warm-up: none, horizon: terminating}\n"
                  "plant:\n"
                  "  line:\n"
                  "    - source: blanks\n"
                  "    - {station: a, time: 60 s}\n"
                  "    - {buffer: rack, holds: 2}\n"
                  "    - {station: b, time: 50 s, to: {out: 10 %, mend: 90 %}}\n"
                  "    - sink: out\n"
                  "    - {station: mend, time: 10 s, to: rack}\n",
                  2);
    written(gm_report_text, &report);
    expect("warning: deadlock in 2 of 2 replications");
    ck_assert(strstr(text, "warning: ") < strstr(text, "out  "));
    written(gm_report_json, &report);
    expect("\"deadlock\": {");
    expect("\"for\": \"rack\"");
    model_set_close(&m);
    report = report_of(model, 2);
    written(gm_report_json, &report);
    ck_assert_ptr_null(strstr(text, "\"deadlock\""));
    model_set_close(&m);
}
END_TEST

START_TEST(the_document_states_its_units)
{
    gm_run_report report = report_of(model, 2);
    written(gm_report_json, &report);
    expect("\"schema\": 2");
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
    expect("of them are in the queue of press");
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
    tcase_add_test(c, more_replications_than_were_asked_for_are_told_beside_the_claims);
    tcase_add_test(c, what_cannot_be_said_stands_below_by_its_reason);
    tcase_add_test(
        c, a_run_that_never_gets_steady_says_where_it_fills_up_and_shows_what_it_counted);
    tcase_add_test(c, what_grows_after_a_given_warm_up_is_a_warning);
    tcase_add_test(c, what_is_counted_after_the_warm_up_is_stated);
    tcase_add_test(c, a_page_of_80_columns_is_kept);
    tcase_add_test(c, why_shows_every_state_that_there_is_and_no_other);
    tcase_add_test(c, a_deadlock_is_the_first_thing_that_is_said);
    tcase_add_test(c, the_document_states_its_units);
    tcase_add_test(c, one_input_is_not_written_as_several);
    tcase_add_test(c, a_scenario_is_written_beside_its_base);
    tcase_add_test(c, without_a_replication_the_document_says_why);
    tcase_add_test(c, the_exit_code_is_1_when_a_claim_fails_or_is_open);
    return gm_check_main("report/run", c);
}
