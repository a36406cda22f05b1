// SPDX-License-Identifier: MIT

#include "core/sqlite.h"

#include "core/array.h"
#include "core/text.h"

#include <sqlite3.h>
#include <string.h>

// The hardening follows "Defense Against The Dark Arts", sqlite.org/security.html.
#define STEPS_BETWEEN 100000  // instructions of SQLite between two looks
#define LOOKS_MAX     1000    // 1e8 instructions, some seconds: a table of millions of rows
#define LISTED        20      // tables that are named
#define TEXT_MAX      1000000 // bytes of a cell, and of the statement

typedef struct query {
    sqlite3 *db;
    sqlite3_stmt *statement;
    int n_looks;
    gm_src src;
    gm_arena *arena;
    gm_diag *diag;
    gm_records *records;
} query;

static int look(void *user)
{
    query *q = user;
    q->n_looks += 1;
    return q->n_looks > LOOKS_MAX;
}

// Only what reads.
static int allow(void *user, int action, const char *a, const char *b, const char *c,
                 const char *d)
{
    (void)user;
    (void)a;
    (void)c;
    (void)d;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return b && sqlite3_stricmp(b, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

static void harden(query *q)
{
    sqlite3_db_config(q->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(q->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(q->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(q->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_exec(q->db, "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0", NULL, NULL, NULL);
    sqlite3_limit(q->db, SQLITE_LIMIT_LENGTH, TEXT_MAX);
    sqlite3_limit(q->db, SQLITE_LIMIT_SQL_LENGTH, TEXT_MAX);
    sqlite3_limit(q->db, SQLITE_LIMIT_COLUMN, GM_RECORDS_COLUMNS_MAX);
    sqlite3_limit(q->db, SQLITE_LIMIT_EXPR_DEPTH, 100);
    sqlite3_limit(q->db, SQLITE_LIMIT_COMPOUND_SELECT, 16);
    sqlite3_limit(q->db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_progress_handler(q->db, STEPS_BETWEEN, look, q);
    sqlite3_set_authorizer(q->db, allow, NULL);
}

static gm_status fail(const query *q)
{
    bool is_long = sqlite3_errcode(q->db) == SQLITE_INTERRUPT;
    gm_diag_error(q->diag, q->src, "%s: %s", q->records->file,
                  is_long ? "the query takes too long" : sqlite3_errmsg(q->db));
    return GM_ERR_MODEL;
}

// ---- what is asked

static bool is_select(const char *what)
{
    gm_slice s = gm_slice_trim(gm_slice_of(what));
    return s.len > 6 && (sqlite3_strnicmp(s.at, "select", 6) == 0) &&
           strchr(" \t\r\n*(\"", s.at[6]) != NULL;
}

static const char *select_of(const query *q, const char *table)
{
    gm_text sql = gm_text_init(q->arena);
    gm_text_add(&sql, "SELECT * FROM \"");
    for (const char *at = table; *at; at++) {
        gm_text_add(&sql, *at == '"' ? "\"" : "");
        gm_text_add_n(&sql, at, 1);
    }
    gm_text_add(&sql, "\"");
    return sql.at;
}

// The names of all tables and views, at most LISTED of them. Returns how many, -1: they cannot be
// read.
static int list_tables(const query *q, const char *names[LISTED])
{
    static const char sql[] = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
                              "AND name NOT LIKE 'sqlite_%' ORDER BY name";
    sqlite3_stmt *list = NULL;
    int n = 0;
    if (sqlite3_prepare_v2(q->db, sql, -1, &list, NULL) != SQLITE_OK) {
        return -1;
    }
    while (n < LISTED && sqlite3_step(list) == SQLITE_ROW) {
        names[n++] = gm_arena_strdup(q->arena, (const char *)sqlite3_column_text(list, 0));
    }
    sqlite3_finalize(list);
    return n;
}

static void hint_tables(const query *q, const char *const *names, int n)
{
    gm_text list = gm_text_init(q->arena);
    for (int i = 0; i < n; i++) {
        gm_text_addf(&list, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    if (n > 0) {
        gm_diag_hint(q->diag, "it has: %s%s", list.at, n == LISTED ? " .." : "");
    }
}

// NULL after a fault.
static const char *only_table(query *q)
{
    const char *names[LISTED];
    int n = list_tables(q, names);
    if (n == 1) {
        return names[0];
    }
    if (n < 0) {
        fail(q);
        return NULL;
    }
    gm_diag_error(q->diag, q->src, "%s has %s", q->records->file,
                  n == 0 ? "no tables" : "several tables: say which by `table:`");
    hint_tables(q, names, n);
    return NULL;
}

static gm_status fail_table(query *q)
{
    const char *names[LISTED];
    bool is_unknown = strncmp(sqlite3_errmsg(q->db), "no such table", 13) == 0;
    gm_status status = fail(q);
    if (is_unknown) {
        hint_tables(q, names, list_tables(q, names));
    }
    return status;
}

static gm_status prepare(query *q, const char *what)
{
    if (!what) {
        what = only_table(q);
    }
    if (!what) {
        return GM_ERR_MODEL;
    }
    const char *sql = is_select(what) ? what : select_of(q, what);
    const char *tail = NULL;
    if (sqlite3_prepare_v2(q->db, sql, -1, &q->statement, &tail) != SQLITE_OK) {
        return fail_table(q);
    }
    if (gm_slice_trim(gm_slice_of(tail)).len > 0 || !q->statement ||
        !sqlite3_stmt_readonly(q->statement)) {
        gm_diag_error(q->diag, q->src, "a table is one SELECT and nothing behind it");
        return GM_ERR_MODEL;
    }
    return GM_OK;
}

// ---- what it gives

static const char *text_of(const query *q, int column)
{
    if (sqlite3_column_type(q->statement, column) == SQLITE_FLOAT) {
        char number[GM_NUMBER_BYTES];
        double value = sqlite3_column_double(q->statement, column);
        return gm_arena_strdup(q->arena, gm_text_of_number(value, number));
    }
    const unsigned char *text = sqlite3_column_text(q->statement, column);
    gm_slice s = gm_slice_trim(gm_slice_of(text ? (const char *)text : ""));
    return gm_arena_strndup(q->arena, s.at, s.len);
}

static void read_heads(query *q)
{
    int n = sqlite3_column_count(q->statement);
    gm_record_cell *heads = GM_NEW(q->arena, gm_record_cell, n);
    for (int i = 0; i < n; i++) {
        const char *name = sqlite3_column_name(q->statement, i);
        heads[i] = (gm_record_cell){gm_arena_strdup(q->arena, name ? name : ""), 1, i + 1};
    }
    q->records->n_columns = n;
    q->records->heads = heads;
}

static gm_status read_rows(query *q)
{
    GM_ARRAY(gm_record_cell) cells = {0};
    int32_t n_columns = q->records->n_columns;
    int code = SQLITE_ROW;
    bool is_over = false;
    while (!is_over && (code = sqlite3_step(q->statement)) == SQLITE_ROW) {
        q->records->n_rows += 1;
        for (int32_t i = 0; i < n_columns; i++) {
            gm_record_cell cell = {text_of(q, i), q->records->n_rows, i + 1};
            GM_ARRAY_PUSH(NULL, &cells, cell);
        }
        is_over = cells.n >= GM_RECORDS_CELLS_MAX;
    }
    gm_record_cell *kept = GM_NEW(q->arena, gm_record_cell, cells.n + 1);
    if (cells.n > 0) {
        memcpy(kept, cells.items, (size_t)cells.n * sizeof *kept);
    }
    GM_ARRAY_FREE(&cells);
    q->records->cells = kept;
    if (is_over) {
        gm_diag_error(q->diag, q->src, "%s: more than 20 million cells", q->records->file);
        return GM_ERR_MODEL;
    }
    return code == SQLITE_DONE ? GM_OK : fail(q);
}

gm_status gm_sqlite_read(const gm_records_ask *ask, gm_arena *arena, gm_diag *diag,
                         gm_records *out)
{
    *out = (gm_records){.file = gm_arena_strdup(arena, ask->path), .origin = ask->origin};
    query q = {.src = ask->src, .arena = arena, .diag = diag, .records = out};
    gm_status status = GM_OK;
    if (sqlite3_open_v2(ask->path, &q.db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
        gm_diag_error(diag, ask->src, "%s: %s", ask->path,
                      q.db ? sqlite3_errmsg(q.db) : "no memory");
        status = GM_ERR_IO;
    } else {
        harden(&q);
        status = prepare(&q, ask->what);
    }
    if (status == GM_OK) {
        read_heads(&q);
        status = read_rows(&q);
    }
    sqlite3_finalize(q.statement);
    sqlite3_close(q.db);
    return status;
}
