// SPDX-License-Identifier: MIT
//
// Where parts go, which kinds come where and what is downstream, by hand.

#include "check_main.h"
#include "model_plant.h"

#include <stdio.h>

#define HEAD "gemba: 1\nclock: {run: 3 d, horizon: terminating}\n"

static model_plant plant;

static void wire(const char *text)
{
    model_wire(&plant, text);
    plant.run = gm_run_create(plant.plan);
}

static const gm_step *step(const char *name)
{
    return &plant.plan->steps[model_step(&plant, name)];
}

static void check_target(const char *from, int32_t i, gm_target_kind kind, const char *to)
{
    ck_assert_int_lt(i, step(from)->to.n);
    gm_target got = step(from)->to.targets[i];
    ck_assert_int_eq(got.kind, kind);
    if (kind == GM_TO_STEP) {
        ck_assert_int_eq(got.i, model_step(&plant, to));
    }
}

// ---- where parts go

START_TEST(parts_go_to_the_next_step_and_from_the_last_one_out)
{
    wire(HEAD
         "plant: {one: [{source: in, every: 1 h}, {station: a, time: 1 s}, {source: more, "
         "every: 1 h}, {station: b, time: 1 s}], two: [{source: in-2, every: 1 h}, {station: "
         "c, time: 1 s, to: scrap}, {station: d, time: 1 s, to: a}, {source: in-3, every: "
         "1 h, to: d}]}");
    check_target("in", 0, GM_TO_STEP, "a");
    check_target("a", 0, GM_TO_STEP, "b"); // past the source
    check_target("more", 0, GM_TO_STEP, "b");
    check_target("b", 0, GM_TO_OUT, NULL); // not into the next line
    check_target("in-2", 0, GM_TO_STEP, "c");
    check_target("c", 0, GM_TO_SCRAP, NULL);
    check_target("d", 0, GM_TO_STEP, "a");
    model_end(&plant);
}
END_TEST

// The mean of the drawn index is 0 x 10 % + 1 x 20 % + 2 x 70 %.
START_TEST(rest_is_what_the_others_leave)
{
    wire(HEAD "plant: {line: [{source: in, every: 1 h}, {station: s, time: 1 s, to: {scrap: 10 "
              "%, s: 20 %, out: rest}}, {sink: out}]}");
    ck_assert_int_eq(step("s")->to.mode, GM_ROUTE_SHARES);
    check_target("s", 0, GM_TO_SCRAP, NULL);
    check_target("s", 1, GM_TO_STEP, "s");
    check_target("s", 2, GM_TO_STEP, "out");
    ck_assert_double_eq_tol(gm_dist_mean(&step("s")->to.shares), 1.6, 1e-12);
    model_end(&plant);
}
END_TEST

#define HEAD_OF_THREE                                                                          \
    HEAD "parts: {part: {variants: {a: 20 %, b: 30 %, c: 50 %}}}\n"                            \
         "plant: {line: [{source: in, every: 1 h}, {station: s, time: 1 s, to: {by: variant, "
#define TAIL_OF_THREE                                                                          \
    "}}, {station: x, time: 1 s, to: out}, {station: y, time: 1 s}, {sink: out}]}"

static void check_by_variant(const char *rows, const char *const *names)
{
    char text[1000];
    snprintf(text, sizeof text, "%s%s%s", HEAD_OF_THREE, rows, TAIL_OF_THREE);
    wire(text);
    ck_assert_int_eq(step("s")->to.mode, GM_ROUTE_BY_VARIANT);
    for (int v = 0; v < 3; v++) {
        check_target("s", step("s")->to.by_variant[v], GM_TO_STEP, names[v]);
    }
    model_end(&plant);
}

START_TEST(other_serves_whom_no_row_names_wherever_it_stands)
{
    static const char *const names[] = {"y", "x", "y"};
    check_by_variant("b: x, other: y", names);
    check_by_variant("other: y, b: x", names);
}
END_TEST

START_TEST(each_variant_goes_by_its_row)
{
    static const char *const names[] = {"y", "x", "out"};
    check_by_variant("c: out, b: x, a: y", names);
}
END_TEST

START_TEST(kind_names_all_of_its_variants)
{
    wire(HEAD
         "parts: {body: {variants: {a: 50 %, b: 50 %}}, pack: {}}\n"
         "plant: {line: [{source: in, part: body, every: 1 h}, {source: in-2, part: pack, "
         "every: 1 h}, {station: s, time: 1 s, to: {by: kind, pack: x, body: y}}, {station: "
         "x, time: 1 s, to: out}, {station: y, time: 1 s}, {sink: out}]}");
    const int32_t *by = step("s")->to.by_variant;
    check_target("s", by[0], GM_TO_STEP, "y");
    check_target("s", by[1], GM_TO_STEP, "y");
    check_target("s", by[2], GM_TO_STEP, "x");
    model_end(&plant);
}
END_TEST

// ---- which kinds come where

static uint64_t kinds_in_buffer(const char *name)
{
    return plant.plan->stores[step(name)->own_i].kinds;
}

// sheet (0) is cut into halves (1) and ribs (2), which are joined to sheets (0) again.
START_TEST(kinds_follow_splits_and_joins)
{
    wire(HEAD
         "parts: {sheet: {}, half: {}, rib: {}}\n"
         "plant: {line: [{source: in, part: sheet, every: 1 h}, {buffer: raw, holds: 3}, "
         "{station: cut, time: 1 s, splits: {half: 2, rib: 1}, to: {by: kind, half: halves, "
         "rib: ribs}}, {buffer: halves, holds: 6, to: stack}, {buffer: ribs, holds: 4, to: "
         "stack}, {station: stack, time: 1 s, needs: {half: 2, rib: 1}, makes: sheet}, "
         "{buffer: done, holds: 3}, {sink: out}]}");
    ck_assert_uint_eq(kinds_in_buffer("raw"), 1);
    ck_assert_uint_eq(kinds_in_buffer("halves"), 2);
    ck_assert_uint_eq(kinds_in_buffer("ribs"), 4);
    ck_assert_uint_eq(kinds_in_buffer("done"), 1);
    model_end(&plant);
}
END_TEST

// Rejected packs come back through the rework; bodies pass.
START_TEST(kinds_come_round_a_loop)
{
    wire(HEAD "parts: {body: {}, pack: {}}\n"
              "plant: {line: [{source: in, part: body, every: 1 h}, {buffer: first, holds: 3}, "
              "{station: check, time: 1 s, inspects: {finds: 90 %, to: rework}}, {sink: out}, "
              "{source: in-2, part: pack, every: 1 h, to: rework}, {buffer: rework, holds: 3}, "
              "{station: mend, time: 1 s, to: check}]}");
    ck_assert_uint_eq(kinds_in_buffer("first"), 1);
    ck_assert_uint_eq(kinds_in_buffer("rework"), 3);
    model_end(&plant);
}
END_TEST

// By its route a job comes into r and not by the list.
START_TEST(kinds_come_where_routes_of_their_own_lead)
{
    wire(HEAD
         "parts: {job: {variants: {x: {share: 100 %, route: [r, out]}}}, pack: {}}\n"
         "plant: {line: [{source: in, part: job, every: 1 h}, {source: in-2, part: pack, "
         "every: 1 h}, {buffer: q, holds: 3}, {buffer: p, holds: 3}, {sink: out}, {source: "
         "in-3, part: pack, every: 1 h, to: r}, {buffer: r, holds: 3, to: out}]}");
    ck_assert_uint_eq(kinds_in_buffer("q"), 2);
    ck_assert_uint_eq(kinds_in_buffer("p"), 2);
    ck_assert_uint_eq(kinds_in_buffer("r"), 3);
    model_end(&plant);
}
END_TEST

// ---- downstream

static void check_before(const char *first, const char *second)
{
    ck_assert_msg(step(first)->rank < step(second)->rank, "%s is not before %s", first, second);
}

// A diamond written backwards, with a way back from d to where the parts come in.
START_TEST(step_is_ranked_before_those_it_gives_to)
{
    wire(HEAD
         "plant: {line: [{station: d, time: 1 s, to: {out: 90 %, a: 10 %}}, {sink: out}, "
         "{buffer: c, holds: 1, to: d}, {station: b, time: 1 s, to: d}, {station: a, time: "
         "1 s, to: {b: 50 %, c: 50 %}}, {source: in, every: 1 h, to: a}]}");
    check_before("in", "a");
    check_before("a", "b");
    check_before("a", "c");
    check_before("b", "d");
    check_before("c", "d");
    check_before("d", "out");
    model_end(&plant);
}
END_TEST

// f needs a pass; every rank is given once.
START_TEST(pass_is_ranked_straight_after_its_buffer)
{
    wire(HEAD
         "plant: {line: [{source: in, every: 1 h}, {buffer: f, holds: 3}, {buffer: g, holds: "
         "3}, {station: s, time: 1 s}, {sink: out}]}");
    const gm_plan *plan = plant.plan;
    int n_passes = 0;
    ck_assert_int_gt(plan->n_steps, 5);
    for (int32_t i = 0; i < plan->n_steps; i++) {
        ck_assert_int_eq(plan->steps[plan->step_by_rank[i]].rank, i);
        if (plan->steps[i].kind == GM_STEP_PASS) {
            n_passes++;
            ck_assert_int_eq(plan->steps[i].file_i, model_step(&plant, "f"));
            ck_assert_int_eq(plan->steps[i].rank, step("f")->rank + 1);
        }
    }
    ck_assert_int_eq(n_passes, 1);
    model_end(&plant);
}
END_TEST

// ---- loops

// A loop that nobody takes, or that takes time, is none in no time.
START_TEST(loop_with_a_share_of_nothing_is_no_fault)
{
    wire(HEAD "plant: {line: [{source: in, every: 1 h}, {station: a, time: 0 s}, {station: b, "
              "time: 0 s, to: {a: 0 %, out: 100 %}}, {sink: out}]}");
    model_end(&plant);
    wire(HEAD "plant: {line: [{source: in, every: 1 h}, {station: a, time: 0 s}, {station: b, "
              "time: 1 s, to: {a: 50 %, out: 50 %}}, {sink: out}]}");
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("wire_ways");
    tcase_add_test(c, parts_go_to_the_next_step_and_from_the_last_one_out);
    tcase_add_test(c, rest_is_what_the_others_leave);
    tcase_add_test(c, other_serves_whom_no_row_names_wherever_it_stands);
    tcase_add_test(c, each_variant_goes_by_its_row);
    tcase_add_test(c, kind_names_all_of_its_variants);
    tcase_add_test(c, kinds_follow_splits_and_joins);
    tcase_add_test(c, kinds_come_round_a_loop);
    tcase_add_test(c, kinds_come_where_routes_of_their_own_lead);
    tcase_add_test(c, step_is_ranked_before_those_it_gives_to);
    tcase_add_test(c, pass_is_ranked_straight_after_its_buffer);
    tcase_add_test(c, loop_with_a_share_of_nothing_is_no_fault);
    return gm_check_main("plant/wire_ways", c);
}
