// SPDX-License-Identifier: MIT
//
// A date and a time of day are read as they are written: three numbers with the same mark between
// them, then the clock. Which of the numbers is the year, the month and the day is a matter of the
// column.

#include "tables/floor_time.h"

#include "tables/column.h"

#include "core/text.h"

#include <string.h>

#define EPOCH_FIRST_S 946684800.0  // 2000-01-01: plain numbers from here ..
#define EPOCH_LAST_S  4102444800.0 // .. to 2100-01-01 are seconds since 1970
#define YEAR_DIGITS   4

// What was written, before anybody knows what it means.
typedef struct stamp {
    int number[3]; // of the date, in their order
    int digits[3];
    char mark;      // between them
    double clock_s; // since midnight
    bool has_zone;
    double zone_s; // ahead of UTC
} stamp;

// ---- reading what is written

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

static int days_in(int y, int m)
{
    return (int)(days_of(m == 12 ? y + 1 : y, m == 12 ? 1 : m + 1, 1) - days_of(y, m, 1));
}

// A number of 1 to `most` digits; returns how many there were, 0: none.
static int take_number(const char **at, int most, int *out)
{
    int n = 0;
    *out = 0;
    while (n < most && **at >= '0' && **at <= '9') {
        *out = 10 * *out + (**at - '0');
        (*at)++;
        n++;
    }
    return n;
}

static bool skip(const char **at, const char *which)
{
    bool ok = **at && strchr(which, **at);
    *at += ok ? 1 : 0;
    return ok;
}

static bool take_date(const char **at, stamp *s)
{
    for (int i = 0; i < 3; i++) {
        s->digits[i] = take_number(at, YEAR_DIGITS, &s->number[i]);
        if (s->digits[i] == 0) {
            return false;
        }
        if (i == 0) {
            s->mark = **at;
        }
        if (i < 2 && (**at != s->mark || !skip(at, "-./"))) {
            return false;
        }
    }
    return true;
}

// The seconds with their parts, which a comma may begin.
static bool take_seconds(const char **at, double *out)
{
    int whole;
    if (take_number(at, 2, &whole) == 0 || whole > 60) {
        return false;
    }
    *out = whole;
    if (skip(at, ".,")) {
        double scale = 0.1;
        int digit;
        if (**at < '0' || **at > '9') {
            return false;
        }
        while (take_number(at, 1, &digit) == 1) {
            *out += scale * digit;
            scale *= 0.1;
        }
    }
    return true;
}

// ` AM`, ` pm`: behind a clock of twelve hours. False when the hour is none of those.
static bool take_half(const char **at, int *hour)
{
    const char *half = *at + strspn(*at, " ");
    bool is_pm = half[0] == 'p' || half[0] == 'P';
    bool is_am = half[0] == 'a' || half[0] == 'A';
    if ((!is_am && !is_pm) || (half[1] != 'm' && half[1] != 'M')) {
        return true; // there is none
    }
    *at = half + 2;
    bool ok = *hour >= 1 && *hour <= 12;
    *hour = *hour % 12 + (is_pm ? 12 : 0);
    return ok;
}

// Nothing, `Z`, `+08:00`, `-0530`, `+08`.
static bool take_zone(const char **at, stamp *s)
{
    int h = 0;
    int m = 0;
    *at += strspn(*at, " ");
    if (skip(at, "Zz")) {
        s->has_zone = true;
        return true;
    }
    int sign = **at == '-' ? -1 : 1;
    if (!skip(at, "+-")) {
        return true;
    }
    bool ok = take_number(at, 2, &h) == 2 && h <= 14;
    if (ok && **at) {
        skip(at, ":");
        ok = take_number(at, 2, &m) == 2 && m <= 59;
    }
    s->has_zone = true;
    s->zone_s = sign * (3600.0 * h + 60.0 * m);
    return ok;
}

static bool read_stamp(const char *at, stamp *s)
{
    int h = 0;
    int m = 0;
    double seconds = 0.0;
    *s = (stamp){0};
    if (!take_date(&at, s) || !skip(&at, " Tt")) {
        return false;
    }
    at += strspn(at, " ");
    bool ok = take_number(&at, 2, &h) > 0 && h <= 23 && skip(&at, ":") &&
              take_number(&at, 2, &m) == 2 && m <= 59;
    if (ok && skip(&at, ":")) {
        ok = take_seconds(&at, &seconds);
    }
    ok = ok && take_half(&at, &h) && take_zone(&at, s);
    s->clock_s = 3600.0 * h + 60.0 * m + seconds;
    return ok && *at == '\0';
}

// ---- what it means

// GM_MOMENT_DMY stands for all dates with slashes or dashes whose order is still to be found.
static gm_moment_form form_of_stamp(const stamp *s)
{
    return s->digits[0] == YEAR_DIGITS ? GM_MOMENT_YMD
           : s->mark == '.'            ? GM_MOMENT_DMY_DOTS
                                       : GM_MOMENT_DMY;
}

static bool is_within(double x, double unit_si)
{
    return x * unit_si >= EPOCH_FIRST_S && x * unit_si < EPOCH_LAST_S;
}

static gm_moment_form form_of_number(double x, double unit_si)
{
    if (is_within(x, 1.0) && (unit_si <= 0.0 || unit_si == 1.0)) {
        return GM_MOMENT_EPOCH_S;
    }
    if (is_within(x, 1e-3) && (unit_si <= 0.0 || unit_si == 1e-3)) {
        return GM_MOMENT_EPOCH_MS;
    }
    return GM_MOMENT_TIME;
}

// Seconds since 1970 of a date in the order of a form. False: there is no such day.
static bool seconds_of(const stamp *s, gm_moment_form form, double *seconds)
{
    static const int places[GM_MOMENT_N_FORMS][3] = {
        // of year, month, day
        [GM_MOMENT_YMD] = {0, 1, 2},
        [GM_MOMENT_DMY_DOTS] = {2, 1, 0},
        [GM_MOMENT_DMY] = {2, 1, 0},
        [GM_MOMENT_MDY] = {2, 0, 1},
    };
    int y = s->number[places[form][0]];
    int m = s->number[places[form][1]];
    int d = s->number[places[form][2]];
    int digits = s->digits[places[form][0]];
    y += digits == 2 ? 2000 : 0;
    if ((digits != 2 && digits != YEAR_DIGITS) || m < 1 || m > 12 || d < 1 ||
        d > days_in(y, m)) {
        return false;
    }
    *seconds = 86400.0 * (double)days_of(y, m, d) + s->clock_s - s->zone_s;
    return true;
}

// ---- the column

typedef struct counts {
    int32_t of_form[GM_MOMENT_N_FORMS];
    int32_t n_zones;
    int32_t n_day_first; // the first number of the date can be no month
    int32_t n_month_first;
} counts;

static void count(const gm_records *records, const gm_record_cell *cell, double unit_si,
                  counts *c, const gm_record_cell **first)
{
    stamp s;
    double number;
    gm_moment_form form = GM_MOMENT_TIME;
    if (read_stamp(cell->text, &s)) {
        form = form_of_stamp(&s);
        c->n_zones += s.has_zone ? 1 : 0;
        if (form == GM_MOMENT_DMY) {
            c->n_day_first += s.number[0] > 12 ? 1 : 0;
            c->n_month_first += s.number[1] > 12 ? 1 : 0;
            *first = *first ? *first : cell;
        }
    } else if (gm_records_number(records, cell, &number)) {
        form = form_of_number(number, unit_si);
    }
    c->of_form[form] += 1;
}

gm_moments gm_moments_find(const gm_records *records, int32_t column, double unit_si,
                           gm_date_order asked, bool *is_open, const gm_record_cell **first)
{
    gm_moments out = {.unit_si = unit_si};
    counts c = {0};
    *first = NULL;
    for (int32_t row = 0; row < records->n_rows; row++) {
        const gm_record_cell *cell = gm_records_cell(records, row, column);
        if (!gm_record_is_empty(cell)) {
            count(records, cell, unit_si, &c, first);
            out.n += 1;
        }
    }
    for (int f = 1; f < GM_MOMENT_N_FORMS; f++) {
        out.form = c.of_form[f] > c.of_form[out.form] ? (gm_moment_form)f : out.form;
    }
    bool is_date = out.form >= GM_MOMENT_YMD;
    out.has_zone = is_date && 2 * c.n_zones >= c.of_form[out.form] && c.n_zones > 0;
    bool is_slashed = out.form == GM_MOMENT_DMY;
    bool is_month_first = asked == GM_DATE_ORDER_UNKNOWN ? c.n_month_first > c.n_day_first
                                                         : asked == GM_DATE_ORDER_MONTH;
    out.form = is_slashed && is_month_first ? GM_MOMENT_MDY : out.form;
    *is_open = is_slashed && asked == GM_DATE_ORDER_UNKNOWN && c.n_month_first == c.n_day_first;
    return out;
}

static const char *const examples[GM_MOMENT_N_FORMS] = {
    [GM_MOMENT_TIME] = "52 s",
    [GM_MOMENT_EPOCH_S] = "1785650412",
    [GM_MOMENT_EPOCH_MS] = "1785650412000",
    [GM_MOMENT_YMD] = "2027-08-02 06:00:12",
    [GM_MOMENT_DMY_DOTS] = "2.8.2027 06:00:12",
    [GM_MOMENT_DMY] = "2/8/2027 06:00:12",
    [GM_MOMENT_MDY] = "8/2/2027 06:00:12",
};

static const char *read_number(const gm_records *records, const gm_record_cell *cell,
                               double scale, gm_arena *arena, double *seconds)
{
    double number;
    if (!gm_records_number(records, cell, &number) || !is_within(number, scale)) {
        return gm_arena_printf(
            arena, "expected %s since 1970, as in the rest of the column, got '%.40s'",
            scale < 1.0 ? "milliseconds" : "seconds", cell->text);
    }
    *seconds = number * scale;
    return NULL;
}

const char *gm_moment_read(const gm_records *records, const gm_record_cell *cell,
                           const gm_moments *moments, gm_arena *arena, double *seconds)
{
    stamp s;
    if (moments->form == GM_MOMENT_TIME) {
        return gm_cell_time(records, cell, moments->unit_si, arena, seconds);
    }
    if (moments->form < GM_MOMENT_YMD) {
        double scale = moments->form == GM_MOMENT_EPOCH_S ? 1.0 : 1e-3;
        return read_number(records, cell, scale, arena, seconds);
    }
    gm_moment_form form = moments->form == GM_MOMENT_MDY ? GM_MOMENT_DMY : moments->form;
    if (!read_stamp(cell->text, &s) || form_of_stamp(&s) != form) {
        return gm_arena_printf(
            arena, "expected a moment like `%s`%s, got '%.40s'", examples[moments->form],
            moments->n > 1 ? ", as in the rest of the column" : "", cell->text);
    }
    if (s.has_zone != moments->has_zone) {
        return gm_arena_printf(arena, "'%.40s' has %s zone, as the rest of the column has %s",
                               cell->text, s.has_zone ? "a" : "no",
                               s.has_zone ? "none" : "one");
    }
    if (!seconds_of(&s, moments->form, seconds)) {
        return gm_arena_printf(arena, "there is no such day: '%.40s' read as %s", cell->text,
                               gm_moments_text(moments));
    }
    return NULL;
}

// ---- several columns

bool gm_moments_agree(const gm_moments *a, const gm_moments *b)
{
    bool since_start_a = a->form == GM_MOMENT_TIME;
    bool since_start_b = b->form == GM_MOMENT_TIME;
    bool is_utc_a =
        a->has_zone || a->form == GM_MOMENT_EPOCH_S || a->form == GM_MOMENT_EPOCH_MS;
    bool is_utc_b =
        b->has_zone || b->form == GM_MOMENT_EPOCH_S || b->form == GM_MOMENT_EPOCH_MS;
    return since_start_a == since_start_b && is_utc_a == is_utc_b;
}

const char *gm_moments_text(const gm_moments *moments)
{
    static const char *const plain[GM_MOMENT_N_FORMS] = {
        [GM_MOMENT_TIME] = "times since a start",
        [GM_MOMENT_EPOCH_S] = "seconds since 1970",
        [GM_MOMENT_EPOCH_MS] = "milliseconds since 1970",
        [GM_MOMENT_YMD] = "year-month-day h:m:s",
        [GM_MOMENT_DMY_DOTS] = "day.month.year h:m:s",
        [GM_MOMENT_DMY] = "day/month/year h:m:s",
        [GM_MOMENT_MDY] = "month/day/year h:m:s",
    };
    static const char *const zoned[GM_MOMENT_N_FORMS] = {
        [GM_MOMENT_YMD] = "year-month-day h:m:s with a zone",
        [GM_MOMENT_DMY_DOTS] = "day.month.year h:m:s with a zone",
        [GM_MOMENT_DMY] = "day/month/year h:m:s with a zone",
        [GM_MOMENT_MDY] = "month/day/year h:m:s with a zone",
    };
    return moments->has_zone ? zoned[moments->form] : plain[moments->form];
}
