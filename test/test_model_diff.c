// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "twin/model_diff.h"

#include <string.h>

static gm_arena arena;
static gm_diag diag;

static const gm_model *model_of(const char *text)
{
    gm_model *model = NULL;
    gm_status status = gm_model_load_text("a.yaml", (gm_slice){text, strlen(text)}, NULL,
                                          &arena, &diag, &model);
    ck_assert_int_eq(status, GM_OK);
    return model;
}

#define HEAD "gemba: 1\nclock: {run: 1 h}\nplant:\n  line:\n    - source: in\n"
#define TAIL "    - sink: out\n"
#define WELD "    - {station: weld, time: 60 s}\n"
#define SEAL "    - {station: seal, time: 40 s, machines: 2}\n"

static gm_model_diff diff(const char *was, const char *is)
{
    return gm_model_compare(model_of(was), model_of(is), &arena);
}

static void end(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

// A default that is written out changes nothing.
START_TEST(models_that_say_the_same_have_no_changes)
{
    gm_model_diff d =
        diff(HEAD WELD TAIL, HEAD "    - {station: weld, time: 60 s, machines: 1}\n" TAIL);
    ck_assert_int_eq(d.n, 0);
    end();
}
END_TEST

START_TEST(a_value_is_named_by_its_path)
{
    gm_model_diff d = diff(HEAD WELD SEAL TAIL,
                           HEAD WELD "    - {station: seal, time: 45 s, machines: 2}\n" TAIL);
    ck_assert_int_eq(d.n, 1);
    ck_assert_str_eq(d.changes[0].path, "plant.line.steps.seal.time");
    ck_assert_str_eq(gm_node_brief(d.changes[0].was, 40, &arena), "40 s");
    ck_assert_str_eq(gm_node_brief(d.changes[0].is, 40, &arena), "45 s");
    end();
}
END_TEST

// The step in front is gone, but what follows is not taken for something else.
START_TEST(items_go_by_name_not_by_place)
{
    gm_model_diff d = diff(HEAD WELD SEAL TAIL, HEAD SEAL TAIL);
    ck_assert_int_eq(d.n, 1);
    ck_assert_str_eq(d.changes[0].path, "plant.line.steps.weld");
    ck_assert_ptr_null(d.changes[0].is);
    d = diff(HEAD SEAL TAIL, HEAD WELD SEAL TAIL);
    ck_assert_int_eq(d.n, 1);
    ck_assert_ptr_null(d.changes[0].was);
    end();
}
END_TEST

START_TEST(another_order_is_a_change)
{
    gm_model_diff d = diff(HEAD WELD SEAL TAIL, HEAD SEAL WELD TAIL);
    ck_assert_int_eq(d.n, 1);
    ck_assert_str_eq(d.changes[0].path, "plant.line.steps");
    ck_assert(d.changes[0].is_order);
    end();
}
END_TEST

#define CLAIM(most) "  - {says: t, measure: out.count, at most: " #most "}\n"

// Of claims that say the same the first goes with the first, the second with the second.
START_TEST(items_of_one_name_go_by_their_order)
{
    gm_model_diff d = diff(HEAD WELD TAIL "claims:\n" CLAIM(300) CLAIM(400),
                           HEAD WELD TAIL "claims:\n" CLAIM(300) CLAIM(500));
    ck_assert_int_eq(d.n, 1);
    ck_assert_str_eq(gm_node_brief(d.changes[0].was, 40, &arena), "400");
    end();
}
END_TEST

START_TEST(long_values_are_cut_between_characters)
{
    gm_src src = {0};
    gm_node *text = gm_node_scalar(&arena, src, "\xc3\xa4\xc3\xa4\xc3\xa4");
    ck_assert_str_eq(gm_node_brief(text, 6, &arena), "\xc3\xa4\xc3\xa4\xc3\xa4");
    ck_assert_str_eq(gm_node_brief(text, 3, &arena), "\xc3\xa4 ..");
    end();
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("model_diff");
    tcase_add_test(cases, models_that_say_the_same_have_no_changes);
    tcase_add_test(cases, a_value_is_named_by_its_path);
    tcase_add_test(cases, items_go_by_name_not_by_place);
    tcase_add_test(cases, another_order_is_a_change);
    tcase_add_test(cases, items_of_one_name_go_by_their_order);
    tcase_add_test(cases, long_values_are_cut_between_characters);
    return gm_check_main("twin/model_diff", cases);
}
