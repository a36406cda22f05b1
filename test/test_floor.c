// SPDX-License-Identifier: MIT
//
// Logs of a shop floor: what is left out and why, and what small logs let one guess.

#include "check_main.h"
#include "tables/floor_guess.h"

#include "core/csv.h"

#include <stdio.h>
#include <string.h>

#define HEAD "part,station,time in [s],time out [s],state\n"

static gm_arena arena;
static gm_diag diag;
static gm_records records;
static gm_floor floor_log;
static gm_floor_guess guess;

static bool read_log(const char *text)
{
    gm_diag_fini(&diag);
    ck_assert_int_eq(
        gm_csv_read_text("log.csv", NULL, gm_slice_of(text), &arena, &diag, &records), GM_OK);
    return gm_floor_read(&records, &arena, &diag, &floor_log);
}

static void make_guess(const char *text)
{
    ck_assert_msg(read_log(text), "%s", gm_diag_line(&diag, 0));
    gm_floor_guess_make(&floor_log, &arena, &guess);
}

static bool is_told(const char *text)
{
    for (int i = 0; i < diag.n; i++) {
        if (strstr(gm_diag_line(&diag, i), text)) {
            return true;
        }
    }
    return false;
}

// Twenty good rows, so that a few bad ones are no reason to refuse the log.
static const char *good_rows(void)
{
    gm_text text = gm_text_init(&arena);
    for (int i = 0; i < 40; i++) {
        gm_text_addf(&text, "p%d,weld,%d,%d,working\n", i, 10 * i, 10 * i + 8);
    }
    return text.at;
}

START_TEST(rows_that_cannot_be_used_are_told_with_their_place)
{
    const char *log = gm_arena_printf(&arena,
                                      HEAD "%s"
                                           "x,weld,500,490,working\n"
                                           "y,seal,510,520,wroking\n"
                                           "p3,seal,35,60,working\n"
                                           ",weld,600,610,working\n",
                                      good_rows());
    ck_assert(read_log(log));
    ck_assert_int_eq(floor_log.n_left_out, 4);
    ck_assert(is_told("log.csv:42:12: warning: row left out: the clock goes back: out at 490"));
    ck_assert(is_told("log.csv:43:16: warning: row left out: unknown state 'wroking', is "
                      "'working' meant?"));
    ck_assert(
        is_told("log.csv:44:9: warning: row left out: part 'p3' comes to 'seal' before it "
                "left 'weld' (line 5)"));
    ck_assert(is_told("log.csv:45:1: warning: row left out: work without a part"));
}
END_TEST

START_TEST(too_many_bad_rows_are_no_log)
{
    ck_assert(!read_log(HEAD "a,weld,0,5,working\nb,weld,9,5,working\n"));
    ck_assert(is_told("1 of 2 rows cannot be used: too many for a model"));
    ck_assert(!read_log("part,station,begin [s]\na,b,1\n"));
    ck_assert(is_told("a log needs a column 'time out'"));
    ck_assert(!read_log(HEAD ",weld,0,5,down\n"));
    ck_assert(is_told("the log has no visit of a part"));
}
END_TEST

START_TEST(heads_and_moments_have_many_forms)
{
    ck_assert(
        read_log("VIN;Step;Start;End\na;weld;2027-08-02 06:00:00;2027-08-02T06:01:30.5\n"));
    ck_assert_double_eq_tol(floor_log.rows[0].out_s, 90.5, 1e-6);
    ck_assert(read_log("Body,Operation,time_in [min],time_out [min]\na,weld,1,2.5\n"));
    ck_assert_double_eq_tol(floor_log.rows[0].out_s, 90.0, 1e-9);
}
END_TEST

// A night of 8 h is no time of work.
START_TEST(gaps_are_cut_out)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 200; i++) {
        int at = 60 * i + (i >= 100 ? 28800 : 0);
        gm_text_addf(&text, "p%d,weld,%d,%d,working\n", i, at, at + 60);
    }
    ck_assert(read_log(text.at));
    ck_assert_int_eq(floor_log.n_gaps, 1);
    ck_assert_double_eq_tol(floor_log.gaps[0].to_s - floor_log.gaps[0].from_s, 28800.0, 1e-6);
    ck_assert_double_eq_tol(floor_log.span_s, 12000.0, 1e-6);
}
END_TEST

// Two machines at weld, then seal with at most two parts before it; every fifth goes to mend.
START_TEST(order_machines_stores_and_ways_are_seen)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 100; i++) {
        int at = 100 * (i / 2);
        gm_text_addf(&text, "p%d,weld,%d,%d,working\n", i, at, at + 90);
        int seal = at + 90 + 40 * (i % 2);
        gm_text_addf(&text, "p%d,seal,%d,%d,working\n", i, seal, seal + 40);
        if (i % 5 == 0) {
            gm_text_addf(&text, "p%d,mend,%d,%d,working\n", i, seal + 40, seal + 70);
        }
    }
    make_guess(text.at);
    ck_assert_int_eq(floor_log.n_stations, 3);
    ck_assert_str_eq(guess.stations[guess.order[0]].name, "weld");
    ck_assert_str_eq(guess.stations[guess.order[1]].name, "seal");
    ck_assert_int_eq(guess.stations[guess.order[0]].machines, 2);
    ck_assert_int_eq(guess.stations[guess.order[1]].queue_max, 1);
    const gm_floor_station *seal = &guess.stations[guess.order[1]];
    ck_assert_int_eq(seal->n_ways, 2);
    ck_assert_double_eq_tol(seal->ways[1].share, 0.2, 0.01);
    ck_assert_double_eq_tol(guess.stations[guess.order[0]].time.law.a, 90.0, 1e-9);
}
END_TEST

// Work of 100 s to every stop, stops of 20 s: and the rest of the work had not ended in one.
START_TEST(stops_part_the_work)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 30; i++) {
        gm_text_addf(&text, "p%d,weld,%d,%d,working\n", i, 120 * i, 120 * i + 100);
        gm_text_addf(&text, ",weld,%d,%d,down\n", 120 * i + 100, 120 * i + 110);
        gm_text_addf(&text, ",weld,%d,%d,repair\n", 120 * i + 110, 120 * i + 120);
    }
    make_guess(text.at);
    const gm_floor_station *st = &guess.stations[0];
    ck_assert_int_eq(st->n_stops, 1);
    ck_assert_int_eq(st->stops[0].n, 30);
    ck_assert_double_eq_tol(st->stops[0].after.law.a, 100.0, 1e-9);
    ck_assert_double_eq_tol(st->stops[0].takes.law.a, 20.0, 1e-9);
}
END_TEST

START_TEST(names_are_made_fit_for_a_model)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 30; i++) {
        gm_text_addf(&text, "p%d,10 Weld \xc3\xb6,%d,%d,\n", i, 20 * i, 20 * i + 8);
        gm_text_addf(&text, "p%d,out,%d,%d,\n", i, 20 * i + 8, 20 * i + 16);
    }
    make_guess(text.at);
    ck_assert_str_eq(guess.stations[0].name, "s-10-Weld");
    ck_assert_str_eq(guess.stations[1].name, "out-2");
}
END_TEST

static void fini(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *tc = tcase_create("floor");
    tcase_add_checked_fixture(tc, NULL, fini);
    tcase_add_test(tc, rows_that_cannot_be_used_are_told_with_their_place);
    tcase_add_test(tc, too_many_bad_rows_are_no_log);
    tcase_add_test(tc, heads_and_moments_have_many_forms);
    tcase_add_test(tc, gaps_are_cut_out);
    tcase_add_test(tc, order_machines_stores_and_ways_are_seen);
    tcase_add_test(tc, stops_part_the_work);
    tcase_add_test(tc, names_are_made_fit_for_a_model);
    return gm_check_main("floor", tc);
}
