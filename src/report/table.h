// SPDX-License-Identifier: MIT
//
// Tables of text: columns as wide as their widest cell, numbers to the right.

#ifndef GM_REPORT_TABLE_H
#define GM_REPORT_TABLE_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdio.h>

#define GM_TABLE_COLUMNS 16

typedef struct gm_text_table {
    gm_arena *arena;
    int n_columns;
    int n_rows;
    int cap;
    const char **cells; // row by row
    bool right[GM_TABLE_COLUMNS];
    int most[GM_TABLE_COLUMNS]; // widest a column may get before its cells break, 0: no bound
} gm_text_table;

// heads: a NULL-ended list; a head that begins with '>' aligns its column to the right.
gm_text_table gm_text_table_of(gm_arena *arena, const char *const *heads);

// Adds a row; cells beyond those given are empty. Texts are copied.
void gm_text_table_row(gm_text_table *table, const char *const *cells, int n);

// Prints with two spaces between columns; the heads bold when colour.
void gm_text_table_print(const gm_text_table *table, FILE *out, bool colour);

#endif
