// SPDX-License-Identifier: MIT
//
// The tree of a model file before it has meaning: scalars, maps and lists with their places.
//
// Nodes and their texts live in the arena they were made in. Maps keep the order of the file.

#ifndef GM_CORE_NODE_H
#define GM_CORE_NODE_H

#include "core/arena.h"
#include "core/diag.h"

#include <stdbool.h>
#include <stdio.h>

typedef enum gm_node_kind {
    GM_NODE_NULL, // nothing written, `~` or `null`
    GM_NODE_SCALAR,
    GM_NODE_MAP,
    GM_NODE_SEQ
} gm_node_kind;

typedef struct gm_node gm_node;

typedef struct gm_node_entry {
    const char *key;
    gm_src key_src;
    gm_node *value;
} gm_node_entry;

struct gm_node {
    gm_node_kind kind;
    bool quoted;    // scalar written in quotes or as a block
    bool is_spread; // scalar on several lines: a place in its text is none in the file
    bool is_faulty; // told already: a scalar means nothing, a map lacks a key
    bool has_lost;  // a map lacks a map or list, and the names in it
    gm_src src;
    const char *text;       // scalar and null as written; else NULL
    gm_node_entry *entries; // map
    gm_node **items;        // list
    int n;                  // entries or items
    int cap;
};

gm_node *gm_node_scalar(gm_arena *arena, gm_src src, const char *text); // text is copied
gm_node *gm_node_null(gm_arena *arena, gm_src src);
gm_node *gm_node_map(gm_arena *arena, gm_src src);
gm_node *gm_node_seq(gm_arena *arena, gm_src src);

// The value under a key, or NULL when node is NULL, no map, or has no such key.
gm_node *gm_node_get(const gm_node *node, const char *key);

// Replaces the value under a key, or appends it. key is copied; value is kept as it is.
void gm_node_set(gm_arena *arena, gm_node *map, const char *key, gm_node *value);

// Appends without a search. The caller knows that the key is new.
void gm_node_append(gm_arena *arena, gm_node *map, gm_node_entry entry);
void gm_node_push(gm_arena *arena, gm_node *seq, gm_node *item);
bool gm_node_remove(gm_node *map, const char *key); // false when there was none

gm_node *gm_node_clone(gm_arena *arena, const gm_node *node); // deep; texts are shared
bool gm_node_equal(const gm_node *a, const gm_node *b);       // places do not count

// "a value", "a map", "a list", "nothing".
const char *gm_node_kind_text(gm_node_kind kind);

// Writes the tree as YAML that reads back to an equal tree. With origins each line ends in a
// comment with the place or origin of its value.
void gm_node_print(const gm_node *node, FILE *out, bool origins);

// Writes the tree as one JSON value; every scalar is a text, as it is written.
void gm_node_write_json(const gm_node *node, gm_json *json);

// Writes an object from the JSON pointer (RFC 6901) of every value, "/plant/line/steps/0/time",
// to where it comes from: its place in a file, or its origin.
void gm_node_write_origins(const gm_node *node, gm_json *json);

#endif
