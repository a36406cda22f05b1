// SPDX-License-Identifier: MIT

#include "core/json.h"

#include "core/assert.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

gm_json gm_json_to_file(FILE *file, int indent)
{
    return (gm_json){.file = file, .indent = indent};
}

gm_json gm_json_to_text(gm_text *text, int indent)
{
    return (gm_json){.text = text, .indent = indent};
}

static void emit(gm_json *json, const char *bytes, size_t n)
{
    if (json->file) {
        fwrite(bytes, 1, n, json->file);
    } else {
        gm_text_add_n(json->text, bytes, n);
    }
}

static void put(gm_json *json, const char *text)
{
    emit(json, text, strlen(text));
}

static void break_line(gm_json *json)
{
    if (json->indent == 0) {
        return;
    }
    put(json, "\n");
    for (int i = 0; i < json->depth * json->indent; i++) {
        put(json, " ");
    }
}

// Writes the comma and line end that belong before the next key or list item.
static void separate(gm_json *json)
{
    bool *filled = &json->filled[json->depth - 1];
    if (*filled) {
        put(json, json->indent == 0 ? ", " : ",");
    }
    *filled = true;
    break_line(json);
}

static void before_value(gm_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    GM_REQUIRE(json->depth == 0 || json->closers[json->depth - 1] == ']');
    if (json->depth > 0) {
        separate(json);
    }
}

static void begin(gm_json *json, const char *opener, char closer)
{
    before_value(json);
    GM_REQUIRE(json->depth < GM_JSON_DEPTH_MAX);
    put(json, opener);
    json->closers[json->depth] = closer;
    json->filled[json->depth] = false;
    json->depth += 1;
}

void gm_json_begin_object(gm_json *json)
{
    begin(json, "{", '}');
}

void gm_json_begin_array(gm_json *json)
{
    begin(json, "[", ']');
}

void gm_json_end(gm_json *json)
{
    GM_REQUIRE(json->depth > 0 && !json->after_key);
    json->depth -= 1;
    if (json->filled[json->depth]) {
        break_line(json);
    }
    emit(json, &json->closers[json->depth], 1);
    if (json->depth == 0) {
        put(json, "\n");
    }
}

// Writes one character of a string: as it is, or escaped. Returns its bytes.
static size_t put_char(gm_json *json, const char *at, size_t len)
{
    static const char short_escapes[] = "\"\\\b\f\n\r\t";
    static const char letters[] = "\"\\bfnrt";
    uint32_t code = 0;
    int n = gm_utf8_decode(at, len, &code);
    if (n == 0) {
        put(json, "\\ufffd"); // not UTF-8: the replacement character
        return 1;
    }
    const char *found = code > 0 && code < 128 ? strchr(short_escapes, (int)code) : NULL;
    if (found) {
        char escape[3] = {'\\', letters[found - short_escapes], '\0'};
        put(json, escape);
    } else if (code < 0x20 || code == 0x7F) {
        char escape[8];
        snprintf(escape, sizeof escape, "\\u%04x", (unsigned)code);
        put(json, escape);
    } else {
        emit(json, at, (size_t)n);
    }
    return (size_t)n;
}

static void put_string(gm_json *json, const char *value, size_t n)
{
    put(json, "\"");
    for (size_t i = 0; i < n;) {
        i += put_char(json, value + i, n - i);
    }
    put(json, "\"");
}

void gm_json_key(gm_json *json, const char *key)
{
    GM_REQUIRE(json->depth > 0 && json->closers[json->depth - 1] == '}' && !json->after_key);
    separate(json);
    put_string(json, key, strlen(key));
    put(json, ": ");
    json->after_key = true;
}

void gm_json_text_n(gm_json *json, const char *value, size_t n)
{
    before_value(json);
    put_string(json, value, n);
}

void gm_json_text(gm_json *json, const char *value)
{
    if (value) {
        gm_json_text_n(json, value, strlen(value));
    } else {
        gm_json_null(json);
    }
}

void gm_json_raw(gm_json *json, const char *value)
{
    before_value(json);
    put(json, value);
}

void gm_json_null(gm_json *json)
{
    gm_json_raw(json, "null");
}

void gm_json_bool(gm_json *json, bool value)
{
    gm_json_raw(json, value ? "true" : "false");
}

void gm_json_int(gm_json *json, int64_t value)
{
    char buf[24];
    snprintf(buf, sizeof buf, "%" PRId64, value);
    gm_json_raw(json, buf);
}

void gm_json_number(gm_json *json, double value)
{
    char buf[GM_NUMBER_BYTES];
    gm_json_raw(json, isfinite(value) ? gm_text_of_number(value, buf) : "null");
}

void gm_json_put_text(gm_json *json, const char *key, const char *value)
{
    gm_json_key(json, key);
    gm_json_text(json, value);
}

void gm_json_put_number(gm_json *json, const char *key, double value)
{
    gm_json_key(json, key);
    gm_json_number(json, value);
}

void gm_json_put_int(gm_json *json, const char *key, int64_t value)
{
    gm_json_key(json, key);
    gm_json_int(json, value);
}

void gm_json_put_bool(gm_json *json, const char *key, bool value)
{
    gm_json_key(json, key);
    gm_json_bool(json, value);
}
