// SPDX-License-Identifier: MIT
//
// The 269 published instances of Scholl (1993), test/balance/, against their optima.
//
// Instance data as in the data set (assembly-line-balancing.de); optima.csv as in Sewell and
// Jacobson (2012), who proved all of them. No balance may have fewer stations, no bound may be
// higher; most are to be solved to proof with the effort that a model gets.

#include "balance/balance.h"
#include "balance_case.h"
#include "check_main.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Half of what a line of a model gets by default, and with "full" twice as much as that.
#define EFFORT      250000
#define FULL_EFFORT 1000000

#define MOST_TASKS 300
#define MOST_ARCS  500

typedef struct instance {
    char name[32];
    int64_t ticks[MOST_TASKS];
    gm_task_pair before[MOST_ARCS];
    gm_balance_problem problem;
} instance;

static bool is_full;

static FILE *open_table(const char *name)
{
    char path[512];
    (void)snprintf(path, sizeof path, GM_SOURCE_DIR "/test/balance/%s.csv", name);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s", path);
    char head[128];
    ck_assert(fgets(head, sizeof head, file));
    return file;
}

// task,time,after: tasks are numbered from 1, those before them stand apart by blanks.
static void read_instance(instance *in, const char *name)
{
    *in = (instance){.problem = {.n_dims = 1, .most_people = 1}};
    (void)snprintf(in->name, sizeof in->name, "%s", name);
    in->problem.ticks = in->ticks;
    in->problem.before = in->before;
    FILE *file = open_table(name);
    char row[1024];
    while (fgets(row, sizeof row, file)) {
        int32_t task = in->problem.n_tasks++;
        char *rest = strchr(row, ',');
        ck_assert(rest && task < MOST_TASKS);
        in->ticks[task] = strtoll(rest + 1, &rest, 10);
        for (rest++; *rest >= ' ';) {
            ck_assert_int_lt(in->problem.n_before, MOST_ARCS);
            int32_t first = (int32_t)strtol(rest, &rest, 10) - 1;
            in->before[in->problem.n_before++] = (gm_task_pair){first, task};
        }
    }
    (void)fclose(file);
}

// What became of the rows of one instance, or of all.
typedef struct tally {
    int n;
    int n_proven;
    int n_optimal;
} tally;

static void try_row(instance *in, int64_t takt, int optimum, tally *counts)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    in->problem.takt = takt;
    in->problem.effort = is_full ? FULL_EFFORT : EFFORT;
    gm_balance balance = gm_balance_solve(&in->problem, &arena);
    expect_valid(&in->problem, &balance);
    ck_assert_msg(balance.n_stations >= optimum && balance.least_stations <= optimum,
                  "%s %lld: %d stations, at least %d, but %d are the optimum", in->name,
                  (long long)takt, balance.n_stations, balance.least_stations, optimum);
    ck_assert_int_le(balance.n_stations, optimum + 1);
    counts->n += 1;
    counts->n_optimal += balance.n_stations == optimum ? 1 : 0;
    counts->n_proven += balance.n_stations == balance.least_stations ? 1 : 0;
    gm_arena_fini(&arena);
}

// One line for each instance: docs/validation.md is written from them.
static void tell(const instance *in, const tally *of_it)
{
    printf("%s, %d tasks: optimum found in %d of %d, proven in %d\n", in->name,
           in->problem.n_tasks, of_it->n_optimal, of_it->n, of_it->n_proven);
}

static void add(tally *all, const tally *some)
{
    all->n += some->n;
    all->n_optimal += some->n_optimal;
    all->n_proven += some->n_proven;
}

START_TEST(published_optima_are_found_and_never_beaten)
{
    static instance in;
    tally counts = {0};
    tally of_one = {0};
    FILE *file = open_table("optima");
    char row[128];
    while (fgets(row, sizeof row, file)) {
        char name[32];
        long long takt = 0;
        int optimum = 0;
        // NOLINTNEXTLINE(cert-err34-c): the table is ours
        ck_assert_int_eq(sscanf(row, "%31[^,],%lld,%d", name, &takt, &optimum), 3);
        if (strcmp(in.name, name) != 0) {
            if (of_one.n > 0) {
                tell(&in, &of_one);
            }
            add(&counts, &of_one);
            of_one = (tally){0};
            read_instance(&in, name);
        }
        try_row(&in, takt, optimum, &of_one);
    }
    tell(&in, &of_one);
    add(&counts, &of_one);
    (void)fclose(file);
    printf("%d instances: optimum found in %d, proven in %d\n", counts.n, counts.n_optimal,
           counts.n_proven);
    ck_assert_int_eq(counts.n, 269);
    ck_assert_int_ge(counts.n_optimal, is_full ? 234 : 231);
    ck_assert_int_ge(counts.n_proven, is_full ? 223 : 214);
}
END_TEST

int main(int argc, char **argv)
{
    is_full = argc > 1 && strcmp(argv[1], "full") == 0;
    TCase *cases = tcase_create("published");
    tcase_set_timeout(cases, 250);
    tcase_add_test(cases, published_optima_are_found_and_never_beaten);
    return gm_check_main("balance/published", cases);
}
