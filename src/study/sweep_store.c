// SPDX-License-Identifier: MIT

#include "study/sweep_store.h"

#include "core/os_file.h"
#include "core/text.h"
#include "gemba/version.h"
#include "num/elementary.h"
#include "num/stats.h"
#include "study/sweep_tables.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

// ---- open

// What is wrong with the file, for the user.
static gm_status refuse(gm_sweep_store *s, gm_status status, const char *why)
{
    s->why = s->why ? s->why : why;
    return status;
}

static gm_status fail(gm_sweep_store *s, const char *what)
{
    return refuse(
        s, GM_ERR_IO,
        gm_arena_printf(&s->arena, "cannot %s %s: %s", what, s->path, s->database.why));
}

// A file that is there and has a byte or more.
static bool has_content(const char *path)
{
    FILE *file = fopen(path, "rb");
    bool has = file && fgetc(file) != EOF;
    if (file) {
        fclose(file);
    }
    return has;
}

// Only a path that names a file, or nothing yet, is opened: a pipe would keep who opens it, and a
// device is nothing to put a database on.
static gm_status spare_others(gm_sweep_store *s)
{
    const char *kind = gm_file_other_kind(s->path);
    return kind ? refuse(s, GM_ERR_USAGE,
                         gm_arena_printf(&s->arena,
                                         "%s is %s; results go into a file of their own, to be "
                                         "named by --output",
                                         s->path, kind))
                : GM_OK;
}

// What the log and the journal of the file are called.
static const char *const beside[] = {"-wal", "-journal"};

static const char *name_beside(gm_sweep_store *s, size_t i)
{
    return gm_arena_printf(&s->arena, "%s%s", s->path, beside[i]);
}

// Makes the file, so that it is known to be this call's own. One that is there already stays
// somebody else's. Where none is, the log of one that is gone would be taken for its log.
static gm_status create(gm_sweep_store *s)
{
    for (size_t i = 0; i < sizeof beside / sizeof *beside && !gm_file_is_there(s->path); i++) {
        if (gm_file_is_there(name_beside(s, i))) {
            return refuse(s, GM_ERR_USAGE,
                          gm_arena_printf(&s->arena,
                                          "%s is there without its %s; move it away, or write "
                                          "to another file by --output",
                                          name_beside(s, i), s->path));
        }
    }
    FILE *file = fopen(s->path, "wbx");
    s->is_own = file != NULL;
    if (file) {
        fclose(file);
    }
    return file || gm_file_is_there(s->path)
               ? GM_OK
               : refuse(s, GM_ERR_IO,
                        gm_arena_printf(&s->arena, "cannot write %s: it cannot be made there",
                                        s->path));
}

static int64_t ask_number(gm_database *d, const char *sql)
{
    gm_query q = gm_query_begin(d, sql);
    int64_t value = gm_query_next(&q) ? gm_query_get_int(&q, 0) : 0;
    gm_query_end(&q);
    return value;
}

static void begin_saving(gm_sweep_store *s)
{
    const gm_sweep *sweep = s->sweep;
    s->save_point = gm_query_begin(
        &s->database, "UPDATE points SET state = ?, why = ?, replications = ?, seed = ?, "
                      "engine = ?, \"repeat\" = ? WHERE point = ?");
    s->save_result =
        gm_query_begin(&s->database, gm_sweep_insert_result(sweep->measures.n, &s->arena));
    s->save_mean =
        gm_query_begin(&s->database, "INSERT INTO means VALUES (?, ?, ?, ?, ?, ?, ?)");
}

static void find_done(gm_sweep_store *s)
{
    gm_query q =
        gm_query_begin(&s->database, "SELECT point FROM points WHERE state <> 'waits'");
    while (gm_query_next(&q)) {
        int64_t point = gm_query_get_int(&q, 0);
        if (point >= 1 && point <= s->sweep->design.n_points && !s->has_point[point - 1]) {
            s->has_point[point - 1] = true;
            s->n_left -= 1;
            s->is_resumed = true;
        }
    }
    gm_query_end(&q);
}

// All in one transaction before the log is begun, which would have to take all of them.
static bool make_tables(gm_sweep_store *s)
{
    bool ok = gm_sweep_tables_create(s->sweep, &s->database);
    gm_database_keep(&s->database);
    return ok && s->database.status == GM_OK;
}

// A file that may be of a sweep: of this one it is gone on with, one without tables was killed
// before its first moment.
static gm_status go_on(gm_sweep_store *s)
{
    bool is_ours = ask_number(&s->database, "PRAGMA application_id") == GM_SWEEP_APPLICATION;
    int64_t n_tables = ask_number(&s->database, "SELECT count(*) FROM sqlite_master");
    if (s->database.status != GM_OK) {
        return fail(s, "go on with");
    }
    if (!is_ours && n_tables > 0) {
        return refuse(
            s, GM_ERR_USAGE,
            gm_arena_printf(&s->arena, "%s is a database, but not of a sweep", s->path));
    }
    if (n_tables == 0) {
        return make_tables(s) ? GM_OK : fail(s, "write");
    }
    const char *other = gm_sweep_tables_differ(s->sweep, &s->database, &s->arena);
    if (s->database.status != GM_OK) {
        return fail(s, "read");
    }
    if (other) {
        return refuse(s, GM_ERR_USAGE,
                      gm_arena_printf(&s->arena, "%s is of another sweep: %s", s->path, other));
    }
    gm_database_keep(&s->database);
    find_done(s);
    return GM_OK;
}

// Leaves nothing where nothing was, and what was there where it was.
static gm_status begin(gm_sweep_store *s)
{
    if (make_tables(s)) {
        return GM_OK;
    }
    gm_status status = fail(s, "write");
    gm_database_close(&s->database);
    if (s->is_own) {
        remove(s->path);
        remove(name_beside(s, 0));
        remove(name_beside(s, 1));
    }
    return status;
}

gm_status gm_sweep_store_open(gm_sweep_store *s, const gm_sweep *sweep, const char *path,
                              bool may_resume)
{
    *s = (gm_sweep_store){.sweep = sweep, .path = path, .n_left = sweep->design.n_points};
    s->has_point = GM_NEW(&s->arena, bool, s->n_left);
    GM_TRY(spare_others(s));
    bool was_there = has_content(path);
    if (was_there && !may_resume) {
        return refuse(
            s, GM_ERR_USAGE,
            gm_arena_printf(&s->arena,
                            "%s is there already; go on with it by --resume, or write "
                            "to another file by --output",
                            path));
    }
    GM_TRY(was_there ? GM_OK : create(s));
    gm_database_open(&s->database, path);
    if (was_there && s->database.status != GM_OK) {
        return fail(s, "open");
    }
    GM_TRY(was_there ? go_on(s) : begin(s));
    begin_saving(s);
    return s->database.status == GM_OK ? GM_OK : fail(s, "write");
}

gm_status gm_sweep_store_close(gm_sweep_store *s)
{
    gm_query_end(&s->save_point);
    gm_query_end(&s->save_result);
    gm_query_end(&s->save_mean);
    gm_database_close(&s->database);
    gm_status status = s->database.status;
    gm_arena_fini(&s->arena);
    return status;
}

// ---- save

static const char *engine_word(const gm_replication *r)
{
    return r->by_line ? "line" : "event";
}

static void save_results(gm_sweep_store *s, const gm_sweep_done *done)
{
    gm_query *q = &s->save_result;
    const gm_replications *set = done->set;
    for (int32_t r = 0; r < set->n; r++) {
        const gm_replication *one = &set->items[r];
        gm_query_int(q, 1, done->point_i + 1);
        gm_query_int(q, 2, r + 1);
        gm_query_int(q, 3, set->seed);
        gm_query_text(q, 4, engine_word(one));
        gm_query_text(q, 5, one->error ? gm_run_error_text(one->error) : NULL);
        for (int32_t m = 0; m < s->sweep->measures.n; m++) {
            gm_query_number(q, 6 + m, done->values[(size_t)m * (size_t)set->n + (size_t)r]);
        }
        gm_query_run(q);
    }
}

// Over the replications that have a value.
static gm_interval mean_of(const double *values, int32_t n, gm_arena *scratch)
{
    gm_mark mark = gm_arena_mark(scratch);
    double *known = GM_NEW(scratch, double, n + 1);
    size_t n_known = 0;
    for (int32_t i = 0; i < n; i++) {
        known[n_known] = values[i];
        n_known += isnan(values[i]) ? 0 : 1;
    }
    gm_interval out = {GM_NAN, GM_NAN, GM_NAN, 0};
    if (n_known > 0) {
        out = gm_mean_interval(known, n_known, GM_CONFIDENCE);
    }
    gm_arena_rewind(scratch, mark);
    return out;
}

static void save_means(gm_sweep_store *s, const gm_sweep_done *done)
{
    gm_query *q = &s->save_mean;
    size_t n = (size_t)done->set->n;
    for (int32_t m = 0; m < s->sweep->measures.n; m++) {
        gm_interval x = mean_of(&done->values[(size_t)m * n], done->set->n, &s->arena);
        gm_query_int(q, 1, done->point_i + 1);
        gm_query_int(q, 2, m + 1);
        gm_query_int(q, 3, (int64_t)x.n);
        gm_query_number(q, 4, x.mean);
        gm_query_number(q, 5, x.half_width);
        gm_query_number(q, 6, x.mean - x.half_width);
        gm_query_number(q, 7, x.mean + x.half_width);
        gm_query_run(q);
    }
}

gm_status gm_sweep_store_save(gm_sweep_store *s, const gm_sweep_done *done)
{
    gm_query *q = &s->save_point;
    gm_mark mark = gm_arena_mark(&s->arena);
    const gm_replications *set = done->set;
    gm_database_run(&s->database, "BEGIN");
    gm_query_text(q, 1, done->has_failed ? "failed" : "done");
    gm_query_text(q, 2, done->why);
    gm_query_int(q, 3, set->n);
    gm_query_int(q, 4, set->seed);
    gm_query_text(q, 5, gm_replications_engine(set, &s->arena));
    gm_query_text(q, 6, gm_sweep_repeat(s->sweep, done->point_i, set->seed, set->n, &s->arena));
    gm_query_int(q, 7, done->point_i + 1);
    gm_query_run(q);
    save_results(s, done);
    if (!done->has_failed) {
        save_means(s, done);
    }
    gm_database_run(&s->database, "COMMIT");
    gm_arena_rewind(&s->arena, mark);
    if (s->database.status != GM_OK) {
        return fail(s, "write");
    }
    s->has_point[done->point_i] = true;
    s->n_left -= 1;
    return GM_OK;
}

// ---- read

static const char *copy(gm_arena *arena, const char *text)
{
    return text ? gm_arena_strdup(arena, text) : NULL;
}

static void read_points(gm_sweep_store *s, gm_sweep_row *rows, gm_sweep_rows *out,
                        gm_arena *arena)
{
    const gm_design *d = &s->sweep->design;
    gm_query q = gm_query_begin(&s->database,
                                "SELECT point, state, why, replications, seed FROM points");
    while (gm_query_next(&q)) {
        int64_t i = gm_query_get_int(&q, 0) - 1;
        const char *state = gm_query_get_text(&q, 1);
        if (i < 0 || i >= d->n_points || !state) {
            continue;
        }
        gm_sweep_row *row = &rows[i];
        row->is_done = strcmp(state, "waits") != 0;
        row->has_failed = strcmp(state, "failed") == 0;
        row->why = copy(arena, gm_query_get_text(&q, 2));
        row->replications = (int32_t)gm_query_get_int(&q, 3);
        row->seed = row->is_done ? gm_query_get_int(&q, 4) : -1;
        out->n_done += row->is_done ? 1 : 0;
        out->n_failed += row->has_failed ? 1 : 0;
    }
    gm_query_end(&q);
}

static void read_means(gm_sweep_store *s, gm_interval *means)
{
    gm_query q =
        gm_query_begin(&s->database, "SELECT point, measure, n, mean, half_width FROM means");
    while (gm_query_next(&q)) {
        int64_t i = gm_query_get_int(&q, 0) - 1;
        int64_t m = gm_query_get_int(&q, 1) - 1;
        if (i >= 0 && i < s->sweep->design.n_points && m >= 0 && m < s->sweep->measures.n) {
            means[i * s->sweep->measures.n + m] =
                (gm_interval){.mean = gm_query_get_number(&q, 3),
                              .sd = GM_NAN,
                              .half_width = gm_query_get_number(&q, 4),
                              .n = (size_t)gm_query_get_int(&q, 2)};
        }
    }
    gm_query_end(&q);
}

// The values of the parameters are those of the design: the file was checked to be of it.
static void fill_values(const gm_design *d, gm_sweep_row *rows, gm_arena *arena)
{
    for (int32_t i = 0; i < d->n_points; i++) {
        const char **texts = GM_NEW(arena, const char *, d->n_varies);
        double *si = GM_NEW(arena, double, d->n_varies);
        for (int v = 0; v < d->n_varies; v++) {
            texts[v] = gm_design_value(d, i, v, arena);
            si[v] = d->varies[v].is_scenario ? GM_NAN : gm_vary_si(texts[v]);
        }
        rows[i].texts = texts;
        rows[i].si = si;
    }
}

gm_status gm_sweep_store_read(gm_sweep_store *s, gm_arena *arena, gm_sweep_rows *out)
{
    int32_t n = s->sweep->design.n_points;
    int32_t n_measures = s->sweep->measures.n;
    gm_sweep_row *rows = GM_NEW(arena, gm_sweep_row, n);
    gm_interval *means = GM_NEW(arena, gm_interval, (size_t)n * (size_t)n_measures + 1);
    for (int32_t i = 0; i < n; i++) {
        rows[i].means = &means[(size_t)i * (size_t)n_measures];
        for (int32_t m = 0; m < n_measures; m++) {
            means[(size_t)i * (size_t)n_measures + (size_t)m] =
                (gm_interval){GM_NAN, GM_NAN, GM_NAN, 0};
        }
    }
    *out = (gm_sweep_rows){.n = n, .items = rows};
    fill_values(&s->sweep->design, rows, arena);
    read_points(s, rows, out, arena);
    read_means(s, means);
    return s->database.status == GM_OK ? GM_OK : fail(s, "read");
}
