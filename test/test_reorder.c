// SPDX-License-Identifier: MIT
//
// Buffers with lanes, by family and by sequence, against traces by hand.

#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 2000 s, horizon: terminating}\n"

static model_plant plant;

static void run(const char *store, double time_s)
{
    char text[2000];
    (void)snprintf(text, sizeof text,
                   HEAD "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 4}, "
                        "{buffer: way, holds: 9, transfer: \"list(9 s, 1 s, 1 s, 1 s)\"}, "
                        "{buffer: store, %s}, {station: b, time: 1 s}, {sink: out}]}",
                   store);
    model_run(&plant, text, time_s);
}

// ---- by sequence. Part 1 comes at 9, the parts 2, 3 and 4 at 2, 3 and 4.

START_TEST(smallest_at_hand_goes_where_nothing_is_waited_for)
{
    run("holds: 9, order: sequence", 20.0);
    EXPECT(&plant, "b", 3, 4, 5, 10);
    EXPECT_ORDER(&plant, "b", 2, 3, 4, 1);
    model_end(&plant);
}
END_TEST

START_TEST(all_wait_for_the_part_whose_turn_it_is)
{
    run("holds: 9, order: sequence, waits: 10 s", 20.0);
    EXPECT(&plant, "b", 10, 11, 12, 13);
    EXPECT_ORDER(&plant, "b", 1, 2, 3, 4);
    model_end(&plant);
}
END_TEST

// From 2, when the first came, 4 s are waited; then it is the turn of parts that are there. What is
// late goes as soon as it comes.
START_TEST(part_that_is_too_late_is_waited_for_no_longer)
{
    run("holds: 9, order: sequence, waits: 4 s", 20.0);
    EXPECT(&plant, "b", 7, 8, 9, 10);
    EXPECT_ORDER(&plant, "b", 2, 3, 4, 1);
    model_end(&plant);
}
END_TEST

// Full at 4: part 2 must go. The turn is then that of parts which are there.
START_TEST(full_store_does_not_wait)
{
    run("holds: 3, order: sequence, waits: 100 s", 20.0);
    EXPECT(&plant, "b", 5, 6, 7, 10);
    EXPECT_ORDER(&plant, "b", 2, 3, 4, 1);
    model_end(&plant);
}
END_TEST

// Of bad, good, bad, good, the bad ones are scrapped, 9 s after they came at 0 and 2. Part 2 is
// let go at 9, part 4, whose turn began then, at 11.
START_TEST(part_that_is_scrapped_is_not_waited_for)
{
    model_run(&plant,
              HEAD "parts: {body: {variants: {bad: 50 %, good: 50 %}}}\n"
                   "plant: {line: [{source: in, part: body, mix-rule: levelled, every: 1 s, "
                   "first: 0 s, limit: 4}, {station: check, time: {bad: 9 s, good: 1 s}, "
                   "machines: 4, to: {by: variant, bad: scrap, other: next}}, "
                   "{buffer: store, holds: 9, order: sequence, waits: 20 s}, "
                   "{station: b, time: 1 s}, {sink: out}]}",
              40.0);
    EXPECT(&plant, "b", 10, 12);
    EXPECT_ORDER(&plant, "b", 2, 4);
    model_end(&plant);
}
END_TEST

// Through a pass to a belt, which a part enters each second.
START_TEST(pass_takes_in_sequence_too)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 4}, "
                   "{buffer: way, holds: 9, transfer: \"list(9 s, 1 s, 1 s, 1 s)\"}, "
                   "{buffer: store, holds: 9, order: sequence, waits: 10 s}, "
                   "{buffer: after, holds: 9}, {station: b, time: 1 s}, {sink: out}]}",
              20.0);
    EXPECT(&plant, "store", 9, 9, 9, 9);
    EXPECT_ORDER(&plant, "store", 1, 2, 3, 4);
    model_end(&plant);
}
END_TEST

// ---- lanes
//
// Part 1 is there at the start and keeps b busy until 20. Then come 4 at 3, 2 at 4, 5 at 6 and 3
// at 8. 4 goes into an empty lane, 2 into the other as it may not stand behind 4, 5 behind 4, 3
// behind 2.

static void run_lanes(const char *store)
{
    char text[2000];
    (void)snprintf(text, sizeof text,
                   HEAD "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 4}, "
                        "{buffer: way, holds: 9, transfer: \"list(4 s, 7 s, 1 s, 3 s)\"}, "
                        "{buffer: store, starts-with: 1, %s}, {station: b, time: 20 s}, "
                        "{sink: out}]}",
                   store);
    model_run(&plant, text, 200.0);
    EXPECT(&plant, "b", 20, 40, 60, 80, 100);
}

START_TEST(lanes_sort_what_stands_behind_its_like)
{
    run_lanes("holds: 4, lanes: 2, order: sequence");
    EXPECT_ORDER(&plant, "b", 1, 2, 3, 4, 5);
    model_end(&plant);
}
END_TEST

START_TEST(one_lane_cannot_sort)
{
    run_lanes("holds: 4, lanes: 1, order: sequence");
    EXPECT_ORDER(&plant, "b", 1, 4, 2, 5, 3);
    model_end(&plant);
}
END_TEST

START_TEST(lanes_without_order_are_one_queue)
{
    run_lanes("holds: 4, lanes: 2");
    EXPECT_ORDER(&plant, "b", 1, 4, 2, 5, 3);
    model_end(&plant);
}
END_TEST

// Every place can be reached: 5, 4 and the rest in sequence from any.
START_TEST(random_access_restores_the_sequence)
{
    run_lanes("holds: 4, order: sequence");
    EXPECT_ORDER(&plant, "b", 1, 2, 3, 4, 5);
    model_end(&plant);
}
END_TEST

// ---- by family. a b c a b c .. comes, one each second from 0; b works 3 s.

static void run_families(const char *before)
{
    char text[2000];
    (void)snprintf(text, sizeof text,
                   HEAD
                   "parts: {body: {variants: {a: {}, b: {}, c: {}}}}\n"
                   "plant: {line: [{source: in, part: body, mix-rule: levelled, every: 1 s, "
                   "first: 0 s}, %s, {sink: out}]}",
                   before);
    model_run(&plant, text, 18.5);
}

// An a comes each 3 s, so that the first block never ends.
START_TEST(block_goes_on_while_its_family_is_at_hand)
{
    run_families("{buffer: store, holds: 99, order: family}, {station: s, time: 3 s}");
    EXPECT_ORDER(&plant, "s", 1, 4, 7, 10, 13, 16);
    model_end(&plant);
}
END_TEST

// After two of a: two b and two c wait, b longer. At 12 wait three a and four c.
static const char *const blocks_of_two[] = {
    "{buffer: store, holds: 99, order: family, block: 2}, {station: s, time: 3 s}",
    "{station: s, time: 3 s, queue: {order: family, block: {most: 2, next: most}}, "
    "changeover: {on: family, takes: 0 s}}"};

START_TEST(block_ends_when_it_is_full)
{
    run_families(blocks_of_two[_i]);
    EXPECT_ORDER(&plant, "s", 1, 4, 2, 5, 3, 6);
    model_end(&plant);
}
END_TEST

// At 6 the first b has waited 5 s, at 9 the first c 7 s, at 12 the second b 8 s.
START_TEST(family_that_is_overdue_goes_next)
{
    run_families("{buffer: store, holds: 99, order: family, block: {overdue: 5 s}}, "
                 "{station: s, time: 3 s}");
    EXPECT_ORDER(&plant, "s", 1, 4, 2, 3, 5, 6);
    model_end(&plant);
}
END_TEST

// One lane for each family; the first of each is all that can be reached, which is no bound here.
START_TEST(lanes_of_families_give_the_same_blocks)
{
    run_families("{buffer: store, holds: 99, lanes: 3, order: family, block: 2}, "
                 "{station: s, time: 3 s}");
    EXPECT_ORDER(&plant, "s", 1, 4, 2, 5, 3, 6);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("reorder");
    tcase_add_test(cases, smallest_at_hand_goes_where_nothing_is_waited_for);
    tcase_add_test(cases, all_wait_for_the_part_whose_turn_it_is);
    tcase_add_test(cases, part_that_is_too_late_is_waited_for_no_longer);
    tcase_add_test(cases, full_store_does_not_wait);
    tcase_add_test(cases, part_that_is_scrapped_is_not_waited_for);
    tcase_add_test(cases, pass_takes_in_sequence_too);
    tcase_add_test(cases, lanes_sort_what_stands_behind_its_like);
    tcase_add_test(cases, one_lane_cannot_sort);
    tcase_add_test(cases, lanes_without_order_are_one_queue);
    tcase_add_test(cases, random_access_restores_the_sequence);
    tcase_add_test(cases, block_goes_on_while_its_family_is_at_hand);
    tcase_add_loop_test(cases, block_ends_when_it_is_full, 0, 2);
    tcase_add_test(cases, family_that_is_overdue_goes_next);
    tcase_add_test(cases, lanes_of_families_give_the_same_blocks);
    return gm_check_main("reorder", cases);
}
