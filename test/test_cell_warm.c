// SPDX-License-Identifier: MIT
//
// Charges that hardly keep a temperature: they hold back before it, or say what keeps them from it; and steps that
// hold a temperature or its rise from wherever the cell stands.

#include "asked_cell.h"
#include "check_main.h"
#include "told.h"

#include <math.h>

#define ZERO_C_K 273.15
#define PASSED_K 1e-4 // what a bound on temperature may be passed by at most

static gm_cell_result *ask_with(const char *cell, const char *questions, gm_cell_file **file)
{
    gm_cell_result *result;
    *file = open_with(cell, questions);
    gm_status status = gm_cell_file_ask(*file, 0, &result);
    ck_assert(status == GM_OK || status == GM_ERR_RUN);
    return result;
}

static gm_cell_result *charge(const char *cell, const char *how, gm_cell_file **file)
{
    char text[TEXT_SIZE];
    (void)snprintf(text, sizeof text, "charges:\n  it: {%s}\n", how);
    return ask_with(cell, text, file);
}

static void close_both(gm_cell_result *result, gm_cell_file *file)
{
    gm_cell_result_destroy(result);
    gm_cell_file_close(file);
}

typedef struct narrow {
    const char *cell;
    const char *fast; // its particles relax with more heat than leaves at its bound
    const char *slow; // the same with less current
    double most_c;
} narrow;

// A hundredth of a kelvin above the coolant is met at 12C within a moment. However fast it begins, it may charge on
// with what leaves by cooling alone: as long as a charge that comes there slowly.
START_TEST(a_charge_holds_back_before_a_temperature_that_it_could_not_hold)
{
#define TO " plating-margin: 10 mV, from: 10 %, to: 80 %,"
    static const narrow all[] = {
        {"nmc-5c", TO "temperature: 25 degC, most-temperature: 25.01 degC, current: 12C",
         TO "temperature: 25 degC, most-temperature: 25.01 degC, current: 1C", 25.01},
        {"assb-g1", TO "temperature: 40 degC, most-temperature: 40.1 degC, current: 12C",
         TO "temperature: 40 degC, most-temperature: 40.1 degC, current: 1C", 40.1},
    };
    gm_cell_file *files[2];
    gm_cell_result *results[2] = {charge(all[_i].cell, all[_i].fast, &files[0]),
                                  charge(all[_i].cell, all[_i].slow, &files[1])};
    gm_charge_summary fast = gm_cell_result_charge(results[0]);
    gm_charge_summary slow = gm_cell_result_charge(results[1]);
    ck_assert_msg(fast.is_done, "%s", fast.why);
    ck_assert_msg(slow.is_done, "%s", slow.why);
    gm_told_le("charges held back before a temperature", "the same that come there slowly",
               fabs(fast.time_s / slow.time_s - 1.0), 0.01, "of their time");
    ck_assert_double_le(fast.highest_k, all[_i].most_c + ZERO_C_K + PASSED_K);
    for (int k = 0; k < 2; k++) {
        close_both(results[k], files[k]);
    }
}
END_TEST

// Silicon between the branches of its hysteresis loses heat by each coulomb, whichever way.
START_TEST(a_cell_with_hysteresis_is_held_at_a_temperature_for_a_day)
{
    gm_cell_file *file;
    gm_cell_result *result =
        charge("lg-m50-silicon",
               "current: 3C, plating-margin: 0 mV, most-temperature: 30.01 degC,"
               " temperature: 30 degC, from: 5 %, to: 90 %",
               &file);
    gm_charge_summary s = gm_cell_result_charge(result);
    gm_cell_trace t = gm_cell_result_trace(result);
    ck_assert_double_eq_tol(s.time_s, 86400.0, 1e-6); // a day is the most that it may take
    ck_assert_double_le(s.highest_k, 30.01 + ZERO_C_K + PASSED_K);
    // What it makes is what leaves through its cooling of 0.01 K.
    double lost_w = t.heat_w[t.n - 1];
    double middle_w = t.heat_w[t.n / 2];
    gm_told_le("heat of a cell held at a temperature", "itself half a day before",
               fabs(lost_w / middle_w - 1.0), 1e-4, "of it");
    close_both(result, file);
}
END_TEST

START_TEST(what_keeps_a_temperature_from_being_held_is_said)
{
    static const char *const asked[][3] = {
        {"chen-2020", "current: 1C, most-temperature: 45 degC, temperature: 50 degC",
         "no current holds the temperature at 45 degC after 0 s, where it is 50 degC; it "
         "begins "
         "above that"},
        {"chen-2020",
         "current: 1C, most-temperature: 45 degC, temperature: 40 degC, coolant: 55 degC",
         "its coolant is above that"},
        {"xu-2015-lfp",
         "current: 6C, plating-margin: 10 mV, most-temperature: 10 degC, most-rise: 0.01 K/s,"
         " temperature: 5 degC, from: 0 %, to: 90 %",
         "the cell has no `cooling:` to a coolant"},
        {"chen-2020", "current: 1C, from: 79 %, most-rise: 0.01 K/s, voltage: 3.9 V",
         "the voltage of the cell of 3.9 V lets nothing flow any more"},
    };
    gm_cell_file *file;
    gm_cell_result *result = charge(asked[_i][0], asked[_i][1], &file);
    gm_charge_summary s = gm_cell_result_charge(result);
    ck_assert(!s.is_done);
    ck_assert_msg(strstr(s.why, asked[_i][2]), "%s", s.why);
    close_both(result, file);
}
END_TEST

static gm_cell_result *test(const char *steps, gm_cell_file **file)
{
    char text[TEXT_SIZE];
    (void)snprintf(text, sizeof text, "experiments:\n  it: {start: 50 %%, steps: %s}\n", steps);
    return ask_with("chen-2020", text, file);
}

START_TEST(a_rise_of_temperature_is_held_from_rest)
{
    static const double rates[] = {0.005, 0.01, 0.05};
    char steps[64];
    gm_cell_file *file;
    (void)snprintf(steps, sizeof steps, "[{hold: %g K/s, until: 60 s}]", rates[_i]);
    gm_cell_result *result = test(steps, &file);
    gm_cell_trace t = gm_cell_result_trace(result);
    ck_assert_double_eq_tol(t.time_s[t.n - 1], 60.0, 1e-9);
    ck_assert_double_lt(t.current_a[t.n - 1], 0.0); // it charges
    gm_told_le("rise of temperature held from rest", "rate times time",
               fabs(t.stack_k[t.n - 1] - t.stack_k[0] - 60.0 * rates[_i]), 1e-4, "K");
    close_both(result, file);
}
END_TEST

START_TEST(a_temperature_held_by_a_discharge_stops_where_nothing_is_left)
{
    gm_cell_file *file;
    gm_cell_result *result =
        test("[{discharge: 1C, until: 30 degC}, {hold: 30 degC, until: 80 %}]", &file);
    gm_step_summary s = gm_cell_result_step(result, 1);
    ck_assert(!s.is_met);
    ck_assert_msg(strstr(s.why, "its voltage passes 0 V"), "%s", s.why);
    ck_assert_double_eq_tol(s.end_v, 0.0, 1e-3);
    ck_assert_double_le(s.highest_k, 30.0 + ZERO_C_K + PASSED_K);
    close_both(result, file);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("warm");
    tcase_add_loop_test(c, a_charge_holds_back_before_a_temperature_that_it_could_not_hold, 0,
                        2);
    tcase_add_test(c, a_cell_with_hysteresis_is_held_at_a_temperature_for_a_day);
    tcase_add_loop_test(c, what_keeps_a_temperature_from_being_held_is_said, 0, 4);
    tcase_add_loop_test(c, a_rise_of_temperature_is_held_from_rest, 0, 3);
    tcase_add_test(c, a_temperature_held_by_a_discharge_stops_where_nothing_is_left);
    return gm_check_main("battery/warm", c);
}
