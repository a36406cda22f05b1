// SPDX-License-Identifier: MIT
//
// Short lines with several people at a station, against the best balances that test/balance/small.py
// found by trying everything: the same people, the same stations, and proven. Of longer ones it is
// counted how many are proven.

#include "balance/balance.h"
#include "balance_case.h"
#include "build_speed.h"
#include "check_main.h"

#include "num/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_TASKS 32
#define MOST_DIMS  4
#define MOST_PAIRS (MOST_TASKS * MOST_TASKS)

typedef struct instance {
    int64_t ticks[MOST_TASKS * MOST_DIMS];
    int32_t people[MOST_TASKS];
    double fill[MOST_DIMS];
    gm_task_pair before[MOST_PAIRS];
    gm_task_pair apart[MOST_PAIRS];
    gm_balance_problem problem;
    int best_people;
    int best_stations;
} instance;

static FILE *open_table(const char *name)
{
    char path[512];
    (void)snprintf(path, sizeof path, GM_SOURCE_DIR "/test/balance/%s", name);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s", path);
    char head[128];
    ck_assert(fgets(head, sizeof head, file));
    return file;
}

// Whole numbers, apart by blanks, up to the next comma; the text goes on after it.
static int numbers(char **text, int64_t *out, int most)
{
    int n = 0;
    while (**text >= ' ' && **text != ',') {
        ck_assert_int_lt(n, most);
        out[n++] = strtoll(*text, text, 10);
    }
    *text += **text == ',' ? 1 : 0;
    return n;
}

static int64_t number(char **text)
{
    int64_t value = 0;
    ck_assert_int_eq(numbers(text, &value, 1), 1);
    return value;
}

// The columns of a task after its instance and number: times, people, after, apart.
static void add_task(instance *in, char *row)
{
    gm_balance_problem *p = &in->problem;
    int64_t others[MOST_TASKS];
    int32_t task = p->n_tasks++;
    p->n_dims = numbers(&row, &in->ticks[(ptrdiff_t)task * p->n_dims], MOST_DIMS);
    in->people[task] = (int32_t)number(&row);
    int n = numbers(&row, others, MOST_TASKS);
    for (int i = 0; i < n; i++) {
        in->before[p->n_before++] = (gm_task_pair){(int32_t)others[i], task};
    }
    n = numbers(&row, others, MOST_TASKS);
    for (int i = 0; i < n; i++) {
        in->apart[p->n_apart++] = (gm_task_pair){(int32_t)others[i], task};
    }
}

// takt, percents, most people, most stations, people, stations.
static void set_rules(instance *in, char *row)
{
    gm_balance_problem *p = &in->problem;
    int64_t percents[MOST_DIMS];
    p->takt = number(&row);
    int n = numbers(&row, percents, MOST_DIMS);
    ck_assert_int_eq(n, p->n_dims);
    for (int d = 0; d < n; d++) {
        in->fill[d] = (double)percents[d] / 100.0;
    }
    p->most_people = (int32_t)number(&row);
    p->most_stations = (int32_t)number(&row);
    in->best_people = (int)number(&row);
    in->best_stations = (int)number(&row);
    p->ticks = in->ticks;
    p->people = in->people;
    p->fill = in->fill;
    p->before = in->before;
    p->apart = in->apart;
}

static void expect_best(const instance *in, int i)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_balance balance = gm_balance_solve(&in->problem, &arena);
    expect_valid(&in->problem, &balance);
    ck_assert_msg(balance.n_posts == in->best_people && balance.n_stations == in->best_stations,
                  "instance %d: %d people at %d stations, but %d at %d are the best", i,
                  balance.n_posts, balance.n_stations, in->best_people, in->best_stations);
    ck_assert_msg(balance.least_posts == balance.n_posts &&
                      balance.least_stations == balance.n_stations,
                  "instance %d: not proven", i);
    gm_arena_fini(&arena);
}

START_TEST(short_lines_are_balanced_to_the_optimum)
{
    static instance in;
    FILE *tasks = open_table("small.csv");
    FILE *optima = open_table("small_optima.csv");
    char row[512];
    char of_task[512];
    int n = 0;
    char *more = fgets(of_task, sizeof of_task, tasks);
    while (fgets(row, sizeof row, optima)) {
        char *text = row;
        int64_t i = number(&text);
        in = (instance){0};
        while (more && strtoll(of_task, NULL, 10) == i) {
            char *rest = of_task;
            ck_assert_int_eq(number(&rest), i);
            ck_assert_int_eq(number(&rest), in.problem.n_tasks);
            add_task(&in, rest);
            more = fgets(of_task, sizeof of_task, tasks);
        }
        set_rules(&in, text);
        expect_best(&in, (int)i);
        n++;
    }
    (void)fclose(tasks);
    (void)fclose(optima);
    printf("%d instances: optimum found and proven in all\n", n);
    ck_assert_int_ge(n, 300);
}
END_TEST

// ---- longer lines

static int below(gm_stream *stream, int n)
{
    return (int)(gm_stream_next(stream) % (uint64_t)n);
}

// Tasks of 4 to 25 s or of 8 to 47 s at 60 s of takt, three of ten for two or three people; or three
// times of each: the mean car, a variant and one that does not need every third task.
static void draw(instance *in, int32_t n, int32_t n_dims, gm_stream *stream)
{
    static const double fills[] = {0.9, 0.95, 0.95};
    *in = (instance){0};
    in->problem = (gm_balance_problem){.n_tasks = n,
                                       .n_dims = n_dims,
                                       .ticks = in->ticks,
                                       .takt = 60000,
                                       .fill = fills,
                                       .people = in->people,
                                       .most_people = 2 + below(stream, 3),
                                       .before = in->before,
                                       .effort = 500000}; // as a model has it by default
    bool is_short = below(stream, 2) == 1;
    int rarity = 3 + below(stream, 10);
    for (int32_t i = 0; i < n; i++) {
        int64_t ms = INT64_C(1000) * (is_short ? 4 + below(stream, 22) : 8 + below(stream, 40));
        int32_t size = below(stream, 10);
        in->people[i] = size == 9 && in->problem.most_people > 2 ? 3 : size > 6 ? 2 : 1;
        const int64_t times[] = {n_dims > 1 ? ms * 3 / 4 : ms, ms,
                                 below(stream, 3) ? ms / 2 : 0};
        memcpy(&in->ticks[(ptrdiff_t)i * n_dims], times, (size_t)n_dims * sizeof *times);
        for (int32_t first = 0; first < i; first++) {
            if (below(stream, rarity) == 0) {
                in->before[in->problem.n_before++] = (gm_task_pair){first, i};
            }
        }
    }
}

static int count_proven(int32_t n, int32_t n_dims, int n_lines)
{
    static instance in;
    gm_stream stream;
    gm_stream_init(&stream, 3, 0, "balance", "lines");
    int n_proven = 0;
    for (int i = 0; i < n_lines; i++) {
        draw(&in, n, n_dims, &stream);
        gm_arena arena;
        gm_arena_init(&arena, 0);
        gm_balance balance = gm_balance_solve(&in.problem, &arena);
        expect_valid(&in.problem, &balance);
        n_proven += balance.least_posts == balance.n_posts &&
                            balance.least_stations == balance.n_stations
                        ? 1
                        : 0;
        gm_arena_fini(&arena);
    }
    printf("%d tasks, %d times of each: %d of %d proven\n", n, n_dims, n_proven, n_lines);
    return n_proven;
}

#define N_LINES (BUILD_IS_SLOW ? 5 : 50)

START_TEST(longer_lines_are_proven_as_a_rule)
{
    ck_assert_int_eq(count_proven(10, 1, N_LINES), N_LINES);
    ck_assert_int_eq(count_proven(10, 3, N_LINES), N_LINES);
    ck_assert_int_ge(count_proven(14, 1, N_LINES), N_LINES - 2);
    ck_assert_int_ge(count_proven(14, 3, N_LINES), N_LINES - 4);
    (void)count_proven(30, 1, BUILD_IS_SLOW ? 1 : 20);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("small");
    tcase_set_timeout(cases, 240);
    tcase_add_test(cases, short_lines_are_balanced_to_the_optimum);
    tcase_add_test(cases, longer_lines_are_proven_as_a_rule);
    return gm_check_main("balance/small", cases);
}
