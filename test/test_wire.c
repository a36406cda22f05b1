// SPDX-License-Identifier: MIT
//
// What a whole plant is wired into, and that absurd sizes are faults, and quickly, and large ones
// are not. Faults of shape stand in test/bad/wire-*.

#include "check_main.h"
#include "model_plant.h"

#include <stdarg.h>

#define TEXT_BYTES 4000000
#define HEAD       "gemba: 1\nclock: {run: 10 d, horizon: terminating}\n"

static model_plant plant;
static char text[TEXT_BYTES];
static size_t n_text;

__attribute__((format(printf, 1, 2))) static void say(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text + n_text, sizeof text - n_text, fmt, args);
    va_end(args);
    n_text += (size_t)n;
    ck_assert_uint_lt(n_text, sizeof text);
}

static void check_fault(const char *expected)
{
    memset(&plant, 0, sizeof plant);
    gm_slice slice = {text, n_text};
    const gm_twin *twin = NULL;
    if (gm_model_load_text("test.yaml", slice, NULL, &plant.arena, &plant.diag, &plant.model) ==
        GM_OK) {
        twin = gm_twin_create(plant.model, &plant.arena, &plant.diag);
    }
    ck_assert_ptr_null(twin);
    const char *line = gm_diag_line(&plant.diag, 0);
    ck_assert_msg(strstr(line, expected) != NULL, "got: %s", line);
    gm_diag_fini(&plant.diag);
    gm_arena_fini(&plant.arena);
}

START_TEST(more_steps_than_anybody_needs_are_a_fault)
{
    say(HEAD "plant:\n  line:\n    - {source: in, every: 1 s}\n");
    for (int i = 0; i < 20000; i++) {
        say("    - {station: s%d, time: 1 s}\n", i);
    }
    say("    - {sink: out}\n");
    check_fault("more than 20000 steps");
}
END_TEST

START_TEST(more_variants_than_anybody_needs_are_a_fault)
{
    say(HEAD "parts: {part: {variants: {");
    for (int i = 0; i < 12000; i++) {
        say("v%d: {share: %s}, ", i, i == 0 ? "100 %" : "0 %");
    }
    say("}}}\nplant:\n  line:\n    - {source: in, every: 1 s}\n    - {sink: out}\n");
    check_fault("more than 10000 variants");
}
END_TEST

// Blocking before service in every one of them: what knows each other must not be a square.
START_TEST(line_of_five_thousand_stations_is_wired_and_runs)
{
    say(HEAD "defaults: {station: {blocking: before}}\nplant:\n  line:\n    - {source: in}\n");
    for (int i = 0; i < 2500; i++) {
        say("    - {station: s%d, time: 1 s}\n    - {buffer: b%d, holds: 1}\n", i, i);
    }
    say("    - {sink: out}\n");
    model_wire(&plant, text);
    plant.run = gm_run_create(plant.plan);
    gm_run_begin(plant.run, 1, 0);
    model_run_to(&plant, 50.0);
    ck_assert_int_eq(plant.run->wip, 51);
    model_end(&plant);
}
END_TEST

START_TEST(a_thousand_variants_with_priorities_are_wired)
{
    say(HEAD "parts: {part: {variants: {");
    for (int i = 0; i < 1000; i++) {
        say("v%d: {share: 0.1 %%, priority: %d}, ", i, 1 + i % 300);
    }
    say("}}}\nplant:\n  line:\n    - {source: in, every: 1 s}\n    - {station: s, time: 1 s, "
        "queue: "
        "{order: priority}}\n    - {sink: out}\n");
    model_wire(&plant, text);
    ck_assert_int_eq(plant.plan->n_priorities, 300);
    ck_assert_int_eq(plant.plan->variants[301].class_i, 1);
    plant.run = gm_run_create(plant.plan);
    gm_run_begin(plant.run, 1, 0);
    model_run_to(&plant, 1000.0);
    model_end(&plant);
}
END_TEST

START_TEST(parts_go_past_a_source_that_stands_on_their_way)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: a, every: 10 s}, {source: b, every: 10 s, first: 5 s}, "
              "{station: s, time: 1 s}, {source: c, every: 10 s, first: 7 s}, {sink: out}]}",
              20.0);
    // a at 10 and 20, b at 5 and 15, c at 7 and 17: c goes straight out.
    EXPECT(&plant, "s", 6, 11, 16);
    EXPECT(&plant, "out", 6, 7, 11, 16, 17);
    model_end(&plant);
}
END_TEST

START_TEST(steps_that_name_one_counter_share_it)
{
    model_wire(&plant, HEAD
               "plant: {one: [{source: in, every: 10 s}, {station: a, time: 1 s, counts: "
               "made}, {sink: out}], two: [{source: in-2, every: 10 s}, {station: b, time: "
               "1 s, counts: made}, {buffer: r, holds: 1}, {sink: out-2, counts: gone}]}");
    plant.run = gm_run_create(plant.plan);
    gm_run_begin(plant.run, 1, 0);
    model_run_to(&plant, 45.0); // four parts of each line
    ck_assert_int_eq(plant.plan->n_counters, 3);
    static const char *const names[] = {"made", "out", "gone"};
    static const double counts[] = {8.0, 4.0, 4.0};
    for (int i = 0; i < 3; i++) {
        ck_assert_str_eq(plant.plan->counters[i], names[i]);
        ck_assert_double_eq(plant.run->counters[i], counts[i]);
    }
    ck_assert_int_eq(plant.plan->steps[model_step(&plant, "r")].counter_i, GM_NONE);
    model_end(&plant);
}
END_TEST

START_TEST(entrance_of_a_shop_is_the_first_step_that_works)
{
    model_wire(&plant, HEAD
               "calendars: {day: {days: mon-sun, shifts: {x: {from: 06:00, to: 14:00}}}}\n"
               "plant: {paint: {calendar: day, runs-empty: yes, steps: [{source: in, every: "
               "10 s}, {buffer: r, holds: 1}, {station: a, time: 1 s}, {station: b, time: 1 "
               "s}]}, other: {calendar: day, steps: [{source: in-2, every: 10 s}, {station: "
               "c, time: 1 s}, {sink: out}]}}");
    plant.run = gm_run_create(plant.plan);
    for (int32_t i = 0; i < plant.plan->n_steps; i++) {
        ck_assert_int_eq(plant.plan->steps[i].is_entrance, i == model_step(&plant, "a"));
    }
    // It has no hours of its own: the shop closes its entrance instead.
    ck_assert_int_eq(plant.plan->stations[0].calendar_i, GM_NONE);
    ck_assert_int_ne(plant.plan->stations[2].calendar_i, GM_NONE);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("wire");
    tcase_set_timeout(c, 60.0);
    tcase_add_test(c, more_steps_than_anybody_needs_are_a_fault);
    tcase_add_test(c, more_variants_than_anybody_needs_are_a_fault);
    tcase_add_test(c, line_of_five_thousand_stations_is_wired_and_runs);
    tcase_add_test(c, a_thousand_variants_with_priorities_are_wired);
    tcase_add_test(c, parts_go_past_a_source_that_stands_on_their_way);
    tcase_add_test(c, steps_that_name_one_counter_share_it);
    tcase_add_test(c, entrance_of_a_shop_is_the_first_step_that_works);
    return gm_check_main("plant/wire", c);
}
