// SPDX-License-Identifier: MIT
//
// Plans: rows of a table as the rows of a plan that could stand in a model.
//
// A row says when (`from`, `date`, `time`, `date` and `time`, or `date` and `shift`) and how fast (`rate`) or how many
// (`count`, or `count es` in a column for each variant), and may name a variant and its options in
// columns that have their names.

#include "core/text.h"
#include "twin/table_rows.h"

#include <string.h>

static const char *const when_columns[] = {"from", "date", "time", "shift"};
static const char *const what_columns[] = {"rate", "count", "variant"};
#define N_WHEN ((int)(sizeof when_columns / sizeof *when_columns))
#define N_WHAT ((int)(sizeof what_columns / sizeof *what_columns))

typedef struct plan_table {
    gm_table_rows r;
    int32_t from;
    int32_t time;  // of the day, beside a date; -1: none
    int32_t shift; // the same
    int32_t what[N_WHAT];
    bool is_wide;     // a column of counts for each variant
    int32_t *options; // columns of options
    int32_t n_options;
    const char **known; // heads that have a meaning
    int n_known;
} plan_table;

static void fail(const plan_table *t, const gm_record_cell *cell, const char *text)
{
    gm_diag_error(t->r.diag, gm_rows_src(&t->r, cell), "%s", text);
}

// ---- columns

// Names of the options of all kinds, in as many nodes of the model.
static void know_options(plan_table *t, const gm_node *kinds)
{
    for (int k = 0; kinds && kinds->kind == GM_NODE_MAP && k < kinds->n; k++) {
        const gm_node *kind = kinds->entries[k].value;
        const gm_node *options =
            kind->kind == GM_NODE_MAP ? gm_node_get(kind, "options") : NULL;
        for (int i = 0; options && options->kind == GM_NODE_MAP && i < options->n; i++) {
            t->known[t->n_known++] = options->entries[i].key;
        }
    }
}

static int count_options(const gm_node *kinds)
{
    int n = 0;
    for (int k = 0; kinds && kinds->kind == GM_NODE_MAP && k < kinds->n; k++) {
        const gm_node *kind = kinds->entries[k].value;
        const gm_node *options =
            kind->kind == GM_NODE_MAP ? gm_node_get(kind, "options") : NULL;
        n += options && options->kind == GM_NODE_MAP ? options->n : 0;
    }
    return n;
}

static void know_columns(plan_table *t)
{
    const gm_node *kinds = gm_node_get(t->r.reader->overlay->root, "parts");
    int n = count_options(kinds);
    t->known = GM_NEW(t->r.arena, const char *, N_WHEN + N_WHAT + n);
    for (int i = 0; i < N_WHEN; i++) {
        t->known[t->n_known++] = when_columns[i];
    }
    for (int i = 0; i < N_WHAT; i++) {
        t->known[t->n_known++] = what_columns[i];
    }
    int n_own = t->n_known;
    know_options(t, kinds);
    t->options = GM_NEW(t->r.arena, int32_t, t->r.records->n_columns);
    for (int32_t i = 0; i < t->r.records->n_columns; i++) {
        bool is_own = false;
        bool is_option = false;
        for (int k = 0; k < t->n_known; k++) {
            bool is = gm_records_find(t->r.records, t->known[k]) == i;
            *(k < n_own ? &is_own : &is_option) |= is;
        }
        if (is_option && !is_own) {
            t->options[t->n_options++] = i;
        }
    }
}

static bool find_columns(plan_table *t, gm_src src)
{
    const gm_records *records = t->r.records;
    int32_t date = gm_records_find(records, "date");
    int32_t time = gm_records_find(records, "time");
    t->from = gm_records_find(records, "from");
    t->from = t->from >= 0 ? t->from : date >= 0 ? date : time;
    t->time = t->from == date && date >= 0 ? time : -1;
    t->shift = gm_records_find(records, "shift");
    for (int i = 0; i < N_WHAT; i++) {
        t->what[i] = gm_records_find(records, what_columns[i]);
    }
    for (int32_t i = 0; i < records->n_columns; i++) {
        t->is_wide |= gm_rows_behind(&t->r, i, "count") != NULL && t->what[1] != i;
    }
    for (int i = 0; i < N_WHAT && t->is_wide; i++) {
        if (t->what[i] >= 0) {
            const gm_record_cell *head = &records->heads[t->what[i]];
            gm_diag_error(t->r.diag, gm_rows_src(&t->r, head),
                          "column '%s' stands beside columns with the count of a variant",
                          head->text);
            return false;
        }
    }
    return t->from >= 0 || gm_records_need(records, "from", src, t->r.diag) >= 0;
}

// ---- rows

// `6:00` as `06:00`.
static const char *time_text(const plan_table *t, const gm_record_cell *cell)
{
    bool is_short = strspn(cell->text, "0123456789") == 1 && cell->text[1] == ':';
    return is_short ? gm_arena_printf(t->r.arena, "0%s", cell->text) : cell->text;
}

// NULL after a fault.
static gm_node *moment_of(const plan_table *t, int32_t row)
{
    const gm_record_cell *cell = gm_records_cell(t->r.records, row, t->from);
    if (gm_record_is_empty(cell)) {
        fail(t, cell, "the row does not say when");
        return NULL;
    }
    const gm_record_cell *time =
        t->time >= 0 ? gm_records_cell(t->r.records, row, t->time) : NULL;
    if (time && !gm_record_is_empty(time)) {
        return gm_rows_scalar(
            &t->r, cell, gm_arena_printf(t->r.arena, "%s %s", cell->text, time_text(t, time)));
    }
    const char *unit = gm_records_unit(t->r.records, t->from, t->r.arena);
    return gm_rows_scalar(&t->r, cell, gm_rows_with_unit(&t->r, cell, unit));
}

// Nothing is ordered: no row of a plan.
static bool is_nothing(const plan_table *t, const gm_record_cell *cell)
{
    double number;
    return gm_record_is_empty(cell) ||
           (gm_records_number(t->r.records, cell, &number) && number == 0.0);
}

static void add_cell(const plan_table *t, gm_node *map, const char *key, int32_t row,
                     int32_t column)
{
    const gm_record_cell *cell = gm_records_cell(t->r.records, row, column);
    const char *unit = gm_records_unit(t->r.records, column, t->r.arena);
    gm_rows_add(&t->r, map, key, cell,
                gm_rows_scalar(&t->r, cell, gm_rows_with_unit(&t->r, cell, unit)));
}

// What is not said of an option is open, which a row of orders that has its column says too.
static void add_options(const plan_table *t, gm_node *map, int32_t row)
{
    bool has_count = t->is_wide || t->what[1] >= 0;
    if (t->n_options == 0 || !has_count) {
        return;
    }
    const gm_record_cell *first = gm_records_cell(t->r.records, row, t->options[0]);
    gm_node *options = gm_node_map(t->r.arena, gm_rows_src(&t->r, first));
    for (int32_t i = 0; i < t->n_options; i++) {
        const gm_record_cell *cell = gm_records_cell(t->r.records, row, t->options[i]);
        bool is_open = gm_record_is_empty(cell);
        const char *head = t->r.records->heads[t->options[i]].text;
        gm_rows_add(&t->r, options, head, cell,
                    gm_rows_scalar(&t->r, cell, is_open ? "" : cell->text));
    }
    gm_rows_add(&t->r, map, "options", first, options);
}

static gm_node *row_at(const plan_table *t, int32_t row, gm_node *from)
{
    const gm_record_cell *cell = gm_records_cell(t->r.records, row, t->from);
    gm_node *map = gm_node_map(t->r.arena, gm_rows_src(&t->r, cell));
    gm_rows_add(&t->r, map, "from", cell, from);
    if (t->shift >= 0 && !gm_record_is_empty(gm_records_cell(t->r.records, row, t->shift))) {
        add_cell(t, map, "shift", row, t->shift);
    }
    return map;
}

// A row of the plan for each variant of which some are ordered.
static void push_wide(const plan_table *t, int32_t row, gm_node *from, gm_node *plan)
{
    for (int32_t i = 0; i < t->r.records->n_columns; i++) {
        const char *variant = gm_rows_behind(&t->r, i, "count");
        if (!variant || is_nothing(t, gm_records_cell(t->r.records, row, i))) {
            continue;
        }
        gm_node *map = row_at(t, row, from);
        add_cell(t, map, "count", row, i);
        gm_rows_add(&t->r, map, "variant", &t->r.records->heads[i],
                    gm_rows_scalar(&t->r, &t->r.records->heads[i], variant));
        add_options(t, map, row);
        gm_node_push(t->r.arena, plan, map);
    }
}

static void push_long(const plan_table *t, int32_t row, gm_node *from, gm_node *plan)
{
    double number;
    const gm_record_cell *count =
        t->what[1] >= 0 ? gm_records_cell(t->r.records, row, t->what[1]) : NULL;
    if (count && gm_records_number(t->r.records, count, &number) && number == 0.0) {
        return;
    }
    gm_node *map = row_at(t, row, from);
    for (int k = 0; k < N_WHAT; k++) {
        if (t->what[k] >= 0 &&
            !gm_record_is_empty(gm_records_cell(t->r.records, row, t->what[k]))) {
            add_cell(t, map, what_columns[k], row, t->what[k]);
        }
    }
    add_options(t, map, row);
    gm_node_push(t->r.arena, plan, map);
}

gm_node *gm_plan_from_table(gm_table_reader *reader, const gm_node *ask)
{
    plan_table t = {0};
    if (!gm_rows_begin(&t.r, reader, ask)) {
        return NULL;
    }
    know_columns(&t);
    gm_rows_warn_of_heads(&t.r, t.known, t.n_known, "count");
    gm_src src = gm_node_get(ask, "from")->src;
    if (!find_columns(&t, src)) {
        return NULL;
    }
    bool ok = true;
    gm_node *plan = gm_node_seq(t.r.arena, ask->src);
    for (int32_t row = 0; row < t.r.records->n_rows; row++) {
        gm_node *from = moment_of(&t, row);
        ok &= from != NULL;
        if (from && t.is_wide) {
            push_wide(&t, row, from, plan);
        } else if (from) {
            push_long(&t, row, from, plan);
        }
    }
    if (ok && plan->n == 0) {
        gm_diag_error(t.r.diag, src, "%s has no row that orders something", t.r.records->file);
    }
    return plan->n > 0 ? plan : NULL;
}
