// SPDX-License-Identifier: MIT

#include "report/table.h"

#include "core/assert.h"
#include "core/text.h"

#include <string.h>

// Columns that a text takes on a terminal: UTF-8 characters.
static int columns(const char *text, size_t n)
{
    int count = 0;
    for (size_t i = 0; i < n; i++) {
        count += ((unsigned char)text[i] & 0xc0) != 0x80 ? 1 : 0;
    }
    return count;
}

gm_text_table gm_text_table_of(gm_arena *arena, const char *const *heads)
{
    gm_text_table t = {.arena = arena};
    while (heads[t.n_columns]) {
        GM_REQUIRE(t.n_columns < GM_TABLE_COLUMNS);
        t.right[t.n_columns] = heads[t.n_columns][0] == '>';
        t.n_columns += 1;
    }
    const char *cells[GM_TABLE_COLUMNS];
    for (int i = 0; i < t.n_columns; i++) {
        cells[i] = heads[i] + (t.right[i] ? 1 : 0);
    }
    gm_text_table_row(&t, cells, t.n_columns);
    return t;
}

// Cells of a row.
static const char **row_of(const gm_text_table *t, int row_i)
{
    return t->cells + (size_t)row_i * (size_t)t->n_columns;
}

void gm_text_table_row(gm_text_table *t, const char *const *cells, int n)
{
    if (t->n_rows == t->cap) {
        int cap = t->cap > 0 ? 2 * t->cap : 16;
        const char **grown = GM_NEW(t->arena, const char *, cap * t->n_columns);
        if (t->n_rows > 0) {
            memcpy(grown, t->cells,
                   (size_t)t->n_rows * (size_t)t->n_columns * sizeof(const char *));
        }
        t->cells = grown;
        t->cap = cap;
    }
    const char **row = row_of(t, t->n_rows);
    for (int i = 0; i < t->n_columns; i++) {
        row[i] = i < n && cells[i] ? gm_arena_strdup(t->arena, cells[i]) : "";
    }
    t->n_rows += 1;
}

// Bytes of the next piece of a cell that fits into a width, broken at a space.
static size_t piece(const char *text, int width)
{
    size_t n = strlen(text);
    if (width <= 0 || columns(text, n) <= width) {
        return n;
    }
    size_t fits = 0;
    size_t space = 0;
    size_t joint = 0; // behind a hyphen or dot: names are broken there when there is no space
    for (size_t i = 0; i < n && columns(text, i + 1) <= width; i++) {
        fits = i + 1;
        if (text[i] == ' ') {
            space = i;
        } else if (text[i] == '-' || text[i] == '.') {
            joint = i + 1;
        }
    }
    return space > 0 ? space : joint > 0 ? joint : fits;
}

static int width_of(const gm_text_table *t, int column)
{
    int widest = 0;
    for (int r = 0; r < t->n_rows; r++) {
        const char *text = row_of(t, r)[column];
        int w = columns(text, strlen(text));
        widest = w > widest ? w : widest;
    }
    return t->most[column] > 0 && widest > t->most[column] ? t->most[column] : widest;
}

static void pad(FILE *out, int n)
{
    for (int i = 0; i < n; i++) {
        fputc(' ', out);
    }
}

// One line of a row: the next piece of every cell. False when nothing was left.
static bool print_line(const gm_text_table *t, const char **rest, const int *widths, FILE *out)
{
    bool any = false;
    int last = t->n_columns - 1;
    while (last > 0 && !*rest[last]) {
        last--;
    }
    for (int c = 0; c <= last; c++) {
        size_t n = piece(rest[c], widths[c]);
        int gap = widths[c] - columns(rest[c], n);
        if (t->right[c]) {
            pad(out, gap);
        }
        fwrite(rest[c], 1, n, out);
        if (c < last) {
            pad(out, (t->right[c] ? 0 : gap) + 2);
        }
        rest[c] += n;
        rest[c] += *rest[c] == ' ' ? 1 : 0;
    }
    for (int c = 0; c < t->n_columns; c++) {
        any |= *rest[c] != '\0';
    }
    fputc('\n', out);
    return any;
}

void gm_text_table_print(const gm_text_table *t, FILE *out, bool colour)
{
    int widths[GM_TABLE_COLUMNS] = {0};
    for (int c = 0; c < t->n_columns; c++) {
        widths[c] = width_of(t, c);
    }
    for (int r = 0; r < t->n_rows; r++) {
        const char *rest[GM_TABLE_COLUMNS] = {NULL};
        memcpy(rest, row_of(t, r), (size_t)t->n_columns * sizeof(const char *));
        if (r == 0 && colour) {
            fputs("\033[1m", out);
        }
        while (print_line(t, rest, widths, out)) {
        }
        if (r == 0 && colour) {
            fputs("\033[0m", out);
        }
    }
}
