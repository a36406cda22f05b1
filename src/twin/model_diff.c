// SPDX-License-Identifier: MIT

#include "twin/model_diff.h"

#include "core/array.h"
#include "core/text.h"
#include "twin/path.h"

#include <stdlib.h>
#include <string.h>

typedef struct differ {
    gm_arena *arena;
    gm_text path;
    GM_ARRAY(gm_model_change) changes;
} differ;

static size_t enter(differ *d, const char *step)
{
    size_t len = d->path.len;
    gm_text_addf(&d->path, "%s%s", len > 0 ? "." : "", step);
    return len;
}

static void leave(differ *d, size_t len)
{
    d->path.len = len;
    d->path.at[len] = '\0';
}

static void add(differ *d, const gm_node *was, const gm_node *is, bool is_order)
{
    gm_model_change change = {gm_arena_strdup(d->arena, d->path.at), was, is, is_order};
    GM_ARRAY_PUSH(d->arena, &d->changes, change);
}

static void compare(differ *d, const gm_node *was, const gm_node *is);

static void compare_maps(differ *d, const gm_node *was, const gm_node *is)
{
    for (int i = 0; i < was->n; i++) {
        size_t len = enter(d, was->entries[i].key);
        compare(d, was->entries[i].value, gm_node_get(is, was->entries[i].key));
        leave(d, len);
    }
    for (int i = 0; i < is->n; i++) {
        if (!gm_node_get(was, is->entries[i].key)) {
            size_t len = enter(d, is->entries[i].key);
            compare(d, NULL, is->entries[i].value);
            leave(d, len);
        }
    }
}

// ---- lists

static bool have_one_name(const gm_node *a, const gm_node *b)
{
    const char *name = gm_path_item_name(a);
    const char *other = gm_path_item_name(b);
    return name && other ? strcmp(name, other) == 0 : !name && !other;
}

// The place in `list` of what is the same as item i of `own`: of those with its name, or of those
// without one, that with the same number; -1: there is none.
static int partner(const gm_node *list, const gm_node *own, int i)
{
    int number = 0;
    for (int k = 0; k < i; k++) {
        number += have_one_name(own->items[k], own->items[i]) ? 1 : 0;
    }
    for (int k = 0; k < list->n; k++) {
        if (have_one_name(list->items[k], own->items[i]) && number-- == 0) {
            return k;
        }
    }
    return -1;
}

static size_t enter_item(differ *d, const gm_node *item, int i)
{
    const char *name = gm_path_item_name(item);
    return enter(d, name ? name : gm_arena_printf(d->arena, "%d", i));
}

static void compare_lists(differ *d, const gm_node *was, const gm_node *is)
{
    int last = -1;
    bool is_order = false;
    for (int i = 0; i < was->n; i++) {
        int k = partner(is, was, i);
        is_order |= k >= 0 && k < last;
        last = k > last ? k : last;
        size_t len = enter_item(d, was->items[i], i);
        compare(d, was->items[i], k >= 0 ? is->items[k] : NULL);
        leave(d, len);
    }
    for (int k = 0; k < is->n; k++) {
        if (partner(was, is, k) < 0) {
            size_t len = enter_item(d, is->items[k], k);
            compare(d, NULL, is->items[k]);
            leave(d, len);
        }
    }
    if (is_order) {
        add(d, was, is, true);
    }
}

static void compare(differ *d, const gm_node *was, const gm_node *is)
{
    if (was && is && gm_node_equal(was, is)) {
        return;
    }
    if (was && is && was->kind == GM_NODE_MAP && is->kind == GM_NODE_MAP) {
        compare_maps(d, was, is);
    } else if (was && is && was->kind == GM_NODE_SEQ && is->kind == GM_NODE_SEQ) {
        compare_lists(d, was, is);
    } else {
        add(d, was, is, false);
    }
}

gm_model_diff gm_model_compare(const gm_model *was, const gm_model *is, gm_arena *arena)
{
    differ d = {.arena = arena, .path = gm_text_init(arena)};
    gm_text_addf(&d.path, "%s", "");
    gm_node *trees[2] = {gm_model_resolved(was, arena), gm_model_resolved(is, arena)};
    for (int i = 0; i < 2; i++) {
        gm_node_remove(trees[i], "scenarios");
    }
    compare(&d, trees[0], trees[1]);
    return (gm_model_diff){d.changes.n, d.changes.items};
}

// ---- words

static void write_brief(const gm_node *node, size_t most, gm_text *out)
{
    if (out->len > most) {
        return;
    }
    if (node->kind == GM_NODE_NULL || node->kind == GM_NODE_SCALAR) {
        gm_text_addf(out, "%s", node->kind == GM_NODE_NULL ? "~" : node->text);
        return;
    }
    bool is_map = node->kind == GM_NODE_MAP;
    gm_text_addf(out, "%s", is_map ? "{" : "[");
    for (int i = 0; i < node->n && out->len <= most; i++) {
        gm_text_addf(out, "%s%s%s", i > 0 ? ", " : "", is_map ? node->entries[i].key : "",
                     is_map ? ": " : "");
        write_brief(is_map ? node->entries[i].value : node->items[i], most, out);
    }
    gm_text_addf(out, "%s", is_map ? "}" : "]");
}

const char *gm_node_brief(const gm_node *node, int most, gm_arena *arena)
{
    gm_text text = gm_text_init(arena);
    write_brief(node, (size_t)most, &text);
    if (text.len <= (size_t)most) {
        return text.at;
    }
    size_t cut = (size_t)most;
    while (cut > 0 && ((unsigned char)text.at[cut] & 0xc0) == 0x80) {
        cut--; // not in the middle of a character
    }
    return gm_arena_printf(arena, "%.*s ..", (int)cut, text.at);
}
