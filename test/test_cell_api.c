// SPDX-License-Identifier: MIT
//
// The interface of cells, used as a program of its own uses it, with the LG M50 of data/cells.

#include "check_main.h"

#include "core/arena.h"
#include "gemba/cell.h"
#include "gemba/live_cell.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define CHEN GM_SOURCE_DIR "/data/cells/chen-2020.yaml"

static const char asked[] = "gemba: 1\n"
                            "name: M50\n"
                            "include: [" CHEN "]\n"
                            "charges:\n"
                            "  fast: {current: 3C, most-temperature: 45 degC}\n"
                            "  late: {within: 10 min, temperature: 0 degC}\n"
                            "experiments:\n"
                            "  pulse:\n"
                            "    steps:\n"
                            "      - {discharge: 2C, until: 30 s}\n"
                            "      - {rest: 60 s}\n"
                            "  too-much:\n"
                            "    steps:\n"
                            "      - {discharge: 1C, until: 3 V}\n"
                            "      - {charge: 1C, until: 6 V}\n"
                            "      - {rest: 60 s}\n";

static gm_cell_file *open_text(const char *text)
{
    gm_cell_file *file;
    gm_status status = gm_cell_file_open_text("t.yaml", text, strlen(text), NULL, &file);
    for (int i = 0; status != GM_OK && i < gm_cell_file_message_count(file); i++) {
        fprintf(stderr, "%s\n", gm_cell_file_message(file, i));
    }
    ck_assert_int_eq(status, GM_OK);
    return file;
}

static gm_cell_result *ask(const gm_cell_file *file, const char *name, gm_status expected)
{
    gm_cell_result *result;
    int i = gm_cell_file_find(file, name);
    ck_assert_int_ge(i, 0);
    ck_assert_int_eq(gm_cell_file_ask(file, i, &result), expected);
    return result;
}

// ---- files

// The capacity between 2.5 and 4.2 V that these parameters have is 5.1532 Ah (PyBaMM's eSOH).
START_TEST(a_file_tells_its_capacity_and_its_questions_in_order)
{
    static const char *const names[] = {"fast", "late", "pulse", "too-much"};
    gm_cell_file *file = open_text(asked);
    gm_cell_capacity c = gm_cell_file_capacity(file);
    ck_assert_str_eq(gm_cell_file_name(file), "M50");
    ck_assert_double_eq_tol(c.charge_c / 3600.0, 5.1532, 1e-4);
    ck_assert_double_eq(c.empty_v, 2.5);
    ck_assert_double_eq(c.full_v, 4.2);
    ck_assert_double_gt(c.energy_j, c.charge_c * c.empty_v);
    ck_assert_double_lt(c.energy_j, c.charge_c * c.full_v);
    ck_assert_int_eq(gm_cell_file_question_count(file), 4);
    for (int i = 0; i < 4; i++) {
        gm_cell_question q = gm_cell_file_question(file, i);
        ck_assert_str_eq(q.name, names[i]);
        ck_assert_int_eq(q.is_charge, i < 2);
        ck_assert_int_eq(gm_cell_file_find(file, names[i]), i);
    }
    ck_assert_int_eq(gm_cell_file_find(file, "fats"), -1);
    gm_cell_file_close(file);
}
END_TEST

START_TEST(a_file_that_asks_for_nothing_has_a_discharge)
{
    gm_cell_file *file;
    ck_assert_int_eq(gm_cell_file_open(CHEN, NULL, &file), GM_OK);
    ck_assert_int_eq(gm_cell_file_question_count(file), 1);
    ck_assert_str_eq(gm_cell_file_question(file, 0).name, "discharge");
    ck_assert(!gm_cell_file_question(file, 0).is_charge);
    gm_cell_file_close(file);
}
END_TEST

START_TEST(what_is_wrong_is_told_with_its_place)
{
    static const struct {
        const char *text;
        const char *says;
    } rows[] = {
        {"gemba: 1\ninclude: [" CHEN "]\ncharges:\n  fast: {curent: 3C}\n",
         "t.yaml:4:10: error"},
        {"gemba: 1\ninclude: [" CHEN "]\ncharges:\n  fast: {most-temperature: 90 degC}\n",
         "outside what the data of the cell know"},
        {"gemba: 1\nclock: {run: 1 h}\nplant: {l: [{source: a}, {sink: b}]}\n",
         "there is no `cell:`"},
    };
    gm_cell_file *file;
    ck_assert_int_eq(
        gm_cell_file_open_text("t.yaml", rows[_i].text, strlen(rows[_i].text), NULL, &file),
        GM_ERR_MODEL);
    bool is_told = false;
    for (int i = 0; i < gm_cell_file_message_count(file); i++) {
        is_told = is_told || strstr(gm_cell_file_message(file, i), rows[_i].says) != NULL;
    }
    ck_assert(is_told);
    gm_cell_file_close(file);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_a_status)
{
    gm_cell_file *file;
    ck_assert_int_eq(gm_cell_file_open("no/such/file.yaml", NULL, &file), GM_ERR_IO);
    ck_assert_int_gt(gm_cell_file_message_count(file), 0);
    gm_cell_file_close(file);
}
END_TEST

// The same parameters in another format.
START_TEST(a_cell_in_battery_parameter_exchange_is_a_file_too)
{
    gm_cell_file *file;
    ck_assert_int_eq(
        gm_cell_file_open(GM_SOURCE_DIR "/test/cell/chen-2020.bpx.json", NULL, &file), GM_OK);
    ck_assert_double_eq_tol(gm_cell_file_capacity(file).charge_c / 3600.0, 5.1532, 1e-3);
    gm_cell_file_close(file);
}
END_TEST

START_TEST(a_set_changes_the_cell)
{
    const char *const sets[] = {"cell.area=0.2054 m2"};
    gm_cell_file *file;
    ck_assert_int_eq(
        gm_cell_file_open(CHEN, &(gm_base_options){.sets = sets, .n_sets = 1}, &file), GM_OK);
    ck_assert_double_eq_tol(gm_cell_file_capacity(file).charge_c / 7200.0, 5.1532, 1e-4);
    gm_cell_file_close(file);
}
END_TEST

// ---- answers

// What flows in is the charge from 10 to 80 %, by trapezoids over the points; what binds goes on without a
// gap; each point belongs to the span in whose time it lies.
START_TEST(a_charge_tells_what_binds_and_its_columns_add_up)
{
    gm_cell_file *file = open_text(asked);
    gm_cell_result *result = ask(file, "fast", GM_OK);
    gm_charge_summary s = gm_cell_result_charge(result);
    ck_assert(s.is_done && !s.why);
    ck_assert_double_eq_tol(s.soc, 0.8, 1e-6);
    int n = gm_cell_result_bind_count(result);
    ck_assert_int_ge(n, 3);
    ck_assert_str_eq(gm_cell_result_bind(result, 0).what, "current of the cell");
    ck_assert_double_eq(gm_cell_result_bind(result, 0).from_s, 0.0);
    ck_assert_double_eq_tol(gm_cell_result_bind(result, n - 1).to_s, s.time_s, 1e-9);
    for (int i = 1; i < n; i++) {
        ck_assert_double_eq(gm_cell_result_bind(result, i).from_s,
                            gm_cell_result_bind(result, i - 1).to_s);
    }
    gm_cell_trace t = gm_cell_result_trace(result);
    double flown_c = 0.0;
    for (int i = 0; i < t.n; i++) {
        gm_cell_bind b = gm_cell_result_bind(result, t.part[i]);
        ck_assert(t.time_s[i] >= b.from_s && t.time_s[i] <= b.to_s);
        ck_assert_double_le(t.voltage_v[i], 4.2 + 1e-4);
        ck_assert_double_ge(t.plating_v[i], 0.010 - 1e-4);
        ck_assert_double_le(t.stack_k[i], 318.15 + 1e-4);
        flown_c -= i > 0 ? 0.5 * (t.current_a[i] + t.current_a[i - 1]) *
                               (t.time_s[i] - t.time_s[i - 1])
                         : 0.0;
    }
    ck_assert_double_eq_tol(flown_c / (0.7 * gm_cell_file_capacity(file).charge_c), 1.0, 1e-3);
    ck_assert_int_eq(gm_cell_result_step_count(result), 0);
    gm_cell_result_destroy(result);
    gm_cell_file_close(file);
}
END_TEST

START_TEST(a_charge_that_is_not_done_says_why)
{
    gm_cell_file *file = open_text(asked);
    gm_cell_result *result = ask(file, "late", GM_OK);
    gm_charge_summary s = gm_cell_result_charge(result);
    ck_assert(!s.is_done);
    ck_assert_str_eq(s.why, "not within the time that it has");
    ck_assert_double_eq_tol(s.time_s, 600.0, 1e-6);
    gm_cell_result_destroy(result);
    gm_cell_file_close(file);
}
END_TEST

// 2C of 5.1532 Ah for 30 s are 0.0859 Ah.
START_TEST(an_experiment_tells_its_steps)
{
    gm_cell_file *file = open_text(asked);
    gm_cell_result *result = ask(file, "pulse", GM_OK);
    ck_assert_int_eq(gm_cell_result_step_count(result), 2);
    ck_assert_int_eq(gm_cell_result_bind_count(result), 0);
    gm_step_summary s = gm_cell_result_step(result, 0);
    ck_assert_str_eq(s.says, "discharge 2C until 30 s");
    ck_assert(s.is_met);
    ck_assert_double_eq_tol(s.charge_c / 3600.0, 0.0859, 1e-4);
    gm_cell_trace t = gm_cell_result_trace(result);
    ck_assert_double_eq_tol(t.time_s[t.n - 1], 90.0, 1e-6);
    ck_assert_int_eq(t.part[0], 0);
    ck_assert_int_eq(t.part[t.n - 1], 1);
    ck_assert_double_eq_tol(t.current_a[t.n - 1], 0.0, 1e-9);
    gm_cell_result_destroy(result);
    gm_cell_file_close(file);
}
END_TEST

START_TEST(a_step_that_cannot_be_done_is_the_last_and_a_status)
{
    gm_cell_file *file = open_text(asked);
    gm_cell_result *result = ask(file, "too-much", GM_ERR_RUN);
    ck_assert_int_eq(gm_cell_result_step_count(result), 2);
    ck_assert(gm_cell_result_step(result, 0).is_met);
    ck_assert(!gm_cell_result_step(result, 1).is_met);
    ck_assert_ptr_nonnull(strstr(gm_cell_result_step(result, 1).why, "full"));
    gm_cell_result_destroy(result);
    gm_cell_file_close(file);
}
END_TEST

START_TEST(a_question_beyond_the_last_stops_the_program)
{
    gm_cell_file *file = open_text(asked);
    (void)gm_cell_file_question(file, 4);
}
END_TEST

START_TEST(the_charge_of_an_experiment_stops_the_program)
{
    gm_cell_file *file = open_text(asked);
    gm_cell_result *result = ask(file, "pulse", GM_OK);
    (void)gm_cell_result_charge(result);
}
END_TEST

// ---- live cells

// Full is 4.2 V and empty 2.5 V, at rest, with every model.
START_TEST(a_live_cell_begins_at_rest)
{
    gm_cell_file *file = open_text(asked);
    for (int full = 0; full < 2; full++) {
        gm_live_options o = {.model = (gm_live_model)_i, .soc = full};
        gm_live_cell *cell = gm_live_cell_create(file, &o);
        gm_live_state now = gm_live_cell_now(cell);
        ck_assert_double_eq_tol(now.voltage_v, full ? 4.2 : 2.5, 1e-6);
        ck_assert_double_eq(now.current_a, 0.0);
        ck_assert_double_eq(now.soc, full);
        ck_assert_double_eq_tol(now.stack_k, 298.15, 1e-9);
        gm_live_cell_destroy(cell);
    }
    gm_cell_file_close(file);
}
END_TEST

static gm_live_state discharged(const gm_cell_file *file, double by_s, double seconds)
{
    gm_live_cell *cell = gm_live_cell_create(file, &(gm_live_options){.soc = 1.0});
    for (long n = lround(seconds / by_s); n > 0; n--) {
        ck_assert_int_eq(gm_live_cell_run(cell, GM_LIVE_CURRENT, 5.0, by_s), GM_OK);
    }
    gm_live_state now = gm_live_cell_now(cell);
    gm_live_cell_destroy(cell);
    return now;
}

// Half an hour of 5 A, in one go and second by second: 9 kC, and the same state.
START_TEST(pieces_are_as_good_as_the_whole)
{
    gm_cell_file *file = open_text(asked);
    gm_live_state whole = discharged(file, 1800.0, 1800.0);
    gm_live_state pieces = discharged(file, 1.0, 1800.0);
    ck_assert_double_eq_tol(whole.charge_c, 9000.0, 1e-6);
    ck_assert_double_eq_tol(pieces.charge_c, 9000.0, 1e-6);
    ck_assert_double_eq_tol(pieces.time_s, 1800.0, 1e-6);
    ck_assert_double_eq_tol(pieces.voltage_v, whole.voltage_v, 5e-4);
    ck_assert_double_eq_tol(pieces.stack_k, whole.stack_k, 0.02);
    ck_assert_double_eq_tol(pieces.soc, 1.0 - 9000.0 / gm_cell_file_capacity(file).charge_c,
                            1e-9);
    gm_cell_file_close(file);
}
END_TEST

START_TEST(a_live_cell_holds_what_it_is_told)
{
    gm_cell_file *file = open_text(asked);
    gm_live_cell *cell = gm_live_cell_create(file, &(gm_live_options){.soc = 0.5});
    ck_assert_int_eq(gm_live_cell_run(cell, GM_LIVE_POWER, 20.0, 10.0), GM_OK);
    gm_live_state now = gm_live_cell_now(cell);
    ck_assert_double_eq_tol(now.voltage_v * now.current_a, 20.0, 1e-4);
    ck_assert_int_eq(gm_live_cell_run(cell, GM_LIVE_VOLTAGE, 3.9, 10.0), GM_OK);
    now = gm_live_cell_now(cell);
    ck_assert_double_eq_tol(now.voltage_v, 3.9, 1e-5);
    ck_assert_double_lt(now.current_a, 0.0); // it is charged
    ck_assert_double_eq_tol(now.time_s, 20.0, 1e-9);
    gm_live_cell_destroy(cell);
    gm_cell_file_close(file);
}
END_TEST

// At rest it goes to its coolant as exp(-t/tau), tau = 42.77 J/K / (10 W/m2/K x 53.1 cm2) = 805.5 s: after
// 600 s from 25 degC towards 45 degC it has 45 - 20 x 0.4748 = 35.50 degC.
START_TEST(a_live_cell_follows_its_coolant)
{
    gm_cell_file *file = open_text(asked);
    gm_live_cell *cell = gm_live_cell_create(file, &(gm_live_options){.soc = 0.5});
    gm_live_cell_set_coolant(cell, 318.15);
    for (int i = 0; i < 60; i++) {
        ck_assert_int_eq(gm_live_cell_run(cell, GM_LIVE_CURRENT, 0.0, 10.0), GM_OK);
    }
    ck_assert_double_eq_tol(gm_live_cell_now(cell).stack_k - 273.15, 35.50, 0.03);
    gm_live_cell_destroy(cell);
    cell = gm_live_cell_create(file, &(gm_live_options){.soc = 0.5, .is_isothermal = true});
    gm_live_cell_set_coolant(cell, 318.15);
    ck_assert_int_eq(gm_live_cell_run(cell, GM_LIVE_CURRENT, 5.0, 600.0), GM_OK);
    ck_assert_double_eq(gm_live_cell_now(cell).stack_k, 298.15);
    gm_live_cell_destroy(cell);
    gm_cell_file_close(file);
}
END_TEST

// 20 W into 42.77 J/K, less what leaves: 10 s warm it by 4.68 K at most, and by more than 4.6 K.
START_TEST(a_heater_warms_a_live_cell)
{
    gm_cell_file *file = open_text(asked);
    gm_live_cell *cell = gm_live_cell_create(file, &(gm_live_options){.soc = 0.5});
    gm_live_cell_set_heater(cell, 20.0);
    ck_assert_int_eq(gm_live_cell_run(cell, GM_LIVE_CURRENT, 0.0, 10.0), GM_OK);
    double warmer_k = gm_live_cell_now(cell).stack_k - 298.15;
    ck_assert(warmer_k > 4.6 && warmer_k < 4.68);
    gm_live_cell_destroy(cell);
    gm_cell_file_close(file);
}
END_TEST

// 6C of a nearly empty cell starve the electrolyte (with even reactions, as single particles have them).
START_TEST(a_live_cell_that_cannot_says_why_and_goes_on_with_what_it_can)
{
    gm_cell_file *file = open_text(asked);
    gm_live_options o = {.model = GM_LIVE_SPME, .soc = 0.05};
    gm_live_cell *cell = gm_live_cell_create(file, &o);
    ck_assert_int_eq(gm_live_cell_run(cell, GM_LIVE_CURRENT, 30.0, 600.0), GM_ERR_RUN);
    ck_assert_ptr_nonnull(strstr(gm_live_cell_why(cell), "starved"));
    double stopped_s = gm_live_cell_now(cell).time_s;
    ck_assert(stopped_s > 0.0 && stopped_s < 600.0);
    ck_assert_int_eq(gm_live_cell_run(cell, GM_LIVE_CURRENT, 0.0, 10.0), GM_OK);
    ck_assert_str_eq(gm_live_cell_why(cell), "");
    ck_assert_double_eq_tol(gm_live_cell_now(cell).time_s, stopped_s + 10.0, 1e-9);
    gm_live_cell_destroy(cell);
    gm_cell_file_close(file);
}
END_TEST

// In the full model it is the particles at the separator that are empty first: that is the end.
START_TEST(a_live_cell_whose_particles_are_empty_stands_and_says_so)
{
    gm_cell_file *file = open_text(asked);
    gm_live_cell *cell = gm_live_cell_create(file, &(gm_live_options){.soc = 0.05});
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(gm_live_cell_run(cell, GM_LIVE_CURRENT, 30.0, 600.0), GM_ERR_RUN);
        ck_assert_ptr_nonnull(
            strstr(gm_live_cell_why(cell), "negative electrode are empty at their surface"));
        ck_assert(isfinite(gm_live_cell_now(cell).voltage_v));
        ck_assert_double_lt(gm_live_cell_now(cell).time_s, 60.0);
    }
    gm_live_cell_destroy(cell);
    gm_cell_file_close(file);
}
END_TEST

static int n_allocated;

static void *count(size_t size, void *user)
{
    (void)user;
    n_allocated++;
    return calloc(1, size);
}

static void give_back(void *ptr, void *user)
{
    (void)user;
    free(ptr);
}

START_TEST(a_live_cell_takes_no_memory_while_it_runs)
{
    gm_allocator_set(&(gm_allocator){.alloc = count, .free = give_back});
    gm_cell_file *file = open_text(asked);
    gm_live_cell *cell = gm_live_cell_create(file, &(gm_live_options){.soc = 0.9});
    int before = n_allocated;
    ck_assert_int_gt(before, 0);
    for (int i = 0; i < 100; i++) {
        double current_a = i % 2 ? 10.0 : -2.0;
        ck_assert_int_eq(gm_live_cell_run(cell, GM_LIVE_CURRENT, current_a, 1.0), GM_OK);
    }
    ck_assert_int_eq(n_allocated, before);
    gm_live_cell_destroy(cell);
    gm_cell_file_close(file);
}
END_TEST

START_TEST(a_live_cell_of_more_than_full_stops_the_program)
{
    gm_cell_file *file = open_text(asked);
    (void)gm_live_cell_create(file, &(gm_live_options){.soc = 1.1});
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("cell");
    tcase_add_test(c, a_file_tells_its_capacity_and_its_questions_in_order);
    tcase_add_test(c, a_file_that_asks_for_nothing_has_a_discharge);
    tcase_add_loop_test(c, what_is_wrong_is_told_with_its_place, 0, 3);
    tcase_add_test(c, a_file_that_is_not_there_is_a_status);
    tcase_add_test(c, a_cell_in_battery_parameter_exchange_is_a_file_too);
    tcase_add_test(c, a_set_changes_the_cell);
    tcase_add_test(c, a_charge_tells_what_binds_and_its_columns_add_up);
    tcase_add_test(c, a_charge_that_is_not_done_says_why);
    tcase_add_test(c, an_experiment_tells_its_steps);
    tcase_add_test(c, a_step_that_cannot_be_done_is_the_last_and_a_status);
    tcase_add_test_raise_signal(c, a_question_beyond_the_last_stops_the_program, SIGABRT);
    tcase_add_test_raise_signal(c, the_charge_of_an_experiment_stops_the_program, SIGABRT);
    tcase_add_loop_test(c, a_live_cell_begins_at_rest, 0, 3);
    tcase_add_test(c, pieces_are_as_good_as_the_whole);
    tcase_add_test(c, a_live_cell_holds_what_it_is_told);
    tcase_add_test(c, a_live_cell_follows_its_coolant);
    tcase_add_test(c, a_heater_warms_a_live_cell);
    tcase_add_test(c, a_live_cell_that_cannot_says_why_and_goes_on_with_what_it_can);
    tcase_add_test(c, a_live_cell_whose_particles_are_empty_stands_and_says_so);
    tcase_add_test(c, a_live_cell_takes_no_memory_while_it_runs);
    tcase_add_test_raise_signal(c, a_live_cell_of_more_than_full_stops_the_program, SIGABRT);
    return gm_check_main("api/cell", c);
}
