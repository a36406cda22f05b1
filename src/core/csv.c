// SPDX-License-Identifier: MIT

#include "core/csv.h"

#include "core/array.h"
#include "core/yaml_scan.h"

#include <string.h>

#define ECHOED_BYTES ((size_t)16 * 1024 * 1024) // of larger files no line is shown with a fault

typedef struct reader {
    const char *at;
    const char *end;
    int32_t line;
    int32_t col;
    char separator;
    bool is_cut;     // no further row can be read
    bool leaves_out; // rows that cannot be read
    bool is_bad;     // the row that is read is one of these
    int n_faults;
    gm_slice all;
    gm_records *records;
    gm_arena *arena;
    gm_diag *diag;
    GM_ARRAY(gm_record_cell) cells;
    GM_ARRAY(gm_lost_row) lost;
} reader;

// ---- faults

// True when this fault is still to be told.
static bool count_fault(reader *r)
{
    if (r->n_faults == 0 && r->all.len <= ECHOED_BYTES) {
        gm_diag_add_source(r->diag, r->records->file, r->all.at, r->all.len);
    }
    r->n_faults += 1;
    return r->n_faults <= GM_RECORDS_FAULTS;
}

static gm_src place(const reader *r, int32_t line, int32_t col)
{
    return (gm_src){r->records->file, line, col, r->records->origin};
}

static void stop(reader *r, int32_t line, int32_t col, const char *what, const char *help)
{
    if (count_fault(r)) {
        gm_diag_error(r->diag, place(r, line, col), "%s", what);
        if (help) {
            gm_diag_hint(r->diag, "%s", help);
        }
    }
    r->is_cut = true;
}

// What is wrong with one row ends the reading, or that row is left out.
static void spoil(reader *r, int32_t line, int32_t col, const char *what, const char *help)
{
    if (!r->leaves_out || r->records->n_columns == 0) {
        stop(r, line, col, what, help);
        return;
    }
    if (count_fault(r)) {
        gm_diag_warn(r->diag, place(r, line, col), "row left out: %s", what);
    }
    r->is_bad = r->is_cut = true;
}

// ---- characters

static bool is_line_end(const reader *r)
{
    return r->at == r->end || *r->at == '\n' || *r->at == '\r';
}

// One character on; bytes that are no text end the reading.
static void step(reader *r)
{
    uint32_t code = 0;
    int n = gm_utf8_decode(r->at, (size_t)(r->end - r->at), &code);
    if (n == 0) {
        spoil(r, r->line, r->col, "this byte is not UTF-8",
              "save the table as UTF-8 (spreadsheets call it \"CSV UTF-8\")");
        return;
    }
    if (code == 0) {
        spoil(r, r->line, r->col, "a table may not hold the character NUL", NULL);
        return;
    }
    r->at += n;
    r->col += 1;
}

static void step_line(reader *r)
{
    if (r->at < r->end && *r->at == '\r') {
        r->at += 1;
    }
    if (r->at < r->end && *r->at == '\n') {
        r->at += 1;
    }
    r->line += 1;
    r->col = 1;
}

// ---- cells

static void push(reader *r, gm_slice text, bool is_exact, int32_t line, int32_t col)
{
    gm_slice s = is_exact ? text : gm_slice_trim(text);
    if (r->cells.n >= GM_RECORDS_CELLS_MAX) {
        stop(r, line, col, "the table has more than 20 million cells", NULL);
        return;
    }
    gm_record_cell cell = {gm_arena_strndup(r->arena, s.len > 0 ? s.at : "", s.len), line, col};
    GM_ARRAY_PUSH(NULL, &r->cells, cell);
}

static void read_plain(reader *r)
{
    const char *from = r->at;
    int32_t col = r->col;
    while (!r->is_cut && !is_line_end(r) && *r->at != r->separator) {
        step(r);
    }
    gm_slice s = {from, (size_t)(r->at - from)};
    while (s.len > 0 && (*s.at == ' ' || *s.at == '\t')) { // the place is that of the text
        s.at += 1;
        s.len -= 1;
        col += 1;
    }
    push(r, s, false, r->line, col);
}

static void read_quoted(reader *r)
{
    int32_t line = r->line;
    int32_t col = r->col;
    gm_text text = gm_text_init(r->arena);
    step(r);
    while (!r->is_cut) {
        if (r->at == r->end) {
            spoil(r, line, col, "a cell in quotes is not closed",
                  "a quote inside is written \"\"");
            return;
        }
        if (*r->at == '"') {
            step(r);
            if (r->at == r->end || *r->at != '"') {
                break;
            }
        }
        const char *from = r->at;
        bool is_end = is_line_end(r);
        if (is_end) {
            step_line(r);
        } else {
            step(r);
        }
        gm_text_add_n(&text, from, (size_t)(r->at - from));
    }
    while (r->at < r->end && *r->at == ' ' && !r->is_cut) {
        step(r);
    }
    if (!r->is_cut && !is_line_end(r) && *r->at != r->separator) {
        spoil(r, r->line, r->col, "text behind a closing quote",
              "a quote inside of a cell in quotes is written \"\"");
        return;
    }
    push(r, (gm_slice){text.at, text.len}, true, line, col);
}

// The cells of one row go to the end of the cells. Returns how many.
static int32_t read_row(reader *r)
{
    int before = r->cells.n;
    while (!r->is_cut) {
        if (r->at < r->end && *r->at == '"') {
            read_quoted(r);
        } else {
            read_plain(r);
        }
        if (r->is_cut || is_line_end(r)) {
            break;
        }
        step(r); // the separator
    }
    step_line(r);
    return r->cells.n - before;
}

// ---- the table

// Of the first row, what parts its cells.
static char find_separator(gm_slice text)
{
    int n_commas = 0;
    int n_semicolons = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < text.len && (is_quoted || !strchr("\r\n", text.at[i])); i++) {
        is_quoted ^= text.at[i] == '"';
        if (!is_quoted && text.at[i] == '\t') {
            return '\t';
        }
        n_commas += !is_quoted && text.at[i] == ',';
        n_semicolons += !is_quoted && text.at[i] == ';';
    }
    return n_semicolons > n_commas ? ';' : ',';
}

static void skip_empty_lines(reader *r)
{
    while (r->at < r->end && is_line_end(r)) {
        step_line(r);
    }
}

static void check_heads(reader *r, int32_t n)
{
    const gm_record_cell *heads = r->cells.items;
    int32_t n_numbers = 0;
    for (int32_t i = 0; i < n; i++) {
        double value;
        n_numbers += gm_records_number(r->records, &heads[i], &value) ? 1 : 0;
        for (int32_t k = 0; k < i && heads[i].text[0]; k++) {
            if (strcmp(heads[i].text, heads[k].text) == 0 && count_fault(r)) {
                gm_diag_error(r->diag, place(r, heads[i].line, heads[i].col),
                              "two columns are named '%s'", heads[i].text);
            }
        }
    }
    if (n_numbers == n) {
        stop(r, heads[0].line, heads[0].col, "the first row must name the columns",
             "put a row like `station,time [s]` in front");
    }
    if (n > GM_RECORDS_COLUMNS_MAX) {
        stop(r, heads[0].line, heads[0].col, "the table has more than 1,000 columns", NULL);
    }
}

static void report_ragged(reader *r, int32_t n, int32_t first)
{
    const gm_record_cell *cell = &r->cells.items[first];
    int32_t want = r->records->n_columns;
    if (!count_fault(r)) {
        return;
    }
    const gm_record_cell *at = n > want ? cell + want : cell + n - 1;
    if (r->leaves_out) {
        gm_diag_warn(r->diag, place(r, at->line, at->col),
                     "row left out: it has %d cell%s, the first %d", (int)n, n == 1 ? "" : "s",
                     (int)want);
    } else {
        gm_diag_error(r->diag, place(r, at->line, at->col),
                      "the row has %d cell%s, the first %d", (int)n, n == 1 ? "" : "s",
                      (int)want);
        if (n > want && r->separator == ',') {
            gm_diag_hint(r->diag, "a decimal comma needs `;` between the cells, or quotes");
        }
    }
}

// The row is lost, and the line behind that on which it began is the next: a quote that is not
// closed has taken more.
static void lose_row(reader *r, const char *begin, int32_t line, int32_t first)
{
    int32_t n = r->cells.n - first;
    gm_record_cell *cells = GM_NEW(r->arena, gm_record_cell, n + 1);
    if (n > 0) {
        memcpy(cells, r->cells.items + first, (size_t)n * sizeof *cells);
    }
    gm_lost_row lost = {line, n, cells};
    GM_ARRAY_PUSH(r->arena, &r->lost, lost);
    r->cells.n = first;
    r->is_bad = r->is_cut = false;
    for (r->at = begin; !is_line_end(r); r->at++) {
    }
    r->line = line;
    step_line(r);
}

static void read_rows(reader *r)
{
    int32_t want = r->records->n_columns;
    for (skip_empty_lines(r); !r->is_cut && r->at < r->end; skip_empty_lines(r)) {
        int32_t first = r->cells.n;
        const char *begin = r->at;
        int32_t line = r->line;
        int32_t n = read_row(r);
        bool is_ragged = !r->is_cut && n != want;
        if (r->leaves_out && (is_ragged || r->is_bad)) {
            if (is_ragged) {
                report_ragged(r, n, first);
            }
            lose_row(r, begin, line, first);
            continue;
        }
        if (!r->is_cut && n != want) {
            report_ragged(r, n, first);
            r->cells.n = first;
        } else if (!r->is_cut) {
            r->records->n_rows += 1;
        }
    }
}

static void read_table(reader *r)
{
    skip_empty_lines(r);
    if (r->at == r->end) {
        stop(r, 1, 1, "the table is empty", "its first row names the columns");
        return;
    }
    r->separator = find_separator((gm_slice){r->at, (size_t)(r->end - r->at)});
    r->records->has_comma = r->separator != ',';
    r->records->n_columns = read_row(r);
    if (!r->is_cut) {
        check_heads(r, r->records->n_columns);
    }
    read_rows(r);
}

static gm_status read_all(reader *r, const char *name, const char *origin, gm_slice text)
{
    gm_records *out = r->records;
    int before = r->diag->count;
    *out = (gm_records){.file = gm_arena_strdup(r->arena, name), .origin = origin};
    text = gm_yaml_skip_mark(text);
    r->at = text.at;
    r->end = text.at + text.len;
    r->line = r->col = 1;
    r->all = text;
    if (text.len > GM_CSV_BYTES_MAX) {
        stop(r, 1, 1, "the table is larger than 512 MB", NULL);
    } else {
        read_table(r);
    }
    if (r->n_faults > GM_RECORDS_FAULTS && !r->leaves_out) {
        gm_diag_error(r->diag, (gm_src){.file = out->file, .origin = origin},
                      "%d more rows of the table have faults", r->n_faults - GM_RECORDS_FAULTS);
    }
    gm_record_cell *cells = GM_NEW(r->arena, gm_record_cell, r->cells.n + 1);
    if (r->cells.n > 0) {
        memcpy(cells, r->cells.items, (size_t)r->cells.n * sizeof *cells);
    }
    GM_ARRAY_FREE(&r->cells);
    out->heads = cells;
    out->cells = cells + out->n_columns;
    out->lost = r->lost.items;
    out->n_lost = r->lost.n;
    return gm_diag_status(r->diag, before);
}

gm_status gm_csv_read_text(const char *name, const char *origin, gm_slice text, gm_arena *arena,
                           gm_diag *diag, gm_records *out)
{
    reader r = {.records = out, .arena = arena, .diag = diag};
    return read_all(&r, name, origin, text);
}

gm_status gm_csv_read_usable(const char *name, const char *origin, gm_slice text,
                             gm_arena *arena, gm_diag *diag, gm_records *out)
{
    reader r = {.records = out, .arena = arena, .diag = diag, .leaves_out = true};
    return read_all(&r, name, origin, text);
}
