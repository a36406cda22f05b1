// SPDX-License-Identifier: MIT
//
// Parses unit expressions: names, powers in halves, products and quotients, with numbers below the line.

#include "core/assert.h"
#include "core/text.h"
#include "core/units.h"
#include "core/units_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOKEN_MAX     24 // bytes of a unit's name
#define NESTING_MAX   8  // brackets in a unit expression
#define POWER_SUM_MAX 60

// A unit expression on its way to a factor and a dimension.
typedef struct parser {
    const char *at;
    char *error; // GM_UNIT_ERROR_BYTES, "" while all is well
    int nesting;
    const char *noun;
    const char *per_noun;
} parser;

// What a part of the expression is worth.
typedef struct worth {
    double si;
    int halves[GM_AXIS_COUNT_OF]; // twice the powers
} worth;

static const gm_unit *find_unit(const char *name)
{
    for (int i = 0; i < gm_n_units; i++) {
        if (strcmp(gm_units[i].name, name) == 0) {
            return &gm_units[i];
        }
    }
    return NULL;
}

static const gm_noun *find_noun(const char *name)
{
    for (int i = 0; i < gm_n_nouns; i++) {
        if (strcmp(gm_nouns[i].one, name) == 0 || strcmp(gm_nouns[i].many, name) == 0) {
            return &gm_nouns[i];
        }
    }
    return NULL;
}

// The unit that stands for a mistake, of dimension dim unless that is NULL; or NULL.
static const char *find_mistake(const char *name, const gm_dim *dim)
{
    double si = 0.0;
    gm_dim right_dim = {0};
    for (int i = 0; i < gm_n_unit_mistakes; i++) {
        const gm_unit_mistake *row = &gm_unit_mistakes[i];
        if (gm_text_equal_nocase(row->wrong, name) &&
            (!dim ||
             (gm_unit_find(row->right, &si, &right_dim) && gm_dim_equal(right_dim, *dim)))) {
            return row->right;
        }
    }
    return NULL;
}

const char *gm_unit_suggest(const char *name, const gm_dim *dim)
{
    const char *names[512];
    int n = 0;
    for (int i = 0; i < gm_n_unit_mistakes && !dim; i++) {
        if (strcmp(gm_unit_mistakes[i].wrong, name) == 0) {
            return gm_unit_mistakes[i].right; // letter by letter: `mn` is not MN
        }
    }
    GM_ASSERT(gm_n_units + 2 * gm_n_nouns <= 512);
    for (int i = 0; i < gm_n_units; i++) {
        if (!dim || gm_dim_equal(gm_units[i].dim, *dim)) {
            if (gm_text_equal_nocase(gm_units[i].name, name)) {
                return gm_units[i].name;
            }
            names[n++] = gm_units[i].name;
        }
    }
    const char *right = find_mistake(name, dim);
    if (right) {
        return right;
    }
    for (int i = 0; i < gm_n_nouns && !dim; i++) {
        names[n++] = gm_nouns[i].one;
        names[n++] = gm_nouns[i].many;
    }
    return gm_text_nearest(name, names, n);
}

static bool starts_power(const char *at)
{
    return strncmp(at, "²", 2) == 0 || strncmp(at, "³", 2) == 0 || strncmp(at, "·", 2) == 0;
}

static bool is_name_byte(const char *at)
{
    unsigned char c = (unsigned char)*at;
    if (c >= 0x80) {
        return c != 0xC2 || !starts_power(at);
    }
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%' || c == '_' || c == '$';
}

static void skip_blanks(parser *p)
{
    while (*p->at == ' ') {
        p->at += 1;
    }
}

static bool fail(parser *p, const char *text)
{
    snprintf(p->error, GM_UNIT_ERROR_BYTES, "%s", text);
    return false;
}

static bool read_name(parser *p, char name[TOKEN_MAX + 1])
{
    size_t len = 0;
    while (is_name_byte(p->at + len) && len < TOKEN_MAX) {
        len += 1;
    }
    memcpy(name, p->at, len);
    name[len] = '\0';
    p->at += len;
    return len > 0;
}

static bool unknown_unit(parser *p, const char *name)
{
    const char *meant = gm_unit_suggest(name, NULL);
    if (meant) {
        snprintf(p->error, GM_UNIT_ERROR_BYTES, "unknown unit '%s'; did you mean `%s`?", name,
                 meant);
    } else {
        snprintf(p->error, GM_UNIT_ERROR_BYTES, "unknown unit '%s'", name);
    }
    return false;
}

// Twice the power behind a unit or a bracket: `^2`, `^-1`, `2`, `^1.5`, `²`, `³`; 2 when there is none,
// 0 after a fault.
static int read_power(parser *p)
{
    bool is_square = strncmp(p->at, "²", 2) == 0;
    if (is_square || strncmp(p->at, "³", 2) == 0) {
        p->at += 2;
        return is_square ? 4 : 6;
    }
    int sign_bytes = *p->at == '^' ? 1 : p->at[0] == '*' && p->at[1] == '*' ? 2 : 0;
    bool minus = sign_bytes > 0 && p->at[sign_bytes] == '-';
    const char *digit = p->at + sign_bytes + minus;
    if (*digit < '0' || *digit > '9') {
        return sign_bytes > 0 ? 0 : 2;
    }
    bool has_half = digit[1] == '.' && digit[2] == '5';
    p->at = digit + (has_half ? 3 : 1);
    bool too_long = *p->at == '.' || (*p->at >= '0' && *p->at <= '9');
    int twice = too_long ? 0 : 2 * (*digit - '0') + has_half;
    return minus ? -twice : twice;
}

static void note_noun(parser *p, const char *noun, int sign)
{
    const char **slot = sign > 0 ? &p->noun : &p->per_noun;
    if (!*slot) {
        *slot = noun;
    }
}

static void multiply(worth *into, const worth *by, int sign)
{
    into->si = sign > 0 ? into->si * by->si : into->si / by->si;
    for (int i = 0; i < GM_AXIS_COUNT_OF; i++) {
        into->halves[i] += sign * by->halves[i];
    }
}

// To the power of so many halves. False: it would have quarters.
static bool to_power(worth *w, int twice)
{
    worth one = *w;
    bool is_odd = abs(twice) % 2 == 1;
    double root = is_odd ? sqrt(one.si) : 1.0;
    *w = (worth){.si = twice < 0 ? 1.0 / root : root};
    for (int i = 0; i < abs(twice) / 2; i++) {
        w->si = twice < 0 ? w->si / one.si : w->si * one.si;
    }
    for (int i = 0; i < GM_AXIS_COUNT_OF; i++) {
        if (one.halves[i] * twice % 2 != 0) {
            return false;
        }
        w->halves[i] = one.halves[i] * twice / 2;
    }
    return true;
}

static bool read_expression(parser *p, worth *out, int sign);

static bool fail_power(parser *p)
{
    return fail(p, "a power of a unit is a number from 0.5 to 9.5 in halves, as in `m3`");
}

// What stands in `out`, to the power that is written behind it.
static bool read_raised(parser *p, worth *out)
{
    int twice = read_power(p);
    return twice != 0 && to_power(out, twice) ? true : fail_power(p);
}

static bool read_brackets(parser *p, worth *out, int sign)
{
    if (p->nesting == NESTING_MAX) {
        return fail(p, "too many brackets in the unit");
    }
    p->at += 1;
    p->nesting += 1;
    if (!read_expression(p, out, sign)) {
        return false;
    }
    p->nesting -= 1;
    if (*p->at != ')') {
        return fail(p, "a bracket `(` in the unit is not closed");
    }
    p->at += 1;
    return read_raised(p, out);
}

static bool read_unit(parser *p, worth *out, int sign)
{
    char name[TOKEN_MAX + 1];
    if (!read_name(p, name)) {
        return fail(p, *p->at ? "a unit holds letters, `*`, `/`, `(` and powers"
                              : "the unit is not complete");
    }
    const gm_unit *unit = find_unit(name);
    const gm_noun *noun = unit ? NULL : find_noun(name);
    if (!unit && !noun) {
        return unknown_unit(p, name);
    }
    if (noun) {
        int twice = read_power(p);
        note_noun(p, noun->many, twice > 0 ? sign : -sign);
        out->halves[GM_AXIS_COUNT] = twice;
        return twice != 0 && twice % 2 == 0 ? true : fail_power(p);
    }
    out->si = unit->si;
    for (int i = 0; i < GM_AXIS_COUNT_OF; i++) {
        out->halves[i] = 2 * unit->dim.power[i];
    }
    return read_raised(p, out);
}

// One number, unit or bracket.
static bool read_term(parser *p, worth *out, int sign)
{
    *out = (worth){.si = 1.0};
    const char *end = p->at;
    double number = 0.0;
    if (*p->at == '(') {
        return read_brackets(p, out, sign);
    }
    if (gm_text_number(p->at, &end, &number)) {
        if (!(number > 0.0) || !isfinite(number)) {
            return fail(p, "a number inside a unit must be > 0, as in `kWh/100 km`");
        }
        p->at = end;
        out->si = number;
        return true;
    }
    return read_unit(p, out, sign);
}

// After `/` a number belongs to the unit that follows: 12 kWh/100 km is 12 kWh/(100 km).
static bool read_divisor_unit(parser *p, worth *total, int sign)
{
    skip_blanks(p);
    worth term;
    if (!is_name_byte(p->at) || !read_term(p, &term, -sign)) {
        return p->error[0] == '\0';
    }
    multiply(total, &term, -1);
    return true;
}

// What joins the next term: 1 for `*` or nothing, -1 for `/` or `per`, 0 at the end.
static int read_joint(parser *p)
{
    skip_blanks(p);
    if (*p->at == '\0' || *p->at == ')') {
        return 0;
    }
    int joint = 1;
    if (*p->at == '/' || *p->at == '*') {
        joint = *p->at == '/' ? -1 : 1;
        p->at += 1;
    } else if (strncmp(p->at, "·", 2) == 0) {
        p->at += 2;
    } else if (strncmp(p->at, "per ", 4) == 0) {
        p->at += 4;
        joint = -1;
    }
    skip_blanks(p);
    return joint;
}

static bool read_expression(parser *p, worth *out, int sign)
{
    *out = (worth){.si = 1.0};
    for (int joint = read_joint(p); joint != 0; joint = read_joint(p)) {
        worth term;
        bool is_number = (*p->at >= '0' && *p->at <= '9') || *p->at == '.';
        if (!read_term(p, &term, joint * sign)) {
            return false;
        }
        multiply(out, &term, joint);
        if (joint < 0 && is_number && !read_divisor_unit(p, out, sign)) {
            return false;
        }
        for (int i = 0; i < GM_AXIS_COUNT_OF; i++) {
            if (abs(out->halves[i]) > 2 * POWER_SUM_MAX) {
                return fail(p, "the powers in the unit are too high");
            }
        }
    }
    return true;
}

static bool read_whole(parser *p, worth *out)
{
    if (!read_expression(p, out, 1)) {
        return false;
    }
    return *p->at == '\0' ? true : fail(p, "a bracket `)` in the unit was not opened");
}

static gm_dim dim_of(const worth *w)
{
    gm_dim dim = {0};
    for (int i = 0; i < GM_AXIS_COUNT_OF; i++) {
        int odd = abs(w->halves[i]) % 2;
        dim.power[i] = (int8_t)((w->halves[i] - odd) / 2);
        dim.halves = (uint16_t)(dim.halves | (odd << i));
    }
    return dim;
}

bool gm_unit_parse(const char *unit, gm_unit_value *out, char error[GM_UNIT_ERROR_BYTES])
{
    parser p = {.at = unit, .error = error};
    worth w;
    if (!read_whole(&p, &w)) {
        return false;
    }
    *out = (gm_unit_value){w.si, dim_of(&w), p.noun, p.per_noun};
    return true;
}

bool gm_unit_find(const char *unit, double *si, gm_dim *dim)
{
    char error[GM_UNIT_ERROR_BYTES] = "";
    gm_unit_value value;
    if (!gm_unit_parse(unit, &value, error) || !isfinite(value.si) || value.si <= 0.0) {
        return false;
    }
    *si = value.si;
    *dim = value.dim;
    return true;
}
