// SPDX-License-Identifier: MIT

#include "report/words.h"

#include "core/units.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void separate(char buf[GM_WORD_BYTES])
{
    size_t first = buf[0] == '-' ? 1 : 0;
    size_t digits = strspn(buf + first, "0123456789");
    if (digits < 4 || strchr(buf, 'e')) {
        return;
    }
    size_t n = strlen(buf);
    for (size_t k = digits; k > 3 && n + 1 < GM_WORD_BYTES; k -= 3) {
        size_t at = first + k - 3;
        memmove(buf + at + 1, buf + at, n - at + 1);
        buf[at] = ',';
        n += 1;
    }
}

static const char *none(char buf[GM_WORD_BYTES])
{
    snprintf(buf, GM_WORD_BYTES, "-");
    return buf;
}

// "12.500" becomes "12.5", "12.000" becomes "12".
static void drop_zeros(char buf[GM_WORD_BYTES])
{
    if (strchr(buf, '.')) {
        size_t n = strlen(buf);
        while (buf[n - 1] == '0') {
            n--;
        }
        buf[buf[n - 1] == '.' ? n - 1 : n] = '\0';
    }
}

const char *gm_word_number(double value, int figures, char buf[GM_WORD_BYTES])
{
    if (isnan(value)) {
        return none(buf);
    }
    double size = fabs(value);
    if (size >= 1e12 || (size > 0.0 && size < 1e-4)) {
        snprintf(buf, GM_WORD_BYTES, "%.*g", figures, value);
        return buf;
    }
    int before = size >= 1.0 ? (int)floor(log10(size)) + 1 : size >= 0.1 ? 0 : -1;
    int decimals = figures - before;
    decimals = decimals < 0 || size == floor(size) ? 0 : decimals > 6 ? 6 : decimals;
    snprintf(buf, GM_WORD_BYTES, "%.*f", decimals, value);
    drop_zeros(buf);
    separate(buf);
    return buf;
}

const char *gm_word_share(double share, char buf[GM_WORD_BYTES])
{
    if (isnan(share)) {
        return none(buf);
    }
    snprintf(buf, GM_WORD_BYTES, "%.1f %%", 100.0 * share);
    return buf;
}

// A quantity in a unit that suits its size, to so many figures.
static const char *quantity(double si, gm_dim dim, int figures, char buf[GM_WORD_BYTES])
{
    char text[GM_WORD_BYTES];
    char number[GM_WORD_BYTES];
    char *unit;
    gm_quantity_format(si, dim, NULL, text, sizeof text);
    double value = strtod(text, &unit);
    gm_word_number(value, figures, number);
    snprintf(buf, GM_WORD_BYTES, "%.40s%.20s", number, unit);
    return buf;
}

const char *gm_word_figure_to(double value, gm_figure_unit unit, int figures,
                              char buf[GM_WORD_BYTES])
{
    static const gm_dim time = {.power = {[GM_AXIS_TIME] = 1}};
    static const gm_dim energy = {
        .power = {[GM_AXIS_MASS] = 1, [GM_AXIS_LENGTH] = 2, [GM_AXIS_TIME] = -2}};
    if (isnan(value)) {
        return none(buf);
    }
    switch (unit) {
    case GM_UNIT_SHARE:
        return gm_word_share(value, buf);
    case GM_UNIT_TIME:
        return quantity(value, time, figures, buf);
    case GM_UNIT_ENERGY:
        return quantity(value, energy, figures, buf);
    case GM_UNIT_PARTS:
    case GM_UNIT_NUMBER:
    case GM_UNIT_PEOPLE:
        break;
    }
    return gm_word_number(value, figures, buf);
}

const char *gm_word_figure(double value, gm_figure_unit unit, char buf[GM_WORD_BYTES])
{
    return gm_word_figure_to(value, unit, 5, buf);
}

const char *gm_claim_unit(const gm_claim_def *claim)
{
    return claim->unit && *claim->unit ? claim->unit : "1";
}

double gm_claim_in_unit(const gm_claim_def *claim, double value)
{
    double si = 1.0;
    gm_dim dim;
    bool is_unit = claim->unit && *claim->unit && gm_unit_find(claim->unit, &si, &dim);
    return is_unit && si > 0.0 ? value / si : value;
}

const char *gm_word_claim(const gm_claim_def *claim, double value, char buf[GM_WORD_BYTES])
{
    const char *unit = claim->unit ? claim->unit : "";
    if (isnan(value)) {
        return none(buf);
    }
    value = gm_claim_in_unit(claim, value);
    if (strcmp(unit, "%") == 0) {
        snprintf(buf, GM_WORD_BYTES, "%.1f %%", value);
        return buf;
    }
    char number[GM_WORD_BYTES];
    gm_word_number(value, 5, number);
    snprintf(buf, GM_WORD_BYTES, "%.40s%s%.20s", number, *unit ? " " : "", unit);
    return buf;
}
