// SPDX-License-Identifier: MIT

#include "sim/civil.h"

#include "core/assert.h"

#include <math.h>

// Days from 0001-01-01 to 1970-01-01: 1969 years of 365 days and 477 leap days
// (1969 / 4 - 1969 / 100 + 1969 / 400 = 492 - 19 + 4).
static const int32_t epoch_day = 719162;

static const int32_t days_before_month[] = {0,   0,   31,  59,  90,  120, 151,
                                            181, 212, 243, 273, 304, 334};

bool gm_year_is_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t gm_month_days(int32_t year, int32_t month)
{
    GM_REQUIRE(1 <= month && month <= 12);
    if (month == 2) {
        return gm_year_is_leap(year) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool gm_date_is_valid(gm_date date)
{
    return 1 <= date.year && date.year <= 9999 && 1 <= date.month && date.month <= 12 &&
           1 <= date.day && date.day <= gm_month_days(date.year, date.month);
}

bool gm_date_is_none(gm_date date)
{
    return date.year == 0 && date.month == 0 && date.day == 0;
}

// Days from 0001-01-01 to the first of January of a year >= 1.
static int32_t days_before_year(int32_t year)
{
    int32_t y = year - 1;
    return 365 * y + y / 4 - y / 100 + y / 400;
}

int32_t gm_date_to_day(gm_date date)
{
    GM_REQUIRE(gm_date_is_valid(date));
    int32_t leap_day = date.month > 2 && gm_year_is_leap(date.year) ? 1 : 0;
    return days_before_year(date.year) + days_before_month[date.month] + leap_day + date.day -
           1 - epoch_day;
}

gm_date gm_date_from_day(int32_t day)
{
    GM_REQUIRE(-epoch_day <= day && day < days_before_year(10000) - epoch_day);
    int32_t n = day + epoch_day;

    // 146097 days are 400 years exactly; within them the even share is off by a year at most.
    int32_t year = (int32_t)((int64_t)n * 400 / 146097) + 1;
    while (days_before_year(year) > n) {
        year -= 1;
    }
    while (days_before_year(year + 1) <= n) {
        year += 1;
    }

    n -= days_before_year(year);
    int32_t month = 1;
    while (n >= gm_month_days(year, month)) {
        n -= gm_month_days(year, month);
        month += 1;
    }
    return (gm_date){.year = year, .month = month, .day = n + 1};
}

gm_weekday gm_day_weekday(int32_t day)
{
    // Day 0 is a Thursday. The remainder of a negative number is negative in C.
    int32_t w = (day % 7 + GM_WEEKDAY_THURSDAY) % 7;
    return (gm_weekday)(w < 0 ? w + 7 : w);
}

gm_date gm_date_add_months(gm_date date, int32_t n)
{
    GM_REQUIRE(gm_date_is_valid(date));
    GM_REQUIRE(-12 * 9999 <= n && n <= 12 * 9999);
    int32_t months = date.year * 12 + date.month - 1 + n;
    GM_REQUIRE(12 <= months && months < 12 * 10000);
    gm_date later = {.year = months / 12, .month = months % 12 + 1, .day = date.day};
    int32_t last = gm_month_days(later.year, later.month);
    if (later.day > last) {
        later.day = last;
    }
    return later;
}

// Reads n digits and moves on; -1 if there are fewer.
static int32_t take_digits(const char **text, int n)
{
    int32_t value = 0;
    for (int i = 0; i < n; i += 1) {
        char c = **text;
        if (c < '0' || c > '9') {
            return -1;
        }
        value = value * 10 + (c - '0');
        *text += 1;
    }
    return value;
}

// Moves past one character if it is c.
static bool take_char(const char **text, char c)
{
    if (**text != c) {
        return false;
    }
    *text += 1;
    return true;
}

// Reads `2027-08-01` at the beginning of a text and moves behind it.
static bool take_date(const char **text, gm_date *date)
{
    gm_date read = {0};
    read.year = take_digits(text, 4);
    if (read.year < 0 || !take_char(text, '-')) {
        return false;
    }
    read.month = take_digits(text, 2);
    if (read.month < 0 || !take_char(text, '-')) {
        return false;
    }
    read.day = take_digits(text, 2);
    if (read.day < 0) {
        return false;
    }
    *date = read;
    return true;
}

bool gm_date_parse(const char *text, gm_date *date)
{
    gm_date read;
    if (!take_date(&text, &read) || *text != '\0') {
        return false;
    }
    *date = read;
    return true;
}

bool gm_date_time_parse(const char *text, gm_date *date, int32_t *time_s)
{
    gm_date read;
    if (!take_date(&text, &read) || !(take_char(&text, ' ') || take_char(&text, 'T')) ||
        !gm_day_time_parse(text, time_s)) {
        return false;
    }
    *date = read;
    return true;
}

bool gm_month_parse(const char *text, gm_date *date)
{
    gm_date read = {.day = 1};
    read.year = take_digits(&text, 4);
    if (read.year < 0 || !take_char(&text, '-')) {
        return false;
    }
    read.month = take_digits(&text, 2);
    if (read.month < 0 || *text != '\0') {
        return false;
    }
    *date = read;
    return true;
}

bool gm_day_time_parse(const char *text, int32_t *time_s)
{
    int32_t hour = take_digits(&text, 2);
    if (hour < 0 || !take_char(&text, ':')) {
        return false;
    }
    int32_t minute = take_digits(&text, 2);
    int32_t second = 0;
    if (minute >= 0 && take_char(&text, ':')) {
        second = take_digits(&text, 2);
    }
    if (minute < 0 || minute > 59 || second < 0 || second > 59 || *text != '\0') {
        return false;
    }
    int32_t read_s = hour * 3600 + minute * 60 + second;
    if (read_s > GM_DAY_S) {
        return false;
    }
    *time_s = read_s;
    return true;
}

// Writes a number with leading zeros and returns the place behind it.
static char *put_digits(char *text, int32_t value, int n)
{
    for (int i = n - 1; i >= 0; i -= 1) {
        text[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return text + n;
}

void gm_date_format(gm_date date, char text[GM_DATE_TEXT_MAX])
{
    GM_REQUIRE(gm_date_is_valid(date));
    char *at = put_digits(text, date.year, 4);
    *at++ = '-';
    at = put_digits(at, date.month, 2);
    *at++ = '-';
    at = put_digits(at, date.day, 2);
    *at = '\0';
}

void gm_day_time_format(int32_t time_s, char text[GM_DAY_TIME_TEXT_MAX])
{
    GM_REQUIRE(0 <= time_s && time_s <= GM_DAY_S);
    char *at = put_digits(text, time_s / 3600, 2);
    *at++ = ':';
    at = put_digits(at, time_s / 60 % 60, 2);
    if (time_s % 60 != 0) {
        *at++ = ':';
        at = put_digits(at, time_s % 60, 2);
    }
    *at = '\0';
}

gm_civil gm_civil_at(gm_date date, int32_t time_s)
{
    GM_REQUIRE(0 <= time_s && time_s < GM_DAY_S);
    return (gm_civil){.start_day = gm_date_to_day(date), .start_s = time_s};
}

gm_civil gm_civil_default(void)
{
    return gm_civil_at((gm_date){2024, 1, 1}, 0);
}

double gm_civil_day_start_s(gm_civil civil, int32_t day)
{
    return ((double)day - civil.start_day) * GM_DAY_S - civil.start_s;
}

int32_t gm_civil_day(gm_civil civil, double t_s)
{
    // Ten thousand years either way.
    GM_REQUIRE(fabs(t_s) < 3.2e11);
    int32_t day = civil.start_day + (int32_t)floor((t_s + civil.start_s) / GM_DAY_S);

    // The sum may have rounded up to a midnight that t has not reached.
    return gm_civil_day_start_s(civil, day) > t_s ? day - 1 : day;
}

void gm_civil_format(gm_civil civil, double t_s, char text[GM_TIME_TEXT_MAX])
{
    int32_t day = gm_civil_day(civil, t_s);
    int32_t s = (int32_t)floor(t_s - gm_civil_day_start_s(civil, day));
    if (s >= GM_DAY_S) {
        s = GM_DAY_S - 1;
    }
    gm_date_format(gm_date_from_day(day), text);
    char *at = text + GM_DATE_TEXT_MAX - 1;
    *at++ = ' ';
    at = put_digits(at, s / 3600, 2);
    *at++ = ':';
    at = put_digits(at, s / 60 % 60, 2);
    *at++ = ':';
    at = put_digits(at, s % 60, 2);
    *at = '\0';
}

int32_t gm_civil_month(gm_civil civil, double t_s)
{
    gm_date start = gm_date_from_day(civil.start_day);
    gm_date now = gm_date_from_day(gm_civil_day(civil, t_s));
    return (now.year - start.year) * 12 + now.month - start.month;
}

int32_t gm_civil_year(gm_civil civil, double t_s)
{
    return gm_date_from_day(gm_civil_day(civil, t_s)).year -
           gm_date_from_day(civil.start_day).year;
}

gm_date gm_civil_month_date(gm_civil civil, int32_t month_i)
{
    gm_date first = gm_date_from_day(civil.start_day);
    first.day = 1;
    return gm_date_add_months(first, month_i);
}

gm_date gm_civil_year_date(gm_civil civil, int32_t year_i)
{
    gm_date first = gm_date_from_day(civil.start_day);
    first.month = 1;
    first.day = 1;
    return gm_date_add_months(first, 12 * year_i);
}

double gm_civil_month_start_s(gm_civil civil, int32_t month_i)
{
    return gm_civil_day_start_s(civil, gm_date_to_day(gm_civil_month_date(civil, month_i)));
}

double gm_civil_year_start_s(gm_civil civil, int32_t year_i)
{
    return gm_civil_day_start_s(civil, gm_date_to_day(gm_civil_year_date(civil, year_i)));
}
