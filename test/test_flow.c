// SPDX-License-Identifier: MIT
//
// Cards, and what is counted as a part goes through the plant; by hand.

#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 2000 s, horizon: terminating}\n"
#define TWO                                                                                    \
    "plant: {line: [{source: in}, {station: s1, time: 2 s}, {buffer: r, holds: unlimited}, "   \
    "{station: s2, time: 5 s}, {sink: out}]}\n"

static model_plant plant;

// s1 2, 4; the third may enter when the first leaves s2 at 7; then one for each that leaves.
START_TEST(limit_lets_a_part_in_when_one_leaves)
{
    model_run(&plant, HEAD TWO "limits: [{name: cards, over: [s1, s2], at-most: 2}]", 23.0);
    EXPECT(&plant, "s1", 2, 4, 9, 14, 19);
    EXPECT(&plant, "s2", 7, 12, 17, 22);
    ck_assert_double_eq(plant.run->limits[0].area +
                            plant.run->limits[0].count * (23.0 - plant.run->limits[0].since_s),
                        2 * 23.0 - 2.0); // the second comes in at 2
    model_end(&plant);
}
END_TEST

// The card of the first is back at 10: s1 10-12, s2 12-17; that of the second (12) at 15.
START_TEST(card_is_free_again_after_its_way_back)
{
    model_run(&plant,
              HEAD TWO "limits: [{name: cards, over: [s1, s2], at-most: 2, returns: 3 s}]",
              23.0);
    EXPECT(&plant, "s1", 2, 4, 12, 17, 22);
    EXPECT(&plant, "s2", 7, 12, 17, 22);
    model_end(&plant);
}
END_TEST

// One pallet goes round: 2 + 5 and 3 back.
START_TEST(single_pallet_goes_round)
{
    model_run(&plant,
              HEAD TWO "limits: [{name: pallet, over: [s1, s2], at-most: 1, returns: 3 s}]",
              30.0);
    EXPECT(&plant, "s2", 7, 17, 27);
    model_end(&plant);
}
END_TEST

// Kanban: each step and its buffer hold 2. The part leaves the first stretch with the buffer.
START_TEST(kanban_over_a_station_and_its_buffer)
{
    model_run(&plant, HEAD TWO "limits: [{name: first, over: [s1, r], at-most: 2}]", 23.0);
    // s1 2; s2 has it at once. s1 4, 6: two in r and s1; the next when s2 takes one, at 7.
    EXPECT(&plant, "s1", 2, 4, 6, 9, 14, 19);
    EXPECT(&plant, "r", 2, 7, 12, 17, 22);
    model_end(&plant);
}
END_TEST

// The limit begins with the source, or with the buffer.
START_TEST(limit_begins_with_any_step)
{
    model_run(&plant, HEAD TWO "limits: [{name: cards, over: [in, s2], at-most: 2}]", 18.0);
    EXPECT(&plant, "s2", 7, 12, 17);
    EXPECT(&plant, "in", 0, 2, 7, 12, 17);
    model_end(&plant);
    model_run(&plant, HEAD TWO "limits: [{name: cards, over: [r, s2], at-most: 2}]", 18.0);
    EXPECT(&plant, "s2", 7, 12, 17);
    // Two beyond s1: the third, done at 6, waits there until 7.
    EXPECT(&plant, "s1", 2, 4, 7, 12, 17);
    model_end(&plant);
}
END_TEST

// Two limits that overlap: a part needs both cards.
START_TEST(part_needs_the_cards_of_all_limits)
{
    model_run(&plant,
              HEAD TWO
              "limits: [{name: a, over: [s1, s2], at-most: 3}, {name: b, over: [s1, s2], "
              "at-most: 1}]",
              22.0);
    EXPECT(&plant, "s2", 7, 14, 21);
    model_end(&plant);
}
END_TEST

// A part that is scrapped in between gives its card back.
START_TEST(scrapped_part_gives_its_card_back)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {station: s1, time: 2 s, scrap: 100 %}, {station: "
              "s2, time: 5 s}, {sink: out}]}\nlimits: [{name: a, over: [s1, s2], at-most: 1}]",
              20.5);
    ck_assert_double_eq(model_station(&plant, "s1")->n_scrap, 10.0);
    model_end(&plant);
}
END_TEST

// ---- what is counted

// Parts at 1, 3, 5; the first is out at 5 (4 s), the second at 9 (6 s), the third at 13 (8 s).
START_TEST(time_in_system_and_parts_in_the_plant)
{
    model_run(
        &plant,
        HEAD
        "plant: {a: [{source: in, every: 2 s, first: 1 s, limit: 3, to: s}], b: [{station: "
        "s, time: 4 s}, {sink: out}]}",
        20.0);
    const gm_sink *sink = model_sink(&plant, "out");
    ck_assert_double_eq(sink->n, 3.0);
    ck_assert_double_eq(sink->time_s, 18.0);
    ck_assert_double_eq(sink->time_sq_s2, 16.0 + 36.0 + 64.0);
    ck_assert_double_eq(sink->time_max_s, 8.0);
    ck_assert_double_eq(gm_run_totals_now(plant.run).wip_area_part_s, 18.0); // Little's law
    ck_assert_int_eq(plant.run->wip_max, 3); // at 5 one comes before another leaves
    ck_assert_double_eq(plant.run->lines[1].area_part_s, 18.0);
    ck_assert_double_eq(plant.run->lines[0].area_part_s, 0.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("flow");
    tcase_add_test(c, limit_lets_a_part_in_when_one_leaves);
    tcase_add_test(c, card_is_free_again_after_its_way_back);
    tcase_add_test(c, single_pallet_goes_round);
    tcase_add_test(c, kanban_over_a_station_and_its_buffer);
    tcase_add_test(c, limit_begins_with_any_step);
    tcase_add_test(c, part_needs_the_cards_of_all_limits);
    tcase_add_test(c, scrapped_part_gives_its_card_back);
    tcase_add_test(c, time_in_system_and_parts_in_the_plant);
    return gm_check_main("plant/flow", c);
}
