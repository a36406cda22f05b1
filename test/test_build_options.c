// SPDX-License-Identifier: MIT
//
// Options of a kind: their combinations, shares, families and rows by option, by hand.

#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 2000 s, horizon: terminating}\n"

#define KIND                                                                                   \
    HEAD "parts:\n  body:\n    variants: {es: 60 %, rz: {share: 40 %, options: {roof: 50 %, "  \
         "colour: {values: {red: 100 %}}}}}\n    options:\n      roof: 25 %\n      colour: "   \
         "{values: {white: 80 %, red: 20 %}, family: yes}\n"

static model_plant plant;

static void start(const char *text)
{
    model_start(&plant, text);
}

static const gm_kind_def *body(void)
{
    return &plant.plan->def->kinds[0];
}

static void expect_variant(int32_t i, const char *name, double share, const char *family)
{
    const gm_variant_def *v = &body()->variants[i];
    ck_assert_str_eq(v->name, name);
    ck_assert_double_eq_tol(v->share, share, 1e-12);
    ck_assert_str_eq(v->family, family);
}

// es with the roof of a quarter and two colours; of rz only red, so two that never come are none.
START_TEST(combination_has_the_product_of_its_shares)
{
    start(KIND
          "plant: {line: [{source: in, part: body}, {station: s, time: 1 s}, {sink: out}]}");
    ck_assert_int_eq(body()->n_variants, 6);
    expect_variant(0, "es+roof+white", 0.6 * 0.25 * 0.8, "white");
    expect_variant(1, "es+roof+red", 0.6 * 0.25 * 0.2, "red");
    expect_variant(2, "es+white", 0.6 * 0.75 * 0.8, "white");
    expect_variant(3, "es+red", 0.6 * 0.75 * 0.2, "red");
    expect_variant(4, "rz+roof+red", 0.4 * 0.5, "red");
    expect_variant(5, "rz+red", 0.4 * 0.5, "red");
    ck_assert_int_eq(body()->n_properties, 5); // es rz roof white red
    ck_assert_uint_eq(body()->variants[1].has, 1 | 4 | 16);
    model_end(&plant);
}
END_TEST

// An option goes before the variant, and that before the rest; a mix is one of variants.
START_TEST(rows_by_option_hold_for_all_that_have_it)
{
    start(KIND
          "plant: {line: [{source: in, part: body, mix: {es: 100 %}, mix-rule: levelled, "
          "limit: 40}, {station: s, time: {roof: 7 s, es: 5 s, other: 60 s}}, {sink: out}]}");
    model_run_to(&plant, 1000.0);
    // 10 of 40 with a roof, levelled.
    double last_s = model_departure_of(&plant, "s", 39).time_s;
    ck_assert_double_eq_tol(last_s, 10 * 7.0 + 30 * 5.0, 1e-9);
    model_end(&plant);
}
END_TEST

// A kind without variants may have options; not to have it is another family.
START_TEST(option_may_be_all_that_tells_parts_apart)
{
    start(HEAD "parts: {body: {options: {roof: {share: 25 %, family: yes}}}}\n"
               "plant: {line: [{source: in, part: body}, {station: s, time: 1 s, to: {by: "
               "variant, roof: out, other: rest}}, {sink: out}, {sink: rest}]}");
    ck_assert_int_eq(body()->n_variants, 2);
    expect_variant(0, "roof", 0.25, "roof");
    expect_variant(1, "plain-body", 0.75, "no-roof");
    model_run_to(&plant, 1000.5);
    ck_assert_int_gt(model_count(&plant, "out"), 200); // 250 +- 14
    ck_assert_int_lt(model_count(&plant, "out"), 300);
    ck_assert_int_eq(model_count(&plant, "out") + model_count(&plant, "rest"), 1000);
    model_end(&plant);
}
END_TEST

// 20 bodies at a time, of which 5 have a roof: one in four. They are laid out at even distances by
// due date, so that no four hold two; the rule is kept over the border of two times 20 as well.
START_TEST(source_releases_what_it_has_laid_out)
{
    start(HEAD "parts: {body: {options: {roof: 25 %}}}\n"
               "plant: {line: [{source: in, part: body, mix-rule: levelled, every: 1 s, limit: "
               "80, sequence: {over: 20, by: [spacing, variants], spacing: {of: roof, at-most: "
               "1, in: 4}, watch: s}}, {station: s, time: 0.5 s}, {sink: out}]}");
    model_run_to(&plant, 1000.0);
    const gm_passage *s = &plant.run->points[0];
    ck_assert_double_eq(s->n, 80.0);
    ck_assert_double_eq(s->n_in_sequence, 80.0);
    ck_assert_double_eq(s->tallies[0].windows, 0.0);
    ck_assert_double_eq(s->n_changes, 0.0); // without a family option all are one family
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("build_options");
    tcase_add_test(cases, combination_has_the_product_of_its_shares);
    tcase_add_test(cases, rows_by_option_hold_for_all_that_have_it);
    tcase_add_test(cases, option_may_be_all_that_tells_parts_apart);
    tcase_add_test(cases, source_releases_what_it_has_laid_out);
    return gm_check_main("build_options", cases);
}
