// SPDX-License-Identifier: MIT
//
// Prints what a diag holds: places, echoed lines with carets, and JSON.

#include "core/assert.h"
#include "core/diag.h"
#include "core/diag_store.h"

#include <string.h>

#define ECHO_COLUMNS 88 // of an echoed line before it is cut
#define SAME_LEAST   2  // others that say the same are not told, but counted
#define SAME_LISTED  8  // of them with their lines

// A view of one source that remembers its last line, since messages come sorted.
typedef struct cursor {
    const gm_diag_source *source;
    int line;
    size_t at; // byte where the line starts
} cursor;

static void add_escaped(gm_text *out, const char *at, size_t len)
{
    for (size_t i = 0; i < len;) {
        uint32_t code = 0;
        int n = gm_utf8_decode(at + i, len - i, &code);
        if (n == 0 || code < 0x20 || (code >= 0x7F && code < 0xA0)) {
            gm_text_addf(out, "\\x%02x", (unsigned)(unsigned char)at[i]);
            i += 1;
        } else {
            gm_text_add_n(out, at + i, (size_t)n);
            i += (size_t)n;
        }
    }
}

static void add_place(gm_text *out, const gm_diag_item *item)
{
    const gm_src *src = &item->src;
    if (src->file) {
        add_escaped(out, src->file, strlen(src->file));
        gm_text_add(out, ":");
        if (src->line > 0) {
            gm_text_addf(out, "%d:%d:", src->line, src->col);
        }
        gm_text_add(out, " ");
    } else if (src->origin) {
        add_escaped(out, src->origin, strlen(src->origin));
        gm_text_add(out, ": ");
    }
}

static void add_message(gm_text *out, const gm_diag_item *item)
{
    add_escaped(out, item->text, strlen(item->text));
    if (item->hint) {
        gm_text_add(out, "; ");
        add_escaped(out, item->hint, strlen(item->hint));
    }
    if (item->src.file && item->src.origin) {
        gm_text_addf(out, " (%s)", item->src.origin);
    }
}

const char *gm_diag_line(gm_diag *diag, int i)
{
    if (i < 0 || i >= diag->n) {
        return "";
    }
    gm_text out = gm_text_init(&diag->arena);
    add_place(&out, &diag->items[i]);
    gm_text_add(&out, diag->items[i].warning ? "warning: " : "error: ");
    add_message(&out, &diag->items[i]);
    return out.at;
}

static const gm_diag_source *source_of(const gm_diag *diag, const char *file)
{
    const gm_diag_source *source = diag->sources;
    while (source && strcmp(source->file, file) != 0) {
        source = source->next;
    }
    return source;
}

// Bytes of the line end at i: 0, 1, or 2 for CR LF.
static size_t line_end_at(const gm_diag_source *s, size_t i)
{
    if (s->text[i] == '\r') {
        return i + 1 < s->len && s->text[i + 1] == '\n' ? 2 : 1;
    }
    return s->text[i] == '\n' ? 1 : 0;
}

// The text of a line, from the cursor's line on. False when the source has no such line.
static bool find_line(cursor *c, int line, gm_slice *out)
{
    const gm_diag_source *s = c->source;
    if (line < c->line) {
        c->line = 1;
        c->at = 0;
    }
    while (c->line < line && c->at < s->len) {
        size_t end = line_end_at(s, c->at);
        c->line += end > 0;
        c->at += end > 0 ? end : 1;
    }
    if (c->line != line) {
        return false;
    }
    size_t stop = c->at;
    while (stop < s->len && line_end_at(s, stop) == 0) {
        stop += 1;
    }
    *out = (gm_slice){s->text + c->at, stop - c->at};
    return true;
}

// Columns a character takes on a terminal: East Asian wide forms take two (Unicode UAX 11).
static int columns_of(uint32_t code)
{
    static const uint32_t wide[][2] = {
        {0x1100, 0x115F},   {0x2E80, 0xA4CF},   {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
        {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
    };
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        if (code >= wide[i][0] && code <= wide[i][1]) {
            return 2;
        }
    }
    return 1;
}

// One character of an echoed line as it is printed.
typedef struct glyph {
    char text[8];
    int columns;
    size_t bytes; // in the line
} glyph;

static glyph next_glyph(const char *at, size_t len)
{
    glyph g = {.columns = 1, .bytes = 1};
    uint32_t code = 0;
    int n = gm_utf8_decode(at, len, &code);
    if (*at == '\t') {
        g.text[0] = ' ';
    } else if (n == 0 || code < 0x20 || (code >= 0x7F && code < 0xA0)) {
        snprintf(g.text, sizeof g.text, "\\x%02x", (unsigned)(unsigned char)*at);
        g.columns = 4;
    } else {
        memcpy(g.text, at, (size_t)n);
        g.columns = columns_of(code);
        g.bytes = (size_t)n;
    }
    return g;
}

// Byte of the line where the echo starts, so that the column is in view.
static size_t start_of_view(gm_slice line, int col)
{
    size_t at = 0;
    int chars = col - ECHO_COLUMNS / 2;
    if (col <= ECHO_COLUMNS * 3 / 4) {
        return 0;
    }
    for (int i = 1; i < chars && at < line.len; i++) {
        at += next_glyph(line.at + at, line.len - at).bytes;
    }
    return at;
}

static void add_echo(gm_text *out, gm_slice line, gm_src src)
{
    size_t at = start_of_view(line, src.col);
    int col = 1;
    for (size_t i = 0; i < at; col++) {
        i += next_glyph(line.at + i, line.len - i).bytes;
    }
    gm_text_addf(out, "%5d | %s", src.line, at > 0 ? "..." : "");
    int caret = at > 0 ? 3 : 0;
    int width = caret;
    while (at < line.len && width < ECHO_COLUMNS) {
        glyph g = next_glyph(line.at + at, line.len - at);
        gm_text_add(out, g.text);
        width += g.columns;
        at += g.bytes;
        caret += col < src.col ? g.columns : 0;
        col += 1;
    }
    gm_text_addf(out, "%s\n      | %*s^\n", at < line.len ? "..." : "", caret, "");
}

// The message with its line and caret when the source is known.
static void add_item(gm_text *out, const gm_diag *diag, const gm_diag_item *item, cursor *c,
                     bool colour)
{
    const char *severity = item->warning ? "warning" : "error";
    const char *paint = item->warning ? "\x1b[1;35m" : "\x1b[1;31m";
    add_place(out, item);
    gm_text_addf(out, "%s%s:%s ", colour ? paint : "", severity, colour ? "\x1b[0m" : "");
    add_message(out, item);
    gm_text_add(out, "\n");

    const gm_diag_source *source = item->src.file ? source_of(diag, item->src.file) : NULL;
    if (source != c->source) {
        *c = (cursor){.source = source, .line = 1};
    }
    gm_slice line;
    if (source && item->src.line > 0 && find_line(c, item->src.line, &line)) {
        add_echo(out, line, item->src);
    }
}

// ---- one cause

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

// The same fault at another place of the same file.
static bool is_same(const gm_diag_item *a, const gm_diag_item *b)
{
    return a->warning == b->warning && a->src.line > 0 && b->src.line > 0 &&
           is_same_text(a->src.file, b->src.file) &&
           is_same_text(a->src.origin, b->src.origin) && is_same_text(a->text, b->text) &&
           is_same_text(a->hint, b->hint);
}

// How many of the messages behind the i-th say the same.
static int count_same(const gm_diag_item *items, int n, int i)
{
    int same = 0;
    for (int k = i + 1; k < n; k++) {
        same += is_same(&items[i], &items[k]) ? 1 : 0;
    }
    return same;
}

// Told with the first: it stands before, and as often as to be told once.
static bool is_told(const gm_diag_item *items, int n, int i)
{
    for (int k = 0; k < i; k++) {
        if (is_same(&items[k], &items[i])) {
            return count_same(items, n, k) >= SAME_LEAST;
        }
    }
    return false;
}

static void add_others(gm_text *out, const gm_diag_item *items, int n, int i)
{
    int same = count_same(items, n, i);
    if (same < SAME_LEAST) {
        return;
    }
    gm_text_addf(out, "      = the same at %d more places: line", same);
    int listed = 0;
    for (int k = i + 1; k < n && listed < SAME_LISTED; k++) {
        if (is_same(&items[i], &items[k])) {
            gm_text_addf(out, "%s %d", listed > 0 ? "," : "", items[k].src.line);
            listed++;
        }
    }
    gm_text_add(out, listed < same ? " ..\n" : "\n");
}

void gm_diag_print(gm_diag *diag, FILE *out, bool colour)
{
    gm_arena scratch = {0};
    int n = 0;
    gm_diag_item *items = gm_diag_sorted(diag, &scratch, &n);
    cursor c = {0};
    int shown = 0;
    int told = 0; // also with others
    for (int i = 0; i < n && shown < GM_DIAG_SHOWN; i++) {
        told++;
        if (is_told(items, n, i)) {
            continue;
        }
        gm_mark mark = gm_arena_mark(&scratch);
        gm_text text = gm_text_init(&scratch);
        add_item(&text, diag, &items[i], &c, colour);
        add_others(&text, items, n, i);
        fwrite(text.at, 1, text.len, out);
        gm_arena_rewind(&scratch, mark);
        shown++;
    }
    int more = diag->count + diag->warnings - diag->n + n - told;
    if (more > 0) {
        fprintf(out, ".. and %d more\n", more);
    }
    gm_arena_fini(&scratch);
}

// Help that stands in the text itself, behind what is wrong: "..: write it like `52 s`".
static const char *help_in(const char *text, size_t *len)
{
    static const char *const begins[] = {"; did you mean ", ": did you mean ", "; write ",
                                         ": write "};
    const char *first = NULL;
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        const char *at = strstr(text, begins[i]);
        first = at && (!first || at < first) ? at : first;
    }
    *len = first ? (size_t)(first - text) : strlen(text);
    return first ? first + 2 : NULL;
}

static void put_message(const gm_diag_item *item, gm_arena *scratch, gm_json *json)
{
    size_t len = 0;
    const char *help = help_in(item->text, &len);
    const char *both =
        help && item->hint ? gm_arena_printf(scratch, "%s; %s", help, item->hint) : NULL;
    gm_json_put_text(json, "message", gm_arena_strndup(scratch, item->text, len));
    gm_json_put_text(json, "hint", both ? both : help ? help : item->hint);
}

void gm_diag_write_json(gm_diag *diag, gm_json *json)
{
    gm_arena scratch = {0};
    int n = 0;
    gm_diag_item *items = gm_diag_sorted(diag, &scratch, &n);
    gm_json_begin_array(json);
    for (int i = 0; i < n; i++) {
        const gm_src *src = &items[i].src;
        gm_json_begin_object(json);
        gm_json_put_text(json, "severity", items[i].warning ? "warning" : "error");
        gm_json_put_text(json, "file", src->file);
        gm_json_put_int(json, "line", src->line);
        gm_json_put_int(json, "col", src->col);
        gm_json_put_text(json, "origin", src->origin);
        put_message(&items[i], &scratch, json);
        gm_json_end(json);
    }
    gm_json_end(json);
    gm_arena_fini(&scratch);
}
