// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "core/synonyms.h"

static const char *const failure[] = {"name", "after", "by", "repair", "crew", "part"};
static const char *const station[] = {"time", "machines", "queue", "crew", "fails", "to"};
static const char *const buffer[] = {"holds", "order", "least", "longest", "to"};
static const char *const steps[] = {"source", "station", "buffer", "conveyor", "sink"};
static const char *const laws[] = {"exponential", "normal", "triangular", "table"};

#define FIND(word, keys) gm_synonym_find(word, keys, (int)(sizeof(keys) / sizeof(keys)[0]))

START_TEST(words_of_other_tools_lead_to_those_that_may_stand_there)
{
    ck_assert_str_eq(FIND("mtbf", failure), "`after`");
    ck_assert_str_eq(FIND("mttr", failure), "`repair`");
    ck_assert_str_eq(FIND("mtbf", station),
                     "`fails: {after: exponential(4 h), repair: exponential(10 min)}`");
    ck_assert_str_eq(FIND("cycle-time", station), "`time`");
    ck_assert_str_eq(FIND("capacity", station), "`machines`");
    ck_assert_str_eq(FIND("capacity", buffer), "`holds`");
    ck_assert_str_eq(FIND("SingleProc", steps), "`station`");
    ck_assert_str_eq(FIND("drain", steps), "`sink`");
    ck_assert_str_eq(FIND("negexp", laws), "`exponential(60 s)`");
}
END_TEST

START_TEST(capitals_hyphens_and_underscores_do_not_count)
{
    ck_assert_str_eq(FIND("cycleTime", station), "`time`");
    ck_assert_str_eq(FIND("Cycle_Time", station), "`time`");
    ck_assert_str_eq(FIND("CYCLE TIME", station), "`time`");
    ck_assert_str_eq(FIND("MTBF", failure), "`after`");
}
END_TEST

START_TEST(a_word_that_is_only_part_of_a_known_one_is_unknown)
{
    ck_assert_ptr_null(FIND("cap", buffer));
    ck_assert_ptr_null(FIND("apacity", buffer));
    ck_assert_ptr_null(FIND("capacity holds", buffer));
    ck_assert_ptr_null(FIND("", buffer));
    ck_assert_ptr_null(FIND("-_-", buffer));
    ck_assert_ptr_null(
        FIND("capacitycapacitycapacitycapacitycapacitycapacitycapacitycapacity", buffer));
}
END_TEST

START_TEST(a_key_that_may_not_stand_there_is_not_named)
{
    ck_assert_ptr_null(FIND("mttr", buffer));
    ck_assert_ptr_null(gm_synonym_find("mtbf", NULL, 0));
    const char *const gaps[] = {NULL, "after", NULL};
    ck_assert_str_eq(FIND("mtbf", gaps), "`after`");
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("synonyms");
    tcase_add_test(c, words_of_other_tools_lead_to_those_that_may_stand_there);
    tcase_add_test(c, capitals_hyphens_and_underscores_do_not_count);
    tcase_add_test(c, a_word_that_is_only_part_of_a_known_one_is_unknown);
    tcase_add_test(c, a_key_that_may_not_stand_there_is_not_named);
    return gm_check_main("core/synonyms", c);
}
