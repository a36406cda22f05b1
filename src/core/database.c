// SPDX-License-Identifier: MIT

#include "core/database.h"

#include "core/assert.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

// Of 4 kB, after which the log is put into the file and begun anew. SQLite's own 1,000 would want
// room for 4 MB beside a file of any size.
#define LOG_PAGES "16"

static bool is_well(const gm_database *d)
{
    return d->status == GM_OK;
}

static void fail(gm_database *d)
{
    if (is_well(d)) {
        const char *why = d->db ? sqlite3_errmsg(d->db) : "no memory";
        bool is_held = d->db && sqlite3_errcode(d->db) == SQLITE_BUSY;
        d->status = GM_ERR_IO;
        snprintf(d->why, sizeof d->why, "%s", is_held ? "another program holds it open" : why);
    }
}

void gm_database_open(gm_database *d, const char *path)
{
    memset(d, 0, sizeof *d);
    if (sqlite3_open_v2(path, &d->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) !=
        SQLITE_OK) {
        fail(d);
    }
    // Locked before a log is begun: then no memory is shared, and folders on a network will do.
    gm_database_run(d, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
}

void gm_database_keep(gm_database *d)
{
    gm_database_run(d, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                       "PRAGMA wal_autocheckpoint=" LOG_PAGES ";"
                       "PRAGMA wal_checkpoint(TRUNCATE)");
    d->is_kept = true;
}

void gm_database_close(gm_database *d)
{
    if (d->is_kept) {
        // A file without a log can be read where nothing may be written.
        gm_database_run(d, "PRAGMA journal_mode=DELETE");
    }
    int code = sqlite3_close(d->db);
    GM_REQUIRE(code == SQLITE_OK); // else a query was not ended
    d->db = NULL;
}

void gm_database_run(gm_database *d, const char *sql)
{
    if (is_well(d) && sqlite3_exec(d->db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        fail(d);
    }
}

// ---- queries

gm_query gm_query_begin(gm_database *d, const char *sql)
{
    gm_query q = {.of = d};
    if (is_well(d) && sqlite3_prepare_v2(d->db, sql, -1, &q.statement, NULL) != SQLITE_OK) {
        fail(d);
    }
    return q;
}

void gm_query_end(gm_query *q)
{
    sqlite3_finalize(q->statement);
    q->statement = NULL;
}

static void check(gm_query *q, int code)
{
    if (code != SQLITE_OK) {
        fail(q->of);
    }
}

void gm_query_text(gm_query *q, int i, const char *value)
{
    if (is_well(q->of)) {
        check(q, sqlite3_bind_text(q->statement, i, value, -1, SQLITE_STATIC));
    }
}

void gm_query_int(gm_query *q, int i, int64_t value)
{
    if (is_well(q->of)) {
        check(q, sqlite3_bind_int64(q->statement, i, value));
    }
}

void gm_query_number(gm_query *q, int i, double value)
{
    if (is_well(q->of)) {
        check(q, isnan(value) ? sqlite3_bind_null(q->statement, i)
                              : sqlite3_bind_double(q->statement, i, value));
    }
}

void gm_query_run(gm_query *q)
{
    while (gm_query_next(q)) {
    }
}

bool gm_query_next(gm_query *q)
{
    int code = is_well(q->of) ? sqlite3_step(q->statement) : SQLITE_DONE;
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code != SQLITE_DONE) {
        fail(q->of);
    }
    sqlite3_reset(q->statement);
    return false;
}

const char *gm_query_get_text(const gm_query *q, int column)
{
    return (const char *)sqlite3_column_text(q->statement, column);
}

int64_t gm_query_get_int(const gm_query *q, int column)
{
    return sqlite3_column_int64(q->statement, column);
}

double gm_query_get_number(const gm_query *q, int column)
{
    return sqlite3_column_type(q->statement, column) == SQLITE_NULL
               ? (double)NAN
               : sqlite3_column_double(q->statement, column);
}
