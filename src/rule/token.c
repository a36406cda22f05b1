// SPDX-License-Identifier: MIT
//
// The tokens of a rule. A number takes the unit behind it: `30 min`, `2.5 m/s`. A name may hold
// `-`, so a minus behind a name needs a blank before it.

#include "rule/tree.h"

#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

gm_src gm_rule_place(gm_src src, const char *text, int32_t at)
{
    for (int32_t i = 0; i < at; i++) {
        if (text[i] == '\n') {
            return src; // a text over several lines may be folded: its beginning is certain
        }
        src.col += ((unsigned char)text[i] & 0xC0) != 0x80 ? 1 : 0;
    }
    return src;
}

bool gm_rule_fail(gm_rule_reader *reader, int32_t at, const char *fmt, ...)
{
    if (reader->failed) {
        return false;
    }
    char text[400];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    reader->failed = true;
    gm_diag_error(reader->diag, gm_rule_place(reader->src, reader->text, at), "rule: %s", text);
    return false;
}

bool gm_rule_is_keyword(const char *word)
{
    static const char *const words[] = {"if", "then", "else", "and", "or", "not", "is", "of"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_byte(char c)
{
    return is_letter(c) || is_digit(c) || c == '_';
}

// ---- numbers

// The end of a word of a unit with its power.
static const char *unit_word_end(const char *at)
{
    while (is_letter(*at) || *at == '%' || *at == '_' || *at == '$') {
        at++;
    }
    at += *at == '^' ? 1 : 0;
    at += *at == '-' && is_digit(at[1]) && at[-1] == '^' ? 1 : 0;
    while (is_digit(*at)) {
        at++;
    }
    return at;
}

// The unit behind a number, as far as it is one: `/` joins only what is a unit with it.
static const char *unit_end(const gm_rule_reader *r, const char *from)
{
    const char *end = *from == '/' ? from : unit_word_end(from);
    char *unit = gm_arena_strndup(r->arena, from, (size_t)(end - from));
    bool is_unit = *from == '/' || (*end != '.' && *end != '(');
    if (gm_rule_is_keyword(unit) || !is_unit) {
        return from;
    }
    while (*end == '/' && is_letter(end[1])) {
        const char *more = unit_word_end(end + 1);
        double si;
        gm_dim dim;
        bool is_name = *more == '.' || *more == '-' || *more == '(';
        unit = gm_arena_strndup(r->arena, from, (size_t)(more - from));
        if (is_name || !gm_unit_find(unit, &si, &dim)) {
            return end;
        }
        end = more;
    }
    return end;
}

static void read_number(gm_rule_reader *r, const char *from)
{
    const char *end = from;
    double value = 0.0;
    char error[GM_UNIT_ERROR_BYTES] = "";
    if (!gm_text_number(from, &end, &value)) {
        gm_rule_fail(r, r->at, "this number cannot be read");
        return;
    }
    const char *unit = end;
    while (*unit == ' ' || *unit == '\n') {
        unit++;
    }
    bool has_unit = is_letter(*unit) || *unit == '%' || *unit == '$' || *unit == '/';
    const char *close = has_unit ? unit_end(r, unit) : unit;
    end = close > unit ? close : end;
    const char *text = gm_arena_strndup(r->arena, from, (size_t)(end - from));
    if (!gm_quantity_parse(text, &r->token.number, error)) {
        gm_rule_fail(r, r->at, "%s", error);
        return;
    }
    r->token.kind = GM_TOKEN_NUMBER;
    r->token.number.dim = gm_rule_dim(r->token.number.dim);
    r->at = (int32_t)(end - r->text);
}

// ---- names and signs

static void read_name(gm_rule_reader *r, const char *from)
{
    const char *end = from;
    while (is_name_byte(*end) || (*end == '-' && is_name_byte(end[1]))) {
        end++;
    }
    r->token.kind = GM_TOKEN_NAME;
    r->token.text = gm_arena_strndup(r->arena, from, (size_t)(end - from));
    r->at = (int32_t)(end - r->text);
}

static void read_quoted(gm_rule_reader *r, const char *from)
{
    const char *end = strchr(from + 1, '"');
    if (!end || end == from + 1) {
        gm_rule_fail(r, r->at, "a name in quotes is not closed, or empty");
        return;
    }
    r->token.kind = GM_TOKEN_NAME;
    r->token.quoted = true;
    r->token.text = gm_arena_strndup(r->arena, from + 1, (size_t)(end - from - 1));
    r->at = (int32_t)(end + 1 - r->text);
}

static void unknown_sign(gm_rule_reader *r, const char *at)
{
    static const char *const others[][2] = {
        {"&&", "and"}, {"||", "or"}, {"?", "if .. then .. else .."},
        {"!", "not"},  {"&", "and"}, {"|", "or"}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strncmp(at, others[i][0], strlen(others[i][0])) == 0) {
            gm_rule_fail(r, r->at, "'%s' is no sign of a rule; write `%s`", others[i][0],
                         others[i][1]);
            return;
        }
    }
    gm_rule_fail(r, r->at, "'%c' is no sign of a rule", *at >= ' ' && *at < 0x7f ? *at : '.');
}

static void read_sign(gm_rule_reader *r, const char *at)
{
    static const char *const signs[] = {"<=", ">=", "!=", "==", "<", ">", "=", "+",
                                        "-",  "*",  "/",  "(",  ")", ",", "."};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t len = strlen(signs[i]);
        if (strncmp(at, signs[i], len) == 0) {
            r->token.kind = GM_TOKEN_SIGN;
            r->token.text = signs[i];
            r->at += (int32_t)len;
            return;
        }
    }
    unknown_sign(r, at);
}

void gm_rule_next(gm_rule_reader *r)
{
    int32_t before = r->at;
    while (r->text[r->at] == ' ' || r->text[r->at] == '\n' || r->text[r->at] == '\t') {
        r->at++;
    }
    const char *at = r->text + r->at;
    r->token = (gm_rule_token){
        .kind = GM_TOKEN_END, .at = r->at, .text = "", .joined = r->at == before};
    if (r->failed || *at == '\0') {
        return;
    }
    if (is_digit(*at) || (*at == '.' && is_digit(at[1]))) {
        read_number(r, at);
    } else if (is_letter(*at) || *at == '_') {
        read_name(r, at);
    } else if (*at == '"') {
        read_quoted(r, at);
    } else {
        read_sign(r, at);
    }
    if (r->failed) {
        r->token.kind = GM_TOKEN_END;
    }
}
