// SPDX-License-Identifier: MIT
//
// How a run ends, goes on and begins anew; more places, and a line from its other end.

#include "check_main.h"
#include "model_plant.h"
#include "random_plant.h"

#define HEAD "gemba: 1\nclock: {run: 1 d, horizon: terminating}\n"

static model_plant plant;

static gm_run_error advance(double time_s, int32_t counter, double count)
{
    return gm_run_advance(plant.run,
                          (gm_run_end){.time_s = time_s, .counter = counter, .count = count});
}

START_TEST(run_by_time_stands_exactly_at_its_end)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in}, {station: s, time: 7 s}, {sink: out}]}", 20.0);
    ck_assert_double_eq(gm_run_now(plant.run), 20.0);
    EXPECT(&plant, "s", 7, 14);
    model_run_to(&plant, 21.0); // what happens at the end itself has happened
    EXPECT(&plant, "s", 7, 14, 21);
    model_end(&plant);
}
END_TEST

START_TEST(run_by_count_stands_at_the_part_that_was_asked_for)
{
    model_start(&plant,
                HEAD "plant: {line: [{source: in}, {station: s, time: 7 s}, {sink: out}]}");
    ck_assert_int_eq(advance((double)INFINITY, 0, 3.0), GM_RUN_OK);
    ck_assert_double_eq(gm_run_now(plant.run), 21.0);
    ck_assert_double_eq(model_sink(&plant, "out")->n, 3.0);
    ck_assert_int_eq(advance((double)INFINITY, 0, 5.0), GM_RUN_OK);
    ck_assert_double_eq(gm_run_now(plant.run), 35.0);
    model_end(&plant);
}
END_TEST

START_TEST(plant_that_runs_dry_before_the_count_is_stuck)
{
    model_start(&plant, HEAD "plant: {line: [{source: in, limit: 2}, {station: s, time: 7 s}, "
                             "{sink: out}]}");
    ck_assert_int_eq(advance((double)INFINITY, 0, 3.0), GM_RUN_STUCK);
    ck_assert_int_eq(advance((double)INFINITY, 0, 3.0), GM_RUN_STUCK); // and stays so
    gm_run_begin(plant.run, 1, 0);
    ck_assert_int_eq(advance((double)INFINITY, 0, 2.0), GM_RUN_OK);
    model_end(&plant);
}
END_TEST

START_TEST(more_parts_than_the_guard_end_the_run)
{
    model_start(&plant, HEAD "guards: {parts: 100}\nplant: {line: [{source: in, every: 1 s}, "
                             "{station: s, time: 1 h}, {sink: out}]}");
    ck_assert_int_eq(advance(86400.0, GM_NONE, 0.0), GM_RUN_TOO_MANY_PARTS);
    ck_assert_double_eq(gm_run_now(plant.run), 101.0);
    model_end(&plant);
}
END_TEST

// Work of no time at both stations of a loop in which parts stay for ever.
START_TEST(endless_events_at_one_instant_end_the_run)
{
    model_start(&plant, HEAD
                "plant: {line: [{source: in, limit: 1, every: 1 s}, {station: a, time: "
                "\"table(0 s: 99.9999999 %, 1 s: 0.0000001 %)\"}, {station: b, queue: 9, time: "
                "\"table(0 s: 99.9999999 %, 1 s: 0.0000001 %)\", to: a}]}");
    ck_assert_int_eq(advance(86400.0, GM_NONE, 0.0), GM_RUN_NO_PROGRESS);
    model_end(&plant);
}
END_TEST

// Two stations give to each other and nobody has a place: all stand, and time still passes.
START_TEST(plant_that_locks_up_stands_until_its_end)
{
    model_run(
        &plant,
        HEAD
        "plant: {line: [{source: in, limit: 9}, {buffer: r, holds: 1}, {station: a, time: "
        "5 s, to: b}, {station: b, time: 3 s, to: {a: 99.9999999 %, out: rest}}, {sink: out}]}",
        1000.0);
    ck_assert_double_eq(gm_run_now(plant.run), 1000.0);
    ck_assert_int_eq(advance((double)INFINITY, 0, 9.0), GM_RUN_STUCK);
    model_end(&plant);
}
END_TEST

START_TEST(run_in_slices_gives_the_same_bits)
{
    static random_plant model;
    random_plant_make(&model, 11, RANDOM_QUEUES | RANDOM_STOPS | RANDOM_PEOPLE, 0);
    model_wire(&plant, model.text);
    plant.run = gm_run_create(plant.plan);
    gm_run_begin(plant.run, 3, 0);
    model_run_to(&plant, 9999.0);
    uint64_t hash = gm_run_hash(plant.run);
    gm_run_begin(plant.run, 3, 0);
    for (int i = 1; i < 27024; i++) {
        double t = 0.37 * i;
        model_run_to(&plant, t);
    }
    model_run_to(&plant, 9999.0);
    ck_assert(gm_run_hash(plant.run) == hash);
    gm_run_begin(plant.run, 4, 0);
    model_run_to(&plant, 9999.0);
    ck_assert(gm_run_hash(plant.run) != hash);
    gm_run_begin(plant.run, 3, 1);
    model_run_to(&plant, 9999.0);
    ck_assert(gm_run_hash(plant.run) != hash);
    model_end(&plant);
}
END_TEST

START_TEST(numbers_of_a_station_do_not_change_when_another_is_added)
{
    model_run(
        &plant,
        HEAD "plant: {line: [{source: in}, {station: a, time: exponential(5 s)}, {sink: out}]}",
        1000.0);
    static double before_s[100];
    for (int i = 0; i < 100; i++) {
        before_s[i] = model_departure_of(&plant, "a", i).time_s;
    }
    model_end(&plant);
    model_run(
        &plant,
        HEAD "plant: {other: [{source: i2}, {station: z, time: exponential(3 s)}, {sink: o2}], "
             "line: [{source: in}, {station: a, time: exponential(5 s)}, {sink: out}]}",
        1000.0);
    for (int i = 0; i < 100; i++) {
        ck_assert(model_departure_of(&plant, "a", i).time_s == before_s[i]);
    }
    model_end(&plant);
}
END_TEST

// ---- more places

// Nothing goes by the state in a serial line, so with the same numbers each part leaves no later
// (Glasserman and Yao 1994, monotonicity of max-plus recursions).
START_TEST(one_more_place_never_makes_a_part_later)
{
    static random_plant model;
    static double before_s[2000];
    for (int i = 0; i < 40; i++) {
        int32_t n = 0;
        for (int extra = 0; extra < 2; extra++) {
            random_plant_make(&model, i, RANDOM_PLAIN, extra);
            model_run(&plant, model.text, 5000.0);
            int32_t now = model_count(&plant, "out");
            ck_assert_int_ge(now, n);
            for (int32_t k = 0; k < now && k < 2000; k++) {
                double at_s = model_departure_of(&plant, "out", k).time_s;
                ck_assert_msg(extra == 0 || k >= n || at_s <= before_s[k] * (1.0 + 1e-12),
                              "model %d: part %d", i, k);
                before_s[k] = at_s;
            }
            n = now;
            model_end(&plant);
        }
    }
}
END_TEST

// ---- the other end

// A line and its reverse have the same makespan for the same works in reverse order (Muth 1979).
START_TEST(reversed_line_takes_as_long)
{
    static const int work[3][6] = {{3, 1, 4, 1, 5, 9}, {2, 6, 5, 3, 5, 8}, {9, 7, 9, 3, 2, 3}};
    double end_s[2];
    for (int reversed = 0; reversed < 2; reversed++) {
        char text[1500];
        char lists[3][100];
        for (int i = 0; i < 3; i++) {
            size_t n = 0;
            for (int j = 0; j < 6; j++) {
                int w = reversed ? work[2 - i][5 - j] : work[i][j];
                n += (size_t)snprintf(lists[i] + n, sizeof lists[i] - n, "%s%d s",
                                      j > 0 ? ", " : "", w);
            }
        }
        snprintf(text, sizeof text,
                 HEAD
                 "plant: {line: [{source: in, limit: 6}, {station: a, time: \"list(%s)\"}, "
                 "{buffer: x, holds: %d}, {station: b, time: \"list(%s)\"}, {buffer: y, holds: "
                 "%d}, {station: c, time: \"list(%s)\"}, {sink: out}]}",
                 lists[0], reversed ? 2 : 1, lists[1], reversed ? 1 : 2, lists[2]);
        model_run(&plant, text, 500.0);
        end_s[reversed] = model_departure_of(&plant, "out", 5).time_s;
        model_end(&plant);
    }
    ck_assert_double_eq(end_s[0], end_s[1]);
}
END_TEST

// All fixed: the line gives one part per the slowest work, once full.
START_TEST(fixed_line_goes_at_the_pace_of_its_slowest_station)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {station: a, time: 3 s}, {buffer: x, holds: 2}, "
              "{station: b, time: 8 s}, {station: c, time: 5 s}, {sink: out}]}",
              1000.0);
    for (int i = 0; i < 100; i++) {
        ck_assert_double_eq(model_departure_of(&plant, "out", i).time_s, 16.0 + 8.0 * i);
    }
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("run");
    tcase_set_timeout(c, 240.0);
    tcase_add_test(c, run_by_time_stands_exactly_at_its_end);
    tcase_add_test(c, run_by_count_stands_at_the_part_that_was_asked_for);
    tcase_add_test(c, plant_that_runs_dry_before_the_count_is_stuck);
    tcase_add_test(c, more_parts_than_the_guard_end_the_run);
    tcase_add_test(c, endless_events_at_one_instant_end_the_run);
    tcase_add_test(c, plant_that_locks_up_stands_until_its_end);
    tcase_add_test(c, run_in_slices_gives_the_same_bits);
    tcase_add_test(c, numbers_of_a_station_do_not_change_when_another_is_added);
    tcase_add_test(c, one_more_place_never_makes_a_part_later);
    tcase_add_test(c, reversed_line_takes_as_long);
    tcase_add_test(c, fixed_line_goes_at_the_pace_of_its_slowest_station);
    return gm_check_main("plant/run", c);
}
