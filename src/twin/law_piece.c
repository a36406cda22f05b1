// SPDX-License-Identifier: MIT

#include "twin/law_piece.h"

#include "core/text.h"
#include "twin/rows.h"

#include <math.h>
#include <string.h>

#define PIECES_MAX 4096 // of one call

// ---- places and faults

static int count_chars(const char *text, size_t n)
{
    int chars = 0;
    for (size_t i = 0; i < n; i++) {
        chars += ((unsigned char)text[i] & 0xC0u) != 0x80u;
    }
    return chars;
}

gm_src gm_src_inside(const gm_node *node, size_t at)
{
    gm_src src = node->src;
    // A text of several lines has no columns of its own.
    if (node->text && !strchr(node->text, '\n')) {
        src.col += count_chars(node->text, at) + (node->quoted ? 1 : 0);
    }
    return src;
}

gm_src gm_law_place(const gm_law_parser *p, const char *at)
{
    return gm_src_inside(p->node, (size_t)(at - p->node->text));
}

const char *gm_law_copy(const gm_law_parser *p, gm_slice s)
{
    return gm_arena_strndup(p->reader->arena, s.at, s.len);
}

bool gm_law_fail(const gm_law_parser *p, gm_slice s, const char *what)
{
    return gm_row_fault(p->reader, gm_law_place(p, s.at), "%s", what);
}

// ---- pieces

#define LONGEST_S  1e11
#define SHORTEST_S 1e-12
#define TOO_SPREAD "a spread of more than 100 times the mean: is a unit wrong?"
#define MOST_CV    100.0 // of 10,000 values one would be all there is: a slip of a unit

const char *gm_law_like(gm_dist_of of)
{
    return of == GM_DIST_OF_TIME ? "s" : "parts";
}

// Settles whether values are times or counts by the first of them.
void gm_law_settle(gm_law_parser *p, const char *text)
{
    gm_quantity quantity;
    char why[GM_UNIT_ERROR_BYTES];
    if (p->of != GM_DIST_OF_EITHER || !gm_quantity_parse(text, &quantity, why)) {
        return;
    }
    bool is_time = quantity.dim.power[GM_AXIS_TIME] == 1;
    p->of = is_time ? GM_DIST_OF_TIME : GM_DIST_OF_COUNT;
}

bool gm_law_value(gm_law_parser *p, gm_slice s, double *value)
{
    const char *text = gm_law_copy(p, s);
    gm_law_settle(p, text);
    gm_quantity quantity;
    char why[GM_UNIT_ERROR_BYTES];
    if (!gm_quantity_parse_as(text, gm_law_like(p->of), &quantity, why)) {
        return gm_law_fail(p, s, why);
    }
    double size = fabs(quantity.value);
    if (p->of == GM_DIST_OF_TIME && size > LONGEST_S) {
        return gm_law_fail(p, s, "a time of more than 3,000 years");
    }
    if (p->of == GM_DIST_OF_TIME && size > 0.0 && size < SHORTEST_S) {
        return gm_law_fail(p, s, "a time of less than a picosecond");
    }
    if (!p->unit[0]) {
        memcpy(p->unit, quantity.unit, sizeof p->unit);
    }
    *value = quantity.value;
    return true;
}

bool gm_law_number(const gm_law_parser *p, gm_slice s, double *value)
{
    gm_quantity quantity;
    char why[GM_UNIT_ERROR_BYTES];
    if (!gm_quantity_parse_as(gm_law_copy(p, s), "", &quantity, why)) {
        return gm_law_fail(p, s, why);
    }
    *value = quantity.value;
    return true;
}

// What follows a word like `cv`, or false when the piece does not begin with it.
static bool after_word(gm_slice s, const char *word, gm_slice *rest)
{
    size_t len = strlen(word);
    if (s.len <= len || strncmp(s.at, word, len) != 0 || s.at[len] != ' ') {
        return false;
    }
    *rest = gm_slice_trim((gm_slice){s.at + len, s.len - len});
    return true;
}

// A spread beside a mean: for NORMAL the standard deviation, else the cv.
bool gm_law_spread(gm_law_parser *p, gm_slice s, gm_dist_kind kind, double mean, double *value)
{
    gm_slice rest;
    bool is_cv = after_word(s, "cv", &rest);
    if (!(is_cv ? gm_law_number(p, rest, value) : gm_law_value(p, s, value))) {
        return false;
    }
    if (is_cv && kind == GM_DIST_NORMAL) {
        *value *= mean;
    } else if (!is_cv && kind != GM_DIST_NORMAL && mean > 0.0) {
        *value /= mean;
    }
    if (mean > 0.0 && *value > MOST_CV * (kind == GM_DIST_NORMAL ? mean : 1.0)) {
        return gm_law_fail(p, s, TOO_SPREAD);
    }
    return true;
}

bool gm_law_scv(const gm_law_parser *p, gm_slice s, double *value)
{
    gm_slice rest;
    if (!after_word(s, "scv", &rest)) {
        return gm_law_fail(p, s, "expected the squared coefficient of variation, like `scv 9`");
    }
    if (!gm_law_number(p, rest, value)) {
        return false;
    }
    return *value > MOST_CV * MOST_CV ? gm_law_fail(p, s, TOO_SPREAD) : true;
}

void gm_law_hint_comma(const gm_law_parser *p, gm_slice s)
{
    for (size_t i = 1; i + 1 < s.len; i++) {
        bool is_between = s.at[i] == ',' && strchr("0123456789", s.at[i - 1]) &&
                          strchr("0123456789", s.at[i + 1]);
        if (is_between) {
            gm_diag_hint(p->reader->diag, "decimals stand behind a point, not a comma");
            return;
        }
    }
}

// Cuts the inside of a call at the commas that are in no parentheses.
bool gm_law_cut(const gm_law_parser *p, gm_slice inside, gm_slices *pieces)
{
    int depth = 0;
    size_t from = 0;
    for (size_t i = 0; i <= inside.len; i++) {
        bool at_end = i == inside.len;
        depth += !at_end && inside.at[i] == '(';
        depth -= !at_end && inside.at[i] == ')';
        if (!at_end && (inside.at[i] != ',' || depth > 0)) {
            continue;
        }
        gm_slice piece = gm_slice_trim((gm_slice){inside.at + from, i - from});
        if (piece.len == 0 || pieces->n == PIECES_MAX) {
            return gm_law_fail(p, piece,
                               piece.len == 0 ? "a value is missing here"
                                              : "too many values in one law");
        }
        GM_ARRAY_PUSH(p->reader->arena, pieces, piece);
        from = i + 1;
    }
    return true;
}

// Cuts `90 %: law` at its colon (or `=`) outside parentheses.
bool gm_law_cut_pair(const gm_law_parser *p, gm_slice s, gm_slice *left, gm_slice *right)
{
    int depth = 0;
    for (size_t i = 0; i < s.len; i++) {
        depth += s.at[i] == '(';
        depth -= s.at[i] == ')';
        if (depth == 0 && (s.at[i] == ':' || s.at[i] == '=')) {
            *left = gm_slice_trim((gm_slice){s.at, i});
            *right = gm_slice_trim((gm_slice){s.at + i + 1, s.len - i - 1});
            return left->len > 0 && right->len > 0
                       ? true
                       : gm_law_fail(p, s, "a value is missing here");
        }
    }
    return gm_law_fail(p, s, "expected two values with `:` between them");
}
