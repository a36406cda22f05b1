// SPDX-License-Identifier: MIT
//
// What rows of a plan order: by name, by options, and what they leave open.

#include "check_main.h"
#include "model_plant.h"

// Twelve variants: es, rz; roof or not; white, black, red.
#define HEAD                                                                                   \
    "gemba: 1\nclock: {start: 2027-08-02, run: 10 d}\nparts: {body: {variants: {es: 60 %, "    \
    "rz: 40 %}, options: {roof: 25 %, colour: {values: {white: 50 %, black: 30 %, red: 20 "    \
    "%}}}}, lid: {variants: {big: 50 %, small: 50 %}}, door: {variants: {left: 50 %, right: "  \
    "50 %}, options: {glass: 50 %}}}\n"

static model_plant plant;

static const gm_source_def *wire(const char *part, const char *rows)
{
    char text[2000];
    (void)snprintf(text, sizeof text,
                   "%splant: {line: [{source: in, part: %s, plan: [%s]}, "
                   "{station: s, time: 1 s}, {sink: out}]}\n",
                   HEAD, part, rows);
    model_wire(&plant, text);
    return plant.plan->sources[0].def;
}

static void end(void)
{
    gm_diag_fini(&plant.diag);
    gm_arena_fini(&plant.arena);
}

static void expect_variant(const gm_source_def *def, int32_t row, const char *name)
{
    ck_assert_int_ge(def->plan[row].variant.i, 0);
    ck_assert_str_eq(plant.plan->variants[def->plan[row].variant.i].name, name);
    ck_assert_int_eq(def->plan[row].set_i, -1);
}

// The variants of a row that leaves something open, with blanks between them, and their shares.
static void expect_set(const gm_source_def *def, int32_t row, const char *names,
                       const double *shares, int32_t n)
{
    ck_assert_int_eq(def->plan[row].variant.i, -1);
    ck_assert_int_ge(def->plan[row].set_i, 0);
    const gm_source_plan *source = &plant.plan->sources[0];
    const gm_order_set *set = &source->sets[def->plan[row].set_i];
    const char *all = "";
    ck_assert_int_eq(set->n, n);
    for (int32_t i = 0; i < n; i++) {
        int32_t variant_i = source->first_variant + set->variants[i];
        all = gm_arena_printf(&plant.arena, "%s%s%s", all, i > 0 ? " " : "",
                              plant.plan->variants[variant_i].name);
        ck_assert_double_eq_tol(set->shares[i], shares[i], 1e-12);
    }
    ck_assert_str_eq(all, names);
}

START_TEST(a_name_as_it_is_printed_is_that_variant)
{
    const gm_source_def *def =
        wire("body", "{from: 0 s, count: 1, variant: es+roof+white}, {from: 0 s, count: 1, "
                     "variant: rz + red}, {from: 1 s, count: 2}");
    expect_variant(def, 0, "es+roof+white");
    expect_variant(def, 1, "rz+red");
    ck_assert_int_eq(def->plan[2].variant.i, -1); // by the mix
    ck_assert_int_eq(def->plan[2].set_i, -1);
    end();
}
END_TEST

START_TEST(options_say_the_same)
{
    const gm_source_def *def =
        wire("body", "{from: 0 s, count: 1, variant: es, options: {colour: black, roof: yes}}, "
                     "{from: 0 s, count: 1, variant: es, options: {colour: black, roof: no}}, "
                     "{from: 0 s, count: 1, variant: rz+red, options: {roof: 0}}");
    expect_variant(def, 0, "es+roof+black");
    expect_variant(def, 1, "es+black");
    expect_variant(def, 2, "rz+red");
    end();
}
END_TEST

// A quarter has a roof; of black alone es and rz 3 to 2.
START_TEST(what_is_left_open_has_its_shares)
{
    const gm_source_def *def = wire(
        "body", "{from: 0 s, count: 1, variant: es, options: {colour: red}}, {from: 0 s, "
                "count: 1, options: {colour: black, roof: no}}, {from: 0 s, count: 1, "
                "variant: es, options: {colour: red, roof: ''}}, {from: 0 s, count: 1, "
                "variant: rz}, {from: 1 s, count: 1, variant: red+roof}, {from: 1 s, count: 1, "
                "variant: es+roof, options: {colour: red}}");
    const double roofs[] = {0.25, 0.75};
    const double models[] = {0.6, 0.4};
    const double all[] = {0.125, 0.075, 0.05, 0.375, 0.225, 0.15};
    expect_set(def, 0, "es+roof+red es+red", roofs, 2);
    expect_set(def, 1, "es+black rz+black", models, 2);
    ck_assert_int_eq(def->plan[2].set_i, def->plan[0].set_i); // one set, drawn on together
    expect_set(def, 4, "es+roof+red rz+roof+red", models, 2);
    expect_variant(def, 5, "es+roof+red");
    expect_set(def, 3, "rz+roof+white rz+roof+black rz+roof+red rz+white rz+black rz+red", all,
               6);
    end();
}
END_TEST

// `left` is printed for the door without glass. A row that speaks of glass means either.
START_TEST(a_name_means_more_where_a_row_speaks_of_options)
{
    const gm_source_def *def = wire(
        "door", "{from: 0 s, count: 1, variant: left}, {from: 0 s, count: 1, variant: left, "
                "options: {glass: yes}}, {from: 0 s, count: 1, variant: left, options: {glass: "
                "''}}");
    const double shares[] = {0.5, 0.5};
    expect_variant(def, 0, "left");
    expect_variant(def, 1, "left+glass");
    expect_set(def, 2, "left+glass left", shares, 2);
    end();
}
END_TEST

START_TEST(variants_without_options_have_their_names)
{
    const gm_source_def *def =
        wire("lid", "{from: 0 s, count: 1, variant: small}, {from: 0 s, count: 1}");
    expect_variant(def, 0, "small");
    ck_assert_int_eq(def->plan[1].variant.i, -1);
    end();
}
END_TEST

// 2027-08-02 is t = 0. Rows of one moment are a period, however it is written.
START_TEST(moments_may_have_a_time_of_day)
{
    const gm_source_def *def =
        wire("lid", "{from: 2027-08-01 06:00, count: 1}, {from: '2027-08-02 06:00', count: 1}, "
                    "{from: 2027-08-02T06:00:00, count: 1}, {from: 2027-08-03T14:30:05, count: "
                    "1}, {from: 2027-08-04, count: 1}, {from: 2 d, count: 1}");
    const double from_s[] = {0, 21600, 21600, 86400 + 52205, 172800, 172800};
    const bool begins[] = {true, true, false, true, true, true};
    for (int i = 0; i < 6; i++) {
        ck_assert_double_eq(def->plan[i].from_s, from_s[i]);
        ck_assert_int_eq(def->plan[i].begins, begins[i]);
    }
    end();
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("resolve_plan");
    tcase_add_test(cases, a_name_as_it_is_printed_is_that_variant);
    tcase_add_test(cases, options_say_the_same);
    tcase_add_test(cases, what_is_left_open_has_its_shares);
    tcase_add_test(cases, a_name_means_more_where_a_row_speaks_of_options);
    tcase_add_test(cases, variants_without_options_have_their_names);
    tcase_add_test(cases, moments_may_have_a_time_of_day);
    return gm_check_main("twin/resolve_plan", cases);
}
