// SPDX-License-Identifier: MIT

#include "twin/source_text.h"

#include "core/yaml_scan.h"

#include <errno.h>
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

static const char *reason_of(int error)
{
    switch (error) {
    case ENOENT:
        return "there is no such file";
    case EACCES:
        return "no permission to read the file";
    case EISDIR:
        return "this is a folder, not a file";
    default:
        return "the file could not be read";
    }
}

// The bytes of a stream, at most a part more than a model file may have.
static bool read_stream(FILE *in, gm_text *text)
{
    char part[16384];
    while (text->len <= GM_YAML_BYTES_MAX) {
        size_t n = fread(part, 1, sizeof part, in);
        if (n == 0) {
            break;
        }
        gm_text_add_n(text, part, n);
    }
    return !ferror(in);
}

gm_status gm_source_read_file(const char *path, gm_arena *arena, gm_diag *diag, gm_node **out)
{
    *out = NULL;
    bool from_input = strcmp(path, "-") == 0;
    const char *name = from_input ? "<stdin>" : path;
    errno = 0;
    FILE *in = from_input ? stdin : fopen(path, "rb");
    gm_arena scratch = {0};
    gm_text text = gm_text_init(&scratch);
    bool is_read = in && read_stream(in, &text);
    int error = errno;
    if (in && !from_input) {
        fclose(in);
    }
    gm_status status = GM_ERR_IO;
    if (is_read) {
        gm_slice bytes = {text.at, text.len};
        status = gm_source_read_text(name, bytes, arena, diag, out);
    } else {
        gm_diag_error(diag, (gm_src){.file = name}, "%s", reason_of(error));
    }
    gm_arena_fini(&scratch);
    return status;
}
