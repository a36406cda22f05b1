// SPDX-License-Identifier: MIT
//
// Buffers and passes against traces by hand.

#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 2000 s, horizon: terminating}\n"

static model_plant plant;

// ---- time in a buffer

// a is done at 2; the part is on its way 2-7 and keeps the only place; b works 7-8. The second
// part waits at a from 4 to 7, is on its way to 12; the third (7-9) waits until 12 ..
START_TEST(part_on_its_way_takes_a_place_from_the_start)
{
    static const char *const delays[] = {"transfer: 5 s", "least: 5 s",
                                         "transfer: 2 s, least: 3 s"};
    char text[1000];
    snprintf(text, sizeof text,
             HEAD
             "plant: {line: [{source: in}, {station: a, time: 2 s}, {buffer: r, holds: 1, %s}, "
             "{station: b, time: 1 s}, {sink: out}]}",
             delays[_i]);
    model_run(&plant, text, 18.5);
    EXPECT(&plant, "a", 2, 7, 12, 17);
    EXPECT(&plant, "r", 7, 12, 17);
    EXPECT(&plant, "b", 8, 13, 18);
    model_end(&plant);
}
END_TEST

// Ready after 9 s and 1 s: the second, there at 2, overtakes the first, there at 1.
START_TEST(part_with_the_shorter_way_overtakes)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, limit: 2}, {buffer: r, holds: 5, "
                   "transfer: \"list(9 s, 1 s)\"}, {station: b, time: 1 s}, {sink: out}]}",
              30.0);
    EXPECT(&plant, "b", 4, 11);
    EXPECT_ORDER(&plant, "b", 2, 1);
    model_end(&plant);
}
END_TEST

// Parts at 0, 1, 2; b works 10 s. The second and third may stay 4 s: scrapped at 5 and 6, or
// reworked 3 s one after the other: 8 and 11.
START_TEST(part_that_stays_too_long_goes_where_then_says)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 3}, {buffer: r, "
                   "holds: 5, longest: 4 s}, {station: b, time: 10 s}, {sink: out}]}",
              30.0);
    EXPECT(&plant, "b", 10);
    EXPECT(&plant, "r", 0, 5, 6);
    ck_assert_double_eq(model_buffer(&plant, "r")->n_expired, 2.0);
    ck_assert_double_eq(plant.run->sinks[gm_sink_scrap(plant.plan)].n, 2.0);
    model_end(&plant);
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 3}, {buffer: r, "
                   "holds: 5, longest: 4 s, then: again}, {station: b, time: 10 s, to: out}, "
                   "{station: again, time: 3 s, queue: unlimited}, {sink: out}]}",
              30.0);
    EXPECT(&plant, "again", 8, 11);
    EXPECT(&plant, "out", 8, 10, 11);
    model_end(&plant);
}
END_TEST

// The second part would be taken at 10, just when it is 9 s old: the buffer stands first in the
// file, so it is too old.
START_TEST(part_that_is_too_old_at_the_instant_of_its_turn_is_too_old)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 2}, {buffer: r, "
                   "holds: 5, longest: 9 s}, {station: b, time: 10 s}, {sink: out}]}",
              30.0);
    EXPECT(&plant, "b", 10);
    model_end(&plant);
}
END_TEST

// Both ways lead to buffers; the head of the line waits for `left`, which is full from 2 on, and
// is scrapped at 6 in the meantime (in at 2). The part behind it goes on to `right` then.
START_TEST(part_that_grows_too_old_while_it_waits_for_a_place_lets_the_next_pass)
{
    model_run(&plant,
              HEAD
              "parts: {part: {variants: {a: 50 %, b: 50 %}}}\n"
              "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 4, mix: {a: 100 %}}, "
              "{source: in2, every: 1 s, first: 3 s, limit: 1, mix: {b: 100 %}, to: r}, "
              "{buffer: r, holds: 5, longest: 4 s, to: {by: variant, a: left, b: right}}, "
              "{buffer: left, holds: 1, to: s1}, {buffer: right, holds: 1, to: s2}, {station: "
              "s1, time: 100 s, to: out}, {station: s2, time: 1 s, to: out}, {sink: out}]}",
              50.0);
    // s1 has the first, left the second; the third (a, in at 2) is scrapped at 6, the fourth
    // (a, in at 3) at 7 with the b of 3 behind it, as old: scrapped too.
    ck_assert_double_eq(plant.run->sinks[gm_sink_scrap(plant.plan)].n, 3.0);
    ck_assert_int_eq(model_buffer(&plant, "r")->level, 0);
    model_end(&plant);
}
END_TEST

// ---- order

// b is busy 0-10 with the first; the others come at 1, 2, 3.
START_TEST(last_in_goes_first_out)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 4}, {buffer: r, "
                   "holds: 5, order: lifo}, {station: b, time: 10 s}, {sink: out}]}",
              100.0);
    EXPECT_ORDER(&plant, "b", 1, 4, 3, 2);
    model_end(&plant);
}
END_TEST

// c (1 s), b (2 s), a (3 s) come in this order behind a first part; priority 1 goes first.
START_TEST(priority_one_goes_before_two)
{
    static const char *const places[] = {
        "{buffer: r, holds: 5, order: priority}, {station: s, time: 10 s}",
        "{buffer: r, holds: 1}, {station: s, time: 10 s, queue: {holds: 5, order: priority}}",
        "{buffer: r, holds: 5, order: priority}, {station: s, time: 10 s, queue: 1}"};
    char text[1500];
    snprintf(text, sizeof text,
             HEAD
             "parts: {part: {variants: {a: {share: 30 %%, priority: 1}, b: {share: 30 %%, "
             "priority: 2}, c: {share: 40 %%, priority: 3}}}}\n"
             "plant: {line: [{source: i0, every: 1 s, first: 0 s, limit: 1, to: r}, {source: "
             "i1, every: 1 s, limit: 1, mix: {c: 100 %%}, to: r}, {source: i2, every: 2 s, "
             "limit: 1, mix: {b: 100 %%}, to: r}, {source: i3, every: 3 s, limit: 1, mix: {a: "
             "100 %%}, to: r}, %s, {sink: out}]}",
             places[_i]);
    model_run(&plant, text, 100.0);
    if (_i < 2) {
        EXPECT_ORDER(&plant, "out", 1, 4, 3, 2);
    } else {
        EXPECT_ORDER(&plant, "out", 1, 2, 4, 3); // the first to come has the only place
    }
    model_end(&plant);
}
END_TEST

// ---- content, losses

START_TEST(buffer_starts_with_parts_of_its_own)
{
    model_run(&plant,
              HEAD "plant: {line: [{buffer: r, holds: 5, starts-with: 2, starts-part: part}, "
                   "{station: b, time: 3 s}, "
                   "{sink: out}]}",
              100.0);
    EXPECT(&plant, "b", 3, 6);
    ck_assert_int_eq(plant.run->wip, 0);
    model_end(&plant);
}
END_TEST

// Parts at 1, 2 .. 10: the first goes through to b, the second has the place, eight are lost.
START_TEST(full_buffer_that_loses_drops_the_part)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s}, {buffer: r, holds: 1, when-full: "
                   "lose}, {station: b, time: 10 s}, {sink: out}]}",
              10.5);
    ck_assert_double_eq(model_buffer(&plant, "r")->n_lost, 8.0);
    ck_assert_int_eq(plant.run->wip, 2);
    model_end(&plant);
}
END_TEST

// A buffer hands on to a queue that loses what it has no place for: 2 stay, 3 are lost.
START_TEST(queue_that_loses_loses_what_a_buffer_hands_on)
{
    model_run(&plant,
              HEAD "plant: {line: [{buffer: r, holds: 5, starts-with: 5, starts-part: part}, "
                   "{station: b, time: 10 s, "
                   "queue: {holds: 1, when-full: lose}}, {sink: out}]}",
              100.0);
    EXPECT(&plant, "b", 10, 20);
    ck_assert_double_eq(model_queue(&plant, "b")->n_lost, 3.0);
    model_end(&plant);
}
END_TEST

// ---- whoever takes it first

// `to: [x, y]` from a station or a buffer, to buffers or stations: the part waits in front of
// both. a gives at 1, 2, 3 ..; x holds one part for 100 s and y serves 4 s with one place each.
// 1 -> x's machine, 2 -> x's place, 3 -> y's machine (until 7), 4 -> y's place, 5 waits until 7.
START_TEST(part_goes_to_the_first_buffer_with_room)
{
    model_run(
        &plant,
        HEAD "plant: {line: [{source: in}, {station: a, time: 1 s, to: [x, y]}, {buffer: x, "
             "holds: 1, to: sx}, {buffer: y, holds: 1, to: sy}, {station: sx, time: 100 s, to: "
             "out}, {station: sy, time: 4 s, to: out}, {sink: out}]}",
        16.5);
    EXPECT(&plant, "sy", 7, 11, 15);
    EXPECT(&plant, "a", 1, 2, 3, 4, 7, 11, 15);
    model_end(&plant);
}
END_TEST

START_TEST(part_of_a_buffer_goes_to_the_first_buffer_with_room)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {station: a, time: 1 s}, {buffer: r, holds: 1, to: "
              "[x, y]}, {buffer: x, holds: 1, to: sx}, {buffer: y, holds: 1, to: sy}, "
              "{station: sx, time: 100 s, to: out}, {station: sy, time: 4 s, to: out}, {sink: "
              "out}]}",
              16.5);
    // One place more: 5 waits in r until 7, 6 at a until then.
    EXPECT(&plant, "sy", 7, 11, 15);
    EXPECT(&plant, "a", 1, 2, 3, 4, 5, 7, 11, 15);
    model_end(&plant);
}
END_TEST

START_TEST(part_of_a_buffer_goes_to_a_station_or_to_a_buffer)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {station: a, time: 1 s}, {buffer: r, holds: 2, to: "
              "[sx, y]}, {station: sx, time: 5 s, to: out}, {buffer: y, holds: 1, to: sy}, "
              "{station: sy, time: 5 s, to: out}, {sink: out}]}",
              13.0);
    // 1 -> sx (to 6), 2 -> y -> sy (to 7), 3 -> y; 4, 5 in r; 6 at a. At 6: 4 -> sx (to 11),
    // 6 -> r; at 7: 3 -> sy (to 12), 5 -> y; and so on.
    EXPECT(&plant, "sx", 6, 11);
    EXPECT(&plant, "sy", 7, 12);
    ck_assert_int_eq(plant.run->wip, 2 + 1 + 2 + 1);
    model_end(&plant);
}
END_TEST

START_TEST(part_goes_to_the_first_of_two_queues_with_room)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {station: a, time: 1 s, to: [sx, sy]}, {station: "
              "sx, time: 100 s, queue: 1, to: out}, {station: sy, time: 4 s, queue: 1, to: "
              "out}, {sink: out}]}",
              16.5);
    EXPECT(&plant, "sy", 7, 11, 15);
    model_end(&plant);
}
END_TEST

// ---- statistics

// Parts at 1, 2, 3; b works 4 s: waits 0, 3, 6 s. Level 1 in 2-3 and 5-9, 2 in 3-5.
START_TEST(waiting_and_levels_are_counted)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, limit: 3}, {buffer: r, holds: 5}, "
                   "{station: b, time: 4 s}, {sink: out}]}",
              20.0);
    const gm_store *s = model_buffer(&plant, "r");
    ck_assert_double_eq(s->wait_s, 9.0);
    ck_assert_double_eq(s->wait_max_s, 6.0);
    ck_assert_double_eq(s->n_out, 3.0);
    ck_assert_double_eq(s->n_waited, 2.0);
    ck_assert_double_eq(s->area_part_s, 5.0 + 2.0 * 2.0);
    ck_assert_double_eq(s->bins[1], 5.0);
    ck_assert_double_eq(s->bins[2], 2.0);
    ck_assert_int_eq(s->level_max, 2);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("store");
    tcase_add_loop_test(c, part_on_its_way_takes_a_place_from_the_start, 0, 3);
    tcase_add_test(c, part_with_the_shorter_way_overtakes);
    tcase_add_test(c, part_that_stays_too_long_goes_where_then_says);
    tcase_add_test(c, part_that_is_too_old_at_the_instant_of_its_turn_is_too_old);
    tcase_add_test(c, part_that_grows_too_old_while_it_waits_for_a_place_lets_the_next_pass);
    tcase_add_test(c, last_in_goes_first_out);
    tcase_add_loop_test(c, priority_one_goes_before_two, 0, 3);
    tcase_add_test(c, buffer_starts_with_parts_of_its_own);
    tcase_add_test(c, full_buffer_that_loses_drops_the_part);
    tcase_add_test(c, queue_that_loses_loses_what_a_buffer_hands_on);
    tcase_add_test(c, part_goes_to_the_first_buffer_with_room);
    tcase_add_test(c, part_of_a_buffer_goes_to_the_first_buffer_with_room);
    tcase_add_test(c, part_of_a_buffer_goes_to_a_station_or_to_a_buffer);
    tcase_add_test(c, part_goes_to_the_first_of_two_queues_with_room);
    tcase_add_test(c, waiting_and_levels_are_counted);
    return gm_check_main("plant/store", c);
}
