// SPDX-License-Identifier: MIT
//
// Places, people, kinds and times by variant.

#include "core/text.h"
#include "twin/rows.h"

#include <stdarg.h>
#include <string.h>

bool gm_row_fault(gm_reader *reader, gm_src src, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const char *text = gm_arena_vprintf(reader->arena, fmt, args);
    va_end(args);
    if (reader->owner_kind && reader->owner_name) {
        gm_diag_error(reader->diag, src, "%s '%s': %s", reader->owner_kind, reader->owner_name,
                      text);
    } else if (reader->owner_kind) {
        gm_diag_error(reader->diag, src, "%s: %s", reader->owner_kind, text);
    } else {
        gm_diag_error(reader->diag, src, "%s", text);
    }
    return false;
}

const char *gm_row_key(const gm_reader *reader)
{
    const char *dot = strrchr(reader->path.at, '.');
    return dot ? dot + 1 : reader->path.at;
}

const char *gm_node_text(gm_reader *reader, const gm_node *node)
{
    if (node->kind != GM_NODE_SCALAR) {
        return gm_node_kind_text(node->kind);
    }
    return gm_arena_printf(reader->arena, "'%.80s'", node->text);
}

bool gm_row_name_ok(gm_reader *reader, gm_src src, const char *name)
{
    bool ok = name[0] != '\0' && strlen(name) <= 64;
    for (const char *at = name; *at && ok; at++) {
        unsigned char c = (unsigned char)*at;
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
        ok = letter || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
    if (!ok) {
        gm_diag_error(reader->diag, src, "'%.80s' is not a name", name);
        gm_diag_hint(reader->diag, "a name has letters, digits, `-` and `_`, at most 64");
    }
    return ok;
}

static bool read_places(gm_reader *reader, const gm_node *node, void *dst)
{
    if (node->kind == GM_NODE_SCALAR && strcmp(node->text, "unlimited") == 0) {
        *(int32_t *)dst = GM_UNLIMITED;
        return true;
    }
    const char *key = gm_row_key(reader);
    bool is_queue = strcmp(reader->owner_kind ? reader->owner_kind : "", "queue") == 0;
    const gm_field row = {.key = key,
                          .type = GM_TYPE_INT,
                          .unit = strcmp(key, "machines") == 0 ? "machines" : "parts",
                          .bounds = GM_BETWEEN,
                          .lo = is_queue ? 0.0 : 1.0, // parts may wait where they came from
                          .hi = 1e9};
    return gm_read_field(reader, &row, node, dst);
}

const gm_custom gm_custom_places = {
    .name = "a number or unlimited",
    .doc = "A whole number, bare (`5`) or with its noun (`5 bodies`), or `unlimited`.",
    .json = "{\"oneOf\": [{\"type\": \"integer\", \"minimum\": 0}, {\"type\": \"string\"}, "
            "{\"type\": \"object\", \"required\": [\"value\"]}]}",
    .size = sizeof(int32_t),
    .read = read_places,
};

static bool read_rows_by_variant(gm_reader *reader, const gm_node *node, gm_times_def *times)
{
    gm_variant_time *rows = GM_NEW(reader->arena, gm_variant_time, node->n);
    bool ok = true;
    for (int i = 0; i < node->n; i++) {
        const gm_node_entry *entry = &node->entries[i];
        size_t len = gm_path_push(reader, entry->key);
        rows[i].variant = (gm_ref){entry->key, entry->key_src, -1};
        ok &= gm_row_name_ok(reader, entry->key_src, entry->key);
        ok &= gm_dist_read(reader, entry->value, GM_DIST_OF_TIME, &rows[i].dist, NULL);
        gm_path_pop(reader, len);
    }
    times->n_rows = node->n;
    times->rows = rows;
    if (node->n == 0) {
        return gm_row_fault(reader, node->src, "expected a time for each variant");
    }
    return ok;
}

static bool read_times(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_times_def *times = dst;
    times->src = node->src;
    times->is_given = true;
    if (node->kind == GM_NODE_MAP && !gm_node_is_input(node)) {
        return read_rows_by_variant(reader, node, times);
    }
    return gm_dist_read(reader, node, GM_DIST_OF_TIME, &times->all, NULL);
}

const gm_custom gm_custom_times = {
    .name = "time, also by variant",
    .doc = "A law of a time, or a map from variants (or kinds) to laws; `other` stands for all "
           "that are not named: `{es: 60 s, rz: lognormal(70 s, cv 0.1), other: 65 s}`.",
    .json = "{\"type\": [\"string\", \"number\", \"object\"]}",
    .size = sizeof(gm_times_def),
    .read = read_times,
};

static bool read_people(gm_reader *reader, const gm_node *node, int32_t *people)
{
    const gm_field row = {.key = "people",
                          .type = GM_TYPE_INT,
                          .unit = "people",
                          .bounds = GM_BETWEEN,
                          .lo = 1.0,
                          .hi = 1e6};
    return gm_read_field(reader, &row, node, people);
}

static bool read_crew(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_crew_needs_def *needs = dst;
    needs->src = node->src;
    bool ok = true;
    if (node->kind == GM_NODE_SCALAR) {
        gm_crew_need_def *one = GM_NEW(reader->arena, gm_crew_need_def, 1);
        *one = (gm_crew_need_def){.crew = {node->text, node->src, -1}, .people = 1};
        needs->n = 1;
        needs->items = one;
        return gm_row_name_ok(reader, node->src, node->text);
    }
    if (node->kind != GM_NODE_MAP || node->n == 0) {
        return gm_row_fault(reader, node->src,
                            "expected a crew and people like `{welders: 1}`, got %s",
                            gm_node_text(reader, node));
    }
    gm_crew_need_def *items = GM_NEW(reader->arena, gm_crew_need_def, node->n);
    for (int i = 0; i < node->n; i++) {
        const gm_node_entry *entry = &node->entries[i];
        size_t len = gm_path_push(reader, entry->key);
        items[i].crew = (gm_ref){entry->key, entry->key_src, -1};
        ok &= gm_row_name_ok(reader, entry->key_src, entry->key);
        ok &= read_people(reader, entry->value, &items[i].people);
        gm_path_pop(reader, len);
    }
    needs->n = node->n;
    needs->items = items;
    return ok;
}

const gm_custom gm_custom_crew = {
    .name = "people at a step",
    .doc = "A crew or a skill and how many people of it: `{welders: 2, inspectors: 1}`. A bare "
           "name takes one person.",
    .json = "{\"oneOf\": [{\"type\": \"string\"}, {\"type\": \"object\", "
            "\"additionalProperties\": {\"type\": [\"integer\", \"string\", \"object\"]}}]}",
    .size = sizeof(gm_crew_needs_def),
    .read = read_crew,
};

static bool read_kinds(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_kind_counts_def *counts = dst;
    counts->src = node->src;
    const char *end = node->text;
    double number = 0.0;
    if (node->kind == GM_NODE_SCALAR && gm_text_number(node->text, &end, &number) && !*end) {
        return gm_row_fault(
            reader, node->src,
            "expected kinds and numbers like `{body: %s}`, got the number alone", node->text);
    }
    if (node->kind == GM_NODE_SCALAR) {
        gm_kind_count_def *one = GM_NEW(reader->arena, gm_kind_count_def, 1);
        *one = (gm_kind_count_def){.kind = {node->text, node->src, -1}, .count = 1};
        counts->n = 1;
        counts->items = one;
        return gm_row_name_ok(reader, node->src, node->text);
    }
    if (node->kind != GM_NODE_MAP || node->n == 0) {
        return gm_row_fault(reader, node->src,
                            "expected kinds and numbers like `{body: 1, pack: 1}`, got %s",
                            gm_node_text(reader, node));
    }
    const gm_field row = {.key = "the number",
                          .type = GM_TYPE_INT,
                          .unit = "parts",
                          .bounds = GM_BETWEEN,
                          .lo = 1.0,
                          .hi = 1e6};
    gm_kind_count_def *items = GM_NEW(reader->arena, gm_kind_count_def, node->n);
    bool ok = true;
    for (int i = 0; i < node->n; i++) {
        const gm_node_entry *entry = &node->entries[i];
        size_t len = gm_path_push(reader, entry->key);
        items[i].kind = (gm_ref){entry->key, entry->key_src, -1};
        ok &= gm_row_name_ok(reader, entry->key_src, entry->key);
        ok &= gm_read_field(reader, &row, entry->value, &items[i].count);
        gm_path_pop(reader, len);
    }
    counts->n = node->n;
    counts->items = items;
    return ok;
}

const gm_custom gm_custom_kinds = {
    .name = "kinds of parts",
    .doc = "Kinds of parts and how many of each: `{body: 1, pack: 1}`. A bare kind is one.",
    .json = "{\"oneOf\": [{\"type\": \"string\"}, {\"type\": \"object\", "
            "\"additionalProperties\": {\"type\": [\"integer\", \"string\", \"object\"]}}]}",
    .size = sizeof(gm_kind_counts_def),
    .read = read_kinds,
};

_Static_assert(offsetof(gm_learning_def, scrap) == offsetof(gm_learning_def, time) + 1 &&
                   offsetof(gm_learning_def, failures) == offsetof(gm_learning_def, time) + 2,
               "the three words of `what` are read as one array");

static bool read_learns(gm_reader *reader, const gm_node *node, void *dst)
{
    static const char *const words[] = {"time", "scrap", "failures", NULL};
    const gm_field row = {.key = "what", .type = GM_TYPE_ENUM, .words = words};
    bool *what = dst;
    gm_node *const single[] = {(gm_node *)node};
    bool is_seq = node->kind == GM_NODE_SEQ;
    bool ok = true;
    for (int i = 0; i < (is_seq ? node->n : 1); i++) {
        int word = 0;
        bool read = gm_read_field(reader, &row, (is_seq ? node->items : single)[i], &word);
        what[word] |= read;
        ok &= read;
    }
    return ok;
}

const gm_custom gm_custom_learns = {
    .name = "what is learned",
    .doc = "One or more of `time`, `scrap` (with defects) and `failures`.",
    .json = "{\"type\": [\"string\", \"array\"]}",
    .size = 3 * sizeof(bool),
    .read = read_learns,
};

static bool read_over(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_ref *over = dst;
    if (node->kind == GM_NODE_SCALAR) {
        over[0] = over[1] = (gm_ref){node->text, node->src, -1};
        return gm_row_name_ok(reader, node->src, node->text);
    }
    bool two = node->kind == GM_NODE_SEQ && node->n == 2 &&
               node->items[0]->kind == GM_NODE_SCALAR && node->items[1]->kind == GM_NODE_SCALAR;
    if (!two) {
        return gm_row_fault(reader, node->src,
                            "expected the first and the last step like `[weld, seal]`");
    }
    for (int i = 0; i < 2; i++) {
        over[i] = (gm_ref){node->items[i]->text, node->items[i]->src, -1};
    }
    return true;
}

const gm_custom gm_custom_over = {
    .name = "stretch of steps",
    .doc = "The first and the last step: `[weld, seal]`; one name is a stretch of one step.",
    .json = "{\"type\": [\"string\", \"array\"]}",
    .size = 2 * sizeof(gm_ref),
    .read = read_over,
};

// ---- variant of an order

// Names with `+` between them, around which spaces may stand: one name without any.
static bool read_order_variant(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_ref *ref = dst;
    const char *text = gm_read_scalar(reader, node, "the name of a variant");
    if (!text) {
        return false;
    }
    const char *joined = NULL;
    for (const char *at = text; at; at = strchr(at, '+')) {
        at += at > text ? 1 : 0;
        gm_slice piece = gm_slice_trim((gm_slice){at, strcspn(at, "+")});
        const char *name = gm_arena_strndup(reader->arena, piece.at, piece.len);
        if (!gm_row_name_ok(reader, node->src, name)) {
            return false;
        }
        joined = joined ? gm_arena_printf(reader->arena, "%s+%s", joined, name) : name;
    }
    *ref = (gm_ref){joined, node->src, -1};
    return true;
}

const gm_custom gm_custom_order_variant = {
    .name = "variant of an order",
    .doc = "A variant that options make, as `gemba sequence` prints it (`es+roof+white`), or "
           "all that "
           "have what the name says (`es`, `es+roof`).",
    .json = "{\"type\": \"string\"}",
    .size = sizeof(gm_ref),
    .read = read_order_variant,
};
