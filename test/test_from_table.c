// SPDX-License-Identifier: MIT
//
// Models that take laws, tasks and plans from tables beside them.

#include "check_main.h"

#include "twin/model.h"

#include <string.h>

#define DIR GM_SOURCE_DIR "/test/models/tables"

static gm_arena arena;
static gm_diag diag;

static gm_model *load_scenario(const char *name, const char *scenario, const char *set)
{
    gm_model *model = NULL;
    gm_model_options options = {.scenario = scenario, .sets = &set, .n_sets = set ? 1 : 0};
    gm_status status = gm_model_load(gm_arena_printf(&arena, DIR "/%s", name), &options, &arena,
                                     &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    return model;
}

static gm_model *load(const char *name, const char *set)
{
    return load_scenario(name, NULL, set);
}

static const gm_station_def *station(const gm_model *model, const char *name)
{
    return model->plant.steps[gm_model_find_step(model, name)].station;
}

// times.csv: weld 50, 55, 60, 65, 70 s in the rows of the early shift: mean 60 s, and the normal
// law has the deviation sqrt(250 / 5).
START_TEST(a_law_is_fitted_and_becomes_an_input_with_its_source)
{
    const gm_model *model = load("laws.yaml", NULL);
    gm_dist law = station(model, "weld")->time.all;
    ck_assert_int_eq(law.kind, GM_DIST_NORMAL);
    ck_assert_double_eq_tol(law.a, 60.0, 1e-4);
    ck_assert_double_eq_tol(law.b, 7.07107, 1e-4);
    ck_assert_int_eq(model->n_inputs, 3);
    ck_assert_ptr_nonnull(strstr(model->inputs[0].source, "column weld, n = 5, maximum"));
    ck_assert_int_eq(model->inputs[0].confidence, GM_INPUT_MEASURED);
    ck_assert(model->inputs[0].lo < 60.0 && model->inputs[0].hi > 60.0);
    gm_dist table = station(model, "seal")->time.all;
    ck_assert_int_eq(table.kind, GM_DIST_EMPIRICAL);
    ck_assert_double_eq_tol(gm_dist_mean(&table), 61.0, 1e-9);
    gm_dist list = station(model, "pack")->time.all;
    ck_assert_int_eq(list.kind, GM_DIST_REPLAY);
    ck_assert_double_eq(list.values[5], 66.0);
}
END_TEST

START_TEST(the_hash_takes_in_what_the_table_says)
{
    uint64_t hash = load("laws.yaml", NULL)->hash;
    ck_assert(hash == load("laws.yaml", NULL)->hash);
    ck_assert(
        hash !=
        load("laws.yaml", "plant.weld.time={from: times.csv, column: weld, unit: s}")->hash);
}
END_TEST

START_TEST(tables_are_among_the_files_of_a_model)
{
    const gm_model *model = load("laws.yaml", NULL);
    ck_assert_int_eq(model->n_files, 2);
    ck_assert_str_eq(model->files[1], DIR "/times.csv");
}
END_TEST

// inner/scenarios.yaml is included and names times.csv: that of inner/, not that of the model.
START_TEST(a_table_of_a_scenario_lies_beside_the_file_that_names_it)
{
    const gm_model *model = load_scenario("scenario.yaml", "measured", NULL);
    gm_dist law = station(model, "weld")->time.all;
    ck_assert_int_eq(law.kind, GM_DIST_EMPIRICAL);
    ck_assert_double_eq_tol(gm_dist_mean(&law), 30.0, 1e-9);
}
END_TEST

START_TEST(tasks_are_rows)
{
    const gm_model *model = load("tasks.yaml", NULL);
    ck_assert_int_eq(model->n_balances, 1);
    const gm_moving_def *line = model->balances[0]->line;
    ck_assert_int_eq(line->n_tasks, 3);
    ck_assert_str_eq(line->tasks[1].name, "carpet");
    ck_assert_int_eq(line->tasks[1].people, 2);
}
END_TEST

// orders.csv: 2 long at 0 s, 3 short at 600 s, 1 of any at 600 s, in the order of the rows.
START_TEST(a_plan_of_orders_is_rows)
{
    const gm_model *model = load("orders.yaml", NULL);
    const gm_source_def *source = model->plant.steps[0].source;
    ck_assert_int_eq(source->n_plan, 3);
    ck_assert_int_eq(source->plan[1].count, 3);
    ck_assert_double_eq(source->plan[1].from_s, 600.0);
    ck_assert_int_eq(source->plan[0].variant.i, 1);
    ck_assert_int_eq(source->plan[1].variant.i, 0);
    ck_assert_int_eq(source->plan[2].variant.i, -1);
}
END_TEST

// plan.csv: date and time of day, options in columns, a row that orders nothing. The kind has es and
// rz, with roof or not, white or black: es+roof+white es+roof+black es+white es+black, the same of rz.
START_TEST(a_plan_may_have_columns_of_options)
{
    const gm_model *model = load("plan.yaml", NULL);
    const gm_source_def *source = model->plant.steps[0].source;
    ck_assert_int_eq(source->n_plan, 4);
    ck_assert_double_eq(source->plan[0].from_s, 6 * 3600.0);
    ck_assert(source->plan[0].begins && !source->plan[1].begins && source->plan[2].begins);
    ck_assert_double_eq(source->plan[2].from_s, 14 * 3600.0);
    ck_assert_double_eq(source->plan[3].from_s, 86400.0); // no time of day: as the day begins
    ck_assert_int_eq(source->plan[0].variant.i, 2);
    ck_assert_int_eq(source->plan[1].variant.i, 5);
    ck_assert_int_eq(source->plan[2].variant.i, -1); // rz, black: with a roof or not
    ck_assert_int_eq(source->n_sets, 1);
    ck_assert_int_eq(source->sets[0].n, 2);
    ck_assert_int_eq(source->sets[0].variants[0], 5);
    ck_assert_int_eq(source->sets[0].variants[1], 7);
    ck_assert_int_eq(source->plan[3].variant.i, 4);
    ck_assert_int_eq(source->plan[3].count, 7);
}
END_TEST

// wide.csv: a row a day, a column for each variant, of which 0 or nothing is no order.
START_TEST(a_plan_may_have_a_column_of_counts_for_each_variant)
{
    const gm_model *model = load("wide.yaml", NULL);
    const gm_source_def *source = model->plant.steps[0].source;
    const double from_s[] = {0.0, 0.0, 86400.0, 172800.0};
    const int32_t variants[] = {0, 1, 1, 0};
    const int32_t counts[] = {12, 8, 20, 5};
    ck_assert_int_eq(source->n_plan, 4);
    for (int i = 0; i < 4; i++) {
        ck_assert_double_eq(source->plan[i].from_s, from_s[i]);
        ck_assert_int_eq(source->plan[i].variant.i, variants[i]);
        ck_assert_int_eq(source->plan[i].count, counts[i]);
    }
}
END_TEST

// shifts.csv: a day and a shift of the calendar of the line, which begins at 06:00 and 14:00 until
// 2027-08-04, and early at 05:00 from then on.
START_TEST(a_plan_may_name_shifts)
{
    const gm_model *model = load("shifts.yaml", NULL);
    const gm_source_def *source = model->plant.steps[0].source;
    const double from_h[] = {6.0, 6.0, 14.0, 24.0, 48.0 + 5.0};
    const bool begins[] = {true, false, true, true, true};
    ck_assert_int_eq(source->n_plan, 5);
    for (int i = 0; i < 5; i++) {
        ck_assert_double_eq(source->plan[i].from_s, 3600.0 * from_h[i]);
        ck_assert_int_eq(source->plan[i].begins, begins[i]);
    }
}
END_TEST

static void fini(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *tc = tcase_create("from_table");
    tcase_add_checked_fixture(tc, NULL, fini);
    tcase_add_test(tc, a_law_is_fitted_and_becomes_an_input_with_its_source);
    tcase_add_test(tc, the_hash_takes_in_what_the_table_says);
    tcase_add_test(tc, tables_are_among_the_files_of_a_model);
    tcase_add_test(tc, tasks_are_rows);
    tcase_add_test(tc, a_table_of_a_scenario_lies_beside_the_file_that_names_it);
    tcase_add_test(tc, a_plan_of_orders_is_rows);
    tcase_add_test(tc, a_plan_may_have_columns_of_options);
    tcase_add_test(tc, a_plan_may_have_a_column_of_counts_for_each_variant);
    tcase_add_test(tc, a_plan_may_name_shifts);
    return gm_check_main("from_table", tc);
}
