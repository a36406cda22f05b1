// SPDX-License-Identifier: MIT
//
// What falls with the parts made: curves against Wright's formula and traces by hand.

#include "check_main.h"
#include "model_plant.h"

#include "plant/learning.h"
#include "plant/moving.h"

#define HEAD "gemba: 1\nclock: {run: 3000 s, horizon: terminating}\n"

static model_plant plant;

// ---- the curve

// Start 1.6 up to 500 parts, 84 % for each doubling: 1.344 at 1,000, 1.12896 at 2,000, and
// 1.6 x 0.84^3 = 0.948 at 4,000, which is under the floor.
START_TEST(factor_falls_by_the_ratio_with_each_doubling)
{
    gm_learning_def def = {
        .is_given = true, .start = 1.6, .from = 500.0, .ratio = 0.84, .floor = 1.0};
    const double parts[] = {0, 1, 500, 1000, 2000, 4000};
    const double factors[] = {1.6, 1.6, 1.6, 1.344, 1.12896, 1.0};
    for (int i = 0; i < 6; i++) {
        ck_assert_double_eq_tol(gm_learning_factor(&def, parts[i]), factors[i], 1e-12);
    }
    // Half way to a doubling in the logarithm: 500 sqrt 2 parts, 1.6 sqrt 0.84.
    ck_assert_double_eq_tol(gm_learning_factor(&def, 500.0 * sqrt(2.0)), 1.6 * sqrt(0.84),
                            1e-12);
    def.floor = 0.1;
    ck_assert_double_eq_tol(gm_learning_factor(&def, 4000.0), 0.9483264, 1e-12);
}
END_TEST

// Every number of parts up to a hundred, then with steps of less than 1 %.
START_TEST(formed_factor_is_never_far_from_the_curve)
{
    gm_learning_def def = {
        .is_given = true, .start = 3.0, .from = 1.0, .ratio = 0.7, .floor = 1e-9, .time = true};
    gm_learning learning;
    gm_learning_begin(&learning, &def, 1);
    ck_assert_double_eq(learning.time, 3.0);
    for (int n = 1; n <= 5000; n++) {
        gm_learning_go(&learning, &def, 1, n);
        double exact = gm_learning_factor(&def, n);
        ck_assert_double_le(learning.time / exact - 1.0, n <= 100 ? 0.0 : 0.006);
        ck_assert_double_ge(learning.time, exact);
        ck_assert_double_eq(learning.scrap * learning.failures, 1.0);
    }
}
END_TEST

// ---- time, scrap and failures of one station

// Three curves, n being the parts made:
//   time      2 until n = 2, halved by a doubling: 4 / n, floor 1. Work of 10 s takes 20 s for
//             n = 0, 1, 2, then 13.333 s, then 10 s.
//   scrap     25 % x 4 = all until n = 3, then next to nothing (a millionth by a doubling).
//   failures  27 s of work at rate 3 until n = 1, halved by a doubling: 3 / n, floor 1.
// In time of work the parts end at 20, 40, 60, 73.333, 83.333, 93.333, 103.333. Failures come at
//   9 and 18 (n = 0), 27 and 36 (n = 1), 45 (n = 1 at the repair of 36), then at n = 2 after
//   18 s, 63, then at n = 3 after 27 s, 90, then after 27 s, 117.
// Each takes 5 s: before the ends there are 2, 4, 5, 6, 6, 7, 7 of them.
START_TEST(time_scrap_and_failures_fall_by_curves_of_their_own)
{
    model_run(
        &plant,
        HEAD
        "plant: {line: [{source: in}, {station: s, time: 10 s, scrap: 25 %, fails: {after: 27 "
        "s, repair: 5 s}, learns: ["
        "{start: 4, from: 3 parts, ratio: 0.0001 %, floor: 0.0001 %, what: scrap}, "
        "{start: 3, from: 1 parts, ratio: 50 %, what: failures}, "
        "{start: 2, from: 2 parts, ratio: 50 %}]}, {sink: out}]}",
        139.0);
    const gm_station *st = model_station(&plant, "s");
    ck_assert_double_eq(st->n_made, 7.0);
    ck_assert_double_eq(st->n_failures, 7.0);
    ck_assert_double_eq(st->n_scrap, 3.0);
    const double ends_s[] = {73.0 + 1.0 / 3.0 + 30.0, 113.0 + 1.0 / 3.0, 128.0 + 1.0 / 3.0,
                             138.0 + 1.0 / 3.0};
    model_expect(&plant, "s", ends_s, 4);
    model_expect_state(&plant, "s", GM_STATE_DOWN, 35.0);
    model_end(&plant);
}
END_TEST

// One curve for all three: factor 2 until n = 2, then 4 / n, floor 1. Failures of 30 s of work
// at rate 2 come at 15, 30 (n = 0 and 1), 45 (n = 1 after 30), then at n = 2 after 15 s, 60, as
// the third part ends: it strikes at the next start, n = 3, then after 22.5 s, 82.5.
// In time of work the parts end at 20, 40, 60, 73.333, 83.333; scrap 50 % x 2 is all until n = 2.
START_TEST(one_curve_acts_on_all_three)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in}, {station: s, time: 10 s, scrap: 50 %, fails: "
                   "{after: 30 s, repair: 5 s}, learns: {start: 2, from: 2 parts, ratio: 50 %, "
                   "what: [time, scrap, failures]}}, {sink: out}]}",
              95.0);
    const gm_station *st = model_station(&plant, "s");
    ck_assert_double_eq(st->n_made, 4.0);
    ck_assert_double_eq(st->n_failures, 4.0);
    ck_assert_double_ge(st->n_scrap, 2.0);
    model_run_to(&plant, 108.0);
    ck_assert_double_eq(st->n_failures, 5.0); // 82.5 + 4 x 5 = 102.5
    model_run_to(&plant, 108.4);
    ck_assert_double_eq(st->n_made, 5.0); // 83.333 + 5 x 5
    model_end(&plant);
}
END_TEST

// 20,000 parts with scrap of 4 % x max(1, 5 (n / 100)^-0.5), n counting the part itself. The sum
// of it over the parts is the mean of the scrap; its variance is less than the mean. Five sigma.
START_TEST(scrap_adds_up_to_the_curve)
{
    model_start(
        &plant,
        "gemba: 1\nclock: {run: 20001 s, horizon: terminating}\n"
        "plant: {line: [{source: in}, {station: s, time: 1 s, scrap: 4 %, learns: {start: "
        "5, from: 100 parts, ratio: 70.710678118654752 %, what: scrap}}, {sink: out}]}");
    model_run_to(&plant, 20000.0);
    double mean = 0.0;
    for (int n = 1; n <= 20000; n++) {
        double factor = n > 100 ? 5.0 / sqrt(n / 100.0) : 5.0;
        mean += 0.04 * (factor > 1.0 ? factor : 1.0);
    }
    const gm_station *st = model_station(&plant, "s");
    ck_assert_double_eq(st->n_made, 20000.0);
    ck_assert_double_eq_tol(st->n_scrap, mean, 5.0 * sqrt(mean));
    model_end(&plant);
}
END_TEST

// A batch of four is four parts: work of 10 s takes 20 s until n = 4, is halved by a doubling and
// so at its floor behind the second batch: ends at 20 (n = 4, factor 2), 40 (n = 8, factor 1), 50.
START_TEST(batch_machine_learns_by_its_parts)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in}, {buffer: rack, holds: 9}, {station: s, time: "
                   "10 s, batch: {most: 4}, learns: {start: 2, from: 4 parts, ratio: 50 %}}, "
                   "{sink: out}]}",
              39.0);
    const gm_station *st = model_station(&plant, "s");
    ck_assert_double_eq(st->n_made, 4.0);
    model_run_to(&plant, 49.0);
    ck_assert_double_eq(st->n_made, 8.0);
    ck_assert_double_eq(st->learning.time, 1.0);
    model_run_to(&plant, 50.5);
    ck_assert_double_eq(st->n_made, 12.0);
    model_end(&plant);
}
END_TEST

// ---- a moving line

// One station, takt 60 s, work 60 s: while the factor of time is 2 the line stops for 60 s in
// each takt. Its own curve of failures does not touch the work: rate 3 until a car is out.
// Cars end at 120, 240 and, as after two cars the factor of time is 1, every 60 s from then on.
// Failures by parts: the third car in is the first to fail at rate 1 / 3 of nine.
START_TEST(curves_of_a_moving_line_are_its_own)
{
    model_run(
        &plant,
        HEAD
        "plant: {line: [{source: in}, {moving-line: final, pitch: 6 m, takt: 60 s, stations: "
        "1, work: 60 s, drive: conveyor, fails: {after: 9 parts, by: parts, repair: 30 s}, "
        "learns: [{start: 3, from: 1000 cars, ratio: 50 %, what: failures}, {start: 2, "
        "from: 1 cars, ratio: 50 %}]}, {sink: out}]}",
        1000.0);
    const gm_moving *m = &plant.run->movings[0];
    ck_assert_double_eq(m->learning.time, 1.0);
    ck_assert_double_eq(m->learning.failures, 3.0);
    ck_assert_double_eq(m->learning.scrap, 1.0);
    EXPECT(&plant, "final", 120, 240, 330, 390, 450, 540, 600, 660, 750, 810, 870, 960);
    model_end(&plant);
}
END_TEST

// The same line that learns time only: it fails with the ninth car, which comes in at 600.
START_TEST(faster_work_does_not_change_the_failures_of_a_moving_line)
{
    model_run(
        &plant,
        HEAD
        "plant: {line: [{source: in}, {moving-line: final, pitch: 6 m, takt: 60 s, stations: "
        "1, work: 60 s, drive: conveyor, fails: {after: 9 parts, by: parts, repair: 30 s}, "
        "learns: {start: 2, from: 1 cars, ratio: 50 %}}, {sink: out}]}",
        700.0);
    EXPECT(&plant, "final", 120, 240, 300, 360, 420, 480, 540, 600, 690);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("learning");
    tcase_add_test(c, factor_falls_by_the_ratio_with_each_doubling);
    tcase_add_test(c, formed_factor_is_never_far_from_the_curve);
    tcase_add_test(c, time_scrap_and_failures_fall_by_curves_of_their_own);
    tcase_add_test(c, one_curve_acts_on_all_three);
    tcase_add_test(c, scrap_adds_up_to_the_curve);
    tcase_add_test(c, batch_machine_learns_by_its_parts);
    tcase_add_test(c, curves_of_a_moving_line_are_its_own);
    tcase_add_test(c, faster_work_does_not_change_the_failures_of_a_moving_line);
    return gm_check_main("plant/learning", c);
}
