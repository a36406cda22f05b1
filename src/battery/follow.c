// SPDX-License-Identifier: MIT

#include "battery/follow.h"

#include "battery/amount.h"
#include "tables/open.h"

#include "core/text.h"

#include <string.h>

#define MOST_ROWS 1000000

static const char *const unit_words[] = {"C", "A", "A/m2", "W", NULL};

// The row, before its table is opened.
typedef struct follow_row {
    gm_follow_def def;
    const char *file;
    gm_src file_src;
    const char *time;
    gm_src time_src;
    const char *column;
    gm_src column_src;
    int unit;
} follow_row;

static const gm_field follow_fields[] = {
    {"follow", GM_TYPE_TEXT, GM_INTO(follow_row, file), .required = true,
     .src_at = GM_AT(follow_row, file_src), .example = "drive.csv",
     .doc = "A table, beside the file that names it."},
    {"time", GM_TYPE_TEXT, GM_INTO(follow_row, time), .preset = "time",
     .src_at = GM_AT(follow_row, time_src), .example = "time",
     .doc = "Its column of times; seconds unless its head says another unit."},
    {"value", GM_TYPE_TEXT, GM_INTO(follow_row, column), .required = true,
     .src_at = GM_AT(follow_row, column_src), .example = "power",
     .doc = "Its column of what is followed, out of the cell above 0. Between its rows it is "
            "straight; two rows of one time are a jump."},
    {"unit", GM_TYPE_ENUM, GM_INTO(follow_row, unit), .words = unit_words, .required = true,
     .example = "W",
     .doc =
         "Of that column: of a cell, or of a square metre of its pairs. A head may say it in "
         "thousands or thousandths, as `power [kW]`."},
    {"until", GM_TYPE_LIST, GM_INTO(follow_row, def.until), .item = GM_TYPE_CUSTOM,
     .custom = &gm_custom_until, .example = "2.5 V",
     .doc = "What ends it before the table does: the first of these."},
    {"scale", GM_TYPE_QUANTITY, GM_INTO(follow_row, def.scale), .preset = "1", .example = "-1",
     .doc = "What its numbers are multiplied by: the share of a cell, or -1 where charge is "
            "above 0."},
};

// A path beside the file that names it.
static const char *beside(const char *file, const char *path, gm_arena *arena)
{
    const char *slash = file ? strrchr(file, '/') : NULL;
    if (path[0] == '/' || !slash) {
        return path;
    }
    return gm_arena_printf(arena, "%.*s%s", (int)(slash - file + 1), file, path);
}

static bool number_at(gm_reader *reader, const gm_records *records, int32_t row, int32_t column,
                      double *out)
{
    const gm_record_cell *cell = gm_records_cell(records, row, column);
    if (gm_records_number(records, cell, out)) {
        return true;
    }
    gm_diag_error(reader->diag, gm_records_src(records, cell), "expected a number, got '%s'",
                  cell->text);
    return false;
}

// What one of the times is, in s.
static bool time_unit(gm_reader *reader, const gm_records *records, int32_t column, double *si)
{
    const char *unit = gm_records_unit(records, column, reader->arena);
    gm_dim dim;
    gm_dim time;
    double second;
    *si = 1.0;
    if (!unit) {
        return true;
    }
    if (gm_unit_find(unit, si, &dim) && gm_unit_find("s", &second, &time) &&
        gm_dim_equal(dim, time)) {
        return true;
    }
    gm_diag_error(reader->diag, gm_records_src(records, &records->heads[column]),
                  "'%s' is no unit of time", unit);
    return false;
}

// What one of the values is, in SI: by its head if that says a unit, which must be one of what `unit:` says.
static bool value_unit(gm_reader *reader, const gm_records *records, int32_t column,
                       const follow_row *row, double *si)
{
    const char *said = gm_records_unit(records, column, reader->arena);
    const char *asked = unit_words[row->unit];
    bool is_rate = row->unit == GM_AMOUNT_RATE;
    gm_dim dim;
    gm_dim of;
    double one;
    *si = is_rate ? 1.0 / 3600.0 : 1.0;
    if (!said || strcmp(said, asked) == 0) {
        return true;
    }
    if (!is_rate && gm_unit_find(said, si, &dim) && gm_unit_find(asked, &one, &of) &&
        gm_dim_equal(dim, of)) {
        return true;
    }
    gm_diag_error(reader->diag, gm_records_src(records, &records->heads[column]),
                  "the head says '%s', and `unit:` says '%s'", said, asked);
    return false;
}

static bool read_rows(gm_reader *reader, const gm_records *records, const int32_t columns[2],
                      follow_row *row)
{
    double unit_s;
    double unit_si;
    int32_t n = records->n_rows;
    double *time_s = GM_NEW(reader->arena, double, n);
    double *value = GM_NEW(reader->arena, double, n);
    bool ok = time_unit(reader, records, columns[0], &unit_s) &&
              value_unit(reader, records, columns[1], row, &unit_si);
    for (int32_t i = 0; i < n && ok; i++) {
        ok = number_at(reader, records, i, columns[0], &time_s[i]) &&
             number_at(reader, records, i, columns[1], &value[i]);
        time_s[i] *= unit_s;
        value[i] *= unit_si * row->def.scale;
        if (ok && i > 0 && time_s[i] < time_s[i - 1]) {
            const gm_record_cell *cell = gm_records_cell(records, i, columns[0]);
            gm_diag_error(reader->diag, gm_records_src(records, cell),
                          "the time %s is before that of the row above", cell->text);
            ok = false;
        }
    }
    for (int32_t i = n - 1; ok && i >= 0; i--) {
        time_s[i] -= time_s[0];
    }
    row->def.n = n;
    row->def.time_s = time_s;
    row->def.value = value;
    return ok;
}

static bool check_follow(gm_reader *reader, const gm_node *node, void *dst)
{
    follow_row *row = dst;
    gm_records records;
    row->def.src = node->src;
    row->def.unit = (gm_amount_unit)row->unit;
    gm_records_ask ask = {.path = beside(row->file_src.file, row->file, reader->arena),
                          .origin = "a step of an experiment follows it",
                          .src = row->file_src,
                          .only_files = true};
    if (gm_table_open(&ask, reader->arena, reader->diag, &records) != GM_OK) {
        return false;
    }
    int32_t columns[2] = {
        gm_records_need(&records, row->time, row->time_src, reader->diag),
        gm_records_need(&records, row->column, row->column_src, reader->diag)};
    if (columns[0] < 0 || columns[1] < 0) {
        return false;
    }
    if (records.n_rows < 2 || records.n_rows > MOST_ROWS) {
        gm_diag_error(reader->diag, row->file_src, "'%s' has %d rows; it needs 2 to %d",
                      row->file, (int)records.n_rows, MOST_ROWS);
        return false;
    }
    return read_rows(reader, &records, columns, row);
}

const gm_table gm_table_follow = {
    .name = "follow",
    .doc = "A current or a power over time, from a table: a drive.",
    GM_FIELDS(follow_fields),
    .size = sizeof(follow_row),
    .check = check_follow,
};
