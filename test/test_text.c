// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "core/text.h"

#include <math.h>
#include <string.h>

// By hand: kitten to sitting replaces k and e and inserts g; a swap counts once.
START_TEST(distance_counts_inserts_deletes_replacements_and_swaps)
{
    ck_assert_int_eq(gm_text_distance("kitten", "sitting"), 3);
    ck_assert_int_eq(gm_text_distance("weld", "wled"), 1);
    ck_assert_int_eq(gm_text_distance("", "rack"), 4);
    ck_assert_int_eq(gm_text_distance("rack", "rack"), 0);
    ck_assert_int_eq(gm_text_distance("ca", "abc"), 3);
}
END_TEST

START_TEST(nearest_finds_a_slip_and_no_stranger)
{
    static const char *const words[] = {"station", "buffer", NULL, "stacking"};
    ck_assert_str_eq(gm_text_nearest("staking", words, 4), "stacking");
    ck_assert_str_eq(gm_text_nearest("bufer", words, 4), "buffer");
    ck_assert_str_eq(gm_text_nearest("STATION", words, 4), "station");
    static const char *const alike[] = {"charges", "chargers", "charged"};
    ck_assert_str_eq(gm_text_nearest("charger", alike, 3), "chargers");
    ck_assert_str_eq(gm_text_nearest("chargees", alike, 3), "charges");
    ck_assert_ptr_null(gm_text_nearest("sink", words, 4));
    ck_assert_ptr_null(gm_text_nearest("", words, 4));
}
END_TEST

START_TEST(slices_are_cut_at_each_separator)
{
    gm_slice rest = gm_slice_of("a, b,,c");
    gm_slice part;
    static const char *const parts[] = {"a", "b", "", "c"};
    for (int i = 0; i < 4; i++) {
        ck_assert(gm_slice_cut(&rest, ',', &part));
        ck_assert(gm_slice_equal(gm_slice_trim(part), parts[i]));
    }
    ck_assert(!gm_slice_cut(&rest, ',', &part));
}
END_TEST

START_TEST(a_number_ends_where_its_grammar_ends)
{
    const char *end = NULL;
    double value = 0.0;
    ck_assert(gm_text_number("-1.5e3 kg", &end, &value));
    ck_assert_double_eq(value, -1500.0);
    ck_assert_str_eq(end, " kg");
    ck_assert(gm_text_number("5 e", &end, &value));
    ck_assert_str_eq(end, " e");
    ck_assert(gm_text_number("5eV", &end, &value));
    ck_assert_str_eq(end, "eV");
    ck_assert(gm_text_number(".5", &end, &value));
    ck_assert_double_eq(value, 0.5);
    ck_assert(!gm_text_number("inf", &end, &value));
    ck_assert(!gm_text_number("nan", &end, &value));
    ck_assert(!gm_text_number("-", &end, &value));
    ck_assert(gm_text_number("0x10", &end, &value));
    ck_assert_str_eq(end, "x10");
    ck_assert(gm_text_number("1e999", &end, &value));
    ck_assert(isinf(value));
}
END_TEST

START_TEST(numbers_are_written_shortest_and_read_back)
{
    char buf[GM_NUMBER_BYTES];
    ck_assert_str_eq(gm_text_of_number(0.1, buf), "0.1");
    ck_assert_str_eq(gm_text_of_number(100000.0, buf), "100000");
    ck_assert_str_eq(gm_text_of_number(1.0 / 3.0, buf), "0.3333333333333333");
    ck_assert_str_eq(gm_text_of_number(-(double)INFINITY, buf), "-inf");
    ck_assert_str_eq(gm_text_of_rounded(100000.0, 4, buf), "100000");
    ck_assert_str_eq(gm_text_of_rounded(12345678.0, 6, buf), "12345700");
    ck_assert_str_eq(gm_text_of_rounded(0.25, 6, buf), "0.25");
}
END_TEST

START_TEST(utf8_refuses_overlong_surrogate_and_cut_characters)
{
    uint32_t code = 0;
    ck_assert_int_eq(gm_utf8_decode("A", 1, &code), 1);
    ck_assert_int_eq(gm_utf8_decode("\xE4\xB8\x8A", 3, &code), 3);
    ck_assert_uint_eq(code, 0x4E0A);
    ck_assert_int_eq(gm_utf8_decode("\xF0\x9F\x9A\x97", 4, &code), 4);
    ck_assert_uint_eq(code, 0x1F697);
    ck_assert_int_eq(gm_utf8_decode("\xC0\x80", 2, &code), 0);
    ck_assert_int_eq(gm_utf8_decode("\xE0\x80\x80", 3, &code), 0);
    ck_assert_int_eq(gm_utf8_decode("\xED\xA0\x80", 3, &code), 0);
    ck_assert_int_eq(gm_utf8_decode("\xF4\x90\x80\x80", 4, &code), 0);
    ck_assert_int_eq(gm_utf8_decode("\xE4\xB8", 2, &code), 0);
    ck_assert_int_eq(gm_utf8_decode("\x80", 1, &code), 0);
}
END_TEST

START_TEST(a_text_grows_and_stays_ended)
{
    gm_arena arena = {0};
    gm_text text = gm_text_init(&arena);
    ck_assert_str_eq(text.at, "");
    for (int i = 0; i < 100; i++) {
        gm_text_addf(&text, "%d;", i);
    }
    // By hand: ten numbers of one digit and ninety of two, each with a semicolon.
    ck_assert_uint_eq(text.len, 10 * 2 + 90 * 3);
    ck_assert_uint_eq(strlen(text.at), text.len);
    gm_text_cut(&text, 4);
    gm_text_add(&text, "end");
    ck_assert_str_eq(text.at, "0;1;end");
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(a_word_reads_back_in_a_shell)
{
    gm_arena arena = {0};
    gm_text text = gm_text_init(&arena);
    gm_text_add_word(&text, "plant.weld.time=50");
    gm_text_add(&text, " ");
    gm_text_add_word(&text, "it's 50 s");
    gm_text_add(&text, " ");
    gm_text_add_word(&text, "");
    ck_assert_str_eq(text.at, "plant.weld.time=50 'it'\\''s 50 s' ''");
    gm_arena_fini(&arena);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("text");
    tcase_add_test(c, distance_counts_inserts_deletes_replacements_and_swaps);
    tcase_add_test(c, nearest_finds_a_slip_and_no_stranger);
    tcase_add_test(c, slices_are_cut_at_each_separator);
    tcase_add_test(c, a_number_ends_where_its_grammar_ends);
    tcase_add_test(c, numbers_are_written_shortest_and_read_back);
    tcase_add_test(c, utf8_refuses_overlong_surrogate_and_cut_characters);
    tcase_add_test(c, a_text_grows_and_stays_ended);
    tcase_add_test(c, a_word_reads_back_in_a_shell);
    return gm_check_main("core/text", c);
}
