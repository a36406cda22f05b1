// SPDX-License-Identifier: MIT
//
// A column of times or counts, with the rows that were asked for.

#ifndef GM_TABLES_COLUMN_H
#define GM_TABLES_COLUMN_H

#include "core/records.h"
#include "num/fit.h"

#define GM_TABLE_MOST_WHERES 16

// Only rows whose cell of this column is this text.
typedef struct gm_where {
    const char *column;
    const char *value;
    gm_src src;
} gm_where;

typedef struct gm_column_ask {
    const char *column;
    gm_src src;       // where it is asked, for faults that are not the table's
    const char *unit; // of plain numbers; NULL: that in the head
    gm_src unit_src;
    const char *ended; // a column of yes and no: whether it had ended; NULL: all had
    const char *by;    // a column of causes; NULL: none
    int n_wheres;
    gm_where wheres[GM_TABLE_MOST_WHERES];
    double least; // values below are left out
    double most;  // values above are; 0: no bound
} gm_column_ask;

typedef struct gm_column {
    const gm_records *records;
    const char *file; // as sources name it; that of the records where nobody says otherwise
    const char *name;
    const char *unit; // of the numbers: "s", "min"
    double unit_si;   // what one of it is
    bool is_count;    // things, not times
    int32_t n;
    const double *x;                    // s, or things; in the order of the table
    const gm_record_cell *const *cells; // where each stands
    const bool *is_open;                // NULL: all had ended
    const int32_t *cause;               // index into causes; NULL: none asked
    int32_t n_causes;
    const char *const *causes;
    int32_t n_empty;   // cells without a value
    int32_t n_outside; // least, most
} gm_column;

// What is wrong with bounds that were both given, or most alone (least 0); NULL: nothing.
const char *gm_bounds_fault(double least, double most);

// Reads a column. False after faults, at most GM_RECORDS_FAULTS of them with their cells: what is
// no time, is negative, lacks a unit. Everything lives in the arena.
bool gm_column_read(const gm_records *records, const gm_column_ask *ask, gm_arena *arena,
                    gm_diag *diag, gm_column *out);

// One time of a cell: a number in a unit (SI value unit_si; 0: none is known), `52 s`, or
// `0:01:30`. NULL, or what is wrong with it, in the arena.
const char *gm_cell_time(const gm_records *records, const gm_record_cell *cell, double unit_si,
                         gm_arena *arena, double *seconds);

// The values in order.
gm_sample gm_column_sample(const gm_column *column, gm_arena *arena);

#endif
