// SPDX-License-Identifier: MIT
//
// Tables in text: separators, quotes, line ends, places, and every way to be wrong.

#include "check_main.h"

#include "core/csv.h"

#include <string.h>

static gm_arena arena;
static gm_diag diag;
static gm_records records;

static gm_status read(const char *text)
{
    return gm_csv_read_text("t.csv", NULL, gm_slice_of(text), &arena, &diag, &records);
}

static const char *at(int32_t row, int32_t column)
{
    return gm_records_cell(&records, row, column)->text;
}

static void expect_fault(const char *text, const char *line)
{
    gm_diag_fini(&diag);
    ck_assert_int_eq(read(text), GM_ERR_MODEL);
    ck_assert_str_eq(gm_diag_line(&diag, 0), line);
}

START_TEST(cells_are_parted_by_what_the_first_row_has)
{
    const char *texts[] = {"a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "a,b\r\n1,2\r\n",
                           // NOLINTNEXTLINE(bugprone-suspicious-missing-comma)
                           "\xef\xbb\xbf"
                           "a,b\n1,2",
                           "\n\na,b\n\n1,2\n\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ck_assert_int_eq(read(texts[i]), GM_OK);
        ck_assert_int_eq(records.n_columns, 2);
        ck_assert_int_eq(records.n_rows, 1);
        ck_assert_str_eq(records.heads[1].text, "b");
        ck_assert_str_eq(at(0, 0), "1");
        ck_assert_str_eq(at(0, 1), "2");
    }
}
END_TEST

START_TEST(quotes_hold_separators_line_ends_and_quotes)
{
    ck_assert_int_eq(read("a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\nz, w \n"), GM_OK);
    ck_assert_str_eq(at(0, 0), "x, \"y\"");
    ck_assert_str_eq(at(0, 1), "two\nlines");
    ck_assert_str_eq(at(1, 1), "w");
    ck_assert_int_eq(gm_records_cell(&records, 1, 1)->line,
                     4); // the quoted cell took two lines
    ck_assert_int_eq(gm_records_cell(&records, 1, 1)->col, 4);
}
END_TEST

START_TEST(columns_are_counted_in_characters)
{
    ck_assert_int_eq(read("a,b\n\xc3\xa4\xc3\xb6,x\n"), GM_OK);
    ck_assert_int_eq(gm_records_cell(&records, 0, 1)->col, 4);
}
END_TEST

START_TEST(a_comma_is_a_decimal_point_only_where_it_parts_no_cells)
{
    double value;
    ck_assert_int_eq(read("a;b\n1,5;1.234,5\n"), GM_OK);
    ck_assert(gm_records_number(&records, gm_records_cell(&records, 0, 0), &value));
    ck_assert_double_eq(value, 1.5);
    ck_assert(!gm_records_number(&records, gm_records_cell(&records, 0, 1), &value));
    ck_assert_int_eq(read("a,b\n\"1,5\",2.5e1\n"), GM_OK);
    ck_assert(!gm_records_number(&records, gm_records_cell(&records, 0, 0), &value));
    ck_assert(gm_records_number(&records, gm_records_cell(&records, 0, 1), &value));
    ck_assert_double_eq(value, 25.0);
}
END_TEST

START_TEST(heads_are_found_with_and_without_their_unit)
{
    ck_assert_int_eq(read("time [s],rest (min),rest (h),plain\n1,2,3,4\n"), GM_OK);
    ck_assert_int_eq(gm_records_find(&records, "time"), 0);
    ck_assert_int_eq(gm_records_find(&records, "time [s]"), 0);
    ck_assert_int_eq(gm_records_find(&records, "rest"), -1); // two of that name
    ck_assert_int_eq(gm_records_find(&records, "rest (h)"), 2);
    ck_assert_str_eq(gm_records_unit(&records, 1, &arena), "min");
    ck_assert_ptr_null(gm_records_unit(&records, 3, &arena));
    ck_assert_int_eq(read("\"a \",[s],b()\n1,2,3\n"), GM_OK);
    for (int32_t i = 0; i < 3; i++) {
        ck_assert_ptr_null(gm_records_unit(&records, i, &arena));
    }
    ck_assert_int_eq(gm_records_find(&records, "b"), 2);
    ck_assert_int_eq(read("time [s],plain\n1,2\n"), GM_OK);
    ck_assert_int_eq(gm_records_need(&records, "tme", (gm_src){.origin = "x"}, &diag), -1);
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&diag, 0), "t.csv has no column 'tme'"));
}
END_TEST

START_TEST(faults_have_their_place)
{
    expect_fault("a,b\n1,2\n3\n", "t.csv:3:1: error: the row has 1 cell, the first 2");
    expect_fault("a,b\n1,2,3\n",
                 "t.csv:2:5: error: the row has 3 cells, the first 2; a decimal "
                 "comma needs `;` between the cells, or quotes");
    expect_fault("a,b\n1,\"2\n", "t.csv:2:3: error: a cell in quotes is not closed; a quote "
                                 "inside is written \"\"");
    expect_fault("a,b\n\"1\"x,2\n", "t.csv:2:4: error: text behind a closing quote; a quote "
                                    "inside of a cell in quotes is written \"\"");
    expect_fault("", "t.csv:1:1: error: the table is empty; its first row names the columns");
    expect_fault("a,b,a\n1,2,3\n", "t.csv:1:5: error: two columns are named 'a'");
    expect_fault("1,2\n3,4\n",
                 "t.csv:1:1: error: the first row must name the columns; put a row "
                 "like `station,time [s]` in front");
    expect_fault("a,b\n\xe4,2\n", "t.csv:2:1: error: this byte is not UTF-8; save the table as "
                                  "UTF-8 (spreadsheets call it \"CSV UTF-8\")");
}
END_TEST

START_TEST(of_many_faults_some_are_told_and_the_rest_counted)
{
    char text[2000] = "a,b\n";
    for (int i = 0; i < 100; i++) {
        strcat(text, "1\n"); // NOLINT(clang-analyzer-security.insecureAPI.strcpy)
    }
    ck_assert_int_eq(read(text), GM_ERR_MODEL);
    ck_assert_int_eq(diag.count, GM_RECORDS_FAULTS + 1);
    ck_assert_str_eq(gm_diag_line(&diag, GM_RECORDS_FAULTS),
                     "t.csv: error: 80 more rows of the table have faults");
}
END_TEST

START_TEST(empty_cells_have_many_names)
{
    ck_assert_int_eq(read("a\n-\nNA\nn/a\n0\n\" \"\n"), GM_OK);
    ck_assert(gm_record_is_empty(gm_records_cell(&records, 0, 0)));
    ck_assert(gm_record_is_empty(gm_records_cell(&records, 1, 0)));
    ck_assert(gm_record_is_empty(gm_records_cell(&records, 2, 0)));
    ck_assert(!gm_record_is_empty(gm_records_cell(&records, 3, 0)));
}
END_TEST

static void fini(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *tc = tcase_create("csv");
    tcase_add_checked_fixture(tc, NULL, fini);
    tcase_add_test(tc, cells_are_parted_by_what_the_first_row_has);
    tcase_add_test(tc, quotes_hold_separators_line_ends_and_quotes);
    tcase_add_test(tc, columns_are_counted_in_characters);
    tcase_add_test(tc, a_comma_is_a_decimal_point_only_where_it_parts_no_cells);
    tcase_add_test(tc, heads_are_found_with_and_without_their_unit);
    tcase_add_test(tc, faults_have_their_place);
    tcase_add_test(tc, of_many_faults_some_are_told_and_the_rest_counted);
    tcase_add_test(tc, empty_cells_have_many_names);
    return gm_check_main("csv", tc);
}
