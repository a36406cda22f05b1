// SPDX-License-Identifier: MIT
//
// A small log of a shop floor for a test, what is read of it and what is guessed from it.

#ifndef FLOOR_CASE_H
#define FLOOR_CASE_H

#include "check_main.h"
#include "tables/floor_guess.h"

#include "core/csv.h"
#include "num/elementary.h"
#include "num/random.h"
#include "twin/twin.h"

#include <stdio.h>
#include <string.h>

#define HEAD "part,station,time in [s],time out [s],state\n"

static gm_arena arena;
static gm_diag diag;
static gm_records records;
static gm_floor floor_log;
static gm_floor_guess guess;

static inline bool read_log(const char *text)
{
    gm_diag_fini(&diag);
    ck_assert_int_eq(
        gm_csv_read_text("log.csv", NULL, gm_slice_of(text), &arena, &diag, &records), GM_OK);
    return gm_floor_read(&records, GM_DATE_ORDER_UNKNOWN, &arena, &diag, &floor_log);
}

static inline void make_guess(const char *text)
{
    ck_assert_msg(read_log(text), "%s", gm_diag_line(&diag, 0));
    gm_floor_guess_make(&floor_log, &arena, &guess);
}

static inline bool is_told(const char *text)
{
    for (int i = 0; i < diag.n; i++) {
        if (strstr(gm_diag_line(&diag, i), text)) {
            return true;
        }
    }
    return false;
}

// The model that is guessed is one.
static inline const char *checked_model(void)
{
    const char *text = gm_floor_model_text(&guess, &arena);
    gm_model *model = NULL;
    gm_status status =
        gm_model_load_text("guess.yaml", gm_slice_of(text), NULL, &arena, &diag, &model);
    bool ok = status == GM_OK && gm_twin_create(model, &arena, &diag);
    ck_assert_msg(ok, "%s\n%s", diag.n > 0 ? gm_diag_line(&diag, diag.n - 1) : "", text);
    return text;
}

static inline void fini(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

#endif
