// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "twin/claim_def.h"

#include <string.h>

static gm_arena arena;

static gm_measure cut(const char *text)
{
    gm_measure m = {0};
    char why[256] = "";
    size_t at = 0;
    ck_assert_msg(gm_measure_parse(text, &arena, &m, why, &at), "%s: %s", text, why);
    return m;
}

START_TEST(a_measure_is_cut_at_its_dots)
{
    gm_measure m = cut("weld.waiting.mean");
    ck_assert_str_eq(m.path, "weld");
    ck_assert_str_eq(m.figure, "waiting");
    ck_assert_str_eq(m.stat, "mean");
    ck_assert_ptr_null(m.per);
    m = cut("gate-out.count");
    ck_assert_str_eq(m.path, "gate-out");
    ck_assert_ptr_null(m.stat);
    m = cut("out");
    ck_assert_ptr_null(m.figure);
    m = cut("out.count.es+roof"); // a variant with its options
    ck_assert_str_eq(m.stat, "es+roof");
}
END_TEST

// 1 h = 3600 s; 1 day = 86400 s; 1 year of 365 d = 31536000 s.
START_TEST(per_names_a_unit_in_short_or_in_words)
{
    gm_measure m = cut("out.rate per h");
    ck_assert_double_eq(m.per_si, 3600.0);
    ck_assert_str_eq(m.per, "h");
    ck_assert_int_eq(m.per_dim.power[GM_AXIS_TIME], 1);
    ck_assert_double_eq(cut("out per day").per_si, 86400.0);
    ck_assert_double_eq(cut("out.count per year").per_si, 31536000.0);
    ck_assert_int_eq(cut("plant.energy per car").per_dim.power[GM_AXIS_COUNT], 1);
    ck_assert_double_eq(cut("out.count").per_si, 1.0);
}
END_TEST

START_TEST(an_argument_stands_in_parentheses_at_the_end)
{
    gm_measure m = cut("plant.wip.above(5.5)");
    ck_assert(m.has_argument);
    ck_assert_double_eq(m.argument, 5.5);
    ck_assert_str_eq(m.stat, "above");
    m = cut("plant.wip.above(5) per h");
    ck_assert_double_eq(m.argument, 5.0);
    ck_assert_double_eq(m.per_si, 3600.0);
}
END_TEST

typedef struct bad_measure {
    const char *text;
    size_t at; // byte of the fault, counted by hand
} bad_measure;

static const bad_measure bad[] = {
    {"", 0},           {"out.", 4},         {"out..count", 4},
    {"a.b.c.d", 6},    {"out.rate per", 8}, {"out.rate per hr", 13},
    {"a.above(x)", 8}, {"a.above(5).c", 2}, {"out count", 0},
    {"a.above(5", 8},  {"a.above(5 x)", 8},
};

START_TEST(a_wrong_measure_is_refused_at_its_place)
{
    gm_measure m = {0};
    char why[256] = "";
    size_t at = 99;
    ck_assert_msg(!gm_measure_parse(bad[_i].text, &arena, &m, why, &at), "%s", bad[_i].text);
    ck_assert_str_ne(why, "");
    ck_assert_msg(at == bad[_i].at, "%s: %zu", bad[_i].text, at);
}
END_TEST

typedef struct window_case {
    const char *text;
    gm_window_kind kind;
    gm_date from;
    gm_date to;
} window_case;

static const window_case windows[] = {
    {"2029", GM_WINDOW_DATES, {2029, 1, 1}, {2029, 12, 31}},
    {"2028-02", GM_WINDOW_DATES, {2028, 2, 1}, {2028, 2, 29}}, // 2028 is a leap year
    {"2027-08..2028-07", GM_WINDOW_DATES, {2027, 8, 1}, {2028, 7, 31}},
    {"2027-08-15", GM_WINDOW_DATES, {2027, 8, 15}, {2027, 8, 15}},
    {"2027-08-15 .. 2029", GM_WINDOW_DATES, {2027, 8, 15}, {2029, 12, 31}},
    {"any year", GM_WINDOW_ANY_YEAR, {0}, {0}},
    {"any month", GM_WINDOW_ANY_MONTH, {0}, {0}},
};

START_TEST(a_window_is_a_first_and_a_last_day)
{
    const window_case *c = &windows[_i];
    gm_window w = {0};
    char why[256] = "";
    ck_assert_msg(gm_window_parse(c->text, &arena, &w, why), "%s: %s", c->text, why);
    ck_assert_int_eq(w.kind, c->kind);
    ck_assert_mem_eq(&w.from, &c->from, sizeof w.from);
    ck_assert_mem_eq(&w.to, &c->to, sizeof w.to);
}
END_TEST

START_TEST(a_wrong_window_is_refused)
{
    static const char *const texts[] = {"",        "any",    "29",         "2028-13",
                                        "2028-2",  "0000",   "2027-02-30", "2028..2027",
                                        "2028 ..", "..2028", "202a",       "2028..2029..2030"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        gm_window w = {0};
        char why[256] = "";
        ck_assert_msg(!gm_window_parse(texts[i], &arena, &w, why), "%s", texts[i]);
        ck_assert_str_ne(why, "");
    }
}
END_TEST

static void free_arena(void)
{
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *c = tcase_create("claim_text");
    tcase_add_checked_fixture(c, NULL, free_arena);
    tcase_add_test(c, a_measure_is_cut_at_its_dots);
    tcase_add_test(c, per_names_a_unit_in_short_or_in_words);
    tcase_add_test(c, an_argument_stands_in_parentheses_at_the_end);
    tcase_add_loop_test(c, a_wrong_measure_is_refused_at_its_place, 0,
                        (int)(sizeof bad / sizeof bad[0]));
    tcase_add_loop_test(c, a_window_is_a_first_and_a_last_day, 0,
                        (int)(sizeof windows / sizeof windows[0]));
    tcase_add_test(c, a_wrong_window_is_refused);
    return gm_check_main("twin/claim_text", c);
}
