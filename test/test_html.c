// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "report/html.h"

#include <string.h>

static gm_arena arena;

static const char *said(const char *text)
{
    gm_html h = gm_html_init(&arena);
    gm_html_say(&h, text);
    return h.text.at;
}

START_TEST(what_could_be_markup_is_escaped_everywhere)
{
    ck_assert_str_eq(said("<script>a && b</script>"),
                     "&lt;script&gt;a &amp;&amp; b&lt;/script&gt;");
    ck_assert_str_eq(said("\"x\" onload='y'"), "&quot;x&quot; onload=&#39;y&#39;");
    ck_assert_str_eq(said("&lt;"), "&amp;lt;");
    ck_assert_str_eq(said("]]> -->"), "]]&gt; --&gt;");
}
END_TEST

START_TEST(plain_text_and_other_scripts_stay_as_they_are)
{
    ck_assert_str_eq(said("paint shop 2, 95 %"), "paint shop 2, 95 %");
    ck_assert_str_eq(said("上海 ü €"), "上海 ü €");
    ck_assert_str_eq(said("one\n\ttwo"), "one\n\ttwo");
    ck_assert_str_eq(said(""), "");
    ck_assert_str_eq(said(NULL), "");
}
END_TEST

// U+FFFD is EF BF BD. A byte that begins nothing, a sequence that is cut, a surrogate.
START_TEST(bytes_that_are_no_text_become_the_replacement_character)
{
    ck_assert_str_eq(said("a\x01z"), "a\xef\xbf\xbdz");
    ck_assert_str_eq(said("a\xffz"), "a\xef\xbf\xbdz");
    ck_assert_str_eq(said("\xe4\xb8"), "\xef\xbf\xbd\xef\xbf\xbd");
    ck_assert_str_eq(said("a\xc2\x85z"), "a\xef\xbf\xbdz"); // U+0085, a C1 control
}
END_TEST

START_TEST(a_table_aligns_numbers_and_escapes_heads_and_cells)
{
    gm_html h = gm_html_init(&arena);
    static const char *const heads[] = {"na<me", ">parts", NULL};
    gm_html_table_begin(&h, "cap\"tion", heads);
    const char *const cells[] = {"a<b", "1,000"};
    gm_html_table_row(&h, cells);
    gm_html_table_end(&h);
    ck_assert_ptr_nonnull(strstr(h.text.at, "<th scope=\"col\">na&lt;me</th>"));
    ck_assert_ptr_nonnull(strstr(h.text.at, "<th scope=\"col\" class=\"n\">parts</th>"));
    ck_assert_ptr_nonnull(strstr(h.text.at, "<th scope=\"row\">a&lt;b</th>"));
    ck_assert_ptr_nonnull(strstr(h.text.at, "<td class=\"n\">1,000</td>"));
    ck_assert_ptr_nonnull(strstr(h.text.at, "<caption>cap&quot;tion</caption>"));
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("html");
    tcase_add_test(tc, what_could_be_markup_is_escaped_everywhere);
    tcase_add_test(tc, plain_text_and_other_scripts_stay_as_they_are);
    tcase_add_test(tc, bytes_that_are_no_text_become_the_replacement_character);
    tcase_add_test(tc, a_table_aligns_numbers_and_escapes_heads_and_cells);
    return gm_check_main("html", tc);
}
