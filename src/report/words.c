// SPDX-License-Identifier: MIT

#include "report/words.h"

#include "core/units.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_WIDTH 1e-9 // of a mean: a half-width below it is rounding
#define ZERO_C_K 273.15

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

static const gm_dim time_dim = {.power = {[GM_AXIS_TIME] = 1}};
static const gm_dim length_dim = {.power = {[GM_AXIS_LENGTH] = 1}};
static const gm_dim money_dim = {.power = {[GM_AXIS_CNY] = 1}};
static const gm_dim volume_dim = {.power = {[GM_AXIS_LENGTH] = 3}};
static const gm_dim area_dim = {.power = {[GM_AXIS_LENGTH] = 2}};
static const gm_dim mass_dim = {.power = {[GM_AXIS_MASS] = 1}};
static const gm_dim power_dim = {
    .power = {[GM_AXIS_MASS] = 1, [GM_AXIS_LENGTH] = 2, [GM_AXIS_TIME] = -3}};
static const gm_dim energy_dim = {
    .power = {[GM_AXIS_MASS] = 1, [GM_AXIS_LENGTH] = 2, [GM_AXIS_TIME] = -2}};

// A unit that suits the size of a value: how it is written behind a number, and the SI value of
// one of it.
static double readable_unit(double si, gm_dim dim, char unit[GM_WORD_BYTES])
{
    char text[GM_WORD_BYTES];
    char *rest;
    gm_quantity_format(si, dim, NULL, text, sizeof text);
    double value = strtod(text, &rest);
    snprintf(unit, GM_WORD_BYTES, "%s", rest);
    double one = 1.0;
    gm_dim found;
    bool is_known = gm_unit_find(*rest == ' ' ? rest + 1 : rest, &one, &found) && one > 0.0;
    return is_known ? one : value != 0.0 ? si / value : 1.0;
}

// NULL: plain numbers and shares.
static const gm_dim *dim_of(gm_figure_unit unit)
{
    switch (unit) {
    case GM_UNIT_TIME:
        return &time_dim;
    case GM_UNIT_ENERGY:
        return &energy_dim;
    case GM_UNIT_LENGTH:
        return &length_dim;
    case GM_UNIT_MONEY:
        return &money_dim;
    case GM_UNIT_VOLUME:
        return &volume_dim;
    case GM_UNIT_AREA:
        return &area_dim;
    case GM_UNIT_MASS:
        return &mass_dim;
    case GM_UNIT_POWER:
        return &power_dim;
    case GM_UNIT_SHARE:
    case GM_UNIT_PARTS:
    case GM_UNIT_NUMBER:
    case GM_UNIT_PEOPLE:
        break;
    }
    return NULL;
}

// A quantity in a unit that suits its size, to so many figures.
static const char *quantity(double si, gm_dim dim, int figures, char buf[GM_WORD_BYTES])
{
    char unit[GM_WORD_BYTES];
    char number[GM_WORD_BYTES];
    double one = readable_unit(si, dim, unit);
    gm_word_number(si / one, figures, number);
    snprintf(buf, GM_WORD_BYTES, "%.40s%.20s", number, unit);
    return buf;
}

const char *gm_word_figure_to(double value, gm_figure_unit unit, int figures,
                              char buf[GM_WORD_BYTES])
{
    if (isnan(value)) {
        return none(buf);
    }
    if (unit == GM_UNIT_SHARE) {
        return gm_word_share(value, buf);
    }
    const gm_dim *dim = dim_of(unit);
    if (dim) {
        return quantity(value, *dim, figures, buf);
    }
    return gm_word_number(value, figures, buf);
}

const char *gm_word_figure(double value, gm_figure_unit unit, char buf[GM_WORD_BYTES])
{
    return gm_word_figure_to(value, unit, 5, buf);
}

// ---- means with their half-width

// A number to so many decimals; < 0: to tens, hundreds.
static const char *rounded(double value, int decimals, char buf[GM_WORD_BYTES])
{
    double step = pow(10.0, decimals);
    value = decimals < 0 ? floor(value * step + 0.5) / step : value;
    snprintf(buf, GM_WORD_BYTES, "%.*f", decimals > 0 ? decimals : 0, value);
    if (strtod(buf, NULL) == 0.0 && buf[0] == '-') {
        memmove(buf, buf + 1, strlen(buf)); // no "-0.0"
    }
    separate(buf);
    return buf;
}

// Decimals at which a half-width has two significant figures.
static int decimals_of(double half)
{
    char text[GM_WORD_BYTES];
    snprintf(text, sizeof text, "%.1e", half); // rounds 0.0996 up to 1.0e-01
    return 1 - (int)strtol(strchr(text, 'e') + 1, NULL, 10);
}

// Both numbers are in the unit, which stands behind them.
static const char *interval(double mean, double half, const char *unit, char buf[GM_WORD_BYTES])
{
    char value[GM_WORD_BYTES];
    char width[GM_WORD_BYTES] = "0";
    if (isnan(half)) {
        gm_word_number(mean, 5, value);
        snprintf(buf, GM_WORD_BYTES, "%.40s%.20s", value, unit);
        return buf;
    }
    if (half > NO_WIDTH * fabs(mean)) {
        int decimals = decimals_of(half);
        rounded(mean, decimals, value);
        rounded(half, decimals, width);
    } else {
        gm_word_number(mean, 5, value);
    }
    snprintf(buf, GM_WORD_BYTES, "%.20s ± %.20s%.18s", value, width, unit);
    return buf;
}

const char *gm_word_interval(gm_interval x, gm_figure_unit unit, char buf[GM_WORD_BYTES])
{
    char word[GM_WORD_BYTES] = "";
    double one = 1.0;
    if (isnan(x.mean)) {
        return none(buf);
    }
    const gm_dim *dim = dim_of(unit);
    if (unit == GM_UNIT_SHARE) {
        one = 0.01;
        snprintf(word, sizeof word, " %%");
    } else if (dim) {
        one = readable_unit(x.mean != 0.0 ? x.mean : x.half_width, *dim, word);
    }
    return interval(x.mean / one, x.half_width / one, word, buf);
}

static bool is_nothing(gm_interval x)
{
    return x.mean == 0.0 && !(x.half_width > 0.0);
}

const char *gm_word_percent(gm_interval x, char buf[GM_WORD_BYTES])
{
    if (is_nothing(x) || isnan(x.mean)) {
        buf[0] = '\0';
        return buf;
    }
    return rounded(100.0 * x.mean, 1, buf);
}

const char *gm_word_percent_half(gm_interval x, char buf[GM_WORD_BYTES])
{
    if (is_nothing(x) || isnan(x.half_width)) {
        buf[0] = '\0';
        return buf;
    }
    bool is_zero = x.half_width <= NO_WIDTH * fabs(x.mean);
    return rounded(is_zero ? 0.0 : ceil(1000.0 * x.half_width - 1e-6) / 10.0, is_zero ? 0 : 1,
                   buf);
}

const char *gm_word_percent_interval(gm_interval x, char buf[GM_WORD_BYTES])
{
    char value[GM_WORD_BYTES];
    char half[GM_WORD_BYTES];
    gm_word_percent(x, value);
    gm_word_percent_half(x, half);
    snprintf(buf, GM_WORD_BYTES, "%.20s%s%.20s", value, *half ? " ± " : "", half);
    return buf;
}

// ---- claims

const char *gm_claim_unit(const gm_claim_def *claim)
{
    return claim->unit && *claim->unit ? claim->unit : "1";
}

double gm_claim_gap_in_unit(const gm_claim_def *claim, double gap)
{
    double si = 1.0;
    gm_dim dim;
    bool is_unit = claim->unit && *claim->unit && gm_unit_find(claim->unit, &si, &dim);
    return is_unit && si > 0.0 ? gap / si : gap;
}

static bool is_celsius(const gm_claim_def *claim)
{
    return claim->unit && strcmp(claim->unit, "degC") == 0;
}

double gm_claim_in_unit(const gm_claim_def *claim, double value)
{
    return is_celsius(claim) ? value - ZERO_C_K : gm_claim_gap_in_unit(claim, value);
}

// With so many figures, or decimals of a share more than the first.
static void claim_number(const gm_claim_def *claim, double value, int more, char *buf)
{
    const char *unit = claim->unit ? claim->unit : "";
    if (strcmp(unit, "%") == 0) {
        snprintf(buf, GM_WORD_BYTES, "%.*f %%", 1 + more, value);
        return;
    }
    char number[GM_WORD_BYTES];
    gm_word_number(value, 5 + more, number);
    snprintf(buf, GM_WORD_BYTES, "%.40s%s%.20s", number, *unit ? " " : "", unit);
}

// What misses a bound by little is written with as many figures as it takes to see it.
const char *gm_word_claim(const gm_claim_def *claim, double value, char buf[GM_WORD_BYTES])
{
    if (isnan(value)) {
        return none(buf);
    }
    char bound[GM_WORD_BYTES];
    double in_unit = gm_claim_in_unit(claim, value);
    double bound_in_unit = gm_claim_in_unit(claim, claim->value);
    bool differs = fabs(in_unit - bound_in_unit) > NO_WIDTH * fabs(bound_in_unit);
    int more = 0;
    do {
        claim_number(claim, in_unit, more, buf);
        claim_number(claim, bound_in_unit, more, bound);
        more++;
    } while (differs && more < 8 && strcmp(buf, bound) == 0);
    return buf;
}

const char *gm_word_claim_gap(const gm_claim_def *claim, double gap, char buf[GM_WORD_BYTES])
{
    if (!is_celsius(claim) || isnan(gap)) {
        return gm_word_claim(claim, gap, buf);
    }
    char number[GM_WORD_BYTES];
    snprintf(buf, GM_WORD_BYTES, "%.40s K", gm_word_number(gap, 5, number));
    return buf;
}

static const char *claim_interval(const gm_claim_def *claim, double mean, double half,
                                  const char *word, char buf[GM_WORD_BYTES])
{
    char unit[GM_WORD_BYTES];
    if (isnan(mean)) {
        return none(buf);
    }
    snprintf(unit, sizeof unit, "%s%.20s", *word ? " " : "", word);
    return interval(mean, gm_claim_gap_in_unit(claim, half), unit, buf);
}

const char *gm_word_claim_interval(const gm_claim_def *claim, gm_interval x,
                                   char buf[GM_WORD_BYTES])
{
    return claim_interval(claim, gm_claim_in_unit(claim, x.mean), x.half_width,
                          claim->unit ? claim->unit : "", buf);
}

const char *gm_word_claim_gap_interval(const gm_claim_def *claim, gm_interval x,
                                       char buf[GM_WORD_BYTES])
{
    const char *word = is_celsius(claim) ? "K" : claim->unit ? claim->unit : "";
    return claim_interval(claim, gm_claim_gap_in_unit(claim, x.mean), x.half_width, word, buf);
}
