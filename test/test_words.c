// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "report/words.h"

#include <math.h>

static const char *number(double value, int figures)
{
    static char buf[GM_WORD_BYTES];
    return gm_word_number(value, figures, buf);
}

START_TEST(thousands_are_separated)
{
    ck_assert_str_eq(number(999.0, 5), "999");
    ck_assert_str_eq(number(1000.0, 5), "1,000");
    ck_assert_str_eq(number(45120.0, 5), "45,120");
    ck_assert_str_eq(number(-1234567.0, 5), "-1,234,567");
    ck_assert_str_eq(number(1594.74, 5), "1,594.7");
}
END_TEST

START_TEST(numbers_have_as_many_figures_as_asked_and_no_empty_zeros)
{
    ck_assert_str_eq(number(0.84, 5), "0.84");
    ck_assert_str_eq(number(73.7004, 3), "73.7");
    ck_assert_str_eq(number(0.0123456, 3), "0.0123");
    ck_assert_str_eq(number(12.0001, 3), "12");
    ck_assert_str_eq(number(99999.6, 5), "100,000");
    ck_assert_str_eq(number(0.0, 5), "0");
    ck_assert_str_eq(number(1.2e-5, 2), "1.2e-05");
    ck_assert_str_eq(number((double)NAN, 5), "-");
}
END_TEST

START_TEST(figures_carry_their_unit)
{
    char buf[GM_WORD_BYTES];
    ck_assert_str_eq(gm_word_figure(0.8421, GM_UNIT_SHARE, buf), "84.2 %");
    ck_assert_str_eq(gm_word_figure(52.0, GM_UNIT_TIME, buf), "52 s");
    // 26,123 s are 7.25639 h; 3 figures of it.
    ck_assert_str_eq(gm_word_figure_to(26123.0, GM_UNIT_TIME, 3, buf), "7.26 h");
    ck_assert_str_eq(gm_word_figure(3.6e6, GM_UNIT_ENERGY, buf), "1 kWh");
    ck_assert_str_eq(gm_word_figure((double)NAN, GM_UNIT_TIME, buf), "-");
}
END_TEST

static const char *interval(double mean, double half, gm_figure_unit unit)
{
    static char buf[GM_WORD_BYTES];
    return gm_word_interval((gm_interval){.mean = mean, .half_width = half, .n = 2}, unit, buf);
}

START_TEST(a_mean_stands_in_the_unit_and_the_figures_of_its_half_width)
{
    // 265.55 s +- 1.36 s = 4.42583 min +- 0.0227 min.
    ck_assert_str_eq(interval(265.55, 1.36, GM_UNIT_TIME), "4.426 ± 0.023 min");
    ck_assert_str_eq(interval(47367.3, 91.6, GM_UNIT_PARTS), "47,367 ± 92");
    ck_assert_str_eq(interval(34152.0, 184.0, GM_UNIT_PARTS), "34,150 ± 180");
    ck_assert_str_eq(interval(4.9014, 0.0248, GM_UNIT_PARTS), "4.901 ± 0.025");
    ck_assert_str_eq(interval(0.9604, 0.00144, GM_UNIT_SHARE), "96.04 ± 0.14 %");
    ck_assert_str_eq(interval(10.0, 0.0996, GM_UNIT_PARTS), "10.00 ± 0.10");
    ck_assert_str_eq(interval(-0.001, 0.2, GM_UNIT_PARTS), "0.00 ± 0.20");
    ck_assert_str_eq(interval(-12.5, 3.1, GM_UNIT_NUMBER), "-12.5 ± 3.1");
}
END_TEST

START_TEST(a_half_width_that_is_rounding_is_written_as_0)
{
    ck_assert_str_eq(interval(15.132, 3.41e-15, GM_UNIT_PARTS), "15.132 ± 0");
    ck_assert_str_eq(interval(13022.4, 1.75e-12, GM_UNIT_TIME), "3.6173 ± 0 h");
    ck_assert_str_eq(interval(0.0, 0.0, GM_UNIT_PARTS), "0 ± 0");
    ck_assert_str_eq(interval(17280.0, 0.0, GM_UNIT_PARTS), "17,280 ± 0");
}
END_TEST

START_TEST(a_single_replication_has_a_mean_without_a_half_width)
{
    ck_assert_str_eq(interval(265.53, (double)NAN, GM_UNIT_TIME), "4.4255 min");
    ck_assert_str_eq(interval((double)NAN, (double)NAN, GM_UNIT_TIME), "-");
}
END_TEST

static const char *percent(double mean, double half)
{
    static char buf[GM_WORD_BYTES];
    return gm_word_percent_interval((gm_interval){.mean = mean, .half_width = half, .n = 2},
                                    buf);
}

START_TEST(shares_in_columns_have_one_decimal_and_a_half_width_rounded_up)
{
    ck_assert_str_eq(percent(0.9604, 0.00144), "96.0 ± 0.2");
    ck_assert_str_eq(percent(0.5, 0.00001), "50.0 ± 0.1");
    ck_assert_str_eq(percent(0.5, 0.001), "50.0 ± 0.1");
    ck_assert_str_eq(percent(0.5, 1e-12), "50.0 ± 0");
    ck_assert_str_eq(percent(-1e-6, 1e-5), "0.0 ± 0.1");
    ck_assert_str_eq(percent(0.0, 0.0), "");
    ck_assert_str_eq(percent(0.25, (double)NAN), "25.0");
}
END_TEST

// 318.15 K are 45 degC; 3.2 K more are 48.2 degC.
START_TEST(a_temperature_has_a_zero_and_a_difference_of_two_has_none)
{
    char buf[GM_WORD_BYTES];
    gm_claim_def warm = {.unit = "degC", .value = 318.15};
    gm_claim_def hours = {.unit = "h"};
    ck_assert_str_eq(gm_word_claim(&warm, 321.35, buf), "48.2 degC");
    ck_assert_str_eq(gm_word_claim_gap(&warm, 3.2, buf), "3.2 K");
    ck_assert_double_eq_tol(gm_claim_in_unit(&warm, 321.35), 48.2, 1e-9);
    ck_assert_double_eq(gm_claim_gap_in_unit(&warm, 3.2), 3.2);
    ck_assert_str_eq(gm_word_claim_gap(&hours, 5400.0, buf), "1.5 h");
}
END_TEST

START_TEST(a_claim_is_shown_in_the_unit_it_is_written_in)
{
    char buf[GM_WORD_BYTES];
    gm_claim_def hours = {.unit = "h"};
    gm_claim_def share = {.unit = "%"};
    gm_claim_def cars = {.unit = "cars"};
    gm_claim_def bare = {.unit = ""};
    ck_assert_str_eq(gm_word_claim(&hours, 5400.0, buf), "1.5 h");
    ck_assert_str_eq(gm_word_claim(&share, 0.034, buf), "3.4 %");
    share.value = 0.95;
    ck_assert_str_eq(gm_word_claim(&share, 0.95, buf), "95.0 %");
    ck_assert_str_eq(gm_word_claim(&share, 0.94996, buf), "94.996 %");
    ck_assert_str_eq(gm_word_claim(&cars, 100000.0, buf), "100,000 cars");
    ck_assert_str_eq(gm_word_claim(&bare, 1399.0, buf), "1,399");
    ck_assert_double_eq(gm_claim_in_unit(&hours, 5400.0), 1.5);
    ck_assert_str_eq(gm_claim_unit(&bare), "1");
    gm_interval x = {.mean = 5400.0, .half_width = 180.0, .n = 2};
    ck_assert_str_eq(gm_word_claim_interval(&hours, x, buf), "1.500 ± 0.050 h");
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("words");
    tcase_add_test(c, thousands_are_separated);
    tcase_add_test(c, numbers_have_as_many_figures_as_asked_and_no_empty_zeros);
    tcase_add_test(c, figures_carry_their_unit);
    tcase_add_test(c, a_mean_stands_in_the_unit_and_the_figures_of_its_half_width);
    tcase_add_test(c, a_half_width_that_is_rounding_is_written_as_0);
    tcase_add_test(c, a_single_replication_has_a_mean_without_a_half_width);
    tcase_add_test(c, shares_in_columns_have_one_decimal_and_a_half_width_rounded_up);
    tcase_add_test(c, a_claim_is_shown_in_the_unit_it_is_written_in);
    tcase_add_test(c, a_temperature_has_a_zero_and_a_difference_of_two_has_none);
    return gm_check_main("report/words", c);
}
