// SPDX-License-Identifier: MIT
//
// Tables in databases: what is read, and what an untrusted file or query cannot do.

#define _POSIX_C_SOURCE 200809L

#include "check_main.h"

#include "core/sqlite.h"
#include "core/text.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static gm_arena arena;
static gm_diag diag;
static gm_records records;
static char path[64];

static void setup(void)
{
    snprintf(path, sizeof path, "test-sqlite-%d.db", (int)getpid());
    unlink(path);
    sqlite3 *db;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    const char *sql =
        "CREATE TABLE visits (station TEXT, time REAL);"
        "INSERT INTO visits VALUES ('weld', 52.25), ('seal', NULL), ('weld', 60);";
    ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void fini(void)
{
    unlink(path);
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

static gm_status read_table(const char *what)
{
    gm_records_ask ask = {.path = path, .what = what, .src = {.origin = "test"}};
    return gm_sqlite_read(&ask, &arena, &diag, &records);
}

static void expect_refused(const char *what, const char *why)
{
    gm_diag_fini(&diag);
    ck_assert_int_ne(read_table(what), GM_OK);
    ck_assert_msg(strstr(gm_diag_line(&diag, 0), why), "%s", gm_diag_line(&diag, 0));
}

START_TEST(the_only_table_needs_no_name)
{
    ck_assert_int_eq(read_table(NULL), GM_OK);
    ck_assert_int_eq(records.n_columns, 2);
    ck_assert_int_eq(records.n_rows, 3);
    ck_assert_str_eq(records.heads[1].text, "time");
    ck_assert_str_eq(gm_records_cell(&records, 0, 1)->text, "52.25");
    ck_assert_str_eq(gm_records_cell(&records, 1, 1)->text, "");
    ck_assert_int_eq(gm_records_cell(&records, 2, 1)->line, 3);
    ck_assert_int_eq(gm_records_cell(&records, 2, 1)->col, 2);
}
END_TEST

START_TEST(a_select_gives_what_it_gives)
{
    ck_assert_int_eq(read_table("SELECT time AS t FROM visits WHERE station = 'weld'"), GM_OK);
    ck_assert_int_eq(records.n_rows, 2);
    ck_assert_int_eq(gm_records_find(&records, "t"), 0);
}
END_TEST

START_TEST(nothing_but_reading_is_run)
{
    expect_refused("nothing", "no such table: nothing; it has: visits");
    expect_refused("SELECT a FROM b", "no such table: b; it has: visits");
    expect_refused("visits\"; DROP TABLE visits; --", "no such table");
    expect_refused("SELECT 1; DROP TABLE visits", "one SELECT and nothing behind it");
    expect_refused("SELECT load_extension('x')", "");
    expect_refused("SELECT * FROM pragma_table_info('visits')", "");
    ck_assert_int_eq(read_table("visits"), GM_OK);
}
END_TEST

START_TEST(an_endless_query_ends)
{
    expect_refused("SELECT x FROM (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT 1 FROM n) "
                   "SELECT count(*) AS x FROM n)",
                   "takes too long");
}
END_TEST

START_TEST(what_is_no_database_is_said)
{
    FILE *out = fopen(path, "w");
    fputs("this is a text and no database at all, but long enough to look like one\n", out);
    fclose(out);
    expect_refused(NULL, "file is not a database");
    unlink(path);
    expect_refused(NULL, "unable to open database file");
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("sqlite");
    tcase_add_checked_fixture(tc, setup, fini);
    tcase_add_test(tc, the_only_table_needs_no_name);
    tcase_add_test(tc, a_select_gives_what_it_gives);
    tcase_add_test(tc, nothing_but_reading_is_run);
    tcase_add_test(tc, an_endless_query_ends);
    tcase_add_test(tc, what_is_no_database_is_said);
    return gm_check_main("sqlite", tc);
}
