// SPDX-License-Identifier: MIT
//
// Sweeps: what a point is, that threads change nothing, and what a file takes and refuses.

#define _POSIX_C_SOURCE 200809L

#include "check_main.h"

#include "core/text.h"
#include "study/sweep_store.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static gm_arena arena;
static gm_diag diag;
static gm_variant_source source;
static gm_variant base;
static gm_sweep sweep;
static char path[64];

static void open_model(const char *name)
{
    const char *why = NULL;
    static const char *const sets[] = {"clock.warm-up=4 h"};
    gm_model_options how = {.sets = sets, .n_sets = 1, .varied_by = "--vary"};
    ck_assert_int_eq(gm_variant_source_read(
                         gm_arena_printf(&arena, "%s/test/models/%s", GM_SOURCE_DIR, name),
                         &how, &arena, &source, &why),
                     GM_OK);
    ck_assert_int_eq(gm_variant_open(&source, NULL, 0, &base), GM_OK);
}

static void plan(const char *const *varies, int n, int32_t replications)
{
    sweep = (gm_sweep){
        .source = &source, .command = "gemba sweep", .replications = replications, .seed = -1};
    ck_assert(gm_design_create(&(gm_design_ask){GM_DESIGN_GRID, 0, 1, n, varies},
                               base.model->root, &arena, &diag, &sweep.design));
    ck_assert(gm_sweep_measures_find(base.twin, NULL, 0, &arena, &diag, &sweep.measures));
    gm_sweep_options how = {.n_threads = 2};
    ck_assert_int_eq(gm_sweep_check(&sweep, &how, &arena, &diag), GM_OK);
}

static void setup(void)
{
    snprintf(path, sizeof path, "test-sweep-%d.sqlite", (int)getpid());
    unlink(path);
    open_model("two-stations.yaml");
    plan((const char *[]){"plant.rack.holds=1,4,9", "clock.run=2 d"}, 2, 3);
}

static void fini(void)
{
    unlink(path);
    gm_variant_close(&base);
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

// All rows of the results, points in order.
static const char *dump(gm_sweep_store *store)
{
    gm_text text = gm_text_init(&arena);
    gm_query q = gm_query_begin(&store->database, "SELECT * FROM results");
    while (gm_query_next(&q)) {
        for (int i = 0; i < 5 + sweep.measures.n; i++) {
            const char *cell = gm_query_get_text(&q, i);
            gm_text_addf(&text, "%s,", cell ? cell : "");
        }
        gm_text_add(&text, "\n");
    }
    gm_query_end(&q);
    return text.at;
}

static const char *run(int32_t n_threads, gm_sweep_rows *rows)
{
    gm_sweep_store store;
    gm_sweep_options how = {.n_threads = n_threads};
    ck_assert_int_eq(gm_sweep_store_open(&store, &sweep, path, false), GM_OK);
    ck_assert_int_eq(gm_sweep_run(&sweep, &store, &how), GM_OK);
    ck_assert_int_eq(gm_sweep_store_read(&store, &arena, rows), GM_OK);
    const char *text = dump(&store);
    ck_assert_int_eq(gm_sweep_store_close(&store), GM_OK);
    unlink(path);
    return text;
}

START_TEST(threads_change_no_bit)
{
    gm_sweep_rows rows;
    const char *one = run(1, &rows);
    ck_assert_int_gt((int)strlen(one), 100);
    for (int n = 2; n <= 5; n++) {
        ck_assert_str_eq(run(n, &rows), one);
    }
}
END_TEST

START_TEST(a_point_is_what_its_replications_give_alone)
{
    gm_sweep_rows rows;
    (void)run(2, &rows);
    gm_variant v;
    gm_replications set;
    ck_assert_int_eq(gm_variant_open(&source,
                                     (const char *[]){"plant.rack.holds=4", "clock.run=2 d"}, 2,
                                     &v),
                     GM_OK);
    gm_replications_init(&set, v.twin, (uint32_t)v.model->clock.seed);
    gm_replicate_options how = {.n_threads = 1};
    ck_assert_int_eq(gm_replicate(&set, 3, &how), GM_OK);
    gm_claim_answer claim = gm_answer_claims(&set, &arena)[0];
    int32_t n = 0;
    int32_t wip = gm_figures_find(&v.twin->figures, "plant", "wip", NULL);
    gm_interval inside = gm_answer_figure(&set, wip, &n, &arena);
    ck_assert_str_eq(sweep.measures.items[0].name, "out per day");
    ck_assert_str_eq(sweep.measures.items[sweep.measures.n - 1].name, "plant.wip");
    const gm_sweep_row *row = &rows.items[1];
    ck_assert_double_eq(row->means[0].mean, claim.mean.mean);
    ck_assert_double_eq(row->means[0].half_width, claim.mean.half_width);
    ck_assert_double_eq(row->means[sweep.measures.n - 1].mean, inside.mean);
    ck_assert_double_eq(row->means[sweep.measures.n - 1].half_width, inside.half_width);
    gm_replications_fini(&set);
    gm_variant_close(&v);
}
END_TEST

START_TEST(a_measure_per_time_is_that_of_a_claim)
{
    static const char *const asked[] = {"out per day", "weld.blocked"};
    gm_sweep_measures measures;
    ck_assert(gm_sweep_measures_find(base.twin, asked, 2, &arena, &diag, &measures));
    ck_assert_int_eq(measures.n, 2);
    gm_variant v;
    gm_replications set;
    ck_assert_int_eq(gm_variant_open(&source, (const char *[]){"clock.run=2 d"}, 1, &v), GM_OK);
    gm_replications_init(&set, v.twin, 1);
    gm_replicate_options how = {.n_threads = 1};
    ck_assert_int_eq(gm_replicate(&set, 2, &how), GM_OK);
    double rate[2];
    double blocked[2];
    gm_sweep_measure_values(&measures.items[0], &set, rate);
    gm_sweep_measure_values(&measures.items[1], &set, blocked);
    for (int32_t r = 0; r < 2; r++) {
        double claimed = gm_answer_claim_value(&set, 0, r); // `out per day`
        ck_assert_double_eq_tol(rate[r], claimed, 1e-12 * claimed);
        ck_assert(blocked[r] > 0.0 && blocked[r] < 1.0);
    }
    gm_replications_fini(&set);
    gm_variant_close(&v);
}
END_TEST

START_TEST(measures_that_are_not_there_are_told)
{
    static const char *const wrong[] = {"otu per day",     "weld.time-in-system.p95",
                                        "plant.wip per h", "out per day",
                                        "out per day",     "plant.wip.above(5)"};
    gm_sweep_measures measures;
    ck_assert(!gm_sweep_measures_find(base.twin, wrong, 6, &arena, &diag, &measures));
    ck_assert_int_eq(diag.count, 5);
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&diag, 0), "did you mean 'out'"));
}
END_TEST

static void expect_refused(bool may_resume, const char *why)
{
    gm_sweep_store store;
    ck_assert_int_eq(gm_sweep_store_open(&store, &sweep, path, may_resume), GM_ERR_USAGE);
    ck_assert_msg(strstr(store.why, why) != NULL, "%s", store.why);
    (void)gm_sweep_store_close(&store);
}

static void write_one(void)
{
    gm_sweep_store store;
    ck_assert_int_eq(gm_sweep_store_open(&store, &sweep, path, false), GM_OK);
    ck_assert_int_eq(gm_sweep_store_close(&store), GM_OK);
}

START_TEST(a_file_is_gone_on_with_only_by_its_own_sweep)
{
    write_one();
    expect_refused(false, "--resume");
    plan((const char *[]){"plant.rack.holds=1,4,8", "clock.run=2 d"}, 2, 3);
    expect_refused(true,
                   "its --vary is plant.rack.holds=1,4,9, here it is plant.rack.holds=1,4,8");
    plan((const char *[]){"plant.rack.holds=1,4,9"}, 1, 3);
    expect_refused(true, "its --vary is clock.run=2 d, here it is missing");
    plan((const char *[]){"plant.rack.holds=1,4,9", "clock.run=2 d"}, 2, 4);
    expect_refused(true, "its number of replications is 3, here it is 4");
    plan((const char *[]){"plant.rack.holds=1,4,9", "clock.run=2 d"}, 2, 3);
    sweep.hash += 1;
    expect_refused(true, "its model is another one");
    sweep.hash -= 1;
    gm_sweep_store store;
    ck_assert_int_eq(gm_sweep_store_open(&store, &sweep, path, true), GM_OK);
    ck_assert_int_eq(store.n_left, 3);
    ck_assert_int_eq(gm_sweep_store_close(&store), GM_OK);
}
END_TEST

START_TEST(a_database_of_others_is_left_alone)
{
    gm_database other;
    gm_database_open(&other, path);
    gm_database_run(&other, "CREATE TABLE visits (station TEXT)");
    gm_database_close(&other);
    expect_refused(true, "not of a sweep");
    gm_database_open(&other, path);
    gm_query q = gm_query_begin(&other, "SELECT count(*) FROM sqlite_master");
    ck_assert(gm_query_next(&q));
    ck_assert_int_eq(gm_query_get_int(&q, 0), 1);
    gm_query_end(&q);
    q = gm_query_begin(&other, "PRAGMA journal_mode");
    ck_assert(gm_query_next(&q));
    ck_assert_str_eq(gm_query_get_text(&q, 0), "delete");
    gm_query_end(&q);
    gm_database_close(&other);
}
END_TEST

START_TEST(a_file_that_is_open_elsewhere_says_so)
{
    gm_sweep_store store;
    gm_sweep_store second;
    ck_assert_int_eq(gm_sweep_store_open(&store, &sweep, path, false), GM_OK);
    ck_assert_int_eq(gm_sweep_store_open(&second, &sweep, path, true), GM_ERR_IO);
    ck_assert_ptr_nonnull(strstr(second.why, "another program holds it open"));
    (void)gm_sweep_store_close(&second);
    ck_assert_int_eq(gm_sweep_store_close(&store), GM_OK);
}
END_TEST

START_TEST(a_point_that_fails_is_told_and_the_others_go_on)
{
    // Of two stations and a rack of 40 more than 20 parts come to stand in the plant.
    plan((const char *[]){"guards.parts=20,100000", "clock.run=2 d", "plant.rack.holds=40"}, 3,
         3);
    gm_sweep_store store;
    gm_sweep_rows rows;
    gm_sweep_options how = {.n_threads = 2};
    ck_assert_int_eq(gm_sweep_store_open(&store, &sweep, path, false), GM_OK);
    ck_assert_int_eq(gm_sweep_run(&sweep, &store, &how), GM_ERR_RUN);
    ck_assert_int_eq(gm_sweep_store_read(&store, &arena, &rows), GM_OK);
    ck_assert_int_eq(rows.n_done, 2);
    ck_assert_int_eq(rows.n_failed, 1);
    ck_assert(rows.items[0].has_failed);
    ck_assert_ptr_nonnull(strstr(rows.items[0].why, "parts"));
    ck_assert(isnan(rows.items[0].means[0].mean));
    ck_assert_uint_eq(rows.items[1].means[0].n, 3);
    ck_assert_int_eq(gm_sweep_store_close(&store), GM_OK);
}
END_TEST

START_TEST(faults_of_points_are_told_once)
{
    gm_sweep_options how = {.n_threads = 2};
    sweep = (gm_sweep){.source = &source, .seed = -1};
    static const char *const texts[] = {"plant.rack.holds=-1", "clock.seed=1..50"};
    gm_design_ask ask = {GM_DESIGN_GRID, 0, 1, 2, texts};
    ck_assert(gm_design_create(&ask, base.model->root, &arena, &diag, &sweep.design));
    ck_assert_int_eq(gm_sweep_check(&sweep, &how, &arena, &diag), GM_ERR_MODEL);
    ck_assert_int_eq(diag.count, 1);
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&diag, 0), "--vary"));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("sweep");
    tcase_add_checked_fixture(c, setup, fini);
    tcase_add_test(c, threads_change_no_bit);
    tcase_add_test(c, a_point_is_what_its_replications_give_alone);
    tcase_add_test(c, a_measure_per_time_is_that_of_a_claim);
    tcase_add_test(c, measures_that_are_not_there_are_told);
    tcase_add_test(c, a_file_is_gone_on_with_only_by_its_own_sweep);
    tcase_add_test(c, a_database_of_others_is_left_alone);
    tcase_add_test(c, a_file_that_is_open_elsewhere_says_so);
    tcase_add_test(c, a_point_that_fails_is_told_and_the_others_go_on);
    tcase_add_test(c, faults_of_points_are_told_once);
    return gm_check_main("study/sweep", c);
}
