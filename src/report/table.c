// SPDX-License-Identifier: MIT

#include "report/table.h"

#include "core/assert.h"
#include "core/text.h"

#include <string.h>

#define GAP         2 // spaces between columns, and before a note
#define NARROW_PAGE 40

// Columns that a text takes on a terminal: UTF-8 characters.
static int width_of_text(const char *text, size_t n)
{
    int count = 0;
    for (size_t i = 0; i < n; i++) {
        count += ((unsigned char)text[i] & 0xc0) != 0x80 ? 1 : 0;
    }
    return count;
}

gm_text_table gm_text_table_of(gm_arena *arena, gm_page page, const char *const *heads)
{
    gm_text_table t = {.arena = arena, .page = page};
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

// ---- rows

// Cells of a row, then its note or NULL.
static const char **row_of(const gm_text_table *t, int row_i)
{
    return t->cells + (size_t)row_i * ((size_t)t->n_columns + 1);
}

void gm_text_table_row(gm_text_table *t, const char *const *cells, int n)
{
    if (t->n_rows == t->cap) {
        int cap = t->cap > 0 ? 2 * t->cap : 16;
        size_t stride = (size_t)t->n_columns + 1;
        const char **grown = GM_NEW(t->arena, const char *, (size_t)cap *stride);
        if (t->n_rows > 0) {
            memcpy(grown, t->cells, (size_t)t->n_rows * stride * sizeof(const char *));
        }
        t->cells = grown;
        t->cap = cap;
    }
    const char **row = row_of(t, t->n_rows);
    for (int i = 0; i < t->n_columns; i++) {
        row[i] = i < n && cells[i] ? gm_arena_strdup(t->arena, cells[i]) : "";
    }
    row[t->n_columns] = NULL;
    t->n_rows += 1;
}

void gm_text_table_note(gm_text_table *t, const char *note)
{
    row_of(t, t->n_rows - 1)[t->n_columns] = gm_arena_strdup(t->arena, note);
}

// ---- pieces of text

// Bytes of the next piece of a cell that fits into a width, broken at a space.
static size_t piece(const char *text, int width)
{
    size_t n = strlen(text);
    if (width <= 0 || width_of_text(text, n) <= width) {
        return n;
    }
    size_t fits = 0;
    size_t space = 0;
    size_t joint = 0; // behind a hyphen or dot: names are broken there when there is no space
    for (size_t i = 0; i < n && width_of_text(text, i + 1) <= width; i++) {
        fits = i + 1;
        if (text[i] == ' ') {
            space = i;
        } else if (text[i] == '-' || text[i] == '.') {
            joint = i + 1;
        }
    }
    return text[fits] == ' ' ? fits : space > 0 ? space : joint > 0 ? joint : fits;
}

static void pad(FILE *out, int n)
{
    for (int i = 0; i < n; i++) {
        fputc(' ', out);
    }
}

void gm_text_wrap(const char *text, int columns, int indent, FILE *out)
{
    int before = 0;
    while (*text) {
        size_t n = piece(text, columns > before ? columns - before : columns);
        pad(out, before);
        fwrite(text, 1, n, out);
        fputc('\n', out);
        text += n;
        text += *text == ' ' ? 1 : 0;
        before = indent;
    }
}

// ---- widths

static int width_of(const gm_text_table *t, int column)
{
    int widest = 0;
    for (int r = 0; r < t->n_rows; r++) {
        const char *text = row_of(t, r)[column];
        int w = width_of_text(text, strlen(text));
        widest = w > widest ? w : widest;
    }
    return t->most[column] > 0 && widest > t->most[column] ? t->most[column] : widest;
}

static bool is_empty(const gm_text_table *t, int column)
{
    for (int r = 1; r < t->n_rows; r++) {
        if (*row_of(t, r)[column]) {
            return false;
        }
    }
    return t->n_rows > 1;
}

// The columns that are shown, in order, and how wide they are.
typedef struct shape {
    int n;
    int column[GM_TABLE_COLUMNS];
    int width[GM_TABLE_COLUMNS];
} shape;

static int total(const shape *s)
{
    int sum = s->n > 0 ? (s->n - 1) * GAP : 0;
    for (int i = 0; i < s->n; i++) {
        sum += s->width[i];
    }
    return sum;
}

static shape natural_shape(const gm_text_table *t)
{
    shape s = {.n = 0};
    for (int c = 0; c < t->n_columns; c++) {
        if (c == 0 || !is_empty(t, c)) {
            s.column[s.n] = c;
            s.width[s.n++] = width_of(t, c);
        }
    }
    return s;
}

int gm_text_table_width(const gm_text_table *t)
{
    shape s = natural_shape(t);
    return total(&s);
}

// Takes a column from the widest that may be narrowed, until the page is wide enough.
static void narrow(const gm_text_table *t, shape *s)
{
    while (t->page.columns > 0 && total(s) > t->page.columns) {
        int widest = -1;
        for (int i = 0; i < s->n; i++) {
            int least = t->least[s->column[i]];
            if (least > 0 && s->width[i] > least &&
                (widest < 0 || s->width[i] > s->width[widest])) {
                widest = i;
            }
        }
        if (widest < 0) {
            return;
        }
        s->width[widest] -= 1;
    }
}

// Leaves out light columns until the page is wide enough. By column of the table in `out`.
static void leave_out(const gm_text_table *t, shape *s, bool *out)
{
    while (t->page.columns > 0 && total(s) > t->page.columns) {
        int lightest = -1;
        for (int i = 0; i < s->n; i++) {
            double weight = t->weight[s->column[i]];
            if (weight > 0.0 && (lightest < 0 || weight < t->weight[s->column[lightest]])) {
                lightest = i;
            }
        }
        if (lightest < 0) {
            return;
        }
        out[s->column[lightest]] = true;
        s->n -= 1;
        for (int i = lightest; i < s->n; i++) {
            s->column[i] = s->column[i + 1];
            s->width[i] = s->width[i + 1];
        }
    }
}

static void print_left_out(const gm_text_table *t, const bool *left_out, FILE *out)
{
    const char *list = NULL;
    for (int c = 0; c < t->n_columns; c++) {
        if (left_out[c]) {
            list = gm_arena_printf(t->arena, "%s%s%s", list ? list : "", list ? ", " : "",
                                   row_of(t, 0)[c]);
        }
    }
    if (list) {
        gm_text_wrap(gm_arena_printf(t->arena, "left out to fit the page: %s", list),
                     t->page.columns, GAP, out);
    }
}

// The first column and those from *next on that fit on the page, at least one of them.
static shape cut(const gm_text_table *t, const shape *all, int *next)
{
    shape s = {.n = 1, .column = {all->column[0]}, .width = {all->width[0]}};
    int first = *next;
    while (*next < all->n) {
        int with = total(&s) + GAP + all->width[*next];
        if (t->page.columns > 0 && with > t->page.columns && *next > first) {
            break;
        }
        s.column[s.n] = all->column[*next];
        s.width[s.n++] = all->width[*next];
        *next += 1;
    }
    return s;
}

// ---- print

// One line of a row: the next piece of every cell. False when nothing was left.
static bool print_line(const gm_text_table *t, const shape *s, const char **rest, FILE *out)
{
    bool any = false;
    int last = s->n - 1;
    while (last > 0 && !*rest[last]) {
        last--;
    }
    for (int i = 0; i <= last; i++) {
        bool right = t->right[s->column[i]];
        size_t n = piece(rest[i], s->width[i]);
        int gap = s->width[i] - width_of_text(rest[i], n);
        pad(out, right ? gap : 0);
        fwrite(rest[i], 1, n, out);
        if (i < last) {
            pad(out, (right ? 0 : gap) + GAP);
        }
        rest[i] += n;
        rest[i] += *rest[i] == ' ' ? 1 : 0;
    }
    for (int i = 0; i < s->n; i++) {
        any |= *rest[i] != '\0';
    }
    fputc('\n', out);
    return any;
}

static void print_note(const gm_text_table *t, const char *note, FILE *out)
{
    int page = t->page.columns > NARROW_PAGE ? t->page.columns : NARROW_PAGE;
    pad(out, GAP);
    gm_text_wrap(note, t->page.columns > 0 ? page - GAP : 0, GAP, out);
}

static void print_block(const gm_text_table *t, const shape *s, bool has_notes, FILE *out)
{
    for (int r = 0; r < t->n_rows; r++) {
        const char **row = row_of(t, r);
        const char *rest[GM_TABLE_COLUMNS] = {NULL};
        for (int i = 0; i < s->n; i++) {
            rest[i] = row[s->column[i]];
        }
        if (r == 0 && t->page.colour) {
            fputs("\033[1m", out);
        }
        while (print_line(t, s, rest, out)) {
        }
        if (r == 0 && t->page.colour) {
            fputs("\033[0m", out);
        }
        if (has_notes && row[t->n_columns]) {
            print_note(t, row[t->n_columns], out);
        }
    }
}

void gm_text_table_print(const gm_text_table *t, FILE *out)
{
    shape all = natural_shape(t);
    bool left_out[GM_TABLE_COLUMNS] = {false};
    narrow(t, &all);
    leave_out(t, &all, left_out);
    int next = 1;
    bool is_first = true;
    do {
        shape s = cut(t, &all, &next);
        if (!is_first) {
            fputc('\n', out);
        }
        print_block(t, &s, next >= all.n, out);
        is_first = false;
    } while (next < all.n);
    print_left_out(t, left_out, out);
}
