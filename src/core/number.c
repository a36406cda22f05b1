// SPDX-License-Identifier: MIT
//
// Numbers and their texts, with '.' in any locale of the host program.

#include "core/assert.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS_MAX 400 // bytes of a number that are read

// The decimal point of the locale. localeconv() may not be called from two threads.
static char local_point(void)
{
    char half[8];
    snprintf(half, sizeof half, "%.1f", 0.5);
    return half[1];
}

static const char *skip_digits(const char *at)
{
    while (*at >= '0' && *at <= '9') {
        at += 1;
    }
    return at;
}

// The end of a number by its grammar, or text when there is none.
static const char *end_of_number(const char *text)
{
    const char *at = text + (*text == '-' || *text == '+');
    const char *whole = at;
    at = skip_digits(at);
    int digits = (int)(at - whole);
    if (*at == '.') {
        const char *part = at + 1;
        at = skip_digits(part);
        digits += (int)(at - part);
    }
    if (digits == 0) {
        return text;
    }
    // An `e` is the exponent only when digits follow: "5 e" is a number and a unit.
    if (*at == 'e' || *at == 'E') {
        const char *exponent = at + 1 + (at[1] == '-' || at[1] == '+');
        const char *end = skip_digits(exponent);
        at = end > exponent ? end : at;
    }
    return at;
}

bool gm_text_number(const char *text, const char **end, double *value)
{
    char copy[DIGITS_MAX + 1];
    *end = end_of_number(text);
    size_t len = (size_t)(*end - text);
    if (len == 0 || len > DIGITS_MAX) {
        *end = text;
        return false;
    }
    memcpy(copy, text, len);
    copy[len] = '\0';
    // strtod follows the locale, model files do not.
    char *point = strchr(copy, '.');
    if (point) {
        *point = local_point();
    }
    *value = strtod(copy, NULL);
    return true;
}

static void use_point(char *buf)
{
    char point = local_point();
    char *at = point == '.' ? NULL : strchr(buf, point);
    if (at) {
        *at = '.';
    }
}

static const char *text_of_special(double value)
{
    return isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

const char *gm_text_of_number(double value, char buf[GM_NUMBER_BYTES])
{
    if (!isfinite(value)) {
        return strcpy(buf, text_of_special(value)); // NOLINT(clang-analyzer-security*)
    }
    // 15 digits are always true to the text, 17 always to the double.
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buf, GM_NUMBER_BYTES, "%.*g", digits, value);
        if (strtod(buf, NULL) == value) {
            break;
        }
    }
    use_point(buf);
    return buf;
}

const char *gm_text_of_rounded(double value, int digits, char buf[GM_NUMBER_BYTES])
{
    GM_REQUIRE(digits > 0 && digits <= 17);
    if (!isfinite(value)) {
        return strcpy(buf, text_of_special(value)); // NOLINT(clang-analyzer-security*)
    }
    // %g would write 100000 with 5 digits as 1e+05: round first, then print whole.
    snprintf(buf, GM_NUMBER_BYTES, "%.*g", digits, value);
    double rounded = strtod(buf, NULL);
    if (strchr(buf, 'e') && fabs(rounded) >= 1.0 && fabs(rounded) < 1e15) {
        snprintf(buf, GM_NUMBER_BYTES, "%.0f", rounded);
    }
    use_point(buf);
    return buf;
}
