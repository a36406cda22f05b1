// SPDX-License-Identifier: MIT
//
// Reads numbers, formulas and tables of a cell.

#include "battery/curve_parts.h"
#include "battery/key.h"

#include "core/text.h"

#include <math.h>
#include <string.h>

// ---- formulas

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word_byte(char c)
{
    return is_letter(c) || is_digit(c) || c == '_' || c == '.';
}

// Is there an `x` that is no part of a word?
static bool has_variable(const char *text)
{
    for (const char *at = strchr(text, 'x'); at; at = strchr(at + 1, 'x')) {
        // `2x` is a slip, and one of a formula.
        bool is_start = at == text || !is_word_byte(at[-1]) || is_digit(at[-1]);
        if (is_start && !is_word_byte(at[1])) {
            return true;
        }
    }
    return false;
}

// What is no number and its unit: something of x, a call as exp(..), a product as 0.5*y. Units have blanks
// or signs before a bracket, and letters before `*`.
static bool is_formula(const char *text)
{
    if (has_variable(text)) {
        return true;
    }
    for (const char *at = text; *at; at++) {
        if ((is_letter(at[0]) && at[1] == '(') || (is_digit(at[0]) && at[1] == '*')) {
            return true;
        }
    }
    return false;
}

// The place of a byte of a scalar's text.
static gm_src place_in(const gm_node *node, size_t at)
{
    gm_src src = node->src;
    if (!node->is_spread) {
        src.col += (int)at + (node->quoted ? 1 : 0);
    }
    return src;
}

bool gm_curve_read_formula(gm_reader *reader, const gm_node *node, gm_curve_def *out)
{
    gm_formula_fault fault;
    out->text = node->text;
    if (gm_formula_parse(node->text, reader->arena, &out->formula, &fault)) {
        out->form = GM_CURVE_FORMULA;
        return true;
    }
    gm_diag_error(reader->diag, place_in(node, fault.at), "formula: %s", fault.text);
    if (node->is_spread && node->text[fault.at]) {
        gm_diag_hint(reader->diag, "at `%.30s`", node->text + fault.at);
    }
    return false;
}

// ---- tables

// A number of a table: bare in the unit of its column, or with a unit of its own.
static bool read_cell(gm_reader *reader, const gm_node *node, const char *unit, double si,
                      double *out)
{
    const char *end = NULL;
    const char *text = gm_read_scalar(reader, node, "a number");
    if (!text) {
        return false;
    }
    if (gm_text_number(text, &end, out) && *end == '\0' && isfinite(*out)) {
        *out *= si;
        return true;
    }
    const gm_field row = {.type = GM_TYPE_QUANTITY, .unit = unit};
    return gm_read_field(reader, &row, node, out);
}

typedef struct columns {
    int32_t n;
    gm_node *const *x;
    gm_node *const *y;
} columns;

// Two columns out of pairs [[x, y], ..].
static bool take_pairs(gm_reader *reader, const gm_node *node, columns *out)
{
    gm_node **x = GM_NEW(reader->arena, gm_node *, node->n);
    gm_node **y = GM_NEW(reader->arena, gm_node *, node->n);
    for (int i = 0; i < node->n; i++) {
        const gm_node *pair = node->items[i];
        if (pair->kind != GM_NODE_SEQ || pair->n != 2) {
            gm_diag_error(reader->diag, pair->src,
                          "a table is a list of pairs, like `[[0, 0.9], [1, 0.1]]`");
            return false;
        }
        x[i] = pair->items[0];
        y[i] = pair->items[1];
    }
    *out = (columns){node->n, x, y};
    return true;
}

// {x: [..], y: [..]}
static bool take_columns(gm_reader *reader, const gm_node *node, columns *out)
{
    const gm_node *x = gm_node_get(node, "x");
    const gm_node *y = gm_node_get(node, "y");
    if (!x || !y || x->kind != GM_NODE_SEQ || y->kind != GM_NODE_SEQ || node->n != 2) {
        gm_diag_error(reader->diag, node->src,
                      "points are pairs, `[[0, 0.9], [1, 0.1]]`, or two lists, `{x: [0, 1], y: "
                      "[0.9, 0.1]}`");
        return false;
    }
    if (x->n != y->n) {
        gm_diag_error(reader->diag, y->src, "there are %d values of y for %d of x", y->n, x->n);
        return false;
    }
    *out = (columns){x->n, x->items, y->items};
    return true;
}

static bool check_x(gm_reader *reader, const gm_curve_kind *of, const columns *table,
                    const double *x, int32_t i)
{
    const gm_node *node = table->x[i];
    if (i > 0 && !(x[i] > x[i - 1])) {
        gm_diag_error(reader->diag, node->src,
                      "the x of a table must rise: %.40s comes after %.40s", node->text,
                      table->x[i - 1]->text);
        return false;
    }
    if (x[i] < 0.0 || (of->x_most > 0.0 && x[i] > of->x_most)) {
        gm_diag_error(reader->diag, node->src,
                      of->x_most > 0.0 ? "a stoichiometry must be from 0 to 1, got %.40s"
                                       : "a concentration must be >= 0, got %.40s",
                      node->text);
        return false;
    }
    return true;
}

bool gm_curve_read_points(gm_reader *reader, const gm_node *node, const gm_curve_kind *of,
                          gm_curve_def *out)
{
    columns table;
    bool is_pairs = node->kind == GM_NODE_SEQ;
    if (!(is_pairs ? take_pairs(reader, node, &table) : take_columns(reader, node, &table))) {
        return false;
    }
    if (table.n < 2) {
        gm_diag_error(reader->diag, node->src, "a table has at least two points");
        return false;
    }
    double *x = GM_NEW(reader->arena, double, table.n);
    double *y = GM_NEW(reader->arena, double, table.n);
    bool ok = true;
    for (int32_t i = 0; i < table.n && ok; i++) {
        ok = read_cell(reader, table.x[i], of->x_unit, out->x_si, &x[i]) &&
             read_cell(reader, table.y[i], of->unit, out->y_si, &y[i]) &&
             check_x(reader, of, &table, x, i);
    }
    out->form = ok ? GM_CURVE_POINTS : GM_CURVE_NONE;
    out->n = table.n;
    out->x = x;
    out->y = y;
    return ok;
}

// ---- maps

typedef struct raw_curve {
    const char *text;
    const gm_node *formula;
    const gm_node *points;
    const gm_node *x_unit;
    const gm_node *unit;
    const char *source;
    const char *note;
    int32_t confidence;
    int32_t year;
} raw_curve;

static const char *const confidence_words[] = {"measured", "announced", "estimate",
                                               "unverified", NULL};

static const gm_field curve_fields[] = {
    {"formula", GM_TYPE_ANY, GM_INTO(raw_curve, formula)},
    {"points", GM_TYPE_ANY, GM_INTO(raw_curve, points)},
    {"x-unit", GM_TYPE_ANY, GM_INTO(raw_curve, x_unit)},
    {"unit", GM_TYPE_ANY, GM_INTO(raw_curve, unit)},
    {"source", GM_TYPE_TEXT, GM_INTO(raw_curve, source)},
    {"note", GM_TYPE_TEXT, GM_INTO(raw_curve, note)},
    {"confidence", GM_TYPE_ENUM, GM_INTO(raw_curve, confidence), .words = confidence_words},
    {"year", GM_TYPE_INT, GM_INTO(raw_curve, year), .bounds = GM_BETWEEN, .lo = 1800.0,
     .hi = 2200.0},
};

static const gm_table curve_table = {
    .name = "curve",
    GM_FIELDS(curve_fields),
    .size = sizeof(raw_curve),
};

// What one of a unit that is written is in SI; it must be of the dimension of `like`.
static bool read_unit(gm_reader *reader, const gm_node *node, const char *like, double *si)
{
    char want[64];
    gm_dim dim;
    gm_dim wanted;
    double one;
    *si = 1.0;
    if (!node) {
        return true;
    }
    const char *text = gm_read_scalar(reader, node, "a unit");
    bool is_known = gm_unit_find(like, &one, &wanted);
    if (text && is_known && gm_unit_find(text, si, &dim) && gm_dim_equal(dim, wanted)) {
        return true;
    }
    if (text) {
        gm_diag_error(reader->diag, node->src, "expected a unit for %s, like `%s`, got '%.40s'",
                      gm_dim_text(wanted, like, want, sizeof want), like[0] ? like : "%", text);
    }
    return false;
}

static bool read_map(gm_reader *reader, const gm_node *node, const gm_curve_kind *of,
                     gm_curve_def *out)
{
    raw_curve raw;
    bool ok = gm_read_table(reader, &curve_table, node, &raw);
    if ((raw.formula != NULL) == (raw.points != NULL)) {
        if (ok) {
            gm_diag_error(reader->diag, node->src, "expected either `formula:` or `points:`");
            gm_diag_hint(reader->diag, "a number stands in `value:`");
        }
        return false;
    }
    out->source = raw.source;
    out->note = raw.note;
    ok = read_unit(reader, raw.x_unit, of->x_unit, &out->x_si) && ok;
    ok = read_unit(reader, raw.unit, of->unit, &out->y_si) && ok;
    if (raw.points) {
        return gm_curve_read_points(reader, raw.points, of, out) && ok;
    }
    const char *text = gm_read_scalar(reader, raw.formula, "a formula of x");
    return text && gm_curve_read_formula(reader, raw.formula, out) && ok;
}

bool gm_curve_read(gm_reader *reader, const gm_node *node, const gm_curve_kind *of,
                   gm_curve_def *out)
{
    *out = (gm_curve_def){.src = node->src, .x_si = 1.0, .y_si = 1.0};
    if (node->kind == GM_NODE_SEQ) {
        return gm_curve_read_points(reader, node, of, out);
    }
    const gm_node *value = gm_node_get(node, "value");
    if (node->kind == GM_NODE_MAP && !value) {
        return read_map(reader, node, of, out);
    }
    if (node->kind == GM_NODE_SCALAR && !node->is_faulty && is_formula(node->text)) {
        return gm_curve_read_formula(reader, node, out);
    }
    if (value && value->kind == GM_NODE_SCALAR && is_formula(value->text)) {
        gm_diag_error(reader->diag, value->src,
                      "a formula stands in `formula:`, not in `value:`");
        return false;
    }
    const gm_field row = {.key = gm_cell_key(reader),
                          .type = GM_TYPE_QUANTITY,
                          .unit = of->unit,
                          .bounds = of->bounds};
    out->form = GM_CURVE_NUMBER;
    return gm_read_field(reader, &row, node, &out->value);
}
