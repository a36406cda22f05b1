// SPDX-License-Identifier: MIT
//
// How steps of experiments end: currents that come down either way, ends that never come, drives that are cut short.

#include "asked_cell.h"
#include "check_main.h"
#include "told.h"

#include <math.h>

#define CAPACITY_AH 5.153 // of the LG M50, by gemba cell

static gm_cell_result *ask(gm_cell_file **file, const char *steps, gm_status expected)
{
    char text[TEXT_SIZE];
    gm_cell_result *result;
    (void)snprintf(text, sizeof text, "experiments:\n  it: {start: 50 %%, steps: %s}\n", steps);
    *file = open_with("chen-2020", text);
    ck_assert_int_eq(gm_cell_file_ask(*file, 0, &result), expected);
    return result;
}

// A voltage that is held above, at and below what the cell has at rest, from 3.5 V by discharging up to 4.1 V by
// charging: at its end C/20 flows.
START_TEST(a_held_voltage_ends_as_its_current_has_come_down_either_way)
{
    static const char *const steps[] = {
        "[{hold: 3.5 V, until: C/20}]", "[{hold: 4.1 V, until: C/20}]",
        "[{discharge: 1C, until: 3.4 V}, {hold: 3.4 V, until: C/20}]",
        "[{charge: 1C, until: 4.1 V}, {hold: 4.1 V, until: C/20}]"};
    static const double way[] = {1.0, -1.0, 1.0, -1.0};
    gm_cell_file *file;
    gm_cell_result *result = ask(&file, steps[_i], GM_OK);
    gm_cell_trace trace = gm_cell_result_trace(result);
    double expected_a = way[_i] * gm_cell_file_capacity(file).charge_c / 3600.0 / 20.0;
    ck_assert_double_eq_tol(fabs(expected_a), CAPACITY_AH / 20.0, 1e-3);
    ck_assert_double_gt(trace.time_s[trace.n - 1], 60.0);
    gm_told_le("current at which a held voltage ends, both ways", "that of its end",
               fabs(trace.current_a[trace.n - 1] / expected_a - 1.0), 1e-6, "of it");
    gm_cell_result_destroy(result);
    gm_cell_file_close(file);
}
END_TEST

START_TEST(a_step_whose_ends_never_come_stops_and_says_so)
{
    static const char *const steps[] = {"[{hold: 3.6 V, until: 99 %}]",
                                        "[{hold-plating: 100 mV, until: 4.19 V}]"};
    gm_cell_file *file;
    gm_cell_result *result = ask(&file, steps[_i], GM_ERR_RUN);
    gm_step_summary s = gm_cell_result_step(result, 0);
    ck_assert(!s.is_met);
    ck_assert_ptr_nonnull(strstr(s.why, "none of its ends comes within 100000 h"));
    ck_assert_double_lt(fabs(s.charge_c), CAPACITY_AH * 3600.0);
    // Between 3.4 and 4.2 V
    ck_assert_double_gt(s.energy_j / s.charge_c, 3.4);
    ck_assert_double_lt(s.energy_j / s.charge_c, 4.2);
    gm_cell_result_destroy(result);
    gm_cell_file_close(file);
}
END_TEST

// 1C of a table of two hours, cut short where a discharge at 1C is.
START_TEST(a_drive_ends_where_it_is_told_to)
{
    static const char steps[] =
        "[{follow: " GM_SOURCE_DIR "/test/cell/steady-1c.csv, value: i, "
        "unit: C, until: [3.2 V, 4.15 V]}]";
    gm_cell_file *files[2];
    gm_cell_result *results[2];
    results[0] = ask(&files[0], steps, GM_OK);
    results[1] = ask(&files[1], "[{discharge: 1C, until: 3.2 V}]", GM_OK);
    gm_told_le("end of a drive at 1C", "a discharge at 1C",
               fabs(gm_cell_result_step(results[0], 0).time_s /
                        gm_cell_result_step(results[1], 0).time_s -
                    1.0),
               1e-4, "of its time");
    for (int k = 0; k < 2; k++) {
        gm_cell_result_destroy(results[k]);
        gm_cell_file_close(files[k]);
    }
}
END_TEST

// Few rows with long steps between: 690 A s by trapezoids.
START_TEST(a_drive_takes_the_charge_of_its_table)
{
    static const char *const models[] = {"DFN", "SPMe"};
    char text[TEXT_SIZE];
    gm_cell_file *file;
    gm_cell_result *result;
    (void)snprintf(
        text, sizeof text,
        "experiments:\n  it: {start: 80 %%, model: %s, steps: [{follow: " GM_SOURCE_DIR
        "/test/cell/bends.csv, value: current, unit: A}]}\n",
        models[_i]);
    file = open_with("chen-2020", text);
    ck_assert_int_eq(gm_cell_file_ask(file, 0, &result), GM_OK);
    gm_told_le("charge of a drive of few rows", "its table by trapezoids",
               fabs(gm_cell_result_step(result, 0).charge_c / 690.0 - 1.0), 1e-6, "of it");
    gm_cell_result_destroy(result);
    gm_cell_file_close(file);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("ends");
    tcase_add_loop_test(c, a_held_voltage_ends_as_its_current_has_come_down_either_way, 0, 4);
    tcase_add_loop_test(c, a_step_whose_ends_never_come_stops_and_says_so, 0, 2);
    tcase_add_test(c, a_drive_ends_where_it_is_told_to);
    tcase_add_loop_test(c, a_drive_takes_the_charge_of_its_table, 0, 2);
    return gm_check_main("battery/ends", c);
}
