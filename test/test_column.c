// SPDX-License-Identifier: MIT
//
// Columns of times: units, clocks, empty cells, rows that are asked for, and cells that are wrong.

#include "check_main.h"
#include "tables/column.h"

#include "core/csv.h"

#include <string.h>

static gm_arena arena;
static gm_diag diag;
static gm_records records;
static gm_column column;

static bool read(const char *text, gm_column_ask ask)
{
    ck_assert_int_eq(
        gm_csv_read_text("t.csv", NULL, gm_slice_of(text), &arena, &diag, &records), GM_OK);
    ask.src.origin = "test";
    return gm_column_read(&records, &ask, &arena, &diag, &column);
}

static void expect_fault(const char *text, gm_column_ask ask, const char *line)
{
    gm_diag_fini(&diag);
    ck_assert(!read(text, ask));
    ck_assert_str_eq(gm_diag_line(&diag, 0), line);
}

START_TEST(times_come_in_the_unit_that_is_said)
{
    ck_assert(read("t [min]\n1.5\n2 s\n0:01:30\n", (gm_column_ask){.column = "t"}));
    ck_assert_int_eq(column.n, 3);
    ck_assert_double_eq(column.x[0], 90.0);
    ck_assert_double_eq(column.x[1], 2.0);
    ck_assert_double_eq(column.x[2], 90.0);
    ck_assert_str_eq(column.unit, "min");
    ck_assert(read("t\n1.5\n", (gm_column_ask){.column = "t", .unit = "h"}));
    ck_assert_double_eq(column.x[0], 5400.0);
    ck_assert(read("t;u\n1,5;1\n", (gm_column_ask){.column = "t", .unit = "s"}));
    ck_assert_double_eq(column.x[0], 1.5);
}
END_TEST

START_TEST(rows_are_chosen_and_values_left_out)
{
    gm_column_ask ask = {.column = "t", .unit = "s", .least = 2.0, .most = 50.0, .n_wheres = 1};
    ask.wheres[0] = (gm_where){.column = "station", .value = "weld"};
    ck_assert(read("station,t\nweld,1\nweld,3\nseal,4\nweld,-\nweld,99\nweld,5\n", ask));
    ck_assert_int_eq(column.n, 2);
    ck_assert_double_eq(column.x[0], 3.0);
    ck_assert_int_eq(column.cells[1]->line, 7);
    ck_assert_int_eq(column.n_empty, 1);
    ck_assert_int_eq(column.n_outside, 2);
}
END_TEST

START_TEST(open_times_and_causes_are_kept_beside)
{
    ck_assert(read("t [s],failed,why\n1,yes,jam\n2,no,jam\n3,1,tool\n",
                   (gm_column_ask){.column = "t", .ended = "failed", .by = "why"}));
    ck_assert(!column.is_open[0] && column.is_open[1] && !column.is_open[2]);
    ck_assert_int_eq(column.n_causes, 2);
    ck_assert_int_eq(column.cause[2], 1);
    ck_assert_str_eq(column.causes[1], "tool");
    ck_assert_int_eq(gm_column_sample(&column, &arena).n_open, 1);
}
END_TEST

START_TEST(counts_are_whole)
{
    ck_assert(read("n [parts]\n5\n7\n", (gm_column_ask){.column = "n"}));
    ck_assert(column.is_count);
    expect_fault("n [parts]\n5.5\n", (gm_column_ask){.column = "n"},
                 "t.csv:2:1: error: column 'n': expected a whole number, got '5.5'");
}
END_TEST

START_TEST(wrong_cells_have_their_place)
{
    gm_column_ask t = {.column = "t", .unit = "s"};
    expect_fault(
        "a,t\nx,abc\n", t,
        "t.csv:2:3: error: column 't': expected a time like `52`, `52 s` or `0:00:52`, "
        "got 'abc'");
    expect_fault("t\n-3\n", t,
                 "t.csv:2:1: error: column 't': a time must not be negative, got -3");
    expect_fault(
        "t\n5 kg\n", t,
        "t.csv:2:1: error: column 't': expected a time like `52`, `52 s` or `0:00:52`, "
        "got '5 kg'");
    expect_fault("t\n1e300\n", t,
                 "t.csv:2:1: error: column 't': '1e300' is longer than 30 years: is its unit "
                 "right?");
    expect_fault("t\n5\n", (gm_column_ask){.column = "t"},
                 "t.csv:2:1: error: column 't': '5' has no unit: say `unit:`, or write it into "
                 "the head, like `time [s]`");
    expect_fault(
        "t\n-\n5\n7\n9\n", (gm_column_ask){.column = "t"},
        "t.csv:3:1: error: column 't': '5' has no unit, and 2 more cells have none: say "
        "`unit:`, or write it into the head, like `time [s]`");
    ck_assert_int_eq(diag.n, 1);
    gm_column_ask where = {.column = "t", .unit = "s", .n_wheres = 2};
    where.wheres[0] = (gm_where){.column = "shift", .value = "early"};
    where.wheres[1] = (gm_where){.column = "cause", .value = "tipp"};
    expect_fault("t,shift,cause\n5,early,tip\n6,late,wire\n7,early,tip\n", where,
                 "test: error: t.csv: column 't' has no value in a row that was asked for; "
                 "column 'cause' has: 'tip', 'wire'");
    expect_fault("t [kg]\n5\n", (gm_column_ask){.column = "t"},
                 "t.csv:1:1: error: 'kg' is no unit of a time; times are in `s`, `min`, `h`, "
                 "`d`; counts in `parts`");
    expect_fault("t\n-\n", t, "test: error: t.csv: column 't' has no value");
    expect_fault("t,u\n5,maybe\n", (gm_column_ask){.column = "t", .unit = "s", .ended = "u"},
                 "t.csv:2:3: error: column 't': expected yes or no");
}
END_TEST

static void fini(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *tc = tcase_create("column");
    tcase_add_checked_fixture(tc, NULL, fini);
    tcase_add_test(tc, times_come_in_the_unit_that_is_said);
    tcase_add_test(tc, rows_are_chosen_and_values_left_out);
    tcase_add_test(tc, open_times_and_causes_are_kept_beside);
    tcase_add_test(tc, counts_are_whole);
    tcase_add_test(tc, wrong_cells_have_their_place);
    return gm_check_main("column", tc);
}
