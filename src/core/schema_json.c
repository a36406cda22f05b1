// SPDX-License-Identifier: MIT
//
// Writes schema tables as JSON Schema, draft 2020-12, for editors.

#include "core/assert.h"
#include "core/schema.h"
#include "core/schema_parts.h"
#include "core/text.h"

#include <string.h>

// A number as it is written, with any unit behind it; the reader checks which.
#define QUANTITY_PATTERN "^\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\\s*.*$"
#define NAME_PATTERN     "^[^\\s/:,\\[\\]{}#&*!|>'\"%@`]{1,64}$"

static void put_reference(gm_json *json, const char *name)
{
    char text[128];
    snprintf(text, sizeof text, "#/$defs/%s", name);
    gm_json_put_text(json, "$ref", text);
}

static void put_bounds(gm_json *json, const gm_field *field)
{
    if (field->bounds & (GM_MORE_THAN | GM_AT_LEAST)) {
        gm_json_put_number(json, field->bounds & GM_MORE_THAN ? "exclusiveMinimum" : "minimum",
                           field->lo);
    }
    if (field->bounds & (GM_LESS_THAN | GM_AT_MOST)) {
        gm_json_put_number(json, field->bounds & GM_LESS_THAN ? "exclusiveMaximum" : "maximum",
                           field->hi);
    }
}

// A number: plain, with unit, or a map with range and source.
static void put_number(gm_json *json, const gm_field *field)
{
    bool whole = field->type != GM_TYPE_QUANTITY;
    double si = 0.0;
    gm_dim dim = {0};
    bool is_known = gm_unit_find(field->unit ? field->unit : "", &si, &dim);
    GM_REQUIRE(is_known);
    dim.power[GM_AXIS_COUNT] = 0; // things may be counted without their noun
    gm_json_key(json, "anyOf");
    gm_json_begin_array(json);
    if (whole || gm_dim_is_number(dim)) {
        gm_json_begin_object(json);
        gm_json_put_text(json, "type", whole ? "integer" : "number");
        put_bounds(json, field);
        gm_json_end(json);
    }
    gm_json_begin_object(json);
    gm_json_put_text(json, "type", "string");
    gm_json_put_text(json, "pattern", QUANTITY_PATTERN);
    gm_json_end(json);
    gm_json_begin_object(json);
    put_reference(json, "input");
    gm_json_end(json);
    gm_json_end(json);
}

static void put_words(gm_json *json, const char *const *words)
{
    gm_json_key(json, "enum");
    gm_json_begin_array(json);
    for (int i = 0; words[i]; i++) {
        gm_json_text(json, words[i]);
    }
    gm_json_end(json);
}

static void put_typed(gm_json *json, const gm_field *field);

static void put_list(gm_json *json, const gm_field *field)
{
    gm_field item = gm_item_field(field);
    gm_json_key(json, "anyOf");
    gm_json_begin_array(json);
    gm_json_begin_object(json);
    gm_json_put_text(json, "type", "array");
    gm_json_key(json, "items");
    gm_json_begin_object(json);
    put_typed(json, &item);
    gm_json_end(json);
    gm_json_end(json);
    gm_json_begin_object(json);
    put_typed(json, &item);
    gm_json_end(json);
    gm_json_end(json);
}

static void put_map(gm_json *json, const gm_field *field)
{
    gm_field item = gm_item_field(field);
    gm_json_put_text(json, "type", "object");
    gm_json_key(json, "additionalProperties");
    gm_json_begin_object(json);
    put_typed(json, &item);
    gm_json_end(json);
}

// The keywords that say what a value may be, into the open object.
static void put_typed(gm_json *json, const gm_field *field)
{
    switch (field->type) {
    case GM_TYPE_QUANTITY:
    case GM_TYPE_INT:
    case GM_TYPE_INT64:
        put_number(json, field);
        break;
    case GM_TYPE_BOOL:
        gm_json_key(json, "enum");
        gm_json_raw(json, "[true, false, \"yes\", \"no\"]");
        break;
    case GM_TYPE_ENUM:
        put_words(json, field->words);
        break;
    case GM_TYPE_TEXT:
        gm_json_key(json, "type");
        gm_json_raw(json, "[\"string\", \"number\", \"boolean\"]");
        break;
    case GM_TYPE_NAME:
    case GM_TYPE_REF:
        gm_json_key(json, "type");
        gm_json_raw(json, "[\"string\", \"number\"]");
        gm_json_put_text(json, "pattern", NAME_PATTERN);
        break;
    case GM_TYPE_STRUCT:
    case GM_TYPE_OPTIONAL:
        put_reference(json, field->table->name);
        break;
    case GM_TYPE_UNION:
        put_reference(json, field->cases->name);
        break;
    case GM_TYPE_LIST:
        put_list(json, field);
        break;
    case GM_TYPE_MAP:
        put_map(json, field);
        break;
    case GM_TYPE_CUSTOM:
        put_reference(json, field->custom->name);
        break;
    case GM_TYPE_ANY:
        break;
    }
}

static void put_field(gm_json *json, const gm_field *field)
{
    char expected[GM_EXPECTED_BYTES];
    char bounds[140];
    char text[1024];
    gm_bounds_text(field, bounds, sizeof bounds);
    snprintf(text, sizeof text, "%s%s%s%s%s%s", field->doc ? field->doc : "",
             field->doc ? " " : "", gm_expected(field, expected), bounds[0] ? ", " : "", bounds,
             ".");
    gm_json_key(json, field->key);
    gm_json_begin_object(json);
    gm_json_put_text(json, "description", text);
    put_typed(json, field);
    if (field->preset) {
        gm_json_put_text(json, "default", field->preset);
    }
    if (field->example) {
        gm_json_key(json, "examples");
        gm_json_begin_array(json);
        gm_json_text(json, field->example);
        gm_json_end(json);
    }
    gm_json_end(json);
}

static void put_required(gm_json *json, const gm_table *table, const char *kind)
{
    gm_json_key(json, "required");
    gm_json_begin_array(json);
    if (kind) {
        gm_json_text(json, kind);
    }
    for (int i = 0; i < table->n_fields; i++) {
        bool is_kind = kind && strcmp(kind, table->fields[i].key) == 0;
        if (table->fields[i].required && !is_kind) {
            gm_json_text(json, table->fields[i].key);
        }
    }
    gm_json_end(json);
}

// The map of a table; as a case of a union it also has the kind key.
static void put_map_of_table(gm_json *json, const gm_table *table, const char *kind,
                             bool is_whole)
{
    gm_json_put_text(json, "type", "object");
    gm_json_key(json, "properties");
    gm_json_begin_object(json);
    if (kind && !gm_table_row(table, kind)) {
        gm_json_key(json, kind);
        gm_json_raw(json, table->name_optional
                              ? "{\"type\": [\"string\", \"number\", \"null\"]}"
                              : "{\"type\": [\"string\", \"number\"]}");
    }
    for (int i = 0; i < table->n_fields; i++) {
        put_field(json, &table->fields[i]);
    }
    gm_json_end(json);
    if (is_whole) {
        put_required(json, table, kind);
    }
    gm_json_put_bool(json, "additionalProperties", false);
}

static void put_table(gm_json *json, const gm_table *table, bool is_whole)
{
    const gm_field *short_row = table->short_key ? gm_table_row(table, table->short_key) : NULL;
    gm_json_begin_object(json);
    gm_json_put_text(json, "description", table->doc);
    if (short_row) {
        gm_json_key(json, "anyOf");
        gm_json_begin_array(json);
        gm_json_begin_object(json);
        put_typed(json, short_row);
        gm_json_end(json);
        gm_json_begin_object(json);
    }
    put_map_of_table(json, table, NULL, is_whole);
    if (short_row) {
        gm_json_end(json);
        gm_json_end(json);
    }
    gm_json_end(json);
}

static void put_union(gm_json *json, const gm_union *u)
{
    gm_json_key(json, u->name);
    gm_json_begin_object(json);
    gm_json_put_text(json, "description", u->doc);
    gm_json_key(json, "anyOf");
    gm_json_begin_array(json);
    for (int i = 0; i < u->n_cases; i++) {
        gm_json_begin_object(json);
        gm_json_put_text(json, "description", u->cases[i].table->doc);
        put_map_of_table(json, u->cases[i].table, u->cases[i].kind, true);
        gm_json_end(json);
        if (u->cases[i].table->name_optional) {
            gm_json_begin_object(json);
            gm_json_put_text(json, "const", u->cases[i].kind);
            gm_json_end(json);
        }
    }
    gm_json_end(json);
    gm_json_end(json);
}

static void put_custom(gm_json *json, const gm_custom *custom)
{
    gm_json_key(json, custom->name);
    gm_json_begin_object(json);
    gm_json_put_text(json, "description", custom->doc);
    if (custom->json) {
        gm_json_key(json, "allOf");
        gm_json_begin_array(json);
        gm_json_raw(json, custom->json);
        gm_json_end(json);
    }
    gm_json_end(json);
}

// The long form of a number.
static void put_input(gm_json *json)
{
    gm_json_key(json, "input");
    gm_json_raw(json,
                "{\"description\": \"A number with its range and source.\", "
                "\"type\": \"object\", \"required\": [\"value\"], "
                "\"additionalProperties\": false, \"properties\": {"
                "\"value\": {\"type\": [\"number\", \"string\"]}, "
                "\"range\": {\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, "
                "\"items\": {\"type\": [\"number\", \"string\"]}}, "
                "\"shape\": {\"enum\": [\"pert\", \"uniform\", \"triangular\", \"normal\", "
                "\"lognormal\"]}, "
                "\"source\": {\"type\": [\"string\", \"number\"]}, "
                "\"confidence\": {\"enum\": [\"measured\", \"announced\", \"estimate\", "
                "\"unverified\"]}, "
                "\"note\": {\"type\": [\"string\", \"number\"]}, "
                "\"year\": {\"type\": \"integer\"}}}");
}

void gm_schema_write_json(const gm_table *root, const char *title, FILE *out)
{
    gm_arena scratch = {0};
    gm_schema_walk walk = {.arena = &scratch};
    gm_schema_visit(&walk, root);

    gm_json json = gm_json_to_file(out, 2);
    gm_json_begin_object(&json);
    gm_json_put_text(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
    gm_json_put_text(&json, "title", title);
    put_reference(&json, root->name);
    gm_json_key(&json, "$defs");
    gm_json_begin_object(&json);
    for (int i = 0; i < walk.tables.n; i++) {
        gm_json_key(&json, walk.tables.items[i]->name);
        // A file that is included says part of what the root must have.
        put_table(&json, walk.tables.items[i], walk.tables.items[i] != root);
    }
    for (int i = 0; i < walk.unions.n; i++) {
        put_union(&json, walk.unions.items[i]);
    }
    for (int i = 0; i < walk.customs.n; i++) {
        put_custom(&json, walk.customs.items[i]);
    }
    put_input(&json);
    gm_json_end(&json);
    gm_json_end(&json);
    gm_arena_fini(&scratch);
}
