// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/choice.h"

#include <math.h>
#include <stdlib.h>

static gm_arena arena;

static gm_choice read(const char *text)
{
    char why[256] = "";
    gm_choice c;
    ck_assert_msg(gm_choice_read(text, &arena, &c, why), "%s", why);
    return c;
}

static void expect_fault(const char *text, const char *part)
{
    char why[256] = "";
    gm_choice c;
    ck_assert(!gm_choice_read(text, &arena, &c, why));
    ck_assert_msg(strstr(why, part), "'%s' is not in '%s'", part, why);
}

START_TEST(whole_numbers_go_by_ones)
{
    gm_choice c = read("plant.weld.machines=1..3");
    ck_assert_str_eq(c.path, "plant.weld.machines");
    ck_assert_int_eq(c.n, 3);
    ck_assert_str_eq(c.values[0], "1");
    ck_assert_str_eq(c.values[2], "3");
    ck_assert_str_eq(gm_choice_set(&c, 1, &arena), "plant.weld.machines=2");
    ck_assert_int_eq(read("a=5..2").n, 4);
    ck_assert_str_eq(read("a=5..2").values[3], "2");
}
END_TEST

START_TEST(quantities_go_by_their_step_in_their_unit)
{
    gm_choice c = read("plant.weld.time = 60 s..50 s step 2.5 s");
    ck_assert_int_eq(c.n, 5);
    ck_assert_str_eq(c.values[0], "60 s");
    ck_assert_str_eq(c.values[1], "57.5 s");
    ck_assert_str_eq(c.values[4], "50 s");
    c = read("t=1..2 min step 30 s");
    ck_assert_int_eq(c.n, 3);
    ck_assert_str_eq(c.values[1], "1.5 min");
    // A step that does not meet the end stops before it.
    ck_assert_int_eq(read("t=0.1..0.35 step 0.1").n, 3);
    ck_assert_str_eq(read("t=0.1..0.35 step 0.1").values[2], "0.3");
}
END_TEST

START_TEST(lists_keep_what_stands_in_brackets_together)
{
    gm_choice c = read("plant.weld.time=exponential(60 s), lognormal(50 s, cv 0.5), 40 s");
    ck_assert_int_eq(c.n, 3);
    ck_assert_str_eq(c.values[1], "lognormal(50 s, cv 0.5)");
    ck_assert_str_eq(c.values[2], "40 s");
    c = read("n=1..2, 5");
    ck_assert_int_eq(c.n, 3);
}
END_TEST

START_TEST(what_is_no_choice_is_told)
{
    expect_fault("plant.weld.machines", "expected PATH=VALUES");
    expect_fault("=3", "expected PATH=VALUES");
    expect_fault("a=", "a value of 'a' is missing");
    expect_fault("a=1,,2", "a value of 'a' is missing");
    expect_fault("a=50 s..60 s", "needs a step");
    expect_fault("a=0.5..2", "needs a step");
    expect_fault("a=50 s..60 m step 1 s", "several kinds");
    expect_fault("a=50 s..60 s step 0 s", "above 0");
    expect_fault("a=1..100000", "at most 1000");
    expect_fault("a=1..lots", "lots");
}
END_TEST

START_TEST(costs_are_one_for_each_or_the_same_more)
{
    const char *unit = NULL;
    gm_dim dim = {0};
    char why[256];
    gm_choice c = read("n=1..4");
    ck_assert(gm_choice_read_costs("100 CNY", &arena, &c, &unit, &dim, why));
    ck_assert_double_eq(c.costs[0], 0.0);
    ck_assert_double_eq(c.costs[3], 300.0);
    ck_assert_str_eq(unit, "CNY");
    ck_assert(gm_choice_read_costs("1 CNY, 2 CNY, 4 CNY, 8 CNY", &arena, &c, &unit, &dim, why));
    ck_assert_double_eq(c.costs[2], 4.0);
    ck_assert(!gm_choice_read_costs("1 CNY, 2 CNY", &arena, &c, &unit, &dim, why));
    ck_assert_ptr_nonnull(strstr(why, "4 values and 2 costs"));
    ck_assert(!gm_choice_read_costs("100 EUR", &arena, &c, &unit, &dim, why));
    ck_assert_ptr_nonnull(strstr(why, "one unit"));
    ck_assert(!gm_choice_read_costs("1, 2, 3, 4, 5", &arena, &c, &unit, &dim, why));
    ck_assert(!gm_choice_read_costs("-5 CNY", &arena, &c, &unit, &dim, why));
    ck_assert_ptr_nonnull(strstr(why, "below 0"));
}
END_TEST

#define LINE                                                                                   \
    "gemba: 1\nclock: {run: 1 h}\nplant:\n  line:\n    - source: blanks\n"                     \
    "    - {station: s1, time: 1 s, queue: {holds: 3}}\n    - {buffer: rack, holds: 2}\n"      \
    "    - {station: s2, time: 1 s}\n    - {station: s3, time: 1 s, queue: {holds: 1}}\n"      \
    "    - {buffer: yard, holds: unlimited}\n    - {station: s4, time: 1 s}\n    - sink: "     \
    "out\n"

// The queue of s1 is always full and the yard has no end: neither shares.
START_TEST(places_are_shared_by_what_has_an_end)
{
    model_set m;
    gm_choice_list c;
    char why[256] = "";
    model_set_open(&m, LINE);
    ck_assert(gm_choice_places(m.twin, NULL, 4, &arena, &c, why));
    ck_assert_int_eq(c.n, 2);
    ck_assert_str_eq(c.items[0].path, "plant.rack.holds");
    ck_assert_int_eq(c.items[0].least, 1);
    ck_assert_str_eq(c.items[0].values[0], "1");
    ck_assert_int_eq(c.items[0].n, 4);
    ck_assert_str_eq(c.items[1].path, "plant.s3.queue.holds");
    ck_assert_str_eq(c.items[1].values[0], "0");
    ck_assert(gm_choice_places(m.twin, "yard, rack", 4, &arena, &c, why));
    ck_assert_int_eq(c.n, 2);
    ck_assert_int_eq(c.items[0].n, 3);
    ck_assert(!gm_choice_places(m.twin, "yard, rack", 1, &arena, &c, why));
    ck_assert_ptr_nonnull(strstr(why, "too few"));
    ck_assert(!gm_choice_places(m.twin, "rack, yard, rack", 4, &arena, &c, why));
    ck_assert_str_eq(why, "'rack' is named twice");
    ck_assert(!gm_choice_places(m.twin, "s2", 4, &arena, &c, why));
    ck_assert_ptr_nonnull(strstr(why, "has no places"));
    ck_assert(!gm_choice_places(m.twin, "rac", 4, &arena, &c, why));
    ck_assert_ptr_nonnull(strstr(why, "no step"));
    model_set_close(&m);
}
END_TEST

START_TEST(what_is_written_is_found_among_the_values)
{
    model_set m;
    model_set_open(&m, LINE);
    const gm_node *root = m.model->root;
    gm_choice c = read("plant.rack.holds=1..3");
    ck_assert_int_eq(gm_choice_written(&c, root, &arena), 1);
    c = read("plant.s2.time=2 s, 1000 ms");
    ck_assert_int_eq(gm_choice_written(&c, root, &arena), 1);
    c = read("plant.s2.time=2 s, 3 s");
    ck_assert_int_eq(gm_choice_written(&c, root, &arena), -1);
    c = read("plant.s2.machines=1..3"); // not written
    ck_assert_int_eq(gm_choice_written(&c, root, &arena), -1);
    model_set_close(&m);
}
END_TEST

static const char of_many[] =
    "gemba: 1\nclock: {run: 1 h}\nplant:\n  line:\n    - {source: raw, every: 10 s}\n"
    "    - {buffer: tray, holds: 9, starts-with: 3}\n"
    "    - {station: oven, time: 1 min, batch: {least: 4, most: 6}}\n"
    "    - {buffer: rack, holds: 9}\n"
    "    - {station: box, time: 1 s, needs: {part: 5}, makes: crate}\n"
    "    - {buffer: yard, holds: 12, lanes: 3}\n"
    "    - {station: ship, time: 1 s, queue: {holds: 2}, batch: {most: 2, wait: 1 min}}\n"
    "    - sink: out\n";

// The first values of all of them together make a model.
START_TEST(places_hold_what_is_taken_at_once)
{
    static const int least[] = {4, 5, 0};
    model_set m;
    gm_choice_list c;
    char why[256] = "";
    model_set_open(&m, of_many);
    ck_assert(gm_choice_places(m.twin, NULL, 9, &arena, &c, why));
    ck_assert_int_eq(c.n, 3); // lanes are of equal length
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(c.items[i].least, least[i]);
        ck_assert_int_eq(atoi(c.items[i].values[0]), least[i]);
    }
    ck_assert(!gm_choice_places(m.twin, "rack", 1, &arena, &c, why));
    ck_assert_str_eq(why, "1 place is too few for 1 store: at least 5, of them 5 of "
                          "`plant.rack.holds` for what is taken or put there at once");
    model_set_close(&m);
}
END_TEST

static void open_arena(void)
{
    gm_arena_init(&arena, 0);
}

static void close_arena(void)
{
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *cases = tcase_create("choice");
    tcase_add_checked_fixture(cases, open_arena, close_arena);
    tcase_add_test(cases, whole_numbers_go_by_ones);
    tcase_add_test(cases, quantities_go_by_their_step_in_their_unit);
    tcase_add_test(cases, lists_keep_what_stands_in_brackets_together);
    tcase_add_test(cases, what_is_no_choice_is_told);
    tcase_add_test(cases, costs_are_one_for_each_or_the_same_more);
    tcase_add_test(cases, places_are_shared_by_what_has_an_end);
    tcase_add_test(cases, what_is_written_is_found_among_the_values);
    tcase_add_test(cases, places_hold_what_is_taken_at_once);
    return gm_check_main("choice", cases);
}
