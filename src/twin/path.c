// SPDX-License-Identifier: MIT
//
// Walks the tree and the tables together: the tables say which keys may be added.

#include "twin/path.h"

#include "core/assert.h"
#include "core/synonyms.h"
#include "core/text.h"
#include "twin/tables.h"

#include <stdlib.h>
#include <string.h>

#define STEPS_MAX 32
#define WORDS_MAX 200 // that are offered as help

// What stands at a place: the type of a row there, or nothing that is known (free).
typedef struct place {
    gm_node *node;  // NULL: nothing is written there
    gm_node **slot; // where the node hangs, to replace it; NULL for the root
    gm_type type;   // STRUCT, LIST, MAP, UNION; else a value. 0: free
    const gm_field *row;
    const gm_table *table; // of a STRUCT
    const char *kind;      // key of a step that names its kind
} place;

typedef struct walk {
    const gm_node *root;
    gm_arena *arena;
    gm_diag *diag;
    const char *path;
    gm_src src;
    gm_node *value; // that is to be put in; NULL: only look
    const char *words[WORDS_MAX];
    int n_words;
} walk;

static void offer(walk *w, const char *word)
{
    if (w->n_words < WORDS_MAX) {
        w->words[w->n_words++] = word;
    }
}

static bool fail(walk *w, const char *step)
{
    gm_diag_error(w->diag, w->src, "path '%.80s': there is no '%.40s'", w->path, step);
    if (gm_diag_is_full(w->diag)) {
        return false;
    }
    const char *nearest = gm_text_nearest(step, w->words, w->n_words);
    const char *here = gm_synonym_find(step, w->words, w->n_words);
    if (here && !(nearest && gm_text_equal_nocase(step, nearest))) {
        gm_diag_hint(w->diag, "here: %s", here);
        return false;
    }
    if (nearest) {
        gm_diag_hint(w->diag, "did you mean '%s'?", nearest);
        return false;
    }
    gm_text list = gm_text_init(w->arena);
    for (int i = 0; i < w->n_words && list.len < 160; i++) {
        gm_text_addf(&list, "%s%s", i > 0 ? ", " : "", w->words[i]);
    }
    if (w->n_words > 0) {
        gm_diag_hint(w->diag, "known: %s%s", list.at, list.len >= 160 ? " .." : "");
    }
    return false;
}

// What a row (or, of a list or map, an item of it) is.
static place place_of(gm_node **slot, const gm_field *row, gm_type type)
{
    place p = {.node = slot ? *slot : NULL, .slot = slot, .type = type, .row = row};
    p.table = type == GM_TYPE_STRUCT || type == GM_TYPE_OPTIONAL ? row->table : NULL;
    p.type = type == GM_TYPE_OPTIONAL ? GM_TYPE_STRUCT : type;
    return p;
}

// An item that is a step: its table follows from its kind.
static place settle(place p)
{
    if (p.type != GM_TYPE_UNION || !p.node || p.node->kind != GM_NODE_MAP) {
        return p;
    }
    const gm_union *u = p.row->cases;
    for (int i = 0; i < u->n_cases; i++) {
        if (gm_node_get(p.node, u->cases[i].kind)) {
            p.type = GM_TYPE_STRUCT;
            p.table = u->cases[i].table;
            p.kind = u->cases[i].kind;
        }
    }
    return p;
}

static gm_node **slot_of(gm_node *map, const char *key)
{
    if (!map || map->kind != GM_NODE_MAP) {
        return NULL;
    }
    for (int i = 0; i < map->n; i++) {
        if (strcmp(map->entries[i].key, key) == 0) {
            return &map->entries[i].value;
        }
    }
    return NULL;
}

const char *gm_path_item_name(const gm_node *item)
{
    static const char *const keys[] = {"name",     "source",      "station", "buffer",
                                       "conveyor", "moving-line", "sink",    "transport",
                                       "rack",     "zone",        "shop",    "says"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const gm_node *name = gm_node_get(item, keys[i]);
        if (name && name->kind == GM_NODE_SCALAR) {
            return name->text;
        }
    }
    return NULL;
}

static bool item_is(const gm_node *item, const char *step)
{
    const char *name = gm_path_item_name(item);
    return name && strcmp(name, step) == 0;
}

// The number of a step that is one, or -1.
static int index_of(const char *step)
{
    if (step[0] == '\0' || strspn(step, "0123456789") != strlen(step) || strlen(step) > 6) {
        return -1;
    }
    return atoi(step); // NOLINT(cert-err34-c): at most six digits
}

static void offer_items(walk *w, const gm_node *list)
{
    for (int i = 0; i < list->n; i++) {
        const gm_node *item = list->items[i];
        if (item->kind == GM_NODE_MAP && item->n > 0 &&
            item->entries[0].value->kind == GM_NODE_SCALAR) {
            offer(w, item->entries[0].value->text);
        }
    }
}

// The item of a list that a step names. *used is false when the step was not needed.
static bool enter_list(walk *w, place p, const char *step, place *out, bool *used)
{
    gm_type item = p.row ? p.row->item : (gm_type)0;
    *used = true;
    if (p.node && p.node->kind == GM_NODE_SEQ) {
        int index = index_of(step);
        for (int i = 0; i < p.node->n; i++) {
            if (i == index || item_is(p.node->items[i], step)) {
                *out = settle(place_of(&p.node->items[i], p.row, item));
                return true;
            }
        }
        if (p.node->n == 1) {
            *used = false;
            *out = settle(place_of(&p.node->items[0], p.row, item));
            return true;
        }
        offer_items(w, p.node);
        return fail(w, step);
    }
    // One item without brackets.
    *used = index_of(step) == 0 || (p.node && item_is(p.node, step));
    *out = settle(place_of(p.slot, p.row, item));
    return true;
}

static bool is_value_key(const char *key)
{
    static const char *const keys[] = {"value",      "range", "shape", "source",
                                       "confidence", "year",  "note"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcmp(keys[i], key) == 0) {
            return true;
        }
    }
    return false;
}

// Hangs an entry into a map, for the last step of a path or a map on the way.
static gm_node **add(walk *w, place p, const char *key, gm_node *node)
{
    if (!p.node) {
        return NULL;
    }
    if (p.node->kind == GM_NODE_NULL) {
        p.node->kind = GM_NODE_MAP;
        p.node->text = NULL;
    }
    if (p.node->kind != GM_NODE_MAP) {
        return NULL;
    }
    gm_node_set(w->arena, p.node, key, node);
    return slot_of(p.node, key);
}

// What a key begins with that is not written and lies on the way: its default for the kind of
// step, or an empty map.
static gm_node *begin(const walk *w, place p, const char *step)
{
    const gm_node *of_kind =
        p.kind ? gm_node_get(gm_node_get(w->root, "defaults"), p.kind) : NULL;
    const gm_node *old = gm_node_get(of_kind, step);
    return old ? gm_node_clone(w->arena, old) : gm_node_map(w->arena, w->src);
}

// Steps of a kind as a place: what may stand below `defaults.station`.
static place place_of_default(gm_node **slot, const char *kind)
{
    const gm_union *steps = &gm_union_step;
    place p = {.node = *slot, .slot = slot, .type = GM_TYPE_STRUCT};
    for (int i = 0; i < steps->n_cases; i++) {
        p.table = strcmp(steps->cases[i].kind, kind) == 0 ? steps->cases[i].table : p.table;
    }
    GM_REQUIRE(p.table);
    return p;
}

// A key of a map with rows. A key that is not written is put in with what it begins with, or as
// the value.
static bool enter_struct(walk *w, place p, const char *step, bool is_last, place *out)
{
    const gm_field *row = gm_table_row(p.table, step);
    bool is_kind = p.kind && strcmp(p.kind, step) == 0;
    gm_node **slot = slot_of(p.node, step);
    // A short form is written out before a key stands beside it.
    if (row && !slot && p.node && p.node->kind != GM_NODE_MAP && p.node->kind != GM_NODE_NULL &&
        p.table->short_key) {
        GM_REQUIRE(p.slot); // only the root, a map, has none
        gm_node *map = gm_node_map(w->arena, p.node->src);
        gm_node_set(w->arena, map, p.table->short_key, p.node);
        *p.slot = p.node = map;
        slot = slot_of(map, step);
    }
    if (!row && !is_kind) {
        for (int i = 0; i < p.table->n_fields; i++) {
            offer(w, p.table->fields[i].key);
        }
        return fail(w, step);
    }
    if (!slot) {
        slot = add(w, p, step, is_last && w->value ? w->value : begin(w, p, step));
        if (!slot) {
            return fail(w, step);
        }
    }
    if (p.table == &gm_table_defaults) {
        *out = place_of_default(slot, step);
        return true;
    }
    *out = row ? place_of(slot, row, row->type) : place_of(slot, NULL, (gm_type)0);
    return true;
}

// A key where no table says what may stand: what is written there may be replaced.
static bool enter_free(walk *w, place p, const char *step, bool is_last, place *out)
{
    gm_node **slot = slot_of(p.node, step);
    bool value_key = is_value_key(step) && gm_node_get(p.node, "value");
    if (!slot && is_last && (value_key || p.type == GM_TYPE_MAP || p.type == GM_TYPE_CUSTOM)) {
        gm_node *node = w->value ? w->value : gm_node_null(w->arena, w->src);
        slot = add(w, p, step, node);
    }
    if (!slot && p.node && p.node->kind == GM_NODE_SEQ) {
        int index = index_of(step);
        slot = index >= 0 && index < p.node->n ? &p.node->items[index] : NULL;
    }
    if (!slot) {
        for (int i = 0; p.node && p.node->kind == GM_NODE_MAP && i < p.node->n; i++) {
            offer(w, p.node->entries[i].key);
        }
        return fail(w, step);
    }
    bool is_item = p.type == GM_TYPE_MAP && p.row;
    *out = is_item ? place_of(slot, p.row, p.row->item) : place_of(slot, NULL, (gm_type)0);
    return true;
}

// The step of a line that is named without its line.
static bool enter_step(walk *w, place plant, const char *step, place *out)
{
    const gm_node *lines = plant.node;
    for (int i = 0; lines && lines->kind == GM_NODE_MAP && i < lines->n; i++) {
        const gm_node *steps = gm_node_get(lines->entries[i].value, "steps");
        offer(w, lines->entries[i].key);
        for (int k = 0; steps && steps->kind == GM_NODE_SEQ && k < steps->n; k++) {
            if (item_is(steps->items[k], step)) {
                const gm_field *row = gm_table_row(&gm_table_line, "steps");
                *out = settle(place_of(&steps->items[k], row, GM_TYPE_UNION));
                return true;
            }
        }
        if (steps && steps->kind == GM_NODE_SEQ) {
            offer_items(w, steps);
        }
    }
    return fail(w, step);
}

static bool is_plant(place p)
{
    return p.type == GM_TYPE_MAP && p.row && p.row->table == &gm_table_line;
}

static bool enter(walk *w, place p, const char *step, bool is_last, place *out)
{
    w->n_words = 0;
    if (is_plant(p) && !slot_of(p.node, step)) {
        return enter_step(w, p, step, out);
    }
    if (p.type == GM_TYPE_LIST) {
        bool used = false;
        place item;
        if (!enter_list(w, p, step, &item, &used)) {
            return false;
        }
        if (used) {
            *out = item;
            return true;
        }
        p = item;
    }
    if (p.type == GM_TYPE_STRUCT && p.table == &gm_table_line && !gm_table_row(p.table, step)) {
        gm_node **steps = slot_of(p.node, "steps");
        bool used = false;
        place list = place_of(steps, gm_table_row(p.table, "steps"), GM_TYPE_LIST);
        return enter_list(w, list, step, out, &used);
    }
    // Below a number with its range the keys are those of every input.
    bool is_input = gm_node_get(p.node, "value") != NULL && p.type != GM_TYPE_STRUCT;
    if (p.type == GM_TYPE_STRUCT && !is_input) {
        return enter_struct(w, p, step, is_last, out);
    }
    return enter_free(w, p, step, is_last, out);
}

// The place of a path. False after a fault.
static bool find_place(walk w, const char *path, place *out)
{
    place p = {.node = (gm_node *)w.root, .type = GM_TYPE_STRUCT, .table = &gm_table_model};
    gm_slice rest = gm_slice_of(path);
    gm_slice part;
    for (int i = 0; gm_slice_cut(&rest, '.', &part); i++) {
        const char *step = gm_arena_strndup(w.arena, part.at, part.len);
        place next;
        if (i == STEPS_MAX) {
            return fail(&w, step);
        }
        if (!enter(&w, p, step, rest.at == NULL, &next)) {
            return false;
        }
        p = next;
    }
    *out = p;
    return true;
}

// Where the value of a path stands; NULL after a fault.
static gm_node **find_slot(walk w, const char *path)
{
    place p;
    if (!find_place(w, path, &p)) {
        return NULL;
    }
    GM_ASSERT(p.slot); // a path has at least one step
    return p.slot;
}

bool gm_path_set(gm_node *root, const char *path, gm_node *value, gm_src src, gm_arena *arena,
                 gm_diag *diag)
{
    walk w = {
        .root = root, .arena = arena, .diag = diag, .path = path, .src = src, .value = value};
    gm_node **slot = find_slot(w, path);
    if (slot) {
        *slot = value;
    }
    return slot != NULL;
}

const gm_node *gm_path_written(gm_node *root, const char *path, gm_src src, gm_arena *arena,
                               gm_diag *diag)
{
    gm_node *new = gm_node_null(arena, src); // stands where nothing is written
    walk w = {
        .root = root, .arena = arena, .diag = diag, .path = path, .src = src, .value = new};
    gm_node **slot = find_slot(w, path);
    return slot && *slot != new ? *slot : NULL;
}

bool gm_path_type(const gm_node *root, const char *path, gm_src src, gm_arena *arena,
                  gm_diag *diag, int *type)
{
    walk w = {.root = gm_node_clone(arena, root),
              .arena = arena,
              .diag = diag,
              .path = path,
              .src = src,
              .value = gm_node_null(arena, src)};
    place p = {0};
    bool is_found = find_place(w, path, &p);
    *type = (int)p.type;
    return is_found;
}
