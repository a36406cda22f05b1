// SPDX-License-Identifier: MIT

#include "tables/column.h"

#include "core/text.h"
#include "core/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define VALUES_TOLD  10
#define NO_UNIT_HELP "say `unit:`, or write it into the head, like `time [s]`"
#define LONGEST_S    1e9 // 30 years: nothing that is measured takes longer

// ---- units

static bool is_time(gm_dim dim)
{
    gm_dim time = {0};
    time.power[GM_AXIS_TIME] = 1;
    return gm_dim_equal(dim, time);
}

static bool is_count(gm_dim dim)
{
    gm_dim count = {0};
    count.power[GM_AXIS_COUNT] = 1;
    return gm_dim_equal(dim, count);
}

// Two units of which a number cannot be in both. What is no unit is told elsewhere.
static bool contradicts(const char *head, const char *asked)
{
    double of_head;
    double of_ask;
    gm_dim dim_of_head;
    gm_dim dim_of_ask;
    return gm_unit_find(head, &of_head, &dim_of_head) &&
           gm_unit_find(asked, &of_ask, &dim_of_ask) &&
           (of_head != of_ask || !gm_dim_equal(dim_of_head, dim_of_ask));
}

// The unit that is asked for or that the head names; none: that of each cell.
static bool find_unit(const gm_records *records, const gm_column_ask *ask, int32_t column,
                      gm_column *out, gm_arena *arena, gm_diag *diag)
{
    const char *head = gm_records_unit(records, column, arena);
    const char *unit = ask->unit ? ask->unit : head;
    gm_dim dim;
    if (ask->unit && head && contradicts(head, ask->unit)) {
        gm_diag_error(diag, ask->unit_src,
                      "the head of column '%s' says it is in %s, not in %s",
                      records->heads[column].text, head, ask->unit);
        gm_diag_hint(diag, "leave the unit out, or correct the head (%s:%d:%d)", records->file,
                     (int)records->heads[column].line, (int)records->heads[column].col);
        return false;
    }
    if (!unit) {
        out->unit = "s";
        return true;
    }
    if (!gm_unit_find(unit, &out->unit_si, &dim) || !(is_time(dim) || is_count(dim))) {
        gm_src src =
            ask->unit ? ask->unit_src : gm_records_src(records, &records->heads[column]);
        gm_diag_error(diag, src, "'%s' is no unit of a time", unit);
        gm_diag_hint(diag, "times are in `s`, `min`, `h`, `d`; counts in `parts`");
        return false;
    }
    out->unit = unit;
    out->is_count = is_count(dim);
    return true;
}

// ---- cells

// `0:01:30`, `12:00:05.5`: hours, minutes, seconds.
static bool read_clock(const char *text, double *seconds)
{
    double part[3];
    for (int i = 0; i < 3; i++) {
        const char *end = NULL;
        if (text[0] < '0' || text[0] > '9' || !gm_text_number(text, &end, &part[i]) ||
            *end != (i < 2 ? ':' : '\0') || (i > 0 && part[i] >= 60.0)) {
            return false;
        }
        text = end + 1;
    }
    *seconds = 3600.0 * part[0] + 60.0 * part[1] + part[2];
    return true;
}

const char *gm_cell_time(const gm_records *records, const gm_record_cell *cell, double unit_si,
                         gm_arena *arena, double *seconds)
{
    double number;
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    if (gm_records_number(records, cell, &number)) {
        if (unit_si <= 0.0) {
            return gm_arena_printf(arena, "'%.40s' has no unit: " NO_UNIT_HELP, cell->text);
        }
        *seconds = number * unit_si;
    } else if (gm_quantity_parse_as(cell->text, "s", &q, error)) {
        *seconds = q.value;
    } else if (!read_clock(cell->text, seconds)) {
        return gm_arena_printf(
            arena, "expected a time like `52`, `52 s` or `0:00:52`, got '%.40s'", cell->text);
    }
    if (*seconds < 0.0) {
        return gm_arena_printf(arena, "a time must not be negative, got %.40s", cell->text);
    }
    if (!(*seconds <= LONGEST_S)) {
        return gm_arena_printf(arena, "'%.40s' is longer than 30 years: is its unit right?",
                               cell->text);
    }
    return NULL;
}

static const char *read_count(const gm_records *records, const gm_record_cell *cell,
                              gm_arena *arena, double *value)
{
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    bool ok = gm_records_number(records, cell, value);
    if (!ok && gm_quantity_parse_as(cell->text, "parts", &q, error)) {
        *value = q.value;
        ok = true;
    }
    if (!ok || *value < 0.0 || floor(*value) != *value || *value > 1e15) {
        return gm_arena_printf(arena, "expected a whole number, got '%.40s'", cell->text);
    }
    return NULL;
}

// Yes or no. False when it is neither.
static bool read_ended(const gm_record_cell *cell, bool *ended)
{
    static const char *const yes[] = {"yes", "true", "1", "y", "ended"};
    static const char *const no[] = {"no", "false", "0", "n", "open"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        bool is_yes = gm_text_equal_nocase(cell->text, yes[i]);
        if (is_yes || gm_text_equal_nocase(cell->text, no[i])) {
            *ended = is_yes;
            return true;
        }
    }
    return false;
}

// ---- the column

typedef struct reading {
    const gm_records *records;
    const gm_column_ask *ask;
    gm_column *out;
    gm_arena *arena;
    gm_diag *diag;
    int32_t column;
    int32_t ended; // -1: none
    int32_t by;
    int32_t wheres[GM_TABLE_MOST_WHERES];
    int n_faults;
    const gm_record_cell *without_unit; // the first of those, NULL: none
    int n_without_unit;
    double *x;
    const gm_record_cell **cells;
    bool *is_open;
    int32_t *cause;
    const char **causes;
} reading;

static void fail(reading *r, const gm_record_cell *cell, const char *what)
{
    r->n_faults += 1;
    if (r->n_faults <= GM_RECORDS_FAULTS) {
        gm_diag_error(r->diag, gm_records_src(r->records, cell), "column '%s': %s",
                      r->out->name, what);
    }
}

static bool find_columns(reading *r)
{
    const gm_column_ask *ask = r->ask;
    bool ok = true;
    r->column = gm_records_need(r->records, ask->column, ask->src, r->diag);
    r->ended = ask->ended ? gm_records_need(r->records, ask->ended, ask->src, r->diag) : -1;
    r->by = ask->by ? gm_records_need(r->records, ask->by, ask->src, r->diag) : -1;
    ok = r->column >= 0 && (r->ended >= 0 || !ask->ended) && (r->by >= 0 || !ask->by);
    for (int i = 0; i < ask->n_wheres; i++) {
        const gm_where *w = &ask->wheres[i];
        r->wheres[i] = gm_records_need(r->records, w->column, w->src, r->diag);
        ok &= r->wheres[i] >= 0;
    }
    return ok;
}

static bool is_asked(const reading *r, int32_t row)
{
    for (int i = 0; i < r->ask->n_wheres; i++) {
        const gm_record_cell *cell = gm_records_cell(r->records, row, r->wheres[i]);
        if (strcmp(cell->text, r->ask->wheres[i].value) != 0) {
            return false;
        }
    }
    return true;
}

static int32_t cause_of(reading *r, int32_t row)
{
    const char *text = gm_records_cell(r->records, row, r->by)->text;
    for (int32_t i = 0; i < r->out->n_causes; i++) {
        if (strcmp(r->causes[i], text) == 0) {
            return i;
        }
    }
    r->causes[r->out->n_causes] = text;
    return r->out->n_causes++;
}

static void read_row(reading *r, int32_t row)
{
    gm_column *out = r->out;
    const gm_record_cell *cell = gm_records_cell(r->records, row, r->column);
    if (gm_record_is_empty(cell)) {
        out->n_empty += 1;
        return;
    }
    double value = 0.0;
    if (!out->is_count && out->unit_si <= 0.0 && gm_records_number(r->records, cell, &value)) {
        r->without_unit = r->n_without_unit == 0 ? cell : r->without_unit;
        r->n_without_unit += 1;
        return;
    }
    const char *fault = out->is_count
                            ? read_count(r->records, cell, r->arena, &value)
                            : gm_cell_time(r->records, cell, out->unit_si, r->arena, &value);
    if (fault) {
        fail(r, cell, fault);
        return;
    }
    if (value < r->ask->least || (r->ask->most > 0.0 && value > r->ask->most)) {
        out->n_outside += 1;
        return;
    }
    bool ended = true;
    if (r->ended >= 0 && !read_ended(gm_records_cell(r->records, row, r->ended), &ended)) {
        fail(r, gm_records_cell(r->records, row, r->ended), "expected yes or no");
        return;
    }
    r->x[out->n] = value;
    r->cells[out->n] = cell;
    r->is_open[out->n] = !ended;
    if (r->by >= 0) {
        r->cause[out->n] = cause_of(r, row);
    }
    out->n += 1;
}

// One fault of a column that lacks its unit, not one for each of its cells.
static void report_unit(reading *r)
{
    if (r->n_without_unit == 0) {
        return;
    }
    int n_more = r->n_without_unit - 1;
    const char *who = r->without_unit->text;
    const char *what =
        n_more == 0
            ? gm_arena_printf(r->arena, "'%.40s' has no unit: " NO_UNIT_HELP, who)
            : gm_arena_printf(r->arena,
                              "'%.40s' has no unit, and %d more cell%s none: " NO_UNIT_HELP,
                              who, n_more, n_more == 1 ? " has" : "s have");
    fail(r, r->without_unit, what);
}

// What a column has, where nothing is what was asked for.
static void hint_values(const reading *r, int w)
{
    const char *told[VALUES_TOLD];
    int n = 0;
    gm_text list = gm_text_init(r->arena);
    for (int32_t row = 0; row < r->records->n_rows && n <= VALUES_TOLD; row++) {
        const char *text = gm_records_cell(r->records, row, r->wheres[w])->text;
        if (strcmp(text, r->ask->wheres[w].value) == 0) {
            return; // another column is to blame
        }
        bool is_new = true;
        for (int i = 0; i < n && is_new; i++) {
            is_new = strcmp(told[i], text) != 0;
        }
        if (is_new && n < VALUES_TOLD) {
            told[n] = text;
            gm_text_addf(&list, "%s'%.40s'", n > 0 ? ", " : "", text);
        }
        n += is_new ? 1 : 0;
    }
    gm_diag_hint(r->diag, "column '%s' has: %s%s", r->ask->wheres[w].column, list.at,
                 n > VALUES_TOLD ? " .." : "");
}

static void report_no_row(const reading *r)
{
    gm_diag_error(r->diag, r->ask->src,
                  "%s: column '%s' has no value in a row that was asked "
                  "for",
                  r->records->file, r->out->name);
    for (int w = 0; w < r->ask->n_wheres; w++) {
        hint_values(r, w);
    }
}

static void report_rest(const reading *r)
{
    if (r->n_faults > GM_RECORDS_FAULTS) {
        gm_diag_error(r->diag, (gm_src){.file = r->records->file, .origin = r->records->origin},
                      "column '%s': %d more cells have faults", r->out->name,
                      r->n_faults - GM_RECORDS_FAULTS);
    }
}

const char *gm_bounds_fault(double least, double most)
{
    if (most <= 0.0) {
        return "above 0 all values are left out: say a greater time";
    }
    return least > most ? "no value lies between the two" : NULL;
}

bool gm_column_read(const gm_records *records, const gm_column_ask *ask, gm_arena *arena,
                    gm_diag *diag, gm_column *out)
{
    int32_t most = records->n_rows + 1;
    *out = (gm_column){.records = records, .file = records->file, .name = ask->column};
    reading r = {.records = records, .ask = ask, .out = out, .arena = arena, .diag = diag};
    if (!find_columns(&r) || !find_unit(records, ask, r.column, out, arena, diag)) {
        return false;
    }
    r.x = GM_NEW(arena, double, most);
    r.cells = GM_NEW(arena, const gm_record_cell *, most);
    r.is_open = GM_NEW(arena, bool, most);
    r.cause = GM_NEW(arena, int32_t, most);
    r.causes = GM_NEW(arena, const char *, most);
    int32_t n_asked = 0;
    for (int32_t row = 0; row < records->n_rows; row++) {
        if (is_asked(&r, row)) {
            n_asked += 1;
            read_row(&r, row);
        }
    }
    report_unit(&r);
    report_rest(&r);
    if (r.n_faults == 0 && n_asked == 0 && records->n_rows > 0) {
        report_no_row(&r);
    } else if (r.n_faults == 0 && out->n == 0 && out->n_outside > 0) {
        gm_diag_error(diag, ask->src,
                      "%s: column '%s' has no value within the bounds: all %d lie outside",
                      records->file, out->name, (int)out->n_outside);
    } else if (r.n_faults == 0 && out->n == 0) {
        gm_diag_error(diag, ask->src, "%s: column '%s' has no value", records->file, out->name);
    }
    out->x = r.x;
    out->cells = r.cells;
    out->is_open = r.ended >= 0 ? r.is_open : NULL;
    out->cause = r.by >= 0 ? r.cause : NULL;
    out->causes = r.causes;
    out->unit_si = out->unit_si > 0.0 ? out->unit_si : 1.0;
    return r.n_faults == 0 && out->n > 0;
}

gm_sample gm_column_sample(const gm_column *column, gm_arena *arena)
{
    return gm_sample_of(column->x, column->is_open, column->n, arena);
}
