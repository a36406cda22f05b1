// SPDX-License-Identifier: MIT
//
// Rows of a table that become maps as they could stand in a model.

#ifndef GM_TWIN_TABLE_ROWS_H
#define GM_TWIN_TABLE_ROWS_H

#include "tables/column.h"

#include "twin/from_table.h"

typedef struct gm_table_rows {
    gm_table_reader *reader;
    gm_arena *arena; // of all that is made
    gm_diag *diag;
    const gm_records *records;
} gm_table_rows;

// The table of `{from: .., table: ..}`. False after faults.
bool gm_rows_begin(gm_table_rows *r, gm_table_reader *reader, const gm_node *ask);

// The place of a cell.
gm_src gm_rows_src(const gm_table_rows *r, const gm_record_cell *cell);

// A scalar with the place of a cell, and an entry of a map whose key stands at one.
gm_node *gm_rows_scalar(const gm_table_rows *r, const gm_record_cell *cell, const char *text);
void gm_rows_add(const gm_table_rows *r, gm_node *map, const char *key,
                 const gm_record_cell *at, gm_node *value);

// The text of a cell, a plain number with the unit of its head. unit: NULL for none.
const char *gm_rows_with_unit(const gm_table_rows *r, const gm_record_cell *cell,
                              const char *unit);

// "suv" of the head "time suv [s]" and the family "time"; NULL: another head.
const char *gm_rows_behind(const gm_table_rows *r, int32_t column, const char *family);

// Warnings of heads that are near to a known one and are neither it nor of the family.
void gm_rows_warn_of_heads(const gm_table_rows *r, const char *const *known, int n,
                           const char *family);

#endif
