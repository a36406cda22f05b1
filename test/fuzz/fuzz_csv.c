// SPDX-License-Identifier: MIT
//
// Fuzz target: no bytes whatever may crash the reader of tables, what reads columns and logs from
// them, or what prints their faults; and a log that is read gives a guess.

#include "tables/column.h"
#include "tables/fitting.h"
#include "tables/floor_guess.h"

#include "core/csv.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_columns(const gm_records *records, gm_arena *arena, gm_diag *diag)
{
    for (int32_t i = 0; i < records->n_columns && i < 4; i++) {
        gm_column column;
        gm_column_ask ask = {
            .column = records->heads[i].text, .src = {.origin = "fuzz"}, .unit = "s"};
        if (records->n_rows < 100 && gm_column_read(records, &ask, arena, diag, &column)) {
            gm_law_choose(&column, GM_FIT_BEST, GM_DIST_GAMMA, arena);
        }
    }
}

static void print_faults(gm_diag *diag)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    gm_diag_print(diag, out, false);
    fclose(out);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gm_arena arena = {0};
    gm_diag diag = {0};
    gm_records records;
    gm_floor floor;
    gm_floor_guess guess;
    gm_slice text = {size > 0 ? (const char *)data : "", size};
    if (gm_csv_read_text("fuzz", NULL, text, &arena, &diag, &records) == GM_OK) {
        read_columns(&records, &arena, &diag);
    }
    if (gm_csv_read_usable("fuzz", NULL, text, &arena, &diag, &records) == GM_OK) {
        if (records.n_rows < 200 &&
            gm_floor_read(&records, GM_DATE_ORDER_UNKNOWN, &arena, &diag, &floor)) {
            gm_floor_guess_make(&floor, &arena, &guess);
            gm_floor_model_text(&guess, &arena);
        }
    }
    print_faults(&diag);
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
    return 0;
}
