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

START_TEST(a_claim_is_shown_in_the_unit_it_is_written_in)
{
    char buf[GM_WORD_BYTES];
    gm_claim_def hours = {.unit = "h"};
    gm_claim_def share = {.unit = "%"};
    gm_claim_def cars = {.unit = "cars"};
    gm_claim_def bare = {.unit = ""};
    ck_assert_str_eq(gm_word_claim(&hours, 5400.0, buf), "1.5 h");
    ck_assert_str_eq(gm_word_claim(&share, 0.034, buf), "3.4 %");
    ck_assert_str_eq(gm_word_claim(&cars, 100000.0, buf), "100,000 cars");
    ck_assert_str_eq(gm_word_claim(&bare, 1399.0, buf), "1,399");
    ck_assert_double_eq(gm_claim_in_unit(&hours, 5400.0), 1.5);
    ck_assert_str_eq(gm_claim_unit(&bare), "1");
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("words");
    tcase_add_test(c, thousands_are_separated);
    tcase_add_test(c, numbers_have_as_many_figures_as_asked_and_no_empty_zeros);
    tcase_add_test(c, figures_carry_their_unit);
    tcase_add_test(c, a_claim_is_shown_in_the_unit_it_is_written_in);
    return gm_check_main("report/words", c);
}
