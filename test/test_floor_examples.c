// SPDX-License-Identifier: MIT
//
// Every example writes a log, and its log gives a model that passes the check.

#define _POSIX_C_SOURCE 200809L

#include "check_main.h"
#include "tables/floor_guess.h"

#include "core/csv.h"
#include "study/floor_log.h"

#include <stdio.h>
#include <stdlib.h>

// As long as parts need to come to the end, and no longer.
static const struct {
    const char *name;
    const char *run; // key and value of the clock
} examples[] = {
    {"01-two-stations", "run=2 d"},
    {"02-assembly", "run=2 d"},
    {"03-crew-and-shifts", "until=2027-03-04"},
    {"04-moving-line", "run=4 d"},
    {"05-paint-with-rework", "until=2027-03-05"},
    {"06-cells-on-trays", "run=30 d"},
    {"07-line-balance", "run=2 d"},
    {"08-vehicles", "run=2 d"},
    {"09-quality", "run=5 d"},
    {"10-paint-and-sequence", "run=4 d"},
    {"11-measured", "run=2 d"},
    {"12-rules", "run=10 d"},
    {"13-cell-shop", "run=10 d"},
};
#define N_EXAMPLES ((int)(sizeof examples / sizeof *examples))

static const gm_twin *twin_of(const char *path, const char *run, gm_arena *arena, gm_diag *diag)
{
    const char *sets[] = {"clock.warm-up=none", gm_arena_printf(arena, "clock.%s", run)};
    gm_model_options options = {.sets = sets, .n_sets = 2};
    gm_model *model = NULL;
    gm_status status = gm_model_load(path, &options, arena, diag, &model);
    return status == GM_OK ? gm_twin_create(model, arena, diag) : NULL;
}

static gm_slice log_of(const gm_twin *twin, gm_arena *arena)
{
    char *text = NULL;
    size_t len = 0;
    gm_run_error error;
    FILE *out = open_memstream(&text, &len);
    ck_assert_int_eq(gm_floor_log_write(twin, out, &error), GM_OK);
    fclose(out);
    gm_slice copy = {gm_arena_strndup(arena, text, len), len};
    free(text);
    return copy;
}

START_TEST(the_log_gives_a_model)
{
    gm_arena arena = {0};
    gm_diag diag = {0};
    gm_records records;
    gm_floor floor;
    gm_floor_guess guess;
    gm_model *model = NULL;
    const char *path =
        gm_arena_printf(&arena, "%s/examples/%s.yaml", GM_SOURCE_DIR, examples[_i].name);
    const gm_twin *twin = twin_of(path, examples[_i].run, &arena, &diag);
    ck_assert_msg(twin != NULL, "%s: %s", path, gm_diag_line(&diag, 0));
    gm_slice log = log_of(twin, &arena);
    ck_assert_int_eq(gm_csv_read_text("log.csv", NULL, log, &arena, &diag, &records), GM_OK);
    bool is_read = gm_floor_read(&records, GM_DATE_ORDER_UNKNOWN, &arena, &diag, &floor);
    ck_assert_msg(is_read, "%s: %s", path, gm_diag_line(&diag, 0));
    ck_assert_msg(floor.n_left_out == 0, "%s: %s", path, gm_diag_line(&diag, 0));
    gm_floor_guess_make(&floor, &arena, &guess);
    const char *text = gm_floor_model_text(&guess, &arena);
    bool is_model = gm_model_load_text("guess.yaml", gm_slice_of(text), NULL, &arena, &diag,
                                       &model) == GM_OK &&
                    gm_twin_create(model, &arena, &diag);
    ck_assert_msg(is_model, "%s: %s", path, gm_diag_line(&diag, diag.n - 1));
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("floor_examples");
    tcase_add_loop_test(tc, the_log_gives_a_model, 0, N_EXAMPLES);
    return gm_check_main("floor_examples", tc);
}
