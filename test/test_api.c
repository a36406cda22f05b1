// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "gemba/base.h"
#include "gemba/results.h"
#include "gemba/run.h"
#include "gemba/version.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// One station of 60 s that never waits: parts leave at 60, 120, .., 3600 s.
static const char exact[] =
    "gemba: 1\n"
    "name: Exact\n"
    "clock: {run: 1 h, warm-up: none, replications: 3}\n"
    "plant:\n"
    "  line:\n"
    "    - source: blanks\n"
    "    - station: press\n"
    "      time: 60 s\n"
    "    - sink: out\n"
    "claims:\n"
    "  - {says: sixty, measure: out.count, at least: 60}\n"
    "  - {says: more, measure: out.count, at least: 61}\n"
    "  - {says: far, needs: car, measure: car.range, at least: 1200 km}\n"
    "scenarios:\n"
    "  slow: {set: {plant.press.time: 120 s}}\n";

// The same with exponential times, whose runs differ.
static const char loose[] = "gemba: 1\n"
                            "clock: {run: 10 h, warm-up: none, replications: 5}\n"
                            "plant:\n"
                            "  line:\n"
                            "    - source: blanks\n"
                            "    - station: press\n"
                            "      time: exponential(60 s)\n"
                            "    - sink: out\n";

static gm_base *load(const char *text, const gm_base_options *options)
{
    gm_base *base;
    gm_status status = gm_base_load_text("t.yaml", text, strlen(text), options, &base);
    for (int i = 0; status != GM_OK && i < gm_base_message_count(base); i++) {
        fprintf(stderr, "%s\n", gm_base_message(base, i));
    }
    ck_assert_int_eq(status, GM_OK);
    return base;
}

static double count_out(const gm_results *results)
{
    gm_figure_result f;
    ck_assert(gm_results_find(results, "out", "count", &f));
    return f.mean;
}

// Runs a text and returns the mean of out.count.
static double count_of(const char *text, const gm_base_options *options)
{
    gm_base *base = load(text, options);
    gm_results *results;
    ck_assert_int_eq(gm_base_run(base, NULL, &results), GM_OK);
    double count = count_out(results);
    gm_results_destroy(results);
    gm_base_destroy(base);
    return count;
}

START_TEST(claims_get_their_verdicts)
{
    gm_base *base = load(exact, NULL);
    ck_assert_str_eq(gm_base_name(base), "Exact");
    gm_results *results;
    ck_assert_int_eq(gm_base_run(base, NULL, &results), GM_OK);
    ck_assert_int_eq(gm_results_replications(results), 3);
    ck_assert_int_eq(gm_results_claim_count(results), 3);
    gm_claim_result sixty = gm_results_claim(results, 0);
    ck_assert_str_eq(sixty.says, "sixty");
    ck_assert_int_eq(sixty.verdict, GM_CLAIM_HOLDS);
    ck_assert_int_eq(sixty.n_holds, 3);
    ck_assert_double_eq(sixty.median, 60.0);
    gm_claim_result more = gm_results_claim(results, 1);
    ck_assert_int_eq(more.verdict, GM_CLAIM_FAILS);
    ck_assert_double_eq(more.short_by, 1.0);
    gm_claim_result far = gm_results_claim(results, 2);
    ck_assert_int_eq(far.verdict, GM_CLAIM_CANNOT_SAY);
    ck_assert_ptr_nonnull(far.why);
    ck_assert_str_eq(gm_claim_verdict_text(far.verdict), "cannot say");
    gm_results_destroy(results);
    gm_base_destroy(base);
}
END_TEST

START_TEST(a_figure_is_found_by_name_with_its_unit)
{
    gm_base *base = load(exact, NULL);
    gm_results *results;
    ck_assert_int_eq(gm_base_run(base, NULL, &results), GM_OK);
    gm_figure_result f;
    ck_assert(gm_results_find(results, "press", "working", &f));
    ck_assert_double_eq(f.mean, 1.0);
    ck_assert_str_eq(f.unit, "1");
    ck_assert_int_eq(f.n, 3);
    ck_assert(!gm_results_find(results, "press", "wrking", &f));
    ck_assert(!gm_results_find(results, "pres", "working", &f));
    int n = gm_results_figure_count(results);
    ck_assert_int_gt(n, 10);
    ck_assert_ptr_nonnull(gm_results_figure(results, n - 1).path);
    gm_results_destroy(results);
    gm_base_destroy(base);
}
END_TEST

// 3600 s of 120 s, then of 90 s: 30 and 40 parts.
START_TEST(a_scenario_and_a_set_change_the_model)
{
    ck_assert_double_eq(count_of(exact, &(gm_base_options){.scenario = "slow"}), 30.0);
    const char *const sets[] = {"plant.press.time=90 s"};
    ck_assert_double_eq(count_of(exact, &(gm_base_options){.sets = sets, .n_sets = 1}), 40.0);
}
END_TEST

START_TEST(every_fault_is_a_message_with_its_place)
{
    static const char text[] = "gemba: 1\n"
                               "clock: {run: 1 h}\n"
                               "plant:\n"
                               "  line:\n"
                               "    - source: blanks\n"
                               "    - station: press\n"
                               "      time: 60\n"
                               "    - sink: out\n"
                               "clims: []\n";
    gm_base *base;
    ck_assert_int_eq(gm_base_load_text("bad.yaml", text, strlen(text), NULL, &base),
                     GM_ERR_MODEL);
    ck_assert_int_eq(gm_base_message_count(base), 2);
    bool unit = false;
    bool word = false;
    for (int i = 0; i < 2; i++) {
        unit |= strstr(gm_base_message(base, i), "bad.yaml:7:13: error: ") != NULL;
        word |= strstr(gm_base_message(base, i), "bad.yaml:9:1: error: ") != NULL;
    }
    ck_assert(unit && word);
    ck_assert_str_eq(gm_base_name(base), "");
    gm_base_destroy(base);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_a_status_and_a_message)
{
    gm_base *base;
    ck_assert_int_eq(gm_base_load("no/such/file.yaml", NULL, &base), GM_ERR_IO);
    ck_assert_int_gt(gm_base_message_count(base), 0);
    gm_base_destroy(base);
}
END_TEST

START_TEST(results_are_the_same_for_any_number_of_threads)
{
    gm_base *base = load(loose, NULL);
    gm_results *one;
    gm_results *four;
    gm_run_options options = {.replications = 8, .threads = 1};
    ck_assert_int_eq(gm_base_run(base, &options, &one), GM_OK);
    options.threads = 4;
    ck_assert_int_eq(gm_base_run(base, &options, &four), GM_OK);
    ck_assert_int_eq(gm_results_replications(four), 8);
    ck_assert_uint_eq(gm_results_hash(one), gm_results_hash(four));
    ck_assert_double_eq(count_out(one), count_out(four));
    gm_results_destroy(one);
    gm_results_destroy(four);
    gm_base_destroy(base);
}
END_TEST

START_TEST(another_seed_gives_another_history)
{
    gm_base *base = load(loose, NULL);
    gm_results *a;
    gm_results *b;
    gm_run_options options = {.replications = 2, .has_seed = true, .seed = 7};
    ck_assert_int_eq(gm_base_run(base, &options, &a), GM_OK);
    options.seed = 8;
    ck_assert_int_eq(gm_base_run(base, &options, &b), GM_OK);
    ck_assert_uint_ne(gm_results_hash(a), gm_results_hash(b));
    gm_results_destroy(a);
    gm_results_destroy(b);
    gm_base_destroy(base);
}
END_TEST

START_TEST(a_run_that_is_stopped_at_once_says_so)
{
    gm_base *base = load(loose, NULL);
    gm_results *results;
    volatile sig_atomic_t stop = 1;
    ck_assert_int_eq(gm_base_run(base, &(gm_run_options){.stop = &stop}, &results),
                     GM_ERR_INTERRUPTED);
    ck_assert_int_eq(gm_results_replications(results), 0);
    gm_figure_result f;
    ck_assert(gm_results_find(results, "out", "count", &f));
    ck_assert_int_eq(f.n, 0);
    ck_assert(isnan(f.mean));
    gm_results_destroy(results);
    gm_base_destroy(base);
}
END_TEST

START_TEST(a_failed_replication_is_a_status_and_a_message)
{
    // More parts alive than the guard allows: 1 part/s in, 1 part/min out.
    static const char text[] = "gemba: 1\n"
                               "guards: {parts: 100}\n"
                               "clock: {run: 10 h, warm-up: none, replications: 1}\n"
                               "plant:\n"
                               "  line:\n"
                               "    - {source: blanks, every: 1 s}\n"
                               "    - {station: press, time: 60 s}\n"
                               "    - sink: out\n";
    gm_base *base = load(text, NULL);
    gm_results *results;
    ck_assert_int_eq(gm_base_run(base, NULL, &results), GM_ERR_RUN);
    ck_assert_ptr_nonnull(strstr(gm_results_message(results), "replication 1"));
    gm_results_destroy(results);
    gm_base_destroy(base);
}
END_TEST

START_TEST(json_to_a_folder_that_is_not_there_is_a_status)
{
    gm_base *base = load(exact, NULL);
    gm_results *results;
    ck_assert_int_eq(gm_base_run(base, NULL, &results), GM_OK);
    ck_assert_int_eq(gm_results_write_json(results, "no/such/folder/x.json"), GM_ERR_IO);
    ck_assert_int_eq(gm_results_write_json(results, "/dev/null"), GM_OK);
    gm_results_destroy(results);
    gm_base_destroy(base);
}
END_TEST

START_TEST(a_claim_beyond_the_last_stops_the_program)
{
    gm_base *base = load(exact, NULL);
    gm_results *results;
    ck_assert_int_eq(gm_base_run(base, NULL, &results), GM_OK);
    gm_results_claim(results, 3);
}
END_TEST

START_TEST(library_and_headers_are_of_one_version)
{
    ck_assert_str_eq(gm_version(), GM_VERSION);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("api");
    tcase_add_test(c, claims_get_their_verdicts);
    tcase_add_test(c, a_figure_is_found_by_name_with_its_unit);
    tcase_add_test(c, a_scenario_and_a_set_change_the_model);
    tcase_add_test(c, every_fault_is_a_message_with_its_place);
    tcase_add_test(c, a_file_that_is_not_there_is_a_status_and_a_message);
    tcase_add_test(c, results_are_the_same_for_any_number_of_threads);
    tcase_add_test(c, another_seed_gives_another_history);
    tcase_add_test(c, a_run_that_is_stopped_at_once_says_so);
    tcase_add_test(c, a_failed_replication_is_a_status_and_a_message);
    tcase_add_test(c, json_to_a_folder_that_is_not_there_is_a_status);
    tcase_add_test_raise_signal(c, a_claim_beyond_the_last_stops_the_program, SIGABRT);
    tcase_add_test(c, library_and_headers_are_of_one_version);
    return gm_check_main("api", c);
}
