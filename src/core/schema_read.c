// SPDX-License-Identifier: MIT
//
// Reads trees of nodes into structs by the rows of schema tables.

#include "core/assert.h"
#include "core/schema.h"
#include "core/schema_parts.h"
#include "core/yaml.h"

#include <string.h>

#define OWNER_BYTES 128

// In a MAP of plain values these stand behind the name and the place of the key.
#define MAP_VALUE_OFFSET offsetof(gm_named_quantity, value)
_Static_assert(offsetof(gm_named_int, value) == MAP_VALUE_OFFSET, "one offset for all");
_Static_assert(offsetof(gm_named_text, value) == MAP_VALUE_OFFSET, "one offset for all");
_Static_assert(offsetof(gm_named_union, value) == MAP_VALUE_OFFSET, "one offset for all");

gm_reader gm_reader_init(gm_arena *arena, gm_diag *diag)
{
    return (gm_reader){.arena = arena, .diag = diag, .path = gm_text_init(arena)};
}

size_t gm_path_push(gm_reader *reader, const char *step)
{
    size_t len = reader->path.len;
    if (len > 0) {
        gm_text_add(&reader->path, ".");
    }
    gm_text_add(&reader->path, step);
    return len;
}

void gm_path_pop(gm_reader *reader, size_t len)
{
    gm_text_cut(&reader->path, len);
}

// A value whose fault was told when its text was read.
static bool is_told(const gm_node *node)
{
    return node->is_faulty && node->kind == GM_NODE_SCALAR;
}

// What a member is where nothing is written: zero, as its struct was made, but for a union.
static void set_nothing(const gm_field *field, void *member)
{
    if (field->type == GM_TYPE_UNION) {
        memcpy(member, &(gm_union_item){.kind = -1}, sizeof(gm_union_item));
    }
}

static bool read_optional(gm_reader *reader, const gm_field *field, const gm_node *node,
                          void *member)
{
    void *item = gm_arena_alloc(reader->arena, field->table->size, _Alignof(max_align_t));
    bool ok = gm_read_table(reader, field->table, node, item);
    memcpy(member, &item, sizeof item);
    return ok;
}

static void set_list(void *member, void *items, int n)
{
    GM_LIST(void) list = {items, n};
    memcpy(member, &list.items, sizeof list.items);
    memcpy((char *)member + sizeof list.items, &list.n, sizeof list.n);
}

static size_t padded(size_t size)
{
    size_t align = _Alignof(gm_named_quantity);
    return (size + align - 1) / align * align;
}

// The step of a list item in paths: its `name:`, or its number from 0.
static const char *item_step(const gm_node *item, int i, char *buf, size_t size)
{
    const gm_node *name = gm_node_get(item, "name");
    if (name && name->kind == GM_NODE_SCALAR && gm_is_name(name->text)) {
        return name->text;
    }
    snprintf(buf, size, "%d", i);
    return buf;
}

static bool is_text(gm_type type)
{
    return type == GM_TYPE_TEXT || type == GM_TYPE_NAME || type == GM_TYPE_REF;
}

static bool read_list(gm_reader *reader, const gm_field *field, const gm_node *node,
                      void *member)
{
    // One item may stand without brackets.
    gm_node *const single[] = {(gm_node *)node};
    bool is_seq = node->kind == GM_NODE_SEQ;
    int n = is_seq ? node->n : node->kind != GM_NODE_NULL;
    gm_node *const *nodes = is_seq ? node->items : single;
    gm_field item = gm_item_field(field);
    size_t size = gm_type_size(&item, item.type);
    char *items = gm_arena_alloc_n(reader->arena, (size_t)n, size, _Alignof(max_align_t));
    bool ok = true;
    int kept = 0;
    for (int i = 0; i < n; i++) {
        char buf[16];
        // Items of a union push their own name.
        bool pushes = item.type != GM_TYPE_UNION;
        size_t len = reader->path.len;
        if (pushes) {
            gm_path_push(reader, item_step(nodes[i], i, buf, sizeof buf));
        }
        bool is_read = gm_read_field(reader, &item, nodes[i], items + (size_t)kept * size);
        gm_path_pop(reader, len);
        ok = ok && is_read;
        // Of a text that could not be read nothing is left; of a struct, what could be.
        kept += is_read || !is_text(item.type);
    }
    set_list(member, items, kept);
    return ok;
}

// Reads the value of one map entry behind its name and place.
static bool read_entry(gm_reader *reader, const gm_field *item, const gm_node_entry *entry,
                       char *at)
{
    size_t len = gm_path_push(reader, entry->key);
    bool ok = gm_check_name(reader, entry->key_src, entry->key);
    if (item->type == GM_TYPE_STRUCT) {
        bool is_above = entry->key_src.line < entry->value->src.line &&
                        entry->key_src.file == entry->value->src.file;
        gm_identity id = {.name = entry->key, .at = is_above ? &entry->key_src : NULL};
        ok = gm_read_rows(reader, item->table, entry->value, at, id) && ok;
    } else {
        gm_field row = *item;
        row.key = entry->key;
        memcpy(at, &entry->key, sizeof entry->key);
        memcpy(at + offsetof(gm_named_quantity, src), &entry->key_src, sizeof(gm_src));
        ok = gm_read_field(reader, &row, entry->value, at + MAP_VALUE_OFFSET) && ok;
    }
    gm_path_pop(reader, len);
    return ok;
}

static bool read_map(gm_reader *reader, const gm_field *field, const gm_node *node,
                     void *member)
{
    if (node->kind != GM_NODE_MAP && node->kind != GM_NODE_NULL) {
        return gm_expected_fault(reader, field, node);
    }
    gm_field item = gm_item_field(field);
    bool is_struct = item.type == GM_TYPE_STRUCT;
    GM_REQUIRE(!is_struct || item.table->name_at > 0);
    size_t value = gm_type_size(&item, item.type);
    size_t size = is_struct ? value : padded(MAP_VALUE_OFFSET + value);
    int n = node->kind == GM_NODE_MAP ? node->n : 0;
    char *items = gm_arena_alloc_n(reader->arena, (size_t)n, size, _Alignof(max_align_t));
    bool ok = true;
    for (int i = 0; i < n; i++) {
        ok = read_entry(reader, &item, &node->entries[i], items + (size_t)i * size) && ok;
    }
    set_list(member, items, n);
    return ok;
}

bool gm_read_field(gm_reader *reader, const gm_field *field, const gm_node *node, void *member)
{
    reader->has_lost |= node->has_lost;
    if (is_told(node)) {
        bool is_whole = field->type >= GM_TYPE_STRUCT && field->type <= GM_TYPE_MAP;
        reader->has_lost |= is_whole;
        set_nothing(field, member);
        return false;
    }
    switch (field->type) {
    case GM_TYPE_QUANTITY:
    case GM_TYPE_INT:
    case GM_TYPE_INT64:
        return gm_read_number_field(reader, field, node, member);
    case GM_TYPE_BOOL:
    case GM_TYPE_ENUM:
    case GM_TYPE_TEXT:
    case GM_TYPE_NAME:
    case GM_TYPE_REF:
        return gm_read_word_field(reader, field, node, member);
    case GM_TYPE_STRUCT:
        return gm_read_table(reader, field->table, node, member);
    case GM_TYPE_OPTIONAL:
        return read_optional(reader, field, node, member);
    case GM_TYPE_UNION:
        return gm_read_union(reader, field->cases, node, member);
    case GM_TYPE_LIST:
        return read_list(reader, field, node, member);
    case GM_TYPE_MAP:
        return read_map(reader, field, node, member);
    case GM_TYPE_CUSTOM:
        return field->custom->read(reader, node, member);
    case GM_TYPE_ANY:
        memcpy(member, &node, sizeof(const gm_node *));
        return true;
    }
    return false;
}

// The node of a preset. Its values say that they are defaults, at the place of their map.
static const gm_node *preset_node(gm_reader *reader, const gm_field *field, gm_src owner)
{
    owner.origin = "default";
    const char *text = field->preset;
    if (text[0] == '[' || text[0] == '{') {
        gm_node *node = NULL;
        gm_status status =
            gm_yaml_read_text("default", gm_slice_of(text), reader->arena, reader->diag, &node);
        GM_REQUIRE(status == GM_OK); // a preset belongs to the program
        return node;
    }
    return gm_node_scalar(reader->arena, owner, text);
}

// Is there an unknown key that this one may have been meant by?
static bool has_near(const gm_table *table, const gm_node *map, const char *key)
{
    for (int i = 0; i < map->n; i++) {
        const char *other = map->entries[i].key;
        if (!gm_table_row(table, other) && gm_text_nearest(other, &key, 1)) {
            return true;
        }
    }
    return false;
}

// A row whose key is missing: its preset, the defaults of its struct, or nothing.
static bool read_missing(gm_reader *reader, const gm_table *table, const gm_field *field,
                         const gm_node *map, void *member)
{
    if (field->required && (map->is_faulty || has_near(table, map, field->key))) {
        return false; // the key may be the one that could not be read
    }
    if (field->required) {
        char owner[OWNER_BYTES];
        gm_diag_error(reader->diag, map->src, "%s`%s:` is missing",
                      gm_owner_text(reader, owner, sizeof owner), field->key);
        if (field->example) {
            gm_diag_hint(reader->diag, "write it like `%s: %s`", field->key, field->example);
        }
        return false;
    }
    if (field->preset) {
        return gm_read_field(reader, field, preset_node(reader, field, map->src), member);
    }
    if (field->type == GM_TYPE_STRUCT && !gm_table_requires(field->table)) {
        gm_src src = map->src;
        src.origin = "default";
        return gm_read_table(reader, field->table, gm_node_map(reader->arena, src), member);
    }
    set_nothing(field, member);
    return true;
}

static bool read_row(gm_reader *reader, const gm_table *table, const gm_field *field,
                     const gm_node *map, char *dst)
{
    const gm_node *node = gm_node_get(map, field->key);
    void *member = dst + field->offset;
    size_t len = reader->path.len;
    int before = reader->diag->count;
    if (!field->flat) {
        gm_path_push(reader, field->key);
    }
    bool ok = node ? gm_read_field(reader, field, node, member)
                   : read_missing(reader, table, field, map, member);
    if (field->src_at > 0) {
        gm_src src = node ? node->src : map->src;
        src.origin = node ? src.origin : "default";
        memcpy(dst + field->src_at - 1, &src, sizeof src);
    }
    if (field->given_at > 0) {
        memcpy(dst + field->given_at - 1, &(bool){node != NULL}, sizeof(bool));
    }
    if (ok && node && field->check) {
        ok = field->check(reader, node, member);
    }
    reader->n_apart += field->apart ? reader->diag->count - before : 0;
    gm_path_pop(reader, len);
    return ok;
}

static void report_unknown_key(gm_reader *reader, const gm_table *table,
                               const gm_node_entry *entry)
{
    char owner[OWNER_BYTES];
    const char **keys = GM_NEW(reader->arena, const char *, table->n_fields);
    for (int i = 0; i < table->n_fields; i++) {
        keys[i] = table->fields[i].key;
    }
    gm_diag_error(reader->diag, entry->key_src, "%sunknown key '%.80s'",
                  gm_owner_text(reader, owner, sizeof owner), entry->key);
    gm_hint_words(reader->diag, entry->key, keys, table->n_fields);
}

static bool check_keys(gm_reader *reader, const gm_table *table, const gm_node *map,
                       const char *kind)
{
    bool ok = true;
    for (int i = 0; i < map->n; i++) {
        const char *key = map->entries[i].key;
        if (gm_table_row(table, key) || (kind && strcmp(kind, key) == 0)) {
            continue;
        }
        report_unknown_key(reader, table, &map->entries[i]);
        ok = false;
    }
    return ok;
}

// The map to read: the node itself, an empty one, or one made of the short form.
static const gm_node *as_map(gm_reader *reader, const gm_table *table, const gm_node *node)
{
    reader->has_lost |= node->has_lost;
    if (node->kind == GM_NODE_MAP) {
        return node;
    }
    if (is_told(node)) {
        reader->has_lost = true;
        return NULL;
    }
    if (node->kind != GM_NODE_NULL && !table->short_key) {
        const gm_field row = {.key = table->name, .type = GM_TYPE_STRUCT};
        gm_expected_fault(reader, &row, node);
        return NULL;
    }
    gm_node *map = gm_node_map(reader->arena, node->src);
    if (node->kind != GM_NODE_NULL) {
        gm_node_entry entry = {table->short_key, node->src, (gm_node *)node};
        gm_node_append(reader->arena, map, entry);
    }
    return map;
}

static void set_identity(const gm_table *table, gm_src src, const char *name, char *dst)
{
    memset(dst, 0, table->size);
    if (table->src_at > 0) {
        memcpy(dst + table->src_at - 1, &src, sizeof src);
    }
    if (table->name_at > 0) {
        memcpy(dst + table->name_at - 1, &name, sizeof name);
    }
}

bool gm_read_rows(gm_reader *reader, const gm_table *table, const gm_node *node, void *dst,
                  gm_identity id)
{
    set_identity(table, id.at ? *id.at : node->src, id.name, dst);
    const gm_node *map = as_map(reader, table, node);
    if (!map) {
        return false;
    }
    const char *outer_kind = reader->owner_kind;
    const char *outer_name = reader->owner_name;
    const gm_node *own_name = gm_node_get(map, "name");
    bool is_named = own_name && own_name->kind == GM_NODE_SCALAR;
    reader->owner_kind = id.kind ? id.kind : table->name;
    reader->owner_name = id.name || !is_named ? id.name : own_name->text;

    bool ok = check_keys(reader, table, map, id.kind);
    for (int i = 0; i < table->n_fields; i++) {
        ok = read_row(reader, table, &table->fields[i], map, dst) && ok;
    }
    if (ok && table->check) {
        ok = table->check(reader, map, dst);
    }
    reader->owner_kind = outer_kind;
    reader->owner_name = outer_name;
    return ok;
}

bool gm_read_table(gm_reader *reader, const gm_table *table, const gm_node *node, void *dst)
{
    return gm_read_rows(reader, table, node, dst, (gm_identity){0});
}

gm_status gm_schema_read(gm_reader *reader, const gm_table *table, const gm_node *node,
                         void *dst)
{
    int before = reader->diag->count;
    const gm_node *map = node ? node : gm_node_map(reader->arena, (gm_src){0});
    bool ok = gm_read_table(reader, table, map, dst);
    return ok ? gm_diag_status(reader->diag, before) : GM_ERR_MODEL;
}
