// SPDX-License-Identifier: MIT

#include "tables/floor_time.h"

#include "tables/column.h"

#include "core/text.h"

#include <stdio.h>
#include <string.h>

// Days from 1970-01-01 of a date of the Gregorian calendar (Hinnant, "chrono-Compatible Low-Level
// Date Algorithms", days_from_civil).
static int64_t days_of(int64_t y, int m, int d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static bool read_digits(const char **at, int n, int most, int *out)
{
    *out = 0;
    for (int i = 0; i < n; i++, (*at)++) {
        if (**at < '0' || **at > '9') {
            return false;
        }
        *out = 10 * *out + (**at - '0');
    }
    return *out <= most;
}

static bool skip(const char **at, const char *which)
{
    bool ok = **at && strchr(which, **at);
    *at += ok ? 1 : 0;
    return ok;
}

static bool read_date_time(const char *at, double *seconds)
{
    int y;
    int mo;
    int d;
    int h;
    int mi;
    double s = 0.0;
    bool ok = read_digits(&at, 4, 9999, &y) && skip(&at, "-") && read_digits(&at, 2, 12, &mo) &&
              skip(&at, "-") && read_digits(&at, 2, 31, &d) && skip(&at, " T") &&
              read_digits(&at, 2, 23, &h) && skip(&at, ":") && read_digits(&at, 2, 59, &mi);
    if (!ok || mo < 1 || d < 1) {
        return false;
    }
    if (skip(&at, ":")) {
        const char *end = at;
        if (*at < '0' || *at > '9' || !gm_text_number(at, &end, &s) || s >= 61.0) {
            return false;
        }
        at = end;
    }
    skip(&at, "Z");
    *seconds = 86400.0 * (double)days_of(y, mo, d) + 3600.0 * h + 60.0 * mi + s;
    return *at == '\0';
}

const char *gm_floor_moment(const gm_records *records, const gm_cell *cell, double unit_si,
                            gm_arena *arena, double *seconds)
{
    if (read_date_time(cell->text, seconds)) {
        return NULL;
    }
    const char *fault = gm_cell_time(records, cell, unit_si, arena, seconds);
    if (fault && strchr(cell->text, '-') && cell->text[0] != '-') {
        return gm_arena_printf(
            arena, "expected a moment like `2027-08-02 06:00:12`, got '%.40s'", cell->text);
    }
    return fault;
}
