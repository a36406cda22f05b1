// SPDX-License-Identifier: MIT
//
// Tables of text: columns as wide as their widest cell, numbers to the right.
//
// Columns that are empty in every row are left out. A table that is wider than the page narrows
// the columns that may be narrowed, then leaves out those that may be left out, the lightest
// first, and says so; then it goes on with the rest of its columns below.

#ifndef GM_REPORT_TABLE_H
#define GM_REPORT_TABLE_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdio.h>

#define GM_TABLE_COLUMNS 16

// What is written on.
typedef struct gm_page {
    int columns; // 0: no bound
    bool colour;
} gm_page;

// Where nobody looks at the page itself: files, pipes.
#define GM_PAGE_COLUMNS 96

typedef struct gm_text_table {
    gm_arena *arena;
    gm_page page;
    int n_columns;
    int n_rows;
    int cap;
    const char **cells; // row by row, behind each row its note
    bool right[GM_TABLE_COLUMNS];
    int most[GM_TABLE_COLUMNS];  // widest a column may get before its cells break, 0: no bound
    int least[GM_TABLE_COLUMNS]; // to which it is narrowed where the page asks for it, 0: never
    double weight[GM_TABLE_COLUMNS]; // of a column that may be left out, 0: it may not
} gm_text_table;

// heads: a NULL-ended list; a head that begins with '>' aligns its column to the right.
gm_text_table gm_text_table_of(gm_arena *arena, gm_page page, const char *const *heads);

// Adds a row; cells beyond those given are empty. Texts are copied.
void gm_text_table_row(gm_text_table *table, const char *const *cells, int n);

// Text below the last row, over the whole width. It is copied.
void gm_text_table_note(gm_text_table *table, const char *note);

// Columns that it takes without a page.
int gm_text_table_width(const gm_text_table *table);

// Prints with two spaces between columns; the heads bold when there is colour.
void gm_text_table_print(const gm_text_table *table, FILE *out);

// Prints a text in lines of at most so many columns (0: no bound), broken at spaces, those after
// the first behind `indent` spaces.
void gm_text_wrap(const char *text, int columns, int indent, FILE *out);

#endif
