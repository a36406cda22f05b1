// SPDX-License-Identifier: MIT

#include "twin/stated.h"

#include "core/array.h"

#include <stdio.h>
#include <string.h>

static const char *const sections[] = {"parts",     "plant", "crews", "calendars",
                                       "headcount", "facts", NULL};

// Keys of a step that carry its name; a list item goes by it in a path.
static const char *const names[] = {"station", "buffer", "source", "conveyor", "moving-line",
                                    "sink",    "shop",   "name",   NULL};

typedef struct walk {
    gm_arena *arena;
    gm_text path;
    GM_ARRAY(gm_unstated) found;
} walk;

static bool is_law(const char *text)
{
    size_t word = strspn(text, "abcdefghijklmnopqrstuvwxyz-");
    return word > 0 && text[word] == '(' && text[strlen(text) - 1] == ')';
}

static bool is_number(const gm_node *node)
{
    gm_quantity q;
    char why[GM_UNIT_ERROR_BYTES];
    return !node->quoted && (gm_quantity_parse(node->text, &q, why) || is_law(node->text));
}

static const char *name_of(const gm_node *node)
{
    for (int i = 0; names[i] && node->kind == GM_NODE_MAP; i++) {
        const gm_node *name = gm_node_get(node, names[i]);
        if (name && name->kind == GM_NODE_SCALAR) {
            return name->text;
        }
    }
    return NULL;
}

static void go(walk *w, const gm_node *node);

static void go_into(walk *w, const char *word, const gm_node *node)
{
    size_t len = w->path.len;
    gm_text_addf(&w->path, "%s%s", len > 0 ? "." : "", word);
    go(w, node);
    gm_text_cut(&w->path, len);
}

static void go_items(walk *w, const gm_node *node)
{
    for (int i = 0; i < node->n; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d", i);
        const char *name = name_of(node->items[i]);
        go_into(w, name ? name : number, node->items[i]);
    }
}

// A line is a list of steps, or a map with the list under `steps`, which no path names.
static void go_entries(walk *w, const gm_node *node)
{
    for (int i = 0; i < node->n; i++) {
        const gm_node_entry *entry = &node->entries[i];
        if (strcmp(entry->key, "steps") == 0 && entry->value->kind == GM_NODE_SEQ) {
            go_items(w, entry->value);
        } else {
            go_into(w, entry->key, entry->value);
        }
    }
}

static void go(walk *w, const gm_node *node)
{
    switch (node->kind) {
    case GM_NODE_NULL:
        break;
    case GM_NODE_SCALAR:
        if (node->src.file && is_number(node)) {
            gm_unstated one = {gm_arena_strdup(w->arena, w->path.at), node->text, node->src};
            GM_ARRAY_PUSH(w->arena, &w->found, one);
        }
        break;
    case GM_NODE_SEQ:
        go_items(w, node);
        break;
    case GM_NODE_MAP:
        if (!gm_node_get(node, "value")) { // that is an input
            go_entries(w, node);
        }
        break;
    }
}

gm_stated gm_stated_of(const gm_model *model, gm_arena *arena)
{
    gm_stated out = {0};
    for (int32_t i = 0; i < model->n_inputs; i++) {
        out.by[model->inputs[i].confidence] += 1;
    }
    walk w = {.arena = arena, .path = gm_text_init(arena)};
    for (int i = 0; sections[i]; i++) {
        const gm_node *section = gm_node_get(model->root, sections[i]);
        if (section) {
            go_into(&w, sections[i], section);
        }
    }
    out.n_unstated = w.found.n;
    out.unstated = w.found.items;
    return out;
}
