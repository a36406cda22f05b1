// SPDX-License-Identifier: MIT
//
// Tasks of a model become stations and people, and the run does that work.

#include "check_main.h"
#include "model_plant.h"

#include "plant/moving.h"
#include "twin/line_pace.h"

static model_plant p;

// A line at a takt of 60 s with these rules and tasks.
static void wire_line(const char *rules, const char *tasks)
{
    char text[2048];
    (void)snprintf(text, sizeof text,
                   "gemba: 1\n"
                   "clock: {run: 10 h, warm-up: none, replications: 1}\n"
                   "parts: {car: {variants: {sedan: 75 %%, suv: 25 %%}}}\n"
                   "crews: {team: balanced}\n"
                   "plant:\n"
                   "  shop:\n"
                   "    - {source: cars, part: car}\n"
                   "    - moving-line: final\n"
                   "      pitch: 6 m\n"
                   "      takt: 60 s\n"
                   "      crew: team\n"
                   "      balance: {%s}\n"
                   "      tasks:\n%s"
                   "    - sink: out\n",
                   rules, tasks);
    model_wire(&p, text);
}

static void end(void)
{
    gm_diag_fini(&p.diag);
    gm_arena_fini(&p.arena);
}

static const gm_line_balance *balance(void)
{
    ck_assert_int_eq(p.model->n_balances, 1);
    return p.model->balances[0];
}

static const gm_zone_def *zone(int32_t i)
{
    return &p.plan->movings[0].def->zones[i];
}

// Where a task is done.
static const gm_placed_task *placed(const char *name, int32_t copy)
{
    for (int32_t z = 0; z < balance()->n_zones; z++) {
        const gm_zone_balance *b = &balance()->zones[z];
        for (int32_t i = 0; i < b->n_tasks; i++) {
            if (strcmp(b->tasks[i].task->name, name) == 0 && b->tasks[i].copy == copy) {
                return &b->tasks[i];
            }
        }
    }
    ck_abort_msg("%s is not placed", name);
    return NULL;
}

// 40 + 20, 35 + 25 and 30 fill three stations of 60 s; no two can, for 150 s.
START_TEST(tasks_become_stations_and_crews)
{
    wire_line("people: 1", "        a: 40 s\n        b: 20 s\n        c: 35 s\n"
                           "        d: 25 s\n        e: 30 s\n");
    ck_assert_int_eq(gm_line_balance_totals(balance()).posts, 3);
    ck_assert_int_eq(gm_line_balance_totals(balance()).least_posts, 3);
    ck_assert_double_eq_tol(gm_line_balance_totals(balance()).work_s, 150.0, 1e-9);
    ck_assert_int_eq(p.plan->movings[0].n_stations, 3);
    ck_assert_int_eq(p.plan->movings[0].n_people, 3);
    ck_assert_int_eq(p.model->plant.crews[0].people[0].people, 3);
    end();
}
END_TEST

// The work is spread: 24 s each of 48 in two stations of 60, not 36 and 12.
START_TEST(work_is_spread_evenly)
{
    wire_line("people: 1, load: 60 %", "        a: {time: 12 s, count: 4}\n");
    ck_assert_int_eq(zone(0)->stations, 2);
    for (int32_t k = 0; k < 2; k++) {
        ck_assert_double_eq_tol(gm_line_post_end_s(&balance()->zones[0], k, 0, 0), 24.0, 1e-9);
    }
    end();
}
END_TEST

// Three tasks of 10 s that scatter by 10 % are 30 s with sqrt(3) s; one with a law keeps it.
START_TEST(variances_of_a_person_add_up)
{
    wire_line("people: 1, scatter: 10 %", "        a: {time: 10 s, count: 3}\n"
                                          "        b: exponential(50 s)\n");
    const gm_duty_def *posts = zone(0)->duties;
    ck_assert_int_eq(gm_zone_people(zone(0)), 2);
    int32_t of_a = placed("a", 1)->station;
    const gm_dist *sum = &posts[of_a].work.all;
    ck_assert_int_eq(sum->kind, GM_DIST_NORMAL);
    ck_assert_double_eq_tol(sum->a, 30.0, 1e-9);
    ck_assert_double_eq_tol(sum->b, 1.7320508, 1e-6);
    ck_assert_int_eq(posts[1 - of_a].work.all.kind, GM_DIST_EXPONENTIAL);
    end();
}
END_TEST

// A roof of 40 s that one car in four has: 10 s on the mean car, but 20 + 40 + 10 are too much for
// such a car, so it stands with 20 or with 10.
START_TEST(a_variant_without_a_row_does_not_need_the_task)
{
    wire_line("people: 1", "        a: 20 s\n        roof: {time: {suv: 40 s}}\n"
                           "        c: 10 s\n");
    ck_assert_int_eq(zone(0)->stations, 2);
    ck_assert_double_eq_tol(gm_line_balance_totals(balance()).work_s, 40.0, 1e-9);
    const gm_placed_task *roof = placed("roof", 1);
    const gm_times_def *work = &zone(0)->duties[roof->station].work;
    ck_assert_int_eq(work->n_rows, 3);                  // sedan, suv, other
    double other_s = gm_dist_mean(&work->rows[0].dist); // sedan
    ck_assert_double_eq_tol(gm_dist_mean(&work->rows[1].dist), other_s + 40.0, 1e-9);
    end();
}
END_TEST

START_TEST(peak_lets_a_variant_go_over)
{
    wire_line("people: 1, peak: 120 %", "        a: 20 s\n        roof: {time: {suv: 40 s}}\n"
                                        "        c: 10 s\n");
    ck_assert_int_eq(zone(0)->stations, 1);
    end();
}
END_TEST

// b is done by the person who does a: 45 s together; c, which must be apart, goes elsewhere though
// it would fit. Without both rules one station would do.
START_TEST(tasks_stay_together_and_apart)
{
    wire_line("people: 1", "        a: 25 s\n        b: {time: 20 s, with: a}\n"
                           "        c: {time: 10 s, apart: b}\n");
    ck_assert_int_eq(zone(0)->stations, 2);
    ck_assert_int_eq(placed("a", 1)->station, placed("b", 1)->station);
    ck_assert_double_eq_tol(placed("b", 1)->begin_s[0] - placed("a", 1)->begin_s[0], 25.0,
                            1e-9);
    ck_assert_int_ne(placed("c", 1)->station, placed("b", 1)->station);
    end();
}
END_TEST

// Zones follow each other: though all would fit in one station of two people, there are two.
START_TEST(zones_have_their_own_stations)
{
    model_wire(&p, "gemba: 1\n"
                   "clock: {run: 1 h, warm-up: none, replications: 1}\n"
                   "crews: {inside: balanced, outside: balanced}\n"
                   "plant:\n"
                   "  shop:\n"
                   "    - {source: cars, part: car}\n"
                   "    - moving-line: final\n"
                   "      pitch: 6 m\n"
                   "      takt: 60 s\n"
                   "      zones:\n"
                   "        - {zone: trim, crew: inside, people: 2}\n"
                   "        - {zone: wheels, crew: outside}\n"
                   "      tasks:\n"
                   "        carpet: {time: 50 s, zone: trim}\n"
                   "        wheel: {time: 20 s, count: 4, zone: wheels, after: carpet}\n"
                   "        roof: {time: 40 s, people: 2, zone: trim}\n"
                   "    - sink: out\n");
    ck_assert_int_eq(zone(0)->stations, 2);
    ck_assert_int_eq(gm_zone_people(zone(0)), 3);
    ck_assert_int_eq(zone(1)->stations, 2);
    ck_assert_int_eq(gm_zone_people(zone(1)), 2);
    ck_assert_int_eq(p.model->plant.crews[0].people[0].people, 3);
    ck_assert_int_eq(p.model->plant.crews[1].people[0].people, 2);
    end();
}
END_TEST

// Balanced work fits in the takt: a car every 60 s. The first is there at 0 and leaves after three
// takts; at 35,999 s the 597th has left.
START_TEST(the_plant_runs_the_balance)
{
    wire_line("people: 1", "        a: 40 s\n        b: 20 s\n        c: 35 s\n"
                           "        d: 25 s\n        e: 30 s\n");
    p.run = gm_run_create(p.plan);
    model_begin(&p, 1);
    model_run_to(&p, 35999.0);
    ck_assert_double_eq(p.run->movings[0].n_andons, 0.0);
    ck_assert_double_eq(p.run->movings[0].n_out, 597.0);
    model_end(&p);
}
END_TEST

// 120 s of work in pieces of 10 for two people: 60 s. For one: 120.
// Equal problems are searched once, others by themselves.
START_TEST(what_was_balanced_is_not_searched_again)
{
    wire_line("", "        a: 30 s\n        b: 40 s\n        c: 15 s\n");
    const gm_line_balance *first = balance();
    gm_solved solved = {0};
    const gm_moving_def *line = first->line;
    const gm_plant_def *plant = &p.model->plant;
    const gm_line_balance *again[4];
    for (int i = 0; i < 4; i++) {
        double takt_s = i == 3 ? 90.0 : 60.0;
        again[i] = gm_line_balance_create(plant, line, takt_s, i == 2 ? NULL : &solved,
                                          &p.arena, &p.diag);
        ck_assert_int_eq(again[i]->zones[0].n_stations, i == 3 ? 1 : 2);
        ck_assert_int_eq(again[i]->zones[0].n_tasks, 3);
    }
    ck_assert_ptr_eq(again[0]->zones[0].people, again[1]->zones[0].people);
    ck_assert_ptr_ne(again[0]->zones[0].people, again[2]->zones[0].people);
    ck_assert_ptr_ne(again[0]->zones[0].people, again[3]->zones[0].people);
    end();
}
END_TEST

START_TEST(the_takt_for_so_many_people)
{
    wire_line("people: 1", "        a: {time: 10 s, count: 12}\n");
    const gm_plant_def *plant = &p.model->plant;
    gm_line_pace pace = gm_line_pace_of(plant, balance()->line, 2);
    ck_assert(pace.is_met);
    ck_assert_double_eq_tol(pace.takt_s, 60.0, 1e-9);
    ck_assert_double_eq_tol(pace.least_takt_s, 60.0, 1e-9);
    ck_assert_double_eq_tol(gm_line_pace_of(plant, balance()->line, 1).takt_s, 120.0, 1e-9);
    end();
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("line_balance");
    tcase_add_test(cases, tasks_become_stations_and_crews);
    tcase_add_test(cases, work_is_spread_evenly);
    tcase_add_test(cases, variances_of_a_person_add_up);
    tcase_add_test(cases, a_variant_without_a_row_does_not_need_the_task);
    tcase_add_test(cases, peak_lets_a_variant_go_over);
    tcase_add_test(cases, tasks_stay_together_and_apart);
    tcase_add_test(cases, zones_have_their_own_stations);
    tcase_add_test(cases, the_plant_runs_the_balance);
    tcase_add_test(cases, what_was_balanced_is_not_searched_again);
    tcase_add_test(cases, the_takt_for_so_many_people);
    return gm_check_main("twin/line_balance", cases);
}
