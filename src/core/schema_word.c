// SPDX-License-Identifier: MIT
//
// Reads words of a schema table: texts, names, references, switches and enumerations.

#include "core/assert.h"
#include "core/schema.h"
#include "core/schema_parts.h"

#include <string.h>

#define NAME_MAX_BYTES 64
#define OWNER_BYTES    128

bool gm_expected_fault(gm_reader *reader, const gm_field *field, const gm_node *node)
{
    char expected[GM_EXPECTED_BYTES];
    char owner[OWNER_BYTES];
    if (node->is_faulty) {
        return false; // told already
    }
    gm_owner_text(reader, owner, sizeof owner);
    gm_expected(field, expected);
    const char *got = node->kind == GM_NODE_SCALAR ? node->text : gm_node_kind_text(node->kind);
    const char *quote = node->kind == GM_NODE_SCALAR ? "'" : "";
    gm_diag_error(reader->diag, node->src, "%s%s%sexpected %s, got %s%.80s%s", owner,
                  field->key ? field->key : "", field->key ? ": " : "", expected, quote, got,
                  quote);
    return false;
}

bool gm_is_name(const char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.') {
            return false;
        }
    }
    return len > 0 && len <= NAME_MAX_BYTES;
}

bool gm_check_name(gm_reader *reader, gm_src src, const char *text)
{
    if (gm_is_name(text)) {
        return true;
    }
    gm_diag_error(reader->diag, src, "'%.80s' is not a name", text);
    gm_diag_hint(reader->diag, "a name has letters, digits, `-` and `_`, at most %d",
                 NAME_MAX_BYTES);
    return false;
}

static bool read_bool(gm_reader *reader, const gm_field *field, const gm_node *node,
                      bool *member)
{
    const char *text = node->kind == GM_NODE_SCALAR ? node->text : "";
    if (strcmp(text, "yes") == 0 || strcmp(text, "true") == 0) {
        *member = true;
        return true;
    }
    if (strcmp(text, "no") == 0 || strcmp(text, "false") == 0) {
        *member = false;
        return true;
    }
    return gm_expected_fault(reader, field, node);
}

static bool read_enum(gm_reader *reader, const gm_field *field, const gm_node *node,
                      int *member)
{
    if (node->kind != GM_NODE_SCALAR) {
        return gm_expected_fault(reader, field, node);
    }
    int n = 0;
    for (; field->words[n]; n++) {
        if (strcmp(field->words[n], node->text) == 0) {
            *member = n;
            return true;
        }
    }
    gm_report_unknown(reader->diag, node->src, field->key ? field->key : "word", node->text,
                      field->words, n);
    return false;
}

static bool read_text(gm_reader *reader, const gm_field *field, const gm_node *node,
                      void *member)
{
    if (node->kind != GM_NODE_SCALAR) {
        return gm_expected_fault(reader, field, node);
    }
    if (field->type != GM_TYPE_TEXT && !gm_check_name(reader, node->src, node->text)) {
        return false;
    }
    if (field->type == GM_TYPE_REF) {
        memcpy(member, &(gm_ref){node->text, node->src, -1}, sizeof(gm_ref));
    } else {
        memcpy(member, &node->text, sizeof node->text);
    }
    return true;
}

bool gm_read_word_field(gm_reader *reader, const gm_field *field, const gm_node *node,
                        void *member)
{
    if (field->type == GM_TYPE_BOOL) {
        return read_bool(reader, field, node, member);
    }
    if (field->type == GM_TYPE_ENUM) {
        return read_enum(reader, field, node, member);
    }
    return read_text(reader, field, node, member);
}
