// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "report/table.h"

#include <string.h>

static char text[4096];

static const gm_page no_page = {.columns = 0};

static const char *printed(gm_text_table *t, bool colour)
{
    FILE *out = tmpfile();
    ck_assert_ptr_nonnull(out);
    t->page.colour = colour;
    gm_text_table_print(t, out);
    rewind(out);
    size_t n = fread(text, 1, sizeof text - 1, out);
    text[n] = '\0';
    fclose(out);
    return text;
}

START_TEST(columns_are_as_wide_as_their_widest_cell)
{
    static const char *const heads[] = {"name", ">parts", NULL};
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_text_table t = gm_text_table_of(&arena, no_page, heads);
    gm_text_table_row(&t, (const char *const[]){"a", "5"}, 2);
    gm_text_table_row(&t, (const char *const[]){"longer", "12,345"}, 2);
    ck_assert_str_eq(printed(&t, false), "name     parts\n"
                                         "a            5\n"
                                         "longer  12,345\n");
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(a_character_of_two_bytes_takes_one_column)
{
    static const char *const heads[] = {"a", ">b", "c", NULL};
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_text_table t = gm_text_table_of(&arena, no_page, heads);
    gm_text_table_row(&t, (const char *const[]){"é", "1 ± 2", "x"}, 3);
    ck_assert_str_eq(printed(&t, false), "a      b  c\n"
                                         "é  1 ± 2  x\n");
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(a_cell_that_is_too_wide_is_broken_at_a_space_or_joint)
{
    static const char *const heads[] = {"h", "k", NULL};
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_text_table t = gm_text_table_of(&arena, no_page, heads);
    t.most[0] = 10;
    gm_text_table_row(&t, (const char *const[]){"one two three", "x"}, 2);
    gm_text_table_row(&t, (const char *const[]){"facts.solid-state", "y"}, 2);
    ck_assert_str_eq(printed(&t, false), "h           k\n"
                                         "one two     x\n"
                                         "three\n"
                                         "facts.      y\n"
                                         "solid-\n"
                                         "state\n");
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(cells_that_are_not_given_are_empty_and_rows_have_no_blanks_at_their_end)
{
    static const char *const heads[] = {"a", "b", "c", NULL};
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_text_table t = gm_text_table_of(&arena, no_page, heads);
    gm_text_table_row(&t, (const char *const[]){"1"}, 1);
    gm_text_table_row(&t, (const char *const[]){"1", NULL, "3"}, 3);
    gm_text_table_row(&t, (const char *const[]){"1", "2"}, 2);
    ck_assert_str_eq(printed(&t, false), "a  b  c\n"
                                         "1\n"
                                         "1     3\n"
                                         "1  2\n");
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(a_column_that_is_empty_in_every_row_is_left_out)
{
    static const char *const heads[] = {"a", "b", "c", NULL};
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_text_table t = gm_text_table_of(&arena, no_page, heads);
    ck_assert_str_eq(printed(&t, false), "a  b  c\n");
    gm_text_table_row(&t, (const char *const[]){"1", NULL, "3"}, 3);
    ck_assert_str_eq(printed(&t, false), "a  c\n"
                                         "1  3\n");
    gm_arena_fini(&arena);
}
END_TEST

static gm_text_table wide(gm_arena *arena, int columns)
{
    static const char *const heads[] = {"name", ">first", ">second", ">third", NULL};
    gm_text_table t = gm_text_table_of(arena, (gm_page){.columns = columns}, heads);
    gm_text_table_row(&t, (const char *const[]){"press-line", "1", "2", "3"}, 4);
    return t;
}

// 10 + 5 + 6 + 5 and three gaps of two: 32.
START_TEST(a_table_that_is_too_wide_narrows_first_then_leaves_out_then_goes_on_below)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_text_table t = wide(&arena, 28);
    ck_assert_int_eq(gm_text_table_width(&t), 32);
    t.least[0] = 6;
    ck_assert_str_eq(printed(&t, false), "name    first  second  third\n"
                                         "press-      1       2      3\n"
                                         "line\n");
    t = wide(&arena, 28);
    t.weight[1] = 0.5;
    t.weight[3] = 0.2;
    ck_assert_str_eq(printed(&t, false), "name        first  second\n"
                                         "press-line      1       2\n"
                                         "left out to fit the page:\n"
                                         "  third\n");
    t = wide(&arena, 28);
    ck_assert_str_eq(printed(&t, false), "name        first  second\n"
                                         "press-line      1       2\n"
                                         "\n"
                                         "name        third\n"
                                         "press-line      3\n");
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(a_note_stands_below_its_row_and_keeps_to_the_page)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_text_table t = wide(&arena, 40);
    gm_text_table_note(&t, "blocked by what comes behind it, seldom starved");
    ck_assert_str_eq(printed(&t, false), "name        first  second  third\n"
                                         "press-line      1       2      3\n"
                                         "  blocked by what comes behind it,\n"
                                         "  seldom starved\n");
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(only_the_heads_are_bold_and_only_in_colour)
{
    static const char *const heads[] = {"a", NULL};
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_text_table t = gm_text_table_of(&arena, no_page, heads);
    gm_text_table_row(&t, (const char *const[]){"1"}, 1);
    ck_assert_str_eq(printed(&t, true), "\033[1ma\n\033[0m1\n");
    ck_assert_str_eq(printed(&t, false), "a\n1\n");
    gm_arena_fini(&arena);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("table");
    tcase_add_test(c, columns_are_as_wide_as_their_widest_cell);
    tcase_add_test(c, a_character_of_two_bytes_takes_one_column);
    tcase_add_test(c, a_cell_that_is_too_wide_is_broken_at_a_space_or_joint);
    tcase_add_test(c, cells_that_are_not_given_are_empty_and_rows_have_no_blanks_at_their_end);
    tcase_add_test(c, a_column_that_is_empty_in_every_row_is_left_out);
    tcase_add_test(c,
                   a_table_that_is_too_wide_narrows_first_then_leaves_out_then_goes_on_below);
    tcase_add_test(c, a_note_stands_below_its_row_and_keeps_to_the_page);
    tcase_add_test(c, only_the_heads_are_bold_and_only_in_colour);
    return gm_check_main("report/table", c);
}
