// SPDX-License-Identifier: MIT
//
// Reads maps of which a key says what kind they are.

#include "core/schema_parts.h"

#include <string.h>

// Case of a kind word, or -1.
static int find_case(const gm_union *u, const char *word)
{
    for (int i = 0; i < u->n_cases; i++) {
        if (strcmp(u->cases[i].kind, word) == 0) {
            return i;
        }
    }
    return -1;
}

// The entry whose key names the kind, the first in the map; NULL when there is none.
static const gm_node_entry *find_kind(const gm_union *u, const gm_node *map, int *kind)
{
    for (int i = 0; i < map->n; i++) {
        *kind = find_case(u, map->entries[i].key);
        if (*kind >= 0) {
            return &map->entries[i];
        }
    }
    return NULL;
}

static bool unknown_kind(gm_reader *reader, const gm_union *u, const gm_node *node)
{
    if (node->is_faulty) {
        return false; // told already
    }
    const char **kinds = GM_NEW(reader->arena, const char *, u->n_cases);
    for (int i = 0; i < u->n_cases; i++) {
        kinds[i] = u->cases[i].kind;
    }
    if (node->kind == GM_NODE_SCALAR) {
        gm_report_unknown(reader->diag, node->src, u->name, node->text, kinds, u->n_cases);
    } else if (node->kind == GM_NODE_MAP && node->n > 0) {
        if (node->entries[0].value->kind == GM_NODE_SCALAR) {
            GM_ARRAY_PUSH(reader->arena, &reader->lost, node->entries[0].value->text);
        }
        gm_report_unknown(reader->diag, node->entries[0].key_src, u->name, node->entries[0].key,
                          kinds, u->n_cases);
    } else {
        const gm_field row = {.key = u->name, .type = GM_TYPE_UNION};
        gm_expected_fault(reader, &row, node);
    }
    return false;
}

// The name that the kind key gives; NULL without fault where it may have none.
static bool read_kind_name(gm_reader *reader, const gm_table *table, const gm_node_entry *entry,
                           const char **name)
{
    *name = NULL;
    if (gm_table_row(table, entry->key) ||
        (table->name_optional && entry->value->kind == GM_NODE_NULL)) {
        return true;
    }
    const char *text = gm_read_scalar(reader, entry->value, "a name");
    if (!text || !gm_check_name(reader, entry->value->src, text)) {
        return false;
    }
    *name = text;
    return true;
}

bool gm_read_union(gm_reader *reader, const gm_union *u, const gm_node *node,
                   gm_union_item *item)
{
    *item = (gm_union_item){.kind = -1, .src = node->src};
    int kind = -1;
    const gm_node_entry *entry = NULL;
    const gm_node *map = node;
    if (node->kind == GM_NODE_MAP) {
        entry = find_kind(u, node, &kind);
    } else if (node->kind == GM_NODE_SCALAR && find_case(u, node->text) >= 0) {
        // A bare word stands for a map of that key without value.
        gm_node *bare = gm_node_map(reader->arena, node->src);
        gm_node_set(reader->arena, bare, node->text, gm_node_null(reader->arena, node->src));
        map = bare;
        entry = find_kind(u, bare, &kind);
    }
    if (!entry) {
        return unknown_kind(reader, u, node);
    }
    const gm_table *table = u->cases[kind].table;
    bool ok = read_kind_name(reader, table, entry, &item->name);
    size_t len = reader->path.len;
    gm_path_push(reader, item->name ? item->name : u->cases[kind].kind);
    item->kind = kind;
    item->item = gm_arena_alloc(reader->arena, table->size, _Alignof(max_align_t));
    gm_identity id = {.name = item->name, .kind = u->cases[kind].kind};
    ok = gm_read_rows(reader, table, map, item->item, id) && ok;
    gm_path_pop(reader, len);
    return ok;
}
