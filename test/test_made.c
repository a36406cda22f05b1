// SPDX-License-Identifier: MIT
//
// Variants of parts that stations make.

#include "check_main.h"
#include "model_plant.h"

static model_plant plant;

#define HEAD "gemba: 1\nclock: {run: 100 h, warm-up: none}\n"

// Parts of a variant that went out.
static double count(const char *variant)
{
    for (int32_t v = 0; v < plant.plan->n_variants; v++) {
        if (strcmp(plant.plan->variants[v].name, variant) == 0) {
            return plant.run->sinks[0].n_of[v];
        }
    }
    ck_abort_msg("no variant %s", variant);
}

// 20 sheets every 400 s, 14 of them left and 6 right: pressed in 14 * 10 + 6 * 20 = 260 s.
START_TEST(pieces_have_the_shares_of_their_kind)
{
    model_run(&plant,
              HEAD "parts: {sheet: {variants: {left: 70 %, right: 30 %}}}\n"
                   "plant:\n  line:\n"
                   "    - {source: coils, part: coil, every: 400 s, first: 0 s}\n"
                   "    - {station: cut, time: 100 s, splits: {sheet: 20}}\n"
                   "    - {buffer: stack, holds: unlimited}\n"
                   "    - {station: press, time: {left: 10 s, right: 20 s}}\n"
                   "    - sink: out\n",
              4000.0 + 1e-6);
    ck_assert_double_eq(count("left"), 140.0);
    ck_assert_double_eq(count("right"), 60.0);
    ck_assert_double_eq_tol(model_station(&plant, "press")->planned_s, 2600.0, 1e-6);
    model_end(&plant);
}
END_TEST

// A body and a pack become a car, red and blue in turn; what is red already stays red.
START_TEST(a_joined_part_takes_the_variant_of_its_name_or_else_by_shares)
{
#define JOIN(parts, of_bodies)                                                                 \
    HEAD "parts: {car: {variants: {red: 50 %, blue: 50 %}}" parts "}\n"                        \
         "plant:\n  line:\n"                                                                   \
         "    - {source: bodies, part: body" of_bodies ", every: 100 s}\n"                     \
         "    - {station: j, time: 10 s, needs: {body: 1, pack: 1}, makes: car}\n"             \
         "    - sink: out\n"                                                                   \
         "  side:\n    - {source: packs, part: pack, every: 100 s, to: j}\n"
    model_run(&plant, JOIN("", ""), 10050.0);
    ck_assert_double_eq(count("red"), 50.0);
    ck_assert_double_eq(count("blue"), 50.0);
    model_end(&plant);
    model_run(&plant, JOIN(", body: {variants: {red: 100 %}}", ""), 10050.0);
    ck_assert_double_eq(count("red"), 100.0);
    model_end(&plant);
}
END_TEST

START_TEST(a_run_that_begins_again_begins_with_the_same_variants)
{
    model_run(&plant, JOIN("", ""), 150.0);
    ck_assert_double_eq(count("red"), 1.0);
    model_begin(&plant, 1);
    model_run_to(&plant, 150.0);
    ck_assert_double_eq(count("red"), 1.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("made");
    tcase_add_test(c, pieces_have_the_shares_of_their_kind);
    tcase_add_test(c, a_joined_part_takes_the_variant_of_its_name_or_else_by_shares);
    tcase_add_test(c, a_run_that_begins_again_begins_with_the_same_variants);
    return gm_check_main("plant/made", c);
}
