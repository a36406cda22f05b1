// SPDX-License-Identifier: MIT
//
// A table that was read: named columns and rows of texts, each cell with its place.
//
// Of a text file the place is line and column of the file, of a database the number of the row
// and of the column in it. Everything lives in the arena of who read it.

#ifndef GM_CORE_RECORDS_H
#define GM_CORE_RECORDS_H

#include "core/diag.h"

#include <stdbool.h>
#include <stdint.h>

#define GM_RECORDS_CELLS_MAX   20000000
#define GM_RECORDS_COLUMNS_MAX 1000
#define GM_RECORDS_FAULTS      20 // told of one table, the rest is counted

typedef struct gm_record_cell {
    const char *text; // without spaces around it, "" when there is nothing
    int32_t line;     // from 1
    int32_t col;      // from 1, in characters
} gm_record_cell;

// Which table, and for whom.
typedef struct gm_records_ask {
    const char *path;
    const char *what;   // of a database: a table or a SELECT; NULL: the only table
    const char *origin; // why it is read, for messages about its cells; or NULL
    gm_src src;         // where it is asked for: what is wrong about its name is told there
    bool leaves_out;    // rows of a text that cannot be read are warned of, not faults
    bool only_files;    // pipes and devices are refused: who asks is a model, not a person
} gm_records_ask;

// A row of a text that was left out, as far as it could be read.
typedef struct gm_lost_row {
    int32_t line;
    int32_t n;
    const gm_record_cell *cells;
} gm_lost_row;

typedef struct gm_records {
    const char *file;
    const char *origin; // why it is read, for messages; or NULL
    bool has_comma;     // a comma may be the decimal point: it does not part the cells
    int32_t n_columns;
    const gm_record_cell *heads;
    int32_t n_rows;
    const gm_record_cell *cells; // row by row
    int32_t n_lost;
    const gm_lost_row *lost;
} gm_records;

const gm_record_cell *gm_records_cell(const gm_records *records, int32_t row, int32_t column);

// The place of a cell for messages.
gm_src gm_records_src(const gm_records *records, const gm_record_cell *cell);

// The column of a name, or -1. Case counts; a unit behind the name ("time [s]", "time (min)")
// may be left out where that is the name of one column only.
int32_t gm_records_find(const gm_records *records, const char *name);

// The same; when there is none a fault at src that names the nearest, or all.
int32_t gm_records_need(const gm_records *records, const char *name, gm_src src, gm_diag *diag);

// The unit in the head of a column: that in brackets, NULL: none. In the arena.
const char *gm_records_unit(const gm_records *records, int32_t column, gm_arena *arena);

// A plain number, with the decimal comma where one may stand. False: it is none.
bool gm_records_number(const gm_records *records, const gm_record_cell *cell, double *value);

// Nothing was noted: an empty cell, `-`, `NA`, `n/a`, `null`, `nan`.
bool gm_record_is_empty(const gm_record_cell *cell);

#endif
