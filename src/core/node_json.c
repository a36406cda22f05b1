// SPDX-License-Identifier: MIT
//
// Writes a tree, and where its values come from, as JSON.

#include "core/node.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

void gm_node_write_json(const gm_node *node, gm_json *json)
{
    switch (node->kind) {
    case GM_NODE_NULL:
        gm_json_null(json);
        return;
    case GM_NODE_SCALAR:
        gm_json_text(json, node->text);
        return;
    case GM_NODE_MAP:
        gm_json_begin_object(json);
        for (int i = 0; i < node->n; i++) {
            gm_json_key(json, node->entries[i].key);
            gm_node_write_json(node->entries[i].value, json);
        }
        gm_json_end(json);
        return;
    case GM_NODE_SEQ:
        gm_json_begin_array(json);
        for (int i = 0; i < node->n; i++) {
            gm_node_write_json(node->items[i], json);
        }
        gm_json_end(json);
        return;
    }
}

// A step of a JSON pointer, RFC 6901: `~` and `/` are escaped.
static void add_step(gm_text *path, const char *step)
{
    gm_text_add(path, "/");
    for (; *step; step++) {
        if (*step == '~' || *step == '/') {
            gm_text_add(path, *step == '~' ? "~0" : "~1");
        } else {
            gm_text_add_n(path, step, 1);
        }
    }
}

static void put_origin(gm_src src, const char *path, gm_json *json)
{
    char place[1024];
    if (src.origin) {
        gm_json_put_text(json, path, src.origin);
    } else if (src.file) {
        snprintf(place, sizeof place, "%s:%d:%d", src.file, src.line, src.col);
        gm_json_put_text(json, path, place);
    }
}

static void put_origins(const gm_node *node, gm_text *path, gm_json *json)
{
    if (node->n == 0) {
        put_origin(node->src, path->at, json);
    }
    for (int i = 0; i < node->n; i++) {
        char number[16];
        size_t len = path->len;
        bool is_map = node->kind == GM_NODE_MAP;
        snprintf(number, sizeof number, "%d", i);
        add_step(path, is_map ? node->entries[i].key : number);
        put_origins(is_map ? node->entries[i].value : node->items[i], path, json);
        gm_text_cut(path, len);
    }
}

void gm_node_write_origins(const gm_node *node, gm_json *json)
{
    gm_arena scratch = {0};
    gm_text path = gm_text_init(&scratch);
    gm_json_begin_object(json);
    put_origins(node, &path, json);
    gm_json_end(json);
    gm_arena_fini(&scratch);
}
