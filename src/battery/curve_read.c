// SPDX-License-Identifier: MIT
//
// Reads numbers, formulas and tables of a cell.

#include "battery/curve_def.h"
#include "battery/key.h"

#include "core/text.h"

#include <math.h>
#include <string.h>

// The quantity that a reader is for.
typedef struct kind {
    const char *unit;
    const char *x_unit;
    double x_most;   // 0: no bound
    unsigned bounds; // of a number, against 0
} kind;

static const kind potential_kind = {"V", "", 1.0, 0};
static const kind entropy_kind = {"V/K", "", 1.0, 0};
static const kind solid_diffusivity_kind = {"m2/s", "", 1.0, GM_POSITIVE};
static const kind salt_diffusivity_kind = {"m2/s", "mol/m3", 0.0, GM_POSITIVE};
static const kind salt_conductivity_kind = {"S/m", "mol/m3", 0.0, GM_POSITIVE};

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

static bool read_formula(gm_reader *reader, const gm_node *node, gm_curve_def *out)
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

static bool check_x(gm_reader *reader, const kind *of, const columns *table, const double *x,
                    int32_t i)
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

static bool read_points(gm_reader *reader, const gm_node *node, const kind *of,
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

static bool read_map(gm_reader *reader, const gm_node *node, const kind *of, gm_curve_def *out)
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
        return read_points(reader, raw.points, of, out) && ok;
    }
    const char *text = gm_read_scalar(reader, raw.formula, "a formula of x");
    return text && read_formula(reader, raw.formula, out) && ok;
}

static bool read_curve(gm_reader *reader, const gm_node *node, const kind *of,
                       gm_curve_def *out)
{
    *out = (gm_curve_def){.src = node->src, .x_si = 1.0, .y_si = 1.0};
    if (node->kind == GM_NODE_SEQ) {
        return read_points(reader, node, of, out);
    }
    const gm_node *value = gm_node_get(node, "value");
    if (node->kind == GM_NODE_MAP && !value) {
        return read_map(reader, node, of, out);
    }
    if (node->kind == GM_NODE_SCALAR && !node->is_faulty && is_formula(node->text)) {
        return read_formula(reader, node, out);
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

// ---- potentials

typedef struct raw_branches {
    gm_curve_def lithiation;
    gm_curve_def delithiation;
    double rate;
    const char *source;
    const char *note;
} raw_branches;

static bool read_potential_curve(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_curve(reader, node, &potential_kind, dst);
}

static const gm_custom branch_custom = {.name = "open-circuit potential",
                                        .size = sizeof(gm_curve_def),
                                        .read = read_potential_curve};

static const gm_field branch_fields[] = {
    {"lithiation", GM_TYPE_CUSTOM, GM_INTO(raw_branches, lithiation), .custom = &branch_custom,
     .required = true, .example = "[[0, 1.0], [1, 0.05]]"},
    {"delithiation", GM_TYPE_CUSTOM, GM_INTO(raw_branches, delithiation),
     .custom = &branch_custom, .required = true, .example = "[[0, 1.2], [1, 0.1]]"},
    {"hysteresis-rate", GM_TYPE_QUANTITY, GM_INTO(raw_branches, rate), .unit = "",
     .preset = "0", .bounds = GM_NOT_NEGATIVE},
    {"source", GM_TYPE_TEXT, GM_INTO(raw_branches, source)},
    {"note", GM_TYPE_TEXT, GM_INTO(raw_branches, note)},
};

static const gm_table branch_table = {
    .name = "open-circuit potential",
    GM_FIELDS(branch_fields),
    .size = sizeof(raw_branches),
};

static bool read_potential(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_potential_def *out = dst;
    *out = (gm_potential_def){.src = node->src};
    out->has_branches = gm_node_get(node, "lithiation") || gm_node_get(node, "delithiation");
    if (!out->has_branches) {
        return read_curve(reader, node, &potential_kind, &out->mean);
    }
    raw_branches raw;
    bool ok = gm_read_table(reader, &branch_table, node, &raw);
    out->lithiation = raw.lithiation;
    out->delithiation = raw.delithiation;
    out->lithiation.source = raw.source ? raw.source : raw.lithiation.source;
    out->hysteresis_rate = raw.rate;
    return ok;
}

// ---- the readers

static bool read_entropy(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_curve(reader, node, &entropy_kind, dst);
}

static bool read_solid_diffusivity(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_curve(reader, node, &solid_diffusivity_kind, dst);
}

static bool read_salt_diffusivity(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_curve(reader, node, &salt_diffusivity_kind, dst);
}

static bool read_salt_conductivity(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_curve(reader, node, &salt_conductivity_kind, dst);
}

const gm_custom gm_custom_potential = {
    .name = "open-circuit potential",
    .doc =
        "The potential of a material against lithium over its stoichiometry x, from 0 "
        "(empty) to 1 (full): a formula of x in V, `0.2 + 1.5*exp(-120*x)`, a table of pairs, "
        "`[[0, 1.2], [0.5, 0.13], [1, 0.02]]`, or a map of one of them with its source, "
        "`{formula: \"..\", source: \"..\"}`, `{points: {x: [0, 0.5, 1], y: [1.2, 0.13, "
        "0.02]}, source: \"..\"}`.\n\n"
        "A formula has numbers, x, `+ - * / **` (or `^`), brackets, and exp, ln (log), log10, "
        "sqrt, abs, sinh, cosh, tanh, asinh. A table is made smooth without new maxima, and "
        "goes on straight beyond its ends.\n\n"
        "A material with hysteresis has two of them, `{lithiation: .., delithiation: .., "
        "hysteresis-rate: 10}`: the potential nears the branch of its direction as "
        "exp(-rate times the stoichiometry passed); with a rate of 0 it stays on the mean.",
    .size = sizeof(gm_potential_def),
    .read = read_potential,
};

const gm_custom gm_custom_entropy = {
    .name = "entropic coefficient",
    .doc = "dU/dT over the stoichiometry x: a number, `0.1 mV/K`, or as an open-circuit "
           "potential a formula or table, in V/K unless it says a `unit:`.",
    .size = sizeof(gm_curve_def),
    .read = read_entropy,
};

const gm_custom gm_custom_solid_diffusivity = {
    .name = "diffusivity of lithium",
    .doc = "A number, `3.3e-14 m2/s`, or as an open-circuit potential a formula or table over "
           "the stoichiometry x, in m2/s unless it says a `unit:`, `{points: [[0, 2e-10], [1, "
           "3e-10]], unit: cm2/s}`.",
    .size = sizeof(gm_curve_def),
    .read = read_solid_diffusivity,
};

const gm_custom gm_custom_salt_diffusivity = {
    .name = "diffusivity of salt",
    .doc = "A number, `3e-10 m2/s`, or a formula or table over the concentration x, in m2/s "
           "over mol/m3 unless it says other units: `{formula: \"8.794e-11*x^2 - 3.972e-10*x + "
           "4.862e-10\", x-unit: mol/L, source: \"..\"}`.",
    .size = sizeof(gm_curve_def),
    .read = read_salt_diffusivity,
};

const gm_custom gm_custom_salt_conductivity = {
    .name = "conductivity of electrolyte",
    .doc =
        "A number, `1 S/m`, or a formula or table over the concentration x, in S/m over "
        "mol/m3 unless it says other units: `{formula: \"1.297*x^3 - 25.1*x^1.5 + 33.29*x\", "
        "x-unit: mol/L, unit: mS/cm, source: \"..\"}`.",
    .size = sizeof(gm_curve_def),
    .read = read_salt_conductivity,
};
