// SPDX-License-Identifier: MIT
//
// Line balancing: small problems by hand, and random ones against a search of all orders.

#include "balance/balance.h"
#include "balance_case.h"
#include "check_main.h"

#include "num/random.h"

static gm_arena arena;

static void setup(void)
{
    gm_arena_init(&arena, 0);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

static gm_balance solve(const gm_balance_problem *problem)
{
    gm_balance balance = gm_balance_solve(problem, &arena);
    expect_valid(problem, &balance);
    return balance;
}

// One model, a takt of 10, one person at each station.
static gm_balance_problem tens(int32_t n_tasks, const int64_t *ticks)
{
    return (gm_balance_problem){
        .n_tasks = n_tasks, .n_dims = 1, .ticks = ticks, .takt = 10, .most_people = 1};
}

// ---- by hand

// 4 + 3 + 3 = 10 fill one station, 6 + 4 the other: two, though a greedy order (6, 3 | 4, 3 | 4)
// takes three.
START_TEST(tasks_are_packed_as_well_as_possible)
{
    const int64_t ticks[] = {6, 4, 4, 3, 3};
    gm_balance_problem problem = tens(5, ticks);
    gm_balance balance = solve(&problem);
    ck_assert_int_eq(balance.n_stations, 2);
    ck_assert_int_eq(balance.least_stations, 2);
}
END_TEST

// Six halves and a bit do not pair: six stations, though their sum fits in four.
START_TEST(large_tasks_are_told_by_the_bound)
{
    const int64_t ticks[] = {6, 6, 6, 6, 6, 6};
    gm_balance_problem problem = tens(6, ticks);
    gm_balance balance = solve(&problem);
    ck_assert_int_eq(balance.n_stations, 6);
    ck_assert_int_eq(balance.least_stations, 6);
    ck_assert_int_le(balance.trials, 36);
}
END_TEST

// 5 before 6 before 5: 5 + 5 would fit together, but 6 stands between: three stations for 16.
START_TEST(order_costs_a_station)
{
    const int64_t ticks[] = {5, 6, 5};
    const gm_task_pair before[] = {{0, 1}, {1, 2}};
    gm_balance_problem problem = tens(3, ticks);
    problem.n_before = 2;
    problem.before = before;
    ck_assert_int_eq(solve(&problem).n_stations, 3);
    problem.n_before = 0;
    ck_assert_int_eq(solve(&problem).n_stations, 2);
}
END_TEST

// Two tasks of 5 fit into 10, unless they must not meet.
START_TEST(tasks_that_are_apart_stand_at_two_stations)
{
    const int64_t ticks[] = {5, 5};
    const gm_task_pair apart[] = {{0, 1}};
    gm_balance_problem problem = tens(2, ticks);
    problem.n_apart = 1;
    problem.apart = apart;
    ck_assert_int_eq(solve(&problem).n_stations, 2);
    problem.n_apart = 0;
    ck_assert_int_eq(solve(&problem).n_stations, 1);
}
END_TEST

// One task is for the first variant, one for the second: on average 4 + 4, but 8 and 8. Both fit
// into 10 with each other, a third of 3 for both does not go with the variants.
START_TEST(every_variant_has_to_fit)
{
    const int64_t ticks[] = {4, 8, 0, 4, 0, 8, 3, 3, 3};
    const double fill[] = {1.2, 1.0, 1.0};
    gm_balance_problem problem = {
        .n_tasks = 3, .n_dims = 3, .ticks = ticks, .takt = 10, .fill = fill, .most_people = 1};
    gm_balance balance = solve(&problem);
    ck_assert_int_eq(balance.n_stations, 2);
    ck_assert_int_eq(balance.station[0], balance.station[1]);
    // With a tenth more for the variants all three fit: 8 + 3 = 11.
    const double more[] = {1.2, 1.1, 1.1};
    problem.fill = more;
    ck_assert_int_eq(solve(&problem).n_stations, 1);
}
END_TEST

// 10, 10 and 20 in 20: one person does both short ones, another the long one, side by side.
START_TEST(people_work_side_by_side)
{
    const int64_t ticks[] = {10, 20, 10};
    gm_balance_problem problem = tens(3, ticks);
    problem.takt = 20;
    problem.most_people = 2;
    gm_balance balance = solve(&problem);
    ck_assert_int_eq(balance.n_stations, 1);
    ck_assert_int_eq(balance.n_posts, 2);
    ck_assert_int_eq(balance.least_posts, 2);
}
END_TEST

// A chain of two tasks of 15 in 20 gains nothing from a second person at the station.
START_TEST(a_chain_is_not_shortened_by_people)
{
    const int64_t ticks[] = {15, 15};
    const gm_task_pair before[] = {{0, 1}};
    gm_balance_problem problem = tens(2, ticks);
    problem.takt = 20;
    problem.most_people = 2;
    problem.n_before = 1;
    problem.before = before;
    gm_balance balance = solve(&problem);
    ck_assert_int_eq(balance.n_stations, 2);
    ck_assert_int_eq(balance.least_stations, 2);
    ck_assert_int_eq(balance.n_posts, 2);
}
END_TEST

// The second person must wait for the first: 0 -> 1, 12 + 8 = 20, and 2 (8) goes before 1.
START_TEST(a_person_waits_for_another)
{
    const int64_t ticks[] = {12, 8, 8, 10};
    const gm_task_pair before[] = {{0, 1}};
    gm_balance_problem problem = tens(4, ticks);
    problem.takt = 20;
    problem.most_people = 2;
    problem.n_before = 1;
    problem.before = before;
    gm_balance balance = solve(&problem);
    ck_assert_int_eq(balance.n_stations, 1);
    ck_assert_int_eq(balance.n_posts, 2);
    ck_assert_int_ge(balance.begin[1], 12);
}
END_TEST

// Lifting in takes two people for 5; then one has 5 to do and the other 4.
START_TEST(a_task_may_take_two_people)
{
    const int64_t ticks[] = {5, 5, 4};
    const int32_t people[] = {2, 1, 1};
    gm_balance_problem problem = tens(3, ticks);
    problem.people = people;
    problem.most_people = 3;
    gm_balance balance = solve(&problem);
    ck_assert_int_eq(balance.n_posts, 2);
    ck_assert_int_eq(balance.least_posts, 2); // 5 x 2 + 5 + 4 = 19 of 10
    ck_assert_int_eq(balance.n_stations, 1);
}
END_TEST

START_TEST(work_of_no_time_finds_a_station)
{
    const int64_t ticks[] = {0, 0, 0};
    for (int most = 1; most <= 2; most++) {
        gm_balance_problem problem = tens(3, ticks);
        problem.most_people = most;
        ck_assert_int_eq(solve(&problem).n_posts, 1);
    }
}
END_TEST

// However little is to be tried, one line is filled.
START_TEST(any_effort_gives_a_balance)
{
    const int64_t ticks[] = {9, 9, 9};
    for (int effort = 1; effort < 10; effort++) {
        gm_balance_problem problem = tens(3, ticks);
        problem.most_people = 1 + effort % 2;
        problem.effort = effort;
        ck_assert_int_eq(solve(&problem).n_posts, 3);
    }
}
END_TEST

// A team bounds the people: 2 x 4 would fit into one person of 10.
START_TEST(a_team_is_told_by_the_bound)
{
    const int64_t ticks[] = {2};
    const int32_t people[] = {4};
    gm_balance_problem problem = tens(1, ticks);
    problem.people = people;
    problem.most_people = 4;
    ck_assert_int_eq(solve(&problem).least_posts, 4);
}
END_TEST

// 6, then three of 4: two people need two stations of 10, three do it at one.
START_TEST(few_stations_may_go_before_few_people)
{
    const int64_t ticks[] = {6, 4, 4, 4};
    const gm_task_pair before[] = {{0, 1}, {0, 2}, {0, 3}};
    gm_balance_problem problem = tens(4, ticks);
    problem.most_people = 3;
    problem.n_before = 3;
    problem.before = before;
    ck_assert_int_eq(solve(&problem).n_posts, 2);
    problem.most_stations = 1;
    ck_assert_int_eq(solve(&problem).n_stations, 1);
    ck_assert_int_eq(solve(&problem).n_posts, 3);
}
END_TEST

// ---- what is no problem

START_TEST(flaws_are_named)
{
    const int64_t ticks[] = {5, 11, 5, 5};
    const int32_t people[] = {1, 1, 3, 1};
    const gm_task_pair before[] = {{1, 2}, {2, 3}, {3, 2}, {3, 0}};
    gm_balance_problem problem = tens(4, ticks);
    problem.people = people;
    problem.most_people = 2;
    problem.n_before = 4;
    problem.before = before;
    gm_balance_flaw flaw = gm_balance_check(&problem);
    ck_assert_int_eq(flaw.fault, GM_BALANCE_TOO_LONG);
    ck_assert_int_eq(flaw.task, 1);
    problem.takt = 11;
    flaw = gm_balance_check(&problem);
    ck_assert_int_eq(flaw.fault, GM_BALANCE_CROWDED);
    ck_assert_int_eq(flaw.task, 2);
    problem.most_people = 3;
    flaw = gm_balance_check(&problem);
    ck_assert_int_eq(flaw.fault, GM_BALANCE_CYCLE);
    ck_assert(flaw.task == 2 || flaw.task == 3); // 0 only follows the cycle
    problem.n_before = 2;
    ck_assert_int_eq(gm_balance_check(&problem).fault, GM_BALANCE_SOUND);
}
END_TEST

// ---- against all orders

#define MOST_TASKS 8

typedef struct small {
    int64_t ticks[2 * MOST_TASKS];
    gm_task_pair before[MOST_TASKS * MOST_TASKS];
    gm_task_pair apart[4];
    gm_balance_problem problem;
} small;

static int below(gm_stream *stream, int n)
{
    return (int)(gm_stream_next(stream) % (uint64_t)n);
}

static void draw(small *s, gm_stream *stream)
{
    int n = 4 + below(stream, MOST_TASKS - 3);
    int n_dims = 1 + below(stream, 2);
    s->problem = (gm_balance_problem){.n_tasks = n,
                                      .n_dims = n_dims,
                                      .ticks = s->ticks,
                                      .takt = 8 + below(stream, 6),
                                      .most_people = 1,
                                      .before = s->before,
                                      .apart = s->apart};
    for (int i = 0; i < n * n_dims; i++) {
        s->ticks[i] = below(stream, 9);
    }
    for (int b = 1; b < n; b++) {
        for (int a = 0; a < b; a++) {
            if (below(stream, 4) == 0) {
                s->before[s->problem.n_before++] = (gm_task_pair){a, b};
            }
        }
    }
    for (int i = below(stream, 3); i-- > 0;) {
        int a = below(stream, n);
        int b = below(stream, n);
        if (a != b) {
            s->apart[s->problem.n_apart++] = (gm_task_pair){a, b};
        }
    }
}

// May these tasks stand at one station when those of `done` are done?
static bool is_load(const gm_balance_problem *p, unsigned load, unsigned done)
{
    for (int d = 0; d < p->n_dims; d++) {
        int64_t sum = 0;
        for (int i = 0; i < p->n_tasks; i++) {
            sum += load >> i & 1u ? p->ticks[i * p->n_dims + d] : 0;
        }
        if (sum > gm_balance_capacity(p, d)) {
            return false;
        }
    }
    for (int i = 0; i < p->n_before; i++) {
        if (load >> p->before[i].b & 1u && !((load | done) >> p->before[i].a & 1u)) {
            return false;
        }
    }
    for (int i = 0; i < p->n_apart; i++) {
        if (load >> p->apart[i].a & load >> p->apart[i].b & 1u) {
            return false;
        }
    }
    return true;
}

// Fewest stations by dynamic programming over all sets of tasks (Held, Karp and Shareshian 1963).
static int fewest(const gm_balance_problem *p)
{
    static int stations[1 << MOST_TASKS];
    unsigned all = (1u << p->n_tasks) - 1;
    stations[0] = 0;
    for (unsigned set = 1; set <= all; set++) {
        stations[set] = MOST_TASKS + 1;
        for (unsigned load = set; load > 0; load = (load - 1) & set) {
            unsigned done = set & ~load;
            if (stations[done] + 1 < stations[set] && is_load(p, load, done)) {
                stations[set] = stations[done] + 1;
            }
        }
    }
    return stations[all];
}

START_TEST(random_small_problems_are_solved_to_the_optimum)
{
    gm_stream stream;
    gm_stream_init(&stream, 1, 0, "balance", "problems");
    for (int i = 0; i < 3000; i++) {
        small s;
        draw(&s, &stream);
        gm_balance balance = solve(&s.problem);
        ck_assert_int_eq(balance.n_stations, fewest(&s.problem));
        ck_assert_int_eq(balance.least_stations, balance.n_stations);
        gm_arena_reset(&arena);
    }
}
END_TEST

// With two people at a station bounds hold however little is tried (test_balance_small.c: to the
// optimum with the usual effort). One at each station is valid too: so there are hardly ever more
// people than its optimum has.
START_TEST(random_small_problems_with_two_people_are_valid)
{
    gm_stream stream;
    gm_stream_init(&stream, 2, 0, "balance", "problems");
    int n_same = 0;
    for (int i = 0; i < 300; i++) {
        small s;
        draw(&s, &stream);
        s.problem.most_people = 2;
        s.problem.effort = 20000;
        gm_balance balance = solve(&s.problem);
        int alone = fewest(&s.problem);
        ck_assert_int_le(balance.least_posts, alone);
        ck_assert_int_le(balance.n_posts, alone + 1);
        n_same += balance.n_posts <= alone ? 1 : 0;
        gm_arena_reset(&arena);
    }
    ck_assert_int_ge(n_same, 290);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("balance");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, tasks_are_packed_as_well_as_possible);
    tcase_add_test(cases, large_tasks_are_told_by_the_bound);
    tcase_add_test(cases, order_costs_a_station);
    tcase_add_test(cases, tasks_that_are_apart_stand_at_two_stations);
    tcase_add_test(cases, every_variant_has_to_fit);
    tcase_add_test(cases, people_work_side_by_side);
    tcase_add_test(cases, a_chain_is_not_shortened_by_people);
    tcase_add_test(cases, a_person_waits_for_another);
    tcase_add_test(cases, a_task_may_take_two_people);
    tcase_add_test(cases, work_of_no_time_finds_a_station);
    tcase_add_test(cases, any_effort_gives_a_balance);
    tcase_add_test(cases, a_team_is_told_by_the_bound);
    tcase_add_test(cases, few_stations_may_go_before_few_people);
    tcase_add_test(cases, flaws_are_named);
    tcase_add_test(cases, random_small_problems_are_solved_to_the_optimum);
    tcase_add_test(cases, random_small_problems_with_two_people_are_valid);
    return gm_check_main("balance/balance", cases);
}
