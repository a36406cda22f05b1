// SPDX-License-Identifier: MIT

#include "twin/from_table.h"

#include "tables/open.h"

#include "core/schema.h"

#include <string.h>

#define MOST_WORDS 16

bool gm_ask_check_keys(gm_table_reader *reader, const gm_node *ask, const char *const *words)
{
    bool ok = true;
    int n = 0;
    while (words[n]) {
        n++;
    }
    for (int i = 0; i < ask->n; i++) {
        bool is_known = false;
        for (int k = 0; k < n; k++) {
            is_known |= strcmp(words[k], ask->entries[i].key) == 0;
        }
        if (!is_known) {
            gm_report_unknown(reader->overlay->diag, ask->entries[i].key_src, "key",
                              ask->entries[i].key, words, n);
            ok = false;
        }
    }
    return ok;
}

const char *gm_ask_text(gm_table_reader *reader, const gm_node *ask, const char *key)
{
    const gm_node *value = gm_node_get(ask, key);
    if (!value || value->is_faulty) {
        return NULL;
    }
    if (value->kind != GM_NODE_SCALAR) {
        gm_diag_error(reader->overlay->diag, value->src, "%s: expected a text, got %s", key,
                      gm_node_kind_text(value->kind));
        return NULL;
    }
    return value->text;
}

// ---- files

// Beside the file that asks; --set asks for the first file.
static const char *path_of(const gm_table_reader *reader, const gm_node *from)
{
    gm_arena *arena = reader->overlay->arena;
    const char *asks = from->src.file && !from->src.origin ? from->src.file : reader->base;
    const char *slash = strrchr(asks, '/');
    if (from->text[0] == '/' || !slash) {
        return from->text;
    }
    return gm_arena_printf(arena, "%.*s/%s", (int)(slash - asks), asks, from->text);
}

static bool is_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

const gm_records *gm_table_of_ask(gm_table_reader *reader, const gm_node *ask)
{
    gm_overlay *overlay = reader->overlay;
    const gm_node *from = gm_node_get(ask, "from");
    const char *what = gm_ask_text(reader, ask, "table");
    const char *path = path_of(reader, from);
    for (int i = 0; i < reader->opened.n; i++) {
        gm_opened_table *known = &reader->opened.items[i];
        if (strcmp(known->path, path) == 0 && is_same(known->what, what)) {
            return known->is_read ? &known->records : NULL; // else told already
        }
    }
    gm_opened_table table = {.path = path, .what = what};
    const char *origin = gm_arena_printf(overlay->arena, "read for %s:%d:%d",
                                         from->src.file ? from->src.file : "--set",
                                         from->src.line, from->src.col);
    gm_records_ask want = {
        .path = path, .what = what, .origin = origin, .src = from->src, .only_files = true};
    table.is_read =
        gm_table_open(&want, overlay->arena, overlay->diag, &table.records) == GM_OK;
    GM_ARRAY_PUSH(overlay->arena, &reader->opened, table);
    // Where the table is named is what `files` is for: outputs may not go over it.
    if (table.is_read) {
        GM_ARRAY_PUSH(overlay->arena, &overlay->files, path);
    }
    return table.is_read ? &reader->opened.items[reader->opened.n - 1].records : NULL;
}

// ---- the tree

static bool asks(const gm_node *node)
{
    const gm_node *from = node->kind == GM_NODE_MAP ? gm_node_get(node, "from") : NULL;
    return from && from->kind == GM_NODE_SCALAR && !from->is_faulty &&
           gm_table_is_name(from->text);
}

static gm_node *replaced(gm_table_reader *reader, const char *key, gm_node *node)
{
    gm_node *with = NULL;
    if (key && strcmp(key, "tasks") == 0) {
        with = gm_tasks_from_table(reader, node);
    } else if (key && strcmp(key, "plan") == 0) {
        with = gm_plan_from_table(reader, node);
    } else {
        with = gm_law_from_table(reader, node);
    }
    if (!with) {
        with = gm_node_scalar(reader->overlay->arena, node->src, "0");
        with->is_faulty = true; // told already
    }
    return with;
}

static void replace_in(gm_table_reader *reader, const char *key, gm_node *node)
{
    for (int i = 0; i < node->n; i++) {
        bool is_map = node->kind == GM_NODE_MAP;
        const char *inner = is_map ? node->entries[i].key : key;
        gm_node **value = is_map ? &node->entries[i].value : &node->items[i];
        if (asks(*value)) {
            *value = replaced(reader, inner, *value);
        } else {
            replace_in(reader, inner, *value);
        }
    }
}

void gm_overlay_tables(gm_overlay *overlay)
{
    gm_table_reader reader = {.overlay = overlay, .base = overlay->files.items[0]};
    for (int i = 0; i < overlay->root->n; i++) {
        const char *key = overlay->root->entries[i].key;
        bool is_applied = strcmp(key, "scenarios") == 0 || strcmp(key, "defaults") == 0;
        if (!is_applied) {
            replace_in(&reader, key, overlay->root->entries[i].value);
        }
    }
}
