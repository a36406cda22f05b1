// SPDX-License-Identifier: MIT

#include "twin/fill.h"

#include "core/assert.h"
#include "core/yaml.h"
#include "twin/tables.h"

#include <string.h>

static const char default_origin[] = "default";

static void fill_struct(gm_arena *arena, gm_node *node, const gm_table *table);

static gm_src default_src(gm_src src)
{
    src.origin = default_origin;
    return src;
}

static gm_node *preset_node(gm_arena *arena, const char *text, gm_src src)
{
    if (text[0] != '[' && text[0] != '{') {
        return gm_node_scalar(arena, src, text);
    }
    gm_diag diag = {0};
    gm_node *node = NULL;
    gm_status status = gm_yaml_read_text("default", gm_slice_of(text), arena, &diag, &node);
    GM_REQUIRE(status == GM_OK); // a preset belongs to the program
    gm_diag_fini(&diag);
    return node;
}

static void append(gm_arena *arena, gm_node *map, const char *key, gm_node *value)
{
    gm_node_append(arena, map, (gm_node_entry){key, value->src, value});
}

// The map of a value in its short form.
static gm_node *unfold(gm_arena *arena, gm_node *node, const gm_table *table)
{
    if (node->kind == GM_NODE_MAP) {
        return node;
    }
    gm_node *map = gm_node_map(arena, node->src);
    if (node->kind != GM_NODE_NULL && table->short_key) {
        append(arena, map, table->short_key, node);
    }
    return map;
}

static gm_node *fill_union(gm_arena *arena, gm_node *node, const gm_union *u)
{
    if (node->kind == GM_NODE_SCALAR) {
        gm_node *map = gm_node_map(arena, node->src);
        append(arena, map, node->text, gm_node_null(arena, node->src));
        node = map;
    }
    for (int i = 0; i < u->n_cases; i++) {
        if (gm_node_get(node, u->cases[i].kind)) {
            fill_struct(arena, node, u->cases[i].table);
            return node;
        }
    }
    return node;
}

// Completes a value of a row (or an item of it); returns what stands in its place.
static gm_node *fill_value(gm_arena *arena, gm_node *node, const gm_field *row, gm_type type)
{
    if (type == GM_TYPE_STRUCT || type == GM_TYPE_OPTIONAL) {
        node = unfold(arena, node, row->table);
        fill_struct(arena, node, row->table);
    } else if (type == GM_TYPE_UNION) {
        node = fill_union(arena, node, row->cases);
    } else if (type == GM_TYPE_LIST && node->kind == GM_NODE_SEQ) {
        for (int i = 0; i < node->n; i++) {
            node->items[i] = fill_value(arena, node->items[i], row, row->item);
        }
    } else if (type == GM_TYPE_LIST) {
        node = fill_value(arena, node, row, row->item);
    } else if (type == GM_TYPE_MAP && node->kind == GM_NODE_MAP) {
        for (int i = 0; i < node->n; i++) {
            node->entries[i].value = fill_value(arena, node->entries[i].value, row, row->item);
        }
    }
    return node;
}

static void fill_missing(gm_arena *arena, gm_node *map, const gm_field *row)
{
    gm_src src = default_src(map->src);
    if (row->preset) {
        append(arena, map, row->key, preset_node(arena, row->preset, src));
    } else if (row->type == GM_TYPE_STRUCT && !row->given_at &&
               !gm_table_requires(row->table)) {
        // What is told apart from "not said" must stay unsaid.
        gm_node *inner = gm_node_map(arena, src);
        fill_struct(arena, inner, row->table);
        if (inner->n > 0) {
            append(arena, map, row->key, inner);
        }
    }
}

static void fill_struct(gm_arena *arena, gm_node *node, const gm_table *table)
{
    for (int i = 0; i < table->n_fields; i++) {
        const gm_field *row = &table->fields[i];
        gm_node *value = gm_node_get(node, row->key);
        if (value) {
            gm_node_set(arena, node, row->key, fill_value(arena, value, row, row->type));
        } else {
            fill_missing(arena, node, row);
        }
    }
}

// ---- the clock, whose defaults hang on one another

static void say(gm_arena *arena, gm_node *clock, const char *key, const char *text)
{
    if (!gm_node_get(clock, key)) {
        append(arena, clock, key, gm_node_scalar(arena, default_src(clock->src), text));
    }
}

static void fill_clock(gm_node *root, const gm_clock_def *clock, gm_arena *arena)
{
    static const char *const warm_ups[] = {"none", "auto"};
    static const char *const series[] = {"none", "month", "day"};
    gm_node *node = gm_node_get(root, "clock");
    if (!node || node->kind != GM_NODE_MAP) {
        return;
    }
    say(arena, node, "horizon", clock->horizon == GM_HORIZON_STEADY ? "steady" : "terminating");
    if (clock->warm_up <= GM_WARM_UP_AUTO) {
        say(arena, node, "warm-up", warm_ups[clock->warm_up]);
    }
    say(arena, node, "replications", gm_arena_printf(arena, "%d", (int)clock->replications));
    say(arena, node, "most", gm_arena_printf(arena, "%d", (int)clock->most));
    if (clock->series <= GM_SERIES_DAY) {
        say(arena, node, "series", series[clock->series]);
    }
}

void gm_fill_defaults(gm_node *root, const gm_clock_def *clock, gm_arena *arena)
{
    fill_struct(arena, root, &gm_table_model);
    fill_clock(root, clock, arena);
}
