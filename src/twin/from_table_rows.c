// SPDX-License-Identifier: MIT
//
// Tasks: rows of a table as the maps that could stand in a model.

#include "core/text.h"
#include "twin/table_rows.h"

#include <string.h>

// ---- what tasks and plans share

bool gm_rows_begin(gm_table_rows *r, gm_table_reader *reader, const gm_node *ask)
{
    static const char *const words[] = {"from", "table", NULL};
    *r = (gm_table_rows){
        .reader = reader, .arena = reader->overlay->arena, .diag = reader->overlay->diag};
    bool ok = gm_ask_check_keys(reader, ask, words);
    r->records = gm_table_of_ask(reader, ask);
    return ok && r->records;
}

gm_src gm_rows_src(const gm_table_rows *r, const gm_record_cell *cell)
{
    return gm_records_src(r->records, cell);
}

void gm_rows_add(const gm_table_rows *r, gm_node *map, const char *key,
                 const gm_record_cell *at, gm_node *value)
{
    gm_node_append(r->arena, map, (gm_node_entry){key, gm_rows_src(r, at), value});
}

const char *gm_rows_with_unit(const gm_table_rows *r, const gm_record_cell *cell,
                              const char *unit)
{
    double number;
    if (!unit || !gm_records_number(r->records, cell, &number)) {
        return cell->text;
    }
    char text[GM_NUMBER_BYTES];
    return gm_arena_printf(r->arena, "%s %s", gm_text_of_number(number, text), unit);
}

gm_node *gm_rows_scalar(const gm_table_rows *r, const gm_record_cell *cell, const char *text)
{
    return gm_node_scalar(r->arena, gm_rows_src(r, cell), text);
}

// `a b`, `a; b`, `a, b` as a list.
static gm_node *list(const gm_table_rows *r, const gm_record_cell *cell)
{
    gm_node *seq = gm_node_seq(r->arena, gm_rows_src(r, cell));
    const char *at = cell->text;
    while (*at) {
        size_t gap = strspn(at, " ;,|\t");
        size_t len = strcspn(at + gap, " ;,|\t");
        if (len > 0) {
            const char *word = gm_arena_strndup(r->arena, at + gap, len);
            gm_node_push(r->arena, seq, gm_rows_scalar(r, cell, word));
        }
        at += gap + len;
    }
    return seq;
}

const char *gm_rows_behind(const gm_table_rows *r, int32_t column, const char *family)
{
    const char *head = r->records->heads[column].text;
    size_t n = strlen(family);
    if (strncmp(head, family, n) != 0 || head[n] != ' ') {
        return NULL;
    }
    gm_slice name = gm_slice_trim((gm_slice){head + n, strcspn(head + n, "[(")});
    return name.len > 0 ? gm_arena_strndup(r->arena, name.at, name.len) : NULL;
}

void gm_rows_warn_of_heads(const gm_table_rows *r, const char *const *known, int n,
                           const char *family)
{
    for (int32_t i = 0; i < r->records->n_columns; i++) {
        const gm_record_cell *head = &r->records->heads[i];
        bool is_known = gm_rows_behind(r, i, family) != NULL;
        for (int k = 0; k < n; k++) {
            is_known |= gm_records_find(r->records, known[k]) == i;
        }
        const char *near = is_known ? NULL : gm_text_nearest(head->text, known, n);
        if (near) {
            gm_diag_warn(r->diag, gm_rows_src(r, head), "column '%s' is not read", head->text);
            gm_diag_hint(r->diag, "did you mean '%s'?", near);
        }
    }
}

// ---- tasks

static const char *const task_columns[] = {"task",   "time",  "after", "zone",
                                           "people", "count", "with",  "apart"};
#define N_TASK_COLUMNS ((int)(sizeof task_columns / sizeof *task_columns))

static gm_node *times_by_variant(const gm_table_rows *r, int32_t row)
{
    gm_node *map = gm_node_map(r->arena, gm_rows_src(r, gm_records_cell(r->records, row, 0)));
    for (int32_t i = 0; i < r->records->n_columns; i++) {
        const char *variant = gm_rows_behind(r, i, "time");
        const gm_record_cell *cell = gm_records_cell(r->records, row, i);
        if (variant && !gm_record_is_empty(cell)) {
            const char *unit = gm_records_unit(r->records, i, r->arena);
            gm_rows_add(r, map, variant, &r->records->heads[i],
                        gm_rows_scalar(r, cell, gm_rows_with_unit(r, cell, unit)));
        }
    }
    return map;
}

static gm_node *time_of(const gm_table_rows *r, int32_t row, int32_t column)
{
    if (column < 0) {
        return times_by_variant(r, row);
    }
    const gm_record_cell *cell = gm_records_cell(r->records, row, column);
    const char *unit = gm_records_unit(r->records, column, r->arena);
    return gm_rows_scalar(r, cell, gm_rows_with_unit(r, cell, unit));
}

static void add_details(const gm_table_rows *r, gm_node *map, int32_t row)
{
    for (int k = 2; k < N_TASK_COLUMNS; k++) {
        int32_t column = gm_records_find(r->records, task_columns[k]);
        const gm_record_cell *cell =
            column >= 0 ? gm_records_cell(r->records, row, column) : NULL;
        if (!cell || gm_record_is_empty(cell)) {
            continue;
        }
        bool is_list = strchr("aw", task_columns[k][0]) != NULL; // after, apart, with
        gm_rows_add(r, map, task_columns[k], &r->records->heads[column],
                    is_list ? list(r, cell) : gm_rows_scalar(r, cell, cell->text));
    }
}

// Two rows of one name.
static bool check_twin(const gm_table_rows *r, const gm_node *tasks, const gm_record_cell *cell)
{
    for (int i = 0; i < tasks->n; i++) {
        if (strcmp(tasks->entries[i].key, cell->text) == 0) {
            gm_diag_error(r->diag, gm_rows_src(r, cell), "task '%s' stands twice", cell->text);
            gm_diag_hint(r->diag, "the first is in line %d", tasks->entries[i].key_src.line);
            return false;
        }
    }
    return true;
}

gm_node *gm_tasks_from_table(gm_table_reader *reader, const gm_node *ask)
{
    gm_table_rows r;
    if (!gm_rows_begin(&r, reader, ask)) {
        return NULL;
    }
    gm_rows_warn_of_heads(&r, task_columns, N_TASK_COLUMNS, "time");
    gm_src src = gm_node_get(ask, "from")->src;
    int32_t name = gm_records_need(r.records, "task", src, r.diag);
    int32_t time = gm_records_find(r.records, "time");
    bool has_variants = false;
    for (int32_t i = 0; i < r.records->n_columns; i++) {
        has_variants |= gm_rows_behind(&r, i, "time") != NULL;
    }
    if (name < 0 ||
        (time < 0 && !has_variants && gm_records_need(r.records, "time", src, r.diag) < 0)) {
        return NULL;
    }
    gm_node *tasks = gm_node_map(r.arena, ask->src);
    for (int32_t row = 0; row < r.records->n_rows; row++) {
        const gm_record_cell *cell = gm_records_cell(r.records, row, name);
        if (cell->text[0] == '\0') {
            gm_diag_error(r.diag, gm_rows_src(&r, cell), "the name of the task is missing");
        } else if (check_twin(&r, tasks, cell)) {
            gm_node *task = gm_node_map(r.arena, gm_rows_src(&r, cell));
            gm_rows_add(&r, task, "time", cell, time_of(&r, row, has_variants ? -1 : time));
            add_details(&r, task, row);
            gm_rows_add(&r, tasks, cell->text, cell, task);
        }
    }
    return tasks;
}
