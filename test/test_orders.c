// SPDX-License-Identifier: MIT
//
// Orders laid out: published instances, small random ones against all sequences, blocks by hand.

#include "check_main.h"
#include "orders_case.h"
#include "sequence/prove.h"

static _Alignas(8) char work[1 << 20];

static int32_t lay(orders_case *c, int64_t trials, int32_t *sequence)
{
    uint64_t spacing[GM_MOST_RULES] = {0};
    gm_stream stream;
    gm_orders_past past = {spacing, -1, 0, &stream};
    gm_stream_init(&stream, 1, 0, c->name, "sequence");
    c->orders.trials = trials;
    ck_assert_uint_le(gm_orders_work_size(&c->orders), sizeof work);
    gm_orders_lay(&c->orders, c->count, c->n, &past, work, sequence);
    return windows_by_hand(&c->orders, sequence, c->n);
}

static void expect_all_there(const orders_case *c, const int32_t *sequence)
{
    int32_t n[CASE_CLASSES] = {0};
    for (int32_t k = 0; k < c->n; k++) {
        n[sequence[k]] += 1;
    }
    for (int32_t i = 0; i < c->orders.n_classes; i++) {
        ck_assert_int_eq(n[i], c->count[i]);
    }
}

// ---- CSPLib prob001

// No better than what is known, where that is proven; never more than three windows worse.
START_TEST(published_instances_come_near_the_best_known)
{
    FILE *file = open_cases();
    ck_assert_ptr_nonnull(file);
    orders_case c;
    int n = 0;
    int n_best = 0;
    while (read_case(file, &c)) {
        int32_t sequence[CASE_CARS];
        int32_t broken = lay(&c, 200000, sequence);
        expect_all_there(&c, sequence);
        ck_assert_msg(broken <= c.least + 3, "%s: %d windows broken, %d known", c.name, broken,
                      c.least);
        bool is_proven = strcmp(c.name, "19/71") == 0;
        ck_assert(!is_proven || broken >= c.least);
        n += 1;
        n_best += broken <= c.least ? 1 : 0;
    }
    (void)fclose(file);
    ck_assert_int_eq(n, 13);
    ck_assert_int_ge(n_best, 9);
}
END_TEST

START_TEST(proof_finds_what_is_known_to_exist)
{
    FILE *file = open_cases();
    orders_case c;
    int n_found = 0;
    while (read_case(file, &c)) {
        int32_t sequence[CASE_CARS];
        ck_assert_uint_le(gm_orders_proof_size(&c.orders, c.n), sizeof work);
        gm_proof proof = gm_orders_prove(&c.orders, c.count, c.n, 100000, work, sequence);
        if (proof == GM_PROOF_FOUND) {
            expect_all_there(&c, sequence);
            ck_assert_int_eq(windows_by_hand(&c.orders, sequence, c.n), 0);
            n_found += 1;
        }
        ck_assert(proof != GM_PROOF_FOUND || c.least == 0);
        ck_assert(proof != GM_PROOF_NONE || c.least > 0);
    }
    (void)fclose(file);
    ck_assert_int_ge(n_found, 4);
}
END_TEST

// ---- small random ones against all sequences

typedef struct all {
    const orders_case *c;
    int32_t left[CASE_CLASSES];
    int32_t sequence[16];
    int32_t best;
} all;

static void try_all(all *a, int32_t k)
{
    if (k == a->c->n) {
        int32_t broken = windows_by_hand(&a->c->orders, a->sequence, k);
        a->best = broken < a->best ? broken : a->best;
        return;
    }
    for (int32_t i = 0; i < a->c->orders.n_classes && a->best > 0; i++) {
        if (a->left[i] > 0) {
            a->left[i] -= 1;
            a->sequence[k] = i;
            try_all(a, k + 1);
            a->left[i] += 1;
        }
    }
}

static void draw_case(orders_case *c, uint32_t seed)
{
    gm_stream stream;
    gm_stream_init(&stream, seed, 0, "orders", "test");
    *c = (orders_case){.name = "random", .orders = {.n_goals = 1}};
    c->orders.n_classes = 4;
    c->orders.n_rules = 2;
    c->orders.n_properties = 2;
    for (int i = 0; i < 4; i++) {
        c->count[i] = 1 + (int32_t)(gm_stream_u01(&stream) * 2.0);
        c->n += c->count[i];
        c->has[i] = (uint64_t)(gm_stream_u01(&stream) * 4.0);
    }
    for (int32_t r = 0; r < 2; r++) {
        int32_t in = 2 + (int32_t)(gm_stream_u01(&stream) * 3.0);
        c->rules[r] = (gm_spacing){r, 1 + (int32_t)(gm_stream_u01(&stream) * (in - 1)), in};
    }
    c->orders.has = c->has;
    c->orders.rules = c->rules;
}

START_TEST(small_orders_agree_with_all_sequences)
{
    int n_optimal = 0;
    int n_none = 0;
    for (uint32_t seed = 0; seed < 200; seed++) {
        orders_case c;
        draw_case(&c, seed);
        all a = {.c = &c, .best = INT32_MAX};
        memcpy(a.left, c.count, sizeof a.left);
        try_all(&a, 0);
        int32_t sequence[16];
        int32_t broken = lay(&c, 5000, sequence);
        expect_all_there(&c, sequence);
        ck_assert_int_ge(broken, a.best);
        n_optimal += broken == a.best ? 1 : 0;
        gm_proof proof = gm_orders_prove(&c.orders, c.count, c.n, 1000000, work, sequence);
        ck_assert_int_eq(proof, a.best == 0 ? GM_PROOF_FOUND : GM_PROOF_NONE);
        n_none += proof == GM_PROOF_NONE ? 1 : 0;
    }
    ck_assert_int_ge(n_optimal, 190);
    ck_assert_int_ge(n_none, 20);
}
END_TEST

// ---- colours

// 3 white and 3 black in blocks of at most 2: w w b b w b. The block that lies before goes on.
START_TEST(blocks_are_as_long_as_they_may_be)
{
    const uint64_t has[] = {1, 2};
    const int32_t colour[] = {0, 1};
    const int32_t count[] = {3, 3};
    uint64_t none[1] = {0};
    gm_orders orders = {.n_classes = 2,
                        .n_properties = 2,
                        .has = has,
                        .colour = colour,
                        .n_goals = 1,
                        .goals = {GM_GOAL_BLOCKS},
                        .most_block = 2};
    gm_orders_past past = {none, -1, 0, NULL};
    int32_t sequence[6];
    gm_orders_lay(&orders, count, 6, &past, work, sequence);
    const int32_t expected[] = {0, 0, 1, 1, 0, 1};
    for (int k = 0; k < 6; k++) {
        ck_assert_int_eq(sequence[k], expected[k]);
    }
    ck_assert_int_eq(past.colour, 1);
    ck_assert_int_eq(past.block, 1);
    gm_orders_past before = {none, -1, 0, NULL};
    ck_assert_int_eq(gm_orders_cost_of(&orders, &before, sequence, 6).changes, 3);
    gm_orders_lay(&orders, count, 6, &past, work, sequence);
    ck_assert_int_eq(sequence[0], 1); // one more black, then it is white's turn
    ck_assert_int_eq(sequence[1], 0);
}
END_TEST

// What was laid out before counts: a car with the option stands right before.
START_TEST(rules_reach_over_the_border_of_two_days)
{
    const uint64_t has[] = {1, 0};
    const int32_t count[] = {1, 2};
    const gm_spacing rule = {0, 1, 3};
    uint64_t spacing[1] = {1};
    gm_orders orders = {.n_classes = 2,
                        .n_properties = 1,
                        .has = has,
                        .n_rules = 1,
                        .rules = &rule,
                        .n_goals = 1,
                        .goals = {GM_GOAL_SPACING}};
    gm_orders_past past = {spacing, -1, 0, NULL};
    int32_t sequence[3];
    gm_orders_lay(&orders, count, 3, &past, work, sequence);
    ck_assert_int_eq(sequence[2], 0);
    ck_assert_uint_eq(spacing[0], 9); // 1 0 0 1
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("orders");
    tcase_add_test(cases, published_instances_come_near_the_best_known);
    tcase_add_test(cases, proof_finds_what_is_known_to_exist);
    tcase_add_test(cases, small_orders_agree_with_all_sequences);
    tcase_add_test(cases, blocks_are_as_long_as_they_may_be);
    tcase_add_test(cases, rules_reach_over_the_border_of_two_days);
    return gm_check_main("orders", cases);
}
