// SPDX-License-Identifier: MIT

#include "twin/source_text.h"

#include "core/file.h"
#include "core/yaml_scan.h"
#include "core/yaml_span.h"

#include <string.h>

// Stand-ins of the private use area, U+F8FE and U+F8FF, three bytes each in UTF-8.
#define COMMA      "\xef\xa3\xbe"
#define COLON      "\xef\xa3\xbf"
#define MARK_BYTES 3
#define OPEN_MAX   64 // unclosed parentheses in a line, behind which no more is looked for

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// The byte behind the parenthesis that closes the one at text.at[open] in its line, or 0.
static size_t end_of_call(gm_slice text, size_t open)
{
    int depth = 0;
    for (size_t i = open; i < text.len && text.at[i] != '\n'; i++) {
        depth += text.at[i] == '(';
        depth -= text.at[i] == ')';
        if (depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

static void hide_calls(gm_slice text, gm_text *out)
{
    size_t call_end = 0;
    int n_open = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        n_open = c == '\n' ? 0 : n_open;
        if (c == '(' && i >= call_end && i > 0 && is_word(text.at[i - 1]) &&
            n_open < OPEN_MAX) {
            call_end = end_of_call(text, i);
            n_open += call_end == 0;
        }
        if (i < call_end && c == ',') {
            gm_text_add(out, COMMA);
        } else if (i < call_end && c == ':') {
            gm_text_add(out, COLON);
        } else {
            gm_text_add_n(out, &c, 1);
        }
    }
}

// Gives a text its commas and colons back, in place: it only gets shorter.
static void show_calls(char *text)
{
    char *to = text;
    for (const char *at = text; *at;) {
        if (strncmp(at, COMMA, MARK_BYTES) == 0 || strncmp(at, COLON, MARK_BYTES) == 0) {
            *to = at[MARK_BYTES - 1] == COMMA[MARK_BYTES - 1] ? ',' : ':';
            at += MARK_BYTES;
        } else {
            *to = *at;
            at += 1;
        }
        to += 1;
    }
    *to = '\0';
}

static const char *shown(gm_arena *arena, const char *text)
{
    if (!strstr(text, COMMA) && !strstr(text, COLON)) {
        return text;
    }
    char *copy = gm_arena_strdup(arena, text);
    show_calls(copy);
    return copy;
}

static void show_tree(gm_arena *arena, gm_node *node)
{
    if (node->text) {
        node->text = shown(arena, node->text);
    }
    for (int i = 0; i < node->n; i++) {
        if (node->kind == GM_NODE_MAP) {
            node->entries[i].key = shown(arena, node->entries[i].key);
            show_tree(arena, node->entries[i].value);
        } else {
            show_tree(arena, node->items[i]);
        }
    }
}

gm_status gm_source_read_text(const char *name, gm_slice text, gm_arena *arena, gm_diag *diag,
                              gm_node **out)
{
    gm_arena scratch = {0};
    text = gm_yaml_skip_mark(text);
    gm_text hidden = gm_text_init(&scratch);
    hide_calls(text, &hidden);
    gm_slice safe = {hidden.at, hidden.len};
    gm_status status = gm_yaml_read_text(name, safe, arena, diag, out);
    gm_diag_add_source(diag, name, text.at, text.len);
    if (*out) {
        show_tree(arena, *out);
    }
    gm_arena_fini(&scratch);
    return status;
}

gm_status gm_source_read_file(const char *path, gm_arena *arena, gm_diag *diag, gm_node **out)
{
    *out = NULL;
    const char *name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    const char *why = NULL;
    gm_arena scratch = {0};
    gm_text text = gm_text_init(&scratch);
    gm_status status = gm_file_read(path, GM_YAML_BYTES_MAX, &text, &why);
    if (status == GM_OK) {
        status = gm_source_read_text(name, (gm_slice){text.at, text.len}, arena, diag, out);
    } else {
        gm_diag_error(diag, (gm_src){.file = name}, "%s", why);
    }
    gm_arena_fini(&scratch);
    return status;
}

// Byte of the n-th character.
static size_t byte_of(gm_slice text, size_t n)
{
    size_t at = 0;
    while (n > 0 && at < text.len) {
        at++;
        while (at < text.len && ((unsigned char)text.at[at] & 0xC0u) == 0x80u) {
            at++;
        }
        n--;
    }
    return at;
}

bool gm_source_span(gm_slice text, int line, int col, size_t *from, size_t *to)
{
    gm_arena scratch = {0};
    gm_slice bare = gm_yaml_skip_mark(text);
    size_t mark = text.len - bare.len;
    gm_text hidden = gm_text_init(&scratch);
    hide_calls(bare, &hidden); // one character for another: places stay
    size_t first;
    size_t last;
    bool ok = gm_yaml_span((gm_slice){hidden.at, hidden.len}, line, col, &first, &last);
    if (ok) {
        *from = mark + byte_of(bare, first);
        *to = mark + byte_of(bare, last);
    }
    gm_arena_fini(&scratch);
    return ok;
}
