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

static const gm_compare_row *row_of(int32_t n, const gm_compare_row *rows, const char *measure)
{
    for (int32_t i = 0; i < n; i++) {
        if (strcmp(rows[i].measure, measure) == 0) {
            return &rows[i];
        }
    }
    ck_abort_msg("no row '%s'", measure);
    return NULL;
}

static void expect_row(const gm_compare_row *row, gm_compare_side in, double was, double is)
{
    ck_assert_int_eq((int)row->in, (int)in);
    ck_assert(isnan(was) ? isnan(row->base) : fabs(row->base - was) < 1e-9);
    ck_assert(isnan(is) ? isnan(row->scenario) : fabs(row->scenario - is) < 1e-9);
    if (in == GM_IN_BOTH) {
        ck_assert_double_eq_tol(row->difference.mean, is - was, 1e-9);
    } else {
        ck_assert(isnan(row->difference.mean));
        ck_assert_ptr_nonnull(row->why);
    }
}

#define NONE ((double)NAN)
#define HOUR "gemba: 1\nclock: {run: 1 h, warm-up: none}\n"
#define MANY "  - {says: many, measure: out.count, at least: 50}\n"

// An hour of 60 s: 60 parts, two people, half of them busy, 12 + 3 heads. And of 90 s with a
// packer behind that takes 10 s: 40 parts come to it and 39 leave; nobody but 9 heads.
static void open_two_shops(void)
{
    model_set_open(&base, HOUR "crews: {pressers: {people: 2}}\n"
                               "headcount: {shops: [{shop: all, heads: 12}, "
                               "{shop: office, kind: administration, heads: 3}]}\n"
                               "plant:\n  line:\n    - source: blanks\n"
                               "    - {station: press, time: 60 s, crew: {pressers: 1}}\n"
                               "    - {sink: out}\n"
                               "claims:\n" MANY
                               "  - {says: busy, measure: press.working, at least: 10 %}\n");
    model_set_open(&scenario, HOUR
                   "headcount: {shops: [{shop: all, heads: 9}]}\n"
                   "plant:\n  line:\n    - source: blanks\n    - {station: press, time: 90 s}\n"
                   "    - {station: pack, time: 10 s}\n    - {sink: out}\n"
                   "claims:\n" MANY "  - {says: packed, measure: pack.count, at least: 1}\n"
                   "  - {says: far, measure: car.range, at least: 1 km}\n");
}

START_TEST(what_only_one_of_them_has_is_listed_as_such)
{
    open_two_shops();
    gm_compare c = compare(2, 2);
    ck_assert_int_eq(c.n, 5); // many, packed, busy, out.count, plant.wip
    expect_row(row_of(c.n, c.rows, "out.count"), GM_IN_BOTH, 60.0, 39.0);
    expect_row(row_of(c.n, c.rows, "pack.count"), GM_IN_SCENARIO_ONLY, NONE, 39.0);
    expect_row(row_of(c.n, c.rows, "press.working"), GM_IN_BASE_ONLY, 1.0, NONE);
    close_both();
}
END_TEST

START_TEST(stations_and_people_stand_side_by_side)
{
    open_two_shops();
    gm_compare c = compare(2, 2);
    const gm_compare_list *s = &c.stations;
    ck_assert_int_eq(s->n, 8);
    expect_row(row_of(s->n, s->rows, "press.count"), GM_IN_BOTH, 60.0, 40.0);
    expect_row(row_of(s->n, s->rows, "press.oee"), GM_IN_BOTH, 1.0, 1.0);
    expect_row(row_of(s->n, s->rows, "pack.count"), GM_IN_SCENARIO_ONLY, NONE, 39.0);
    const gm_compare_list *p = &c.people;
    expect_row(row_of(p->n, p->rows, "pressers.people.mean"), GM_IN_BASE_ONLY, 2.0, NONE);
    expect_row(row_of(p->n, p->rows, "pressers.busy-share"), GM_IN_BASE_ONLY, 0.5, NONE);
    expect_row(row_of(p->n, p->rows, "headcount.all"), GM_IN_BOTH, 12.0, 9.0);
    expect_row(row_of(p->n, p->rows, "headcount.office"), GM_IN_BASE_ONLY, 3.0, NONE);
    expect_row(row_of(p->n, p->rows, "headcount.site"), GM_IN_BOTH, 15.0, 9.0);
    close_both();
}
END_TEST

START_TEST(verdicts_of_both_are_told_for_every_claim)
{
    open_two_shops();
    gm_compare c = compare(2, 2);
    ck_assert_int_eq(c.n_verdicts, 4); // many, packed, far, busy
    ck_assert_int_eq((int)c.verdicts[0].base->verdict, (int)GM_VERDICT_HOLDS);
    ck_assert_int_eq((int)c.verdicts[0].scenario->verdict, (int)GM_VERDICT_FAILS);
    ck_assert_ptr_null(c.verdicts[1].base);
    ck_assert_int_eq((int)c.verdicts[1].scenario->verdict, (int)GM_VERDICT_HOLDS);
    ck_assert_int_eq((int)c.verdicts[2].scenario->verdict, (int)GM_VERDICT_CANNOT);
    ck_assert_str_eq(c.verdicts[3].base->plan->def->says, "busy");
    ck_assert_ptr_null(c.verdicts[3].scenario);
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
    tcase_add_test(c, what_only_one_of_them_has_is_listed_as_such);
    tcase_add_test(c, stations_and_people_stand_side_by_side);
    tcase_add_test(c, verdicts_of_both_are_told_for_every_claim);
    return gm_check_main("study/compare", c);
}
