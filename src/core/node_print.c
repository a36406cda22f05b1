// SPDX-License-Identifier: MIT
//
// Writes a tree as YAML in block style.

#include "core/assert.h"
#include "core/node.h"
#include "core/text.h"
#include "core/yaml_scan.h"

#include <string.h>

typedef struct printer {
    FILE *out;
    bool origins;
} printer;

static bool is_null_word(const char *text)
{
    return strcmp(text, "~") == 0 || gm_text_equal_nocase(text, "null");
}

// A character that a file may not hold as it is, or a line end or tab.
static bool has_special(const char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len;) {
        uint32_t code = 0;
        int n = gm_utf8_decode(text + i, len - i, &code);
        if (n == 0 || code < 0x20 || !gm_yaml_may_hold(code)) {
            return true;
        }
        i += (size_t)n;
    }
    return false;
}

// True when YAML reads the plain text back as this very scalar. Rather too strict.
static bool is_plain(const char *text)
{
    size_t len = strlen(text);
    if (len == 0 || is_null_word(text) || has_special(text) || strcmp(text, "<<") == 0) {
        return false;
    }
    bool minus_number = text[0] == '-' && text[1] >= '0' && text[1] <= '9';
    if (strchr(" -?:,[]{}#&*!|>'\"%@`.=", text[0]) && !minus_number) {
        return false;
    }
    return !strstr(text, ": ") && !strstr(text, " #") && text[len - 1] != ':' &&
           text[len - 1] != ' ' && len < 100;
}

// One character between quotes, escaped where it must be. Returns its bytes.
static size_t print_char(FILE *out, const char *at, size_t len)
{
    uint32_t code = 0;
    int n = gm_utf8_decode(at, len, &code);
    if (n == 0) {
        fputs("\\uFFFD", out); // not UTF-8: the replacement character
        return 1;
    }
    if (code == '"' || code == '\\') {
        fprintf(out, "\\%c", *at);
    } else if (code == '\n') {
        fputs("\\n", out);
    } else if (code < 0x20 || !gm_yaml_may_hold(code)) {
        fprintf(out, "\\u%04X", (unsigned)code); // all of these are below U+10000
    } else {
        fwrite(at, 1, (size_t)n, out);
    }
    return (size_t)n;
}

static void print_quoted(FILE *out, const char *text)
{
    size_t len = strlen(text);
    fputc('"', out);
    for (size_t i = 0; i < len;) {
        i += print_char(out, text + i, len - i);
    }
    fputc('"', out);
}

static void print_text(FILE *out, const char *text, bool quoted)
{
    if (quoted || !is_plain(text)) {
        print_quoted(out, text);
    } else {
        fputs(text, out);
    }
}

static void end_line(const printer *p, gm_src src)
{
    if (p->origins && src.origin) {
        fputs("  # ", p->out);
        for (const char *at = src.origin; *at; at++) {
            fputc((unsigned char)*at < 0x20 ? ' ' : *at, p->out);
        }
    } else if (p->origins && src.file && !has_special(src.file)) {
        fprintf(p->out, "  # %s:%d", src.file, src.line);
    }
    fputc('\n', p->out);
}

static void print_items(const printer *p, const gm_node *node, int indent, bool hanging);

// What follows `key:` or `-` on its line and below.
static void print_value(const printer *p, const gm_node *node, gm_src line_src, int indent)
{
    switch (node->kind) {
    case GM_NODE_NULL:
        fputs(" null", p->out);
        end_line(p, node->src);
        return;
    case GM_NODE_SCALAR:
        fputc(' ', p->out);
        print_text(p->out, node->text, node->quoted);
        end_line(p, node->src);
        return;
    case GM_NODE_MAP:
    case GM_NODE_SEQ:
        if (node->n == 0) {
            fputs(node->kind == GM_NODE_MAP ? " {}" : " []", p->out);
            end_line(p, node->src);
            return;
        }
        end_line(p, line_src);
        print_items(p, node, indent, false);
        return;
    }
}

// A map that is an item of a list hangs on the dash: its first line has its indent already.
static void print_items(const printer *p, const gm_node *node, int indent, bool hanging)
{
    for (int i = 0; i < node->n; i++) {
        if (i > 0 || !hanging) {
            fprintf(p->out, "%*s", indent, "");
        }
        if (node->kind == GM_NODE_MAP) {
            const gm_node_entry *entry = &node->entries[i];
            print_text(p->out, entry->key, false);
            fputc(':', p->out);
            print_value(p, entry->value, entry->key_src, indent + 2);
            continue;
        }
        const gm_node *item = node->items[i];
        fputc('-', p->out);
        if (item->kind == GM_NODE_MAP && item->n > 0) {
            fputc(' ', p->out);
            print_items(p, item, indent + 2, true);
        } else {
            print_value(p, item, item->src, indent + 2);
        }
    }
}

void gm_node_print(const gm_node *node, FILE *out, bool origins)
{
    printer p = {out, origins};
    bool block = (node->kind == GM_NODE_MAP || node->kind == GM_NODE_SEQ) && node->n > 0;
    if (block) {
        print_items(&p, node, 0, false);
    } else {
        fputs("---", out);
        print_value(&p, node, node->src, 0);
    }
}
