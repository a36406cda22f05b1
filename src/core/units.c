// SPDX-License-Identifier: MIT

#include "core/units.h"

#include "core/assert.h"
#include "core/text.h"
#include "core/units_table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ZERO_C_IN_K 273.15

bool gm_dim_equal(gm_dim a, gm_dim b)
{
    return a.halves == b.halves && memcmp(a.power, b.power, sizeof a.power) == 0;
}

bool gm_dim_is_number(gm_dim dim)
{
    return gm_dim_equal(dim, (gm_dim){0});
}

static bool is_celsius(const char *unit)
{
    return strcmp(unit, "degC") == 0 || strcmp(unit, "°C") == 0;
}

// Copies a text without blanks at both ends; false when it does not fit.
static bool copy_trimmed(const char *text, char *buf, size_t size)
{
    gm_slice s = gm_slice_trim(gm_slice_of(text));
    if (s.len >= size) {
        return false;
    }
    memcpy(buf, s.at, s.len);
    memset(buf + s.len, 0, size - s.len);
    return true;
}

// Divides by a whole number where the unit is one part of it, so that 95 % is the very 0.95 and
// 65 /h the double nearest to 65/3600.
static double scaled(double value, double si)
{
    double parts = floor(1.0 / si + 0.5);
    bool is_part = si < 1.0 && fabs(parts * si - 1.0) < 1e-15;
    return is_part ? value / parts : value * si;
}

// `1 h 30 min` is two quantities; `12 kWh/100 km` is one.
static bool has_second_number(const char *unit)
{
    for (const char *at = unit; *at && *at != '/' && *at != '*'; at++) {
        if (*at == ' ' && at[1] >= '0' && at[1] <= '9') {
            return true;
        }
    }
    return false;
}

bool gm_quantity_parse(const char *text, gm_quantity *out, char error[GM_UNIT_ERROR_BYTES])
{
    char copy[200];
    *out = (gm_quantity){0};
    error[0] = '\0';
    if (!copy_trimmed(text, copy, sizeof copy - 4)) {
        snprintf(error, GM_UNIT_ERROR_BYTES, "expected a number with a unit, got a long text");
        return false;
    }
    const char *unit = copy;
    if (!gm_unit_number(copy, &unit, &out->value, error)) {
        return false;
    }
    while (*unit == ' ') {
        unit += 1;
    }
    if (has_second_number(unit)) {
        snprintf(error, GM_UNIT_ERROR_BYTES, "expected a number with one unit, got '%.40s'",
                 copy);
        return false;
    }
    snprintf(out->unit, sizeof out->unit, "%s", unit);
    gm_unit_value w;
    if (!gm_unit_parse(unit, &w, error)) {
        return false;
    }
    out->bare = *unit == '\0';
    out->dim = w.dim;
    out->noun = w.noun;
    out->per_noun = w.per_noun;
    out->value = is_celsius(unit) ? out->value + ZERO_C_IN_K : scaled(out->value, w.si);
    if (!isfinite(out->value)) {
        snprintf(error, GM_UNIT_ERROR_BYTES, "the number is too large");
        return false;
    }
    return true;
}

// Things may be counted without their noun: "5" for "5 cars", "60 /h" for "60 cars/h".
static bool fits(const gm_quantity *q, gm_dim wanted)
{
    if (gm_dim_equal(q->dim, wanted)) {
        return true;
    }
    gm_dim counted = q->dim;
    counted.power[GM_AXIS_COUNT] = wanted.power[GM_AXIS_COUNT];
    bool is_share = strcmp(q->unit, "%") == 0 || strcmp(q->unit, "ppm") == 0;
    return !is_share && wanted.power[GM_AXIS_COUNT] > 0 && !q->noun && !q->per_noun &&
           gm_dim_equal(counted, wanted);
}

static bool refuse_dimension(const gm_quantity *q, gm_dim wanted, const char *like,
                             char error[GM_UNIT_ERROR_BYTES])
{
    char want[64];
    char got[64];
    char examples[64];
    gm_dim_text(wanted, like, want, sizeof want);
    gm_dim_examples(wanted, like, examples, sizeof examples);
    if (q->bare) {
        snprintf(error, GM_UNIT_ERROR_BYTES, "%s needs a unit: write it like %s", want,
                 examples);
        return false;
    }
    // Only a single name can be a slip for another one.
    bool single = !strpbrk(q->unit, " /*(");
    const char *meant = single ? gm_unit_suggest(q->unit, &wanted) : NULL;
    snprintf(error, GM_UNIT_ERROR_BYTES, "expected %s, got %s in `%s`; write it like %s%s%s%s",
             want, gm_dim_text(q->dim, q->unit, got, sizeof got), q->unit, examples,
             meant ? "; did you mean `" : "", meant ? meant : "", meant ? "`?" : "");
    return false;
}

// Help for a text that is no quantity, of the dimension that is wanted.
static void add_help(const gm_quantity *q, gm_dim wanted, const char *like,
                     char error[GM_UNIT_ERROR_BYTES])
{
    size_t used = strlen(error);
    bool is_unknown = gm_text_starts_with(error, "unknown unit") && !strpbrk(q->unit, " /*(");
    // Of `5 mn` MN is near as a unit, and min as a time.
    const char *meant = is_unknown ? gm_unit_suggest(q->unit, &wanted) : NULL;
    if (meant) {
        snprintf(error, GM_UNIT_ERROR_BYTES, "unknown unit '%s'; did you mean `%s`?", q->unit,
                 meant);
    } else if (!q->unit[0] && used < 80 && strstr(error, "expected a number")) {
        char examples[64];
        snprintf(error + used, GM_UNIT_ERROR_BYTES - used, "; write it like %s",
                 gm_dim_examples(wanted, like, examples, sizeof examples));
    }
}

bool gm_quantity_parse_as(const char *text, const char *like, gm_quantity *out,
                          char error[GM_UNIT_ERROR_BYTES])
{
    double si = 0.0;
    gm_dim wanted = {0};
    bool is_known = gm_unit_find(like, &si, &wanted);
    GM_REQUIRE(is_known);
    if (!gm_quantity_parse(text, out, error)) {
        add_help(out, wanted, like, error);
        return false;
    }
    return fits(out, wanted) ? true : refuse_dimension(out, wanted, like, error);
}
