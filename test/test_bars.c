// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "report/bars.h"

#include <math.h>
#include <stdlib.h>

static gm_arena arena;

static const gm_bar_part parts[] = {
    {"s-working", "good"}, {"s-down", "bad"}, {"s-off", "never"}};
static const char *const heads[] = {"name", ">good", ">bad", NULL};

static gm_bar bar_of(const char *name, double good, double bad)
{
    return (gm_bar){.name = name,
                    .parts = {good, bad, 0.0},
                    .mark = (double)NAN,
                    .cells = {name, "g", "b"}};
}

static const char *drawn(const gm_bar *bars, int n, bool is_share)
{
    gm_sheet sheet = {.html = gm_html_init(&arena), .arena = &arena};
    gm_chart_bars(&sheet, &(gm_bars){.id = "x",
                                     .title = "title",
                                     .says = "what it says",
                                     .n_parts = 3,
                                     .parts = parts,
                                     .is_share = is_share,
                                     .caption = "caption",
                                     .heads = heads,
                                     .n = n,
                                     .bars = bars});
    return sheet.html.text.at;
}

static int count(const char *text, const char *what)
{
    int n = 0;
    for (const char *at = strstr(text, what); at; at = strstr(at + 1, what)) {
        n++;
    }
    return n;
}

// Width of the k-th rectangle of a class, legend first.
static double width_of(const char *text, const char *class, int k)
{
    const char *head = gm_arena_printf(&arena, "<rect class=\"%s\"", class);
    const char *at = strstr(text, head);
    for (; at && k > 0; k--) {
        at = strstr(at + 1, head);
    }
    const char *width = at ? strstr(at, "width=\"") : NULL;
    return width ? strtod(width + 7, NULL) : -1.0;
}

START_TEST(without_bars_there_is_no_figure)
{
    gm_arena_init(&arena, 0);
    const char *text = drawn(NULL, 0, true);
    ck_assert(!text || *text == '\0');
    gm_arena_fini(&arena);
}
END_TEST

// 690 wide for 100 %: 60 % are 414 and 40 % are 276.
START_TEST(shares_are_as_wide_as_they_are_large)
{
    gm_arena_init(&arena, 0);
    gm_bar bars[] = {bar_of("a", 0.6, 0.4), bar_of("b", 1.0, 0.0)};
    const char *text = drawn(bars, 2, true);
    ck_assert_double_eq_tol(width_of(text, "s-working", 1), 414.0, 0.06);
    ck_assert_double_eq_tol(width_of(text, "s-down", 1), 276.0, 0.06);
    ck_assert_double_eq_tol(width_of(text, "s-working", 2), 690.0, 0.06);
    ck_assert_int_eq(count(text, "class=\"s-off\""), 0); // not even in the legend
    ck_assert_int_eq(count(text, "data-row="), 2);
    ck_assert_ptr_nonnull(strstr(text, ">60.0</text>"));
    gm_arena_fini(&arena);
}
END_TEST

// The farthest of bars and marks is 500 wide: a mark at 20, so 10 are 250.
START_TEST(values_are_drawn_to_the_farthest_of_bars_and_marks)
{
    gm_arena_init(&arena, 0);
    gm_bar bars[] = {bar_of("a", 10.0, 0.0)};
    bars[0].mark = 20.0;
    bars[0].says = "10 <kW>";
    const char *text = drawn(bars, 1, false);
    ck_assert_double_eq_tol(width_of(text, "s-working", 1), 250.0, 0.06);
    ck_assert_ptr_nonnull(strstr(text, "x1=\"730.0\""));
    ck_assert_ptr_nonnull(strstr(text, "10 &lt;kW&gt;"));
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(bars_without_values_have_a_row_all_the_same)
{
    gm_arena_init(&arena, 0);
    gm_bar bars[] = {bar_of("a", (double)NAN, 0.0), bar_of("b", 0.0, 0.0)};
    const char *text = drawn(bars, 2, false);
    ck_assert_int_eq(count(text, "data-row="), 2);
    ck_assert_int_eq(count(text, "nan"), 0);
    ck_assert_int_eq(count(text, "<tr>"), 3);
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(of_too_many_bars_the_first_are_shown_and_it_says_so)
{
    gm_arena_init(&arena, 0);
    gm_bar *bars = GM_NEW(&arena, gm_bar, GM_PAGE_BARS + 5);
    for (int i = 0; i < GM_PAGE_BARS + 5; i++) {
        bars[i] = bar_of("a", 1.0, 1.0);
    }
    const char *text = drawn(bars, GM_PAGE_BARS + 5, false);
    ck_assert_int_eq(count(text, "data-row="), GM_PAGE_BARS);
    ck_assert_ptr_nonnull(strstr(text, "The first 60 of 65."));
    gm_arena_fini(&arena);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("bars");
    tcase_add_test(c, without_bars_there_is_no_figure);
    tcase_add_test(c, shares_are_as_wide_as_they_are_large);
    tcase_add_test(c, values_are_drawn_to_the_farthest_of_bars_and_marks);
    tcase_add_test(c, bars_without_values_have_a_row_all_the_same);
    tcase_add_test(c, of_too_many_bars_the_first_are_shown_and_it_says_so);
    return gm_check_main("report/bars", c);
}
