// SPDX-License-Identifier: MIT
//
// A run writes a log, the log becomes a model, and that model makes what the first one makes.

#define _POSIX_C_SOURCE 200809L

#include "check_main.h"
#include "model_set.h"
#include "tables/floor_guess.h"

#include "core/csv.h"
#include "num/stats.h"
#include "study/answer.h"
#include "study/floor_log.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char known[] =
    "gemba: 1\n"
    "clock: {run: 200 h, warm-up: 20 h, replications: 12}\n"
    "parts: {body: {variants: {short: 70 %, long: 30 %}}}\n"
    "plant:\n  line:\n"
    "    - source: bodies\n      part: body\n"
    "    - station: weld\n      machines: 2\n"
    "      time: {short: \"lognormal(110 s, cv 0.2)\", long: \"lognormal(140 s, cv 0.2)\"}\n"
    "      fails: {after: exponential(4 h), by: work, repair: exponential(10 min)}\n"
    "    - buffer: rack\n      holds: 5\n"
    "    - station: seal\n      time: \"gamma(56 s, cv 0.3)\"\n"
    "      fails: {after: exponential(2 h), by: work, repair: exponential(6 min)}\n"
    "      scrap: 1 %\n      to: {last: 90 %, mend: 10 %}\n"
    "    - station: mend\n      time: exponential(100 s)\n      queue: {holds: 4}\n"
    "      to: last\n"
    "    - buffer: last\n      holds: 3\n"
    "    - station: inspect\n      time: \"normal(50 s, 4 s)\"\n"
    "    - sink: out\n";

// Parts an hour of every replication; returns how many there are.
static int32_t rates_of(model_set *m, const char *sink, double *rates)
{
    int32_t count = gm_figures_find(&m->twin->figures, sink, "count", NULL);
    ck_assert_int_ne(count, GM_NONE);
    double hours = (m->model->clock.run_s - m->model->clock.warm_up_s) / 3600.0;
    for (int32_t i = 0; i < m->set.n; i++) {
        rates[i] = m->set.items[i].figures[count] / hours;
    }
    return m->set.n;
}

static double mean_rate(model_set *m, const char *sink)
{
    double rates[12];
    int32_t n = rates_of(m, sink, rates);
    double sum = 0.0;
    for (int32_t i = 0; i < n; i++) {
        sum += rates[i];
    }
    return sum / n;
}

static const char *log_of(const gm_twin *twin, gm_arena *arena)
{
    char *text = NULL;
    size_t len = 0;
    gm_run_error error;
    FILE *out = open_memstream(&text, &len);
    ck_assert_int_eq(gm_floor_log_write(twin, out, &error), GM_OK);
    fclose(out);
    const char *copy = gm_arena_strndup(arena, text, len);
    free(text);
    return copy;
}

// One replication is what the log has seen: the imported model may be off by as much as single
// replications are from their mean, 95 %.
START_TEST(the_imported_model_makes_as_much)
{
    model_set m;
    model_set guessed;
    gm_records records;
    gm_floor floor;
    gm_floor_guess guess;
    double rates[12];
    double again[12];
    model_set_open(&m, known);
    ck_assert_int_eq(model_set_run(&m, 12, 1), GM_OK);
    gm_interval first = gm_mean_interval(rates, (size_t)rates_of(&m, "out", rates), 0.95);
    const char *log = log_of(m.twin, &m.arena);
    ck_assert_int_eq(
        gm_csv_read_text("log.csv", NULL, gm_slice_of(log), &m.arena, &m.diag, &records),
        GM_OK);
    ck_assert(gm_floor_read(&records, GM_DATE_ORDER_UNKNOWN, &m.arena, &m.diag, &floor));
    ck_assert_int_eq(floor.n_left_out, 0);
    gm_floor_guess_make(&floor, &m.arena, &guess);
    ck_assert(!guess.entries[0].has_arrivals);
    model_set_open(&guessed, gm_floor_model_text(&guess, &m.arena));
    ck_assert_int_eq(model_set_run(&guessed, 12, 1), GM_OK);
    gm_interval second =
        gm_mean_interval(again, (size_t)rates_of(&guessed, "finished", again), 0.95);
    ck_assert_double_eq_tol(second.mean, first.mean, 1.96 * first.sd + second.half_width);
    ck_assert_double_eq_tol(second.mean / first.mean, 1.0, 0.02);
    model_set_close(&guessed);
    model_set_close(&m);
}
END_TEST

// A plant with two shifts, breaks, people, and parts that stand in it over night. Doors are made
// for the line and joined to bodies one to one.
static const char with_shifts[] =
    "gemba: 1\n"
    "clock: {run: 3 wk, warm-up: 1 wk, replications: 3}\n"
    "parts: {body: {}, door: {}}\n"
    "crews: {w: {people: 2, calendar: two-shift}}\n"
    "plant:\n"
    "  doors:\n    calendar: two-shift\n    steps:\n"
    "      - {source: sheets, part: door}\n"
    "      - {station: press, time: \"normal(70 s, 4 s)\"}\n"
    "      - {buffer: doors-in, holds: 8, to: hang}\n"
    "  line:\n    calendar: two-shift\n    steps:\n"
    "      - {source: in, part: body}\n"
    "      - {station: s1, time: 74 s, crew: {w: 1}, fails: {after: exponential(4 h), "
    "repair: exponential(10 min)}}\n"
    "      - {buffer: b1, holds: 4}\n"
    "      - {station: hang, time: \"lognormal(70 s, cv 0.2)\", crew: {w: 1}, "
    "needs: {body: 1, door: 1}}\n"
    "      - {station: check, time: 60 s}\n"
    "      - sink: out\n";

// 15 h of work a day, five days a week: 150 h are counted of the plant. What is imported works
// without shifts, at the rate of working hours.
START_TEST(nights_are_no_part_of_an_imported_model)
{
    model_set m;
    model_set guessed;
    gm_records records;
    gm_floor floor;
    gm_floor_guess guess;
    model_set_open(&m, with_shifts);
    ck_assert_int_eq(model_set_run(&m, 3, 1), GM_OK);
    double per_h = mean_rate(&m, "out") * 336.0 / 150.0;
    const char *log = log_of(m.twin, &m.arena);
    ck_assert_ptr_nonnull(strstr(log, "off-shift"));
    ck_assert_int_eq(
        gm_csv_read_text("log.csv", NULL, gm_slice_of(log), &m.arena, &m.diag, &records),
        GM_OK);
    ck_assert(gm_floor_read(&records, GM_DATE_ORDER_UNKNOWN, &m.arena, &m.diag, &floor));
    ck_assert_double_eq_tol(floor.span_s / 3600.0, 225.0, 2.0);
    gm_floor_guess_make(&floor, &m.arena, &guess);
    ck_assert_double_eq_tol(guess.out_per_h / per_h, 1.0, 0.03);
    model_set_open(&guessed, gm_floor_model_text(&guess, &m.arena));
    ck_assert_int_eq(model_set_run(&guessed, 6, 1), GM_OK);
    double again = mean_rate(&guessed, "finished");
    double joined = mean_rate(&guessed, "goes-on");
    ck_assert_double_eq_tol(again / per_h, 1.0, 0.03);
    ck_assert_double_eq_tol(joined / per_h, 1.0, 0.03);
    model_set_close(&guessed);
    model_set_close(&m);
}
END_TEST

// By hand: 30 s at weld, 50 s at seal, nothing between: from the second part on weld is blocked
// for 20 s after each.
START_TEST(rows_are_what_machines_do)
{
    model_set m;
    model_set_open(&m, "gemba: 1\nclock: {run: 140 s, warm-up: none, replications: 1}\n"
                       "plant:\n  line:\n    - source: in\n    - station: weld\n"
                       "      time: 30 s\n    - station: seal\n      time: 50 s\n"
                       "    - sink: out\n");
    const char *want = "part,variant,station,machine,time in [s],time out [s],state\n"
                       "1,,weld,1,0.000,30.000,working\n"
                       "2,,weld,1,30.000,60.000,working\n"
                       "1,,seal,1,30.000,80.000,working\n"
                       "2,,weld,1,60.000,80.000,blocked\n"
                       "3,,weld,1,80.000,110.000,working\n"
                       "2,,seal,1,80.000,130.000,working\n"
                       "3,,weld,1,110.000,130.000,blocked\n"
                       "4,,weld,1,130.000,,working\n"
                       "3,,seal,1,130.000,,working\n";
    ck_assert_str_eq(log_of(m.twin, &m.arena), want);
    model_set_close(&m);
}
END_TEST

static void ignore(void *user, const gm_visit *visit)
{
    (void)user;
    (void)visit;
}

// Who watches sees the same run, by the short ways or not.
START_TEST(watching_changes_nothing)
{
    model_set m;
    model_set_open(&m, known);
    uint64_t hash[2];
    for (int k = 0; k < 2; k++) {
        gm_run *run = gm_run_create(m.twin->plan);
        gm_run_begin(run, 1, 0);
        if (k == 1) {
            gm_run_watch_visits(run, ignore, NULL);
        }
        ck_assert_int_eq(gm_run_advance(run, (gm_run_end){.time_s = 3.6e5, .counter = GM_NONE}),
                         GM_RUN_OK);
        hash[k] = gm_run_hash(run);
        gm_run_destroy(run);
    }
    ck_assert(hash[0] == hash[1]);
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("floor_log");
    tcase_add_test(tc, the_imported_model_makes_as_much);
    tcase_add_test(tc, nights_are_no_part_of_an_imported_model);
    tcase_add_test(tc, rows_are_what_machines_do);
    tcase_add_test(tc, watching_changes_nothing);
    return gm_check_main("floor_log", tc);
}
