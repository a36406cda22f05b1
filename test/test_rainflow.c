// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "cell/rainflow.h"
#include "num/random.h"

#include <math.h>
#include <stdbool.h>

static gm_arena arena;

static void setup(void)
{
    gm_arena_init(&arena, 0);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

// How often a range occurs.
static double counts_of(gm_rain rain, double range)
{
    double sum = 0.0;
    for (int32_t i = 0; i < rain.n; i++) {
        sum += fabs(rain.cycles[i].range - range) < 1e-9 ? rain.cycles[i].count : 0.0;
    }
    return sum;
}

static double way_of(gm_rain rain)
{
    double sum = 0.0;
    for (int32_t i = 0; i < rain.n; i++) {
        sum += 2.0 * rain.cycles[i].count * rain.cycles[i].range;
    }
    return sum;
}

// Points A to I of the worked example of ASTM E1049-85, figures 6 and 7.
static const double astm[] = {-2.0, 1.0, -3.0, 5.0, -1.0, 3.0, -4.0, 4.0, -2.0};

// Figure 6(b) and its table: A-B 3 half, B-C 4 half, E-F 4 full, C-D 8 half, D-G 9 half, G-H 8 half, H-I
// 6 half. A range is closed by the point that makes the next one as large.
START_TEST(example_of_the_standard_is_counted_in_its_order)
{
    static const struct {
        double range, count;
        int from, to, until;
    } want[] = {{3.0, 0.5, 0, 1, 2}, {4.0, 0.5, 1, 2, 3}, {4.0, 1.0, 4, 5, 6},
                {8.0, 0.5, 2, 3, 6}, {9.0, 0.5, 3, 6, 6}, {8.0, 0.5, 6, 7, 7},
                {6.0, 0.5, 7, 8, 8}};
    gm_rain rain = gm_rainflow(astm, 9, &arena);
    ck_assert_int_eq(rain.n, 7);
    for (int i = 0; i < 7; i++) {
        ck_assert_double_eq(rain.cycles[i].range, want[i].range);
        ck_assert_double_eq(rain.cycles[i].count, want[i].count);
        ck_assert_int_eq(rain.cycles[i].from, want[i].from);
        ck_assert_int_eq(rain.cycles[i].to, want[i].to);
        ck_assert_int_eq(rain.cycles[i].until, want[i].until);
    }
}
END_TEST

// Figure 7: D-G 9, H-C 7, E-F 4, A-B 3, each once.
START_TEST(example_that_repeats_has_the_four_cycles_of_the_standard)
{
    gm_rain rain = gm_rainflow_repeating(astm, 9, &arena);
    ck_assert_int_eq(rain.n, 4);
    static const double ranges[] = {9.0, 7.0, 4.0, 3.0};
    for (int i = 0; i < 4; i++) {
        ck_assert_double_eq(counts_of(rain, ranges[i]), 1.0);
    }
}
END_TEST

// A day from 0.9 to 0.3 and back, with a stop to charge from 0.5 to 0.7: 0.6 once and 0.2 once, whether the
// day begins in the morning or in the middle of the drive.
START_TEST(day_that_repeats_is_the_same_wherever_it_begins)
{
    static const double day[] = {0.9, 0.9, 0.7, 0.5, 0.6, 0.7, 0.3, 0.3, 0.6};
    for (int32_t first = 0; first < 9; first++) {
        double turned[9];
        for (int32_t i = 0; i < 9; i++) {
            turned[i] = day[(first + i) % 9];
        }
        gm_rain rain = gm_rainflow_repeating(turned, 9, &arena);
        ck_assert_int_eq(rain.n, 2);
        ck_assert_double_eq(counts_of(rain, 0.6), 1.0);
        ck_assert_double_eq(counts_of(rain, 0.2), 1.0);
    }
}
END_TEST

START_TEST(what_never_turns_has_no_cycle_or_one_half)
{
    static const double rise[] = {0.1, 0.2, 0.2, 0.5, 0.9, 0.9};
    static const double flat[] = {0.5, 0.5, 0.5};
    gm_rain rain = gm_rainflow(rise, 6, &arena);
    ck_assert_int_eq(rain.n, 1);
    ck_assert_double_eq_tol(rain.cycles[0].range, 0.8, 1e-15);
    ck_assert_double_eq_tol(rain.cycles[0].mean, 0.5, 1e-15);
    ck_assert_double_eq(rain.cycles[0].count, 0.5);
    ck_assert_int_eq(rain.cycles[0].to, 4);
    ck_assert_int_eq(gm_rainflow(flat, 3, &arena).n, 0);
    ck_assert_int_eq(gm_rainflow_repeating(flat, 3, &arena).n, 0);
    ck_assert_int_eq(gm_rainflow(flat, 1, &arena).n, 0);
    ck_assert_int_eq(gm_rainflow(flat, 0, &arena).n, 0);
    ck_assert_int_eq(gm_rainflow_repeating(flat, 0, &arena).n, 0);
}
END_TEST

// n times up and down by the same range, from below: each but the first half and the last is whole, or all
// are halves; together n.
START_TEST(equal_swings_are_as_many_as_there_are)
{
    double x[41];
    for (int i = 0; i < 41; i++) {
        x[i] = i % 2 == 0 ? 0.2 : 0.9;
    }
    ck_assert_double_eq(counts_of(gm_rainflow(x, 41, &arena), 0.7), 20.0);
    ck_assert_double_eq(counts_of(gm_rainflow_repeating(x, 40, &arena), 0.7), 20.0);
}
END_TEST

// ---- against the four-point method, written down here: of four turning points the inner range is a cycle
// when both beside it are at least as large; what is left counts half (Amzallag et al. 1994, Int. J.
// Fatigue 16, 287).

static int32_t turning_points(const double *x, int32_t n, double *out)
{
    int32_t m = 0;
    for (int32_t i = 0; i < n; i++) {
        bool ends = i == 0 || i == n - 1;
        if (ends || (x[i] - x[i - 1]) * (x[i + 1] - x[i]) < 0.0) {
            out[m++] = x[i];
        }
    }
    return m;
}

static bool is_inner(const double *p)
{
    double inner = fabs(p[2] - p[1]);
    return inner <= fabs(p[1] - p[0]) && inner <= fabs(p[3] - p[2]);
}

static int32_t four_points(double *p, int32_t m, gm_rain_cycle *out)
{
    int32_t n = 0;
    for (int32_t i = 0; i + 3 < m;) {
        if (!is_inner(p + i)) {
            i++;
            continue;
        }
        out[n++] = (gm_rain_cycle){.range = fabs(p[i + 2] - p[i + 1]), .count = 1.0};
        for (int32_t k = i + 3; k < m; k++) {
            p[k - 2] = p[k];
        }
        m -= 2;
        i = 0;
    }
    for (int32_t i = 0; i + 1 < m; i++) {
        out[n++] = (gm_rain_cycle){.range = fabs(p[i + 1] - p[i]), .count = 0.5};
    }
    return n;
}

static int by_range(const void *a, const void *b)
{
    const gm_rain_cycle *x = a;
    const gm_rain_cycle *y = b;
    double less = x->range != y->range ? x->range - y->range : x->count - y->count;
    return less < 0.0 ? -1 : less > 0.0;
}

#define WALK 400

static void random_walk(uint32_t seed, double *x)
{
    gm_stream stream;
    gm_stream_init(&stream, seed, 0, "walk", "level");
    for (int i = 0; i < WALK; i++) {
        x[i] = gm_stream_u01(&stream);
    }
}

START_TEST(the_four_point_method_finds_the_same_cycles)
{
    double x[WALK];
    double points[WALK];
    gm_rain_cycle want[WALK];
    random_walk((uint32_t)_i + 1, x);
    int32_t n = four_points(points, turning_points(x, WALK, points), want);
    gm_rain rain = gm_rainflow(x, WALK, &arena);
    ck_assert_int_eq(rain.n, n);
    qsort(rain.cycles, (size_t)n, sizeof *want, by_range);
    qsort(want, (size_t)n, sizeof *want, by_range);
    for (int32_t i = 0; i < n; i++) {
        ck_assert_double_eq(rain.cycles[i].range, want[i].range);
        ck_assert_double_eq(rain.cycles[i].count, want[i].count);
    }
}
END_TEST

START_TEST(cycles_add_up_to_the_way)
{
    double x[WALK];
    random_walk((uint32_t)_i + 1, x);
    double way = 0.0;
    for (int i = 1; i < WALK; i++) {
        way += fabs(x[i] - x[i - 1]);
    }
    ck_assert_double_eq_tol(way_of(gm_rainflow(x, WALK, &arena)), way, 1e-10);
    way += fabs(x[0] - x[WALK - 1]);
    gm_rain rain = gm_rainflow_repeating(x, WALK, &arena);
    ck_assert_double_eq_tol(way_of(rain), way, 1e-10);
    for (int32_t i = 0; i < rain.n; i++) {
        ck_assert_double_eq(rain.cycles[i].count, 1.0);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("rainflow");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, example_of_the_standard_is_counted_in_its_order);
    tcase_add_test(cases, example_that_repeats_has_the_four_cycles_of_the_standard);
    tcase_add_test(cases, day_that_repeats_is_the_same_wherever_it_begins);
    tcase_add_test(cases, what_never_turns_has_no_cycle_or_one_half);
    tcase_add_test(cases, equal_swings_are_as_many_as_there_are);
    tcase_add_loop_test(cases, the_four_point_method_finds_the_same_cycles, 0, 20);
    tcase_add_loop_test(cases, cycles_add_up_to_the_way, 0, 20);
    return gm_check_main("rainflow", cases);
}
