// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "core/json.h"

#include <math.h>

START_TEST(nested_values_get_their_commas_and_indents)
{
    gm_arena arena = {0};
    gm_text text = gm_text_init(&arena);
    gm_json json = gm_json_to_text(&text, 2);
    gm_json_begin_object(&json);
    gm_json_put_int(&json, "n", -3);
    gm_json_key(&json, "list");
    gm_json_begin_array(&json);
    gm_json_number(&json, 0.1);
    gm_json_bool(&json, true);
    gm_json_begin_object(&json);
    gm_json_end(&json);
    gm_json_end(&json);
    gm_json_end(&json);
    ck_assert_str_eq(text.at, "{\n  \"n\": -3,\n  \"list\": [\n    0.1,\n    true,\n    {}\n"
                              "  ]\n}\n");
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(without_indent_it_is_one_line)
{
    gm_arena arena = {0};
    gm_text text = gm_text_init(&arena);
    gm_json json = gm_json_to_text(&text, 0);
    gm_json_begin_array(&json);
    gm_json_int(&json, 1);
    gm_json_null(&json);
    gm_json_end(&json);
    ck_assert_str_eq(text.at, "[1, null]\n");
    gm_arena_fini(&arena);
}
END_TEST

// RFC 8259 section 7: quotes, backslash and U+0000 to U+001F are escaped.
START_TEST(strings_are_escaped_and_always_utf8)
{
    gm_arena arena = {0};
    gm_text text = gm_text_init(&arena);
    gm_json json = gm_json_to_text(&text, 0);
    gm_json_text_n(&json, "a\"\\\n\x01\0\xFF\xE4\xB8\x8A", 10);
    ck_assert_str_eq(text.at, "\"a\\\"\\\\\\n\\u0001\\u0000\\ufffd\xE4\xB8\x8A\"");
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(a_number_that_is_none_becomes_null)
{
    gm_arena arena = {0};
    gm_text text = gm_text_init(&arena);
    gm_json json = gm_json_to_text(&text, 0);
    gm_json_begin_array(&json);
    gm_json_number(&json, (double)NAN);
    gm_json_number(&json, (double)INFINITY);
    gm_json_number(&json, 1e300);
    gm_json_end(&json);
    ck_assert_str_eq(text.at, "[null, null, 1e+300]\n");
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(a_value_without_key_in_an_object_stops_the_program)
{
    gm_arena arena = {0};
    gm_text text = gm_text_init(&arena);
    gm_json json = gm_json_to_text(&text, 0);
    gm_json_begin_object(&json);
    gm_json_int(&json, 1);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("json");
    tcase_add_test(c, nested_values_get_their_commas_and_indents);
    tcase_add_test(c, without_indent_it_is_one_line);
    tcase_add_test(c, strings_are_escaped_and_always_utf8);
    tcase_add_test(c, a_number_that_is_none_becomes_null);
    tcase_add_test_raise_signal(c, a_value_without_key_in_an_object_stops_the_program,
                                6 /* SIGABRT */);
    return gm_check_main("core/json", c);
}
