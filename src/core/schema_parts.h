// SPDX-License-Identifier: MIT
//
// What the files of the schema share: sizes of members, words for what is expected.

#ifndef GM_CORE_SCHEMA_PARTS_H
#define GM_CORE_SCHEMA_PARTS_H

#include "core/schema.h"

// Longest text of gm_expected().
#define GM_EXPECTED_BYTES 240

// Bytes of a value of this type, as a row of STRUCT, UNION or CUSTOM gives it.
size_t gm_type_size(const gm_field *field, gm_type type);

// The item of a LIST or MAP as a row of its own.
gm_field gm_item_field(const gm_field *field);

// "a time like `52 s`, `4 h`", "yes or no", "one of fifo, lifo".
const char *gm_expected(const gm_field *field, char buf[GM_EXPECTED_BYTES]);

// "> 0", "0 .. 1", "" without bounds; with `unit` of the row.
const char *gm_bounds_text(const gm_field *field, char *buf, size_t size);

// What a reader's messages start with: "station 'weld': ", or "".
const char *gm_owner_text(const gm_reader *reader, char *buf, size_t size);

// Adds the nearest of the words, or else the list of them, to the last message.
void gm_hint_words(gm_diag *diag, const char *word, const char *const *words, int n);

// Reads QUANTITY, INT and INT64, also as {value:, range: ..}.
bool gm_read_number_field(gm_reader *reader, const gm_field *field, const gm_node *node,
                          void *member);

// Reads BOOL, ENUM, TEXT, NAME and REF.
bool gm_read_word_field(gm_reader *reader, const gm_field *field, const gm_node *node,
                        void *member);

// What a struct is besides its rows.
typedef struct gm_identity {
    const char *name; // NULL: none
    const char *kind; // key of the map that chose the table; NULL: none
    const gm_src *at; // where it begins if not at its node: a name on a line of its own
} gm_identity;

// Reads a map into the struct of a table.
bool gm_read_rows(gm_reader *reader, const gm_table *table, const gm_node *node, void *dst,
                  gm_identity id);

// Reports "expected .., got .." and returns false.
bool gm_expected_fault(gm_reader *reader, const gm_field *field, const gm_node *node);

bool gm_is_name(const char *text);

// False after a fault at src when the text is not a name.
bool gm_check_name(gm_reader *reader, gm_src src, const char *text);

// The walk of the emitters: every table, union and custom that a root uses, each once, in the
// order of first use.
typedef struct gm_schema_walk {
    gm_arena *arena; // borrowed
    GM_ARRAY(const gm_table *) tables;
    GM_ARRAY(const gm_union *) unions;
    GM_ARRAY(const gm_custom *) customs;
} gm_schema_walk;

void gm_schema_visit(gm_schema_walk *walk, const gm_table *table);

#endif
