// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/objective.h"

#include <math.h>

static model_set m;
static gm_diag diag;

// An hour of 60 s each: 60 parts.
static void open_line(void)
{
    memset(&diag, 0, sizeof diag);
    model_set_open(&m, "gemba: 1\nclock: {run: 1 h, warm-up: none}\nplant:\n  line:\n"
                       "    - source: blanks\n    - {station: press, time: 60 s}\n"
                       "    - {buffer: rack, holds: 2}\n    - {station: pack, time: 30 s}\n"
                       "    - sink: out\n");
}

static void close_line(void)
{
    gm_diag_fini(&diag);
    model_set_close(&m);
}

static gm_objective read(const char *text)
{
    gm_objective o;
    ck_assert(gm_objective_read(m.twin, text, "--maximize", &m.arena, &o, &diag));
    return o;
}

static double value_of(const gm_objective *o, const char *text)
{
    double value = 0.0;
    char why[256] = "";
    ck_assert_msg(gm_objective_read_value(o, text, &value, why), "%s", why);
    return value;
}

START_TEST(by_default_parts_per_hour_that_leave)
{
    gm_objective o = read(NULL);
    ck_assert_str_eq(o.text, "out.count per h");
    ck_assert(o.is_output && !o.is_least);
    ck_assert_int_eq(model_set_run(&m, 1, 1), GM_OK);
    // The last of the 60 presses is still to be packed.
    ck_assert_double_eq_tol(gm_objective_value(&o, &m.set, 0), 59.0 / 3600.0, 1e-12);
}
END_TEST

START_TEST(other_measures_have_their_own_units)
{
    gm_objective share = read("press.working");
    gm_objective day = read("out.count per day");
    gm_objective wait = read("rack.waiting.mean");
    ck_assert(!share.is_output && day.is_output && !wait.is_output);
    ck_assert_double_eq_tol(value_of(&share, "85 %"), 0.85, 1e-12);
    ck_assert_double_eq_tol(value_of(&day, "2400"), 2400.0 / 86400.0, 1e-12);
    ck_assert_double_eq_tol(value_of(&day, "100/h"), 100.0 / 3600.0, 1e-12);
    ck_assert_double_eq_tol(value_of(&day, "100 cars/h"), 100.0 / 3600.0, 1e-12);
    ck_assert_double_eq_tol(value_of(&wait, "2 min"), 120.0, 1e-12);
    ck_assert_int_eq(model_set_run(&m, 1, 1), GM_OK);
    ck_assert_double_eq_tol(gm_objective_value(&share, &m.set, 0), 1.0, 1e-12);
}
END_TEST

START_TEST(values_of_another_kind_are_refused)
{
    gm_objective o = read("out.count per h");
    double value;
    char why[256];
    ck_assert(!gm_objective_read_value(&o, "2 min", &value, why));
    ck_assert(!gm_objective_read_value(&o, "lots", &value, why));
    ck_assert(!gm_objective_read_value(&o, "100", &value, why) || value == 100.0 / 3600.0);
}
END_TEST

static void expect_fault(const char *text, const char *part)
{
    gm_objective o;
    int before = diag.count;
    ck_assert(!gm_objective_read(m.twin, text, "--maximize", &m.arena, &o, &diag));
    ck_assert_int_eq(diag.count, before + 1);
    const char *line = gm_diag_line(&diag, diag.n - 1);
    ck_assert_msg(strstr(line, part), "'%s' is not in '%s'", part, line);
}

START_TEST(measures_that_cannot_be_are_told)
{
    expect_fault("outt.count per h", "nothing in the model is called 'outt'");
    expect_fault("out.cout per h", "has no figure");
    expect_fault("press.working per h", "does not add up over time");
    expect_fault("out.count per kg", "per time");
    expect_fault("rack.level.above(1)", "claims only");
    expect_fault("", "");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("objective");
    tcase_add_checked_fixture(cases, open_line, close_line);
    tcase_add_test(cases, by_default_parts_per_hour_that_leave);
    tcase_add_test(cases, other_measures_have_their_own_units);
    tcase_add_test(cases, values_of_another_kind_are_refused);
    tcase_add_test(cases, measures_that_cannot_be_are_told);
    return gm_check_main("objective", cases);
}
