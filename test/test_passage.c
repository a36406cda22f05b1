// SPDX-License-Identifier: MIT
//
// The sequence at points of the plant, by hand.

#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 2000 s, horizon: terminating}\n"

static model_plant plant;

static const gm_passage *point_of(const char *step, bool is_way_in)
{
    for (int32_t i = 0; i < plant.plan->n_points; i++) {
        const gm_passage_plan *point = &plant.plan->points[i];
        if (point->step_i == model_step(&plant, step) && point->is_way_in == is_way_in) {
            return &plant.run->points[i];
        }
    }
    ck_abort_msg("%s is not watched", step);
    return NULL;
}

// 2, 3, 4, 1: three are a place early, the first three places late. Places planned and had: 1-4,
// 2-1, 3-2, 4-3.
START_TEST(late_and_early_are_places)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 4, sequence: "
                   "{watch: b}}, {buffer: way, holds: 9, transfer: "
                   "\"list(9 s, 1 s, 1 s, 1 s)\"}, {station: b, time: 1 s}, {sink: out}]}",
              20.0);
    const gm_passage *b = point_of("b", false);
    ck_assert_double_eq(b->n, 4.0);
    ck_assert_double_eq(b->n_in_sequence, 3.0);
    ck_assert_double_eq(b->late, 3.0);
    ck_assert_double_eq(b->off, 6.0);
    ck_assert_double_eq(b->late_max, 3.0);
    ck_assert_double_eq(b->early_max, 1.0);
    ck_assert_double_eq(b->off_max, 3.0);
    model_end(&plant);
}
END_TEST

// 3, 1, 4, 2: 1 is overtaken by 3, 2 by 3 and 4. 3 overtakes two, 4 one; places 1-2, 2-4, 3-1,
// 4-3.
START_TEST(part_may_be_overtaken_and_overtake)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 1 s, first: 0 s, limit: 4, sequence: "
                   "{watch: [store, out]}}, {buffer: store, holds: 9, transfer: "
                   "\"list(4 s, 7 s, 1 s, 3 s)\"}, {station: b, time: 1 s}, {sink: out}]}",
              20.0);
    const gm_passage *in = point_of("store", true);
    ck_assert_double_eq(in->n_in_sequence, 4.0); // the way is inside of the store
    const gm_passage *at[] = {point_of("store", false), point_of("out", false)};
    for (int i = 0; i < 2; i++) {
        ck_assert_double_eq(at[i]->n, 4.0);
        ck_assert_double_eq(at[i]->n_in_sequence, 2.0);
        ck_assert_double_eq(at[i]->late, 1.0 + 2.0);
        ck_assert_double_eq(at[i]->early_max, 2.0);
        ck_assert_double_eq(at[i]->off, 1.0 + 2.0 + 2.0 + 1.0);
    }
    model_end(&plant);
}
END_TEST

// Of bad, good, bad, good only the good ones come: none is late, none is missed.
START_TEST(part_that_never_comes_leaves_no_gap)
{
    model_run(&plant,
              HEAD "parts: {body: {variants: {bad: 50 %, good: 50 %}}}\n"
                   "plant: {line: [{source: in, part: body, mix-rule: levelled, every: 5 s, "
                   "first: 0 s, limit: 8, sequence: {watch: b}}, {station: check, time: 1 s, "
                   "to: {by: variant, bad: scrap, other: next}}, {station: b, time: 1 s}, "
                   "{sink: out}]}",
              60.0);
    const gm_passage *b = point_of("b", false);
    ck_assert_double_eq(b->n, 4.0);
    ck_assert_double_eq(b->n_in_sequence, 4.0);
    ck_assert_double_eq(b->off, 0.0);
    ck_assert_uint_eq(b->last, 0); // nobody is expected any more
    model_end(&plant);
}
END_TEST

// Bodies are joined with packs of another source: the car has the sequence of its body.
START_TEST(joined_part_keeps_its_place)
{
    model_run(&plant,
              HEAD
              "parts: {body: {variants: {es: 50 %, rz: 50 %}}, car: {variants: {es: 50 %, "
              "rz: 50 %}}}\n"
              "plant:\n  packs: [{source: p, part: pack, every: 1 s, first: 0 s}, "
              "{buffer: packed, holds: 9, to: join}]\n"
              "  line: [{source: in, part: body, mix-rule: levelled, every: 2 s, first: 0 s, "
              "limit: 6, sequence: {watch: out, spacing: {of: es, at-most: 0, in: 2}}}, "
              "{station: join, needs: {body: 1, pack: 1}, makes: car, time: 1 s}, "
              "{sink: out}]",
              60.0);
    const gm_passage *out = point_of("out", false);
    ck_assert_double_eq(out->n, 6.0);
    ck_assert_double_eq(out->n_in_sequence, 6.0);
    // es rz es rz es rz: every window of two holds one es, five of them.
    ck_assert_double_eq(out->tallies[0].windows, 5.0);
    ck_assert_double_eq(out->tallies[0].cars, 3.0);
    ck_assert_double_eq(out->n_changes, 5.0);
    model_end(&plant);
}
END_TEST

// Part 2 is reworked once behind the point: its second visit is no passage.
START_TEST(part_passes_once)
{
    model_run(&plant,
              HEAD "plant: {line: [{source: in, every: 9 s, first: 0 s, limit: 3, sequence: "
                   "{watch: b}}, {station: b, time: 1 s, defects: 100 %}, {station: check, "
                   "time: 1 s, inspects: {to: mend}}, {sink: out}, "
                   "{station: mend, time: 1 s, mends: 100 %, to: b2}, {station: b2, time: 1 s, "
                   "to: out}]}",
              60.0);
    ck_assert_double_eq(point_of("b", false)->n, 3.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("passage");
    tcase_add_test(cases, late_and_early_are_places);
    tcase_add_test(cases, part_may_be_overtaken_and_overtake);
    tcase_add_test(cases, part_that_never_comes_leaves_no_gap);
    tcase_add_test(cases, joined_part_keeps_its_place);
    tcase_add_test(cases, part_passes_once);
    return gm_check_main("passage", cases);
}
