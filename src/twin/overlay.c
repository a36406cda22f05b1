// SPDX-License-Identifier: MIT
//
// Includes: files are read depth first and joined map by map.

#include "twin/overlay.h"

#include "core/os_file.h"
#include "core/text.h"
#include "twin/source_text.h"

#include <string.h>

#define INCLUDE_DEPTH_MAX 16

// A file on the way from the first one to the one that is read.
typedef struct visit {
    const char *path;
    const struct visit *from;
    int depth;
} visit;

// ---- paths of files

// Takes `.` and `a/..` out, so that one file has one path.
static const char *clean_path(gm_arena *arena, const char *path)
{
    gm_text out = gm_text_init(arena);
    gm_slice rest = gm_slice_of(path);
    gm_slice part;
    bool absolute = path[0] == '/';
    while (gm_slice_cut(&rest, '/', &part)) {
        if (part.len == 0 || gm_slice_equal(part, ".")) {
            continue;
        }
        const char *slash = strrchr(out.at, '/');
        const char *last = slash ? slash + 1 : out.at;
        if (gm_slice_equal(part, "..") && *last && strcmp(last, "..") != 0) {
            gm_text_cut(&out, slash ? (size_t)(slash - out.at) : 0);
            continue;
        }
        if (out.len > 0 || absolute) {
            gm_text_add(&out, "/");
        }
        gm_text_add_n(&out, part.at, part.len);
    }
    return out.len > 0 ? out.at : absolute ? "/" : ".";
}

static const char *beside(gm_arena *arena, const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    if (name[0] == '/' || !slash) {
        return clean_path(arena, name);
    }
    const char *joined = gm_arena_printf(arena, "%.*s/%s", (int)(slash - path), path, name);
    return clean_path(arena, joined);
}

// ---- joining

// `a = {value: 5, range: ..}` is one value although it is a map.
static bool is_value_map(const gm_node *node)
{
    return gm_node_get(node, "value") != NULL;
}

static void report_twin(gm_overlay *overlay, const gm_node_entry *old,
                        const gm_node_entry *added)
{
    gm_diag_error(overlay->diag, added->key_src, "key '%s' stands in two files", added->key);
    gm_diag_hint(overlay->diag, "the other is %s:%d:%d", old->key_src.file, old->key_src.line,
                 old->key_src.col);
}

static gm_node_entry *find_entry(const gm_node *map, const char *key)
{
    for (int i = 0; i < map->n; i++) {
        if (strcmp(map->entries[i].key, key) == 0) {
            return &map->entries[i];
        }
    }
    return NULL;
}

// Lists that are put together when two files have them, at the top of the file.
static bool is_joined_list(const gm_node_entry *a, const gm_node_entry *b, int depth)
{
    return depth == 0 && strcmp(a->key, "claims") == 0 && a->value->kind == GM_NODE_SEQ &&
           b->value->kind == GM_NODE_SEQ;
}

// Keys that each file says for itself.
static bool is_own(const char *key, int depth)
{
    static const char *const keys[] = {"gemba", "name", "about", "include"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && depth == 0; i++) {
        if (strcmp(keys[i], key) == 0) {
            return true;
        }
    }
    return false;
}

// Puts what `added` has into `into`. depth 0 is the top of the file.
static void join(gm_overlay *overlay, gm_node *into, const gm_node *added, int depth)
{
    for (int i = 0; i < added->n; i++) {
        const gm_node_entry *entry = &added->entries[i];
        gm_node_entry *old = find_entry(into, entry->key);
        if (!old && depth == 0 && strcmp(entry->key, "about") == 0) {
            continue; // what one part is about is not what all of it is
        }
        if (!old) {
            gm_node_append(overlay->arena, into, *entry);
        } else if (is_own(entry->key, depth)) {
            continue; // the including file's own word
        } else if (is_joined_list(old, entry, depth)) {
            for (int k = 0; k < entry->value->n; k++) {
                gm_node_push(overlay->arena, old->value, entry->value->items[k]);
            }
        } else if (old->value->kind == GM_NODE_MAP && entry->value->kind == GM_NODE_MAP &&
                   !is_value_map(old->value) && !is_value_map(entry->value)) {
            join(overlay, old->value, entry->value, depth + 1);
        } else {
            report_twin(overlay, old, entry);
        }
    }
}

// ---- reading

static bool is_on_the_way(const visit *from, const char *path)
{
    for (const visit *v = from; v; v = v->from) {
        if (strcmp(v->path, path) == 0) {
            return true;
        }
    }
    return false;
}

static bool was_read(const gm_overlay *overlay, const char *path)
{
    for (int i = 0; i < overlay->files.n; i++) {
        if (strcmp(overlay->files.items[i], path) == 0) {
            return true;
        }
    }
    return false;
}

static gm_status visit_file(gm_overlay *overlay, const visit *here, gm_node *tree);

static gm_status include_file(gm_overlay *overlay, const visit *from, const gm_node *name)
{
    const char *path = beside(overlay->arena, from->path, name->text);
    if (is_on_the_way(from, path)) {
        gm_diag_error(overlay->diag, name->src, "'%s' includes itself", path);
        return GM_ERR_MODEL;
    }
    if (was_read(overlay, path)) {
        return GM_OK; // two files may include the same third one
    }
    if (from->depth == INCLUDE_DEPTH_MAX) {
        gm_diag_error(overlay->diag, name->src, "more than %d files include one another",
                      INCLUDE_DEPTH_MAX);
        overlay->is_cut = true;
        return GM_ERR_MODEL;
    }
    if (!gm_file_can_be_opened(path)) {
        gm_diag_error(overlay->diag, name->src, "'%s' is a pipe or a device, not a file", path);
        overlay->is_cut = true;
        return GM_ERR_IO;
    }
    gm_node *tree = NULL;
    gm_status status = gm_source_read_file(path, overlay->arena, overlay->diag, &tree);
    if (status == GM_ERR_IO) {
        gm_diag_error(overlay->diag, name->src, "'%s' is included here", path);
        overlay->is_cut = true;
        return GM_ERR_IO;
    }
    visit here = {path, from, from->depth + 1};
    gm_status inner = visit_file(overlay, &here, tree);
    return inner == GM_OK ? status : inner;
}

static gm_status include_all(gm_overlay *overlay, const visit *from, const gm_node *list)
{
    gm_node *const single[] = {(gm_node *)list};
    bool is_seq = list->kind == GM_NODE_SEQ;
    gm_status worst = GM_OK;
    for (int i = 0; i < (is_seq ? list->n : 1); i++) {
        const gm_node *name = (is_seq ? list->items : single)[i];
        if (name->is_faulty) {
            worst = worst > GM_ERR_MODEL ? worst : GM_ERR_MODEL; // told already
        } else if (name->kind == GM_NODE_SCALAR) {
            gm_status status = include_file(overlay, from, name);
            worst = status > worst ? status : worst;
        } else if (name->kind != GM_NODE_NULL) {
            gm_diag_error(overlay->diag, name->src, "include: expected a file, got %s",
                          gm_node_kind_text(name->kind));
            worst = worst > GM_ERR_MODEL ? worst : GM_ERR_MODEL;
        }
    }
    return worst; // of the statuses that can be here GM_ERR_IO is the greatest
}

static gm_status visit_file(gm_overlay *overlay, const visit *here, gm_node *tree)
{
    GM_ARRAY_PUSH(overlay->arena, &overlay->files, here->path);
    overlay->is_cut |= !tree || tree->kind != GM_NODE_MAP;
    if (!tree) {
        return GM_ERR_MODEL;
    }
    if (tree->kind != GM_NODE_MAP && tree->is_faulty) {
        return GM_ERR_MODEL; // told already
    }
    if (tree->kind != GM_NODE_MAP) {
        gm_diag_error(overlay->diag, tree->src, "a model file is a map of keys, got %s",
                      gm_node_kind_text(tree->kind));
        return GM_ERR_MODEL;
    }
    if (!overlay->root) {
        overlay->root = tree;
    } else {
        join(overlay, overlay->root, tree, 0);
    }
    const gm_node *list = gm_node_get(tree, "include");
    return list ? include_all(overlay, here, list) : GM_OK;
}

gm_status gm_overlay_join(gm_overlay *overlay, const char *path, gm_node *tree)
{
    visit here = {clean_path(overlay->arena, path), NULL, 0};
    return visit_file(overlay, &here, tree);
}

// ---- lines

void gm_overlay_unfold_lines(gm_overlay *overlay)
{
    gm_node *plant = gm_node_get(overlay->root, "plant");
    if (!plant || plant->kind != GM_NODE_MAP) {
        return;
    }
    for (int i = 0; i < plant->n; i++) {
        gm_node_entry *line = &plant->entries[i];
        if (line->value->kind == GM_NODE_SEQ) {
            gm_node *map = gm_node_map(overlay->arena, line->value->src);
            gm_node_append(overlay->arena, map,
                           (gm_node_entry){"steps", line->key_src, line->value});
            line->value = map;
        }
    }
}
