// SPDX-License-Identifier: MIT
//
// Tables of test/car and data/cars, and their cells as numbers.

#ifndef GM_TEST_CAR_TABLES_H
#define GM_TEST_CAR_TABLES_H

#include "tables/open.h"

#include "core/diag.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

// A file of the source folder.
static inline gm_records car_table(const char *file, gm_arena *arena)
{
    gm_diag diag = {0};
    gm_records records;
    gm_records_ask ask = {.path = gm_arena_printf(arena, "%s/%s", GM_SOURCE_DIR, file)};
    ck_assert_int_eq(gm_table_open(&ask, arena, &diag, &records), GM_OK);
    gm_diag_fini(&diag);
    return records;
}

static inline const char *car_text(const gm_records *records, int32_t row, const char *column)
{
    int32_t at = gm_records_find(records, column);
    ck_assert_msg(at >= 0, "%s has no column %s", records->file, column);
    return gm_records_cell(records, row, at)->text;
}

static inline double car_number(const gm_records *records, int32_t row, const char *column)
{
    double value = 0.0;
    int32_t at = gm_records_find(records, column);
    ck_assert_msg(at >= 0, "%s has no column %s", records->file, column);
    ck_assert(gm_records_number(records, gm_records_cell(records, row, at), &value));
    return value;
}

#endif
