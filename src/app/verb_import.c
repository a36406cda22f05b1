// SPDX-License-Identifier: MIT

#include "tables/floor_guess.h"
#include "tables/open.h"

#include "app/output.h"
#include "app/verbs.h"
#include "twin/twin.h"

#include <string.h>
#include <sys/stat.h>

// The model that was guessed must be one: a fault in it is the program's.
static gm_status check_model(const char *text, gm_arena *arena, gm_diag *diag)
{
    gm_model *model = NULL;
    GM_TRY(gm_model_load_text("the model", gm_slice_of(text), NULL, arena, diag, &model));
    return gm_twin_create(model, arena, diag) ? GM_OK : GM_ERR_MODEL;
}

// A model that people may have worked on is not written over.
static bool may_write(const char *path)
{
    struct stat file;
    if (!path || strcmp(path, "-") == 0 || stat(path, &file) != 0) {
        return true;
    }
    fprintf(stderr, "gemba: --output %s is there already; write to another name\n", path);
    return false;
}

static void tell(const gm_floor_guess *g, const char *path)
{
    const gm_floor *f = g->floor;
    fprintf(stderr,
            "gemba: %s: %d stations, %d parts, %.4g parts an hour; `gemba run %s` runs it\n",
            path, (int)f->n_stations, (int)f->n_parts, g->out_per_h, path);
}

static gm_status import(const gm_options *options, const gm_records *records, gm_arena *arena,
                        gm_diag *diag)
{
    gm_floor floor;
    gm_floor_guess guess;
    gm_date_order dates = GM_DATE_ORDER_UNKNOWN;
    if (options->dates) {
        dates = options->dates[0] == 'd' ? GM_DATE_ORDER_DAY : GM_DATE_ORDER_MONTH;
    }
    if (!gm_floor_read(records, dates, arena, diag, &floor)) {
        return GM_ERR_MODEL;
    }
    gm_floor_guess_make(&floor, arena, &guess);
    gm_floor_tell_odd(&guess, diag);
    const char *text = gm_floor_model_text(&guess, arena);
    GM_TRY(check_model(text, arena, diag));
    const char *path = options->output ? options->output : "-";
    gm_status status = gm_output_write(path, text, arena);
    if (status == GM_OK && strcmp(path, "-") != 0) {
        tell(&guess, path);
    }
    return status;
}

int gm_verb_import(const gm_options *options)
{
    if (!options->file) {
        fputs("gemba: import needs a log, like `gemba import log.csv -o line.yaml`\n", stderr);
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    if (options->dates && strcmp(options->dates, "d/m/y") != 0 &&
        strcmp(options->dates, "m/d/y") != 0) {
        fprintf(stderr, "gemba: --dates takes d/m/y or m/d/y, got '%s'\n", options->dates);
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    if (!may_write(options->output)) {
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    gm_arena arena = {0};
    gm_diag diag = {0};
    gm_records records;
    gm_records_ask want = {.path = options->file,
                           .what = options->table,
                           .src = {.origin = "the call"},
                           .leaves_out = true};
    gm_status status = gm_table_open(&want, &arena, &diag, &records);
    status = status == GM_ERR_IO ? GM_ERR_USAGE : status;
    if (status == GM_OK) {
        status = import(options, &records, &arena, &diag);
    }
    gm_diag_print(&diag, stderr, gm_has_colour(stderr));
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
    return gm_status_exit_code(status);
}
