// SPDX-License-Identifier: MIT
//
// Passes, which carry parts from a buffer to what is no station, against traces by hand.

#include "check_main.h"
#include "model_plant.h"

#include "plant/offer.h"
#include "plant/step.h"

#include <signal.h>

#define HEAD "gemba: 1\nclock: {run: 3 d, horizon: terminating}\n"

static model_plant plant;

// ---- from buffer to buffer

// Parts at 0, 1, 2, 3, 4; the station works on the first in 0-4 and on each of the others 4 s
// longer. The second stands in r2 from 1 on; whenever it goes on, the next follows from r1.
START_TEST(parts_go_on_when_a_place_is_free)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 5}, {buffer: r1, "
              "holds: 2}, {buffer: r2, holds: 1}, {station: s, time: 4 s}, {sink: out}]}",
              100.0);
    EXPECT(&plant, "in", 0, 1, 2, 3, 4);
    EXPECT(&plant, "r1", 0, 1, 4, 8, 12);
    EXPECT(&plant, "r2", 0, 4, 8, 12, 16);
    EXPECT(&plant, "s", 4, 8, 12, 16, 20);
    EXPECT_ORDER(&plant, "s", 1, 2, 3, 4, 5);
    // r1: the third 2-4, the fourth 3-8, the fifth 4-12; r2: 1-4, 4-8, 8-12, 12-16.
    ck_assert_double_eq(model_buffer(&plant, "r1")->area_part_s, 2.0 + 5.0 + 8.0);
    ck_assert_double_eq(model_buffer(&plant, "r2")->area_part_s, 15.0);
    model_end(&plant);
}
END_TEST

START_TEST(parts_go_out_when_their_way_through_is_over)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, limit: 2}, {buffer: r, holds: 9, "
                   "transfer: 3 s}, {sink: out}]}",
              100.0);
    EXPECT(&plant, "out", 4, 5);
    ck_assert_double_eq(model_sink(&plant, "out")->time_s, 6.0);
    model_end(&plant);
}
END_TEST

// The first is worked on in 0-10, the second stands in r2. The third is offered from 2 on, but
// the fourth has come by 10 and goes before it.
START_TEST(last_in_goes_first_also_when_another_was_offered)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 4}, {buffer: r1, "
              "holds: 9, order: lifo}, {buffer: r2, holds: 1}, {station: s, time: 10 s}, "
              "{sink: out}]}",
              100.0);
    EXPECT(&plant, "r1", 0, 1, 10, 20);
    EXPECT_ORDER(&plant, "s", 1, 2, 4, 3);
    model_end(&plant);
}
END_TEST

// The same with an urgent part at 5.
START_TEST(urgent_part_goes_before_one_that_was_offered)
{
    model_run(&plant,
              HEAD
              "parts: {part: {variants: {plain: {share: 50 %, priority: 2}, urgent: {share: "
              "50 %, priority: 1}}}}\n"
              "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 3, mix: {plain: "
              "100 %}}, {source: more, every: 1 h, first: 5 s, limit: 1, mix: {urgent: "
              "100 %}}, {buffer: r1, holds: 9, order: priority}, {buffer: r2, holds: 1}, "
              "{station: s, time: 10 s}, {sink: out}]}",
              100.0);
    EXPECT_ORDER(&plant, "s", 1, 2, 4, 3);
    model_end(&plant);
}
END_TEST

// ---- forks

// a at 0, 2; b at 1, 3. x works on the first a until 100. The second a heads the buffer, so the
// second b waits behind it until 100 although y has nothing to do.
START_TEST(part_that_waits_for_its_place_holds_up_those_behind_it)
{
    model_run(&plant,
              HEAD
              "parts: {part: {variants: {a: 50 %, b: 50 %}}}\n"
              "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 4, mix-rule: "
              "levelled}, {buffer: f, holds: 9, to: {by: variant, a: x, b: y}}, {station: x, "
              "time: 100 s, to: out}, {station: y, time: 1 s}, {sink: out}]}",
              300.0);
    EXPECT(&plant, "x", 100, 200);
    EXPECT(&plant, "y", 2, 101);
    model_end(&plant);
}
END_TEST

// Looked at again and again while x is at work, a part keeps the way it has drawn. 1000 parts to
// x take 10,000 s, so about 2000 have gone on by then; four deviations.
START_TEST(way_of_a_part_that_waits_is_drawn_once)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, every: 0.5 s}, {buffer: f, holds: 5, to: {x: 50 %, "
              "y: 50 %}}, {station: x, time: 10 s, to: out}, {station: y, time: 1 s}, {sink: "
              "out}]}",
              10000.0);
    double x = model_station(&plant, "x")->n_done;
    double y = model_station(&plant, "y")->n_done;
    double n = x + y;
    ck_assert_double_gt(n, 1500.0);
    ck_assert_double_eq_tol(x / n, 0.5, 4.0 * sqrt(0.25 / n));
    model_end(&plant);
}
END_TEST

// ---- cards

// One card from r to s: the second part comes into r when the first has left s.
START_TEST(freed_card_lets_the_next_part_into_a_buffer)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, limit: 3}, {buffer: r, holds: 9}, "
                   "{station: s, time: 4 s}, {sink: out}]}\n"
                   "limits: [{name: card, over: [r, s], at-most: 1}]",
              100.0);
    EXPECT(&plant, "r", 1, 5, 9);
    EXPECT(&plant, "s", 5, 9, 13);
    model_end(&plant);
}
END_TEST

// A card that covers the second buffer only: the pass keeps its part until there is one.
START_TEST(pass_waits_for_the_card_of_the_next_buffer)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, limit: 3}, {buffer: r1, holds: 9}, "
                   "{buffer: r2, holds: 9}, {station: s, time: 4 s}, {sink: out}]}\n"
                   "limits: [{name: card, over: [r2, s], at-most: 1}]",
              100.0);
    EXPECT(&plant, "in", 1, 2, 3);
    EXPECT(&plant, "r1", 1, 5, 9);
    EXPECT(&plant, "s", 5, 9, 13);
    model_end(&plant);
}
END_TEST

// The same for a station with a queue: the buffer has offered its next part to it.
START_TEST(freed_card_takes_the_offered_part_into_a_queue)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, limit: 3}, {buffer: r, holds: 9}, "
                   "{station: s, time: 4 s, queue: 2}, {sink: out}]}\n"
                   "limits: [{name: card, over: [s, s], at-most: 1}]",
              100.0);
    EXPECT(&plant, "r", 1, 5, 9);
    EXPECT(&plant, "s", 5, 9, 13);
    model_end(&plant);
}
END_TEST

// ---- borders

START_TEST(offer_of_a_buffer_is_a_mistake)
{
    model_start(&plant, HEAD "plant: {line: [{source: in, every: 1 s}, {buffer: r, holds: 1}, "
                             "{station: s, time: 1 s}, {sink: out}]}");
    gm_offer_gone(plant.run, (uint32_t)(plant.plan->n_machines + model_step(&plant, "r")));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("step");
    tcase_add_test(c, parts_go_on_when_a_place_is_free);
    tcase_add_test(c, parts_go_out_when_their_way_through_is_over);
    tcase_add_test(c, last_in_goes_first_also_when_another_was_offered);
    tcase_add_test(c, urgent_part_goes_before_one_that_was_offered);
    tcase_add_test(c, part_that_waits_for_its_place_holds_up_those_behind_it);
    tcase_add_test(c, way_of_a_part_that_waits_is_drawn_once);
    tcase_add_test(c, freed_card_lets_the_next_part_into_a_buffer);
    tcase_add_test(c, pass_waits_for_the_card_of_the_next_buffer);
    tcase_add_test(c, freed_card_takes_the_offered_part_into_a_queue);
    tcase_add_test_raise_signal(c, offer_of_a_buffer_is_a_mistake, SIGABRT);
    return gm_check_main("plant/step", c);
}
