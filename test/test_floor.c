// SPDX-License-Identifier: MIT
//
// Logs of a shop floor: how moments are read, what is left out and why.

#include "floor_case.h"

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

// Two stations, a row a minute; behind row 60 the clock is an hour behind.
static const char *hour_twice(const char *late_row)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 120; i++) {
        int at = 60 * (i < 60 ? i : i - 60);
        gm_text_addf(&text, "p%d,%s,%d,%d,working\n", i, i % 2 ? "seal" : "weld", at, at + 50);
        gm_text_add(&text, i == 30 ? late_row : "");
    }
    return text.at;
}

START_TEST(a_clock_that_is_set_back_is_told)
{
    ck_assert(read_log(hour_twice("")));
    ck_assert_int_eq(diag.n, 1);
    ck_assert(is_told("log.csv:62:10: warning: the clock seems to be set back by 58 min or "
                      "more: the row of this station before it, line 60, is later"));
    ck_assert(read_log(hour_twice("late,weld,60,70,working\n")));
    ck_assert_int_eq(diag.n, 1);
    ck_assert(is_told("log.csv:63:10: warning: the clock seems to be set back"));
}
END_TEST

// By station, then by time: each station begins anew, and no clock is set back.
START_TEST(a_log_by_station_has_no_clock_set_back)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 120; i++) {
        gm_text_addf(&text, "p%d,%s,%d,%d,working\n", i % 60, i < 60 ? "weld" : "seal",
                     60 * (i % 60) + (i < 60 ? 0 : 90), 60 * (i % 60) + (i < 60 ? 50 : 140));
    }
    ck_assert(read_log(text.at));
    ck_assert_int_eq(diag.n, 0);
}
END_TEST

START_TEST(too_many_bad_rows_are_no_log)
{
    ck_assert(!read_log(HEAD "a,weld,0,5,working\nb,weld,9,5,working\n"));
    ck_assert(is_told(
        "1 of 2 rows cannot be used: too many for a model, at most 10 % may be left out"));
    ck_assert(!read_log("part,station,begin [s]\na,b,1\n"));
    ck_assert(is_told("a log needs a column 'time out'"));
    ck_assert(!read_log(HEAD ",weld,0,5,down\n"));
    ck_assert(is_told("the log has no visit of a part"));
}
END_TEST

// A row cut short, one with a decimal comma too many, bytes that are no text, a quote that is not
// closed, and a last line that was cut off. Rows behind each of them are read.
START_TEST(rows_that_cannot_be_read_are_left_out)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 60; i++) {
        const char *bad[] = {"p11,weld,110\n", "p12,weld,120,5,128,working\n",
                             "p13,w\xff,1,2,\n", "p14,\"weld,140,148,working\n"};
        gm_text_addf(&text, "p%d,weld,%d,%d,working\n", i, 10 * i, 10 * i + 8);
        gm_text_add(&text, i >= 11 && i <= 14 ? bad[i - 11] : "");
    }
    gm_text_add(&text, "p6");
    gm_diag_fini(&diag);
    ck_assert_int_eq(
        gm_csv_read_usable("log.csv", NULL, gm_slice_of(text.at), &arena, &diag, &records),
        GM_OK);
    ck_assert_int_eq(records.n_rows, 60);
    ck_assert_int_eq(records.n_lost, 5);
    ck_assert(gm_floor_read(&records, GM_DATE_ORDER_UNKNOWN, &arena, &diag, &floor_log));
    ck_assert_int_eq(floor_log.n_left_out, 5);
    ck_assert_int_eq(floor_log.n_rows, 60);
    // Part 6 may be the one that was cut off.
    ck_assert_int_eq(floor_log.n_holed, 5);
    ck_assert_int_eq(floor_log.hole_line[11], 14);
    ck_assert(is_told("log.csv:14:10: warning: row left out: it has 3 cells, the first 5"));
    ck_assert(is_told("log.csv:16:20: warning: row left out: it has 6 cells, the first 5"));
    ck_assert(is_told("log.csv:18:6: warning: row left out: this byte is not UTF-8"));
    ck_assert(is_told("log.csv:20:5: warning: row left out: a cell in quotes is not closed"));
    ck_assert(is_told("log.csv:66:1: warning: row left out: it has 1 cell, the first 5"));
    ck_assert(!is_told("too many"));
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

// Three days from 6 to 14: weld always has a part, and that of 14:00 has its second half of a
// minute at 6:00; check gets one every two minutes. A vehicle charges all night.
START_TEST(a_part_that_stands_over_night_is_no_activity)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, "part,station,machine,time in [s],time out [s],state\n");
    for (int day = 0; day < 3; day++) {
        int at = 86400 * day;
        for (int i = 0; i < 480; i++) {
            int from = at + 60 * i - (day > 0 ? 30 : 0);
            bool is_split = day > 0 && i == 0;
            if (!is_split) {
                gm_text_addf(&text, "w%d-%d,weld,1,%d,%d,working\n", day, i, from, from + 60);
            }
            if (i % 2 == 0 && i < 479) {
                gm_text_addf(&text, "c%d-%d,check,1,%d,%d,working\n", day, i, at + 60 * i,
                             at + 60 * i + 45);
            }
        }
        if (day > 0) {
            gm_text_addf(&text, "n%d,weld,1,%d,%d,working\n", day, at - 57630, at - 57600);
            gm_text_addf(&text, "n%d,weld,1,%d,%d,off-shift\n", day, at - 57600, at);
            gm_text_addf(&text, "n%d,weld,1,%d,%d,working\n", day, at, at + 30);
            gm_text_addf(&text, ",tugger,1,%d,%d,charging\n", at - 57600, at - 3600);
        }
    }
    make_guess(text.at);
    ck_assert_int_eq(floor_log.n_gaps, 2);
    ck_assert_double_eq_tol(floor_log.gaps[0].to_s - floor_log.gaps[0].from_s, 57600.0, 31.0);
    ck_assert_double_eq_tol(floor_log.span_s, 3.0 * 28800.0, 61.0);
    ck_assert_double_eq_tol(guess.stations[0].time.law.a, 60.0, 1e-9);
    ck_assert_int_eq(guess.n_entries, 2);
    ck_assert(!guess.entries[0].has_arrivals);
    ck_assert_int_eq(guess.stations[0].n_stops, 0);
    ck_assert_double_eq_tol(guess.entries[1].arrivals.law.a, 120.0, 1.0);
}
END_TEST

static double length_of_first(const char *in, const char *out, gm_date_order dates)
{
    const char *log = gm_arena_printf(&arena, "part;station;in;out\na;weld;%s;%s\n", in, out);
    gm_diag_fini(&diag);
    ck_assert_int_eq(
        gm_csv_read_text("log.csv", NULL, gm_slice_of(log), &arena, &diag, &records), GM_OK);
    bool ok = gm_floor_read(&records, dates, &arena, &diag, &floor_log);
    return ok ? floor_log.rows[0].out_s - floor_log.rows[0].in_s : -1.0;
}

START_TEST(moments_are_read_in_one_form_for_a_column)
{
    const gm_date_order unknown = GM_DATE_ORDER_UNKNOWN;
    ck_assert_double_eq_tol(length_of_first("1785650412", "1785650512", unknown), 100.0, 1e-6);
    ck_assert_double_eq_tol(length_of_first("1785650412250", "1785650412750", unknown), 0.5,
                            1e-6);
    ck_assert_int_eq(floor_log.in.form, GM_MOMENT_EPOCH_MS);
    ck_assert_double_eq_tol(
        length_of_first("2027-08-02T06:00:12.250Z", "2027-08-02T14:00:13.250+08:00", unknown),
        1.0, 1e-6);
    ck_assert(floor_log.in.has_zone);
    ck_assert_double_eq_tol(length_of_first("2.8.2027 6:00", "02.08.27 06:01:00,5", unknown),
                            60.5, 1e-6);
    ck_assert_str_eq(gm_moments_text(&floor_log.in), "day.month.year h:m:s");
    ck_assert_double_eq_tol(
        length_of_first("28/2/2028 23:00:00", "29/2/2028 01:00:00", unknown), 7200.0, 1e-6);
    ck_assert_int_eq(floor_log.in.form, GM_MOMENT_DMY);
    ck_assert_double_eq_tol(
        length_of_first("2/28/2028 11:00:00 PM", "2/29/2028 1:00 AM", unknown), 7200.0, 1e-6);
    ck_assert_int_eq(floor_log.in.form, GM_MOMENT_MDY);
}
END_TEST

// 3/4 is the third of April or the fourth of March: a month and a day of difference to 4/4.
START_TEST(a_date_that_may_be_two_is_asked_for)
{
    ck_assert_double_lt(
        length_of_first("3/4/2027 06:00", "4/4/2027 06:00", GM_DATE_ORDER_UNKNOWN), 0.0);
    ck_assert(
        is_told("'3/4/2027 06:00' may begin with the day or with the month, and so may all "
                "of its column; say `--dates d/m/y` or `--dates m/d/y`"));
    ck_assert_double_eq_tol(
        length_of_first("3/4/2027 06:00", "4/4/2027 06:00", GM_DATE_ORDER_DAY), 86400.0, 1e-6);
    ck_assert_double_eq_tol(
        length_of_first("3/4/2027 06:00", "4/4/2027 06:00", GM_DATE_ORDER_MONTH),
        31.0 * 86400.0, 1e-6);
    // What one column tells holds for the other.
    ck_assert_double_eq_tol(
        length_of_first("12/4/2027 06:00", "13/4/2027 06:00", GM_DATE_ORDER_UNKNOWN), 86400.0,
        1e-6);
}
END_TEST

START_TEST(moments_that_do_not_fit_are_told)
{
    ck_assert_double_lt(
        length_of_first("1785650412", "2027-08-02 06:00", GM_DATE_ORDER_UNKNOWN), 0.0);
    ck_assert(is_told("this column has year-month-day h:m:s, and 'in' seconds since 1970: they "
                      "do not count from the same start"));
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, "part,station,in,out\n");
    for (int i = 10; i < 40; i++) {
        gm_text_addf(&text, "p%d,weld,2027-08-02 06:%d:00,2027-08-02 06:%d:30\n", i, i, i);
    }
    gm_text_add(&text, "x,weld,2027-02-30 06:00:00,2027-08-02 06:30:30\n"
                       "y,weld,2027-08-02T06:50:00Z,2027-08-02 06:55:30\n"
                       "z,weld,2.8.2027 06:50,2027-08-02 06:55:30\n");
    ck_assert(read_log(text.at));
    ck_assert(
        is_told("log.csv:32:8: warning: row left out: there is no such day: '2027-02-30"));
    ck_assert(is_told("'2027-08-02T06:50:00Z' has a zone, as the rest of the column has none"));
    ck_assert(is_told("expected a moment like `2027-08-02 06:00:12`, as in the rest of the "
                      "column, got '2.8.2027 06:50'"));
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("floor");
    tcase_add_checked_fixture(tc, NULL, fini);
    tcase_add_test(tc, rows_that_cannot_be_used_are_told_with_their_place);
    tcase_add_test(tc, a_clock_that_is_set_back_is_told);
    tcase_add_test(tc, a_log_by_station_has_no_clock_set_back);
    tcase_add_test(tc, too_many_bad_rows_are_no_log);
    tcase_add_test(tc, rows_that_cannot_be_read_are_left_out);
    tcase_add_test(tc, heads_and_moments_have_many_forms);
    tcase_add_test(tc, gaps_are_cut_out);
    tcase_add_test(tc, a_part_that_stands_over_night_is_no_activity);
    tcase_add_test(tc, moments_are_read_in_one_form_for_a_column);
    tcase_add_test(tc, a_date_that_may_be_two_is_asked_for);
    tcase_add_test(tc, moments_that_do_not_fit_are_told);
    return gm_check_main("floor", tc);
}
