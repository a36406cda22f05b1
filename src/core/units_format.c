// SPDX-License-Identifier: MIT
//
// Quantities back to text, and dimensions in words.

#include "core/assert.h"
#include "core/text.h"
#include "core/units.h"
#include "core/units_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIGURES     6
#define ZERO_C_IN_K 273.15

// An energy per length is a force to SI, and one per volume a pressure: a unit with watt-hours
// tells which of the two names was meant.
static const gm_dim_name *find_name(gm_dim dim, const char *like)
{
    bool energy = like && strstr(like, "Wh");
    const gm_dim_name *found = NULL;
    for (int i = 0; i < gm_n_dim_names; i++) {
        const gm_dim_name *row = &gm_dim_names[i];
        bool better = energy && gm_text_starts_with(row->name, "an energy");
        if (gm_dim_equal(row->dim, dim) && (!found || better)) {
            found = row;
        }
    }
    return found;
}

// Appends to a buffer of size bytes; what does not fit is cut.
static void append(char *buf, size_t size, const char *text)
{
    size_t used = strlen(buf);
    snprintf(buf + used, size - used, "%s", text);
}

static int twice_power(gm_dim dim, int axis)
{
    return 2 * dim.power[axis] + (dim.halves >> axis & 1);
}

static void append_powers(char *buf, size_t size, gm_dim dim, int sign)
{
    static const char *const axes[GM_AXIS_COUNT_OF] = {
        "s", "m", "kg", "A", "K", "mol", "things", "CNY", "USD", "EUR", "JPY",
    };
    const char *gap = "";
    for (int i = 0; i < GM_AXIS_COUNT_OF; i++) {
        int twice = sign * twice_power(dim, i);
        char part[32];
        if (twice <= 0) {
            continue;
        }
        if (twice == 2) {
            snprintf(part, sizeof part, "%s%s", gap, axes[i]);
        } else {
            snprintf(part, sizeof part, "%s%s%d%s", gap, axes[i], twice / 2,
                     twice % 2 == 1 ? ".5" : "");
        }
        append(buf, size, part);
        gap = " ";
    }
}

// The dimension in base units, as the parser reads it: "kg m2/(s3 A)".
static void write_base_unit(gm_dim dim, char *buf, size_t size)
{
    int below = 0;
    for (int i = 0; i < GM_AXIS_COUNT_OF; i++) {
        below += twice_power(dim, i) < 0;
    }
    buf[0] = '\0';
    append_powers(buf, size, dim, 1);
    if (below > 0) {
        append(buf, size, below > 1 ? "/(" : "/");
        append_powers(buf, size, dim, -1);
        append(buf, size, below > 1 ? ")" : "");
    }
}

const char *gm_dim_text(gm_dim dim, const char *like, char *buf, size_t size)
{
    const gm_dim_name *row = find_name(dim, like);
    if (row) {
        snprintf(buf, size, "%s", row->name);
    } else {
        char unit[48];
        write_base_unit(dim, unit, sizeof unit);
        snprintf(buf, size, "a quantity in %s", unit);
    }
    return buf;
}

// Who is asked for micrometres is not shown kilometres: a single unit other than that of SI, and not among
// the common ones.
static bool is_special(const char *like, const char *common)
{
    double si = 1.0;
    gm_dim dim;
    return like && !strpbrk(like, " /*(") && gm_unit_find(like, &si, &dim) && si != 1.0 &&
           !strstr(common, like);
}

const char *gm_dim_examples(gm_dim dim, const char *like, char *buf, size_t size)
{
    const gm_dim_name *row = find_name(dim, like);
    const char *common = row ? row->examples : NULL;
    bool counted = dim.power[GM_AXIS_COUNT] != 0 && like && like[0] != '\0';
    if (common && !counted && !is_special(like, common)) {
        snprintf(buf, size, "%s", common);
    } else if (like && strcmp(like, "things") == 0) {
        snprintf(buf, size, "`12`"); // of no noun in particular
    } else if (like && like[0] != '\0') {
        snprintf(buf, size, "`12 %s`", like);
    } else {
        char unit[48];
        write_base_unit(dim, unit, sizeof unit);
        snprintf(buf, size, "`12 %s`", unit);
    }
    return buf;
}

// The last choice of the dimension that starts below the magnitude; NULL when there is none.
static const char *choose_unit(double si, gm_dim dim)
{
    const char *unit = NULL;
    const char *first_whole = NULL;
    for (int i = 0; i < gm_n_unit_choices; i++) {
        const gm_unit_choice *row = &gm_unit_choices[i];
        if (!gm_dim_equal(row->dim, dim)) {
            continue;
        }
        // Zero is written in a unit of everyday size, not in the smallest.
        if (si == 0.0 && !first_whole && row->from >= 1.0) {
            first_whole = row->unit;
        }
        if (!unit || fabs(si) >= row->from * (1.0 - 1e-12)) {
            unit = row->unit;
        }
    }
    return first_whole ? first_whole : unit;
}

// The SI value of one of the unit, which must fit the dimension but for the count.
static double worth_of(const char *unit, gm_dim dim)
{
    double one = 1.0;
    gm_dim unit_dim = {0};
    bool is_known = gm_unit_find(unit, &one, &unit_dim);
    GM_REQUIRE(is_known);
    unit_dim.power[GM_AXIS_COUNT] = dim.power[GM_AXIS_COUNT];
    GM_REQUIRE(gm_dim_equal(unit_dim, dim));
    return one;
}

const char *gm_quantity_format(double si, gm_dim dim, const char *unit, char *buf, size_t size)
{
    char base[48] = "";
    char number[GM_NUMBER_BYTES];
    double value = si;
    if (!unit) {
        unit = choose_unit(si, dim);
    }
    if (!unit) {
        gm_dim rest = dim;
        if (rest.power[GM_AXIS_COUNT] == 1) {
            rest.power[GM_AXIS_COUNT] = 0; // a count of things is written without them
        }
        write_base_unit(rest, base, sizeof base);
        unit = base;
    } else if (strcmp(unit, "degC") == 0 || strcmp(unit, "°C") == 0) {
        value = si - ZERO_C_IN_K;
    } else {
        value = si / worth_of(unit, dim);
    }
    gm_text_of_rounded(value, FIGURES, number);
    snprintf(buf, size, "%s%s%s", number, unit[0] ? " " : "", unit);
    return buf;
}
