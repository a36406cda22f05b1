// SPDX-License-Identifier: MIT
//
// Where a value of a model file begins and ends.

#include "check_main.h"

#include "twin/source_text.h"

#include <string.h>

static void expect(const char *text, int line, int col, const char *value)
{
    size_t from;
    size_t to;
    ck_assert(gm_source_span(gm_slice_of(text), line, col, &from, &to));
    ck_assert_int_eq(to - from, strlen(value));
    ck_assert_msg(strncmp(text + from, value, to - from) == 0, "%.*s", (int)(to - from),
                  text + from);
}

START_TEST(values_are_cut_out_exactly)
{
    expect("a: 52 s   # why\nb: 1\n", 1, 4, "52 s");
    expect("a: lognormal(60 s, cv 0.5) # why\n", 1, 4, "lognormal(60 s, cv 0.5)");
    expect("x: {a: lognormal(60 s, cv 0.5), b: 2}\n", 1, 8, "lognormal(60 s, cv 0.5)");
    expect("x: {a: 1, b: [2, 3]} # c\n", 1, 4, "{a: 1, b: [2, 3]}");
    expect("x: \"q # q\" # c\n", 1, 4, "\"q # q\"");
    expect("\xef\xbb\xbf"
           "\xc3\xa4: \xc3\xb6\xc3\xb6 # c\n",
           1, 4, "\xc3\xb6\xc3\xb6");
    expect("x:\n  a: 1 # first\n  b: 2 # last\ny: 3\n", 2, 3, "a: 1 # first\n  b: 2");
}
END_TEST

START_TEST(block_texts_and_nothing_are_not_cut)
{
    size_t from;
    size_t to;
    ck_assert(!gm_source_span(gm_slice_of("a: |\n  x\nb: 1\n"), 1, 4, &from, &to));
    ck_assert(!gm_source_span(gm_slice_of("a: 1\n"), 7, 4, &from, &to));
    ck_assert(!gm_source_span(gm_slice_of("a: [1\n"), 1, 4, &from, &to));
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("yaml_span");
    tcase_add_test(tc, values_are_cut_out_exactly);
    tcase_add_test(tc, block_texts_and_nothing_are_not_cut);
    return gm_check_main("yaml_span", tc);
}
