// SPDX-License-Identifier: MIT
//
// Levelling: due dates by hand and against all sequences, goal chasing on Monden's products.

#include "check_main.h"
#include "sequence/level.h"
#include "sequence/orders.h"

#include "num/random.h"

#include <math.h>

// 3, 2 and 1 of 6 are due at 1 3 5, 1.5 4.5 and 3: a b a c b a. The third place has equals.
START_TEST(earliest_due_date_goes_first)
{
    const int32_t d[] = {3, 2, 1};
    const int32_t expected[] = {0, 1, 0, 2, 1, 0};
    int32_t used[3];
    int32_t sequence[6];
    gm_level_by_due(3, d, 6, used, sequence);
    for (int k = 0; k < 6; k++) {
        ck_assert_int_eq(sequence[k], expected[k]);
    }
    // Late by -0.5, 0, -0.5, 0.5, 0, 0.5.
    ck_assert_double_eq_tol(gm_level_measure_of(3, d, 6, sequence, used).due_sq, 1.0, 1e-12);
}
END_TEST

typedef struct all {
    const int32_t *d;
    int32_t n;
    int32_t left[4];
    int32_t sequence[12];
    double best_due;
    double best_deviation;
} all;

static void try_all(all *a, int32_t k)
{
    if (k == a->n) {
        int32_t used[4];
        gm_level_measure m = gm_level_measure_of(4, a->d, a->n, a->sequence, used);
        a->best_due = fmin(a->best_due, m.due_sq);
        a->best_deviation = fmin(a->best_deviation, m.deviation);
        return;
    }
    for (int32_t i = 0; i < 4; i++) {
        if (a->left[i] > 0) {
            a->left[i] -= 1;
            a->sequence[k] = i;
            try_all(a, k + 1);
            a->left[i] += 1;
        }
    }
}

// Inman and Bulfin: no sequence is nearer to the due dates. And none need be a whole unit from even
// use (the bottleneck optimum is below 1).
START_TEST(no_sequence_is_nearer_to_its_due_dates)
{
    gm_stream stream;
    gm_stream_init(&stream, (uint32_t)_i, 0, "level", "test");
    int32_t d[4];
    int32_t n = 0;
    for (int i = 0; i < 4; i++) {
        d[i] = 1 + (int32_t)(gm_stream_u01(&stream) * 3.0);
        n += d[i];
    }
    if (n > 9) {
        d[0] -= d[0] > 1 ? 1 : 0;
        n = d[0] + d[1] + d[2] + d[3];
    }
    all a = {.d = d, .n = n, .best_due = (double)INFINITY, .best_deviation = (double)INFINITY};
    for (int i = 0; i < 4; i++) {
        a.left[i] = d[i];
    }
    try_all(&a, 0);
    int32_t used[4];
    int32_t sequence[12];
    gm_level_by_due(4, d, n, used, sequence);
    gm_level_measure m = gm_level_measure_of(4, d, n, sequence, used);
    ck_assert_double_eq_tol(m.due_sq, a.best_due, 1e-9);
    ck_assert(a.best_deviation < 1.0);
}
END_TEST

// The products of Monden (1983): A of parts 1, 3, 4; B of 1, 2, 4; C of 2 and 3; 2, 3 and 5 of
// them. First distances by hand: 1.11, 1.01 and 0.79, so C; the rest by a script of its
// own. The fifth may be B or C, both 0.87: it is C, of which more are left.
START_TEST(goal_chasing_follows_monden)
{
    const uint64_t has[] = {1 | 4 | 8, 1 | 2 | 8, 2 | 4};
    const int32_t count[] = {2, 3, 5};
    const int32_t total[] = {5, 8, 7, 5};
    const int32_t none[] = {0, 0, 0, 0};
    ck_assert_double_eq_tol(sqrt(gm_level_distance(4, total, none, has[0], 1, 10)), 1.11, 5e-3);
    ck_assert_double_eq_tol(sqrt(gm_level_distance(4, total, none, has[1], 1, 10)), 1.01, 6e-3);
    ck_assert_double_eq_tol(sqrt(gm_level_distance(4, total, none, has[2], 1, 10)), 0.79, 5e-3);
    gm_orders orders = {
        .n_classes = 3, .n_properties = 4, .has = has, .n_goals = 1, .goals = {GM_GOAL_LEVEL}};
    gm_orders_past past = {NULL, -1, 0, NULL};
    int32_t work[16];
    int32_t sequence[10];
    ck_assert_uint_le(gm_orders_work_size(&orders), sizeof work);
    uint64_t no_rules[1] = {0};
    past.spacing = no_rules;
    gm_orders_lay(&orders, count, 10, &past, work, sequence);
    const char *expected = "CBACCBCABC";
    for (int k = 0; k < 10; k++) {
        ck_assert_int_eq('A' + sequence[k], expected[k]);
    }
}
END_TEST

// ---- the use of one property

// a b a a with 3 of 4: after 1, 2, 3, 4 units .75, 1.5, 2.25, 3 are even, so off by .25, .5, .25, 0.
// That is as near as can be: b a a a is off by .75 .5 .25 0.
START_TEST(use_is_held_against_the_even_one)
{
    const uint64_t has[] = {1, 0};
    const int32_t good[] = {0, 1, 0, 0};
    const int32_t bad[] = {1, 0, 0, 0};
    gm_level_use use = gm_level_use_of(has, 0, good, 4);
    ck_assert_int_eq(use.with, 3);
    ck_assert_double_eq(use.most, 0.5);
    ck_assert_double_eq(use.mean, 0.25);
    ck_assert_double_eq(use.most_alone, 0.5);
    ck_assert_double_eq(use.mean_alone, 0.25);
    use = gm_level_use_of(has, 0, bad, 4);
    ck_assert_double_eq(use.most, 0.75);
    ck_assert_double_eq(use.mean, 0.375);
    ck_assert_double_eq(use.most_alone, 0.5);
}
END_TEST

// Least of all sequences of m with and n - m without, as bits of a word.
static void least_use(int32_t n, int32_t m, double *most, double *mean)
{
    *most = (double)INFINITY;
    *mean = (double)INFINITY;
    for (uint32_t word = 0; word < (uint32_t)1 << n; word++) {
        if (__builtin_popcount(word) != m) {
            continue;
        }
        double largest = 0.0;
        double sum = 0.0;
        for (int32_t k = 1; k <= n; k++) {
            uint32_t first = word & (((uint32_t)1 << k) - 1);
            double off = fabs((double)m * k / n - __builtin_popcount(first));
            largest = fmax(largest, off);
            sum += off;
        }
        *most = fmin(*most, largest);
        *mean = fmin(*mean, sum / n);
    }
}

START_TEST(no_sequence_uses_a_property_more_evenly_than_alone)
{
    const uint64_t has[] = {4, 0};
    for (int32_t n = 1; n <= 12; n++) {
        for (int32_t m = 0; m <= n; m++) {
            int32_t sequence[12];
            for (int32_t k = 0; k < n; k++) {
                sequence[k] = k < m ? 0 : 1;
            }
            double most;
            double mean;
            least_use(n, m, &most, &mean);
            gm_level_use use = gm_level_use_of(has, 2, sequence, n);
            ck_assert_double_eq_tol(use.most_alone, most, 1e-12);
            ck_assert_double_eq_tol(use.mean_alone, mean, 1e-12);
            ck_assert(use.most >= most - 1e-12 && use.mean >= mean - 1e-12);
        }
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("level");
    tcase_add_test(cases, earliest_due_date_goes_first);
    tcase_add_loop_test(cases, no_sequence_is_nearer_to_its_due_dates, 0, 12);
    tcase_add_test(cases, goal_chasing_follows_monden);
    tcase_add_test(cases, use_is_held_against_the_even_one);
    tcase_add_test(cases, no_sequence_uses_a_property_more_evenly_than_alone);
    return gm_check_main("level", cases);
}
