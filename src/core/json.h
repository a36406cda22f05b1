// SPDX-License-Identifier: MIT
//
// A streaming JSON writer (RFC 8259) to a file or a text buffer.
//
// Calls follow the document: begin, key, value, end. Commas, line ends and indentation are its
// business; a value without key in an object, or an unbalanced end, is a mistake of the
// programmer. Numbers are the shortest that read back the same; non-finite ones become null.

#ifndef GM_CORE_JSON_H
#define GM_CORE_JSON_H

#include "core/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define GM_JSON_DEPTH_MAX 64

typedef struct gm_json {
    FILE *file;    // borrowed; NULL when it writes to text
    gm_text *text; // borrowed; NULL when it writes to file
    int indent;    // spaces per level; 0: all on one line
    int depth;
    bool after_key;
    char closers[GM_JSON_DEPTH_MAX]; // '}' or ']' per open level
    bool filled[GM_JSON_DEPTH_MAX];  // the level has a value already
} gm_json;

gm_json gm_json_to_file(FILE *file, int indent);
gm_json gm_json_to_text(gm_text *text, int indent);

void gm_json_begin_object(gm_json *json);
void gm_json_begin_array(gm_json *json);
void gm_json_end(gm_json *json); // closes the innermost; a line end follows the outermost
void gm_json_key(gm_json *json, const char *key);

void gm_json_text(gm_json *json, const char *value); // NULL writes null
void gm_json_text_n(gm_json *json, const char *value, size_t n);
void gm_json_number(gm_json *json, double value);
void gm_json_int(gm_json *json, int64_t value);
void gm_json_bool(gm_json *json, bool value);
void gm_json_null(gm_json *json);
void gm_json_raw(gm_json *json, const char *value); // value is JSON already

// Key and value in one call.
void gm_json_put_text(gm_json *json, const char *key, const char *value);
void gm_json_put_number(gm_json *json, const char *key, double value);
void gm_json_put_int(gm_json *json, const char *key, int64_t value);
void gm_json_put_bool(gm_json *json, const char *key, bool value);

#endif
