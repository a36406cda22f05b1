// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "study/design.h"
#include "twin/variant.h"

#include <stdlib.h>
#include <string.h>

static gm_arena arena;
static gm_diag diag;
static gm_variant base;

static void setup(void)
{
    gm_variant_source of;
    const char *why = NULL;
    gm_model_options how = {0};
    gm_status status = gm_variant_source_read(GM_SOURCE_DIR "/test/models/two-stations.yaml",
                                              &how, &arena, &of, &why);
    ck_assert_int_eq(status, GM_OK);
    ck_assert_int_eq(gm_variant_open(&of, NULL, 0, &base), GM_OK);
}

static void fini(void)
{
    gm_variant_close(&base);
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

static gm_design design(gm_design_kind kind, int32_t n, const char *const *texts, int n_texts)
{
    gm_design d;
    bool ok = gm_design_create(&(gm_design_ask){kind, n, 1, n_texts, texts}, base.model->root,
                               &arena, &diag, &d);
    ck_assert_msg(ok, "%s", gm_diag_line(&diag, 0));
    return d;
}

static void expect_value(const gm_design *d, int32_t point, int vary, const char *value)
{
    ck_assert_str_eq(gm_design_value(d, point, vary, &arena), value);
}

static void expect_fault(gm_design_kind kind, const char *text, const char *what)
{
    gm_design d;
    gm_diag_fini(&diag);
    ck_assert(!gm_design_create(&(gm_design_ask){kind, 10, 1, 1, &text}, base.model->root,
                                &arena, &diag, &d));
    ck_assert_msg(strstr(gm_diag_line(&diag, 0), what) != NULL, "%s: %s", text,
                  gm_diag_line(&diag, 0));
}

START_TEST(a_grid_goes_through_the_last_parameter_first)
{
    gm_design d = design(GM_DESIGN_GRID, 0,
                         (const char *[]){"plant.rack.holds=1,5", "plant.weld.time=40 s, 1 min,"
                                                                  "exponential(50 s)"},
                         2);
    ck_assert_int_eq(d.n_points, 6);
    expect_value(&d, 0, 0, "1");
    expect_value(&d, 2, 0, "1");
    expect_value(&d, 3, 0, "5");
    expect_value(&d, 0, 1, "40 s");
    expect_value(&d, 1, 1, "1 min");
    expect_value(&d, 5, 1, "exponential(50 s)");
}
END_TEST

START_TEST(a_range_with_a_step_is_a_list)
{
    gm_design d = design(GM_DESIGN_GRID, 0,
                         (const char *[]){"plant.weld.time=0.1 s..0.5 s step 0.1 s"}, 1);
    ck_assert_int_eq(d.n_points, 5);
    expect_value(&d, 2, 0, "0.3 s");
    expect_value(&d, 4, 0, "0.5 s");
}
END_TEST

START_TEST(ends_may_have_other_units_than_the_first)
{
    gm_design d = design(GM_DESIGN_GRID, 0,
                         (const char *[]){"plant.weld.time=30 s..2 min step 0.5 min"}, 1);
    ck_assert_int_eq(d.n_points, 4);
    expect_value(&d, 3, 0, "120 s");
    d = design(GM_DESIGN_GRID, 0, (const char *[]){"plant.weld.time=40..50 s step 5"}, 1);
    ck_assert_int_eq(d.n_points, 3);
    expect_value(&d, 1, 0, "45 s");
}
END_TEST

START_TEST(a_setting_that_is_a_whole_number_stays_one)
{
    gm_design d = design(GM_DESIGN_GRID, 0, (const char *[]){"plant.rack.holds=3..7"}, 1);
    ck_assert_int_eq(d.n_points, 5);
    expect_value(&d, 4, 0, "7");
    d = design(GM_DESIGN_LATIN, 10, (const char *[]){"plant.rack.holds=1..5"}, 1);
    int seen[6] = {0};
    for (int32_t i = 0; i < 10; i++) {
        seen[atoi(gm_design_value(&d, i, 0, &arena))] += 1;
    }
    for (int i = 1; i <= 5; i++) {
        ck_assert_int_eq(seen[i], 2); // two of ten cells each
    }
}
END_TEST

START_TEST(drawn_points_lie_in_their_ranges_and_spread)
{
    static const gm_design_kind kinds[] = {GM_DESIGN_LATIN, GM_DESIGN_SOBOL};
    for (int k = 0; k < 2; k++) {
        gm_design d = design(kinds[k], 16, (const char *[]){"plant.weld.time=40 s..56 s"}, 1);
        int seen[16] = {0};
        for (int32_t i = 0; i < 16; i++) {
            double si = gm_vary_si(gm_design_value(&d, i, 0, &arena));
            ck_assert(si > 40.0 && si < 56.0);
            seen[(int)(si - 40.0)] += 1;
        }
        for (int i = 0; i < 16; i++) {
            ck_assert_int_eq(seen[i], 1);
        }
    }
}
END_TEST

START_TEST(another_parameter_beside_it_leaves_a_column_of_a_latin_hypercube)
{
    gm_design one =
        design(GM_DESIGN_LATIN, 8, (const char *[]){"plant.weld.time=40 s..60 s"}, 1);
    gm_design two =
        design(GM_DESIGN_LATIN, 8,
               (const char *[]){"plant.rack.holds=1..9", "plant.weld.time=40 s..60 s"}, 2);
    for (int32_t i = 0; i < 8; i++) {
        expect_value(&two, i, 1, gm_design_value(&one, i, 0, &arena));
    }
}
END_TEST

START_TEST(what_cannot_be_varied_is_told)
{
    expect_fault(GM_DESIGN_GRID, "plant.weld.time", "expected `path=values`");
    expect_fault(GM_DESIGN_GRID, "plant.wled.time=5 s", "did you mean 'weld'");
    expect_fault(GM_DESIGN_GRID, "plant.rack.holds=", "a value is missing");
    expect_fault(GM_DESIGN_GRID, "plant.rack.holds=1,,2", "a value is missing");
    expect_fault(GM_DESIGN_GRID, "plant.rack.holds=1,000", "write 1000");
    expect_fault(GM_DESIGN_GRID, "plant.weld.time=40 s..60 s", "add a step");
    expect_fault(GM_DESIGN_GRID, "plant.weld.time=60 s..40 s step 5 s", "smaller end first");
    expect_fault(GM_DESIGN_GRID, "plant.weld.time=40 s..60 kg step 5 s", "different kinds");
    expect_fault(GM_DESIGN_GRID, "plant.weld.time=40 s..soon step 5 s", "not a range");
    expect_fault(GM_DESIGN_GRID, "plant.weld.time=40 s..60 s step 0 s", "step");
    expect_fault(GM_DESIGN_GRID, "plant.weld.time=1 s..9 s step 1 us", "more than 1,000,000");
    expect_fault(GM_DESIGN_GRID, "plant.rack.holds=1..1000000000", "1,000,000 values");
    expect_fault(GM_DESIGN_SOBOL, "clock.seed=1..4000000000", "1,000,000 values");
    expect_fault(GM_DESIGN_SOBOL, "plant.weld.time=40 s..60 s, 90 s", "stands alone");
}
END_TEST

START_TEST(a_path_given_twice_and_too_many_combinations_are_told)
{
    gm_design d;
    const char *twice[] = {"plant.rack.holds=1", "plant.rack.holds=2"};
    ck_assert(!gm_design_create(&(gm_design_ask){GM_DESIGN_GRID, 0, 1, 2, twice},
                                base.model->root, &arena, &diag, &d));
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&diag, 0), "varied twice"));
    gm_diag_fini(&diag);
    const char *many[] = {"plant.rack.holds=1..2000", "clock.seed=1..2000"};
    ck_assert(!gm_design_create(&(gm_design_ask){GM_DESIGN_GRID, 0, 1, 2, many},
                                base.model->root, &arena, &diag, &d));
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&diag, 0), "more than 1,000,000 combinations"));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("design");
    tcase_add_checked_fixture(c, setup, fini);
    tcase_add_test(c, a_grid_goes_through_the_last_parameter_first);
    tcase_add_test(c, a_range_with_a_step_is_a_list);
    tcase_add_test(c, ends_may_have_other_units_than_the_first);
    tcase_add_test(c, a_setting_that_is_a_whole_number_stays_one);
    tcase_add_test(c, drawn_points_lie_in_their_ranges_and_spread);
    tcase_add_test(c, another_parameter_beside_it_leaves_a_column_of_a_latin_hypercube);
    tcase_add_test(c, what_cannot_be_varied_is_told);
    tcase_add_test(c, a_path_given_twice_and_too_many_combinations_are_told);
    return gm_check_main("study/design", c);
}
