// SPDX-License-Identifier: MIT
//
// One table per section of the language: it drives reading, defaults, bounds, units, the JSON
// Schema and the language reference, so that they cannot drift apart.
//
// A table describes a C struct; each row (gm_field) a key and the member it goes to. Tables are
// static const data. Reading reports every fault to the reader's diag and goes on.

#ifndef GM_CORE_SCHEMA_H
#define GM_CORE_SCHEMA_H

#include "core/arena.h"
#include "core/array.h"
#include "core/diag.h"
#include "core/json.h"
#include "core/node.h"
#include "core/ref.h"
#include "core/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct gm_table gm_table;
typedef struct gm_union gm_union;
typedef struct gm_reader gm_reader;

// What a row reads, and the type of the member at its offset.
typedef enum gm_type {
    GM_TYPE_QUANTITY = 1, // double in SI; dimension of .unit ("" or NULL: a pure number)
    GM_TYPE_INT,          // int32_t; "5" or with a counted thing, "5 cars"
    GM_TYPE_INT64,        // int64_t
    GM_TYPE_BOOL,         // bool; true, false, yes, no
    GM_TYPE_ENUM,         // int (or an enum); index into .words
    GM_TYPE_TEXT,         // const char *
    GM_TYPE_NAME,         // const char *; letters, digits, - _ . and at most 64 bytes
    GM_TYPE_REF,          // gm_ref; a name that the caller resolves later
    GM_TYPE_STRUCT,       // the struct of .table, in place
    GM_TYPE_OPTIONAL,     // pointer to the struct of .table, NULL when the key is missing
    GM_TYPE_UNION,        // gm_union_item of .cases, in place
    GM_TYPE_LIST,         // GM_LIST(..) of .item; one item may stand without brackets
    GM_TYPE_MAP,          // GM_LIST(..) of .item, each with its name
    GM_TYPE_CUSTOM,       // anything; read by .custom
    GM_TYPE_ANY           // const gm_node *
} gm_type;

// Bounds of numbers in SI, against .lo and .hi; combine with |.
typedef enum gm_bounds {
    GM_MORE_THAN = 1, // > lo
    GM_AT_LEAST = 2,  // >= lo
    GM_LESS_THAN = 4, // < hi
    GM_AT_MOST = 8,   // <= hi
    GM_POSITIVE = GM_MORE_THAN,
    GM_NOT_NEGATIVE = GM_AT_LEAST,
    GM_BETWEEN = GM_AT_LEAST | GM_AT_MOST // lo <= value <= hi
} gm_bounds;

typedef struct gm_union_item {
    int kind;         // index into the cases of the union; -1: could not be read
    const char *name; // value of the kind key, NULL when it has none
    gm_src src;
    void *item; // struct of the case's table; NULL when kind is -1
} gm_union_item;

// What a LIST or MAP becomes. Items are in the reader's arena and do not move.
#define GM_LIST(type)                                                                          \
    struct {                                                                                   \
        type *items;                                                                           \
        int n;                                                                                 \
    }

// Items of a MAP whose .item is a number, a text or a reference: the key and the value.
typedef struct gm_named_quantity {
    const char *name;
    gm_src src; // of the key
    double value;
} gm_named_quantity;

typedef struct gm_named_int {
    const char *name;
    gm_src src;
    int32_t value;
} gm_named_int;

typedef struct gm_named_text {
    const char *name;
    gm_src src;
    const char *value;
} gm_named_text;

// A MAP of unions or customs gives items of this form.
typedef struct gm_named_union {
    const char *name;
    gm_src src;
    gm_union_item value;
} gm_named_union;

// A value with its own reader. For a LIST of customs each item takes .size bytes. A MAP of
// customs is a GM_LIST of struct {const char *name; gm_src src; <value> value;} with .size that
// of the value, which must need no more than the alignment of a double.
typedef struct gm_custom {
    const char *name; // "distribution"; heading of the reference, name in the JSON Schema
    const char *doc;  // markdown: what may be written
    const char *json; // JSON Schema of the value; NULL: anything
    size_t size;
    bool (*read)(gm_reader *reader, const gm_node *node, void *dst);
} gm_custom;

// One row of a table. Zero means: no such thing.
typedef struct gm_field {
    const char *key;
    gm_type type;
    size_t offset;       // of the member
    const char *doc;     // one sentence
    const char *example; // as written in a model file; NULL: made from the type
    const char *preset;  // text read when the key is missing; NULL: the member stays zero
    bool required;
    bool apart; // its faults leave what the other rows say sound
    bool flat;  // LIST, MAP, STRUCT, OPTIONAL: the key is left out of paths (plant.weld.time)
    const char *unit;         // QUANTITY: a unit expression of its dimension, "s", "cars/yr";
                              // INT, INT64: the things that are counted, "people"
    unsigned bounds;          // gm_bounds
    double lo;                // SI
    double hi;                // SI
    const char *const *words; // ENUM: ended by NULL
    gm_type item;             // LIST, MAP: type of an item, which uses the other members
    const gm_table *table;    // STRUCT, OPTIONAL
    const gm_union *cases;    // UNION
    const gm_custom *custom;  // CUSTOM
    size_t src_at;            // GM_AT() of a gm_src member: where the value stands
    size_t given_at;          // GM_AT() of a bool member: the key was written
    bool (*check)(gm_reader *reader, const gm_node *node, void *member); // after a good read
} gm_field;

// An offset that can be told from "none".
#define GM_AT(type, member) (offsetof(type, member) + 1)

// The two parts of every row that name the member.
#define GM_INTO(struct_type, member) .offset = offsetof(struct_type, member)

struct gm_table {
    const char *name; // heading of the reference and name in the JSON Schema; unique
    const char *doc;  // markdown
    const gm_field *fields;
    int n_fields;
    size_t size;           // of the struct
    size_t src_at;         // GM_AT() of a gm_src member; 0: none
    size_t name_at;        // GM_AT() of a const char * member for MAP keys and kind values
    bool name_optional;    // as a case of a union: the kind key may have no value
    const char *short_key; // `key: 5 s` may stand for `key: {short_key: 5 s}`; NULL: no
    bool (*check)(gm_reader *reader, const gm_node *node,
                  void *dst); // after the rows were read
};

#define GM_FIELDS(array)                                                                       \
    .fields = (array), .n_fields = (int)(sizeof(array) / sizeof((array)[0]))

// The row of a key, or NULL.
const gm_field *gm_table_row(const gm_table *table, const char *key);

// Has it a row that must be given?
bool gm_table_requires(const gm_table *table);

// One of several structs, chosen by which kind word is a key of the map: `- station: weld`.
// The value of the kind key is the name, unless the table has a row of that key.
typedef struct gm_union_case {
    const char *kind;
    const gm_table *table;
} gm_union_case;

struct gm_union {
    const char *name;
    const char *doc;
    const gm_union_case *cases;
    int n_cases;
};

typedef enum gm_confidence {
    GM_CONFIDENCE_NONE, // not said
    GM_CONFIDENCE_MEASURED,
    GM_CONFIDENCE_ANNOUNCED,
    GM_CONFIDENCE_ESTIMATE,
    GM_CONFIDENCE_UNVERIFIED
} gm_confidence;

typedef enum gm_shape {
    GM_SHAPE_PERT, // beta-PERT around value, the default
    GM_SHAPE_UNIFORM,
    GM_SHAPE_TRIANGULAR,
    GM_SHAPE_NORMAL,
    GM_SHAPE_LOGNORMAL
} gm_shape;

const char *gm_confidence_text(gm_confidence confidence); // "" for none
const char *gm_shape_text(gm_shape shape);

// A number written as {value:, range:, source: ..}.
typedef struct gm_input {
    const char *path; // "plant.weld.time"
    gm_src src;
    double value; // SI
    bool has_range;
    double lo; // SI, lo <= value <= hi
    double hi;
    gm_shape shape;
    gm_dim dim;
    const char *unit;   // as written with the value, "" for a pure number
    const char *source; // or NULL
    const char *note;   // or NULL
    gm_confidence confidence;
    int year;     // 0: not said
    void *target; // the member that took the value: double, or an integer of type
    gm_type type; // QUANTITY, INT or INT64; CUSTOM: a law or the like, whose mean is the value
} gm_input;

struct gm_reader {
    gm_arena *arena;             // borrowed: everything read lives in it
    gm_diag *diag;               // borrowed
    void *user;                  // for the callbacks
    int n_apart;                 // faults of rows that leave the others sound
    bool has_lost;               // names may stand in what could not be read
    GM_ARRAY(const char *) lost; // names of what could not be read
    GM_ARRAY(gm_input) inputs;
    gm_text path;
    // What messages call the struct that is being read: "station" and its name or NULL.
    const char *owner_kind;
    const char *owner_name;
};

gm_reader gm_reader_init(gm_arena *arena, gm_diag *diag);

// Reads a map into the struct of a table, which is zeroed first. node may be NULL: then the
// defaults. GM_OK, or GM_ERR_MODEL with every fault in the diag.
GM_MUST_USE gm_status gm_schema_read(gm_reader *reader, const gm_table *table,
                                     const gm_node *node, void *dst);

// Parts for callbacks; all return false after a fault, which is in the diag.
bool gm_read_table(gm_reader *reader, const gm_table *table, const gm_node *node, void *dst);
bool gm_read_field(gm_reader *reader, const gm_field *field, const gm_node *node, void *member);
bool gm_read_union(gm_reader *reader, const gm_union *u, const gm_node *node,
                   gm_union_item *item);
// A quantity of the dimension of unit, also as {value:, range: ..}.
bool gm_read_quantity(gm_reader *reader, const gm_node *node, const char *unit, double *si);
// Of {value:, range: ..} all but the value: an input of type CUSTOM with this mean, whose range
// is in the dimension of unit.
bool gm_read_notes(gm_reader *reader, const gm_node *node, const char *unit,
                   const gm_quantity *mean, void *target);
// Warns of a count like `1.000`, which is one to this language and a thousand to half of the
// world. The node is a scalar.
void gm_read_warn_of_thousands(gm_reader *reader, const gm_node *node);
// A scalar's text, or NULL after a fault "expected <what>".
const char *gm_read_scalar(gm_reader *reader, const gm_node *node, const char *what);

// Adds ".step" to the path of inputs; give the returned length to gm_path_pop().
size_t gm_path_push(gm_reader *reader, const char *step);
void gm_path_pop(gm_reader *reader, size_t len);

// The fault of an unknown word, with the nearest or else the list of those that may stand.
void gm_report_unknown(gm_diag *diag, gm_src src, const char *what, const char *word,
                       const char *const *words, int n);

// The JSON Schema (draft 2020-12) of a file whose top map is the table.
void gm_schema_write_json(const gm_table *root, const char *title, FILE *out);

// The language reference in Markdown: the table, then every table it uses, each once.
void gm_schema_write_markdown(const gm_table *root, FILE *out);

#endif
