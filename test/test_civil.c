// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "sim/civil.h"

#include <signal.h>
#include <string.h>

static int32_t day_of(int32_t year, int32_t month, int32_t day)
{
    return gm_date_to_day((gm_date){year, month, day});
}

// By hand: 30 years of 365 days from 1970 and the leap days 1972 .. 1996 (7) give 10957 for
// 2000-01-01; 24 years more with the leap days 2000 .. 2020 (6) give 19723 for 2024-01-01.
// Calendars in print: 2024-01-01 a Monday, 2027-08-01 a Sunday, 1900-03-01 a Thursday.
START_TEST(days_and_weekdays_are_those_of_printed_calendars)
{
    ck_assert_int_eq(day_of(1970, 1, 1), 0);
    ck_assert_int_eq(day_of(1969, 12, 31), -1);
    ck_assert_int_eq(day_of(2000, 1, 1), 10957);
    ck_assert_int_eq(day_of(2000, 2, 29), 10957 + 31 + 28);
    ck_assert_int_eq(day_of(2024, 1, 1), 19723);
    ck_assert_int_eq(day_of(1, 1, 1), -719162);
    ck_assert_int_eq(gm_day_weekday(day_of(2024, 1, 1)), GM_WEEKDAY_MONDAY);
    ck_assert_int_eq(gm_day_weekday(day_of(2027, 8, 1)), GM_WEEKDAY_SUNDAY);
    ck_assert_int_eq(gm_day_weekday(day_of(1900, 3, 1)), GM_WEEKDAY_THURSDAY);
    ck_assert_int_eq(gm_day_weekday(day_of(1, 1, 1)), GM_WEEKDAY_MONDAY);
}
END_TEST

// The calendar repeats every 400 years, so a walk over them meets every case.
START_TEST(each_day_of_four_centuries_follows_the_day_before)
{
    gm_date date = {1868, 2, 28};
    int32_t day = gm_date_to_day(date);
    int32_t weekday = gm_day_weekday(day);
    for (int32_t i = 0; i < 146097; i += 1) {
        gm_date got = gm_date_from_day(day + i);
        if (got.year != date.year || got.month != date.month || got.day != date.day ||
            gm_date_to_day(date) != day + i || (int32_t)gm_day_weekday(day + i) != weekday) {
            ck_abort_msg("day %d", day + i);
        }
        date.day += 1;
        if (!gm_date_is_valid(date)) {
            date = (gm_date){date.year, date.month + 1, 1};
        }
        if (!gm_date_is_valid(date)) {
            date = (gm_date){date.year + 1, 1, 1};
        }
        weekday = (weekday + 1) % 7;
    }
    ck_assert_int_eq(date.year, 2268);
    ck_assert_int_eq(date.day, 28);
}
END_TEST

START_TEST(the_first_and_the_last_day_come_back)
{
    gm_date last = gm_date_from_day(day_of(9999, 12, 31));
    ck_assert_int_eq(last.year, 9999);
    ck_assert_int_eq(last.month, 12);
    ck_assert_int_eq(last.day, 31);
    ck_assert_int_eq(gm_date_from_day(day_of(1, 1, 1)).year, 1);
}
END_TEST

START_TEST(a_century_is_leap_only_if_400_divides_it)
{
    ck_assert(gm_year_is_leap(2000) && gm_year_is_leap(2028));
    ck_assert(!gm_year_is_leap(1900) && !gm_year_is_leap(2027));
    ck_assert_int_eq(gm_month_days(2028, 2), 29);
    ck_assert_int_eq(gm_month_days(2027, 2), 28);
    ck_assert_int_eq(gm_month_days(2027, 9), 30);
    ck_assert_int_eq(gm_month_days(2027, 8), 31);
}
END_TEST

START_TEST(the_30th_of_february_does_not_exist)
{
    ck_assert(!gm_date_is_valid((gm_date){2027, 2, 30}));
    ck_assert(!gm_date_is_valid((gm_date){2027, 13, 1}));
    ck_assert(!gm_date_is_valid((gm_date){2027, 0, 1}));
    ck_assert(!gm_date_is_valid((gm_date){2027, 6, 31}));
    ck_assert(!gm_date_is_valid((gm_date){10000, 1, 1}));
    ck_assert(!gm_date_is_valid((gm_date){0}));
    ck_assert(gm_date_is_none((gm_date){0}));
    ck_assert(gm_date_is_valid((gm_date){2028, 2, 29}));
}
END_TEST

START_TEST(a_month_after_31_january_is_the_last_of_february)
{
    gm_date later = gm_date_add_months((gm_date){2028, 1, 31}, 1);
    ck_assert_int_eq(later.month, 2);
    ck_assert_int_eq(later.day, 29);
    gm_date before = gm_date_add_months((gm_date){2027, 1, 15}, -13);
    ck_assert_int_eq(before.year, 2025);
    ck_assert_int_eq(before.month, 12);
    ck_assert_int_eq(before.day, 15);
}
END_TEST

START_TEST(only_whole_iso_dates_are_read)
{
    gm_date d = {0};
    ck_assert(gm_date_parse("2027-08-01", &d));
    ck_assert(d.year == 2027 && d.month == 8 && d.day == 1);
    static const char *const wrong[] = {
        "",         "2027",       "2027-8-1",    "2027-08-01 ", "2027/08/01", "27-08-01",
        "2027-08-", "+027-08-01", " 2027-08-01", "2027-08-011", "2027-0x-01"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i += 1) {
        ck_assert_msg(!gm_date_parse(wrong[i], &d), "%s", wrong[i]);
    }
    ck_assert(d.year == 2027 && d.month == 8 && d.day == 1);

    // The form is right; whether it exists is another question.
    ck_assert(gm_date_parse("2027-02-30", &d) && !gm_date_is_valid(d));

    ck_assert(gm_month_parse("2028-06", &d));
    ck_assert(d.year == 2028 && d.month == 6 && d.day == 1);
    ck_assert(!gm_month_parse("2028-06-01", &d) && !gm_month_parse("2028-6", &d));
}
END_TEST

START_TEST(date_may_have_a_time_of_day)
{
    gm_date d = {0};
    int32_t s = -1;
    ck_assert(gm_date_time_parse("2027-08-01 06:00", &d, &s));
    ck_assert(d.year == 2027 && d.month == 8 && d.day == 1 && s == 21600);
    ck_assert(gm_date_time_parse("2027-08-02T06:00:30", &d, &s));
    ck_assert(d.day == 2 && s == 21630);
    static const char *const wrong[] = {
        "2027-08-01",       "2027-08-01 ", "2027-08-01 6:00",   "2027-08-01  06:00",
        "2027-08-01t06:00", "06:00",       "2027-08-01 06:00Z", "2027-08-01T24:01"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i += 1) {
        ck_assert_msg(!gm_date_time_parse(wrong[i], &d, &s), "%s", wrong[i]);
    }
    ck_assert(d.day == 2 && s == 21630);
    ck_assert(gm_date_time_parse("2027-02-30 06:00", &d, &s) && !gm_date_is_valid(d));
}
END_TEST

START_TEST(times_of_day_go_from_0000_to_2400)
{
    int32_t s = -1;
    ck_assert(gm_day_time_parse("06:00", &s) && s == 21600);
    ck_assert(gm_day_time_parse("06:00:30", &s) && s == 21630);
    ck_assert(gm_day_time_parse("00:00", &s) && s == 0);
    ck_assert(gm_day_time_parse("24:00", &s) && s == 86400);
    ck_assert(gm_day_time_parse("23:59:59", &s) && s == 86399);
    static const char *const wrong[] = {"",      "6:00",  "06",       "06:60",    "24:00:01",
                                        "24:01", "25:00", "06:00:60", "06:00:3",  "06:00 ",
                                        "06:0",  "0600",  "06:00:",   "06:00:300"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i += 1) {
        ck_assert_msg(!gm_day_time_parse(wrong[i], &s), "%s", wrong[i]);
    }
    ck_assert_int_eq(s, 86399);
}
END_TEST

START_TEST(text_comes_out_as_it_went_in)
{
    char date[GM_DATE_TEXT_MAX];
    gm_date_format((gm_date){2027, 8, 1}, date);
    ck_assert_str_eq(date, "2027-08-01");
    gm_date_format((gm_date){7, 12, 31}, date);
    ck_assert_str_eq(date, "0007-12-31");
    char time[GM_DAY_TIME_TEXT_MAX];
    gm_day_time_format(21600, time);
    ck_assert_str_eq(time, "06:00");
    gm_day_time_format(86399, time);
    ck_assert_str_eq(time, "23:59:59");
    gm_day_time_format(86400, time);
    ck_assert_str_eq(time, "24:00");
}
END_TEST

// By hand: 18 h after 06:00 is midnight.
START_TEST(an_instant_is_written_in_civil_time)
{
    gm_civil civil = gm_civil_at((gm_date){2027, 12, 31}, 6 * 3600);
    char text[GM_TIME_TEXT_MAX];
    gm_civil_format(civil, 0.0, text);
    ck_assert_str_eq(text, "2027-12-31 06:00:00");
    gm_civil_format(civil, 18 * 3600.0 - 0.25, text);
    ck_assert_str_eq(text, "2027-12-31 23:59:59");
    gm_civil_format(civil, 18 * 3600.0, text);
    ck_assert_str_eq(text, "2028-01-01 00:00:00");
    gm_civil_format(civil, -6 * 3600.0 - 1.0, text);
    ck_assert_str_eq(text, "2027-12-30 23:59:59");
}
END_TEST

START_TEST(a_model_without_a_start_begins_on_a_monday_at_midnight)
{
    gm_civil civil = gm_civil_default();
    ck_assert_int_eq(gm_day_weekday(gm_civil_day(civil, 0.0)), GM_WEEKDAY_MONDAY);
    ck_assert_double_eq(gm_civil_day_start_s(civil, civil.start_day), 0.0);
}
END_TEST

// By hand, from 2027-08-15 06:00: the month began 14 d 6 h before; September begins 31 d later
// than August; 2028 begins 138 d 18 h after the start (17 - 1/4 + 30 + 31 + 30 + 31 d).
START_TEST(months_and_years_count_from_that_of_the_start)
{
    gm_civil civil = gm_civil_at((gm_date){2027, 8, 15}, 6 * 3600);
    double august_s = -(14 * 86400.0 + 21600.0);
    ck_assert_double_eq(gm_civil_month_start_s(civil, 0), august_s);
    ck_assert_double_eq(gm_civil_month_start_s(civil, 1), august_s + 31 * 86400.0);
    ck_assert_int_eq(gm_civil_month(civil, 0.0), 0);
    ck_assert_int_eq(gm_civil_month(civil, august_s + 31 * 86400.0), 1);
    ck_assert_int_eq(gm_civil_month(civil, august_s + 31 * 86400.0 - 1e-6), 0);
    ck_assert_int_eq(gm_civil_month(civil, august_s - 1.0), -1);
    ck_assert_double_eq(gm_civil_year_start_s(civil, 1), 138.75 * 86400.0);
    ck_assert_int_eq(gm_civil_year(civil, 138.75 * 86400.0), 1);
    ck_assert_int_eq(gm_civil_year(civil, 138.75 * 86400.0 - 1e-6), 0);
    ck_assert_int_eq(gm_civil_month_date(civil, 5).year, 2028);
    ck_assert_int_eq(gm_civil_month_date(civil, 5).month, 1);
    ck_assert_int_eq(gm_civil_year_date(civil, 2).year, 2029);
}
END_TEST

// 64800 - 2^-37 s is the double before midnight of a clock that starts at 06:00; the sum with
// 21600 s rounds to 86400 s exactly.
START_TEST(the_last_double_before_midnight_is_still_today)
{
    gm_civil civil = gm_civil_at((gm_date){2027, 7, 31}, 6 * 3600);
    double before_s = 64800.0 - 0x1p-37;
    ck_assert_double_eq(before_s + 21600.0, 86400.0);
    ck_assert_int_eq(gm_civil_day(civil, before_s), civil.start_day);
    ck_assert_int_eq(gm_civil_month(civil, before_s), 0);
    ck_assert_int_eq(gm_civil_month(civil, 64800.0), 1);
}
END_TEST

START_TEST(a_day_that_does_not_exist_stops_the_program)
{
    gm_date_to_day((gm_date){2027, 2, 30});
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("civil");
    tcase_add_test(cases, days_and_weekdays_are_those_of_printed_calendars);
    tcase_add_test(cases, each_day_of_four_centuries_follows_the_day_before);
    tcase_add_test(cases, the_first_and_the_last_day_come_back);
    tcase_add_test(cases, a_century_is_leap_only_if_400_divides_it);
    tcase_add_test(cases, the_30th_of_february_does_not_exist);
    tcase_add_test(cases, a_month_after_31_january_is_the_last_of_february);
    tcase_add_test(cases, only_whole_iso_dates_are_read);
    tcase_add_test(cases, date_may_have_a_time_of_day);
    tcase_add_test(cases, times_of_day_go_from_0000_to_2400);
    tcase_add_test(cases, text_comes_out_as_it_went_in);
    tcase_add_test(cases, an_instant_is_written_in_civil_time);
    tcase_add_test(cases, a_model_without_a_start_begins_on_a_monday_at_midnight);
    tcase_add_test(cases, months_and_years_count_from_that_of_the_start);
    tcase_add_test(cases, the_last_double_before_midnight_is_still_today);
    tcase_add_test_raise_signal(cases, a_day_that_does_not_exist_stops_the_program, SIGABRT);
    return gm_check_main("sim/civil", cases);
}
