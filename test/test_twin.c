// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/answer.h"
#include "twin/twin.h"

// One part a minute, 60 in the hour of the run.
#define EXACT                                                                                  \
    "gemba: 1\n"                                                                               \
    "clock: {run: 1 h, warm-up: none, replications: 1}\n"                                      \
    "facts: {range: {value: 1000 km, source: a brochure}}\n"                                   \
    "headcount: {shops: [{shop: all, heads: 12}]}\n"                                           \
    "plant:\n"                                                                                 \
    "  line:\n"                                                                                \
    "    - source: blanks\n"                                                                   \
    "    - {station: press, time: 60 s, energy: {working: 30 kW}}\n"                           \
    "    - sink: out\n"

static model_set m;

static double measured(const char *measure, const char *bound)
{
    static char text[1024];
    snprintf(text, sizeof text, EXACT "claims: [{says: it, measure: %s, at least: %s}]\n",
             measure, bound);
    model_set_open(&m, text);
    ck_assert_int_eq(model_set_run(&m, 1, 1), GM_OK);
    double value = gm_answer_claims(&m.set, &m.arena)[0].median;
    model_set_close(&m);
    return value;
}

START_TEST(a_count_is_asked_per_any_time)
{
    ck_assert_double_eq(measured("out.count", "1"), 60.0);
    ck_assert_double_eq(measured("out", "1"), 60.0);
    ck_assert_double_eq_tol(measured("out.count per s", "1"), 1.0 / 60.0, 1e-15);
    ck_assert_double_eq_tol(measured("out.count per min", "1"), 1.0, 1e-12);
    ck_assert_double_eq_tol(measured("out per h", "1"), 60.0, 1e-12);
    ck_assert_double_eq_tol(measured("out per d", "1 cars"), 1440.0, 1e-9);
    ck_assert_double_eq_tol(measured("out per yr", "1"), 60.0 * 24 * 365, 1e-6);
}
END_TEST

// One part a minute is 1/60 a second, 30 kW are 30,000 J a second.
START_TEST(bound_that_is_a_rate_asks_for_the_mean_rate)
{
    ck_assert_double_eq_tol(measured("out", "1 cars/d"), 1.0 / 60.0, 1e-15);
    ck_assert_double_eq_tol(measured("out per h", "1 cars/yr"), 1.0 / 60.0, 1e-15);
    ck_assert_double_eq_tol(measured("press.energy", "1 MW"), 30e3, 1e-9);
}
END_TEST

START_TEST(values_are_in_si)
{
    ck_assert_double_eq(measured("press.working", "1 %"), 1.0);
    ck_assert_double_eq_tol(measured("press.energy", "1 kWh"), 30 * 3.6e6, 1e-3);
    ck_assert_double_eq_tol(measured("out.time-in-system.mean", "1 s"), 60.0, 1e-9);
}
END_TEST

// 12 heads for 2,000 h a year over the 60 parts of one hour: 24000 / 8760 / 60 h.
START_TEST(hours_of_a_vehicle_are_attended_hours_over_what_is_counted)
{
    double expected_s = 3600.0 * 24000.0 / 8760.0 / 60.0;
    ck_assert_double_eq_tol(measured("headcount.hours-per-vehicle", "3 h"), expected_s, 1e-6);
    ck_assert_double_eq_tol(measured("headcount.hours-per-vehicle.direct", "3 h/car"),
                            expected_s, 1e-6);
    ck_assert_double_eq_tol(measured("headcount.hours-per-vehicle.site", "3 h, counter: out"),
                            expected_s, 1e-6);
}
END_TEST

static void expect_fault(const char *measure, const char *bound, const char *words)
{
    static char text[1024];
    snprintf(text, sizeof text, EXACT "claims: [{says: it, measure: %s, at least: %s}]\n",
             measure, bound);
    model_set_load(&m, text);
    ck_assert_ptr_null(m.twin);
    ck_assert_int_eq(m.diag.count, 1);
    const char *line = gm_diag_line(&m.diag, 0);
    ck_assert_msg(strstr(line, words) != NULL, "%s", line);
    model_set_close(&m);
}

// A thing of the plant may be called what a module is called.
START_TEST(a_module_that_is_a_name_of_the_plant_is_measured)
{
    model_set_open(&m, "gemba: 1\nclock: {run: 1 h, warm-up: none, replications: 1}\n"
                       "plant: {cell: [{source: a, every: 60 s}, {station: car, time: 30 s}, "
                       "{sink: out}]}\n"
                       "claims: [{says: a, measure: car.visits, at least: 1}, {says: b, "
                       "measure: cell.wip.max, at least: 1}, {says: c, measure: driver.oee, at "
                       "least: 1}]\n");
    ck_assert_int_eq(m.twin->claims[0].by, GM_ANSWER_RUN);
    ck_assert_int_eq(m.twin->claims[1].by, GM_ANSWER_RUN);
    ck_assert_int_eq(m.twin->claims[2].by, GM_ANSWER_CANNOT);
    model_set_close(&m);
}
END_TEST

// Nothing to run: a fact and the roster are answered all the same.
START_TEST(a_model_without_a_plant_answers_what_it_can)
{
    model_set_open(&m, "gemba: 1\nfacts: {x: {value: 5, source: a}}\nheadcount: {shops: "
                       "[{shop: all, heads: 12}]}\nclaims: [{says: a, measure: facts.x, at "
                       "least: 3}, {says: b, measure: headcount.site, at most: 11 people}]\n");
    ck_assert_int_eq(model_set_run(&m, 2, 1), GM_OK);
    const gm_claim_answer *answers = gm_answer_claims(&m.set, &m.arena);
    ck_assert_int_eq(answers[0].verdict, GM_VERDICT_HOLDS);
    ck_assert_int_eq(answers[1].verdict, GM_VERDICT_FAILS);
    model_set_close(&m);
}
END_TEST

START_TEST(a_bound_of_another_dimension_is_a_fault)
{
    expect_fault("out.count", "3 h", "is a count, the bound is a time");
    expect_fault("press.working", "60 cars/h", "the bound is a rate");
    expect_fault("press.working", "3 cars", "the bound is a count");
    expect_fault("out.time-in-system.mean", "5", "is a time, the bound is a number");
    expect_fault("press.energy", "5 kg", "is an energy");
    expect_fault("headcount.site", "5 h", "is a count");
    expect_fault("facts.range", "5 h", "is a length");
    expect_fault("headcount.hours-per-vehicle", "20", "is a time");
}
END_TEST

START_TEST(a_measure_that_is_not_there_is_a_fault_with_a_suggestion)
{
    expect_fault("pres.working", "1", "did you mean 'press'");
    expect_fault("press.wroking", "1", "did you mean 'working'");
    expect_fault("headcount.sit", "1 people", "did you mean 'site'");
    expect_fault("out.count per kg", "1", "per time");
    expect_fault("press.working per h", "1", "does not add up over time");
    expect_fault("plant.wip.above", "1 %", "needs a number in brackets");
    expect_fault("out.count(3)", "1", "takes no number in brackets");
    expect_fault("headcount.hours-per-vehicel", "1 h", "'headcount' has no figure");
    expect_fault("headcount.hours-per-vehicle.plnt", "1 h", "has no figure 'plnt'");
    expect_fault("headcount.hours-per-vehicle per yr", "1 h", "takes no `per`");
}
END_TEST

static gm_claim_plan planned(const char *claim)
{
    static char text[1024];
    snprintf(text, sizeof text, EXACT "claims: [{says: it, %s}]\n", claim);
    model_set_open(&m, text);
    return m.twin->claims[0];
}

START_TEST(headcount_and_facts_are_answered_without_a_run)
{
    gm_claim_plan p = planned("measure: headcount.direct, at most: 20 people");
    ck_assert_int_eq(p.by, GM_ANSWER_STATIC);
    ck_assert_double_eq(p.value, 12.0);
    model_set_close(&m);
    p = planned("measure: facts.range, at least: 900 km");
    ck_assert_int_eq(p.by, GM_ANSWER_STATIC);
    ck_assert_double_eq(p.value, 1e6);
    model_set_close(&m);
}
END_TEST

START_TEST(a_claim_on_a_module_that_is_not_there_names_it)
{
    gm_claim_plan p = planned("measure: finance.cost, at most: 100 CNY");
    ck_assert_int_eq(p.by, GM_ANSWER_CANNOT);
    ck_assert_ptr_nonnull(strstr(p.why, "finance"));
    model_set_close(&m);
    p = planned("measure: facts.range, needs: cell, at least: 900 km");
    ck_assert_int_eq(p.by, GM_ANSWER_CANNOT);
    ck_assert_ptr_nonnull(strstr(p.why, "cell"));
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("twin");
    tcase_add_test(c, a_count_is_asked_per_any_time);
    tcase_add_test(c, bound_that_is_a_rate_asks_for_the_mean_rate);
    tcase_add_test(c, values_are_in_si);
    tcase_add_test(c, hours_of_a_vehicle_are_attended_hours_over_what_is_counted);
    tcase_add_test(c, a_module_that_is_a_name_of_the_plant_is_measured);
    tcase_add_test(c, a_model_without_a_plant_answers_what_it_can);
    tcase_add_test(c, a_bound_of_another_dimension_is_a_fault);
    tcase_add_test(c, a_measure_that_is_not_there_is_a_fault_with_a_suggestion);
    tcase_add_test(c, headcount_and_facts_are_answered_without_a_run);
    tcase_add_test(c, a_claim_on_a_module_that_is_not_there_names_it);
    return gm_check_main("twin/twin", c);
}
