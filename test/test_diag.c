// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "core/diag.h"

#include <string.h>

// What gm_diag_print() writes, in buf.
static const char *printed(gm_diag *diag, char *buf, size_t size)
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    gm_diag_print(diag, file, false);
    rewind(file);
    size_t n = fread(buf, 1, size - 1, file);
    buf[n] = '\0';
    fclose(file);
    return buf;
}

START_TEST(a_fault_is_printed_with_its_line_and_a_caret)
{
    gm_diag diag = {0};
    char buf[1000];
    const char *text = "cells:\n    holds: 0\n";
    gm_diag_add_source(&diag, "bases/cells.yaml", text, strlen(text));
    gm_diag_error(&diag, (gm_src){"bases/cells.yaml", 2, 12, NULL},
                  "buffer '%s': holds must be > 0 parts, got %d", "in", 0);
    ck_assert_str_eq(printed(&diag, buf, sizeof buf),
                     "bases/cells.yaml:2:12: error: buffer 'in': holds must be > 0 parts, got "
                     "0\n    2 |     holds: 0\n      |            ^\n");
    ck_assert_int_eq(diag.count, 1);
    gm_diag_fini(&diag);
}
END_TEST

START_TEST(messages_are_sorted_and_said_once)
{
    gm_diag diag = {0};
    char buf[1000];
    gm_diag_error(&diag, (gm_src){"b.yaml", 1, 1, NULL}, "third");
    gm_diag_warn(&diag, (gm_src){"a.yaml", 10, 1, NULL}, "second");
    gm_diag_error(&diag, (gm_src){"a.yaml", 9, 5, NULL}, "first");
    gm_diag_error(&diag, (gm_src){"b.yaml", 1, 1, NULL}, "third");
    ck_assert_str_eq(printed(&diag, buf, sizeof buf),
                     "a.yaml:9:5: error: first\na.yaml:10:1: warning: second\n"
                     "b.yaml:1:1: error: third\n");
    ck_assert_int_eq(diag.count, 3);
    ck_assert_int_eq(diag.warnings, 1);
    gm_diag_fini(&diag);
}
END_TEST

START_TEST(of_another_diag_only_what_is_new_is_taken_over)
{
    gm_diag diag = {0};
    gm_diag other = {0};
    char buf[1000];
    gm_diag_error(&diag, (gm_src){"a.yaml", 1, 1, NULL}, "first");
    gm_diag_error(&other, (gm_src){"a.yaml", 1, 1, NULL}, "first");
    gm_diag_warn(&other, (gm_src){"a.yaml", 1, 1, NULL}, "first");
    gm_diag_error(&other, (gm_src){"a.yaml", 2, 1, NULL}, "second");
    gm_diag_hint(&other, "a hint");
    gm_diag_error(&other, (gm_src){"a.yaml", 3, 1, "--set"}, "third");
    gm_diag_take_new(&diag, &other, "scenario 'x'");
    gm_diag_take_new(&diag, &other, "scenario 'y'");
    ck_assert_str_eq(printed(&diag, buf, sizeof buf),
                     "a.yaml:1:1: error: first\na.yaml:1:1: warning: first (scenario 'x')\n"
                     "a.yaml:2:1: error: second; a hint (scenario 'x')\n"
                     "a.yaml:3:1: error: third (--set)\n");
    ck_assert_int_eq(diag.count, 3);
    ck_assert_int_eq(diag.warnings, 1);
    gm_diag_fini(&other);
    gm_diag_fini(&diag);
}
END_TEST

START_TEST(of_values_that_vary_each_fault_says_which)
{
    gm_diag diag = {0};
    gm_diag other = {0};
    char buf[1000];
    gm_diag_error(&other, (gm_src){"a.yaml", 1, 1, NULL}, "first");
    gm_diag_error(&other, (gm_src){"b.yaml", 1, 1, "--set"}, "second");
    gm_diag_error(&other, (gm_src){"x", 1, 1, "--vary"}, "third");
    gm_diag_error(&other, (gm_src){.origin = "--vary"}, "fourth");
    gm_diag_take_varied(&diag, &other, "--vary", "x=1");
    gm_diag_take_varied(&diag, &other, "--vary", "x=2");
    ck_assert_str_eq(printed(&diag, buf, sizeof buf),
                     "--vary: error: fourth\na.yaml:1:1: error: first (x=1)\n"
                     "b.yaml:1:1: error: second (--set; x=1)\nx: error: third (x=1)\n");
    gm_diag_fini(&other);
    gm_diag_fini(&diag);
}
END_TEST

START_TEST(a_hint_follows_its_message_and_the_origin_is_named)
{
    gm_diag diag = {0};
    gm_diag_error(&diag, (gm_src){NULL, 0, 0, "--set"}, "unknown station 'staking'");
    gm_diag_hint(&diag, "did you mean '%s'?", "stacking");
    gm_diag_error(&diag, (gm_src){"a.yaml", 3, 1, "scenario 'x'"}, "bad");
    ck_assert_str_eq(gm_diag_line(&diag, 0),
                     "--set: error: unknown station 'staking'; did you mean 'stacking'?");
    ck_assert_str_eq(gm_diag_line(&diag, 1), "a.yaml:3:1: error: bad (scenario 'x')");
    ck_assert_str_eq(gm_diag_line(&diag, 2), "");
    gm_diag_fini(&diag);
}
END_TEST

static int count_of(const char *text, const char *word)
{
    int n = 0;
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
        n += 1;
    }
    return n;
}

START_TEST(more_messages_than_are_shown_are_counted)
{
    static char buf[100000];
    gm_diag diag = {0};
    for (int i = 0; i < GM_DIAG_SHOWN; i++) {
        gm_diag_error(&diag, (gm_src){"a.yaml", i + 1, 1, NULL}, "fault %d", i);
    }
    ck_assert_ptr_null(strstr(printed(&diag, buf, sizeof buf), "more"));
    for (int i = GM_DIAG_SHOWN; i < GM_DIAG_MAX + 5; i++) {
        gm_diag_error(&diag, (gm_src){"a.yaml", i + 1, 1, NULL}, "fault");
        gm_diag_hint(&diag, "hint %d", i);
    }
    ck_assert_int_eq(diag.count, GM_DIAG_MAX + 5);
    ck_assert_int_eq(diag.n, GM_DIAG_MAX);
    printed(&diag, buf, sizeof buf);
    ck_assert_int_eq(count_of(buf, "a.yaml:"), 50);
    ck_assert_ptr_nonnull(strstr(buf, "\n.. and 955 more\n")); // 1005 less 50
    gm_diag_fini(&diag);
}
END_TEST

START_TEST(what_is_said_at_three_places_is_told_once)
{
    static char buf[1000];
    gm_diag diag = {0};
    gm_diag_error(&diag, (gm_src){"a.yaml", 3, 1, NULL}, "unknown crew 'x'");
    gm_diag_error(&diag, (gm_src){"a.yaml", 5, 1, NULL}, "unknown crew 'y'");
    gm_diag_error(&diag, (gm_src){"a.yaml", 9, 1, NULL}, "unknown crew 'x'");
    gm_diag_error(&diag, (gm_src){"a.yaml", 10, 1, NULL}, "unknown crew 'y'");
    gm_diag_error(&diag, (gm_src){"a.yaml", 12, 1, NULL}, "unknown crew 'x'");
    ck_assert_str_eq(printed(&diag, buf, sizeof buf),
                     "a.yaml:3:1: error: unknown crew 'x'\n"
                     "      = the same at 2 more places: line 9, 12\n"
                     "a.yaml:5:1: error: unknown crew 'y'\n"
                     "a.yaml:10:1: error: unknown crew 'y'\n");
    gm_diag_fini(&diag);
}
END_TEST

START_TEST(control_characters_are_escaped_and_wide_ones_take_two_columns)
{
    gm_diag diag = {0};
    char buf[1000];
    const char text[] = "\xE4\xB8\x8A\t\x1b[31m\0x\xFF!";
    gm_diag_add_source(&diag, "a", text, sizeof text - 1);
    gm_diag_error(&diag, (gm_src){"a", 1, 3, NULL}, "esc \x1b here");
    // By hand: the wide character takes 2 columns, the tab one, then the caret.
    ck_assert_str_eq(printed(&diag, buf, sizeof buf),
                     "a:1:3: error: esc \\x1b here\n"
                     "    1 | \xE4\xB8\x8A \\x1b[31m\\x00x\\xff!\n"
                     "      |    ^\n");
    gm_diag_fini(&diag);
}
END_TEST

START_TEST(a_long_line_is_cut_around_the_column)
{
    gm_diag diag = {0};
    static char text[5001];
    char buf[1000];
    memset(text, 'x', 5000);
    text[2999] = '!';
    gm_diag_add_source(&diag, "a", text, 5000);
    gm_diag_error(&diag, (gm_src){"a", 1, 3000, NULL}, "bad");
    printed(&diag, buf, sizeof buf);
    const char *echo = strchr(buf, '\n') + 1;
    const char *below = strchr(echo, '\n') + 1;
    ck_assert_int_lt(below - echo, 110);
    ck_assert_int_eq(strchr(echo, '!') - echo, strchr(below, '^') - below);
    gm_diag_fini(&diag);
}
END_TEST

START_TEST(a_place_outside_of_the_source_is_no_harm)
{
    gm_diag diag = {0};
    char buf[1000];
    gm_diag_add_source(&diag, "a", "x\n", 2);
    gm_diag_error(&diag, (gm_src){"a", 99, 1, NULL}, "after the end");
    gm_diag_error(&diag, (gm_src){"a", 1, 9999, NULL}, "right of the end");
    gm_diag_error(&diag, (gm_src){"a", -1, -1, NULL}, "nowhere");
    ck_assert_ptr_nonnull(strstr(printed(&diag, buf, sizeof buf), "after the end"));
    gm_diag_fini(&diag);
}
END_TEST

START_TEST(the_json_form_has_the_same_order)
{
    gm_diag diag = {0};
    gm_arena arena = {0};
    gm_text text = gm_text_init(&arena);
    gm_json json = gm_json_to_text(&text, 0);
    gm_diag_error(&diag, (gm_src){"a", 2, 1, NULL}, "two");
    gm_diag_warn(&diag, (gm_src){"a", 1, 1, NULL}, "one");
    gm_diag_write_json(&diag, &json);
    ck_assert_str_eq(text.at,
                     "[{\"severity\": \"warning\", \"file\": \"a\", \"line\": 1, \"col\": 1, "
                     "\"origin\": null, \"message\": \"one\", \"hint\": null}, "
                     "{\"severity\": \"error\", \"file\": \"a\", \"line\": 2, \"col\": 1, "
                     "\"origin\": null, \"message\": \"two\", \"hint\": null}]\n");
    gm_arena_fini(&arena);
    gm_diag_fini(&diag);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("diag");
    tcase_add_test(c, a_fault_is_printed_with_its_line_and_a_caret);
    tcase_add_test(c, messages_are_sorted_and_said_once);
    tcase_add_test(c, of_another_diag_only_what_is_new_is_taken_over);
    tcase_add_test(c, of_values_that_vary_each_fault_says_which);
    tcase_add_test(c, a_hint_follows_its_message_and_the_origin_is_named);
    tcase_add_test(c, more_messages_than_are_shown_are_counted);
    tcase_add_test(c, what_is_said_at_three_places_is_told_once);
    tcase_add_test(c, control_characters_are_escaped_and_wide_ones_take_two_columns);
    tcase_add_test(c, a_long_line_is_cut_around_the_column);
    tcase_add_test(c, a_place_outside_of_the_source_is_no_harm);
    tcase_add_test(c, the_json_form_has_the_same_order);
    return gm_check_main("core/diag", c);
}
