// SPDX-License-Identifier: MIT
//
// Changeovers from one to another: times, costs and losses by hand.

#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 2000 s, horizon: terminating}\n"

static model_plant plant;

static void run(const char *changeover)
{
    char text[2000];
    (void)snprintf(text, sizeof text,
                   HEAD
                   "parts: {body: {variants: {a: {family: x}, b: {family: y}}}}\n"
                   "plant: {line: [{source: in, part: body, mix-rule: levelled, limit: 4}, "
                   "{station: p, time: 10 s, changeover: %s}, {sink: out}]}",
                   changeover);
    model_run(&plant, text, 100.0);
}

// a to b 2 s and 3 CNY, b to a 5 s and 7 CNY, a litre each. a 0-10, b 12-22, a 27-37, b 39-49.
static const char *const by_rows[] = {
    "{on: variant, takes: 5 s, costs: 7 CNY, loses: 1 L, between: {from: a, to: b, takes: 2 s, "
    "costs: 3 CNY}}",
    "{on: family, takes: 5 s, costs: 7 CNY, loses: 1 L, between: {to: [y], takes: 2 s, "
    "costs: 3 CNY}}",
    // The first row that fits holds; one row without `takes` has that of the changeover.
    "{on: family, takes: 5 s, costs: 1 CNY, between: [{from: [x], takes: 2 s, costs: 3 CNY, "
    "loses: 1 L}, {costs: 7 CNY, loses: 1 L}, {to: y, takes: 60 s}]}"};

START_TEST(changeover_is_that_between_its_two)
{
    run(by_rows[_i]);
    EXPECT(&plant, "p", 10, 22, 37, 49);
    const gm_station *p = model_station(&plant, "p");
    ck_assert_double_eq(p->n_changes, 3.0);
    ck_assert_double_eq(p->n_unlike, 3.0);
    ck_assert_double_eq(p->change_cost_cny, 3.0 + 7.0 + 3.0);
    ck_assert_double_eq_tol(p->change_volume_m3, 0.003, 1e-15);
    model_expect_state(&plant, "p", GM_STATE_SETUP, 2.0 + 5.0 + 2.0);
    model_end(&plant);
}
END_TEST

// Each second part 4 s and 1 CNY more, which ends no block: a 0-10, b 15-25, 29 and 34-44 a, 49-59 b.
START_TEST(changeover_by_count_ends_no_block)
{
    run("[{name: rinse, every: 2, takes: 4 s, costs: 1 CNY}, {name: purge, on: variant, takes: "
        "5 s, costs: 7 CNY}]");
    EXPECT(&plant, "p", 10, 25, 44, 59);
    const gm_station *p = model_station(&plant, "p");
    ck_assert_double_eq(p->n_changes, 4.0);
    ck_assert_double_eq(p->n_unlike, 3.0);
    ck_assert_double_eq(p->change_cost_cny, 22.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("changeover");
    tcase_add_loop_test(cases, changeover_is_that_between_its_two, 0, 3);
    tcase_add_test(cases, changeover_by_count_ends_no_block);
    return gm_check_main("changeover", cases);
}
