// SPDX-License-Identifier: MIT
//
// What readers and emitters of schema tables share.

#include "core/schema.h"

#include "core/assert.h"
#include "core/schema_parts.h"
#include "core/synonyms.h"
#include "core/text.h"

#include <string.h>

const gm_field *gm_table_row(const gm_table *table, const char *key)
{
    for (int i = 0; i < table->n_fields; i++) {
        if (strcmp(table->fields[i].key, key) == 0) {
            return &table->fields[i];
        }
    }
    return NULL;
}

bool gm_table_requires(const gm_table *table)
{
    for (int i = 0; i < table->n_fields; i++) {
        if (table->fields[i].required) {
            return true;
        }
    }
    return false;
}

size_t gm_type_size(const gm_field *field, gm_type type)
{
    switch (type) {
    case GM_TYPE_QUANTITY:
        return sizeof(double);
    case GM_TYPE_INT:
        return sizeof(int32_t);
    case GM_TYPE_INT64:
        return sizeof(int64_t);
    case GM_TYPE_BOOL:
        return sizeof(bool);
    case GM_TYPE_ENUM:
        return sizeof(int);
    case GM_TYPE_TEXT:
    case GM_TYPE_NAME:
    case GM_TYPE_OPTIONAL:
    case GM_TYPE_ANY:
        return sizeof(void *);
    case GM_TYPE_REF:
        return sizeof(gm_ref);
    case GM_TYPE_STRUCT:
        return field->table->size;
    case GM_TYPE_UNION:
        return sizeof(gm_union_item);
    case GM_TYPE_CUSTOM:
        return field->custom->size;
    case GM_TYPE_LIST:
    case GM_TYPE_MAP:
        break;
    }
    // A list of lists needs a table or a custom reader between.
    bool has_size = false;
    GM_REQUIRE(has_size);
    return 0;
}

gm_field gm_item_field(const gm_field *field)
{
    gm_field item = *field;
    item.type = field->item;
    item.required = false;
    item.preset = NULL;
    item.check = NULL;
    return item;
}

// Joins words with ", " and cuts the list before it overflows.
static void join_words(char *buf, size_t size, const char *lead, const char *const *words,
                       int n)
{
    snprintf(buf, size, "%s", lead);
    for (int i = 0; i < n; i++) {
        size_t used = strlen(buf);
        if (used + strlen(words[i]) + 8 > size) {
            snprintf(buf + used, size - used, " ..");
            return;
        }
        snprintf(buf + used, size - used, "%s%s", i > 0 ? ", " : "", words[i]);
    }
}

static int count_words(const char *const *words)
{
    int n = 0;
    while (words[n]) {
        n += 1;
    }
    return n;
}

static void expect_quantity(const gm_field *field, char buf[GM_EXPECTED_BYTES])
{
    double si = 0.0;
    gm_dim dim = {0};
    char name[64];
    char examples[80];
    const char *unit = field->unit ? field->unit : "";
    bool is_known = gm_unit_find(unit, &si, &dim);
    GM_REQUIRE(is_known);
    snprintf(buf, GM_EXPECTED_BYTES, "%s like %s", gm_dim_text(dim, unit, name, sizeof name),
             gm_dim_examples(dim, unit, examples, sizeof examples));
}

const char *gm_expected(const gm_field *field, char buf[GM_EXPECTED_BYTES])
{
    const char *text = "";
    switch (field->type) {
    case GM_TYPE_QUANTITY:
        expect_quantity(field, buf);
        return buf;
    case GM_TYPE_ENUM:
        join_words(buf, GM_EXPECTED_BYTES, "one of ", field->words, count_words(field->words));
        return buf;
    case GM_TYPE_INT:
    case GM_TYPE_INT64:
        text = "a whole number";
        break;
    case GM_TYPE_BOOL:
        text = "yes or no";
        break;
    case GM_TYPE_TEXT:
        text = "text";
        break;
    case GM_TYPE_NAME:
    case GM_TYPE_REF:
        text = "a name";
        break;
    case GM_TYPE_STRUCT:
    case GM_TYPE_OPTIONAL:
    case GM_TYPE_UNION:
    case GM_TYPE_MAP:
        text = "a map";
        break;
    case GM_TYPE_LIST:
        text = "a list";
        break;
    case GM_TYPE_CUSTOM:
        text = field->custom->name;
        break;
    case GM_TYPE_ANY:
        text = "anything";
        break;
    }
    snprintf(buf, GM_EXPECTED_BYTES, "%s", text);
    return buf;
}

// A bound in the unit of the row.
static const char *bound_text(const gm_field *field, double si, char *buf, size_t size)
{
    double one = 1.0;
    gm_dim dim = {0};
    bool plain = field->type != GM_TYPE_QUANTITY || !field->unit || !field->unit[0];
    if (plain || !gm_unit_find(field->unit, &one, &dim)) {
        char number[GM_NUMBER_BYTES];
        int digits = field->type == GM_TYPE_QUANTITY ? 6 : 15; // whole numbers are not rounded
        snprintf(buf, size, "%s", gm_text_of_rounded(si, digits, number));
    } else {
        gm_quantity_format(si, dim, field->unit, buf, size);
    }
    return buf;
}

const char *gm_bounds_text(const gm_field *field, char *buf, size_t size)
{
    char lo[64];
    char hi[64];
    bound_text(field, field->lo, lo, sizeof lo);
    bound_text(field, field->hi, hi, sizeof hi);
    unsigned low = field->bounds & (GM_MORE_THAN | GM_AT_LEAST);
    unsigned high = field->bounds & (GM_LESS_THAN | GM_AT_MOST);
    const char *low_sign = low & GM_MORE_THAN ? ">" : ">=";
    const char *high_sign = high & GM_LESS_THAN ? "<" : "<=";
    if (low && high) {
        snprintf(buf, size, "%s %s and %s %s", low_sign, lo, high_sign, hi);
    } else if (low) {
        snprintf(buf, size, "%s %s", low_sign, lo);
    } else if (high) {
        snprintf(buf, size, "%s %s", high_sign, hi);
    } else {
        buf[0] = '\0';
    }
    return buf;
}

const char *gm_owner_text(const gm_reader *reader, char *buf, size_t size)
{
    buf[0] = '\0';
    if (reader->owner_kind && reader->owner_name) {
        snprintf(buf, size, "%s '%s': ", reader->owner_kind, reader->owner_name);
    } else if (reader->owner_kind) {
        snprintf(buf, size, "%s: ", reader->owner_kind);
    }
    return buf;
}

void gm_hint_words(gm_diag *diag, const char *word, const char *const *words, int n)
{
    if (!diag->at_item) {
        return; // nobody will read the help
    }
    const char *nearest = gm_text_nearest(word, words, n);
    bool is_same = nearest && gm_text_equal_nocase(word, nearest);
    const char *here = is_same ? NULL : gm_synonym_find(word, words, n);
    if (here) {
        gm_diag_hint(diag, "here: %s", here);
    } else if (nearest) {
        gm_diag_hint(diag, "did you mean '%s'?", nearest);
    } else if (n > 0) {
        char list[GM_EXPECTED_BYTES];
        join_words(list, sizeof list, "known: ", words, n);
        gm_diag_hint(diag, "%s", list);
    }
}

void gm_report_unknown(gm_diag *diag, gm_src src, const char *what, const char *word,
                       const char *const *words, int n)
{
    gm_diag_error(diag, src, "unknown %s '%.80s'", what, word);
    gm_hint_words(diag, word, words, n);
}

static bool holds(const void *const *items, int n, const void *wanted)
{
    for (int i = 0; i < n; i++) {
        if (items[i] == wanted) {
            return true;
        }
    }
    return false;
}

static void visit_field(gm_schema_walk *walk, const gm_field *field, gm_type type)
{
    if (type == GM_TYPE_STRUCT || type == GM_TYPE_OPTIONAL) {
        gm_schema_visit(walk, field->table);
    } else if (type == GM_TYPE_LIST || type == GM_TYPE_MAP) {
        visit_field(walk, field, field->item);
    } else if (type == GM_TYPE_CUSTOM) {
        if (!holds((const void *const *)walk->customs.items, walk->customs.n, field->custom)) {
            GM_ARRAY_PUSH(walk->arena, &walk->customs, field->custom);
        }
    } else if (type == GM_TYPE_UNION) {
        const gm_union *u = field->cases;
        if (holds((const void *const *)walk->unions.items, walk->unions.n, u)) {
            return;
        }
        GM_ARRAY_PUSH(walk->arena, &walk->unions, u);
        for (int i = 0; i < u->n_cases; i++) {
            gm_schema_visit(walk, u->cases[i].table);
        }
    }
}

void gm_schema_visit(gm_schema_walk *walk, const gm_table *table)
{
    if (holds((const void *const *)walk->tables.items, walk->tables.n, table)) {
        return;
    }
    GM_ARRAY_PUSH(walk->arena, &walk->tables, table);
    for (int i = 0; i < table->n_fields; i++) {
        visit_field(walk, &table->fields[i], table->fields[i].type);
    }
}
