// SPDX-License-Identifier: MIT
//
// A SQLite file that is written by this program alone, so that a kill at any moment loses what was
// under way and nothing else. (Files that come from anybody are read by core/sqlite.)
//
// The first error stays: from it on nothing is done and every call says so, so that callers look
// once, at the end of what belongs together. Write-ahead logging with synchronous=NORMAL
// (sqlite.org/wal.html): what is committed outlives the process, and the file the loss of power.
// The file is locked for as long as it is open; not for two threads at once.

#ifndef GM_CORE_DATABASE_H
#define GM_CORE_DATABASE_H

#include "core/status.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct gm_database {
    struct sqlite3 *db;
    gm_status status; // GM_OK or GM_ERR_IO
    bool is_kept;     // see gm_database_keep()
    char why[256];    // of the first error: "database or disk is full"
} gm_database;

// One statement with its values. Zero is an ended one.
typedef struct gm_query {
    gm_database *of;
    struct sqlite3_stmt *statement;
} gm_query;

// Opens or creates a file and locks it; nothing in it is changed. Close it in any case.
void gm_database_open(gm_database *database, const char *path);

// From here on it is written: log ahead. A log that was left is put into the file first, and none
// grows far beyond one transaction.
void gm_database_keep(gm_database *database);

// Puts all into the one file and closes it. What could not be put there stays beside it, to be
// found when it is opened again.
void gm_database_close(gm_database *database);

// Runs statements without values.
void gm_database_run(gm_database *database, const char *sql);

// A statement to be run once or more often. End it before the database is closed.
gm_query gm_query_begin(gm_database *database, const char *sql);
void gm_query_end(gm_query *query);

// Values of its `?`, counted from 1. A text is borrowed until the statement has run; NULL and NaN
// are NULL.
void gm_query_text(gm_query *query, int i, const char *value);
void gm_query_int(gm_query *query, int i, int64_t value);
void gm_query_number(gm_query *query, int i, double value);

// Runs it to its end, ready to be run again with other values.
void gm_query_run(gm_query *query);

// The next row. False behind the last one, or after an error.
bool gm_query_next(gm_query *query);

// Of that row, columns counted from 0. A text lives until the next call, NULL is NULL; a number
// that is NULL is NaN.
const char *gm_query_get_text(const gm_query *query, int column);
int64_t gm_query_get_int(const gm_query *query, int column);
double gm_query_get_number(const gm_query *query, int column);

#endif
