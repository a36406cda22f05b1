// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/compare.h"

#include <math.h>

static model_set base;
static model_set scenario;

static void open_with(model_set *m, const char *time, int heads, const char *clock)
{
    static char text[1024];
    snprintf(text, sizeof text,
             "gemba: 1\n"
             "clock: {%s}\n"
             "headcount: {shops: [{shop: all, heads: %d}]}\n"
             "plant:\n"
             "  line:\n"
             "    - source: blanks\n"
             "    - {station: press, time: %s}\n"
             "    - sink: out\n"
             "claims:\n"
             "  - {says: many, measure: out.count, at least: 50}\n"
             "  - {says: few people, measure: headcount.site, at most: 10 people}\n"
             "  - {says: far, measure: car.range, at least: 1 km}\n",
             clock, heads, time);
    model_set_open(m, text);
}

static gm_compare compare(int32_t n_base, int32_t n_scenario)
{
    ck_assert_int_eq(model_set_run(&base, n_base, 2), GM_OK);
    ck_assert_int_eq(model_set_run(&scenario, n_scenario, 2), GM_OK);
    return gm_compare_create(&base.set, &scenario.set, &scenario.arena);
}

static void close_both(void)
{
    model_set_close(&scenario);
    model_set_close(&base);
}

// An hour of 60 s and of 90 s: 60 and 40 parts; 12 and 9 people.
START_TEST(claims_counters_and_the_plant_stand_side_by_side)
{
    open_with(&base, "60 s", 12, "run: 1 h, warm-up: none");
    open_with(&scenario, "90 s", 9, "run: 1 h, warm-up: none");
    gm_compare c = compare(3, 3);
    ck_assert_int_eq(c.n, 4);
    ck_assert_int_eq(c.n_pairs, 3);
    ck_assert_str_eq(c.rows[0].label, "many");
    ck_assert_double_eq(c.rows[0].base, 60.0);
    ck_assert_double_eq(c.rows[0].scenario, 40.0);
    ck_assert_double_eq(c.rows[0].difference.mean, -20.0);
    ck_assert_double_eq(c.rows[0].difference.half_width, 0.0);
    ck_assert_double_eq(c.rows[1].difference.mean, -3.0);
    ck_assert_int_eq(c.rows[1].n, 0);
    ck_assert_ptr_nonnull(c.rows[1].why);
    ck_assert_str_eq(c.rows[2].measure, "out.count");
    ck_assert_double_eq(c.rows[2].difference.mean, -20.0);
    ck_assert_str_eq(c.rows[3].measure, "plant.wip");
    close_both();
}
END_TEST

START_TEST(only_replications_that_both_have_are_pairs)
{
    open_with(&base, "60 s", 1, "run: 1 h, warm-up: none");
    open_with(&scenario, "90 s", 1, "run: 1 h, warm-up: none");
    gm_compare c = compare(2, 5);
    ck_assert_int_eq(c.n_pairs, 2);
    ck_assert_int_eq(c.rows[0].n, 2);
    close_both();
    open_with(&base, "60 s", 1, "run: 1 h, warm-up: none");
    open_with(&scenario, "90 s", 1, "run: 1 h, warm-up: none");
    c = compare(1, 1);
    ck_assert(isnan(c.rows[0].difference.half_width));
    ck_assert_ptr_nonnull(c.rows[0].why);
    close_both();
}
END_TEST

// The same stream scaled: with common random numbers the ratio of counts is nearly fixed, so
// that the paired difference is far narrower than two means side by side.
START_TEST(common_random_numbers_narrow_the_difference)
{
    open_with(&base, "exponential(60 s)", 1, "run: 100 h, warm-up: none");
    open_with(&scenario, "exponential(61 s)", 1, "run: 100 h, warm-up: none");
    gm_compare c = compare(20, 20);
    // A count of exponential times has a variance of about its mean.
    double sd = sqrt(6000.0);
    double unpaired = 2.02 * sd * sqrt(2.0 / 20.0);
    ck_assert_double_gt(c.rows[0].difference.half_width, 0.0);
    ck_assert_double_lt(c.rows[0].difference.half_width, unpaired / 5.0);
    // 360,000 s / 60 s less 360,000 s / 61 s.
    ck_assert_double_eq_tol(c.rows[0].difference.mean, -98.4, 10.0);
    close_both();
}
END_TEST

START_TEST(a_model_beside_itself_differs_in_nothing)
{
    open_with(&base, "exponential(60 s)", 1, "run: 100 h");
    open_with(&scenario, "exponential(60 s)", 1, "run: 100 h");
    gm_compare c = compare(5, 5);
    for (int32_t i = 0; i < c.n; i++) {
        ck_assert_double_eq(c.rows[i].difference.mean, 0.0);
        ck_assert_double_eq(c.rows[i].base, c.rows[i].scenario);
    }
    close_both();
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("compare");
    tcase_add_test(c, claims_counters_and_the_plant_stand_side_by_side);
    tcase_add_test(c, only_replications_that_both_have_are_pairs);
    tcase_add_test(c, common_random_numbers_narrow_the_difference);
    tcase_add_test(c, a_model_beside_itself_differs_in_nothing);
    return gm_check_main("study/compare", c);
}
