// SPDX-License-Identifier: MIT
//
// The number of a quantity, and what is said about numbers that other hands write otherwise:
// `52,5`, `1.000.000`, `1 000`, `1:30`.

#include "core/text.h"
#include "core/units_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUN_BYTES 64

// A run of digits and what parts them, as it stands in a text.
typedef struct run {
    char text[RUN_BYTES];
    int commas;
    int points;
    int others; // `_`, `'` and blanks
} run;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Up to the first character that belongs to no number; a blank only between two digits.
static run run_of(const char *text)
{
    run r = {0};
    size_t n = 0;
    for (const char *at = text; *at && n < RUN_BYTES - 1; at++) {
        bool is_gap = *at == ' ' && n > 0 && is_digit(at[-1]) && is_digit(at[1]);
        bool is_other = *at == '_' || *at == '\'' || is_gap;
        bool is_sign = n == 0 && (*at == '-' || *at == '+');
        if (!is_digit(*at) && *at != ',' && *at != '.' && !is_other && !is_sign) {
            break;
        }
        r.commas += *at == ',';
        r.points += *at == '.';
        r.others += is_other;
        r.text[n++] = *at;
    }
    return r;
}

// The digits, with a point where the decimal character stands ('\0': nowhere), without zeros
// behind it that say nothing.
static const char *plain(const run *r, char decimal, char out[RUN_BYTES])
{
    size_t n = 0;
    size_t needed = 0; // bytes up to the last digit that says something
    bool is_part = false;
    for (const char *at = r->text; *at; at++) {
        if (*at == decimal) {
            is_part = true;
            out[n++] = '.';
        } else if (is_digit(*at) || *at == '-') {
            out[n++] = *at;
            needed = is_part && *at == '0' ? needed : n;
        }
    }
    out[needed] = '\0';
    return out;
}

// Every separator has three digits behind it, and no more than three before the first.
static bool has_groups_of_three(const run *r)
{
    const char *at = r->text + strspn(r->text, "+-");
    size_t first = strspn(at, "0123456789");
    bool ok = first >= 1 && first <= 3 && at[0] != '0';
    for (at += first; *at && ok; at += 4) {
        ok = strspn(at + 1, "0123456789") == 3;
    }
    return ok;
}

static bool refuse_thousands(const run *r, char decimal, char error[GM_UNIT_ERROR_BYTES])
{
    char digits[RUN_BYTES];
    snprintf(error, GM_UNIT_ERROR_BYTES,
             "a number has no separators between thousands: write %s",
             plain(r, decimal, digits));
    return false;
}

// `52,5` has decimals, `1,234,567` thousands, `1,500` may have either.
static bool refuse_commas(const run *r, char error[GM_UNIT_ERROR_BYTES])
{
    char whole[RUN_BYTES];
    char parted[RUN_BYTES];
    if (r->commas > 1) {
        return refuse_thousands(r, '\0', error);
    }
    if (has_groups_of_three(r)) {
        snprintf(error, GM_UNIT_ERROR_BYTES,
                 "a comma may part thousands or decimals: write %s or %s",
                 plain(r, '\0', whole), plain(r, ',', parted));
    } else {
        snprintf(error, GM_UNIT_ERROR_BYTES,
                 "decimals stand behind a point, not a comma: write %s", plain(r, ',', parted));
    }
    return false;
}

static bool refuse_parted(const char *text, char error[GM_UNIT_ERROR_BYTES])
{
    run r = run_of(text);
    if (r.commas > 0 && r.points > 0) {
        bool has_last_comma = strrchr(r.text, ',') > strrchr(r.text, '.');
        bool is_once = (has_last_comma ? r.commas : r.points) == 1;
        if (!is_once) {
            return refuse_thousands(&r, '\0', error);
        }
        return has_last_comma ? refuse_thousands(&r, ',', error)
                              : refuse_thousands(&r, '.', error);
    }
    if (r.commas > 0) {
        return refuse_commas(&r, error);
    }
    if (has_groups_of_three(&r)) {
        return refuse_thousands(&r, '\0', error);
    }
    if (r.points == 1 && r.others > 0) {
        return refuse_thousands(&r, '.', error);
    }
    if (r.others > 0 && r.points == 0 && !strchr(r.text, ' ')) {
        return refuse_thousands(&r, '\0', error);
    }
    snprintf(error, GM_UNIT_ERROR_BYTES, "expected one number, got '%.40s'", text);
    return false;
}

// `1:30` is an hour and a half to one, a minute and a half to another.
static bool refuse_clock(const char *text, char error[GM_UNIT_ERROR_BYTES])
{
    char *end = NULL;
    long first = strtol(text, &end, 10);
    long second = *end == ':' ? strtol(end + 1, &end, 10) : -1;
    bool is_pair = first >= 0 && first < 10000 && second >= 0 && second < 60;
    if (is_pair && (*end == '\0' || *end == ' ')) {
        long both = 60 * first + second;
        snprintf(error, GM_UNIT_ERROR_BYTES,
                 "expected one number with its unit, got '%.40s': write `%ld min` for %ld h "
                 "%ld min, or `%ld s` for %ld min %ld s",
                 text, both, first, second, both, first, second);
    } else {
        snprintf(error, GM_UNIT_ERROR_BYTES, "expected one number with its unit, got '%.40s'",
                 text);
    }
    return false;
}

bool gm_unit_number(const char *text, const char **end, double *value,
                    char error[GM_UNIT_ERROR_BYTES])
{
    if (!gm_text_number(text, end, value)) {
        snprintf(error, GM_UNIT_ERROR_BYTES, "expected a number, got '%.40s'", text);
        return false;
    }
    if (!isfinite(*value)) {
        snprintf(error, GM_UNIT_ERROR_BYTES, "the number is too large");
        return false;
    }
    const char *next = *end;
    const char *after = next + strspn(next, " ");
    bool is_parted = *next != '\0' && strchr(",_'.", *next) && is_digit(next[1]);
    if (is_parted || is_digit(*after)) {
        return refuse_parted(text, error);
    }
    if (*next == ':' && is_digit(next[1])) {
        return refuse_clock(text, error);
    }
    if (*next != '\0' && strchr(".,+-", *next)) {
        snprintf(error, GM_UNIT_ERROR_BYTES, "expected one number, got '%.40s'", text);
        return false;
    }
    return true;
}
