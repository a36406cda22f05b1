// SPDX-License-Identifier: MIT

#include "study/sweep_tables.h"

#include "core/text.h"
#include "gemba/version.h"

#include <inttypes.h>
#include <string.h>

// ---- texts

// A name in quotes, for a column.
static void add_name(gm_text *sql, const char *name, const char *behind)
{
    gm_text_add(sql, "\"");
    for (const char *at = name; *at; at++) {
        gm_text_add(sql, *at == '"' ? "\"" : "");
        gm_text_add_n(sql, at, 1);
    }
    gm_text_addf(sql, "%s\"", behind);
}

static void add_word(gm_text *command, const char *word)
{
    gm_text_add(command, " ");
    gm_text_add_word(command, word);
}

const char *gm_sweep_repeat(const gm_sweep *sweep, int32_t point_i, uint32_t seed, int32_t n,
                            gm_arena *arena)
{
    const gm_design *d = &sweep->design;
    const gm_model_options *how = &sweep->source->how;
    static const char *const engines[] = {
        [GM_ENGINE_AUTO] = NULL, [GM_ENGINE_EVENT] = "event", [GM_ENGINE_LINE] = "line"};
    gm_text out = gm_text_init(arena);
    const char *scenario = how->scenario;
    gm_text_add(&out, "gemba run");
    add_word(&out, strcmp(sweep->source->name, "<stdin>") == 0 ? "-" : sweep->source->name);
    for (int i = 0; i < how->n_sets; i++) {
        gm_text_add(&out, " --set");
        add_word(&out, how->sets[i]);
    }
    for (int i = 0; i < d->n_varies; i++) {
        const char *value = gm_design_value(d, point_i, i, arena);
        if (d->varies[i].is_scenario) {
            scenario = strcmp(value, GM_SWEEP_NO_SCENARIO) == 0 ? NULL : value;
            continue;
        }
        gm_text_add(&out, " --set");
        add_word(&out, gm_arena_printf(arena, "%s=%s", d->varies[i].path, value));
    }
    if (scenario) {
        gm_text_add(&out, " --scenario");
        add_word(&out, scenario);
    }
    gm_text_addf(&out, " --seed %" PRIu32 " --replications %" PRId32, seed, n);
    if (engines[sweep->engine]) {
        gm_text_addf(&out, " --engine %s", engines[sweep->engine]);
    }
    return out.at;
}

// ---- tables

static const char fixed_tables[] =
    "CREATE TABLE sweep (gemba TEXT, model TEXT, model_hash TEXT, command TEXT, design TEXT,"
    " points INTEGER, replications INTEGER, seed INTEGER, engine TEXT, created TEXT);"
    "CREATE TABLE parameters (parameter INTEGER PRIMARY KEY, path TEXT, \"values\" TEXT);"
    "CREATE TABLE measures (measure INTEGER PRIMARY KEY, name TEXT, unit TEXT, says TEXT);"
    "CREATE TABLE means (point INTEGER, measure INTEGER, n INTEGER, mean REAL,"
    " half_width REAL, low REAL, high REAL, PRIMARY KEY (point, measure)) WITHOUT ROWID;";

// Columns of the parameters: as set, then in SI.
static void add_parameters(gm_text *sql, const gm_design *d, const char *before,
                           const char *text_type, const char *number_type)
{
    for (int i = 0; i < d->n_varies; i++) {
        gm_text_addf(sql, ", %s", before);
        add_name(sql, d->varies[i].path, "");
        gm_text_add(sql, text_type);
        if (!d->varies[i].is_scenario) {
            gm_text_addf(sql, ", %s", before);
            add_name(sql, d->varies[i].path, " (SI)");
            gm_text_add(sql, number_type);
        }
    }
}

static void create_tables(const gm_sweep *sweep, gm_database *database, gm_arena *arena)
{
    gm_text sql = gm_text_init(arena);
    gm_text_addf(&sql, "PRAGMA application_id = %d; PRAGMA user_version = 1;",
                 GM_SWEEP_APPLICATION);
    gm_text_add(&sql, fixed_tables);
    gm_text_add(&sql, "CREATE TABLE points (point INTEGER PRIMARY KEY");
    add_parameters(&sql, &sweep->design, "", " TEXT", " REAL");
    gm_text_add(&sql, ", state TEXT, why TEXT, replications INTEGER, seed INTEGER, engine TEXT,"
                      " model_hash TEXT, \"repeat\" TEXT);"
                      "CREATE TABLE results (point INTEGER, replication INTEGER, seed INTEGER,"
                      " engine TEXT, why TEXT");
    for (int32_t m = 0; m < sweep->measures.n; m++) {
        gm_text_add(&sql, ", ");
        add_name(&sql, sweep->measures.items[m].name, "");
        gm_text_add(&sql, " REAL");
    }
    gm_text_add(&sql, ", PRIMARY KEY (point, replication)) WITHOUT ROWID;"
                      "CREATE VIEW summary AS SELECT p.point");
    add_parameters(&sql, &sweep->design, "p.", "", "");
    gm_text_add(&sql, ", m.name AS measure, m.unit, s.n, s.mean, s.half_width, s.low, s.high,"
                      " p.state, p.why FROM points p CROSS JOIN measures m LEFT JOIN means s"
                      " ON s.point = p.point AND s.measure = m.measure"
                      " ORDER BY p.point, m.measure;");
    gm_database_run(database, sql.at);
}

const char *gm_sweep_insert_result(int32_t n_measures, gm_arena *arena)
{
    gm_text sql = gm_text_init(arena);
    gm_text_add(&sql, "INSERT INTO results VALUES (?, ?, ?, ?, ?");
    for (int32_t m = 0; m < n_measures; m++) {
        gm_text_add(&sql, ", ?");
    }
    gm_text_add(&sql, ")");
    return sql.at;
}

// ---- rows

static const char *engine_word(gm_engine engine)
{
    return engine == GM_ENGINE_EVENT ? "event" : engine == GM_ENGINE_LINE ? "line" : "auto";
}

static const char *hash_text(uint64_t hash, gm_arena *arena)
{
    return gm_arena_printf(arena, "%016" PRIx64, hash);
}

static void insert_sweep(const gm_sweep *sweep, gm_database *database, gm_arena *arena)
{
    gm_query q =
        gm_query_begin(database, "INSERT INTO sweep VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                 "strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))");
    gm_query_text(&q, 1, GM_VERSION);
    gm_query_text(&q, 2, sweep->source->name);
    gm_query_text(&q, 3, hash_text(sweep->hash, arena));
    gm_query_text(&q, 4, sweep->command);
    gm_query_text(&q, 5, gm_design_word(sweep->design.kind));
    gm_query_int(&q, 6, sweep->design.n_points);
    gm_query_int(&q, 7, sweep->replications);
    gm_query_int(&q, 8, sweep->design.seed);
    gm_query_text(&q, 9, engine_word(sweep->engine));
    gm_query_run(&q);
    gm_query_end(&q);
}

static void insert_names(const gm_sweep *sweep, gm_database *database)
{
    gm_query q = gm_query_begin(database, "INSERT INTO parameters VALUES (?, ?, ?)");
    for (int i = 0; i < sweep->design.n_varies; i++) {
        const gm_vary *v = &sweep->design.varies[i];
        gm_query_int(&q, 1, i + 1);
        gm_query_text(&q, 2, v->path);
        gm_query_text(&q, 3, strchr(v->text, '=') + 1);
        gm_query_run(&q);
    }
    gm_query_end(&q);
    q = gm_query_begin(database, "INSERT INTO measures VALUES (?, ?, ?, ?)");
    for (int32_t m = 0; m < sweep->measures.n; m++) {
        const gm_sweep_measure *measure = &sweep->measures.items[m];
        gm_query_int(&q, 1, m + 1);
        gm_query_text(&q, 2, measure->name);
        gm_query_text(&q, 3, measure->unit);
        gm_query_text(&q, 4, measure->says);
        gm_query_run(&q);
    }
    gm_query_end(&q);
}

static const char *insert_point(const gm_design *d, gm_arena *arena)
{
    gm_text sql = gm_text_init(arena);
    gm_text_add(&sql, "INSERT INTO points (point, state, model_hash");
    add_parameters(&sql, d, "", "", "");
    gm_text_add(&sql, ") VALUES (?, 'waits', ?");
    for (int i = 0; i < d->n_varies; i++) {
        gm_text_add(&sql, d->varies[i].is_scenario ? ", ?" : ", ?, ?");
    }
    gm_text_add(&sql, ")");
    return sql.at;
}

static void insert_points(const gm_sweep *sweep, gm_database *database, gm_arena *arena)
{
    const gm_design *d = &sweep->design;
    gm_query q = gm_query_begin(database, insert_point(d, arena));
    for (int32_t i = 0; i < d->n_points; i++) {
        gm_mark mark = gm_arena_mark(arena);
        gm_query_int(&q, 1, i + 1);
        gm_query_text(&q, 2, hash_text(sweep->hashes[i], arena));
        for (int v = 0, column = 3; v < d->n_varies; v++) {
            const char *value = gm_design_value(d, i, v, arena);
            gm_query_text(&q, column++, value);
            if (!d->varies[v].is_scenario) {
                gm_query_number(&q, column++, gm_vary_si(value));
            }
        }
        gm_query_run(&q);
        gm_arena_rewind(arena, mark);
    }
    gm_query_end(&q);
}

bool gm_sweep_tables_create(const gm_sweep *sweep, gm_database *database)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_database_run(database, "BEGIN");
    create_tables(sweep, database, &arena);
    insert_sweep(sweep, database, &arena);
    insert_names(sweep, database);
    insert_points(sweep, database, &arena);
    gm_database_run(database, "COMMIT");
    gm_arena_fini(&arena);
    return database->status == GM_OK;
}

// ---- is a file of this sweep?

static bool is_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static const char *differ(gm_arena *arena, const char *what, const char *there,
                          const char *here)
{
    return gm_arena_printf(arena, "its %s is %s, here it is %s", what, there ? there : "none",
                           here);
}

static const char *replications_text(int64_t n, gm_arena *arena)
{
    return n == 0 ? "as the model says" : gm_arena_printf(arena, "%" PRId64, n);
}

// Without the model, which is looked at last: other words explain another model.
static const char *differ_in_head(const gm_sweep *sweep, gm_query *q, gm_arena *arena)
{
    const gm_design *d = &sweep->design;
    int64_t replications = gm_query_get_int(q, 3);
    int64_t seed = gm_query_get_int(q, 4);
    if (!is_same(gm_query_get_text(q, 0), GM_VERSION)) {
        return differ(arena, "version of gemba", gm_query_get_text(q, 0), GM_VERSION);
    }
    if (!is_same(gm_query_get_text(q, 1), gm_design_word(d->kind))) {
        return differ(arena, "design", gm_query_get_text(q, 1), gm_design_word(d->kind));
    }
    if (replications != sweep->replications) {
        return differ(arena, "number of replications", replications_text(replications, arena),
                      replications_text(sweep->replications, arena));
    }
    if (seed != d->seed) {
        return differ(arena, "seed", gm_arena_printf(arena, "%" PRId64, seed),
                      gm_arena_printf(arena, "%" PRIu32, d->seed));
    }
    return is_same(gm_query_get_text(q, 5), engine_word(sweep->engine))
               ? NULL
               : differ(arena, "engine", gm_query_get_text(q, 5), engine_word(sweep->engine));
}

static const char *differ_in_parameters(const gm_sweep *sweep, gm_database *database,
                                        gm_arena *arena)
{
    const gm_design *d = &sweep->design;
    const char *why = NULL;
    int n = 0;
    gm_query q = gm_query_begin(
        database, "SELECT path || '=' || \"values\" FROM parameters ORDER BY parameter");
    while (gm_query_next(&q)) {
        const char *there = gm_query_get_text(&q, 0);
        const char *here = n >= d->n_varies
                               ? "missing"
                               : gm_arena_printf(arena, "%s=%s", d->varies[n].path,
                                                 strchr(d->varies[n].text, '=') + 1);
        why = why || is_same(there, here) ? why : differ(arena, "--vary", there, here);
        n += 1;
    }
    gm_query_end(&q);
    return why || n == d->n_varies
               ? why
               : gm_arena_printf(arena, "it does not vary %s", d->varies[n].path);
}

static const char *differ_in_measures(const gm_sweep *sweep, gm_database *database,
                                      gm_arena *arena)
{
    const char *why = NULL;
    int32_t n = 0;
    gm_query q = gm_query_begin(database, "SELECT name FROM measures ORDER BY measure");
    while (gm_query_next(&q)) {
        const char *there = gm_query_get_text(&q, 0);
        const char *here = n < sweep->measures.n ? sweep->measures.items[n].name : "missing";
        why = why || is_same(there, here) ? why : differ(arena, "measure", there, here);
        n += 1;
    }
    gm_query_end(&q);
    return why || n == sweep->measures.n ? why
                                         : gm_arena_printf(arena, "it does not measure %s",
                                                           sweep->measures.items[n].name);
}

const char *gm_sweep_tables_differ(const gm_sweep *sweep, gm_database *database,
                                   gm_arena *arena)
{
    gm_query q = gm_query_begin(
        database,
        "SELECT gemba, design, points, replications, seed, engine, model_hash FROM sweep");
    bool has_row = gm_query_next(&q);
    const char *why = has_row ? differ_in_head(sweep, &q, arena) : "it does not say of which";
    int64_t n = has_row ? gm_query_get_int(&q, 2) : 0;
    bool is_same_model =
        has_row && is_same(gm_query_get_text(&q, 6), hash_text(sweep->hash, arena));
    gm_query_end(&q);
    why = why ? why : differ_in_parameters(sweep, database, arena);
    if (!why && n != sweep->design.n_points) {
        why = differ(arena, "number of points", gm_arena_printf(arena, "%" PRId64, n),
                     gm_arena_printf(arena, "%" PRId32, sweep->design.n_points));
    }
    // Claims bring measures: of another model they may be others.
    why = why || !is_same_model ? why : differ_in_measures(sweep, database, arena);
    return why || is_same_model ? why : "its model is another one (their hashes differ)";
}
