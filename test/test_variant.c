// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "twin/variant.h"

#include <string.h>

static gm_arena arena;

static gm_variant_source source(const char *const *sets, int n_sets)
{
    gm_variant_source out;
    const char *why = NULL;
    gm_model_options how = {.sets = sets, .n_sets = n_sets};
    gm_status status = gm_variant_source_read(GM_SOURCE_DIR "/test/models/two-stations.yaml",
                                              &how, &arena, &out, &why);
    ck_assert_int_eq(status, GM_OK);
    return out;
}

static const gm_station_def *first_station(const gm_variant *v)
{
    return v->model->plant.steps[gm_model_find_step(v->model, "weld")].station;
}

START_TEST(each_variant_has_its_own_values_on_top_of_those_for_all)
{
    gm_variant_source of = source((const char *[]){"clock.replications=7"}, 1);
    gm_variant a;
    gm_variant b;
    ck_assert_int_eq(gm_variant_open(&of, NULL, 0, &a), GM_OK);
    ck_assert_int_eq(
        gm_variant_open(&of, (const char *[]){"plant.weld.time=50 s", "clock.seed=9"}, 2, &b),
        GM_OK);
    ck_assert_int_eq(a.model->clock.replications, 7);
    ck_assert_int_eq(b.model->clock.replications, 7);
    ck_assert_int_eq(b.model->clock.seed, 9);
    ck_assert_int_eq(first_station(&a)->time.all.kind, GM_DIST_EXPONENTIAL);
    ck_assert_int_eq(first_station(&b)->time.all.kind, GM_DIST_CONSTANT);
    ck_assert(a.model->hash != b.model->hash);
    ck_assert_ptr_nonnull(b.twin->plan);
    gm_variant_close(&a);
    gm_variant_close(&b);
}
END_TEST

START_TEST(a_variant_with_faults_has_them_in_its_diag)
{
    gm_variant_source of = source(NULL, 0);
    gm_variant v;
    gm_status status = gm_variant_open(&of, (const char *[]){"plant.wled.time=50 s"}, 1, &v);
    ck_assert_int_eq(status, GM_ERR_MODEL);
    ck_assert_ptr_null(v.twin);
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&v.diag, 0), "wled"));
    gm_variant_close(&v);
}
END_TEST

START_TEST(a_file_that_is_not_there_says_so)
{
    gm_variant_source of;
    const char *why = NULL;
    gm_model_options how = {0};
    ck_assert_int_eq(gm_variant_source_read("/nowhere/m.yaml", &how, &arena, &of, &why),
                     GM_ERR_IO);
    ck_assert_ptr_nonnull(why);
}
END_TEST

static void free_all(void)
{
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *c = tcase_create("variant");
    tcase_add_checked_fixture(c, NULL, free_all);
    tcase_add_test(c, each_variant_has_its_own_values_on_top_of_those_for_all);
    tcase_add_test(c, a_variant_with_faults_has_them_in_its_diag);
    tcase_add_test(c, a_file_that_is_not_there_says_so);
    return gm_check_main("twin/variant", c);
}
