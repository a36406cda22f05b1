// SPDX-License-Identifier: MIT

#include "core/node.h"

#include "core/array.h"
#include "core/assert.h"

#include <string.h>

static gm_node *make(gm_arena *arena, gm_src src, gm_node_kind kind)
{
    gm_node *node = GM_NEW(arena, gm_node, 1);
    node->kind = kind;
    node->src = src;
    return node;
}

gm_node *gm_node_scalar(gm_arena *arena, gm_src src, const char *text)
{
    gm_node *node = make(arena, src, GM_NODE_SCALAR);
    node->text = gm_arena_strdup(arena, text);
    return node;
}

gm_node *gm_node_null(gm_arena *arena, gm_src src)
{
    gm_node *node = make(arena, src, GM_NODE_NULL);
    node->text = "";
    return node;
}

gm_node *gm_node_map(gm_arena *arena, gm_src src)
{
    return make(arena, src, GM_NODE_MAP);
}

gm_node *gm_node_seq(gm_arena *arena, gm_src src)
{
    return make(arena, src, GM_NODE_SEQ);
}

// Index of a key, or -1.
static int find(const gm_node *node, const char *key)
{
    if (!node || node->kind != GM_NODE_MAP) {
        return -1;
    }
    for (int i = 0; i < node->n; i++) {
        if (strcmp(node->entries[i].key, key) == 0) {
            return i;
        }
    }
    return -1;
}

gm_node *gm_node_get(const gm_node *node, const char *key)
{
    int i = find(node, key);
    return i < 0 ? NULL : node->entries[i].value;
}

void gm_node_append(gm_arena *arena, gm_node *map, gm_node_entry entry)
{
    GM_REQUIRE(map->kind == GM_NODE_MAP && entry.key && entry.value);
    map->entries = gm_array_room(arena, map->entries, map->n, &map->cap, sizeof entry);
    map->entries[map->n] = entry;
    map->n += 1;
}

void gm_node_set(gm_arena *arena, gm_node *map, const char *key, gm_node *value)
{
    GM_REQUIRE(map->kind == GM_NODE_MAP && value);
    int i = find(map, key);
    if (i >= 0) {
        map->entries[i].value = value;
        return;
    }
    gm_node_entry entry = {gm_arena_strdup(arena, key), value->src, value};
    gm_node_append(arena, map, entry);
}

void gm_node_push(gm_arena *arena, gm_node *seq, gm_node *item)
{
    GM_REQUIRE(seq->kind == GM_NODE_SEQ && item);
    gm_node **items = seq->items;
    seq->items = gm_array_room(arena, items, seq->n, &seq->cap, sizeof(gm_node *));
    seq->items[seq->n] = item;
    seq->n += 1;
}

bool gm_node_remove(gm_node *map, const char *key)
{
    int i = find(map, key);
    if (i < 0) {
        return false;
    }
    map->n -= 1;
    memmove(&map->entries[i], &map->entries[i + 1],
            (size_t)(map->n - i) * sizeof map->entries[0]);
    return true;
}

gm_node *gm_node_clone(gm_arena *arena, const gm_node *node)
{
    gm_node *copy = GM_NEW(arena, gm_node, 1);
    *copy = *node;
    copy->cap = node->n;
    if (node->kind == GM_NODE_MAP) {
        copy->entries = GM_NEW(arena, gm_node_entry, node->n);
        for (int i = 0; i < node->n; i++) {
            copy->entries[i] = node->entries[i];
            copy->entries[i].value = gm_node_clone(arena, node->entries[i].value);
        }
    } else if (node->kind == GM_NODE_SEQ) {
        copy->items = GM_NEW(arena, gm_node *, node->n);
        for (int i = 0; i < node->n; i++) {
            copy->items[i] = gm_node_clone(arena, node->items[i]);
        }
    }
    return copy;
}

bool gm_node_equal(const gm_node *a, const gm_node *b)
{
    if (a->kind != b->kind || a->n != b->n) {
        return false;
    }
    if (a->kind == GM_NODE_SCALAR) {
        return strcmp(a->text, b->text) == 0;
    }
    for (int i = 0; i < a->n; i++) {
        const gm_node *x = a->kind == GM_NODE_MAP ? a->entries[i].value : a->items[i];
        const gm_node *y = b->kind == GM_NODE_MAP ? b->entries[i].value : b->items[i];
        bool same_key =
            a->kind != GM_NODE_MAP || strcmp(a->entries[i].key, b->entries[i].key) == 0;
        if (!same_key || !gm_node_equal(x, y)) {
            return false;
        }
    }
    return true;
}

const char *gm_node_kind_text(gm_node_kind kind)
{
    switch (kind) {
    case GM_NODE_NULL:
        return "nothing";
    case GM_NODE_SCALAR:
        return "a value";
    case GM_NODE_MAP:
        return "a map";
    case GM_NODE_SEQ:
        return "a list";
    }
    return "";
}
