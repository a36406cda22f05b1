// SPDX-License-Identifier: MIT
//
// Tasks and plans: rows of a table as the maps that could stand in a model.

#include "tables/column.h"

#include "core/text.h"
#include "twin/from_table.h"

#include <string.h>

typedef struct rows {
    gm_table_reader *reader;
    gm_arena *arena;
    gm_diag *diag;
    const gm_records *records;
} rows;

static bool begin(rows *r, gm_table_reader *reader, const gm_node *ask)
{
    static const char *const words[] = {"from", "table", NULL};
    *r = (rows){
        .reader = reader, .arena = reader->overlay->arena, .diag = reader->overlay->diag};
    bool ok = gm_ask_check_keys(reader, ask, words);
    r->records = gm_table_of_ask(reader, ask);
    return ok && r->records;
}

// The place of a cell; what is said of it needs no word on who reads it in the resolved model.
static gm_src src_of(const rows *r, const gm_cell *cell)
{
    return gm_records_src(r->records, cell);
}

static void add(const rows *r, gm_node *map, const char *key, const gm_cell *head,
                gm_node *value)
{
    gm_node_append(r->arena, map, (gm_node_entry){key, src_of(r, head), value});
}

// A cell with the unit of its head, unless it has one of its own.
static const char *with_unit(const rows *r, const gm_cell *cell, const char *unit)
{
    double number;
    if (!unit || !gm_records_number(r->records, cell, &number)) {
        return cell->text;
    }
    char text[GM_NUMBER_BYTES];
    return gm_arena_printf(r->arena, "%s %s", gm_text_of_number(number, text), unit);
}

static gm_node *scalar(const rows *r, const gm_cell *cell, const char *text)
{
    return gm_node_scalar(r->arena, src_of(r, cell), text);
}

// `a b`, `a; b`, `a, b` as a list.
static gm_node *list(const rows *r, const gm_cell *cell)
{
    gm_node *seq = gm_node_seq(r->arena, src_of(r, cell));
    const char *at = cell->text;
    while (*at) {
        size_t gap = strspn(at, " ;,|\t");
        size_t len = strcspn(at + gap, " ;,|\t");
        if (len > 0) {
            const char *word = gm_arena_strndup(r->arena, at + gap, len);
            gm_node_push(r->arena, seq, scalar(r, cell, word));
        }
        at += gap + len;
    }
    return seq;
}

// Heads that are near to one that has a meaning and are not it.
static void warn_of_heads(const rows *r, const char *const *known, int n)
{
    for (int32_t i = 0; i < r->records->n_columns; i++) {
        const gm_cell *head = &r->records->heads[i];
        bool is_known = strncmp(head->text, "time", 4) == 0;
        for (int k = 0; k < n; k++) {
            is_known |= gm_records_find(r->records, known[k]) == i;
        }
        const char *near = is_known ? NULL : gm_text_nearest(head->text, known, n);
        if (near) {
            gm_diag_warn(r->diag, src_of(r, head), "column '%s' is not read", head->text);
            gm_diag_hint(r->diag, "did you mean '%s'?", near);
        }
    }
}

// ---- tasks

static const char *const task_columns[] = {"task",   "time",  "after", "zone",
                                           "people", "count", "with",  "apart"};
#define N_TASK_COLUMNS ((int)(sizeof task_columns / sizeof *task_columns))

// "time suv [s]" is the time of the variant suv: its name, NULL for another head.
static const char *variant_of(const rows *r, int32_t column)
{
    const char *head = r->records->heads[column].text;
    if (strncmp(head, "time ", 5) != 0) {
        return NULL;
    }
    size_t len = strcspn(head + 5, "[(");
    gm_slice name = gm_slice_trim((gm_slice){head + 5, len});
    return name.len > 0 ? gm_arena_strndup(r->arena, name.at, name.len) : NULL;
}

static gm_node *times_by_variant(const rows *r, int32_t row)
{
    gm_node *map = gm_node_map(r->arena, src_of(r, gm_records_cell(r->records, row, 0)));
    for (int32_t i = 0; i < r->records->n_columns; i++) {
        const char *variant = variant_of(r, i);
        const gm_cell *cell = gm_records_cell(r->records, row, i);
        if (variant && !gm_cell_is_empty(cell)) {
            const char *unit = gm_records_unit(r->records, i, r->arena);
            add(r, map, variant, &r->records->heads[i],
                scalar(r, cell, with_unit(r, cell, unit)));
        }
    }
    return map;
}

static gm_node *time_of(const rows *r, int32_t row, int32_t column)
{
    if (column < 0) {
        return times_by_variant(r, row);
    }
    const gm_cell *cell = gm_records_cell(r->records, row, column);
    const char *unit = gm_records_unit(r->records, column, r->arena);
    return scalar(r, cell, with_unit(r, cell, unit));
}

static void add_details(const rows *r, gm_node *map, int32_t row)
{
    for (int k = 2; k < N_TASK_COLUMNS; k++) {
        int32_t column = gm_records_find(r->records, task_columns[k]);
        const gm_cell *cell = column >= 0 ? gm_records_cell(r->records, row, column) : NULL;
        if (!cell || gm_cell_is_empty(cell)) {
            continue;
        }
        bool is_list = strchr("aw", task_columns[k][0]) != NULL; // after, apart, with
        add(r, map, task_columns[k], &r->records->heads[column],
            is_list ? list(r, cell) : scalar(r, cell, cell->text));
    }
}

// Two rows of one name.
static bool check_twin(const rows *r, const gm_node *tasks, const gm_cell *cell)
{
    for (int i = 0; i < tasks->n; i++) {
        if (strcmp(tasks->entries[i].key, cell->text) == 0) {
            gm_diag_error(r->diag, src_of(r, cell), "task '%s' stands twice", cell->text);
            gm_diag_hint(r->diag, "the first is in line %d", tasks->entries[i].key_src.line);
            return false;
        }
    }
    return true;
}

gm_node *gm_tasks_from_table(gm_table_reader *reader, const gm_node *ask)
{
    rows r;
    if (!begin(&r, reader, ask)) {
        return NULL;
    }
    warn_of_heads(&r, task_columns, N_TASK_COLUMNS);
    gm_src src = gm_node_get(ask, "from")->src;
    int32_t name = gm_records_need(r.records, "task", src, r.diag);
    int32_t time = gm_records_find(r.records, "time");
    bool has_variants = false;
    for (int32_t i = 0; i < r.records->n_columns; i++) {
        has_variants |= variant_of(&r, i) != NULL;
    }
    if (name < 0 ||
        (time < 0 && !has_variants && gm_records_need(r.records, "time", src, r.diag) < 0)) {
        return NULL;
    }
    gm_node *tasks = gm_node_map(r.arena, ask->src);
    for (int32_t row = 0; row < r.records->n_rows; row++) {
        const gm_cell *cell = gm_records_cell(r.records, row, name);
        if (cell->text[0] == '\0') {
            gm_diag_error(r.diag, src_of(&r, cell), "the name of the task is missing");
        } else if (check_twin(&r, tasks, cell)) {
            gm_node *task = gm_node_map(r.arena, src_of(&r, cell));
            add(&r, task, "time", cell, time_of(&r, row, has_variants ? -1 : time));
            add_details(&r, task, row);
            add(&r, tasks, cell->text, cell, task);
        }
    }
    return tasks;
}

// ---- plans

static const char *const plan_columns[] = {"from", "date", "time", "rate", "count", "variant"};
#define N_PLAN_COLUMNS ((int)(sizeof plan_columns / sizeof *plan_columns))

static int32_t find_from(const rows *r)
{
    for (int k = 0; k < 3; k++) {
        int32_t column = gm_records_find(r->records, plan_columns[k]);
        if (column >= 0) {
            return column;
        }
    }
    return -1;
}

gm_node *gm_plan_from_table(gm_table_reader *reader, const gm_node *ask)
{
    rows r;
    if (!begin(&r, reader, ask)) {
        return NULL;
    }
    warn_of_heads(&r, plan_columns, N_PLAN_COLUMNS);
    gm_src src = gm_node_get(ask, "from")->src;
    int32_t from = find_from(&r);
    if (from < 0) {
        gm_records_need(r.records, "from", src, r.diag);
        return NULL;
    }
    gm_node *plan = gm_node_seq(r.arena, ask->src);
    for (int32_t row = 0; row < r.records->n_rows; row++) {
        const gm_cell *cell = gm_records_cell(r.records, row, from);
        gm_node *map = gm_node_map(r.arena, src_of(&r, cell));
        const char *unit = gm_records_unit(r.records, from, r.arena);
        add(&r, map, "from", cell, scalar(&r, cell, with_unit(&r, cell, unit)));
        for (int k = 3; k < N_PLAN_COLUMNS; k++) {
            int32_t column = gm_records_find(r.records, plan_columns[k]);
            const gm_cell *value = column >= 0 ? gm_records_cell(r.records, row, column) : NULL;
            if (value && !gm_cell_is_empty(value)) {
                const char *of = gm_records_unit(r.records, column, r.arena);
                add(&r, map, plan_columns[k], value,
                    scalar(&r, value, with_unit(&r, value, of)));
            }
        }
        gm_node_push(r.arena, plan, map);
    }
    return plan;
}
