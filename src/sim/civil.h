// SPDX-License-Identifier: MIT
//
// Civil time: dates of the proleptic Gregorian calendar, times of day, and the clock of a run.
//
// Simulation time is seconds since t = 0, and t = 0 is a civil instant (`clock: start`). Civil
// time is local and has no summer time and no leap seconds, so that a day is always 86400 s.
// A date is also a day number: 0 is 1970-01-01, a Thursday; earlier days are negative.

#ifndef GM_SIM_CIVIL_H
#define GM_SIM_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#define GM_DAY_S             86400
#define GM_DATE_TEXT_MAX     11 // "2027-08-01" and its end
#define GM_DAY_TIME_TEXT_MAX 9  // "06:00:30" and its end
#define GM_TIME_TEXT_MAX     20 // "2027-08-01 06:00:30" and its end

typedef enum gm_weekday {
    GM_WEEKDAY_MONDAY,
    GM_WEEKDAY_TUESDAY,
    GM_WEEKDAY_WEDNESDAY,
    GM_WEEKDAY_THURSDAY,
    GM_WEEKDAY_FRIDAY,
    GM_WEEKDAY_SATURDAY,
    GM_WEEKDAY_SUNDAY
} gm_weekday;

typedef struct gm_date {
    int32_t year;  // 1 .. 9999
    int32_t month; // 1 .. 12
    int32_t day;   // 1 .. 31
} gm_date;         // all zero: no date

// The civil instant of t = 0.
typedef struct gm_civil {
    int32_t start_day; // day number
    int32_t start_s;   // time of day, 0 .. 86399 s
} gm_civil;

// ---- dates

bool gm_year_is_leap(int32_t year);

// 28 .. 31. The month is 1 .. 12.
int32_t gm_month_days(int32_t year, int32_t month);

// False for the 30th of February and for years outside 1 .. 9999.
bool gm_date_is_valid(gm_date date);

// True for the empty date, {0}.
bool gm_date_is_none(gm_date date);

// The day number of a valid date.
int32_t gm_date_to_day(gm_date date);

// The date of a day number within the years 1 .. 9999.
gm_date gm_date_from_day(int32_t day);

// The weekday of any day number.
gm_weekday gm_day_weekday(int32_t day);

// n months later (earlier if negative); a day the month does not have becomes its last one.
gm_date gm_date_add_months(gm_date date, int32_t n);

// ---- text

// Reads exactly `2027-08-01`. False if the form is wrong; then *date is unchanged. A date of
// the right form may still not exist: ask gm_date_is_valid().
bool gm_date_parse(const char *text, gm_date *date);

// Reads `2027-08-01 06:00` or `2027-08-01T06:00:30` (ISO 8601) into a date and a time of day,
// 0 .. 86400 s. False if it is none of these; then both are unchanged. Of the date see above.
bool gm_date_time_parse(const char *text, gm_date *date, int32_t *time_s);

// Reads exactly `2027-08` as the first day of that month; otherwise as gm_date_parse().
bool gm_month_parse(const char *text, gm_date *date);

// Reads `06:00`, `06:00:30` or `24:00` into seconds, 0 .. 86400. False if it is none of these;
// then *time_s is unchanged.
bool gm_day_time_parse(const char *text, int32_t *time_s);

// Writes a time of day, 0 .. 86400 s, as `06:00`, or `06:00:30` if it has seconds.
void gm_day_time_format(int32_t time_s, char text[GM_DAY_TIME_TEXT_MAX]);

// Writes a valid date as `2027-08-01`.
void gm_date_format(gm_date date, char text[GM_DATE_TEXT_MAX]);

// ---- the clock of a run

// t = 0 at this time of day (0 .. 86399 s) of this valid date.
gm_civil gm_civil_at(gm_date date, int32_t time_s);

// The clock of a model that names no start: Monday 2024-01-01 00:00.
gm_civil gm_civil_default(void);

// The day number of the day in which t lies; a day begins at its midnight.
int32_t gm_civil_day(gm_civil civil, double t_s);

// When a day begins, s; negative for days before that of t = 0, and for that day itself unless
// the clock starts at midnight.
double gm_civil_day_start_s(gm_civil civil, int32_t day);

// Writes the instant t, rounded down to the second, as `2027-08-01 06:00:30`.
void gm_civil_format(gm_civil civil, double t_s, char text[GM_TIME_TEXT_MAX]);

// Months and years are counted from that of t = 0, which has index 0: month_i months later.
// For every t: month_start_s(month(t)) <= t < month_start_s(month(t) + 1); likewise years.
int32_t gm_civil_month(gm_civil civil, double t_s);
int32_t gm_civil_year(gm_civil civil, double t_s);

// The first day of a month or year by index.
gm_date gm_civil_month_date(gm_civil civil, int32_t month_i);
gm_date gm_civil_year_date(gm_civil civil, int32_t year_i);

// When a month or year begins, s.
double gm_civil_month_start_s(gm_civil civil, int32_t month_i);
double gm_civil_year_start_s(gm_civil civil, int32_t year_i);

#endif
