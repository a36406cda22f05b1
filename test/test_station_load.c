// SPDX-License-Identifier: MIT
//
// What a station takes, and when: batches, kits, families in turn, interruptions; by hand.

#include "check_main.h"
#include "model_plant.h"

#include <stdio.h>

#define HEAD "gemba: 1\nclock: {run: 2000 s, horizon: terminating}\n"

static model_plant plant;

// ---- batches

// Parts at 3, 6, 9 ..: 2 wait at 6: 6-10 with both. 9 waits; 12 makes two: 12-16; 15, 18: 18-22.
START_TEST(batch_starts_with_the_least_number)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, every: 3 s}, {station: s, time: 4 s, batch: {least: "
              "2, most: 3, wait: 5 s}}, {sink: out}]}",
              22.5);
    EXPECT(&plant, "s", 10, 10, 16, 16, 22, 22);
    ck_assert_double_eq(model_station(&plant, "s")->n_done, 3.0);
    model_end(&plant);
}
END_TEST

// One part every 10 s never becomes two within 5 s: each goes alone at 15, 25 ..
START_TEST(batch_starts_with_fewer_after_the_longest_wait)
{
    model_run(
        &plant,
        HEAD "plant: {line: [{source: in, every: 10 s}, {station: s, time: 4 s, batch: {least: "
             "2, most: 3, wait: 5 s}}, {sink: out}]}",
        40.0);
    EXPECT(&plant, "s", 19, 29, 39);
    model_end(&plant);
}
END_TEST

// Parts at 10, 20, 30 and 40 can be taken 100 s later, whatever holds them until then. Three of
// them are together at 130, before the first has waited for 25 s; the fourth waits from 140 to 165.
START_TEST(batch_waits_from_when_its_first_part_can_be_taken)
{
    static const char *const held[] = {"least: 100 s", "transfer: 100 s",
                                       "least: 60 s, transfer: 40 s"};
    char text[512];
    snprintf(text, sizeof text,
             HEAD
             "plant: {line: [{source: in, every: 10 s, limit: 4}, {buffer: soak, holds: "
             "unlimited, %s}, {station: s, machines: 4, time: 1 s, batch: {least: 3, most: "
             "3, wait: 25 s}}, {sink: out}]}",
             held[_i]);
    model_run(&plant, text, 300.0);
    EXPECT(&plant, "s", 131, 131, 131, 166);
    model_end(&plant);
}
END_TEST

// Parts every 3 s, exactly 3 of them: 9-19; those of 12, 15, 18 at 19-29, of 21, 24, 27 at 29.
START_TEST(exact_batch_waits_for_all)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, every: 3 s}, {station: s, time: 10 s, batch: 3}, "
              "{sink: out}]}",
              39.5);
    EXPECT(&plant, "s", 19, 19, 19, 29, 29, 29, 39, 39, 39);
    model_end(&plant);
}
END_TEST

// Both of a batch are done at 4; behind are one place and a machine of 10 s: the second batch,
// done at 8, finds the place taken. Its first part leaves at 14, its second at 24.
START_TEST(batch_that_is_done_is_given_on_part_by_part)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in}, {station: s, time: 4 s, batch: 2}, {buffer: r, "
              "holds: 1}, {station: t, time: 10 s}, {sink: out}]}",
              40.0);
    EXPECT(&plant, "s", 4, 4, 14, 24, 34);
    EXPECT(&plant, "t", 14, 24, 34);
    model_end(&plant);
}
END_TEST

// ---- kits

// Bodies at 10, 20; wheels at 4, 8, 12, 16: kits at 10 and 20, named after the body.
START_TEST(assembly_waits_for_its_kit_and_keeps_the_first_named)
{
    model_run(
        &plant,
        HEAD "plant: {line: [{source: wheels, part: wheel, every: 4 s}, {source: bodies, part: "
             "body, every: 10 s}, {station: s, time: 1 s, needs: {body: 1, wheel: 2}}, {sink: "
             "out}]}",
        21.5);
    EXPECT(&plant, "s", 11, 21);
    ck_assert_uint_eq(model_departure_of(&plant, "s", 0).identity,
                      model_departure_of(&plant, "bodies", 0).identity);
    // Born at 10 and 20: 1 s in the system each.
    ck_assert_double_eq(model_sink(&plant, "out")->time_s, 2.0);
    ck_assert_int_eq(plant.run->wip, 1); // the wheel of 20
    model_end(&plant);
}
END_TEST

// Kits from two buffers, each with parts of one kind; the second body is at 2, the second pair of
// wheels at 8.
START_TEST(kit_is_gathered_from_several_buffers)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: bodies, part: body, every: 1 s, to: b}, {source: "
              "wheels, part: wheel, every: 2 s, to: w}, {buffer: b, holds: 5, to: s}, {buffer: "
              "w, holds: 5, to: s}, {station: s, time: 1 s, needs: {body: 1, wheel: 2}}, "
              "{sink: out}]}",
              13.0);
    EXPECT(&plant, "s", 5, 9, 13);
    model_end(&plant);
}
END_TEST

// The car that leaves is of the variant of its body.
START_TEST(joined_part_becomes_the_same_named_variant)
{
    model_run(&plant,
              HEAD
              "parts: {body: {variants: {es: 100 %, rz: 0 %}}, car: {variants: {rz: 50 %, es: "
              "50 %}}}\n"
              "plant: {line: [{source: in, part: body, every: 5 s}, {source: in2, part: pack, "
              "every: 5 s}, {station: s, time: 1 s, needs: {body: 1, pack: 1}, makes: car}, "
              "{station: t, time: {es: 2 s, rz: 3 s}}, {sink: out}]}",
              8.5);
    EXPECT(&plant, "t", 8);
    model_end(&plant);
}
END_TEST

// The coils cut at 2, 4, 6 give an `a` and a `b` each. a's take 9, 1, 9 s on two machines:
// there at 11, 5, 15; b's take 1 s. The second pair is complete first.
START_TEST(only_parts_of_one_parent_are_joined)
{
    model_run(
        &plant,
        HEAD "plant: {line: [{source: in, part: coil, limit: 3}, {station: cut, time: 2 s, "
             "splits: {a: 1, b: 1}, to: {by: kind, a: ra, b: rb}}, {buffer: ra, holds: 9, to: "
             "sa}, {buffer: rb, holds: 9, to: sb}, {station: sa, machines: 2, time: \"list(9 "
             "s, 1 s, 9 s)\", to: st}, {station: sb, time: 1 s, to: st}, {station: st, time: 1 "
             "s, needs: {a: 1, b: 1}, same: parent}, {sink: out}]}",
        50.0);
    EXPECT(&plant, "st", 6, 12, 16);
    for (int i = 0; i < 3; i++) {
        static const int parent[] = {2, 0, 4}; // departure of the cut
        ck_assert_uint_eq(model_departure_of(&plant, "st", i).identity,
                          model_departure_of(&plant, "cut", parent[i]).identity);
    }
    ck_assert_int_eq(plant.run->wip, 0);
    model_end(&plant);
}
END_TEST

// Cut at 1, 2, 3; the b's of the second and third come at 7 and 4, while the first is joined
// until 11.5. Then both are complete, and the a of the second has waited longer.
START_TEST(of_complete_families_the_one_that_has_waited_longest_is_joined)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, part: coil, limit: 3}, {station: cut, time: 1 "
              "s, splits: {a: 1, b: 1}, to: {by: kind, a: j, b: sb}}, {station: sb, "
              "machines: 3, time: \"list(0.5 s, 5 s, 1 s)\", to: j}, {station: j, time: 10 "
              "s, needs: {a: 1, b: 1}, same: parent}, {sink: out}]}",
              50.0);
    EXPECT(&plant, "j", 11.5, 21.5, 31.5);
    EXPECT_ORDER(&plant, "j", 1, 4, 7); // two children were born between two coils
    model_end(&plant);
}
END_TEST

// Coils at 10, 20, 30 are cut in 1 s; every b is scrapped after 50 s, and its a is an orphan.
START_TEST(sibling_of_scrap_is_an_orphan)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, part: coil, every: 10 s, limit: 3}, {station: "
                   "cut, time: 1 s, splits: {a: 1, b: 1}, to: {by: kind, a: j, b: sb}}, "
                   "{station: sb, machines: 3, time: 50 s, scrap: 100 %, to: j}, {station: j, "
                   "time: 1 s, needs: {a: 1, b: 1}, same: parent}, {sink: out}]}",
              60.0);
    int32_t j = plant.plan->steps[model_step(&plant, "j")].own_i;
    int32_t cut = plant.plan->steps[model_step(&plant, "cut")].own_i;
    ck_assert_int_eq(gm_run_orphans(plant.run, j, &plant.arena), 0);
    model_run_to(&plant, 75.0);
    ck_assert_int_eq(gm_run_orphans(plant.run, j, &plant.arena), 2);
    model_run_to(&plant, 100.0);
    ck_assert_int_eq(gm_run_orphans(plant.run, j, &plant.arena), 3);
    ck_assert_int_eq(gm_run_orphans(plant.run, cut, &plant.arena), 0);
    ck_assert_int_eq(plant.run->wip, 3);
    model_end(&plant);
}
END_TEST

// Two places for the a's, three coils: the orphans of the first two would fill them for ever.
START_TEST(longest_stay_frees_the_places_of_orphans)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, part: coil, every: 10 s, limit: 3}, {station: "
                   "cut, time: 1 s, splits: {a: 1, b: 1}, to: {by: kind, a: ra, b: sb}}, "
                   "{buffer: ra, holds: 2, longest: 30 s, to: j}, {station: sb, machines: 3, "
                   "time: 5 s, scrap: 100 %, to: j}, {station: j, time: 1 s, needs: {a: 1, b: "
                   "1}, same: parent}, {sink: out}]}",
              100.0);
    // In at 11, 21, and 41 (31 in vain); out at 41, 51, 71.
    EXPECT(&plant, "ra", 41, 51, 71);
    ck_assert_int_eq(plant.run->wip, 0);
    model_end(&plant);
}
END_TEST

// Of the three sheets of a coil all are pressed well with .8^3 = .512: 30,720 of 60,000 coils,
// 6 standard deviations of 122. The rest of 29,280 coils, some 49,000 sheets, waits for ever.
START_TEST(orphans_by_the_thousand_do_not_hinder_the_others)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, part: coil, every: 3 s, limit: 60000}, {station: "
              "cut, time: 1 s, splits: {sheet: 3}}, {station: press, time: 0.5 s, scrap: 20 "
              "%}, {station: j, time: 0.5 s, needs: {sheet: 3}, same: parent}, {sink: "
              "out}]}",
              200000.0);
    double n = model_sink(&plant, "out")->n;
    ck_assert_double_eq_tol(n, 30720.0, 732.0);
    int32_t j = plant.plan->steps[model_step(&plant, "j")].own_i;
    ck_assert_int_eq(gm_run_orphans(plant.run, j, &plant.arena), plant.run->wip);
    model_end(&plant);
}
END_TEST

// A part that was there first goes first, whichever way it came.
START_TEST(of_two_buffers_the_part_that_has_waited_longest_is_taken)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: i1, every: 3 s, first: 0 s, to: x}, {source: i2, every: "
              "3 s, first: 2 s, to: y}, {buffer: x, holds: 9, to: s}, {buffer: y, holds: 9, "
              "to: s}, {station: s, time: 5 s}, {sink: out}]}",
              26.0);
    // Born at 0 (x), 2 (y), 3 (x), 5 (y), 6 (x): taken in this order.
    EXPECT_ORDER(&plant, "s", 1, 2, 3, 4, 5);
    EXPECT(&plant, "s", 5, 10, 15, 20, 25);
    model_end(&plant);
}
END_TEST

// ---- cards of a kit

// Three cards: a kit of 3 takes them, the next waits for them, 2 s after the first has left.
START_TEST(kit_takes_its_cards_at_once_or_waits)
{
    model_run(&plant,
              HEAD
              "limits: [{name: cards, over: [s, s], at-most: 3, returns: 2 s}]\n"
              "plant: {line: [{source: in}, {buffer: r, holds: 9}, {station: s, time: 5 s, "
              "needs: {part: 3}}, {sink: out}]}",
              22.0);
    // The cards of the two that were joined come back 2 s later, at 2; the third at 7.
    EXPECT(&plant, "s", 5, 12, 19);
    model_end(&plant);
}
END_TEST

// ---- families in turn

#define FAMILIES                                                                               \
    "parts: {part: {variants: {x: {share: 50 %, family: fx}, y: {share: 50 %, family: "        \
    "fy}}}}\n"
#define ARRIVE(name, variant, list)                                                            \
    "{source: " name ", mix: {" variant ": 100 %}, every: \"list(" list ", once)\", to: s}"
#define SERVE(queue)                                                                           \
    "{station: s, time: 3 s, changeover: {on: family, takes: 2 s}, queue: {holds: 9, order: "  \
    "family" queue "}}, {sink: out}]"

// x at 1, 3, 6, y at 2: the x are served 1-4, 4-7, 7-10 as long as one waits; then 10-12-15.
START_TEST(exhaustive_service_stays_until_nothing_of_the_family_waits)
{
    model_run(&plant,
              HEAD FAMILIES "plant: {line: [" ARRIVE("a", "x", "1 s, 2 s, 3 s") ", " ARRIVE(
                  "b", "y", "2 s") ", " SERVE("") "}",
              50.0);
    EXPECT(&plant, "s", 4, 7, 10, 15);
    ck_assert_double_eq(model_station(&plant, "s")->n_changes, 1.0);
    model_end(&plant);
}
END_TEST

// x at 1, 3, 6, 12 and y at 2, 13. The gate for x closed at 1 with one inside: y 4-6-9. Then x
// 9-11, and at 11 those of 3 and 6 wait: 11-14-17. Those of 12 and 13 wait now; x's gate is
// shut: y 17-19-22, x 22-24-27.
START_TEST(gated_service_serves_those_that_waited_when_it_was_set_up)
{
    model_run(&plant,
              HEAD FAMILIES
              "plant: {line: [" ARRIVE("a", "x", "1 s, 2 s, 3 s, 6 s") ", " ARRIVE(
                  "b", "y", "2 s, 11 s") ", " SERVE(", service: gated") "}",
              50.0);
    EXPECT(&plant, "s", 4, 9, 14, 17, 22, 27);
    model_end(&plant);
}
END_TEST

// Only x comes, at 1, 2, 3: the gate opens anew and again, without a changeover.
START_TEST(gate_opens_anew_when_no_other_family_waits)
{
    model_run(&plant,
              HEAD FAMILIES "plant: {line: [" ARRIVE("a", "x", "1 s, 1 s, 1 s") ", " SERVE(
                  ", service: gated") "}",
              50.0);
    EXPECT(&plant, "s", 4, 7, 10);
    ck_assert_double_eq(model_station(&plant, "s")->n_changes, 0.0);
    model_end(&plant);
}
END_TEST

// The server walks x-y-x .. every 2 s: at y at 2, at x at 4, at y at 6, at x at 8. The y of 5
// is served 6-9. On: x at 11, y at 13.
START_TEST(server_that_cycles_when_empty_walks_on)
{
    model_run(&plant,
              HEAD FAMILIES "plant: {line: [" ARRIVE("b", "y", "5 s, 7 s") ", " SERVE(
                  ", cycles-when-empty: yes") "}",
              17.0);
    EXPECT(&plant, "s", 9, 16);
    model_end(&plant);
}
END_TEST

// Kinds that never come here are no stops on the way.
START_TEST(server_that_cycles_passes_families_that_never_come)
{
    model_run(
        &plant,
        HEAD "parts: {other: {}, part: {variants: {x: {share: 50 %, family: fx}, y: {share: 50 "
             "%, family: fy}}}, more: {}}\n"
             "plant: {side: [{source: i2, part: other, every: 1 h}, {source: i3, part: more, "
             "every: 1 h}, {sink: o2}], line: [" ARRIVE("b", "y", "5 s, 7 s") ", " SERVE(
                 ", cycles-when-empty: yes") "}",
        17.0);
    EXPECT(&plant, "s", 9, 16);
    model_end(&plant);
}
END_TEST

// ---- interruptions and shortest first

#define URGENT                                                                                 \
    "parts: {part: {variants: {hi: {share: 50 %, priority: 1}, lo: {share: 50 %, priority: "   \
    "2}}}}\nplant: {line: [{source: a, mix: {lo: 100 %}, every: \"list(1 s, once)\", to: s}, " \
    "{source: b, mix: {hi: 100 %}, every: \"list(5 s, once)\", to: s}, {station: s, time: "    \
    "{hi: "                                                                                    \
    "3 s, lo: 10 s}, queue: {order: priority, preempt: "

// lo 1-5, hi 5-8, lo has 6 s left: 14; or starts anew: 18; or is not interrupted: 11, 14.
START_TEST(urgent_part_interrupts)
{
    model_run(&plant, HEAD URGENT "resume}}, {sink: out}]}", 50.0);
    EXPECT(&plant, "s", 8, 14);
    ck_assert_double_eq(model_queue(&plant, "s")->wait_s, 3.0);
    ck_assert_double_eq(model_queue(&plant, "s")->n_out, 2.0);
    model_end(&plant);
    model_run(&plant, HEAD URGENT "restart}}, {sink: out}]}", 50.0);
    EXPECT(&plant, "s", 8, 18);
    model_end(&plant);
    model_run(&plant, HEAD URGENT "\"no\"}}, {sink: out}]}", 50.0);
    EXPECT(&plant, "s", 11, 14);
    model_end(&plant);
}
END_TEST

// Two lo at 1 and 2, one hi at 6, all of 4 s: lo 1-5; the other waits 2-5, works 5-6, is
// interrupted and waits 6-10: one wait of 7 s of one part of three.
START_TEST(interrupted_part_waits_once)
{
    model_run(&plant,
              HEAD
              "parts: {part: {variants: {hi: {share: 50 %, priority: 1}, lo: {share: 50 "
              "%, priority: 2}}}}\n"
              "plant: {line: [{source: a, mix: {lo: 100 %}, every: \"list(1 s, 1 s, "
              "once)\", to: s}, {source: b, mix: {hi: 100 %}, every: \"list(6 s, once)\", "
              "to: s}, {station: s, time: 4 s, queue: {order: priority, preempt: resume}}, "
              "{sink: out}]}",
              50.0);
    EXPECT(&plant, "s", 5, 10, 13);
    const gm_store *s = model_queue(&plant, "s");
    ck_assert_double_eq(s->n_out, 3.0);
    ck_assert_double_eq(s->n_waited, 1.0);
    ck_assert_double_eq(s->wait_s, 7.0);
    ck_assert_double_eq(s->wait_max_s, 7.0);
    model_end(&plant);
}
END_TEST

// Works of 10, 8, 3, 5 s come at 1, 2, 3, 4: after the first the shortest.
START_TEST(shortest_work_goes_first)
{
    model_run(&plant,
              HEAD
              "plant: {line: [{source: in, every: 1 s, limit: 4}, {station: s, time: \"list(10 "
              "s, 8 s, 3 s, 5 s)\", queue: {order: shortest}}, {sink: out}]}",
              50.0);
    EXPECT(&plant, "s", 11, 14, 19, 27);
    EXPECT_ORDER(&plant, "s", 1, 3, 4, 2);
    model_end(&plant);
}
END_TEST

// The work that the queue has drawn is that of this station only.
START_TEST(work_drawn_for_a_batch_is_not_that_of_the_next_station)
{
    model_run(
        &plant,
        HEAD
        "plant: {line: [{source: in, every: 1 s, limit: 2}, {station: s, batch: 2, time: 9 "
        "s, queue: {order: shortest}}, {buffer: r, holds: 5}, {station: t, time: 1 s}, "
        "{sink: out}]}",
        50.0);
    EXPECT(&plant, "t", 12, 13);
    model_end(&plant);
}
END_TEST

// As many machines as parts: each 10 s after it came.
START_TEST(unlimited_station_works_on_every_part_at_once)
{
    model_run(
        &plant,
        HEAD "plant: {line: [{source: in, every: 2 s}, {station: s, machines: unlimited, time: "
             "\"list(10 s, 1 s)\"}, {sink: out}]}",
        13.0);
    EXPECT(&plant, "s", 5, 9, 12, 13);
    EXPECT_ORDER(&plant, "s", 2, 4, 1, 6);
    ck_assert_int_eq(model_station(&plant, "s")->n_busy, 2);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("loading");
    tcase_add_test(c, batch_starts_with_the_least_number);
    tcase_add_test(c, batch_starts_with_fewer_after_the_longest_wait);
    tcase_add_loop_test(c, batch_waits_from_when_its_first_part_can_be_taken, 0, 3);
    tcase_add_test(c, exact_batch_waits_for_all);
    tcase_add_test(c, batch_that_is_done_is_given_on_part_by_part);
    tcase_add_test(c, assembly_waits_for_its_kit_and_keeps_the_first_named);
    tcase_add_test(c, kit_is_gathered_from_several_buffers);
    tcase_add_test(c, joined_part_becomes_the_same_named_variant);
    tcase_add_test(c, only_parts_of_one_parent_are_joined);
    tcase_add_test(c, of_complete_families_the_one_that_has_waited_longest_is_joined);
    tcase_add_test(c, sibling_of_scrap_is_an_orphan);
    tcase_add_test(c, longest_stay_frees_the_places_of_orphans);
    tcase_add_test(c, orphans_by_the_thousand_do_not_hinder_the_others);
    tcase_add_test(c, of_two_buffers_the_part_that_has_waited_longest_is_taken);
    tcase_add_test(c, kit_takes_its_cards_at_once_or_waits);
    tcase_add_test(c, exhaustive_service_stays_until_nothing_of_the_family_waits);
    tcase_add_test(c, gated_service_serves_those_that_waited_when_it_was_set_up);
    tcase_add_test(c, gate_opens_anew_when_no_other_family_waits);
    tcase_add_test(c, server_that_cycles_when_empty_walks_on);
    tcase_add_test(c, server_that_cycles_passes_families_that_never_come);
    tcase_add_test(c, urgent_part_interrupts);
    tcase_add_test(c, interrupted_part_waits_once);
    tcase_add_test(c, shortest_work_goes_first);
    tcase_add_test(c, work_drawn_for_a_batch_is_not_that_of_the_next_station);
    tcase_add_test(c, unlimited_station_works_on_every_part_at_once);
    return gm_check_main("plant/loading", c);
}
